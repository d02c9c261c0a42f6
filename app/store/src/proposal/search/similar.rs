//! The papers that are like a draft.

use std::sync::Arc;

use domain::county::people::Actor;
use domain::proposal::ProposalId;
use domain::proposal::draft::Draft;
use domain::proposal::similar::{SimilarPaper, frequencies, is_similar, share, telling};
use domain::proposal::view::Reader;
use domain::proposal::workflow::Relation;
use ground::tokens;
use ground::tokens::Frequencies;
use ground::vocabulary::Lang;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement, Value,
};
use uuid::Uuid;

use crate::Store;
use crate::entity::{paper, proposal};
use crate::error::{Result, StoreError};
use crate::proposal::{find, kept, parse_state};

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
        let rows = paper::Entity::find().filter(paper::Column::Id.is_in(candidates)).all(&self.db).await?;
        let mut alike = Vec::new();
        for row in rows {
            let paper = parse_state(&row.state)?;
            let is_read_whole = paper.is_read_whole(&paper.relations_of(actor));
            let share = share(&own.draft, &paper, is_read_whole, &frequencies);
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
        // Rows come and go, so that this is a little more than there are: it only says how much is worth asking.
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
            "SELECT s.paper_id AS id FROM (SELECT id, SUM(weight) AS score FROM ({found}) AS found GROUP BY id) AS scored \
             JOIN search_text AS s ON s.id = scored.id \
             WHERE (s.is_public OR s.lead_id = $1) AND s.paper_id <> $2 \
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
        let latest = proposal::Entity::find().filter(C::IsPublic.eq(true));
        let latest = kept(latest.order_by_desc(C::RegisteredMs).order_by_desc(C::Id).limit(SAMPLE));
        let rows = latest.all(&self.db).await?;
        let papers = rows.iter().map(|row| parse_state(&row.state)).collect::<Result<Vec<_>>>()?;
        let frequencies = Arc::new(frequencies(papers.iter()));
        *self.frequencies.write().await = Some((now, Arc::clone(&frequencies)));
        Ok(frequencies)
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
