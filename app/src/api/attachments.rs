//! What is attached to papers, and the paper itself: its print, its version, its signed scans.

use domain::county::number::Number;
use domain::parts::files::{AttachmentId, AttachmentView};
use domain::proposal::ProposalId;
use domain::proposal::draft::Draft;
use domain::proposal::sheet::PaperMark;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Failure;

/// What is attached to a proposal, as the reader, signed in or not, may see it.
#[server(prefix = "/api", endpoint = "attachments", input = server_fn::codec::GetUrl)]
pub async fn public_attachments(id: ProposalId) -> Result<Vec<AttachmentView>, Failure> {
    let account = super::session::viewer().await?;
    let actor = account.filter(|account| !account.must_change_password).map(|account| account.actor);
    Ok(super::session::store()?.attachments(id, actor.as_ref()).await?)
}

/// Takes an attachment off, and stays on the page.
#[server(prefix = "/api", endpoint = "remove-attachment")]
pub async fn remove_attachment(id: AttachmentId) -> Result<(), Failure> {
    let account = super::session::actor().await?;
    super::session::store()?.remove_attachment(&account.actor, id).await?;
    Ok(())
}

/// The paper as it would be printed now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperView {
    /// The proposal.
    pub id: ProposalId,
    /// The mark that stands on it.
    pub mark: PaperMark,
    pub text: Draft,
    /// Its number, once it is registered.
    pub number: Option<Number>,
    /// The lead deputy's name.
    pub lead_name: String,
    /// The name of the lead deputy's delegation; Chinese, as on every paper of the record.
    pub delegation: Option<String>,
    /// The name of the place, or `None` for the whole county.
    pub place: Option<String>,
    /// The names of those who are asked to sign or have signed.
    pub signers: Vec<String>,
    /// The names of what is attached.
    pub attached: Vec<String>,
}

/// The paper as it would be printed now; for the lead deputy and those who see signed papers.
#[server(prefix = "/api", endpoint = "paper", input = server_fn::codec::GetUrl)]
pub async fn paper(id: ProposalId) -> Result<PaperView, Failure> {
    use ground::vocabulary::Lang;

    let account = super::session::actor().await?;
    let store = super::session::store()?;
    let paper = store.paper(id, &account.actor).await?;
    let county = store.county().await?;
    let name = |id: &str| county.township(id).map(|township| township.name(Lang::Zh).to_owned());
    Ok(PaperView {
        id,
        mark: paper.mark,
        number: paper.number,
        lead_name: paper.lead_name,
        delegation: paper.delegation.and_then(|id| name(&id.to_string())),
        place: name(&paper.text.township),
        text: paper.text,
        signers: paper.signers,
        attached: paper.attached.into_iter().map(|file| file.name.to_string()).collect(),
    })
}

/// Signed scans of a paper, and whether the paper in hand has the present text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScansView {
    pub title: String,
    /// The mark of the present text.
    pub present: PaperMark,
    /// Whether the paper in hand has that text.
    pub is_present: bool,
    /// Whether the reader may upload a scan now.
    pub may_scan: bool,
    /// The scans so far.
    pub scans: Vec<AttachmentView>,
}

/// The page that the code on a printed paper leads to.
#[server(prefix = "/api", endpoint = "scans", input = server_fn::codec::GetUrl)]
pub async fn scans(id: ProposalId, mark: PaperMark) -> Result<ScansView, Failure> {
    use domain::parts::files::Purpose;

    let account = super::session::actor().await?;
    let store = super::session::store()?;
    let paper = store.paper(id, &account.actor).await?;
    let mut scans = store.attachments(id, Some(&account.actor)).await?;
    scans.retain(|scan| scan.purpose == Purpose::SignedScan);
    Ok(ScansView {
        title: paper.text.title,
        is_present: mark.is_of(&paper.fingerprint),
        present: paper.mark,
        may_scan: paper.may_scan,
        scans,
    })
}
