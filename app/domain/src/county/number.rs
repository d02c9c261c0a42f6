//! Numbers of proposals: `17-1-023` in a session, `17-闭-2026-004` between sessions.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use ground::vocabulary::Lang;

/// A session of the congress.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The term of the congress (届).
    pub term: u16,
    /// The session in the term (次会议).
    pub ordinal: u16,
    /// Its first day.
    pub opens_on: Date,
    /// Its last day.
    pub closes_on: Date,
}

/// The papers that are numbered, and later counted, together: a session's, or a year's between sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cohort {
    /// The term of the congress.
    pub term: u16,
    /// The session or the year.
    pub series: Series,
}

/// A session, or a year between sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Series {
    /// The ordinal of a session.
    Session(u16),
    /// A calendar year, between sessions.
    Interim(i16),
}

impl Cohort {
    /// The cohort of a paper handed in on `day`: the session that sat then, else the year.
    pub fn of(day: Date, term: u16, sessions: &[Session]) -> Self {
        let sitting = sessions.iter().find(|session| session.opens_on <= day && day <= session.closes_on);
        match sitting {
            Some(session) => Self { term: session.term, series: Series::Session(session.ordinal) },
            None => Self { term, series: Series::Interim(day.year()) },
        }
    }

    /// “第17届第1次会议”, “2026, between sessions”.
    pub fn word(self, lang: Lang) -> String {
        match (self.series, lang) {
            (Series::Session(n), Lang::Zh) => format!("第{}届第{n}次会议", self.term),
            (Series::Session(n), Lang::En) => format!("Session {n} of the {}th congress", self.term),
            (Series::Interim(year), Lang::Zh) => format!("第{}届闭会期间（{year}年）", self.term),
            (Series::Interim(year), Lang::En) => format!("{}th congress, between sessions, {year}", self.term),
        }
    }
}

impl fmt::Display for Cohort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.series {
            Series::Session(ordinal) => write!(f, "{}-{ordinal}", self.term),
            Series::Interim(year) => write!(f, "{}-闭-{year}", self.term),
        }
    }
}

/// Text that is no cohort or number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no number of a proposal")]
pub struct NotANumber(pub String);

impl FromStr for Cohort {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let wrong = || NotANumber(text.to_owned());
        let (term, series) = text.split_once('-').ok_or_else(wrong)?;
        let series = match series.strip_prefix("闭-") {
            Some(year) => Series::Interim(year.parse().map_err(|_| wrong())?),
            None => Series::Session(series.parse().map_err(|_| wrong())?),
        };
        Ok(Self { term: term.parse().map_err(|_| wrong())?, series })
    }
}

impl TryFrom<String> for Cohort {
    type Error = NotANumber;

    fn try_from(text: String) -> Result<Self, NotANumber> {
        text.parse()
    }
}

impl From<Cohort> for String {
    fn from(cohort: Cohort) -> Self {
        cohort.to_string()
    }
}

/// A proposal's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Number {
    /// The papers it is numbered among.
    pub cohort: Cohort,
    /// Its place, from 1.
    pub serial: u32,
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:03}", self.cohort, self.serial)
    }
}

impl FromStr for Number {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let (cohort, serial) = text.rsplit_once('-').ok_or_else(|| NotANumber(text.to_owned()))?;
        let serial = serial.parse().map_err(|_| NotANumber(text.to_owned()))?;
        Ok(Self { cohort: cohort.parse()?, serial })
    }
}

impl TryFrom<String> for Number {
    type Error = NotANumber;

    fn try_from(text: String) -> Result<Self, NotANumber> {
        text.parse()
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn numbers_go_round() {
        for text in ["17-1-023", "17-闭-2026-004", "17-2-1234"] {
            assert_eq!(text.parse::<Number>().map(|number| number.to_string()).as_deref(), Ok(text));
        }
        for text in ["", "17", "17-1", "x-1-023", "17-闭-004", "17-1-x"] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_paper_belongs_to_the_session_that_sat_when_it_was_handed_in() {
        let session = Session { term: 17, ordinal: 1, opens_on: date(2026, 7, 6), closes_on: date(2026, 7, 9) };
        let check =
            |day, expected| assert_eq!(Cohort::of(day, 17, std::slice::from_ref(&session)).to_string(), expected);
        check(date(2026, 7, 5), "17-闭-2026");
        check(date(2026, 7, 6), "17-1");
        check(date(2026, 7, 9), "17-1");
        check(date(2026, 7, 10), "17-闭-2026");
    }
}
