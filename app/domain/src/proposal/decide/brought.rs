//! What a decision needs that the proposal does not hold: the rules say what, whoever keeps it brings it.

use crate::county::number::Number;
use crate::county::people::{Deputy, TownshipId};
use crate::parts::files::{AttachmentRef, Purpose};
use crate::parts::{contacts, promises};
use crate::proposal::PaperLink;
use crate::proposal::command::Command;
use crate::proposal::event::Event;
use crate::proposal::meeting::MeetingId;
use crate::proposal::versions::Kept;

/// What a decision needs beside the proposal, the person and the command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs<'a> {
    /// The number that it gets now.
    pub number: bool,
    /// The deputies with these ids, as typed.
    pub deputies: &'a [String],
    /// The delegation of the person who acts.
    pub delegation: bool,
    /// What is attached for a purpose.
    pub attached: Option<Purpose>,
    /// The paper under this number, as typed, which is changed too.
    pub linked: Option<&'a str>,
}

/// What was brought. Whatever is not needed may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// The number that the proposal gets if it is registered now.
    pub number: Option<Number>,
    /// The deputies among whom an invitation may choose.
    pub deputies: Vec<Deputy>,
    /// The delegation of the person who acts.
    pub delegation: Option<TownshipId>,
    /// What is attached to the paper, for the purpose that the command is about.
    pub attached: Vec<AttachmentRef>,
    /// The paper under the number that a link names.
    pub linked: Option<PaperLink>,
    /// The meeting at which it is handed over.
    pub meeting: Option<MeetingId>,
}

impl Command {
    /// What a decision about it needs.
    pub fn needs(&self) -> Needs<'_> {
        let nothing = Needs::default();
        match self {
            Self::Register(_) => Needs { number: true, ..nothing },
            // What is attached belongs to the text that is frozen.
            Self::Invite(form) => {
                Needs { deputies: &form.invitees, delegation: true, attached: Some(Purpose::Attachment), ..nothing }
            }
            Self::Submit => Needs { delegation: true, attached: Some(Purpose::Attachment), ..nothing },
            Self::Contact(contacts::Command::Record(_))
            | Self::Promise(promises::Command::Claim(_))
            | Self::Reply(_) => Needs { attached: Some(Purpose::Handling), ..nothing },
            Self::Link(form) | Self::Unlink(form) => Needs { linked: Some(&form.number), ..nothing },
            _ => nothing,
        }
    }
}

impl Event {
    /// Whether what the deputy has kept of a rating is done with.
    pub fn ends_rating_draft(&self) -> bool {
        matches!(self, Self::Rated { .. })
    }

    /// The version of the text that is kept with it.
    pub fn keeps_version(&self) -> Option<Kept> {
        matches!(self, Self::Submitted { .. }).then_some(Kept::Submitted)
    }
}
