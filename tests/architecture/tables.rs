//! Who may read and write which table.

use crate::{
    source::{Source, Violation},
    uses,
};

const WRITES: &[&str] = &[
    "insert_into",
    "insert_or_ignore_into",
    "replace_into",
    "update",
    "delete",
    "copy_from",
];

/// Tables that nobody owns.
pub(crate) fn without_owner(schema: &Source, owners: &[(&str, &str)]) -> Vec<Violation> {
    tables_of(schema)
        .into_iter()
        .filter(|(_, table)| owner(table, owners).is_none())
        .map(|(line, table)| {
            schema.violation(
                line,
                format!("table `{table}` has no owner; name it in tests/architecture.rs"),
            )
        })
        .collect()
}

/// Name and line of each table.
fn tables_of(schema: &Source) -> Vec<(usize, String)> {
    let is_head = |line: &str| {
        line.starts_with("    ") && !line.starts_with("     ") && line.ends_with(") {")
    };
    let lines = schema
        .text
        .lines()
        .enumerate()
        .filter(|(_, line)| is_head(line));
    lines
        .filter_map(|(number, line)| Some((number + 1, line.trim().split_once(" (")?.0.to_owned())))
        .collect()
}

fn owner<'a>(table: &str, owners: &[(&str, &'a str)]) -> Option<&'a str> {
    owners
        .iter()
        .find(|(name, _)| *name == table)
        .map(|(_, owner)| *owner)
}

/// Checks every file outside `db/`.
pub(crate) fn check(sources: &[Source], order: &[&str], owners: &[(&str, &str)]) -> Vec<Violation> {
    let mut violations = Vec::new();
    for source in sources.iter().filter(|source| source.module() != "db") {
        violations.extend(reads(source, order, owners));
        violations.extend(writes(source, owners));
        violations.extend(sql_in_strings(source, owners));
    }
    violations
}

fn named_tables(source: &Source) -> Vec<(usize, String)> {
    let named = uses::of_this_crate(source).into_iter();
    let tables = named.filter(|named| named.top() == "db" && named.segment(2) == "schema");
    tables
        .map(|named| (named.line, named.segment(3).to_owned()))
        .collect()
}

fn reads(source: &Source, order: &[&str], owners: &[(&str, &str)]) -> Vec<Violation> {
    let rank = |module: &str| order.iter().position(|name| *name == module);
    let is_for_pages = source.stem().ends_with("handlers") || source.stem().ends_with("service");
    let mut violations = Vec::new();
    for (line, table) in named_tables(source) {
        if is_for_pages {
            violations.push(source.violation(
                line,
                format!(
                    "table `{table}` is named in `{}`; only queries and rows name tables",
                    source.stem()
                ),
            ));
        }
        match owner(&table, owners) {
            None => violations.push(source.violation(
                line,
                format!("`schema::{table}` is not a table with an owner; name tables one by one"),
            )),
            Some(owner) if rank(owner) > rank(source.module()) => {
                violations.push(source.violation(
                    line,
                    format!(
                        "table `{table}` belongs to `{owner}`, which stands above `{}`",
                        source.module()
                    ),
                ));
            }
            Some(_) => {}
        }
    }
    violations
}

fn writes(source: &Source, owners: &[(&str, &str)]) -> Vec<Violation> {
    let code = source.code();
    let mut violations = Vec::new();
    for named in uses::starting_with(&code, "diesel") {
        let last = named.path.last().map_or("", String::as_str);
        let is_call = code
            .lines()
            .nth(named.line - 1)
            .is_some_and(|line| line.contains(&format!("{last}(")));
        if WRITES.contains(&last) && !is_call {
            violations.push(source.violation(
                named.line,
                format!("write `diesel::{last}(`, so that the table can be seen"),
            ));
        }
    }
    let foreign = named_tables(source)
        .into_iter()
        .find(|(_, table)| owner(table, owners) != Some(source.module()));
    for write in WRITES {
        for (place, found) in code.match_indices(&format!("diesel::{write}(")) {
            let line = Source::line_of(&code, place);
            let target = code.get(place + found.len()..).unwrap_or_default();
            match table_of(target, code.get(..place).unwrap_or_default()) {
                Some(table) if owner(&table, owners) == Some(source.module()) => {}
                Some(table) => {
                    let owner = owner(&table, owners).unwrap_or("nobody");
                    violations.push(source.violation(line, format!("table `{table}` is written here, and belongs to `{owner}`")));
                }
                None if foreign.is_none() => {}
                None => violations.push(source.violation(
                    line,
                    "this file names another slice's table, so what is written must begin with `<table>::table`",
                )),
            }
        }
    }
    violations
}

/// The table at the beginning of `target`, or of the variable that stands there.
fn table_of(target: &str, before: &str) -> Option<String> {
    let expression = target.trim_start();
    let word = |text: &str| {
        text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let first = word(expression);
    let direct = |text: &str| {
        let name = word(text.trim_start().trim_start_matches("schema::"));
        text.trim_start()
            .trim_start_matches("schema::")
            .strip_prefix(name.as_str())
            .filter(|rest| rest.starts_with("::table"))
            .map(|_| name)
    };
    if let Some(table) = direct(expression) {
        return Some(table);
    }
    let bound = before
        .rfind(&format!("let {first} ="))
        .or_else(|| before.rfind(&format!("let {first}:")))?;
    direct(before.get(bound..)?.split_once('=')?.1)
}

/// Statements written as text.
fn sql_in_strings(source: &Source, owners: &[(&str, &str)]) -> Vec<Violation> {
    let text = source.code_and_strings();
    let mut violations = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for verb in [
            "INSERT INTO ",
            "UPDATE ",
            "DELETE FROM ",
            "REPLACE INTO ",
            "TRUNCATE ",
        ] {
            let Some((_, rest)) = line.split_once(verb) else {
                continue;
            };
            let table = rest
                .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                .next()
                .unwrap_or_default();
            if let Some(owner) = owner(table, owners).filter(|owner| *owner != source.module()) {
                violations.push(source.violation(
                    number + 1,
                    format!("SQL writes table `{table}`, which belongs to `{owner}`"),
                ));
            }
        }
    }
    violations
}
