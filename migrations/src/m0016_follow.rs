//! Followers without an account, what they follow and were told; mail that goes to somebody who is no person of ours.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, integer, string, string_null, text, text_null, uuid, uuid_null,
};

use crate::tables::index;

/// The columns of the outbox that were there before.
const OUTBOX: &str = "id, person_id, address, subject, body, dedupe, state, attempts, next_try_ms, lease, \
                      lease_until_ms, queued_ms, done_ms, trouble";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let request = Table::create()
            .table("follow_request")
            .col(uuid("id").primary_key())
            .col(string("address"))
            .col(text("followed"))
            .col(string("wish"))
            .col(string("lang"))
            .col(string("client"))
            .col(string_null("token_hash").unique_key())
            .col(big_integer("asked_ms"))
            .col(big_integer_null("confirmed_ms"))
            .to_owned();
        manager.create_table(request).await?;
        manager.create_index(index("follow_request", &["address", "asked_ms"])).await?;
        manager.create_index(index("follow_request", &["client", "asked_ms"])).await?;
        manager.create_index(index("follow_request", &["asked_ms"])).await?;
        let follower = Table::create()
            .table("follower")
            .col(uuid("id").primary_key())
            .col(string("address").unique_key())
            .col(string("lang"))
            .col(big_integer("since_ms"))
            .to_owned();
        manager.create_table(follower).await?;
        let follow = Table::create()
            .table("follow")
            .col(uuid("id").primary_key())
            .col(uuid("follower_id"))
            .col(text("followed"))
            .col(string("wish"))
            .col(big_integer("since_ms"))
            .foreign_key(&mut gone_with("follow", "follower_id", "follower"))
            .to_owned();
        manager.create_table(follow).await?;
        manager.create_index(index("follow", &["follower_id", "followed"]).unique().to_owned()).await?;
        manager.create_index(index("follow", &["followed"])).await?;
        let told = Table::create()
            .table("follow_event")
            .col(uuid("follower_id"))
            .col(uuid("paper_id"))
            .col(integer("seq"))
            .col(uuid("follow_id"))
            .col(big_integer("at_ms"))
            .col(string_null("mail"))
            .primary_key(Index::create().col("follower_id").col("paper_id").col("seq"))
            .foreign_key(&mut gone_with("follow_event", "follower_id", "follower"))
            .foreign_key(&mut gone_with("follow_event", "follow_id", "follow"))
            .to_owned();
        manager.create_table(told).await?;
        for columns in [&["mail"][..], &["follow_id"], &["at_ms"]] {
            manager.create_index(index("follow_event", columns)).await?;
        }
        let token = Table::create()
            .table("leave_token")
            .col(string("hash").primary_key())
            .col(uuid("follower_id"))
            .col(uuid_null("follow_id"))
            .col(big_integer("made_ms"))
            .foreign_key(&mut gone_with("leave_token", "follower_id", "follower"))
            .foreign_key(&mut gone_with("leave_token", "follow_id", "follow"))
            .to_owned();
        manager.create_table(token).await?;
        for columns in [&["follower_id"][..], &["follow_id"], &["made_ms"]] {
            manager.create_index(index("leave_token", columns)).await?;
        }
        let scan = Table::create()
            .table("follow_scan")
            .col(integer("id").primary_key())
            .col(big_integer("until_ms"))
            .to_owned();
        manager.create_table(scan).await?;
        manager.create_index(index("event", &["at_ms", "paper_id", "seq"])).await?;
        manager.create_index(index("proposal", &["is_public", "changed_ms", "id"])).await?;
        replace_outbox(manager, uuid_null("person_id"), true).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared("DELETE FROM outbox WHERE person_id IS NULL").await?;
        replace_outbox(manager, uuid("person_id"), false).await?;
        for name in ["ix_event_at_ms_paper_id_seq", "ix_proposal_is_public_changed_ms_id"] {
            manager.drop_index(Index::drop().name(name).to_owned()).await?;
        }
        for table in ["follow_scan", "leave_token", "follow_event", "follow", "follower", "follow_request"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// A row that goes with the one it belongs to.
fn gone_with(table: &'static str, column: &'static str, other: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(other, "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}

/// SQLite cannot lift a constraint of a column: the table is made anew with its rows.
async fn replace_outbox(manager: &SchemaManager<'_>, person: ColumnDef, has_followers: bool) -> Result<(), DbErr> {
    let mut outbox = Table::create()
        .table("outbox_new")
        .col(uuid("id").primary_key())
        .col(person)
        .col(string("address"))
        .col(text("subject"))
        .col(text("body"))
        .col(string("dedupe").unique_key())
        .col(string("state"))
        .col(integer("attempts"))
        .col(big_integer("next_try_ms"))
        .col(uuid_null("lease"))
        .col(big_integer("lease_until_ms"))
        .col(big_integer("queued_ms"))
        .col(big_integer_null("done_ms"))
        .col(text_null("trouble"))
        .foreign_key(ForeignKey::create().from("outbox_new", "person_id").to("person", "id"))
        .to_owned();
    if has_followers {
        outbox
            .col(uuid_null("follower_id"))
            .col(uuid_null("request_id"))
            .foreign_key(&mut gone_with("outbox_new", "follower_id", "follower"))
            .foreign_key(&mut gone_with("outbox_new", "request_id", "follow_request"));
    }
    manager.create_table(outbox).await?;
    let copy = format!("INSERT INTO outbox_new ({OUTBOX}) SELECT {OUTBOX} FROM outbox");
    manager.get_connection().execute_unprepared(&copy).await?;
    manager.drop_table(Table::drop().table("outbox").to_owned()).await?;
    manager.rename_table(Table::rename().table("outbox_new", "outbox").to_owned()).await?;
    manager.create_index(index("outbox", &["state", "next_try_ms", "id"])).await?;
    if has_followers {
        manager.create_index(index("outbox", &["follower_id"])).await?;
        manager.create_index(index("outbox", &["request_id"])).await?;
    }
    Ok(())
}
