//! Jobs of the day: reminders by the ladder, and the digest of those who want one mail a day.

use domain::case::ladder::LONGEST_NOTICE;
use domain::county::moment::county_hour;
use domain::county::people::PersonId;
use domain::proposal::notice::{Mail, MailWish, NoticeKind, reminders};
use domain::proposal::view::DeskItem;
use ground::dates::days_between;
use ground::vocabulary::Lang;
use jiff::ToSpan;
use jiff::civil::Date;
use sea_orm::sea_query::{ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use crate::Store;
use crate::entity::{awaited, job_day, notice, notice_setting, paper, person};
use crate::error::Result;
use crate::proposal::notices::{deliver, parse_message, parse_settings};
use crate::proposal::save::write_awaited;
use crate::proposal::{KIND, outbox, parse_state};

/// The job that writes anew what is awaited. A new number does so at the next start: when the rule changes.
const AWAITED: &str = "awaited-1";
/// How many proposals or people are looked at in one transaction.
const BATCH: u64 = 50;
/// The hour of the digest, in the county.
pub(crate) const DIGEST_HOUR: i8 = 8;
/// How many lines a part of the digest has.
const DIGEST_LINES: u64 = 20;
/// What is due within so many days stands in the digest.
const DIGEST_DAYS: i32 = 7;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl Store {
    /// Writes anew what is awaited on every paper, where that was never done by this rule.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn await_anew(&self) -> Result<()> {
        let today = self.moment().today();
        if self.is_to_do(AWAITED, today).await? != Some(true) {
            return Ok(());
        }
        let mut after = Uuid::nil();
        loop {
            let writing = self.write().await?;
            let found = paper::Entity::find()
                .filter(paper::Column::Kind.eq(KIND))
                .filter(paper::Column::Id.gt(after))
                .order_by_asc(paper::Column::Id)
                .limit(BATCH)
                .lock_exclusive()
                .all(&writing.tx)
                .await?;
            let Some(last) = found.last().map(|row| row.id) else { break };
            for row in found {
                write_awaited(&writing.tx, &parse_state(&row.state)?).await?;
            }
            writing.commit().await?;
            after = last;
        }
        self.note_done(AWAITED, today).await
    }

    /// Tells the reminders that are due; does nothing where today's were told. Each rung reaches a person once,
    /// however often and however late this runs.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn remind(&self) -> Result<()> {
        use paper::Column as C;
        let today = self.moment().today();
        if self.was_done("remind", today).await? {
            return Ok(());
        }
        let horizon = today.saturating_add(i64::from(LONGEST_NOTICE).days()).to_string();
        let mut after = Uuid::nil();
        loop {
            let writing = self.write().await?;
            // Whatever has a limit or a promise of its own that ends before the first rung: the ladder then decides.
            let reminding = Query::select()
                .column(awaited::Column::PaperId)
                .from(awaited::Entity)
                .and_where(awaited::Column::Reminds.eq(true).and(awaited::Column::IsFirst.eq(true)))
                .and_where(awaited::Column::Until.lte(&horizon))
                .to_owned();
            let found = paper::Entity::find()
                .filter(C::Kind.eq(KIND))
                .filter(C::Id.gt(after))
                .filter(C::Id.in_subquery(reminding))
                .order_by_asc(C::Id)
                .limit(BATCH)
                .all(&writing.tx)
                .await?;
            let Some(last) = found.last().map(|row| row.id) else { break };
            for row in found {
                let proposal = parse_state(&row.state)?;
                let due = reminders(&proposal, today);
                if !due.is_empty() {
                    let told: Vec<_> = due.into_iter().map(|reminder| (reminder.key, reminder.notices)).collect();
                    deliver(&writing.tx, &proposal, &told, None, self.moment().now_ms()).await?;
                }
            }
            writing.commit().await?;
            after = last;
        }
        self.note_done("remind", today).await
    }

    /// Queues the digest of everyone who wants one, from eight in the morning; does nothing where today's are queued.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn digest(&self) -> Result<()> {
        let now = self.moment().now_ms();
        let today = self.moment().today();
        if county_hour(now) < DIGEST_HOUR || self.was_done("digest", today).await? {
            return Ok(());
        }
        let mut after = Uuid::nil();
        loop {
            let found = notice_setting::Entity::find()
                .filter(notice_setting::Column::PersonId.gt(after))
                .filter(notice_setting::Column::Mail.eq(MailWish::Daily.code()))
                .order_by_asc(notice_setting::Column::PersonId)
                .find_also_related(person::Entity)
                .limit(BATCH)
                .all(&self.db)
                .await?;
            let Some(last) = found.last().map(|(row, _)| row.person_id) else { break };
            let mut mails = Vec::new();
            for (setting, row) in found {
                let Some(row) = row else { continue };
                let settings = parse_settings(row.email.as_deref(), Some(&setting))?;
                let Some(address) = settings.email else { continue };
                if let Some(mail) = self.digest_of(&row, settings.lang, settings.reminders, now).await? {
                    let key = format!("digest/{}/{today}", row.id);
                    mails.push(outbox::row(PersonId(row.id), &address, mail.subject, mail.body, key, now));
                }
            }
            let writing = self.write().await?;
            outbox::queue(&writing.tx, mails).await?;
            writing.commit().await?;
            after = last;
        }
        self.note_done("digest", today).await
    }

    /// One person's digest: what was told since yesterday and not read, and what is due; nothing where there is neither.
    async fn digest_of(&self, row: &person::Model, lang: Lang, with_due: bool, now: i64) -> Result<Option<Mail>> {
        let Some(account) = self.account(PersonId(row.id), row.epoch).await? else { return Ok(None) };
        let unread = notice::Entity::find()
            .filter(notice::Column::PersonId.eq(row.id))
            .filter(notice::Column::ReadMs.is_null())
            .filter(notice::Column::AtMs.gt(now - DAY_MS))
            .filter(notice::Column::Kind.ne(NoticeKind::Reminder.code()))
            .order_by_desc(notice::Column::AtMs)
            .order_by_desc(notice::Column::Id)
            .limit(DIGEST_LINES)
            .all(&self.db)
            .await?;
        let news = unread.iter().map(parse_message).collect::<Result<Vec<_>>>()?;
        let mut due: Vec<DeskItem> =
            if with_due { self.desk(&account.actor, None, lang).await?.waiting } else { Vec::new() };
        due.retain(|item| item.summary.days_left.is_some_and(|days| days <= DIGEST_DAYS));
        due.truncate(usize::try_from(DIGEST_LINES).unwrap_or(usize::MAX));
        Ok(domain::proposal::notice::digest(&row.name, &news, &due, lang))
    }

    pub(crate) async fn was_done(&self, job: &str, today: Date) -> Result<bool> {
        let row = job_day::Entity::find_by_id(job.to_owned()).one(&self.db).await?;
        let last = row.and_then(|row| row.day.parse::<Date>().ok());
        Ok(last.is_some_and(|last| days_between(last, today) <= 0))
    }

    /// Whether a job was not done today: `Some(true)` where it was never done at all.
    pub(crate) async fn is_to_do(&self, job: &str, today: Date) -> Result<Option<bool>> {
        if self.was_done(job, today).await? {
            return Ok(None);
        }
        Ok(Some(job_day::Entity::find_by_id(job.to_owned()).one(&self.db).await?.is_none()))
    }

    pub(crate) async fn note_done(&self, job: &str, today: Date) -> Result<()> {
        let writing = self.write().await?;
        let row = job_day::ActiveModel { job: Set(job.to_owned()), day: Set(today.to_string()) };
        let replace = OnConflict::column(job_day::Column::Job).update_column(job_day::Column::Day).to_owned();
        job_day::Entity::insert(row).on_conflict(replace).exec_without_returning(&writing.tx).await?;
        writing.commit().await
    }
}
