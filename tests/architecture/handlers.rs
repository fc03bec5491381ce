//! How long the functions of handlers may be.
//!
//! A handler parses, calls and answers: what is more than 25 lines decides something that belongs to a service, or puts
//! together a page that belongs to a struct of its own. Clippy has `too_many_lines` for this, but one threshold for the
//! whole crate, read from a file `clippy.toml`; neither an attribute nor `Cargo.toml` sets another one for some modules. So
//! the lines are counted here, as Clippy counts them: those between the braces of the body, without blank lines and comments.

use crate::source::{Source, Violation};

/// Most lines of a function in a file of handlers.
const LONGEST: usize = 25;

/// Functions that are longer, each with its file: to be made shorter, not to be added to.
const KNOWN: &[(&str, &str)] = &[];

/// Every function that is too long, in `handlers.rs` and `<noun>_handlers.rs`; and what [`KNOWN`] names in vain.
pub(crate) fn too_long(sources: &[Source]) -> Vec<Violation> {
    check(sources, KNOWN)
}

pub(crate) fn check(sources: &[Source], known: &[(&str, &str)]) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut met = Vec::new();
    let handlers = sources.iter().filter(|source| {
        let stem = source.stem();
        stem == "handlers" || stem.ends_with("_handlers")
    });
    for source in handlers {
        for function in functions(source) {
            let here = (source.path.as_str(), function.name.as_str());
            if function.lines <= LONGEST {
                continue;
            }
            if known.contains(&here) {
                met.push((source.path.clone(), function.name));
                continue;
            }
            let rule = format!(
                "`{}` has {} lines; a function of handlers has at most {LONGEST}",
                function.name, function.lines
            );
            violations.push(source.violation(function.line, rule));
        }
    }
    let in_vain = known.iter().filter(|(path, name)| {
        !met.iter()
            .any(|(file, function)| file == path && function == name)
    });
    violations.extend(in_vain.map(|(path, name)| Violation {
        path: (*path).to_owned(),
        line: 1,
        rule: format!("`{name}` is short by now: take it out of the list"),
    }));
    violations
}

struct Function {
    name: String,
    line: usize,
    lines: usize,
}

/// The functions of a file that have a body. Braces are counted in the bare code, so that none in a string or a comment
/// counts, and lines in the code with its strings, so that each line of a long text does.
fn functions(source: &Source) -> Vec<Function> {
    let (bare, text) = (source.code(), source.code_and_strings());
    let mut found = Vec::new();
    for (place, _) in bare.match_indices("fn ") {
        let before = bare.get(..place).and_then(|text| text.chars().next_back());
        let rest = bare.get(place + "fn ".len()..).unwrap_or_default();
        let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'));
        let name = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
        // `Fn(…)` in a bound and `fn(…)` as a type have no name.
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') || name.is_empty() {
            continue;
        }
        if let Some((from, to)) = body(&bare, place) {
            let inside = text.get(from..to).unwrap_or_default();
            found.push(Function {
                name: name.to_owned(),
                line: Source::line_of(&bare, place),
                lines: inside
                    .lines()
                    .filter(|line| !line.trim().is_empty())
                    .count(),
            });
        }
    }
    found
}

/// Where the body stands of the function that begins here, without its braces; nothing for one that is only declared.
fn body(bare: &str, begin: usize) -> Option<(usize, usize)> {
    let (mut nested, mut depth, mut from) = (0_usize, 0_usize, None);
    for (place, byte) in bare.bytes().enumerate().skip(begin) {
        match (byte, from) {
            (b'(' | b'[', None) => nested += 1,
            (b')' | b']', None) => nested = nested.saturating_sub(1),
            (b';', None) if nested == 0 => return None,
            (b'{', None) if nested == 0 => from = Some(place + 1),
            (b'{', Some(_)) => depth += 1,
            (b'}', Some(start)) if depth == 0 => return Some((start, place)),
            (b'}', Some(_)) => depth -= 1,
            _ => {}
        }
    }
    None
}

#[test]
fn a_long_function_of_handlers_is_found_by_its_lines_of_code_alone() {
    let code = |lines: usize| {
        let body = "    g(\"}\", '{');\n\n    // }\n".repeat(lines);
        format!(
            "impl Fn(u8) for A {{}}\nfn f(a: fn(u8) -> [u8; 2]) -> Answer {{\n{body}}}\nfn g() {{}}\n"
        )
    };
    let found = |path: &str, text: &str, known: &[(&str, &str)]| {
        let sources = [Source::made_up(path, text)];
        let found = check(&sources, known);
        let found = found.into_iter().map(|it| (it.line, it.rule));
        found.collect::<Vec<_>>()
    };
    let text = code(LONGEST + 1);
    let rule = "`f` has 26 lines; a function of handlers has at most 25";
    for path in ["a/handlers.rs", "a/b_handlers.rs"] {
        assert_eq!(found(path, &text, &[]), [(2, rule.to_owned())], "{path}");
        assert_eq!(found(path, &code(LONGEST), &[]), []);
    }
    assert_eq!(found("a/service.rs", &text, &[]), []);
    let known = [("a/handlers.rs", "f")];
    assert_eq!(found("a/handlers.rs", &text, &known), []);
    let in_vain = found("a/handlers.rs", &code(LONGEST), &known);
    assert!(in_vain[0].1.contains("`f` is short by now"), "{in_vain:?}");
}

#[test]
fn a_text_of_many_lines_counts_with_each_of_them() {
    let text = "\n        words".repeat(LONGEST);
    let text = format!("async fn f() {{\n    g(\"{text}\")\n}}\n");
    assert_eq!(
        check(&[Source::made_up("handlers.rs", &text)], &[]).len(),
        1
    );
}
