//! Sentences from the handling to the promise kept.

use ground::dates::{date, day_of_year};
use ground::vocabulary::Lang;

use crate::proposal::Proposal;
use crate::proposal::command::Part;
use crate::proposal::event::{Event, Record};

impl Proposal {
    /// What one line of the log says about handling, promises and key proposals; empty for other lines. `reason` puts a
    /// reason behind it where the reader may read that.
    pub(super) fn handling_sentence(
        &self,
        record: &Record,
        who: &str,
        lang: Lang,
        reason: &impl Fn(&str) -> String,
    ) -> String {
        let name = |unit| {
            let share = self.assignments.iter().find(|share| share.unit == unit);
            share.map_or("", |share| share.unit_name(lang))
        };
        let promise = |n: usize| {
            let text = self.commitments.get(n).map_or("", |one| one.text.as_str()).trim_end_matches(['。', '.']);
            lang.pick(format!("“{text}”"), format!("“{text}”"))
        };
        // What everyone reads stands without the question who reads.
        let because = |text: &str| {
            let text = text.trim_end_matches(['。', '.']);
            lang.pick(format!("：{text}"), format!(": {text}"))
        };
        let contact = |n: usize| {
            let day = self.contacts.get(n).map(|contact| day_of_year(contact.on, lang)).unwrap_or_default();
            lang.pick(format!("{day}的沟通"), format!("the contact on {day}"))
        };
        match (&record.event, lang) {
            (Event::TakenOver { handler, .. }, Lang::Zh) => format!("{who}由{}经办。", handler.name),
            (Event::TakenOver { handler, .. }, Lang::En) => format!("{who}: {} works on it now.", handler.name),
            (Event::ContactConfirmed { contact: n }, Lang::Zh) => format!("{who}确认{}属实。", contact(*n)),
            (Event::ContactConfirmed { contact: n }, Lang::En) => format!("{who} confirmed {}.", contact(*n)),
            (Event::ContactDisputed { contact: n, reason: text }, Lang::Zh) => {
                format!("{who}对{}的记录提出异议{}。", contact(*n), reason(text.as_str()))
            }
            (Event::ContactDisputed { contact: n, reason: text }, Lang::En) => {
                format!("{who} disputed the record of {}{}.", contact(*n), reason(text.as_str()))
            }
            (Event::ContactStood { contact: n }, Lang::Zh) => {
                format!("代表在期限内未对{}的记录提出异议，视为属实。", contact(*n))
            }
            (Event::ContactStood { contact: n }, Lang::En) => {
                format!("The record of {} was not disputed in time and stands.", contact(*n))
            }
            (Event::OpinionSent { .. }, Lang::Zh) => format!("{who}向主办单位报送协办意见。"),
            (Event::OpinionSent { .. }, Lang::En) => format!("{who} gave its opinion to the lead unit."),
            (Event::OpinionChased { unit }, Lang::Zh) => format!("{who}催办{}的协办意见。", name(*unit)),
            (Event::OpinionChased { unit }, Lang::En) => {
                format!("{who} asked the {} again for its opinion.", name(*unit))
            }
            (Event::OpinionSentBack { unit, reason: text }, Lang::Zh) => {
                format!("{who}退回{}的协办意见{}。", name(*unit), reason(text.as_str()))
            }
            (Event::OpinionSentBack { unit, reason: text }, Lang::En) => {
                format!("{who} sent the opinion of the {} back{}.", name(*unit), reason(text.as_str()))
            }
            (Event::ExtensionAsked(wish), Lang::Zh) => {
                format!("{who}申请延期至{}答复{}。", date(wish.until, lang), because(wish.reason.as_str()))
            }
            (Event::ExtensionAsked(wish), Lang::En) => {
                format!("{who} asked for time until {}{}.", date(wish.until, lang), because(wish.reason.as_str()))
            }
            (Event::ExtensionGranted { reason: text, reply }, Lang::Zh) => {
                format!("{who}同意延期至{}答复{}。", date(reply.due, lang), because(text.as_str()))
            }
            (Event::ExtensionGranted { reason: text, reply }, Lang::En) => {
                format!("{who} granted time until {}{}.", date(reply.due, lang), because(text.as_str()))
            }
            (Event::ExtensionRefused { reason: text }, Lang::Zh) => {
                format!("{who}不同意延期，仍按原期限答复{}。", because(text.as_str()))
            }
            (Event::ExtensionRefused { reason: text }, Lang::En) => {
                format!("{who} refused more time; the reply is due as before{}.", because(text.as_str()))
            }
            (Event::ReplyDrafted { .. }, Lang::Zh) => format!("{who}拟写答复稿。"),
            (Event::ReplyDrafted { .. }, Lang::En) => format!("{who} saved a draft of the reply."),
            (Event::SeparateReplied { reply }, lang) => {
                let (part, class) = (Part::Separate.word(lang), reply.class.word(lang));
                lang.pick(
                    format!("{who}（{part}）答复代表，办理结果为{class}。"),
                    format!("{who} ({}) replied: {class}.", part.to_lowercase()),
                )
            }
            (Event::Escalated, Lang::Zh) => format!("代表仍不满意，{who}提请召开协调会。"),
            (Event::Escalated, Lang::En) => {
                format!("The deputy remains unsatisfied: {} calls a coordination meeting.", lower_first(who))
            }
            (Event::HandledAgain { coordination, reply }, lang) => {
                let (on, due) = (date(coordination.on, lang), date(reply.due, lang));
                let minutes = reason(coordination.minutes.as_str());
                lang.pick(
                    format!("{who}于{on}召开协调会，决定重新办理，应在{due}前再次答复{minutes}。"),
                    format!("{who} held a meeting on {on}: it is handled again, with a reply by {due}{minutes}."),
                )
            }
            (Event::FollowedUp { coordination }, lang) => {
                let (on, minutes) = (date(coordination.on, lang), reason(coordination.minutes.as_str()));
                lang.pick(
                    format!("{who}于{on}召开协调会，决定跟踪落实承诺事项，保留“不满意”评价{minutes}。"),
                    format!(
                        "{who} held a meeting on {on}: the promises are followed up, “not satisfied” stands{minutes}."
                    ),
                )
            }
            (Event::ClosedUnsatisfied { coordination: Some(held) }, lang) => {
                let (on, minutes) = (date(held.on, lang), reason(held.minutes.as_str()));
                lang.pick(
                    format!("{who}于{on}召开协调会后办结，保留“不满意”评价{minutes}。"),
                    format!("{who} closed it after a meeting on {on}; “not satisfied” stands{minutes}."),
                )
            }
            (Event::ClosedUnsatisfied { coordination: None }, Lang::Zh) => format!("{who}办结，保留“不满意”评价。"),
            (Event::ClosedUnsatisfied { coordination: None }, Lang::En) if who.is_empty() => {
                "Closed; the rating “not satisfied” stands.".into()
            }
            (Event::ClosedUnsatisfied { coordination: None }, Lang::En) => {
                format!("{who} closed it; the rating “not satisfied” stands.")
            }
            (Event::CommitmentClaimed { commitment, .. }, Lang::Zh) => {
                format!("{who}报告承诺{}已兑现，等待核实。", promise(*commitment))
            }
            (Event::CommitmentClaimed { commitment, .. }, Lang::En) => {
                format!("{who} reports the promise {} as kept, to be verified.", promise(*commitment))
            }
            (Event::CommitmentVerified { commitment }, Lang::Zh) => {
                format!("{who}核实承诺{}已兑现。", promise(*commitment))
            }
            (Event::CommitmentVerified { commitment }, Lang::En) => {
                format!("{who} verified that the promise {} is kept.", promise(*commitment))
            }
            (Event::ClaimRejected { commitment, reason: text }, Lang::Zh) => {
                format!("{who}核实承诺{}尚未兑现{}。", promise(*commitment), reason(text.as_str()))
            }
            (Event::ClaimRejected { commitment, reason: text }, Lang::En) => {
                format!("{who} did not find the promise {} kept{}.", promise(*commitment), reason(text.as_str()))
            }
            (Event::CommitmentExplained { commitment, explanation }, Lang::Zh) => {
                let why = because(explanation.reason.as_str());
                format!("{who}说明承诺{}未兑现的原因{why}。", promise(*commitment))
            }
            (Event::CommitmentExplained { commitment, explanation }, Lang::En) => {
                let why = because(explanation.reason.as_str());
                format!("{who} explained why the promise {} is not kept{why}.", promise(*commitment))
            }
            (Event::LookBackOpened { commitment, look_back }, lang) => {
                let promise = promise(*commitment);
                match (look_back.months, lang) {
                    (0, Lang::Zh) => format!("承诺{promise}到期，启动回头看。"),
                    (0, Lang::En) => format!("The promise {promise} falls due: a look-back begins."),
                    (months, Lang::Zh) => format!("承诺{promise}兑现满{months}个月，启动回头看。"),
                    (months, Lang::En) => format!("{months} months after {promise} was kept, a look-back begins."),
                }
            }
            (Event::LookedBack { commitment, finding }, lang) => {
                let (promise, note) = (promise(*commitment), reason(finding.note.as_str()));
                match (finding.holds, lang) {
                    (true, Lang::Zh) => format!("{who}回头看：承诺{promise}已兑现并保持{note}。"),
                    (true, Lang::En) => format!("{who} looked back: {promise} is kept and holds{note}."),
                    (false, Lang::Zh) => format!("{who}回头看：承诺{promise}尚未兑现{note}。"),
                    (false, Lang::En) => format!("{who} looked back: {promise} is not kept yet{note}."),
                }
            }
            (Event::CommitmentReopened { commitment, finding, until }, lang) => {
                let (promise, note) = (promise(*commitment), reason(finding.note.as_str()));
                let until = date(*until, lang);
                lang.pick(
                    format!("{who}回头看发现{promise}反弹，重新跟踪落实，应在{until}前解决{note}。"),
                    format!("{who} found a relapse of {promise}: it is followed up again, until {until}{note}."),
                )
            }
            (Event::HandlingReopened { commitment, finding, reply }, lang) => {
                let (promise, note) = (promise(*commitment), reason(finding.note.as_str()));
                let due = date(reply.due, lang);
                lang.pick(
                    format!("{who}回头看发现{promise}反弹，重新办理，应在{due}前再次答复{note}。"),
                    format!("{who} found a relapse of {promise}: it is handled again, with a reply by {due}{note}."),
                )
            }
            (Event::Nominated(nomination), lang) => {
                let criteria: Vec<_> = nomination.criteria.iter().map(|one| one.word(lang)).collect();
                let criteria = criteria.join(lang.pick("、", "; "));
                let why = reason(nomination.reason.as_str());
                lang.pick(
                    format!("{who}提名为重点建议（{criteria}）{why}。"),
                    format!("{who} nominated it as a key proposal ({criteria}){why}."),
                )
            }
            (Event::NominationDropped, Lang::Zh) => format!("{who}撤回重点建议提名。"),
            (Event::NominationDropped, Lang::En) => format!("{who} dropped the nomination."),
            (Event::KeyNamed(key), Lang::Zh) => format!(
                "主任会议确定为重点建议（{}），{}{}督办，{}{}领办。",
                key.minutes, key.supervisor_title, key.supervisor, key.sponsor_title, key.sponsor
            ),
            (Event::KeyNamed(key), Lang::En) => format!(
                "The chairs’ meeting made it a key proposal ({}): supervisor {}, sponsor {}.",
                key.minutes, key.supervisor, key.sponsor
            ),
            (Event::ProgressReported(report), lang) => {
                let text = because(report.text.as_str());
                match (report.is_final, lang) {
                    (false, Lang::Zh) => format!("{who}报告进展{text}。"),
                    (false, Lang::En) => format!("{who} reported progress{text}."),
                    (true, Lang::Zh) => format!("{who}提交终期报告{text}。"),
                    (true, Lang::En) => format!("{who} gave the final report{text}."),
                }
            }
            (Event::Chased { note }, lang) => {
                let why = note.as_ref().map(|note| reason(note.as_str())).unwrap_or_default();
                lang.pick(format!("{who}催办承办单位{why}。"), format!("{who} chased the units{why}."))
            }
            _ => String::new(),
        }
    }
}

/// “The congress office” inside a sentence.
fn lower_first(text: &str) -> String {
    text.strip_prefix("The ").map_or_else(|| text.to_owned(), |rest| format!("the {rest}"))
}
