//! The description as a page that people read: made of the same description, in both languages, without script.

use std::sync::Arc;

use app::Preferences;
use axum::Router;
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, LINK};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use ground::vocabulary::Lang;
use leptos::prelude::{
    AriaAttributes, ClassAttribute, CollectView, CustomAttribute, ElementChild, GlobalAttributes, IntoAny, IntoView,
    Owner, RenderHtml, view,
};
use serde_json::Value;
use tower_http::compression::CompressionLayer;
use utoipa::openapi::OpenApi;

use super::LICENCE;
use super::meanings::in_chinese;

/// Nothing runs, and the form is the switch of language.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";

/// The page's route.
pub(super) fn routes(description: OpenApi, style: String) -> Router {
    let description = Arc::new(serde_json::to_value(description).unwrap_or_default());
    Router::new()
        .route("/api", get(move |headers: HeaderMap| async move { page(&headers, &description, &style) }))
        .layer(CompressionLayer::new())
}

fn page(headers: &HeaderMap, description: &Value, style: &str) -> Response {
    let preferences = Preferences::of(headers);
    let html = Owner::new().with(|| document(preferences, description, style).to_html());
    let told = [
        (CACHE_CONTROL, "private, no-store".to_owned()),
        (CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (LINK, format!("<{}>; rel=\"license\", </api/v1/openapi.json>; rel=\"service-desc\"", LICENCE.1)),
    ];
    (told, Html(html)).into_response()
}

fn document(preferences: Preferences, description: &Value, style: &str) -> impl IntoView + use<> {
    let style = style.to_owned();
    let lang = preferences.lang;
    let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
    let (code, word, tag) = lang.pick(("en", "English", "en"), ("zh", "中文", "zh-CN"));
    view! {
        <!DOCTYPE html>
        <html lang=lang.tag() data-theme=preferences.theme.code() data-size=preferences.size.code()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="description" content=say("县人大代表建议的公开数据：接口、下载和许可。", "Open data of the deputies’ proposals: interface, downloads and licence.")/>
                <title>{say("开放数据 · 交城县人大代表建议公开平台", "Open data · Jiaocheng deputies’ proposals")}</title>
                <link rel="icon" type="image/svg+xml" href="/seal.svg"/>
                <link rel="stylesheet" href=style/>
            </head>
            <body>
                <header class="header">
                    <a class="skip" href="#main">{say("跳到正文", "Skip to the content")}</a>
                    <div class="wide header-bar">
                        <a href="/" class="brand">
                            <span class="brand-name">{say("建议", "Jianyi")}</span>
                            <span class="brand-county">{say("交城县第十七届人民代表大会", "Jiaocheng County, 17th People’s Congress")}</span>
                        </a>
                        <nav class="entries" aria-label=say("主导航", "Main navigation")>
                            <a href="/proposals">{say("建议", "Proposals")}</a>
                            <a href="/figures">{say("数据", "Figures")}</a>
                            <a href="/deputies">{say("代表与单位", "Deputies and units")}</a>
                            <a href="/about">{say("关于", "About")}</a>
                        </nav>
                        <form class="language" method="post" action="/api/preferences">
                            <button type="submit" name="lang" value=code class="quiet" lang=tag>{word}</button>
                        </form>
                    </div>
                </header>
                <main id="main" class="wide open-data" tabindex="-1">
                    <nav class="crumbs" aria-label=say("当前位置", "You are here")>
                        <ol>
                            <li><a href="/">{say("首页", "Home")}</a></li>
                            <li><a href="/about">{say("关于", "About")}</a></li>
                            <li aria-current="page">{say("开放数据", "Open data")}</li>
                        </ol>
                    </nav>
                    <h1>{say("开放数据", "Open data")}</h1>
                    <p class="lead">{say(
                        "网站上公开的内容，程序都可以读取：代表建议、办理过程、答复、承诺和统计数字。不需要密钥，也不使用Cookie。",
                        "What is public on this site can be read by programs: proposals, what happened to them, replies, promises and figures. No key, no cookie.",
                    )}</p>
                    <p>{say("许可：", "Licence: ")}<a href=LICENCE.1 rel="license">{LICENCE.0}</a>{say("。注明来源即可自由使用。", ". Use it freely and name the source.")}</p>
                    {downloads(lang)}
                    {rules(lang)}
                    {operations(description, lang)}
                    {schemas(description, lang)}
                </main>
            </body>
        </html>
    }
}

fn downloads(lang: Lang) -> impl IntoView + use<> {
    let files = [
        (
            "/api/v1/proposals.csv",
            "全部公开建议，表格（CSV，可用 Excel 打开）",
            "All public proposals, a table (CSV, opens in Excel)",
        ),
        ("/api/v1/commitments.csv", "全部承诺事项，表格（CSV）", "All promises, a table (CSV)"),
        (
            "/api/v1/proposals.jsonl",
            "全部公开建议及全文、过程和答复（JSON Lines）",
            "All public proposals with texts, events and replies (JSON Lines)",
        ),
        ("/api/v1/openapi.json", "接口说明，供程序读取（OpenAPI 3.1）", "The description for programs (OpenAPI 3.1)"),
    ];
    let rows = files.map(|(address, zh, en)| view! { <li><a href=address>{lang.pick(zh, en)}</a></li> });
    view! {
        <h2 id="downloads">{lang.pick("整套下载", "Everything at once")}</h2>
        <ul>{rows.into_iter().collect_view()}</ul>
    }
}

fn rules(lang: Lang) -> impl IntoView + use<> {
    let rules = [
        (
            "paging",
            "列表：",
            "Lists: ",
            "每页最多100条；下一页的地址在 next 里，最后一页的 next 为 null。",
            "at most 100 records a page; the address of the next page stands in next, which is null on the last.",
        ),
        (
            "changes",
            "只取有变动的：",
            "Only what changed: ",
            "给出 changed_since（时间），最早的变动排在最前。撤回公开的不会列出，请隔一段时间整套比对。",
            "give changed_since, a moment; the earliest change comes first. What is taken back from the public is not listed: compare with everything from time to time.",
        ),
        (
            "caching",
            "缓存：",
            "Caching: ",
            "答复和整份下载都带有 ETag；请用 If-None-Match 再次询问，没有变动时只答复304。",
            "answers and whole files have an ETag; ask again with If-None-Match, and 304 says that nothing changed.",
        ),
        (
            "parameter",
            "参数有误：",
            "A wrong parameter: ",
            "答复400，说明是哪个参数、应当怎样写（RFC 9457）。",
            "400 says which one it is and what would be right (RFC 9457).",
        ),
        ("not-found", "没有或不公开：", "Not there, or not public: ", "答复404。", "404."),
        ("method", "只能读取：", "Only reading: ", "其他方法答复405。", "other methods get 405."),
        (
            "left-out",
            "没有收入的：",
            "What is left out: ",
            "答复中联系人的姓名和电话只在网页上；评价的理由、沟通的内容不公开。",
            "names and telephones of those who answer calls stand on the pages only; reasons of ratings and what was said in contacts are not public.",
        ),
    ];
    let rows = rules.map(|(id, zh, en, zh_rule, en_rule)| {
        view! { <li id=id><b>{lang.pick(zh, en)}</b>{lang.pick(zh_rule, en_rule)}</li> }
    });
    view! {
        <h2 id="rules">{lang.pick("怎样使用", "How to use it")}</h2>
        <ul>{rows.into_iter().collect_view()}</ul>
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A sentence of the description in the reader's language.
fn said(value: &Value, lang: Lang) -> String {
    let english = value.as_str().unwrap_or_default();
    lang.pick(in_chinese(english).unwrap_or(english), english).to_owned()
}

fn operations(description: &Value, lang: Lang) -> impl IntoView + use<> {
    let tags = description["tags"].as_array().cloned().unwrap_or_default();
    let paths = description["paths"].as_object().cloned().unwrap_or_default();
    let of_tag = move |tag: Value| {
        let mine = paths.iter().filter(|(_, path)| path["get"]["tags"][0] == tag["name"]);
        let mine = mine.map(|(address, path)| operation(address, &path["get"], lang)).collect_view();
        view! { <section><h2>{said(&tag["description"], lang)}</h2>{mine}</section> }
    };
    tags.into_iter().map(of_tag).collect_view()
}

fn operation(address: &str, operation: &Value, lang: Lang) -> impl IntoView + use<> {
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let rows =
        parameters.iter().map(|one| row(text(&one["name"]), said(&one["description"], lang), kind(&one["schema"])));
    let rows = rows.collect_view();
    let content = operation["responses"]["200"]["content"].as_object().cloned().unwrap_or_default();
    let answer = content.iter().next().map(|(media, body)| match name_of(&body["schema"]) {
        Some(name) => view! { <a href=format!("#{name}") lang="en">{name.clone()}</a> }.into_any(),
        None => view! { <code lang="en">{media.clone()}</code> }.into_any(),
    });
    let tries = !address.contains('{') && !address.ends_with("sv") && !address.ends_with("jsonl");
    let tries = tries.then(|| view! { " · " <a href=address.to_owned()>{lang.pick("打开看看", "Try it")}</a> });
    view! {
        <h3><code lang="en">"GET "{address.to_owned()}</code></h3>
        <p>{said(&operation["summary"], lang)}" "{lang.pick("答复：", "Answer: ")}{answer}{tries}</p>
        {(!parameters.is_empty()).then(|| view! { <dl class="fields">{rows}</dl> })}
    }
}

/// One name, what it is, and what it means. Names and kinds are English in either language.
fn row(name: String, meaning: String, kind: String) -> impl IntoView + use<> {
    view! { <div><dt><code lang="en">{name}</code></dt><dd>{meaning}" "<span class="kind" lang="en">{kind}</span></dd></div> }
}

fn schemas(description: &Value, lang: Lang) -> impl IntoView + use<> {
    let schemas = description["components"]["schemas"].as_object().cloned().unwrap_or_default();
    let one = move |(name, schema): (String, Value)| {
        let fields = schema["properties"].as_object().cloned().unwrap_or_default();
        let fields = fields.iter().map(|(name, field)| row(name.clone(), said(meaning(field), lang), kind(field)));
        view! {
            <section id=name.clone()>
                <h3><code lang="en">{name.clone()}</code></h3>
                <p>{said(&schema["description"], lang)}</p>
                <dl class="fields">{fields.collect_view()}</dl>
            </section>
        }
    };
    view! {
        <h2 id="records">{lang.pick("数据项", "Records and their fields")}</h2>
        {schemas.into_iter().map(one).collect_view()}
    }
}

/// What a field means: where it may be null, its other kind says it.
fn meaning(field: &Value) -> &Value {
    let either = field["oneOf"].as_array().into_iter().flatten();
    either.map(|kind| &kind["description"]).find(|said| said.is_string()).unwrap_or(&field["description"])
}

/// The name of a schema that another refers to.
fn name_of(schema: &Value) -> Option<String> {
    Some(schema["$ref"].as_str()?.rsplit('/').next()?.to_owned())
}

/// What a value is, in short: its type, whether it may be null, its codes.
fn kind(schema: &Value) -> String {
    if let Some(name) = name_of(schema) {
        return name;
    }
    if let Some(either) = schema["oneOf"].as_array() {
        return either.iter().map(kind).collect::<Vec<_>>().join(" | ");
    }
    if let Some(codes) = schema["enum"].as_array() {
        return codes.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" | ");
    }
    let types = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect::<Vec<_>>(),
    };
    let format = schema["format"].as_str().filter(|format| !format.starts_with("int") && *format != "double");
    let items = schema.get("items").map(|items| format!(" of {}", kind(items))).unwrap_or_default();
    let types = types.join(" | ");
    format.map_or_else(|| format!("{types}{items}"), |format| format!("{types} ({format})"))
}
