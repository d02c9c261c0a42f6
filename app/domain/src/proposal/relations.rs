//! Who is what to a paper, and who may see it.

use super::Proposal;
use crate::county::people::{Actor, Office, Role};
use crate::parts::shares::{Assignment, Part};
use crate::proposal::signing::Standing;
use crate::proposal::workflow::{Relation, Stage};

impl Proposal {
    /// How a person stands to it. Everyone is [`Relation::Public`] too.
    pub fn relations_of(&self, actor: &Actor) -> Vec<Relation> {
        let mut relations = Vec::new();
        // A former deputy stays the lead of his own papers: he still gets the replies and rates them.
        if actor.person == self.lead {
            relations.push(Relation::Lead);
        }
        relations.extend(self.standing(actor.person).map(|standing| match standing {
            Standing::Invitee => Relation::Invitee,
            Standing::CoSigner => Relation::CoSigner,
        }));
        // Nobody reviews or hands over a paper that he leads or has signed.
        let is_own = !relations.is_empty();
        for role in &actor.roles {
            match role {
                Role::CongressOffice if !is_own => relations.push(Relation::CongressOffice),
                Role::GovernmentOffice if !is_own => relations.push(Relation::GovernmentOffice),
                Role::Supervisor if !is_own => relations.push(Relation::Supervisor),
                Role::Administrator => relations.push(Relation::Administrator),
                // Nobody answers a paper that he leads himself, nor checks his own promise.
                Role::UnitClerk(_) | Role::UnitHead(_) if actor.person != self.lead => {
                    relations.extend(self.shares.iter().filter_map(|share| relation_by(share, *role)));
                }
                Role::Deputy
                | Role::CongressOffice
                | Role::GovernmentOffice
                | Role::Supervisor
                | Role::UnitClerk(_)
                | Role::UnitHead(_) => {}
            }
        }
        relations.push(Relation::Public);
        relations
    }

    /// Whether a reader who stands so may see it at all.
    pub fn is_visible_to(&self, relation: Relation) -> bool {
        match relation {
            Relation::Lead => true,
            Relation::CongressOffice => !matches!(self.stage, Stage::Draft | Stage::CoSigning),
            Relation::CoSigner => self.stage != Stage::Draft,
            Relation::Invitee => self.stage == Stage::CoSigning,
            Relation::GovernmentOffice
            | Relation::Supervisor
            | Relation::Sponsor
            | Relation::LeadClerk
            | Relation::LeadHead
            | Relation::AssistingClerk
            | Relation::AssistingHead
            | Relation::SeparateClerk
            | Relation::SeparateHead => self.is_registered(),
            Relation::Administrator | Relation::Public => self.is_public(),
            Relation::System => true,
        }
    }
}

/// How somebody with a role stands to a paper through a unit's share in it.
pub(super) fn relation_by(share: &Assignment, role: Role) -> Option<Relation> {
    (role.unit() == Some(share.unit)).then(|| match (share.part, role.office()) {
        (Part::Lead, Office::UnitHead) => Relation::LeadHead,
        (Part::Lead, _) => Relation::LeadClerk,
        (Part::Assisting, Office::UnitHead) => Relation::AssistingHead,
        (Part::Assisting, _) => Relation::AssistingClerk,
        (Part::Separate, Office::UnitHead) => Relation::SeparateHead,
        (Part::Separate, _) => Relation::SeparateClerk,
    })
}

impl Relation {
    /// The part of a unit through which somebody stands so.
    pub(super) fn part(self) -> Option<Part> {
        match self {
            Self::LeadClerk | Self::LeadHead => Some(Part::Lead),
            Self::AssistingClerk | Self::AssistingHead => Some(Part::Assisting),
            Self::SeparateClerk | Self::SeparateHead => Some(Part::Separate),
            _ => None,
        }
    }

    /// The office for which somebody stands so, where it is one for the whole county.
    pub(super) fn office(self) -> Option<Office> {
        match self {
            Self::CongressOffice => Some(Office::CongressOffice),
            Self::GovernmentOffice => Some(Office::GovernmentOffice),
            Self::Supervisor => Some(Office::Supervisor),
            _ => None,
        }
    }
}
