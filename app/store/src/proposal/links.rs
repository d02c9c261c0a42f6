//! Links between papers, by the titles of those that they lead to.

use std::collections::BTreeMap;

use domain::proposal::view::LinkedPaper;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::entity::proposal;
use crate::error::Result;

/// Gives links the titles of the papers that they lead to. A paper that is not public does not exist for most readers,
/// so neither does a link to it.
pub(crate) async fn name_links<'a>(
    db: &impl ConnectionTrait,
    links: impl IntoIterator<Item = &'a mut Vec<LinkedPaper>>,
    sees_all: bool,
) -> Result<()> {
    use proposal::Column as C;
    let links: Vec<_> = links.into_iter().filter(|links| !links.is_empty()).collect();
    if links.is_empty() {
        return Ok(());
    }
    let ids = links.iter().flat_map(|links| links.iter()).map(|link| link.id.0);
    let mut select = proposal::Entity::find().select_only().columns([C::Id, C::Title]).filter(C::Id.is_in(ids));
    if !sees_all {
        select = select.filter(C::IsPublic.eq(true));
    }
    let titles: Vec<(uuid::Uuid, String)> = select.into_tuple().all(db).await?;
    let titles: BTreeMap<_, _> = titles.into_iter().collect();
    for links in links {
        links.retain(|link| titles.contains_key(&link.id.0));
        for link in links {
            link.title = titles.get(&link.id.0).cloned().unwrap_or_default();
        }
    }
    Ok(())
}
