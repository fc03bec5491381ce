//! What one Fluent file says: its texts, and the arguments that each of them takes.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{
    ast::{
        Comment, Entry, Expression, InlineExpression, Message, Pattern, PatternElement, VariantKey,
    },
    parser,
};

/// A message's identifier, and the attribute's, which is empty for the message itself.
pub(crate) type Key = (String, String);
/// All texts of a kind.
pub(crate) type Texts = BTreeMap<Key, Text>;

/// What one language has.
#[derive(Default)]
pub(crate) struct Catalog {
    /// For customers.
    pub(crate) texts: Texts,
    /// For staff.
    pub(crate) staff: Texts,
    /// The files of those for customers.
    pub(crate) files: Vec<String>,
    /// The files of those for staff.
    pub(crate) staff_files: Vec<String>,
}

/// One text.
#[derive(Default)]
pub(crate) struct Text {
    /// Its file.
    pub(crate) file: String,
    /// Its words as far as they do not vary, for whoever reads the generated code.
    pub(crate) words: String,
    /// Line breaks in it.
    pub(crate) breaks: usize,
    /// Whether it has paragraphs, and so is no list of lines.
    pub(crate) has_paragraphs: bool,
    /// Arguments that it takes.
    pub(crate) arguments: BTreeSet<String>,
    /// Those of them that stand in its words; another may only choose between words.
    pub(crate) shown: BTreeSet<String>,
    /// The cases that an argument chooses from.
    pub(crate) cases: Vec<(String, String)>,
    /// Arguments that the comment explains, and whether each is a number.
    pub(crate) explained: BTreeMap<String, bool>,
}

impl Catalog {
    /// A text takes also what only another language needs.
    pub(crate) fn learn_arguments<'a>(&mut self, others: impl Iterator<Item = &'a Catalog>) {
        for other in others {
            for (key, text) in &other.texts {
                if let Some(known) = self.texts.get_mut(key) {
                    known.arguments.extend(text.arguments.iter().cloned());
                }
            }
        }
    }
}

/// Adds the texts of a file.
pub(crate) fn read(file: &str, source: &str, texts: &mut Texts, problems: &mut Vec<String>) {
    let resource = parser::parse(source).unwrap_or_else(|(resource, errors)| {
        for error in errors {
            let before = source.get(..error.pos.start).unwrap_or(source);
            let line = before.matches('\n').count() + 1;
            problems.push(format!("{file}:{line}: {error}"));
        }
        resource
    });
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => add(file, message, texts, problems),
            Entry::Term(term) => problems.push(format!(
                "{file}: -{} is a term, and texts here know arguments alone",
                term.id.name
            )),
            _ => {}
        }
    }
}

fn add(file: &str, message: &Message<&str>, texts: &mut Texts, problems: &mut Vec<String>) {
    let id = message.id.name;
    let value = message.value.iter().map(|value| ("", value));
    let attributes = message.attributes.iter();
    let attributes = attributes.map(|attribute| (attribute.id.name, &attribute.value));
    for (attribute, pattern) in value.chain(attributes) {
        let mut text = Text {
            file: file.to_owned(),
            explained: message.comment.as_ref().map(explained).unwrap_or_default(),
            ..Text::default()
        };
        text.read(pattern, false, problems);
        let key = (id.to_owned(), attribute.to_owned());
        if texts.contains_key(&key) {
            problems.push(format!("{file}: {} stands there twice", written(&key)));
        }
        texts.insert(key, text);
    }
}

/// As the files refer to it.
pub(crate) fn written((message, attribute): &Key) -> String {
    match attribute.as_str() {
        "" => message.clone(),
        attribute => format!("{message}.{attribute}"),
    }
}

/// `$days (Number)` and `$company (String)` in a comment.
fn explained(comment: &Comment<&str>) -> BTreeMap<String, bool> {
    let lines = comment
        .content
        .iter()
        .flat_map(|line| line.split('$').skip(1));
    lines
        .filter_map(|words| {
            let (name, kind) = words.split_once(" (")?;
            Some((name.to_owned(), kind.starts_with("Number)")))
        })
        .collect()
}

impl Text {
    /// Whether an argument is a number, by the English comment.
    pub(crate) fn is_number(&self, argument: &str) -> bool {
        self.explained.get(argument) == Some(&true)
    }

    fn read(&mut self, pattern: &Pattern<&str>, is_case: bool, problems: &mut Vec<String>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => {
                    self.words.push_str(value);
                    self.breaks += if is_case {
                        0
                    } else {
                        value.matches('\n').count()
                    };
                    self.has_paragraphs |= *value == "\n";
                }
                PatternElement::Placeable { expression } => self.place(expression, problems),
            }
        }
    }

    fn place(&mut self, expression: &Expression<&str>, problems: &mut Vec<String>) {
        match expression {
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                self.arguments.insert(id.name.to_owned());
                self.shown.insert(id.name.to_owned());
                self.words.push_str(&format!("{{{}}}", id.name));
            }
            Expression::Inline(InlineExpression::StringLiteral { value }) => {
                self.words.push_str(value);
            }
            Expression::Select {
                selector: InlineExpression::VariableReference { id },
                variants,
            } => {
                self.arguments.insert(id.name.to_owned());
                for variant in variants {
                    let (VariantKey::Identifier { name }
                    | VariantKey::NumberLiteral { value: name }) = variant.key;
                    self.cases.push((id.name.to_owned(), name.to_owned()));
                    self.words.push_str(" | ");
                    self.read(&variant.value, true, problems);
                }
            }
            _ => problems.push(format!(
                "{}: “{}…” refers to something that is no argument",
                self.file, self.words
            )),
        }
    }
}
