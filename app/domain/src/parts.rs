//! Parts of papers: values with their own commands, events, rules and words, which any kind of paper embeds. A part knows
//! no kind: what it needs of the paper it is told.

pub mod chases;
pub mod contacts;
pub mod files;
pub mod promises;
pub mod publication;
pub mod shares;

use ground::problem::Refusal;
use jiff::civil::Date;

use crate::case::setting::Setting;
use crate::county::clock::{Clock, Limit};
use crate::county::people::{Actor, BodyId};
use crate::parts::files::AttachmentRef;

/// A step as a part of a paper sees it: who takes it for which unit, when and where, with which files.
#[derive(Clone, Copy, Debug)]
pub struct Doing<'a> {
    /// Who.
    pub by: &'a Actor,
    /// The unit for which it is done.
    pub unit: Option<BodyId>,
    /// When and where.
    pub setting: Setting<'a>,
    /// What is attached to the paper, for the purpose that the step is about.
    pub attached: &'a [AttachmentRef],
}

impl Doing<'_> {
    /// The unit, of a step that only units take.
    ///
    /// # Errors
    /// [`Refusal::NotOpen`] for whoever acts for none.
    pub fn unit(&self) -> Result<BodyId, Refusal> {
        self.unit.ok_or(Refusal::NotOpen)
    }

    /// The county's day.
    pub fn today(&self) -> Date {
        self.setting.now.today
    }

    /// The clock of a limit that begins today.
    pub fn clock(&self, limit: Limit) -> Clock {
        self.setting.now.clock(limit)
    }
}
