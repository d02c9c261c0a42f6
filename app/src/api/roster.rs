//! The accounts office: imports, people and their roles, terms of the congress.

use domain::county::accounts::{AccountCommand, SessionForm};
use domain::county::number::Session;
use domain::county::people::{County, PersonId, Role, TownshipId};
use domain::county::roster::{Counts, Kind, RowPlan};
use jiff::civil::Date;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Failure;

/// How many rows of a preview stand on a page.
pub const PREVIEW_ROWS: usize = 100;

/// The preview of an import, a page of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    /// What the table is about.
    pub kind: Kind,
    pub file_name: String,
    /// How many rows do what.
    pub counts: Counts,
    /// What it did, once it was imported.
    pub done: Option<Counts>,
    /// Every broken row.
    pub broken: Vec<RowPlan>,
    /// The other rows of this page.
    pub rows: Vec<RowPlan>,
    /// The line after which the next page begins.
    pub next: Option<u32>,
    /// What the confirmation is bound to.
    pub fingerprint: String,
}

/// What a table that was read will do.
#[server(prefix = "/api", endpoint = "import-preview", input = server_fn::codec::GetUrl)]
pub async fn import_preview(id: Uuid, #[server(default)] after: u32) -> Result<ImportView, Failure> {
    use domain::county::roster::Outcome;

    let account = super::session::actor().await?;
    let preview =
        super::session::store()?.import_preview(&account.actor, id, crate::kit::preferences::current().lang).await?;
    let counts = Counts::of(&preview.rows);
    let (broken, rows): (Vec<_>, Vec<_>) =
        preview.rows.into_iter().partition(|row| matches!(row.outcome, Outcome::Broken(_)));
    let mut rows: Vec<_> = rows.into_iter().filter(|row| row.line > after).take(PREVIEW_ROWS + 1).collect();
    let more = rows.len() > PREVIEW_ROWS;
    rows.truncate(PREVIEW_ROWS);
    let next = rows.last().filter(|_| more).map(|row| row.line);
    Ok(ImportView {
        kind: preview.kind,
        file_name: preview.file_name,
        counts,
        done: preview.done,
        broken,
        rows,
        next,
        fingerprint: preview.fingerprint,
    })
}

/// Imports a table, whole or not at all.
#[server(prefix = "/api", endpoint = "import-confirm")]
pub async fn import_confirm(id: Uuid, #[server(default)] fingerprint: String) -> Result<(), Failure> {
    let account = super::session::actor().await?;
    let lang = crate::kit::preferences::current().lang;
    super::session::store()?.confirm_import(&account.actor, id, &fingerprint, lang).await?;
    leptos_axum::redirect(&format!("/accounts/import/{id}"));
    Ok(())
}

/// What the list of people is narrowed to: codes as the address has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PeopleQuery {
    /// A part of the name, the beginning of the account or the roster number.
    pub text: String,
    /// The code of an office.
    pub office: String,
    /// The id of a unit.
    pub unit: String,
    /// The id of a township.
    pub township: String,
    /// `yes` for those without a password.
    pub new: String,
    /// The place after which the page begins.
    pub after: String,
}

/// A person in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Who it is.
    pub id: PersonId,
    pub name: String,
    /// The account name.
    pub login: String,
    /// The roster number.
    pub key: Option<String>,
    /// The delegation.
    pub township: Option<TownshipId>,
    /// The roles held today.
    pub roles: Vec<Role>,
    /// Whether the account is suspended.
    pub suspended: bool,
    /// Whether a password was set.
    pub has_password: bool,
    /// The last day of the activation code, where one was handed out.
    pub code_until: Option<Date>,
}

/// A page of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleView {
    /// The people.
    pub rows: Vec<PersonRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// The units and townships.
    pub county: County,
}

/// People, found by name, account, role, unit or delegation.
#[server(prefix = "/api", endpoint = "people", input = server_fn::codec::GetUrl)]
pub async fn people(#[server(default)] query: PeopleQuery) -> Result<PeopleView, Failure> {
    use ground::characters::{clean_line, plain};

    let account = super::session::actor().await?;
    let store = super::session::store()?;
    // Too long it is nobody's name.
    let text = plain(&query.text);
    let text = if text.chars().count() <= 60 { text } else { String::from("\u{fffd}") };
    let filter = store::PeopleFilter {
        text,
        office: domain::county::people::Office::from_code(&query.office).ok(),
        unit: query.unit.parse().ok(),
        township: query.township.parse().ok(),
        without_password: query.new == "yes",
    };
    let after = query.after.split_once('_').and_then(|(id, name)| Some((clean_line(name), id.parse().ok()?)));
    let (lines, next) = store.people(&account.actor, &filter, after).await?;
    Ok(PeopleView {
        rows: lines.into_iter().map(person_row).collect(),
        next: next.map(|(name, id)| format!("{id}_{name}")),
        county: store.county().await?.as_ref().clone(),
    })
}

fn person_row(line: store::PersonLine) -> PersonRow {
    PersonRow {
        id: line.id,
        name: line.name,
        login: line.login,
        key: line.key,
        township: line.township,
        roles: line.roles,
        suspended: line.suspended,
        has_password: line.has_password,
        code_until: line.code_until.and_then(|day| day.parse().ok()),
    }
}

/// A line of the log of accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogRow {
    /// The day.
    pub on: Date,
    /// Who did it.
    pub actor: Option<String>,
    /// What was done, in the reader's language.
    pub sentence: String,
}

/// A role that has ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastRoleRow {
    pub role: Role,
    /// The term, of a deputy.
    pub term: Option<i32>,
    /// The last day.
    pub ended_on: Option<Date>,
}

/// A person's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    pub person: PersonRow,
    /// The telephone.
    pub phone: Option<String>,
    /// The version that forms are bound to.
    pub version: i32,
    /// Roles that have ended.
    pub past: Vec<PastRoleRow>,
    /// What was done, latest first.
    pub log: Vec<LogRow>,
    /// The units and townships.
    pub county: County,
}

/// One person, for the accounts office.
#[server(prefix = "/api", endpoint = "person", input = server_fn::codec::GetUrl)]
pub async fn person(id: PersonId) -> Result<PersonView, Failure> {
    let account = super::session::actor().await?;
    let store = super::session::store()?;
    let page = store.person_page(&account.actor, id).await?;
    let county = store.county().await?.as_ref().clone();
    let past = page.past.into_iter().map(|past| PastRoleRow {
        role: past.role,
        term: past.term,
        ended_on: past.ended_on.parse().ok(),
    });
    Ok(PersonView {
        past: past.collect(),
        phone: page.phone,
        version: page.version,
        log: log_rows(page.log, &county),
        person: person_row(page.line),
        county,
    })
}

fn log_rows(lines: Vec<store::LogLine>, county: &County) -> Vec<LogRow> {
    let lang = crate::kit::preferences::current().lang;
    let row = |line: store::LogLine| LogRow {
        on: domain::county::moment::county_date(line.at_ms),
        actor: line.actor,
        sentence: line.event.sentence(county, lang),
    };
    lines.into_iter().map(row).collect()
}

/// Gives or ends a role, moves, suspends or restores, and goes back to the person's page.
#[server(prefix = "/api", endpoint = "change-account")]
pub async fn change_account(id: PersonId, version: i32, command: AccountCommand) -> Result<(), Failure> {
    let account = super::session::actor().await?;
    super::session::store()?.change_account(&account.actor, id, version, &command).await?;
    leptos_axum::redirect(&format!("/accounts/{id}?done=yes"));
    Ok(())
}

/// The terms of the congress.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsView {
    /// The sessions, latest first.
    pub sessions: Vec<Session>,
    /// How many people are deputies today.
    pub deputies: u64,
    /// What was done for the whole county, latest first.
    pub log: Vec<LogRow>,
    /// The county's date.
    pub today: Date,
}

/// The sessions, and how many deputies are in office.
#[server(prefix = "/api", endpoint = "terms", input = server_fn::codec::GetUrl)]
pub async fn terms() -> Result<TermsView, Failure> {
    let account = super::session::actor().await?;
    let store = super::session::store()?;
    let terms = store.terms(&account.actor).await?;
    let county = store.county().await?;
    Ok(TermsView {
        sessions: terms.sessions,
        deputies: terms.deputies,
        log: log_rows(terms.log, &county),
        today: store.moment().today(),
    })
}

/// Enters a session of the congress.
#[server(prefix = "/api", endpoint = "add-session")]
pub async fn add_session(#[server(default)] session: SessionForm) -> Result<(), Failure> {
    let account = super::session::actor().await?;
    super::session::store()?.add_session(&account.actor, &session).await?;
    leptos_axum::redirect("/accounts/term?done=session");
    Ok(())
}

/// How the end of a term is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TermEndForm {
    /// The last day of the mandate.
    pub ends_on: String,
    /// How many deputies the page showed.
    pub deputies: u64,
    /// Whether the box was ticked.
    pub sure: bool,
}

/// Ends the mandate of every deputy in office.
#[server(prefix = "/api", endpoint = "end-term")]
pub async fn end_term(#[server(default)] end: TermEndForm) -> Result<(), Failure> {
    use ground::problem::Problem;

    let account = super::session::actor().await?;
    if !account.actor.may(domain::county::administration::Act::ManageTerms) {
        return Err(Failure::NotFound);
    }
    if !end.sure {
        return Err(Failure::field("sure", Problem::NotConfirmed));
    }
    super::session::store()?.end_term(&account.actor, &end.ends_on, end.deputies).await?;
    leptos_axum::redirect("/accounts/term?done=ended");
    Ok(())
}

/// A slip of the printed sheet of activation codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    pub name: String,
    /// The account name.
    pub login: String,
    /// The code, which is nowhere else.
    pub code: String,
    /// The last day on which it can be used.
    pub until: Date,
}

/// The codes that this very request has made, and the address where they are used. Nothing keeps them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreshCodes {
    pub slips: Vec<Slip>,
    /// Where a code is used.
    pub address: String,
}
