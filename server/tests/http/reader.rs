//! Whoever reads gets the readers' program and nothing but the page; whoever is signed in, the application.

use server::config::Serve;

use crate::common::TestApp;

#[tokio::test]
async fn readers_load_their_own_program_and_no_data_beside_the_page() {
    let site = tempfile::tempdir().expect("a folder");
    let pkg = site.path().join("pkg");
    std::fs::create_dir(&pkg).expect("a folder in it");
    for name in ["reader.1.js", "reader.2.wasm", "jianyi.3.js", "jianyi.4.wasm", "jianyi.5.css"] {
        std::fs::write(pkg.join(name), "").expect("a file in it");
    }
    let app = TestApp::demo_serving(&Serve { site_root: site.path().to_owned(), ..Serve::default() }).await;
    let (mut visitor, mut deputy) = (app.visitor(), app.signed_in("deputy").await);
    let paper = format!("/proposals/{}", app.proposals().await[0].id);
    for path in ["/", "/proposals", "/figures", &paper, "/sign-in?next=%2Fdesk", "/nowhere"] {
        let read = visitor.opens(path).await.body;
        let told: Vec<_> = ["/pkg/reader.1.js", "/pkg/reader.2.wasm"].map(|file| read.contains(file)).into();
        assert_eq!(told, [true, true], "{path}");
        assert!(!read.contains("hydrate()") && !read.contains("__RESOLVED_RESOURCES"), "{path}: {read}");
        // Whoever signs in has the application before the first page of work.
        let ahead = ["/pkg/jianyi.3.js", "/pkg/jianyi.4.wasm"].map(|file| read.contains(file));
        assert_eq!(ahead, [path.starts_with("/sign-in"); 2], "{path}: {read}");
        let worked = deputy.opens(path).await.body;
        assert!(!worked.contains("/pkg/reader.") && worked.contains("__RESOLVED_RESOURCES"), "{path}");
        for file in ["/pkg/jianyi.3.js", "/pkg/jianyi.4.wasm", "hydrate()"] {
            assert!(worked.contains(file), "{path}: {file}");
        }
        assert!(read.contains("/pkg/jianyi.5.css") && worked.contains("/pkg/jianyi.5.css"), "{path}");
    }
}
