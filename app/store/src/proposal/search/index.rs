//! Writes every paper's text into the index, with each step that changes it.

use std::borrow::Cow;

use domain::county::people::County;
use domain::proposal::excerpt::{FoundIn, fields};
use domain::proposal::view::Reader;
use domain::proposal::{Proposal, ProposalId};
use ground::tokens;
use ground::vocabulary::Lang;
use jiff::civil::Date;
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use uuid::Uuid;

use crate::Store;
use crate::error::{Result, StoreError};
use crate::proposal::find;
use crate::spine::revisions::note_everything;

/// How many papers are indexed anew in one transaction.
const REINDEX_BATCH: u64 = 500;

impl Store {
    /// Indexes papers that are not in the index, or were indexed by an earlier tokenizer. Answers how many it indexed:
    /// 0 when all are.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn reindex_missing(&self) -> Result<usize> {
        let backend = self.db.get_database_backend();
        // In the order of registration, which is that of the index.
        let sql = format!(
            "SELECT p.id AS id FROM proposal AS p LEFT JOIN search_text AS s ON s.paper_id = p.id \
             WHERE s.id IS NULL OR s.tokens_version <> {} \
             ORDER BY p.is_public, p.registered_ms, p.id LIMIT {REINDEX_BATCH}",
            tokens::VERSION
        );
        let missing = self.db.query_all_raw(Statement::from_string(backend, sql)).await?;
        let missing = missing.iter().map(|row| row.try_get("", "id")).collect::<Result<Vec<Uuid>, _>>()?;
        let writing = self.write().await?;
        for id in &missing {
            let (paper, _) = find(&writing.tx, ProposalId(*id)).await?;
            index(&writing.tx, &paper).await?;
        }
        if !missing.is_empty() {
            note_everything(&writing.tx).await?;
        }
        writing.commit().await?;
        Ok(missing.len())
    }
}

/// What is indexed of a paper, field by field.
///
/// Of a public paper it is what the public sees. Of any other it is title and text, what was handed in or else the
/// draft, for its own deputy's question which papers are alike.
#[derive(Default)]
struct Indexed<'a> {
    title: Vec<Cow<'a, str>>,
    label: Vec<Cow<'a, str>>,
    paper: Vec<Cow<'a, str>>,
    reply: Vec<Cow<'a, str>>,
}

impl<'a> Indexed<'a> {
    fn of(paper: &'a Proposal) -> Self {
        let mut indexed = Self::default();
        // Names of places and the day are no part of what is searched.
        let county = County::default();
        let public = Reader { actor: None, lang: Lang::Zh, today: Date::default(), county: &county };
        if let Some(view) = paper.seen_by(public, 0, &[]) {
            for (found_in, text) in fields(&view) {
                let part = match found_in {
                    FoundIn::Title => &mut indexed.title,
                    FoundIn::Number | FoundIn::Deputy => &mut indexed.label,
                    FoundIn::Problem | FoundIn::Ask | FoundIn::Analysis | FoundIn::Village => &mut indexed.paper,
                    FoundIn::Reply => &mut indexed.reply,
                };
                part.push(text.into());
            }
            return indexed;
        }
        indexed.title.push(paper.title().into());
        let texts = &mut indexed.paper;
        match paper.text() {
            Some(text) => {
                texts.extend([text.problem.as_str(), text.analysis.as_str()].map(Cow::from));
                texts.extend(text.asks.iter().map(|ask| Cow::from(ask.as_str())));
                texts.extend(text.village.iter().map(|village| Cow::from(village.as_str())));
            }
            None => {
                let draft = &paper.draft;
                texts.extend([&draft.problem, &draft.analysis, &draft.village].map(Cow::from));
                texts.extend(draft.asks.iter().map(Cow::from));
            }
        }
        indexed
    }

    fn parts(&self) -> [&[Cow<'a, str>]; 4] {
        [&self.title, &self.label, &self.paper, &self.reply]
    }

    /// A number that is the same for the same texts (FNV-1a): most steps change no text, and need not index it again.
    fn fingerprint(&self) -> i64 {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for part in self.parts() {
            for byte in part.iter().flat_map(|text| text.bytes().chain([0])).chain([1]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
        hash.cast_signed()
    }

    /// The codes of each part.
    fn codes(&self) -> [String; 4] {
        self.parts().map(|part| tokens::indexed(part.iter().map(Cow::as_ref)))
    }
}

/// The folded fields, each on its line.
fn folded(part: &[Cow<str>]) -> String {
    part.iter().map(|text| ground::characters::folded(text)).collect::<Vec<_>>().join("\n")
}

/// Writes a paper into the index, in the transaction of what changed it.
///
/// A paper that is registered gets a new row, so that the order of rows is that in which papers were registered.
pub(crate) async fn index(db: &impl ConnectionTrait, paper: &Proposal) -> Result<()> {
    let backend = db.get_database_backend();
    let indexed = Indexed::of(paper);
    let fingerprint = indexed.fingerprint();
    let sql = "SELECT id, fingerprint, tokens_version, registered_ms FROM search_text WHERE paper_id = $1";
    let known = db.query_one_raw(Statement::from_sql_and_values(backend, sql, [paper.id.0.into()])).await?;
    if let Some(row) = known {
        if row.try_get::<Option<i64>>("", "registered_ms")? != paper.registered_at {
            let id = i64::from(row.try_get::<i32>("", "id")?);
            remove(db, id).await?;
        } else if row.try_get::<i64>("", "fingerprint")? == fingerprint
            && row.try_get::<i32>("", "tokens_version")? == tokens::VERSION
        {
            let sql = "UPDATE search_text SET is_public = $2 WHERE paper_id = $1 AND is_public <> $2";
            let values = [paper.id.0.into(), paper.is_public().into()];
            db.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
            return Ok(());
        }
    }
    let mut values: Vec<Value> = vec![
        paper.id.0.into(),
        paper.lead.0.into(),
        paper.is_public().into(),
        tokens::VERSION.into(),
        fingerprint.into(),
        paper.registered_at.into(),
    ];
    let columns = "paper_id, lead_id, is_public, tokens_version, fingerprint, registered_ms";
    let update =
        "is_public = excluded.is_public, tokens_version = excluded.tokens_version, fingerprint = excluded.fingerprint";
    let [title, label, text, reply] = indexed.codes();
    if backend == DbBackend::Postgres {
        let head = format!("{title} {label}");
        let everything = format!("{head} {text} {reply}");
        let texts = [
            [folded(&indexed.title), folded(&indexed.label)].join("\n"),
            [folded(&indexed.paper), folded(&indexed.reply)].join("\n"),
        ];
        values.extend([format!("{title} {text}"), head, everything].map(Value::from));
        values.extend(texts.map(Value::from));
        let sql = format!(
            "INSERT INTO search_text ({columns}, paper, head, everything, head_text, body_text) \
             VALUES ($1, $2, $3, $4, $5, $6, strip(to_tsvector('simple', $7)), strip(to_tsvector('simple', $8)), \
             strip(to_tsvector('simple', $9)), $10, $11) \
             ON CONFLICT (paper_id) DO UPDATE SET {update}, paper = excluded.paper, head = excluded.head, \
             everything = excluded.everything, head_text = excluded.head_text, body_text = excluded.body_text"
        );
        db.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO search_text ({columns}) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (paper_id) DO UPDATE SET {update} RETURNING id"
    );
    let row = db.query_one_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    let id: i64 = row.ok_or_else(|| StoreError::bad_row("search_text", "no row came back"))?.try_get("", "id")?;
    let sql = "INSERT OR REPLACE INTO search_index (rowid, title, label, paper, reply) VALUES ($1, $2, $3, $4, $5)";
    let values = [id.into(), title.into(), label.into(), text.into(), reply.into()];
    db.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}

/// Takes a row out of the index.
async fn remove(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    let backend = db.get_database_backend();
    let mut sql = vec!["DELETE FROM search_text WHERE id = $1"];
    if backend == DbBackend::Sqlite {
        sql.push("DELETE FROM search_index WHERE rowid = $1");
    }
    for sql in sql {
        db.execute_raw(Statement::from_sql_and_values(backend, sql, [id.into()])).await?;
    }
    Ok(())
}
