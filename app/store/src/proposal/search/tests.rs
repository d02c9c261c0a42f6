//! What is found is what `LIKE` finds, in every order, page and filter, and no table is read from end to end.

use std::collections::BTreeSet;

use domain::county::number::{Cohort, Number, Series};
use domain::county::people::{Actor, BodyId, County, PersonId, Role, TownshipId};
use domain::county::topic::Topic;
use domain::parts::promises::Promised;
use domain::proposal::command::{Reply, ReplyClass};
use domain::proposal::draft::Draft;
use domain::proposal::list::{Filter, Place};
use domain::proposal::statistics::Figure;
use domain::proposal::workflow::Stage;
use domain::proposal::{Proposal, ProposalId};
use fastrand::Rng;
use ground::characters::folded;
use ground::query::{Query, Sort};
use ground::vocabulary::Lang;
use jiff::civil::{Date, date};
use sea_orm::{ConnectionTrait, DbBackend, QueryTrait, Statement, TransactionTrait};
use sea_orm_migration::MigratorTrait;
use tempfile::TempDir;

use super::find::{FoundCursor, Scope, finding, matching};
use crate::proposal::facets::counting;
use crate::proposal::list::{RowCount, condition};
use crate::{NewPerson, Store};

const PAPERS: u32 = 75;
/// Few characters, so that much is found by chance; some that query languages know.
const ALPHABET: &str = "下游村道路建设水库路灯村村道ａA4Gg3.2-，。 、\"*:(%_'𠮷é";

async fn empty() -> (Store, Actor, TempDir) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let store = Store::connect(&testing::database(folder.path()).await).await.expect("the database opens");
    store.moment().set(testing::begins());
    migrations::Migrator::up(store.connection(), None).await.expect("the migrations run");
    let lead = Actor { person: PersonId(store.fresh_id()), name: "李春梅".into(), roles: vec![Role::Deputy] };
    let person = NewPerson {
        id: lead.person,
        login: "deputy".into(),
        name: lead.name.clone(),
        password_hash: "none".into(),
        must_change_password: false,
        township: None,
        roles: lead.roles.clone(),
    };
    store.add_people(&[person]).await.expect("the deputy is added");
    (store, lead, folder)
}

fn noise(chance: &mut Rng, least: usize, most: usize) -> String {
    let alphabet: Vec<char> = ALPHABET.chars().collect();
    let inner: String = (0..chance.usize(least..=most)).map(|_| alphabet[chance.usize(..alphabet.len())]).collect();
    format!("道{inner}路")
}

/// A registered paper with a reply, and its public texts, one by one.
fn paper(store: &Store, lead: &Actor, serial: u32, chance: &mut Rng) -> (Proposal, Vec<String>) {
    let mut paper = Proposal::begin(ProposalId(store.fresh_id()), lead, 0);
    let draft = Draft {
        title: noise(chance, 4, 20),
        problem: noise(chance, 18, 120),
        analysis: noise(chance, 18, 60),
        asks: (0..chance.usize(1..4)).map(|_| noise(chance, 4, 30)).collect(),
        village: noise(chance, 0, 3),
        topic: "roads".into(),
        disclosure: "open".into(),
        no_self_interest: true,
        ..Draft::default()
    };
    let number = Number { cohort: Cohort { term: 17, series: Series::Session(1) }, serial };
    let mut texts = vec![draft.title.clone(), draft.problem.clone(), draft.analysis.clone(), draft.village.clone()];
    texts.extend(draft.asks.clone());
    texts.extend([number.to_string(), lead.name.clone()]);
    paper.submission = Some(draft.parse(&County::default()).expect("a whole draft"));
    paper.draft = draft;
    paper.settled.topic = *chance.choice(&Topic::ALL[..3]).expect("a topic");
    paper.stage = *chance.choice(&[Stage::Registered, Stage::Replied]).expect("a stage");
    paper.number = Some(number);
    // Two at a time.
    paper.registered_at = Some(1_700_000_000_000 + i64::from(serial / 2) * 86_400_000);
    if paper.stage == Stage::Replied {
        let (opening, answer, promise) = (noise(chance, 10, 40), noise(chance, 10, 60), noise(chance, 10, 20));
        texts.extend(["交函〔2026〕7号".to_owned(), opening.clone(), answer.clone(), promise.clone()]);
        let reply = Reply {
            unit: BodyId(1),
            document_number: ground::text::Line::parse("交函〔2026〕7号").expect("a line"),
            signer: "王局长".into(),
            class: ReplyClass::B,
            opening: ground::text::Note::parse(&opening).expect("a note"),
            answers: vec![ground::text::Note::parse(&answer).expect("a note")],
            evidence: None,
            promises: vec![Promised {
                text: ground::text::Reason::parse(&promise).expect("a promise"),
                due: date(2026, 12, 1),
            }],
            contact_person: ground::text::Line::parse("赵工").expect("a line"),
            telephone: ground::text::Line::parse("1").expect("a line"),
            copies: None,
            files: Vec::new(),
            on: date(2026, 11, 1),
            on_time: true,
            rating: None,
        };
        if chance.bool() { paper.replies.push(reply) } else { paper.separate_replies.push(reply) }
    }
    (paper, texts)
}

/// Papers, and a table of their folded texts for `LIKE`.
async fn world() -> (Store, Vec<(Proposal, Vec<String>)>, TempDir) {
    let (store, lead, folder) = empty().await;
    let mut chance = Rng::with_seed(7);
    let papers: Vec<_> = (1..=PAPERS).map(|serial| paper(&store, &lead, serial, &mut chance)).collect();
    let mut rows: Vec<_> = papers.iter().map(|(paper, _)| (paper.clone(), Vec::new())).collect();
    // One is closed, and nobody finds it.
    rows[0].0.publication.disclosure = domain::parts::publication::Disclosure::Closed;
    store.import(&rows).await.expect("the papers are stored");
    let db = store.connection();
    db.execute_unprepared("CREATE TABLE oracle (serial INTEGER, text TEXT)").await.expect("a table");
    for (paper, texts) in &papers[1..] {
        for text in texts {
            let serial = i32::try_from(paper.number.expect("a number").serial).expect("small");
            let values = [serial.into(), folded(text).into()];
            let sql = "INSERT INTO oracle VALUES ($1, $2)";
            db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values))
                .await
                .expect("a row");
        }
    }
    (store, papers, folder)
}

fn query(raw: &str) -> Query {
    Query::parse(raw).expect("it is short").expect("it is something")
}

/// The serials of the papers that the index finds.
async fn found(store: &Store, query: &Query, scope: Scope) -> BTreeSet<i32> {
    let backend = store.db.get_database_backend();
    let mut select = matching(backend, query, scope);
    select.column(("proposal", "number")).cond_where(condition(&Filter::default(), Date::default()));
    let rows = store.db.query_all_raw(backend.build(&select)).await.expect("the index answers");
    let number = |row: &sea_orm::QueryResult| row.try_get::<String>("", "number").expect("a number");
    rows.iter().map(|row| number(row)[5..].parse().expect("a serial")).collect()
}

async fn like(store: &Store, term: &str) -> BTreeSet<i32> {
    let sql = "SELECT DISTINCT serial FROM oracle WHERE text LIKE '%' || $1 || '%'";
    let statement = Statement::from_sql_and_values(store.db.get_database_backend(), sql, [term.into()]);
    let rows = store.db.query_all_raw(statement).await.expect("the oracle answers");
    rows.iter().map(|row| row.try_get("", "serial").expect("a serial")).collect()
}

/// A term of one to six characters: a piece of a text, or noise.
fn term(papers: &[(Proposal, Vec<String>)], chance: &mut Rng) -> String {
    let length = chance.usize(1..=6);
    let text = if chance.u8(..4) == 0 {
        noise(chance, 1, 8)
    } else {
        let texts = &papers[chance.usize(..papers.len())].1;
        texts[chance.usize(..texts.len())].clone()
    };
    let chars: Vec<char> = text.chars().collect();
    let start = chance.usize(..chars.len());
    chars.iter().skip(start).take(length).filter(|c| !c.is_whitespace()).collect()
}

#[tokio::test]
async fn a_term_finds_exactly_what_like_finds() {
    let (store, papers, _folder) = world().await;
    let rounds = 10_000;
    let (mut chance, mut some, mut none) = (Rng::with_seed(11), 0, 0);
    for _ in 0..rounds {
        let term = term(&papers, &mut chance);
        let Ok(Some(query)) = Query::parse(&term) else { continue };
        if query.terms().is_empty() {
            continue;
        }
        let expected = like(&store, &folded(&term)).await;
        assert_eq!(found(&store, &query, Scope::Anywhere).await, expected, "{term:?}");
        if expected.is_empty() { none += 1 } else { some += 1 }
    }
    assert!(some > rounds / 2 && none > rounds / 50, "{some} found something, {none} nothing");
}

#[tokio::test]
async fn all_terms_must_stand_and_those_in_the_head_come_first() {
    let (store, papers, _folder) = world().await;
    let mut chance = Rng::with_seed(13);
    for _ in 0..300 {
        let raw = format!("{} {}", term(&papers, &mut chance), term(&papers, &mut chance));
        let Ok(Some(query)) = Query::parse(&raw) else { continue };
        if query.terms().is_empty() {
            continue;
        }
        let read = |in_head: bool| {
            let reads = papers[1..].iter().filter(|(paper, texts)| {
                let head = [texts[0].clone(), paper.number.expect("a number").to_string(), paper.lead_name.clone()];
                let texts = if in_head { &head[..] } else { &texts[..] };
                query.finds(texts.iter().map(String::as_str))
            });
            let serials = reads.map(|(paper, _)| paper.number.expect("a number").serial);
            serials.map(|serial| i32::try_from(serial).expect("small")).collect::<BTreeSet<_>>()
        };
        let (all, head) = (read(false), read(true));
        assert_eq!(found(&store, &query, Scope::Anywhere).await, all, "{raw:?}");
        assert_eq!(found(&store, &query, Scope::Head).await, head, "{raw:?}");
        assert_eq!(found(&store, &query, Scope::Body).await, &all - &head, "{raw:?}");
    }
}

#[tokio::test]
async fn signs_of_query_languages_do_no_harm() {
    let (store, _, _folder) = world().await;
    for raw in [
        "\"",
        "*",
        "道*",
        "title:道",
        "-路",
        "(道",
        "道 AND",
        "NEAR(道 路)",
        "道 OR 路",
        "道|路",
        "道&路",
        "!路",
        "'",
        "\\",
        "%",
        "_",
        "道<->路",
        "道:*",
        "{title}:道",
        "^道",
        "道+路",
        "$1",
        "?",
        "道?",
        "\0",
        "道\0路",
        "';DROP TABLE proposal;--",
    ] {
        let page = match Query::parse(raw).expect("it is short") {
            Some(query) => store.search(&query, &Filter::default(), Sort::Relevance, None, Lang::Zh).await,
            None => continue,
        };
        let page = page.unwrap_or_else(|error| panic!("{raw:?}: {error}"));
        let query = query(raw);
        if query.terms().is_empty() {
            assert_eq!((page.count, page.rows.len()), (RowCount::Exactly(0), 0), "{raw:?}");
        }
    }
    // A percent sign and a line are no wildcards.
    assert_eq!(found(&store, &query("道%"), Scope::Anywhere).await, found(&store, &query("道"), Scope::Anywhere).await);
}

#[tokio::test]
async fn pages_show_each_paper_once_in_the_order_that_was_asked_for() {
    let (store, papers, _folder) = world().await;
    let order = |id: ProposalId| {
        let (paper, _) = papers.iter().find(|(paper, _)| paper.id == id).expect("a paper");
        (paper.registered_at, paper.id)
    };
    for raw in ["道", "路", "道路", "道 路", "村", "17-1", "李春梅"] {
        let query = query(raw);
        for sort in [Sort::Relevance, Sort::Date] {
            let (mut seen, mut after) = (Vec::new(), None);
            let count = loop {
                let page = store.search(&query, &Filter::default(), sort, after, Lang::Zh).await.expect("a page");
                seen.extend(page.rows.iter().map(|row| row.summary.id));
                after = page.next;
                if after.is_none() {
                    break page.count;
                }
                assert_eq!(page.rows.len(), 20, "{raw}");
            };
            assert_eq!(count, RowCount::Exactly(seen.len() as u64), "{raw} {sort:?}");
            let found = found(&store, &query, Scope::Anywhere).await;
            assert_eq!((seen.len(), seen.iter().collect::<BTreeSet<_>>().len()), (found.len(), found.len()), "{raw}");
            let head = found_ids(&store, &papers, &query).await;
            let mut expected = seen.clone();
            expected.sort_by_key(|&id| {
                let is_later_tier = sort == Sort::Relevance && !head.contains(&id);
                (is_later_tier, std::cmp::Reverse(order(id)))
            });
            assert_eq!(seen, expected, "{raw} {sort:?}");
        }
    }
    // No address leads to a fault.
    for cursor in [FoundCursor { tier: 9, row: 5 }, FoundCursor { tier: -1, row: i32::MIN }] {
        for sort in [Sort::Relevance, Sort::Date] {
            store.search(&query("道"), &Filter::default(), sort, Some(cursor), Lang::Zh).await.expect("a page");
        }
    }
}

/// The papers that have every term in title, number or deputy.
async fn found_ids(store: &Store, papers: &[(Proposal, Vec<String>)], query: &Query) -> BTreeSet<ProposalId> {
    let serials = found(store, query, Scope::Head).await;
    let number = |paper: &Proposal| i32::try_from(paper.number.expect("a number").serial).expect("small");
    papers.iter().filter(|(paper, _)| serials.contains(&number(paper))).map(|(paper, _)| paper.id).collect()
}

#[tokio::test]
async fn filters_and_counts_hold_together_with_a_query() {
    let (store, papers, _folder) = world().await;
    let query = query("村");
    let all = store.search(&query, &Filter::default(), Sort::Date, None, Lang::Zh).await.expect("a page");
    assert!(all.facets.topics.len() > 1 && all.facets.stages.len() == 2, "{:?}", all.facets);
    for &(topic, n) in &all.facets.topics {
        let filter = Filter { topic: Some(topic), ..Filter::default() };
        let page = store.search(&query, &filter, Sort::Relevance, None, Lang::Zh).await.expect("a page");
        assert_eq!(page.count, RowCount::Exactly(n));
        assert_eq!(page.facets.topics, [(topic, n)]);
        for row in &page.rows {
            let (paper, _) = papers.iter().find(|(paper, _)| paper.id == row.summary.id).expect("a paper");
            assert_eq!(paper.settled.topic, topic);
        }
    }
    let sum: u64 = all.facets.stages.iter().map(|(_, n)| n).sum();
    assert_eq!(all.count, RowCount::Exactly(sum));
    let list = store.list(&Filter::default(), None, Lang::Zh).await.expect("a page");
    assert_eq!(list.count, RowCount::Exactly(u64::from(PAPERS) - 1));
    assert_eq!(list.facets.cohorts.iter().map(|(_, n)| n).sum::<u64>(), u64::from(PAPERS) - 1);
}

#[tokio::test]
async fn excerpts_quote_what_was_found() {
    let (store, papers, _folder) = world().await;
    let (paper, _) = papers.iter().find(|(paper, _)| paper.stage == Stage::Replied).expect("a reply");
    let reply = paper.replies.iter().chain(&paper.separate_replies).next().expect("a reply");
    let six: String = folded(reply.answers[0].as_str()).replace(' ', "").chars().take(6).collect();
    let page = store.search(&query(&six), &Filter::default(), Sort::Date, None, Lang::Zh).await.expect("a page");
    for row in page.rows {
        let excerpt = row.excerpt.expect("an excerpt");
        let marked = excerpt.title.iter().chain(excerpt.text.iter().flat_map(|(_, pieces)| pieces));
        let marked: Vec<_> = marked.filter(|piece| piece.is_found).collect();
        assert!(!marked.is_empty());
        assert!(marked.iter().all(|piece| folded(&piece.text).contains(&six)), "{marked:?}");
    }
}

/// How the database goes about a statement, line by line.
async fn plan(store: &Store, mut statement: Statement) -> Vec<String> {
    let tx = store.db.begin().await.expect("a transaction");
    let column = if statement.db_backend == DbBackend::Postgres {
        // The tables are empty: reading them whole would be right.
        tx.execute_unprepared("SET LOCAL enable_seqscan = off").await.expect("it is set");
        statement.sql = format!("EXPLAIN {}", statement.sql);
        "QUERY PLAN"
    } else {
        statement.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
        "detail"
    };
    let rows = tx.query_all_raw(statement).await.expect("a plan");
    rows.iter().map(|row| row.try_get("", column).expect("a line")).collect()
}

#[tokio::test]
async fn what_is_swept_is_found_by_its_age() {
    let (store, _, _folder) = empty().await;
    let backend = store.db.get_database_backend();
    for (statement, index) in [
        (crate::proposal::notices::outdated(0).build(backend), "ix_notice_at_ms"),
        (crate::proposal::outbox::outdated(0).build(backend), "ix_outbox_done_ms"),
    ] {
        let plan = plan(&store, statement).await;
        assert!(plan.iter().any(|line| line.contains(index)), "{plan:#?}");
    }
}

#[tokio::test]
async fn no_table_is_read_from_end_to_end() {
    let (store, _, _folder) = empty().await;
    let backend = store.db.get_database_backend();
    let filters = [
        Filter::default(),
        Filter { stage: Some(Stage::Replied), ..Filter::default() },
        Filter { topic: Some(Topic::Roads), ..Filter::default() },
        Filter { township: Some(Place::Township(TownshipId(1))), ..Filter::default() },
        Filter { unit: Some(BodyId(1)), ..Filter::default() },
        Filter { year: Some(2026), ..Filter::default() },
        Filter { figure: Some(Figure::Registered), ..Filter::default() },
    ];
    let after = Some(FoundCursor { tier: 0, row: 9 });
    for filter in &filters {
        let mut statements = vec![(false, counting(backend, filter, Date::default(), None))];
        for raw in ["道", "道路", "下游村 3.2公里", "17-1-023"] {
            let query = query(raw);
            statements.push((true, counting(backend, filter, Date::default(), Some(&query))));
            for (sort, after) in [(Sort::Relevance, None), (Sort::Relevance, after), (Sort::Date, after)] {
                statements.push((true, finding(backend, &query, filter, Date::default(), sort, after)));
            }
        }
        for (is_search, statement) in statements {
            let sql = statement.sql.clone();
            let plan = plan(&store, statement).await;
            let is_whole = |line: &str| match backend {
                DbBackend::Postgres => line.contains("Seq Scan"),
                // Nor an index of theirs.
                _ => ["proposal", "search_text", "assignment", "a", "counted"].iter().any(|table| {
                    line.split_once("SCAN ").is_some_and(|(_, rest)| rest.split(' ').next() == Some(table))
                }),
            };
            assert!(!plan.iter().any(|line| is_whole(line)), "{sql}\n{plan:#?}");
            // PostgreSQL chooses between words, order and filter, by what it knows of the tables.
            let indexes: &[&str] = match backend {
                DbBackend::Postgres if *filter == Filter::default() => &["ix_search_text_", "search_text_pkey"],
                DbBackend::Postgres => &["ix_search_text_", "search_text_pkey", "search_text_paper_id_key"],
                _ => &["search_index VIRTUAL TABLE INDEX"],
            };
            let has_index = plan.iter().any(|line| indexes.iter().any(|index| line.contains(index)));
            assert!(!is_search || has_index, "{sql}\n{plan:#?}");
            if is_search && backend == DbBackend::Sqlite {
                // Rows come in the order of the index: nothing is sorted before a page is full.
                let tiers = plan.split(|line| line == "CO-ROUTINE tier_hits").skip(1);
                let tiers = tiers.map(|tier| tier.split(|line| line == "SCAN tier_hits").next().unwrap_or_default());
                let is_sorted = |lines: &[String]| lines.iter().any(|line| line.contains("ORDER BY"));
                assert!(!tiers.into_iter().any(is_sorted), "{sql}\n{plan:#?}");
            }
        }
    }
}
