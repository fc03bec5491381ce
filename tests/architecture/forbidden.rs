//! What may stand nowhere, or in one place alone.

use crate::{
    source::{Source, Violation},
    uses,
};

/// Longest source file, in lines.
const LONGEST: usize = 400;

/// A text that is forbidden outside some places: a file, or a folder with its slash.
struct Ban {
    text: &'static str,
    except: &'static [&'static str],
    why: &'static str,
}

const BANS: &[Ban] = &[
    Ban {
        text: "Utc::now",
        except: &["db/types.rs"],
        why: "the time is an argument; `Clock` alone asks the machine",
    },
    Ban {
        text: "Local::now",
        except: &[],
        why: "the time is an argument; `Clock` alone asks the machine",
    },
    Ban {
        text: "SystemTime::now",
        except: &[],
        why: "the time is an argument; `Clock` alone asks the machine",
    },
    Ban {
        text: "web::Form",
        except: &["web/form.rs"],
        why: "`web::form::Form` keeps what was typed; actix's does not",
    },
    Ban {
        text: ".transaction(",
        except: &["db/"],
        why: "transactions are opened by `Db::write` alone",
    },
    Ban {
        text: "immediate_transaction",
        except: &["db/"],
        why: "transactions are opened by `Db::write` alone",
    },
    Ban {
        text: "exclusive_transaction",
        except: &["db/"],
        why: "transactions are opened by `Db::write` alone",
    },
    Ban {
        text: "build_transaction",
        except: &["db/"],
        why: "transactions are opened by `Db::write` alone",
    },
    Ban {
        text: "begin_transaction",
        except: &["db/"],
        why: "transactions are opened by `Db::write` alone",
    },
    Ban {
        text: "impl Owned for",
        except: &[
            "identity/scope.rs",
            "invitations/model.rs",
            "uploads/model.rs",
            "customer_tags/leaving_queries.rs",
            "privileges/grant.rs",
            "subscriptions/model.rs",
        ],
        why: "a scope comes from a row that was loaded; these rows alone say whose they are",
    },
    Ban {
        text: "EventKind::declared",
        except: &["activity/kinds.rs"],
        why: "kinds of events are declared with `event_kinds!`, which lists all of a slice",
    },
    Ban {
        text: "Conn::Sqlite",
        except: &["db/"],
        why: "only `db/` knows which database it is",
    },
    Ban {
        text: "Conn::Postgres",
        except: &["db/"],
        why: "only `db/` knows which database it is",
    },
    Ban {
        text: "connection_info()",
        except: &[],
        why: "anybody can send `Host` and `X-Forwarded-*`",
    },
    Ban {
        text: ".unwrap()",
        except: &[],
        why: "an error is an answer, not a panic",
    },
    Ban {
        text: ".expect(",
        except: &[],
        why: "an error is an answer, not a panic",
    },
    Ban {
        text: "todo!",
        except: &[],
        why: "nothing unfinished is kept",
    },
    Ban {
        text: "unimplemented!",
        except: &[],
        why: "nothing unfinished is kept",
    },
];

/// The bans, and actix's `Form` taken in by a `use`.
pub(crate) fn in_source(sources: &[Source]) -> Vec<Violation> {
    let mut violations = Vec::new();
    for source in sources {
        let code = source.code();
        for ban in BANS {
            let excepted = ban.except.iter().any(|place| {
                source.path == *place || (place.ends_with('/') && source.path.starts_with(place))
            });
            if excepted {
                continue;
            }
            for (place, _) in code.match_indices(ban.text) {
                violations.push(source.violation(
                    Source::line_of(&code, place),
                    format!("`{}`: {}", ban.text, ban.why),
                ));
            }
        }
        let taken_in = uses::starting_with(&code, "actix_web")
            .into_iter()
            .filter(|named| named.path == ["actix_web", "web", "Form"]);
        violations.extend(
            taken_in
                .filter(|_| source.path != "web/form.rs")
                .map(|named| {
                    source.violation(
                        named.line,
                        "actix's `Form`: `web::form::Form` keeps what was typed; actix's does not",
                    )
                }),
        );
        let begins = source.code_and_strings();
        if source.module() != "db" {
            violations.extend(begins.match_indices("\"BEGIN").map(|(place, _)| {
                source.violation(
                    Source::line_of(&begins, place),
                    "`BEGIN`: transactions are opened by `Db::write` alone",
                )
            }));
        }
    }
    violations
}

/// Unescaped output, and what the content security policy would stop anyway.
pub(crate) fn in_templates(templates: &[Source]) -> Vec<Violation> {
    let mut violations = Vec::new();
    for template in templates {
        let is_letter = template.path == "layouts/mail.html" || template.path.starts_with("mail/");
        let markup = template.markup();
        for (number, line) in markup.lines().enumerate() {
            let tight: String = line.chars().filter(|c| !c.is_whitespace()).collect();
            let mut say = |rule: &str| violations.push(template.violation(number + 1, rule));
            if ["|safe", "|escape(", "|e("]
                .iter()
                .any(|filter| tight.contains(filter))
            {
                say("`|safe`: everything is escaped by the template engine");
            }
            if line.contains("autoescape") {
                say("`autoescape`: everything is escaped by the template engine");
            }
            if has_attribute(line, "src=\"http")
                || has_attribute(line, "src=\"//")
                || (line.contains("<link") && line.contains("href=\"http"))
            {
                say("nothing is loaded from another host");
            }
            if is_letter {
                continue;
            }
            if has_attribute(line, "style=") || line.contains("<style") {
                say("inline style: styles stand in static/css");
            }
            if line
                .split("<script")
                .skip(1)
                .any(|tag| !tag.contains("src="))
            {
                say("inline script: scripts stand in static/js");
            }
            if ["onclick=", "onsubmit=", "onchange=", "oninput=", "onload="]
                .iter()
                .any(|name| has_attribute(line, name))
                || line.contains("javascript:")
            {
                say("inline script: scripts stand in static/js");
            }
        }
    }
    violations
}

/// Whether an attribute begins so; `data-style=` is another one.
fn has_attribute(line: &str, start: &str) -> bool {
    line.match_indices(start).any(|(place, _)| {
        line.get(..place)
            .is_some_and(|before| before.ends_with([' ', '\t']) || before.is_empty())
    })
}

/// Files that hold more than one idea.
pub(crate) fn too_long(sources: &[Source]) -> Vec<Violation> {
    let mut violations = Vec::new();
    for source in sources
        .iter()
        .filter(|source| source.path != "db/schema.rs")
    {
        let lines = source.text.lines().count();
        if lines > LONGEST {
            violations.push(source.violation(
                lines,
                format!("{lines} lines; a file has at most {LONGEST}"),
            ));
        }
    }
    violations
}
