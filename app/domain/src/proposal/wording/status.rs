//! How a paper stands, in one sentence.

use ground::dates::{date, days_between, days_left};
use ground::vocabulary::Lang;
use jiff::civil::Date;

use crate::county::clock::Clock;
use crate::parts::promises::PromiseState;
use crate::parts::shares::ReturnCase;
use crate::proposal::Proposal;
use crate::proposal::command::Mark;
use crate::proposal::signing::SignState;
use crate::proposal::workflow::Stage;

impl Proposal {
    /// How it stands, in one sentence.
    pub fn status(&self, today: Date, lang: Lang) -> String {
        let unit = self.lead_unit().map_or("", |unit| unit.unit_name(lang));
        let by = self.shown_clock().map(|clock| due(clock, today, lang)).unwrap_or_default();
        let decide = self.clock.as_ref().map(|clock| due(clock, today, lang)).unwrap_or_default();
        let reply = self.replies.last();
        let class = reply.map_or("", |reply| reply.class.word(lang));
        let replied_on = reply.map(|reply| date(reply.on, lang)).unwrap_or_default();
        let mark = self.mark();
        match (self.stage, lang) {
            (Stage::Draft, Lang::Zh) => "草稿，尚未提交，只有您能看到。".into(),
            (Stage::Draft, Lang::En) => "A draft, not handed in yet: only you can see it.".into(),
            (Stage::CoSigning, lang) => {
                let waiting = self.signers.iter().filter(|signer| signer.state == SignState::Invited).count();
                let signed = self.signatures();
                lang.pick(
                    format!("正在征集附议：含领衔代表已有{signed}名代表签名，{waiting}名受邀代表待确认。"),
                    format!("Being co-signed: {signed} signatures with the lead deputy’s, {waiting} answers awaited."),
                )
            }
            (Stage::Submitted, Lang::Zh) => format!("代表工委正在审查，应在{by}审查并交办。"),
            (Stage::Submitted, Lang::En) => format!("The congress office is reviewing it and must hand it over {by}."),
            (Stage::SentBack, Lang::Zh) => "已退回修改，等待领衔代表修改后再次提交。".into(),
            (Stage::SentBack, Lang::En) => "Sent back: the lead deputy is to mend it and submit it again.".into(),
            (Stage::Declined, Lang::Zh) => "经两人审核，不予立案。".into(),
            (Stage::Declined, Lang::En) => "Declined, confirmed by two people.".into(),
            (Stage::Registered, Lang::Zh) => format!("已登记编号，应在{by}交承办单位办理。"),
            (Stage::Registered, Lang::En) => format!("Registered; to be handed over to a unit {by}."),
            (Stage::Assigned, lang) if self.shares.pending_returns().next().is_some() => {
                self.return_asked(&decide, lang)
            }
            (Stage::Assigned, Lang::Zh) => format!("已交{unit}办理，等待确认承办，应在{by}答复代表。"),
            (Stage::Assigned, Lang::En) => {
                format!("Handed over to the {unit}, which has yet to accept it and must reply {by}.")
            }
            (Stage::Handling, Lang::Zh) => format!("{unit}正在办理，应在{by}答复代表。"),
            (Stage::Handling, Lang::En) => format!("The {unit} is handling it and must reply {by}."),
            (Stage::ReHandling, Lang::Zh) => format!("代表对答复不满意，{unit}正在重新办理，应在{by}再次答复。"),
            (Stage::ReHandling, Lang::En) => {
                format!("The deputy was not satisfied: the {unit} is handling it again and must reply {by}.")
            }
            (Stage::Replied, lang) => match (mark, self.replies.len()) {
                (Some(Mark::Unsatisfied), 1) => lang.pick(
                    format!("代表对答复不满意，代表工委应在{by}决定是否重新办理。"),
                    format!(
                        "The deputy is not satisfied: the congress office decides {by} whether it is handled again."
                    ),
                ),
                (Some(Mark::Unsatisfied), _) => lang.pick(
                    format!("代表对再次答复仍不满意，代表工委应在{by}提请协调。"),
                    format!("The deputy is still not satisfied: the congress office brings both sides together {by}."),
                ),
                _ => lang.pick(
                    format!("{unit}已于{replied_on}答复（{class}），等待代表在{by}评价。"),
                    format!("The {unit} replied on {replied_on} ({class}); the deputy may rate {by}."),
                ),
            },
            (Stage::Tracking, lang) => self.promises_kept(unit, class, today, lang),
            (Stage::Closed, Lang::Zh) => {
                format!("已办结（{class}）。代表评价：{}。", mark.map_or("未评价", |mark| mark.word(lang)))
            }
            (Stage::Closed, Lang::En) => {
                format!("Closed ({class}). The deputy's rating: {}.", mark.map_or("not rated", |mark| mark.word(lang)))
            }
            (Stage::Escalated, Lang::Zh) => "代表对再次答复仍不满意，代表工委正在协调督办。".into(),
            (Stage::Escalated, Lang::En) => "Escalated after two unsatisfied ratings.".into(),
            (Stage::ClosedUnsatisfied, Lang::Zh) => "已办结，代表评价仍为不满意。".into(),
            (Stage::ClosedUnsatisfied, Lang::En) => "Closed; the deputy remains unsatisfied.".into(),
            (Stage::Withdrawn, Lang::Zh) => "已由领衔代表撤回。".into(),
            (Stage::Withdrawn, Lang::En) => "Withdrawn by the lead deputy.".into(),
        }
    }

    /// A return was asked for; the office decides by a day.
    fn return_asked(&self, by: &str, lang: Lang) -> String {
        let name = |case: &ReturnCase| lang.pick(case.name.as_str(), case.name_en.as_str()).to_owned();
        let asking: Vec<_> = self.shares.pending_returns().map(name).collect();
        lang.pick(
            format!("{}申请退回，代表工委应在{by}决定；答复期限不变。", asking.join("、")),
            format!(
                "The {} asks to return it; the congress office decides {by}. The reply is due as before.",
                asking.join(", ")
            ),
        )
    }

    /// How many promises of a unit are being kept, and by when the next is due.
    fn promises_kept(&self, unit: &str, class: &str, today: Date, lang: Lang) -> String {
        let n = self.promises.open().count();
        if n == 0 {
            return lang.pick(
                format!("{unit}已答复（{class}），承诺事项均已核实或说明，等待代表工委办结。"),
                format!("The {unit} replied ({class}); every promise is settled, and the office is to close it."),
            );
        }
        let claimed = self.promises.iter().filter(|one| one.state == PromiseState::Claimed).count();
        let claimed = (claimed > 0).then(|| {
            lang.pick(format!("，其中{claimed}项已报告、等待核实"), format!(" ({claimed} reported, to be verified)"))
        });
        let claimed = claimed.unwrap_or_default();
        let next = self.next_promise().map(|day| due_on(day, today, lang)).unwrap_or_default();
        lang.pick(
            format!("{unit}已答复（{class}），{n}项承诺正在落实{claimed}，最近一项应在{next}兑现。"),
            format!("The {unit} replied ({class}); promises being kept: {n}{claimed}, the next {next}."),
        )
    }
}

fn due(clock: &Clock, today: Date, lang: Lang) -> String {
    due_on(clock.due, today, lang)
}

fn due_on(day: Date, today: Date, lang: Lang) -> String {
    let (day, left) = (date(day, lang), days_left(days_between(today, day), lang));
    lang.pick(format!("{day}前（{left}）"), format!("by {day} ({left})"))
}
