//! Contacts between the units that answer and the lead deputy, who confirms or disputes each.

use ground::field::{choice, parse_date, place_named};
use ground::problem::{Problem, Problems, Refusal};
use ground::text::{Line, Note, Reason};
use ground::{problems, vocabulary};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::clock::{Clock, Limit};
use crate::county::people::UnitId;
use crate::proposal::Proposal;
use crate::proposal::attachment::{AttachmentId, AttachmentRef};
use crate::proposal::command::{Assignment, Manner};
use crate::proposal::decide::Setting;
use crate::proposal::event::Event;

problems! {
    /// What can be wrong with a contact.
    pub enum ContactProblem {
        /// A contact before the hand-over or the previous reply.
        BeforeHandOver = "联系日期不能早于交办日或上一次答复日。",
            "The contact cannot be before the hand-over or the previous reply.";
    }
}

vocabulary! {
    /// What the lead deputy says of a contact.
    pub enum ContactState {
        /// Nothing yet.
        Awaited = "awaited", "待代表确认", "To be confirmed by the deputy";
        /// It took place as noted.
        Confirmed = "confirmed", "代表已确认", "Confirmed by the deputy";
        /// Nothing within the limit, which lets it stand.
        Stands = "stands", "代表未提异议", "Not disputed in time";
        /// It did not take place as noted.
        Disputed = "disputed", "代表有异议", "Disputed by the deputy";
    }
}

impl ContactState {
    /// What records say from before deputies were asked.
    fn unasked() -> Self {
        Self::Stands
    }

    /// Whether it opens the way to a reply.
    pub fn counts(self) -> bool {
        matches!(self, Self::Confirmed | Self::Stands)
    }
}

/// A contact with the deputy, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    /// The code of a [`Manner`].
    pub manner: String,
    /// The day, as `2026-11-23`.
    pub on: String,
    /// Who took part.
    pub participants: String,
    /// What was said.
    pub summary: String,
    /// The ids of photographs that were uploaded before.
    pub files: Vec<String>,
}

/// A contact that the lead deputy confirms.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConfirmContactForm {
    /// Which: its place among the paper's contacts, from 0.
    pub contact: String,
}

/// A contact that the lead deputy disputes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DisputeContactForm {
    /// Which: its place among the paper's contacts, from 0.
    pub contact: String,
    /// What is not true of it.
    pub reason: String,
}

/// A contact between a unit and the deputy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The round of handling it belongs to, from 1.
    pub round: usize,
    /// The unit; the lead unit where a record from before this was kept names none.
    #[serde(default)]
    pub unit: Option<UnitId>,
    /// How.
    pub manner: Manner,
    /// When.
    pub on: Date,
    /// Who took part.
    pub participants: Line,
    /// What was said.
    pub summary: Note,
    /// Photographs of it; for those concerned.
    #[serde(default)]
    pub files: Vec<AttachmentRef>,
    /// Until when the deputy may dispute it.
    #[serde(default)]
    pub check: Option<Clock>,
    /// What the deputy says of it.
    #[serde(default = "ContactState::unasked")]
    pub state: ContactState,
    /// What is not true of it, where it is disputed.
    #[serde(default)]
    pub objection: Option<Reason>,
}

impl Proposal {
    pub(crate) fn decide_contact(
        &self,
        share: &Assignment,
        form: &ContactForm,
        setting: &Setting,
    ) -> Result<Event, Refusal> {
        let today = setting.now.today;
        let mut problems = Problems::default();
        let manner = problems.keep("manner", choice(&form.manner, Manner::from_code(&form.manner).ok()));
        let previous_reply = self.replies.last().map(|reply| reply.on);
        let earliest = previous_reply.or(self.hand_over.as_ref().map(|hand_over| hand_over.on));
        let on = parse_date(&form.on).and_then(|on| match earliest {
            _ if on > today => Err(Problem::InTheFuture),
            Some(earliest) if on < earliest => Err(ContactProblem::BeforeHandOver.into()),
            _ => Ok(on),
        });
        let on = problems.keep("on", on);
        let participants = problems.keep("participants", Line::parse(&form.participants));
        let summary = problems.keep("summary", Note::parse(&form.summary));
        let files = files(&form.files, setting, &mut problems);
        let contact = (|| {
            Some(Contact {
                round: self.round(),
                unit: Some(share.unit),
                manner: manner?,
                on: on?,
                participants: participants?,
                summary: summary?,
                files,
                check: Some(setting.now.clock(Limit::ContactCheck)),
                state: ContactState::Awaited,
                objection: None,
            })
        })();
        problems.finish(contact).map(|contact| Event::ContactRecorded(Box::new(contact)))
    }

    /// The contacts of which the deputy has said nothing yet, with their places.
    pub fn awaited_contacts(&self) -> impl Iterator<Item = (usize, &Contact)> {
        self.contacts.iter().enumerate().filter(|(_, contact)| contact.state == ContactState::Awaited)
    }

    /// The contact that an answer names; the only one that waits where it names none.
    fn contact_named(&self, raw: &str) -> Result<usize, Problem> {
        place_named(raw, self.awaited_contacts().map(|(n, _)| n))
    }

    pub(crate) fn decide_confirmation(&self, form: &ConfirmContactForm) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let contact = problems.keep("contact", self.contact_named(&form.contact));
        problems.finish(contact).map(|contact| Event::ContactConfirmed { contact })
    }

    pub(crate) fn decide_dispute(&self, form: &DisputeContactForm) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let contact = problems.keep("contact", self.contact_named(&form.contact));
        let reason = problems.keep("reason", Reason::parse(&form.reason));
        let disputed = contact.zip(reason).map(|(contact, reason)| Event::ContactDisputed { contact, reason });
        problems.finish(disputed)
    }

    pub(crate) fn answer_contact(&mut self, contact: usize, state: ContactState, objection: Option<Reason>) {
        if let Some(contact) = self.contacts.get_mut(contact) {
            contact.state = state;
            contact.objection = objection;
        }
    }
}

/// The most files that one contact, reply or claim names.
const MAX_NAMED: usize = 10;

/// The files that a form names, among those that were uploaded for the handling of the paper.
pub(crate) fn files(raw: &[String], setting: &Setting, problems: &mut Problems) -> Vec<AttachmentRef> {
    let chosen: Vec<_> = raw.iter().map(|raw| raw.trim()).filter(|raw| !raw.is_empty()).collect();
    if chosen.len() > MAX_NAMED {
        problems.note("files.0", Problem::TooMany { max: MAX_NAMED });
        return Vec::new();
    }
    let mut found: Vec<AttachmentRef> = Vec::new();
    for (n, raw) in chosen.into_iter().enumerate() {
        let id = raw.parse().ok().map(AttachmentId);
        let file = setting.attached.iter().find(|file| Some(file.id) == id);
        let Some(file) = problems.keep(format!("files.{n}"), file.ok_or(Problem::NotAChoice)) else { continue };
        if !found.contains(file) {
            found.push(file.clone());
        }
    }
    found
}
