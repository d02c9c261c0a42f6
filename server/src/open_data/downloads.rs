//! The whole set in one file, written batch by batch: memory does not grow with the county.

use domain::parts::shares::Part;
use std::future::Future;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use ground::vocabulary::Lang;
use jiff::civil::Date;
use store::{OpenPaper, PromiseFilter, Store};

use super::OpenData;
use super::answer::Streamed;
use super::commitments::Commitment;
use super::paper::{Proposal, moment};
use super::table::{MARK, rows};
use crate::tags::names;
use crate::turns::turn;

/// How many records are in memory at once.
const BATCH: u64 = 200;

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// The columns of the table of proposals.
const PROPOSALS: [&str; 31] = [
    "id",
    "number",
    "session",
    "title",
    "kind",
    "stage",
    "stage_zh",
    "is_overdue",
    "topic",
    "topic_zh",
    "township_id",
    "township",
    "lead_id",
    "lead",
    "co_signers",
    "lead_unit",
    "assisting_units",
    "separate_units",
    "submitted_on",
    "registered_on",
    "handed_over_on",
    "due_on",
    "replied_on",
    "reply_class",
    "attitude",
    "result",
    "promises",
    "open_promises",
    "is_key",
    "changed_at",
    "page",
];

/// The columns of the table of promises.
const COMMITMENTS: [&str; 12] = [
    "proposal_id",
    "proposal_number",
    "proposal_title",
    "n",
    "unit_id",
    "unit",
    "text",
    "due_on",
    "state",
    "state_zh",
    "is_overdue",
    "settled_on",
];

/// All public proposals as a table; an apostrophe stands before what would begin a formula.
#[utoipa::path(
    get, path = "/api/v1/proposals.csv", tag = "downloads",
    responses((status = 200, description = "The table.", body = String, content_type = "text/csv"))
)]
pub(super) async fn proposals_csv(State(data): State<OpenData>, headers: HeaderMap) -> Response {
    let (store, site) = (data.store.clone(), data.facts.address(&headers));
    let head = table_head(PROPOSALS);
    let pieces = batches(head, move |after| {
        let (store, site) = (store.clone(), site.clone());
        async move {
            let (papers, next) = store.open_batch(after, BATCH, false).await?;
            let cells: Vec<_> = papers.iter().map(|paper| proposal_row(paper, &site)).collect();
            Ok((rows(cells.iter().map(|row| row.iter().map(String::as_str)))?, next))
        }
    });
    file(pieces, "proposals", "csv", &data.store, &headers)
}

/// All public proposals with everything that is public of them, one JSON object a line.
#[utoipa::path(
    get, path = "/api/v1/proposals.jsonl", tag = "downloads",
    responses((status = 200, description = "The proposals, each a line as under its own address.", body = String, content_type = "application/jsonl"))
)]
pub(super) async fn proposals_jsonl(State(data): State<OpenData>, headers: HeaderMap) -> Response {
    let (store, site) = (data.store.clone(), data.site);
    let pieces = batches(Ok(Vec::new()), move |after| {
        let (store, site) = (store.clone(), site.clone());
        async move {
            let (papers, next) = store.open_batch(after, BATCH, true).await?;
            let mut lines = Vec::new();
            for paper in &papers {
                serde_json::to_writer(&mut lines, &Proposal::new(paper, &site))?;
                lines.push(b'\n');
            }
            Ok((lines, next))
        }
    });
    file(pieces, "proposals", "jsonl", &data.store, &headers)
}

/// All promises of public papers as a table.
#[utoipa::path(
    get, path = "/api/v1/commitments.csv", tag = "downloads",
    responses((status = 200, description = "The table.", body = String, content_type = "text/csv"))
)]
pub(super) async fn commitments_csv(State(data): State<OpenData>, headers: HeaderMap) -> Response {
    let (store, site) = (data.store.clone(), data.facts.address(&headers));
    let today = store.moment().today();
    let head = table_head(COMMITMENTS);
    let pieces = batches(head, move |after| {
        let (store, site) = (store.clone(), site.clone());
        async move {
            let all = PromiseFilter::default();
            let page = store.promises_page(None, &all, after, BATCH, Lang::Zh).await?;
            let county = store.county().await?;
            let lines = page.lines.into_iter().map(|line| Commitment::new(line, &county, today, &site));
            let cells: Vec<_> = lines.map(commitment_row).collect();
            Ok((rows(cells.iter().map(|row| row.iter().map(String::as_str)))?, page.next))
        }
    });
    file(pieces, "commitments", "csv", &data.store, &headers)
}

fn table_head<const N: usize>(columns: [&str; N]) -> Result<Vec<u8>, Fault> {
    Ok([MARK, &rows([columns])?].concat())
}

/// Where a stream is: before its head, after a batch, or at its end.
enum Place<Cursor> {
    Head(Result<Vec<u8>, Fault>),
    After(Option<Cursor>),
    End,
}

/// The head, then batch after batch, each read when the one before it has been sent.
fn batches<Cursor, Batch>(
    head: Result<Vec<u8>, Fault>,
    read: impl Fn(Option<Cursor>) -> Batch + Clone + Send + 'static,
) -> Body
where
    Cursor: Send + 'static,
    Batch: Future<Output = Result<(Vec<u8>, Option<Cursor>), Fault>> + Send + 'static,
{
    let pieces = stream::try_unfold(Place::Head(head), move |place| {
        let read = read.clone();
        async move {
            let after = match place {
                Place::Head(head) => return Ok(Some((Bytes::from(head?), Place::After(None)))),
                Place::After(after) => after,
                Place::End => return Ok(None),
            };
            let turn = turn().await;
            let (piece, next) = read(after).await.inspect_err(|error: &Fault| {
                // The connection breaks off, so that nobody takes the part for the whole.
                tracing::error!(%error, "a download broke off");
            })?;
            drop(turn);
            let place = next.map_or(Place::End, |next| Place::After(Some(next)));
            Ok::<_, Fault>(Some((Bytes::from(piece), place)))
        }
    });
    Body::from_stream(pieces)
}

/// A file, or that the asker has it already. Nobody holds its bytes, so its tag is a weak one (RFC 9110, section 8.8.1): of
/// the program, of the state of everything public, and of the day.
fn file(pieces: Body, name: &str, kind: &str, store: &Store, headers: &HeaderMap) -> Response {
    let (version, today) = (env!("CARGO_PKG_VERSION"), store.moment().today());
    let tag = format!("W/\"{version}-{}-{today}\"", store.revision());
    if names(headers, &tag) == Some(true) {
        return (StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response();
    }
    let media =
        if kind == "csv" { "text/csv; charset=utf-8; header=present" } else { "application/jsonl; charset=utf-8" };
    let disposition = format!("attachment; filename=\"{name}-{today}.{kind}\"");
    let headers = [(CONTENT_TYPE, media), (CONTENT_DISPOSITION, &disposition), (ETAG, &tag)];
    let mut response = (headers, pieces).into_response();
    response.extensions_mut().insert(Streamed);
    response
}

fn proposal_row(paper: &OpenPaper, site: &str) -> Vec<String> {
    let view = &paper.zh;
    let text = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let flag = |yes: bool| if yes { "true" } else { "false" }.to_owned();
    let units = |part: Part| {
        let names = view.units.iter().filter(|unit| unit.part == part).map(|unit| unit.name.as_str());
        names.collect::<Vec<_>>().join("；")
    };
    let last = view.replies.last();
    let rating = last.and_then(|reply| reply.rating.as_ref());
    let promises = &view.handling.promises;
    vec![
        view.id.to_string(),
        view.number.map(|number| number.to_string()).unwrap_or_default(),
        view.number.map(|number| number.cohort.to_string()).unwrap_or_default(),
        view.title.clone(),
        view.kind.code().to_owned(),
        view.stage.code().to_owned(),
        view.stage.word(Lang::Zh).to_owned(),
        flag(view.overdue),
        view.topic.code().to_owned(),
        view.topic.word(Lang::Zh).to_owned(),
        view.township.as_ref().map(|place| place.id.to_string()).unwrap_or_default(),
        view.township.as_ref().map(|place| place.name.clone()).unwrap_or_default(),
        paper.lead.to_string(),
        view.lead_name.clone(),
        view.signers.iter().map(|signer| signer.name.as_str()).collect::<Vec<_>>().join("；"),
        units(Part::Lead),
        units(Part::Assisting),
        units(Part::Separate),
        text(view.submitted_on),
        text(view.registered_on),
        text(view.handed_over_on),
        text(view.clock.as_ref().map(|clock| clock.due)),
        text(last.map(|reply| reply.on)),
        last.map(|reply| reply.class.code().to_owned()).unwrap_or_default(),
        rating.map(|rating| rating.attitude.code().to_owned()).unwrap_or_default(),
        rating.map(|rating| rating.result.code().to_owned()).unwrap_or_default(),
        promises.len().to_string(),
        promises.iter().filter(|one| !one.state.is_settled()).count().to_string(),
        flag(view.key.is_some()),
        moment(paper.changed_ms).to_string(),
        format!("{site}/proposals/{}", view.id),
    ]
}

fn commitment_row(one: Commitment) -> Vec<String> {
    vec![
        one.proposal_id,
        one.proposal_number.unwrap_or_default(),
        one.proposal_title,
        one.n.to_string(),
        one.unit.id.to_string(),
        one.unit.name.zh,
        one.text,
        one.due_on.to_string(),
        one.state.code,
        one.state.zh,
        one.is_overdue.to_string(),
        one.settled_on.map(|day| day.to_string()).unwrap_or_default(),
    ]
}
