//! The index of every paper's text, written with each step, and the papers that are like a draft.

use std::sync::Arc;

use domain::draft::Draft;
use domain::people::{Actor, ProposalId};
use domain::proposal::Proposal;
use domain::similar::{Frequencies, SimilarPaper, is_similar, share, telling};
use domain::tokens;
use domain::view::Reader;
use domain::vocabulary::Lang;
use domain::workflow::Relation;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement, Value,
};
use uuid::Uuid;

use crate::Store;
use crate::entity::proposal;
use crate::error::{Result, StoreError};
use crate::proposals::{find, parse_state};

/// How many papers the frequencies of tokens are taken from: the latest public ones.
const SAMPLE: u64 = 400;
/// How long the frequencies of a full sample hold, in milliseconds.
const FRESH_MS: i64 = 60 * 60 * 1000;
/// The same while there are fewer papers.
const YOUNG_MS: i64 = 60 * 1000;
/// How many candidates of the index are looked at.
const CANDIDATES: u64 = 20;
/// How many similar papers are shown at most.
const MOST_SIMILAR: usize = 5;
/// How many papers are indexed anew in one transaction.
const REINDEX_BATCH: u64 = 500;

/// The frequencies of tokens, with the moment when they were counted, in milliseconds since 1970 (UTC).
pub(crate) type Counted = (i64, Arc<Frequencies>);

impl Store {
    /// Papers of all terms that are like a draft and that its lead deputy may see, most alike first: at most five.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where the proposal is not this person's.
    pub async fn similar(&self, actor: &Actor, id: ProposalId, lang: Lang) -> Result<Vec<SimilarPaper>> {
        let (own, _) = find(&self.db, id).await?;
        if !own.relations_of(actor).contains(&Relation::Lead) {
            return Err(StoreError::NotFound);
        }
        let frequencies = self.frequencies().await?;
        let candidates = self.candidates(actor, id, &own.draft, &frequencies).await?;
        let rows = proposal::Entity::find().filter(proposal::Column::Id.is_in(candidates)).all(&self.db).await?;
        let mut alike = Vec::new();
        for row in rows {
            let paper = parse_state(&row.state)?;
            let share = share(&own.draft, &paper, &frequencies);
            if is_similar(share) {
                alike.push((share, paper, row.version));
            }
        }
        alike.sort_by(|(share, paper, _), (other, other_paper, _)| {
            other.total_cmp(share).then(other_paper.id.cmp(&paper.id))
        });
        let county = self.county().await?;
        let reader = Reader { actor: Some(actor), lang, today: self.moment().today(), county: &county };
        let seen = alike.iter().filter_map(|(_, paper, version)| paper.seen_by(reader, *version, &[]));
        Ok(seen.map(SimilarPaper::of).take(MOST_SIMILAR).collect())
    }

    /// The papers that share most of a draft's telling tokens, by weight.
    async fn candidates(
        &self,
        actor: &Actor,
        id: ProposalId,
        draft: &Draft,
        frequencies: &Frequencies,
    ) -> Result<Vec<Uuid>> {
        let backend = self.db.get_database_backend();
        let sql = "SELECT CAST(COALESCE(MAX(id), 0) AS BIGINT) AS papers FROM search_text";
        let papers = self.db.query_one_raw(Statement::from_string(backend, sql)).await?;
        let papers: i64 = papers.map_or(Ok(0), |row| row.try_get("", "papers"))?;
        let telling = telling(draft, frequencies, u64::try_from(papers).unwrap_or(0));
        if telling.is_empty() {
            return Ok(Vec::new());
        }
        let mut values: Vec<Value> = vec![actor.person.0.into(), id.0.into()];
        let found = telling.iter().map(|(token, weight)| {
            let code = tokens::encoded(token);
            let (query, number) = match backend {
                DbBackend::Postgres => (code, values.len() + 1),
                _ => (format!("{{title paper}}: {code}"), values.len() + 1),
            };
            values.extend([query.into(), (*weight).into()]);
            part_of_index(backend, number)
        });
        let found = found.collect::<Vec<_>>().join(" UNION ALL ");
        // What may not be seen is left out before the best are chosen, so that it takes no place among them.
        let sql = format!(
            "SELECT s.proposal_id AS id FROM (SELECT id, SUM(weight) AS score FROM ({found}) AS found GROUP BY id) AS scored \
             JOIN search_text AS s ON s.id = scored.id \
             WHERE (s.is_public OR s.lead_id = $1) AND s.proposal_id <> $2 \
             ORDER BY scored.score DESC, s.id DESC LIMIT {CANDIDATES}"
        );
        let rows = self.db.query_all_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
    }

    /// In how many of the latest public papers each token stands; counted anew when it is old.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn frequencies(&self) -> Result<Arc<Frequencies>> {
        use proposal::Column as C;
        let now = self.moment().now_ms();
        if let Some((at, frequencies)) = self.frequencies.read().await.as_ref() {
            // A young county's frequencies change with each paper.
            let is_full = frequencies.papers() as u64 == SAMPLE;
            if now - at < if is_full { FRESH_MS } else { YOUNG_MS } {
                return Ok(Arc::clone(frequencies));
            }
        }
        let states: Vec<String> = proposal::Entity::find()
            .select_only()
            .column(C::State)
            .filter(C::IsPublic.eq(true))
            .order_by_desc(C::RegisteredMs)
            .order_by_desc(C::Id)
            .limit(SAMPLE)
            .into_tuple()
            .all(&self.db)
            .await?;
        let papers = states.iter().map(|state| parse_state(state)).collect::<Result<Vec<_>>>()?;
        let frequencies = Arc::new(Frequencies::of(papers.iter()));
        *self.frequencies.write().await = Some((now, Arc::clone(&frequencies)));
        Ok(frequencies)
    }

    /// Indexes papers that are not in the index, or were indexed by an earlier tokenizer. Answers how many it indexed:
    /// 0 when all are.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn reindex_missing(&self) -> Result<usize> {
        let backend = self.db.get_database_backend();
        let sql = format!(
            "SELECT p.id AS id FROM proposal AS p LEFT JOIN search_text AS s ON s.proposal_id = p.id \
             WHERE s.id IS NULL OR s.tokens_version <> {} LIMIT {REINDEX_BATCH}",
            tokens::VERSION
        );
        let missing = self.db.query_all_raw(Statement::from_string(backend, sql)).await?;
        let missing = missing.iter().map(|row| row.try_get("", "id")).collect::<Result<Vec<Uuid>, _>>()?;
        let writing = self.write().await?;
        for id in &missing {
            let (paper, _) = find(&writing.tx, ProposalId(*id)).await?;
            index(&writing.tx, &paper).await?;
        }
        writing.commit().await?;
        Ok(missing.len())
    }
}

/// The papers with a token, given by its parameter, and its weight, the next one.
fn part_of_index(backend: DbBackend, number: usize) -> String {
    let weight = number + 1;
    match backend {
        DbBackend::Postgres => format!(
            "SELECT id, CAST(${weight} AS DOUBLE PRECISION) AS weight FROM search_text WHERE paper @@ to_tsquery('simple', ${number})"
        ),
        _ => format!("SELECT rowid AS id, ${weight} AS weight FROM search_index WHERE search_index MATCH ${number}"),
    }
}

/// What is indexed of a paper: what was handed in, else the draft; and the published replies.
struct Indexed {
    title: String,
    paper: String,
    reply: String,
}

impl Indexed {
    fn of(paper: &Proposal) -> Self {
        let mut texts: Vec<&str> = Vec::new();
        match paper.text() {
            Some(text) => {
                texts.extend([text.problem.as_str(), text.analysis.as_str()]);
                texts.extend(text.asks.iter().map(|ask| ask.as_str()));
                texts.extend(text.village.as_ref().map(|village| village.as_str()));
            }
            None => {
                let draft = &paper.draft;
                texts.extend([draft.problem.as_str(), draft.analysis.as_str(), draft.village.as_str()]);
                texts.extend(draft.asks.iter().map(String::as_str));
            }
        }
        let mut replies: Vec<&str> = Vec::new();
        for reply in &paper.replies {
            replies.push(reply.opening.as_str());
            replies.extend(reply.answers.iter().map(|answer| answer.as_str()));
        }
        Self {
            title: tokens::indexed(paper.title()),
            paper: tokens::indexed(&texts.join("\n")),
            reply: tokens::indexed(&replies.join("\n")),
        }
    }

    /// A number that is the same for the same tokens (FNV-1a): most steps change no text, and need not index it again.
    fn fingerprint(&self) -> i64 {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in [&self.title, &self.paper, &self.reply].into_iter().flat_map(|text| text.bytes().chain([0])) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        hash.cast_signed()
    }
}

/// Writes a paper into the index, in the transaction of what changed it.
pub(crate) async fn index(db: &impl ConnectionTrait, paper: &Proposal) -> Result<()> {
    let backend = db.get_database_backend();
    let indexed = Indexed::of(paper);
    let sql = "SELECT id, fingerprint, tokens_version FROM search_text WHERE proposal_id = $1";
    let known = db.query_one_raw(Statement::from_sql_and_values(backend, sql, [paper.id.0.into()])).await?;
    let fingerprint = indexed.fingerprint();
    let is_same = match &known {
        Some(row) => {
            row.try_get::<i64>("", "fingerprint")? == fingerprint
                && row.try_get::<i32>("", "tokens_version")? == tokens::VERSION
        }
        None => false,
    };
    if is_same {
        let sql = "UPDATE search_text SET is_public = $2 WHERE proposal_id = $1 AND is_public <> $2";
        db.execute_raw(Statement::from_sql_and_values(backend, sql, [paper.id.0.into(), paper.is_public().into()]))
            .await?;
        return Ok(());
    }
    let mut values: Vec<Value> = vec![
        paper.id.0.into(),
        paper.lead.0.into(),
        paper.is_public().into(),
        tokens::VERSION.into(),
        fingerprint.into(),
    ];
    let columns = "proposal_id, lead_id, is_public, tokens_version, fingerprint";
    let update =
        "is_public = excluded.is_public, tokens_version = excluded.tokens_version, fingerprint = excluded.fingerprint";
    if backend == DbBackend::Postgres {
        values.extend([indexed.title.into(), indexed.paper.into(), indexed.reply.into()]);
        let sql = format!(
            "INSERT INTO search_text ({columns}, paper, reply) VALUES ($1, $2, $3, $4, $5, \
             setweight(to_tsvector('simple', $6), 'A') || setweight(to_tsvector('simple', $7), 'B'), to_tsvector('simple', $8)) \
             ON CONFLICT (proposal_id) DO UPDATE SET {update}, paper = excluded.paper, reply = excluded.reply"
        );
        db.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO search_text ({columns}) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (proposal_id) DO UPDATE SET {update} RETURNING id"
    );
    let row = db.query_one_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    let id: i64 = row.ok_or_else(|| StoreError::bad_row("search_text", "no row came back"))?.try_get("", "id")?;
    let sql = "INSERT OR REPLACE INTO search_index (rowid, title, paper, reply) VALUES ($1, $2, $3, $4)";
    let values = [id.into(), indexed.title.into(), indexed.paper.into(), indexed.reply.into()];
    db.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}
