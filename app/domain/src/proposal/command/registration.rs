//! What the office settles at registration, as typed and as it counts.

use serde::{Deserialize, Serialize};

/// What the office settles at registration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterForm {
    /// The code of a [`Topic`](crate::county::topic::Topic).
    pub topic: String,
    /// The id of a township, or nothing for the whole county.
    pub township: String,
    /// The code of a [`Disclosure`](crate::parts::publication::Disclosure).
    pub disclosure: String,
    /// Why not all of it is published: see [`DisclosureForm`](crate::parts::publication::DisclosureForm).
    pub ground: String,
    /// The same in words.
    pub reason: String,
    /// What is published instead.
    pub summary: String,
    /// When that is looked at again.
    pub review_on: String,
}

/// What the office settled at registration, beside what is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// What it is about.
    pub topic: crate::county::topic::Topic,
    /// The place, or `None` for the whole county.
    pub township: Option<crate::county::people::TownshipId>,
}
