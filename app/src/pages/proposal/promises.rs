//! Promises of all papers by their last day: which fall due when, which are kept, which are late.

use domain::parts::promises::PromiseState;
use ground::dates;
use ground::dates::days_between;
use ground::vocabulary::Lang;
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use crate::api::supervision::{Only, PromiseQuery, PromiseRow, PromisesView, public_promises};
use crate::kit::components::{Crumbs, Due, Icon, Waiting, encode, page_error};
use crate::kit::format::{Day, found_words};
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    promises_lead: "承办单位在答复中承诺的事：做什么，到哪一天，兑现了没有。", "What units promised in their replies: what, by which day, and whether it was kept.";
    promises_months: "各月到期的承诺", "Promises by month";
    promises_empty: "没有符合条件的承诺事项。请减少筛选条件再看。", "No promise matches. Try fewer filters.";
    promises_none: "还没有承诺事项。B类、C类答复签发后，其中的承诺会列在这里。", "No promises yet. Those of class B and C replies stand here once they are issued.";
    promise_state: "兑现情况", "Kept or not";
    promise_month: "到期月份", "Due in";
    promise_only: "特别关注", "Only";
    all_states: "全部", "All";
    all_months: "全部月份", "All months";
    only_overdue: "逾期未兑现", "Overdue";
    promise_settled_on: "办结于", "Settled on";
    only_look_back: "待回头看", "To be looked at again";
}

#[component]
pub(crate) fn PromisesPage() -> impl IntoView {
    let t = texts();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let map = query.read();
        let value = |name: &str| map.get(name).unwrap_or_default();
        PromiseQuery {
            state: value("state"),
            unit: value("unit"),
            month: value("month"),
            only: value("only"),
            after: value("after"),
        }
    });
    let found = load(move || asked.get(), public_promises);
    view! {
        <Title text=t.promises_heading/>
        <Crumbs above=vec![("/", t.home)] here=t.promises_heading.to_owned()/>
        <h1>{t.promises_heading}</h1>
        <p class="lead">{t.promises_lead}</p>
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(found) => view! { <Listed found query=asked.get_untracked()/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

#[component]
fn Listed(found: PromisesView, query: PromiseQuery) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let chosen = narrowed(&query, &found, lang);
    let next = found.next.as_ref().map(|after| format!("/commitments?{}", address(&query, after)));
    let first = (!query.after.is_empty()).then(|| format!("/commitments?{}", address(&query, "")));
    let is_empty = found.rows.is_empty();
    let empty = if query.is_narrowed() { t.promises_empty } else { t.promises_none };
    let today = found.today;
    let count = found_words(found.count, "项承诺", "promises");
    view! {
        <Months months=found.months.clone() chosen=query.span() today/>
        <Narrowing query=query.clone() found=found.clone()/>
        <p class="found" role="status">
            <b>{count}</b>
            {(!chosen.is_empty()).then(|| view! { <span>{chosen.join(" · ")}</span><a href="/commitments">{t.clear}</a> })}
        </p>
        {is_empty.then(|| view! { <p class="empty">{empty}</p> })}
        <h2 class="visually-hidden">{t.results}</h2>
        <ul class="rows">{found.rows.into_iter().map(|row| view! { <Line row today/> }).collect_view()}</ul>
        // Plain links: they lead to this same path, and would be marked as the present page.
        <nav class="paging" aria-label=t.paging>
            {first.map(|address| view! { <a href=address>{t.first_page}</a> })}
            {next.map(|address| view! { <a href=address class="button">{t.next_page}</a> })}
        </nav>
    }
}

/// The months of a year, each with how many promises fall due in it, as a bar and as a number that opens its list.
#[component]
fn Months(months: Vec<(Date, usize)>, chosen: Option<(Date, Date)>, today: Date) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let year = chosen.map_or(today, |(first, _)| first).year();
    let most = months.iter().map(|(_, n)| *n).max().unwrap_or_default().max(1);
    let cells = (1..=12).filter_map(|month| Date::new(year, month, 1).ok()).map(|first| {
        let n = months.iter().find(|(month, _)| *month == first).map_or(0, |(_, n)| *n);
        let month = dates::month(first.month(), lang);
        let short = lang.pick(month.clone(), month.chars().take(3).collect());
        let height = 40 * n / most;
        let current = (chosen == Some((first, first.last_of_month()))).then_some("true");
        let label = lang.pick(format!("{month}，{n}项"), format!("{month}, {n}"));
        let body = view! {
            <svg class="month-bar" viewBox="0 0 10 40" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect width="10" y=(40 - height).to_string() height=height.to_string()/>
            </svg>
            <b>{n}</b>
            <span>{short}</span>
        };
        let is_present = first == today.first_of_month();
        let cell = if n == 0 {
            view! { <span class="month-cell">{body}</span> }.into_any()
        } else {
            let address = format!("/commitments?month={}-{:02}", first.year(), first.month());
            view! { <a class="month-cell" href=address aria-current=current aria-label=label>{body}</a> }.into_any()
        };
        view! { <li class:month-present=is_present>{cell}</li> }
    });
    let cells = cells.collect_view();
    let years = [year - 1, year + 1].map(move |year| {
        view! { <a href=format!("/commitments?month={year}")>{lang.pick(format!("{year}年"), year.to_string())}</a> }
    });
    view! {
        <section class="year-strip" aria-labelledby="months">
            <h2 id="months">{t.promises_months}<span class="of">{lang.pick(format!("{year}年"), year.to_string())}</span></h2>
            <ol class="month-strip">{cells}</ol>
            <p class="found">{years}</p>
        </section>
    }
}

/// What the list is narrowed to, in words.
fn narrowed(query: &PromiseQuery, found: &PromisesView, lang: Lang) -> Vec<String> {
    let t = texts();
    let unit = query.unit().and_then(|id| found.units.iter().find(|unit| unit.id == id));
    [
        query.span().map(|span| span_word(span, lang)),
        query.state().map(|state| state.word(lang).to_owned()),
        unit.map(|unit| unit.name(lang).to_owned()),
        query.only().map(|only| match only {
            Only::Overdue => t.only_overdue.to_owned(),
            Only::LookBack => t.only_look_back.to_owned(),
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// “2026年12月”, “December 2026”; “2026年” for a whole year.
fn span_word((first, last): (Date, Date), lang: Lang) -> String {
    if first.month() != last.month() {
        return lang.pick(format!("{}年", first.year()), first.year().to_string());
    }
    let month = dates::month(first.month(), lang);
    lang.pick(format!("{}年{month}", first.year()), format!("{month} {}", first.year()))
}

/// The query of an address: what the list is narrowed to, and where its page begins.
fn address(query: &PromiseQuery, after: &str) -> String {
    let parts = [
        ("state", query.state.as_str()),
        ("unit", &query.unit),
        ("month", &query.month),
        ("only", &query.only),
        ("after", after),
    ];
    let parts = parts.into_iter().filter(|(_, value)| !value.is_empty());
    parts.map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&")
}

/// The filters: a form that asks with GET, so that every narrowed list has an address.
#[component]
fn Narrowing(query: PromiseQuery, found: PromisesView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let states = PromiseState::ALL.iter().map(move |state| (state.code().to_owned(), state.word(lang).to_owned()));
    let units = found.units.iter().map(|unit| (unit.id.to_string(), unit.name(lang).to_owned())).collect();
    let year = query.span().map_or(found.today, |(first, _)| first).year();
    let months = (1..=12).filter_map(|month| Date::new(year, month, 1).ok());
    let months =
        months.map(|first| (format!("{year}-{:02}", first.month()), span_word((first, first), lang))).collect();
    let only =
        vec![("overdue".to_owned(), t.only_overdue.to_owned()), ("look_back".to_owned(), t.only_look_back.to_owned())];
    let is_open = query.is_narrowed();
    view! {
        <details class="narrowing" open=is_open>
            <summary>{t.narrow}</summary>
            <form method="get" action="/commitments" class="form narrowing-form">
                {super::proposals::select("state", t.promise_state, t.all_states, states.collect(), &query.state)}
                {super::proposals::select("unit", t.unit, t.all_units, units, &query.unit)}
                {super::proposals::select("month", t.promise_month, t.all_months, months, &query.month)}
                {super::proposals::select("only", t.promise_only, t.all_states, only, &query.only)}
                <p class="actions"><button class="button" type="submit">{t.apply}</button></p>
            </form>
        </details>
    }
}

/// One promise: what, by when, who, on which paper, and what has become of it.
#[component]
fn Line(row: PromiseRow, today: Date) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let (icon, class) = match row.state {
        PromiseState::Open => ("waiting", "tag tag-waiting"),
        PromiseState::Claimed => ("working", "tag tag-working"),
        PromiseState::Verified => ("done", "tag tag-done"),
        PromiseState::Explained => ("ended", "tag tag-ended"),
    };
    let when = match row.settled_on {
        // What is settled is not late any more.
        Some(on) => {
            view! { <span class="due">{t.until}" "<Day day=row.due/></span><span>{t.promise_settled_on}" "<Day day=on/></span> }
                .into_any()
        }
        None => view! { <Due day=row.due days_left=days_between(today, row.due)/> }.into_any(),
    };
    view! {
        <li class="row">
            <h3 class="row-title promise-text" lang="zh-CN">{row.text}</h3>
            <p class="row-facts">
                <span>{row.unit}</span>
                <span lang="zh-CN">
                    <A href=format!("/proposals/{}", row.proposal)>
                        {row.number.map(|number| view! { <span class="number">{number.to_string()}</span>" " })}
                        {row.title}
                    </A>
                </span>
            </p>
            <p class="row-status">
                <span class=class><Icon name=icon/>{row.state.word(lang)}</span>
                {row.looks_back.then(|| view! { <span class="tag tag-waiting"><Icon name="waiting"/>{t.only_look_back}</span> })}
                {when}
            </p>
        </li>
    }
}
