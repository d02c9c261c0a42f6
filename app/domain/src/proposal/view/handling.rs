//! What each reader may see of the handling: contacts, opinions, replies in the making, promises, meetings, chases.

use ground::vocabulary::Lang;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::reader::Sight;
use crate::county::people::{Actor, BodyId, Office};
use crate::parts::chases::Chase;
use crate::parts::contacts::{Contact, ContactState, Manner};
use crate::parts::files::AttachmentRef;
use crate::parts::promises::{Promise, PromiseState};
use crate::parts::shares::{Assignment, Part};
use crate::proposal::Proposal;
use crate::proposal::command::ReplyForm;
use crate::proposal::extension::Extension;
use crate::proposal::key::Criterion;

/// A contact: that it took place and what the deputy says of it is public, what was said is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactView {
    /// Its place among the contacts, from 0.
    pub n: usize,
    /// The name of the unit.
    pub unit: String,
    /// How.
    pub manner: Manner,
    /// When.
    pub on: Date,
    /// What the deputy says of it.
    pub state: ContactState,
    /// Until when the deputy may dispute it.
    pub check_by: Option<Date>,
    /// Who took part and what was said; for those concerned.
    pub minutes: Option<Minutes>,
}

/// Who took part in a contact and what was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// Who took part.
    pub participants: String,
    /// What was said.
    pub summary: String,
    /// What the deputy says is not true of it.
    pub objection: Option<String>,
    /// Photographs of it.
    pub files: Vec<AttachmentRef>,
}

/// A wish for more time and the decision, as the public reads them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtensionView {
    /// When it was asked for.
    pub on: Date,
    /// The last day that the unit wishes.
    pub until: Date,
    /// Why.
    pub reason: String,
    /// When it was decided.
    pub decided_on: Option<Date>,
    /// Why it was decided so.
    pub decision: Option<String>,
    /// The new last day, where it was granted.
    pub granted_until: Option<Date>,
}

/// An assisting unit's opinion; for units and offices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionView {
    pub unit: BodyId,
    pub name: String,
    /// Until when it gives its opinion.
    pub due: Option<Date>,
    /// When it was sent; nothing yet otherwise.
    pub on: Option<Date>,
    /// What it says to each ask, in order.
    pub answers: Vec<Option<String>>,
    /// What was missing, where the last one was sent back.
    pub sent_back: Option<String>,
    /// When it was last chased.
    pub chased_on: Option<Date>,
}

/// A reply in the making; for the people of its unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyDesk {
    /// The name of the unit.
    pub unit: String,
    pub part: Part,
    /// The text so far.
    pub draft: Option<ReplyForm>,
    /// Who saved it last, and when.
    pub saved: Option<(String, Date)>,
    /// What stands in the way of the signature, as sentences.
    pub blocks: Vec<String>,
    /// The promises of the unit that are still open.
    pub open_promises: Vec<String>,
}

/// A promise and what has become of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseView {
    /// Its place among the promises, from 0.
    pub n: usize,
    /// The unit that gave it.
    pub unit: BodyId,
    pub unit_name: String,
    /// What is promised.
    pub text: String,
    /// The last day.
    pub due: Date,
    /// What has become of it.
    pub state: PromiseState,
    /// Whether the last day has passed while it is open.
    pub overdue: bool,
    /// When it was verified or explained.
    pub settled_on: Option<Date>,
    /// What the unit says shows it, first to last.
    pub claims: Vec<ClaimView>,
    /// Why it is not kept, and who signed that.
    pub explanation: Option<(String, String)>,
    /// The look-backs, first to last.
    pub look_backs: Vec<LookBackView>,
}

/// A unit's word that a promise is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimView {
    /// When.
    pub on: Date,
    /// What shows it.
    pub evidence: String,
    /// The files that show it.
    pub files: Vec<AttachmentRef>,
    /// Whether it was not found kept.
    pub is_rejected: bool,
    /// Why; for those concerned.
    pub rejected: Option<String>,
}

/// A later look at a promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookBackView {
    /// How many months after it fell due or was kept.
    pub months: u16,
    /// When it is due.
    pub due: Date,
    /// When somebody looked, and whether it holds.
    pub found: Option<(Date, bool)>,
    /// What was seen; for those concerned.
    pub note: Option<String>,
}

/// A coordination meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoordinationView {
    /// The day.
    pub on: Date,
    /// Who took part and what was said; for those concerned.
    pub minutes: Option<(String, String)>,
}

/// A nomination as a key proposal; for the offices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NominationView {
    /// When.
    pub on: Date,
    /// The criteria that are met.
    pub criteria: Vec<Criterion>,
    /// Why.
    pub reason: String,
}

/// When the units were chased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChaseView {
    /// When.
    pub on: Date,
    /// Who.
    pub by: Office,
    /// What the unit is to do; for those concerned.
    pub note: Option<String>,
}

/// Everything that is seen of the handling.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandlingView {
    /// The contacts with the deputy.
    pub contacts: Vec<ContactView>,
    /// The wishes for more time.
    pub extensions: Vec<ExtensionView>,
    pub promises: Vec<PromiseView>,
    /// The coordination meetings.
    pub coordinations: Vec<CoordinationView>,
    /// When the units were chased.
    pub chases: Vec<ChaseView>,
    /// From which day on they may be chased again.
    pub chase_again_on: Option<Date>,
    /// The opinions of assisting units; for units and offices.
    pub opinions: Vec<OpinionView>,
    /// The reply that the reader writes or signs.
    pub reply: Option<ReplyDesk>,
    /// Who works on it in each unit; for units and offices.
    pub handlers: Vec<(BodyId, String)>,
    /// The nomination; for the offices.
    pub nomination: Option<NominationView>,
}

impl Proposal {
    pub(super) fn handling_seen(&self, sight: Sight) -> HandlingView {
        let Sight { actor, concerned, is_office, is_unit, lang, today, .. } = sight;
        let inner = is_office || is_unit;
        HandlingView {
            contacts: self
                .contacts
                .iter()
                .enumerate()
                .map(|(n, one)| self.contact_seen(n, one, concerned, lang))
                .collect(),
            extensions: self.extensions.iter().map(ExtensionView::new).collect(),
            promises: (self.promises.iter().enumerate())
                .map(|(n, one)| PromiseView::new(n, one, self.name_of(one.unit, lang), concerned, today))
                .collect(),
            coordinations: (self.coordinations.iter())
                .map(|held| CoordinationView {
                    on: held.on,
                    minutes: concerned.then(|| (held.participants.to_string(), held.minutes.to_string())),
                })
                .collect(),
            chases: self.chases.iter().map(|chase| ChaseView::new(chase, concerned)).collect(),
            chase_again_on: self.chases.again_on().filter(|_| concerned),
            opinions: (self.shares.iter())
                .filter(|share| inner && share.part == Part::Assisting)
                .map(|share| OpinionView::new(share, lang))
                .collect(),
            reply: actor.and_then(|actor| self.reply_seen(actor, lang, today)),
            handlers: (self.shares.iter())
                .filter(|_| inner)
                .filter_map(|share| Some((share.unit, share.handler.as_ref()?.name.clone())))
                .collect(),
            nomination: self.nomination.as_ref().filter(|_| is_office).map(|nomination| NominationView {
                on: nomination.on,
                criteria: nomination.criteria.clone(),
                reason: nomination.reason.to_string(),
            }),
        }
    }

    fn contact_seen(&self, n: usize, contact: &Contact, concerned: bool, lang: Lang) -> ContactView {
        ContactView {
            n,
            unit: self.name_of(contact.unit, lang).to_owned(),
            manner: contact.manner,
            on: contact.on,
            state: contact.state,
            check_by: Some(contact.check.due),
            minutes: concerned.then(|| Minutes {
                participants: contact.participants.to_string(),
                summary: contact.summary.to_string(),
                objection: contact.objection.as_ref().map(ToString::to_string),
                files: contact.files.clone(),
            }),
        }
    }

    fn reply_seen(&self, actor: &Actor, lang: Lang, today: Date) -> Option<ReplyDesk> {
        let share = self.answering_share(actor)?;
        let draft = self.reply_draft(share.unit);
        let blocks = self.blocks_for(actor, today).into_iter().chain(self.draft_gaps(share));
        let open = self.promises.open().filter(|(_, one)| one.unit == share.unit);
        Some(ReplyDesk {
            unit: share.unit_name(lang).to_owned(),
            part: share.part,
            draft: draft.map(|draft| draft.form.clone()),
            saved: draft.map(|draft| (draft.by.clone(), draft.on)),
            blocks: blocks.map(|block| block.sentence(lang)).collect(),
            open_promises: open.map(|(_, one)| one.text.to_string()).collect(),
        })
    }
}

impl ExtensionView {
    fn new(extension: &Extension) -> Self {
        let decision = extension.decision.as_ref();
        Self {
            on: extension.on,
            until: extension.until,
            reason: extension.reason.to_string(),
            decided_on: decision.map(|decision| decision.on),
            decision: decision.map(|decision| decision.reason.to_string()),
            granted_until: decision.and_then(|decision| decision.until),
        }
    }
}

impl OpinionView {
    fn new(share: &Assignment, lang: Lang) -> Self {
        let last = share.opinions.last();
        let counts = share.opinion();
        Self {
            unit: share.unit,
            name: share.unit_name(lang).to_owned(),
            due: share.opinion_by.as_ref().map(|clock| clock.due),
            on: counts.map(|opinion| opinion.on),
            answers: (counts.iter())
                .flat_map(|opinion| &opinion.answers)
                .map(|answer| answer.as_ref().map(ToString::to_string))
                .collect(),
            sent_back: last.and_then(|opinion| opinion.sent_back.as_ref()).map(ToString::to_string),
            chased_on: share.chased.last().copied(),
        }
    }
}

impl PromiseView {
    fn new(n: usize, one: &Promise, unit_name: &str, concerned: bool, today: Date) -> Self {
        Self {
            n,
            unit: one.unit,
            unit_name: unit_name.to_owned(),
            text: one.text.to_string(),
            due: one.due,
            state: one.state,
            overdue: !one.state.is_settled() && one.due < today,
            settled_on: one.settled_on,
            claims: (one.claims.iter())
                .map(|claim| ClaimView {
                    on: claim.on,
                    evidence: claim.evidence.to_string(),
                    files: claim.files.clone(),
                    is_rejected: claim.rejected.is_some(),
                    rejected: claim.rejected.as_ref().filter(|_| concerned).map(ToString::to_string),
                })
                .collect(),
            explanation: one.explanation.as_ref().map(|it| (it.reason.to_string(), it.signer.clone())),
            look_backs: (one.look_backs.iter())
                .map(|look_back| LookBackView {
                    months: look_back.months,
                    due: look_back.due(),
                    found: look_back.finding.as_ref().map(|finding| (finding.on, finding.holds)),
                    note: look_back.finding.as_ref().filter(|_| concerned).map(|finding| finding.note.to_string()),
                })
                .collect(),
        }
    }
}

impl ChaseView {
    fn new(chase: &Chase, concerned: bool) -> Self {
        let note = chase.note.as_ref().filter(|_| concerned).map(ToString::to_string);
        Self { on: chase.on, by: chase.by, note }
    }
}
