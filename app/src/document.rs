//! The document around every page, as the server writes it, and the program that it brings.

use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::facts::Facts;
use crate::kit::preferences;
use crate::shell::App;
use crate::texts::Texts;

/// What the site is, for search engines, in both languages.
const ABOUT: (&str, &str) = (
    "县人大代表提出的建议：交给谁办、办得怎样、何时答复，全程公开。",
    "Proposals of the county’s deputies: who handles them, how far they are and when they are answered, in public.",
);

/// The document: language and colours stand on `<html>`, so that nothing flickers and no script is needed.
pub fn shell(site: Built) -> impl IntoView {
    let preferences = preferences::current();
    let t = Texts::of(preferences.lang);
    let [checks, components] = [&site.checks, &site.components].map(|program| program.as_ref().map(Program::addresses));
    view! {
        <!DOCTYPE html>
        <html lang=preferences.lang.tag() data-theme=preferences.theme.code() data-size=preferences.size.code()
            data-checks=checks data-components=components>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <Facts site=t.site about=preferences.lang.pick(ABOUT.0, ABOUT.1)/>
                <link rel="stylesheet" href=site.style.clone()/>
                <Scripts site/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// A program for browsers, by its two addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    pub script: String,
    /// The WASM's.
    pub wasm: String,
}

impl Program {
    /// Both addresses, as the program for everybody reads them.
    fn addresses(&self) -> String {
        format!("{} {}", self.script, self.wasm)
    }
}

/// What was built for browsers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// The address of the style sheet.
    pub style: String,
    /// The program for everybody; `None` where it was not built.
    pub program: Option<Program>,
    /// The rules of fields, for pages on which one writes.
    pub checks: Option<Program>,
    /// The components whose view changes in the browser, for pages that hold one.
    pub components: Option<Program>,
}

/// What runs in the browser.
#[component]
fn Scripts(site: Built) -> impl IntoView {
    if let Some(shared) = Owner::current_shared_context() {
        // Nobody takes this page over: no data are written down for it.
        shared.set_is_hydrating(false);
    }
    site.program.map(|Program { script, wasm }| {
        let begin = format!(
            // Both at once: the script need not come before the WASM is asked for.
            "window.loadProgram = (script, wasm) => {{ const come = fetch(wasm); \
             return import(script).then((program) => program.default({{ module_or_path: come }})); }}; \
             loadProgram({script:?}, {wasm:?});"
        );
        view! {
            <link rel="modulepreload" href=script crossorigin=""/>
            <script type="module" nonce=use_nonce()>{begin}</script>
        }
    })
}
