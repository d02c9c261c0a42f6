//! The figures that anyone may read, and the units that they tell of.

use std::collections::BTreeMap;

use domain::county::number::Cohort;
use domain::county::people::BodyId;
use domain::proposal::statistics::{Figures, Kind, Period, Share, Sort};
use domain::proposal::view::Summary;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Failure;

/// Which figures are shown: codes as the address has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FiguresQuery {
    /// A session, or a year between sessions, as numbers have it.
    pub session: String,
    /// A year of registration, or `all`.
    pub year: String,
    /// The code of what the papers are parted by.
    pub by: String,
    /// The code of what the parts are sorted by.
    pub sort: String,
}

impl FiguresQuery {
    /// The period, where the address names one.
    pub fn period(&self) -> Option<Period> {
        let cohort = self.session.parse::<Cohort>().ok().map(Period::Cohort);
        cohort.or_else(|| self.year.parse().ok().filter(|period| !matches!(period, Period::Cohort(_))))
    }

    /// What the papers are parted by: unit, topic or township.
    pub fn kind(&self) -> Kind {
        let kind = Kind::from_code(&self.by).ok();
        kind.filter(|kind| matches!(kind, Kind::Topic | Kind::Township)).unwrap_or(Kind::Unit)
    }

    /// What the parts are sorted by.
    pub fn sort(&self) -> Sort {
        Sort::from_code(&self.sort).unwrap_or_default()
    }
}

/// A part of a period's papers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartView {
    /// The id or code.
    pub member: String,
    /// The name in the reader's language.
    pub name: String,
    pub figures: Figures,
}

/// The page of figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiguresView {
    /// The period that is shown.
    pub period: Period,
    /// The periods to choose from, with their figures, latest last.
    pub periods: Vec<(Period, Figures)>,
    /// The parts of the period.
    pub parts: Vec<PartView>,
    /// How many of the deputies in office take part.
    pub taking_part: Option<Share>,
}

/// The figures of a period and its parts; the latest session's where the address names none that has papers.
#[server(prefix = "/api", endpoint = "figures", input = server_fn::codec::GetUrl)]
pub async fn public_figures(#[server(default)] query: FiguresQuery) -> Result<FiguresView, Failure> {
    let (store, lang) = (super::session::store()?, crate::kit::preferences::current().lang);
    let kind = query.kind();
    let period = match query.period() {
        Some(period) => period,
        None => store.present_period().await?,
    };
    let found = store.period_figures(period, kind).await?;
    let county = store.county().await?;
    let mut named: Vec<(String, String)> = match kind {
        Kind::Topic => {
            let topics = domain::county::topic::Topic::ALL.iter();
            topics.map(|topic| (topic.code().to_owned(), topic.word(lang).to_owned())).collect()
        }
        Kind::Township => {
            let mut places: Vec<_> =
                county.townships.iter().map(|place| (place.id.to_string(), place.name(lang).to_owned())).collect();
            let whole = lang.pick("全县", "The whole county").to_owned();
            places.push((domain::proposal::statistics::WHOLE_COUNTY.to_owned(), whole));
            places
        }
        _ => county.units.iter().map(|unit| (unit.id.to_string(), unit.name(lang).to_owned())).collect(),
    };
    let mut figures = found.parts;
    named.retain(|(member, _)| figures.contains_key(member));
    let parts = named.into_iter().map(|(member, name)| {
        let figures = figures.remove(&member).unwrap_or_default();
        PartView { member, name, figures }
    });
    Ok(FiguresView {
        period,
        parts: parts.collect(),
        periods: found.periods.into_iter().collect(),
        taking_part: found.taking_part,
    })
}

/// A unit in the list of units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitLine {
    /// Its id.
    pub unit: BodyId,
    /// Its name in the reader's language.
    pub name: String,
    /// Whether it was closed.
    pub is_closed: bool,
    /// The figures of the public papers that it has ever led.
    pub figures: Figures,
}

/// The units, each with its figures.
#[server(prefix = "/api", endpoint = "units", input = server_fn::codec::GetUrl)]
pub async fn public_units() -> Result<Vec<UnitLine>, Failure> {
    let (store, lang) = (super::session::store()?, crate::kit::preferences::current().lang);
    let mut figures = store.unit_figures().await?;
    let county = store.county().await?;
    let lines = county.units.iter().map(|unit| UnitLine {
        unit: unit.id,
        name: unit.name(lang).to_owned(),
        is_closed: county.is_closed(unit.id),
        figures: figures.remove(&unit.id).unwrap_or_default(),
    });
    // A closed unit that never led a paper has nothing to tell.
    Ok(lines.filter(|line| !line.is_closed || !line.figures.is_empty()).collect())
}

/// What anyone may know of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitPage {
    /// Its name in the reader's language.
    pub name: String,
    /// Whether it was closed.
    pub is_closed: bool,
    /// The figures of the public papers that it leads, by period.
    pub periods: BTreeMap<Period, Figures>,
    /// A page of these papers, latest first.
    pub rows: Vec<Summary>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// A unit's public papers and their figures.
#[server(prefix = "/api", endpoint = "unit-record", input = server_fn::codec::GetUrl)]
pub async fn public_unit_record(unit: BodyId, #[server(default)] after: String) -> Result<UnitPage, Failure> {
    let (store, lang) = (super::session::store()?, crate::kit::preferences::current().lang);
    let county = store.county().await?;
    let named = county.units.iter().find(|known| known.id == unit).ok_or(Failure::NotFound)?;
    let filter = domain::proposal::list::Filter { lead: Some(unit), ..Default::default() };
    let page = store.list(&filter, super::public::list_place(&after), lang).await?;
    Ok(UnitPage {
        name: named.name(lang).to_owned(),
        is_closed: county.is_closed(unit),
        periods: store.member_figures(Kind::Unit, &unit.to_string()).await?,
        rows: page.rows,
        next: page.next.map(super::public::list_cursor),
    })
}
