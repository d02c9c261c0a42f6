//! Who reads of each event.

use super::Event;
use crate::county::people::UnitId;

/// Who reads of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// The offices that prepare it.
    Offices,
    /// The people of one unit.
    Unit(UnitId),
    /// The units that handle it, and the offices.
    Units,
    /// The deputies who lead, sign or are asked to.
    Deputies,
    /// Everyone who has a part in the paper.
    Concerned,
    /// Anyone.
    Everyone,
}

impl Event {
    /// Who reads of it in the timeline, once the paper is public.
    pub fn readers(&self) -> Readers {
        match self {
            Self::DeclineProposed(_)
            | Self::DeclineDropped
            | Self::UnitsProposed(_)
            | Self::ReviewOpened
            | Self::Nominated(_)
            | Self::NominationDropped => Readers::Offices,
            Self::ReplyDrafted { unit, .. } => Readers::Unit(*unit),
            Self::TakenOver { .. } => Readers::Units,
            Self::Invited { .. }
            | Self::CoSigned { .. }
            | Self::InvitationDeclined
            | Self::Lapsed { .. }
            | Self::Reopened
            | Self::SignatureWithdrawn => Readers::Deputies,
            Self::WithdrawalAsked { .. } | Self::WithdrawalAgreed | Self::WithdrawalDropped => Readers::Concerned,
            _ => Readers::Everyone,
        }
    }
}
