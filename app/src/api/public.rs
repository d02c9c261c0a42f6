//! What anyone may read: the home page, the list, a proposal, the county.

use domain::county::number::Cohort;
use domain::county::people::County;
use domain::proposal::ProposalId;
use domain::proposal::excerpt::Excerpt;
use domain::proposal::facets::Facets;
use domain::proposal::letter::{Letter, ReplyPlace};
use domain::proposal::list::ListQuery;
use domain::proposal::statistics::Figures;
use domain::proposal::view::{LatestReply, ProposalView, Summary};
use jiff::civil::Date;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Failure, Posted};

/// The home page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeView {
    /// The current session's papers.
    pub cohort: Option<Cohort>,
    /// Their figures.
    pub figures: Figures,
    /// The key proposals among them.
    pub key: Vec<Summary>,
    /// The latest replies.
    pub latest: Vec<LatestReply>,
}

/// The home page's figures, key proposals and latest replies.
#[server(prefix = "/api", endpoint = "home", input = server_fn::codec::GetUrl)]
pub async fn public_home() -> Result<HomeView, Failure> {
    let home = super::session::store()?.home(crate::kit::preferences::current().lang).await?;
    Ok(HomeView { cohort: home.cohort, figures: home.figures, key: home.key, latest: home.latest })
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListView {
    /// The lines.
    pub rows: Vec<Summary>,
    /// Where the query stands in each line, where something is searched for.
    pub excerpts: Vec<Option<Excerpt>>,
    /// How many of those that match have each stage, topic, township, unit, year and cohort.
    pub facets: Facets,
    /// How many match.
    pub count: u64,
    /// Whether there are more than `count`.
    pub more_than_count: bool,
    /// How many promises the figure counts in them, where it counts promises.
    pub promises: Option<u64>,
    /// The name of the deputy whose papers are listed.
    pub deputy: Option<String>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// The units and townships to choose from.
    pub county: County,
    /// The sessions, and years between sessions, to choose from.
    pub cohorts: Vec<Cohort>,
    /// The years of registration to choose from, the latest first.
    pub years: Vec<i16>,
    /// The county's date.
    pub today: Date,
}

/// What a list's address narrows it to, with what is searched for; nothing where its query cannot be read.
pub fn narrowing(query: &str) -> Option<store::Narrowing> {
    let address = format!("/?{query}").parse().ok()?;
    let list = axum::extract::Query::<ListQuery>::try_from_uri(&address).ok()?;
    let query = list.query().ok()?;
    Some(store::Narrowing { filter: list.filter(), query })
}

/// The two numbers of a place in a list.
fn place<A: std::str::FromStr, B: std::str::FromStr>(after: &str) -> Option<(A, B)> {
    let (one, other) = after.split_once('_')?;
    Some((one.parse().ok()?, other.parse().ok()?))
}

/// A page of the public list, or of what is found in it. Codes that mean nothing narrow nothing, and a query that is
/// too long finds nothing.
#[server(prefix = "/api", endpoint = "list", input = server_fn::codec::GetUrl)]
pub async fn public_list(#[server(default)] query: ListQuery) -> Result<ListView, Failure> {
    let store = super::session::store()?;
    let (filter, lang) = (query.filter(), crate::kit::preferences::current().lang);
    let deputy = match filter.by.or(filter.signer) {
        Some(id) => store.deputy_name(id).await?,
        None => None,
    };
    let periods = store.periods(&[domain::proposal::statistics::Figure::Registered]).await?;
    let mut view = ListView {
        rows: Vec::new(),
        excerpts: Vec::new(),
        facets: Facets::default(),
        count: 0,
        more_than_count: false,
        promises: None,
        deputy,
        next: None,
        county: store.county().await?.as_ref().clone(),
        cohorts: periods.iter().filter_map(|period| period.cohort()).collect(),
        years: periods.iter().rev().filter_map(|period| period.year()).collect(),
        today: store.moment().today(),
    };
    let count = match query.query() {
        Err(_) => return Ok(view),
        Ok(Some(words)) => {
            let after = place(&query.after).map(|(tier, row)| store::FoundCursor { tier, row });
            let page = store.search(&words, &filter, query.sort(), after, lang).await?;
            view.next = page.next.map(|cursor| format!("{}_{}", cursor.tier, cursor.row));
            view.facets = page.facets;
            for found in page.rows {
                view.rows.push(found.summary);
                view.excerpts.push(found.excerpt);
            }
            page.count
        }
        Ok(None) => {
            let page = store.list(&filter, list_place(&query.after), lang).await?;
            view.next = page.next.map(list_cursor);
            view.promises = page.promises;
            view.facets = page.facets;
            view.rows = page.rows;
            page.count
        }
    };
    (view.count, view.more_than_count) = count.bounds();
    Ok(view)
}

/// The place after which a page of the list begins. Parsed, because the address may hold anything.
pub(super) fn list_place(after: &str) -> Option<store::ListCursor> {
    let (registered_ms, id) = place(after)?;
    Some(store::ListCursor { registered_ms, id })
}

/// The same as the address has it.
pub(super) fn list_cursor(cursor: store::ListCursor) -> String {
    format!("{}_{}", cursor.registered_ms, cursor.id)
}

/// A paper as anyone sees it, in the language of the request, where the server has read it already for the head of the page.
#[derive(Clone, Debug)]
pub struct PublicPaper(pub std::sync::Arc<ProposalView>);

/// A proposal as the reader, signed in or not, may see it.
#[server(prefix = "/api", endpoint = "proposal", input = server_fn::codec::GetUrl)]
pub async fn public_proposal(id: ProposalId) -> Result<ProposalView, Failure> {
    let account = super::session::viewer().await?;
    let actor = account.filter(|account| !account.must_change_password).map(|account| account.actor);
    if actor.is_none()
        && let Some(PublicPaper(read)) = use_context()
        && read.id == id
    {
        return Ok(read.as_ref().clone());
    }
    Ok(super::session::store()?.proposal(id, actor.as_ref(), crate::kit::preferences::current().lang).await?)
}

/// The official letter of one of a proposal's replies, as the reader, signed in or not, may see it.
#[server(prefix = "/api", endpoint = "letter", input = server_fn::codec::GetUrl)]
pub async fn public_letter(id: ProposalId, n: ReplyPlace) -> Result<Letter, Failure> {
    let account = super::session::viewer().await?;
    let actor = account.filter(|account| !account.must_change_password).map(|account| account.actor);
    Ok(super::session::store()?.letter(id, actor.as_ref(), n).await?)
}

/// The units and townships, for choosing.
#[server(prefix = "/api", endpoint = "county", input = server_fn::codec::GetUrl)]
pub async fn public_county() -> Result<County, Failure> {
    Ok(super::session::store()?.county().await?.as_ref().clone())
}

/// A form that was refused, for the browser that sent it.
#[server(prefix = "/api", endpoint = "kept-form", input = server_fn::codec::GetUrl)]
pub async fn public_kept_form(id: Uuid) -> Result<Option<Posted>, Failure> {
    let parts = use_context::<axum::http::request::Parts>().ok_or(Failure::Fault)?;
    let Some(sender) = crate::Sender::known(&parts.headers) else { return Ok(None) };
    let kept = super::session::store()?.kept_form(id, sender.browser()).await?;
    Ok(kept.and_then(|data| serde_json::from_str(&data).ok()))
}
