//! The public list, searched and narrowed by stage, topic, township, unit, session and year, page by page.

use domain::proposal::follow::{Followed, ListAddress};
use domain::proposal::list::ListQuery;
use ground::query::Sort;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_query_map;

use super::facets::{FacetLinks, facets};
use crate::api::follow::{SiteView, public_site};
use crate::api::public::{ListView, public_list};
use crate::kit::components::{Crumbs, Options, SearchField, SummaryRow, Waiting, encode, page_error};
use crate::kit::format::found_words;
use crate::kit::forms::Refused;
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::pages::follow::Follow;
use crate::pages::kept_form;
use crate::texts::bilingual;

bilingual! {
    [within super]

    list_heading: "代表建议", "Deputies’ proposals";
    sort_by: "排序", "Order";
    search_empty: "没有找到符合的建议。换一个更短或更常用的词，或者减少筛选条件再试。", "Nothing was found. Try a shorter or more common word, or fewer filters.";
    search_signs: "只有标点符号，没有可以搜索的字。请输入文字、数字或编号。", "These are only signs. Type words, digits or a number.";
    list_ignored: "地址里有认不出的条件，未用来筛选：", "The address asks for something unknown, which was left out:";
}

/// The public list.
#[component]
pub(crate) fn ProposalsPage() -> impl IntoView {
    let t = texts();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let map = query.read();
        ListQuery::of(|name| map.get(name).unwrap_or_default())
    });
    let list = load(move || asked.get(), public_list);
    let site = load(|| (), |()| public_site());
    let kept = kept_form();
    view! {
        <Title text=t.entry_proposals/>
        // What somebody searched for is no page of the record.
        {move || asked.read().is_search().then(|| view! { <Meta name="robots" content="noindex"/> })}
        <Crumbs above=vec![("/", t.home)] here=t.entry_proposals.to_owned()/>
        <h1>{t.list_heading}</h1>
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                let site = site.await.ok();
                provide_context(Refused(kept.await));
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
    let filter = query.filter();
    let mut chosen = filter.words(&list.county, list.deputy.as_deref(), lang);
    if query.is_search() {
        chosen.insert(0, format!("“{}”", query.q.trim()));
    }
    let next = list.next.as_ref().map(|after| format!("/proposals?{}", address(&query, after)));
    let first = (!query.after.is_empty()).then(|| format!("/proposals?{}", address(&query, "")));
    let empty = list.rows.is_empty().then(|| match query.query() {
        Ok(Some(words)) if words.terms().is_empty() => t.search_signs,
        Ok(Some(_)) => t.search_empty,
        _ => t.list_empty,
    });
    let is_narrowed = !filter.is_empty() || query.is_search();
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

/// The orders of what was found, the present one marked.
fn orders(query: &ListQuery) -> impl IntoView + use<> {
    let (t, lang) = (texts(), lang());
    let present = query.sort();
    let orders = Sort::ALL.iter().map(|&sort| {
        let other = query.with("sort", sort.code());
        let current = (sort == present).then_some("true");
        view! { <li><a href=format!("/proposals?{}", address(&other, "")) aria-current=current>{sort.word(lang)}</a></li> }
    });
    view! { <nav class="filters orders" aria-label=t.sort_by><ul>{orders.collect_view()}</ul></nav> }
}

/// The query of an address: what the list is narrowed to, and where its page begins.
pub(crate) fn address(query: &ListQuery, after: &str) -> String {
    let parts = query.parts(after).into_iter();
    parts.map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&")
}

/// The filters: a form that asks with GET, so that every narrowed list has an address.
#[component]
fn Narrowing(query: ListQuery, list: ListView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let facets = facets(&query, &list);
    let choices = facets.iter().map(|facet| {
        let options = facet.options(list.more_than_count, lang);
        select(facet.filter, facet.label, facet.all, options, query.value(facet.filter))
    });
    let choices = choices.collect_view();
    let problem = query.query().err().map(|problem| problem.sentence(lang));
    let sort = (!query.sort.is_empty()).then(|| view! { <input type="hidden" name="sort" value=query.sort.clone()/> });
    // What no box of this form chooses stays as it is.
    let kept = query.chosen().into_iter().filter(|(name, _)| !facets.iter().any(|facet| facet.filter == *name));
    let kept = kept.map(|(name, value)| view! { <input type="hidden" name=name value=value.to_owned()/> });
    let kept = kept.collect_view();
    view! {
        <form method="get" action="/proposals" class="search" role="search">
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
        </form>
    }
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
        view! { <option value=code selected=selected>{word}</option> }
    });
    let options = options.collect_view();
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name><option value="">{all}</option>{options}</select>
        </div>
    }
}
