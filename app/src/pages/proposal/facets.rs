//! How the list falls apart: each filter with its choices and how many papers each leaves, for the form that narrows the
//! list and for the links beside it.

use domain::county::topic::Topic;
use domain::proposal::list::{ListQuery, Place};
use domain::proposal::workflow::Stage;
use ground::vocabulary::Lang;
use leptos::prelude::*;

use super::proposals::address;
use crate::api::public::ListView;
use crate::kit::components::Options;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    facets: "按类别查看", "Browse by";
    take_off: "取消这一项", "Remove this filter";
    all_stages: "全部状态", "All statuses";
    all_topics: "全部类别", "All topics";
    all_townships: "全部乡镇", "All townships";
    all_years: "全部年份", "All years";
    all_sessions: "全部届次", "All sessions";
    year: "登记年份", "Year registered";
}

/// The most links of one kind; the form has them all.
const MOST: usize = 12;

/// A filter of the list with its choices.
pub(crate) struct Facet {
    /// Its name in addresses.
    pub(crate) filter: &'static str,
    /// What it is called.
    pub(crate) label: &'static str,
    /// The word for not being narrowed by it.
    pub(crate) all: &'static str,
    /// Every choice, by its code, in the order of the form.
    values: Options,
    /// How many papers each choice has, by its code, the most frequent first.
    counts: Vec<(String, u64)>,
}

impl Facet {
    /// The choices of the form, each with how many papers it leaves as far as that is counted: beside the only one that is
    /// left there is nothing to compare.
    pub(crate) fn options(&self, is_more: bool, lang: Lang) -> Options {
        let more = if is_more { "+" } else { "" };
        let counts = if self.counts.len() > 1 { &self.counts[..] } else { &[] };
        let option = |(code, word): &(String, String)| {
            let n = counts.iter().find(|(other, _)| other == code);
            let n = n.map(|(_, n)| lang.pick(format!("（{n}{more}）"), format!(" ({n}{more})")));
            (code.clone(), format!("{word}{}", n.unwrap_or_default()))
        };
        self.values.iter().map(option).collect()
    }
}

/// The filters that a list can be narrowed by, with their choices.
pub(crate) fn facets(query: &ListQuery, list: &ListView) -> [Facet; 6] {
    let (t, lang) = (texts(), lang());
    let (county, counts) = (&list.county, &list.facets);
    let stages = Stage::ALL.iter().filter(|stage| stage.is_public());
    let places = county.townships.iter().map(|place| (place.id.to_string(), place.name(lang).to_owned()));
    let whole = (Place::WholeCounty.code(), t.whole_county.to_owned());
    let of_whole = Some((whole.0.clone(), counts.whole_county)).filter(|(_, n)| *n > 0);
    let unknown = query.filter().year.filter(|year| !list.years.contains(year));
    [
        Facet {
            filter: "stage",
            label: t.column_stage,
            all: t.all_stages,
            values: stages.map(|stage| (stage.code().to_owned(), stage.word(lang).to_owned())).collect(),
            counts: coded(&counts.stages, |stage| stage.code().to_owned()),
        },
        Facet {
            filter: "topic",
            label: t.topic,
            all: t.all_topics,
            values: Topic::ALL.iter().map(|topic| (topic.code().to_owned(), topic.word(lang).to_owned())).collect(),
            counts: coded(&counts.topics, |topic| topic.code().to_owned()),
        },
        Facet {
            filter: "township",
            label: t.township,
            all: t.all_townships,
            values: places.chain([whole]).collect(),
            counts: coded(&counts.townships, |&id| Place::Township(id).code()).into_iter().chain(of_whole).collect(),
        },
        Facet {
            filter: "unit",
            label: t.unit,
            all: t.all_units,
            values: county.units.iter().map(|unit| (unit.id.to_string(), unit.name(lang).to_owned())).collect(),
            counts: coded(&counts.units, ToString::to_string),
        },
        Facet {
            filter: "session",
            label: t.session,
            all: t.all_sessions,
            values: list.cohorts.iter().map(|cohort| (cohort.to_string(), cohort.word(lang))).collect(),
            counts: coded(&counts.cohorts, ToString::to_string),
        },
        Facet {
            filter: "year",
            label: t.year,
            all: t.all_years,
            values: list.years.iter().chain(&unknown).map(|year| (year.to_string(), year.to_string())).collect(),
            counts: coded(&counts.years, ToString::to_string),
        },
    ]
}

fn coded<T>(counts: &[(T, u64)], code: impl Fn(&T) -> String) -> Vec<(String, u64)> {
    counts.iter().map(|(one, n)| (code(one), *n)).collect()
}

/// The counts beside the list, as links that narrow it; what it is narrowed to can be taken off. On a telephone folded.
#[component]
pub(crate) fn FacetLinks(query: ListQuery, list: ListView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let understood = query.not_understood();
    let kinds = facets(&query, &list).into_iter().map(|facet| {
        let Facet { filter, label, values, counts, .. } = facet;
        let is_chosen = !query.value(filter).is_empty() && !understood.iter().any(|(name, _)| *name == filter);
        let links = counts.iter().filter_map(|(code, n)| {
            let (_, word) = values.iter().find(|(value, _)| value == code)?;
            Some(link(word.clone(), *n, list.more_than_count, &query.with(filter, code)))
        });
        let links: Vec<_> = links.take(MOST).collect();
        (is_chosen || links.len() > 1).then(|| {
            let without = is_chosen.then(|| {
                let to_all = format!("/proposals?{}", address(&query.with(filter, ""), ""));
                let words = format!("{}{}{label}", t.take_off, lang.pick("：", ": "));
                view! { <p><a href=to_all aria-label=words>{t.take_off}</a></p> }
            });
            view! { <section class="facet"><h2>{label}</h2><ul>{links}</ul>{without}</section> }
        })
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
