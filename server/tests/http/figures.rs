//! Every number and the list behind it, on the demo county; deputies and units as everyone may know them.

use std::collections::BTreeMap;

use crate::common::{TestApp, unescaped};
use domain::county::people::{BodyId, PersonId, TownshipId};
use domain::proposal::list::{Filter, Place};
use domain::proposal::statistics::{DAY_SPANS, Figure, Figures, Kind, Period, Plain, WHOLE_COUNTY};
use ground::vocabulary::Lang;
use store::RowCount;

/// The list that a group's numbers open.
fn filter(kind: Kind, period: Period, member: &str) -> Filter {
    let mut filter = Filter::default();
    match period {
        Period::Cohort(cohort) => filter.session = Some(cohort),
        Period::Year(year) => filter.year = Some(year),
        Period::All => {}
    }
    match kind {
        Kind::Unit => filter.lead = member.parse().ok().map(BodyId),
        Kind::Topic => filter.topic = domain::county::topic::Topic::from_code(member).ok(),
        Kind::Township if member == WHOLE_COUNTY => filter.township = Some(Place::WholeCounty),
        Kind::Township => filter.township = member.parse().ok().map(TownshipId).map(Place::Township),
        Kind::Deputy => filter.by = member.parse().ok().map(PersonId),
        Kind::Whole | Kind::Led => {}
    }
    filter
}

/// What is counted of the county's papers, those asked for by the day among them.
fn figures(counted: &Figures) -> impl Iterator<Item = (Figure, u64)> {
    let plain = Plain::ALL.iter().map(|&plain| Figure::Plain(plain));
    let stages = domain::proposal::workflow::Stage::ALL.iter().map(|&stage| Figure::Stage(stage));
    let marks = domain::proposal::command::Mark::ALL.iter().map(|&mark| Figure::Marked(mark));
    let spans = DAY_SPANS.iter().map(|&(from, to)| Figure::DaysWithin(from, to));
    let all = plain.chain(stages).chain(marks).chain(domain::proposal::statistics::classes()).chain(spans);
    // These two are no lists of papers that a group has: what is not public, and what others have led.
    let listed = all.filter(|figure| !matches!(figure, Figure::Plain(Plain::Withheld | Plain::CoSigned)));
    listed.map(|figure| (figure, counted.n(figure)))
}

#[tokio::test]
async fn each_number_is_as_long_as_its_list() {
    let app = TestApp::demo().await;
    // Some of what is awaited is late by then, and some promises have fallen due.
    app.days_pass(40).await;
    while app.store.wake().await.expect("limits pass") > 0 {}
    let periods = app.store.whole_figures().await.expect("figures");
    assert!(periods.len() >= 4, "a session, years between sessions, years, all: {periods:?}");
    let mut checked = 0;
    for &period in periods.keys() {
        for kind in [Kind::Whole, Kind::Unit, Kind::Topic, Kind::Township, Kind::Deputy] {
            if kind == Kind::Deputy && period != Period::All {
                continue;
            }
            for (member, counted) in app.store.group_figures(kind, period).await.expect("figures") {
                assert!(counted.add_up(), "{kind:?} {period} {member}: {counted:?}");
                for (figure, n) in figures(&counted) {
                    // The empty lists of a whole period stand for those of its parts.
                    if n == 0 && kind != Kind::Whole {
                        continue;
                    }
                    let filter = Filter { figure: Some(figure), ..filter(kind, period, &member) };
                    let page = app.store.list(&filter, None, Lang::Zh).await.expect("a page");
                    let rows = page.promises.map_or(page.count, RowCount::Exactly);
                    assert_eq!(rows, RowCount::Exactly(n), "{kind:?} {period} {member} {figure:?}");
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 1000, "{checked}");
    let late = periods[&Period::All].n(Figure::Plain(Plain::DueUnanswered));
    let due = periods[&Period::All].n(Figure::Plain(Plain::PromiseDue));
    assert!(late > 0 && due > 0, "the county has some of all: {late} late, {due} promises due");
    assert!(app.store.recount().await.expect("a recount").agrees());
}

/// The links of a page to the lists behind its numbers, with the numbers.
fn numbers(html: &str) -> BTreeMap<String, u64> {
    let links = html.split("<a href=\"").skip(1).filter_map(|rest| {
        let (address, rest) = rest.split_once('"')?;
        let (_, text) = rest.split_once('>')?;
        let text: String = text.split_once("</a>")?.0.replace("<!>", "");
        let n = text.trim().parse().ok()?;
        let address = unescaped(address);
        let is_list = ["/proposals?", "/deputies"].iter().any(|list| address.starts_with(list));
        (is_list && !address.contains('#')).then_some((address, n))
    });
    links.collect()
}

#[tokio::test]
async fn each_number_of_the_page_opens_its_list() {
    let app = TestApp::demo().await;
    let mut browser = app.visitor();
    let mut found = BTreeMap::new();
    for page in
        ["/", "/deputies", "/figures", "/figures?year=all&by=topic&sort=replied", "/figures?session=17-1&by=township"]
    {
        let answer = browser.opens(page).await;
        assert_eq!(answer.status.as_u16(), 200, "{page}");
        let numbers = numbers(&answer.body);
        assert!(numbers.len() >= 9, "{page}: {numbers:?}");
        found.extend(numbers);
    }
    let unit = browser.opens("/units/1").await;
    found.extend(numbers(&unit.body));
    assert!(found.len() > 100, "{}", found.len());
    // Those that are no figures of a group, which the test above compares all.
    let is_special = |address: &str| !address.contains("figure=") || address.contains("days");
    let special = found.iter().filter(|(address, _)| is_special(address));
    let mut kinds: Vec<_> = special.clone().map(|(address, _)| address.split(['=', '&']).next()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert!(kinds.len() >= 5, "{kinds:?}");
    for (address, n) in found.iter().step_by(3).chain(special) {
        let list = browser.opens(address).await.text();
        let words = match address {
            _ if address.contains("figure=promise") => format!("计{n}项承诺"),
            _ if address.starts_with("/deputies") => format!("共{n}名"),
            _ => format!("共{n}件"),
        };
        assert!(list.contains(&words), "{address}: {words} is missing");
        assert!(list.contains("清除筛选") || address == "/deputies", "{address}");
    }
}

#[tokio::test]
async fn a_unit_with_few_papers_has_numbers_and_no_percentage() {
    let app = TestApp::demo().await;
    let figures = app.store.unit_figures().await.expect("figures");
    let few = figures.iter().find(|(_, figures)| (1..5).contains(&figures.n(Figure::Assigned)));
    let (unit, few) = few.expect("a unit with few papers");
    let page = app.visitor().opens(&format!("/units/{unit}")).await;
    let main = page.text();
    assert!(main.contains("基数不足5件的，只列件数"), "{main}");
    let cards = page.body.split("class=\"figure\"").filter(|card| card.contains("答复率"));
    let cards: Vec<_> = cards.collect();
    assert!(!cards.is_empty() && cards.iter().all(|card| !card.contains("%</b>")), "{few:?}");
}

#[tokio::test]
async fn pages_of_deputies_tell_nothing_of_their_accounts() {
    let app = TestApp::demo().await;
    app.execute("UPDATE person SET email = 'someone@example.org', phone = '13800000000'").await;
    let mut browser = app.visitor();
    let list = browser.opens("/deputies").await;
    assert!(list.text().contains("共186名"), "{}", list.text());
    let ids: Vec<_> = list.body.split("href=\"/deputies/").skip(1).filter_map(|rest| rest.get(..36)).collect();
    assert_eq!(ids.len(), 40, "a page");
    let next =
        list.body.split("href=\"/deputies?").skip(1).find(|rest| rest.starts_with("after=")).expect("a next page");
    let next = browser.opens(&unescaped(&format!("/deputies?{}", next.split('"').next().unwrap_or_default()))).await;
    assert!(ids.iter().all(|id| !next.body.contains(id)), "nobody stands on two pages");
    let mut pages = vec![list.body.clone(), next.body];
    for id in ids.iter().take(5) {
        for papers in ["", "?papers=signed"] {
            let page = browser.opens(&format!("/deputies/{id}{papers}")).await;
            assert_eq!(page.status.as_u16(), 200);
            assert!(page.text().contains("现任"), "{}", page.text());
            pages.push(page.body);
        }
    }
    let logins = app.column("person", "login", "login").await;
    for page in pages {
        for private in ["someone@example.org", "13800000000"].into_iter().map(str::to_owned) {
            assert!(!page.contains(&private), "{private}");
        }
        for login in logins.iter().filter(|login| login.starts_with('d') && login.len() == 4) {
            assert!(!page.contains(&format!(">{login}<")) && !page.contains(&format!("\"{login}\"")), "{login}");
        }
    }
    // Whoever never was a deputy has no such page.
    let clerk = app.store.credentials("jiaotong").await.expect("an answer").expect("a clerk").person;
    assert_eq!(browser.opens(&format!("/deputies/{clerk}")).await.status.as_u16(), 404);
    assert_eq!(browser.opens(&format!("/api/deputy?id={clerk}")).await.status.as_u16(), 404);
}

#[tokio::test]
async fn the_nightly_recount_mends_a_damaged_counter() {
    let app = TestApp::demo().await;
    let before = app.store.whole_figures().await.expect("figures");
    server::jobs::tick(&app.store).await.expect("the jobs run");
    app.execute("UPDATE tally SET n = n + 1 WHERE figure = 'replied'").await;
    app.execute("DELETE FROM counted WHERE figure = 'class:B'").await;
    assert_ne!(app.store.whole_figures().await.expect("figures"), before);
    server::jobs::tick(&app.store).await.expect("the jobs run");
    assert_ne!(app.store.whole_figures().await.expect("figures"), before, "once a day");
    app.days_pass(1).await;
    server::jobs::tick(&app.store).await.expect("the jobs run");
    let all = app.proposals().await;
    let again = Figures::count(all.iter().filter(|paper| paper.is_public()));
    let mended = app.store.whole_figures().await.expect("figures").remove(&Period::All).expect("all");
    let figures = [Figure::Replied, Figure::Class(domain::proposal::command::ReplyClass::B), Figure::Assigned];
    for figure in figures {
        assert_eq!(mended.n(figure), again.n(figure), "{figure:?}");
        let filter = Filter { figure: Some(figure), ..Filter::default() };
        let page = app.store.list(&filter, None, Lang::Zh).await.expect("a page");
        assert_eq!(page.count, RowCount::Exactly(again.n(figure)), "{figure:?}");
    }
}
