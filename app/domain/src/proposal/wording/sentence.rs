//! What one line of the log says.

use ground::dates::date;
use ground::vocabulary::Lang;

use super::names::units;
use crate::county::clock::Clock;
use crate::county::people::UnitId;
use crate::proposal::Proposal;
use crate::proposal::event::{Event, Record};
use crate::proposal::hand_over::ReturnDecision;
use crate::proposal::workflow::{Relation, Stage};

impl Proposal {
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
}
