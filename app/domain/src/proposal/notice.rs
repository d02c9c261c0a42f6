//! What people are told: the kinds of notices in words of both languages, without private text.
//!
//! A headline names the paper by its number only, so that it may stand in the subject of a mail that others see.

use ground::dates::{date, days_between, days_left};
use ground::vocabulary::Lang;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::clock::Limit;
use crate::county::number::Number;

mod audience;
mod ladder;
mod mail;

pub use crate::case::notice::NoticeKind;
pub use audience::{Audience, Notice, addressed, notices, to_sign};
pub use ladder::{Reminder, reminders};
pub use mail::{Mail, MailWish, NoticeSettings, NoticeSettingsForm, SITE, digest, letter};

/// What a notice says, free of anything private.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// What happened.
    pub kind: NoticeKind,
    /// The paper's number, once it has one.
    pub number: Option<Number>,
    /// By when the reader acts, or others do.
    #[serde(default)]
    pub due: Option<Date>,
    /// The limit that a reminder is about.
    #[serde(default)]
    pub limit: Option<Limit>,
    /// The day on which it was written.
    pub on: Date,
}

impl Message {
    /// What happened, without the paper: “答复期限还有14天”.
    pub fn headline(&self, lang: Lang) -> String {
        match (self.limit, self.due) {
            (Some(limit), Some(due)) if self.kind == NoticeKind::Reminder => {
                let left = days_left(days_between(self.on, due), lang);
                lang.pick(format!("{}{left}", limit.word(lang)), format!("{}: {left}", limit.word(lang)))
            }
            (None, Some(due)) if self.kind == NoticeKind::PromiseDue => {
                let (word, left) = (self.kind.word(lang), days_left(days_between(self.on, due), lang));
                lang.pick(format!("{word}{left}"), format!("{word}: {left}"))
            }
            _ => self.kind.word(lang).to_owned(),
        }
    }

    /// The paper by its number alone.
    pub fn paper(&self, lang: Lang) -> String {
        paper(self.number, lang)
    }

    /// The paper and what happened: safe for the subject of a mail.
    pub fn subject(&self, lang: Lang) -> String {
        lang.pick(
            format!("{}：{}", self.paper(lang), self.headline(lang)),
            format!("{}: {}", self.paper(lang), self.headline(lang)),
        )
    }

    /// What to do and by when, as far as there is something.
    pub fn advice(&self, lang: Lang) -> Option<String> {
        let day = self.due.map(|due| date(due, lang));
        let by = day.map(|day| lang.pick(format!("期限：{day}。"), format!("By {day}.")));
        match (self.kind.to_do(lang), by) {
            (Some(to_do), Some(by)) => Some(lang.pick(format!("{to_do}{by}"), format!("{to_do} {by}"))),
            (Some(to_do), None) => Some(to_do.to_owned()),
            (None, by) => by,
        }
    }
}

/// A paper by its number alone.
fn paper(number: Option<Number>, lang: Lang) -> String {
    match (number, lang) {
        (Some(number), Lang::Zh) => format!("第{number}号建议"),
        (Some(number), Lang::En) => format!("Proposal {number}"),
        (None, Lang::Zh) => "一件建议".into(),
        (None, Lang::En) => "A proposal".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Date = Date::constant(2026, 11, 24);

    #[test]
    fn a_reminder_says_which_limit_and_how_long() {
        let message = Message {
            kind: NoticeKind::Reminder,
            number: "17-1-023".parse().ok(),
            due: Some(Date::constant(2026, 12, 8)),
            limit: Some(Limit::Reply),
            on: DAY,
        };
        assert_eq!(message.subject(Lang::Zh), "第17-1-023号建议：答复期限还有14天");
        assert_eq!(message.subject(Lang::En), "Proposal 17-1-023: Reply: 14 days left");
        assert_eq!(message.advice(Lang::Zh).as_deref(), Some("期限：2026年12月8日。"));
    }

    #[test]
    fn a_paper_without_a_number_is_not_named() {
        let message = Message { kind: NoticeKind::SentBack, number: None, due: None, limit: None, on: DAY };
        assert_eq!(message.subject(Lang::Zh), "一件建议：退回修改");
        assert_eq!(message.advice(Lang::En).as_deref(), Some("Mend it as the reason says and submit it again."));
    }
}
