//! Whose turn it is to reply, and what stands in the way.

use jiff::civil::Date;

use super::Proposal;
use crate::county::people::Actor;
use crate::parts::shares::{Assignment, Part};
use crate::proposal::relations::relation_by;
use crate::proposal::replies::ReplyBlock;
use crate::proposal::workflow::{Stage, Step, next};

impl Proposal {
    /// Whether a unit has a reply to give: a separate one gives one in each round; while promises are followed up there
    /// has to be news.
    pub(super) fn may_answer(&self, share: &Assignment) -> bool {
        let given = self.separate_replies.iter().filter(|reply| reply.unit == share.unit).count();
        let is_turn = match share.part {
            Part::Separate => given < self.round(),
            Part::Lead | Part::Assisting => {
                self.stage != Stage::Tracking || self.promises.has_kept_since(self.replies.len())
            }
        };
        share.accepted && is_turn
    }

    /// The share of the unit for which a person writes or signs a reply now.
    pub fn answering_share(&self, actor: &Actor) -> Option<&Assignment> {
        let writes = |relation| next(self.stage, Step::DraftReply, relation).is_some();
        let mine = |share: &&Assignment| {
            actor.roles.iter().any(|role| relation_by(share, *role).is_some_and(writes)) && self.may_answer(share)
        };
        self.shares.iter().find(mine).filter(|_| actor.person != self.lead)
    }

    /// What stands in the way of the reply that a person writes or signs.
    pub fn blocks_for(&self, actor: &Actor, today: Date) -> Vec<ReplyBlock> {
        let Some(share) = self.answering_share(actor) else { return Vec::new() };
        let signs = actor.roles.iter().any(|role| {
            relation_by(share, *role).is_some_and(|relation| next(self.stage, Step::Reply, relation).is_some())
        });
        self.reply_blocks(share, signs.then_some(actor.person), today)
    }
}
