//! What helps while writing: papers that are alike, and the versions of one's own text.

use domain::proposal::ProposalId;
use domain::proposal::similar::SimilarPaper;
use domain::proposal::versions::{VersionLine, VersionView};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Failure;

/// Papers of all terms that are like one's own as it is stored, with what was answered.
///
/// It takes the stored text, not what is being typed: no private text stands in an address.
#[server(prefix = "/api", endpoint = "similar", input = server_fn::codec::GetUrl)]
pub async fn similar(id: ProposalId) -> Result<Vec<SimilarPaper>, Failure> {
    let account = super::session::actor().await?;
    Ok(super::session::store()?.similar(&account.actor, id, crate::kit::preferences::current().lang).await?)
}

/// A page of the versions of one's own paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionsView {
    /// The lines, latest first.
    pub lines: Vec<VersionLine>,
    /// Where the next page begins.
    pub next: Option<i32>,
}

/// The versions of one's own paper that are kept.
#[server(prefix = "/api", endpoint = "versions", input = server_fn::codec::GetUrl)]
pub async fn versions(id: ProposalId, after: Option<i32>) -> Result<VersionsView, Failure> {
    let account = super::session::actor().await?;
    let (lines, next) = super::session::store()?.draft_versions(&account.actor, id, after).await?;
    Ok(VersionsView { lines, next })
}

/// One version beside the present text.
#[server(prefix = "/api", endpoint = "version", input = server_fn::codec::GetUrl)]
pub async fn version(id: ProposalId, seq: i32) -> Result<VersionView, Failure> {
    let account = super::session::actor().await?;
    Ok(super::session::store()?.draft_version(&account.actor, id, seq).await?)
}

/// Brings a version back, and goes on writing.
#[server(prefix = "/api", endpoint = "restore")]
pub async fn restore(id: ProposalId, version: i32, seq: i32) -> Result<(), Failure> {
    use domain::proposal::workflow::Stage;
    use store::StoreError;

    let account = super::session::actor().await?;
    let restored = super::session::store()?.restore_version(&account.actor, id, version, seq).await;
    restored.map_err(|error| match error {
        StoreError::Conflict { stage: Stage::Draft | Stage::SentBack } => Failure::ChangedElsewhere,
        error => error.into(),
    })?;
    leptos_axum::redirect(&format!("/proposals/{id}/edit?saved=yes"));
    Ok(())
}
