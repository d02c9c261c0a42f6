//! What units have on their hands, what is late, promises and key proposals.

use domain::county::number::{Cohort, Number};
use domain::county::people::{BodyId, Unit};
use domain::parts::promises::PromiseState;
use domain::proposal::ProposalId;
use domain::proposal::key::KeyProposal;
use domain::proposal::supervision::{
    AcceptForm, LATE_STAGES, LateCount, LatePaper, LateParty, RecordFigure, UnitPaper, UnitRecord,
};
use domain::proposal::view::Summary;
use domain::proposal::workflow::Stage;
use jiff::civil::Date;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Failure;

/// A page of a unit's papers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitView {
    /// The papers, by due date.
    pub papers: Vec<UnitPaper>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// The papers on the hands of the reader's unit; those that are done where `closed`.
#[server(prefix = "/api", endpoint = "unit-papers", input = server_fn::codec::GetUrl)]
pub async fn unit_papers(
    #[server(default)] closed: bool,
    #[server(default)] after: String,
) -> Result<UnitView, Failure> {
    let account = super::session::actor().await?;
    let lang = crate::kit::preferences::current().lang;
    let store = super::session::store()?;
    let (papers, next) = store.unit_papers(&account.actor, closed, place(&after), lang).await?;
    Ok(UnitView { papers, next: next.map(|(until, id)| format!("{until}_{id}")) })
}

/// The place after which a page begins. Parsed, because the address may hold anything.
fn place(after: &str) -> Option<(String, ProposalId)> {
    let (until, id) = after.split_once('_')?;
    Some((until.parse::<Date>().ok()?.to_string(), id.parse().ok()?))
}

/// Accepts the ticked papers together, and shows what is left.
#[server(prefix = "/api", endpoint = "accept-all")]
pub async fn accept_all(#[server(default)] accept: AcceptForm) -> Result<(), Failure> {
    let account = super::session::actor().await?;
    let n = super::session::store()?.accept_all(&account.actor, &accept).await?;
    leptos_axum::redirect(&format!("/unit?done={n}"));
    Ok(())
}

/// What the late papers are narrowed to, and where their page begins: codes as the address has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LateQuery {
    /// The id of a unit, or `offices`.
    pub unit: String,
    /// The code of a stage.
    pub stage: String,
    /// The place after which the page begins.
    pub after: String,
}

impl LateQuery {
    /// With whom it lies, where that is named.
    pub fn party(&self) -> Option<LateParty> {
        LateParty::parse(&self.unit)
    }

    /// The stage, where the code is one at which somebody can be late.
    pub fn stage(&self) -> Option<Stage> {
        Stage::from_code(&self.stage).ok().filter(|stage| LATE_STAGES.contains(stage))
    }

    /// The address of the page that is narrowed to the same, from its beginning.
    pub fn address(&self) -> String {
        let unit = self.party().map(|party| format!("unit={}", party.code()));
        let stage = self.stage().map(|stage| format!("stage={}", stage.code()));
        let parts: Vec<_> = [unit, stage].into_iter().flatten().collect();
        if parts.is_empty() { "/supervision".to_owned() } else { format!("/supervision?{}", parts.join("&")) }
    }
}

/// What is late, with whom, and how the units do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupervisionView {
    /// How many are late, by unit and stage.
    pub counts: Vec<LateCount>,
    /// How many papers are late, as the list is narrowed.
    pub n: u64,
    /// The late papers.
    pub papers: Vec<LatePaper>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// The present session.
    pub cohort: Option<Cohort>,
    /// The record of each unit in it.
    pub records: Vec<UnitRecord>,
}

/// What is late, with whom, and how the units do in the present session.
#[server(prefix = "/api", endpoint = "supervision", input = server_fn::codec::GetUrl)]
pub async fn supervision(#[server(default)] query: LateQuery) -> Result<SupervisionView, Failure> {
    let account = super::session::actor().await?;
    let (store, lang) = (super::session::store()?, crate::kit::preferences::current().lang);
    let (party, stage) = (query.party(), query.stage());
    let (papers, next) = store.late_papers(&account.actor, party, stage, place(&query.after), lang).await?;
    let n = store.late_total(&account.actor, party, stage).await?;
    let counts = store.late_counts(&account.actor, lang).await?;
    let (cohort, records) = store.unit_records(&account.actor, lang).await?;
    let next = next.map(|(until, id)| format!("{until}_{id}"));
    Ok(SupervisionView { counts, n, papers, next, cohort, records })
}

/// Chases whoever a late paper lies with, and goes back to the list as it was narrowed.
#[server(prefix = "/api", endpoint = "chase")]
pub async fn chase(id: ProposalId, version: i32, #[server(default)] query: LateQuery) -> Result<(), Failure> {
    use domain::parts::chases::ChaseForm;
    use domain::proposal::command::Command;

    let account = super::session::actor().await?;
    let command = Command::Chase(ChaseForm::default());
    super::session::store()?.act(&account.actor, id, version, &command).await?;
    let back = query.address();
    let separator = if back.contains('?') { '&' } else { '?' };
    leptos_axum::redirect(&format!("{back}{separator}done={id}"));
    Ok(())
}

/// The list behind a number of a unit's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordView {
    /// The unit's name.
    pub unit: String,
    pub figure: RecordFigure,
    /// The papers that it counts.
    pub papers: Vec<Summary>,
}

/// The papers that a figure of a unit's record counts: all that it leads where the code is no figure's.
#[server(prefix = "/api", endpoint = "record-papers", input = server_fn::codec::GetUrl)]
pub async fn record_papers(unit: BodyId, #[server(default)] figure: String) -> Result<RecordView, Failure> {
    let account = super::session::actor().await?;
    let (store, lang) = (super::session::store()?, crate::kit::preferences::current().lang);
    let figure = RecordFigure::from_code(&figure).unwrap_or(RecordFigure::Led);
    let papers = store.record_papers(&account.actor, unit, figure, lang).await?;
    let county = store.county().await?;
    let named = county.units.iter().find(|known| known.id == unit).ok_or(Failure::NotFound)?;
    Ok(RecordView { unit: named.name(lang).to_owned(), figure, papers })
}

/// What promises are narrowed to, and where their page begins: codes as the address has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PromiseQuery {
    /// The code of a state.
    pub state: String,
    /// The id of a unit.
    pub unit: String,
    /// A month, as `2026-12`, or a year.
    pub month: String,
    /// `overdue` for those that are open after their last day, `look_back` for those at which somebody has to look.
    pub only: String,
    /// The place after which the page begins.
    pub after: String,
}

/// The promises that are told apart beside their state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// Open after their last day.
    Overdue,
    /// Somebody has to look.
    LookBack,
}

impl PromiseQuery {
    /// The state, where the code is one.
    pub fn state(&self) -> Option<PromiseState> {
        PromiseState::from_code(&self.state).ok()
    }

    /// The unit, where it is a number.
    pub fn unit(&self) -> Option<BodyId> {
        self.unit.parse().ok()
    }

    /// The first and the last day of the month or the year, where the text is one.
    pub fn span(&self) -> Option<(Date, Date)> {
        let (year, month) = self.month.split_once('-').unwrap_or((&self.month, ""));
        let year = year.parse().ok().filter(|year| (2000..2100).contains(year))?;
        let first = |month| Date::new(year, month, 1).ok();
        if month.is_empty() {
            return first(1).map(|first| (first, first.last_of_year()));
        }
        first(month.parse().ok()?).map(|first| (first, first.last_of_month()))
    }

    /// What else they are narrowed to.
    pub fn only(&self) -> Option<Only> {
        match self.only.as_str() {
            "overdue" => Some(Only::Overdue),
            "look_back" => Some(Only::LookBack),
            _ => None,
        }
    }

    /// Whether the list is narrowed at all.
    pub fn is_narrowed(&self) -> bool {
        self.state().is_some() || self.unit().is_some() || self.span().is_some() || self.only().is_some()
    }
}

/// A promise in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseRow {
    /// The paper.
    pub proposal: ProposalId,
    /// The paper's number.
    pub number: Option<Number>,
    /// The paper's title.
    pub title: String,
    /// The name of the unit that gave it.
    pub unit: String,
    /// What is promised.
    pub text: String,
    /// The last day.
    pub due: Date,
    /// What has become of it.
    pub state: PromiseState,
    /// When it was verified or explained.
    pub settled_on: Option<Date>,
    /// Whether somebody has to look.
    pub looks_back: bool,
}

/// A page of promises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromisesView {
    /// The lines, by their last day.
    pub rows: Vec<PromiseRow>,
    /// How many match, and whether there are more than so many.
    pub count: (u64, bool),
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many fall due in each month of the year that is shown, by the month's first day.
    pub months: Vec<(Date, usize)>,
    /// The units to choose from.
    pub units: Vec<Unit>,
    /// The county's date.
    pub today: Date,
}

/// Promises as the reader, signed in or not, may see them. Codes that mean nothing narrow nothing.
#[server(prefix = "/api", endpoint = "commitments", input = server_fn::codec::GetUrl)]
pub async fn public_promises(#[server(default)] query: PromiseQuery) -> Result<PromisesView, Failure> {
    let account = super::session::viewer().await?;
    let actor = account.filter(|account| !account.must_change_password).map(|account| account.actor);
    let (store, lang) = (super::session::store()?, crate::kit::preferences::current().lang);
    let today = store.moment().today();
    let filter = store::PromiseFilter {
        state: query.state(),
        unit: query.unit(),
        between: query.span(),
        overdue: query.only() == Some(Only::Overdue),
        looks_back: query.only() == Some(Only::LookBack),
    };
    let mut parts = query.after.splitn(3, '_');
    let after = (|| Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)))();
    let page = store.promises(actor.as_ref(), &filter, after, lang).await?;
    let count = store.count_promises(actor.as_ref(), &filter).await?.bounds();
    let year = query.span().map_or(today, |(first, _)| first);
    let months = store.promise_months(actor.as_ref(), year.first_of_year(), year.last_of_year()).await?;
    let rows = page.lines.into_iter().map(|line| PromiseRow {
        proposal: line.proposal,
        number: line.number,
        title: line.title,
        unit: line.unit,
        text: line.text,
        due: line.due,
        state: line.state,
        settled_on: line.settled_on,
        looks_back: line.looks_back,
    });
    Ok(PromisesView {
        rows: rows.collect(),
        count,
        next: page.next.map(|(due, id, position)| format!("{due}_{id}_{position}")),
        months,
        units: store.county().await?.units.clone(),
        today,
    })
}

/// A key proposal and who pushes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyView {
    /// The proposal.
    pub summary: Summary,
    /// Who pushes it, and the reports.
    pub key: KeyProposal,
    /// Whether the reader reads the reports.
    pub is_whole: bool,
}

/// The key proposals that the reader, signed in or not, may see.
#[server(prefix = "/api", endpoint = "key-proposals", input = server_fn::codec::GetUrl)]
pub async fn public_key_proposals() -> Result<Vec<KeyView>, Failure> {
    let account = super::session::viewer().await?;
    let actor = account.filter(|account| !account.must_change_password).map(|account| account.actor);
    let store = super::session::store()?;
    let papers = store.key_proposals(actor.as_ref(), crate::kit::preferences::current().lang).await?;
    let views = papers.into_iter().map(|paper| {
        let store::KeyPaper { summary, key, is_whole } = paper;
        KeyView { summary, key, is_whole }
    });
    Ok(views.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_years_are_spans_and_nonsense_is_none() {
        let span = |month: &str| PromiseQuery { month: month.into(), ..PromiseQuery::default() }.span();
        let days = |month: &str| span(month).map(|(first, last)| format!("{first} {last}"));
        assert_eq!(days("2026-02").as_deref(), Some("2026-02-01 2026-02-28"));
        assert_eq!(days("2027").as_deref(), Some("2027-01-01 2027-12-31"));
        for nonsense in ["", "x", "2026-13", "2026-0", "9999", "-5", "2026-1-1"] {
            assert_eq!(span(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn an_address_holds_what_was_understood_only() {
        let address =
            |unit: &str, stage: &str| LateQuery { unit: unit.into(), stage: stage.into(), after: "x".into() }.address();
        assert_eq!(address("3", "handling"), "/supervision?unit=3&stage=handling");
        assert_eq!(address("//evil.example", "draft"), "/supervision");
    }
}
