//! Who may attach files to a proposal and who may open them.

use crate::county::people::Actor;
use crate::parts::files::{AttachmentId, Purpose};
use crate::proposal::Proposal;
use crate::proposal::workflow::{Relation, Stage, Step, next};

impl Proposal {
    /// Whether this person may attach files now: the lead deputy, while the text may be changed; for signed scans until
    /// the office has decided; for the handling its units, while they are at work.
    pub fn may_attach(&self, actor: &Actor, purpose: Purpose) -> bool {
        if purpose == Purpose::Handling {
            return self.relations_of(actor).iter().any(|&by| next(self.stage, Step::TakeOver, by).is_some());
        }
        let open = match purpose {
            Purpose::Handling => false,
            Purpose::Attachment => matches!(self.stage, Stage::Draft | Stage::SentBack),
            Purpose::SignedScan => {
                matches!(self.stage, Stage::Draft | Stage::CoSigning | Stage::SentBack | Stage::Submitted)
            }
        };
        open && self.relations_of(actor).contains(&Relation::Lead)
    }

    /// Whether this person, or the public, may open a file: what a reply or a claim names as evidence is as public as it.
    pub fn shows_file(&self, id: AttachmentId, purpose: Purpose, actor: Option<&Actor>) -> bool {
        self.shows(purpose, actor)
            || (purpose == Purpose::Handling && self.is_evidence(id) && self.shows(Purpose::Attachment, actor))
    }

    fn is_evidence(&self, id: AttachmentId) -> bool {
        let replies = self.replies.iter().chain(&self.separate_replies).flat_map(|reply| &reply.files);
        let claims = self.promises.iter().flat_map(|one| &one.claims).flat_map(|claim| &claim.files);
        replies.chain(claims).any(|file| file.id == id)
    }

    /// Whether this person, or the public, may open what was attached for a purpose.
    pub fn shows(&self, purpose: Purpose, actor: Option<&Actor>) -> bool {
        let relations = actor.map_or_else(|| vec![Relation::Public], |actor| self.relations_of(actor));
        relations.into_iter().filter(|&relation| self.is_visible_to(relation)).any(|relation| match purpose {
            Purpose::Attachment => self.is_open() || !matches!(relation, Relation::Administrator | Relation::Public),
            Purpose::Handling => !matches!(relation, Relation::Administrator | Relation::Public),
            // It has signatures.
            Purpose::SignedScan => {
                matches!(relation, Relation::Lead | Relation::CoSigner | Relation::CongressOffice)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::county::people::{PersonId, Role};
    use crate::proposal::ProposalId;
    use uuid::Uuid;

    #[test]
    fn files_follow_the_text_and_signatures_stay_with_those_concerned() {
        let person =
            |n: u128, role| Actor { person: PersonId(Uuid::from_u128(n)), name: "某".into(), roles: vec![role] };
        let (lead, other) = (person(1, Role::Deputy), person(2, Role::Deputy));
        let office = person(3, Role::CongressOffice);
        let mut proposal = Proposal::begin(ProposalId(Uuid::from_u128(9)), &lead, 0);
        let (attachment, scan) = (Purpose::Attachment, Purpose::SignedScan);
        let sees = |proposal: &Proposal, purpose| {
            [None, Some(&lead), Some(&other), Some(&office)].map(|reader| proposal.shows(purpose, reader))
        };
        assert_eq!(sees(&proposal, attachment), [false, true, false, false]);
        assert!(proposal.may_attach(&lead, attachment) && proposal.may_attach(&lead, scan));
        assert!(!proposal.may_attach(&other, attachment) && !proposal.may_attach(&office, scan));
        proposal.stage = Stage::Submitted;
        assert_eq!(sees(&proposal, attachment), [false, true, false, true]);
        assert!(!proposal.may_attach(&lead, attachment) && proposal.may_attach(&lead, scan));
        proposal.stage = Stage::Registered;
        proposal.number = "17-1-023".parse().ok();
        assert_eq!(sees(&proposal, attachment), [true; 4]);
        assert_eq!(sees(&proposal, scan), [false, true, false, true]);
        assert!(!proposal.may_attach(&lead, scan));
        proposal.publication.disclosure = crate::parts::publication::Disclosure::Closed;
        assert_eq!(sees(&proposal, attachment), [false, true, false, true]);
    }
}
