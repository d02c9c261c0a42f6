//! Replies on their way: drafts of clerks, what still stands in the way, and the head's signature.

use ground::dates::date;
use ground::diff::{Stretch, compare};
use ground::problem::Refusal;
use ground::vocabulary::Lang;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::people::{BodyId, PersonId};
use crate::parts::contacts::ContactState;
use crate::parts::shares::{Assignment, Part};
use crate::proposal::Proposal;
use crate::proposal::command::{ReplyClass, ReplyForm};
use crate::proposal::event::Event;
use crate::proposal::workflow::Stage;

/// A unit's reply while it is being written: the log has every version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyDraft {
    pub unit: BodyId,
    /// The text as typed.
    pub form: ReplyForm,
    /// The line of the log that has this version.
    pub seq: u32,
    /// When this version was saved.
    pub on: Date,
    /// Who saved this version.
    pub by: String,
    /// Everyone who has written on it.
    pub writers: Vec<PersonId>,
}

/// Something that stands in the way of a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyBlock {
    /// No contact with the deputy was recorded in this round.
    NoContact,
    /// The deputy has said nothing yet of any contact.
    ContactAwaited {
        /// The last day for that.
        until: Option<Date>,
    },
    /// The deputy disputes what was recorded.
    ContactDisputed,
    /// An assisting unit has not given its opinion.
    OpinionMissing {
        /// Its Chinese name.
        name: String,
        /// Its English name.
        name_en: String,
    },
    /// A separate unit has not replied.
    SeparateReplyMissing {
        /// Its Chinese name.
        name: String,
        /// Its English name.
        name_en: String,
    },
    /// No clerk has written it.
    NotDrafted,
    /// Only the one who would sign has written on it.
    OnlyBySigner,
    /// An ask has no answer in the draft.
    AskUnanswered {
        /// Which, from 1.
        ask: usize,
    },
    /// The draft has no class.
    NoClass,
    /// Class A without evidence.
    NoEvidence,
    /// Class A while promises are open.
    PromisesOpen {
        /// How many.
        open: usize,
    },
    /// Class B or C without a dated promise.
    NoPromise,
    /// Nobody has reviewed whether it may be published.
    DisclosureNotReviewed,
    /// Number, opening, contact person or telephone is missing.
    Unfinished,
}

impl ReplyBlock {
    /// What stands in the way and what to do, as a sentence.
    pub fn sentence(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NoContact, Lang::Zh) => "本轮还没有与代表的沟通记录，请先联系代表并记录。".into(),
            (Self::NoContact, Lang::En) => "No contact with the deputy was recorded in this round: speak first.".into(),
            (Self::ContactAwaited { until }, lang) => {
                let until = until.map(|day| date(day, lang));
                match (until, lang) {
                    (Some(day), Lang::Zh) => format!("沟通记录等待代表确认（{day}前代表未提异议的，视为属实）。"),
                    (None, Lang::Zh) => "沟通记录等待代表确认。".into(),
                    (Some(day), Lang::En) => {
                        format!("The deputy has yet to confirm the contact; undisputed, it stands after {day}.")
                    }
                    (None, Lang::En) => "The deputy has yet to confirm the contact.".into(),
                }
            }
            (Self::ContactDisputed, Lang::Zh) => "代表对沟通记录有异议，请重新沟通并如实记录。".into(),
            (Self::ContactDisputed, Lang::En) => {
                "The deputy disputes the contact: speak again and note it truly.".into()
            }
            (Self::OpinionMissing { name, .. }, Lang::Zh) => {
                format!("{name}的协办意见还没有到；期限已过并催办过的，可以先行答复。")
            }
            (Self::OpinionMissing { name_en, .. }, Lang::En) => {
                format!(
                    "The opinion of the {name_en} is missing; once it is late and was chased, the reply may go out."
                )
            }
            (Self::SeparateReplyMissing { name, .. }, Lang::Zh) => format!("分办单位{name}还没有答复。"),
            (Self::SeparateReplyMissing { name_en, .. }, Lang::En) => {
                format!("The {name_en}, which replies separately, has not replied yet.")
            }
            (Self::NotDrafted, Lang::Zh) => "经办人还没有拟写答复。".into(),
            (Self::NotDrafted, Lang::En) => "No clerk has drafted the reply yet.".into(),
            (Self::OnlyBySigner, Lang::Zh) => "答复须由经办人拟写、另一人签发：请经办人先拟写或修改一稿。".into(),
            (Self::OnlyBySigner, Lang::En) => "One person drafts, another signs: let a clerk write on it first.".into(),
            (Self::AskUnanswered { ask }, Lang::Zh) => format!("第{ask}项请求还没有答复。"),
            (Self::AskUnanswered { ask }, Lang::En) => format!("Ask {ask} has no answer yet."),
            (Self::NoClass, Lang::Zh) => "还没有选择办理类别。".into(),
            (Self::NoClass, Lang::En) => "No class is chosen.".into(),
            (Self::NoEvidence, Lang::Zh) => "A类须写明已经解决的依据。".into(),
            (Self::NoEvidence, Lang::En) => "Class A needs evidence that it is solved.".into(),
            (Self::PromisesOpen { open }, Lang::Zh) => format!("还有{open}项承诺没有兑现，不能列为A类。"),
            (Self::PromisesOpen { open }, Lang::En) => format!("Not class A while promises are open: {open}."),
            (Self::NoPromise, Lang::Zh) => "B类、C类须至少写明一项有期限的承诺。".into(),
            (Self::NoPromise, Lang::En) => "Classes B and C need at least one dated promise.".into(),
            (Self::DisclosureNotReviewed, Lang::Zh) => "还没有确认答复内容可以公开。".into(),
            (Self::DisclosureNotReviewed, Lang::En) => "Nobody has confirmed that it may be published.".into(),
            (Self::Unfinished, Lang::Zh) => "文号、开头、联系人、电话还没有填全。".into(),
            (Self::Unfinished, Lang::En) => "Number, opening, contact person or telephone is missing.".into(),
        }
    }
}

impl Proposal {
    /// A unit's reply in the making.
    pub fn reply_draft(&self, unit: BodyId) -> Option<&ReplyDraft> {
        self.reply_drafts.iter().find(|draft| draft.unit == unit)
    }

    /// What stands in the way of a unit's reply, beside its text; `signer` is who would sign it.
    pub fn reply_blocks(&self, share: &Assignment, signer: Option<PersonId>, today: Date) -> Vec<ReplyBlock> {
        let mut blocks = Vec::new();
        if self.stage != Stage::Tracking {
            blocks.extend(self.contact_block(share));
            if share.part == Part::Lead {
                blocks.extend(self.others_blocks(today));
            }
        }
        match self.reply_draft(share.unit) {
            None => blocks.push(ReplyBlock::NotDrafted),
            Some(draft) => {
                let by_another = signer.is_none_or(|signer| draft.writers.iter().any(|writer| *writer != signer));
                blocks.extend((!by_another).then_some(ReplyBlock::OnlyBySigner));
            }
        }
        blocks
    }

    /// Whether the unit has spoken with the deputy in this round, as the deputy says too.
    pub(super) fn contact_block(&self, share: &Assignment) -> Option<ReplyBlock> {
        let round = self.round();
        let contacts: Vec<_> =
            self.contacts.iter().filter(|contact| contact.round == round && contact.unit == share.unit).collect();
        if contacts.iter().any(|contact| contact.state.counts()) {
            return None;
        }
        let awaited: Vec<_> = contacts.iter().filter(|contact| contact.state == ContactState::Awaited).collect();
        Some(match (contacts.is_empty(), awaited.is_empty()) {
            (true, _) => ReplyBlock::NoContact,
            (false, true) => ReplyBlock::ContactDisputed,
            (false, false) => {
                let until = awaited.iter().map(|contact| contact.check.due).min();
                ReplyBlock::ContactAwaited { until }
            }
        })
    }

    /// What the lead unit waits for from others before its first reply.
    fn others_blocks(&self, today: Date) -> impl Iterator<Item = ReplyBlock> {
        let is_first = self.replies.is_empty();
        let names = |share: &Assignment| (share.name.clone(), share.name_en.clone());
        self.shares.iter().filter(move |_| is_first).filter_map(move |share| {
            let (name, name_en) = names(share);
            let replied = || self.separate_replies.iter().any(|reply| reply.unit == share.unit);
            match share.part {
                Part::Assisting if share.owes_opinion(today) => Some(ReplyBlock::OpinionMissing { name, name_en }),
                Part::Separate if !replied() => Some(ReplyBlock::SeparateReplyMissing { name, name_en }),
                _ => None,
            }
        })
    }

    /// Whether a unit's reply is drafted whole and nothing stands in the way of its signature.
    pub fn is_ready_to_sign(&self, share: &Assignment, today: Date) -> bool {
        self.is_drafted(share) && self.reply_blocks(share, None, today).is_empty()
    }

    /// Whether a unit's reply is drafted whole.
    pub(super) fn is_drafted(&self, share: &Assignment) -> bool {
        self.reply_draft(share.unit).is_some() && self.draft_gaps(share).is_empty()
    }

    /// What is missing in a unit's draft, for reading before somebody signs: the form says the rest beside its fields.
    pub fn draft_gaps(&self, share: &Assignment) -> Vec<ReplyBlock> {
        let Some(draft) = self.reply_draft(share.unit) else { return Vec::new() };
        let form = &draft.form;
        let is_empty = |text: &str| text.trim().is_empty();
        let asks = self.submission.as_ref().map_or(0, |submission| submission.asks.len());
        let unanswered = (0..asks).filter(|&n| form.answers.get(n).is_none_or(|answer| is_empty(answer)));
        let mut gaps: Vec<_> = unanswered.map(|n| ReplyBlock::AskUnanswered { ask: n + 1 }).collect();
        let open = self.promises.open().filter(|(_, one)| one.unit == share.unit).count();
        let promises = form.promises.iter().any(|row| !is_empty(&row.text) && !is_empty(&row.due));
        let of_class = match ReplyClass::from_code(&form.class) {
            Err(_) => Some(ReplyBlock::NoClass),
            Ok(ReplyClass::A) if open > 0 => Some(ReplyBlock::PromisesOpen { open }),
            Ok(ReplyClass::A) if is_empty(&form.evidence) => Some(ReplyBlock::NoEvidence),
            Ok(ReplyClass::B | ReplyClass::C) if open == 0 && !promises => Some(ReplyBlock::NoPromise),
            Ok(_) => None,
        };
        gaps.extend(of_class);
        gaps.extend((!form.disclosure_reviewed).then_some(ReplyBlock::DisclosureNotReviewed));
        let lines = [&form.document_number, &form.opening, &form.contact_person, &form.telephone];
        gaps.extend(lines.into_iter().any(|line| is_empty(line)).then_some(ReplyBlock::Unfinished));
        gaps
    }

    pub(crate) fn decide_draft(unit: BodyId, form: &ReplyForm) -> Result<Event, Refusal> {
        form.check_keepable()?;
        Ok(Event::ReplyDrafted { unit, form: Box::new(form.clone()) })
    }

    pub(crate) fn keep_draft(&mut self, draft: ReplyDraft) {
        let former = self.reply_drafts.iter().position(|known| known.unit == draft.unit);
        let mut writers = former.map(|n| self.reply_drafts.remove(n).writers).unwrap_or_default();
        let new: Vec<_> = draft.writers.iter().filter(|writer| !writers.contains(writer)).copied().collect();
        writers.extend(new);
        self.reply_drafts.push(ReplyDraft { writers, ..draft });
    }
}

/// The parts in which two versions of a reply differ, each with its name and its stretches.
pub fn changes(old: &ReplyForm, new: &ReplyForm, lang: Lang) -> Vec<(String, Vec<Stretch>)> {
    let promises = |form: &ReplyForm| {
        let rows = form.promises.iter().filter(|row| !row.text.trim().is_empty() || !row.due.trim().is_empty());
        rows.map(|row| format!("{} {}", row.text.trim(), row.due.trim())).collect::<Vec<_>>().join("\n")
    };
    let class = |form: &ReplyForm| ReplyClass::from_code(&form.class).map_or("", |class| class.word(lang)).to_owned();
    let mut parts = vec![
        (lang.pick("文号", "Document number").to_owned(), old.document_number.clone(), new.document_number.clone()),
        (lang.pick("办理类别", "Class").to_owned(), class(old), class(new)),
        (lang.pick("开头", "Opening").to_owned(), old.opening.clone(), new.opening.clone()),
    ];
    for n in 0..old.answers.len().max(new.answers.len()) {
        let answer = |form: &ReplyForm| form.answers.get(n).cloned().unwrap_or_default();
        let name = lang.pick(format!("对第{}项请求的答复", n + 1), format!("Answer to ask {}", n + 1));
        parts.push((name, answer(old), answer(new)));
    }
    let contact = |form: &ReplyForm| format!("{} {}", form.contact_person, form.telephone).trim().to_owned();
    parts.extend([
        (lang.pick("依据", "Evidence").to_owned(), old.evidence.clone(), new.evidence.clone()),
        (lang.pick("承诺事项", "Promises").to_owned(), promises(old), promises(new)),
        (lang.pick("联系人及电话", "Contact").to_owned(), contact(old), contact(new)),
        (lang.pick("抄送", "Copies").to_owned(), old.copies.clone(), new.copies.clone()),
    ]);
    let changed = parts.into_iter().filter(|(_, old, new)| old != new);
    changed.map(|(name, old, new)| (name, compare(&old, &new))).collect()
}
