//! More time for a broad or difficult matter: asked before the third month is over, granted at most to the sixth
//! (Deputies Law art. 51), with a reason that everyone reads.

use ground::dates::date;
use ground::field::parse_date;
use ground::problem::{Problem, Problems, Refusal};
use ground::problems;
use ground::text::Reason;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::notice::{NoticeKind as K, Told, Whom};
use crate::case::readers::Readers;
use crate::case::saying::Saying;
use crate::case::setting::Setting;
use crate::county::clock::{Clock, Limit};
use crate::county::people::Role;
use crate::proposal::Proposal;
use crate::proposal::workflow::Step;

problems! {
    /// What can be wrong with more time.
    pub enum ExtensionProblem {
        /// A last day beyond the longest that the law leaves.
        NotBeyond {
            /// The latest day.
            latest: Date,
        } = "最迟只能延到{latest}（自交办之日起六个月）。", "At the latest {latest}, six months after the hand-over.";
    }
}

/// A wish for more time, or its granting, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExtensionForm {
    /// The last day, as `2026-11-23`.
    pub until: String,
    /// Why, as the public will read it.
    pub reason: String,
}

/// A wish for more time, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// When it was asked for.
    pub on: Date,
    /// The last day that the unit wishes.
    pub until: Date,
    /// Why.
    pub reason: Reason,
    /// The office's decision, once there is one.
    pub decision: Option<ExtensionDecision>,
}

/// The office's decision about more time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtensionDecision {
    /// When.
    pub on: Date,
    /// Why.
    pub reason: Reason,
    /// The new last day, where it was granted.
    pub until: Option<Date>,
}

/// What happened to a wish for more time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The lead unit asked for more time.
    Asked(Box<Extension>),
    /// It was granted.
    Granted {
        /// Why.
        reason: Reason,
        /// The new clock for the reply.
        reply: Clock,
    },
    /// It was refused.
    Refused {
        /// Why.
        reason: Reason,
    },
}

impl Event {
    /// The step that it was.
    pub fn step(&self) -> Step {
        match self {
            Self::Asked(_) => Step::AskExtension,
            Self::Granted { .. } => Step::GrantExtension,
            Self::Refused { .. } => Step::RefuseExtension,
        }
    }

    /// Who reads of it.
    pub fn readers(&self) -> Readers {
        match self {
            Self::Asked(_) | Self::Granted { .. } | Self::Refused { .. } => Readers::Everyone,
        }
    }

    /// What a line of the log says.
    pub(crate) fn sentence(&self, say: Saying) -> String {
        let (who, lang) = (say.who, say.lang);
        match self {
            Self::Asked(wish) => {
                let (until, why) = (date(wish.until, lang), say.because(wish.reason.as_str()));
                lang.pick(
                    format!("{who}申请延期至{until}答复{why}。"),
                    format!("{who} asked for time until {until}{why}."),
                )
            }
            Self::Granted { reason, reply } => {
                let (until, why) = (date(reply.due, lang), say.because(reason.as_str()));
                lang.pick(
                    format!("{who}同意延期至{until}答复{why}。"),
                    format!("{who} granted time until {until}{why}."),
                )
            }
            Self::Refused { reason } => {
                let why = say.because(reason.as_str());
                lang.pick(
                    format!("{who}不同意延期，仍按原期限答复{why}。"),
                    format!("{who} refused more time; the reply is due as before{why}."),
                )
            }
        }
    }

    /// Who is told of it, where the reply is due on a day.
    pub(crate) fn told(&self, reply_due: Option<Date>) -> Vec<Told> {
        match self {
            Self::Asked(_) => vec![
                Told::by(Whom::Holders(Role::CongressOffice), K::ToDecideExtension, reply_due),
                Told::of(Whom::Signers, K::ExtensionAsked),
            ],
            Self::Granted { reply, .. } => [Whom::AnsweringUnits, Whom::Signers]
                .map(|whom| Told::by(whom, K::ExtensionGranted, Some(reply.due)))
                .into(),
            Self::Refused { .. } => {
                [Whom::AnsweringUnits, Whom::Signers].map(|whom| Told::by(whom, K::ExtensionRefused, reply_due)).into()
            }
        }
    }
}

impl Proposal {
    /// The wish for more time that waits for the office.
    pub fn pending_extension(&self) -> Option<&Extension> {
        self.extensions.last().filter(|extension| extension.decision.is_none())
    }

    /// Whether more time was granted: once at most.
    pub fn is_extended(&self) -> bool {
        let granted = |extension: &Extension| extension.decision.as_ref().is_some_and(|it| it.until.is_some());
        self.extensions.iter().any(granted)
    }

    /// Whether the unit may ask for more time: before the reply is due, and not twice at once.
    pub(crate) fn may_ask_extension(&self, today: Date) -> bool {
        let in_time = self.reply_clock().is_some_and(|clock| today <= clock.due);
        in_time && !self.is_extended() && self.pending_extension().is_none()
    }

    /// The clock at its longest: to the sixth month after the hand-over.
    pub fn longest_reply(&self, setting: &Setting) -> Option<Clock> {
        let start = self.hand_over.as_ref()?.on;
        Some(Clock::start(Limit::LongReply, start, &setting.now.rules, &setting.now.calendar))
    }

    /// A last day after the present one and not beyond the longest.
    fn until(&self, raw: &str, setting: &Setting) -> Result<Date, Problem> {
        let until = parse_date(raw)?;
        let today = setting.now.today;
        let present = self.reply_clock().map_or(today, |clock| clock.due.max(today));
        match self.longest_reply(setting) {
            _ if until <= present => Err(Problem::NotLater { than: present }),
            Some(longest) if until > longest.due => Err(ExtensionProblem::NotBeyond { latest: longest.due }.into()),
            _ => Ok(until),
        }
    }

    pub(crate) fn decide_extension_wish(&self, form: &ExtensionForm, setting: &Setting) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let until = problems.keep("until", self.until(&form.until, setting));
        let reason = problems.keep("reason", Reason::parse(&form.reason));
        let on = setting.now.today;
        let wish = until.zip(reason).map(|(until, reason)| Extension { on, until, reason, decision: None });
        problems.finish(wish).map(|wish| Event::Asked(Box::new(wish)))
    }

    pub(crate) fn decide_extension(&self, form: &ExtensionForm, setting: &Setting) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let reason = problems.keep("reason", Reason::parse(&form.reason));
        let until = problems.keep("until", self.until(&form.until, setting));
        let clock = until.zip(self.longest_reply(setting)).map(|(until, clock)| clock.granted_until(until));
        problems.finish(reason.zip(clock).map(|(reason, reply)| Event::Granted { reason, reply }))
    }

    /// Keeps what happened on a day.
    pub(crate) fn apply_extension(&mut self, event: Event, on: Date) {
        let (reason, reply) = match event {
            Event::Asked(wish) => return self.extensions.push(*wish),
            Event::Granted { reason, reply } => (reason, Some(reply)),
            Event::Refused { reason } => (reason, None),
        };
        let until = reply.as_ref().map(|clock| clock.due);
        if let Some(pending) = self.extensions.last_mut() {
            pending.decision = Some(ExtensionDecision { on, reason, until });
        }
        if let (Some(reply), Some(hand_over)) = (reply, &mut self.hand_over) {
            hand_over.reply = reply.clone();
            self.clock = Some(reply);
        }
    }
}
