//! Days: counted, and as people say them.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::vocabulary::Lang;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The corresponding day `months` later, or that month's last day (Civil Code art. 202).
pub fn months_after(start: Date, months: u16) -> Date {
    start.saturating_add(i64::from(months).months())
}

/// So many days later.
pub fn after(day: Date, days: u16) -> Date {
    day.saturating_add(i64::from(days).days())
}

/// Days from one date to another; negative when `to` is earlier.
pub fn days_between(from: Date, to: Date) -> i32 {
    // Both dates lie within jiff's range, whose span in days fits an `i32`.
    from.until(to).map_or(0, |span| span.get_days())
}

/// “11月”, “November”.
pub fn month(month: i8, lang: Lang) -> String {
    let name = usize::try_from(month - 1).ok().and_then(|n| MONTHS.get(n)).unwrap_or(&"");
    lang.pick(format!("{month}月"), (*name).to_owned())
}

/// “2026年11月23日”, “23 November 2026”.
pub fn date(day: Date, lang: Lang) -> String {
    let short = day_of_year(day, lang);
    lang.pick(format!("{}年{short}", day.year()), format!("{short} {}", day.year()))
}

/// “11月23日”, “23 November”.
pub fn day_of_year(day: Date, lang: Lang) -> String {
    let month = month(day.month(), lang);
    lang.pick(format!("{month}{}日", day.day()), format!("{} {month}", day.day()))
}

/// “还有83天”, “今天到期”, “已逾期3天”.
pub fn days_left(days: i32, lang: Lang) -> String {
    match (days, lang) {
        (0, Lang::Zh) => "今天到期".into(),
        (0, Lang::En) => "due today".into(),
        (1.., Lang::Zh) => format!("还有{days}天"),
        (1, Lang::En) => "1 day left".into(),
        (2.., Lang::En) => format!("{days} days left"),
        (-1, Lang::En) => "1 day overdue".into(),
        (..0, Lang::Zh) => format!("已逾期{}天", -days),
        (..0, Lang::En) => format!("{} days overdue", -days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn dates_and_days_read_as_people_say_them() {
        assert_eq!(date(day(2026, 11, 3), Lang::Zh), "2026年11月3日");
        assert_eq!(date(day(2026, 11, 3), Lang::En), "3 November 2026");
        let check = |days, zh: &str, en: &str| {
            assert_eq!((days_left(days, Lang::Zh).as_str(), days_left(days, Lang::En).as_str()), (zh, en));
        };
        check(83, "还有83天", "83 days left");
        check(1, "还有1天", "1 day left");
        check(0, "今天到期", "due today");
        check(-1, "已逾期1天", "1 day overdue");
        check(-40, "已逾期40天", "40 days overdue");
    }
}
