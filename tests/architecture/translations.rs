//! What the build refuses in a translation, on made-up files.

#[path = "../../translations/build/check.rs"]
mod check;
#[expect(dead_code, reason = "what only the build needs")]
#[path = "../../translations/build/message.rs"]
mod message;

use message::Catalog;

/// What is said about these texts beside those in English.
fn problems(english: &str, german: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let mut catalog = |file: &str, source: &str| {
        let mut catalog = Catalog::default();
        message::read(file, source, &mut catalog.texts, &mut problems);
        catalog
    };
    let (english, german) = (catalog("en", english), catalog("de", german));
    check::compare("de", &english, &german, &mut problems);
    problems
}

const ENGLISH: &str = "\
# $left (Number)
tries = { $left ->
    [one] { $name } has a try
   *[other] { $name } has { $left } tries
}
list =
    One
    Two
    .help = Help
";

const GERMAN: &str = "\
tries = { $left ->
    [one] { $name } hat einen Versuch
   *[other] { $left } Versuche hat { $name }
}
list =
    Eins
    Zwei
    .help = Hilfe
";

/// What is said when `old` in the German file is `new`.
fn after(old: &str, new: &str) -> Vec<String> {
    assert!(GERMAN.contains(old));
    problems(ENGLISH, &GERMAN.replace(old, new))
}

#[test]
fn a_whole_translation_is_taken() {
    assert_eq!(problems(ENGLISH, GERMAN), [""; 0]);
}

#[test]
fn a_missing_or_surplus_message_is_refused() {
    assert_eq!(
        after("    .help = Hilfe\n", ""),
        ["translations/de: list.help is missing; see en"]
    );
    assert_eq!(
        after(".help", ".hepl"),
        [
            "translations/de: list.help is missing; see en",
            "de: English has no list.hepl"
        ]
    );
    let twice = GERMAN.to_owned() + "tries = { $left } { $name }\n";
    assert_eq!(problems(ENGLISH, &twice), ["de: tries stands there twice"]);
}

#[test]
fn a_missing_surplus_or_misspelt_argument_is_refused() {
    let (misspelt, missing) = (
        "de: tries takes $nmae, which English neither takes nor explains",
        "de: tries leaves out $name",
    );
    assert_eq!(after("$name", "$nmae"), [misspelt, missing]);
    assert_eq!(after("{ $name }", "Jemand"), [missing]);
    assert_eq!(after("Versuche hat", "Versuche hat { $nmae }"), [misspelt]);
}

#[test]
fn what_only_chooses_words_may_be_left_out() {
    let english = "ask = { $count ->\n    [one] { $name } asks\n   *[other] { $name } ask\n}\n";
    assert_eq!(problems(english, "ask = { $name }\n"), [""; 0]);
}

#[test]
fn a_list_of_another_length_is_refused() {
    assert_eq!(
        after("    Zwei\n", ""),
        ["de: list has 1 lines, and 2 in English"]
    );
}

#[test]
fn a_case_that_no_number_has_is_refused() {
    assert_eq!(
        after("[one]", "[oen]"),
        ["de: tries has a case [oen] of $left, which no number has"]
    );
}

#[test]
fn what_is_no_argument_is_refused() {
    let said = after("{ $left } Versuche", "{ list }");
    assert!(
        said.iter().any(|it| it.contains("refers to something")),
        "{said:?}"
    );
    assert!(
        after("tries =", "-tries =")
            .iter()
            .any(|it| it.contains("is a term"))
    );
}

#[test]
fn a_file_that_cannot_be_read_is_refused_with_the_line() {
    let said = after("list =", "list");
    assert!(said.iter().any(|it| it.starts_with("de:5: ")), "{said:?}");
}
