//! Where a query stands in what anyone may read of a paper: the marked title, and a piece of the text around it.

use std::ops::Range;

use ground::query::Query;
use ground::vocabulary;
use serde::{Deserialize, Serialize};

use crate::proposal::view::ProposalView;

/// How many characters stand before the first thing found.
const BEFORE: usize = 20;
/// How many characters a piece of the text has at most.
const LENGTH: usize = 90;

vocabulary! {
    /// Where something was found.
    pub enum FoundIn {
        Title = "title", "标题", "Title";
        Number = "number", "编号", "Number";
        /// The lead deputy's name.
        Deputy = "deputy", "领衔代表", "Lead deputy";
        /// What is wrong.
        Problem = "problem", "问题", "Problem";
        /// What is asked for.
        Ask = "ask", "具体请求", "Asks";
        /// Why it is so.
        Analysis = "analysis", "原因分析", "Analysis";
        /// The village or the spot.
        Village = "village", "地点", "Place";
        Reply = "reply", "答复", "Reply";
    }
}

/// A text and whether it is what was searched for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub text: String,
    /// Whether it was searched for.
    pub is_found: bool,
}

/// Where a query stands in a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// The whole title.
    pub title: Vec<Piece>,
    /// A piece of the text, where something was found in it.
    pub text: Option<(FoundIn, Vec<Piece>)>,
}

/// What is searched of a paper: each field that has a text, in the order in which it is shown.
///
/// It is taken from what the reader sees, so that nobody finds what they may not read.
pub fn fields(view: &ProposalView) -> Vec<(FoundIn, String)> {
    let mut found = vec![(FoundIn::Title, view.title.clone())];
    found.extend(view.number.map(|number| (FoundIn::Number, number.to_string())));
    found.push((FoundIn::Deputy, view.lead_name.clone()));
    if let Some(text) = &view.text {
        found.push((FoundIn::Problem, text.problem.clone()));
        found.extend(text.asks.iter().map(|ask| (FoundIn::Ask, ask.clone())));
        found.push((FoundIn::Analysis, text.analysis.clone()));
        found.extend(text.village.iter().map(|village| (FoundIn::Village, village.clone())));
    }
    let summary = view.restriction.as_ref().and_then(|why| why.summary.clone());
    found.extend(summary.map(|summary| (FoundIn::Problem, summary)));
    for reply in view.replies.iter().chain(&view.separate_replies) {
        let texts = [&reply.document_number, &reply.opening].into_iter().chain(&reply.answers).chain(&reply.evidence);
        found.extend(texts.map(|text| (FoundIn::Reply, text.clone())));
        found.extend(reply.promises.iter().map(|promise| (FoundIn::Reply, promise.text.to_string())));
    }
    found
}

/// Where a query stands in a paper: of the fields with most of its terms the first.
pub fn excerpt(query: &Query, view: &ProposalView) -> Excerpt {
    let mut best: Option<(usize, FoundIn, String, Vec<Range<usize>>)> = None;
    for (found_in, text) in fields(view) {
        if matches!(found_in, FoundIn::Title | FoundIn::Number | FoundIn::Deputy) {
            continue;
        }
        let (terms, spans) = query.spans(&text);
        if terms > best.as_ref().map_or(0, |(most, ..)| *most) {
            best = Some((terms, found_in, text, spans));
        }
    }
    let text = best.map(|(_, found_in, text, spans)| (found_in, around(&text, &spans)));
    Excerpt { title: cut(&view.title, 0..view.title.len(), &query.spans(&view.title).1), text }
}

/// A piece of the text around the first span.
fn around(text: &str, spans: &[Range<usize>]) -> Vec<Piece> {
    let first = spans.first().map_or(0, |span| span.start);
    let start = text[..first].char_indices().rev().nth(BEFORE).map_or(0, |(at, c)| at + c.len_utf8());
    let end = text[start..].char_indices().nth(LENGTH).map_or(text.len(), |(at, _)| start + at);
    let mut pieces = cut(text, start..end, spans);
    let dots = || Piece { text: "…".into(), is_found: false };
    if start > 0 {
        pieces.insert(0, dots());
    }
    if end < text.len() {
        pieces.push(dots());
    }
    pieces
}

/// A range of a text, cut at the spans.
fn cut(text: &str, range: Range<usize>, spans: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = range.start;
    let mut push = |part: Range<usize>, is_found| {
        if !part.is_empty() {
            pieces.push(Piece { text: text[part].to_owned(), is_found });
        }
    };
    for span in spans {
        let (start, end) = (span.start.clamp(at, range.end), span.end.clamp(at, range.end));
        push(at..start, false);
        push(start..end, true);
        at = end;
    }
    push(at..range.end, false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn query(raw: &str) -> Query {
        Query::parse(raw).expect("it is short").expect("it is something")
    }

    /// The pieces with `[ ]` around what was found.
    fn shown(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| if piece.is_found { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect()
    }

    fn marked(raw: &str, text: &str) -> String {
        shown(&cut(text, 0..text.len(), &query(raw).spans(text).1))
    }

    #[test]
    fn what_was_searched_for_is_marked_as_it_stands() {
        assert_eq!(marked("道路 下游村", "关于硬化下游村道路的建议"), "关于硬化[下游村道路]的建议");
        assert_eq!(marked("下游 游村", "下游村"), "[下游村]");
        assert_eq!(marked("4g", "装４Ｇ和4G基站"), "装[４Ｇ]和[4G]基站");
        assert_eq!(marked("3.2公里", "长3．2公里。"), "长[3．2公里]。");
        assert_eq!(marked("村", "<b>村</b>"), "<b>[村]</b>");
        assert_eq!(marked("没有", "下游村"), "下游村");
    }

    #[test]
    fn a_long_text_is_cut_around_the_first_thing_found() {
        let text = format!("{}修路{}", "前".repeat(50), "后".repeat(200));
        let piece = shown(&around(&text, &query("修路").spans(&text).1));
        assert_eq!(piece, format!("…{}[修路]{}…", "前".repeat(BEFORE), "后".repeat(LENGTH - BEFORE - 2)));
        let short = "先修路";
        assert_eq!(shown(&around(short, &query("修路").spans(short).1)), "先[修路]");
    }

    proptest! {
        #[test]
        fn pieces_are_the_text_and_marks_are_what_is_found(text in "\\PC{0,30}", term in "\\PC{1,3}") {
            if let Ok(Some(query)) = Query::parse(&term) {
                let (terms, spans) = query.spans(&text);
                let pieces = cut(&text, 0..text.len(), &spans);
                prop_assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), text.clone());
                prop_assert_eq!(terms == query.terms().len() && terms > 0, query.finds([text.as_str()]));
                around(&text, &spans);
            }
        }
    }
}
