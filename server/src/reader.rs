//! The readers' program, as it was built beside the site: what whoever is not signed in gets instead of the application.

use std::path::Path;

use app::ReaderProgram;

/// The program in the folder of the site; `None` where it was not built, as while developing.
pub(crate) fn find(site_root: &Path) -> Option<ReaderProgram> {
    let names = std::fs::read_dir(site_root.join("pkg")).ok()?;
    let names: Vec<_> = names.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    let address = |ending: &str| {
        let name = names.iter().find(|name| name.starts_with("reader.") && name.ends_with(ending))?;
        Some(format!("/pkg/{name}"))
    };
    Some(ReaderProgram { script: address(".js")?, wasm: address(".wasm")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_make_the_program() {
        let folder = tempfile::tempdir().expect("a folder");
        let pkg = folder.path().join("pkg");
        assert_eq!(find(folder.path()), None);
        std::fs::create_dir(&pkg).expect("a folder in it");
        for name in ["jianyi.0.js", "jianyi.0.wasm", "reader.1.js", "reader.1.js.br", "reader.2.wasm.br"] {
            std::fs::write(pkg.join(name), "").expect("a file in it");
        }
        assert_eq!(find(folder.path()), None);
        std::fs::write(pkg.join("reader.2.wasm"), "").expect("a file in it");
        let (script, wasm) = ("/pkg/reader.1.js".to_owned(), "/pkg/reader.2.wasm".to_owned());
        assert_eq!(find(folder.path()), Some(ReaderProgram { script, wasm }));
    }
}
