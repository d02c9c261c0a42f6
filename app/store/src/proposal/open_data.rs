//! What anyone may take away: public papers line by line, whole and in batches, the deputies, and the site map's parts.

use std::collections::BTreeMap;

use domain::county::moment::county_date;
use domain::county::number::Number;
use domain::county::people::{BodyId, Office, PersonId, TownshipId};
use domain::county::topic::Topic;
use domain::proposal::ProposalId;
use domain::proposal::command::ReplyClass;
use domain::proposal::event::Record;
use domain::proposal::list::Filter;
use domain::proposal::view::{ProposalView, Reader};
use domain::proposal::workflow::Stage;
use ground::vocabulary::Lang;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::Store;
use crate::entity::{event, person, person_role, proposal};
use crate::error::{Result, StoreError};
use crate::proposal::list::condition;
use crate::proposal::{Kept, give_links, id_by_number, kept, parse_state};

/// The place after which a page or a batch begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenCursor {
    /// When the last paper was registered or, where changes are asked for, last changed.
    pub ms: i64,
    pub id: ProposalId,
}

/// A public paper in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenLine {
    /// The paper.
    pub id: ProposalId,
    pub number: Option<Number>,
    pub title: String,
    /// The lead deputy.
    pub lead: PersonId,
    /// The lead deputy's name.
    pub lead_name: String,
    /// The lead unit.
    pub unit: Option<BodyId>,
    /// Where it stands.
    pub stage: Stage,
    /// What it is about.
    pub topic: Topic,
    /// The place; `None` for the whole county.
    pub township: Option<TownshipId>,
    /// When it was registered.
    pub registered_on: Date,
    /// The due date that readers ask about.
    pub due: Option<Date>,
    /// When the last reply was issued.
    pub replied_on: Option<Date>,
    pub class: Option<ReplyClass>,
    /// Whether it is a key proposal.
    pub is_key: bool,
    /// When anything that anyone may read of last happened, in milliseconds since 1970 (UTC).
    pub changed_ms: i64,
}

/// A page of public papers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPage {
    pub lines: Vec<OpenLine>,
    /// Where the next page begins.
    pub next: Option<OpenCursor>,
}

/// A public paper as the public sees it, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPaper {
    /// In Chinese.
    pub zh: ProposalView,
    /// In English.
    pub en: ProposalView,
    /// The lead deputy.
    pub lead: PersonId,
    /// When anything that anyone may read of last happened, in milliseconds since 1970 (UTC).
    pub changed_ms: i64,
}

/// Somebody who is or was a deputy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDeputy {
    /// Who it is.
    pub person: PersonId,
    pub name: String,
    /// The delegation.
    pub township: Option<TownshipId>,
    /// The mandates, first to last: the number, the term where it is known, and the day on which it ended.
    pub mandates: Vec<(i32, Option<i32>, Option<Date>)>,
}

/// The papers of a part of the site map, each with the day of its last change.
pub type SitemapPart = Vec<(ProposalId, Date)>;

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    number: Option<String>,
    title: String,
    lead_id: Uuid,
    lead_name: String,
    lead_unit_id: Option<i32>,
    stage: String,
    topic: String,
    township_id: Option<i32>,
    registered_ms: i64,
    due_on: Option<String>,
    replied_ms: Option<i64>,
    reply_class: Option<String>,
    is_key: bool,
    changed_ms: i64,
}

/// Public papers registered after a place.
fn after_registered(after: Option<OpenCursor>) -> Option<Expr> {
    use proposal::Column as C;
    let OpenCursor { ms, id } = after?;
    let tuple = Expr::tuple([C::RegisteredMs.into_expr(), C::Id.into_expr()]);
    Some(tuple.gt(Expr::tuple([Expr::value(ms), Expr::value(id.0)])))
}

fn public() -> sea_orm::Select<proposal::Entity> {
    proposal::Entity::find()
        .filter(proposal::Column::IsPublic.eq(true))
        .filter(proposal::Column::RegisteredMs.is_not_null())
}

impl Store {
    /// A page of public papers: the latest registered first or, with `changed_since` (milliseconds since 1970), those that
    /// changed at that moment or later, the earliest change first.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn open_page(
        &self,
        filter: &Filter,
        changed_since: Option<i64>,
        after: Option<OpenCursor>,
        limit: u64,
    ) -> Result<OpenPage> {
        use proposal::Column as C;
        let order = if changed_since.is_some() { C::PublicMs } else { C::RegisteredMs };
        let mut select = proposal::Entity::find().filter(condition(filter, self.moment().today()));
        if let Some(since) = changed_since {
            select = select.filter(C::PublicMs.gte(since));
        }
        if let Some(OpenCursor { ms, id }) = after {
            let (place, last) =
                (Expr::tuple([Expr::col(order), Expr::col(C::Id)]), Expr::tuple([Expr::value(ms), Expr::value(id.0)]));
            select = select.filter(if changed_since.is_some() { place.gt(last) } else { place.lt(last) });
        }
        let select = match changed_since {
            Some(_) => select.order_by_asc(order).order_by_asc(C::Id),
            None => select.order_by_desc(order).order_by_desc(C::Id),
        };
        let select = select.select_only().columns([
            C::Id,
            C::Number,
            C::Title,
            C::LeadId,
            C::LeadName,
            C::LeadUnitId,
            C::Stage,
            C::Topic,
            C::TownshipId,
            C::RegisteredMs,
            C::DueOn,
            C::RepliedMs,
            C::ReplyClass,
            C::IsKey,
        ]);
        let select = select.column_as(Expr::col(C::PublicMs).if_null(Expr::col(C::RegisteredMs)), "changed_ms");
        let mut rows = select.limit(limit + 1).into_model::<Row>().all(&self.db).await?;
        let more = rows.len() as u64 > limit;
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let next = rows.last().filter(|_| more).map(|row| OpenCursor {
            ms: if changed_since.is_some() { row.changed_ms } else { row.registered_ms },
            id: ProposalId(row.id),
        });
        let lines = rows.into_iter().map(line).collect::<Result<_>>()?;
        Ok(OpenPage { lines, next })
    }

    /// A public paper as the public sees it; with its timeline only where `with_log`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where it does not exist for the public.
    pub async fn open_paper(&self, id: ProposalId, with_log: bool) -> Result<OpenPaper> {
        let select = public().filter(proposal::Column::Id.eq(id.0));
        let row = kept(select).one(&self.db).await?.ok_or(StoreError::NotFound)?;
        self.as_public(vec![row], with_log).await?.pop().ok_or(StoreError::NotFound)
    }

    /// The public paper under a number.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where the public knows none.
    pub async fn open_paper_numbered(&self, number: Number) -> Result<OpenPaper> {
        let id = id_by_number(&self.db, &number.to_string()).await?.ok_or(StoreError::NotFound)?;
        self.open_paper(id, true).await
    }

    /// A batch of whole public papers, the first registered first, and where the next one begins; with their timelines only
    /// where `with_log`.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn open_batch(
        &self,
        after: Option<OpenCursor>,
        limit: u64,
        with_log: bool,
    ) -> Result<(Vec<OpenPaper>, Option<OpenCursor>)> {
        use proposal::Column as C;
        let mut select = public();
        if let Some(after) = after_registered(after) {
            select = select.filter(after);
        }
        let select = select.order_by_asc(C::RegisteredMs).order_by_asc(C::Id).limit(limit);
        let rows = kept(select).all(&self.db).await?;
        let is_full = rows.len() as u64 == limit;
        let last = rows.last().filter(|_| is_full);
        let next = last.and_then(|row| Some(OpenCursor { ms: row.registered_ms?, id: ProposalId(row.id) }));
        Ok((self.as_public(rows, with_log).await?, next))
    }

    /// Rows as the public sees them; what it does not see is left out, whatever the columns say.
    async fn as_public(&self, rows: Vec<Kept>, with_log: bool) -> Result<Vec<OpenPaper>> {
        let mut logs: BTreeMap<Uuid, Vec<Record>> = BTreeMap::new();
        if with_log {
            let records: Vec<(Uuid, String)> = event::Entity::find()
                .select_only()
                .columns([event::Column::PaperId, event::Column::Record])
                .filter(event::Column::PaperId.is_in(rows.iter().map(|row| row.id)))
                .order_by_asc(event::Column::PaperId)
                .order_by_asc(event::Column::Seq)
                .into_tuple()
                .all(&self.db)
                .await?;
            for (id, record) in records {
                let record = serde_json::from_str(&record).map_err(|error| StoreError::bad_row("event", error))?;
                logs.entry(id).or_default().push(record);
            }
        }
        let county = self.county().await?;
        let reader = |lang| Reader { actor: None, lang, today: self.moment().today(), county: &county };
        let mut papers = Vec::new();
        for row in rows {
            let state = parse_state(&row.state)?;
            let log = logs.remove(&row.id).unwrap_or_default();
            // The public has no steps to take: the version is nobody's business here.
            let seen = |lang| state.seen_by(reader(lang), 0, &log);
            if let (Some(zh), Some(en)) = (seen(Lang::Zh), seen(Lang::En)) {
                let changed_ms = row.public_ms.or(row.registered_ms).unwrap_or_default();
                papers.push(OpenPaper { zh, en, lead: state.lead, changed_ms });
            }
        }
        let mut views: Vec<_> = papers.iter_mut().flat_map(|paper| [&mut paper.zh, &mut paper.en]).collect();
        give_links(&self.db, &mut views, false).await?;
        Ok(papers)
    }

    /// A page of those who are or were deputies, by id, and where the next one begins.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn open_deputies(
        &self,
        after: Option<PersonId>,
        limit: u64,
    ) -> Result<(Vec<OpenDeputy>, Option<PersonId>)> {
        let mandate = Query::select()
            .column(person_role::Column::PersonId)
            .from(person_role::Entity)
            .and_where(person_role::Column::Office.eq(Office::Deputy.code()))
            .to_owned();
        let mut select = person::Entity::find()
            .select_only()
            .columns([person::Column::Id, person::Column::Name, person::Column::TownshipId])
            .filter(person::Column::Id.in_subquery(mandate));
        if let Some(after) = after {
            select = select.filter(person::Column::Id.gt(after.0));
        }
        let people: Vec<(Uuid, String, Option<i32>)> =
            select.order_by_asc(person::Column::Id).limit(limit + 1).into_tuple().all(&self.db).await?;
        let more = people.len() as u64 > limit;
        let mut deputies = Vec::new();
        for (id, name, township) in people.into_iter().take(usize::try_from(limit).unwrap_or(usize::MAX)) {
            let township = township.map(TownshipId);
            deputies.push(OpenDeputy { person: PersonId(id), name, township, mandates: Vec::new() });
        }
        let mandates = person_role::Entity::find()
            .filter(person_role::Column::Office.eq(Office::Deputy.code()))
            .filter(person_role::Column::PersonId.is_in(deputies.iter().map(|deputy| deputy.person.0)))
            .order_by_asc(person_role::Column::Id)
            .all(&self.db)
            .await?;
        for row in mandates {
            let ended = row.ended_on.as_deref().map(str::parse::<Date>).transpose();
            let ended = ended.map_err(|error| StoreError::bad_row("person_role", error))?;
            if let Some(deputy) = deputies.iter_mut().find(|deputy| deputy.person.0 == row.person_id) {
                deputy.mandates.push((row.id, row.term, ended));
            }
        }
        let next = deputies.last().filter(|_| more).map(|deputy| deputy.person);
        Ok((deputies, next))
    }

    /// The places after which the parts of the site map begin, but for the first, which begins at the beginning.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn sitemap_places(&self, part: u64) -> Result<Vec<OpenCursor>> {
        use proposal::Column as C;
        let mut places: Vec<OpenCursor> = Vec::new();
        loop {
            let mut select = public().select_only().columns([C::RegisteredMs, C::Id]);
            if let Some(after) = after_registered(places.last().copied()) {
                select = select.filter(after);
            }
            // The last of a part and the first of the next, by the index alone; only crawlers ask, and rarely.
            let select = select.order_by_asc(C::RegisteredMs).order_by_asc(C::Id).offset(part - 1).limit(2);
            let found: Vec<(i64, Uuid)> = select.into_tuple().all(&self.db).await?;
            let [(ms, id), _] = found[..] else { return Ok(places) };
            places.push(OpenCursor { ms, id: ProposalId(id) });
        }
    }

    /// The papers of a part of the site map, each with the day of its last change.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn sitemap_part(&self, after: Option<OpenCursor>, part: u64) -> Result<SitemapPart> {
        use proposal::Column as C;
        let mut select = public().select_only().column(C::Id);
        select = select.column_as(Expr::col(C::PublicMs).if_null(Expr::col(C::RegisteredMs)), "changed_ms");
        if let Some(after) = after_registered(after) {
            select = select.filter(after);
        }
        let select = select.order_by_asc(C::RegisteredMs).order_by_asc(C::Id).limit(part);
        let rows: Vec<(Uuid, i64)> = select.into_tuple().all(&self.db).await?;
        Ok(rows.into_iter().map(|(id, ms)| (ProposalId(id), county_date(ms))).collect())
    }
}

fn line(row: Row) -> Result<OpenLine> {
    let bad = |reason: String| StoreError::bad_row("proposal", reason);
    let class = row.reply_class.as_deref().map(ReplyClass::from_code).transpose();
    let due = row.due_on.as_deref().map(str::parse::<Date>).transpose();
    Ok(OpenLine {
        id: ProposalId(row.id),
        number: row.number.and_then(|number| number.parse().ok()),
        title: row.title,
        lead: PersonId(row.lead_id),
        lead_name: row.lead_name,
        unit: row.lead_unit_id.map(BodyId),
        stage: Stage::from_code(&row.stage).map_err(|error| bad(error.to_string()))?,
        topic: Topic::from_code(&row.topic).map_err(|error| bad(error.to_string()))?,
        township: row.township_id.map(TownshipId),
        registered_on: county_date(row.registered_ms),
        due: due.map_err(|error| bad(error.to_string()))?,
        replied_on: row.replied_ms.map(county_date),
        class: class.map_err(|error| bad(error.to_string()))?,
        is_key: row.is_key,
        changed_ms: row.changed_ms,
    })
}
