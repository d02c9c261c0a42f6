//! A story: a paper and what the model makes of it, move by move.

use std::collections::BTreeMap;

use domain::proposal::command::Command;
use domain::proposal::draft::Draft;
use domain::proposal::extension::ExtensionForm;
use domain::proposal::workflow::{Stage, Step};
use ground::dates::days_between;
use ground::problem::Refusal;
use jiff::civil::Date;
use proptest::prelude::{prop_assert, prop_assert_eq};
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;

use crate::Checked;
use crate::commands::{counts, good, put, spoil};
use crate::common::{Paper, Who, draft};
use crate::invariants::check;
use crate::model::{FORESEEN, Model, Until};
use crate::moves::{Move, bad};

/// What brings a paper on, the most urgent first.
const WAY: [&[Step]; 3] = [
    &[Step::Reply, Step::Rate, Step::Assign],
    &[
        Step::Invite,
        Step::CoSign,
        Step::Submit,
        Step::Register,
        Step::Accept,
        Step::Reassign,
        Step::GrantReturn,
        Step::RefuseReturn,
        Step::ConfirmContact,
        Step::GrantExtension,
        Step::RefuseExtension,
        Step::GrantSecondRound,
        Step::RefuseSecondRound,
        Step::Escalate,
        Step::HandleAgain,
        Step::FollowUp,
        Step::VerifyPromise,
        Step::LookBack,
        Step::ReopenPromise,
        Step::ReopenHandling,
        Step::AgreeWithdrawal,
        Step::DropWithdrawal,
    ],
    &[Step::RecordContact, Step::SendOpinion, Step::DraftReply, Step::ClaimPromise, Step::Close, Step::FinalReport],
];

/// A paper, what the model makes of it, and the field of its draft that is spoilt.
pub struct Story {
    pub paper: Paper,
    model: Model,
    /// Who may take which step now, as the model has it.
    open: Vec<(Who, Step)>,
    spoilt: Option<String>,
}

impl Story {
    pub fn begin() -> Self {
        let paper = Paper::new();
        let model = Model::of(&paper.proposal);
        let mut story = Self { paper, model, open: Vec::new(), spoilt: None };
        story.open = story.open_by_model();
        story
    }

    /// Plays a story and checks after every move that nothing is broken.
    pub fn play(moves: &[Move]) -> Result<Paper, TestCaseError> {
        let mut story = Self::begin();
        for (n, one) in moves.iter().enumerate() {
            let told = story.goes_on(Who::ALL[n % Who::ALL.len()], |story| story.take(one));
            told.map_err(|error| TestCaseError::fail(format!("move {n}, {one:?}: {error}")))?;
        }
        Ok(story.paper)
    }

    /// One move and all that has to hold then; `who` tries every step.
    pub fn goes_on(&mut self, who: Who, act: impl FnOnce(&mut Self) -> Checked) -> Checked {
        // Were a paper ever numbered again, it would get another number.
        self.paper.number.serial += 1;
        let before = self.paper.clone();
        act(self)?;
        self.agrees()?;
        check(&before, &self.paper, who)
    }

    fn open_by_model(&self) -> Vec<(Who, Step)> {
        let today = self.paper.now.today;
        let all = Who::ALL.into_iter().flat_map(|who| Step::ALL.iter().map(move |&step| (who, step)));
        all.filter(|&(who, step)| self.model.open(who, step, today)).collect()
    }

    /// The model and the paper tell the same, and leave the same open to everybody.
    fn agrees(&mut self) -> Checked {
        prop_assert_eq!(&self.model, &Model::of(&self.paper.proposal), "the model (left) tells another story");
        self.open = self.open_by_model();
        let mut open = self.open.as_slice();
        for who in Who::ALL {
            let steps = self.paper.proposal.open_steps(&who.actor(), self.paper.now.today);
            let (mine, rest) = open.split_at(open.iter().take_while(|(other, _)| *other == who).count());
            let mine: Vec<_> = mine.iter().map(|&(_, step)| step).collect();
            prop_assert_eq!(mine, steps, "the model (left) lets {:?} do something else", who);
            self.desks_agree(who)?;
            open = rest;
        }
        Ok(())
    }

    /// Model and paper wait for the same from somebody, until the same day; and what has an end stands in the calendar.
    fn desks_agree(&self, who: Who) -> Checked {
        let (proposal, today, actor) = (&self.paper.proposal, self.paper.now.today, who.actor());
        let awaited = proposal.awaited_of(&actor, today);
        let mut desk = BTreeMap::new();
        for one in &awaited {
            desk.entry(one.step).or_insert(one.until);
        }
        let model = self.model.desk(who, today);
        let is_sure = |step: &&Step| model.get(*step) != Some(&Until::Unsure);
        let steps: Vec<_> = desk.keys().filter(is_sure).collect();
        prop_assert_eq!(model.keys().filter(is_sure).collect::<Vec<_>>(), steps, "the model (left) awaits {:?}", who);
        for (step, until) in &model {
            let is_so = if let Until::Told(day) = until { desk[step] == *day } else { true };
            prop_assert!(is_so, "{step:?} of {who:?}: {until:?}, {:?}", desk[step]);
        }
        let calendar = proposal.dates_of(&actor, today);
        prop_assert!(awaited.iter().all(|one| one.until.is_none() || calendar.contains(one)), "{who:?}: {awaited:?}");
        Ok(())
    }

    /// A command without a mistake. Beyond the sixth month nobody can grant more time, although somebody waits for it.
    fn command(&self, who: Who, step: Step, variant: usize) -> Option<Command> {
        let command = good(&self.paper, who, step, variant)?;
        let is_late = |form: &ExtensionForm| form.until <= self.paper.now.today.to_string();
        Some(command).filter(|command| !matches!(command, Command::GrantExtension(form) if is_late(form)))
    }

    /// One of the steps that are open to somebody, with a command for it.
    fn pick(&self, open: &[(Who, Step)], pick: Index, variant: usize) -> Option<(Who, Command)> {
        let &(who, step) = open.get(pick.index(open.len().max(1)))?;
        Some((who, self.command(who, step, variant)?))
    }

    fn any_open(&self, pick: Index, variant: usize) -> Option<(Who, Command)> {
        // A withdrawal ends most stories, where no co-signer has a say: it comes seldom.
        let often = if self.paper.proposal.co_signers().next().is_some() { 6 } else { 1 };
        let seldom = |&&(_, step): &&(Who, Step)| step != Step::AskWithdrawal || variant < often;
        let open: Vec<_> = self.open.iter().filter(seldom).copied().collect();
        self.pick(&open, pick, variant)
    }

    /// One of the most urgent steps that lead on, and that its person has not taken since the last change of stage.
    fn way_on(&self, pick: Index, variant: usize) -> Option<(Who, Command)> {
        let stage = self.paper.proposal.stage;
        let lately: Vec<_> = self.paper.log.iter().rev().take_while(|record| record.from == stage).collect();
        let is_done = |who: Who, step: Step| {
            let person = Some(who.actor().person);
            lately.iter().any(|record| record.event.step() == step && record.by.person == person)
        };
        // The deputy alone confirms the contacts of every unit.
        let of = |steps: &[Step]| {
            let open = self.open.iter().copied().filter(|(_, step)| steps.contains(step));
            open.filter(|&(who, step)| step == Step::ConfirmContact || !is_done(who, step)).collect()
        };
        let open: Vec<_> = WAY.into_iter().map(of).find(|open: &Vec<_>| !open.is_empty())?;
        self.pick(&open, pick, variant)
    }

    /// Lets so many days pass, or those until something comes by itself; both must know that day.
    fn pass(&mut self, days: Option<u16>) -> Checked {
        let today = self.paper.now.today;
        let day = self.model.wakes_on(today);
        let soon = |day: &Date| days_between(today, *day) <= i32::from(FORESEEN);
        prop_assert_eq!(day, self.paper.proposal.wakes_on().filter(soon), "something comes on another day");
        let wait = day.and_then(|day| u16::try_from(days_between(today, day)).ok());
        self.paper.pass(days.or(wait).unwrap_or(1));
        self.model.pass(self.paper.now.today);
        Ok(())
    }

    fn take(&mut self, one: &Move) -> Checked {
        match one {
            &Move::On { pick, variant } => match self.way_on(pick, variant) {
                Some((who, command)) => self.act(who, &command, None),
                None => self.pass(None),
            },
            &Move::Open { pick, variant } => match self.any_open(pick, variant) {
                Some((who, command)) => self.act(who, &command, None),
                None => Ok(()),
            },
            &Move::Spoilt { pick, variant, field } => {
                let Some((who, command)) = self.any_open(pick, variant) else { return Ok(()) };
                let (wrong, command) = spoil(command, field, &bad());
                self.act(who, &command, wrong)
            }
            &Move::Emptied { pick, variant, field } => {
                let Some((who, command)) = self.any_open(pick, variant) else { return Ok(()) };
                let command = spoil(command, field, "").1;
                let before = self.paper.proposal.clone();
                match self.paper.act(&who.actor(), &command) {
                    Ok(()) => {
                        self.model.take(who, &command, self.paper.now.today);
                        Ok(())
                    }
                    Err(refusal) => {
                        prop_assert!(matches!(refusal, Refusal::Invalid(_)), "{refusal:?}");
                        prop_assert_eq!(&self.paper.proposal, &before);
                        Ok(())
                    }
                }
            }
            &Move::Any { who, step, variant } => match self.command(who, step, variant) {
                Some(command) => self.act(who, &command, None),
                None => Ok(()),
            },
            Move::Write { asks, spoilt } => {
                if matches!(self.paper.proposal.stage, Stage::Draft | Stage::SentBack) {
                    let written = draft(*asks);
                    let (path, draft): (_, Draft) = match spoilt {
                        Some(field) => put(written, *field, &bad()),
                        None => (None, written),
                    };
                    (self.spoilt, self.paper.proposal.draft) = (path, draft);
                    self.model.write(*asks);
                }
                Ok(())
            }
            &Move::Pass(days) => self.pass(Some(days)),
        }
    }

    /// Acts, and expects exactly what must come of it: `wrong` is the field that is spoilt.
    pub fn act(&mut self, who: Who, command: &Command, wrong: Option<String>) -> Checked {
        let before = self.paper.proposal.clone();
        let open = self.open.contains(&(who, command.step()));
        // While it is being signed the frozen text counts, whatever the draft holds.
        let wrong = match command.step() {
            Step::Submit | Step::Invite if before.stage != Stage::CoSigning => self.spoilt.clone().or(wrong),
            _ => wrong.filter(|field| counts(command, field)),
        };
        let outcome = self.paper.act(&who.actor(), command);
        if outcome.is_err() {
            prop_assert_eq!(&self.paper.proposal, &before, "a refused act changed the proposal");
        }
        match (outcome, open, wrong) {
            (Ok(()), true, None) => self.model.take(who, command, self.paper.now.today),
            (Err(Refusal::NotOpen), false, _) => {}
            (Err(Refusal::Invalid(errors)), true, Some(field)) => {
                let fields: Vec<_> = errors.into_iter().map(|error| error.field).collect();
                prop_assert_eq!(fields, [field]);
            }
            (outcome, open, wrong) => prop_assert!(false, "{outcome:?} although open: {open}, wrong: {wrong:?}"),
        }
        Ok(())
    }
}
