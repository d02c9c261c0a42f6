//! Absences that the architecture relies on.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The files under `folders` that have `text` in a line of code before their unit tests, but for those that `may` have it.
fn with(folders: &[&str], text: &str, may: impl Fn(&str) -> bool) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let mut files = Vec::new();
    for folder in folders {
        sources(&root.join(folder), &mut files);
    }
    let mut found = Vec::new();
    for file in files {
        let name = file.strip_prefix(root).expect("inside the workspace").display().to_string();
        let source = fs::read_to_string(&file).expect("the file can be read");
        let code = source.split("mod tests {").next().unwrap_or_default();
        let has = code.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(text));
        if has && !may(&name) {
            found.push(name);
        }
    }
    found
}

const NONE: [String; 0] = [];

#[test]
fn the_database_is_spoken_to_only_by_the_store_and_the_migrations() {
    let found = with(&["app", "frontend/src", "server/src"], "sea_orm", |file| {
        // The server runs the migrations; tests ask for databases of their own.
        ["app/store/", "app/testing/", "server/src/main.rs"].iter().any(|may| file.starts_with(may))
    });
    assert_eq!(found, NONE);
}

#[test]
fn server_functions_stand_in_one_place() {
    assert_eq!(with(&["app", "frontend/src", "server/src"], "#[server", |file| file.starts_with("app/src/api/")), NONE);
}

#[test]
fn each_server_function_obtains_an_actor_or_says_that_it_is_public() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let mut files = Vec::new();
    sources(&root.join("app/src/api"), &mut files);
    let mut functions = 0;
    for file in files {
        let source = fs::read_to_string(&file).expect("the file can be read");
        for part in source.split("#[server(prefix").skip(1) {
            functions += 1;
            let name = part.split("pub async fn ").nth(1).and_then(|rest| rest.split('(').next()).expect("a name");
            let body = part.split("-> Result<").nth(1).expect("a body");
            let first = body
                .find("session::actor()")
                .or_else(|| body.find("session::signed_in()"))
                .or_else(|| body.find("signed_in().await"));
            let store = body.find("store()?");
            let obtains = first.is_some_and(|first| store.is_none_or(|store| first < store));
            assert!(name.starts_with("public_") || obtains, "{name}");
        }
    }
    assert!(functions >= 14, "{functions} functions were found");
}

#[test]
fn text_areas_are_written_by_the_one_component_that_escapes() {
    assert_eq!(with(&["app/src"], "<textarea", |file| file == "app/src/kit/components/fields.rs"), NONE);
}

/// The names `data-…` in the files of an ending under some folders.
fn marks(folders: &[&str], ending: &str) -> BTreeSet<String> {
    fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                files(&path, ending, found);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let mut all = Vec::new();
    for folder in folders {
        files(&root.join(folder), ending, &mut all);
    }
    let mut found = BTreeSet::new();
    for file in all {
        let source = fs::read_to_string(&file).expect("the file can be read");
        for rest in source.split("data-").skip(1) {
            let name: String = rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
            if !name.is_empty() {
                found.insert(name);
            }
        }
    }
    found
}

/// Pages and programs for browsers meet by names in the markup, which no compiler compares.
#[test]
fn what_pages_mark_is_what_browsers_look_for() {
    let (pages, style) = (marks(&["app/src", "app/live/src"], "rs"), marks(&["style"], "css"));
    let programs = marks(&["frontend/src", "frontend/pages/src", "frontend/checks/src"], "rs");
    let unheard: Vec<_> = pages.iter().filter(|name| !programs.contains(*name) && !style.contains(*name)).collect();
    assert!(unheard.is_empty(), "no program and no style knows {unheard:?}");
    // What a program puts on a page by itself.
    let own = ["busy", "trouble", "waiting"];
    let unsaid: Vec<_> =
        programs.iter().filter(|name| !pages.contains(*name) && !own.contains(&name.as_str())).collect();
    assert!(unsaid.is_empty(), "no page says {unsaid:?}");
}

#[test]
fn the_rules_read_no_clock_and_no_chance() {
    for text in ["now()", "std::fs", "std::net", "std::time", "rand::", "fastrand", "cfg(feature"] {
        assert_eq!(with(&["app/ground/src", "app/domain/src"], text, |_| false), NONE, "{text}");
    }
}

/// Which folder may not know which other: walls that no `Cargo.toml` keeps.
const WALLS: [(&str, &str); 11] = [
    ("app/domain/src/county", "proposal::"),
    ("app/domain/src/county", "crate::case"),
    ("app/domain/src/county", "crate::parts"),
    ("app/domain/src/case", "proposal::"),
    ("app/domain/src/case", "crate::parts"),
    ("app/domain/src/parts", "proposal::"),
    ("app/store/src/county", "proposal::"),
    ("app/store/src/spine", "crate::proposal::"),
    ("app/src/kit", "crate::pages"),
    ("app/src/pages/county", "pages::proposal"),
    ("app/store/src", "app::"),
];

#[test]
fn no_import_goes_through_a_wall() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let mut through = Vec::new();
    for (folder, foreign) in WALLS {
        let mut files = Vec::new();
        sources(&root.join(folder), &mut files);
        assert!(!files.is_empty(), "{folder} is empty");
        for file in files {
            let name = file.strip_prefix(root).expect("inside the workspace").display().to_string();
            let source = fs::read_to_string(&file).expect("the file can be read");
            let lines = source.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
            let foreign = lines.filter(|(_, line)| line.contains(foreign));
            through.extend(foreign.map(|(n, line)| format!("{name}:{}: {}", n + 1, line.trim())));
        }
    }
    assert_eq!(through, NONE);
}

/// The words of a comment or a name, without those that say nothing and without plurals.
fn meaning(text: &str) -> BTreeSet<String> {
    const SMALL: [&str; 16] =
        ["the", "a", "an", "of", "its", "it", "this", "is", "are", "in", "which", "what", "with", "for", "and", "to"];
    let parted = text.chars().flat_map(|c| c.is_uppercase().then_some(' ').into_iter().chain(c.to_lowercase()));
    let parted: String = parted.collect();
    let words = parted.split(|c: char| !c.is_alphabetic()).filter(|word| !SMALL.contains(word));
    words.map(|word| word.trim_end_matches('s').to_owned()).filter(|word| !word.is_empty()).collect()
}

/// The name that a line of code defines.
fn defined(line: &str) -> &str {
    let mut words = line.trim().split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
    let before = ["pub", "crate", "super", "const", "async", "fn", "struct", "enum", "mod", "type", "static"];
    words.find(|word| !before.contains(word)).unwrap_or_default()
}

#[test]
fn no_comment_only_repeats_a_name() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let mut files = Vec::new();
    ["app", "frontend", "server", "migrations"].iter().for_each(|folder| sources(&root.join(folder), &mut files));
    let mut repeated = Vec::new();
    for file in files {
        let name = file.strip_prefix(root).expect("inside the workspace").display().to_string();
        // The open data are described by their comments.
        if name.starts_with("server/src/open_data") || name.contains("/target/") {
            continue;
        }
        let source = fs::read_to_string(&file).expect("the file can be read");
        let lines: Vec<_> = source.lines().collect();
        for (n, line) in lines.iter().enumerate() {
            let Some(comment) = line.trim_start().strip_prefix("/// ") else { continue };
            let is_longer = n > 0 && lines[n - 1].trim_start().starts_with("///");
            let code = lines[n + 1..].iter().find(|line| !line.trim_start().starts_with("#["));
            let code = code.filter(|line| !is_longer && !line.trim_start().starts_with("///"));
            let comment = meaning(comment);
            if code.is_some_and(|code| !comment.is_empty() && comment.is_subset(&meaning(defined(code)))) {
                repeated.push(format!("{name}:{}: {}", n + 1, line.trim()));
            }
        }
    }
    assert_eq!(repeated, NONE);
}
