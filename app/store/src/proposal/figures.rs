//! Reads the counters: by period, by group, and who takes part. One statement each, over as many rows as there are
//! counters, however many papers they count.

use std::collections::{BTreeMap, BTreeSet};

use domain::county::number::Cohort;
use domain::county::people::{BodyId, Office, PersonId};
use domain::proposal::statistics::{Figure, Figures, Kind, Period, Plain, Share};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::Store;
use crate::entity::{person_role, tally};
use crate::error::{Result, StoreError};

/// What the page of figures shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeriodFigures {
    /// The figures of every period that has papers.
    pub periods: BTreeMap<Period, Figures>,
    /// The figures of the chosen period's parts, by id or code.
    pub parts: BTreeMap<String, Figures>,
    /// How many of the deputies in office have led or co-signed a public paper of the period.
    pub taking_part: Option<Share>,
}

impl Store {
    /// The figures of every period, and those of one in parts: three statements.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn period_figures(&self, period: Period, kind: Kind) -> Result<PeriodFigures> {
        use tally::Column as C;
        let periods = self.whole_figures().await?;
        let of_deputies = taking_part();
        let rows: Vec<(String, String, String)> = tally::Entity::find()
            .select_only()
            .columns([C::Kind, C::Member])
            .expr(counters())
            .filter(C::Period.eq(period.to_string()))
            .filter(Condition::any().add(C::Kind.eq(kind.code())).add(of_deputies))
            .filter(C::N.ne(0))
            .group_by(C::Kind)
            .group_by(C::Member)
            .into_tuple()
            .all(&self.db)
            .await?;
        let (of_deputies, parts): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|(of, ..)| *of == Kind::Deputy.code() && kind != Kind::Deputy);
        let active: BTreeSet<_> = of_deputies.into_iter().map(|(_, member, _)| member).collect();
        let in_office: Vec<Uuid> = person_role::Entity::find()
            .select_only()
            .column(person_role::Column::PersonId)
            .filter(person_role::Column::Office.eq(Office::Deputy.code()))
            .filter(person_role::Column::EndedOn.is_null())
            .into_tuple()
            .all(&self.db)
            .await?;
        let part = in_office.iter().filter(|id| active.contains(&id.to_string())).count() as u64;
        let taking_part = Some(Share { part, whole: in_office.len() as u64 });
        Ok(PeriodFigures {
            periods,
            parts: self.read(parts.into_iter().map(|(_, member, counters)| (member, counters)))?,
            taking_part,
        })
    }

    /// Who has led or co-signed a public paper of the period, in office or not.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub(crate) async fn active_deputies(&self, period: Period) -> Result<Vec<Uuid>> {
        let members: Vec<String> = tally::Entity::find()
            .select_only()
            .column(tally::Column::Member)
            .distinct()
            .filter(taking_part())
            .filter(tally::Column::Period.eq(period.to_string()))
            .filter(tally::Column::N.ne(0))
            .into_tuple()
            .all(&self.db)
            .await?;
        members.iter().map(|id| id.parse().map_err(|error| StoreError::bad_row("tally", error))).collect()
    }

    /// The figures of all papers of each period.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn whole_figures(&self) -> Result<BTreeMap<Period, Figures>> {
        let whole = Condition::all().add(tally::Column::Kind.eq(Kind::Whole.code()));
        self.grouped(tally::Column::Period, whole).await?.into_iter().map(parse_period).collect()
    }

    /// The figures of a period's papers, parted, by id or code.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn group_figures(&self, kind: Kind, period: Period) -> Result<BTreeMap<String, Figures>> {
        let of_period =
            Condition::all().add(tally::Column::Kind.eq(kind.code())).add(tally::Column::Period.eq(period.to_string()));
        self.grouped(tally::Column::Member, of_period).await
    }

    /// The figures of one unit, topic, township or deputy, by period.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn member_figures(&self, kind: Kind, member: &str) -> Result<BTreeMap<Period, Figures>> {
        let of_member = Condition::all().add(tally::Column::Kind.eq(kind.code())).add(tally::Column::Member.eq(member));
        self.grouped(tally::Column::Period, of_member).await?.into_iter().map(parse_period).collect()
    }

    /// How many public papers some deputies have led and co-signed at any time.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub(crate) async fn figures_of_deputies(&self, people: &[PersonId]) -> Result<BTreeMap<String, Figures>> {
        let of_people = taking_part()
            .add(tally::Column::Period.eq(Period::All.to_string()))
            .add(tally::Column::Member.is_in(people.iter().map(ToString::to_string)));
        self.grouped(tally::Column::Member, of_people).await
    }

    /// The periods in which a figure counts any paper: cohorts and years, the latest last, then all.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn periods(&self, figures: &[Figure]) -> Result<Vec<Period>> {
        let periods: Vec<String> = tally::Entity::find()
            .select_only()
            .column(tally::Column::Period)
            .filter(tally::Column::Kind.eq(Kind::Whole.code()))
            .filter(tally::Column::Figure.is_in(figures.iter().map(|figure| figure.code())))
            .filter(tally::Column::N.gt(0))
            .distinct()
            .into_tuple()
            .all(&self.db)
            .await?;
        let periods = periods.into_iter().map(|period| Ok(parse_period((period, ()))?.0));
        let mut periods: Vec<_> = periods.collect::<Result<_>>()?;
        periods.sort();
        Ok(periods)
    }

    /// The figures of a cohort's public papers.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn figures(&self, cohort: Cohort) -> Result<Figures> {
        let mut figures = self.group_figures(Kind::Whole, Period::Cohort(cohort)).await?;
        Ok(figures.remove("").unwrap_or_default())
    }

    /// The figures of the public papers that each unit has ever led.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn unit_figures(&self) -> Result<BTreeMap<BodyId, Figures>> {
        let all = self.group_figures(Kind::Unit, Period::All).await?;
        let parsed = all.into_iter().map(|(unit, figures)| match unit.parse() {
            Ok(unit) => Ok((unit, figures)),
            Err(_) => Err(StoreError::bad_row("tally", format!("{unit} is no unit"))),
        });
        parsed.collect()
    }

    /// The figures that some counters make, by member or by period.
    async fn grouped(&self, by: tally::Column, only: Condition) -> Result<BTreeMap<String, Figures>> {
        let rows: Vec<(String, String)> = tally::Entity::find()
            .select_only()
            .column(by)
            .expr(counters())
            .filter(only)
            .filter(tally::Column::N.ne(0))
            .group_by(by)
            .into_tuple()
            .all(&self.db)
            .await?;
        self.read(rows.into_iter())
    }

    /// Counters in one line for each key, read as today's figures.
    fn read(&self, rows: impl Iterator<Item = (String, String)>) -> Result<BTreeMap<String, Figures>> {
        let today = self.moment().today();
        let read = rows.map(|(key, counters)| {
            let counters = counters.split(',').map(|counter| {
                let bad = || StoreError::bad_row("tally", format!("{counter} is no counter"));
                let (figure, n) = counter.split_once(' ').ok_or_else(bad)?;
                Ok((Figure::from_code(figure).map_err(|_| bad())?, n.parse().map_err(|_| bad())?))
            });
            let counters = counters.collect::<Result<Vec<(Figure, u64)>>>()?;
            Ok((key, Figures::new(counters).on(today)))
        });
        read.collect()
    }
}

/// The counters of a group in one line, as `registered 12,replied 7`: a page shows thousands, and a row for each takes
/// longer than everything else on it.
fn counters() -> Expr {
    Expr::cust("string_agg(figure || ' ' || n, ',')")
}

fn parse_period<T>((period, figures): (String, T)) -> Result<(Period, T)> {
    let period = period.parse().map_err(|error| StoreError::bad_row("tally", error))?;
    Ok((period, figures))
}

/// The counters of the papers that deputies led and co-signed.
fn taking_part() -> Condition {
    let figures = [Figure::Registered, Figure::Plain(Plain::CoSigned)].map(Figure::code);
    Condition::all().add(tally::Column::Kind.eq(Kind::Deputy.code())).add(tally::Column::Figure.is_in(figures))
}
