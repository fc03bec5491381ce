//! Reads all translations when the program is built, compares every language with English, and writes a Rust function for
//! each text: a missing or surplus message, and a missing, surplus or misspelt argument, in any language or in the code
//! that uses it, does not compile.

mod check;
mod generate;
mod message;

use std::{
    collections::BTreeMap,
    env, fs, io,
    path::{Path, PathBuf},
};

use message::Catalog;

/// The language that all others are compared with.
const REFERENCE: &str = "en";
/// The file of staff's pages, which are in English alone.
const STAFF: &str = "staff.ftl";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=translations");
    let (mut languages, mut problems) = (BTreeMap::new(), Vec::new());
    for folder in entries(Path::new("translations"))? {
        let files = files_of(&folder)?;
        if !files.is_empty() {
            let catalog = read(&files, &mut problems)?;
            languages.insert(name(&folder), catalog);
        }
    }
    let mut reference = languages.remove(REFERENCE).unwrap_or_default();
    for (language, catalog) in &languages {
        check::compare(language, &reference, catalog, &mut problems);
    }
    check::numbers(&reference.texts, &reference.texts, &mut problems);
    check::numbers(&reference.staff, &reference.staff, &mut problems);
    reference.learn_arguments(languages.values());
    for problem in &problems {
        println!("cargo::error={problem}");
    }
    let target = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    languages.insert(REFERENCE.to_owned(), reference);
    fs::write(
        target.join("translations.rs"),
        generate::module(&languages, REFERENCE),
    )
}

/// The texts of one language.
fn read(files: &[PathBuf], problems: &mut Vec<String>) -> io::Result<Catalog> {
    let mut catalog = Catalog::default();
    for file in files {
        let path = file.display().to_string();
        let source = fs::read_to_string(file)?;
        let (texts, files) = if name(file) == STAFF {
            (&mut catalog.staff, &mut catalog.staff_files)
        } else {
            (&mut catalog.texts, &mut catalog.files)
        };
        message::read(&path, &source, texts, problems);
        files.push(path);
    }
    Ok(catalog)
}

fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = entries(folder)?;
    files.retain(|file| file.extension().is_some_and(|end| end == "ftl"));
    Ok(files)
}

/// What is in a folder, in the order of the names.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut entries = entries.collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
