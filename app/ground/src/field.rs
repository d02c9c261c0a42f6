//! Fields as forms send them: a choice, a date, one of several, parsed or told what is wrong.

use jiff::civil::Date;

use crate::problem::Problem;

/// A chosen value, or why there is none.
pub fn choice<T>(raw: &str, chosen: Option<T>) -> Result<T, Problem> {
    chosen.ok_or(if raw.is_empty() { Problem::Missing } else { Problem::NotAChoice })
}

/// A chosen value, or the usual one for nothing.
pub fn choice_or<T, E>(raw: &str, usual: T, parse: fn(&str) -> Result<T, E>) -> Result<T, Problem> {
    if raw.is_empty() { Ok(usual) } else { parse(raw).map_err(|_| Problem::NotAChoice) }
}

/// The place in a list that a form names among those that fit; the only one where it names none.
pub fn place_named(raw: &str, mut fitting: impl Iterator<Item = usize>) -> Result<usize, Problem> {
    if raw.trim().is_empty() {
        let only = fitting.next().filter(|_| fitting.next().is_none());
        return only.ok_or(Problem::Missing);
    }
    let named = raw.trim().parse().ok();
    fitting.find(|&n| Some(n) == named).ok_or(Problem::NotAChoice)
}

/// A date as browsers send it, `2026-11-23`, of the years 2000 to 2100.
pub fn parse_date(raw: &str) -> Result<Date, Problem> {
    if raw.trim().is_empty() {
        return Err(Problem::Missing);
    }
    // Other notations and other ages are slips of the hand.
    let day = raw.trim().parse::<Date>().ok().filter(|day| day.to_string() == raw.trim());
    day.filter(|day| (2000..=2100).contains(&day.year())).ok_or(Problem::NotADate)
}
