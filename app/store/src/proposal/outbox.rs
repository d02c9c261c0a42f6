//! The outbox: mail written in the transaction of what it tells, and leased to one worker at a time.
//!
//! A mail is *queued*, then *leased* while a worker connects, then *sending* from just before its text goes over the
//! wire until the server's answer is stored, then *sent*. A lease that ends while it was only leased is given to
//! another worker: no server has the text yet. A lease that ends while it was sending makes it *held*: the server may
//! have taken it, nobody can ask, and telling somebody twice is worse than once by the site alone. So a mail is never
//! sent twice, and it is lost only if a worker dies in that moment; held mail is logged and can be released by hand.
//!
//! Mail to followers has neither address nor text here: both are put in when it is leased, so that they leave with the
//! follower, and so that a paper that is not public any more is not told of. Where nothing is left to tell, the mail is
//! *dropped*.

use domain::county::email::EmailAddress;
use domain::county::people::PersonId;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DeleteMany, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use crate::Store;
use crate::entity::outbox;
use crate::error::{Result, StoreError};
use crate::proposal::follow;

/// How many times a mail is tried.
const MAX_ATTEMPTS: i32 = 10;
/// How long to wait after the first failure; twice as long after each further one.
const FIRST_WAIT_MS: i64 = 60 * 1000;
/// How long a mail is kept after its end.
const KEPT_MS: i64 = 90 * 24 * 60 * 60 * 1000;
/// The most characters that are kept of what a server said.
const MAX_TROUBLE: usize = 300;

/// Codes of the states of a mail.
mod state {
    pub(super) const QUEUED: &str = "queued";
    pub(super) const LEASED: &str = "leased";
    pub(super) const SENDING: &str = "sending";
    pub(super) const SENT: &str = "sent";
    pub(super) const FAILED: &str = "failed";
    pub(super) const HELD: &str = "held";
    pub(super) const DROPPED: &str = "dropped";
}

/// A mail that a worker has leased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Its id, from which its Message-ID is made.
    pub id: Uuid,
    /// The lease: whoever has another one may not touch it.
    pub lease: Uuid,
    /// Where it goes.
    pub address: String,
    pub subject: String,
    /// The text, its links beginning with [`domain::proposal::notice::SITE`].
    pub body: String,
    /// Which try this is, from 1.
    pub attempt: i32,
    /// The path where one post ends these mails (RFC 8058); for followers.
    pub leave: Option<String>,
}

/// What became of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The server has it.
    Sent,
    /// The server does not have it; a later try may succeed.
    Later(String),
    /// The server does not want it, now or ever.
    Never(String),
    /// The server knows no such recipient: nothing more should go there.
    Gone(String),
    /// The line broke after the text went out: nobody knows.
    Unknown(String),
}

impl Outgoing {
    /// What a server said, without the address.
    pub fn without_address(&self, why: &str) -> String {
        if self.address.is_empty() { why.to_owned() } else { why.replace(&self.address, "…") }
    }
}

pub(crate) fn row(
    person: PersonId,
    address: &EmailAddress,
    subject: String,
    body: String,
    key: String,
    at: i64,
) -> outbox::ActiveModel {
    outbox::ActiveModel {
        person_id: Set(Some(person.0)),
        address: Set(address.as_str().to_owned()),
        subject: Set(subject),
        body: Set(body),
        ..blank(key, at)
    }
}

/// A mail to a follower, or to whoever asked to become one; it is filled in when it is leased.
pub(crate) fn unwritten(to: Recipient, key: String, at: i64) -> outbox::ActiveModel {
    let (follower, request) = match to {
        Recipient::Follower(id) => (Some(id), None),
        Recipient::Request(id) => (None, Some(id)),
    };
    outbox::ActiveModel { follower_id: Set(follower), request_id: Set(request), ..blank(key, at) }
}

/// Who gets a mail that is filled in later, by the id of the row.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Recipient {
    Follower(Uuid),
    Request(Uuid),
}

fn blank(key: String, at: i64) -> outbox::ActiveModel {
    outbox::ActiveModel {
        id: Set(Uuid::now_v7()),
        person_id: Set(None),
        address: Set(String::new()),
        subject: Set(String::new()),
        body: Set(String::new()),
        dedupe: Set(key),
        state: Set(state::QUEUED.to_owned()),
        attempts: Set(0),
        next_try_ms: Set(at),
        lease: Set(None),
        lease_until_ms: Set(0),
        queued_ms: Set(at),
        done_ms: Set(None),
        trouble: Set(None),
        follower_id: Set(None),
        request_id: Set(None),
    }
}

/// Queues mail; what is queued already under the same key stays as it is.
pub(crate) async fn queue(db: &impl ConnectionTrait, mails: Vec<outbox::ActiveModel>) -> Result<()> {
    for part in mails.chunks(100) {
        let twice = OnConflict::column(outbox::Column::Dedupe).do_nothing().to_owned();
        outbox::Entity::insert_many(part.to_vec()).on_conflict(twice).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Sends a person's waiting mail to another address, or drops it.
pub(crate) async fn redirect(db: &impl ConnectionTrait, person: PersonId, address: Option<String>) -> Result<()> {
    let waiting = outbox::Column::PersonId.eq(person.0).and(outbox::Column::State.eq(state::QUEUED));
    match address {
        Some(address) => {
            let update = outbox::Entity::update_many().col_expr(outbox::Column::Address, Expr::value(address));
            update.filter(waiting).exec(db).await?;
        }
        None => {
            outbox::Entity::delete_many().filter(waiting).exec(db).await?;
        }
    }
    Ok(())
}

impl Store {
    /// Leases the next mail to this caller for `lease_ms`, if one is due. No two callers get the same.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn lease_mail(&self, lease_ms: i64) -> Result<Option<Outgoing>> {
        while let Some((row, mut outgoing)) = self.lease_row(lease_ms).await? {
            if row.person_id.is_some() {
                return Ok(Some(outgoing));
            }
            match self.compose(&row).await {
                Ok(Some(composed)) => {
                    outgoing.address = composed.address;
                    outgoing.subject = composed.mail.subject;
                    outgoing.body = composed.mail.body;
                    outgoing.leave = composed.leave;
                    return Ok(Some(outgoing));
                }
                Ok(None) => self.drop_mail(&outgoing).await?,
                // A damaged row must not keep other mail from going out.
                Err(error @ StoreError::BadRow { .. }) => {
                    self.finish_mail(&outgoing, &Verdict::Never(error.to_string())).await?;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    async fn lease_row(&self, lease_ms: i64) -> Result<Option<(outbox::Model, Outgoing)>> {
        use outbox::Column as C;
        let now = self.moment().now_ms();
        let is_due = C::State.eq(state::QUEUED).and(C::NextTryMs.lte(now));
        // A worker that died before the text went out: the next one takes over.
        let is_abandoned = C::State.eq(state::LEASED).and(C::LeaseUntilMs.lt(now));
        let writing = self.write().await?;
        let found = outbox::Entity::find()
            .filter(is_due.or(is_abandoned))
            .order_by_asc(C::NextTryMs)
            .order_by_asc(C::Id)
            .limit(1)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .one(&writing.tx)
            .await?;
        let Some(row) = found else { return Ok(None) };
        let outgoing = Outgoing {
            id: row.id,
            lease: Uuid::new_v4(),
            address: row.address.clone(),
            subject: row.subject.clone(),
            body: row.body.clone(),
            attempt: row.attempts + 1,
            leave: None,
        };
        let mut leased: outbox::ActiveModel = row.clone().into();
        leased.state = Set(state::LEASED.to_owned());
        leased.lease = Set(Some(outgoing.lease));
        leased.lease_until_ms = Set(now + lease_ms);
        leased.attempts = Set(outgoing.attempt);
        leased.update(&writing.tx).await?;
        writing.commit().await?;
        Ok(Some((row, outgoing)))
    }

    /// Ends a mail that has nothing to tell any more.
    async fn drop_mail(&self, mail: &Outgoing) -> Result<()> {
        use outbox::Column as C;
        let writing = self.write().await?;
        outbox::Entity::update_many()
            .col_expr(C::State, Expr::value(state::DROPPED))
            .col_expr(C::DoneMs, Expr::value(self.moment().now_ms()))
            .filter(C::Id.eq(mail.id))
            .filter(C::Lease.eq(mail.lease))
            .exec(&writing.tx)
            .await?;
        writing.commit().await
    }

    /// Notes that the text goes out now. Answers whether the lease still holds; where not, it must not go out.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn begin_sending(&self, mail: &Outgoing, lease_ms: i64) -> Result<bool> {
        use outbox::Column as C;
        let now = self.moment().now_ms();
        let writing = self.write().await?;
        let changed = outbox::Entity::update_many()
            .col_expr(C::State, Expr::value(state::SENDING))
            .col_expr(C::LeaseUntilMs, Expr::value(now + lease_ms))
            .filter(C::Id.eq(mail.id))
            .filter(C::Lease.eq(mail.lease))
            .filter(C::State.eq(state::LEASED))
            .filter(C::LeaseUntilMs.gte(now))
            .exec(&writing.tx)
            .await?;
        writing.commit().await?;
        Ok(changed.rows_affected == 1)
    }

    /// Stores what became of a try. A worker whose lease was taken by another changes nothing.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn finish_mail(&self, mail: &Outgoing, verdict: &Verdict) -> Result<()> {
        use outbox::Column as C;
        let now = self.moment().now_ms();
        let (state, trouble) = match verdict {
            Verdict::Sent => (state::SENT, None),
            Verdict::Later(why) if mail.attempt < MAX_ATTEMPTS => (state::QUEUED, Some(why)),
            Verdict::Later(why) | Verdict::Never(why) | Verdict::Gone(why) => (state::FAILED, Some(why)),
            Verdict::Unknown(why) => (state::HELD, Some(why)),
        };
        // Servers repeat the address, which is nobody's business in a log.
        let trouble = trouble.map(|why| mail.without_address(why).chars().take(MAX_TROUBLE).collect::<String>());
        if let (state::FAILED | state::HELD, Some(why)) = (state, &trouble) {
            tracing::error!(mail = %mail.id, attempts = mail.attempt, state, why, "a mail is not tried again");
        }
        let next = now + FIRST_WAIT_MS * (1 << (mail.attempt - 1).clamp(0, MAX_ATTEMPTS));
        let writing = self.write().await?;
        outbox::Entity::update_many()
            .col_expr(C::State, Expr::value(state))
            .col_expr(C::NextTryMs, Expr::value(next))
            .col_expr(C::DoneMs, Expr::value((state != state::QUEUED).then_some(now)))
            .col_expr(C::Trouble, Expr::value(trouble))
            .filter(C::Id.eq(mail.id))
            .filter(C::Lease.eq(mail.lease))
            .exec(&writing.tx)
            .await?;
        if matches!(verdict, Verdict::Gone(_)) {
            follow::forget_recipient(&writing.tx, mail.id).await?;
        }
        writing.commit().await
    }

    /// Holds mail whose worker died while its text was going out. Answers how many.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn hold_uncertain_mail(&self) -> Result<u64> {
        use outbox::Column as C;
        let now = self.moment().now_ms();
        let writing = self.write().await?;
        let held = outbox::Entity::update_many()
            .col_expr(C::State, Expr::value(state::HELD))
            .col_expr(C::DoneMs, Expr::value(now))
            .col_expr(C::Trouble, Expr::value("the worker died while sending it"))
            .filter(C::State.eq(state::SENDING))
            .filter(C::LeaseUntilMs.lt(now))
            .exec(&writing.tx)
            .await?
            .rows_affected;
        writing.commit().await?;
        if held > 0 {
            tracing::error!(held, "mail is held: a worker died while sending it, and nobody knows whether it arrived");
        }
        Ok(held)
    }

    /// Queues held and failed mail again, for whoever decides that it did not arrive. Answers how many.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn release_mail(&self) -> Result<u64> {
        use outbox::Column as C;
        let now = self.moment().now_ms();
        let writing = self.write().await?;
        let released = outbox::Entity::update_many()
            .col_expr(C::State, Expr::value(state::QUEUED))
            .col_expr(C::Attempts, Expr::value(0))
            .col_expr(C::NextTryMs, Expr::value(now))
            .col_expr(C::DoneMs, Expr::value(None::<i64>))
            .filter(C::State.is_in([state::HELD, state::FAILED]))
            .exec(&writing.tx)
            .await?
            .rows_affected;
        writing.commit().await?;
        Ok(released)
    }

    /// Forgets mail that ended long ago.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn sweep_mail(&self) -> Result<()> {
        let writing = self.write().await?;
        outdated(self.moment().now_ms()).exec(&writing.tx).await?;
        writing.commit().await
    }
}

/// What ended too long ago to be kept.
pub(crate) fn outdated(now_ms: i64) -> DeleteMany<outbox::Entity> {
    outbox::Entity::delete_many().filter(outbox::Column::DoneMs.lt(now_ms - KEPT_MS))
}
