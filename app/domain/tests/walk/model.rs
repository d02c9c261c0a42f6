//! A second opinion: the workflow of one paper told once more, in plain data and short words.
//!
//! Nothing here asks the rules of the crate. It shares their words (stages, steps, commands, states) and reads the data
//! of a real paper, so that both can be compared.

use std::collections::{BTreeMap, BTreeSet};

use domain::command::{Command, Mark, Part, ReplyForm};
use domain::commitments::CommitmentState;
use domain::contacts::ContactState;
use domain::hand_over::AssignForm;
use domain::people::{PersonId, UnitId};
use domain::proposal::Proposal;
use domain::signing::{SignState, Signer as RealSigner};
use domain::workflow::{Stage, Step};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

use crate::common::{UNITS, Who};

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
    /// The papers about the same matter.
    links: Vec<String>,
    /// The units proposed.
    plan: BTreeMap<UnitId, Part>,
    shares: BTreeMap<UnitId, Share>,
    /// The first hand-over, and the last day for the first reply.
    handed_over: Option<(Date, Date)>,
    /// The wishes to give it back that nobody has decided, with the last day for that.
    wishes: BTreeMap<UnitId, (Part, Date)>,
    contacts: Vec<Contact>,
    /// Whether the lead unit waits for an answer about more time, and whether it was ever granted.
    asks_time: bool,
    has_time: bool,
    /// The replies in the making, each with everyone who has written on it.
    drafts: BTreeMap<UnitId, BTreeSet<PersonId>>,
    /// The lead unit's replies, each with its mark.
    replies: Vec<Option<Mark>>,
    /// The separate units' replies.
    separate: Vec<UnitId>,
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
    unit: UnitId,
    until: Date,
    state: ContactState,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Promise {
    unit: UnitId,
    due: Date,
    state: CommitmentState,
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
    Stage::Returned,
    Stage::Registered,
    Stage::Assigned,
    Stage::Handling,
];

fn is_off(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || day == date(2027, 1, 1)
}

/// The day itself, or the next one that is not off.
fn settled(mut day: Date) -> Date {
    while is_off(day) {
        day = day.saturating_add(1.day());
    }
    day
}

fn working_days(mut day: Date, n: usize) -> Date {
    for _ in 0..n {
        day = settled(day.saturating_add(1.day()));
    }
    day
}

fn months(day: Date, n: i32) -> Date {
    day.saturating_add(n.months())
}

/// At most once in three days.
fn may_chase(last: Option<Date>, today: Date) -> bool {
    last.is_none_or(|last| last.saturating_add(3.days()) <= today)
}

/// For whom somebody works: the unit, and whether as its head.
fn unit_of(who: Who) -> Option<(UnitId, bool)> {
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

/// What a form names; the first that fits where it names nothing.
fn named<T: Copy + ToString>(raw: &str, mut fitting: impl Iterator<Item = T>) -> T {
    fitting.find(|one| raw.is_empty() || one.to_string() == raw).expect("a form names something that fits")
}

fn unit(raw: &str) -> UnitId {
    raw.parse().expect("a form names a unit")
}

impl Share {
    fn new(part: Part, today: Date) -> Self {
        let opinion_by = (part == Part::Assisting).then(|| settled(months(today, 1)));
        let accept_by = working_days(today, 5);
        Self { part, accepted: false, accept_by, opinion_by, opinion: false, chased: None, handler: None }
    }

    fn owes_opinion(&self) -> bool {
        self.part == Part::Assisting && !self.opinion
    }
}

impl Promise {
    fn is_open(&self) -> bool {
        matches!(self.state, CommitmentState::Open | CommitmentState::Claimed)
    }

    /// The look-back that nobody has made yet.
    fn waiting(&mut self) -> Option<&mut Look> {
        self.looks.iter_mut().find(|look| !look.done)
    }

    fn is_looked_at(&self) -> bool {
        self.looks.iter().any(|look| !look.done)
    }

    /// A look on the day on which it falls due, and six and twelve months after it was kept.
    fn look_back(&mut self, today: Date) {
        let kept = self.kept.map(|(on, _)| on.max(self.due));
        let all = [(Some(self.due), 0), (kept, 6), (kept, 12)];
        for (from, n) in all.into_iter().filter_map(|(from, n)| Some((from?, n))) {
            let is_known = self.looks.iter().any(|look| (look.from, look.months) == (from, n));
            if months(from, n) <= today && !is_known {
                self.looks.push(Look { from, months: n, done: false });
            }
        }
    }

    fn relapse(&mut self, until: Date) {
        self.waiting().expect("somebody looks").done = true;
        (self.state, self.kept, self.due) = (CommitmentState::Open, None, until);
    }
}

impl Model {
    /// What a real paper says of itself.
    pub fn of(real: &Proposal) -> Self {
        let asks = |signer: &RealSigner| {
            let text = real.frozen.iter().find(|text| Some(&text.fingerprint) == signer.confirmed.as_ref());
            text.map(|text| text.submission.asks.len())
        };
        let signers = real.signers.iter().map(|signer| {
            (signer.person, Signer { state: signer.state, until: signer.until, signed: asks(signer) })
        });
        let shares = real.assignments.iter().map(|share| {
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
            unit: contact.unit.expect("contacts name their unit"),
            until: contact.check.as_ref().expect("contacts are checked").due,
            state: contact.state,
        });
        let promises = real.commitments.iter().map(|one| {
            let looks = one.look_backs.iter().map(|look| Look {
                from: look.base,
                months: look.months.into(),
                done: look.finding.is_some(),
            });
            let kept = one.settled_on.filter(|_| one.state == CommitmentState::Verified);
            let kept = kept.map(|on| (on, one.settled_at_reply));
            Promise { unit: one.unit, due: one.due, state: one.state, kept, looks: looks.collect() }
        });
        let undecided = real.returns.iter().filter(|case| case.decision.is_none());
        let mark = |rating: &domain::command::Rating| rating.attitude.min(rating.result);
        Self {
            stage: real.stage,
            limit: real.clock.as_ref().map(|clock| clock.due),
            written: real.draft.asks.len(),
            frozen: real.frozen.last().map_or(0, |text| text.submission.asks.len()),
            signers: signers.collect(),
            refuser: real.declined_by,
            numbered: real.number.is_some(),
            links: real.links.iter().map(|link| link.number.to_string()).collect(),
            plan: real.plan.iter().flat_map(|plan| &plan.assignments).map(|share| (share.unit, share.part)).collect(),
            shares: shares.collect(),
            handed_over: real.hand_over.as_ref().map(|hand_over| (hand_over.on, hand_over.reply.due)),
            wishes: undecided.map(|case| (case.unit, (case.part, case.decide_by.due))).collect(),
            contacts: contacts.collect(),
            asks_time: real.extensions.last().is_some_and(|wish| wish.decision.is_none()),
            has_time: real.extensions.iter().filter_map(|wish| wish.decision.as_ref()).any(|it| it.until.is_some()),
            drafts: real.reply_drafts.iter().map(|one| (one.unit, one.writers.iter().copied().collect())).collect(),
            replies: real.replies.iter().map(|reply| reply.rating.as_ref().map(mark)).collect(),
            separate: real.separate_replies.iter().map(|reply| reply.unit.expect("replies name their unit")).collect(),
            refused: real.second_round_refused,
            promises: promises.collect(),
            nominated: real.nomination.is_some(),
            key: real.key.as_ref().map(|key| (key.reports.len(), key.reports.last().is_some_and(|one| one.is_final))),
            chased: real.chases.last().map(|chase| chase.on),
            withdrawal: real.withdrawal.as_ref().map(|wish| wish.agreed.iter().copied().collect()),
        }
    }

    pub fn stage(&self) -> Stage {
        self.stage
    }

    fn at(&self, stages: &[Stage]) -> bool {
        stages.contains(&self.stage)
    }

    /// Whether a signer stands so: an invitation is open only while the text is frozen, a signature void in a draft.
    fn has_signer(&self, person: PersonId, state: SignState) -> bool {
        self.signers.get(&person).is_some_and(|signer| signer.state == state)
            && (self.stage == Stage::CoSigning || state == SignState::Confirmed && self.stage != Stage::Draft)
    }

    fn has_open_promise(&self, of: Option<UnitId>) -> bool {
        self.promises.iter().any(|one| one.is_open() && of.is_none_or(|unit| unit == one.unit))
    }

    fn is_unsatisfied(&self) -> bool {
        self.replies.last() == Some(&Some(Mark::Unsatisfied))
    }

    /// Whether a person may take a step now.
    pub fn open(&self, who: Who, step: Step, today: Date) -> bool {
        let person = || who.actor().person;
        let is_lead = who == Who::Lead;
        let is_office = matches!(who, Who::Reviewer | Who::SecondReviewer);
        let hands_over = is_office || who == Who::Government;
        let watches = is_office || who == Who::Supervisor;
        let mine = unit_of(who).and_then(|(unit, is_head)| Some((unit, is_head, self.shares.get(&unit)?)));
        let my_part = mine.map(|(_, _, share)| share.part);
        let leads = my_part == Some(Part::Lead);
        let answers = leads || my_part == Some(Part::Separate);
        let is_head = mine.is_some_and(|(_, is_head, _)| is_head);
        let has_accepted = mine.is_some_and(|(_, _, share)| share.accepted);
        let my_promise = |state| {
            mine.is_some_and(|(unit, ..)| self.promises.iter().any(|one| one.unit == unit && one.state == state))
        };
        let any_promise = |state| self.promises.iter().any(|one| one.state == state);
        match step {
            // Rows 1 to 3: the text and those who sign it.
            Step::Invite => is_lead && self.at(&[Stage::Draft, Stage::Returned, Stage::CoSigning]),
            Step::CoSign | Step::DeclineInvitation => self.has_signer(person(), SignState::Invited),
            Step::WithdrawSignature => {
                self.at(&[Stage::CoSigning, Stage::Submitted, Stage::Returned])
                    && self.has_signer(person(), SignState::Confirmed)
            }
            Step::Reopen => is_lead && self.at(&[Stage::CoSigning]),
            Step::Submit => is_lead && self.at(&[Stage::Draft, Stage::CoSigning, Stage::Returned]),
            // Rows 4 to 6: the review; a refusal takes two people and holds up everything else.
            Step::Return | Step::Decline | Step::Register => {
                is_office && self.at(&[Stage::Submitted]) && self.refuser.is_none()
            }
            Step::DropDecline => is_office && self.at(&[Stage::Submitted]) && self.refuser.is_some(),
            Step::ConfirmDecline => {
                is_office && self.at(&[Stage::Submitted]) && self.refuser.is_some_and(|refuser| refuser != person())
            }
            Step::Link => is_office && self.is_on_record(),
            Step::Unlink => is_office && self.is_on_record() && !self.links.is_empty(),
            // Rows 7 to 9: the hand-over; only assisting units may still decide while others are at work.
            Step::ProposeUnits | Step::Assign => hands_over && self.at(&[Stage::Registered]),
            Step::Accept | Step::AskReturn => mine.is_some_and(|(unit, _, share)| {
                let is_asked = self.at(&[Stage::Assigned]) || (self.at(&[Stage::Handling]) && !answers);
                is_asked && !share.accepted && !self.wishes.contains_key(&unit)
            }),
            Step::Reassign | Step::RefuseReturn => {
                hands_over && self.at(&[Stage::Assigned, Stage::Handling]) && !self.wishes.is_empty()
            }
            Step::GrantReturn => {
                let lead_unit_wishes = self.wishes.values().any(|&(part, _)| part == Part::Lead);
                hands_over && self.at(&[Stage::Assigned]) && lead_unit_wishes
            }
            Step::TakeOver => {
                let others = mine.is_some_and(|(_, _, share)| share.handler != Some(person()));
                others && (self.at(&[Stage::Assigned, Stage::Handling]) || self.at(&KEEPING))
            }
            // Rows 10 and 14: the way to a reply.
            Step::RecordContact => answers && has_accepted && self.at(&AT_WORK),
            Step::ConfirmContact | Step::DisputeContact => {
                let awaited = self.contacts.iter().any(|contact| contact.state == ContactState::Awaited);
                is_lead && self.at(&AT_WORK) && awaited
            }
            Step::SendOpinion => {
                let assists = my_part == Some(Part::Assisting);
                assists && has_accepted && self.at(&[Stage::Handling])
            }
            Step::ChaseOpinion => {
                let late = |share: &Share| share.owes_opinion() && may_chase(share.chased, today);
                leads && self.at(&AT_WORK) && self.shares.values().any(late)
            }
            Step::SendBackOpinion => leads && self.at(&AT_WORK) && self.shares.values().any(|share| share.opinion),
            Step::AskExtension => {
                let in_time = self.handed_over.is_some_and(|(_, due)| today <= due);
                leads && self.at(&[Stage::Handling]) && in_time && !self.asks_time && !self.has_time
            }
            Step::GrantExtension | Step::RefuseExtension => {
                is_office && self.at(&[Stage::Handling]) && self.asks_time
            }
            Step::DraftReply => has_accepted && (answers && self.at(&AT_WORK) || leads && self.at(&[Stage::Tracking])),
            Step::Reply => mine.is_some_and(|(unit, is_head, share)| {
                is_head && self.may_reply(unit, share, today) && self.is_written_by_another(unit, person())
            }),
            // Rows 11 to 16: the rating and what follows it.
            Step::Rate => is_lead && self.at(&[Stage::Replied]) && self.replies.last() == Some(&None),
            Step::GrantSecondRound | Step::RefuseSecondRound => {
                is_office && self.at(&[Stage::Replied]) && self.replies.len() == 1 && self.is_unsatisfied()
            }
            Step::Escalate => {
                is_office && self.at(&[Stage::Replied]) && self.replies.len() >= 2 && self.is_unsatisfied()
            }
            Step::HandleAgain => is_office && self.at(&[Stage::Escalated]),
            Step::FollowUp => is_office && self.at(&[Stage::Escalated]) && self.has_open_promise(None),
            Step::CloseUnsatisfied => {
                let is_over = self.at(&[Stage::Tracking]) && !self.has_open_promise(None) && self.is_unsatisfied();
                is_office && (self.at(&[Stage::Escalated]) || is_over)
            }
            // Rows 17 and 18: promises.
            Step::ClaimCommitment => answers && self.at(&KEEPING) && my_promise(CommitmentState::Open),
            Step::ExplainCommitment => answers && is_head && self.at(&KEEPING) && my_promise(CommitmentState::Open),
            Step::VerifyCommitment | Step::RejectClaim => {
                (is_lead || is_office) && self.at(&KEEPING) && any_promise(CommitmentState::Claimed)
            }
            Step::Close => {
                is_office && self.at(&[Stage::Tracking]) && !self.has_open_promise(None) && !self.is_unsatisfied()
            }
            // Row 19: look-backs, and what they find.
            Step::LookBack => {
                let looks = self.promises.iter().any(Promise::is_looked_at);
                watches && (self.at(&KEEPING) || self.at(&ENDS)) && looks
            }
            Step::ReopenCommitment => watches && (self.at(&[Stage::Tracking]) || self.at(&ENDS)) && self.may_relapse(),
            Step::ReopenHandling => watches && self.at(&ENDS) && self.may_relapse(),
            // Key proposals, and whoever is late.
            Step::Nominate => is_office && self.may_become_key() && !self.nominated && self.key.is_none(),
            Step::DropNomination | Step::NameKey => is_office && self.may_become_key() && self.nominated,
            Step::ReportProgress => {
                let may_report = leads || who == Who::Supervisor;
                may_report && self.is_under_way() && self.key.is_some_and(|(_, is_over)| !is_over)
            }
            Step::FinalReport => {
                let is_time = self.at(&[Stage::Replied, Stage::Tracking]) || self.at(&ENDS);
                leads && is_head && is_time && self.key.is_some_and(|(_, is_over)| !is_over)
            }
            Step::Chase => {
                let works = self.at(&[Stage::Assigned, Stage::Tracking]) || self.at(&AT_WORK);
                (watches || hands_over) && works && may_chase(self.chased, today)
            }
            // Row 20: withdrawal.
            Step::AskWithdrawal => {
                is_lead && self.at(&BEFORE_REPLY) && self.withdrawal.is_none() && self.separate.is_empty()
            }
            Step::DropWithdrawal => is_lead && self.at(&BEFORE_REPLY) && self.withdrawal.is_some(),
            Step::AgreeWithdrawal => {
                let disagrees = self.withdrawal.as_ref().is_some_and(|agreed| !agreed.contains(&person()));
                disagrees && self.at(&BEFORE_REPLY) && self.has_signer(person(), SignState::Confirmed)
            }
            // The system's own.
            Step::Lapse | Step::Begin | Step::LetContactStand | Step::Track | Step::OpenLookBack | Step::Withdraw => {
                false
            }
        }
    }

    fn is_under_way(&self) -> bool {
        self.at(&[Stage::Assigned, Stage::Handling]) || self.at(&KEEPING)
    }

    fn may_become_key(&self) -> bool {
        self.at(&[Stage::Registered]) || self.is_under_way()
    }

    fn is_on_record(&self) -> bool {
        self.may_become_key() || self.at(&ENDS)
    }

    fn may_relapse(&self) -> bool {
        self.promises.iter().any(|one| one.state == CommitmentState::Verified && one.is_looked_at())
    }

    /// Whether nothing but its text holds a unit's reply up.
    fn may_reply(&self, unit: UnitId, share: &Share, today: Date) -> bool {
        let is_lead = share.part == Part::Lead;
        let round = self.replies.len() + 1;
        let spoke = |contact: &Contact| {
            let stands = matches!(contact.state, ContactState::Confirmed | ContactState::Stands);
            stands && contact.unit == unit && contact.round == round
        };
        let is_late = |share: &Share| share.opinion_by.is_some_and(|due| due < today) && share.chased.is_some();
        let is_ready = |(unit, share): (&UnitId, &Share)| match share.part {
            Part::Lead => true,
            Part::Assisting => share.opinion || is_late(share),
            Part::Separate => self.separate.contains(unit),
        };
        match self.stage {
            // Something has to be new since the last reply.
            Stage::Tracking => {
                let new = |one: &Promise| one.kept.is_some_and(|(_, after)| after == self.replies.len());
                is_lead && self.promises.iter().any(new)
            }
            Stage::Handling | Stage::ReHandling if share.part != Part::Assisting => {
                let waits = is_lead && self.replies.is_empty();
                self.contacts.iter().any(spoke) && (!waits || self.shares.iter().all(is_ready))
            }
            _ => false,
        }
    }

    /// One person writes a reply, another signs it.
    fn is_written_by_another(&self, unit: UnitId, signer: PersonId) -> bool {
        self.drafts.get(&unit).is_some_and(|writers| writers.iter().any(|&writer| writer != signer))
    }

    /// The lead deputy writes.
    pub fn write(&mut self, asks: usize) {
        self.written = asks;
    }

    /// Days have gone by.
    pub fn pass(&mut self, today: Date) {
        let answered = self.at(&KEEPING) || self.at(&ENDS);
        self.promises.iter_mut().filter(|_| answered).for_each(|one| one.look_back(today));
        let at_work = self.at(&AT_WORK);
        for contact in self.contacts.iter_mut().filter(|_| at_work) {
            if contact.state == ContactState::Awaited && contact.until < today {
                contact.state = ContactState::Stands;
            }
        }
        let signs = self.signers.iter().filter(|(person, _)| self.has_signer(**person, SignState::Confirmed));
        let agrees = |agreed: &BTreeSet<_>| signs.into_iter().all(|(person, _)| agreed.contains(person));
        if self.at(&BEFORE_REPLY) && self.withdrawal.as_ref().is_some_and(agrees) {
            return self.goes_to(Stage::Withdrawn, None);
        }
        match self.stage {
            Stage::CoSigning => {
                let late = |one: &&mut Signer| one.state == SignState::Invited && one.until < today;
                self.signers.values_mut().filter(late).for_each(|one| one.state = SignState::Lapsed);
            }
            Stage::Assigned | Stage::Handling => {
                for (unit, share) in &mut self.shares {
                    share.accepted |= share.accept_by < today && !self.wishes.contains_key(unit);
                }
                let is_bound = |share: &Share| share.accepted || share.part == Part::Assisting;
                if self.at(&[Stage::Assigned]) && self.shares.values().all(is_bound) {
                    self.goes_to(Stage::Handling, self.handed_over.map(|(_, due)| due));
                }
            }
            Stage::Replied => {
                let is_over = match self.replies.last().copied().flatten() {
                    None => self.limit.is_some_and(|due| due < today),
                    Some(Mark::Unsatisfied) => self.refused,
                    Some(_) => true,
                };
                let end = match (self.has_open_promise(None), self.is_unsatisfied()) {
                    (true, _) => Stage::Tracking,
                    (false, true) => Stage::ClosedUnsatisfied,
                    (false, false) => Stage::Closed,
                };
                if is_over {
                    self.goes_to(end, None);
                }
            }
            _ => {}
        }
    }

    fn goes_to(&mut self, stage: Stage, limit: Option<Date>) {
        (self.stage, self.limit) = (stage, limit);
    }

    /// A person has taken a step.
    pub fn take(&mut self, who: Who, command: &Command, today: Date) {
        let me = who.actor().person;
        let my_unit = unit_of(who).map(|(unit, _)| unit);
        let open_of_mine = |one: &Promise| Some(one.unit) == my_unit && one.state == CommitmentState::Open;
        let claimed = |one: &Promise| one.state == CommitmentState::Claimed;
        match command {
            Command::Invite(form) => self.invite(&form.invitees, today),
            Command::CoSign(_) => {
                let signed = Some(self.frozen);
                self.sign(me, |signer| (signer.state, signer.signed) = (SignState::Confirmed, signed));
            }
            Command::DeclineInvitation => self.sign(me, |signer| signer.state = SignState::Declined),
            Command::WithdrawSignature => self.sign(me, |signer| signer.state = SignState::Withdrawn),
            Command::Reopen => self.goes_to(Stage::Draft, None),
            Command::Submit => {
                // Who has not signed this very text drops out.
                let text = if self.at(&[Stage::CoSigning]) { self.frozen } else { self.written };
                for signer in self.signers.values_mut() {
                    let waits = signer.state == SignState::Invited;
                    if waits || signer.state == SignState::Confirmed && signer.signed != Some(text) {
                        signer.state = SignState::Lapsed;
                    }
                }
                self.goes_to(Stage::Submitted, Some(working_days(today, 5)));
            }
            Command::Return(_) => self.goes_to(Stage::Returned, None),
            Command::Decline(_) => self.refuser = Some(me),
            Command::DropDecline => self.refuser = None,
            Command::ConfirmDecline => self.goes_to(Stage::Declined, None),
            Command::Register(_) => {
                self.numbered = true;
                self.goes_to(Stage::Registered, Some(settled(today.saturating_add(30.days()))));
            }
            Command::Link(form) => self.links.push(form.number.clone()),
            Command::Unlink(form) => self.links.retain(|number| *number != form.number),
            Command::ProposeUnits(form) => self.plan = units(form),
            Command::Assign(form) => {
                let named = units(form);
                let named = if named.is_empty() { self.plan.clone() } else { named };
                self.plan.clear();
                self.shares = named.into_iter().map(|(unit, part)| (unit, Share::new(part, today))).collect();
                // The deputy waits since the first hand-over.
                self.handed_over.get_or_insert((today, settled(months(today, 3))));
                self.goes_to(Stage::Assigned, Some(working_days(today, 5)));
            }
            Command::Accept => self.share(my_unit, |share| share.accepted = true),
            Command::AskReturn(_) => {
                let (unit, decide_by) = (my_unit.expect("a unit asks"), working_days(today, 5));
                self.wishes.insert(unit, (self.shares[&unit].part, decide_by));
                self.wait_for_units();
            }
            Command::Reassign(form) => {
                let part = self.give_back(unit(&form.unit));
                if !form.replacement.is_empty() {
                    self.shares.insert(unit(&form.replacement), Share::new(part, today));
                }
                self.wait_for_units();
            }
            Command::GrantReturn(form) => {
                self.give_back(unit(&form.unit));
                self.plan = std::mem::take(&mut self.shares).into_iter().map(|(unit, it)| (unit, it.part)).collect();
                self.goes_to(Stage::Registered, Some(working_days(today, 5)));
            }
            Command::RefuseReturn(form) => {
                self.wishes.remove(&unit(&form.unit));
                self.share(Some(unit(&form.unit)), |share| share.accepted = true);
                self.wait_for_units();
            }
            Command::TakeOver => self.share(my_unit, |share| share.handler = Some(me)),
            Command::RecordContact(_) => self.contacts.push(Contact {
                round: self.replies.len() + 1,
                unit: my_unit.expect("a unit speaks with the deputy"),
                until: working_days(today, 5),
                state: ContactState::Awaited,
            }),
            Command::ConfirmContact(form) => self.answer(&form.contact, ContactState::Confirmed),
            Command::DisputeContact(form) => self.answer(&form.contact, ContactState::Disputed),
            Command::SendOpinion(_) => self.share(my_unit, |share| share.opinion = true),
            Command::ChaseOpinion(form) => {
                let late = |share: &Share| share.owes_opinion() && may_chase(share.chased, today);
                let late = self.shares.iter().filter(|(_, share)| late(share));
                let unit = named(&form.unit, late.map(|(unit, _)| *unit));
                self.share(Some(unit), |share| share.chased = Some(today));
            }
            Command::SendBackOpinion(form) => {
                let there = self.shares.iter().filter(|(_, share)| share.opinion);
                let unit = named(&form.unit, there.map(|(unit, _)| *unit));
                self.share(Some(unit), |share| share.opinion = false);
            }
            Command::AskExtension(_) => self.asks_time = true,
            Command::RefuseExtension(_) => self.asks_time = false,
            Command::GrantExtension(form) => {
                let until = form.until.parse().expect("a form names a day");
                (self.asks_time, self.has_time, self.limit) = (false, true, Some(until));
                self.handed_over = self.handed_over.map(|(on, _)| (on, until));
            }
            Command::DraftReply(_) => {
                self.drafts.entry(my_unit.expect("a unit writes")).or_default().insert(me);
            }
            Command::Reply(form) => self.reply(my_unit.expect("a unit replies"), form, today),
            Command::Rate(form) => {
                let marks = [&form.attitude, &form.result].map(|code| Mark::from_code(code).expect("a mark"));
                *self.replies.last_mut().expect("a reply is rated") = marks.into_iter().min();
                self.limit = self.is_unsatisfied().then(|| working_days(today, 5));
            }
            Command::RefuseSecondRound(_) => (self.refused, self.limit) = (true, None),
            Command::GrantSecondRound | Command::HandleAgain(_) => {
                self.goes_to(Stage::ReHandling, Some(settled(months(today, 1))));
            }
            Command::Escalate => self.goes_to(Stage::Escalated, None),
            Command::FollowUp(_) => self.goes_to(Stage::Tracking, None),
            Command::CloseUnsatisfied(_) => self.goes_to(Stage::ClosedUnsatisfied, None),
            Command::Close => self.goes_to(Stage::Closed, None),
            Command::ClaimCommitment(form) => {
                self.promise(&form.commitment, open_of_mine).state = CommitmentState::Claimed;
            }
            Command::RejectClaim(form) => self.promise(&form.commitment, claimed).state = CommitmentState::Open,
            Command::VerifyCommitment(form) => {
                let kept = Some((today, self.replies.len()));
                let one = self.promise(&form.commitment, claimed);
                (one.state, one.kept) = (CommitmentState::Verified, kept);
            }
            Command::ExplainCommitment(form) => {
                self.promise(&form.commitment, open_of_mine).state = CommitmentState::Explained;
            }
            Command::LookBack(form) => {
                let one = self.promise(&form.commitment, Promise::is_looked_at);
                one.waiting().expect("somebody looks").done = true;
            }
            Command::ReopenCommitment(form) => {
                self.relapsed(&form.commitment).relapse(form.until.parse().expect("a form names a day"));
                self.goes_to(Stage::Tracking, None);
            }
            Command::ReopenHandling(form) => {
                let until = settled(months(today, 1));
                self.relapsed(&form.commitment).relapse(until);
                self.goes_to(Stage::ReHandling, Some(until));
            }
            Command::Nominate(_) => self.nominated = true,
            Command::DropNomination => self.nominated = false,
            Command::NameKey(_) => (self.nominated, self.key) = (false, Some((0, false))),
            Command::ReportProgress(_) => self.key = self.key.map(|(reports, _)| (reports + 1, false)),
            Command::FinalReport(_) => self.key = self.key.map(|(reports, _)| (reports + 1, true)),
            Command::Chase(_) => self.chased = Some(today),
            Command::AskWithdrawal(_) => self.withdrawal = Some(BTreeSet::new()),
            Command::DropWithdrawal => self.withdrawal = None,
            Command::AgreeWithdrawal => {
                self.withdrawal.as_mut().expect("a withdrawal is wished for").insert(me);
            }
        }
        self.pass(today);
    }

    /// Freezes the text. Whoever was asked about another one, or has signed another one, is asked again.
    fn invite(&mut self, invitees: &[String], today: Date) {
        let was_frozen = self.at(&[Stage::CoSigning]);
        let until = working_days(today, 5);
        if !was_frozen {
            self.frozen = self.written;
        }
        for signer in self.signers.values_mut() {
            let waited = signer.state == SignState::Invited && !was_frozen;
            let is_void = signer.state == SignState::Confirmed && signer.signed != Some(self.frozen);
            if waited || is_void {
                (signer.state, signer.until) = (SignState::Invited, until);
            }
        }
        for person in invitees.iter().filter(|raw| !raw.is_empty()).map(|raw| raw.parse().expect("a deputy's id")) {
            self.signers.insert(person, Signer { state: SignState::Invited, until, signed: None });
        }
        self.goes_to(Stage::CoSigning, Some(until));
    }

    fn reply(&mut self, unit: UnitId, form: &ReplyForm, today: Date) {
        self.drafts.remove(&unit);
        self.withdrawal = None;
        self.promises.extend(form.commitments.iter().filter(|row| !row.text.is_empty()).map(|row| Promise {
            unit,
            due: row.due.parse().expect("a promise has a day"),
            state: CommitmentState::Open,
            kept: None,
            looks: Vec::new(),
        }));
        if self.shares[&unit].part == Part::Separate {
            return self.separate.push(unit);
        }
        self.replies.push(None);
        self.refused = false;
        self.goes_to(Stage::Replied, Some(working_days(today, 20)));
    }

    fn sign(&mut self, person: PersonId, change: impl FnOnce(&mut Signer)) {
        change(self.signers.get_mut(&person).expect("a signer answers"));
    }

    fn share(&mut self, unit: Option<UnitId>, change: impl FnOnce(&mut Share)) {
        change(unit.and_then(|unit| self.shares.get_mut(&unit)).expect("a unit with a share"));
    }

    /// A unit is rid of it; its part is free.
    fn give_back(&mut self, unit: UnitId) -> Part {
        self.shares.remove(&unit);
        self.wishes.remove(&unit).expect("the unit wished to give it back").0
    }

    /// While units decide, everybody waits for the first decision about a wish, else for the last unit.
    fn wait_for_units(&mut self) {
        if self.at(&[Stage::Assigned]) {
            let decision = self.wishes.values().map(|&(_, decide_by)| decide_by).min();
            self.limit = decision.or(self.shares.values().map(|share| share.accept_by).max());
        }
    }

    fn answer(&mut self, contact: &str, state: ContactState) {
        let awaited = self.contacts.iter().enumerate().filter(|(_, one)| one.state == ContactState::Awaited);
        let n = named(contact, awaited.map(|(n, _)| n));
        self.contacts[n].state = state;
    }

    fn promise(&mut self, raw: &str, fits: impl Fn(&Promise) -> bool) -> &mut Promise {
        let n = named(raw, self.promises.iter().enumerate().filter(|(_, one)| fits(one)).map(|(n, _)| n));
        &mut self.promises[n]
    }

    fn relapsed(&mut self, raw: &str) -> &mut Promise {
        self.promise(raw, |one| one.state == CommitmentState::Verified && one.is_looked_at())
    }
}

/// The units that a form names, each with its part.
fn units(form: &AssignForm) -> BTreeMap<UnitId, Part> {
    let lead = std::iter::once((&form.lead, Part::Lead));
    let assisting = form.assisting.iter().map(|raw| (raw, Part::Assisting));
    let separate = form.separate.iter().map(|raw| (raw, Part::Separate));
    let named = lead.chain(assisting).chain(separate).filter(|(raw, _)| !raw.is_empty());
    named.map(|(raw, part)| (unit(raw), part)).collect()
}
