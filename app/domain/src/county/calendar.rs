//! The working-day calendar: the State Council's yearly notices, as exceptions from Monday to Friday.

mod run;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use ground::problem::{Problem, Problems, Refusal};
use ground::text::Text;
use ground::vocabulary;
use ground::vocabulary::Lang;

pub use run::{CalendarProblem, Run, RunForm};

/// The years that the calendar may hold.
pub const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;
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
    pub day: Date,
    /// What it is.
    pub kind: DayKind,
    /// The holiday that it belongs to.
    pub name: String,
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

/// Under which document number a year's notice is entered, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeForm {
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
