//! The text of a follower's mail, made when it is about to go out: what is public then, and links that only it has.

use std::collections::BTreeMap;

use domain::proposal::follow::{News, confirmation, digest, news};
use domain::proposal::notice::Mail;
use ground::vocabulary::Lang;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{REQUEST_MS, fresh_token, hash, parse_followed, parse_wish};
use crate::Store;
use crate::entity::{event, follow_event, follow_request, follower, leave_token, outbox, paper};
use crate::error::{Result, StoreError};
use crate::proposal::parse_state;

/// The most events of one mail.
const MOST_EVENTS: u64 = 200;

/// A mail with its address and the way to leave.
#[derive(Debug)]
pub(crate) struct Composed {
    pub(crate) address: String,
    pub(crate) mail: Mail,
    pub(crate) leave: Option<String>,
}

impl Store {
    /// Fills in a follower's mail; nothing where there is nothing to tell any more.
    pub(crate) async fn compose(&self, row: &outbox::Model) -> Result<Option<Composed>> {
        match (row.request_id, row.follower_id) {
            (Some(request), _) => self.compose_confirmation(request).await,
            (None, Some(follower)) => self.compose_news(follower, &row.dedupe).await,
            (None, None) => Ok(None),
        }
    }

    async fn compose_confirmation(&self, id: Uuid) -> Result<Option<Composed>> {
        let now = self.moment().now_ms();
        let row = follow_request::Entity::find_by_id(id).one(&self.db).await?;
        let row = row.filter(|row| row.confirmed_ms.is_none() && row.asked_ms > now - REQUEST_MS);
        let Some(row) = row else { return Ok(None) };
        let (followed, wish, lang) = (parse_followed(&row.followed)?, parse_wish(&row.wish)?, parse_lang(&row.lang)?);
        let what = match self.followed_name(&followed, None, lang).await {
            Err(StoreError::NotFound) => return Ok(None),
            found => found?,
        };
        // Each try has a link of its own: a mail that never went out opens nothing.
        let token = fresh_token();
        let address = row.address.clone();
        let writing = self.write().await?;
        let mut row: follow_request::ActiveModel = row.into();
        row.token_hash = Set(Some(hash(&token)));
        row.update(&writing.tx).await?;
        writing.commit().await?;
        Ok(Some(Composed { address, mail: confirmation(&what, wish, &token, lang), leave: None }))
    }

    async fn compose_news(&self, follower: Uuid, key: &str) -> Result<Option<Composed>> {
        let Some(row) = follower::Entity::find_by_id(follower).one(&self.db).await? else { return Ok(None) };
        let lang = parse_lang(&row.lang)?;
        let events = follow_event::Entity::find()
            .filter(follow_event::Column::Mail.eq(key))
            .filter(follow_event::Column::FollowerId.eq(follower))
            .order_by_asc(follow_event::Column::AtMs)
            .order_by_asc(follow_event::Column::PaperId)
            .order_by_asc(follow_event::Column::Seq)
            .limit(MOST_EVENTS)
            .all(&self.db)
            .await?;
        let all = self.news_of(&events, lang).await?;
        let Some(first) = all.first() else { return Ok(None) };
        // A mail at once is about one thing; a digest is about everything.
        let is_digest = key.contains("/digest/");
        let follow = events.first().map(|event| event.follow_id).filter(|_| !is_digest);
        let token = fresh_token();
        let leave = format!("/follow/leave/{token}");
        let writing = self.write().await?;
        let link = leave_token::ActiveModel {
            hash: Set(hash(&token)),
            follower_id: Set(follower),
            follow_id: Set(follow),
            made_ms: Set(self.moment().now_ms()),
        };
        leave_token::Entity::insert(link).exec_without_returning(&writing.tx).await?;
        writing.commit().await?;
        let mail = if is_digest { digest(&all, &leave, lang) } else { news(first, &leave, lang) };
        Ok(Some(Composed { address: row.address, mail, leave: Some(leave) }))
    }

    /// What the public may read of these events now, by paper, in the order in which they happened.
    async fn news_of(&self, events: &[follow_event::Model], lang: Lang) -> Result<Vec<News>> {
        let mut papers: Vec<Uuid> = Vec::new();
        let mut wanted: BTreeMap<Uuid, Vec<i32>> = BTreeMap::new();
        for row in events {
            if !papers.contains(&row.paper_id) {
                papers.push(row.paper_id);
            }
            wanted.entry(row.paper_id).or_default().push(row.seq);
        }
        let rows = paper::Entity::find().filter(paper::Column::Id.is_in(papers.clone())).all(&self.db).await?;
        let states: BTreeMap<Uuid, String> = rows.into_iter().map(|row| (row.id, row.state)).collect();
        let any = wanted.iter().fold(Condition::any(), |any, (id, seqs)| {
            any.add(event::Column::PaperId.eq(*id).and(event::Column::Seq.is_in(seqs.iter().copied())))
        });
        let rows = event::Entity::find().filter(any).order_by_asc(event::Column::Seq).all(&self.db).await?;
        let mut logs: BTreeMap<Uuid, Vec<domain::proposal::event::Record>> = BTreeMap::new();
        for row in rows {
            let record = serde_json::from_str(&row.record).map_err(|error| StoreError::bad_row("event", error))?;
            logs.entry(row.paper_id).or_default().push(record);
        }
        let mut all = Vec::new();
        for id in papers {
            let (Some(state), Some(log)) = (states.get(&id), logs.get(&id)) else { continue };
            let proposal = parse_state(state)?;
            let told = proposal.told(log, lang);
            if !told.is_empty() {
                let (number, title) = (proposal.number, proposal.title().to_owned());
                all.push(News { id: proposal.id, number, title, told });
            }
        }
        Ok(all)
    }
}

fn parse_lang(code: &str) -> Result<Lang> {
    Lang::from_code(code).ok_or_else(|| StoreError::bad_row("follower", code))
}
