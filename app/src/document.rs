//! The document around every page, as the server writes it, and the program that it brings.

use axum::http::request::Parts;
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
    view! {
        <!DOCTYPE html>
        <html lang=preferences.lang.tag() data-theme=preferences.theme.code() data-size=preferences.size.code()>
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

/// What was built for browsers. A program is `None` where it was not built, or is not for who asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// The address of the style sheet.
    pub style: String,
    /// For whoever only reads: it goes from page to page, and the server writes each whole.
    pub reader: Option<Program>,
    /// For whoever works here: the application itself.
    pub application: Option<Program>,
}

impl Built {
    /// The same for whoever works here, and not only reads.
    pub fn for_work(self) -> Self {
        Self { reader: None, ..self }
    }
}

/// What runs in the browser: the readers' program where there is one, else the application itself.
#[component]
fn Scripts(site: Built) -> impl IntoView {
    let Built { reader, application, .. } = site;
    let (program, begin) = match (&reader, &application) {
        (Some(reader), _) => (reader.clone(), ""),
        (None, Some(application)) => (application.clone(), ".then(({ hydrate }) => hydrate())"),
        (None, None) => return ().into_any(),
    };
    if reader.is_some()
        && let Some(shared) = Owner::current_shared_context()
    {
        // Nobody takes this page over: no data are written down for it.
        shared.set_is_hydrating(false);
    }
    let Program { script, wasm } = program;
    let begin = format!(
        "import({script:?}).then((program) => program.default({{ module_or_path: {wasm:?} }}).then(() => program)){begin};"
    );
    view! {
        <link rel="modulepreload" href=script crossorigin=""/>
        <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin=""/>
        <script type="module" nonce=use_nonce()>{begin}</script>
        {application.filter(|_| reader.is_some() && is_entrance()).map(|Program { script, wasm }| view! {
            <link rel="prefetch" href=script crossorigin=""/>
            <link rel="prefetch" href=wasm crossorigin=""/>
        })}
    }
    .into_any()
}

/// Whether people begin to work from this page: the application comes while they type.
fn is_entrance() -> bool {
    use_context::<Parts>().is_some_and(|request| matches!(request.uri.path(), "/sign-in" | "/activate"))
}
