//! What each reader may see of a proposal: types of their own, so that nothing is merely left out.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};

use crate::command::{Commitment, Contact, Decline, Manner, Mark, Part, Reply, ReplyClass};
use crate::deadline::Clock;
use crate::draft::{Disclosure, Draft, Topic};
use crate::event::{Event, Record};
use crate::number::Number;
use crate::people::{Actor, County, ProposalId, TownshipId, UnitId};
use crate::proposal::{KeyProposal, Proposal};
use crate::vocabulary::Lang;
use crate::workflow::{Relation, Stage, Step};

/// The county's date at a moment: China keeps UTC+8 all year.
pub fn county_date(at: i64) -> Date {
    let zone = TimeZone::fixed(Offset::constant(8));
    Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(zone).date()
}

/// A proposal as one reader may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalView {
    /// Its id.
    pub id: ProposalId,
    /// The version that a step must name.
    pub version: i32,
    /// Where it stands.
    pub stage: Stage,
    /// How it stands, in one sentence.
    pub status: String,
    /// Whether the clock that readers ask about has run out.
    pub overdue: bool,
    /// Its number.
    pub number: Option<Number>,
    /// Its title.
    pub title: String,
    /// The lead deputy's name.
    pub lead_name: String,
    /// What it is about.
    pub topic: Topic,
    /// The place; `None` for the whole county.
    pub township: Option<Place>,
    /// Whether it is published.
    pub disclosure: Disclosure,
    /// The text handed in.
    pub text: Option<TextView>,
    /// When it was handed in.
    pub submitted_on: Option<Date>,
    /// When it was registered.
    pub registered_on: Option<Date>,
    /// When it was handed over.
    pub handed_over_on: Option<Date>,
    /// Who pushes it as a key proposal.
    pub key: Option<KeyProposal>,
    /// The units and their parts.
    pub units: Vec<UnitView>,
    /// The date that readers ask about, and why it is that date.
    pub clock: Option<ClockView>,
    /// The contacts with the deputy.
    pub contacts: Vec<ContactView>,
    /// The replies, first to last.
    pub replies: Vec<ReplyView>,
    /// What happened, first to last.
    pub timeline: Vec<Entry>,
    /// The steps open to this reader.
    pub steps: Vec<Step>,
    /// What only those concerned see.
    pub inside: Option<Inside>,
    /// The county's date when this was made.
    pub today: Date,
}

/// A place's id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The id.
    pub id: TownshipId,
    /// The name in the reader's language.
    pub name: String,
}

/// What only those concerned see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inside {
    /// Why it was sent back.
    pub return_reason: Option<String>,
    /// The refusal, proposed or confirmed.
    pub decline: Option<Decline>,
    /// The lead deputy's draft; for the lead deputy only.
    pub draft: Option<Draft>,
    /// Whether the reply waits for a contact to be recorded.
    pub reply_needs_contact: bool,
}

/// The text of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextView {
    /// What is wrong.
    pub problem: String,
    /// Why it is so.
    pub analysis: String,
    /// What is asked for.
    pub asks: Vec<String>,
}

/// A unit's share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitView {
    /// The unit.
    pub id: UnitId,
    /// Its name in the reader's language.
    pub name: String,
    /// Its part.
    pub part: Part,
    /// Whether it has accepted.
    pub accepted: bool,
}

/// A due date that explains itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockView {
    /// What is due.
    pub limit: String,
    /// The last day.
    pub due: Date,
    /// Days left; negative when overdue.
    pub days_left: i32,
    /// Why it is this day.
    pub why: String,
}

impl ClockView {
    fn new(clock: &Clock, today: Date, lang: Lang) -> Self {
        Self {
            limit: clock.limit.word(lang).to_owned(),
            due: clock.due,
            days_left: clock.days_left(today),
            why: clock.why(lang),
        }
    }
}

/// A contact: that it took place is public, what was said is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactView {
    /// How.
    pub manner: Manner,
    /// When.
    pub on: Date,
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
}

/// A reply as published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyView {
    /// The document number.
    pub document_number: String,
    /// Who signed it.
    pub signer: String,
    /// The class.
    pub class: ReplyClass,
    /// The opening paragraph.
    pub opening: String,
    /// The answer to each ask.
    pub answers: Vec<String>,
    /// What shows that the matter is solved.
    pub evidence: Option<String>,
    /// The promises.
    pub commitments: Vec<Commitment>,
    /// Whom to ask.
    pub contact_person: String,
    /// Under which number.
    pub telephone: String,
    /// When it was issued.
    pub on: Date,
    /// Whether that was by the due date.
    pub on_time: bool,
    /// The deputy's rating.
    pub rating: Option<RatingView>,
}

/// A rating: the marks are public, the reasons are for those concerned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingView {
    /// How the unit went about it.
    pub attitude: Mark,
    /// What came of it.
    pub result: Mark,
    /// When.
    pub on: Date,
    /// Why; for those concerned.
    pub reasons: Option<String>,
}

/// One entry of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The day.
    pub on: Date,
    /// What happened, as a sentence.
    pub text: String,
    /// The stage it led to, where it led to another.
    pub reached: Option<Stage>,
}

impl Proposal {
    /// The proposal as a reader may see it, or `None` where it does not exist for them.
    pub fn seen_by(&self, reader: Reader, version: i32, log: &[Record]) -> Option<ProposalView> {
        let Reader { actor, lang, today, county } = reader;
        let relations = actor.map_or_else(|| vec![Relation::Public], |actor| self.relations_of(actor));
        if !relations.iter().any(|&relation| self.is_visible_to(relation)) {
            return None;
        }
        let concerned = relations.iter().any(|&r| !matches!(r, Relation::Public | Relation::Administrator));
        let is_lead = relations.contains(&Relation::Lead);
        let clock = self.shown_clock();
        Some(ProposalView {
            id: self.id,
            version,
            stage: self.stage,
            status: self.status(today, lang),
            overdue: clock.is_some_and(|clock| clock.due < today),
            number: self.number,
            title: self.title().to_owned(),
            lead_name: self.lead_name.clone(),
            topic: self.settled.topic,
            township: self.settled.township.and_then(|id| {
                let place = county.townships.iter().find(|township| township.id == id)?;
                Some(Place { id, name: place.name(lang).to_owned() })
            }),
            disclosure: self.settled.disclosure,
            text: self.submission.as_ref().map(|submission| TextView {
                problem: submission.problem.to_string(),
                analysis: submission.analysis.to_string(),
                asks: submission.asks.iter().map(ToString::to_string).collect(),
            }),
            submitted_on: self.submitted_on,
            registered_on: self.registered_at.map(county_date),
            handed_over_on: self.hand_over.as_ref().map(|hand_over| hand_over.on),
            key: self.key.clone(),
            units: self
                .assignments
                .iter()
                .map(|assignment| UnitView {
                    id: assignment.unit,
                    name: assignment.unit_name(lang).to_owned(),
                    part: assignment.part,
                    accepted: assignment.accepted,
                })
                .collect(),
            clock: clock.map(|clock| ClockView::new(clock, today, lang)),
            contacts: self.contacts.iter().map(|contact| ContactView::new(contact, concerned)).collect(),
            replies: self.replies.iter().map(|reply| ReplyView::new(reply, concerned)).collect(),
            timeline: self.timeline(log, lang, concerned, relations.contains(&Relation::CongressOffice)),
            steps: actor.map(|actor| self.open_steps(actor)).unwrap_or_default(),
            inside: concerned.then(|| Inside {
                return_reason: self.return_reason.as_ref().map(ToString::to_string),
                decline: self.decline.clone().filter(|_| !is_lead || self.stage == Stage::Declined),
                draft: is_lead.then(|| self.draft.clone()),
                reply_needs_contact: actor.is_some_and(|actor| self.reply_needs_contact(actor)),
            }),
            today,
        })
    }

    /// The public's timeline begins with the registration; a proposed refusal is the office's own.
    fn timeline(&self, log: &[Record], lang: Lang, concerned: bool, office: bool) -> Vec<Entry> {
        let shown = log.iter().filter(|record| concerned || record.to.is_public());
        let shown =
            shown.filter(|record| office || !matches!(record.event, Event::DeclineProposed(_) | Event::DeclineDropped));
        shown
            .map(|record| Entry {
                on: county_date(record.at),
                text: self.sentence(record, lang, concerned),
                reached: (record.from != record.to).then_some(record.to),
            })
            .collect()
    }
}

impl ContactView {
    fn new(contact: &Contact, concerned: bool) -> Self {
        let minutes = concerned
            .then(|| Minutes { participants: contact.participants.to_string(), summary: contact.summary.to_string() });
        Self { manner: contact.manner, on: contact.on, minutes }
    }
}

impl ReplyView {
    fn new(reply: &Reply, concerned: bool) -> Self {
        Self {
            document_number: reply.document_number.to_string(),
            signer: reply.signer.clone(),
            class: reply.class,
            opening: reply.opening.to_string(),
            answers: reply.answers.iter().map(ToString::to_string).collect(),
            evidence: reply.evidence.as_ref().map(ToString::to_string),
            commitments: reply.commitments.clone(),
            contact_person: reply.contact_person.to_string(),
            telephone: reply.telephone.to_string(),
            on: reply.on,
            on_time: reply.on_time,
            rating: reply.rating.as_ref().map(|rating| RatingView {
                attitude: rating.attitude,
                result: rating.result,
                on: rating.on,
                reasons: rating.reasons.as_ref().filter(|_| concerned).map(ToString::to_string),
            }),
        }
    }
}

/// Who reads, in which language, on which day, in which county.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// The signed-in person, or `None` for the public.
    pub actor: Option<&'a Actor>,
    /// The language.
    pub lang: Lang,
    /// The county's date.
    pub today: Date,
    /// The units and townships.
    pub county: &'a County,
}

/// One line of a list of proposals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The proposal.
    pub id: ProposalId,
    /// Its number.
    pub number: Option<Number>,
    /// Its title.
    pub title: String,
    /// The lead deputy's name.
    pub lead_name: String,
    /// The lead unit's name in the reader's language.
    pub unit: Option<String>,
    /// Where it stands.
    pub stage: Stage,
    /// The due date that readers ask about.
    pub due: Option<Date>,
    /// Days left; negative when overdue.
    pub days_left: Option<i32>,
}

/// What waits for a person: a proposal and the one thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskItem {
    /// The proposal.
    pub summary: Summary,
    /// The step that waits, or `None` where it is only to be watched.
    pub step: Option<Step>,
    /// How it stands, in one sentence.
    pub status: String,
}

/// A published reply, for the home page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LatestReply {
    /// The proposal.
    pub summary: Summary,
    /// The class of the reply.
    pub class: ReplyClass,
    /// When it was issued.
    pub on: Date,
}
