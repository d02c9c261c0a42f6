//! Reads the log behind the steps and notes whom each event is told to, once; and the digest of those who want one.
//!
//! A step is not slowed by its followers. Times in the log are taken before the commit, so that the log is read from a
//! while before where the last reading ended; the key of what is told keeps the second reading from telling it again.

use std::collections::{BTreeMap, BTreeSet};

use domain::county::moment::county_hour;
use domain::proposal::Proposal;
use domain::proposal::event::Record;
use domain::proposal::follow::{FollowWish, Followed};
use domain::proposal::list::Filter;
use domain::proposal::signing::SignState;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Set,
};
use uuid::Uuid;

use super::{parse_followed, parse_wish};
use crate::entity::{event, follow, follow_event, follow_scan, proposal};
use crate::error::{Result, StoreError};
use crate::proposal::list::condition;
use crate::proposal::outbox::{Recipient, queue, unwritten};
use crate::proposal::reminders::DIGEST_HOUR;
use crate::proposal::{kept, parse_state};
use crate::{Narrowing, Store};

/// How far the log is read again: longer than any transaction takes.
const OVERLAP_MS: i64 = 10 * 60 * 1000;
/// How many events, or followers, are looked at in one transaction.
const BATCH: u64 = 200;
/// How long it is known what was told.
const KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;

/// Reads the query of a list's address as what narrows it; nothing where it cannot be read.
pub type ReadList = fn(&str) -> Option<Narrowing>;

/// A line of the log.
#[derive(Debug, FromQueryResult)]
struct Line {
    paper_id: Uuid,
    seq: i32,
    at_ms: i64,
    record: String,
}

/// Forgets what was told long ago.
pub(super) async fn sweep(db: &impl ConnectionTrait, now: i64) -> Result<()> {
    let old = follow_event::Column::AtMs.lt(now - KEPT_MS);
    follow_event::Entity::delete_many().filter(old).exec(db).await?;
    Ok(())
}

impl Store {
    /// Notes what followers have to be told since the last time, and queues the mail of those who want it at once.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn tell_followers(&self, read: ReadList) -> Result<()> {
        use event::Column as C;
        let now = self.moment().now_ms();
        let last = follow_scan::Entity::find_by_id(1).one(&self.db).await?.map(|row| row.until_ms);
        let is_followed = follow::Entity::find().limit(1).count(&self.db).await? > 0;
        if let (Some(last), true) = (last, is_followed) {
            let lists = self.followed_lists(read).await?;
            let mut after = (last - OVERLAP_MS, Uuid::nil(), 0);
            loop {
                let place = Expr::tuple([Expr::col(C::AtMs), Expr::col(C::PaperId), Expr::col(C::Seq)]);
                let (at, id, seq) = after;
                let lines = event::Entity::find()
                    .select_only()
                    .columns([C::PaperId, C::Seq, C::AtMs, C::Record])
                    .filter(place.gt(Expr::tuple([Expr::value(at), Expr::value(id), Expr::value(seq)])))
                    .order_by_asc(C::AtMs)
                    .order_by_asc(C::PaperId)
                    .order_by_asc(C::Seq)
                    .limit(BATCH)
                    .into_model::<Line>()
                    .all(&self.db)
                    .await?;
                let Some(end) = lines.last().map(|line| (line.at_ms, line.paper_id, line.seq)) else { break };
                self.tell(&lines, &lists, now).await?;
                after = end;
            }
        }
        let writing = self.write().await?;
        let row = follow_scan::ActiveModel { id: Set(1), until_ms: Set(now) };
        let replace =
            OnConflict::column(follow_scan::Column::Id).update_column(follow_scan::Column::UntilMs).to_owned();
        follow_scan::Entity::insert(row).on_conflict(replace).exec_without_returning(&writing.tx).await?;
        writing.commit().await
    }

    /// The lists that somebody follows, with what narrows them.
    async fn followed_lists(&self, read: ReadList) -> Result<Vec<(String, Narrowing)>> {
        let found: Vec<String> = follow::Entity::find()
            .select_only()
            .column(follow::Column::Followed)
            .filter(follow::Column::Followed.starts_with("list:"))
            .distinct()
            .into_tuple()
            .all(&self.db)
            .await?;
        let mut lists = Vec::new();
        for code in found {
            if let Followed::List(query) = parse_followed(&code)?
                && let Some(list) = read(query.as_str())
            {
                lists.push((code, list));
            }
        }
        Ok(lists)
    }

    /// Notes whom these events are told to.
    async fn tell(&self, lines: &[Line], lists: &[(String, Narrowing)], now: i64) -> Result<()> {
        let ids: BTreeSet<Uuid> = lines.iter().map(|line| line.paper_id).collect();
        let public =
            condition(&Filter::default(), self.moment().today()).add(proposal::Column::Id.is_in(ids.iter().copied()));
        let rows = kept(proposal::Entity::find().filter(public)).all(&self.db).await?;
        let mut papers: BTreeMap<Uuid, (Proposal, Vec<String>)> = BTreeMap::new();
        for row in rows {
            let proposal = parse_state(&row.state)?;
            let names = names(&proposal);
            papers.insert(row.id, (proposal, names));
        }
        for (code, list) in lists {
            let matching = list.condition(self.db.get_database_backend(), self.moment().today());
            let here = proposal::Column::Id.is_in(papers.keys().copied());
            let select = proposal::Entity::find().select_only().column(proposal::Column::Id).filter(matching.add(here));
            let found: Vec<Uuid> = select.into_tuple().all(&self.db).await?;
            for id in found {
                if let Some((_, names)) = papers.get_mut(&id) {
                    names.push(code.clone());
                }
            }
        }
        let names: BTreeSet<&String> = papers.values().flat_map(|(_, names)| names).collect();
        let mut follows: BTreeMap<String, Vec<follow::Model>> = BTreeMap::new();
        for part in names.into_iter().collect::<Vec<_>>().chunks(500) {
            let found = follow::Entity::find().filter(follow::Column::Followed.is_in(part.iter().copied()));
            for row in found.order_by_asc(follow::Column::Id).all(&self.db).await? {
                follows.entry(row.followed.clone()).or_default().push(row);
            }
        }
        let (mut told, mut mails) = (Vec::new(), Vec::new());
        for line in lines {
            let Some((proposal, names)) = papers.get(&line.paper_id) else { continue };
            let record: Record =
                serde_json::from_str(&line.record).map_err(|error| StoreError::bad_row("event", error))?;
            if !proposal.is_told(&record) {
                continue;
            }
            // Whoever follows it twice is told once, and at once where one of the two says so.
            let mut chosen: BTreeMap<Uuid, (&follow::Model, FollowWish)> = BTreeMap::new();
            for row in names.iter().filter_map(|name| follows.get(name)).flatten() {
                let wish = parse_wish(&row.wish)?;
                let is_better = wish == FollowWish::AtOnce || !chosen.contains_key(&row.follower_id);
                if line.at_ms > row.since_ms && is_better {
                    chosen.insert(row.follower_id, (row, wish));
                }
            }
            for (follower, (row, wish)) in chosen {
                let key = format!("follow/{follower}/{}/{}", line.paper_id, line.seq);
                let is_at_once = wish == FollowWish::AtOnce;
                told.push(follow_event::ActiveModel {
                    follower_id: Set(follower),
                    paper_id: Set(line.paper_id),
                    seq: Set(line.seq),
                    follow_id: Set(row.id),
                    at_ms: Set(line.at_ms),
                    mail: Set(is_at_once.then(|| key.clone())),
                });
                if is_at_once {
                    mails.push(unwritten(Recipient::Follower(follower), key, now));
                }
            }
        }
        if told.is_empty() {
            return Ok(());
        }
        let writing = self.write().await?;
        for part in told.chunks(200) {
            let twice = OnConflict::columns([
                follow_event::Column::FollowerId,
                follow_event::Column::PaperId,
                follow_event::Column::Seq,
            ])
            .do_nothing()
            .to_owned();
            follow_event::Entity::insert_many(part.to_vec())
                .on_conflict(twice)
                .exec_without_returning(&writing.tx)
                .await?;
        }
        // What was told already is queued already, or was sent: its key is kept for longer than the log is read again.
        queue(&writing.tx, mails).await?;
        writing.commit().await
    }

    /// Queues the day's mail of everyone who wants one, from eight in the morning; does nothing where today's are queued.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn follow_digest(&self) -> Result<()> {
        let (now, today) = (self.moment().now_ms(), self.moment().today());
        if county_hour(now) < DIGEST_HOUR || self.was_done("follow_digest", today).await? {
            return Ok(());
        }
        loop {
            let writing = self.write().await?;
            let found: Vec<Uuid> = follow_event::Entity::find()
                .select_only()
                .column(follow_event::Column::FollowerId)
                .filter(follow_event::Column::Mail.is_null())
                .distinct()
                .limit(BATCH)
                .into_tuple()
                .all(&writing.tx)
                .await?;
            if found.is_empty() {
                break;
            }
            let mut mails = Vec::new();
            for follower in found {
                let key = format!("follow/{follower}/digest/{today}");
                follow_event::Entity::update_many()
                    .col_expr(follow_event::Column::Mail, Expr::value(key.clone()))
                    .filter(follow_event::Column::FollowerId.eq(follower))
                    .filter(follow_event::Column::Mail.is_null())
                    .exec(&writing.tx)
                    .await?;
                mails.push(unwritten(Recipient::Follower(follower), key, now));
            }
            queue(&writing.tx, mails).await?;
            writing.commit().await?;
        }
        self.note_done("follow_digest", today).await
    }
}

/// Everything under which a paper is followed, but for lists.
fn names(proposal: &Proposal) -> Vec<String> {
    let units = proposal.shares.iter().map(|share| Followed::Unit(share.unit));
    let signers = proposal.signers.iter().filter(|signer| signer.state == SignState::Confirmed);
    let deputies = signers.map(|signer| Followed::Deputy(signer.person));
    let own = [Followed::Proposal(proposal.id), Followed::Deputy(proposal.lead)];
    let place = proposal.settled.township.map(Followed::Township);
    own.into_iter().chain(units).chain(deputies).chain(place).map(|followed| followed.to_string()).collect()
}
