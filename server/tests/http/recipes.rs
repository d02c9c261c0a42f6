//! The recipes of CONTRIBUTING.md name every place, and no other.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, iter};

/// The files in which things stand that recipes are about.
fn places(root: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders: Vec<_> = ["app", "server", "migrations"].map(|folder| root.join(folder)).into();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(root).expect("inside the workspace").display().to_string();
            let is_place = name.ends_with(".rs") || name == "app/domain/policy.txt";
            if path.is_dir() {
                folders.push(path);
            } else if is_place && name != "server/tests/http/recipes.rs" {
                found.push((name, fs::read_to_string(&path).expect("the file can be read")));
            }
        }
    }
    found
}

/// Whether a source has one of some words: `\b` at either end asks that the word ends there.
fn has(source: &str, words: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    words.split('|').any(|word| {
        let (begins, ends) = (word.starts_with(r"\b"), word.ends_with(r"\b"));
        let bare = word.trim_start_matches(r"\b").trim_end_matches(r"\b");
        source.match_indices(bare).any(|(at, _)| {
            let (before, after) = (source[..at].chars().next_back(), source[at + bare.len()..].chars().next());
            !(begins && is_part(before) || ends && is_part(after))
        })
    })
}

#[test]
fn the_recipes_name_every_place() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let guide = fs::read_to_string(root.join("CONTRIBUTING.md")).expect("the guide");
    let files = places(root);
    let mut recipes = 0;
    for part in guide.split("<!-- places of: ").skip(1) {
        let (words, rest) = part.split_once(" -->").expect("the end of the words");
        let list = rest.split("\n#").next().expect("a list");
        // What stands below the numbered list is beside it.
        let numbered = list.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
        let mut quoted = numbered.flat_map(|line| line.split('`').skip(1).step_by(2));
        let named: BTreeSet<&str> = iter::from_fn(|| quoted.next())
            .filter(|name| name.contains('/') && (name.ends_with(".rs") || name.ends_with(".txt")))
            .collect();
        let found: BTreeSet<&str> =
            files.iter().filter(|(_, source)| has(source, words)).map(|(name, _)| name.as_str()).collect();
        assert_eq!(named, found, "the places of {words}");
        recipes += 1;
    }
    assert!(recipes >= 4, "{recipes} recipes");
}
