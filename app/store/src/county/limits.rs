//! The limits in their versions, and a new one entered by the office.

use domain::county::administration::Act;
use domain::county::clock::{Length, LengthUnit, Limit, Rules, overrides};
use domain::county::people::Actor;
use domain::county::rules::{NewRules, RuleVersion, RulesForm};
use jiff::civil::Date;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use crate::Store;
use crate::entity::{limit_rule, rule_version};
use crate::error::{Result, StoreError};

/// The most versions that are read; the office enters a few a year.
const MOST: u64 = 200;

impl Store {
    /// The versions of the limits, latest first.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn rule_versions(&self) -> Result<Vec<RuleVersion>> {
        rule_versions(&self.db).await
    }

    /// Enters a new version of the limits for somebody who saw `version` as the latest. Answers its number.
    ///
    /// The very version that is the latest, sent again, is taken as a repetition, not as a conflict.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whom it is not, [`StoreError::Outdated`] where somebody entered one first,
    /// [`StoreError::Refused`] where a field is wrong.
    pub async fn enter_rules(&self, actor: &Actor, version: u32, form: &RulesForm) -> Result<u32> {
        if !actor.may(Act::EditRules) {
            return Err(StoreError::NotFound);
        }
        let writing = self.write().await?;
        let present = rule_versions(&writing.tx).await?;
        let latest = present.first().ok_or_else(|| StoreError::bad_row("rule_version", "there is none"))?;
        let today = self.moment().today();
        if latest.rules.version != version {
            let is_same = form.parse(today, today).is_ok_and(|new| is_repeated(latest, actor, &new));
            return if is_same { Ok(latest.rules.version) } else { Err(StoreError::Outdated) };
        }
        let new = form.parse(today, latest.rules.since)?;
        let version = i32::try_from(version + 1).map_err(|error| StoreError::bad_row("rule_version", error))?;
        let row = rule_version::ActiveModel {
            version: Set(version),
            effective_from: Set(new.effective_from.to_string()),
            source: Set(new.source.to_string()),
            entered_by: Set(actor.name.clone()),
            entered_ms: Set(Some(self.moment().now_ms())),
        };
        // PostgreSQL lets two writers come as far as here: the key lets one of them through.
        row.insert(&writing.tx).await.map_err(StoreError::outdated_twin)?;
        let rows = overrides(new.limits).into_iter().map(|(limit, length)| limit_rule::ActiveModel {
            version: Set(version),
            limit_code: Set(limit.code().to_owned()),
            length: Set(length.n().into()),
            length_unit: Set(length.unit().code().to_owned()),
        });
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            limit_rule::Entity::insert_many(rows).exec_without_returning(&writing.tx).await?;
        }
        writing.commit().await?;
        Ok(latest.rules.version + 1)
    }
}

fn is_repeated(latest: &RuleVersion, actor: &Actor, new: &NewRules) -> bool {
    latest.rules.says(&new.limits)
        && latest.rules.since == new.effective_from
        && latest.source == new.source.as_str()
        && latest.entered_by == actor.name
}

async fn rule_versions(db: &impl ConnectionTrait) -> Result<Vec<RuleVersion>> {
    let rows = rule_version::Entity::find().order_by_desc(rule_version::Column::Version).limit(MOST).all(db).await?;
    let limits = limit_rule::Entity::find().all(db).await?;
    let version = |row: rule_version::Model| {
        let rules = rules_of(&row, limits.iter().filter(|limit| limit.version == row.version))?;
        Ok(RuleVersion { rules, source: row.source, entered_by: row.entered_by, entered_ms: row.entered_ms })
    };
    rows.into_iter().map(version).collect()
}

/// The limits in force on a day.
pub(crate) async fn rules_on(db: &impl ConnectionTrait, day: Date) -> Result<Rules> {
    let row = rule_version::Entity::find()
        .filter(rule_version::Column::EffectiveFrom.lte(day.to_string()))
        .order_by_desc(rule_version::Column::Version)
        .one(db)
        .await?;
    let row = row.ok_or_else(|| StoreError::bad_row("rule_version", "no version is in force"))?;
    let limits = limit_rule::Entity::find().filter(limit_rule::Column::Version.eq(row.version)).all(db).await?;
    rules_of(&row, limits.iter())
}

fn rules_of<'a>(row: &rule_version::Model, limits: impl Iterator<Item = &'a limit_rule::Model>) -> Result<Rules> {
    let bad = |reason: String| StoreError::bad_row("rule_version", reason);
    let version = u32::try_from(row.version).map_err(|error| bad(error.to_string()))?;
    let since = row.effective_from.parse().map_err(|error: jiff::Error| bad(error.to_string()))?;
    let lengths: Vec<_> = limits.map(parse_limit).collect::<Result<_, _>>().map_err(bad)?;
    Ok(Rules::new(version, since, lengths))
}

fn parse_limit(row: &limit_rule::Model) -> Result<(Limit, Length), String> {
    let limit = Limit::from_code(&row.limit_code).map_err(|error| error.to_string())?;
    let n = u16::try_from(row.length).map_err(|error| error.to_string())?;
    let unit = LengthUnit::from_code(&row.length_unit).map_err(|error| error.to_string())?;
    Ok((limit, Length::new(n, unit)))
}
