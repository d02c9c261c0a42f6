//! The deputies, as everyone may know them: name, delegation, term, and what became of their papers.

use std::collections::BTreeMap;

use domain::county::people::{PersonId, Township, TownshipId};
use domain::proposal::statistics::{Figures, Period};
use domain::proposal::view::Summary;
use jiff::civil::Date;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Failure;

/// What the list of deputies is narrowed to, and where its page begins: as the address has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeputyQuery {
    /// The id of a delegation.
    pub township: String,
    /// A part of a name.
    pub name: String,
    /// `yes` for those who have left office.
    pub former: String,
    /// A session or a year, for those who led or co-signed a public paper of it.
    pub active: String,
    /// The place after which the page begins.
    pub after: String,
}

impl DeputyQuery {
    /// The delegation, where it is a number.
    pub fn township(&self) -> Option<TownshipId> {
        self.township.parse().ok()
    }

    /// The period of which they have led or co-signed a paper.
    pub fn active(&self) -> Option<Period> {
        self.active.parse().ok()
    }

    /// Whether those are meant who have left office.
    pub fn former(&self) -> bool {
        self.former == "yes"
    }
}

/// A deputy in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeputyRow {
    /// Who it is.
    pub id: PersonId,
    pub name: String,
    /// The delegation's name in the reader's language.
    pub township: Option<String>,
    /// How many public papers the deputy has led.
    pub led: u64,
    /// How many the deputy has co-signed.
    pub co_signed: u64,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeputiesView {
    /// The lines, by delegation and name.
    pub rows: Vec<DeputyRow>,
    /// How many match.
    pub count: u64,
    /// Where the next page begins.
    pub next: Option<String>,
    /// The delegations to choose from.
    pub townships: Vec<Township>,
}

/// A page of the deputies.
#[server(prefix = "/api", endpoint = "deputies", input = server_fn::codec::GetUrl)]
pub async fn public_deputies(#[server(default)] query: DeputyQuery) -> Result<DeputiesView, Failure> {
    let (store, lang) = (super::session::store()?, crate::kit::preferences::current().lang);
    let name = ground::characters::plain(&query.name).chars().take(20).collect();
    let filter =
        store::DeputyFilter { township: query.township(), name, former: query.former(), active: query.active() };
    let mut parts = query.after.splitn(3, '_');
    let after = (|| {
        let (township, id) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some((township, parts.next()?.to_owned(), id))
    })();
    let page = store.deputies_page(&filter, after).await?;
    let county = store.county().await?;
    let place = |id: TownshipId| county.townships.iter().find(|place| place.id == id);
    let rows = page.rows.into_iter().map(|line| DeputyRow {
        id: line.id,
        name: line.name,
        township: line.township.and_then(place).map(|place| place.name(lang).to_owned()),
        led: line.led,
        co_signed: line.co_signed,
    });
    Ok(DeputiesView {
        rows: rows.collect(),
        count: page.count,
        next: page.next.map(|(township, name, id)| format!("{township}_{id}_{name}")),
        townships: county.townships.clone(),
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MandateView {
    /// The term, where it is known.
    pub term: Option<i32>,
    /// When it ended.
    pub ended_on: Option<Date>,
}

/// What everyone may know of a deputy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeputyView {
    /// Who it is.
    pub id: PersonId,
    pub name: String,
    /// The delegation's name in the reader's language.
    pub township: Option<String>,
    /// The mandates, first to last.
    pub mandates: Vec<MandateView>,
    /// The figures of the public papers that the deputy has led, by period.
    pub periods: BTreeMap<Period, Figures>,
    /// A page of the papers led, or co-signed, latest first.
    pub rows: Vec<Summary>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// A deputy, in office or not any more, with the public papers that the deputy led, or co-signed.
#[server(prefix = "/api", endpoint = "deputy", input = server_fn::codec::GetUrl)]
pub async fn public_deputy(
    id: PersonId,
    #[server(default)] co_signed: bool,
    #[server(default)] after: String,
) -> Result<DeputyView, Failure> {
    let (store, lang) = (super::session::store()?, crate::kit::preferences::current().lang);
    let record = store.deputy(id).await?;
    let county = store.county().await?;
    let (lead, signer) = if co_signed { (None, Some(id)) } else { (Some(id), None) };
    let filter = domain::proposal::list::Filter { by: lead, signer, ..Default::default() };
    let page = store.list(&filter, super::public::list_place(&after), lang).await?;
    let place = county.townships.iter().find(|place| Some(place.id) == record.township);
    let mandates = record.mandates.iter();
    Ok(DeputyView {
        id,
        name: record.name,
        township: place.map(|place| place.name(lang).to_owned()),
        mandates: mandates.map(|one| MandateView { term: one.term, ended_on: one.ended_on }).collect(),
        periods: record.figures,
        rows: page.rows,
        next: page.next.map(super::public::list_cursor),
    })
}
