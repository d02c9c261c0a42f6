//! When and where a step is taken.

use crate::county::clock::Circumstances;
use crate::county::people::County;

/// When and where a step is taken.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The present and its rules.
    pub now: &'a Circumstances,
    /// The units and townships.
    pub county: &'a County,
    /// The time, in milliseconds since 1970 (UTC).
    pub at: i64,
}
