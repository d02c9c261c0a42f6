//! The papers that a query finds, page by page.
//!
//! The order by relevance has two tiers: papers whose title, number or deputy has every term, then the others; in each
//! the latest registered first, which is the order of the index's rows. No score depends on how many other papers
//! there are, so that both databases answer the same, a page begins behind a place that does not move, and SQLite walks
//! its index from that place only as far as the page reaches.

use domain::proposal::excerpt::{Excerpt, excerpt};
use domain::proposal::facets::Facets;
use domain::proposal::list::Filter;
use domain::proposal::view::{Reader, Summary};
use ground::query::{Query, Sort, Term};
use ground::vocabulary::Lang;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Order, Query as Select, SelectStatement, UnionType, Value};
use sea_orm::{ColumnTrait, Condition, DbBackend, FromQueryResult, Statement};

use crate::Store;
use crate::entity::{paper, proposal};
use crate::error::Result;
use crate::proposal::list::{LINE, Line, PAGE, RowCount, condition};
use crate::proposal::parse_state;

/// The place after which a page of found papers begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundCursor {
    /// The tier of the last line.
    pub tier: i32,
    /// Its row in the index.
    pub row: i32,
}

/// A paper that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its line.
    pub summary: Summary,
    /// Where the query stands in it.
    pub excerpt: Option<Excerpt>,
}

/// One page of found papers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPage {
    /// The papers.
    pub rows: Vec<Found>,
    /// Where the next page begins.
    pub next: Option<FoundCursor>,
    /// How many match in all.
    pub count: RowCount,
    /// How many of them by stage, topic, township, unit, year and cohort.
    pub facets: Facets,
}

/// Where every term has to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// In any field.
    Anywhere,
    /// In title, number or deputy's name.
    Head,
    /// In any field, but not all of them in those.
    Body,
}

#[derive(Debug, FromQueryResult)]
struct Hit {
    #[sea_orm(nested)]
    line: Line,
    state: String,
    tier: i32,
    hit: i32,
}

impl Store {
    /// A page of the public papers that a query finds: two statements.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn search(
        &self,
        query: &Query,
        filter: &Filter,
        sort: Sort,
        after: Option<FoundCursor>,
        lang: Lang,
    ) -> Result<FoundPage> {
        let (count, facets) = self.facets(filter, Some(query)).await?;
        let mut hits = Vec::new();
        if !query.terms().is_empty() {
            let statement = finding(self.db.get_database_backend(), query, filter, self.moment().today(), sort, after);
            hits = Hit::find_by_statement(statement).all(&self.db).await?;
        }
        let more = hits.len() as u64 > PAGE;
        hits.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let next = hits.last().filter(|_| more).map(|hit| FoundCursor { tier: hit.tier, row: hit.hit });
        let county = self.county().await?;
        let reader = Reader { actor: None, lang, today: self.moment().today(), county: &county };
        let (mut lines, mut excerpts) = (Vec::new(), Vec::new());
        for hit in hits {
            // Only what the public sees is quoted.
            let view = parse_state(&hit.state)?.seen_by(reader, 0, &[]);
            excerpts.push(view.map(|view| excerpt(query, &view)));
            lines.push(hit.line);
        }
        let rows = self.summaries(lines, lang).await?.into_iter().zip(excerpts);
        let rows = rows.map(|(summary, excerpt)| Found { summary, excerpt }).collect();
        Ok(FoundPage { rows, next, count, facets })
    }
}

/// A list that somebody follows: what narrows it, and the query whose terms stand in each of its papers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowing {
    /// What it is narrowed to.
    pub filter: Filter,
    /// What was searched for.
    pub query: Option<Query>,
}

impl Narrowing {
    /// The condition that the papers of the list meet.
    pub(crate) fn condition(&self, backend: DbBackend, today: Date) -> Condition {
        let narrowed = condition(&self.filter, today);
        match &self.query {
            None => narrowed,
            Some(query) if query.terms().is_empty() => narrowed.add(Expr::cust("1 = 0")),
            Some(query) => {
                let mut found = matching(backend, query, Scope::Anywhere);
                found.clear_order_by().column((proposal::Entity, proposal::Column::Id));
                narrowed.add(proposal::Column::Id.in_subquery(found))
            }
        }
    }
}

/// The statement of a page and one line more.
pub(crate) fn finding(
    backend: DbBackend,
    query: &Query,
    filter: &Filter,
    today: Date,
    sort: Sort,
    after: Option<FoundCursor>,
) -> Statement {
    let scopes: &[(i32, Scope)] = match sort {
        Sort::Relevance => &[(0, Scope::Head), (1, Scope::Body)],
        Sort::Date => &[(0, Scope::Anywhere)],
    };
    // No address leads behind the last tier.
    let last = scopes.last().map_or(0, |(tier, _)| *tier);
    let after = after.map(|after| FoundCursor { tier: after.tier.clamp(0, last), ..after });
    let open = scopes.iter().filter(|(tier, _)| after.is_none_or(|after| after.tier <= *tier));
    let tiers = open.map(|&(tier, scope)| {
        let mut hits = matching(backend, query, scope);
        hits.column((proposal::Entity, proposal::Column::Id)).expr_as(Expr::cust(tier.to_string()), "tier");
        hits.expr_as(Expr::col(("search_text", "id")), "hit").cond_where(condition(filter, today)).limit(PAGE + 1);
        if let Some(after) = after.filter(|after| after.tier == tier) {
            hits.and_where(Expr::col(row(backend)).lt(after.row));
        }
        Select::select().expr(Expr::cust("*")).from_subquery(hits, "tier_hits").to_owned()
    });
    let hits = tiers.reduce(|mut hits, tier| hits.union(UnionType::All, tier).to_owned()).unwrap_or_default();
    let same = Expr::col((proposal::Entity, proposal::Column::Id)).equals(("hits", "id"));
    let mut page = Select::select();
    page.columns(LINE.map(|column| (proposal::Entity, column))).column((paper::Entity, paper::Column::State));
    let of_line = Expr::col((paper::Entity, paper::Column::Id)).equals((proposal::Entity, proposal::Column::Id));
    page.columns([("hits", "tier"), ("hits", "hit")]);
    page.from_subquery(hits, "hits").join(JoinType::InnerJoin, proposal::Entity, same);
    page.join(JoinType::InnerJoin, paper::Entity, of_line);
    page.order_by(("hits", "tier"), Order::Asc).order_by(("hits", "hit"), Order::Desc).limit(PAGE + 1);
    backend.build(&page)
}

/// The column that orders the index.
fn row(backend: DbBackend) -> (&'static str, &'static str) {
    if backend == DbBackend::Postgres { ("search_text", "id") } else { ("search_index", "rowid") }
}

/// Selects, still without columns, from what a query finds, the latest first. The query has terms.
pub(crate) fn matching(backend: DbBackend, query: &Query, scope: Scope) -> SelectStatement {
    let mut select = Select::select();
    let paper = Expr::col((proposal::Entity, proposal::Column::Id)).equals(("search_text", "paper_id"));
    if backend == DbBackend::Postgres {
        select
            .from("search_text")
            .join(JoinType::InnerJoin, proposal::Entity, paper)
            .and_where(candidates(query, scope));
    } else {
        // A cross join is what SQLite walks in the order as it is written: the index, in the order of its rows.
        let entry = Expr::col(("search_text", "id")).equals(("search_index", "rowid"));
        select.from("search_index").cross_join("search_text").cross_join(proposal::Entity);
        // Both know when a paper was registered, so that it is found in the index of the list, and not looked at: that index
        // has the columns which lists are narrowed by and counted by, in about the order in which papers are walked here.
        let registered = Expr::col((proposal::Entity, proposal::Column::RegisteredMs));
        let registered = registered.equals(("search_text", "registered_ms"));
        select.and_where(entry).and_where(paper).and_where(registered);
        select.and_where(Expr::cust_with_values("search_index MATCH ?", [match_text(query, scope)]));
    }
    match backend {
        // A sum is in no index: else PostgreSQL walks the papers in their order and unpacks the tokens of each, where it takes
        // a word for a common one, instead of asking the index for the word.
        DbBackend::Postgres => select.order_by_expr(Expr::cust("search_text.id + 0"), Order::Desc).to_owned(),
        _ => select.order_by(row(backend), Order::Desc).to_owned(),
    }
}

/// A query in the language of FTS5: only quoted codes stand in it.
fn match_text(query: &Query, scope: Scope) -> String {
    let phrase = |term: &Term| {
        let phrase = term.phrase();
        format!("\"{}\"{}", phrase.codes.join(" "), if phrase.is_open { " *" } else { "" })
    };
    let anywhere = query.terms().iter().map(phrase).collect::<Vec<_>>().join(" AND ");
    let head = format!("{{title label}} : ({anywhere})");
    match scope {
        Scope::Anywhere => anywhere,
        Scope::Head => head,
        Scope::Body => format!("({anywhere}) NOT ({head})"),
    }
}

/// A query for PostgreSQL: the index narrows it down to papers with every token, the folded text decides.
fn candidates(query: &Query, scope: Scope) -> Expr {
    let (mut codes, mut patterns) = (Vec::new(), Vec::new());
    for term in query.terms() {
        let phrase = term.phrase();
        // A term of one token stands where the token stands.
        if phrase.codes.len() > 1 {
            patterns.push(format!("%{}%", term.as_str()));
        }
        let last = phrase.codes.len() - 1;
        let open = |n: usize| if phrase.is_open && n == last { ":*" } else { "" };
        codes.extend(phrase.codes.iter().enumerate().map(|(n, code)| format!("{code}{}", open(n))));
    }
    let tokens = codes.join(" & ");
    // The first parameter is the tokens, the others the patterns.
    let numbers = 2..patterns.len() + 2;
    let in_head: String = numbers.clone().map(|n| format!(" AND search_text.head_text LIKE ${n}")).collect();
    let head = format!("(search_text.head @@ to_tsquery('simple', $1){in_head})");
    let in_any = |n| format!(" AND (search_text.head_text LIKE ${n} OR search_text.body_text LIKE ${n})");
    let anywhere =
        format!("(search_text.everything @@ to_tsquery('simple', $1){})", numbers.map(in_any).collect::<String>());
    let sql = match scope {
        Scope::Anywhere => anywhere,
        Scope::Head => head,
        Scope::Body => format!("({anywhere} AND NOT {head})"),
    };
    Expr::cust_with_values(sql, [tokens].into_iter().chain(patterns).map(Value::from))
}
