//! The verbs of the stories.

use domain::case::setting::Setting;
use domain::county::clock::Limit;
use domain::county::people::{BodyId, County};
use domain::parts::files::{AttachmentId, AttachmentRef};
use domain::proposal::command::{Command, Mark, ReplyClass};
use domain::proposal::decide::Brought;
use domain::proposal::replies::ReplyBlock;
use domain::proposal::workflow::{Stage, Step};
use ground::dates::days_between;
use ground::file::{FileKind, FileName};
use ground::problem::{Problem, Refusal};
use ground::vocabulary::Lang;
use jiff::civil::{Date, date};
use uuid::Uuid;

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

    /// The same where files were uploaded for the handling; the refusal, if it is refused.
    pub fn does_with(mut self, who: Who, command: &Command, attached: &[AttachmentRef]) -> Result<Self, Refusal> {
        let at = i64::from(days_between(date(1970, 1, 1), self.0.now.today)) * 86_400_000;
        let county = County::default();
        let setting = Setting { now: &self.0.now, county: &county, at };
        let brought = Brought { attached: attached.to_vec(), ..Brought::default() };
        let records = self.0.proposal.act(&who.actor(), command, &setting, &brought)?;
        self.0.log.extend(records);
        Ok(self)
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
        let asked = case.0.proposal.shares.opinions_awaited().next().is_some() && may(&case, Step::SendOpinion);
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
    pub fn accepted_by(&self) -> Vec<BodyId> {
        self.0.proposal.shares.iter().filter(|unit| unit.accepted).map(|unit| unit.unit).collect()
    }

    pub fn timeline(&self, reader: Option<Who>, lang: Lang) -> Vec<String> {
        let view = self.0.seen_by(reader.map(Who::actor).as_ref(), lang).expect("the reader may see it");
        view.timeline.into_iter().map(|entry| entry.text).collect()
    }

    pub fn is_open_to(&self, who: Who, step: Step) -> bool {
        self.0.proposal.open_steps(&who.actor(), self.0.now.today).contains(&step)
    }

    /// The step is open to these people, who may take it so, and to nobody else.
    pub fn is_for(&self, people: &[Who], command: &Command) {
        for who in Who::ALL {
            if people.contains(&who) {
                drop(self.clone().does(who, command));
            } else {
                self.is_closed_to(who, command);
            }
        }
    }

    /// What stands in the way of the reply that somebody writes or signs.
    pub fn blocks(&self, who: Who) -> Vec<ReplyBlock> {
        self.0.proposal.blocks_for(&who.actor(), self.0.now.today)
    }

    pub fn is_closed_to(&self, who: Who, command: &Command) {
        let outcome = self.0.clone().act(&who.actor(), command);
        assert_eq!(outcome, Err(Refusal::NotOpen), "{who:?}: {command:?}");
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

/// A photograph that was uploaded for the handling, one of several.
pub fn photo(n: u128) -> AttachmentRef {
    AttachmentRef {
        id: AttachmentId(Uuid::from_u128(n)),
        name: FileName::parse("现场照片.jpg").expect("a name"),
        kind: FileKind::Jpeg,
        bytes: 340_000,
        sha256: "0".repeat(64),
    }
}
