//! What a person is told, and how that person wants to be told.

use domain::proposal::ProposalId;
use domain::proposal::notice::{Message, NoticeSettings, NoticeSettingsForm};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Failure;

/// A notice as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeView {
    pub id: String,
    /// What it says.
    pub message: Message,
    /// Whether it was read.
    pub is_read: bool,
    /// The paper and its title, where the reader may see it now.
    pub paper: Option<(ProposalId, String)>,
}

/// A page of notices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticesView {
    /// The notices, latest first.
    pub lines: Vec<NoticeView>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Whether any notice is unread, on this page or another.
    pub has_unread: bool,
}

/// How many notices the signed-in person has not read, for the header; none for anybody else. 100 stands for more.
#[server(prefix = "/api", endpoint = "unread-notices", input = server_fn::codec::GetUrl)]
pub async fn public_unread_notices() -> Result<u64, Failure> {
    match super::session::viewer().await? {
        Some(account) => Ok(super::session::store()?.unread_notices(account.actor.person).await?),
        None => Ok(0),
    }
}

/// The signed-in person's notices.
#[server(prefix = "/api", endpoint = "notices", input = server_fn::codec::GetUrl)]
pub async fn my_notices(#[server(default)] after: String) -> Result<NoticesView, Failure> {
    let account = super::session::actor().await?;
    let store = super::session::store()?;
    let after = after.split_once('_').and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?)));
    let page = store.notices(&account.actor, after).await?;
    let has_unread = store.unread_notices(account.actor.person).await? > 0;
    let lines = page.lines.into_iter().map(|line| NoticeView {
        id: line.id.to_string(),
        message: line.message,
        is_read: line.is_read,
        paper: line.paper,
    });
    Ok(NoticesView { lines: lines.collect(), next: page.next.map(|(at, id)| format!("{at}_{id}")), has_unread })
}

/// Takes a notice as read, and goes on to its paper.
#[server(prefix = "/api", endpoint = "open-notice")]
pub async fn open_notice(#[server(default)] id: String) -> Result<(), Failure> {
    let account = super::session::actor().await?;
    let id = id.parse().map_err(|_| Failure::NotFound)?;
    let paper = super::session::store()?.open_notice(&account.actor, id).await?;
    let address = paper.map_or_else(|| "/notices".to_owned(), |id| format!("/proposals/{id}"));
    leptos_axum::redirect(&address);
    Ok(())
}

/// Takes all notices as read.
#[server(prefix = "/api", endpoint = "read-notices")]
pub async fn read_notices() -> Result<(), Failure> {
    let account = super::session::actor().await?;
    super::session::store()?.read_all_notices(account.actor.person).await?;
    leptos_axum::redirect("/notices");
    Ok(())
}

/// How the signed-in person wants to be told.
#[server(prefix = "/api", endpoint = "notice-settings", input = server_fn::codec::GetUrl)]
pub async fn my_notice_settings() -> Result<NoticeSettings, Failure> {
    let account = super::session::actor().await?;
    Ok(super::session::store()?.notice_settings(account.actor.person).await?)
}

/// Keeps how the signed-in person wants to be told.
#[server(prefix = "/api", endpoint = "set-notice-settings")]
pub async fn keep_notice_settings(#[server(default)] settings: NoticeSettingsForm) -> Result<(), Failure> {
    let account = super::session::actor().await?;
    let settings = settings.parse()?;
    super::session::store()?.set_notice_settings(account.actor.person, &settings).await?;
    leptos_axum::redirect("/account/notices?saved=yes");
    Ok(())
}
