//! Tables in Markdown: printed as they are ready, and kept in `results.md` when `BENCH_WRITE=1` asks for it.

use std::{env, fmt::Write as _, fs};

/// The file that the README shows.
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bench/results.md");
const HEADING: &str = "\n## ";

/// One table with its heading.
#[derive(Debug)]
pub(crate) struct Table {
    heading: String,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new<const N: usize>(heading: impl Into<String>, head: [&str; N]) -> Self {
        Self {
            heading: heading.into(),
            head: head.map(str::to_owned).to_vec(),
            rows: Vec::new(),
        }
    }

    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let row: Vec<String> = cells.into_iter().collect();
        eprintln!("  {}", row.join(" · "));
        assert_eq!(row.len(), self.head.len());
        self.rows.push(row);
    }

    fn markdown(&self, machine: &str) -> String {
        let mut text = format!("{}\n\n{machine}\n\n", self.heading);
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        text.push_str(&line(&self.head));
        let rules: Vec<String> = (0..self.head.len())
            .map(|place| if place == 0 { "---" } else { "--:" }.to_owned())
            .collect();
        text.push_str(&line(&rules));
        for row in &self.rows {
            text.push_str(&line(row));
        }
        text
    }

    /// Prints it, and puts it into the file in the place of the one with the same heading where that is asked for.
    pub(crate) fn done(&self, machine: &str) {
        let text = self.markdown(machine);
        println!("{HEADING}{text}");
        if env::var_os("BENCH_WRITE").is_none() {
            return;
        }
        let kept = fs::read_to_string(FILE).unwrap_or_else(|_| INTRODUCTION.to_owned());
        let mut parts = kept.split(HEADING).map(str::trim_end);
        let mut file = parts.next().unwrap_or_default().to_owned();
        let mut parts: Vec<&str> = parts.collect();
        let heading = Some(self.heading.as_str());
        match parts.iter().position(|part| part.lines().next() == heading) {
            Some(place) => parts[place] = text.trim_end(),
            None => parts.push(text.trim_end()),
        }
        for part in parts {
            write!(file, "\n{HEADING}{part}").unwrap();
        }
        file.push('\n');
        fs::write(FILE, file).unwrap();
    }
}

const INTRODUCTION: &str = "\
# What the benchmarks found

Written by `BENCH_WRITE=1 cargo bench` (see *Speed* in the README). Processor time is that of the server and, on
PostgreSQL, of the database's processes that work for it; it varies less than requests a second do, which share the
machine with whoever asks. No figure passes or fails anything.";

/// A number of microseconds, of requests, of bytes.
pub(crate) fn whole(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// One number in hundredths of another.
pub(crate) fn percent(part: f64, of: f64) -> String {
    format!("{:.0} %", part / of * 100.0)
}

/// How many times another number.
pub(crate) fn times(number: f64, of: f64) -> String {
    format!("{:.1}", number / of)
}

/// To a tenth.
pub(crate) fn tenths(number: f64) -> String {
    format!("{number:.1}")
}
