//! Who reads of each event.

use super::Event;
use crate::case::readers::Readers;

impl Event {
    /// Who reads of it in the timeline, once the paper is public. Every event is named: what is new is nobody's until
    /// somebody has said whose it is.
    pub fn readers(&self) -> Readers {
        match self {
            Self::Signing(event) => event.readers(),
            Self::Review(event) => event.readers(),
            Self::Publication(event) => event.readers(),
            Self::Share(event) => event.readers(),
            Self::Contact(event) => event.readers(),
            Self::Extension(event) => event.readers(),
            Self::Round(event) => event.readers(),
            Self::Promise(event) => event.readers(),
            Self::Key(event) => event.readers(),
            Self::Chased(event) => event.readers(),
            Self::Withdrawal(event) => event.readers(),
            Self::UnitsProposed(_) => Readers::Offices,
            Self::ReplyDrafted { unit, .. } => Readers::Unit(*unit),
            Self::Submitted { .. }
            | Self::Registered { .. }
            | Self::Linked(_)
            | Self::Unlinked(_)
            | Self::Assigned { .. }
            | Self::Begun
            | Self::SeparateReplied { .. }
            | Self::Replied { .. }
            | Self::Rated { .. }
            | Self::Tracked
            | Self::Closed => Readers::Everyone,
        }
    }
}
