//! Why a date is that date: start, rule, article, days skipped and what is not known yet, in sentences.

use ground::dates::{date, day_of_year, days_between};
use ground::vocabulary::Lang;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::calendar::holiday_name;
use crate::county::clock::{Clock, LengthUnit, Limit};

/// The reasons of a date, each a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reasons {
    /// From which day it is counted.
    pub start: String,
    /// How long, by which version of the rules.
    pub rule: String,
    /// The article or regulation.
    pub source: String,
    /// Which days were skipped, and which weekends counted.
    pub skipped: String,
    /// The last day.
    pub due: String,
    /// That a year's holidays were not known yet.
    pub missing: Option<String>,
}

impl Clock {
    /// Why it is this day, part by part.
    pub fn reasons(&self, lang: Lang) -> Reasons {
        Reasons {
            start: self.start_sentence(lang),
            rule: self.rule_sentence(lang),
            source: self.limit.source(lang).to_owned(),
            skipped: self.skipped_sentence(lang),
            due: self.due_sentence(lang),
            missing: self.missing_year.map(|year| missing_sentence(year, lang)),
        }
    }

    /// Why it is this day, for reading aloud.
    pub fn why(&self, lang: Lang) -> String {
        let Reasons { start, rule, source, skipped, due, missing } = self.reasons(lang);
        let missing = missing.unwrap_or_default();
        match lang {
            Lang::Zh => format!("{rule}依据：{source}。{start}{skipped}{due}{missing}"),
            Lang::En => format!("{rule} Source: {source}. {start} {skipped} {due} {missing}").trim_end().to_owned(),
        }
    }

    fn start_sentence(&self, lang: Lang) -> String {
        let start = date(self.start, lang);
        lang.pick(
            format!("从{start}起算，当日不计入（《民法典》第二百零一条）。"),
            format!("Counted from {start}; that day itself does not count (Civil Code, article 201)."),
        )
    }

    fn rule_sentence(&self, lang: Lang) -> String {
        let (limit, length) = (self.limit.word(lang), self.length.word(lang));
        let since = self.since.map(|day| date(day, lang));
        let version = self.rules;
        match (since, lang) {
            (Some(since), Lang::Zh) => format!("{limit}为{length}（期限规则第{version}版，自{since}起施行）。"),
            (None, Lang::Zh) => format!("{limit}为{length}（期限规则第{version}版）。"),
            (Some(since), Lang::En) => {
                format!("{limit}: {length} (version {version} of the limits, in force since {since}).")
            }
            (None, Lang::En) => format!("{limit}: {length} (version {version} of the limits)."),
        }
    }

    fn skipped_sentence(&self, lang: Lang) -> String {
        let counts_working_days = self.length.unit() == LengthUnit::WorkingDays;
        if self.since.is_none() {
            return match (counts_working_days, self.moved_from, lang) {
                (true, _, Lang::Zh) => "其间的休息日和法定节假日不计入。".to_owned(),
                (true, _, Lang::En) => "Weekends and public holidays are skipped.".to_owned(),
                (false, Some(day), lang) => moved(day, self.due, None, lang),
                (false, None, lang) => not_moved(false, lang),
            };
        }
        let off = self.days_off(lang);
        match (counts_working_days, self.moved_from) {
            (true, _) => {
                let worked: Vec<_> = self.skipped.worked.iter().map(|&day| day_of_year(day, lang)).collect();
                let worked = worked.join(lang.pick("、", ", "));
                match (off, worked.is_empty(), lang) {
                    (None, true, Lang::Zh) => "其间没有休息日。".to_owned(),
                    (None, true, Lang::En) => "There is no day off between.".to_owned(),
                    (Some(off), true, Lang::Zh) => format!("其间{off}不计入。"),
                    (Some(off), true, Lang::En) => format!("Skipped: {off}."),
                    (None, false, Lang::Zh) => format!("{worked}虽为周末，调休上班，计入。"),
                    (None, false, Lang::En) => format!("Worked although a weekend, and counted: {worked}."),
                    (Some(off), false, Lang::Zh) => format!("其间{off}不计入；{worked}虽为周末，调休上班，计入。"),
                    (Some(off), false, Lang::En) => {
                        format!("Skipped: {off}. Worked although a weekend, and counted: {worked}.")
                    }
                }
            }
            (false, Some(day)) => moved(day, self.due, off, lang),
            (false, None) => not_moved(!self.skipped.worked.is_empty(), lang),
        }
    }

    /// “周末4天、国庆节7天”.
    fn days_off(&self, lang: Lang) -> Option<String> {
        let count = |name: &str, days: u16| {
            lang.pick(format!("{name}{days}天"), format!("{name}, {days} day{}", if days == 1 { "" } else { "s" }))
        };
        let weekends =
            (self.skipped.weekend_days > 0).then(|| count(lang.pick("周末", "weekends"), self.skipped.weekend_days));
        let holidays = self.skipped.holidays.iter().map(|one| count(&holiday_name(&one.name, lang), one.days));
        let parts: Vec<_> = weekends.into_iter().chain(holidays).collect();
        (!parts.is_empty()).then(|| parts.join(lang.pick("、", "; ")))
    }

    fn due_sentence(&self, lang: Lang) -> String {
        let due = date(self.due, lang);
        if let Some(longest) = self.longest {
            let longest = date(longest, lang);
            return lang.pick(
                format!("最长可到{longest}，代表工委同意延至{due}。"),
                format!("At the longest it runs to {longest}; the congress office granted {due}."),
            );
        }
        // Months end on the corresponding day; days and working days are simply counted.
        let months = self.length.unit() == LengthUnit::Months && self.moved_from.is_none();
        match (months, lang) {
            (true, Lang::Zh) => {
                format!("到期日是{due}（《民法典》第二百零二条：到期月的对应日，没有对应日的为月末日）。")
            }
            (true, Lang::En) => format!(
                "The last day is {due} (Civil Code, article 202: the corresponding day, or else the month's last)."
            ),
            (false, Lang::Zh) => format!("到期日是{due}。"),
            (false, Lang::En) => format!("The last day is {due}."),
        }
    }
}

fn moved(from: Date, to: Date, off: Option<String>, lang: Lang) -> String {
    let days = days_between(from, to);
    let from = date(from, lang);
    match lang {
        Lang::Zh => {
            let off = off.map(|off| format!("（{off}）")).unwrap_or_default();
            format!("本应于{from}到期，当日不上班，顺延{days}天{off}到下一个工作日（《民法典》第二百零三条）。")
        }
        Lang::En => {
            let off = off.map(|off| format!(" ({off})")).unwrap_or_default();
            format!(
                "It would end on {from}, a day off, and so moves on by {days} day{}{off} to the next working day (Civil Code, article 203).",
                if days == 1 { "" } else { "s" }
            )
        }
    }
}

fn not_moved(is_worked_weekend: bool, lang: Lang) -> String {
    match (is_worked_weekend, lang) {
        (true, Lang::Zh) => "到期日虽为周末，调休上班，不顺延。".to_owned(),
        (true, Lang::En) => "The last day is a weekend that is worked, so it does not move.".to_owned(),
        (false, Lang::Zh) => "到期日是工作日，不顺延。".to_owned(),
        (false, Lang::En) => "The last day is a working day, so it does not move.".to_owned(),
    }
}

/// That a year's notice was not there when a date was computed, and what that means.
pub fn missing_sentence(year: i16, lang: Lang) -> String {
    lang.pick(
        format!("计算时{year}年的放假安排还没有录入，那一年只跳过了周末；录入以后，这一日期也不会自动变动。"),
        format!(
            "The notice of holidays for {year} was not there yet when this was computed: in that year only weekends are skipped. When it comes, this date does not move by itself."
        ),
    )
}

/// The note under a limit in the table of the rules: what the law leaves.
pub fn law_note(limit: Limit, lang: Lang) -> Option<String> {
    let months = limit.law_months()?;
    Some(lang.pick(format!("法律规定最长{months}个月"), format!("at most {months} months by law")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::county::clock::tests::{calendar, rules};
    use jiff::civil::date as day;

    fn why(limit: Limit, start: Date, lang: Lang) -> String {
        Clock::start(limit, start, &rules(), &calendar()).why(lang)
    }

    #[test]
    fn a_moved_date_says_by_what() {
        assert_eq!(
            why(Limit::Reply, day(2026, 7, 1), Lang::Zh),
            "答复期限为3个月（期限规则第1版，自2021年1月1日起施行）。依据：《代表法》第五十一条。\
             从2026年7月1日起算，当日不计入（《民法典》第二百零一条）。\
             本应于2026年10月1日到期，当日不上班，顺延7天（国庆节7天）到下一个工作日（《民法典》第二百零三条）。\
             到期日是2026年10月8日。"
        );
        assert_eq!(
            why(Limit::Reply, day(2026, 7, 1), Lang::En),
            "Reply: 3 months (version 1 of the limits, in force since 1 January 2021). Source: Deputies Law, article 51. \
             Counted from 1 July 2026; that day itself does not count (Civil Code, article 201). \
             It would end on 1 October 2026, a day off, and so moves on by 7 days (National Day, 7 days) to the next working day (Civil Code, article 203). \
             The last day is 8 October 2026."
        );
    }

    #[test]
    fn working_days_name_what_they_skip_and_what_they_count() {
        let text = why(Limit::Review, day(2026, 2, 12), Lang::Zh);
        assert!(text.contains("其间春节9天不计入；2月14日虽为周末，调休上班，计入。"), "{text}");
        let text = why(Limit::Rating, day(2025, 9, 26), Lang::En);
        let expected = "Skipped: weekends, 6 days; National Day and Mid-Autumn Festival, 8 days. \
                        Worked although a weekend, and counted: 28 September, 11 October.";
        assert!(text.contains(expected), "{text}");
    }

    #[test]
    fn a_year_that_is_not_known_is_named() {
        let text = why(Limit::Reply, day(2026, 11, 24), Lang::Zh);
        assert!(text.contains("2027年的放假安排还没有录入"), "{text}");
        assert!(!why(Limit::Reply, day(2026, 1, 5), Lang::Zh).contains("录入"));
    }
}
