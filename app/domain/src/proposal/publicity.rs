//! What the public reads of a proposal.

use jiff::civil::Date;

use crate::parts::publication::Stub;
use crate::proposal::Proposal;
use crate::proposal::workflow::{Relation, Step, next};

/// Whether somebody in these relations has a part in a paper, beyond reading it.
pub(crate) fn concerns(relations: &[Relation]) -> bool {
    relations.iter().any(|relation| !matches!(relation, Relation::Public | Relation::Administrator))
}

impl Proposal {
    /// What stands in its place for those who may not see it; `None` where nothing was ever public.
    pub fn stub(&self) -> Option<Stub> {
        self.publication.stub(self.number?)
    }

    /// Whether all its texts are published.
    pub fn is_open(&self) -> bool {
        self.is_public() && self.publication.is_open()
    }

    /// Whether somebody in these relations reads all its texts: where a summary is published, others read that.
    pub fn is_read_whole(&self, relations: &[Relation]) -> bool {
        self.is_open() || concerns(relations)
    }

    /// The day on which the office has to look at the publication again, while it lies ahead.
    pub(crate) fn review_day(&self) -> Option<Date> {
        next(self.stage, Step::OpenReview, Relation::System).and_then(|_| self.publication.review_day())
    }
}
