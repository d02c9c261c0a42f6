//! The people of the main job, and proposals brought as far as a test needs them.

use std::sync::LazyLock;

use ground::dates::months_after;
use jiff::civil::Date;

use super::{Answer, Browser, TestApp, field};

/// Everybody whom the main job needs, signed in to demo accounts.
pub struct Cast {
    pub deputy: Browser,
    pub office: Browser,
    pub office2: Browser,
    pub clerk: Browser,
    pub head: Browser,
    pub assisting: Browser,
    today: String,
    next_month: String,
}

impl Cast {
    pub async fn of(app: &TestApp) -> Self {
        let today = app.store.moment().today();
        Self {
            deputy: app.signed_in("deputy").await,
            office: app.signed_in("office").await,
            office2: app.signed_in("office2").await,
            clerk: app.signed_in("jiaotong").await,
            head: app.signed_in("jiaotong-head").await,
            assisting: app.signed_in("shuili").await,
            today: today.to_string(),
            next_month: months_after(today, 1).to_string(),
        }
    }

    /// Fields of a step with which it is taken.
    pub fn good(&self, step: &str) -> Vec<(&'static str, String)> {
        good(step, &self.today, &self.next_month)
    }

    /// Whoever takes a step, by the office that may.
    pub fn who(&mut self, step: &str) -> &mut Browser {
        match step {
            "submit" | "rate" | "confirm_contact" | "dispute_contact" => &mut self.deputy,
            "accept" | "record_contact" | "draft_reply" => &mut self.clerk,
            "assist" | "send_opinion" => &mut self.assisting,
            "reply" => &mut self.head,
            "confirm_decline" => &mut self.office2,
            _ => &mut self.office,
        }
    }

    /// Takes a step as whoever may, with fields that are right. Answers the page that follows.
    pub async fn take(&mut self, id: &str, step: &str) -> Answer {
        let answer = self.try_to_take(id, step).await;
        assert_eq!(answer.alert(), None, "{step} is taken");
        answer
    }

    /// The same where it is refused.
    pub async fn take_refused(&mut self, id: &str, step: &str) -> Answer {
        let answer = self.try_to_take(id, step).await;
        assert!(answer.alert().is_some(), "{step} is refused: {}", answer.text());
        answer
    }

    async fn try_to_take(&mut self, id: &str, step: &str) -> Answer {
        let fields = self.good(step);
        let fields: Vec<_> = fields.iter().map(|(path, value)| (*path, value.as_str())).collect();
        // An assisting unit takes it on and says what it thinks.
        if step == "assist" {
            self.assisting.takes(id, "accept", &[]).await;
            return self.assisting.takes(id, "send_opinion", &fields).await;
        }
        self.who(step).takes(id, step, &fields).await
    }

    /// A proposal just handed in.
    pub async fn submitted(&mut self) -> String {
        let id = self.deputy.begins_to_write().await;
        let answer = self.deputy.writes(&id, "0", "submit", &draft(&[])).await;
        assert_eq!(answer.alert(), None, "it is handed in");
        id
    }

    /// A proposal at which `step` is the next thing to do.
    pub async fn ready_for(&mut self, step: &str) -> String {
        const PATH: [&str; 11] = [
            "register",
            "assign",
            "accept",
            "record_contact",
            "confirm_contact",
            "assist",
            "draft_reply",
            "reply",
            "rate",
            "grant_second_round",
            "nothing",
        ];
        let same = match step {
            "send_back" | "decline" => "register",
            "refuse_second_round" => "grant_second_round",
            step => step,
        };
        let id = self.submitted().await;
        for before in PATH.iter().take_while(|&&other| other != same) {
            self.take(&id, before).await;
        }
        id
    }
}

/// The day on which it is asked again whether a paper is to be public.
pub static REVIEWED_ON: LazyLock<Date> = LazyLock::new(|| months_after(testing::clock().date(), 18));

/// How the office registers a paper that is not public.
pub static CLOSED: LazyLock<[(&str, &str); 6]> = LazyLock::new(|| {
    [
        ("topic", "roads"),
        ("township", "1"),
        ("disclosure", "closed"),
        ("ground", "privacy"),
        ("reason", "内容涉及几户村民的病情。"),
        ("review_on", REVIEWED_ON.to_string().leak()),
    ]
});

/// A draft that can be handed in, but for what `changes` says.
pub fn draft(changes: &[(&str, &str)]) -> Vec<(String, String)> {
    const RIGHT: [(&str, &str); 9] = [
        ("title", "关于硬化下游村至上游村道路的建议"),
        ("problem", "三公里土路雨天无法通行，四百多户村民出行困难，学生上学绕行。"),
        ("analysis", "早年纳入规划，因资金没有到位一直没有开工，路基逐年损坏。"),
        ("asks.0", "今年内完成路基整修，先保证雨天通行"),
        ("asks.1", "明年纳入农村公路硬化计划"),
        ("topic", "roads"),
        ("township", "1"),
        ("disclosure", "open"),
        ("no_self_interest", "true"),
    ];
    let value = |path, right| changes.iter().find(|(changed, _)| *changed == path).map_or(right, |(_, value)| *value);
    let fields = RIGHT.iter().map(|&(path, right)| (path, value(path, right)));
    // A box that is not ticked is not sent.
    let sent = fields.filter(|(path, value)| *path != "no_self_interest" || !value.is_empty());
    sent.map(|(path, value)| (field("draft", path), value.to_owned())).collect()
}

/// Fields of a step with which it is taken; it goes to unit 1, the transport bureau.
fn good(step: &str, today: &str, next_month: &str) -> Vec<(&'static str, String)> {
    let fields: &[(&str, &str)] = match step {
        "send_back" | "refuse_second_round" => &[("reason", "请写明具体路段和长度，再次提交。")],
        "decline" => &[("ground", "personal"), ("explanation", "属于个人事项，请向有关部门另行反映。")],
        "register" => &[("topic", "roads"), ("township", "1"), ("disclosure", "open")],
        "assign" => &[("lead", "1"), ("assisting.0", "2"), ("assisting.1", "")],
        "record_contact" => &[
            ("manner", "visit"),
            ("on", today),
            ("participants", "李副局长、领衔代表"),
            ("summary", "代表带路看了三处塌方，单位承诺先通便道。"),
        ],
        "confirm_contact" => &[("contact", "")],
        "assist" => &[("answers.0", "所需资金列入本年度养护经费。")],
        "draft_reply" | "reply" => &[
            ("document_number", "交交函〔2026〕12号"),
            ("class", "B"),
            ("opening", "我局已组织勘测，路基整修本月开工。"),
            ("answers.0", "路基整修已列入本年度计划，十月底前完工。"),
            ("answers.1", "硬化工程已申报明年农村公路计划。"),
            ("evidence", ""),
            ("promises.0.text", "完成三公里路基整修并通车"),
            ("promises.0.due", next_month),
            ("promises.1.text", ""),
            ("promises.1.due", ""),
            ("contact_person", "赵工"),
            ("telephone", "0358-0001234"),
            ("disclosure_reviewed", "true"),
        ],
        "rate" => &[
            ("attitude", "basically"),
            ("result", "unsatisfied"),
            ("reasons", "只说列入计划，没有开工日期，村民不能接受。"),
        ],
        _ => &[],
    };
    fields.iter().map(|&(path, value)| (path, value.to_owned())).collect()
}
