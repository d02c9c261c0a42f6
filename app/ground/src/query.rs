//! What somebody searches for: terms that must all stand in a paper, each as it was typed.
//!
//! White space parts terms. A term is found where its folded form (see [`folded`]) stands in the folded
//! form of one field: what `LIKE '%term%'` finds, for Chinese, Latin letters and digits alike. Signs inside a term stand
//! for one another (`3.2公里` finds `3—2公里`), and signs around it count for nothing, so that nothing that is typed is
//! ever part of a database's own language of queries.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::characters::{fold, folded};
use crate::problem::Problem;
use crate::tokens::encoded;
use crate::vocabulary;
use crate::vocabulary::Lang;

/// The most characters of a query.
pub const MAX_QUERY: usize = 60;

vocabulary! {
    /// In which order papers come that were found.
    pub enum Sort {
        /// Those whose title, number or deputy has every term, then the others; the latest first among each.
        Relevance = "relevance", "最相关", "Most relevant";
        /// The latest first.
        Date = "date", "最新登记", "Latest";
    }
}

/// A query, parsed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    terms: Vec<Term>,
}

/// One term: folded, never empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Term(String);

/// What an index is asked for a term: tokens one behind another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The codes of the tokens.
    pub codes: Vec<String>,
    /// Whether the last is only the beginning of a token.
    pub is_open: bool,
}

impl Query {
    /// Parses what was typed; `None` where that is nothing.
    ///
    /// # Errors
    /// [`Problem::TooLong`] beyond [`MAX_QUERY`] characters.
    pub fn parse(raw: &str) -> Result<Option<Self>, Problem> {
        let raw = raw.trim();
        let length = raw.chars().count();
        if length > MAX_QUERY {
            return Err(Problem::TooLong { max: MAX_QUERY, over: length - MAX_QUERY });
        }
        if raw.is_empty() {
            return Ok(None);
        }
        let mut terms: Vec<_> = raw.split_whitespace().map(folded).filter(|term| !term.is_empty()).map(Term).collect();
        terms.sort();
        terms.dedup();
        Ok(Some(Self { terms }))
    }

    /// What is searched for, in words: `搜索“道路”`.
    pub fn words(&self, lang: Lang) -> String {
        let terms = self.terms.iter().map(Term::as_str).collect::<Vec<_>>().join(" ");
        lang.pick(format!("搜索“{terms}”"), format!("search for “{terms}”"))
    }

    /// The terms, sorted; none where only signs were typed, and then nothing is found.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether a paper with these fields is found: the definition that every index has to meet.
    pub fn finds<'a>(&self, fields: impl IntoIterator<Item = &'a str>) -> bool {
        let fields: Vec<_> = fields.into_iter().map(folded).collect();
        let stands = |term: &Term| fields.iter().any(|field| field.contains(&term.0));
        !self.terms.is_empty() && self.terms.iter().all(stands)
    }

    /// How many of the terms stand in a text, and where, in bytes: sorted, none touching another.
    pub fn spans(&self, text: &str) -> (usize, Vec<Range<usize>>) {
        let folded = fold(text);
        let mut spans: Vec<Range<usize>> = Vec::new();
        let mut terms = 0;
        for term in self.terms() {
            let term: Vec<char> = term.as_str().chars().collect();
            let before = spans.len();
            let stands = folded.windows(term.len()).filter(|window| window.iter().map(|(c, _)| c).eq(&term));
            spans.extend(stands.filter_map(|window| Some(window.first()?.1.start..window.last()?.1.end)));
            terms += usize::from(spans.len() > before);
        }
        spans.sort_by_key(|span| span.start);
        let mut merged: Vec<Range<usize>> = Vec::new();
        for span in spans {
            match merged.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => merged.push(span),
            }
        }
        (terms, merged)
    }
}

impl Term {
    /// The folded term: letters, digits and single spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The tokens that an index has one behind another exactly where the term stands.
    pub fn phrase(&self) -> Phrase {
        let mut codes = Vec::new();
        let mut is_open = false;
        let mut runs = self.0.split(' ').peekable();
        while let Some(run) = runs.next() {
            let run: Vec<char> = run.chars().collect();
            codes.extend(run.windows(2).map(|pair| encoded(&pair.iter().collect::<String>())));
            // A run ends here where another follows; else it may go on, and one character alone begins a token.
            let is_last = runs.peek().is_none();
            if !is_last || run.len() == 1 {
                codes.extend(run.last().map(|c| encoded(&c.to_string())));
            }
            is_open = is_last && run.len() == 1;
        }
        Phrase { codes, is_open }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens;
    use proptest::prelude::*;

    fn query(raw: &str) -> Query {
        Query::parse(raw).expect("it is short").expect("it is something")
    }

    fn terms(raw: &str) -> Vec<String> {
        query(raw).terms.into_iter().map(|term| term.0).collect()
    }

    #[test]
    fn white_space_parts_terms_and_signs_count_for_nothing() {
        assert_eq!(Query::parse(" \u{3000}\n"), Ok(None));
        assert_eq!(terms("道路　下游村 道路"), ["下游村", "道路"]);
        assert_eq!(terms("\"道路\" * NEAR(村 OR:x)"), ["near 村", "or x", "道路"]);
        assert_eq!(terms("17-1-023"), ["17 1 023"]);
        assert_eq!(terms("\"'*:-()|&!\\%"), Vec::<String>::new());
        assert!(!query("***").finds(["什么都有"]));
    }

    #[test]
    fn a_long_query_is_refused() {
        assert!(Query::parse(&"长".repeat(MAX_QUERY)).is_ok());
        let long = "长".repeat(MAX_QUERY + 3);
        assert_eq!(Query::parse(&long), Err(Problem::TooLong { max: MAX_QUERY, over: 3 }));
    }

    #[test]
    fn all_terms_must_stand_each_in_one_field() {
        let fields = ["关于硬化下游村道路的建议", "3.2公里土路，4G基站"];
        for found in ["下游村", "下游 基站", "路", "2公里", "3.2公里土路", "4g", "g基", "路的建", "土路4", "３"]
        {
            let is_across = found == "土路4";
            assert_eq!(query(found).finds(fields), !is_across, "{found}");
        }
        for missing in ["建议3", "下游 上游", "32公里", "下 村游"] {
            assert!(!query(missing).finds(fields), "{missing}");
        }
    }

    /// Whether tokens have a phrase's one behind another: what an index does.
    fn has(codes: &[String], phrase: &Phrase) -> bool {
        codes.windows(phrase.codes.len()).any(|window| {
            let last = window.len() - 1;
            window.iter().zip(&phrase.codes).enumerate().all(|(n, (code, wanted))| {
                if phrase.is_open && n == last { code.starts_with(wanted) } else { code == wanted }
            })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn a_phrase_stands_in_the_tokens_exactly_where_the_term_stands_in_the_text(
            text in "[下游村aA1 ，。\n]{0,16}", term in "[下游村a1，.]{1,6}",
        ) {
            if let Some(term) = query(&term).terms.first() {
                let codes: Vec<_> = tokens(&text).iter().map(|token| encoded(token)).collect();
                prop_assert_eq!(has(&codes, &term.phrase()), folded(&text).contains(term.as_str()), "{:?}", term);
            }
        }
    }
}
