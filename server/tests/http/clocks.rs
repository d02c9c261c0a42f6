//! Limits and calendar over HTTP: who keeps them, what runs keeps its version, and what is overdue says so everywhere.

use crate::common::cast::Cast;
use crate::common::{Answer, TestApp, pairs};
use domain::county::calendar::{Calendar, DayKind, Exception, is_weekend};
use domain::county::clock::{Length, Limit};
use jiff::civil::Date;

/// The notices, entered apart from the migrations.
const NOTICES: &str = include_str!("../../../app/domain/tests/holidays.txt");

fn date(raw: &str) -> Date {
    raw.parse().expect("a date")
}

/// The form of a new version: everything as it is, but for `changes`.
fn rules_form(version: u32, from: &str, changes: &[(&str, &str, &str)]) -> Vec<(String, String)> {
    let default = |limit: Limit| match limit {
        Limit::Reply => ("3", "months"),
        Limit::LongReply => ("6", "months"),
        Limit::SecondReply | Limit::Opinion => ("1", "months"),
        Limit::HandOver => ("30", "days"),
        Limit::Rating | Limit::FirstContact | Limit::Publication => ("20", "working_days"),
        _ => ("5", "working_days"),
    };
    let mut form = vec![
        ("version".to_owned(), version.to_string()),
        ("rules[effective_from]".to_owned(), from.to_owned()),
        ("rules[source]".to_owned(), "县人大常委会主任会议第12次会议决定".to_owned()),
    ];
    for &limit in Limit::ALL {
        let code = limit.code();
        let changed = changes.iter().find(|(changed, ..)| *changed == code).map(|&(_, n, unit)| (n, unit));
        let (n, unit) = changed.unwrap_or_else(|| default(limit));
        form.push((format!("rules[limits][{code}][n]"), n.to_owned()));
        form.push((format!("rules[limits][{code}][unit]"), unit.to_owned()));
    }
    form
}

async fn enters_rules(browser: &mut crate::common::Browser, form: &[(String, String)]) -> Answer {
    browser.submits_and_follows("/rules", "/api/enter-rules", &pairs(form)).await
}

#[tokio::test]
async fn the_calendar_that_is_shipped_is_the_notices() {
    let app = TestApp::empty().await;
    let (mut exceptions, mut notices) = (Vec::new(), Vec::new());
    for line in NOTICES.lines().filter(|line| !line.starts_with('#')) {
        let parts: Vec<_> = line.split(' ').collect();
        let (kind, days, name) = match parts[..] {
            ["notice", year, document] => {
                notices.push((year.parse().expect("a year"), document.to_owned()));
                continue;
            }
            ["rest", _, days, name] => (DayKind::Rest, days.parse().expect("a number"), name),
            ["work", _, name] => (DayKind::Work, 1, name),
            _ => panic!("{line}"),
        };
        let days = date(parts[1]).series(jiff::ToSpan::days(1)).take(days);
        exceptions.extend(days.map(|day| Exception { day, kind, name: name.to_owned() }));
    }
    let (shipped, published) = (app.store.calendar().await.expect("a calendar"), Calendar::new(exceptions, notices));
    for year in 2020..=2027 {
        assert_eq!(shipped.runs(year), published.runs(year), "{year}");
    }
    assert_eq!(shipped, published);
}

#[tokio::test]
async fn a_new_version_counts_for_what_begins_and_nothing_else() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let today = app.store.moment().today().to_string();
    let running = cast.submitted().await;
    let answer = enters_rules(&mut cast.office, &rules_form(1, &today, &[("review", "10", "working_days")])).await;
    assert!(answer.text().contains("新的一版期限已保存"), "{}", answer.text());
    assert!(answer.text().contains("审查交办期限：5个工作日改为10个工作日"), "{}", answer.text());
    assert!(answer.text().contains("县人大常委会主任会议第12次会议决定"), "the source is kept");

    let begun = cast.submitted().await;
    let (old, new) =
        (app.stored(&running).await.clock.expect("it runs"), app.stored(&begun).await.clock.expect("it runs"));
    assert_eq!((old.rules, old.length), (1, Length::WorkingDays(5)));
    assert_eq!((new.rules, new.length), (2, Length::WorkingDays(10)));
    assert!(new.due > old.due);
    let why = cast.office.opens(&format!("/proposals/{running}")).await.text();
    assert!(why.contains("期限规则第1版，自2021年1月1日起施行"), "{why}");
    let why = cast.office.opens(&format!("/proposals/{begun}")).await.text();
    assert!(why.contains("期限规则第2版"), "{why}");
}

#[tokio::test]
async fn a_version_to_come_is_not_in_force_before_its_day() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let from = app.store.moment().today().saturating_add(jiff::ToSpan::days(3)).to_string();
    let form = rules_form(1, &from, &[("review", "9", "working_days")]);
    let answer = enters_rules(&mut cast.office, &form).await;
    assert!(answer.text().contains("将要施行的期限"), "{}", answer.text());
    let id = cast.submitted().await;
    assert_eq!(app.stored(&id).await.clock.expect("it runs").rules, 1);
    app.days_pass(3).await;
    // Sessions of that day.
    let mut cast = Cast::of(&app).await;
    let id = cast.submitted().await;
    assert_eq!(app.stored(&id).await.clock.expect("it runs").rules, 2);
    // Nothing goes back behind it.
    let before = app.store.moment().today().saturating_sub(jiff::ToSpan::days(1)).to_string();
    let answer = enters_rules(&mut cast.office, &rules_form(2, &before, &[])).await;
    assert!(answer.problem_beside("rules-effective_from").is_some_and(|text| text.contains("不能早于")));
}

#[tokio::test]
async fn what_the_law_leaves_is_told_beside_the_field_and_nothing_typed_is_lost() {
    let app = TestApp::demo().await;
    let mut office = app.signed_in("office").await;
    let today = app.store.moment().today().to_string();
    let form = rules_form(1, &today, &[("reply", "4", "months"), ("review", "五", "days")]);
    let answer = enters_rules(&mut office, &form).await;
    let problem = answer.problem_beside("rules-limits-reply-n").expect("a place for the problem");
    assert!(problem.contains("第五十一条") && problem.contains("3个月"), "{problem}");
    assert!(answer.problem_beside("rules-limits-review-n").is_some_and(|text| text.contains("1到366")));
    assert_eq!(answer.typed("rules[limits][reply][n]").as_deref(), Some("4"));
    assert_eq!(answer.typed("rules[source]").as_deref(), Some("县人大常委会主任会议第12次会议决定"));
    assert_eq!(app.store.rule_versions().await.expect("versions").len(), 1);
}

#[tokio::test]
async fn of_two_who_edit_the_limits_one_is_told_and_keeps_what_was_typed() {
    let app = TestApp::demo().await;
    let (mut office, mut other) = (app.signed_in("office").await, app.signed_in("office2").await);
    let today = app.store.moment().today().to_string();
    let first = rules_form(1, &today, &[("review", "7", "working_days")]);
    enters_rules(&mut office, &first).await;
    let answer = enters_rules(&mut other, &rules_form(1, &today, &[("review", "8", "working_days")])).await;
    assert!(answer.text().contains("在您填写期间，这里已有改动"), "{}", answer.text());
    assert_eq!(answer.typed("rules[limits][review][n]").as_deref(), Some("8"));
    assert_eq!(answer.typed("version").as_deref(), Some("2"), "sent again from this page it counts");
    // The very same once more is a repetition.
    let answer = enters_rules(&mut office, &first).await;
    assert_eq!(answer.alert(), None);
    assert_eq!(app.store.rule_versions().await.expect("versions").len(), 2);
    enters_rules(&mut other, &rules_form(2, &today, &[("review", "8", "working_days")])).await;
    assert_eq!(app.store.rule_versions().await.expect("versions").len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_who_edit_the_limits_at_once_make_one_version() {
    let app = TestApp::demo().await;
    let office = app.signed_in("office").await;
    let today = app.store.moment().today().to_string();
    let tasks: Vec<_> = (0..16)
        .map(|n| {
            let (mut office, today) = (office.clone(), today.clone());
            tokio::spawn(async move {
                let form = rules_form(1, &today, &[("review", &(n + 10).to_string(), "days")]);
                office.calls("/api/enter-rules", &pairs(&form)).await.status.as_u16()
            })
        })
        .collect();
    let mut conflicts = 0;
    for task in tasks {
        conflicts += usize::from(task.await.expect("the task ends") == 409);
    }
    assert_eq!(conflicts, 15);
    assert_eq!(app.store.rule_versions().await.expect("versions").len(), 2);
}

#[tokio::test]
async fn a_changed_calendar_moves_what_begins_and_not_what_runs() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let running = cast.submitted().await;
    let before = app.stored(&running).await.clock.expect("it runs");
    // The last of its days that the calendar leaves alone: the due day itself may be a weekend on which people work.
    let calendar = app.store.calendar().await.expect("a calendar");
    let is_plain = |day: &Date| calendar.kind(*day).is_none() && !is_weekend(*day);
    let plain = before.due.series(jiff::Span::new().days(-1)).find(is_plain).expect("a day");
    assert!(plain > app.store.moment().today(), "{plain}");
    let day = plain.to_string();
    let fields =
        [("days[kind]", "rest"), ("days[name]", "建县纪念日"), ("days[first]", day.as_str()), ("days[last]", "")];
    let page = format!("/calendar?year={}", plain.year());
    let answer = cast.office.submits_and_follows(&page, "/api/enter-days", &fields).await;
    assert!(answer.text().contains("建县纪念日"), "{}", answer.text());
    let twice = cast.office.submits_and_follows(&page, "/api/enter-days", &fields).await;
    assert!(twice.problem_beside("days-first").is_some_and(|text| text.contains("已经录入")), "{}", twice.text());
    assert_eq!(twice.typed("days[name]").as_deref(), Some("建县纪念日"));

    let begun = app.stored(&cast.submitted().await).await.clock.expect("it runs");
    assert!(begun.due > before.due);
    assert!(begun.skipped.holidays.iter().any(|one| one.name == "建县纪念日"));
    assert_eq!(app.stored(&running).await.clock, Some(before), "what runs does not move");

    let gone = [
        ("removed[kind]", "rest"),
        ("removed[name]", "建县纪念日"),
        ("removed[first]", day.as_str()),
        ("removed[last]", day.as_str()),
    ];
    let answer = cast.office.submits_and_follows(&page, "/api/remove-days", &gone).await;
    assert!(!answer.text().contains("建县纪念日"), "{}", answer.text());
}

#[tokio::test]
async fn a_year_without_its_notice_warns_where_it_matters() {
    let app = TestApp::demo().await;
    let today = app.store.moment().today();
    let mut year = today.year();
    while app.store.calendar().await.expect("a calendar").notice(year).is_some() {
        year += 1;
    }
    let page = format!("/calendar?year={year}");
    let warning = format!("{year}年的放假安排还没有录入");
    assert!(app.visitor().opens(&page).await.text().contains(&warning));
    assert!(!app.visitor().opens("/calendar?year=2024").await.text().contains("还没有录入："));
    // The office's desk asks for it from November on, or when the year has begun.
    let to_november = Date::new(year - 1, 11, 1).expect("a date").duration_since(today).as_secs() / 86_400;
    app.days_pass(u64::try_from(to_november).unwrap_or(0)).await;
    assert!(app.signed_in("office").await.opens("/desk").await.text().contains(&warning));
    assert!(!app.signed_in("deputy").await.opens("/desk").await.text().contains(&warning));
    // A clock that runs into it says so: three months from November.
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("accept").await;
    let text = app.visitor().opens(&format!("/proposals/{id}")).await.text();
    let ends_in = app.stored(&id).await.reply_clock().expect("it runs").due.year();
    assert!(text.contains(&format!("计算时{ends_in}年的放假安排还没有录入")), "{text}");

    let year_text = year.to_string();
    let fields = [("notice[year]", year_text.as_str()), ("notice[document]", "国办发明电〔未来〕1号")];
    let answer = cast.office.submits_and_follows(&page, "/api/enter-notice", &fields).await;
    assert!(answer.text().contains("国办发明电〔未来〕1号") && !answer.text().contains(&warning), "{}", answer.text());
    assert!(!app.signed_in("office").await.opens("/desk").await.text().contains(&warning));
}

/// The part of a page about one proposal: the row with its link.
fn row<'a>(page: &'a str, id: &str) -> &'a str {
    let at = page.find(&format!("/proposals/{id}")).unwrap_or_else(|| panic!("{id} is on the page"));
    let start = page[..at].rfind("<li").expect("a row");
    let end = page[at..].find("</li>").expect("its end") + at;
    &page[start..end]
}

/// Every page of somebody's desk.
async fn whole_desk(browser: &mut crate::common::Browser) -> String {
    let (mut all, mut address) = (String::new(), Some("/desk".to_owned()));
    while let Some(page) = address {
        let html = browser.opens(&page).await.html();
        let after = html.split_once("href=\"/desk?after=").and_then(|(_, rest)| rest.split('"').next());
        address = after.map(|after| format!("/desk?after={after}"));
        all += &html;
    }
    all
}

#[tokio::test]
async fn what_is_overdue_says_so_on_the_desk_in_the_list_and_on_its_page() {
    const SIGN: &str = "M8 1.8L15 14H1z"; // the drawn sign of what is overdue
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("record_contact").await;
    let mut head = app.signed_in("jiaotong-head").await;
    let before = head.opens(&format!("/proposals/{id}")).await;
    assert!(!before.html().contains("status-overdue") && !before.text().contains("已逾期"));
    assert!(!row(&app.visitor().opens("/proposals").await.html(), &id).contains("due-overdue"));
    let stored = app.column("paper", "state", "id").await;

    let due = app.stored(&id).await.shown_clock().expect("a clock").due;
    let days = due.duration_since(app.store.moment().today()).as_secs() / 86_400 + 1;
    app.store.moment().advance(std::time::Duration::from_secs(u64::try_from(days).expect("later") * 86_400));
    // Sessions of that day.
    let mut head = app.signed_in("jiaotong-head").await;
    let page = head.opens(&format!("/proposals/{id}")).await;
    assert!(page.html().contains("status-overdue") && page.html().contains(SIGN), "colour and sign");
    assert!(page.text().contains("已逾期1天"), "word");
    let list = app.visitor().opens("/proposals").await.html();
    let desk = whole_desk(&mut head).await;
    let supervisor = whole_desk(&mut app.signed_in("supervisor").await).await;
    for (name, html) in [("list", &list), ("desk", &desk), ("supervisor's desk", &supervisor)] {
        let row = row(html, &id);
        assert!(row.contains("due-overdue") && row.contains(SIGN) && row.contains("已逾期1天"), "{name}: {row}");
    }
    assert_eq!(app.column("paper", "state", "id").await, stored, "nothing of it is stored");
}

#[tokio::test]
async fn a_broken_promise_says_so_too() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("rate").await;
    cast.deputy.takes(&id, "rate", &[("attitude", "satisfied"), ("result", "satisfied"), ("reasons", "")]).await;
    assert_eq!(app.stored(&id).await.stage, domain::proposal::workflow::Stage::Tracking);
    assert!(!app.visitor().opens(&format!("/proposals/{id}")).await.text().contains("已逾期"));
    app.days_pass(40).await;
    let page = app.visitor().opens(&format!("/proposals/{id}")).await;
    assert!(page.html().contains("status-overdue") && page.html().contains("due-overdue"), "{}", page.text());
    assert!(page.text().contains("已逾期"), "{}", page.text());
}

#[tokio::test]
async fn a_persons_dates_are_a_calendar_file_of_their_own() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("record_contact").await;
    let due = app.stored(&id).await.clock.expect("it runs").due;
    let answer = cast.head.opens("/desk/dates.ics").await;
    assert_eq!(answer.header("content-type"), Some("text/calendar; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), Some("private, no-store"));
    let file = answer.body.replace("\r\n ", "");
    assert!(file.contains(&format!("UID:{id}-reply@jianyi\r\n")), "{file}");
    assert!(file.contains(&format!("DTSTART;VALUE=DATE:{}\r\n", due.strftime("%Y%m%d"))), "{file}");
    assert_eq!(file.matches("BEGIN:VEVENT").count(), file.matches("END:VEVENT").count());
    // Only what waits for oneself.
    assert!(!app.signed_in("admin").await.opens("/desk/dates.ics").await.body.contains("BEGIN:VEVENT"));
    assert!(!cast.deputy.opens("/desk/dates.ics").await.body.contains(&id));
    let visitor = app.visitor().opens("/desk/dates.ics").await;
    assert_eq!((visitor.status.as_u16(), visitor.location().as_deref()), (303, Some("/sign-in?next=/desk")));
    assert!(cast.head.opens("/desk").await.html().contains("/desk/dates.ics"));
    assert!(!app.signed_in("admin").await.opens("/desk").await.html().contains("/desk/dates.ics"));
}
