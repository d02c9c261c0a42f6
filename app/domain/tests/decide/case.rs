//! The verbs of the stories.

use domain::command::{Command, Mark, ReplyClass};
use domain::deadline::Limit;
use domain::people::UnitId;
use domain::problem::{Problem, Refusal};
use domain::vocabulary::Lang;
use domain::workflow::{Stage, Step};
use jiff::civil::Date;

use crate::common::{Paper, Who, rating, reply};

/// A paper on its way; each verb is one step, taken by whom it belongs to.
#[derive(Clone)]
pub struct Case(pub Paper);

impl Case {
    pub fn new() -> Self {
        Self(Paper::new())
    }

    pub fn does(mut self, who: Who, command: &Command) -> Self {
        let outcome = self.0.act(&who.actor(), command);
        assert_eq!(outcome, Ok(()), "{who:?}: {command:?}");
        self
    }

    pub fn takes(self, who: Who, step: Step) -> Self {
        let command = self.0.good(step, 1).expect("the system's steps are not taken by people");
        self.does(who, &command)
    }

    pub fn submitted(self) -> Self {
        self.takes(Who::Lead, Step::Submit)
    }

    pub fn refusal_proposed(self) -> Self {
        self.takes(Who::Reviewer, Step::Decline)
    }

    pub fn registered(self) -> Self {
        self.takes(Who::Reviewer, Step::Register)
    }

    pub fn assigned(self) -> Self {
        self.takes(Who::Government, Step::Assign)
    }

    pub fn accepted(self) -> Self {
        self.takes(Who::Clerk, Step::Accept)
    }

    /// The unit has spoken with the deputy, who confirms it.
    pub fn contacted(self) -> Self {
        self.takes(Who::Clerk, Step::RecordContact).takes(Who::Lead, Step::ConfirmContact)
    }

    /// The assisting unit has given its opinion, and the clerk has written the reply.
    pub fn drafted(self) -> Self {
        let may = |case: &Self, step| {
            case.0.proposal.open_steps(&Who::AssistingClerk.actor(), case.0.now.today).contains(&step)
        };
        let case = if may(&self, Step::Accept) { self.takes(Who::AssistingClerk, Step::Accept) } else { self };
        let asked = case.0.proposal.opinions_awaited().next().is_some() && may(&case, Step::SendOpinion);
        let case = if asked { case.takes(Who::AssistingClerk, Step::SendOpinion) } else { case };
        case.takes(Who::Clerk, Step::DraftReply)
    }

    /// The clerk has written it, and the head signs.
    pub fn replied(self, class: ReplyClass) -> Self {
        let form = reply(class, 2, self.0.now.today);
        self.drafted().does(Who::Head, &Command::Reply(Box::new(form)))
    }

    pub fn rated(self, attitude: Mark, result: Mark) -> Self {
        self.does(Who::Lead, &Command::Rate(rating(attitude, result)))
    }

    pub fn granted(self) -> Self {
        self.takes(Who::Reviewer, Step::GrantSecondRound)
    }

    pub fn handled() -> Self {
        Self::new().submitted().registered().assigned().accepted()
    }

    pub fn answered() -> Self {
        Self::handled().contacted().replied(ReplyClass::A)
    }

    pub fn unsatisfied() -> Self {
        Self::answered().rated(Mark::Satisfied, Mark::Unsatisfied)
    }

    pub fn after(mut self, days: u16) -> Self {
        self.0.pass(days);
        self
    }

    pub fn stage(&self) -> Stage {
        self.0.proposal.stage
    }

    pub fn due(&self) -> Option<(Limit, Date)> {
        self.0.proposal.clock.as_ref().map(|clock| (clock.limit, clock.due))
    }

    /// Whether the last reply was in time.
    pub fn on_time(&self) -> Option<bool> {
        self.0.proposal.replies.last().map(|reply| reply.on_time)
    }

    /// The units that have accepted.
    pub fn accepted_by(&self) -> Vec<UnitId> {
        self.0.proposal.assignments.iter().filter(|unit| unit.accepted).map(|unit| unit.unit).collect()
    }

    pub fn timeline(&self, reader: Option<Who>, lang: Lang) -> Vec<String> {
        let view = self.0.seen_by(reader.map(Who::actor).as_ref(), lang).expect("the reader may see it");
        view.timeline.into_iter().map(|entry| entry.text).collect()
    }

    pub fn is_closed_to(&self, who: Who, command: &Command) {
        let outcome = self.0.clone().act(&who.actor(), command);
        assert_eq!(outcome, Err(Refusal::NotOpen { stage: self.stage() }), "{who:?}: {command:?}");
    }

    /// The command is refused for exactly these fields.
    pub fn finds(&self, who: Who, command: &Command, expected: &[(&str, Problem)]) {
        let Err(Refusal::Invalid(errors)) = self.0.clone().act(&who.actor(), command) else {
            panic!("no data were found wrong in {command:?}");
        };
        let found: Vec<_> = errors.iter().map(|error| (error.field.as_str(), error.problem.clone())).collect();
        assert_eq!(found, expected, "{command:?}");
    }
}

/// So many characters.
pub fn long(length: usize) -> String {
    "字".repeat(length)
}
