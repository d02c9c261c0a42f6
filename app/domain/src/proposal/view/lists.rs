//! The lines of lists: papers, what waits on a desk, the latest replies.

use ground::dates::days_between;
use ground::vocabulary::Lang;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::number::Number;
use crate::county::people::{BodyId, PersonId};
use crate::proposal::command::ReplyClass;
use crate::proposal::workflow::{Stage, Step};
use crate::proposal::{Proposal, ProposalId};

/// One line of a list of proposals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The proposal.
    pub id: ProposalId,
    pub number: Option<Number>,
    pub title: String,
    /// The lead deputy.
    pub lead: PersonId,
    /// The lead deputy's name.
    pub lead_name: String,
    pub lead_unit: Option<BodyId>,
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
