//! The county: sessions and townships; deputies and units in the terms of Popolo (popoloproject.com).

use axum::Json;
use axum::extract::{RawQuery, State};
use domain::county::number::{Cohort, Series};
use domain::county::people::{Named, PersonId};
use domain::proposal::statistics::Period;
use jiff::civil::Date;
use serde::Serialize;
use store::OpenDeputy;
use utoipa::ToSchema;

use super::OpenData;
use super::asked::{Asked, Param, params};
use super::problem::Problem;
use super::words::{Place, Words};

const PARAMS: &[Param] =
    &[Param::after("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"), Param::LIMIT];
params!(PeopleParams, PARAMS);
const CONGRESS: &str = "congress";

/// A page of people.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PeoplePage {
    /// The people, by id.
    items: Vec<Person>,
    /// The address of the next page; null on the last.
    next: Option<String>,
}

/// A deputy, in office or former (Popolo Person).
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Person {
    /// The id; it never changes.
    id: String,
    /// The name.
    name: String,
    /// The mandates.
    memberships: Vec<Membership>,
}

/// A deputy's mandate (Popolo Membership).
#[derive(Debug, Serialize, ToSchema)]
struct Membership {
    /// Its id.
    id: String,
    /// The person.
    person_id: String,
    /// The organization: the congress.
    organization_id: String,
    /// The delegation, an organization too.
    on_behalf_of_id: Option<String>,
    /// The role: deputy.
    role: String,
    /// The term of the congress in which it ended, where it has.
    term: Option<i32>,
    /// The day on which it ended.
    end_date: Option<Date>,
}

/// The deputies, in office and former, by id.
#[utoipa::path(
    get, path = "/api/v1/people", tag = "county", params(PeopleParams),
    responses(
        (status = 200, description = "A page of people.", body = PeoplePage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn people(
    State(OpenData { store, site, .. }): State<OpenData>,
    RawQuery(query): RawQuery,
) -> Result<Json<PeoplePage>, Problem> {
    let asked = Asked::read(query.as_deref(), PARAMS)?;
    let after: Option<PersonId> = asked.after(|raw| raw.parse().ok())?;
    let (deputies, next) = store.open_deputies(after, asked.limit()?).await?;
    let next = next.map(|id| format!("{site}{}", asked.address_after("/api/v1/people", &id.to_string())));
    Ok(Json(PeoplePage { items: deputies.into_iter().map(person).collect(), next }))
}

fn person(deputy: OpenDeputy) -> Person {
    let OpenDeputy { person, name, township, mandates } = deputy;
    let membership = |(id, term, end_date): (i32, Option<i32>, Option<Date>)| Membership {
        id: format!("mandate-{id}"),
        person_id: person.to_string(),
        organization_id: CONGRESS.to_owned(),
        on_behalf_of_id: township.map(|id| format!("delegation-{id}")),
        role: "deputy".to_owned(),
        term,
        end_date,
    };
    Person { id: person.to_string(), name, memberships: mandates.into_iter().map(membership).collect() }
}

/// Organizations.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OrganizationList {
    /// The organizations.
    items: Vec<Organization>,
}

/// The congress, a delegation or a unit (Popolo Organization).
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Organization {
    /// Its id.
    id: String,
    /// Its Chinese name.
    name: String,
    /// Its names in other languages.
    other_names: Vec<OtherName>,
    /// What it is: legislature, delegation or unit.
    classification: &'static str,
    /// The organization that it is part of.
    parent_id: Option<&'static str>,
    /// The id of the unit or township, for filters.
    filter_id: Option<i32>,
    /// Whether it was closed: its papers stay.
    is_closed: bool,
}

/// A name in another language (Popolo).
#[derive(Debug, Serialize, ToSchema)]
struct OtherName {
    /// The name.
    name: String,
    /// The language.
    note: &'static str,
}

impl Organization {
    fn new<Id>(classification: &'static str, id: i32, named: &Named<Id>, parent_id: Option<&'static str>) -> Self {
        Self {
            id: format!("{classification}-{id}"),
            name: named.name.clone(),
            other_names: vec![OtherName { name: named.name_en.clone(), note: "en" }],
            classification,
            parent_id,
            filter_id: Some(id),
            is_closed: false,
        }
    }
}

/// The units that handle proposals.
#[utoipa::path(
    get, path = "/api/v1/units", tag = "county",
    responses((status = 200, description = "The units.", body = OrganizationList))
)]
pub(super) async fn units(State(OpenData { store, .. }): State<OpenData>) -> Result<Json<OrganizationList>, Problem> {
    let county = store.county().await?;
    let unit = |unit: &domain::county::people::Unit| {
        let is_closed = county.is_closed(unit.id);
        Organization { is_closed, ..Organization::new("unit", unit.id.0, unit, None) }
    };
    Ok(Json(OrganizationList { items: county.units.iter().map(unit).collect() }))
}

/// Every organization: the congress, its delegations, and the units.
#[utoipa::path(
    get, path = "/api/v1/organizations", tag = "county",
    responses((status = 200, description = "The organizations.", body = OrganizationList))
)]
pub(super) async fn organizations(State(state): State<OpenData>) -> Result<Json<OrganizationList>, Problem> {
    let county = state.store.county().await?;
    let level = county.level;
    let english =
        OtherName { name: format!("{} people's congress", level.word(ground::vocabulary::Lang::En)), note: "en" };
    let mut items = vec![Organization {
        id: CONGRESS.to_owned(),
        name: format!("{}人民代表大会", level.word(ground::vocabulary::Lang::Zh)),
        other_names: vec![english],
        classification: "legislature",
        parent_id: None,
        filter_id: None,
        is_closed: false,
    }];
    let delegations = county.townships.iter();
    items.extend(delegations.map(|place| Organization::new("delegation", place.id.0, place, Some(CONGRESS))));
    let Json(units) = units(State(state)).await?;
    items.extend(units.items);
    Ok(Json(OrganizationList { items }))
}

/// Townships.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TownshipList {
    /// The townships, and the county organs' delegation.
    items: Vec<Place>,
}

/// The townships, and the county organs' delegation.
#[utoipa::path(
    get, path = "/api/v1/townships", tag = "county",
    responses((status = 200, description = "The townships.", body = TownshipList))
)]
pub(super) async fn townships(State(OpenData { store, .. }): State<OpenData>) -> Result<Json<TownshipList>, Problem> {
    let county = store.county().await?;
    Ok(Json(TownshipList { items: county.townships.iter().map(|place| Place::named(place.id.0, place)).collect() }))
}

/// Sessions.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SessionList {
    /// The sessions, and the years between them.
    items: Vec<Session>,
}

/// A session, or a year between sessions: papers are numbered and counted by it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Session {
    /// Its id, for filters: 17-1, or 17-闭-2026.
    id: String,
    /// Its name.
    name: Words,
    /// The term of the congress.
    term: u16,
    /// The ordinal of the session in the term.
    ordinal: Option<u16>,
    /// The year between sessions.
    year: Option<i16>,
    /// Its first day.
    opens_on: Option<Date>,
    /// Its last day.
    closes_on: Option<Date>,
}

impl Session {
    /// A cohort, with its days where it is a session that sat.
    pub(super) fn new(cohort: Cohort, days: Option<(Date, Date)>) -> Self {
        let (ordinal, year) = match cohort.series {
            Series::Session(ordinal) => (Some(ordinal), None),
            Series::Interim(year) => (None, Some(year)),
        };
        Self {
            id: cohort.to_string(),
            name: Words::of(|lang| cohort.word(lang)),
            term: cohort.term,
            ordinal,
            year,
            opens_on: days.map(|(first, _)| first),
            closes_on: days.map(|(_, last)| last),
        }
    }
}

/// The sessions of the congress and the years between them, the earliest first.
#[utoipa::path(
    get, path = "/api/v1/sessions", tag = "county",
    responses((status = 200, description = "The sessions.", body = SessionList))
)]
pub(super) async fn sessions(State(OpenData { store, .. }): State<OpenData>) -> Result<Json<SessionList>, Problem> {
    let sat = store.sessions().await?;
    let mut all: std::collections::BTreeMap<Cohort, Option<(Date, Date)>> = store
        .periods(&super::figures::KNOWN)
        .await?
        .into_iter()
        .filter_map(Period::cohort)
        .map(|cohort| (cohort, None))
        .collect();
    for session in sat {
        let cohort = Cohort { term: session.term, series: Series::Session(session.ordinal) };
        all.insert(cohort, Some((session.opens_on, session.closes_on)));
    }
    Ok(Json(SessionList { items: all.into_iter().map(|(cohort, days)| Session::new(cohort, days)).collect() }))
}
