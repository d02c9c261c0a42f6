//! The deputies as everyone may know them: name, delegation, term, and what became of what they led and signed.

use domain::county::people::PersonId;
use domain::proposal::follow::Followed;
use domain::proposal::statistics::{Figure, Figures, Kind, Measure, Period, Plain};
use ground::dates;
use ground::vocabulary::Lang;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::follow::Follow;
use super::kept_form;
use crate::Failure;
use crate::api::deputies::{
    DeputiesView, DeputyQuery, DeputyRow, DeputyView, MandateView, public_deputies, public_deputy,
};
use crate::api::follow::{SiteView, public_site};
use crate::kit::components::{Counted, Crumbs, MeasureCard, Opening, Scope, SummaryRow, Waiting, encode, page_error};
use crate::kit::forms::Refused;
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::pages::proposal::proposals::select;
use crate::texts::bilingual;

bilingual! {
    [within crate::texts]

    deputies_heading: "人大代表", "Deputies";
    deputies_lead: "县人大代表及其领衔、附议的建议。依照《代表法》第五十八条公开代表的基本信息和履职信息。", "The county’s deputies and the proposals they led and co-signed, published under article 58 of the Deputies Law.";
    deputies_name: "姓名", "Name";
    deputies_delegation: "代表团", "Delegation";
    deputies_all: "全部代表团", "All delegations";
    deputies_led: "领衔", "Led";
    deputies_signed: "附议", "Co-signed";
    deputies_term: "任期", "Term";
    deputies_former: "离任代表", "Former deputies";
    deputies_present: "现任代表", "Deputies in office";
    deputies_empty: "没有符合条件的代表。请换一个姓名或代表团再查。", "No deputy matches. Try another name or delegation.";
    deputies_figures: "领衔建议的办理情况", "What came of the proposals led";
    deputies_papers: "建议清单", "Proposals";
    deputies_no_papers: "还没有公开的建议。登记编号后会出现在这里。", "No public proposal yet. One appears here once it is registered.";
}

/// The two lists of who takes part.
#[component]
pub(super) fn PeopleAndUnits(
    /// Whether the units are shown.
    units: bool,
) -> impl IntoView {
    let t = texts();
    let choice = |address: &'static str, word: &'static str, is_here: bool| {
        let current = is_here.then_some("true");
        view! { <li><a href=address aria-current=current>{word}</a></li> }
    };
    view! {
        <nav class="filters" aria-label=t.entry_people>
            <ul>{choice("/deputies", t.deputies_heading, !units)}{choice("/units", t.units_heading, units)}</ul>
        </nav>
    }
}

/// The links to the first and the next page of a list.
#[component]
pub(super) fn Paging(first: Option<String>, next: Option<String>) -> impl IntoView {
    let t = texts();
    // Plain links: they lead to this same path, and would be marked as the present page.
    view! {
        <nav class="paging" aria-label=t.paging>
            {first.map(|address| view! { <a href=address>{t.first_page}</a> })}
            {next.map(|address| view! { <a href=address class="button">{t.next_page}</a> })}
        </nav>
    }
}

/// All deputies.
#[component]
pub(super) fn DeputiesPage() -> impl IntoView {
    let t = texts();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let map = query.read();
        let value = |name: &str| map.get(name).unwrap_or_default();
        DeputyQuery {
            township: value("township"),
            name: value("name"),
            former: value("former"),
            active: value("active"),
            after: value("after"),
        }
    });
    let found = load(move || asked.get(), public_deputies);
    view! {
        <Title text=t.deputies_heading/>
        <Crumbs above=vec![("/", t.home)] here=t.deputies_heading.to_owned()/>
        <h1>{t.deputies_heading}</h1>
        <p class="lead">{t.deputies_lead}</p>
        <PeopleAndUnits units=false/>
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(found) => view! { <Deputies found query=asked.get_untracked()/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

#[component]
fn Deputies(found: DeputiesView, query: DeputyQuery) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let count = lang.pick(format!("共{}名", found.count), format!("{} deputies", found.count));
    let township = query.township().and_then(|id| found.townships.iter().find(|place| place.id == id));
    let active = query.active().map(|period| {
        let period = period.word(lang);
        lang.pick(format!("领衔或附议过建议：{period}"), format!("Led or co-signed a proposal: {period}"))
    });
    let chosen = [
        active,
        query.former().then(|| t.deputies_former.to_owned()),
        township.map(|place| place.name(lang).to_owned()),
        (!query.name.trim().is_empty()).then(|| query.name.trim().to_owned()),
    ];
    let chosen: Vec<_> = chosen.into_iter().flatten().collect();
    let places = found.townships.iter().map(|place| (place.id.to_string(), place.name(lang).to_owned())).collect();
    let address = |after: &str| {
        let parts = [
            ("township", query.township.as_str()),
            ("name", &query.name),
            ("former", &query.former),
            ("active", &query.active),
            ("after", after),
        ];
        let parts = parts.into_iter().filter(|(_, value)| !value.is_empty());
        let parts: Vec<_> = parts.map(|(name, value)| format!("{name}={}", encode(value))).collect();
        format!("/deputies?{}", parts.join("&"))
    };
    let next = found.next.as_deref().map(address);
    let first = (!query.after.is_empty()).then(|| address(""));
    let is_empty = found.rows.is_empty();
    let (other, other_word) =
        if query.former() { ("/deputies", t.deputies_present) } else { ("/deputies?former=yes", t.deputies_former) };
    view! {
        <form method="get" action="/deputies" class="form deputies-search">
            <div class="field">
                <label for="name">{t.deputies_name}</label>
                <input id="name" name="name" type="search" maxlength="20" value=query.name.clone()/>
            </div>
            {select("township", t.deputies_delegation, t.deputies_all, places, &query.township)}
            {query.former().then(|| view! { <input type="hidden" name="former" value="yes"/> })}
            {query.active().map(|period| view! { <input type="hidden" name="active" value=period.to_string()/> })}
            <p class="actions"><button class="button" type="submit">{t.apply}</button></p>
        </form>
        <p class="found" role="status">
            <b>{count}</b>
            {(!chosen.is_empty()).then(|| view! { <span>{chosen.join(" · ")}</span> })}
            {(!chosen.is_empty()).then(|| view! { <a href="/deputies">{t.clear}</a> })}
            <a href=other>{other_word}</a>
        </p>
        {is_empty.then(|| view! { <p class="empty">{t.deputies_empty}</p> })}
        {(!is_empty).then(|| view! { <DeputyTable rows=found.rows/> })}
        <Paging first next/>
    }
}

#[component]
fn DeputyTable(rows: Vec<DeputyRow>) -> impl IntoView {
    let t = texts();
    let rows = rows.into_iter().map(|row| {
        let address = format!("/deputies/{}", row.id);
        let led = Scope::part(Period::All, Kind::Deputy, row.id).list(Figure::Registered);
        let signed = format!("/proposals?signer={}", row.id);
        view! {
            <tr>
                <th scope="row"><A href=address>{row.name}</A></th>
                <td data-label=t.deputies_delegation>{row.township}</td>
                <td data-label=t.deputies_led><Opening n=row.led address=led/></td>
                <td data-label=t.deputies_signed><Opening n=row.co_signed address=signed/></td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <table class="sheet deputies">
            <caption class="visually-hidden">{t.deputies_heading}</caption>
            <thead><tr><th scope="col">{t.deputies_name}</th><th scope="col">{t.deputies_delegation}</th><th scope="col">{t.deputies_led}</th><th scope="col">{t.deputies_signed}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// One deputy.
#[component]
pub(super) fn DeputyPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| {
        let id = params.read().get("id").and_then(|id| id.parse::<PersonId>().ok());
        let query = query.read();
        let signed = query.get("papers").is_some_and(|papers| papers == "signed");
        (id, signed, query.get("after").unwrap_or_default())
    });
    let found = load(
        move || asked.get(),
        |(id, signed, after)| async move {
            match id {
                Some(id) => public_deputy(id, signed, after).await,
                None => Err(Failure::NotFound),
            }
        },
    );
    let site = load(|| (), |()| public_site());
    let kept = kept_form();
    view! {
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                let (_, signed, after) = asked.get_untracked();
                let site = site.await.ok();
                provide_context(Refused(kept.await));
                match found.await {
                    Ok(deputy) => view! { <Deputy deputy signed after site/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

#[component]
fn Deputy(
    deputy: DeputyView,
    /// Whether the co-signed papers are listed, instead of those led.
    signed: bool,
    after: String,
    site: Option<SiteView>,
) -> impl IntoView {
    let t = texts();
    let id = deputy.id;
    let figures = deputy.periods.get(&Period::All).cloned().unwrap_or_default();
    let address = |signed: bool, after: &str| {
        let papers = if signed { "papers=signed&" } else { "" };
        let after = if after.is_empty() { String::new() } else { format!("after={}", encode(after)) };
        format!("/deputies/{id}?{papers}{after}#papers").replace("?#", "#").replace("&#", "#")
    };
    let choice = |word: &'static str, of_signed: bool| {
        let current = (of_signed == signed).then_some("true");
        view! { <li><a href=address(of_signed, "") aria-current=current>{word}</a></li> }
    };
    let next = deputy.next.as_deref().map(|after| address(signed, after));
    let first = (!after.is_empty()).then(|| address(signed, ""));
    let is_empty = deputy.rows.is_empty();
    view! {
        <Title text=deputy.name.clone()/>
        <Crumbs above=vec![("/", t.home), ("/deputies", t.deputies_heading)] here=deputy.name.clone()/>
        <h1>{deputy.name.clone()}</h1>
        <dl class="facts">
            <div><dt>{t.deputies_delegation}</dt><dd>{deputy.township.unwrap_or_else(|| t.none.to_owned())}</dd></div>
            <div><dt>{t.deputies_term}</dt><dd>{mandates(&deputy.mandates)}</dd></div>
        </dl>
        <section aria-labelledby="figures">
            <h2 id="figures">{t.deputies_figures}</h2>
            <DeputyFigures figures id/>
        </section>
        <section aria-labelledby="papers">
            <h2 id="papers">{t.deputies_papers}</h2>
            <nav class="filters" aria-label=t.deputies_papers>
                <ul>{choice(t.deputies_led, false)}{choice(t.deputies_signed, true)}</ul>
            </nav>
            {is_empty.then(|| view! { <p class="empty">{t.deputies_no_papers}</p> })}
            <ul class="rows">{deputy.rows.into_iter().map(|summary| view! { <SummaryRow summary/> }).collect_view()}</ul>
            <Paging first next/>
        </section>
        {site.map(|site| view! { <Follow followed=Followed::Deputy(id) site/> })}
    }
}

/// “现任”, “第17届，至2026年11月26日”.
fn mandates(mandates: &[MandateView]) -> String {
    let lang = lang();
    let words = mandates.iter().map(|one| {
        let term = one.term.map(|term| lang.pick(format!("第{term}届"), format!("{term}th congress")));
        let state = match (one.ended_on, lang) {
            (None, Lang::Zh) => "现任".to_owned(),
            (None, Lang::En) => "in office".to_owned(),
            (Some(day), Lang::Zh) => format!("至{}", dates::date(day, lang)),
            (Some(day), Lang::En) => format!("until {}", dates::date(day, lang)),
        };
        [term, Some(state)].into_iter().flatten().collect::<Vec<_>>().join(lang.pick("，", ", "))
    });
    words.collect::<Vec<_>>().join(lang.pick("；", "; "))
}

/// What came of the papers that a deputy led.
#[component]
fn DeputyFigures(figures: Figures, id: PersonId) -> impl IntoView {
    let t = texts();
    let scope = Scope::part(Period::All, Kind::Deputy, id);
    let count = |figure: Figure| view! { <Counted figures=figures.clone() figure scope=scope.clone()/> };
    let signed = figures.n(Figure::Plain(Plain::CoSigned));
    let signed = view! { <Opening n=signed address=format!("/proposals?signer={id}")/> };
    let measures = [Measure::Replied, Measure::Solved, Measure::SolvedOrPlanned, Measure::PromisesKept];
    let cards = measures.map(|measure| view! { <MeasureCard measure figures=figures.clone() scope=scope.clone()/> });
    view! {
        <dl class="figures figures-key">
            <div class="figure">
                <dt>{t.deputies_led}</dt>
                <dd><b>{count(Figure::Registered)}</b><span>{t.deputies_signed}" "{signed}</span></dd>
            </div>
            {cards.into_iter().collect_view()}
        </dl>
        <p class="hint">{t.figures_few}</p>
    }
}
