//! Reads proposals and carries out steps.

pub(crate) mod attachments;
pub(crate) mod deputies;
pub(crate) mod desk;
pub(crate) mod drafts;
pub(crate) mod facets;
pub(crate) mod feed;
pub(crate) mod figures;
pub(crate) mod follow;
pub(crate) mod list;
pub(crate) mod meetings;
pub(crate) mod notices;
pub(crate) mod open_data;
pub(crate) mod outbox;
pub(crate) mod promises;
pub(crate) mod ratings;
pub(crate) mod recount;
pub(crate) mod reminders;
pub(crate) mod routing;
pub(crate) mod search;
pub(crate) mod supervision;
pub(crate) mod tallies;
pub(crate) mod versions;

mod find;
mod import;
mod links;
mod rows;
mod save;

use domain::case::setting::Setting;
use domain::county::moment::county_date;
use domain::county::number::{Cohort, Number};
use domain::county::people::{Actor, Office, PersonId, TownshipId};
use domain::proposal::command::{Command, ReplyForm};
use domain::proposal::decide::{Brought, Needs};
use domain::proposal::event::Event;
use domain::proposal::letter::{Letter, ReplyPlace};
use domain::proposal::statistics::counts_of;
use domain::proposal::view::{ProposalView, Reader};
use domain::proposal::{PaperLink, Proposal, ProposalId};
use ground::vocabulary::Lang;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set};

use self::find::find_with_log;
use self::rows::last_public;
use self::save::save;
use crate::Store;
use crate::county::roster::deputies_among;
use crate::county::rules::{circumstances, sessions};
use crate::entity::{number_series, paper, person};
use crate::error::{Result, StoreError};
use crate::proposal::attachments::attached_for;

pub(crate) use self::find::{Kept, find, find_for_update, id_by_number, kept, parse_state};
pub(crate) use self::links::give_links;
pub(crate) use self::save::save_uncounted;

/// What kind of paper proposals are in the spine.
pub(crate) const KIND: &str = "proposal";
/// Stands for “no limit” where a date is needed for sorting.
pub(crate) const NO_LIMIT: &str = "9999-12-31";
/// How many sleeping proposals are woken at once.
const WAKE_BATCH: u64 = 50;

/// A version of a unit's reply in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyVersion {
    /// Its place in the log.
    pub seq: u32,
    /// Who saved it.
    pub by: String,
    /// When, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// The text as typed.
    pub form: ReplyForm,
}

impl Store {
    /// A proposal as a reader may see it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where it does not exist for this reader.
    pub async fn proposal(&self, id: ProposalId, actor: Option<&Actor>, lang: Lang) -> Result<ProposalView> {
        Ok(self.proposal_and_change(id, actor, lang).await?.0)
    }

    /// The same with the time of the last step that anyone may read of, in milliseconds since 1970 (UTC).
    ///
    /// # Errors
    /// As [`Store::proposal`].
    pub async fn proposal_and_change(
        &self,
        id: ProposalId,
        actor: Option<&Actor>,
        lang: Lang,
    ) -> Result<(ProposalView, i64)> {
        let (proposal, version, log) = find_with_log(&self.db, id).await?;
        let county = self.county().await?;
        let reader = Reader { actor, lang, today: self.moment().today(), county: &county };
        let mut view = proposal.seen_by(reader, version, &log).ok_or_else(|| not_public(&proposal))?;
        let sees_all = actor.is_some_and(|actor| actor.holds(Office::CongressOffice));
        give_links(&self.db, &mut [&mut view], sees_all).await?;
        Ok((view, last_public(&proposal, &log).unwrap_or_default()))
    }

    /// The official letter of one of a proposal's replies, for a reader.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where it does not exist for this reader.
    pub async fn letter(&self, id: ProposalId, actor: Option<&Actor>, reply: ReplyPlace) -> Result<Letter> {
        self.proposal(id, actor, Lang::Zh).await?.letter(reply).ok_or(StoreError::NotFound)
    }

    /// Takes a step for a person who saw `version`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Conflict`] or [`StoreError::Refused`]; nothing is changed then.
    pub async fn act(&self, actor: &Actor, id: ProposalId, version: i32, command: &Command) -> Result<()> {
        // Before the transaction: whoever holds a connection must not wait for another one.
        let county = self.county().await?;
        let writing = self.write().await?;
        let needs = command.needs();
        // Two papers are locked in the order of their ids, so that two links at once cannot wait for each other.
        let other_id = match needs.linked {
            Some(number) => id_by_number(&writing.tx, number).await?.filter(|other| *other != id),
            None => None,
        };
        let mut other = match other_id {
            Some(first) if first < id => Some(find_for_update(&writing.tx, first).await?),
            _ => None,
        };
        let (mut proposal, present) = find_for_update(&writing.tx, id).await?;
        if let Some(second) = other_id.filter(|other| *other > id) {
            other = Some(find_for_update(&writing.tx, second).await?);
        }
        if !proposal.relations_of(actor).iter().any(|&relation| proposal.is_visible_to(relation)) {
            return Err(StoreError::NotFound);
        }
        let stage = proposal.stage;
        if present != version && !command.stands_alone() {
            return Err(StoreError::Conflict { stage });
        }
        let at = self.moment().now_ms();
        let now = circumstances(&writing.tx, county_date(at)).await?;
        let setting = Setting { now: &now, county: &county, at };
        let before = counts_of(&proposal);
        // What a passed limit has brought about comes first, even if nobody has looked at the clock since.
        let mut records = proposal.proceed(&setting);
        let leave = proposal.leave(command.step(), actor, now.today).ok_or(StoreError::NotOpen { stage })?;
        let linked = other.as_ref().and_then(|(other, _)| link_to(other));
        let brought = Brought { linked, ..bring(&writing.tx, &proposal, actor, &needs).await? };
        let taken = proposal.carry_out(&leave, command, &setting, &brought);
        records.extend(taken.map_err(|refusal| StoreError::of_step(refusal, stage))?);
        if let Some((other, other_version)) = &mut other {
            let before = counts_of(other);
            let mirrored = link_to(&proposal)
                .and_then(|link| records.iter().find_map(|record| other.link_back(record, link, &setting)));
            if let Some(record) = mirrored {
                save(&writing.tx, &before, other, *other_version + 1, &[record]).await?;
            }
        }
        save(&writing.tx, &before, &proposal, present + 1, &records).await?;
        if records.iter().any(|record| record.event.ends_rating_draft()) {
            ratings::forget(&writing.tx, id).await?;
        }
        if let Some(kept) = records.iter().find_map(|record| record.event.keeps_version()) {
            versions::keep(&writing.tx, &proposal, None, kept).await?;
        }
        writing.commit().await
    }

    /// The versions of the reply that a person's unit writes, first to last, as the log has them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody who belongs to no unit of the proposal.
    pub async fn reply_versions(&self, actor: &Actor, id: ProposalId) -> Result<Vec<ReplyVersion>> {
        let (proposal, _, log) = find_with_log(&self.db, id).await?;
        let share = proposal.shares.iter().find(|share| actor.units().any(|unit| unit == share.unit));
        let unit = share.ok_or(StoreError::NotFound)?.unit;
        let mut versions = Vec::new();
        for record in log {
            if let Event::ReplyDrafted { unit: of, form } = record.event
                && of == unit
            {
                versions.push(ReplyVersion { seq: record.seq, by: record.by.name, at: record.at, form: *form });
            }
        }
        Ok(versions)
    }

    /// Takes the system's steps that are due by now. Answers how many proposals it changed.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn wake(&self) -> Result<usize> {
        let today = self.moment().today();
        let due: Vec<uuid::Uuid> = paper::Entity::find()
            .select_only()
            .column(paper::Column::Id)
            .filter(paper::Column::Kind.eq(KIND))
            .filter(paper::Column::WakesOn.lte(today.to_string()))
            .limit(WAKE_BATCH)
            .into_tuple()
            .all(&self.db)
            .await?;
        let mut changed = 0;
        for id in due {
            changed += usize::from(self.wake_one(ProposalId(id)).await?);
        }
        Ok(changed)
    }

    async fn wake_one(&self, id: ProposalId) -> Result<bool> {
        let county = self.county().await?;
        let writing = self.write().await?;
        let (mut proposal, version) = find_for_update(&writing.tx, id).await?;
        let at = self.moment().now_ms();
        let now = circumstances(&writing.tx, county_date(at)).await?;
        let before = counts_of(&proposal);
        let records = proposal.proceed(&Setting { now: &now, county: &county, at });
        if records.is_empty() {
            return Ok(false);
        }
        save(&writing.tx, &before, &proposal, version + 1, &records).await?;
        writing.commit().await?;
        Ok(true)
    }
}

/// What those read who may not see it: that it is not there, or what stands in its place.
fn not_public(proposal: &Proposal) -> StoreError {
    proposal.stub().map_or(StoreError::NotFound, |stub| StoreError::Hidden(Box::new(stub)))
}

/// What a decision needs that the paper does not hold, but for another paper.
async fn bring(db: &impl ConnectionTrait, proposal: &Proposal, actor: &Actor, needs: &Needs<'_>) -> Result<Brought> {
    let number = if needs.number { Some(next_number(db, proposal).await?) } else { None };
    let deputies = if needs.deputies.is_empty() { Vec::new() } else { deputies_among(db, needs.deputies).await? };
    let delegation = if needs.delegation { delegation_of(db, actor.person).await? } else { None };
    let attached = match needs.attached {
        Some(purpose) => attached_for(db, proposal.id, purpose).await?,
        None => Vec::new(),
    };
    Ok(Brought { number, deputies, delegation, attached, ..Brought::default() })
}

/// Takes the next number; the row of the series is locked until the transaction ends, so there is no gap and no twin.
async fn next_number(db: &impl ConnectionTrait, proposal: &Proposal) -> Result<Number> {
    let sessions = sessions(db).await?;
    let term = sessions.first().map_or(1, |session| session.term);
    let day = proposal.submitted_on.ok_or(StoreError::NotFound)?;
    let cohort = Cohort::of(day, term, &sessions);
    let row = number_series::ActiveModel { cohort: Set(cohort.to_string()), last: Set(1) };
    let increment = OnConflict::column(number_series::Column::Cohort)
        .value(number_series::Column::Last, Expr::cust("number_series.last + 1"))
        .to_owned();
    let row = number_series::Entity::insert(row).on_conflict(increment).exec_with_returning(db).await?;
    let serial = u32::try_from(row.last).map_err(|error| StoreError::bad_row("number_series", error))?;
    Ok(Number { cohort, serial })
}

/// The link to a paper, which needs a number.
fn link_to(proposal: &Proposal) -> Option<PaperLink> {
    Some(PaperLink { id: proposal.id, number: proposal.number? })
}

/// The delegation that a person belongs to.
async fn delegation_of(db: &impl ConnectionTrait, person: PersonId) -> Result<Option<TownshipId>> {
    let row = person::Entity::find_by_id(person.0).one(db).await?;
    Ok(row.and_then(|row| row.township_id).map(TownshipId))
}
