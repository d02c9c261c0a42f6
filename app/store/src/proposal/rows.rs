//! What a proposal is in the tables: its state with the columns that follow from it, units, signers, log.

use domain::county::moment::county_date;
use domain::parts::publication;
use domain::proposal::event::{Event, Record};
use domain::proposal::{Proposal, ProposalId};
use sea_orm::{NotSet, Set};

use super::{KIND, NO_LIMIT};
use crate::entity::{assignment, awaited, event, paper, proposal, signer};
use crate::error::{Result, StoreError};

/// What the spine has of a proposal.
pub(super) fn paper_row(proposal: &Proposal, version: i32) -> Result<paper::ActiveModel> {
    Ok(paper::ActiveModel {
        id: Set(proposal.id.0),
        kind: Set(KIND.to_owned()),
        version: Set(version),
        is_public: Set(proposal.is_public()),
        title: Set(proposal.title().to_owned()),
        number: Set(proposal.number.map(|number| number.to_string())),
        wakes_on: Set(proposal.wakes_on().map(|day| day.to_string())),
        state: Set(serde_json::to_string(proposal).map_err(|error| StoreError::bad_row("paper", error))?),
    })
}

/// The line of a proposal: the columns that lists look it up by.
pub(super) fn to_row(proposal: &Proposal) -> proposal::ActiveModel {
    let date = |day: jiff::civil::Date| day.to_string();
    let last_reply = proposal.replies.last();
    proposal::ActiveModel {
        id: Set(proposal.id.0),
        stage: Set(proposal.stage.code().to_owned()),
        is_public: Set(proposal.is_public()),
        lead_id: Set(proposal.lead.0),
        lead_name: Set(proposal.lead_name.clone()),
        title: Set(proposal.title().to_owned()),
        number: Set(proposal.number.map(|number| number.to_string())),
        cohort: Set(proposal.number.map(|number| number.cohort.to_string())),
        topic: Set(proposal.settled.topic.code().to_owned()),
        township_id: Set(proposal.settled.township.map(|id| id.0)),
        lead_unit_id: Set(proposal.lead_unit().map(|unit| unit.unit.0)),
        year: Set(proposal.registered_at.map(|at| i32::from(county_date(at).year()))),
        registered_ms: Set(proposal.registered_at),
        due_on: Set(proposal.shown_due().map(date)),
        is_key: Set(proposal.key.is_some()),
        replied_ms: Set(last_reply.map(|reply| reply_ms(reply.on))),
        reply_class: Set(last_reply.map(|reply| reply.class.code().to_owned())),
        changed_ms: Set(proposal.changed_at),
        public_ms: NotSet,
    }
}

/// When the last of the steps was taken that anyone may read of; how much is published is everybody's to learn.
pub(super) fn last_public(proposal: &Proposal, records: &[Record]) -> Option<i64> {
    let is_published = |record: &Record| {
        record.to.is_public() && matches!(record.event, Event::Publication(publication::Event::Decided(_)))
    };
    let told = |record: &&Record| proposal.is_told(record) || is_published(record);
    records.iter().rfind(told).map(|record| record.at)
}

/// Noon of the reply's day in the county, for sorting.
fn reply_ms(day: jiff::civil::Date) -> i64 {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(8));
    day.at(12, 0, 0, 0).to_zoned(zone).map_or(0, |noon| noon.timestamp().as_millisecond())
}

pub(super) fn assignment_rows(proposal: &Proposal) -> Vec<assignment::ActiveModel> {
    (proposal.shares.iter())
        .map(|row| assignment::ActiveModel {
            paper_id: Set(proposal.id.0),
            body_id: Set(row.unit.0),
            part: Set(row.part.code().to_owned()),
            accepted: Set(row.accepted),
        })
        .collect()
}

/// The deputies who were asked to sign.
pub(super) fn signer_rows(proposal: &Proposal) -> Vec<signer::ActiveModel> {
    (proposal.signers.iter())
        .map(|row| signer::ActiveModel {
            proposal_id: Set(proposal.id.0),
            person_id: Set(row.person.0),
            state: Set(row.state.code().to_owned()),
        })
        .collect()
}

/// What is awaited, once for each audience.
pub(super) fn awaited_rows(proposal: &Proposal) -> Vec<awaited::ActiveModel> {
    let mut rows = Vec::new();
    for (position, one) in (0..).zip(proposal.awaited()) {
        rows.extend(one.from.iter().enumerate().map(|(n, who)| awaited::ActiveModel {
            paper_id: Set(proposal.id.0),
            position: Set(position),
            audience: Set(who.code()),
            step: Set(one.step.code().to_owned()),
            until: Set(one.until.map_or_else(|| NO_LIMIT.to_owned(), |until| until.to_string())),
            reminds: Set(one.since().is_some()),
            is_first: Set(n == 0),
            body_id: Set(one.unit().map(|unit| unit.0)),
        }));
    }
    rows
}

/// A line of the log.
pub(super) fn event_row(id: ProposalId, record: &Record) -> Result<event::ActiveModel> {
    Ok(event::ActiveModel {
        paper_id: Set(id.0),
        seq: Set(i32::try_from(record.seq).map_err(|error| StoreError::bad_row("event", error))?),
        at_ms: Set(record.at),
        step: Set(record.event.step().code().to_owned()),
        person_id: Set(record.by.person.map(|person| person.0)),
        record: Set(serde_json::to_string(record).map_err(|error| StoreError::bad_row("event", error))?),
    })
}
