//! Reads a proposal, keeps drafts, and carries out steps.

use std::collections::BTreeMap;

use domain::command::{Command, ReplyForm};
use domain::decide::Setting;
use domain::draft::Draft;
use domain::event::{Event, Record};
use domain::letter::{Letter, ReplyPlace};
use domain::number::{Cohort, Number};
use domain::people::{Actor, Office, PersonId, ProposalId, TownshipId};
use domain::problem::Refusal;
use domain::proposal::{PaperLink, Proposal};
use domain::signing::{SignState, Signer};
use domain::statistics::{Counts, counts_of};
use domain::versions::Kept;
use domain::view::{LinkedPaper, ProposalView, Reader, county_date};
use domain::vocabulary::Lang;
use domain::workflow::{Relation, Stage};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QuerySelect, Set, SqlErr,
    Statement,
};

use crate::Store;
use crate::attachments::{attached_to, handling_files};
use crate::entity::{assignment, commitment, event, number_series, person, proposal, signer};
use crate::error::{Result, StoreError};
use crate::roster::deputies_among;
use crate::rules::{circumstances, sessions};
use crate::tallies::Changes;
use crate::{commitments, ratings, search, versions};

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
        let (proposal, version, log) = find_with_log(&self.db, id).await?;
        let county = self.county().await?;
        let reader = Reader { actor, lang, today: self.moment().today(), county: &county };
        let mut view = proposal.seen_by(reader, version, &log).ok_or_else(|| not_public(&proposal))?;
        let sees_all = actor.is_some_and(|actor| actor.holds(Office::CongressOffice));
        name_links(&self.db, [&mut view.links], sees_all).await?;
        Ok(view)
    }

    /// The official letter of one of a proposal's replies, for a reader.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where it does not exist for this reader.
    pub async fn letter(&self, id: ProposalId, actor: Option<&Actor>, reply: ReplyPlace) -> Result<Letter> {
        self.proposal(id, actor, Lang::Zh).await?.letter(reply).ok_or(StoreError::NotFound)
    }

    /// Keeps what the lead deputy is writing; makes the proposal where `version` is 0. Answers the new version.
    ///
    /// The same text saved again under an old version is taken as a repetition, not as a conflict.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where somebody acted first, [`StoreError::Refused`] where the text cannot be kept.
    pub async fn save_draft(&self, actor: &Actor, id: ProposalId, version: i32, draft: Draft) -> Result<i32> {
        self.keep_draft(actor, id, version, draft, Kept::Saved).await
    }

    /// The same while somebody types: versions that follow one another closely are kept as one.
    ///
    /// # Errors
    /// As [`Store::save_draft`].
    pub async fn autosave_draft(&self, actor: &Actor, id: ProposalId, version: i32, draft: Draft) -> Result<i32> {
        self.keep_draft(actor, id, version, draft, Kept::Typing).await
    }

    /// Keeps a draft, and a version of it.
    pub(crate) async fn keep_draft(
        &self,
        actor: &Actor,
        id: ProposalId,
        version: i32,
        draft: Draft,
        kept: Kept,
    ) -> Result<i32> {
        draft.check_keepable()?;
        let writing = self.write().await?;
        let found = find_for_update(&writing.tx, id).await;
        let (mut proposal, present) = match found {
            Err(StoreError::NotFound) if version == 0 => (Proposal::begin(id, actor, self.moment().now_ms()), 0),
            other => other?,
        };
        // Only a deputy in office writes; his papers outlive the office.
        if !proposal.relations_of(actor).contains(&Relation::Lead) || !actor.holds(Office::Deputy) {
            return Err(StoreError::NotFound);
        }
        let is_same = present > 0 && proposal.draft == draft;
        if present != version && !is_same {
            return Err(StoreError::Conflict { stage: proposal.stage });
        }
        if present == version && !matches!(proposal.stage, Stage::Draft | Stage::Returned) {
            return Err(Refusal::NotOpen { stage: proposal.stage }.into());
        }
        if is_same {
            // What was saved by hand is saved by itself once more, or the other way round: nothing moves on, so that
            // another window is not told of a change. Only the label of the kept version may change.
            versions::keep(&writing.tx, &proposal, None, kept).await?;
            writing.commit().await?;
            return Ok(present);
        }
        let before = (std::mem::replace(&mut proposal.draft, draft), proposal.changed_at);
        proposal.changed_at = self.moment().now_ms();
        let row = to_row(&proposal, version + 1)?;
        if version == 0 {
            let inserted = proposal::Entity::insert(row).exec_without_returning(&writing.tx).await;
            if let Err(error) = inserted {
                let is_twin = matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)));
                // The same form was sent twice at once and the other came first: now it is there to be compared with.
                return if is_twin {
                    drop(writing);
                    Box::pin(self.keep_draft(actor, id, version, proposal.draft, kept)).await
                } else {
                    Err(error.into())
                };
            }
        } else {
            row.update(&writing.tx).await?;
        }
        versions::keep(&writing.tx, &proposal, Some((&before.0, before.1)), kept).await?;
        search::index(&writing.tx, &proposal).await?;
        writing.commit().await?;
        Ok(version + 1)
    }

    /// Takes a step for a person who saw `version`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Conflict`] or [`StoreError::Refused`]; nothing is changed then.
    pub async fn act(&self, actor: &Actor, id: ProposalId, version: i32, command: &Command) -> Result<()> {
        // Before the transaction: whoever holds a connection must not wait for another one.
        let county = self.county().await?;
        let writing = self.write().await?;
        // Two papers are locked in the order of their ids, so that two links at once cannot wait for each other.
        let other_id = match command {
            Command::Link(form) | Command::Unlink(form) => id_by_number(&writing.tx, &form.number).await?,
            _ => None,
        };
        let other_id = other_id.filter(|other| *other != id);
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
        if present != version && !command.stands_alone() {
            return Err(StoreError::Conflict { stage: proposal.stage });
        }
        let at = self.moment().now_ms();
        let now = circumstances(&writing.tx, county_date(at)).await?;
        let is_open = proposal.relation_for(command.step(), actor, now.today).is_some();
        let number = match command {
            Command::Register(_) if is_open => Some(next_number(&writing.tx, &proposal).await?),
            _ => None,
        };
        let deputies = match command {
            Command::Invite(form) => deputies_among(&writing.tx, &form.invitees).await?,
            _ => Vec::new(),
        };
        let delegation = match command {
            Command::Invite(_) | Command::Submit => delegation_of(&writing.tx, actor.person).await?,
            _ => None,
        };
        // What is attached belongs to the text that is frozen.
        let attached = match command {
            Command::Invite(_) | Command::Submit => attached_to(&writing.tx, id).await?,
            Command::RecordContact(_) | Command::Reply(_) | Command::ClaimCommitment(_) => {
                handling_files(&writing.tx, id).await?
            }
            _ => Vec::new(),
        };
        let linked = other.as_ref().and_then(|(other, _)| link_to(other));
        let before = counts_of(&proposal);
        let setting = Setting {
            number,
            deputies: &deputies,
            delegation,
            attached: &attached,
            linked,
            ..Setting::new(&now, &county, at)
        };
        let records = proposal.act(actor, command, &setting)?;
        if let Some((other, other_version)) = &mut other {
            let undo = matches!(command, Command::Unlink(_));
            let before = counts_of(other);
            let record = link_to(&proposal).and_then(|link| other.link_back(actor, link, undo, &setting));
            if let Some(record) = record {
                save(&writing.tx, &before, other, *other_version + 1, &[record]).await?;
            }
        }
        save(&writing.tx, &before, &proposal, present + 1, &records).await?;
        if matches!(command, Command::Rate(_)) {
            ratings::forget(&writing.tx, id).await?;
        }
        if matches!(command, Command::Submit) {
            versions::keep(&writing.tx, &proposal, None, Kept::Submitted).await?;
        }
        writing.commit().await
    }

    /// The versions of the reply that a person's unit writes, first to last, as the log has them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody who belongs to no unit of the proposal.
    pub async fn reply_versions(&self, actor: &Actor, id: ProposalId) -> Result<Vec<ReplyVersion>> {
        let (proposal, _, log) = find_with_log(&self.db, id).await?;
        let share = proposal.assignments.iter().find(|share| actor.units().any(|unit| unit == share.unit));
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
        let due: Vec<uuid::Uuid> = proposal::Entity::find()
            .select_only()
            .column(proposal::Column::Id)
            .filter(proposal::Column::WakesOn.lte(today.to_string()))
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
        let records = proposal.proceed(&Setting::new(&now, &county, at));
        if records.is_empty() {
            return Ok(false);
        }
        save(&writing.tx, &before, &proposal, version + 1, &records).await?;
        writing.commit().await?;
        Ok(true)
    }

    /// Writes whole proposals with their logs, for filling an empty database.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn import(&self, proposals: &[(Proposal, Vec<Record>)]) -> Result<()> {
        let writing = self.write().await?;
        let mut changes = Changes::default();
        let mut last = BTreeMap::new();
        for chunk in proposals.chunks(200) {
            let mut rows = Vec::new();
            let (mut assignments, mut signers, mut events) = (Vec::new(), Vec::new(), Vec::new());
            let mut promises = Vec::new();
            for (proposal, records) in chunk {
                rows.push(proposal::ActiveModel {
                    public_ms: Set(last_public(proposal, records)),
                    ..to_row(proposal, 1)?
                });
                assignments.extend(assignment_rows(proposal));
                signers.extend(signer_rows(proposal));
                promises.extend(commitments::rows(proposal));
                for record in records {
                    events.push(event_row(proposal.id, record)?);
                }
                changes.note(&Counts::default(), proposal);
                if let Some(number) = proposal.number {
                    let serial = last.entry(number.cohort.to_string()).or_insert(number.serial);
                    *serial = number.serial.max(*serial);
                }
            }
            proposal::Entity::insert_many(rows).exec_without_returning(&writing.tx).await?;
            if !assignments.is_empty() {
                assignment::Entity::insert_many(assignments).exec_without_returning(&writing.tx).await?;
            }
            if !promises.is_empty() {
                commitment::Entity::insert_many(promises).exec_without_returning(&writing.tx).await?;
            }
            if !signers.is_empty() {
                signer::Entity::insert_many(signers).exec_without_returning(&writing.tx).await?;
            }
            for part in events.chunks(500) {
                event::Entity::insert_many(part.to_vec()).exec_without_returning(&writing.tx).await?;
            }
        }
        // The index has its rows in the order of registration.
        let mut in_order: Vec<&Proposal> = proposals.iter().map(|(proposal, _)| proposal).collect();
        in_order.sort_by_key(|proposal| (proposal.registered_at, proposal.id));
        for proposal in in_order {
            search::index(&writing.tx, proposal).await?;
        }
        changes.write(&writing.tx).await?;
        for (cohort, serial) in last {
            let serial = i32::try_from(serial).unwrap_or(i32::MAX);
            let row = number_series::ActiveModel { cohort: Set(cohort), last: Set(serial) };
            let replace =
                OnConflict::column(number_series::Column::Cohort).update_column(number_series::Column::Last).to_owned();
            number_series::Entity::insert(row).on_conflict(replace).exec_without_returning(&writing.tx).await?;
        }
        writing.commit().await
    }
}

/// What those read who may not see it: that it is not there, or what stands in its place.
fn not_public(proposal: &Proposal) -> StoreError {
    proposal.stub().map_or(StoreError::NotFound, |stub| StoreError::Hidden(Box::new(stub)))
}

/// A proposal and its version.
pub(crate) async fn find(db: &impl ConnectionTrait, id: ProposalId) -> Result<(Proposal, i32)> {
    let row = proposal::Entity::find_by_id(id.0).one(db).await?.ok_or(StoreError::NotFound)?;
    Ok((parse_state(&row.state)?, row.version))
}

/// The same, locked until the transaction ends where the database locks rows.
pub(crate) async fn find_for_update(db: &impl ConnectionTrait, id: ProposalId) -> Result<(Proposal, i32)> {
    let row = proposal::Entity::find_by_id(id.0).lock_exclusive().one(db).await?.ok_or(StoreError::NotFound)?;
    Ok((parse_state(&row.state)?, row.version))
}

pub(crate) fn parse_state(state: &str) -> Result<Proposal> {
    serde_json::from_str(state).map_err(|error| StoreError::bad_row("proposal", error))
}

/// A proposal, its version and its log, as they are at one moment.
async fn find_with_log(db: &impl ConnectionTrait, id: ProposalId) -> Result<(Proposal, i32, Vec<Record>)> {
    let sql = "SELECT -1 AS seq, version, state AS text FROM proposal WHERE id = $1 \
               UNION ALL SELECT seq, 0, record FROM event WHERE proposal_id = $1 ORDER BY seq";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.0.into()]);
    let mut rows = db.query_all_raw(statement).await?.into_iter();
    let row = rows.next().ok_or(StoreError::NotFound)?;
    let proposal = parse_state(&row.try_get::<String>("", "text")?)?;
    let log = rows.map(|row| {
        let record = row.try_get::<String>("", "text")?;
        serde_json::from_str(&record).map_err(|error| StoreError::bad_row("event", error))
    });
    Ok((proposal, row.try_get("", "version")?, log.collect::<Result<_>>()?))
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

/// Writes what a step changed: the state, its columns, the units, the log, the counters and the notices.
async fn save(
    db: &impl ConnectionTrait,
    before: &Counts,
    proposal: &Proposal,
    version: i32,
    records: &[Record],
) -> Result<()> {
    let mut changes = Changes::default();
    save_uncounted(db, proposal, version, records).await?;
    changes.note(before, proposal);
    changes.write(db).await
}

/// The same but for the counters, which an act on many papers writes once at its end: two such acts that wrote the same
/// counters again and again would wait for each other.
pub(crate) async fn save_uncounted(
    db: &impl ConnectionTrait,
    proposal: &Proposal,
    version: i32,
    records: &[Record],
) -> Result<()> {
    let mut row = to_row(proposal, version)?;
    if let Some(at) = last_public(proposal, records) {
        row.public_ms = Set(Some(at));
    }
    row.update(db).await?;
    // Units come and go, so that their rows are written anew.
    assignment::Entity::delete_many().filter(assignment::Column::ProposalId.eq(proposal.id.0)).exec(db).await?;
    let assignments = assignment_rows(proposal);
    if !assignments.is_empty() {
        assignment::Entity::insert_many(assignments).exec_without_returning(db).await?;
    }
    commitments::write(db, proposal).await?;
    let signers = signer_rows(proposal);
    if !signers.is_empty() {
        let replace = OnConflict::columns([signer::Column::ProposalId, signer::Column::PersonId])
            .update_columns([signer::Column::State, signer::Column::Waits])
            .to_owned();
        signer::Entity::insert_many(signers).on_conflict(replace).exec_without_returning(db).await?;
    }
    let events = records.iter().map(|record| event_row(proposal.id, record)).collect::<Result<Vec<_>>>()?;
    event::Entity::insert_many(events).exec_without_returning(db).await?;
    search::index(db, proposal).await?;
    crate::notices::write(db, proposal, records).await
}

/// The row of a proposal: its state, and the columns that follow from it.
fn to_row(proposal: &Proposal, version: i32) -> Result<proposal::ActiveModel> {
    let state = serde_json::to_string(proposal).map_err(|error| StoreError::bad_row("proposal", error))?;
    let date = |day: jiff::civil::Date| day.to_string();
    let last_reply = proposal.replies.last();
    let until = proposal.clock.as_ref().map(|clock| clock.due).or_else(|| proposal.next_promise());
    let awaits_until = until.map_or_else(|| NO_LIMIT.to_owned(), date);
    Ok(proposal::ActiveModel {
        id: Set(proposal.id.0),
        version: Set(version),
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
        awaits: Set(proposal.awaited().map(|relation| relation.code().to_owned())),
        awaits_until: Set(awaits_until),
        asks_lead: Set(proposal.asks_lead()),
        asks_office: Set(proposal.asks_office()),
        wakes_on: Set(proposal.wakes_on().map(date)),
        is_key: Set(proposal.key.is_some()),
        replied_ms: Set(last_reply.map(|reply| reply_ms(reply.on))),
        reply_class: Set(last_reply.map(|reply| reply.class.code().to_owned())),
        changed_ms: Set(proposal.changed_at),
        public_ms: NotSet,
        state: Set(state),
    })
}

/// When the last of the steps was taken that anyone may read of; how much is published is everybody's to learn.
fn last_public(proposal: &Proposal, records: &[Record]) -> Option<i64> {
    let is_published = |record: &Record| record.to.is_public() && matches!(record.event, Event::DisclosureSet(_));
    let told = |record: &&Record| proposal.is_told(record) || is_published(record);
    records.iter().rfind(told).map(|record| record.at)
}

/// Noon of the reply's day in the county, for sorting.
fn reply_ms(day: jiff::civil::Date) -> i64 {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(8));
    day.at(12, 0, 0, 0).to_zoned(zone).map_or(0, |noon| noon.timestamp().as_millisecond())
}

fn assignment_rows(proposal: &Proposal) -> Vec<assignment::ActiveModel> {
    (proposal.assignments.iter())
        .map(|row| assignment::ActiveModel {
            proposal_id: Set(proposal.id.0),
            unit_id: Set(row.unit.0),
            part: Set(row.part.code().to_owned()),
            accepted: Set(row.accepted),
            returning: Set(proposal.pending_returns().any(|case| case.unit == row.unit)),
        })
        .collect()
}

/// The deputies who were asked to sign; those wait from whom an answer or an agreement is awaited.
fn signer_rows(proposal: &Proposal) -> Vec<signer::ActiveModel> {
    let withdrawal = proposal.withdrawal_waits_for();
    let is_asked = |row: &Signer| proposal.stage == Stage::CoSigning && row.state == SignState::Invited;
    (proposal.signers.iter())
        .map(|row| signer::ActiveModel {
            proposal_id: Set(proposal.id.0),
            person_id: Set(row.person.0),
            state: Set(row.state.code().to_owned()),
            waits: Set(is_asked(row) || withdrawal.contains(&row.person)),
        })
        .collect()
}

/// The link to a paper, which needs a number.
fn link_to(proposal: &Proposal) -> Option<PaperLink> {
    Some(PaperLink { id: proposal.id, number: proposal.number? })
}

/// The id of the paper under a number.
pub(crate) async fn id_by_number(db: &impl ConnectionTrait, raw: &str) -> Result<Option<ProposalId>> {
    let Ok(number) = raw.trim().parse::<Number>() else { return Ok(None) };
    let select = proposal::Entity::find().select_only().column(proposal::Column::Id);
    let id: Option<uuid::Uuid> =
        select.filter(proposal::Column::Number.eq(number.to_string())).into_tuple().one(db).await?;
    Ok(id.map(ProposalId))
}

/// Gives links the titles of the papers that they lead to. A paper that is not public does not exist for most readers,
/// so neither does a link to it.
pub(crate) async fn name_links<'a>(
    db: &impl ConnectionTrait,
    links: impl IntoIterator<Item = &'a mut Vec<LinkedPaper>>,
    sees_all: bool,
) -> Result<()> {
    use proposal::Column as C;
    let links: Vec<_> = links.into_iter().filter(|links| !links.is_empty()).collect();
    if links.is_empty() {
        return Ok(());
    }
    let ids = links.iter().flat_map(|links| links.iter()).map(|link| link.id.0);
    let mut select = proposal::Entity::find().select_only().columns([C::Id, C::Title]).filter(C::Id.is_in(ids));
    if !sees_all {
        select = select.filter(C::IsPublic.eq(true));
    }
    let titles: Vec<(uuid::Uuid, String)> = select.into_tuple().all(db).await?;
    let titles: BTreeMap<_, _> = titles.into_iter().collect();
    for links in links {
        links.retain(|link| titles.contains_key(&link.id.0));
        for link in links {
            link.title = titles.get(&link.id.0).cloned().unwrap_or_default();
        }
    }
    Ok(())
}

/// The delegation that a person belongs to.
async fn delegation_of(db: &impl ConnectionTrait, person: PersonId) -> Result<Option<TownshipId>> {
    let row = person::Entity::find_by_id(person.0).one(db).await?;
    Ok(row.and_then(|row| row.township_id).map(TownshipId))
}

fn event_row(id: ProposalId, record: &Record) -> Result<event::ActiveModel> {
    Ok(event::ActiveModel {
        proposal_id: Set(id.0),
        seq: Set(i32::try_from(record.seq).map_err(|error| StoreError::bad_row("event", error))?),
        at_ms: Set(record.at),
        step: Set(record.event.step().code().to_owned()),
        person_id: Set(record.by.person.map(|person| person.0)),
        record: Set(serde_json::to_string(record).map_err(|error| StoreError::bad_row("event", error))?),
    })
}
