//! Contacts between the units that answer and the lead deputy, who confirms or disputes each.

use std::ops::Deref;

use ground::dates::{date, day_of_year};
use ground::field::{choice, parse_date, place_named};
use ground::problem::{Problem, Problems, Refusal};
use ground::text::{Line, Note, Reason};
use ground::{problems, vocabulary};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::notice::{NoticeKind as K, Told, Whom};
use crate::case::readers::Readers;
use crate::case::saying::Saying;
use crate::county::clock::{Clock, Limit};
use crate::county::people::{BodyId, Role};
use crate::parts::Doing;
use crate::parts::files::{AttachmentRef, chosen};

problems! {
    /// What can be wrong with a contact.
    pub enum ContactProblem {
        /// A contact before the hand-over or the previous reply.
        BeforeHandOver = "联系日期不能早于交办日或上一次答复日。",
            "The contact cannot be before the hand-over or the previous reply.";
    }
}

vocabulary! {
    /// How a unit spoke with the deputy.
    pub enum Manner {
        /// By telephone.
        Call = "call", "电话沟通", "Call";
        /// At the deputy's place.
        Visit = "visit", "登门走访", "Visit";
        /// At a meeting.
        Meeting = "meeting", "座谈面商", "Meeting";
        /// On site.
        Survey = "survey", "现场调研", "On-site survey";
    }
}

impl Manner {
    /// Whether they met face to face.
    pub fn is_face_to_face(self) -> bool {
        self != Self::Call
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
    pub unit: BodyId,
    /// How.
    pub manner: Manner,
    /// When.
    pub on: Date,
    /// Who took part.
    pub participants: Line,
    /// What was said.
    pub summary: Note,
    /// Photographs of it; for those concerned.
    pub files: Vec<AttachmentRef>,
    /// Until when the deputy may dispute it.
    pub check: Clock,
    /// What the deputy says of it.
    pub state: ContactState,
    /// What is not true of it, where it is disputed.
    pub objection: Option<Reason>,
}

/// What people do about contacts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Notes one.
    Record(ContactForm),
    /// Says that one took place as noted.
    Confirm(ConfirmContactForm),
    /// Says that it did not.
    Dispute(DisputeContactForm),
}

/// What happened to a contact, named by its place among the paper's, from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The unit spoke with the deputy.
    Recorded(Box<Contact>),
    /// The deputy says that it took place as noted.
    Confirmed {
        /// Which.
        contact: usize,
    },
    /// The deputy says that it did not.
    Disputed {
        /// Which.
        contact: usize,
        /// What is not true.
        reason: Reason,
    },
    /// Nobody has disputed it in time.
    Stood {
        /// Which.
        contact: usize,
    },
}

impl Event {
    /// Who reads of it: that it took place is public, what was said is not.
    pub fn readers(&self) -> Readers {
        match self {
            Self::Recorded(_) | Self::Confirmed { .. } | Self::Disputed { .. } | Self::Stood { .. } => {
                Readers::Everyone
            }
        }
    }
}

/// The handling in which a contact is noted: its round, from 1, and the first day that can be meant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Occasion {
    pub(crate) round: usize,
    pub(crate) earliest: Option<Date>,
}

/// The contacts of a paper, first to last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Contacts(Vec<Contact>);

impl Deref for Contacts {
    type Target = [Contact];

    fn deref(&self) -> &[Contact] {
        &self.0
    }
}

impl Contacts {
    /// Those of which the deputy has said nothing yet, with their places.
    pub fn awaited(&self) -> impl Iterator<Item = (usize, &Contact)> {
        self.iter().enumerate().filter(|(_, contact)| contact.state == ContactState::Awaited)
    }

    /// From what somebody does to what happens.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] where what was typed is wrong.
    pub(crate) fn decide(&self, command: &Command, doing: &Doing, occasion: Occasion) -> Result<Event, Refusal> {
        match command {
            Command::Record(form) => decide_contact(form, doing, occasion),
            Command::Confirm(form) => self.decide_confirmation(form),
            Command::Dispute(form) => self.decide_dispute(form),
        }
    }

    /// Keeps what happened.
    pub(crate) fn apply(&mut self, event: Event) {
        match event {
            Event::Recorded(contact) => self.0.push(*contact),
            Event::Confirmed { contact } => self.answer(contact, ContactState::Confirmed, None),
            Event::Disputed { contact, reason } => self.answer(contact, ContactState::Disputed, Some(reason)),
            Event::Stood { contact } => self.answer(contact, ContactState::Stands, None),
        }
    }

    /// What a line of the log says.
    pub(crate) fn sentence(&self, event: &Event, say: Saying) -> String {
        let (who, lang) = (say.who, say.lang);
        let named = |n: usize| {
            let day = self.get(n).map(|contact| day_of_year(contact.on, lang)).unwrap_or_default();
            lang.pick(format!("{day}的沟通"), format!("the contact on {day}"))
        };
        match event {
            Event::Recorded(contact) => {
                let (on, manner) = (date(contact.on, lang), contact.manner.word(lang));
                let said = say.reason(contact.summary.as_str());
                lang.pick(
                    format!("{who}于{on}与代表沟通（{manner}）{said}。"),
                    format!("{who} spoke with the deputy on {on} ({manner}){said}."),
                )
            }
            Event::Confirmed { contact } => {
                let contact = named(*contact);
                lang.pick(format!("{who}确认{contact}属实。"), format!("{who} confirmed {contact}."))
            }
            Event::Disputed { contact, reason } => {
                let (contact, why) = (named(*contact), say.reason(reason.as_str()));
                lang.pick(
                    format!("{who}对{contact}的记录提出异议{why}。"),
                    format!("{who} disputed the record of {contact}{why}."),
                )
            }
            Event::Stood { contact } => {
                let contact = named(*contact);
                lang.pick(
                    format!("代表在期限内未对{contact}的记录提出异议，视为属实。"),
                    format!("The record of {contact} was not disputed in time and stands."),
                )
            }
        }
    }

    /// Who is told of it, once it is kept.
    pub(crate) fn told(&self, event: &Event) -> Vec<Told> {
        let unit = |n: usize| self.get(n).map(|contact| Whom::Unit(contact.unit));
        let of_unit = |n: usize, kind| unit(n).map(|unit| Told::of(unit, kind)).into_iter();
        match event {
            Event::Recorded(contact) => vec![Told::by(Whom::Lead, K::ContactRecorded, Some(contact.check.due))],
            Event::Confirmed { contact } => of_unit(*contact, K::ContactConfirmed).collect(),
            Event::Disputed { contact, .. } => {
                let office = Told::of(Whom::Holders(Role::CongressOffice), K::ContactDisputed);
                of_unit(*contact, K::ContactDisputed).chain([office]).collect()
            }
            Event::Stood { contact } => {
                of_unit(*contact, K::ContactStood).chain([Told::of(Whom::Lead, K::ContactStood)]).collect()
            }
        }
    }

    /// The contact that an answer names; the only one that waits where it names none.
    fn named(&self, raw: &str) -> Result<usize, Problem> {
        place_named(raw, self.awaited().map(|(n, _)| n))
    }

    fn decide_confirmation(&self, form: &ConfirmContactForm) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let contact = problems.keep("contact", self.named(&form.contact));
        problems.finish(contact.map(|contact| Event::Confirmed { contact }))
    }

    fn decide_dispute(&self, form: &DisputeContactForm) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let contact = problems.keep("contact", self.named(&form.contact));
        let reason = problems.keep("reason", Reason::parse(&form.reason));
        problems.finish(contact.zip(reason).map(|(contact, reason)| Event::Disputed { contact, reason }))
    }

    fn answer(&mut self, contact: usize, state: ContactState, objection: Option<Reason>) {
        if let Some(contact) = self.0.get_mut(contact) {
            contact.state = state;
            contact.objection = objection;
        }
    }
}

fn decide_contact(form: &ContactForm, doing: &Doing, occasion: Occasion) -> Result<Event, Refusal> {
    let (unit, today) = (doing.unit()?, doing.today());
    let mut problems = Problems::default();
    let manner = problems.keep("manner", choice(&form.manner, Manner::from_code(&form.manner).ok()));
    let on = parse_date(&form.on).and_then(|on| match occasion.earliest {
        _ if on > today => Err(Problem::InTheFuture),
        Some(earliest) if on < earliest => Err(ContactProblem::BeforeHandOver.into()),
        _ => Ok(on),
    });
    let on = problems.keep("on", on);
    let participants = problems.keep("participants", Line::parse(&form.participants));
    let summary = problems.keep("summary", Note::parse(&form.summary));
    let files = chosen(&form.files, doing.attached, &mut problems);
    let contact = (|| {
        Some(Contact {
            round: occasion.round,
            unit,
            manner: manner?,
            on: on?,
            participants: participants?,
            summary: summary?,
            files,
            check: doing.clock(Limit::ContactCheck),
            state: ContactState::Awaited,
            objection: None,
        })
    })();
    problems.finish(contact.map(|contact| Event::Recorded(Box::new(contact))))
}
