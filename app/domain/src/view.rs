//! What each reader may see of a proposal: types of their own, so that nothing is merely left out.

mod handling;
mod summarised;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};

use crate::attachment::{AttachmentRef, Purpose};
use crate::command::{Assignment, Commitment, Decline, Mark, Part, Reply, ReplyClass, Settled};
use crate::deadline::{Clock, days_between};
use crate::diff::{Stretch, compare};
use crate::disclosure::{Disclosure, concerns};
use crate::draft::{Draft, Kind, Submission, Topic};
use crate::event::{Readers, Record};
use crate::hand_over::ReturnCase;
use crate::key::KeyProposal;
use crate::number::Number;
use crate::people::{Actor, County, PersonId, ProposalId, TownshipId, UnitId};
use crate::proposal::Proposal;
use crate::reasons::Reasons;
use crate::signing::SignState;
use crate::vocabulary::{Lang, vocabulary};
use crate::workflow::{Relation, Stage, Step};

pub use summarised::RestrictionView;

pub(crate) use handling::Sight;
pub use handling::{
    ChaseView, ClaimView, CommitmentView, ContactView, CoordinationView, ExtensionView, HandlingView, LookBackView,
    Minutes, NominationView, OpinionView, ReplyDesk,
};

/// The county's date at a moment: China keeps UTC+8 all year.
pub fn county_date(at: i64) -> Date {
    let zone = TimeZone::fixed(Offset::constant(8));
    Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(zone).date()
}

/// The time of day in the county at a moment: `14:05`.
pub fn county_time(at: i64) -> String {
    let zone = TimeZone::fixed(Offset::constant(8));
    let time = Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(zone).time();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// The hour in the county, from 0 to 23.
pub fn county_hour(at: i64) -> i8 {
    let zone = TimeZone::fixed(Offset::constant(8));
    Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(zone).hour()
}

/// Another paper about the same matter, as a page names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedPaper {
    /// Its id.
    pub id: ProposalId,
    /// Its number.
    pub number: Number,
    /// Its title; a paper does not know those of others, so whoever reads them fills it in.
    pub title: String,
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
    /// The lead deputy.
    pub lead: PersonId,
    /// The lead deputy's name.
    pub lead_name: String,
    /// What it is about.
    pub topic: Topic,
    /// The place; `None` for the whole county.
    pub township: Option<Place>,
    /// Whether it is published.
    pub disclosure: Disclosure,
    /// Why not all of it is published.
    pub restriction: Option<RestrictionView>,
    /// The text handed in; not for the public where a summary is published.
    pub text: Option<TextView>,
    /// When it was handed in.
    pub submitted_on: Option<Date>,
    /// When it was registered.
    pub registered_on: Option<Date>,
    /// When it was handed over.
    pub handed_over_on: Option<Date>,
    /// What kind of paper it is.
    pub kind: Kind,
    /// The delegation that submits it, where one does.
    pub delegation: Option<Place>,
    /// The deputies who were asked to sign: to the lead deputy all of them, to others those who have signed.
    pub signers: Vec<SignerView>,
    /// The papers about the same matter.
    pub links: Vec<LinkedPaper>,
    /// Who pushes it as a key proposal.
    pub key: Option<KeyProposal>,
    /// The units and their parts.
    pub units: Vec<UnitView>,
    /// The wishes of units to give it back.
    pub returns: Vec<ReturnView>,
    /// The date that readers ask about, and why it is that date.
    pub clock: Option<ClockView>,
    /// Contacts, opinions, promises and what else belongs to the handling.
    pub handling: HandlingView,
    /// The replies, first to last.
    pub replies: Vec<ReplyView>,
    /// The replies of separate units, first to last.
    pub separate_replies: Vec<ReplyView>,
    /// What happened, first to last.
    pub timeline: Vec<Entry>,
    /// The steps open to this reader.
    pub steps: Vec<Step>,
    /// Whether the reader may add files of the handling.
    pub may_attach: bool,
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
    /// What the signing is about, while it goes on.
    pub co_signing: Option<CoSigningView>,
    /// The withdrawal that waits for co-signers.
    pub withdrawal: Option<WithdrawalView>,
    /// The units proposed for the meeting; for the offices.
    pub plan: Option<PlanView>,
}

/// The text that is being signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoSigningView {
    /// What identifies it; a confirmation names it.
    pub fingerprint: String,
    /// The signatures so far, the lead deputy's among them.
    pub signatures: usize,
    /// How many signatures a motion needs.
    pub needed: Option<usize>,
    /// Until when the reader may answer, where the reader is asked.
    pub until: Option<Date>,
    /// What changed in each part since the reader signed, where the reader has signed an earlier text.
    pub changes: Vec<(TextPart, Vec<Stretch>)>,
}

vocabulary! {
    /// A part of a text.
    pub enum TextPart {
        /// The title.
        Title = "title", "标题", "Title";
        /// What is wrong.
        Problem = "problem", "问题", "Problem";
        /// Why it is so.
        Analysis = "analysis", "原因分析", "Analysis";
        /// What is asked for.
        Asks = "asks", "具体请求", "Asks";
    }
}

/// A deputy who was asked to sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignerView {
    /// Who it is.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// What has become of it.
    pub state: SignState,
    /// When the text was confirmed.
    pub confirmed_on: Option<Date>,
    /// The last day for an answer.
    pub until: Date,
}

/// A withdrawal that waits for co-signers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawalView {
    /// Why.
    pub reason: Option<String>,
    /// When the lead deputy asked.
    pub on: Date,
    /// The names of the co-signers who have not agreed yet.
    pub waits_for: Vec<String>,
}

/// The units proposed for the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanView {
    /// The units and their parts.
    pub units: Vec<UnitView>,
    /// Whether the government office is to split it.
    pub to_government: bool,
}

/// A unit's wish to give a paper back: who, why, and what it cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnView {
    /// The unit.
    pub unit: UnitId,
    /// Its name in the reader's language.
    pub name: String,
    /// Its part.
    pub part: Part,
    /// When it asked.
    pub on: Date,
    /// Why.
    pub reason: String,
    /// The unit that it suggests.
    pub suggested: Option<UnitId>,
    /// The decision, once there is one.
    pub decision: Option<ReturnDecisionView>,
}

/// What an office decided about a return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnDecisionView {
    /// Whether the unit might give it back.
    pub granted: bool,
    /// When.
    pub on: Date,
    /// Why.
    pub reason: String,
    /// The name of the unit that took it on instead.
    pub replacement: Option<String>,
    /// The days since the hand-over, lost where it was granted.
    pub days: i32,
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
    /// The village or the spot.
    pub village: Option<String>,
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
    /// Until when it may ask to give it back.
    pub acceptance: Option<Date>,
}

impl UnitView {
    fn new(assignment: &Assignment, lang: Lang) -> Self {
        Self {
            id: assignment.unit,
            name: assignment.unit_name(lang).to_owned(),
            part: assignment.part,
            accepted: assignment.accepted,
            acceptance: assignment.acceptance.as_ref().map(|clock| clock.due),
        }
    }
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
    pub why: Reasons,
}

impl ClockView {
    fn new(clock: &Clock, today: Date, lang: Lang) -> Self {
        Self {
            limit: clock.limit.word(lang).to_owned(),
            due: clock.due,
            days_left: clock.days_left(today),
            why: clock.reasons(lang),
        }
    }
}

/// A reply as published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyView {
    /// The name of the unit that replies.
    pub unit: String,
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
    /// Who gets copies, where it is not the usual.
    pub copies: Option<String>,
    /// Files that show it.
    pub files: Vec<AttachmentRef>,
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
        let concerned = concerns(&relations);
        let is_lead = relations.contains(&Relation::Lead);
        let is_office = relations.iter().any(|r| matches!(r, Relation::CongressOffice | Relation::GovernmentOffice));
        let is_unit = relations.iter().any(|r| {
            matches!(
                r,
                Relation::LeadClerk
                    | Relation::LeadHead
                    | Relation::AssistingClerk
                    | Relation::AssistingHead
                    | Relation::SeparateClerk
                    | Relation::SeparateHead
            )
        });
        let is_signer = relations.iter().any(|r| matches!(r, Relation::CoSigner | Relation::Invitee));
        let place = |id: TownshipId| {
            let place = county.townships.iter().find(|township| township.id == id)?;
            Some(Place { id, name: place.name(lang).to_owned() })
        };
        let clock = self.shown_clock();
        // While it is being signed the frozen text counts; the office settles these at registration.
        let settled = match self.frozen_text().map(|frozen| &frozen.submission) {
            Some(text) => {
                Settled { topic: text.topic, township: text.township, disclosure: text.disclosure, restriction: None }
            }
            None => self.settled.clone(),
        };
        let steps = actor.map(|actor| self.open_steps(actor, today)).unwrap_or_default();
        let view = ProposalView {
            id: self.id,
            // It counts what only those concerned know of, too.
            version: if concerned || !steps.is_empty() { version } else { 0 },
            stage: self.stage,
            status: self.status(today, lang),
            overdue: self.is_overdue(today),
            number: self.number,
            title: self.title().to_owned(),
            lead: self.lead,
            lead_name: self.lead_name.clone(),
            topic: settled.topic,
            township: settled.township.and_then(place),
            disclosure: settled.disclosure,
            restriction: settled.restriction.as_ref().map(|why| RestrictionView {
                ground: why.ground,
                review_on: why.review_on,
                summary: why.summary.as_ref().map(ToString::to_string),
                reason: concerned.then(|| why.reason.to_string()),
            }),
            text: self.text().map(|text| TextView {
                problem: text.problem.to_string(),
                analysis: text.analysis.to_string(),
                asks: text.asks.iter().map(ToString::to_string).collect(),
                village: text.village.as_ref().map(ToString::to_string),
            }),
            submitted_on: self.submitted_on,
            registered_on: self.registered_at.map(county_date),
            handed_over_on: self.hand_over.as_ref().map(|hand_over| hand_over.on),
            kind: self.text().map_or(Kind::Proposal, |text| text.kind),
            delegation: self.text().and_then(|text| text.delegation).and_then(place),
            signers: self.signers_seen(is_lead),
            links: self
                .links
                .iter()
                .map(|link| LinkedPaper { id: link.id, number: link.number, title: String::new() })
                .collect(),
            key: self.key.clone(),
            units: self.assignments.iter().map(|assignment| UnitView::new(assignment, lang)).collect(),
            returns: self.returns.iter().map(|case| ReturnView::new(case, lang)).collect(),
            clock: clock.map(|clock| ClockView::new(clock, today, lang)),
            handling: self.handling_seen(Sight { actor, concerned, is_office, is_unit, lang, today }),
            replies: self.replies.iter().map(|reply| self.reply_view(reply, concerned, lang)).collect(),
            separate_replies: (self.separate_replies.iter())
                .map(|reply| self.reply_view(reply, concerned, lang))
                .collect(),
            timeline: self.timeline(log, lang, concerned, |readers| match readers {
                Readers::Offices => is_office,
                Readers::Unit(unit) => actor.is_some_and(|actor| actor.units().any(|mine| mine == unit)),
                Readers::Units => is_unit || is_office,
                Readers::Deputies => is_lead || is_signer,
                Readers::Concerned => concerned,
                Readers::Everyone => true,
            }),
            steps,
            may_attach: actor.is_some_and(|actor| self.may_attach(actor, Purpose::Handling)),
            inside: concerned.then(|| Inside {
                return_reason: self.return_reason.as_ref().map(ToString::to_string),
                decline: self.decline.clone().filter(|_| !is_lead || self.stage == Stage::Declined),
                draft: is_lead.then(|| self.draft.clone()),
                co_signing: actor
                    .filter(|_| is_lead || is_signer)
                    .and_then(|actor| self.co_signing_seen(actor, county)),
                withdrawal: self.withdrawal.as_ref().filter(|_| is_lead || is_signer || is_office).map(|withdrawal| {
                    let waits_for = self.withdrawal_waits_for();
                    let waiting = self.signers.iter().filter(|signer| waits_for.contains(&signer.person));
                    WithdrawalView {
                        reason: withdrawal.reason.as_ref().map(ToString::to_string),
                        on: withdrawal.on,
                        waits_for: waiting.map(|signer| signer.name.clone()).collect(),
                    }
                }),
                plan: self.plan.as_ref().filter(|_| is_office).map(|plan| PlanView {
                    units: plan.assignments.iter().map(|assignment| UnitView::new(assignment, lang)).collect(),
                    to_government: plan.to_government,
                }),
            }),
            today,
        };
        Some(if concerned || settled.disclosure == Disclosure::Open { view } else { view.summarised(lang) })
    }

    /// Who declined or has not answered is the lead deputy's to know.
    fn signers_seen(&self, is_lead: bool) -> Vec<SignerView> {
        let shown = self.signers.iter().filter(|signer| is_lead || signer.state == SignState::Confirmed);
        shown
            .map(|signer| SignerView {
                person: signer.person,
                name: signer.name.clone(),
                state: signer.state,
                confirmed_on: signer.confirmed_on.filter(|_| signer.state == SignState::Confirmed),
                until: signer.until,
            })
            .collect()
    }

    fn co_signing_seen(&self, actor: &Actor, county: &County) -> Option<CoSigningView> {
        let frozen = self.frozen_text()?;
        let me = self.signers.iter().find(|signer| signer.person == actor.person);
        let earlier = me.filter(|me| me.state == SignState::Invited).and_then(|me| me.confirmed.as_ref());
        let earlier = earlier.and_then(|known| self.frozen.iter().find(|text| text.fingerprint == *known));
        let is_motion = frozen.submission.kind == Kind::Motion;
        Some(CoSigningView {
            fingerprint: frozen.fingerprint.to_string(),
            signatures: self.signatures(),
            needed: is_motion.then(|| county.level.motion_signatures()),
            until: me.filter(|me| me.state == SignState::Invited).map(|me| me.until),
            changes: earlier.map(|text| changes(&text.submission, &frozen.submission)).unwrap_or_default(),
        })
    }

    /// The public's timeline begins with the registration; [`Proposal::told`] is the same for feeds and mail.
    fn timeline(&self, log: &[Record], lang: Lang, concerned: bool, reads: impl Fn(Readers) -> bool) -> Vec<Entry> {
        let shown = log.iter().filter(|record| concerned || record.to.is_public());
        let shown = shown.filter(|record| reads(record.event.readers()));
        shown
            .map(|record| Entry {
                on: county_date(record.at),
                text: self.sentence(record, lang, concerned),
                reached: (record.from != record.to).then_some(record.to),
            })
            .collect()
    }
}

/// The parts in which two texts differ, each with its stretches.
fn changes(old: &Submission, new: &Submission) -> Vec<(TextPart, Vec<Stretch>)> {
    let asks = |text: &Submission| text.asks.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let parts = [
        (TextPart::Title, old.title.to_string(), new.title.to_string()),
        (TextPart::Problem, old.problem.to_string(), new.problem.to_string()),
        (TextPart::Analysis, old.analysis.to_string(), new.analysis.to_string()),
        (TextPart::Asks, asks(old), asks(new)),
    ];
    let changed = parts.into_iter().filter(|(_, old, new)| old != new);
    changed.map(|(part, old, new)| (part, compare(&old, &new))).collect()
}

impl ReturnView {
    fn new(case: &ReturnCase, lang: Lang) -> Self {
        Self {
            unit: case.unit,
            name: lang.pick(&case.name, &case.name_en).clone(),
            part: case.part,
            on: case.on,
            reason: case.reason.to_string(),
            suggested: case.suggested,
            decision: case.decision.as_ref().map(|decision| ReturnDecisionView {
                granted: decision.granted,
                on: decision.on,
                reason: decision.reason.to_string(),
                replacement: decision.replacement.as_ref().map(|unit| unit.unit_name(lang).to_owned()),
                days: decision.days,
            }),
        }
    }
}

impl Proposal {
    fn reply_view(&self, reply: &Reply, concerned: bool, lang: Lang) -> ReplyView {
        let unit = reply.unit.or_else(|| self.lead_unit().map(|share| share.unit));
        ReplyView {
            unit: unit.map(|unit| self.name_of(unit, lang)).unwrap_or_default(),
            document_number: reply.document_number.to_string(),
            signer: reply.signer.clone(),
            class: reply.class,
            opening: reply.opening.to_string(),
            answers: reply.answers.iter().map(ToString::to_string).collect(),
            evidence: reply.evidence.as_ref().map(ToString::to_string),
            commitments: reply.commitments.clone(),
            contact_person: reply.contact_person.to_string(),
            telephone: reply.telephone.to_string(),
            copies: reply.copies.as_ref().map(ToString::to_string),
            files: reply.files.clone(),
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
    /// The lead deputy.
    pub lead: PersonId,
    /// The lead deputy's name.
    pub lead_name: String,
    /// The lead unit.
    pub lead_unit: Option<UnitId>,
    /// The lead unit's name in the reader's language.
    pub unit: Option<String>,
    /// Where it stands.
    pub stage: Stage,
    /// The due date that readers ask about.
    pub due: Option<Date>,
    /// Days left; negative when overdue.
    pub days_left: Option<i32>,
}

impl Summary {
    /// A proposal's line, with the due date that the list asks about.
    pub fn of(proposal: &Proposal, due: Option<Date>, today: Date, lang: Lang) -> Self {
        Self {
            id: proposal.id,
            number: proposal.number,
            title: proposal.title().to_owned(),
            lead: proposal.lead,
            lead_name: proposal.lead_name.clone(),
            lead_unit: proposal.lead_unit().map(|unit| unit.unit),
            unit: proposal.lead_unit().map(|unit| unit.unit_name(lang).to_owned()),
            stage: proposal.stage,
            due,
            days_left: due.map(|due| days_between(today, due)),
        }
    }
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
