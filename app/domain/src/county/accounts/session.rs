//! A session of the congress and the end of a term, as the accounts office enters them.

use ground::problem::{Problem, Problems, Refusal};
use ground::problems;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::number::Session;

problems! {
    /// What can be wrong with a session of the congress.
    pub enum SessionProblem {
        /// Not in the order of time or of counting.
        OutOfOrder = "次序不对：会议须接着上一次会议编号，闭幕不能早于开幕。",
            "Out of order: a session is numbered after the last one, and closes no earlier than it opens.";
        /// It falls on days of another session.
        Overlaps = "开幕日期须晚于已登记会议的闭幕日期。", "It must open after the sessions that are entered have closed.";
    }
}

/// A session of the congress as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionForm {
    pub term: String,
    /// The session in the term.
    pub ordinal: String,
    /// Its first day.
    pub opens_on: String,
    /// Its last day.
    pub closes_on: String,
}

impl SessionForm {
    /// Parses it against the sessions that are known: it follows the last one, in number and in time.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every problem.
    pub fn parse(&self, known: &[Session]) -> Result<Session, Refusal> {
        let mut problems = Problems::default();
        let term = problems.keep("term", count(&self.term));
        let ordinal = problems.keep("ordinal", count(&self.ordinal));
        let opens_on = problems.keep("opens_on", date(&self.opens_on));
        let closes_on = problems.keep("closes_on", date(&self.closes_on));
        if let (Some(opens_on), Some(closes_on)) = (opens_on, closes_on)
            && closes_on < opens_on
        {
            problems.note("closes_on", SessionProblem::OutOfOrder);
        }
        if let (Some(term), Some(ordinal), Some(last)) =
            (term, ordinal, known.iter().max_by_key(|session| (session.term, session.ordinal)))
        {
            let follows = (term == last.term && ordinal == last.ordinal + 1) || (term == last.term + 1 && ordinal == 1);
            if !follows {
                problems.note("ordinal", SessionProblem::OutOfOrder);
            }
            if opens_on.is_some_and(|opens_on| known.iter().any(|session| opens_on <= session.closes_on)) {
                problems.note("opens_on", SessionProblem::Overlaps);
            }
        }
        let session =
            (|| Some(Session { term: term?, ordinal: ordinal?, opens_on: opens_on?, closes_on: closes_on? }))();
        problems.finish(session)
    }
}

/// The last day of a term's mandate, typed: not in the future, because roles end when it is entered.
///
/// # Errors
/// [`Refusal::Invalid`] for the field `ends_on`.
pub fn term_end(typed: &str, today: Date) -> Result<Date, Refusal> {
    let mut problems = Problems::default();
    let day = problems.keep("ends_on", date(typed));
    if day.is_some_and(|day| day > today) {
        problems.note("ends_on", Problem::InTheFuture);
    }
    problems.finish(day)
}

fn count(typed: &str) -> Result<u16, Problem> {
    match typed.trim() {
        "" => Err(Problem::Missing),
        text => text.parse().ok().filter(|n| (1..=999).contains(n)).ok_or(Problem::OutOfRange { min: 1, max: 999 }),
    }
}

fn date(typed: &str) -> Result<Date, Problem> {
    match typed.trim() {
        "" => Err(Problem::Missing),
        text => text.parse().ok().filter(|day: &Date| (1949..=2200).contains(&day.year())).ok_or(Problem::NotADate),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_follow_one_another() {
        let day = |text: &str| text.parse::<Date>().expect("a date");
        let known = [Session { term: 17, ordinal: 2, opens_on: day("2026-03-01"), closes_on: day("2026-03-04") }];
        let check = |term: &str, ordinal: &str, opens: &str, closes: &str, expected: &[(&str, Problem)]| {
            let form = SessionForm {
                term: term.into(),
                ordinal: ordinal.into(),
                opens_on: opens.into(),
                closes_on: closes.into(),
            };
            let found = match form.parse(&known) {
                Ok(_) => Vec::new(),
                Err(Refusal::Invalid(errors)) => errors.into_iter().map(|error| (error.field, error.problem)).collect(),
                Err(other) => panic!("{other}"),
            };
            let found: Vec<_> = found.iter().map(|(field, problem)| (field.as_str(), problem.clone())).collect();
            assert_eq!(found, expected, "{term}-{ordinal}");
        };
        check("17", "3", "2027-01-10", "2027-01-13", &[]);
        check("18", "1", "2027-01-10", "2027-01-10", &[]);
        check("17", "4", "2027-01-10", "2027-01-13", &[("ordinal", SessionProblem::OutOfOrder.into())]);
        check("18", "2", "2027-01-10", "2027-01-13", &[("ordinal", SessionProblem::OutOfOrder.into())]);
        check("17", "3", "2026-03-04", "2026-03-08", &[("opens_on", SessionProblem::Overlaps.into())]);
        check("17", "3", "2027-01-13", "2027-01-10", &[("closes_on", SessionProblem::OutOfOrder.into())]);
        check(
            "x",
            "",
            "?",
            "",
            &[
                ("term", Problem::OutOfRange { min: 1, max: 999 }),
                ("ordinal", Problem::Missing),
                ("opens_on", Problem::NotADate),
                ("closes_on", Problem::Missing),
            ],
        );
    }
}
