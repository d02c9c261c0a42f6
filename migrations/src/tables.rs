//! What migrations share.

use sea_orm_migration::prelude::{Alias, Index, IndexCreateStatement, IntoIden};

/// An index of `table` over `columns`, named after both.
pub(crate) fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index =
        Index::create().name(format!("ix_{table}_{}", columns.join("_"))).table(Alias::new(table)).to_owned();
    for column in columns {
        index.col(Alias::new(*column).into_iden());
    }
    index
}
