//! The limits as the office edits them: typed, parsed once, and never beyond what the law leaves.

use std::collections::BTreeMap;

use ground::field::choice;
use ground::problem::{Problem, Problems, Refusal};
use ground::problems;
use ground::text::Text;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::clock::{Length, LengthUnit, Limit, Rules};

problems! {
    /// What can be wrong with a limit.
    pub enum RuleProblem {
        /// Longer than the law leaves (Deputies Law art. 51).
        BeyondTheLaw {
            /// The months that the law leaves.
            months: u16,
        } = "《代表法》第五十一条规定最长{months}个月：请按月或按日填写，不得超过{months}个月。",
            "Article 51 of the Deputies Law leaves at most {months} months: give months or days, no more than that.";
    }
}

/// The fewest calendar days that three and six months have (for instance 31 January to 30 April).
const SHORTEST_MONTHS: [(u16, u16); 2] = [(3, 89), (6, 181)];

/// Where a change of the limits comes from: the decision's name, number or reason.
pub type RuleSource = Text<6, 200, false>;

/// One length, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LengthForm {
    /// How many.
    pub n: String,
    /// The code of the unit.
    pub unit: String,
}

/// A new version of the limits, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RulesForm {
    /// The lengths, by the code of their limit.
    pub limits: BTreeMap<String, LengthForm>,
    /// From which day on.
    pub effective_from: String,
    /// Where it comes from.
    pub source: String,
}

/// A new version of the limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRules {
    /// The length of each limit.
    pub limits: BTreeMap<Limit, Length>,
    /// From which day on.
    pub effective_from: Date,
    /// Where it comes from.
    pub source: RuleSource,
}

/// A version of the limits and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleVersion {
    /// The limits.
    pub rules: Rules,
    /// Where they come from.
    pub source: String,
    /// Who entered them; empty for those that came with the system.
    pub entered_by: String,
    /// When, in milliseconds since 1970 (UTC).
    pub entered_ms: Option<i64>,
}

impl RuleVersion {
    /// The limits that differ from those of the version before, each with its former length.
    pub fn changes(&self, before: Option<&Self>) -> Vec<(Limit, Option<Length>, Length)> {
        let former = |limit| before.map(|before| before.rules.length(limit));
        let all = Limit::ALL.iter().map(|&limit| (limit, former(limit), self.rules.length(limit)));
        all.filter(|(_, former, length)| *former != Some(*length)).collect()
    }
}

impl RulesForm {
    /// Parses what was typed. Rules begin today or later, and not before those that were entered before them.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with what is wrong beside each field.
    pub fn parse(&self, today: Date, latest: Date) -> Result<NewRules, Refusal> {
        let mut problems = Problems::default();
        let mut limits = BTreeMap::new();
        let empty = LengthForm::default();
        for &limit in Limit::ALL {
            let typed = self.limits.get(limit.code()).unwrap_or(&empty);
            let path = |part| format!("limits.{}.{part}", limit.code());
            let unit = problems.keep(path("unit"), choice(&typed.unit, LengthUnit::from_code(&typed.unit).ok()));
            let Some(unit) = unit else { continue };
            if let Some(length) = problems.keep(path("n"), length(limit, unit, &typed.n)) {
                limits.insert(limit, length);
            }
        }
        let effective_from = problems.keep("effective_from", begin(&self.effective_from, today.max(latest)));
        let source = problems.keep("source", RuleSource::parse(&self.source));
        let rules =
            effective_from.zip(source).map(|(effective_from, source)| NewRules { limits, effective_from, source });
        problems.finish(rules)
    }
}

fn length(limit: Limit, unit: LengthUnit, raw: &str) -> Result<Length, Problem> {
    let max = match unit {
        LengthUnit::WorkingDays | LengthUnit::Days => 366,
        LengthUnit::Months => 12,
    };
    let raw = raw.trim();
    if raw.is_empty() {
        return Err(Problem::Missing);
    }
    let n = raw.parse().ok().filter(|n| (1..=max).contains(n)).ok_or(Problem::OutOfRange { min: 1, max })?;
    let length = Length::new(n, unit);
    match limit.law_months() {
        Some(months) if exceeds(length, months) => Err(RuleProblem::BeyondTheLaw { months }.into()),
        _ => Ok(length),
    }
}

/// Whether a length may run beyond so many months from some day on; working days may always, by their holidays.
fn exceeds(length: Length, months: u16) -> bool {
    match length {
        Length::Months(n) => n > months,
        Length::Days(n) => SHORTEST_MONTHS.iter().any(|&(of, days)| of == months && n > days),
        Length::WorkingDays(_) => true,
    }
}

fn begin(raw: &str, earliest: Date) -> Result<Date, Problem> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Err(Problem::Missing);
    }
    let day: Date = raw.parse().map_err(|_| Problem::NotADate)?;
    if !crate::county::calendar::YEARS.contains(&day.year()) {
        return Err(Problem::NotADate);
    }
    if day < earliest { Err(Problem::TooEarly { earliest }) } else { Ok(day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    use jiff::civil::date;

    fn form() -> RulesForm {
        let length = |n: &str, unit: &str| LengthForm { n: n.to_owned(), unit: unit.to_owned() };
        let limits = Limit::ALL.iter().map(|&limit| match limit {
            Limit::Reply => (limit.code().to_owned(), length("3", "months")),
            Limit::LongReply => (limit.code().to_owned(), length("6", "months")),
            _ => (limit.code().to_owned(), length(" 5 ", "working_days")),
        });
        RulesForm {
            limits: limits.collect(),
            effective_from: "2026-12-01".to_owned(),
            source: "县人大常委会主任会议2026年11月20日决定".to_owned(),
        }
    }

    fn parse(form: &RulesForm) -> Result<NewRules, Refusal> {
        form.parse(date(2026, 11, 24), date(2021, 1, 1))
    }

    fn problem(form: &RulesForm, field: &str) -> Option<Problem> {
        match parse(form) {
            Err(Refusal::Invalid(errors)) => {
                errors.into_iter().find(|error| error.field == field).map(|error| error.problem)
            }
            _ => None,
        }
    }

    #[test]
    fn a_whole_set_is_parsed() {
        let rules = parse(&form()).expect("it is right");
        assert_eq!(rules.limits.len(), Limit::ALL.len());
        assert_eq!(rules.limits[&Limit::Review], Length::WorkingDays(5));
        assert_eq!(rules.effective_from, date(2026, 12, 1));
    }

    #[test]
    fn the_law_bounds_the_reply() {
        let check = |limit: Limit, n: &str, unit: &str, expected: Option<Problem>| {
            let mut form = form();
            form.limits.insert(limit.code().to_owned(), LengthForm { n: n.to_owned(), unit: unit.to_owned() });
            assert_eq!(problem(&form, &format!("limits.{}.n", limit.code())), expected, "{limit:?} {n} {unit}");
        };
        check(Limit::Reply, "3", "months", None);
        check(Limit::Reply, "4", "months", Some(RuleProblem::BeyondTheLaw { months: 3 }.into()));
        check(Limit::Reply, "89", "days", None);
        check(Limit::Reply, "90", "days", Some(RuleProblem::BeyondTheLaw { months: 3 }.into()));
        check(Limit::Reply, "20", "working_days", Some(RuleProblem::BeyondTheLaw { months: 3 }.into()));
        check(Limit::LongReply, "6", "months", None);
        check(Limit::LongReply, "7", "months", Some(RuleProblem::BeyondTheLaw { months: 6 }.into()));
        check(Limit::LongReply, "181", "days", None);
        check(Limit::LongReply, "182", "days", Some(RuleProblem::BeyondTheLaw { months: 6 }.into()));
        check(Limit::Review, "366", "days", None);
        check(Limit::Review, "367", "days", Some(Problem::OutOfRange { min: 1, max: 366 }));
        check(Limit::Review, "13", "months", Some(Problem::OutOfRange { min: 1, max: 12 }));
        for bad in ["0", "-1", "1.5", "五", "99999999999"] {
            check(Limit::Review, bad, "days", Some(Problem::OutOfRange { min: 1, max: 366 }));
        }
        check(Limit::Review, "", "days", Some(Problem::Missing));
    }

    #[test]
    fn three_months_are_never_shorter_than_the_days_that_stand_for_them() {
        for (months, days) in SHORTEST_MONTHS {
            let starts = date(2020, 1, 1).series(jiff::ToSpan::days(1)).take(1461);
            let shortest =
                starts.map(|start| ground::dates::days_between(start, ground::dates::months_after(start, months)));
            assert_eq!(shortest.min(), Some(i32::from(days)), "{months} months");
        }
    }

    #[test]
    fn rules_never_begin_in_the_past_nor_before_the_latest() {
        let check = |day: &str, latest, expected| {
            let form = RulesForm { effective_from: day.to_owned(), ..form() };
            let found = match form.parse(date(2026, 11, 24), latest) {
                Err(Refusal::Invalid(errors)) => errors.into_iter().next().map(|error| error.problem),
                _ => None,
            };
            assert_eq!(found, expected, "{day}");
        };
        let first = date(2021, 1, 1);
        check("2026-11-24", first, None);
        check("2026-11-23", first, Some(Problem::TooEarly { earliest: date(2026, 11, 24) }));
        check("2026-12-01", date(2027, 1, 1), Some(Problem::TooEarly { earliest: date(2027, 1, 1) }));
        check("soon", first, Some(Problem::NotADate));
        check("", first, Some(Problem::Missing));
    }

    #[test]
    fn what_is_missing_is_told_for_every_limit() {
        let Err(Refusal::Invalid(errors)) = parse(&RulesForm::default()) else { panic!("it is refused") };
        assert_eq!(errors.len(), Limit::ALL.len() + 2);
    }
}
