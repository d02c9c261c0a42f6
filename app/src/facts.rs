//! What a page says of itself to search engines and chat applications. Only the server writes it, before the part of the
//! document that the browser takes over.

use leptos::html::meta;
use leptos::prelude::*;

/// What the server knows of a page that anyone may see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageFacts {
    /// Its address with the site.
    pub address: String,
    pub title: String,
    /// What it says, in one or two sentences.
    pub description: String,
    /// The same for machines (schema.org), as JSON; no sign in it ends a script.
    pub json_ld: String,
}

impl PageFacts {
    /// The JSON of a value in which nothing ends the script that holds it.
    pub fn script(value: &serde_json::Value) -> String {
        let escapes =
            [('<', "\\u003c"), ('>', "\\u003e"), ('&', "\\u0026"), ('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")];
        escapes.iter().fold(value.to_string(), |json, (sign, escape)| json.replace(*sign, escape))
    }
}

/// The lines of `<head>`.
#[component]
pub(crate) fn Facts(
    /// What is said of the site where nothing is known of the page.
    site: &'static str,
    /// What the site is.
    about: &'static str,
) -> impl IntoView {
    let facts = use_context::<PageFacts>();
    let description = facts.as_ref().map_or(about.to_owned(), |facts| facts.description.clone());
    // The view macro does not know RDFa's attribute.
    let graph = |property: &'static str, content: String| meta().attr("property", property).content(content);
    view! {
        <meta name="description" content=description/>
        {facts.map(|facts| view! {
            <link rel="canonical" href=facts.address.clone()/>
            {graph("og:type", "article".to_owned())}
            {graph("og:site_name", site.to_owned())}
            {graph("og:title", facts.title)}
            {graph("og:description", facts.description)}
            {graph("og:url", facts.address)}
            <script type="application/ld+json" inner_html=facts.json_ld></script>
        })}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_script() {
        let value = serde_json::json!({ "name": "</script><!--&\u{2028}" });
        let script = PageFacts::script(&value);
        assert!(!script.contains(['<', '>', '&', '\u{2028}']), "{script}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&script).expect("JSON"), value);
    }
}
