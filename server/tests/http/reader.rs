//! Everybody gets the same small program and nothing but the page; what only some pages need is named, not loaded.

use server::config::Serve;

use crate::common::TestApp;

#[tokio::test]
async fn everybody_loads_one_program_and_no_data_beside_the_page() {
    let site = tempfile::tempdir().expect("a folder");
    let pkg = site.path().join("pkg");
    std::fs::create_dir(&pkg).expect("a folder in it");
    for name in ["jianyi.1.js", "jianyi.2.wasm", "checks.3.js", "checks.4.wasm", "components.5.js", "components.6.wasm"]
    {
        std::fs::write(pkg.join(name), "").expect("a file in it");
    }
    std::fs::write(pkg.join("jianyi.7.css"), "").expect("a file in it");
    let app = TestApp::demo_serving(&Serve { site_root: site.path().to_owned(), ..Serve::default() }).await;
    let (mut visitor, mut deputy) = (app.visitor(), app.signed_in("deputy").await);
    let paper = format!("/proposals/{}", app.proposals().await[0].id);
    for path in ["/", "/proposals", "/figures", &paper, "/sign-in?next=%2Fdesk", "/proposals/new", "/nowhere"] {
        for browser in [&mut visitor, &mut deputy] {
            let page = browser.opens(path).await;
            if page.status.is_redirection() {
                continue;
            }
            for named in ["/pkg/jianyi.1.js", "/pkg/jianyi.2.wasm", "/pkg/jianyi.7.css"] {
                assert!(page.body.contains(named), "{path}: {named}");
            }
            for named in
                ["data-checks=\"/pkg/checks.3.js /pkg/checks.4.wasm\"", "data-components=\"/pkg/components.5.js"]
            {
                assert!(page.body.contains(named), "{path}: {named}");
            }
            assert!(!page.body.contains("__RESOLVED_RESOURCES") && page.body.ends_with("</html>"), "{path}");
            assert!(!page.body.contains("rel=\"preload\"") && !page.body.contains("rel=\"prefetch\""), "{path}");
        }
    }
}
