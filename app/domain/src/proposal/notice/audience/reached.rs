//! Whom notices reach: each person once, and nobody of what he did himself.

use super::{Audience, Notice};
use crate::county::people::{PersonId, Role};
use crate::proposal::Proposal;
use crate::proposal::notice::Message;

/// Whom notices reach, given who holds which office: each person once, and not who did it.
///
/// Offices have no part in a paper that one of their people leads or has signed.
pub fn addressed<'a>(
    proposal: &Proposal,
    notices: &'a [Notice],
    holders: &[(PersonId, Role)],
    by: Option<PersonId>,
) -> Vec<(PersonId, &'a Message)> {
    let mut reached: Vec<(PersonId, &Message)> = Vec::new();
    for Notice { to, message } in notices {
        let persons: Vec<PersonId> = match to {
            Audience::Person(person) => vec![*person],
            Audience::Holders(role) => {
                let holding = holders.iter().filter(|(_, held)| held == role).map(|(person, _)| *person);
                holding.filter(|person| !is_own(proposal, *person)).collect()
            }
        };
        for person in persons {
            if Some(person) != by && !reached.iter().any(|(known, _)| *known == person) {
                reached.push((person, message));
            }
        }
    }
    reached
}

fn is_own(proposal: &Proposal, person: PersonId) -> bool {
    proposal.lead == person || proposal.co_signers().any(|signer| signer.person == person)
}
