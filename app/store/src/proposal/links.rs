//! The proposals to which others lead.

use domain::county::number::Number;
use domain::proposal::ProposalId;
use domain::proposal::view::{LinkedPaper, ProposalView};
use sea_orm::ConnectionTrait;

use crate::error::{Result, StoreError};
use crate::proposal::KIND;
use crate::spine::links::{Linked, linked};

/// Gives views of proposals that tell of links the proposals to which they lead.
pub(crate) async fn give_links(
    db: &impl ConnectionTrait,
    views: &mut [&mut ProposalView],
    sees_all: bool,
) -> Result<()> {
    let mut views: Vec<_> = views.iter_mut().filter(|view| !view.links.is_empty()).collect();
    if views.is_empty() {
        return Ok(());
    }
    let found = linked(db, views.iter().map(|view| view.id.0), sees_all).await?;
    for view in &mut views {
        let others = found.get(&view.id.0).into_iter().flatten().filter(|other| other.kind == KIND);
        view.links = others.map(named).collect::<Result<_>>()?;
    }
    Ok(())
}

fn named(other: &Linked) -> Result<LinkedPaper> {
    let number = other.number.as_deref().unwrap_or_default();
    let number: Number = number.parse().map_err(|error| StoreError::bad_row("paper", error))?;
    Ok(LinkedPaper { id: ProposalId(other.id), number, title: other.title.clone() })
}
