//! Who may import whom: one order of modules, and one of the files inside a slice.

use crate::{
    source::{Source, Violation},
    uses::{self, Named},
};

/// What a file of a slice is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// `model.rs`: rules without input or output.
    Model,
    /// `queries.rs`.
    Queries,
    /// `service.rs`.
    Service,
    /// `handlers.rs` and `<noun>_handlers.rs`; and `routes.rs`, which names them.
    Handlers,
    /// Anything else, such as an extractor or the queries of one table.
    Other,
}

fn role(stem: &str) -> Role {
    match stem {
        "model" => Role::Model,
        "queries" => Role::Queries,
        "service" => Role::Service,
        "handlers" | "routes" => Role::Handlers,
        other if other.ends_with("_handlers") => Role::Handlers,
        other if other.ends_with("_service") => Role::Service,
        other if other.ends_with("_queries") => Role::Queries,
        _ => Role::Other,
    }
}

/// Checks every file.
pub(crate) fn check(sources: &[Source], order: &[&str], first_slice: &str) -> Vec<Violation> {
    let mut violations = Vec::new();
    for source in sources.iter().filter(|source| source.path != "lib.rs") {
        for named in uses::of_this_crate(source) {
            let rules = [
                between_modules(source, &named, order),
                through_the_front(source, &named, sources, order, first_slice),
                inside_a_slice(source, &named, sources, order, first_slice),
            ];
            violations.extend(rules.into_iter().flatten());
        }
        violations.extend(foreign_crates(source, order, first_slice));
    }
    violations.sort_by(|one, two| (&one.path, one.line).cmp(&(&two.path, two.line)));
    violations.dedup();
    violations
}

fn rank(module: &str, order: &[&str]) -> Option<usize> {
    order.iter().position(|name| *name == module)
}

fn is_slice(module: &str, order: &[&str], first_slice: &str, sources: &[Source]) -> bool {
    rank(module, order) >= rank(first_slice, order)
        && sources
            .iter()
            .any(|source| source.path == format!("{module}/mod.rs"))
}

fn between_modules(source: &Source, named: &Named, order: &[&str]) -> Option<Violation> {
    let (here, there) = (source.module(), named.top());
    if here == there {
        return None;
    }
    let Some(own) = rank(here, order) else {
        return Some(source.violation(
            1,
            format!(
                "module `{here}` has no place in the order; give it one in tests/architecture.rs"
            ),
        ));
    };
    match rank(there, order) {
        Some(other) if other < own => None,
        Some(_) => Some(source.violation(
            named.line,
            format!("`{here}` may not import `{there}`, which stands above it"),
        )),
        None => Some(source.violation(
            named.line,
            format!("`{there}` has no place in the order; give it one in tests/architecture.rs"),
        )),
    }
}

fn is_file(module: &str, name: &str, sources: &[Source]) -> bool {
    let (file, folder) = (
        format!("{module}/{name}.rs"),
        format!("{module}/{name}/mod.rs"),
    );
    sources
        .iter()
        .any(|source| source.path == file || source.path == folder)
}

fn through_the_front(
    source: &Source,
    named: &Named,
    sources: &[Source],
    order: &[&str],
    first_slice: &str,
) -> Option<Violation> {
    let (there, inner) = (named.top(), named.segment(2));
    if source.module() == there
        || !is_slice(there, order, first_slice, sources)
        || !is_file(there, inner, sources)
    {
        return None;
    }
    Some(source.violation(
        named.line,
        format!("`{there}::{inner}` is inside another slice; use what `{there}/mod.rs` re-exports"),
    ))
}

fn inside_a_slice(
    source: &Source,
    named: &Named,
    sources: &[Source],
    order: &[&str],
    first_slice: &str,
) -> Option<Violation> {
    let here = source.module();
    let inner = named.segment(2);
    let is_inner = named.top() == here
        && is_slice(here, order, first_slice, sources)
        && is_file(here, inner, sources);
    if !is_inner || source.is_front() || source.stem() == inner {
        return None;
    }
    let allowed = match (role(source.stem()), role(inner)) {
        (Role::Handlers, _) | (_, Role::Model) => true,
        (Role::Model, _) | (_, Role::Handlers) => false,
        (Role::Queries | Role::Other, Role::Service) => false,
        (Role::Service | Role::Queries | Role::Other, _) => true,
    };
    (!allowed).then(|| {
        source.violation(
            named.line,
            format!(
                "`{}` may not use `{inner}`: handlers → service → queries → model",
                source.stem()
            ),
        )
    })
}

/// Rules know nothing of HTTP, handlers nothing of SQL.
fn foreign_crates(source: &Source, order: &[&str], first_slice: &str) -> Vec<Violation> {
    if rank(source.module(), order) < rank(first_slice, order) {
        return Vec::new();
    }
    // Derives, and how a value is kept; everything else is the language of queries.
    const ROWS: &[&str] = &[
        "AsChangeset",
        "Identifiable",
        "Insertable",
        "Queryable",
        "QueryableByName",
        "Selectable",
        "backend",
        "deserialize",
        "expression",
        "serialize",
        "sql_types",
    ];
    let forbidden: &[&str] = match role(source.stem()) {
        Role::Model => &["actix_web", "actix_session", "askama", "diesel"],
        Role::Queries | Role::Service => &["actix_web", "actix_session", "askama"],
        Role::Handlers => &["diesel"],
        Role::Other => &[],
    };
    let code = source.code();
    let mut violations = Vec::new();
    for root in forbidden {
        for named in uses::starting_with(&code, root) {
            let is_row = *root == "diesel" && ROWS.contains(&named.segment(1));
            if !is_row {
                violations.push(source.violation(
                    named.line,
                    format!(
                        "`{}` may not name `{}`",
                        source.stem(),
                        named.path.join("::")
                    ),
                ));
            }
        }
    }
    violations
}
