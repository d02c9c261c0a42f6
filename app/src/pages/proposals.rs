//! The public list, narrowed by stage, topic, township, unit and year, page by page.

use domain::draft::Topic;
use domain::follow::{Followed, ListAddress};
use domain::vocabulary::Lang;
use domain::workflow::Stage;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Form;
use leptos_router::hooks::use_query_map;

use super::follow::Follow;
use super::kept_form;
use crate::api::follow::{SiteView, public_site};
use crate::api::public::{ListQuery, ListView, public_list};
use crate::components::{Crumbs, Options, SummaryRow, Waiting, encode, page_error};
use crate::forms::Refused;
use crate::preferences::lang;
use crate::texts::texts;

/// The public list.
#[component]
pub(super) fn ProposalsPage() -> impl IntoView {
    let t = texts();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let map = query.read();
        let value = |name: &str| map.get(name).unwrap_or_default();
        ListQuery {
            stage: value("stage"),
            topic: value("topic"),
            township: value("township"),
            unit: value("unit"),
            year: value("year"),
            session: value("session"),
            after: value("after"),
        }
    });
    let list = Resource::new_blocking(move || asked.get(), public_list);
    let site = Resource::new_blocking(|| (), |()| public_site());
    let kept = kept_form();
    view! {
        <Title text=t.entry_proposals/>
        <Crumbs above=vec![("/", t.home)] here=t.entry_proposals.to_owned()/>
        <h1>{t.list_heading}</h1>
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                let site = site.await.ok();
                provide_context(Refused(RwSignal::new(kept.await)));
                match list.await {
                    Ok(list) => view! { <Listed list query=asked.get_untracked() site/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

#[component]
fn Listed(list: ListView, query: ListQuery, site: Option<SiteView>) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let found = match (list.more_than_count, lang) {
        (false, Lang::Zh) => format!("共{}件", list.count),
        (true, Lang::Zh) => format!("超过{}件", list.count),
        (false, Lang::En) => format!("{} proposals", list.count),
        (true, Lang::En) => format!("More than {} proposals", list.count),
    };
    let chosen = narrowed(&query, &list, lang);
    let next = list.next.as_ref().map(|after| format!("/proposals?{}", address(&query, after)));
    let first = (!query.after.is_empty()).then(|| format!("/proposals?{}", address(&query, "")));
    let is_empty = list.rows.is_empty();
    // The list as it is narrowed, whatever page of it is open.
    let followed = ListAddress::parse(&address(&query, "")).ok().map(Followed::List);
    view! {
        <Narrowing query=query.clone() list=list.clone()/>
        <p class="found" role="status">
            <b>{found}</b>
            {(!chosen.is_empty()).then(|| view! { <span>{chosen.join(" · ")}</span> })}
            {query.is_narrowed().then(|| view! { <a href="/proposals">{t.clear}</a> })}
        </p>
        {is_empty.then(|| view! { <p class="empty">{t.list_empty}</p> })}
        <h2 class="visually-hidden">{t.results}</h2>
        <ul class="rows">{list.rows.into_iter().map(|summary| view! { <SummaryRow summary/> }).collect_view()}</ul>
        // Plain links: they lead to this same path, and would be marked as the present page.
        <nav class="paging" aria-label=t.paging>
            {first.map(|address| view! { <a href=address>{t.first_page}</a> })}
            {next.map(|address| view! { <a href=address class="button">{t.next_page}</a> })}
        </nav>
        {followed.zip(site).map(|(followed, site)| view! { <Follow followed site/> })}
    }
}

/// What the list is narrowed to, in words.
fn narrowed(query: &ListQuery, list: &ListView, lang: Lang) -> Vec<String> {
    let township = query.township().and_then(|id| list.county.townships.iter().find(|place| place.id == id));
    let unit = query.unit().and_then(|id| list.county.units.iter().find(|unit| unit.id == id));
    [
        query.stage().map(|stage| stage.word(lang).to_owned()),
        query.topic().map(|topic| topic.word(lang).to_owned()),
        township.map(|place| place.name(lang).to_owned()),
        unit.map(|unit| unit.name(lang).to_owned()),
        query.year().map(|year| year.to_string()),
        query.cohort().map(|cohort| cohort.word(lang)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The query of an address: what the list is narrowed to, and where its page begins.
fn address(query: &ListQuery, after: &str) -> String {
    let parts = [
        ("stage", query.stage.as_str()),
        ("topic", &query.topic),
        ("township", &query.township),
        ("unit", &query.unit),
        ("year", &query.year),
        ("session", &query.session),
        ("after", after),
    ];
    let parts = parts.into_iter().filter(|(_, value)| !value.is_empty());
    parts.map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&")
}

/// The filters: a form that asks with GET, so that every narrowed list has an address.
#[component]
fn Narrowing(query: ListQuery, list: ListView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let stages = Stage::ALL.iter().filter(|stage| stage.is_public());
    let stages: Options = stages.map(|stage| (stage.code().to_owned(), stage.word(lang).to_owned())).collect();
    let topics: Options =
        Topic::ALL.iter().map(|topic| (topic.code().to_owned(), topic.word(lang).to_owned())).collect();
    let townships =
        list.county.townships.iter().map(|place| (place.id.to_string(), place.name(lang).to_owned())).collect();
    let units = list.county.units.iter().map(|unit| (unit.id.to_string(), unit.name(lang).to_owned())).collect();
    let years = (0..5).map(|n| (list.today.year() - n).to_string()).map(|year| (year.clone(), year)).collect();
    let sessions = list.cohorts.iter().map(|cohort| (cohort.to_string(), cohort.word(lang))).collect();
    let is_open = query.is_narrowed();
    view! {
        <details class="narrowing" open=is_open>
            <summary>{t.narrow}</summary>
            <Form method="GET" action="/proposals" attr:class="form narrowing-form">
                {select("stage", t.column_stage, t.all_stages, stages, &query.stage)}
                {select("topic", t.topic, t.all_topics, topics, &query.topic)}
                {select("township", t.township, t.all_townships, townships, &query.township)}
                {select("unit", t.unit, t.all_units, units, &query.unit)}
                {select("session", t.session, t.all_sessions, sessions, &query.session)}
                {select("year", t.year, t.all_years, years, &query.year)}
                <p class="actions"><button class="button" type="submit">{t.apply}</button></p>
            </Form>
        </details>
    }
}

/// A filter of a form that asks with GET.
pub(super) fn select(
    name: &'static str,
    label: &'static str,
    all: &'static str,
    options: Options,
    value: &str,
) -> impl IntoView + use<> {
    let options = options.into_iter().map(|(code, word)| {
        let selected = code == value;
        // The property too: a list that was touched by hand ignores the attribute.
        view! { <option value=code selected=selected prop:selected=selected>{word}</option> }
    });
    let options = options.collect_view();
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name><option value="">{all}</option>{options}</select>
        </div>
    }
}
