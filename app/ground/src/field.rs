//! Fields as forms send them: a choice, a date, one of several, parsed or told what is wrong.

use jiff::civil::Date;

use crate::characters::plain;
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

/// A date of the years 2000 to 2100: as browsers send it, `2026-11-23`, or as people write it, the year first:
/// `2026/11/23`, `2026.11.23`, `2026年11月23日`, `20261123`.
pub fn parse_date(raw: &str) -> Result<Date, Problem> {
    let raw = plain(raw);
    if raw.is_empty() {
        return Err(Problem::Missing);
    }
    let numbers = |parts: [&str; 3]| {
        let [year, month, day] = parts;
        let is_number = |text: &str, length: usize| text.len() <= length && text.bytes().all(|b| b.is_ascii_digit());
        let are_numbers = year.len() == 4 && is_number(year, 4) && is_number(month, 2) && is_number(day, 2);
        Date::new(year.parse().ok().filter(|_| are_numbers)?, month.parse().ok()?, day.parse().ok()?).ok()
    };
    let date = if raw.len() == 8 && raw.bytes().all(|byte| byte.is_ascii_digit()) {
        numbers([&raw[..4], &raw[4..6], &raw[6..]])
    } else {
        // Other ages and an order that could mean two things are slips of the hand.
        let parts: Vec<_> =
            raw.strip_suffix('日').unwrap_or(&raw).split(['-', '/', '.', '年', '月']).map(str::trim).collect();
        <[&str; 3]>::try_from(parts).ok().and_then(numbers)
    };
    date.filter(|day| (2000..=2100).contains(&day.year())).ok_or(Problem::NotADate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_with_its_year_first() {
        let day = jiff::civil::date(2026, 12, 1);
        for raw in [
            "2026-12-01",
            "2026/12/1",
            "2026-12-1",
            "2026.12.01",
            "2026年12月1日",
            " ２０２６-１２-０１\u{200b}",
            "20261201",
            "2026 年 12 月 1 日",
        ] {
            assert_eq!(parse_date(raw), Ok(day), "{raw}");
        }
        for raw in [
            "01/12/2026",
            "12-01",
            "26-12-01",
            "2026-13-01",
            "2026-02-30",
            "1926-12-01",
            "2026-12-01-01",
            "昨天",
            "2026-+1-01",
        ] {
            assert_eq!(parse_date(raw), Err(Problem::NotADate), "{raw}");
        }
        assert_eq!(parse_date(" \u{200b}"), Err(Problem::Missing));
    }
}
