//! The accounts office: finding people, their page, and what is done to one account.

use domain::county::accounts::{AccountChange, AccountCommand, AccountEvent, Standing};
use domain::county::administration::Act;
use domain::county::moment::county_date;
use domain::county::people::{Actor, BodyId, Office, PersonId, Role, TownshipId};
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use crate::Store;
use crate::county::account_log::{LogLine, log};
use crate::county::imports::{allow, give_role, lock_people};
use crate::county::people::parse_role;
use crate::entity::{activation_code, person, person_role};
use crate::error::{Result, StoreError};

/// How many people a page of the list has.
const PAGE: u64 = 50;

/// What the list of people is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleFilter {
    /// A part of the name, or the beginning of the account name or roster number.
    pub text: String,
    /// Those who hold this office today.
    pub office: Option<Office>,
    /// Those of this unit.
    pub unit: Option<BodyId>,
    /// Those of this delegation.
    pub township: Option<TownshipId>,
    /// Those who have set no password yet.
    pub without_password: bool,
}

/// A person in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonLine {
    /// Who it is.
    pub id: PersonId,
    pub name: String,
    /// The account name.
    pub login: String,
    /// The roster number.
    pub key: Option<String>,
    /// The delegation.
    pub township: Option<TownshipId>,
    /// The roles held today.
    pub roles: Vec<Role>,
    /// Whether the account is suspended.
    pub suspended: bool,
    /// Whether a password was set.
    pub has_password: bool,
    /// The last day of the activation code that was handed out, where there is one.
    pub code_until: Option<String>,
}

/// A page of people: the lines, and where the next page begins.
pub type PeoplePage = (Vec<PersonLine>, Option<(String, PersonId)>);

/// A role that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastRole {
    pub role: Role,
    /// The term, of a deputy.
    pub term: Option<i32>,
    /// The last day.
    pub ended_on: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonPage {
    /// The person.
    pub line: PersonLine,
    /// The telephone.
    pub phone: Option<String>,
    /// The version that forms are bound to.
    pub version: i32,
    /// Roles that have ended.
    pub past: Vec<PastRole>,
    /// What was done, latest first.
    pub log: Vec<LogLine>,
}

impl Store {
    /// People by name, a page at a time.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where this person may not look after accounts.
    pub async fn people(
        &self,
        actor: &Actor,
        filter: &PeopleFilter,
        after: Option<(String, PersonId)>,
    ) -> Result<PeoplePage> {
        use person::Column as C;
        allow(actor, Act::ManageAccounts)?;
        let mut condition = Condition::all();
        let text = filter.text.trim();
        if !text.is_empty() {
            let any = Condition::any()
                .add(C::Name.contains(text))
                .add(C::Login.starts_with(text.to_lowercase()))
                .add(C::RosterKey.starts_with(text));
            condition = condition.add(any);
        }
        if filter.office.is_some() || filter.unit.is_some() {
            let of_role = Query::select()
                .column(person_role::Column::PersonId)
                .from(person_role::Entity)
                .and_where(Expr::col(person_role::Column::EndedOn).is_null())
                .and_where_option(filter.office.map(|office| Expr::col(person_role::Column::Office).eq(office.code())))
                .and_where_option(filter.unit.map(|unit| Expr::col(person_role::Column::BodyId).eq(unit.0)))
                .to_owned();
            condition = condition.add(C::Id.in_subquery(of_role));
        }
        condition = condition.add_option(filter.township.map(|township| C::TownshipId.eq(township.0)));
        if filter.without_password {
            condition = condition.add(C::PasswordHash.eq("")).add(C::Suspended.eq(false));
        }
        if let Some((name, id)) = after {
            let tuple = Expr::tuple([Expr::col(C::Name), Expr::col(C::Id)]);
            condition = condition.add(tuple.gt(Expr::tuple([Expr::value(name), Expr::value(id.0)])));
        }
        let found = person::Entity::find().filter(condition).order_by_asc(C::Name).order_by_asc(C::Id).limit(PAGE + 1);
        let mut rows = found.all(&self.db).await?;
        let more = rows.len() as u64 > PAGE;
        rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let next = rows.last().filter(|_| more).map(|row| (row.name.clone(), PersonId(row.id)));
        Ok((self.lines_of(rows).await?, next))
    }

    /// One person with the roles that were, and the log.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is nobody, or this person may not look after accounts.
    pub async fn person_page(&self, actor: &Actor, id: PersonId) -> Result<PersonPage> {
        allow(actor, Act::ManageAccounts)?;
        let row = person::Entity::find_by_id(id.0).one(&self.db).await?.ok_or(StoreError::NotFound)?;
        let (phone, version) = (row.phone.clone(), row.version);
        let line = self.lines_of(vec![row]).await?.pop().ok_or(StoreError::NotFound)?;
        let past = person_role::Entity::find()
            .filter(person_role::Column::PersonId.eq(id.0))
            .filter(person_role::Column::EndedOn.is_not_null())
            .order_by_asc(person_role::Column::Id);
        let past = past.all(&self.db).await?;
        let past = past.iter().map(|row| {
            Ok(PastRole { role: parse_role(row)?, term: row.term, ended_on: row.ended_on.clone().unwrap_or_default() })
        });
        Ok(PersonPage { line, phone, version, past: past.collect::<Result<_>>()?, log: self.log_of(Some(id)).await? })
    }

    /// Does something to the account that was seen at `version`. What takes or gives rights ends the person's sessions.
    ///
    /// # Errors
    /// [`StoreError::Outdated`] where it has changed since, [`StoreError::Refused`] where it cannot be done.
    pub async fn change_account(
        &self,
        actor: &Actor,
        id: PersonId,
        version: i32,
        command: &AccountCommand,
    ) -> Result<()> {
        allow(actor, Act::ManageAccounts)?;
        let now = self.moment().now_ms();
        let county = self.county().await?;
        let writing = self.write().await?;
        let tx = &writing.tx;
        lock_people(tx).await?;
        let row = person::Entity::find_by_id(id.0).one(tx).await?.ok_or(StoreError::NotFound)?;
        if row.version != version {
            return Err(StoreError::Outdated);
        }
        let held = person_role::Entity::find()
            .filter(person_role::Column::PersonId.eq(id.0))
            .filter(person_role::Column::EndedOn.is_null())
            .all(tx)
            .await?;
        let roles = held.iter().map(parse_role).collect::<Result<Vec<_>>>()?;
        let is_last_administrator =
            roles.contains(&Role::Administrator) && !row.suspended && !other_administrator(tx, id).await?;
        let change = command.parse(&county, &Standing { roles, is_last_administrator })?;
        let epoch = row.epoch;
        let mut row: person::ActiveModel = row.into();
        row.version = Set(version + 1);
        // A delegation gives no right; all else does.
        if !matches!(change, AccountChange::Move(_)) {
            row.epoch = Set(epoch + 1);
        }
        let event = match change {
            AccountChange::GiveRole(role) => {
                let term = self.current_term(tx).await?;
                give_role(tx, id, role, term).await?;
                AccountEvent::RoleGiven(role)
            }
            AccountChange::EndRole(role) => {
                let today = county_date(now).to_string();
                for row in held.into_iter().filter(|row| parse_role(row).is_ok_and(|held| held == role)) {
                    let mut row: person_role::ActiveModel = row.into();
                    row.ended_on = Set(Some(today.clone()));
                    row.update(tx).await?;
                }
                AccountEvent::RoleEnded(role)
            }
            AccountChange::Move(township) => {
                row.township_id = Set(township.map(|id| id.0));
                AccountEvent::Moved(township)
            }
            AccountChange::Suspend => {
                row.suspended = Set(true);
                activation_code::Entity::delete_by_id(id.0).exec(tx).await?;
                AccountEvent::Suspended
            }
            AccountChange::Restore => {
                row.suspended = Set(false);
                AccountEvent::Restored
            }
        };
        row.update(tx).await?;
        log(tx, now, Some(actor.person), Some(id), &event).await?;
        writing.commit().await
    }

    async fn lines_of(&self, rows: Vec<person::Model>) -> Result<Vec<PersonLine>> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let held = person_role::Entity::find()
            .filter(person_role::Column::PersonId.is_in(ids.clone()))
            .filter(person_role::Column::EndedOn.is_null())
            .order_by_asc(person_role::Column::Id);
        let held = held.all(&self.db).await?;
        let today = self.moment().today().to_string();
        let codes = activation_code::Entity::find()
            .filter(activation_code::Column::PersonId.is_in(ids))
            .filter(activation_code::Column::Until.gte(today))
            .all(&self.db)
            .await?;
        rows.into_iter()
            .map(|row| {
                let roles = held.iter().filter(|role| role.person_id == row.id).map(parse_role);
                Ok(PersonLine {
                    id: PersonId(row.id),
                    roles: roles.collect::<Result<_>>()?,
                    code_until: codes.iter().find(|code| code.person_id == row.id).map(|code| code.until.clone()),
                    has_password: !row.password_hash.is_empty(),
                    name: row.name,
                    login: row.login,
                    key: row.roster_key,
                    township: row.township_id.map(TownshipId),
                    suspended: row.suspended,
                })
            })
            .collect()
    }
}

/// Whether somebody else who can sign in is an administrator.
async fn other_administrator(tx: &impl ConnectionTrait, id: PersonId) -> Result<bool> {
    let administrators = Query::select()
        .column(person_role::Column::PersonId)
        .from(person_role::Entity)
        .and_where(Expr::col(person_role::Column::EndedOn).is_null())
        .and_where(Expr::col(person_role::Column::Office).eq(Office::Administrator.code()))
        .to_owned();
    let other = person::Entity::find()
        .filter(person::Column::Id.ne(id.0))
        .filter(person::Column::Suspended.eq(false))
        .filter(person::Column::PasswordHash.ne(""))
        .filter(person::Column::Id.in_subquery(administrators))
        .one(tx)
        .await?;
    Ok(other.is_some())
}

pub(crate) fn stored_date(table: &'static str, text: &str) -> Result<Date> {
    text.parse().map_err(|error: jiff::Error| StoreError::bad_row(table, error))
}
