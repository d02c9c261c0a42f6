//! Further rounds of handling: a second one after an unsatisfied rating, what a coordination meeting decides after
//! another, and a new one when a relapse is found.

use ground::dates::date;
use ground::problem::{Problems, Refusal};
use ground::text::Reason;
use ground::vocabulary::Lang;
use serde::{Deserialize, Serialize};

use crate::case::notice::{NoticeKind as K, Told, Whom};
use crate::case::readers::Readers;
use crate::case::saying::Saying;
use crate::case::setting::Setting;
use crate::county::clock::{Clock, Limit};
use crate::county::people::Role;
use crate::parts::promises::Finding;
use crate::proposal::Proposal;
use crate::proposal::command::Command;
use crate::proposal::coordination::{Coordination, CoordinationForm};
use crate::proposal::decide::parse_reason;
use crate::proposal::workflow::{Stage, Step};

/// What happened after a rating or a look-back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It is handled again.
    Granted {
        /// Until when the unit must reply again.
        reply: Clock,
    },
    /// It is not handled again.
    Refused {
        /// Why.
        reason: Reason,
    },
    /// A coordination meeting was called.
    Escalated,
    /// After the meeting it is handled again.
    HandledAgain {
        /// The meeting.
        coordination: Box<Coordination>,
        /// Until when the unit must reply again.
        reply: Clock,
    },
    /// After the meeting the promises are followed up.
    FollowedUp {
        /// The meeting.
        coordination: Box<Coordination>,
    },
    /// It ends although the deputy is not satisfied.
    ClosedUnsatisfied {
        /// The meeting before, where there was one.
        coordination: Option<Box<Coordination>>,
    },
    /// A relapse was found, and the paper is handled again.
    Reopened {
        /// The place of the promise, from 0.
        promise: usize,
        /// What was found.
        finding: Finding,
        /// Until when the unit must reply again.
        reply: Clock,
    },
}

impl Event {
    /// The step that it was.
    pub fn step(&self) -> Step {
        match self {
            Self::Granted { .. } => Step::GrantSecondRound,
            Self::Refused { .. } => Step::RefuseSecondRound,
            Self::Escalated => Step::Escalate,
            Self::HandledAgain { .. } => Step::HandleAgain,
            Self::FollowedUp { .. } => Step::FollowUp,
            Self::ClosedUnsatisfied { .. } => Step::CloseUnsatisfied,
            Self::Reopened { .. } => Step::ReopenHandling,
        }
    }

    /// Who reads of it.
    pub fn readers(&self) -> Readers {
        match self {
            Self::Granted { .. }
            | Self::Refused { .. }
            | Self::Escalated
            | Self::HandledAgain { .. }
            | Self::FollowedUp { .. }
            | Self::ClosedUnsatisfied { .. }
            | Self::Reopened { .. } => Readers::Everyone,
        }
    }

    /// What a line of the log says.
    pub(crate) fn sentence(&self, paper: &Proposal, say: Saying) -> String {
        let (who, lang) = (say.who, say.lang);
        let day = |clock: &Clock| date(clock.due, lang);
        let held = |held: &Coordination| (date(held.on, lang), say.reason(held.minutes.as_str()));
        match self {
            Self::Granted { reply } => {
                let due = day(reply);
                lang.pick(
                    format!("{who}决定重新办理，应在{due}前再次答复。"),
                    format!("{who} has it handled again; the second reply is due by {due}."),
                )
            }
            Self::Refused { reason } => {
                let why = say.reason(reason.as_str());
                lang.pick(
                    format!("{who}决定不再重新办理，保留“不满意”评价{why}。"),
                    format!("{who} decided against a second round; the rating “not satisfied” stands{why}."),
                )
            }
            Self::Escalated => lang.pick(
                format!("代表仍不满意，{who}提请召开协调会。"),
                format!("The deputy remains unsatisfied: {} calls a coordination meeting.", lower_first(who)),
            ),
            Self::HandledAgain { coordination, reply } => {
                let ((on, minutes), due) = (held(coordination), day(reply));
                lang.pick(
                    format!("{who}于{on}召开协调会，决定重新办理，应在{due}前再次答复{minutes}。"),
                    format!("{who} held a meeting on {on}: it is handled again, with a reply by {due}{minutes}."),
                )
            }
            Self::FollowedUp { coordination } => {
                let (on, minutes) = held(coordination);
                lang.pick(
                    format!("{who}于{on}召开协调会，决定跟踪落实承诺事项，保留“不满意”评价{minutes}。"),
                    format!(
                        "{who} held a meeting on {on}: the promises are followed up, “not satisfied” stands{minutes}."
                    ),
                )
            }
            Self::ClosedUnsatisfied { coordination: Some(coordination) } => {
                let (on, minutes) = held(coordination);
                lang.pick(
                    format!("{who}于{on}召开协调会后办结，保留“不满意”评价{minutes}。"),
                    format!("{who} closed it after a meeting on {on}; “not satisfied” stands{minutes}."),
                )
            }
            Self::ClosedUnsatisfied { coordination: None } => match lang {
                Lang::Zh => format!("{who}办结，保留“不满意”评价。"),
                Lang::En if who.is_empty() => "Closed; the rating “not satisfied” stands.".to_owned(),
                Lang::En => format!("{who} closed it; the rating “not satisfied” stands."),
            },
            Self::Reopened { promise, finding, reply } => {
                let (promise, note) = (paper.promises.quoted(*promise), say.reason(finding.note.as_str()));
                let due = day(reply);
                lang.pick(
                    format!("{who}回头看发现{promise}反弹，重新办理，应在{due}前再次答复{note}。"),
                    format!("{who} found a relapse of {promise}: it is handled again, with a reply by {due}{note}."),
                )
            }
        }
    }

    /// Who is told of it.
    pub(crate) fn told(&self) -> Vec<Told> {
        let both = [Whom::Signers, Whom::AnsweringUnits];
        match self {
            Self::Granted { reply } | Self::HandledAgain { reply, .. } | Self::Reopened { reply, .. } => vec![
                Told::by(Whom::AnsweringUnits, K::ToReplyAgain, Some(reply.due)),
                Told::by(Whom::Signers, K::SecondRound, Some(reply.due)),
            ],
            Self::Refused { .. } => both.map(|whom| Told::of(whom, K::NoSecondRound)).into(),
            Self::Escalated => {
                let all = both.into_iter().chain([Whom::Holders(Role::Supervisor)]);
                all.map(|whom| Told::of(whom, K::Escalated)).collect()
            }
            Self::FollowedUp { .. } => both.map(|whom| Told::of(whom, K::Tracked)).into(),
            Self::ClosedUnsatisfied { .. } => both.map(|whom| Told::of(whom, K::ClosedUnsatisfied)).into(),
        }
    }
}

impl Proposal {
    /// From what somebody decides about a further round to what happens; nothing else is decided here.
    pub(crate) fn decide_round(&self, command: &Command, setting: &Setting) -> Result<Event, Refusal> {
        let today = setting.now.today;
        let reply = setting.now.clock(Limit::SecondReply);
        let held = |form: &CoordinationForm| form.parse(self, today).map(Box::new);
        match command {
            Command::GrantSecondRound => Ok(Event::Granted { reply }),
            Command::RefuseSecondRound(form) => parse_reason(&form.reason).map(|reason| Event::Refused { reason }),
            Command::Escalate => Ok(Event::Escalated),
            Command::HandleAgain(form) => held(form).map(|coordination| Event::HandledAgain { coordination, reply }),
            Command::FollowUp(form) => held(form).map(|coordination| Event::FollowedUp { coordination }),
            // After promises were followed up there need not have been a meeting.
            Command::CloseUnsatisfied(form) if self.stage == Stage::Tracking && form.is_empty() => {
                Ok(Event::ClosedUnsatisfied { coordination: None })
            }
            Command::CloseUnsatisfied(form) => {
                held(form).map(|coordination| Event::ClosedUnsatisfied { coordination: Some(coordination) })
            }
            Command::ReopenHandling(form) => {
                let mut problems = Problems::default();
                let relapse = self.promises.relapse(&form.promise, &form.reason, today, &mut problems);
                problems.finish(relapse.map(|(promise, finding)| Event::Reopened { promise, finding, reply }))
            }
            _ => Err(Refusal::NotOpen),
        }
    }

    /// Keeps what happened.
    pub(crate) fn apply_round(&mut self, event: Event) {
        match event {
            Event::Granted { reply } => self.clock = Some(reply),
            Event::Refused { .. } => (self.second_round_refused, self.clock) = (true, None),
            Event::Escalated => self.clock = None,
            Event::HandledAgain { coordination, reply } => {
                self.coordinations.push(*coordination);
                self.clock = Some(reply);
            }
            Event::FollowedUp { coordination } => self.coordinations.push(*coordination),
            Event::ClosedUnsatisfied { coordination } => {
                self.coordinations.extend(coordination.map(|held| *held));
                self.clock = None;
            }
            Event::Reopened { promise, finding, reply } => {
                self.promises.find(promise, finding, Some(reply.due));
                self.clock = Some(reply);
            }
        }
    }
}

/// “The congress office” inside a sentence.
fn lower_first(text: &str) -> String {
    text.strip_prefix("The ").map_or_else(|| text.to_owned(), |rest| format!("the {rest}"))
}
