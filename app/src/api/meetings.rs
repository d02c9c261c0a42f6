//! What the two offices do for the hand-over meeting: prepare it, hand over, print.

use domain::parts::shares::AssignForm;
use domain::proposal::ProposalId;
use domain::proposal::meeting::{BatchForm, MeetingId, MeetingLine, MeetingSheet, WaitingPaper};
use jiff::civil::Date;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Failure;

/// What is prepared for the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreparationView {
    /// The papers that wait.
    pub papers: Vec<WaitingPaper>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Whether the reader belongs to the government office, and so begins with what is left to it.
    pub is_government: bool,
    /// The county's date.
    pub today: Date,
    /// Until when units may ask to give back what is handed over today.
    pub acceptance: Date,
    /// Until when they must reply to what is handed over today.
    pub reply: Date,
}

/// The papers that wait for their hand-over.
#[server(prefix = "/api", endpoint = "preparation", input = server_fn::codec::GetUrl)]
pub async fn preparation(#[server(default)] after: String) -> Result<PreparationView, Failure> {
    use domain::county::clock::Limit;
    use domain::county::people::Office;

    let account = super::session::actor().await?;
    let store = super::session::store()?;
    let after = after.split_once('_').and_then(|(ms, id)| Some((ms.parse().ok()?, id.parse().ok()?)));
    let found = store.preparation(&account.actor, after, crate::kit::preferences::current().lang).await?;
    let now = store.circumstances(store.moment().today()).await?;
    Ok(PreparationView {
        papers: found.papers,
        next: found.next.map(|(ms, id)| format!("{ms}_{id}")),
        is_government: !account.actor.holds(Office::CongressOffice),
        today: now.today,
        acceptance: now.clock(Limit::Acceptance).due,
        reply: now.clock(Limit::Reply).due,
    })
}

/// Proposes a paper's units; `take` is a suggested unit that was taken on with one click, as the lead unit.
#[server(prefix = "/api", endpoint = "propose-units")]
pub async fn propose_units(
    id: ProposalId,
    version: i32,
    #[server(default)] plan: AssignForm,
    #[server(default)] take: String,
) -> Result<(), Failure> {
    use domain::proposal::command::Command;

    let account = super::session::actor().await?;
    let lead = if take.trim().is_empty() { plan.lead.clone() } else { take };
    let command = Command::ProposeUnits(AssignForm { lead, ..plan });
    super::session::store()?.act(&account.actor, id, version, &command).await?;
    leptos_axum::redirect(&format!("/hand-over?saved={id}#paper-{id}"));
    Ok(())
}

/// Hands the ticked papers over, and shows the meeting.
#[server(prefix = "/api", endpoint = "hand-over-batch")]
pub async fn hand_over_batch(#[server(default)] batch: BatchForm) -> Result<(), Failure> {
    let account = super::session::actor().await?;
    let meeting = super::session::store()?.hand_over_batch(&account.actor, &batch).await?;
    leptos_axum::redirect(&format!("/hand-over/meetings/{meeting}?done=yes"));
    Ok(())
}

/// A page of the list of meetings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingsView {
    /// The meetings, latest first.
    pub meetings: Vec<MeetingLine>,
    /// Where the next page begins.
    pub next: Option<MeetingId>,
}

/// The meetings that were held.
#[server(prefix = "/api", endpoint = "meetings", input = server_fn::codec::GetUrl)]
pub async fn meetings(#[server(default)] before: String) -> Result<MeetingsView, Failure> {
    let account = super::session::actor().await?;
    let (meetings, next) = super::session::store()?.meetings(&account.actor, before.parse().ok()).await?;
    Ok(MeetingsView { meetings, next })
}

/// The list and the sign-in sheet of a meeting; without an id those of the one that is prepared.
#[server(prefix = "/api", endpoint = "meeting-sheet", input = server_fn::codec::GetUrl)]
pub async fn sheet(id: Option<MeetingId>) -> Result<MeetingSheet, Failure> {
    let account = super::session::actor().await?;
    let store = super::session::store()?;
    let lang = crate::kit::preferences::current().lang;
    Ok(match id {
        Some(id) => store.meeting_sheet(&account.actor, id, lang).await?,
        None => store.planned_sheet(&account.actor, lang).await?,
    })
}
