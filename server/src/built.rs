//! What was built for browsers: the style sheet and the program in the folder of the site.

use std::path::Path;
use std::time::SystemTime;

use app::{Built, Program};

/// What the folder of the site holds.
pub(crate) fn find(site_root: &Path) -> Built {
    let pkg = site_root.join("pkg");
    let style = newest(&pkg, "jianyi", ".css").unwrap_or_else(|| "/pkg/jianyi.css".to_owned());
    Built {
        style,
        program: program(&pkg, "jianyi"),
        checks: program(&pkg, "checks"),
        components: program(&pkg, "components"),
    }
}

/// Whether the files carry the hash of their content in their names, so that they never change: `jianyi.8f3….css`.
pub(crate) fn is_hashed(built: &Built) -> bool {
    built.style.matches('.').count() > 1
}

/// A program by its name.
fn program(pkg: &Path, name: &str) -> Option<Program> {
    Some(Program { script: newest(pkg, name, ".js")?, wasm: newest(pkg, name, ".wasm")? })
}

/// The address of the newest file of a name and kind.
fn newest(pkg: &Path, name: &str, ending: &str) -> Option<String> {
    let is_it = |file: &std::fs::DirEntry| {
        let file = file.file_name();
        file.to_str().is_some_and(|file| file.starts_with(&format!("{name}.")) && file.ends_with(ending))
    };
    let changed =
        |file: &std::fs::DirEntry| file.metadata().and_then(|file| file.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let newest = std::fs::read_dir(pkg).ok()?.flatten().filter(is_it).max_by_key(changed)?;
    Some(format!("/pkg/{}", newest.file_name().to_str()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_make_a_program() {
        let folder = tempfile::tempdir().expect("a folder");
        let pkg = folder.path().join("pkg");
        assert_eq!(find(folder.path()), Built { style: "/pkg/jianyi.css".into(), ..Built::default() });
        std::fs::create_dir(&pkg).expect("a folder in it");
        for name in ["jianyi.0.css", "jianyi.0.css.br", "jianyi.0.js", "jianyi.0.js.br", "jianyi.1.wasm.br"] {
            std::fs::write(pkg.join(name), "").expect("a file in it");
        }
        let style = "/pkg/jianyi.0.css".to_owned();
        let built = Built { style: style.clone(), ..Built::default() };
        assert_eq!(find(folder.path()), built);
        assert!(is_hashed(&built) && !is_hashed(&find(Path::new("/nowhere"))));
        std::fs::write(pkg.join("jianyi.1.wasm"), "").expect("a file in it");
        let program = Program { script: "/pkg/jianyi.0.js".to_owned(), wasm: "/pkg/jianyi.1.wasm".to_owned() };
        assert_eq!(find(folder.path()), Built { style, program: Some(program), ..Built::default() });
    }
}
