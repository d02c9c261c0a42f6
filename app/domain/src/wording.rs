//! Sentences: dates, what stands now, and what happened, for reading aloud.

mod handling;

use jiff::civil::Date;

use crate::command::{Assignment, Mark, Part};
use crate::deadline::{Clock, days_between};
use crate::event::{Event, Record};
use crate::hand_over::ReturnDecision;
use crate::people::UnitId;
use crate::proposal::Proposal;
use crate::signing::SignState;
use crate::vocabulary::Lang;
use crate::workflow::{Relation, Stage};

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

fn due(clock: &Clock, today: Date, lang: Lang) -> String {
    due_on(clock.due, today, lang)
}

fn due_on(day: Date, today: Date, lang: Lang) -> String {
    let (day, left) = (date(day, lang), days_left(days_between(today, day), lang));
    lang.pick(format!("{day}前（{left}）"), format!("by {day} ({left})"))
}

impl Assignment {
    /// The unit's name in a language.
    pub fn unit_name(&self, lang: Lang) -> &str {
        lang.pick(&self.name, &self.name_en)
    }
}

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
            (Stage::Returned, Lang::Zh) => "已退回修改，等待领衔代表修改后再次提交。".into(),
            (Stage::Returned, Lang::En) => "Returned: the lead deputy is to mend it and submit it again.".into(),
            (Stage::Declined, Lang::Zh) => "经两人审核，不予立案。".into(),
            (Stage::Declined, Lang::En) => "Declined, confirmed by two people.".into(),
            (Stage::Registered, Lang::Zh) => format!("已登记编号，应在{by}交承办单位办理。"),
            (Stage::Registered, Lang::En) => format!("Registered; to be handed over to a unit {by}."),
            (Stage::Assigned, lang) if self.pending_returns().next().is_some() => {
                let asking: Vec<_> =
                    self.pending_returns().map(|case| lang.pick(case.name.as_str(), case.name_en.as_str())).collect();
                lang.pick(
                    format!("{}申请退回，代表工委应在{decide}决定；答复期限不变。", asking.join("、")),
                    format!(
                        "The {} asks to return it; the congress office decides {decide}. The reply is due as before.",
                        asking.join(", ")
                    ),
                )
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
            (Stage::Replied, Lang::Zh) => match (mark, self.replies.len()) {
                (Some(Mark::Unsatisfied), 1) => format!("代表对答复不满意，代表工委应在{by}决定是否重新办理。"),
                (Some(Mark::Unsatisfied), _) => format!("代表对再次答复仍不满意，代表工委应在{by}提请协调。"),
                _ => format!("{unit}已于{replied_on}答复（{class}），等待代表在{by}评价。"),
            },
            (Stage::Replied, Lang::En) => match (mark, self.replies.len()) {
                (Some(Mark::Unsatisfied), 1) => {
                    format!(
                        "The deputy is not satisfied: the congress office decides {by} whether it is handled again."
                    )
                }
                (Some(Mark::Unsatisfied), _) => {
                    format!("The deputy is still not satisfied: the congress office brings both sides together {by}.")
                }
                _ => format!("The {unit} replied on {replied_on} ({class}); the deputy may rate {by}."),
            },
            (Stage::Tracking, lang) => {
                let next = self.next_promise().map(|day| due_on(day, today, lang)).unwrap_or_default();
                let n = self.open_commitments().count();
                if n == 0 {
                    return lang.pick(
                        format!("{unit}已答复（{class}），承诺事项均已核实或说明，等待代表工委办结。"),
                        format!(
                            "The {unit} replied ({class}); every promise is settled, and the office is to close it."
                        ),
                    );
                }
                lang.pick(
                    format!("{unit}已答复（{class}），{n}项承诺正在落实，最近一项应在{next}兑现。"),
                    format!("The {unit} replied ({class}); promises being kept: {n}, the next {next}."),
                )
            }
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

    /// What one line of the log says, with the names and reasons that only those concerned may read where `full`.
    pub fn sentence(&self, record: &Record, lang: Lang, full: bool) -> String {
        let who = self.who(record, lang, full);
        let reason = |text: &str| {
            if full {
                let text = text.trim_end_matches(['。', '.']);
                lang.pick(format!("：{text}"), format!(": {text}"))
            } else {
                String::new()
            }
        };
        let day = |clock: &Clock| date(clock.due, lang);
        match (&record.event, lang) {
            (Event::Invited { invited, until, .. }, lang) => {
                let names: Vec<_> = invited.iter().map(|deputy| deputy.name.as_str()).collect();
                let names = names.join(lang.pick("、", ", "));
                match (names.is_empty(), lang) {
                    (true, Lang::Zh) => format!("{who}请各位附议代表重新确认文本，请在{}前答复。", day(until)),
                    (true, Lang::En) => {
                        format!("{who} asked the co-signers to confirm the text anew by {}.", day(until))
                    }
                    (false, Lang::Zh) => format!("{who}邀请{names}附议，请在{}前答复。", day(until)),
                    (false, Lang::En) => format!("{who} asked {names} to co-sign by {}.", day(until)),
                }
            }
            (Event::CoSigned { .. }, Lang::Zh) => format!("{who}确认附议。"),
            (Event::CoSigned { .. }, Lang::En) => format!("{who} co-signed."),
            (Event::InvitationDeclined, Lang::Zh) => format!("{who}不附议。"),
            (Event::InvitationDeclined, Lang::En) => format!("{who} declined to co-sign."),
            (Event::Lapsed { persons }, lang) => {
                let names = self.signers.iter().filter(|signer| persons.contains(&signer.person));
                let names: Vec<_> = names.map(|signer| signer.name.as_str()).collect();
                lang.pick(
                    format!("{}未在期限内确认，邀请失效。", names.join("、")),
                    format!("{} did not answer in time; the invitation has lapsed.", names.join(", ")),
                )
            }
            (Event::Reopened, Lang::Zh) => format!("{who}收回文本修改；文本改动后，原有附议须重新确认。"),
            (Event::Reopened, Lang::En) => {
                format!("{who} took the text back to change it; whoever has signed another text is asked again.")
            }
            (Event::SignatureWithdrawn, Lang::Zh) => format!("{who}撤回附议。"),
            (Event::SignatureWithdrawn, Lang::En) => format!("{who} withdrew the signature."),
            (Event::Submitted { .. }, Lang::Zh) if record.from == Stage::Returned => format!("{who}修改后再次提交。"),
            (Event::Submitted { .. }, Lang::En) if record.from == Stage::Returned => {
                format!("{who} mended and submitted it again.")
            }
            (Event::Submitted { .. }, Lang::Zh) => format!("{who}提交建议。"),
            (Event::Submitted { .. }, Lang::En) => format!("{who} submitted the proposal."),
            (Event::Returned { reason: text }, Lang::Zh) => format!("{who}退回修改{}。", reason(text.as_str())),
            (Event::Returned { reason: text }, Lang::En) => {
                format!("{who} returned it for changes{}.", reason(text.as_str()))
            }
            (Event::DeclineProposed(decline), Lang::Zh) => {
                format!("{who}提出不予立案{}。", reason(decline.ground.word(lang)))
            }
            (Event::DeclineProposed(decline), Lang::En) => {
                format!("{who} proposed to decline it{}.", reason(decline.ground.word(lang)))
            }
            (Event::Declined, Lang::Zh) if self.decline.as_ref().is_some_and(|decline| decline.as_letter) => {
                format!("{who}确认不予立案，转为来信处理。")
            }
            (Event::Declined, Lang::En) if self.decline.as_ref().is_some_and(|decline| decline.as_letter) => {
                format!("{who} confirmed the refusal; the matter is answered as a letter.")
            }
            (Event::Declined, Lang::Zh) => format!("{who}确认不予立案。"),
            (Event::Declined, Lang::En) => format!("{who} confirmed the refusal."),
            (Event::DeclineDropped, Lang::Zh) => format!("{who}撤销不予立案意见。"),
            (Event::DeclineDropped, Lang::En) => format!("{who} dropped the proposed refusal."),
            (Event::Registered { number, .. }, Lang::Zh) => format!("{who}审查后登记，编号{number}。"),
            (Event::Registered { number, .. }, Lang::En) => format!("{who} registered it under number {number}."),
            (Event::Linked(link), lang) => match (full, lang) {
                (true, Lang::Zh) => format!("{who}将本件与{}号建议关联，各自办理和答复。", link.number),
                (true, Lang::En) => {
                    format!("{who} linked it to {}; each is handled and answered by itself.", link.number)
                }
                (false, Lang::Zh) => format!("{who}将本件与另一件内容相近的建议关联，各自办理和答复。"),
                (false, Lang::En) => format!("{who} linked it to a similar paper; each is answered by itself."),
            },
            (Event::Unlinked(link), lang) => match (full, lang) {
                (true, Lang::Zh) => format!("{who}取消本件与{}号建议的关联。", link.number),
                (true, Lang::En) => format!("{who} undid the link to {}.", link.number),
                (false, Lang::Zh) => format!("{who}取消一项关联。"),
                (false, Lang::En) => format!("{who} undid a link to a similar paper."),
            },
            (Event::DisclosureSet(publication), lang) => {
                let word = publication.disclosure.word(lang);
                let why =
                    publication.restriction.as_ref().map(|why| (why.ground.word(lang), date(why.review_on, lang)));
                match (why, lang) {
                    (None, Lang::Zh) => format!("{who}决定公开方式调整为“{word}”。"),
                    (None, Lang::En) => format!("{who} decided what is published: {word}."),
                    (Some((ground, on)), Lang::Zh) => {
                        format!("{who}决定公开方式调整为“{word}”（{ground}），{on}前复核。")
                    }
                    (Some((ground, on)), Lang::En) => {
                        format!("{who} decided what is published: {word} ({ground}), to be reviewed by {on}.")
                    }
                }
            }
            (Event::ReviewOpened, Lang::Zh) => "公开方式到期，应当复核。".into(),
            (Event::ReviewOpened, Lang::En) => "What is published of it is to be reviewed.".into(),
            (Event::UnitsProposed(plan), lang) => {
                let units = units(&plan.assignments, lang);
                match (plan.to_government, units.is_empty(), lang) {
                    (true, true, Lang::Zh) => format!("{who}拟交政府办分办。"),
                    (true, true, Lang::En) => format!("{who} leaves it to the government office to name the units."),
                    (_, _, Lang::Zh) => format!("{who}拟定承办单位。{units}。"),
                    (_, _, Lang::En) => format!("{who} proposed the units: {units}."),
                }
            }
            (Event::Assigned { assignments, reply, .. }, lang) => {
                let units = units(assignments, lang);
                lang.pick(
                    format!("{who}交办。{units}。答复期限为{}。", day(reply)),
                    format!("{who} handed it over: {units}. The reply is due by {}.", day(reply)),
                )
            }
            (Event::Accepted { .. }, Lang::Zh) if record.by.relation == Relation::System => {
                format!("{}在期限内未申请退回，视为确认承办。", self.unit_of(record, lang))
            }
            (Event::Accepted { .. }, Lang::En) if record.by.relation == Relation::System => {
                format!(
                    "The {} did not ask to return it in time, which counts as acceptance.",
                    self.unit_of(record, lang)
                )
            }
            (Event::ReturnAsked(case), lang) => {
                let why = case.reason.as_str().trim_end_matches(['。', '.']);
                lang.pick(format!("{who}申请退回：{why}。"), format!("{who} asked to return it: {why}."))
            }
            (
                Event::Reassigned { unit, decision, .. }
                | Event::ReturnGranted { unit, decision, .. }
                | Event::ReturnRefused { unit, decision },
                lang,
            ) => self.return_sentence(&who, *unit, decision, lang),
            (Event::Accepted { .. }, Lang::Zh) => format!("{who}确认承办。"),
            (Event::Accepted { .. }, Lang::En) => format!("{who} accepted it."),
            (Event::Begun, Lang::Zh) => "承办单位开始办理。".into(),
            (Event::Begun, Lang::En) => "Handling began.".into(),
            (Event::ContactRecorded(contact), lang) => {
                let (manner, on) = (contact.manner.word(lang), date(contact.on, lang));
                lang.pick(
                    format!(
                        "{who}于{on}与代表沟通（{manner}）{}。",
                        reason(contact.summary.as_str().trim_end_matches('。'))
                    ),
                    format!("{who} spoke with the deputy on {on} ({manner}){}.", reason(contact.summary.as_str())),
                )
            }
            (Event::Replied { reply, .. }, Lang::Zh) => {
                format!("{who}答复代表，办理结果为{}。", reply.class.word(lang))
            }
            (Event::Replied { reply, .. }, Lang::En) => format!("{who} replied: {}.", reply.class.word(lang)),
            (Event::Rated { rating, .. }, lang) => {
                let (attitude, result) = (rating.attitude.word(lang), rating.result.word(lang));
                let why = rating.reasons.as_ref().map(|text| reason(text.as_str())).unwrap_or_default();
                lang.pick(
                    format!("{who}评价：办理态度{attitude}，办理结果{result}{why}。"),
                    format!("{who} rated the reply: attitude {attitude}, result {result}{why}."),
                )
            }
            (Event::SecondRoundGranted { reply }, Lang::Zh) => {
                format!("{who}决定重新办理，应在{}前再次答复。", day(reply))
            }
            (Event::SecondRoundGranted { reply }, Lang::En) => {
                format!("{who} has it handled again; the second reply is due by {}.", day(reply))
            }
            (Event::SecondRoundRefused { reason: text }, Lang::Zh) => {
                format!("{who}决定不再重新办理，保留“不满意”评价{}。", reason(text.as_str()))
            }
            (Event::SecondRoundRefused { reason: text }, Lang::En) => {
                format!(
                    "{who} decided against a second round; the rating “not satisfied” stands{}.",
                    reason(text.as_str())
                )
            }
            (
                Event::TakenOver { .. }
                | Event::ContactConfirmed { .. }
                | Event::ContactDisputed { .. }
                | Event::ContactStood { .. }
                | Event::OpinionSent { .. }
                | Event::OpinionChased { .. }
                | Event::OpinionSentBack { .. }
                | Event::ExtensionAsked(_)
                | Event::ExtensionGranted { .. }
                | Event::ExtensionRefused { .. }
                | Event::ReplyDrafted { .. }
                | Event::SeparateReplied { .. }
                | Event::Escalated
                | Event::HandledAgain { .. }
                | Event::FollowedUp { .. }
                | Event::ClosedUnsatisfied { .. }
                | Event::CommitmentClaimed { .. }
                | Event::CommitmentVerified { .. }
                | Event::ClaimRejected { .. }
                | Event::CommitmentExplained { .. }
                | Event::LookBackOpened { .. }
                | Event::LookedBack { .. }
                | Event::CommitmentReopened { .. }
                | Event::HandlingReopened { .. }
                | Event::Nominated(_)
                | Event::NominationDropped
                | Event::KeyNamed(_)
                | Event::ProgressReported(_)
                | Event::Chased { .. },
                lang,
            ) => self.handling_sentence(record, &who, lang, &reason),
            (Event::Tracked, Lang::Zh) => "转入跟踪落实，等待承诺事项兑现。".into(),
            (Event::Tracked, Lang::En) => "The promises are now being followed up.".into(),
            (Event::Closed, Lang::Zh) => "办结。".into(),
            (Event::Closed, Lang::En) => "Closed.".into(),
            (Event::WithdrawalAsked { reason: text }, lang) => {
                let why = text.as_ref().map(|text| reason(text.as_str())).unwrap_or_default();
                lang.pick(format!("{who}申请撤回{why}。"), format!("{who} asked to withdraw it{why}."))
            }
            (Event::WithdrawalAgreed, Lang::Zh) => format!("{who}同意撤回。"),
            (Event::WithdrawalAgreed, Lang::En) => format!("{who} agreed to the withdrawal."),
            (Event::WithdrawalDropped, Lang::Zh) => format!("{who}取消撤回申请。"),
            (Event::WithdrawalDropped, Lang::En) => format!("{who} dropped the withdrawal."),
            (Event::Withdrawn, Lang::Zh) => "经领衔代表和全体附议代表同意，本件撤回，停止办理。".into(),
            (Event::Withdrawn, Lang::En) => {
                "Withdrawn by the lead deputy and every co-signer; units stop handling it.".into()
            }
        }
    }

    /// An office's decision about a return: who, why, and the days that it cost.
    fn return_sentence(&self, who: &str, unit: UnitId, decision: &ReturnDecision, lang: Lang) -> String {
        let name = self.returns.iter().find(|case| case.unit == unit);
        let name = name.map_or("", |case| lang.pick(case.name.as_str(), case.name_en.as_str()));
        let why = decision.reason.as_str().trim_end_matches(['。', '.']);
        let days = decision.days;
        let next = decision.replacement.as_ref().map(|unit| unit.unit_name(lang));
        match (decision.granted, next, lang) {
            (true, Some(next), Lang::Zh) => format!("{who}同意{name}退回，改由{next}承办，自交办已过{days}天：{why}。"),
            (true, Some(next), Lang::En) => {
                format!(
                    "{who} granted the return by the {name}; the {next} takes over, {days} days after the hand-over: {why}."
                )
            }
            (true, None, Lang::Zh) => format!("{who}同意{name}退回，自交办已过{days}天：{why}。"),
            (true, None, Lang::En) => {
                format!("{who} granted the return by the {name}, {days} days after the hand-over: {why}.")
            }
            (false, _, Lang::Zh) => format!("{who}不同意{name}退回：{why}。"),
            (false, _, Lang::En) => format!("{who} refused the return by the {name}: {why}."),
        }
    }

    /// The name of the unit for which something was done, also where it has given the paper back since.
    fn unit_of(&self, record: &Record, lang: Lang) -> String {
        let Some(unit) = record.by.unit else { return String::new() };
        let present = self.assignments.iter().find(|assignment| assignment.unit == unit);
        let present = present.map(|assignment| assignment.unit_name(lang).to_owned());
        let former = || self.returns.iter().find(|case| case.unit == unit);
        let former = || former().map(|case| lang.pick(case.name.as_str(), case.name_en.as_str()).to_owned());
        let planned = || self.plan.iter().flat_map(|plan| &plan.assignments).find(|a| a.unit == unit);
        present.or_else(former).or_else(|| planned().map(|a| a.unit_name(lang).to_owned())).unwrap_or_default()
    }

    /// Who did it: deputies by name, offices and units as such; their people's names only where `full`.
    fn who(&self, record: &Record, lang: Lang, full: bool) -> String {
        let by = &record.by;
        match by.relation {
            Relation::System => String::new(),
            Relation::Lead | Relation::CoSigner | Relation::Invitee => {
                lang.pick(format!("{}代表", by.name), format!("Deputy {}", by.name))
            }
            relation => {
                let unit = self.unit_of(record, lang);
                let body = if unit.is_empty() {
                    lang.pick(relation.word(lang).to_owned(), format!("The {}", relation.word(lang).to_lowercase()))
                } else {
                    lang.pick(unit.clone(), format!("The {unit}"))
                };
                if full { lang.pick(format!("{body}（{}）", by.name), format!("{body} ({})", by.name)) } else { body }
            }
        }
    }
}

/// “主办：交通运输局,协办财政局、农业农村局”.
fn units(assignments: &[Assignment], lang: Lang) -> String {
    let parts = Part::ALL.iter().filter_map(|&part| {
        let names: Vec<_> = assignments.iter().filter(|a| a.part == part).map(|a| a.unit_name(lang)).collect();
        let word = part.word(lang);
        (!names.is_empty()).then(|| {
            lang.pick(format!("{word}：{}", names.join("、")), format!("{}: {}", word.to_lowercase(), names.join(", ")))
        })
    });
    parts.collect::<Vec<_>>().join(lang.pick("；", "; "))
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
