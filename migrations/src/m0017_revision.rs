//! What has changed of what anyone may read: a count that every such change moves on, whoever makes it.
//!
//! Triggers count, so that no writer can forget it. PostgreSQL counts when the transaction ends: whoever waits for the
//! counter then holds everything else already, so that no two can wait for each other.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string};
use sea_orm_migration::sea_orm::DbBackend;

use crate::tables::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What the pages show beside papers, with the change that shows: any, or one of certain columns.
const COUNTY: [(&str, &str); 10] = [
    ("township", ""),
    ("body", ""),
    ("setting", ""),
    ("congress_session", ""),
    ("rule_version", ""),
    ("limit_rule", ""),
    ("calendar_day", ""),
    ("calendar_notice", ""),
    ("person", "name, township_id"),
    ("person_role", ""),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let revision =
            Table::create().table("revision").col(string("scope").primary_key()).col(big_integer("n")).to_owned();
        manager.create_table(revision).await?;
        manager.create_index(index("revision", &["n"])).await?;
        let mut first = Query::insert();
        first.into_table("revision").columns(["scope", "n"]).values_panic(["".into(), 1.into()]);
        manager.execute(first).await?;
        let triggers = match manager.get_database_backend() {
            DbBackend::Postgres => on_postgres(),
            _ => on_sqlite(),
        };
        for sql in triggers {
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let triggers = match manager.get_database_backend() {
            DbBackend::Postgres => vec![
                "DROP FUNCTION note_paper() CASCADE".to_owned(),
                "DROP FUNCTION note_attachment() CASCADE".to_owned(),
                "DROP FUNCTION note_county() CASCADE".to_owned(),
                "DROP FUNCTION note_revision(TEXT) CASCADE".to_owned(),
            ],
            _ => {
                let names = COUNTY.iter().flat_map(|(table, _)| {
                    ["insert", "update", "delete"].map(|change| format!("revision_{table}_{change}"))
                });
                let others = ["revision_paper_insert", "revision_paper_update", "revision_paper_shown"];
                let files = ["revision_attachment_insert", "revision_attachment_update"];
                let names = names.chain(others.into_iter().chain(files).map(str::to_owned));
                names.map(|name| format!("DROP TRIGGER {name}")).collect()
            }
        };
        for sql in triggers {
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        manager.drop_table(Table::drop().table("revision").to_owned()).await
    }
}

fn on_sqlite() -> Vec<String> {
    /// Counts on, and notes the count for a scope.
    fn noted(scope: &str) -> String {
        format!(
            "UPDATE revision SET n = n + 1 WHERE scope = ''; \
             INSERT INTO revision (scope, n) SELECT {scope}, n FROM revision WHERE scope = '' \
             ON CONFLICT (scope) DO UPDATE SET n = excluded.n;"
        )
    }
    let trigger = |name: &str, event: &str, scope: &str| {
        format!("CREATE TRIGGER revision_{name} AFTER {event} BEGIN {} END", noted(scope))
    };
    let county = COUNTY.iter().flat_map(|(table, columns)| {
        let of = if columns.is_empty() { String::new() } else { format!(" OF {columns}") };
        [("insert", "INSERT".to_owned()), ("update", format!("UPDATE{of}")), ("delete", "DELETE".to_owned())]
            .map(|(name, event)| trigger(&format!("{table}_{name}"), &format!("{event} ON {table}"), "'county'"))
    });
    let paper = "lower(hex(NEW.id))";
    let of_file = "lower(hex(NEW.paper_id))";
    county
        .chain([
            trigger("paper_insert", "INSERT ON paper WHEN NEW.is_public", paper),
            trigger("paper_update", "UPDATE ON paper WHEN OLD.is_public OR NEW.is_public", paper),
            // Whether a paper can be seen shows on the pages of others that are linked with it.
            trigger("paper_shown", "UPDATE ON paper WHEN OLD.is_public <> NEW.is_public", "'county'"),
            trigger("attachment_insert", "INSERT ON attachment", of_file),
            trigger("attachment_update", "UPDATE ON attachment", of_file),
        ])
        .collect()
}

fn on_postgres() -> Vec<String> {
    let function = |name: &str, body: &str| {
        format!("CREATE FUNCTION {name} RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$")
    };
    let trigger = |name: &str, event: &str, function: &str| {
        format!(
            "CREATE CONSTRAINT TRIGGER revision_{name} AFTER {event} DEFERRABLE INITIALLY DEFERRED \
             FOR EACH ROW EXECUTE FUNCTION {function}()"
        )
    };
    let functions = [
        "CREATE FUNCTION note_revision(changed TEXT) RETURNS void LANGUAGE plpgsql AS $$ DECLARE present BIGINT; BEGIN \
         UPDATE revision SET n = n + 1 WHERE scope = '' RETURNING n INTO present; \
         INSERT INTO revision (scope, n) VALUES (changed, present) ON CONFLICT (scope) DO UPDATE SET n = present; \
         END $$"
            .to_owned(),
        function(
            "note_paper()",
            "IF NEW.is_public OR (TG_OP = 'UPDATE' AND OLD.is_public) THEN \
             PERFORM note_revision(replace(NEW.id::text, '-', '')); END IF; \
             IF TG_OP = 'UPDATE' AND OLD.is_public <> NEW.is_public THEN PERFORM note_revision('county'); END IF;",
        ),
        function("note_attachment()", "PERFORM note_revision(replace(NEW.paper_id::text, '-', ''));"),
        function("note_county()", "PERFORM note_revision('county');"),
    ];
    let county = COUNTY.iter().map(|(table, columns)| {
        let of = if columns.is_empty() { String::new() } else { format!(" OF {columns}") };
        trigger(table, &format!("INSERT OR DELETE OR UPDATE{of} ON {table}"), "note_county")
    });
    functions
        .into_iter()
        .chain([
            trigger("paper", "INSERT OR UPDATE ON paper", "note_paper"),
            trigger("attachment", "INSERT OR UPDATE ON attachment", "note_attachment"),
        ])
        .chain(county)
        .collect()
}
