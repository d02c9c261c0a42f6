//! The working-day calendar: the State Council's yearly notices, as exceptions from Monday to Friday.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::draft::choice;
use crate::problem::{Problem, Problems, Refusal};
use crate::text::Text;
use crate::vocabulary::{Lang, vocabulary};

/// The years that the calendar may hold.
pub const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;
/// The longest run of days that is entered at once.
const LONGEST: usize = 15;
/// The month in which the next year's notice is there as a rule (it was published in October or November since 2015).
const NOTICE_MONTH: i8 = 11;

vocabulary! {
    /// What the State Council's yearly notice makes of a day.
    pub enum DayKind {
        /// A holiday, on a weekend too where it is part of one.
        Rest = "rest", "放假", "Day off";
        /// A working day on a weekend.
        Work = "work", "调休上班", "Working day";
    }
}

/// A day that the calendar names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The day.
    pub day: Date,
    /// What it is.
    pub kind: DayKind,
    /// The holiday that it belongs to.
    pub name: String,
}

/// Days in a row of one kind and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// What they are.
    pub kind: DayKind,
    /// The holiday that they belong to.
    pub name: String,
    /// The first.
    pub first: Date,
    /// The last.
    pub last: Date,
}

impl Run {
    /// Its days, first to last.
    pub fn days(&self) -> impl Iterator<Item = Date> {
        self.first.series(1.days()).take_while(|day| *day <= self.last)
    }

    /// Its days as exceptions.
    pub fn exceptions(&self) -> impl Iterator<Item = Exception> {
        self.days().map(|day| Exception { day, kind: self.kind, name: self.name.clone() })
    }
}

/// Which days are worked, where they differ from Monday to Friday, and for which years that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    exceptions: BTreeMap<Date, (DayKind, String)>,
    notices: BTreeMap<i16, String>,
}

impl Calendar {
    /// The calendar with these exceptions, from these years' notices (year and document number).
    pub fn new(
        exceptions: impl IntoIterator<Item = Exception>,
        notices: impl IntoIterator<Item = (i16, String)>,
    ) -> Self {
        let exceptions = exceptions.into_iter().map(|exception| (exception.day, (exception.kind, exception.name)));
        Self { exceptions: exceptions.collect(), notices: notices.into_iter().collect() }
    }

    /// Whether nobody works on that day.
    pub fn is_day_off(&self, day: Date) -> bool {
        match self.kind(day) {
            Some(kind) => kind == DayKind::Rest,
            None => is_weekend(day),
        }
    }

    /// What the calendar says of a day, where it says anything.
    pub fn kind(&self, day: Date) -> Option<DayKind> {
        self.exceptions.get(&day).map(|(kind, _)| *kind)
    }

    /// The name of the holiday that a day belongs to.
    pub fn name(&self, day: Date) -> Option<&str> {
        self.exceptions.get(&day).map(|(_, name)| name.as_str())
    }

    /// The document number of a year's notice, once it is entered.
    pub fn notice(&self, year: i16) -> Option<&str> {
        self.notices.get(&year).map(String::as_str)
    }

    /// The years whose notices are entered.
    pub fn years(&self) -> impl Iterator<Item = i16> {
        self.notices.keys().copied()
    }

    /// The year whose notice decides about a day and is not entered.
    ///
    /// New Year's holiday may begin in the last days of December: they are the next year's notice's too.
    pub fn missing_year(&self, day: Date) -> Option<i16> {
        let year = day.year();
        let next = (day.month() == 12 && day.day() >= 29).then_some(year + 1);
        [Some(year), next].into_iter().flatten().find(|year| !self.notices.contains_key(year))
    }

    /// The year whose notice should be entered by today and is not: this one, or from November on the next.
    pub fn wanted_year(&self, today: Date) -> Option<i16> {
        let next = (today.month() >= NOTICE_MONTH).then_some(today.year() + 1);
        [Some(today.year()), next].into_iter().flatten().find(|year| !self.notices.contains_key(year))
    }

    /// A year's exceptions as runs, by date.
    pub fn runs(&self, year: i16) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (&day, (kind, name)) in self.exceptions.iter().filter(|(day, _)| day.year() == year) {
            let run = Run { kind: *kind, name: name.clone(), first: day, last: day };
            match runs.last_mut() {
                Some(last) if last.continues(&run) => last.last = day,
                _ => runs.push(run),
            }
        }
        runs
    }

    /// The day itself, or the first working day after it (Civil Code art. 203(1)).
    pub(crate) fn settle(&self, day: Date) -> Date {
        let mut days = day.series(1.days());
        days.find(|&day| !self.is_day_off(day)).unwrap_or(day)
    }
}

impl Run {
    fn continues(&self, next: &Self) -> bool {
        self.kind == next.kind && self.name == next.name && self.last.tomorrow().is_ok_and(|day| day == next.first)
    }
}

/// Whether a day is a Saturday or a Sunday.
pub fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// A month as weeks from Monday to Sunday, with gaps where a week belongs to the months beside it.
pub fn weeks(year: i16, month: i8) -> Vec<[Option<Date>; 7]> {
    let Ok(first) = Date::new(year, month, 1) else { return Vec::new() };
    let mut weeks = vec![[None; 7]];
    for day in first.series(1.days()).take_while(|day| day.month() == month) {
        let place = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
        if place == 0 && day != first {
            weeks.push([None; 7]);
        }
        if let Some(week) = weeks.last_mut() {
            week[place] = Some(day);
        }
    }
    weeks
}

/// A holiday's name in a language; one that is not among the yearly seven stays as it was typed.
pub fn holiday_name(name: &str, lang: Lang) -> String {
    let english = |name: &str| match name {
        "元旦" => "New Year".to_owned(),
        "春节" => "Spring Festival".to_owned(),
        "清明节" => "Qingming".to_owned(),
        "劳动节" => "Labour Day".to_owned(),
        "端午节" => "Dragon Boat Festival".to_owned(),
        "中秋节" => "Mid-Autumn Festival".to_owned(),
        "国庆节" => "National Day".to_owned(),
        other => other.to_owned(),
    };
    match lang {
        Lang::Zh => name.to_owned(),
        Lang::En => name.split('、').map(english).collect::<Vec<_>>().join(" and "),
    }
}

/// Days to be entered, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunForm {
    /// The code of what they are.
    pub kind: String,
    /// The first.
    pub first: String,
    /// The last; empty for one day.
    pub last: String,
    /// The holiday.
    pub name: String,
}

impl RunForm {
    /// Parses what was typed.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with what is wrong beside each field.
    pub fn parse(&self) -> Result<Run, Refusal> {
        let mut problems = Problems::default();
        let kind = problems.keep("kind", choice(&self.kind, DayKind::from_code(&self.kind).ok()));
        let name = problems.keep("name", Text::<1, 20, false>::parse(&self.name));
        let first = problems.keep("first", date(&self.first));
        let last = match first {
            Some(first) if self.last.trim().is_empty() => Some(first),
            _ => problems.keep("last", date(&self.last)),
        };
        let run = first.zip(last).zip(kind.zip(name)).map(|((first, last), (kind, name))| Run {
            kind,
            name: name.to_string(),
            first,
            last,
        });
        if let Some(run) = &run {
            if run.last < run.first {
                problems.note("last", Problem::TooEarly { earliest: run.first });
            } else if run.days().take(LONGEST + 1).count() > LONGEST {
                problems.note("last", Problem::TooMany { max: LONGEST });
            } else if run.kind == DayKind::Work && run.days().any(|day| !is_weekend(day)) {
                problems.note("first", Problem::WorkedAnyway);
            }
        }
        problems.finish(run)
    }
}

/// A day of the calendar's years.
fn date(raw: &str) -> Result<Date, Problem> {
    if raw.trim().is_empty() {
        return Err(Problem::Missing);
    }
    raw.trim().parse().ok().filter(|day: &Date| YEARS.contains(&day.year())).ok_or(Problem::NotADate)
}

/// Under which document number a year's notice is entered, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeForm {
    /// The year.
    pub year: String,
    /// The document number; empty where the notice is not entered.
    pub document: String,
}

impl NoticeForm {
    /// The year and, where the notice is entered, its document number.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with what is wrong beside each field.
    pub fn parse(&self) -> Result<(i16, Option<String>), Refusal> {
        let mut problems = Problems::default();
        let year = self.year.parse().ok().filter(|year| YEARS.contains(year)).ok_or(Problem::NotAChoice);
        let year = problems.keep("year", year);
        let document = problems.keep("document", Text::<0, 60, false>::parse(&self.document));
        let document = document.map(|text| text.to_string()).map(|text| (!text.is_empty()).then_some(text));
        problems.finish(year.zip(document))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn run(kind: DayKind, name: &str, first: Date, last: Date) -> Run {
        Run { kind, name: name.to_owned(), first, last }
    }

    #[test]
    fn exceptions_stand_together_as_runs() {
        let runs = [
            run(DayKind::Work, "国庆节", date(2026, 9, 20), date(2026, 9, 20)),
            run(DayKind::Rest, "中秋节", date(2026, 9, 25), date(2026, 9, 27)),
            run(DayKind::Rest, "国庆节", date(2026, 9, 28), date(2026, 10, 2)),
        ];
        let calendar = Calendar::new(runs.iter().flat_map(Run::exceptions), []);
        assert_eq!(calendar.runs(2026), runs);
        assert_eq!(calendar.runs(2025), []);
        assert!(!calendar.is_day_off(date(2026, 9, 20)), "a Sunday that is worked");
    }

    #[test]
    fn a_year_without_its_notice_is_missed() {
        let calendar = Calendar::new([], [(2026, "国办发明电〔2025〕7号".to_owned())]);
        let check = |day, expected| assert_eq!(calendar.missing_year(day), expected, "{day}");
        check(date(2026, 12, 28), None);
        check(date(2026, 12, 29), Some(2027)); // New Year's holiday may begin in December
        check(date(2027, 1, 1), Some(2027));
        check(date(2025, 6, 1), Some(2025));
        assert_eq!(calendar.wanted_year(date(2026, 10, 31)), None);
        assert_eq!(calendar.wanted_year(date(2026, 11, 1)), Some(2027));
        assert_eq!(calendar.wanted_year(date(2025, 11, 1)), Some(2025));
    }

    #[test]
    fn months_are_laid_out_from_monday() {
        let february = weeks(2026, 2); // begins on a Sunday, ends on a Saturday
        assert_eq!(february.len(), 5);
        assert_eq!(february[0], [None, None, None, None, None, None, Some(date(2026, 2, 1))]);
        assert_eq!(february[4][5], Some(date(2026, 2, 28)));
        assert_eq!(weeks(2021, 2).len(), 4); // exactly four weeks
        assert_eq!(weeks(2024, 2).iter().flatten().flatten().count(), 29);
    }

    #[test]
    fn what_is_typed_becomes_a_run_or_is_refused_beside_its_field() {
        let form = |kind: &str, first: &str, last: &str, name: &str| RunForm {
            kind: kind.to_owned(),
            first: first.to_owned(),
            last: last.to_owned(),
            name: name.to_owned(),
        };
        let day = date(2027, 1, 1);
        assert_eq!(form("rest", "2027-01-01", "", " 元旦 ").parse(), Ok(run(DayKind::Rest, "元旦", day, day)));
        let check = |form: RunForm, field: &str, problem: Problem| match form.parse() {
            Err(Refusal::Invalid(errors)) => {
                assert!(errors.iter().any(|e| e.field == field && e.problem == problem), "{errors:?}");
            }
            other => panic!("{form:?} gives {other:?}"),
        };
        check(form("feast", "2027-01-01", "", "元旦"), "kind", Problem::NotAChoice);
        check(form("rest", "", "", "元旦"), "first", Problem::Missing);
        check(form("rest", "1827-01-01", "", "元旦"), "first", Problem::NotADate);
        check(
            form("rest", "2027-01-03", "2027-01-01", "元旦"),
            "last",
            Problem::TooEarly { earliest: date(2027, 1, 3) },
        );
        check(form("rest", "2027-01-01", "2027-12-31", "元旦"), "last", Problem::TooMany { max: 15 });
        check(form("work", "2027-01-04", "", "元旦"), "first", Problem::WorkedAnyway);
        check(form("rest", "2027-01-01", "", ""), "name", Problem::Missing);
    }
}
