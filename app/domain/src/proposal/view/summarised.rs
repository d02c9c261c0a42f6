//! A paper of which the public reads a summary: everything that somebody wrote is left out; what happened stays, with the
//! names of officials and the numbers of documents.

use ground::vocabulary::Lang;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{HandlingView, ProposalView, ReplyView};
use crate::parts::publication::RestrictionGround;
use crate::proposal::key::KeyProposal;

/// Why not everything is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestrictionView {
    pub ground: RestrictionGround,
    /// The day on which that is looked at again.
    pub review_on: Date,
    /// What is published instead of the texts.
    pub summary: Option<String>,
    /// Why; for those concerned.
    pub reason: Option<String>,
}

impl ProposalView {
    /// What the public reads where a summary is published. The timeline tells which stage was reached when.
    pub(super) fn summarised(mut self, lang: Lang) -> Self {
        self.text = None;
        self.returns.clear();
        self.key = self.key.map(KeyProposal::summarised);
        self.handling = HandlingView::default();
        self.replies = self.replies.into_iter().map(ReplyView::summarised).collect();
        self.separate_replies = self.separate_replies.into_iter().map(ReplyView::summarised).collect();
        self.timeline.retain(|entry| entry.reached.is_some());
        for entry in &mut self.timeline {
            if let Some(stage) = entry.reached {
                stage.word(lang).clone_into(&mut entry.text);
            }
        }
        self
    }
}

impl ReplyView {
    /// That there is a reply, its number and signer, of which class, in time or not, and how it was rated.
    fn summarised(self) -> Self {
        Self {
            opening: String::new(),
            answers: Vec::new(),
            evidence: None,
            promises: Vec::new(),
            contact_person: String::new(),
            telephone: String::new(),
            copies: None,
            files: Vec::new(),
            ..self
        }
    }
}
