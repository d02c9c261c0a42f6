//! The programs for browsers, as they were built into the site.

use std::path::Path;
use std::time::SystemTime;

use app::{Program, Programs};

/// The readers' program and the application in the folder of the site; each is `None` where it was not built, as while
/// developing.
pub(crate) fn find(site_root: &Path) -> Programs {
    let pkg = site_root.join("pkg");
    Programs { reader: program(&pkg, "reader"), application: program(&pkg, "jianyi") }
}

/// A program by its name: the newest of each of its two files.
fn program(pkg: &Path, name: &str) -> Option<Program> {
    let files: Vec<_> = std::fs::read_dir(pkg).ok()?.flatten().collect();
    let address = |ending: &str| {
        let is_it = |file: &str| file.starts_with(&format!("{name}.")) && file.ends_with(ending);
        let of_that_kind = files.iter().filter(|file| file.file_name().to_str().is_some_and(is_it));
        let changed = |file: &std::fs::DirEntry| {
            file.metadata().and_then(|file| file.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
        };
        let newest = of_that_kind.max_by_key(|file| changed(file))?;
        Some(format!("/pkg/{}", newest.file_name().to_str()?))
    };
    Some(Program { script: address(".js")?, wasm: address(".wasm")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_make_a_program() {
        let folder = tempfile::tempdir().expect("a folder");
        let pkg = folder.path().join("pkg");
        assert_eq!(find(folder.path()), Programs::default());
        std::fs::create_dir(&pkg).expect("a folder in it");
        for name in ["jianyi.0.js", "jianyi.0.wasm", "reader.1.js", "reader.1.js.br", "reader.2.wasm.br"] {
            std::fs::write(pkg.join(name), "").expect("a file in it");
        }
        let program = |script: &str, wasm: &str| Some(Program { script: script.to_owned(), wasm: wasm.to_owned() });
        let application = program("/pkg/jianyi.0.js", "/pkg/jianyi.0.wasm");
        assert_eq!(find(folder.path()), Programs { reader: None, application: application.clone() });
        std::fs::write(pkg.join("reader.2.wasm"), "").expect("a file in it");
        let reader = program("/pkg/reader.1.js", "/pkg/reader.2.wasm");
        assert_eq!(find(folder.path()), Programs { reader, application });
    }
}
