//! Followers without an account: asking, confirming and leaving. Only hashes of what opens anything are stored.

mod compose;
mod tell;

use domain::proposal::follow::{FollowOrder, FollowProblem, FollowWish, Followed, MOST_FOLLOWED};
use ground::problem::{Problem, Refusal};
use ground::vocabulary::Lang;
use sea_orm::sea_query::{Expr, ExprTrait, Func, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::entity::{follow, follow_request, follower, leave_token, outbox, proposal};
use crate::error::{Result, StoreError};
use crate::proposal::outbox::{Recipient, queue, unwritten};
use crate::spine::like::pattern;
use crate::{Narrowing, Store};

pub use tell::ReadList;

/// How long a request waits for its confirmation, and is kept at all.
const REQUEST_MS: i64 = 48 * HOUR_MS;
/// How many mails to confirm go to one mailbox in an hour.
const PER_ADDRESS: u64 = 3;
/// How many one client may cause in an hour; a village may share one line.
const PER_CLIENT: u64 = 20;
/// How many go out in an hour at all, whoever asks.
const PER_SITE: u64 = 300;
/// How long a link to leave works after its mail.
const LEAVE_MS: i64 = 400 * 24 * HOUR_MS;
const HOUR_MS: i64 = 60 * 60 * 1000;

/// What a link to confirm is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowAsked {
    /// What is to be followed.
    pub followed: Followed,
    /// When mail comes.
    pub wish: FollowWish,
    /// Whether it was confirmed already.
    pub is_confirmed: bool,
}

/// What a link to leave is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// The one thing that its mail was about; nothing where it was about everything.
    pub one: Option<Followed>,
    /// Everything that is followed.
    pub all: Vec<Followed>,
}

impl Store {
    /// Asks the owner of an address whether something should be followed. Where an address or a client has reached its
    /// limit nothing is sent, and nobody learns of it: the answer tells nothing about an address.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such thing for the public; [`FollowProblem::TooBusy`] where the site has
    /// reached its own limit.
    pub async fn ask_to_follow(&self, order: &FollowOrder, lang: Lang, client: &str) -> Result<()> {
        use follow_request::Column as C;
        self.followed_name(&order.followed, None, lang).await?;
        let now = self.moment().now_ms();
        let address = order.email.as_str();
        let writing = self.write().await?;
        let lately = || follow_request::Entity::find().filter(C::AskedMs.gt(now - HOUR_MS));
        if lately().count(&writing.tx).await? >= PER_SITE {
            // Before anything is asked about the address, so that this tells nothing about it either.
            return Err(Refusal::field("email", FollowProblem::TooBusy).into());
        }
        // Hosts tell neither case nor tags apart.
        let (mailbox, domain) = order.email.mailbox();
        let mailbox = mailbox.to_lowercase();
        let known = || Expr::expr(Func::lower(Expr::col(C::Address)));
        let tagged = known().like(pattern(&[&format!("{mailbox}+"), &format!("@{domain}")]));
        let same_mailbox = Condition::any().add(known().eq(format!("{mailbox}@{domain}"))).add(tagged);
        let limits =
            [(lately().filter(same_mailbox), PER_ADDRESS), (lately().filter(C::Client.eq(client)), PER_CLIENT)];
        for (requests, most) in limits {
            if requests.count(&writing.tx).await? >= most {
                return Ok(());
            }
        }
        if is_full(&writing.tx, address, &order.followed).await? {
            return Ok(());
        }
        let id = Uuid::now_v7();
        let row = follow_request::ActiveModel {
            id: Set(id),
            address: Set(address.to_owned()),
            followed: Set(order.followed.to_string()),
            wish: Set(order.wish.code().to_owned()),
            lang: Set(lang.code().to_owned()),
            client: Set(client.to_owned()),
            token_hash: Set(None),
            asked_ms: Set(now),
            confirmed_ms: Set(None),
        };
        follow_request::Entity::insert(row).exec_without_returning(&writing.tx).await?;
        queue(&writing.tx, vec![unwritten(Recipient::Request(id), format!("follow/ask/{id}"), now)]).await?;
        writing.commit().await
    }

    /// What a link to confirm is about.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where the link is wrong or older than 48 hours.
    pub async fn follow_asked(&self, token: &str) -> Result<FollowAsked> {
        let row = self.request_of(&self.db, token).await?;
        let is_confirmed = row.confirmed_ms.is_some();
        Ok(FollowAsked { followed: parse_followed(&row.followed)?, wish: parse_wish(&row.wish)?, is_confirmed })
    }

    async fn request_of(&self, db: &impl ConnectionTrait, token: &str) -> Result<follow_request::Model> {
        let found = follow_request::Entity::find().filter(follow_request::Column::TokenHash.eq(hash(token)));
        let oldest = self.moment().now_ms() - REQUEST_MS;
        found.one(db).await?.filter(|row| row.asked_ms > oldest).ok_or(StoreError::NotFound)
    }

    /// Follows what the link was about; once more changes nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] as [`Store::follow_asked`]; [`StoreError::Refused`] where the address follows too much.
    pub async fn confirm_follow(&self, token: &str) -> Result<()> {
        let writing = self.write().await?;
        let row = self.request_of(&writing.tx, token).await?;
        if row.confirmed_ms.is_some() {
            return Ok(());
        }
        if is_full(&writing.tx, &row.address, &parse_followed(&row.followed)?).await? {
            let most = usize::try_from(MOST_FOLLOWED).unwrap_or(usize::MAX);
            return Err(Refusal::field("token", Problem::TooMany { max: most }).into());
        }
        let now = self.moment().now_ms();
        let new = follower::ActiveModel {
            id: Set(Uuid::now_v7()),
            address: Set(row.address.clone()),
            lang: Set(row.lang.clone()),
            since_ms: Set(now),
        };
        let known = OnConflict::column(follower::Column::Address).update_column(follower::Column::Lang).to_owned();
        follower::Entity::insert(new).on_conflict(known).exec_without_returning(&writing.tx).await?;
        let follower = follower::Entity::find().filter(follower::Column::Address.eq(&row.address));
        let follower = follower.one(&writing.tx).await?.ok_or(StoreError::NotFound)?;
        let new = follow::ActiveModel {
            id: Set(Uuid::now_v7()),
            follower_id: Set(follower.id),
            followed: Set(row.followed),
            wish: Set(row.wish),
            since_ms: Set(now),
        };
        let known = OnConflict::columns([follow::Column::FollowerId, follow::Column::Followed])
            .update_column(follow::Column::Wish)
            .to_owned();
        follow::Entity::insert(new).on_conflict(known).exec_without_returning(&writing.tx).await?;
        follow_request::Entity::update_many()
            .col_expr(follow_request::Column::ConfirmedMs, Expr::value(now))
            .filter(follow_request::Column::Id.eq(row.id))
            .exec(&writing.tx)
            .await?;
        writing.commit().await
    }

    /// What a link to leave is about; nothing where that was left already, or the link is wrong.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn leaving(&self, token: &str) -> Result<Option<Leaving>> {
        let Some(row) = leave_token::Entity::find_by_id(hash(token)).one(&self.db).await? else { return Ok(None) };
        let all = follow::Entity::find().filter(follow::Column::FollowerId.eq(row.follower_id));
        let all = all.order_by_asc(follow::Column::Id).limit(MOST_FOLLOWED).all(&self.db).await?;
        let one = all.iter().find(|follow| Some(follow.id) == row.follow_id);
        let one = one.map(|follow| parse_followed(&follow.followed)).transpose()?;
        let all = all.iter().map(|follow| parse_followed(&follow.followed)).collect::<Result<_>>()?;
        Ok(Some(Leaving { one, all }))
    }

    /// Leaves what the mail was about, or everything. With the last thing the address is deleted, and every mail to it.
    /// Answers whether the link meant anything.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn leave(&self, token: &str, everything: bool) -> Result<bool> {
        let writing = self.write().await?;
        let Some(row) = leave_token::Entity::find_by_id(hash(token)).one(&writing.tx).await? else { return Ok(false) };
        if let Some(id) = row.follow_id.filter(|_| !everything) {
            follow::Entity::delete_by_id(id).exec(&writing.tx).await?;
        } else {
            let all = follow::Column::FollowerId.eq(row.follower_id);
            follow::Entity::delete_many().filter(all).exec(&writing.tx).await?;
        }
        forget_idle(&writing.tx, row.follower_id).await?;
        writing.commit().await?;
        Ok(true)
    }

    /// Leaves what a link to confirm was about, as long as that link works.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] as [`Store::follow_asked`].
    pub async fn leave_asked(&self, token: &str) -> Result<()> {
        let writing = self.write().await?;
        let row = self.request_of(&writing.tx, token).await?;
        let known = follower::Entity::find().filter(follower::Column::Address.eq(&row.address));
        if let Some(known) = known.one(&writing.tx).await? {
            follow::Entity::delete_many()
                .filter(follow::Column::FollowerId.eq(known.id))
                .filter(follow::Column::Followed.eq(&row.followed))
                .exec(&writing.tx)
                .await?;
            forget_idle(&writing.tx, known.id).await?;
        }
        follow_request::Entity::delete_by_id(row.id).exec(&writing.tx).await?;
        writing.commit().await
    }

    /// Forgets requests after 48 hours, links to leave after 400 days, and what was told long ago.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn sweep_follows(&self) -> Result<()> {
        let now = self.moment().now_ms();
        let writing = self.write().await?;
        let old = follow_request::Column::AskedMs.lte(now - REQUEST_MS);
        follow_request::Entity::delete_many().filter(old).exec(&writing.tx).await?;
        let old = leave_token::Column::MadeMs.lt(now - LEAVE_MS);
        leave_token::Entity::delete_many().filter(old).exec(&writing.tx).await?;
        tell::sweep(&writing.tx, now).await?;
        writing.commit().await
    }

    /// The name of what can be followed, for a page that anyone may see. A list is described by its filter where that is
    /// given, and not by what somebody may have typed into its address.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where it does not exist for the public.
    pub async fn followed_name(&self, followed: &Followed, list: Option<&Narrowing>, lang: Lang) -> Result<String> {
        let county = self.county().await?;
        let place = |id| county.townships.iter().find(|place| place.id == id).map(|place| place.name(lang).to_owned());
        let unit = |id| county.units.iter().find(|unit| unit.id == id).map(|unit| unit.name(lang).to_owned());
        let papers = |of: String| lang.pick(format!("{of}的建议"), format!("Proposals: {of}"));
        let found = match followed {
            Followed::Proposal(id) => {
                let row = proposal::Entity::find_by_id(id.0).filter(proposal::Column::IsPublic.eq(true));
                let row = row.one(&self.db).await?;
                row.map(|row| {
                    let number = row.number.unwrap_or_default();
                    lang.pick(
                        format!("第{number}号建议《{}》", row.title),
                        format!("Proposal {number}: “{}”", row.title),
                    )
                })
            }
            Followed::Unit(id) => unit(*id).map(papers),
            Followed::Township(id) => place(*id).map(papers),
            Followed::Deputy(id) => self.deputy_name(*id).await?.map(papers),
            Followed::List(_) => {
                let deputy = match list.and_then(|list| list.filter.by.or(list.filter.signer)) {
                    Some(id) => self.deputy_name(id).await?,
                    None => None,
                };
                let mut words = Vec::new();
                if let Some(Narrowing { filter, query }) = list {
                    words.extend(query.as_ref().map(|query| query.words(lang)));
                    words.extend(filter.words(&county, deputy.as_deref(), lang));
                }
                let all = lang.pick("建议列表", "The list of proposals");
                Some(if words.is_empty() { all.to_owned() } else { format!("{all}：{}", words.join(" · ")) })
            }
        };
        found.ok_or(StoreError::NotFound)
    }
}

/// Whether an address follows as much as it may, and this is not among it.
async fn is_full(db: &impl ConnectionTrait, address: &str, followed: &Followed) -> Result<bool> {
    let known = follower::Entity::find().filter(follower::Column::Address.eq(address)).one(db).await?;
    let Some(known) = known else { return Ok(false) };
    let all = follow::Entity::find().filter(follow::Column::FollowerId.eq(known.id)).all(db).await?;
    let wanted = followed.to_string();
    Ok(all.len() as u64 >= MOST_FOLLOWED && !all.iter().any(|follow| follow.followed == wanted))
}

/// Deletes a follower who follows nothing any more.
async fn forget_idle(db: &impl ConnectionTrait, id: Uuid) -> Result<()> {
    if follow::Entity::find().filter(follow::Column::FollowerId.eq(id)).count(db).await? == 0 {
        forget_follower(db, id).await?;
    }
    Ok(())
}

/// Deletes a follower with everything that hangs on the address: what is followed, requests, links and mail.
async fn forget_follower(db: &impl ConnectionTrait, id: Uuid) -> Result<()> {
    if let Some(row) = follower::Entity::find_by_id(id).one(db).await? {
        let requests = follow_request::Column::Address.eq(row.address);
        follow_request::Entity::delete_many().filter(requests).exec(db).await?;
        follower::Entity::delete_by_id(id).exec(db).await?;
    }
    Ok(())
}

/// Deletes whoever a mail was for, where that is a follower or somebody who asked: there is nobody at the address.
pub(crate) async fn forget_recipient(db: &impl ConnectionTrait, mail: Uuid) -> Result<()> {
    let Some(row) = outbox::Entity::find_by_id(mail).one(db).await? else { return Ok(()) };
    if let Some(id) = row.follower_id {
        forget_follower(db, id).await?;
    }
    if let Some(id) = row.request_id {
        follow_request::Entity::delete_by_id(id).exec(db).await?;
    }
    Ok(())
}

/// What a link carries: 244 bits of chance.
fn fresh_token() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

/// What is stored of it (SHA-256).
fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

fn parse_followed(code: &str) -> Result<Followed> {
    code.parse().map_err(|error| StoreError::bad_row("follow", error))
}

fn parse_wish(code: &str) -> Result<FollowWish> {
    FollowWish::from_code(code).map_err(|error| StoreError::bad_row("follow", error))
}
