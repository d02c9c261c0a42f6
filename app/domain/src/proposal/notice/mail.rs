//! How a person wants to be told by mail, and the text of a mail about one paper.

use ground::dates::days_left;
use ground::problem::{Problem, Problems, Refusal};
use ground::vocabulary;
use ground::vocabulary::Lang;
use serde::{Deserialize, Serialize};

use super::{Message, paper};
use crate::county::email::EmailAddress;
use crate::proposal::ProposalId;
use crate::proposal::view::DeskItem;

/// Stands for the address of the site in a stored mail (U+001A SUBSTITUTE); no typed text can hold it.
pub const SITE: char = '\u{1a}';

vocabulary! {
    /// When a person wants mail.
    pub enum MailWish {
        /// A mail for each notice.
        AtOnce = "at_once", "随时发送，每条通知一封", "At once, a mail for each notice";
        /// One mail a day.
        Daily = "daily", "每天上午八点汇总成一封", "One mail a day, at 8 in the morning";
        /// No mail at all.
        Off = "off", "不发邮件", "No mail";
    }
}

/// How a person wants to be told. On the site everything is told, whatever stands here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeSettings {
    /// Where mail goes; no mail without it.
    pub email: Option<EmailAddress>,
    /// When.
    pub mail: MailWish,
    /// Whether reminders of dates are mailed too.
    pub reminders: bool,
    /// In which language.
    pub lang: Lang,
}

impl Default for NoticeSettings {
    fn default() -> Self {
        Self { email: None, mail: MailWish::AtOnce, reminders: true, lang: Lang::Zh }
    }
}

/// The settings as a form sends them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeSettingsForm {
    /// The address, or nothing.
    pub email: String,
    /// The code of a [`MailWish`].
    pub mail: String,
    /// Whether reminders are mailed.
    pub reminders: bool,
    /// The code of a [`Lang`].
    pub lang: String,
}

impl NoticeSettingsForm {
    /// Parses what was typed.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every problem.
    pub fn parse(&self) -> Result<NoticeSettings, Refusal> {
        let mut problems = Problems::default();
        let email = match EmailAddress::parse(&self.email) {
            Err(Problem::Missing) => None,
            parsed => problems.keep("email", parsed),
        };
        let mail = problems.keep("mail", MailWish::from_code(&self.mail).map_err(|_| Problem::NotAChoice));
        let lang = problems.keep("lang", Lang::from_code(&self.lang).ok_or(Problem::NotAChoice));
        let settings =
            mail.zip(lang).map(|(mail, lang)| NoticeSettings { email, mail, reminders: self.reminders, lang });
        problems.finish(settings)
    }
}

/// A mail, its links beginning with [`SITE`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The subject, free of anything private.
    pub subject: String,
    /// The text.
    pub body: String,
}

impl Message {
    /// The mail about it. `title` is given only where anyone may read it.
    pub fn mail(&self, name: &str, title: Option<&str>, id: ProposalId, lang: Lang) -> Mail {
        let subject = self.subject(lang);
        let title = title.map(|title| lang.pick(format!("《{title}》\n"), format!("“{title}”\n"))).unwrap_or_default();
        let advice = self.advice(lang).map(|advice| format!("{advice}\n")).unwrap_or_default();
        let text = lang.pick(format!("{subject}。"), format!("{subject}."));
        let page = lang.pick("查看", "The page");
        let body = format!("{text}\n{title}{advice}\n{page}: {SITE}/proposals/{id}\n");
        Mail { subject, body: letter(name, &body, lang) }
    }
}

/// The text of a mail between its salutation and the way to the settings.
pub fn letter(name: &str, text: &str, lang: Lang) -> String {
    let (greeting, settings) =
        lang.pick((format!("{name}，您好："), "更改邮件设置"), (format!("Dear {name},"), "How you get mail"));
    format!("{greeting}\n\n{text}\n--\n{settings}: {SITE}/account/notices\n")
}

/// The mail of a day: what was told, and what is due; `None` where there is neither.
pub fn digest(name: &str, news: &[Message], due: &[DeskItem], lang: Lang) -> Option<Mail> {
    if news.is_empty() && due.is_empty() {
        return None;
    }
    let (told, waiting) = (news.len(), due.len());
    let subject = lang.pick(
        format!("今日汇总：{told}条新通知，{waiting}件一周内到期或已逾期"),
        format!("Today: {told} new, {waiting} due within a week or overdue"),
    );
    let mut text = String::new();
    let mut part = |heading: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            text += &format!("{heading}\n{}\n\n", lines.join("\n"));
        }
    };
    part(lang.pick("新通知", "New"), news.iter().map(|message| format!("- {}", message.subject(lang))).collect());
    let waits = due.iter().map(|item| {
        let paper = paper(item.summary.number, lang);
        let to_do = item.step.map_or("", |step| step.asked(lang));
        let left = item.summary.days_left.map(|days| days_left(days, lang)).unwrap_or_default();
        lang.pick(format!("- {paper}：{to_do}，{left}"), format!("- {paper}: {to_do}, {left}"))
    });
    part(lang.pick("等您办理", "Waiting for you"), waits.collect());
    let (notices, desk) = lang.pick(("全部通知", "我的工作台"), ("All notices", "My desk"));
    text += &format!("{notices}: {SITE}/notices\n{desk}: {SITE}/desk\n");
    Some(Mail { subject, body: letter(name, &text, lang) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(email: &str, mail: &str, lang: &str) -> NoticeSettingsForm {
        NoticeSettingsForm { email: email.into(), mail: mail.into(), reminders: true, lang: lang.into() }
    }

    #[test]
    fn settings_are_parsed_field_by_field() {
        let parsed = form("", "daily", "en").parse().expect("an address is not required");
        assert_eq!((parsed.email, parsed.mail, parsed.lang), (None, MailWish::Daily, Lang::En));
        let Err(Refusal::Invalid(errors)) = form("wang", "sometimes", "fr").parse() else { panic!("three are wrong") };
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["email", "mail", "lang"]);
    }
}
