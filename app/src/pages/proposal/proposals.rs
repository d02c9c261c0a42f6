//! The public list, searched and narrowed by stage, topic, township, unit, session and year, page by page.

use domain::county::topic::Topic;
use domain::proposal::follow::{Followed, ListAddress};
use domain::proposal::statistics::WHOLE_COUNTY;
use domain::proposal::workflow::Stage;
use ground::query::Sort;
use ground::vocabulary::Lang;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::components::Form;
use leptos_router::hooks::use_query_map;

use super::facets::FacetLinks;
use crate::api::follow::{SiteView, public_site};
use crate::api::public::{ListQuery, ListView, public_list};
use crate::kit::components::{Crumbs, Options, SearchField, SummaryRow, Waiting, encode, page_error};
use crate::kit::format::found_words;
use crate::kit::forms::Refused;
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::pages::follow::Follow;
use crate::pages::kept_form;
use crate::texts::texts;

/// The public list.
#[component]
pub(crate) fn ProposalsPage() -> impl IntoView {
    let t = texts();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let map = query.read();
        let value = |name: &str| map.get(name).unwrap_or_default();
        ListQuery {
            q: value("q"),
            sort: value("sort"),
            stage: value("stage"),
            topic: value("topic"),
            township: value("township"),
            unit: value("unit"),
            year: value("year"),
            session: value("session"),
            lead: value("lead"),
            by: value("by"),
            signer: value("signer"),
            figure: value("figure"),
            after: value("after"),
        }
    });
    let list = load(move || asked.get(), public_list);
    let site = load(|| (), |()| public_site());
    let kept = kept_form();
    view! {
        <Title text=t.entry_proposals/>
        // What somebody searched for is no page of the record.
        {move || is_search(&asked.read()).then(|| view! { <Meta name="robots" content="noindex"/> })}
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
    let found = found_words((list.count, list.more_than_count), "件", "proposals");
    let promises = list.promises.map(|n| lang.pick(format!("计{n}项承诺"), format!("{n} promises in them")));
    let chosen = narrowed(&query, &list, lang);
    let next = list.next.as_ref().map(|after| format!("/proposals?{}", address(&query, after)));
    let first = (!query.after.is_empty()).then(|| format!("/proposals?{}", address(&query, "")));
    let empty = list.rows.is_empty().then(|| match query.query() {
        Ok(Some(words)) if words.terms().is_empty() => t.search_signs,
        Ok(Some(_)) => t.search_empty,
        _ => t.list_empty,
    });
    let is_narrowed = query.is_narrowed() || is_search(&query);
    let is_found = matches!(query.query(), Ok(Some(_))) && empty.is_none();
    let (rows, excerpts) = (list.rows.clone(), list.excerpts.clone());
    let excerpts = excerpts.into_iter().chain(std::iter::repeat(None));
    let rows = rows.into_iter().zip(excerpts).map(|(summary, excerpt)| view! { <SummaryRow summary excerpt/> });
    let rows = rows.collect_view();
    let ignored = query.not_understood().into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
    // The list as it is narrowed and searched, whatever page of it is open.
    let followed = ListAddress::parse(&address(&query, "")).ok().map(Followed::List).filter(|_| query.query().is_ok());
    view! {
        <Narrowing query=query.clone() list=list.clone()/>
        {(!ignored.is_empty()).then(|| view! {
            <p class="notice notice-do" role="status">{t.list_ignored}" "<span class="typed">{ignored.join(lang.pick("、", ", "))}</span></p>
        })}
        {query.query().is_ok().then(|| view! {
            <p class="found" role="status">
                <b>{found}</b>
                {promises.map(|words| view! { <span>{words}</span> })}
                {(!chosen.is_empty()).then(|| view! { <span>{chosen.join(" · ")}</span> })}
                {is_narrowed.then(|| view! { <a href="/proposals">{t.clear}</a> })}
            </p>
            {is_found.then(|| orders(&query))}
            {empty.map(|text| view! { <p class="empty">{text}</p> })}
        })}
        <div class="listing">
            {empty.is_none().then(|| view! { <FacetLinks query list/> })}
            <div class="listing-rows">
                <h2 class="visually-hidden">{t.results}</h2>
                <ul class="rows">{rows}</ul>
                // Plain links: they lead to this same path, and would be marked as the present page.
                <nav class="paging" aria-label=t.paging>
                    {first.map(|address| view! { <a href=address>{t.first_page}</a> })}
                    {next.map(|address| view! { <a href=address class="button">{t.next_page}</a> })}
                </nav>
            </div>
        </div>
        {followed.zip(site).map(|(followed, site)| view! { <Follow followed site/> })}
    }
}

/// Whether something is searched for, however it may turn out.
fn is_search(query: &ListQuery) -> bool {
    !query.q.trim().is_empty()
}

/// The orders of what was found, the present one marked.
fn orders(query: &ListQuery) -> impl IntoView + use<> {
    let (t, lang) = (texts(), lang());
    let present = query.sort();
    let orders = Sort::ALL.iter().map(|&sort| {
        let other = ListQuery { sort: sort.code().to_owned(), ..query.clone() };
        let current = (sort == present).then_some("true");
        view! { <li><a href=format!("/proposals?{}", address(&other, "")) aria-current=current>{sort.word(lang)}</a></li> }
    });
    view! { <nav class="filters orders" aria-label=t.sort_by><ul>{orders.collect_view()}</ul></nav> }
}

/// What the list is narrowed to, in words.
fn narrowed(query: &ListQuery, list: &ListView, lang: Lang) -> Vec<String> {
    let township = query.township().and_then(|id| list.county.townships.iter().find(|place| place.id == id));
    let unit = query.unit().and_then(|id| list.county.units.iter().find(|unit| unit.id == id));
    let words = query.q.trim();
    let lead = query.lead().and_then(|id| list.county.units.iter().find(|unit| unit.id == id));
    [
        (!words.is_empty()).then(|| format!("“{words}”")),
        query.stage().map(|stage| stage.word(lang).to_owned()),
        query.topic().map(|topic| topic.word(lang).to_owned()),
        township.map(|place| place.name(lang).to_owned()),
        unit.map(|unit| {
            lang.pick(format!("{}（含协办）", unit.name(lang)), format!("{}, assisting too", unit.name(lang)))
        }),
        query.year().map(|year| year.to_string()),
        query.cohort().map(|cohort| cohort.word(lang)),
        query.whole_county().then(|| texts().whole_county.to_owned()),
        lead.map(|unit| lang.pick(format!("主办：{}", unit.name(lang)), format!("Led by {}", unit.name(lang)))),
        query
            .by()
            .and(list.deputy.as_ref())
            .map(|name| lang.pick(format!("领衔：{name}"), format!("Lead deputy {name}"))),
        query
            .signer()
            .and(list.deputy.as_ref())
            .map(|name| lang.pick(format!("附议：{name}"), format!("Co-signed by {name}"))),
        query.figure().map(|figure| figure.word(lang)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The query of an address: what the list is narrowed to, and where its page begins.
pub(crate) fn address(query: &ListQuery, after: &str) -> String {
    let parts = [
        ("q", query.q.as_str()),
        ("sort", &query.sort),
        ("stage", &query.stage),
        ("topic", &query.topic),
        ("township", &query.township),
        ("unit", &query.unit),
        ("year", &query.year),
        ("session", &query.session),
        ("lead", &query.lead),
        ("by", &query.by),
        ("signer", &query.signer),
        ("figure", &query.figure),
        ("after", after),
    ];
    let parts = parts.into_iter().filter(|(_, value)| !value.is_empty());
    parts.map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&")
}

/// The filters: a form that asks with GET, so that every narrowed list has an address.
#[component]
fn Narrowing(query: ListQuery, list: ListView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let choices = choices(&query, &list)
        .into_iter()
        .map(|(name, label, all, options, chosen)| select(name, label, all, options, &chosen));
    let choices = choices.collect_view();
    let problem = query.query().err().map(|problem| problem.sentence(lang));
    let sort = (!query.sort.is_empty()).then(|| view! { <input type="hidden" name="sort" value=query.sort.clone()/> });
    // What no box of this form chooses stays as it is.
    let kept = [("lead", &query.lead), ("by", &query.by), ("signer", &query.signer), ("figure", &query.figure)];
    let kept = kept.into_iter().filter(|(_, value)| !value.is_empty());
    let kept = kept.map(|(name, value)| view! { <input type="hidden" name=name value=value.clone()/> }).collect_view();
    view! {
        <Form method="GET" action="/proposals" attr:class="search" attr:role="search">
            <SearchField value=query.q.clone() problem/>
            {sort}
            {kept}
            <details class="narrowing">
                <summary>{t.narrow}</summary>
                <div class="form narrowing-form">
                {choices}
                <p class="actions"><button class="button" type="submit">{t.apply}</button></p>
                </div>
            </details>
        </Form>
    }
}

/// A filter: its name, label, word for all, choices, and which is chosen.
type Filter = (&'static str, &'static str, &'static str, Options, String);

/// The filters, each choice with how many papers it leaves as far as that is counted.
fn choices(query: &ListQuery, list: &ListView) -> [Filter; 6] {
    let (t, lang) = (texts(), lang());
    let (county, facets) = (&list.county, &list.facets);
    let option = |code: String, word: &str, n: Option<u64>| {
        let more = if list.more_than_count { "+" } else { "" };
        let n = n.map(|n| lang.pick(format!("（{n}{more}）"), format!(" ({n}{more})")));
        (code, format!("{word}{}", n.unwrap_or_default()))
    };
    let stages = Stage::ALL.iter().filter(|stage| stage.is_public());
    let stages = stages.map(|stage| option(stage.code().to_owned(), stage.word(lang), counted(&facets.stages, stage)));
    let topics = Topic::ALL.iter();
    let topics = topics.map(|topic| option(topic.code().to_owned(), topic.word(lang), counted(&facets.topics, topic)));
    let townships = county.townships.iter();
    let townships =
        townships.map(|place| option(place.id.to_string(), place.name(lang), counted(&facets.townships, &place.id)));
    let whole_county = Some(facets.whole_county).filter(|n| *n > 0);
    let townships = townships.chain([option(WHOLE_COUNTY.to_owned(), t.whole_county, whole_county)]);
    let units = county.units.iter();
    let units = units.map(|unit| option(unit.id.to_string(), unit.name(lang), counted(&facets.units, &unit.id)));
    let sessions = list.cohorts.iter();
    let sessions =
        sessions.map(|cohort| option(cohort.to_string(), &cohort.word(lang), counted(&facets.cohorts, cohort)));
    let unknown = query.year().filter(|year| !list.years.contains(year));
    let years = list.years.iter().chain(&unknown);
    let years = years.map(|year| option(year.to_string(), &year.to_string(), counted(&facets.years, year)));
    [
        ("stage", t.column_stage, t.all_stages, stages.collect(), query.stage.clone()),
        ("topic", t.topic, t.all_topics, topics.collect(), query.topic.clone()),
        ("township", t.township, t.all_townships, townships.collect(), query.township.clone()),
        ("unit", t.unit, t.all_units, units.collect(), query.unit.clone()),
        ("session", t.session, t.all_sessions, sessions.collect(), query.session.clone()),
        ("year", t.year, t.all_years, years.collect(), query.year.clone()),
    ]
}

/// How many papers something has of those that were counted: beside the only one that is left there is nothing to compare.
fn counted<T: PartialEq>(counts: &[(T, u64)], one: &T) -> Option<u64> {
    let counts = if counts.len() > 1 { counts } else { &[] };
    counts.iter().find(|(other, _)| other == one).map(|(_, n)| *n)
}

/// A filter of a form that asks with GET.
pub(crate) fn select(
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
