//! What happened to a paper, as a reader may read it.

use ground::vocabulary::Lang;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::readers::Readers;
use crate::county::moment::county_date;
use crate::proposal::Proposal;
use crate::proposal::event::Record;
use crate::proposal::workflow::Stage;

/// One entry of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The day.
    pub on: Date,
    /// What happened, as a sentence.
    pub text: String,
    /// The stage it led to, where it led to another.
    pub reached: Option<Stage>,
}

impl Proposal {
    /// The public's timeline begins with the registration; [`Proposal::told`] is the same for feeds and mail.
    pub(super) fn timeline(
        &self,
        log: &[Record],
        lang: Lang,
        concerned: bool,
        reads: impl Fn(Readers) -> bool,
    ) -> Vec<Entry> {
        let shown = log.iter().filter(|record| concerned || record.to.is_public());
        let shown = shown.filter(|record| reads(record.event.readers()));
        shown
            .map(|record| Entry {
                on: county_date(record.at),
                text: self.sentence(record, lang, concerned),
                reached: (record.from != record.to).then_some(record.to),
            })
            .collect()
    }
}
