//! Writes the Rust code: a function for each text. A text with one argument takes it as it is; more of them are given by
//! name, in a struct, so that no two can be taken for one another.

use std::collections::BTreeMap;

use super::message::{Catalog, Key, Text, Texts};

/// The whole module.
pub(crate) fn module(languages: &BTreeMap<String, Catalog>, reference: &str) -> String {
    let mut code = bundles(languages, reference);
    if let Some(Catalog { texts, staff, .. }) = languages.get(reference) {
        code += &structs(texts);
        code += &structs(staff);
        code += &format!(
            "impl Texts {{\n{}}}\n",
            functions(texts, "self, ", "bundle(self.0)")
        );
        code += &format!(
            "/// For staff.\npub(crate) mod staff {{\n\
             use super::{{FluentValue, Number, STAFF, Text, {} number, text}};\n{}}}\n",
            named(staff)
                .map(|(key, _)| camel(key) + ",")
                .collect::<String>(),
            functions(staff, "", "&STAFF")
        );
    }
    code
}

/// The files of each language, and a way from the language to them.
fn bundles(languages: &BTreeMap<String, Catalog>, reference: &str) -> String {
    let (mut code, mut arms) = (String::new(), String::new());
    for (tag, catalog) in languages {
        let name = tag.to_uppercase().replace('-', "_");
        let files: String = catalog.files.iter().map(|file| include(file)).collect();
        code += &format!(
            "static {name}: LazyLock<Bundle> = LazyLock::new(|| load({tag:?}, &[{files}]));\n"
        );
        for file in &catalog.staff_files {
            code += &format!(
                "static STAFF: LazyLock<Bundle> = LazyLock::new(|| load_for_staff({tag:?}, &[{}]));\n",
                include(file)
            );
        }
        if tag != reference {
            arms += &format!("{tag:?} => &{name},");
        }
    }
    let tags: Vec<&String> = languages.keys().collect();
    let reference = reference.to_uppercase();
    code + &format!(
        "fn bundle(language: Language) -> &'static Bundle {{ match language.as_str() {{ {arms} _ => &{reference} }} }}\n\
         #[cfg(test)]\npub(super) const TAGS: &[&str] = &{tags:?};\n"
    )
}

fn include(file: &str) -> String {
    format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{file}\")),")
}

fn structs(texts: &Texts) -> String {
    let mut code = String::new();
    for (key, text) in named(texts) {
        let fields = text.arguments.iter().map(|name| {
            let kind = if text.is_number(name) {
                "Number"
            } else {
                "&'a str"
            };
            format!("pub(crate) {}: {kind},\n", snake(name))
        });
        let fields: String = fields.collect();
        let lifetime = if borrows(text) { "<'a>" } else { "" };
        let has_number = text.arguments.iter().any(|name| text.is_number(name));
        let derive = if has_number {
            ""
        } else {
            "#[derive(Clone, Copy)]\n"
        };
        code += &format!(
            "/// What `{}` takes.\n{derive}pub(crate) struct {}{lifetime} {{\n{fields}}}\n",
            function(key),
            camel(key)
        );
    }
    code
}

/// The texts that take their arguments by name.
fn named(texts: &Texts) -> impl Iterator<Item = (&Key, &Text)> {
    texts.iter().filter(|(_, text)| text.arguments.len() > 1)
}

fn functions(texts: &Texts, receiver: &str, bundle: &str) -> String {
    let mut code = String::new();
    for (key, text) in texts {
        let names: Vec<&String> = text.arguments.iter().collect();
        let (parameter, prefix) = match names.as_slice() {
            [] => (String::new(), ""),
            [name] if text.is_number(name) => (format!("{}: impl Into<Number>", snake(name)), ""),
            [name] => (format!("{}: &str", snake(name)), ""),
            _ if borrows(text) => (format!("with: {}<'_>", camel(key)), "with."),
            _ => (format!("with: {}", camel(key)), "with."),
        };
        let values = names.iter().map(|name| {
            let convert = if text.is_number(name) {
                "number"
            } else {
                "FluentValue::from"
            };
            format!("({name:?}, {convert}({prefix}{})),", snake(name))
        });
        let values: String = values.collect();
        let (message, attribute) = key;
        code += &format!(
            "/// `{}`\npub(crate) fn {}({receiver}{parameter}) -> Text {{ text({bundle}, {message:?}, {attribute:?}, [{values}]) }}\n",
            text.words.replace('\n', " "),
            function(key)
        );
    }
    code
}

fn borrows(text: &Text) -> bool {
    !text.arguments.iter().all(|name| text.is_number(name))
}

fn function((message, attribute): &Key) -> String {
    let name = format!("{message}-{attribute}");
    snake(name.trim_end_matches('-'))
}

fn camel(key: &Key) -> String {
    let words = function(key);
    let words = words.split('_').map(|word| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        first.to_uppercase() + rest
    });
    words.collect()
}

fn snake(name: &str) -> String {
    name.replace('-', "_")
}
