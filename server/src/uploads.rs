//! Files on their way in: plain multipart forms, streamed; with a script one request a file, without one a redirect.

use std::task::Poll;

use app::{Failure, Posted, Sender};
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Request, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use domain::county::people::Actor;
use domain::parts::files::{MAX_FILES, Purpose};
use domain::proposal::ProposalId;
use domain::proposal::sheet::PaperMark;
use futures_util::{StreamExt, stream};
use ground::file::{FileFault, FileName, MAX_BYTES};
use ground::problem::FieldError;
use store::{NewAttachment, Store};
use tower_sessions::Session;

use crate::files::Files;
use crate::forms::{accepts_html, see, show_again, with};

mod spool;

use spool::{Broken, Spooled};

/// The most bytes of one form: every file that a paper may have, and what stands between them.
const BODY_LIMIT: usize = (MAX_BYTES as usize + 64 * 1024) * MAX_FILES;
/// The group of the forms' fields; the file itself is `upload[file]`.
const FILE_FIELD: &str = "upload[file]";

/// What the handlers share.
#[derive(Clone, Debug)]
pub(crate) struct UploadState {
    pub(crate) store: Store,
    pub(crate) files: Files,
}

/// The routes, with the limit that holds for them.
pub(crate) fn routes(state: UploadState) -> Router {
    Router::new()
        .route("/upload/proposals/{id}", post(attach))
        .route("/upload/papers/{id}/{mark}", post(scan))
        .route("/upload/handling/{id}", post(handling))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(state)
}

/// What a form is for, and the page that it stands on.
struct Form {
    proposal: ProposalId,
    purpose: Purpose,
    mark: Option<PaperMark>,
    action: String,
    page: String,
}

/// Attaches files to a draft.
async fn attach(
    State(state): State<UploadState>,
    Path(id): Path<ProposalId>,
    session: Session,
    request: Request,
) -> Response {
    let form = Form {
        proposal: id,
        purpose: Purpose::Attachment,
        mark: None,
        action: format!("/upload/proposals/{id}"),
        page: format!("/proposals/{id}/edit"),
    };
    answer(state, form, session, request).await
}

/// Takes in what shows the handling: photographs of contacts, papers of acceptance.
async fn handling(
    State(state): State<UploadState>,
    Path(id): Path<ProposalId>,
    session: Session,
    request: Request,
) -> Response {
    let form = Form {
        proposal: id,
        purpose: Purpose::Handling,
        mark: None,
        action: format!("/upload/handling/{id}"),
        page: format!("/proposals/{id}"),
    };
    answer(state, form, session, request).await
}

/// Takes a signed paper in, against the version that is printed on it.
async fn scan(
    State(state): State<UploadState>,
    Path((id, mark)): Path<(ProposalId, PaperMark)>,
    session: Session,
    request: Request,
) -> Response {
    let form = Form {
        proposal: id,
        purpose: Purpose::SignedScan,
        action: format!("/upload/papers/{id}/{mark}"),
        page: format!("/paper/{id}/{mark}"),
        mark: Some(mark),
    };
    answer(state, form, session, request).await
}

async fn answer(state: UploadState, form: Form, session: Session, request: Request) -> Response {
    let (is_plain, sender) = (accepts_html(request.headers()), Sender::of(request.headers()));
    let done = take_in(&state, &form, session, request).await;
    let mut response = match (is_plain, done) {
        (false, Ok(())) => StatusCode::NO_CONTENT.into_response(),
        (false, Err(failure)) => {
            let status = StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, axum::Json(failure)).into_response()
        }
        (true, Ok(())) => see(&format!("{}#attachments", with(&form.page, "attached", "yes"))),
        (true, Err(failure)) => {
            let fields = vec![(FILE_FIELD.to_owned(), String::new())];
            let posted = Posted { action: form.action.clone(), fields, failure };
            show_again(&state.store, sender, &posted, &form.page).await
        }
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Takes in every file of a form. Those that are right are attached, also where others are refused.
async fn take_in(state: &UploadState, form: &Form, session: Session, request: Request) -> Result<(), Failure> {
    let actor = app::api::actor_of(&state.store, &session).await?.actor;
    let UploadState { store, .. } = state;
    if let Err(error) = store.check_attaching(&actor, form.proposal, form.purpose, form.mark.as_ref()).await {
        // A browser that is still sending hears the answer only when it has sent all.
        let mut body = request.into_body().into_data_stream();
        let mut drained = 0;
        while drained < BODY_LIMIT
            && let Some(Ok(piece)) = body.next().await
        {
            drained += piece.len();
        }
        return Err(error.into());
    }
    let mut multipart = Multipart::from_request(request.map(paced), &()).await.map_err(|_| Failure::Malformed)?;
    let (mut taken, mut errors) = (0, Vec::new());
    loop {
        let mut field = match multipart.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(error) => {
                tracing::info!(error = error.body_text(), "a form of files broke off");
                let fault = if error.status() == 413 { FileFault::TooLarge } else { FileFault::Interrupted };
                errors.push(fault.of(""));
                break;
            }
        };
        // A form without a chosen file sends one without a name.
        let Some(name) = field.file_name().map(str::to_owned).filter(|name| !name.is_empty()) else { continue };
        let outcome = match spool::receive(&mut field).await {
            Ok(spooled) => attach_one(state, form, &actor, &name, spooled).await,
            Err(broken) => Err(broken.into()),
        };
        match outcome {
            Ok(()) => taken += 1,
            Err(Outcome::Refused(fault)) => errors.push(fault.of(&name)),
            Err(Outcome::Failed(Failure::Invalid(more))) => errors.extend(more.into_iter().map(|error| error.problem)),
            Err(Outcome::Failed(failure)) => return Err(failure),
        }
    }
    if taken == 0 && errors.is_empty() {
        errors.push(FileFault::None.of(""));
    }
    if errors.is_empty() {
        return Ok(());
    }
    Err(Failure::Invalid(errors.into_iter().map(|problem| FieldError { field: "file".to_owned(), problem }).collect()))
}

/// The body with a pause after each piece: the parser takes in whatever is there at once, which from a quick line is all,
/// and takes the end for too early where it comes in the same breath as the beginning.
pub(crate) fn paced(body: Body) -> Body {
    let (mut pieces, mut rested) = (body.into_data_stream(), true);
    Body::from_stream(stream::poll_fn(move |context| {
        if !std::mem::replace(&mut rested, true) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let piece = pieces.poll_next_unpin(context);
        rested = !matches!(piece, Poll::Ready(Some(_)));
        piece
    }))
}

/// Why one file is not attached.
enum Outcome {
    Refused(FileFault),
    Failed(Failure),
}

impl From<Broken> for Outcome {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Refused(fault) => Self::Refused(fault),
            Broken::Fault(error) => {
                tracing::error!(%error, "a file could not be taken in");
                Self::Failed(Failure::Fault)
            }
        }
    }
}

async fn attach_one(
    state: &UploadState,
    form: &Form,
    actor: &Actor,
    name: &str,
    spooled: Spooled,
) -> Result<(), Outcome> {
    let name = FileName::parse(name).map_err(Outcome::Refused)?;
    if name.kind() != Some(spooled.kind) {
        return Err(Outcome::Refused(FileFault::OtherContent { is: spooled.kind }));
    }
    if form.purpose == Purpose::SignedScan && !spooled.kind.can_be_scan() {
        return Err(Outcome::Refused(FileFault::NoScan));
    }
    let Spooled { file, kind, bytes, sha256 } = spooled;
    let new = NewAttachment { purpose: form.purpose, name, kind, bytes, sha256, mark: form.mark.clone() };
    let (state, proposal, actor) = (state.clone(), form.proposal, actor.clone());
    // On a task of its own: who goes away now leaves nothing half done.
    let stored = tokio::spawn(async move { store_file(&state, proposal, &actor, &new, file).await }).await;
    stored
        .unwrap_or_else(|error| {
            tracing::error!(%error, "a file could not be stored");
            Err(Failure::Fault)
        })
        .map_err(Outcome::Failed)
}

/// The row first, then the bytes, then the row counts; whatever breaks in between is swept out.
async fn store_file(
    UploadState { store, files }: &UploadState,
    proposal: ProposalId,
    actor: &Actor,
    new: &NewAttachment,
    file: std::fs::File,
) -> Result<(), Failure> {
    let id = store.reserve_attachment(actor, proposal, new).await?;
    let stored = match files.put(id, &mut tokio::fs::File::from_std(file)).await {
        Ok(()) => store.confirm_attachment(actor, id, new.mark.as_ref()).await.map_err(Failure::from),
        Err(error) => {
            tracing::error!(%error, "the file store failed");
            Err(Failure::Fault)
        }
    };
    if stored.is_err() {
        store.abandon_attachment(id).await?;
        match files.delete(id).await {
            Ok(()) => store.forget_attachment(id).await?,
            Err(error) => tracing::warn!(%error, "a broken upload is swept out later"),
        }
    }
    stored
}
