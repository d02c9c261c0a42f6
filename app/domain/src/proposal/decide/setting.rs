//! What a decision needs beside the proposal, the person and the command.

use crate::county::clock::Circumstances;
use crate::county::number::Number;
use crate::county::people::{County, Deputy, TownshipId};
use crate::proposal::PaperLink;
use crate::proposal::attachment::AttachmentRef;
use crate::proposal::meeting::MeetingId;

/// What a decision needs beside the proposal, the person and the command.
#[derive(Clone, Debug)]
pub struct Setting<'a> {
    /// The present and its rules.
    pub now: &'a Circumstances,
    /// The units and townships.
    pub county: &'a County,
    /// The number that the proposal gets if it is registered now.
    pub number: Option<Number>,
    /// The time, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// The deputies among whom an invitation may choose.
    pub deputies: &'a [Deputy],
    /// The delegation of the person who acts.
    pub delegation: Option<TownshipId>,
    /// What is attached to the paper, for the purpose that the command is about.
    pub attached: &'a [AttachmentRef],
    /// The paper under the number that a link names.
    pub linked: Option<PaperLink>,
    /// The meeting at which it is handed over.
    pub meeting: Option<MeetingId>,
}

impl<'a> Setting<'a> {
    /// The present alone, for what needs nothing else.
    pub fn new(now: &'a Circumstances, county: &'a County, at: i64) -> Self {
        Self {
            now,
            county,
            number: None,
            at,
            deputies: &[],
            delegation: None,
            attached: &[],
            linked: None,
            meeting: None,
        }
    }
}
