//! What the tests of several crates share: a database of their own, and the moment at which they play.
//!
//! No test reads the machine's clock: on whatever day the tests run, they play on one fixed day, or on the one that
//! `TEST_CLOCK` names. `make days` plays them on many.

use std::path::Path;

use domain::county::moment::county_moment;
use jiff::civil::DateTime;
use sea_orm::{ConnectionTrait, Database};
use uuid::Uuid;

/// The day on which tests play when nothing else is said; the browser tests read the same file.
const FIXED: &str = include_str!("../clock.txt");

/// The moment at which tests begin, in the county: `TEST_CLOCK`, as `2026-02-28T23:00`, or else a fixed one.
///
/// # Panics
/// Where `TEST_CLOCK` is no date with a time of day.
pub fn clock() -> DateTime {
    let said = std::env::var("TEST_CLOCK").unwrap_or_else(|_| FIXED.to_owned());
    said.trim().parse().unwrap_or_else(|error| panic!("TEST_CLOCK {said}: {error}"))
}

/// The same in milliseconds since 1970 (UTC).
pub fn begins() -> i64 {
    county_moment(clock())
}

/// The address of an empty database: SQLite in this folder, or PostgreSQL where `TEST_DATABASE_URL` names a server.
pub async fn database(folder: &Path) -> String {
    match server() {
        Some(_) => database_like("").await,
        None => format!("sqlite://{}", folder.join("test.db").display()),
    }
}

/// The address of a new database on PostgreSQL, made as `how` says behind `CREATE DATABASE name`.
///
/// # Panics
/// Where there is no server.
pub async fn database_like(how: &str) -> String {
    let server = server().expect("a server");
    let name = format!("test_{}", Uuid::new_v4().simple());
    let admin = Database::connect(&server).await.expect("PostgreSQL answers");
    admin.execute_unprepared(&format!("CREATE DATABASE {name} {how}")).await.expect("a database can be made");
    admin.close().await.expect("it is left");
    database_named(&name)
}

/// The address of a database of the server of `TEST_DATABASE_URL`.
///
/// # Panics
/// Where there is no server.
pub fn database_named(name: &str) -> String {
    let server = server().expect("a server");
    let (base, _) = server.rsplit_once('/').expect("an address with a database");
    format!("{base}/{name}")
}

/// The PostgreSQL server that tests are to use.
pub fn server() -> Option<String> {
    std::env::var("TEST_DATABASE_URL").ok()
}
