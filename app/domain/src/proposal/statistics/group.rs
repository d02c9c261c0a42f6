//! Among which papers something is counted: a period, and in it a unit's, a topic's, a township's or a deputy's.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use ground::vocabulary;
use ground::vocabulary::Lang;
use serde::{Deserialize, Serialize};

use super::figure::{Figure, Plain, figures_of};
use crate::county::moment::county_date;
use crate::county::number::Cohort;
use crate::proposal::Proposal;
use crate::proposal::signing::SignState;

/// Stands for the place of a paper about the whole county.
pub const WHOLE_COUNTY: &str = "none";
/// Stands for all periods, in the store.
const ALL: &str = "all";

/// When the papers were registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    /// Numbered and counted together: a session's, or a year's between sessions.
    Cohort(Cohort),
    /// Registered in a calendar year.
    Year(i16),
    /// At any time.
    All,
}

/// Text that is no period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no period")]
pub struct NotAPeriod(String);

impl Period {
    /// The cohort, where it is one.
    pub fn cohort(self) -> Option<Cohort> {
        match self {
            Self::Cohort(cohort) => Some(cohort),
            Self::Year(_) | Self::All => None,
        }
    }

    /// The calendar year, where it is one.
    pub fn year(self) -> Option<i16> {
        match self {
            Self::Year(year) => Some(year),
            Self::Cohort(_) | Self::All => None,
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cohort(cohort) => cohort.fmt(f),
            Self::Year(year) => year.fmt(f),
            Self::All => f.write_str(ALL),
        }
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        if text == ALL {
            return Ok(Self::All);
        }
        // A year has four digits, and a session's number a hyphen.
        let year = text.parse().ok().filter(|year| (1000..=9999).contains(year)).map(Self::Year);
        year.or_else(|| text.parse().ok().map(Self::Cohort)).ok_or_else(|| NotAPeriod(text.to_owned()))
    }
}

impl TryFrom<String> for Period {
    type Error = NotAPeriod;

    fn try_from(text: String) -> Result<Self, NotAPeriod> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl Period {
    /// The word on screen.
    pub fn word(self, lang: Lang) -> String {
        match self {
            Self::Cohort(cohort) => cohort.word(lang),
            Self::Year(year) => lang.pick(format!("{year}年登记"), format!("Registered in {year}")),
            Self::All => lang.pick("全部年份", "All years").to_owned(),
        }
    }

    /// The part of an address that narrows to it, nothing for all.
    pub fn address(self) -> Option<(&'static str, String)> {
        match self {
            Self::Cohort(cohort) => Some(("session", cohort.to_string())),
            Self::Year(year) => Some(("year", year.to_string())),
            Self::All => None,
        }
    }
}

vocabulary! {
    /// What a period's papers are parted by.
    pub enum Kind {
        /// By nothing.
        Whole = "whole", "全部", "All";
        /// By the lead unit.
        Unit = "unit", "承办单位", "Unit";
        /// By topic.
        Topic = "topic", "类别", "Topic";
        /// By the township that it is about.
        Township = "township", "乡镇", "Township";
        /// By the lead deputy; what was co-signed by who signed it.
        Deputy = "deputy", "代表", "Deputy";
        /// By the lead unit, papers that are not public among them: for the offices only.
        Led = "led", "主办单位（含不公开）", "Lead unit (with what is not public)";
    }
}

/// Papers that are counted together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    /// What they are parted by.
    pub kind: Kind,
    /// When they were registered.
    pub period: Period,
    /// Whose they are: an id or a code; nothing where they are not parted.
    pub member: String,
}

/// What a proposal adds to the counters, and the figures in whose lists it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The counters that it adds to, and how much.
    pub counters: BTreeMap<(Group, Figure), u64>,
    /// The public lists that it stands in, and how often it counts there.
    pub lists: BTreeMap<Figure, u64>,
}

/// What a proposal counts for. What is public counts in public groups; of all others only the periods know how many
/// there are, and the offices' groups what they are.
pub fn counts_of(proposal: &Proposal) -> Counts {
    let mut counts = Counts::default();
    let figures = figures_of(proposal);
    let Some(number) = proposal.number.filter(|_| !figures.is_empty()) else { return counts };
    let year = proposal.registered_at.map(|at| Period::Year(county_date(at).year()));
    let cohort = Period::Cohort(number.cohort);
    let periods: Vec<_> = [Some(cohort), year, Some(Period::All)].into_iter().flatten().collect();
    let unit = proposal.lead_unit().map(|share| share.unit.to_string());
    let mut add = |kind: Kind, period: Period, member: &str, figures: &BTreeMap<Figure, u64>| {
        let group = Group { kind, period, member: member.to_owned() };
        counts.counters.extend(figures.iter().map(|(&figure, &n)| ((group.clone(), figure), n)));
    };
    if let Some(unit) = &unit {
        add(Kind::Led, cohort, unit, &figures);
    }
    if !proposal.is_public() {
        let withheld = [(Figure::Plain(Plain::Withheld), 1)].into();
        for period in periods {
            add(Kind::Whole, period, "", &withheld);
        }
        return counts;
    }
    let place = proposal.settled.township.map_or_else(|| WHOLE_COUNTY.to_owned(), |id| id.to_string());
    let co_signed = [(Figure::Plain(Plain::CoSigned), 1)].into();
    for period in periods {
        add(Kind::Whole, period, "", &figures);
        if let Some(unit) = &unit {
            add(Kind::Unit, period, unit, &figures);
        }
        add(Kind::Topic, period, proposal.settled.topic.code(), &figures);
        add(Kind::Township, period, &place, &figures);
        add(Kind::Deputy, period, &proposal.lead.to_string(), &figures);
        for signer in proposal.signers.iter().filter(|signer| signer.state == SignState::Confirmed) {
            add(Kind::Deputy, period, &signer.person.to_string(), &co_signed);
        }
    }
    counts.lists = figures;
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_go_round() {
        for text in ["17-1", "17-闭-2026", "2026", "all"] {
            assert_eq!(text.parse::<Period>().map(|period| period.to_string()).as_deref(), Ok(text));
        }
        for text in ["", "17", "x", "20265", "17-"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
