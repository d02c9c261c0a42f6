//! Promises of all public papers, by their last days.

use axum::Json;
use axum::extract::{RawQuery, State};
use domain::county::people::BodyId;
use domain::parts::promises::PromiseState;
use domain::proposal::ProposalId;
use ground::vocabulary::Lang;
use jiff::civil::Date;
use serde::Serialize;
use store::{PromiseCursor, PromiseFilter, PromiseLine};
use utoipa::ToSchema;

use super::OpenData;
use super::asked::{Asked, Kind, Param, params};
use super::paper::links;
use super::problem::Problem;
use super::words::{Coded, Links, Place, Words, coded};

const PARAMS: &[Param] = &[
    Param::new("state", Kind::Code(states), "Only those that stand so."),
    Param::new("unit", Kind::Id, "Only those of this unit, by its id."),
    Param::new("due_from", Kind::Day, "Only those due on this day or later."),
    Param::new("due_until", Kind::Day, "Only those due on this day or earlier."),
    Param::new("overdue", Kind::Flag, "Only those that are open after their last day."),
    Param::after(
        "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}_[0-9]{1,6}$",
    ),
    Param::LIMIT,
];
params!(CommitmentParams, PARAMS);

fn states() -> Vec<&'static str> {
    PromiseState::ALL.iter().map(|state| state.code()).collect()
}

/// A page of promises.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CommitmentPage {
    /// The promises, by their last day.
    items: Vec<Commitment>,
    /// The address of the next page; null on the last.
    next: Option<String>,
}

/// A promise in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Commitment {
    /// The id of the paper.
    pub(super) proposal_id: String,
    /// The paper's number.
    pub(super) proposal_number: Option<String>,
    /// The paper's title.
    pub(super) proposal_title: String,
    /// Its place among the paper's promises, from 1.
    pub(super) n: i32,
    /// The unit.
    pub(super) unit: Place,
    /// What is promised.
    pub(super) text: String,
    /// The last day.
    pub(super) due_on: Date,
    /// What has become of it.
    pub(super) state: Coded,
    /// Whether the last day has passed while it is open.
    pub(super) is_overdue: bool,
    /// When it was verified or explained.
    pub(super) settled_on: Option<Date>,
    /// Where the paper is.
    pub(super) links: Links,
}

impl Commitment {
    /// A promise as anyone may take it away.
    pub(super) fn new(line: PromiseLine, county: &domain::county::people::County, today: Date, site: &str) -> Self {
        let unit = county.units.iter().find(|unit| unit.id == line.unit_id).map(Place::unit);
        let unknown = || Place { id: line.unit_id.0, name: Words::new(&line.unit, &line.unit) };
        Self {
            proposal_id: line.proposal.to_string(),
            proposal_number: line.number.map(|number| number.to_string()),
            proposal_title: line.title,
            n: line.position + 1,
            unit: unit.unwrap_or_else(unknown),
            text: line.text,
            due_on: line.due,
            state: coded!(line.state),
            is_overdue: !line.state.is_settled() && line.due < today,
            settled_on: line.settled_on,
            links: links(site, line.proposal),
        }
    }
}

/// The promises of all public papers, by their last days.
#[utoipa::path(
    get, path = "/api/v1/commitments", tag = "proposals", params(CommitmentParams),
    responses(
        (status = 200, description = "A page of promises.", body = CommitmentPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn list(
    State(OpenData { store, site, .. }): State<OpenData>,
    RawQuery(query): RawQuery,
) -> Result<Json<CommitmentPage>, Problem> {
    let asked = Asked::read(query.as_deref(), PARAMS)?;
    let (from, until) = (asked.day("due_from")?, asked.day("due_until")?);
    let any = from.is_some() || until.is_some();
    let filter = PromiseFilter {
        state: asked.code("state", |raw| PromiseState::from_code(raw).ok())?,
        unit: asked.id("unit", BodyId)?,
        between: any.then(|| (from.unwrap_or(FIRST), until.unwrap_or(LAST))),
        overdue: asked.flag("overdue")?,
        looks_back: false,
    };
    let (after, limit) = (asked.after(place)?, asked.limit()?);
    let page = store.promises_page(None, &filter, after, limit, Lang::Zh).await?;
    let next = page.next.map(|(due, id, n)| asked.address_after("/api/v1/commitments", &format!("{due}_{id}_{n}")));
    let (county, today) = (store.county().await?, store.moment().today());
    let items = page.lines.into_iter().map(|line| Commitment::new(line, &county, today, &site)).collect();
    Ok(Json(CommitmentPage { items, next: next.map(|next| format!("{site}{next}")) }))
}

/// No promise is older or younger: the days are compared as text, which has four digits for the year.
const FIRST: Date = Date::constant(0, 1, 1);
const LAST: Date = Date::constant(9999, 12, 31);

/// The place after which a page begins.
fn place(raw: &str) -> Option<PromiseCursor> {
    let mut parts = raw.split('_');
    let cursor = (day(parts.next()?)?, ProposalId(parts.next()?.parse().ok()?), parts.next()?.parse().ok()?);
    parts.next().is_none().then_some(cursor)
}

/// A day of a place. What no month has is its last day: a place is only compared with.
fn day(raw: &str) -> Option<Date> {
    let (month, day) = raw.rsplit_once('-')?;
    let first: Date = format!("{month}-01").parse().ok()?;
    let day: i8 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    Date::new(first.year(), first.month(), day.min(first.days_in_month())).ok()
}
