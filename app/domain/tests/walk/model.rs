//! A second opinion: the workflow of one paper told once more, in plain data and short words.
//!
//! Nothing here asks the rules of the crate. It shares their words (stages, steps, commands, states) and reads the data
//! of a real paper, so that both can be compared. The rows are those of the table of steps.

mod desk;
mod open;
mod take;

use std::collections::{BTreeMap, BTreeSet};

use domain::county::people::{BodyId, PersonId};
use domain::parts::contacts::ContactState;
use domain::parts::promises::PromiseState;
use domain::parts::shares::Part;
use domain::proposal::Proposal;
use domain::proposal::command::Mark;
use domain::proposal::signing::{SignState, Signer as RealSigner};
use domain::proposal::workflow::Stage;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::common::{UNITS, Who};

pub use self::desk::Until;

/// All that matters of a paper. The same read from a real one has to be equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    stage: Stage,
    /// The day that everybody waits for now.
    limit: Option<Date>,
    /// The text that is being written: texts differ in nothing but how many asks they have.
    written: usize,
    /// The text that was frozen last.
    frozen: usize,
    signers: BTreeMap<PersonId, Signer>,
    /// Who wishes to refuse it.
    refuser: Option<PersonId>,
    numbered: bool,
    /// The day on which the office looks again at what is published, and whether it has come.
    review: Option<(Date, bool)>,
    /// The papers about the same matter.
    links: Vec<String>,
    /// The units proposed.
    plan: BTreeMap<BodyId, Part>,
    /// Whether the government office names the units.
    passed_on: bool,
    shares: BTreeMap<BodyId, Share>,
    /// The first hand-over, and the last day for the first reply.
    handed_over: Option<(Date, Date)>,
    /// The wishes to give it back that nobody has decided, with the last day for that.
    wishes: BTreeMap<BodyId, (Part, Date)>,
    contacts: Vec<Contact>,
    /// Whether the lead unit waits for an answer about more time, and whether it was ever granted.
    asks_time: bool,
    has_time: bool,
    /// The replies in the making, each with everyone who has written on it.
    drafts: BTreeMap<BodyId, BTreeSet<PersonId>>,
    /// The lead unit's replies, each with its mark.
    replies: Vec<Option<Mark>>,
    /// The separate units' replies.
    separate: Vec<BodyId>,
    /// Whether the office has refused to have it handled again.
    refused: bool,
    promises: Vec<Promise>,
    nominated: bool,
    /// For a key proposal: how many reports there are, and whether the last is the final one.
    key: Option<(usize, bool)>,
    chased: Option<Date>,
    /// Who agrees that it is withdrawn, while that is wished for.
    withdrawal: Option<BTreeSet<PersonId>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Signer {
    state: SignState,
    until: Date,
    /// The text signed last.
    signed: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Share {
    part: Part,
    accepted: bool,
    accept_by: Date,
    /// Until when an assisting unit gives its opinion.
    opinion_by: Option<Date>,
    /// Whether an opinion is there that was not sent back.
    opinion: bool,
    chased: Option<Date>,
    handler: Option<PersonId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Contact {
    round: usize,
    unit: BodyId,
    until: Date,
    state: ContactState,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Promise {
    unit: BodyId,
    due: Date,
    state: PromiseState,
    /// While it is kept: since when, and after how many replies.
    kept: Option<(Date, usize)>,
    looks: Vec<Look>,
}

/// A look-back: the months that are counted from a day, and whether somebody has looked.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Look {
    from: Date,
    months: i32,
    done: bool,
}

/// How many days lie before a look-back at most, and some more.
pub const FORESEEN: u16 = 400;
/// The stages in which units write and sign a first or a further reply.
const AT_WORK: [Stage; 2] = [Stage::Handling, Stage::ReHandling];
/// The stages in which promises are kept and checked.
const KEEPING: [Stage; 4] = [Stage::Replied, Stage::Tracking, Stage::ReHandling, Stage::Escalated];
/// The two ends that a relapse may undo.
const ENDS: [Stage; 2] = [Stage::Closed, Stage::ClosedUnsatisfied];
/// The stages before the first reply.
const BEFORE_REPLY: [Stage; 7] = [
    Stage::Draft,
    Stage::CoSigning,
    Stage::Submitted,
    Stage::SentBack,
    Stage::Registered,
    Stage::Assigned,
    Stage::Handling,
];

/// At most once in three days.
fn may_chase(last: Option<Date>, today: Date) -> bool {
    last.is_none_or(|last| last.saturating_add(3.days()) <= today)
}

/// For whom somebody works: the unit, and whether as its head.
fn unit_of(who: Who) -> Option<(BodyId, bool)> {
    match who {
        Who::Clerk => Some((UNITS[0], false)),
        Who::Head => Some((UNITS[0], true)),
        Who::AssistingClerk => Some((UNITS[1], false)),
        Who::Stranger => Some((UNITS[2], true)),
        Who::OtherClerk => Some((UNITS[3], false)),
        Who::OtherHead => Some((UNITS[3], true)),
        _ => None,
    }
}

impl Share {
    fn owes_opinion(&self) -> bool {
        self.part == Part::Assisting && !self.opinion
    }
}

impl Promise {
    fn is_open(&self) -> bool {
        matches!(self.state, PromiseState::Open | PromiseState::Claimed)
    }

    fn is_looked_at(&self) -> bool {
        self.looks.iter().any(|look| !look.done)
    }
}

impl Model {
    /// What a real paper says of itself.
    pub fn of(real: &Proposal) -> Self {
        let asks = |signer: &RealSigner| {
            let text = real.frozen.iter().find(|text| Some(&text.fingerprint) == signer.confirmed.as_ref());
            text.map(|text| text.submission.asks.len())
        };
        let signers = real
            .signers
            .iter()
            .map(|signer| (signer.person, Signer { state: signer.state, until: signer.until, signed: asks(signer) }));
        let shares = real.shares.iter().map(|share| {
            let kept = Share {
                part: share.part,
                accepted: share.accepted,
                accept_by: share.acceptance.as_ref().expect("it was handed over").due,
                opinion_by: share.opinion_by.as_ref().map(|clock| clock.due),
                opinion: share.opinions.last().is_some_and(|opinion| opinion.sent_back.is_none()),
                chased: share.chased.last().copied(),
                handler: share.handler.as_ref().map(|handler| handler.person),
            };
            (share.unit, kept)
        });
        let contacts = real.contacts.iter().map(|contact| Contact {
            round: contact.round,
            unit: contact.unit,
            until: contact.check.due,
            state: contact.state,
        });
        let promises = real.promises.iter().map(|one| {
            let looks = one.look_backs.iter().map(|look| Look {
                from: look.base,
                months: look.months.into(),
                done: look.finding.is_some(),
            });
            let kept = one.settled_on.filter(|_| one.state == PromiseState::Verified);
            let kept = kept.map(|on| (on, one.settled_at_reply));
            Promise { unit: one.unit, due: one.due, state: one.state, kept, looks: looks.collect() }
        });
        let undecided = real.shares.returns.iter().filter(|case| case.decision.is_none());
        let mark = |rating: &domain::proposal::command::Rating| rating.attitude.min(rating.result);
        Self {
            stage: real.stage,
            limit: real.clock.as_ref().map(|clock| clock.due),
            written: real.draft.asks.len(),
            frozen: real.frozen.last().map_or(0, |text| text.submission.asks.len()),
            signers: signers.collect(),
            refuser: real.declined_by,
            numbered: real.number.is_some(),
            review: (real.publication.restriction.as_ref()).map(|why| (why.review_on, why.review_since.is_some())),
            links: real.links.iter().map(|link| link.number.to_string()).collect(),
            plan: real.plan.iter().flat_map(|plan| &plan.assignments).map(|share| (share.unit, share.part)).collect(),
            passed_on: real.plan.as_ref().is_some_and(|plan| plan.to_government),
            shares: shares.collect(),
            handed_over: real.hand_over.as_ref().map(|hand_over| (hand_over.on, hand_over.reply.due)),
            wishes: undecided.map(|case| (case.unit, (case.part, case.decide_by.due))).collect(),
            contacts: contacts.collect(),
            asks_time: real.extensions.last().is_some_and(|wish| wish.decision.is_none()),
            has_time: real.extensions.iter().filter_map(|wish| wish.decision.as_ref()).any(|it| it.until.is_some()),
            drafts: real.reply_drafts.iter().map(|one| (one.unit, one.writers.iter().copied().collect())).collect(),
            replies: real.replies.iter().map(|reply| reply.rating.as_ref().map(mark)).collect(),
            separate: real.separate_replies.iter().map(|reply| reply.unit).collect(),
            refused: real.second_round_refused,
            promises: promises.collect(),
            nominated: real.nomination.is_some(),
            key: real.key.as_ref().map(|key| (key.reports.len(), key.reports.last().is_some_and(|one| one.is_final))),
            chased: real.chases.last().map(|chase| chase.on),
            withdrawal: real.withdrawal.as_ref().map(|wish| wish.agreed.iter().copied().collect()),
        }
    }

    fn at(&self, stages: &[Stage]) -> bool {
        stages.contains(&self.stage)
    }

    /// Whether a signer stands so: an invitation is open only while the text is frozen, a signature void in a draft.
    fn has_signer(&self, person: PersonId, state: SignState) -> bool {
        self.signers.get(&person).is_some_and(|signer| signer.state == state)
            && (self.stage == Stage::CoSigning || state == SignState::Confirmed && self.stage != Stage::Draft)
    }

    fn has_open_promise(&self, of: Option<BodyId>) -> bool {
        self.promises.iter().any(|one| one.is_open() && of.is_none_or(|unit| unit == one.unit))
    }

    fn is_unsatisfied(&self) -> bool {
        self.replies.last() == Some(&Some(Mark::Unsatisfied))
    }
}
