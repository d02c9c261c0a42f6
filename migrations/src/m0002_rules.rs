//! What versions of the limits set otherwise than usual, the working-day calendar, and the sessions of the congress.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, string};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The State Council's notices: name, first day off, number of days, working days on weekends.
const HOLIDAYS: [(&str, &str, i32, &[&str]); 13] = [
    ("元旦", "2025-01-01", 1, &[]),
    ("春节", "2025-01-28", 8, &["2025-01-26", "2025-02-08"]),
    ("清明节", "2025-04-04", 3, &[]),
    ("劳动节", "2025-05-01", 5, &["2025-04-27"]),
    ("端午节", "2025-05-31", 3, &[]),
    ("国庆节、中秋节", "2025-10-01", 8, &["2025-09-28", "2025-10-11"]),
    ("元旦", "2026-01-01", 3, &["2026-01-04"]),
    ("春节", "2026-02-15", 9, &["2026-02-14", "2026-02-28"]),
    ("清明节", "2026-04-04", 3, &[]),
    ("劳动节", "2026-05-01", 5, &["2026-05-09"]),
    ("端午节", "2026-06-19", 3, &[]),
    ("中秋节", "2026-09-25", 3, &[]),
    ("国庆节", "2026-10-01", 7, &["2026-09-20", "2026-10-10"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let limit = Table::create()
            .table("limit_rule")
            .col(integer("version"))
            .col(string("limit_code"))
            .col(integer("length"))
            .col(string("length_unit"))
            .primary_key(Index::create().col("version").col("limit_code"))
            .to_owned();
        manager.create_table(limit).await?;
        let calendar = Table::create()
            .table("calendar_day")
            .col(string("day").primary_key())
            .col(string("kind"))
            .col(string("name"))
            .to_owned();
        manager.create_table(calendar).await?;
        let session = Table::create()
            .table("congress_session")
            .col(integer("term"))
            .col(integer("ordinal"))
            .col(string("opens_on"))
            .col(string("closes_on"))
            .primary_key(Index::create().col("term").col("ordinal"))
            .to_owned();
        manager.create_table(session).await?;

        let mut insert = Query::insert();
        insert.into_table("calendar_day").columns(["day", "kind", "name"]);
        for (name, first, days, worked) in HOLIDAYS {
            for n in 0..days {
                insert.values_panic([days_after(first, n).into(), "rest".into(), name.into()]);
            }
            for &day in worked {
                insert.values_panic([day.into(), "work".into(), name.into()]);
            }
        }
        manager.execute(insert).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["congress_session", "calendar_day", "limit_rule"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// The date `n` days after an ISO date; holidays never run over more than one end of a month.
fn days_after(first: &str, n: i32) -> String {
    let (year, rest) = first.split_at(4);
    let (month, day): (i32, i32) = (rest[1..3].parse().unwrap_or(1), rest[4..6].parse().unwrap_or(1));
    let length = match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let day = day + n;
    if day > length {
        format!("{year}-{:02}-{:02}", month + 1, day - length)
    } else {
        format!("{year}-{month:02}-{day:02}")
    }
}
