//! The figures of each session, each with its formula, its part and its n.

use axum::Json;
use axum::extract::{RawQuery, State};
use domain::proposal::command::{Mark, ReplyClass};
use domain::proposal::statistics::{Figure, Figures, Kind as GroupKind, Measure, Period, Plain};
use domain::proposal::workflow::Stage;
use ground::vocabulary::Lang;
use serde::Serialize;
use utoipa::ToSchema;

use super::OpenData;
use super::asked::{Asked, Kind, Param, params};
use super::county::Session;
use super::problem::Problem;
use super::words::{Coded, Place, Words, coded};

const PARAMS: &[Param] =
    &[Param::new("session", Kind::Session, "Only those of this session (17-1) or year between sessions (17-闭-2026).")];
params!(FigureParams, PARAMS);

/// Units that led fewer papers are left out: their figures would say nothing.
const FEWEST: u64 = 5;
/// What makes a session known: papers that are public, or of which only the number is told.
pub(super) const KNOWN: [Figure; 2] = [Figure::Registered, Figure::Plain(Plain::Withheld)];

/// The figures of sessions.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FigureList {
    /// The figures, session by session, the earliest first.
    items: Vec<SessionFigures>,
}

/// The figures of a session's public papers.
#[derive(Debug, Serialize, ToSchema)]
struct SessionFigures {
    /// The session.
    session: Session,
    /// How many were registered.
    registered: u64,
    /// How many were handed over to units.
    assigned: u64,
    /// Shares with their formulas.
    shares: Vec<ShareOf>,
    /// How many stand where.
    stages: Vec<Count>,
    /// How many last replies are of each class.
    classes: Vec<Count>,
    /// How many last replies are rated so.
    ratings: Vec<Count>,
    /// How many replied papers are not rated; they are in no share of the rated.
    unrated: u64,
    /// How many registered papers are not public; they are in no other figure.
    withheld: u64,
    /// The figures of lead units with five papers or more, by id and in no order of merit.
    units: Vec<UnitFigures>,
}

/// The figures of a lead unit.
#[derive(Debug, Serialize, ToSchema)]
struct UnitFigures {
    /// The unit.
    unit: Place,
    /// How many were handed over to it.
    assigned: u64,
    /// Shares with their formulas.
    shares: Vec<ShareOf>,
}

/// A share with its formula.
#[derive(Debug, Serialize, ToSchema)]
struct ShareOf {
    /// Its code.
    code: &'static str,
    /// Its name.
    name: Words,
    /// How it is counted.
    formula: Words,
    /// The numerator.
    part: u64,
    /// The denominator.
    n: u64,
    /// The share in per cent, rounded half up to a tenth; null of nothing.
    percent: Option<f64>,
}

/// How often something occurs.
#[derive(Debug, Serialize, ToSchema)]
struct Count {
    /// What is counted.
    of: Coded,
    /// How many.
    n: u64,
}

/// The figures of each session and each year between sessions.
#[utoipa::path(
    get, path = "/api/v1/figures", tag = "county", params(FigureParams),
    responses(
        (status = 200, description = "The figures.", body = FigureList),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn list(
    State(OpenData { store, .. }): State<OpenData>,
    RawQuery(query): RawQuery,
) -> Result<Json<FigureList>, Problem> {
    let wanted = Asked::read(query.as_deref(), PARAMS)?.session("session")?;
    let county = store.county().await?;
    let sat = store.sessions().await?;
    let mut items = Vec::new();
    for cohort in store.periods(&KNOWN).await?.into_iter().filter_map(Period::cohort) {
        if wanted.is_some_and(|wanted| wanted != cohort) {
            continue;
        }
        let figures = store.figures(cohort).await?;
        let mut units = Vec::new();
        for (id, figures) in store.group_figures(GroupKind::Unit, Period::Cohort(cohort)).await? {
            let unit = county.units.iter().find(|unit| unit.id.to_string() == id);
            if let Some(unit) = unit.filter(|_| figures.n(Figure::Assigned) >= FEWEST) {
                let assigned = figures.n(Figure::Assigned);
                units.push(UnitFigures { unit: Place::unit(unit), assigned, shares: shares(&figures) });
            }
        }
        let days = sat.iter().find(|one| {
            cohort.term == one.term && cohort.series == domain::county::number::Series::Session(one.ordinal)
        });
        items.push(SessionFigures {
            session: Session::new(cohort, days.map(|one| (one.opens_on, one.closes_on))),
            registered: figures.n(Figure::Registered),
            assigned: figures.n(Figure::Assigned),
            shares: shares(&figures),
            stages: (Stage::ALL.iter().filter(|stage| stage.is_public()))
                .map(|&stage| Count { of: coded!(stage), n: figures.n(Figure::Stage(stage)) })
                .collect(),
            classes: (ReplyClass::ALL.iter())
                .map(|&class| Count { of: coded!(class), n: figures.n(Figure::Class(class)) })
                .collect(),
            ratings: (Mark::ALL.iter())
                .map(|&mark| Count { of: coded!(mark), n: figures.n(Figure::Marked(mark)) })
                .collect(),
            unrated: figures.unrated(),
            withheld: figures.n(Figure::Plain(Plain::Withheld)),
            units,
        });
    }
    Ok(Json(FigureList { items }))
}

fn shares(figures: &Figures) -> Vec<ShareOf> {
    let share = |&measure: &Measure| {
        let share = measure.of(figures);
        ShareOf {
            code: measure.code(),
            name: Words::new(measure.word(Lang::Zh), measure.word(Lang::En)),
            formula: Words::new(measure.formula(Lang::Zh), measure.formula(Lang::En)),
            part: share.part,
            n: share.whole,
            percent: share.per_mille().and_then(|n| u32::try_from(n).ok()).map(|n| f64::from(n) / 10.0),
        }
    };
    Measure::ALL.iter().map(share).collect()
}
