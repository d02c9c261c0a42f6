//! What anyone may read: the home page, the list, a proposal, the county.

use domain::draft::Topic;
use domain::letter::{Letter, ReplyPlace};
use domain::number::Cohort;
use domain::people::{County, ProposalId, TownshipId, UnitId};
use domain::statistics::Figures;
use domain::view::{LatestReply, ProposalView, Summary};
use domain::workflow::Stage;
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
    let home = super::session::store()?.home(crate::preferences::current().lang).await?;
    Ok(HomeView { cohort: home.cohort, figures: home.figures, key: home.key, latest: home.latest })
}

/// What the list is narrowed to, and where its page begins: codes as the address has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    /// The code of a stage.
    pub stage: String,
    /// The code of a topic.
    pub topic: String,
    /// The id of a township.
    pub township: String,
    /// The id of a unit.
    pub unit: String,
    /// A year.
    pub year: String,
    /// A session, or a year between sessions, as numbers have it.
    pub session: String,
    /// The place after which the page begins.
    pub after: String,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListView {
    /// The lines.
    pub rows: Vec<Summary>,
    /// How many match.
    pub count: u64,
    /// Whether there are more than `count`.
    pub more_than_count: bool,
    /// Where the next page begins.
    pub next: Option<String>,
    /// The units and townships to choose from.
    pub county: County,
    /// The sessions, and years between sessions, to choose from.
    pub cohorts: Vec<Cohort>,
    /// The county's date.
    pub today: Date,
}

impl ListQuery {
    /// The stage, where the code is one.
    pub fn stage(&self) -> Option<Stage> {
        Stage::from_code(&self.stage).ok().filter(|stage| stage.is_public())
    }

    /// The topic, where the code is one.
    pub fn topic(&self) -> Option<Topic> {
        Topic::from_code(&self.topic).ok()
    }

    /// The township, where it is a number.
    pub fn township(&self) -> Option<TownshipId> {
        self.township.parse().ok()
    }

    /// The unit, where it is a number.
    pub fn unit(&self) -> Option<UnitId> {
        self.unit.parse().ok()
    }

    /// The year, where it is a number.
    pub fn year(&self) -> Option<i16> {
        self.year.parse().ok()
    }

    /// The cohort, where the text is one.
    pub fn cohort(&self) -> Option<Cohort> {
        self.session.parse().ok()
    }

    /// Whether the list is narrowed at all.
    pub fn is_narrowed(&self) -> bool {
        self.stage().is_some()
            || self.topic().is_some()
            || self.township().is_some()
            || self.unit().is_some()
            || self.year().is_some()
            || self.cohort().is_some()
    }
}

#[cfg(feature = "ssr")]
impl ListQuery {
    /// What the list is narrowed to.
    pub fn filter(&self) -> store::Filter {
        store::Filter {
            stage: self.stage(),
            topic: self.topic(),
            township: self.township(),
            unit: self.unit(),
            year: self.year(),
            cohort: self.cohort(),
        }
    }
}

/// What a list's address narrows it to; nothing where its query cannot be read.
#[cfg(feature = "ssr")]
pub fn list_filter(query: &str) -> Option<store::Filter> {
    let address = format!("/?{query}").parse().ok()?;
    let query = axum::extract::Query::<ListQuery>::try_from_uri(&address).ok()?;
    Some(query.filter())
}

/// A page of the public list. Codes that mean nothing narrow nothing.
#[server(prefix = "/api", endpoint = "list", input = server_fn::codec::GetUrl)]
pub async fn public_list(#[server(default)] query: ListQuery) -> Result<ListView, Failure> {
    let store = super::session::store()?;
    let filter = query.filter();
    let after = query.after.split_once('_').and_then(|(registered_ms, id)| {
        Some(store::ListCursor { registered_ms: registered_ms.parse().ok()?, id: id.parse().ok()? })
    });
    let page = store.list(&filter, after, crate::preferences::current().lang).await?;
    let (count, more_than_count) = match page.count {
        store::RowCount::Exactly(n) => (n, false),
        store::RowCount::MoreThan(n) => (n, true),
    };
    Ok(ListView {
        rows: page.rows,
        count,
        more_than_count,
        next: page.next.map(|cursor| format!("{}_{}", cursor.registered_ms, cursor.id)),
        county: store.county().await?.as_ref().clone(),
        cohorts: store.cohorts().await?,
        today: store.moment().today(),
    })
}

/// A proposal as the reader, signed in or not, may see it.
#[server(prefix = "/api", endpoint = "proposal", input = server_fn::codec::GetUrl)]
pub async fn public_proposal(id: ProposalId) -> Result<ProposalView, Failure> {
    let account = super::session::viewer().await?;
    let actor = account.filter(|account| !account.must_change_password).map(|account| account.actor);
    Ok(super::session::store()?.proposal(id, actor.as_ref(), crate::preferences::current().lang).await?)
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

/// A form that was refused, under the address that only its sender was given.
#[server(prefix = "/api", endpoint = "kept-form", input = server_fn::codec::GetUrl)]
pub async fn public_kept_form(id: Uuid) -> Result<Option<Posted>, Failure> {
    let kept = super::session::store()?.kept_form(id).await?;
    Ok(kept.and_then(|data| serde_json::from_str(&data).ok()))
}
