//! Notices: written in the transaction of the step, read by the person they are for, and mailed as that person wants.

use std::collections::{BTreeMap, BTreeSet};

use domain::county::email::EmailAddress;
use domain::county::moment::county_date;
use domain::county::people::{Actor, BodyId, PersonId, Role};
use domain::proposal::event::Record;
use domain::proposal::notice::{
    Audience, Mail, MailWish, Message, Notice, NoticeKind, NoticeSettings, addressed, notices, to_sign,
};
use domain::proposal::{Proposal, ProposalId};
use ground::vocabulary::Lang;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DeleteMany, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use uuid::Uuid;

use crate::Store;
use crate::county::people::parse_role;
use crate::entity::{notice, notice_setting, paper, person, person_role};
use crate::error::{Result, StoreError};
use crate::proposal::{outbox, parse_state};

/// How many notices a page has.
const PAGE: u64 = 20;
/// Up to where unread notices are counted.
pub const UNREAD_LIMIT: u64 = 99;
/// How long a notice is kept: two years.
const KEPT_MS: i64 = 2 * 365 * 24 * 60 * 60 * 1000;

/// The place after which a page of notices begins: when the last one was written, and its id.
pub type NoticeCursor = (i64, Uuid);

/// A notice as its reader has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeLine {
    pub id: Uuid,
    /// What it says.
    pub message: Message,
    /// When it was written, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// Whether it was read.
    pub is_read: bool,
    /// The paper and its title, where the reader may see it now.
    pub paper: Option<(ProposalId, String)>,
}

/// One page of a person's notices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticePage {
    /// The notices, latest first.
    pub lines: Vec<NoticeLine>,
    /// Where the next page begins.
    pub next: Option<NoticeCursor>,
}

/// Tells of a step whoever has to know, and takes what the person was told of this paper as read.
pub(crate) async fn write(db: &impl ConnectionTrait, proposal: &Proposal, records: &[Record]) -> Result<()> {
    let by = records.iter().find_map(|record| record.by.person);
    let Some(at) = records.last().map(|record| record.at) else { return Ok(()) };
    if let Some(person) = by {
        let of_paper = notice::Column::PaperId.eq(proposal.id.0);
        mark_read(db, person, Condition::all().add(of_paper), at).await?;
    }
    let mut told: Vec<_> = records.iter().map(|record| (record.seq.to_string(), notices(proposal, record))).collect();
    told.extend(to_sign(proposal, county_date(at)));
    deliver(db, proposal, &told, by, at).await
}

/// Writes notices under their keys, each once for each person, with the mail that goes out at once.
pub(crate) async fn deliver(
    db: &impl ConnectionTrait,
    proposal: &Proposal,
    told: &[(String, Vec<Notice>)],
    by: Option<PersonId>,
    at: i64,
) -> Result<()> {
    let holders = holders(db, told.iter().flat_map(|(_, notices)| notices)).await?;
    let mut due = BTreeMap::new();
    for (key, notices) in told {
        for (person, message) in addressed(proposal, notices, &holders, by) {
            due.insert(format!("{}/{key}/{person}", proposal.id), (person, message));
        }
    }
    for key in known(db, due.keys().cloned().collect()).await? {
        due.remove(&key);
    }
    if due.is_empty() {
        return Ok(());
    }
    let readers = readers(db, due.values().map(|(person, _)| *person).collect()).await?;
    let title = proposal.is_public().then(|| proposal.title());
    let (mut rows, mut mails) = (Vec::new(), Vec::new());
    for (key, (person, message)) in due {
        let Some((name, settings)) = readers.get(&person) else { continue };
        rows.push(notice::ActiveModel {
            id: Set(Uuid::now_v7()),
            person_id: Set(person.0),
            paper_id: Set(Some(proposal.id.0)),
            kind: Set(message.kind.code().to_owned()),
            data: Set(serde_json::to_string(message).map_err(|error| StoreError::bad_row("notice", error))?),
            at_ms: Set(at),
            read_ms: Set(None),
            dedupe: Set(key.clone()),
        });
        let is_wanted = settings.reminders || message.kind != NoticeKind::Reminder;
        if let (MailWish::AtOnce, true, Some(address)) = (settings.mail, is_wanted, &settings.email) {
            let Mail { subject, body } = message.mail(name, title, proposal.id, settings.lang);
            mails.push(outbox::row(person, address, subject, body, key, at));
        }
    }
    for part in rows.chunks(200) {
        let twice = OnConflict::column(notice::Column::Dedupe).do_nothing().to_owned();
        notice::Entity::insert_many(part.to_vec()).on_conflict(twice).exec_without_returning(db).await?;
    }
    outbox::queue(db, mails).await
}

/// Who holds the offices that notices are for.
async fn holders<'a>(
    db: &impl ConnectionTrait,
    notices: impl Iterator<Item = &'a Notice>,
) -> Result<Vec<(PersonId, Role)>> {
    let mut roles: Vec<Role> = Vec::new();
    for notice in notices {
        match notice.to {
            Audience::Holders(role) if !roles.contains(&role) => roles.push(role),
            Audience::Holders(_) | Audience::Person(_) => {}
        }
    }
    if roles.is_empty() {
        return Ok(Vec::new());
    }
    let any = roles.iter().fold(Condition::any(), |any, role| {
        let office = person_role::Column::Office.eq(role.office().code());
        any.add(match role.unit() {
            Some(BodyId(unit)) => office.and(person_role::Column::BodyId.eq(unit)),
            None => office.and(person_role::Column::BodyId.is_null()),
        })
    });
    let rows = person_role::Entity::find().filter(any).order_by_asc(person_role::Column::Id).all(db).await?;
    rows.iter().map(|row| Ok((PersonId(row.person_id), parse_role(row)?))).collect()
}

/// The keys among these that have been told already.
async fn known(db: &impl ConnectionTrait, keys: Vec<String>) -> Result<Vec<String>> {
    let mut known = Vec::new();
    for part in keys.chunks(500) {
        let select = notice::Entity::find().select_only().column(notice::Column::Dedupe);
        let found: Vec<String> =
            select.filter(notice::Column::Dedupe.is_in(part.to_vec())).into_tuple().all(db).await?;
        known.extend(found);
    }
    Ok(known)
}

/// Names and settings of people.
async fn readers(
    db: &impl ConnectionTrait,
    persons: BTreeSet<PersonId>,
) -> Result<BTreeMap<PersonId, (String, NoticeSettings)>> {
    let ids: Vec<Uuid> = persons.iter().map(|person| person.0).collect();
    let mut readers = BTreeMap::new();
    for part in ids.chunks(500) {
        let people = person::Entity::find().filter(person::Column::Id.is_in(part.to_vec())).all(db).await?;
        let rows = notice_setting::Entity::find().filter(notice_setting::Column::PersonId.is_in(part.to_vec()));
        let rows: BTreeMap<Uuid, _> = rows.all(db).await?.into_iter().map(|row| (row.person_id, row)).collect();
        for row in people {
            let settings = parse_settings(row.email.as_deref(), rows.get(&row.id))?;
            readers.insert(PersonId(row.id), (row.name, settings));
        }
    }
    Ok(readers)
}

pub(crate) fn parse_settings(email: Option<&str>, row: Option<&notice_setting::Model>) -> Result<NoticeSettings> {
    // An address that came in before it was checked is no address.
    let email = email.and_then(|email| EmailAddress::parse(email).ok());
    let Some(row) = row else { return Ok(NoticeSettings { email, ..NoticeSettings::default() }) };
    let bad = |error: &dyn std::fmt::Display| StoreError::bad_row("notice_setting", error);
    Ok(NoticeSettings {
        email,
        mail: MailWish::from_code(&row.mail).map_err(|error| bad(&error))?,
        reminders: row.reminders,
        lang: Lang::from_code(&row.lang).ok_or_else(|| bad(&row.lang))?,
    })
}

async fn mark_read(db: &impl ConnectionTrait, person: PersonId, which: Condition, at: i64) -> Result<()> {
    notice::Entity::update_many()
        .col_expr(notice::Column::ReadMs, Expr::value(at))
        .filter(notice::Column::PersonId.eq(person.0))
        .filter(notice::Column::ReadMs.is_null())
        .filter(which)
        .exec(db)
        .await?;
    Ok(())
}

impl Store {
    /// A page of a person's notices, latest first.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn notices(&self, actor: &Actor, after: Option<NoticeCursor>) -> Result<NoticePage> {
        use notice::Column as C;
        let mut select = notice::Entity::find().filter(C::PersonId.eq(actor.person.0));
        if let Some((at, id)) = after {
            let tuple = Expr::tuple([Expr::col(C::AtMs), Expr::col(C::Id)]);
            select = select.filter(tuple.lt(Expr::tuple([Expr::value(at), Expr::value(id)])));
        }
        let select = select.order_by_desc(C::AtMs).order_by_desc(C::Id).limit(PAGE + 1);
        let mut found = select.all(&self.db).await?;
        let more = found.len() as u64 > PAGE;
        found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let next = found.last().filter(|_| more).map(|row| (row.at_ms, row.id));
        let papers = self.visible_titles(actor, found.iter().filter_map(|row| row.paper_id).collect()).await?;
        let lines = found.into_iter().map(|row| {
            let paper = row.paper_id.and_then(|id| Some((ProposalId(id), papers.get(&id)?.clone())));
            Ok(NoticeLine {
                id: row.id,
                message: parse_message(&row)?,
                at: row.at_ms,
                is_read: row.read_ms.is_some(),
                paper,
            })
        });
        Ok(NoticePage { lines: lines.collect::<Result<_>>()?, next })
    }

    /// The titles of those papers that a person may see now.
    async fn visible_titles(&self, actor: &Actor, ids: BTreeSet<Uuid>) -> Result<BTreeMap<Uuid, String>> {
        let rows = paper::Entity::find().filter(paper::Column::Id.is_in(ids)).all(&self.db).await?;
        let mut titles = BTreeMap::new();
        for row in rows {
            let proposal = parse_state(&row.state)?;
            if proposal.relations_of(actor).iter().any(|&relation| proposal.is_visible_to(relation)) {
                titles.insert(row.id, row.title);
            }
        }
        Ok(titles)
    }

    /// How many notices a person has not read, counted up to one more than [`UNREAD_LIMIT`].
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn unread_notices(&self, person: PersonId) -> Result<u64> {
        let unread = notice::Entity::find()
            .select_only()
            .column(notice::Column::Id)
            .filter(notice::Column::PersonId.eq(person.0))
            .filter(notice::Column::ReadMs.is_null());
        Ok(unread.limit(UNREAD_LIMIT + 1).count(&self.db).await?)
    }

    /// Takes one notice as read, and answers the paper that it is about where the person may see it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where the person has no such notice.
    pub async fn open_notice(&self, actor: &Actor, id: Uuid) -> Result<Option<ProposalId>> {
        let row = notice::Entity::find_by_id(id).one(&self.db).await?;
        let row = row.filter(|row| row.person_id == actor.person.0).ok_or(StoreError::NotFound)?;
        if row.read_ms.is_none() {
            let writing = self.write().await?;
            let which = Condition::all().add(notice::Column::Id.eq(id));
            mark_read(&writing.tx, actor.person, which, self.moment().now_ms()).await?;
            writing.commit().await?;
        }
        let Some(paper) = row.paper_id else { return Ok(None) };
        let visible = self.visible_titles(actor, BTreeSet::from([paper])).await?;
        Ok(visible.contains_key(&paper).then_some(ProposalId(paper)))
    }

    /// Takes all of a person's notices as read.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn read_all_notices(&self, person: PersonId) -> Result<()> {
        let writing = self.write().await?;
        mark_read(&writing.tx, person, Condition::all(), self.moment().now_ms()).await?;
        writing.commit().await
    }

    /// How a person wants to be told.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such person.
    pub async fn notice_settings(&self, person: PersonId) -> Result<NoticeSettings> {
        let row = person::Entity::find_by_id(person.0).one(&self.db).await?.ok_or(StoreError::NotFound)?;
        let setting = notice_setting::Entity::find_by_id(person.0).one(&self.db).await?;
        parse_settings(row.email.as_deref(), setting.as_ref())
    }

    /// Keeps how a person wants to be told. Mail that still waits goes to the new address, or not at all.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn set_notice_settings(&self, person: PersonId, settings: &NoticeSettings) -> Result<()> {
        let writing = self.write().await?;
        let email = settings.email.as_ref().map(|email| email.as_str().to_owned());
        person::Entity::update_many()
            .col_expr(person::Column::Email, Expr::value(email.clone()))
            .filter(person::Column::Id.eq(person.0))
            .exec(&writing.tx)
            .await?;
        let row = notice_setting::ActiveModel {
            person_id: Set(person.0),
            mail: Set(settings.mail.code().to_owned()),
            reminders: Set(settings.reminders),
            lang: Set(settings.lang.code().to_owned()),
        };
        use notice_setting::Column as C;
        let replace = OnConflict::column(C::PersonId).update_columns([C::Mail, C::Reminders, C::Lang]).to_owned();
        notice_setting::Entity::insert(row).on_conflict(replace).exec_without_returning(&writing.tx).await?;
        outbox::redirect(&writing.tx, person, email.filter(|_| settings.mail != MailWish::Off)).await?;
        writing.commit().await
    }

    /// Forgets notices that are too old.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn sweep_notices(&self) -> Result<()> {
        let writing = self.write().await?;
        outdated(self.moment().now_ms()).exec(&writing.tx).await?;
        writing.commit().await
    }
}

/// What is too old to be kept.
pub(crate) fn outdated(now_ms: i64) -> DeleteMany<notice::Entity> {
    notice::Entity::delete_many().filter(notice::Column::AtMs.lt(now_ms - KEPT_MS))
}

pub(crate) fn parse_message(row: &notice::Model) -> Result<Message> {
    serde_json::from_str(&row.data).map_err(|error| StoreError::bad_row("notice", error))
}
