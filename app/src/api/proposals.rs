//! What deputies, offices and units do: the desk, writing, and every step.

use domain::county::people::{County, Deputy, PersonId};
use domain::parts::files::AttachmentView;
use domain::proposal::ProposalId;
use domain::proposal::command::{Command, RatingForm};
use domain::proposal::draft::Draft;
use domain::proposal::letter::Letter;
use domain::proposal::similar::SimilarPaper;
use domain::proposal::view::{DeskItem, Summary};
use ground::diff::Stretch;
use jiff::civil::Date;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Failure;

/// A person's desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskView {
    /// What waits, by due date.
    pub waiting: Vec<DeskItem>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// A deputy's own proposals.
    pub mine: Vec<Summary>,
    /// The proposals that a deputy has signed.
    pub signed: Vec<Summary>,
    /// The county's date.
    pub today: Date,
    /// The year whose notice of holidays should be entered, for who enters it.
    pub wanted_year: Option<i16>,
}

/// What waits for the signed-in person.
#[server(prefix = "/api", endpoint = "desk", input = server_fn::codec::GetUrl)]
pub async fn desk(#[server(default)] after: String) -> Result<DeskView, Failure> {
    let account = super::session::actor().await?;
    let store = super::session::store()?;
    // Parsed, because the address may hold anything and the database does not take every character.
    let after = after.split_once('_');
    let after = after.and_then(|(until, id)| Some((until.parse::<Date>().ok()?.to_string(), id.parse().ok()?)));
    let desk = store.desk(&account.actor, after, crate::kit::preferences::current().lang).await?;
    let today = store.moment().today();
    let wanted_year = if account.actor.may(domain::county::administration::Act::EditCalendar) {
        store.calendar().await?.wanted_year(today)
    } else {
        None
    };
    Ok(DeskView {
        waiting: desk.waiting,
        next: desk.next.map(|(until, id)| format!("{until}_{id}")),
        mine: desk.mine,
        signed: desk.signed,
        today,
        wanted_year,
    })
}

/// What the writing page begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WritingView {
    /// The proposal; for a new one an id that is not stored yet.
    pub id: ProposalId,
    /// Who writes.
    pub person: PersonId,
    /// The version that is being changed; 0 for a new one.
    pub version: i32,
    /// The text so far.
    pub draft: Draft,
    /// Why it was sent back.
    pub sent_back_for: Option<String>,
    /// The townships to choose from.
    pub county: County,
    /// The papers like it, with what was answered.
    pub similar: Vec<SimilarPaper>,
    /// What is attached.
    pub attachments: Vec<AttachmentView>,
}

/// The draft of a proposal, or an empty one with a fresh id.
#[server(prefix = "/api", endpoint = "writing", input = server_fn::codec::GetUrl)]
pub async fn writing(id: Option<ProposalId>) -> Result<WritingView, Failure> {
    use domain::county::people::Office;
    use domain::proposal::workflow::{Stage, Step};

    let account = super::session::actor().await?;
    let store = super::session::store()?;
    let county = store.county().await?.as_ref().clone();
    let Some(id) = id else {
        if !account.actor.holds(Office::Deputy) {
            return Err(Failure::NotFound);
        }
        let id = ProposalId(store.fresh_id());
        let (draft, similar, attachments) = (Draft::default(), Vec::new(), Vec::new());
        return Ok(WritingView {
            id,
            person: account.actor.person,
            version: 0,
            draft,
            sent_back_for: None,
            county,
            similar,
            attachments,
        });
    };
    let view = store.proposal(id, Some(&account.actor), crate::kit::preferences::current().lang).await?;
    let inside = view.inside.ok_or(Failure::NotFound)?;
    let draft = inside.draft.ok_or(Failure::NotFound)?;
    // While it is being signed the text is frozen.
    if !view.steps.contains(&Step::Submit) || view.stage == Stage::CoSigning {
        return Err(Failure::NotOpen { stage: view.stage });
    }
    // They help, and never keep anybody from writing.
    let similar =
        store.similar(&account.actor, id, crate::kit::preferences::current().lang).await.unwrap_or_else(|error| {
            tracing::error!(%error, "similar papers cannot be found");
            Vec::new()
        });
    let attachments = store.attachments(id, Some(&account.actor)).await?;
    Ok(WritingView {
        id,
        person: account.actor.person,
        version: view.version,
        draft,
        sent_back_for: inside.sent_back_for,
        county,
        similar,
        attachments,
    })
}

/// Keeps a draft, and hands it in where `then` says `submit`. Answers the version that it has now. `key` is that of the
/// form, `turn` how often something was typed on it: by them a page knows again what it has saved without hearing of it.
#[server(prefix = "/api", endpoint = "write")]
pub async fn write(
    id: ProposalId,
    version: i32,
    #[server(default)] draft: Draft,
    #[server(default)] then: String,
    #[server(default)] key: String,
    #[server(default)] turn: u32,
) -> Result<i32, Failure> {
    use domain::proposal::workflow::Stage;
    use ground::problem::Refusal;
    use store::{Page, StoreError};

    let account = super::session::actor().await?;
    let store = super::session::store()?;
    let is_typing = then == "stay";
    let page =
        (!key.is_empty() && key.len() <= 40).then_some(Page { key, turn: if is_typing { turn } else { u32::MAX } });
    let saved = if is_typing {
        store.autosave_draft(&account.actor, id, version, draft.clone(), page).await
    } else {
        store.save_draft(&account.actor, id, version, draft.clone(), page).await
    };
    let version = saved.map_err(|error| match error {
        StoreError::Conflict { stage: Stage::Draft | Stage::SentBack } => Failure::ChangedElsewhere,
        error => error.into(),
    })?;
    match then.as_str() {
        // The page saves by itself while somebody types, and stays where it is.
        "stay" => {}
        "submit" => match store.act(&account.actor, id, version, &Command::Submit).await {
            Ok(()) => leptos_axum::redirect(&format!("/proposals/{id}?done=submit")),
            // The text is kept already; the page shows it again with what is wrong.
            Err(StoreError::Refused(Refusal::Invalid(errors))) => {
                let parts = use_context::<axum::http::request::Parts>().ok_or(Failure::Fault)?;
                let sender = crate::Sender::of(&parts.headers);
                let form = store.keep_form(sender.browser(), true, refused_draft(&draft, errors)?).await?;
                let response = use_context::<leptos_axum::ResponseOptions>().ok_or(Failure::Fault)?;
                response.append_header(axum::http::header::SET_COOKIE, sender.cookie());
                leptos_axum::redirect(&format!("/proposals/{id}/edit?form={form}#refused"));
            }
            Err(error) => return Err(error.into()),
        },
        "invite" => leptos_axum::redirect(&format!("/proposals/{id}#step-invite")),
        _ => leptos_axum::redirect(&format!("/proposals/{id}/edit?saved=yes")),
    }
    Ok(version)
}

/// A refused draft as its page shows it: the text itself is stored, so only the errors and the tick go along.
fn refused_draft(draft: &Draft, errors: Vec<ground::problem::FieldError>) -> Result<String, Failure> {
    let mut fields = vec![("draft[title]".to_owned(), draft.title.clone())];
    if draft.no_self_interest {
        fields.push(("draft[no_self_interest]".to_owned(), "true".to_owned()));
    }
    let posted = crate::Posted { action: "/api/write".to_owned(), fields, failure: Failure::Invalid(errors) };
    serde_json::to_string(&posted).map_err(|_| Failure::Fault)
}

/// The deputies who may be asked to sign.
#[server(prefix = "/api", endpoint = "roster", input = server_fn::codec::GetUrl)]
pub async fn roster() -> Result<Vec<Deputy>, Failure> {
    let account = super::session::actor().await?;
    if !account.actor.holds(domain::county::people::Office::Deputy) {
        return Err(Failure::NotFound);
    }
    let deputies = super::session::store()?.deputies().await?;
    Ok(deputies.into_iter().filter(|deputy| deputy.person != account.actor.person).collect())
}

/// Takes a step, and goes back to the proposal. A rating is only kept for its deputy where `then` says `keep`.
#[server(prefix = "/api", endpoint = "act")]
pub async fn act(
    id: ProposalId,
    version: i32,
    command: Command,
    #[server(default)] then: String,
) -> Result<(), Failure> {
    let account = super::session::actor().await?;
    let store = super::session::store()?;
    if let (Command::Rate(form), "keep") = (&command, then.as_str()) {
        store.save_rating(&account.actor, id, form).await?;
        leptos_axum::redirect(&format!("/proposals/{id}?kept=yes#step-rate"));
        return Ok(());
    }
    store.act(&account.actor, id, version, &command).await?;
    leptos_axum::redirect(&format!("/proposals/{id}?done={}", command.step().code()));
    Ok(())
}

/// What the signed-in deputy has kept of a rating that is not sent.
#[server(prefix = "/api", endpoint = "kept-rating", input = server_fn::codec::GetUrl)]
pub async fn kept_rating(id: ProposalId) -> Result<Option<RatingForm>, Failure> {
    let account = super::session::actor().await?;
    Ok(super::session::store()?.kept_rating(&account.actor, id).await?)
}

/// The letter that a draft of a reply would be, for whoever may sign it now.
#[server(prefix = "/api", endpoint = "draft-letter", input = server_fn::codec::GetUrl)]
pub async fn draft_letter(id: ProposalId) -> Result<Option<Letter>, Failure> {
    use domain::proposal::workflow::Step;
    use ground::vocabulary::Lang;

    let account = super::session::actor().await?;
    let store = super::session::store()?;
    let paper = store.proposal(id, Some(&account.actor), Lang::Zh).await?;
    if !paper.steps.contains(&Step::Reply) {
        return Ok(None);
    }
    Ok(paper.letter_of_draft(&account.actor.name, store.moment().today()))
}

/// A version of a reply in the making, for the people of its unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyVersion {
    /// Its place in the log of the proposal.
    pub seq: u32,
    /// Who saved it.
    pub by: String,
    /// When, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// What changed since the version before it, part by part; for the first everything is new.
    pub changes: Vec<(String, Vec<Stretch>)>,
}

/// The versions of the reply that the reader's unit writes, latest first.
#[server(prefix = "/api", endpoint = "reply-versions", input = server_fn::codec::GetUrl)]
pub async fn reply_versions(id: ProposalId) -> Result<Vec<ReplyVersion>, Failure> {
    let account = super::session::actor().await?;
    let lang = crate::kit::preferences::current().lang;
    let drafts = super::session::store()?.reply_versions(&account.actor, id).await?;
    let mut versions = Vec::new();
    let mut before = domain::proposal::command::ReplyForm::default();
    for draft in drafts {
        let changes = domain::proposal::replies::changes(&before, &draft.form, lang);
        versions.push(ReplyVersion { seq: draft.seq, by: draft.by, at: draft.at, changes });
        before = draft.form;
    }
    versions.reverse();
    Ok(versions)
}
