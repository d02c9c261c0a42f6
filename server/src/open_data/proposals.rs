//! Proposals: the list, one by its id or its number, and its parts.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::header::LAST_MODIFIED;
use axum::response::{IntoResponse, Response};
use domain::county::number::Number;
use domain::county::people::{BodyId, TownshipId};
use domain::county::topic::Topic;
use domain::proposal::ProposalId;
use domain::proposal::list::{Filter, Place as Where};
use domain::proposal::workflow::Stage;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use store::{OpenCursor, OpenLine, OpenPaper, Store};
use utoipa::ToSchema;

use super::OpenData;
use super::answer::http_date;
use super::asked::{Asked, Kind, Param, params};
use super::paper::{Event, Proposal, events, links, moment};
use super::problem::{Key, Problem};
use super::replies::{Promise, Reply, promises, replies};
use super::words::{Coded, Links, PersonName, Place, coded};

const PARAMS: &[Param] = &[
    Param::new("stage", Kind::Code(stages), "Only those at this stage."),
    Param::new("topic", Kind::Code(topics), "Only those about this topic."),
    Param::new("township", Kind::Id, "Only those of this township, by its id."),
    Param::new("unit", Kind::Id, "Only those that this unit handles, by its id, whatever its part."),
    Param::new("year", Kind::Year, "Only those registered in this year."),
    Param::new("session", Kind::Session, "Only those of this session (17-1) or year between sessions (17-闭-2026)."),
    Param::new(
        "changed_since",
        Kind::Moment,
        "Only those that changed at this moment or later; the earliest change comes first then.",
    ),
    Param::after("^[0-9]{1,15}_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"),
    Param::LIMIT,
];
params!(ProposalParams, PARAMS);

fn stages() -> Vec<&'static str> {
    Stage::ALL.iter().filter(|stage| stage.is_public()).map(|stage| stage.code()).collect()
}

fn topics() -> Vec<&'static str> {
    Topic::ALL.iter().map(|topic| topic.code()).collect()
}

/// A page of proposals.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProposalPage {
    /// The proposals.
    items: Vec<ProposalLine>,
    /// The address of the next page; null on the last.
    next: Option<String>,
}

/// A proposal in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProposalLine {
    /// Its id; it never changes.
    id: String,
    /// Its number, as 17-1-023.
    number: Option<String>,
    /// Its title, in Chinese as every text of the record.
    title: String,
    /// Where it stands.
    stage: Coded,
    /// What it is about.
    topic: Coded,
    /// The township; null for the whole county.
    township: Option<Place>,
    /// The lead deputy.
    lead: PersonName,
    /// The lead unit; null before the hand-over.
    unit: Option<Place>,
    /// Whether it is a key proposal.
    is_key: bool,
    /// When it was registered.
    registered_on: Date,
    /// The due date that readers ask about.
    due_on: Option<Date>,
    /// Whether the due date has passed.
    is_overdue: bool,
    /// When the last reply was issued.
    replied_on: Option<Date>,
    /// The class of the last reply, A to D.
    reply_class: Option<Coded>,
    /// When anything of it last changed.
    changed_at: Timestamp,
    /// Where it is.
    links: Links,
}

/// The public proposals, the latest registered first.
#[utoipa::path(
    get, path = "/api/v1/proposals", tag = "proposals", params(ProposalParams),
    responses(
        (status = 200, description = "A page of proposals.", body = ProposalPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn list(
    State(OpenData { store, site, .. }): State<OpenData>,
    RawQuery(query): RawQuery,
) -> Result<Json<ProposalPage>, Problem> {
    let asked = Asked::read(query.as_deref(), PARAMS)?;
    let filter = Filter {
        stage: asked.code("stage", |raw| Stage::from_code(raw).ok().filter(|stage| stage.is_public()))?,
        topic: asked.code("topic", |raw| Topic::from_code(raw).ok())?,
        township: asked.id("township", |id| Where::Township(TownshipId(id)))?,
        unit: asked.id("unit", BodyId)?,
        year: asked.year("year")?,
        session: asked.session("session")?,
        ..Filter::default()
    };
    let (changed_since, after, limit) = (asked.moment("changed_since")?, asked.after(place)?, asked.limit()?);
    let page = store.open_page(&filter, changed_since, after, limit).await?;
    let next = page.next.map(|OpenCursor { ms, id }| asked.address_after("/api/v1/proposals", &format!("{ms}_{id}")));
    let county = county(&store).await?;
    let today = store.moment().today();
    let items = page.lines.into_iter().map(|line| ProposalLine::new(line, &county, today, &site)).collect();
    Ok(Json(ProposalPage { items, next: next.map(|next| format!("{site}{next}")) }))
}

/// The place after which a page begins.
fn place(raw: &str) -> Option<OpenCursor> {
    let (ms, id) = raw.split_once('_')?;
    Some(OpenCursor { ms: ms.parse().ok()?, id: id.parse().ok()? })
}

/// Townships and units by their ids.
#[derive(Debug)]
struct Known {
    townships: BTreeMap<i32, Place>,
    units: BTreeMap<i32, Place>,
}

async fn county(store: &Store) -> Result<Known, Problem> {
    let county = store.county().await?;
    let townships = county.townships.iter().map(|place| (place.id.0, Place::named(place.id.0, place)));
    let units = county.units.iter().map(|unit| (unit.id.0, Place::unit(unit)));
    Ok(Known { townships: townships.collect(), units: units.collect() })
}

impl ProposalLine {
    fn new(line: OpenLine, county: &Known, today: Date, site: &str) -> Self {
        Self {
            id: line.id.to_string(),
            number: line.number.map(|number| number.to_string()),
            title: line.title,
            stage: coded!(line.stage),
            topic: coded!(line.topic),
            township: line.township.and_then(|id| county.townships.get(&id.0).cloned()),
            lead: PersonName { id: line.lead.to_string(), name: line.lead_name },
            unit: line.unit.and_then(|id| county.units.get(&id.0).cloned()),
            is_key: line.is_key,
            registered_on: line.registered_on,
            due_on: line.due,
            is_overdue: line.due.is_some_and(|due| due < today),
            replied_on: line.replied_on,
            reply_class: line.class.map(|class| coded!(class)),
            changed_at: moment(line.changed_ms),
            links: links(site, line.id),
        }
    }
}

/// An answer about one paper, with the moment since which it reads so: its last change, or the beginning of the day, because
/// what is overdue and how many days are left change with the day.
fn about(store: &Store, paper: &OpenPaper, body: impl Serialize) -> Response {
    let now = store.moment().now_ms();
    let day = 24 * 60 * 60 * 1000;
    let midnight = (now + 8 * 60 * 60 * 1000).div_euclid(day) * day - 8 * 60 * 60 * 1000;
    let mut response = Json(body).into_response();
    if let Some(date) = http_date(paper.changed_ms.max(midnight)) {
        response.headers_mut().insert(LAST_MODIFIED, date);
    }
    response
}

async fn public(store: &Store, id: &str) -> Result<OpenPaper, Problem> {
    let id: ProposalId = id.parse().map_err(|_| Problem::not_found())?;
    Ok(store.open_paper(id, true).await?)
}

/// One proposal with everything that is public of it.
#[utoipa::path(
    get, path = "/api/v1/proposals/{id}", tag = "proposals",
    params(("id" = String, Path, description = "Its id.")),
    responses(
        (status = 200, description = "The proposal.", body = Proposal),
        (status = 404, description = "There is none, or it is not public.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn one(
    State(OpenData { store, site, .. }): State<OpenData>,
    Key(id): Key,
) -> Result<Response, Problem> {
    let paper = public(&store, &id).await?;
    Ok(about(&store, &paper, Proposal::new(&paper, &site)))
}

/// One proposal by its number, with everything that is public of it.
#[utoipa::path(
    get, path = "/api/v1/proposals/by-number/{number}", tag = "proposals",
    params(("number" = String, Path, description = "Its number, as 17-1-023.")),
    responses(
        (status = 200, description = "The proposal.", body = Proposal),
        (status = 404, description = "There is none, or it is not public.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn by_number(
    State(OpenData { store, site, .. }): State<OpenData>,
    Key(number): Key,
) -> Result<Response, Problem> {
    let number: Number = number.parse().map_err(|_| Problem::not_found())?;
    let paper = store.open_paper_numbered(number).await?;
    Ok(about(&store, &paper, Proposal::new(&paper, &site)))
}

/// What happened to a proposal.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EventList {
    /// What happened, first to last.
    items: Vec<Event>,
}

/// What happened to a proposal, first to last.
#[utoipa::path(
    get, path = "/api/v1/proposals/{id}/events", tag = "proposals",
    params(("id" = String, Path, description = "Its id.")),
    responses(
        (status = 200, description = "What happened.", body = EventList),
        (status = 404, description = "There is none, or it is not public.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn happened(State(state): State<OpenData>, Key(id): Key) -> Result<Response, Problem> {
    let paper = public(&state.store, &id).await?;
    Ok(about(&state.store, &paper, EventList { items: events(&paper.zh, &paper.en) }))
}

/// The replies to a proposal.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReplyList {
    /// The replies, the lead unit's first.
    items: Vec<Reply>,
}

/// The replies to a proposal, the lead unit's first.
#[utoipa::path(
    get, path = "/api/v1/proposals/{id}/replies", tag = "proposals",
    params(("id" = String, Path, description = "Its id.")),
    responses(
        (status = 200, description = "The replies.", body = ReplyList),
        (status = 404, description = "There is none, or it is not public.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn replied(State(state): State<OpenData>, Key(id): Key) -> Result<Response, Problem> {
    let paper = public(&state.store, &id).await?;
    Ok(about(&state.store, &paper, ReplyList { items: replies(&paper.zh, &paper.en) }))
}

/// The promises of a proposal's replies.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PromiseList {
    /// The promises, first to last.
    items: Vec<Promise>,
}

/// The promises of a proposal's replies, first to last.
#[utoipa::path(
    get, path = "/api/v1/proposals/{id}/promises", tag = "proposals",
    params(("id" = String, Path, description = "Its id.")),
    responses(
        (status = 200, description = "The promises.", body = PromiseList),
        (status = 404, description = "There is none, or it is not public.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn promised(State(state): State<OpenData>, Key(id): Key) -> Result<Response, Problem> {
    let paper = public(&state.store, &id).await?;
    Ok(about(&state.store, &paper, PromiseList { items: promises(&paper.zh, &paper.en) }))
}
