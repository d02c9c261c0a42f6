//! The working-day calendar as stored data, and how the office keeps it.

use domain::county::administration::Act;
use domain::county::calendar::{Calendar, CalendarProblem, DayKind, Exception, NoticeForm, Run, RunForm};
use domain::county::people::Actor;
use ground::problem::Refusal;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set, SqlErr};

use crate::Store;
use crate::entity::{calendar_day, calendar_notice};
use crate::error::{Result, StoreError};

impl Store {
    /// The calendar.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn calendar(&self) -> Result<Calendar> {
        calendar(&self.db).await
    }

    /// Enters days. Clocks that run already keep their dates. Answers the year of the first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whom it is not, [`StoreError::Refused`] where a field is wrong or a day is taken.
    pub async fn enter_days(&self, actor: &Actor, form: &RunForm) -> Result<i16> {
        if !actor.may(Act::EditCalendar) {
            return Err(StoreError::NotFound);
        }
        let run = form.parse()?;
        let writing = self.write().await?;
        let taken = calendar_day::Entity::find().filter(within(&run)).order_by_asc(calendar_day::Column::Day);
        if let Some(row) = taken.one(&writing.tx).await? {
            return Err(taken_day(parse_day(&row.day)?).into());
        }
        let rows = run.days().map(|day| calendar_day::ActiveModel {
            day: Set(day.to_string()),
            kind: Set(run.kind.code().to_owned()),
            name: Set(run.name.clone()),
        });
        calendar_day::Entity::insert_many(rows).exec_without_returning(&writing.tx).await.map_err(|error| {
            match error.sql_err() {
                // Somebody else entered it at the same time.
                Some(SqlErr::UniqueConstraintViolation(_)) => taken_day(run.first).into(),
                _ => StoreError::from(error),
            }
        })?;
        writing.commit().await?;
        Ok(run.first.year())
    }

    /// Removes days. Those that are gone already are no fault. Answers the year of the first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whom it is not, [`StoreError::Refused`] where a field is wrong.
    pub async fn remove_days(&self, actor: &Actor, form: &RunForm) -> Result<i16> {
        if !actor.may(Act::EditCalendar) {
            return Err(StoreError::NotFound);
        }
        let run = form.parse()?;
        let writing = self.write().await?;
        // Only what the form showed: a day that was entered anew as something else stays.
        let shown = within(&run)
            .and(calendar_day::Column::Kind.eq(run.kind.code()))
            .and(calendar_day::Column::Name.eq(run.name.as_str()));
        calendar_day::Entity::delete_many().filter(shown).exec(&writing.tx).await?;
        writing.commit().await?;
        Ok(run.first.year())
    }

    /// Notes under which document number a year's notice is entered; without one the year is missing again.
    /// Answers the year.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whom it is not, [`StoreError::Refused`] where a field is wrong.
    pub async fn enter_notice(&self, actor: &Actor, form: &NoticeForm) -> Result<i16> {
        if !actor.may(Act::EditCalendar) {
            return Err(StoreError::NotFound);
        }
        let (year, document) = form.parse()?;
        let writing = self.write().await?;
        match document {
            Some(document) => {
                let row = calendar_notice::ActiveModel { year: Set(year.into()), document: Set(document) };
                let replace = OnConflict::column(calendar_notice::Column::Year)
                    .update_column(calendar_notice::Column::Document)
                    .to_owned();
                calendar_notice::Entity::insert(row).on_conflict(replace).exec_without_returning(&writing.tx).await?;
            }
            None => {
                calendar_notice::Entity::delete_by_id(i32::from(year)).exec(&writing.tx).await?;
            }
        }
        writing.commit().await?;
        Ok(year)
    }
}

/// The days of a run; dates sort as text.
fn within(run: &Run) -> Expr {
    calendar_day::Column::Day.gte(run.first.to_string()).and(calendar_day::Column::Day.lte(run.last.to_string()))
}

fn taken_day(day: Date) -> Refusal {
    Refusal::field("first", CalendarProblem::DayTaken { day })
}

fn parse_day(raw: &str) -> Result<Date> {
    raw.parse().map_err(|error| StoreError::bad_row("calendar_day", error))
}

pub(crate) async fn calendar(db: &impl ConnectionTrait) -> Result<Calendar> {
    let mut exceptions = Vec::new();
    for row in calendar_day::Entity::find().all(db).await? {
        let kind = DayKind::from_code(&row.kind).map_err(|error| StoreError::bad_row("calendar_day", error))?;
        exceptions.push(Exception { day: parse_day(&row.day)?, kind, name: row.name });
    }
    let mut notices = Vec::new();
    for row in calendar_notice::Entity::find().all(db).await? {
        let year = i16::try_from(row.year).map_err(|error| StoreError::bad_row("calendar_notice", error))?;
        notices.push((year, row.document));
    }
    Ok(Calendar::new(exceptions, notices))
}
