//! How the list falls apart, as links with counts: each narrows it, and what it is narrowed to can be taken off.

use domain::county::number::Cohort;
use domain::proposal::statistics::WHOLE_COUNTY;
use leptos::prelude::*;

use super::proposals::address;
use crate::api::public::{ListQuery, ListView};
use crate::kit::preferences::lang;
use crate::texts::texts;

/// The most links of one kind; the form has them all.
const MOST: usize = 12;

/// A link that narrows the list: its word, how many it leaves, and the query that it asks.
type Narrower = (String, u64, ListQuery);

/// The counts beside the list; on a telephone folded.
#[component]
pub(crate) fn FacetLinks(query: ListQuery, list: ListView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let with = |change: &dyn Fn(&mut ListQuery)| {
        let mut other = ListQuery { after: String::new(), ..query.clone() };
        change(&mut other);
        other
    };
    let (facets, county) = (&list.facets, &list.county);
    let stages = facets
        .stages
        .iter()
        .map(|&(stage, n)| (stage.word(lang).to_owned(), n, with(&|query| query.stage = stage.code().to_owned())));
    let topics = facets
        .topics
        .iter()
        .map(|&(topic, n)| (topic.word(lang).to_owned(), n, with(&|query| query.topic = topic.code().to_owned())));
    let townships = facets.townships.iter().filter_map(|&(id, n)| {
        let place = county.townships.iter().find(|place| place.id == id)?;
        Some((place.name(lang).to_owned(), n, with(&|query| query.township = id.to_string())))
    });
    let whole_county = (facets.whole_county > 0).then(|| {
        (t.whole_county.to_owned(), facets.whole_county, with(&|query| query.township = WHOLE_COUNTY.to_owned()))
    });
    let townships = townships.chain(whole_county);
    let units = facets.units.iter().filter_map(|&(id, n)| {
        let unit = county.units.iter().find(|unit| unit.id == id)?;
        Some((unit.name(lang).to_owned(), n, with(&|query| query.unit = id.to_string())))
    });
    let cohorts = facets
        .cohorts
        .iter()
        .map(|&(cohort, n): &(Cohort, u64)| (cohort.word(lang), n, with(&|query| query.session = cohort.to_string())));
    let years =
        facets.years.iter().map(|&(year, n)| (year.to_string(), n, with(&|query| query.year = year.to_string())));
    let kinds: Vec<(&'static str, Vec<Narrower>, Option<ListQuery>)> = vec![
        (t.column_stage, stages.collect(), query.stage().map(|_| with(&|query| query.stage.clear()))),
        (t.topic, topics.collect(), query.topic().map(|_| with(&|query| query.topic.clear()))),
        (t.township, townships.collect(), (!query.township.is_empty()).then(|| with(&|query| query.township.clear()))),
        (t.unit, units.collect(), query.unit().map(|_| with(&|query| query.unit.clear()))),
        (t.session, cohorts.collect(), query.cohort().map(|_| with(&|query| query.session.clear()))),
        (t.year, years.collect(), query.year().map(|_| with(&|query| query.year.clear()))),
    ];
    let is_more = list.more_than_count;
    let kinds = kinds.into_iter().filter(|(_, links, chosen)| chosen.is_some() || links.len() > 1);
    let kinds = kinds.map(|(name, links, without)| {
        let links = links.into_iter().take(MOST).map(|(word, n, query)| link(word, n, is_more, &query)).collect_view();
        let without = without.map(|query| {
            let label = format!("{}{}{name}", t.take_off, lang.pick("：", ": "));
            view! { <p><a href=format!("/proposals?{}", address(&query, "")) aria-label=label>{t.take_off}</a></p> }
        });
        view! { <section class="facet"><h2>{name}</h2><ul>{links}</ul>{without}</section> }
    });
    let kinds = kinds.collect_view();
    view! {
        <details class="facets">
            <summary>{t.facets}</summary>
            <nav aria-label=t.facets>{kinds}</nav>
        </details>
    }
}

/// A link with its count: “at least” where more match than are counted.
fn link(word: String, n: u64, is_more: bool, query: &ListQuery) -> impl IntoView + use<> {
    let n = if is_more { format!("{n}+") } else { n.to_string() };
    view! {
        <li><a href=format!("/proposals?{}", address(query, ""))>{word}" "<span class="facet-count">{n}</span></a></li>
    }
}
