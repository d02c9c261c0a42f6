//! The mails of a follower: asking to confirm, one event, and the day's news.

use ground::dates::date;
use ground::vocabulary::Lang;

use crate::county::moment::county_date;
use crate::county::number::Number;
use crate::proposal::ProposalId;
use crate::proposal::notice::{Mail, SITE};

use super::{FollowWish, Told};

/// How many sentences a mail has at most.
const MOST_LINES: usize = 60;

/// What happened to one paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The paper.
    pub id: ProposalId,
    pub number: Option<Number>,
    pub title: String,
    /// What happened, first to last.
    pub told: Vec<Told>,
}

impl News {
    fn paper(&self, lang: Lang) -> String {
        match (self.number, lang) {
            (Some(number), Lang::Zh) => format!("第{number}号建议"),
            (Some(number), Lang::En) => format!("Proposal {number}"),
            (None, Lang::Zh) => "一件建议".into(),
            (None, Lang::En) => "A proposal".into(),
        }
    }

    fn text(&self, lines: &mut usize, lang: Lang) -> String {
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        let head = lang.pick(format!("{}《{title}》", self.paper(lang)), format!("{}: “{title}”", self.paper(lang)));
        let told: Vec<String> = (self.told.iter().take(*lines))
            .map(|told| {
                let day = date(county_date(told.at), lang);
                lang.pick(format!("- {day}：{}", told.text), format!("- {day}: {}", told.text))
            })
            .collect();
        *lines -= told.len();
        let page = lang.pick("查看", "The page");
        format!("{head}\n{}\n{page}: {SITE}/proposals/{}\n", told.join("\n"), self.id)
    }
}

/// Asks whether the address is its owner's wish. `what` is a name that this site made, never typed text of a stranger.
pub fn confirmation(what: &str, wish: FollowWish, token: &str, lang: Lang) -> Mail {
    let when = wish.word(lang);
    let (subject, text) = lang.pick(
        (
            "请确认是否关注代表建议的办理进展",
            format!(
                "您好：\n\n有人（可能就是您）用这个邮箱申请关注：{what}。\n发送方式：{when}。\n\n\
                 如果是您本人，请在48小时内打开下面的页面，按“确认关注”：\n{SITE}/follow/confirm/{token}\n\n\
                 如果不是您，不必理会这封邮件：不确认就不会再收到任何邮件，申请两天后自动删除。\n"
            ),
        ),
        (
            "Please confirm that you want to follow proposals",
            format!(
                "Hello,\n\nsomebody, probably you, asked to follow with this address: {what}.\nMail: {when}.\n\n\
                 If it was you, open this page within 48 hours and press “Confirm”:\n{SITE}/follow/confirm/{token}\n\n\
                 If it was not you, do nothing: without your confirmation there is no further mail, and the request is \
                 deleted after two days.\n"
            ),
        ),
    );
    Mail { subject: subject.to_owned(), body: text }
}

/// The mail about one event.
pub fn news(news: &News, leave: &str, lang: Lang) -> Mail {
    let stage = news.told.last().and_then(|told| told.reached).map(|stage| stage.word(lang));
    let what = stage.unwrap_or(lang.pick("有新进展", "something happened"));
    let subject = lang.pick(format!("{}：{what}", news.paper(lang)), format!("{}: {what}", news.paper(lang)));
    let mut lines = MOST_LINES;
    Mail { subject, body: letter(&news.text(&mut lines, lang), leave, lang) }
}

/// The mail of a day.
pub fn digest(all: &[News], leave: &str, lang: Lang) -> Mail {
    let n = all.len();
    let subject = match (n, lang) {
        (_, Lang::Zh) => format!("您关注的代表建议：{n}件有新进展"),
        (1, Lang::En) => "Proposals that you follow: news about 1".to_owned(),
        (_, Lang::En) => format!("Proposals that you follow: news about {n}"),
    };
    let mut lines = MOST_LINES;
    let mut parts = Vec::new();
    for news in all {
        if lines == 0 {
            let more = lang.pick("其余进展见", "The rest is on");
            parts.push(format!("{more}: {SITE}/proposals\n"));
            break;
        }
        parts.push(news.text(&mut lines, lang));
    }
    Mail { subject, body: letter(&parts.join("\n"), leave, lang) }
}

fn letter(text: &str, leave: &str, lang: Lang) -> String {
    let (greeting, stop) =
        lang.pick(("您好：", "不再接收（无需登录）"), ("Hello,", "Stop these mails (no account needed)"));
    format!("{greeting}\n\n{text}\n--\n{stop}: {SITE}{leave}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proposal::workflow::Stage;

    fn paper(lines: usize) -> News {
        let told =
            Told { seq: 1, at: 0, text: "县人大代表工委登记。".into(), reached: Some(Stage::Registered) };
        News {
            id: "01990000-0000-7000-8000-000000000001".parse().expect("an id"),
            number: "17-1-023".parse().ok(),
            title: "关于修路\r\nBcc: x@example.cn".into(),
            told: vec![told; lines],
        }
    }

    #[test]
    fn a_subject_names_the_paper_by_its_number() {
        let mail = news(&paper(1), "/follow/leave/x", Lang::Zh);
        assert_eq!(mail.subject, "第17-1-023号建议：已登记");
        assert!(mail.body.contains("1970年1月1日：县人大代表工委登记。"), "{}", mail.body);
        assert!(mail.body.contains("《关于修路 Bcc: x@example.cn》") && !mail.body.contains("\nBcc"), "{}", mail.body);
        assert!(mail.body.ends_with(&format!("{SITE}/follow/leave/x\n")));
    }

    #[test]
    fn a_digest_has_an_end() {
        let all = [paper(MOST_LINES - 1), paper(5), paper(5)];
        let mail = digest(&all, "/follow/leave/x", Lang::En);
        assert_eq!(mail.body.matches("\n- ").count(), MOST_LINES, "{}", mail.body);
        assert!(mail.body.contains("The rest is on"));
    }
}
