//! The calendar of 2021 to 2024, the notices that it comes from, and the history of the limits' versions.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, integer, string};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The year of a notice of the State Council's office and its document number; 2025 and 2026 are in the calendar already.
const NOTICES: [(i32, &str); 6] = [
    (2021, "国办发明电〔2020〕27号"),
    (2022, "国办发明电〔2021〕11号"),
    (2023, "国办发明电〔2022〕16号"),
    (2024, "国办发明电〔2023〕7号"),
    (2025, "国办发明电〔2024〕12号"),
    (2026, "国办发明电〔2025〕7号"),
];

/// The name of a holiday, its days off, and the weekend days that are worked for it.
const HOLIDAYS: [(&str, &[&str], &[&str]); 27] = [
    ("元旦", &["2021-01-01", "2021-01-02", "2021-01-03"], &[]),
    (
        "春节",
        &["2021-02-11", "2021-02-12", "2021-02-13", "2021-02-14", "2021-02-15", "2021-02-16", "2021-02-17"],
        &["2021-02-07", "2021-02-20"],
    ),
    ("清明节", &["2021-04-03", "2021-04-04", "2021-04-05"], &[]),
    ("劳动节", &["2021-05-01", "2021-05-02", "2021-05-03", "2021-05-04", "2021-05-05"], &["2021-04-25", "2021-05-08"]),
    ("端午节", &["2021-06-12", "2021-06-13", "2021-06-14"], &[]),
    ("中秋节", &["2021-09-19", "2021-09-20", "2021-09-21"], &["2021-09-18"]),
    (
        "国庆节",
        &["2021-10-01", "2021-10-02", "2021-10-03", "2021-10-04", "2021-10-05", "2021-10-06", "2021-10-07"],
        &["2021-09-26", "2021-10-09"],
    ),
    ("元旦", &["2022-01-01", "2022-01-02", "2022-01-03"], &[]),
    (
        "春节",
        &["2022-01-31", "2022-02-01", "2022-02-02", "2022-02-03", "2022-02-04", "2022-02-05", "2022-02-06"],
        &["2022-01-29", "2022-01-30"],
    ),
    ("清明节", &["2022-04-03", "2022-04-04", "2022-04-05"], &["2022-04-02"]),
    ("劳动节", &["2022-04-30", "2022-05-01", "2022-05-02", "2022-05-03", "2022-05-04"], &["2022-04-24", "2022-05-07"]),
    ("端午节", &["2022-06-03", "2022-06-04", "2022-06-05"], &[]),
    ("中秋节", &["2022-09-10", "2022-09-11", "2022-09-12"], &[]),
    (
        "国庆节",
        &["2022-10-01", "2022-10-02", "2022-10-03", "2022-10-04", "2022-10-05", "2022-10-06", "2022-10-07"],
        &["2022-10-08", "2022-10-09"],
    ),
    ("元旦", &["2022-12-31", "2023-01-01", "2023-01-02"], &[]),
    (
        "春节",
        &["2023-01-21", "2023-01-22", "2023-01-23", "2023-01-24", "2023-01-25", "2023-01-26", "2023-01-27"],
        &["2023-01-28", "2023-01-29"],
    ),
    ("清明节", &["2023-04-05"], &[]),
    ("劳动节", &["2023-04-29", "2023-04-30", "2023-05-01", "2023-05-02", "2023-05-03"], &["2023-04-23", "2023-05-06"]),
    ("端午节", &["2023-06-22", "2023-06-23", "2023-06-24"], &["2023-06-25"]),
    (
        "中秋节、国庆节",
        &[
            "2023-09-29",
            "2023-09-30",
            "2023-10-01",
            "2023-10-02",
            "2023-10-03",
            "2023-10-04",
            "2023-10-05",
            "2023-10-06",
        ],
        &["2023-10-07", "2023-10-08"],
    ),
    ("元旦", &["2024-01-01"], &[]),
    (
        "春节",
        &[
            "2024-02-10",
            "2024-02-11",
            "2024-02-12",
            "2024-02-13",
            "2024-02-14",
            "2024-02-15",
            "2024-02-16",
            "2024-02-17",
        ],
        &["2024-02-04", "2024-02-18"],
    ),
    ("清明节", &["2024-04-04", "2024-04-05", "2024-04-06"], &["2024-04-07"]),
    ("劳动节", &["2024-05-01", "2024-05-02", "2024-05-03", "2024-05-04", "2024-05-05"], &["2024-04-28", "2024-05-11"]),
    ("端午节", &["2024-06-10"], &[]),
    ("中秋节", &["2024-09-15", "2024-09-16", "2024-09-17"], &["2024-09-14"]),
    (
        "国庆节",
        &["2024-10-01", "2024-10-02", "2024-10-03", "2024-10-04", "2024-10-05", "2024-10-06", "2024-10-07"],
        &["2024-09-29", "2024-10-12"],
    ),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let notice = Table::create()
            .table("calendar_notice")
            .col(integer("year").primary_key())
            .col(string("document"))
            .to_owned();
        manager.create_table(notice).await?;
        let version = Table::create()
            .table("rule_version")
            .col(integer("version").primary_key())
            .col(string("effective_from"))
            .col(string("source"))
            .col(string("entered_by"))
            .col(big_integer_null("entered_ms"))
            .to_owned();
        manager.create_table(version).await?;

        let mut insert = Query::insert();
        insert.into_table("calendar_notice").columns(["year", "document"]);
        for (year, document) in NOTICES {
            insert.values_panic([year.into(), document.into()]);
        }
        manager.execute(insert).await?;
        let mut insert = Query::insert();
        insert.into_table("calendar_day").columns(["day", "kind", "name"]);
        for (name, off, worked) in HOLIDAYS {
            for &day in off {
                insert.values_panic([day.into(), "rest".into(), name.into()]);
            }
            for &day in worked {
                insert.values_panic([day.into(), "work".into(), name.into()]);
            }
        }
        // A day that an office has entered by itself since stays as it is.
        insert.on_conflict(OnConflict::column("day").do_nothing().to_owned());
        manager.execute(insert).await?;
        let mut insert = Query::insert();
        insert.into_table("rule_version").columns(["version", "effective_from", "source", "entered_by"]);
        insert.values_panic([
            1.into(),
            "2021-01-01".into(),
            "《代表法》第五十一条和本县代表建议办理规定，随系统提供".into(),
            "".into(),
        ]);
        manager.execute(insert).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["rule_version", "calendar_notice"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        let delete = Query::delete().from_table("calendar_day").and_where(Expr::col("day").lt("2025-01-01")).to_owned();
        manager.execute(delete).await
    }
}
