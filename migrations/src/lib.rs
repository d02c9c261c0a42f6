//! Every change of the database's shape, one file each, the same for SQLite and PostgreSQL.
//!
//! A migration never imports an entity: it says what the tables were, not what they have become.

use sea_orm_migration::{MigrationTrait, MigratorTrait};

mod m0001_county;
mod m0002_rules;
mod m0003_papers;
mod m0005_clocks;
mod m0006_notices;
mod m0007_accounts;
mod m0008_attachments;
mod m0009_search_and_versions;
mod m0010_signing;
mod m0011_handling;
mod m0012_search;
mod m0013_figures;
mod m0015_open_data;
mod m0016_follow;
mod m0017_revision;
mod m0018_lists;
mod m0019_sweeps;
mod m0020_kept_forms;
mod m0021_awaited;
mod m0022_acts;
mod tables;

/// The list of migrations, oldest first.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_county::Migration),
            Box::new(m0002_rules::Migration),
            Box::new(m0003_papers::Migration),
            Box::new(m0005_clocks::Migration),
            Box::new(m0006_notices::Migration),
            Box::new(m0007_accounts::Migration),
            Box::new(m0008_attachments::Migration),
            Box::new(m0009_search_and_versions::Migration),
            Box::new(m0010_signing::Migration),
            Box::new(m0011_handling::Migration),
            Box::new(m0012_search::Migration),
            Box::new(m0013_figures::Migration),
            Box::new(m0015_open_data::Migration),
            Box::new(m0016_follow::Migration),
            Box::new(m0017_revision::Migration),
            Box::new(m0018_lists::Migration),
            Box::new(m0019_sweeps::Migration),
            Box::new(m0020_kept_forms::Migration),
            Box::new(m0021_awaited::Migration),
            Box::new(m0022_acts::Migration),
        ]
    }
}
