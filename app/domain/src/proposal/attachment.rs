//! What is attached to a paper, who may add files and who may open them.

use ground::file::{FileKind, FileName, size};
use ground::fingerprint::Fingerprint;
use ground::vocabulary;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::county::people::Actor;
use crate::proposal::Proposal;
use crate::proposal::workflow::{Relation, Stage, Step, next};

/// The most files of one paper; signed scans are counted by themselves.
pub const MAX_FILES: usize = 10;

/// The most files of the handling of one paper.
pub const MAX_HANDLING_FILES: usize = 60;

impl Purpose {
    /// The most files of one paper for this purpose.
    pub fn most(self) -> usize {
        match self {
            Self::Attachment | Self::SignedScan => MAX_FILES,
            Self::Handling => MAX_HANDLING_FILES,
        }
    }
}

/// An attachment's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttachmentId(pub Uuid);

vocabulary! {
    /// What a file was attached for.
    pub enum Purpose {
        /// It belongs to the text and is as public as the text.
        Attachment = "attachment", "附件", "Attachment";
        /// The printed paper with signatures by hand; never public.
        SignedScan = "signed_scan", "签名扫描件", "Signed scan";
        /// Photographs and papers of the handling: seen by those concerned, and by everyone once a reply or a claim
        /// names them as evidence.
        Handling = "handling", "办理材料", "Handling file";
    }
}

/// What is attached: the fields that a frozen text names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentRef {
    /// Its id.
    pub id: AttachmentId,
    /// Its name.
    pub name: FileName,
    /// What it is.
    pub kind: FileKind,
    /// How long it is.
    pub bytes: u64,
    /// The SHA-256 of what is stored, as 64 small hexadecimal digits.
    pub sha256: String,
}

/// The fingerprint of a text with what is attached to it. Signed scans are no part of the text: leave them out.
pub fn with_attachments(text: &Fingerprint, attached: &[AttachmentRef]) -> Fingerprint {
    text.with_files(attached.iter().map(|file| (file.name.as_str(), file.sha256.as_str())))
}

/// An attachment as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentView {
    /// Its id.
    pub id: AttachmentId,
    /// What it was attached for.
    pub purpose: Purpose,
    /// Its name.
    pub name: FileName,
    /// What it is.
    pub kind: FileKind,
    /// How long it is.
    pub bytes: u64,
    /// The day it was attached.
    pub on: Date,
    /// For a signed scan: whether the text has changed since.
    pub outdated: bool,
}

impl AttachmentView {
    /// “340 KB”, “1.2 MB”.
    pub fn size(&self) -> String {
        size(self.bytes)
    }
}

impl Proposal {
    /// Whether this person may attach files now: the lead deputy, while the text may be changed; for signed scans until
    /// the office has decided; for the handling its units, while they are at work.
    pub fn may_attach(&self, actor: &Actor, purpose: Purpose) -> bool {
        if purpose == Purpose::Handling {
            return self.relations_of(actor).iter().any(|&by| next(self.stage, Step::TakeOver, by).is_some());
        }
        let open = match purpose {
            Purpose::Handling => false,
            Purpose::Attachment => matches!(self.stage, Stage::Draft | Stage::Returned),
            Purpose::SignedScan => {
                matches!(self.stage, Stage::Draft | Stage::CoSigning | Stage::Returned | Stage::Submitted)
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
        let claims = self.commitments.iter().flat_map(|one| &one.claims).flat_map(|claim| &claim.files);
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
        proposal.settled.disclosure = crate::proposal::disclosure::Disclosure::Closed;
        assert_eq!(sees(&proposal, attachment), [false, true, false, true]);
    }
}
