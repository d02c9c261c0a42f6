//! The limits and the working-day calendar: anyone reads them, the congress office keeps them.

use domain::county::calendar::{NoticeForm, Run, RunForm};
use domain::county::rules::{RuleVersion, RulesForm};
use jiff::civil::Date;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Failure;

/// The limits in their versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesView {
    /// Every version, latest first.
    pub versions: Vec<RuleVersion>,
    /// Whether the reader may enter a new one.
    pub may_edit: bool,
    /// The county's date.
    pub today: Date,
}

impl RulesView {
    /// The version in force today.
    pub fn in_force(&self) -> Option<&RuleVersion> {
        self.versions.iter().find(|version| version.rules.since <= self.today)
    }

    /// The latest version, which may not be in force yet.
    pub fn latest(&self) -> Option<&RuleVersion> {
        self.versions.first()
    }
}

/// A year of the working-day calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarView {
    pub year: i16,
    /// The document number of its notice; `None` while that is not entered.
    pub notice: Option<String>,
    /// Its holidays and worked weekends.
    pub runs: Vec<Run>,
    /// The years to choose from.
    pub years: Vec<i16>,
    /// Whether the reader may change it.
    pub may_edit: bool,
    /// The county's date.
    pub today: Date,
}

/// The limits in their versions.
#[server(prefix = "/api", endpoint = "rules", input = server_fn::codec::GetUrl)]
pub async fn public_rules() -> Result<RulesView, Failure> {
    use domain::county::administration::Act;

    let may_edit = super::session::viewer_may(Act::EditRules).await?;
    let store = super::session::store()?;
    Ok(RulesView { versions: store.rule_versions().await?, may_edit, today: store.moment().today() })
}

/// A year of the calendar: this year where the address names none that there can be.
#[server(prefix = "/api", endpoint = "calendar", input = server_fn::codec::GetUrl)]
pub async fn public_calendar(#[server(default)] year: String) -> Result<CalendarView, Failure> {
    use domain::county::administration::Act;
    use domain::county::calendar::YEARS;

    let may_edit = super::session::viewer_may(Act::EditCalendar).await?;
    let store = super::session::store()?;
    let calendar = store.calendar().await?;
    let today = store.moment().today();
    let year = year.parse().ok().filter(|year| YEARS.contains(year)).unwrap_or(today.year());
    let mut years: Vec<i16> = calendar.years().chain([today.year(), today.year() + 1, year]).collect();
    years.sort_unstable();
    years.dedup();
    let notice = calendar.notice(year).map(str::to_owned);
    Ok(CalendarView { year, notice, runs: calendar.runs(year), years, may_edit, today })
}

/// Enters a new version of the limits.
#[server(prefix = "/api", endpoint = "enter-rules")]
pub async fn enter_rules(#[server(default)] version: u32, #[server(default)] rules: RulesForm) -> Result<(), Failure> {
    let account = super::session::actor().await?;
    let version = super::session::store()?.enter_rules(&account.actor, version, &rules).await?;
    leptos_axum::redirect(&format!("/rules?done={version}"));
    Ok(())
}

/// Enters holidays or worked weekends.
#[server(prefix = "/api", endpoint = "enter-days")]
pub async fn enter_days(#[server(default)] days: RunForm) -> Result<(), Failure> {
    let account = super::session::actor().await?;
    let year = super::session::store()?.enter_days(&account.actor, &days).await?;
    leptos_axum::redirect(&format!("/calendar?year={year}&done=entered"));
    Ok(())
}

/// Removes holidays or worked weekends.
#[server(prefix = "/api", endpoint = "remove-days")]
pub async fn remove_days(#[server(default)] removed: RunForm) -> Result<(), Failure> {
    let account = super::session::actor().await?;
    let year = super::session::store()?.remove_days(&account.actor, &removed).await?;
    leptos_axum::redirect(&format!("/calendar?year={year}&done=removed"));
    Ok(())
}

/// Notes that a year's notice is entered, under its document number; without one the year is missing again.
#[server(prefix = "/api", endpoint = "enter-notice")]
pub async fn enter_notice(#[server(default)] notice: NoticeForm) -> Result<(), Failure> {
    let account = super::session::actor().await?;
    let year = super::session::store()?.enter_notice(&account.actor, &notice).await?;
    leptos_axum::redirect(&format!("/calendar?year={year}&done=notice"));
    Ok(())
}
