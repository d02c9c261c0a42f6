//! Due dates as calendar files (RFC 5545), for the calendars of telephones: a person's, a paper's, a unit's.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::county::number::Number;
use ground::vocabulary::Lang;
use icalendar::{Calendar, Component, Event, Property};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{DateOf, DueDate, PublicDate};
use tower_sessions::Session;

use crate::pages::AppState;
use crate::sessions::account;

/// Answers the dates of what waits for the signed-in person; others are led where the desk would lead them.
pub(crate) async fn dates(State(state): State<AppState>, session: Session, headers: HeaderMap) -> Response {
    let store = state.store;
    let account = match account(&store, &session).await {
        Ok(Some(account)) => account,
        Ok(None) => return Redirect::to("/sign-in?next=/desk").into_response(),
        Err(error) => return fault(&*error),
    };
    if account.must_change_password {
        return Redirect::to("/account?first=yes").into_response();
    }
    let lang = app::Preferences::of(&headers).lang;
    match store.dates(&account.actor).await {
        Ok(dates) => {
            let headers = [
                (CONTENT_TYPE, "text/calendar; charset=utf-8"),
                (CONTENT_DISPOSITION, "attachment; filename=\"dates.ics\""),
                (CACHE_CONTROL, "private, no-store"),
            ];
            (headers, file(&dates, store.moment().now_ms(), lang)).into_response()
        }
        Err(error) => fault(&error),
    }
}

fn fault(error: &dyn std::error::Error) -> Response {
    tracing::error!(error = %error, "the dates cannot be read");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// The calendar: one event a date. Summaries hold number and title only, whatever the calendar's server may read.
fn file(dates: &[DueDate], now_ms: i64, lang: Lang) -> String {
    calendar(dates.iter(), now_ms, lang, event)
}

/// The calendar of dates that anyone may know.
pub(crate) fn public_file(dates: &[PublicDate], site: &str, now_ms: i64, lang: Lang) -> String {
    calendar(dates.iter(), now_ms, lang, |date, stamp, lang| {
        let mut event = public_event(date, stamp, lang);
        event.url(&format!("{site}/proposals/{}", date.id));
        event
    })
}

fn calendar<'a, T: 'a>(
    dates: impl Iterator<Item = &'a T>,
    now_ms: i64,
    lang: Lang,
    event: impl Fn(&T, &str, Lang) -> Event,
) -> String {
    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Jianyi//Due dates//ZH"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", lang.pick("代表建议办理期限", "Due dates of proposals")),
    ] {
        calendar.append_property(Property::new(name, value));
    }
    let stamp = Timestamp::from_millisecond(now_ms).unwrap_or_default().strftime("%Y%m%dT%H%M%SZ").to_string();
    for date in dates {
        calendar.push(event(date, &stamp, lang));
    }
    calendar.to_string()
}

fn event(date: &DueDate, stamp: &str, lang: Lang) -> Event {
    let DueDate { id, number, title, step, due, clock, promise } = date;
    let (code, why) = match (clock, promise) {
        (Some(clock), _) => (clock.limit.code().to_owned(), clock.why(lang)),
        (None, Some(n)) => {
            (format!("promise-{n}"), lang.pick("答复中的承诺到期", "A promise of a reply is due").to_owned())
        }
        (None, None) => (step.code().to_owned(), step.asked(lang).to_owned()),
    };
    whole_day(&format!("{id}-{code}@jianyi"), step.asked(lang), *number, title, (*due, &why), stamp, lang)
}

fn public_event(date: &PublicDate, stamp: &str, lang: Lang) -> Event {
    let (id, number, title) = (date.id, date.number, date.title.as_str());
    match &date.of {
        DateOf::Clock(clock) => {
            let uid = format!("{id}-{}@jianyi", clock.limit.code());
            whole_day(&uid, clock.limit.word(lang), number, title, (date.due, &clock.why(lang)), stamp, lang)
        }
        DateOf::Promise { n, text } => {
            let word = lang.pick("答复中的承诺到期", "A promise of a reply is due");
            whole_day(
                &format!("{id}-promise-{n}@jianyi"),
                word,
                number,
                title,
                (date.due, text.as_deref().unwrap_or(word)),
                stamp,
                lang,
            )
        }
    }
}

/// An event of one whole day, with what it says of it.
fn whole_day(
    uid: &str,
    to_do: &str,
    number: Option<Number>,
    title: &str,
    (due, why): (Date, &str),
    stamp: &str,
    lang: Lang,
) -> Event {
    let title = lang.pick(format!("《{title}》"), format!("“{title}”"));
    let number = number.map(|number| format!("{number} ")).unwrap_or_default();
    let day = |day: Date| day.strftime("%Y%m%d").to_string();
    let of_day = |name, value| Property::new(name, value).add_parameter("VALUE", "DATE").done();
    let mut event = Event::new();
    event
        .uid(uid)
        .summary(&lang.pick(format!("{to_do}：{number}{title}"), format!("{to_do}: {number}{title}")))
        .description(why)
        .add_property("DTSTAMP", stamp)
        // The day is busy for nobody: it is only the last one.
        .add_property("TRANSP", "TRANSPARENT")
        .append_property(of_day("DTSTART", day(due)))
        .append_property(of_day("DTEND", day(due.tomorrow().unwrap_or(due))));
    event.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::county::clock::{Clock, Length, Limit};
    use domain::proposal::ProposalId;
    use domain::proposal::workflow::Step;
    use jiff::civil::date;

    fn due(title: &str) -> DueDate {
        let clock = Clock {
            limit: Limit::Reply,
            start: date(2026, 9, 30),
            length: Length::Months(3),
            due: date(2026, 12, 31),
            moved_from: None,
            rules: 1,
            since: Some(date(2021, 1, 1)),
            skipped: domain::county::clock::Skipped::default(),
            missing_year: None,
            longest: None,
        };
        let id = ProposalId("00000000-0000-7000-8000-000000000001".parse().expect("an id"));
        DueDate {
            id,
            number: None,
            title: title.to_owned(),
            step: Step::Reply,
            due: clock.due,
            clock: Some(clock),
            promise: None,
        }
    }

    /// The lines as a calendar reads them: folds undone.
    fn lines(file: &str) -> Vec<String> {
        file.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn the_file_is_what_telephones_read() {
        let file = file(&[due("关于硬化下游村至上游村道路，并修建排水沟、加装护栏；保障学生安全的建议")], 0, Lang::Zh);
        assert!(file.ends_with("END:VCALENDAR\r\n"));
        assert!(!file.replace("\r\n", "").contains(['\r', '\n']), "every line ends with CR and LF");
        assert!(file.split("\r\n").all(|line| line.len() <= 75), "no line is longer than 75 octets");
        let lines = lines(&file);
        for expected in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Jianyi//Due dates//ZH",
            "BEGIN:VEVENT",
            "UID:00000000-0000-7000-8000-000000000001-reply@jianyi",
            "DTSTAMP:19700101T000000Z",
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "END:VEVENT",
        ] {
            assert_eq!(lines.iter().filter(|line| *line == expected).count(), 1, "{expected} in {lines:#?}");
        }
    }

    #[test]
    fn text_cannot_leave_its_line() {
        let file = file(&[due("a,b;c\\d\r\nBEGIN:VEVENT\nUID:x")], 0, Lang::En);
        let lines = lines(&file);
        assert_eq!(lines.iter().filter(|line| *line == "BEGIN:VEVENT").count(), 1, "{lines:#?}");
        let summary = lines.iter().find(|line| line.starts_with("SUMMARY:")).expect("a summary");
        assert!(summary.contains(r"a\,b\;c\\d"), "{summary}");
    }
}
