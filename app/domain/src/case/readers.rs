//! Who reads of what happened to a paper.

use crate::county::people::BodyId;

/// Who reads of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// The offices that prepare it.
    Offices,
    /// The people of one unit.
    Unit(BodyId),
    /// The units that handle it, and the offices.
    Units,
    /// The deputies who lead, sign or are asked to.
    Deputies,
    /// Everyone who has a part in the paper.
    Concerned,
    /// Anyone.
    Everyone,
}
