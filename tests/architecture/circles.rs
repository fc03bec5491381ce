//! Circles between files: no file may need, over others, what needs it itself.
//!
//! A file needs the file in which a name that it uses is defined: `mail::enqueue` leads through the re-exports of
//! `mail/mod.rs` to the file with the function. A re-export alone is no need of the `mod.rs` that makes it.

use std::collections::{BTreeMap, HashSet, VecDeque, btree_map::Entry};

use crate::source::{Source, Violation};

/// A name that a `use` brings into a file.
struct Import {
    name: String,
    /// From `crate` on.
    path: Vec<String>,
    line: usize,
    is_public: bool,
}

/// What a file says about names.
struct File<'a> {
    source: &'a Source,
    module: Vec<String>,
    imports: Vec<Import>,
    /// The modules that it declares.
    children: Vec<String>,
    /// The code without its `use` statements.
    code: String,
}

/// Where a path ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Module(usize),
    Item(usize),
}

/// Checks every file but the root of the library, which only declares.
pub(crate) fn check(sources: &[Source]) -> Vec<Violation> {
    let crate_tree = Tree::of(sources);
    let needs: Vec<BTreeMap<usize, usize>> = (0..crate_tree.files.len())
        .map(|file| crate_tree.needs(file))
        .collect();
    let mut told = HashSet::new();
    let mut violations = Vec::new();
    for start in 0..needs.len() {
        let Some(circle) = shortest_circle(start, &needs) else {
            continue;
        };
        if circle.iter().any(|file| told.contains(file)) {
            continue;
        }
        told.extend(circle.iter().copied());
        let path = |file: usize| crate_tree.files[file].source.path.as_str();
        let mut said: Vec<String> = circle
            .iter()
            .zip(circle.iter().cycle().skip(1))
            .map(|(from, to)| format!("{}:{}", path(*from), needs[*from][to]))
            .collect();
        said.push(path(start).to_owned());
        violations.push(crate_tree.files[start].source.violation(
            1,
            format!("circle of {} files: {}", circle.len(), said.join(" → ")),
        ));
    }
    violations
}

/// The files of the shortest way from a file back to it.
fn shortest_circle(start: usize, needs: &[BTreeMap<usize, usize>]) -> Option<Vec<usize>> {
    let mut came_from: BTreeMap<usize, usize> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(file) = queue.pop_front() {
        for &next in needs[file].keys() {
            if next == start {
                let mut way = vec![file];
                while let Some(before) = came_from.get(way.last()?) {
                    way.push(*before);
                }
                way.reverse();
                return Some(way);
            }
            if let Entry::Vacant(unseen) = came_from.entry(next) {
                unseen.insert(file);
                queue.push_back(next);
            }
        }
    }
    None
}

struct Tree<'a> {
    files: Vec<File<'a>>,
    by_module: BTreeMap<Vec<String>, usize>,
}

impl<'a> Tree<'a> {
    fn of(sources: &'a [Source]) -> Self {
        let files: Vec<File<'_>> = sources.iter().map(File::read).collect();
        let by_module = files
            .iter()
            .enumerate()
            .map(|(number, file)| (file.module.clone(), number))
            .collect();
        Self { files, by_module }
    }

    /// Follows a path over modules and re-exports to the file that defines what it names.
    fn resolve(&self, path: &[String], depth: usize) -> Option<End> {
        let mut module = vec!["crate".to_owned()];
        let mut at = None;
        for (number, segment) in path.iter().enumerate().skip(1) {
            module.push(segment.clone());
            if let Some(file) = self.by_module.get(&module) {
                at = Some(*file);
                continue;
            }
            let file = at?;
            let import = self.files[file]
                .imports
                .iter()
                .find(|import| import.name == *segment);
            let Some(import) = import.filter(|_| depth < 8) else {
                return Some(End::Item(file));
            };
            let mut onward = import.path.clone();
            onward.extend(path.iter().skip(number + 1).cloned());
            return self.resolve(&onward, depth + 1).or(Some(End::Item(file)));
        }
        at.map(End::Module)
    }

    /// The files that a file needs, each with the line that says so first.
    fn needs(&self, number: usize) -> BTreeMap<usize, usize> {
        let file = &self.files[number];
        let mut needs = BTreeMap::new();
        let mut need = |end: Option<End>, line: usize| {
            if let Some(End::Item(other)) = end.filter(|_| !file.module.is_empty())
                && other != number
            {
                needs.entry(other).or_insert(line);
            }
        };
        for import in &file.imports {
            if !import.is_public || file.says(&import.name) {
                need(self.resolve(&import.path, 0), import.line);
            }
        }
        for (line, path) in file.paths_in_code() {
            let imported = file
                .imports
                .iter()
                .find(|import| import.name == path[0])
                .map(|import| import.path.clone());
            let Some(mut whole) = imported.or_else(|| file.absolute(&path[..1])) else {
                continue;
            };
            let rest = path.iter().skip(1).skip_while(|part| {
                let is_super = *part == "super";
                if is_super {
                    whole.pop();
                }
                is_super
            });
            let rest: Vec<String> = rest.cloned().collect();
            whole.extend(rest);
            need(self.resolve(&whole, 0), line);
        }
        needs
    }
}

impl<'a> File<'a> {
    fn read(source: &'a Source) -> Self {
        let code = source.code();
        let mut module = vec!["crate".to_owned()];
        if !["lib.rs", "main.rs"].contains(&source.path.as_str()) {
            module.extend(source.module_path().into_iter().map(str::to_owned));
        } else if source.path == "main.rs" {
            module = vec!["main".to_owned()];
        }
        let children = code
            .split(';')
            .filter_map(|statement| statement.rsplit_once("mod "))
            .map(|(_, name)| name.trim().to_owned())
            .filter(|name| name.chars().all(is_word))
            .collect();
        let mut file = Self {
            source,
            module,
            imports: Vec::new(),
            children,
            code: String::new(),
        };
        let mut bare = code.clone().into_bytes();
        for (place, _) in code.match_indices("use ") {
            let before = code[..place].trim_end();
            let begins = before.is_empty()
                || before.ends_with([';', '{', '}', ']', ')'])
                || before.ends_with("pub");
            let Some(length) = code[place..].find(';').filter(|_| begins) else {
                continue;
            };
            let mut trees = Vec::new();
            expand(&code[place + 4..place + length], &[], &mut trees);
            bare[place..=place + length]
                .iter_mut()
                .filter(|byte| **byte != b'\n')
                .for_each(|byte| *byte = b' ');
            for (path, name) in trees {
                let Some(path) = file.absolute(&path) else {
                    continue;
                };
                file.imports.push(Import {
                    name,
                    path,
                    line: Source::line_of(&code, place),
                    is_public: before.ends_with("pub") || before.ends_with(')'),
                });
            }
        }
        file.code = String::from_utf8(bare).unwrap();
        for child in &file.children {
            file.code = file.code.replace(&format!("mod {child};"), "");
        }
        file
    }

    /// A path of this crate from `crate` on; `None` for another crate's.
    fn absolute(&self, path: &[String]) -> Option<Vec<String>> {
        let first = path.first()?;
        let mut whole = match first.as_str() {
            "crate" | "partner_center" => vec!["crate".to_owned()],
            "self" | "super" => self.module.clone(),
            child if self.children.iter().any(|name| name == child) => {
                let mut inside = self.module.clone();
                inside.push(child.to_owned());
                inside
            }
            _ => return None,
        };
        let supers = path.iter().take_while(|part| *part == "super").count();
        whole.truncate(whole.len().saturating_sub(supers));
        whole.extend(path.iter().skip(supers.max(1)).cloned());
        Some(whole)
    }

    fn says(&self, name: &str) -> bool {
        self.code
            .split(|c: char| !is_word(c))
            .any(|word| word == name)
    }

    /// Every `one::two` of the code, with its line.
    fn paths_in_code(&self) -> Vec<(usize, Vec<String>)> {
        let mut paths = Vec::new();
        let mut from = 0;
        while let Some(found) = self.code[from..].find("::").map(|place| from + place) {
            let start = self.code[..found]
                .rfind(|c: char| !is_word(c))
                .map_or(0, |place| place + 1);
            let length = self.code[start..]
                .find(|c: char| !is_word(c) && c != ':')
                .unwrap_or(self.code.len() - start);
            let parts: Vec<String> = self.code[start..start + length]
                .split("::")
                .map(str::to_owned)
                .collect();
            paths.push((Source::line_of(&self.code, start), parts));
            from = start + length.max(found - start + 2);
        }
        paths
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Writes out a `use` tree: each path, and the name that it has here.
fn expand(tree: &str, prefix: &[String], paths: &mut Vec<(Vec<String>, String)>) {
    let tree = tree.trim();
    let (head, group) = match tree.split_once('{') {
        Some((head, rest)) => (head, rest.rsplit_once('}').map(|(inside, _)| inside)),
        None => (tree, None),
    };
    let (head, alias) = match head.split_once(" as ") {
        Some((head, alias)) => (head, Some(alias.trim().to_owned())),
        None => (head, None),
    };
    let mut path = prefix.to_vec();
    let parts = head.split("::").map(str::trim);
    path.extend(
        parts
            .filter(|part| !part.is_empty() && (prefix.is_empty() || *part != "self"))
            .map(str::to_owned),
    );
    let Some(group) = group else {
        let name = alias.or_else(|| path.last().cloned());
        paths.extend(name.map(|name| (path, name)));
        return;
    };
    let mut depth = 0_usize;
    let mut start = 0;
    for (place, c) in group.char_indices().chain([(group.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let branch = &group[start..place];
                if !branch.trim().is_empty() {
                    expand(branch, &path, paths);
                }
                start = place + 1;
            }
            _ => {}
        }
    }
}

/// The circles among made-up files.
fn circles(files: &[(&str, &str)]) -> Vec<String> {
    let sources: Vec<Source> = files
        .iter()
        .map(|(path, text)| Source::made_up(path, text))
        .collect();
    check(&sources)
        .iter()
        .map(|found| found.rule.clone())
        .collect()
}

const FRONT: (&str, &str) = (
    "mail/mod.rs",
    "mod queue;\nmod worker;\nmod rows;\npub use queue::enqueue;\npub use worker::{Worker, tidy as clean};\npub use rows::Mail;",
);

#[test]
fn a_circle_of_two_files_is_seen_through_what_their_front_re_exports() {
    for (queue, worker) in [
        ("use super::Worker;", "use crate::mail::enqueue;"),
        (
            "use super::worker::Worker;",
            "use super::{queue};\nfn f() { queue::enqueue() }",
        ),
        (
            "use crate::mail;\nfn f() { mail::clean() }",
            "fn f() { super::enqueue() }",
        ),
        (
            "use super::{rows, worker::{self}};\nfn f() -> worker::Worker {}",
            "use crate::mail::queue::{\n  self as waiting,\n};\nfn f() { waiting::enqueue() }",
        ),
    ] {
        let found = circles(&[
            FRONT,
            ("mail/queue.rs", queue),
            ("mail/rows.rs", ""),
            ("mail/worker.rs", worker),
        ]);
        assert_eq!(found.len(), 1, "{queue} {worker} {found:?}");
        assert!(
            found[0].starts_with("circle of 2 files: mail/queue.rs:"),
            "{found:?}"
        );
    }
}

#[test]
fn a_circle_of_three_files_is_seen_with_the_lines_that_make_it() {
    let found = circles(&[
        FRONT,
        ("mail/queue.rs", "\nuse super::Worker;"),
        ("mail/rows.rs", "use super::enqueue;"),
        ("mail/worker.rs", "\n\nfn f(it: crate::mail::Mail) {}"),
    ]);
    assert_eq!(
        found,
        ["circle of 3 files: mail/queue.rs:2 → mail/worker.rs:3 → mail/rows.rs:1 → mail/queue.rs"]
    );
}

#[test]
fn a_front_and_its_file_make_a_circle_when_the_front_needs_what_it_holds() {
    let front = |code: &str| format!("{}\nconst PAGE: i64 = 1;\n{code}", FRONT.1);
    let found = |code: &str| {
        let front = front(code);
        circles(&[
            ("mail/mod.rs", &front),
            ("mail/queue.rs", "use super::PAGE;"),
            ("mail/rows.rs", ""),
            ("mail/worker.rs", ""),
        ])
    };
    assert_eq!(found(""), [""; 0]);
    assert_eq!(found("fn f() { enqueue(PAGE) }").len(), 1);
}

#[test]
fn files_that_need_each_other_one_way_make_no_circle() {
    let found = circles(&[
        FRONT,
        (
            "mail/queue.rs",
            "use super::{Mail, worker};\nfn f() { worker::run() }",
        ),
        ("mail/rows.rs", ""),
        (
            "mail/worker.rs",
            "use super::Mail;\n// super::enqueue\n#[cfg(test)]\nmod tests { use super::super::enqueue; }",
        ),
    ]);
    assert_eq!(found, [""; 0]);
}
