//! How a unit speaks with the deputy.

use ground::vocabulary;

vocabulary! {
    /// How a unit spoke with the deputy.
    pub enum Manner {
        /// By telephone.
        Call = "call", "电话沟通", "Call";
        /// At the deputy's place.
        Visit = "visit", "登门走访", "Visit";
        /// At a meeting.
        Meeting = "meeting", "座谈面商", "Meeting";
        /// On site.
        Survey = "survey", "现场调研", "On-site survey";
    }
}

impl Manner {
    /// Whether they met face to face.
    pub fn is_face_to_face(self) -> bool {
        self != Self::Call
    }
}
