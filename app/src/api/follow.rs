//! Following without an account: asking, confirming, leaving, and what a page says of its site.

use domain::proposal::follow::Followed;
use domain::proposal::follow::{FollowForm, FollowWish};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Failure;

/// What the sections for following and sharing need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteView {
    /// The address with which shared links begin.
    pub address: String,
    /// Whether it can send mail to strangers.
    pub sends_mail: bool,
}

/// The site's address, and whether it sends mail.
#[server(prefix = "/api", endpoint = "site", input = server_fn::codec::GetUrl)]
pub async fn public_site() -> Result<SiteView, Failure> {
    let facts: super::SiteFacts = use_context().ok_or(Failure::Fault)?;
    let parts: axum::http::request::Parts = use_context().ok_or(Failure::Fault)?;
    Ok(SiteView { address: facts.address(&parts.headers), sends_mail: facts.sends_mail })
}

/// Asks the owner of an address whether to follow something. The answer is always the same.
#[server(prefix = "/api", endpoint = "follow")]
pub async fn public_follow(#[server(default)] follow: FollowForm) -> Result<(), Failure> {
    let facts: super::SiteFacts = use_context().ok_or(Failure::Fault)?;
    if !facts.sends_mail {
        return Err(Failure::NotFound);
    }
    let order = follow.parse()?;
    let store = super::session::store()?;
    store.ask_to_follow(&order, crate::kit::preferences::current().lang, &client(facts.is_proxied)).await?;
    leptos_axum::redirect("/follow/sent");
    Ok(())
}

/// Whoever asks, told apart for an hour: a hash that nobody can turn back after the program has ended.
fn client(is_proxied: bool) -> String {
    use axum::extract::ConnectInfo;
    use std::hash::{BuildHasher, RandomState};
    use std::net::{IpAddr, SocketAddr};
    use std::sync::LazyLock;

    static SALT: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    let Some(parts) = use_context::<axum::http::request::Parts>() else { return String::new() };
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    // What the nearest proxy has added stands last.
    let told = parts.headers.get_all("x-forwarded-for").iter().next_back().filter(|_| is_proxied);
    let told = told.and_then(|value| value.to_str().ok()).and_then(|value| value.rsplit(',').next());
    let told = told.and_then(|address| address.trim().parse().ok());
    let network = told.or(peer).map(|address: IpAddr| match address.to_canonical() {
        IpAddr::V4(address) => address.octets().to_vec(),
        // A line has a whole network of these.
        IpAddr::V6(address) => address.octets()[..8].to_vec(),
    });
    format!("{:016x}", SALT.hash_one(network))
}

/// What a link to confirm is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedView {
    /// The name of what is to be followed.
    pub name: String,
    pub page: String,
    /// When mail comes.
    pub wish: FollowWish,
    /// Whether it was confirmed already.
    pub is_confirmed: bool,
}

/// What a link to confirm is about.
#[server(prefix = "/api", endpoint = "follow-asked", input = server_fn::codec::GetUrl)]
pub async fn public_follow_asked(#[server(default)] token: String) -> Result<AskedView, Failure> {
    let store = super::session::store()?;
    let asked = store.follow_asked(&token).await?;
    let (name, page) = named(&store, &asked.followed).await?;
    Ok(AskedView { name, page, wish: asked.wish, is_confirmed: asked.is_confirmed })
}

/// Confirms it. Only this, a post, begins to follow: what opens links of mails to look at them does not.
#[server(prefix = "/api", endpoint = "confirm-follow")]
pub async fn public_confirm_follow(#[server(default)] token: String) -> Result<(), Failure> {
    super::session::store()?.confirm_follow(&token).await?;
    leptos_axum::redirect(&format!("/follow/confirm/{token}"));
    Ok(())
}

/// Leaves again what a link to confirm was about, without waiting for the first mail with its link to leave.
#[server(prefix = "/api", endpoint = "leave-asked")]
pub async fn public_leave_asked(#[server(default)] token: String) -> Result<(), Failure> {
    super::session::store()?.leave_asked(&token).await?;
    leptos_axum::redirect("/follow/left");
    Ok(())
}

/// What a link to leave is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeavingView {
    /// The one thing that its mail was about.
    pub one: Option<(String, String)>,
    /// The names and pages of everything that is followed.
    pub all: Vec<(String, String)>,
}

/// What a link to leave is about; nothing where that was left already.
#[server(prefix = "/api", endpoint = "leaving", input = server_fn::codec::GetUrl)]
pub async fn public_leaving(#[server(default)] token: String) -> Result<Option<LeavingView>, Failure> {
    let store = super::session::store()?;
    let Some(leaving) = store.leaving(&token).await? else { return Ok(None) };
    let mut all = Vec::new();
    for followed in &leaving.all {
        // What is not public any more has no name; it is left with the others.
        match named(&store, followed).await {
            Ok(found) => all.push(found),
            Err(Failure::NotFound) => {}
            Err(failure) => return Err(failure),
        }
    }
    let one = match &leaving.one {
        Some(followed) => match named(&store, followed).await {
            Err(Failure::NotFound) => {
                let lang = crate::kit::preferences::current().lang;
                Some((
                    lang.pick("已不再公开的内容", "Something that is not public any more").to_owned(),
                    "/".to_owned(),
                ))
            }
            found => Some(found?),
        },
        None => None,
    };
    Ok(Some(LeavingView { one, all }))
}

/// The name and the page of what is followed.
async fn named(store: &store::Store, followed: &Followed) -> Result<(String, String), Failure> {
    let list = match followed {
        Followed::List(query) => super::public::narrowing(query.as_str()),
        _ => None,
    };
    let name = store.followed_name(followed, list.as_ref(), crate::kit::preferences::current().lang).await?;
    Ok((name, followed.page()))
}
