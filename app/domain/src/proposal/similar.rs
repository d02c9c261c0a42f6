//! Which papers are like a draft: the tokens that tell most about it, and how many of them a paper shares.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::number::Number;

use ground::tokens::{Frequencies, tokens};

use crate::proposal::command::ReplyClass;
use crate::proposal::draft::Draft;
use crate::proposal::view::ProposalView;
use crate::proposal::workflow::Stage;
use crate::proposal::{Proposal, ProposalId};

/// The most tokens that an index is asked for.
const MOST_TOKENS: usize = 24;
/// The most entries of an index that one question may touch, as far as the sample can tell.
const MOST_ENTRIES: f64 = 6_000.0;
/// The share of a draft's telling tokens, by weight, that a paper must have to be called similar.
const LEAST_SHARE: f64 = 0.3;

/// In how many papers of a sample each token stands.
pub fn frequencies<'a>(papers: impl Iterator<Item = &'a Proposal>) -> Frequencies {
    Frequencies::of(papers.map(|paper| tokens_of(paper, paper.is_open())))
}

/// The tokens that tell most about a draft, with their weights, most telling first.
///
/// A title says more than an ask, an ask more than the rest. Of `papers` in the index, as few are touched as is wise.
pub fn telling(draft: &Draft, frequencies: &Frequencies, papers: u64) -> Vec<(String, f64)> {
    let mut weights: BTreeMap<String, f64> = BTreeMap::new();
    let asks = draft.asks.iter().map(|ask| (ask.as_str(), 1.5));
    for (text, factor) in [(draft.title.as_str(), 3.0)].into_iter().chain(asks).chain([(draft.problem.as_str(), 1.0)]) {
        for token in tokens(text) {
            if can_tell(&token) {
                let weight = frequencies.weight(&token) * factor;
                let known = weights.entry(token).or_default();
                *known = known.max(weight);
            }
        }
    }
    let mut sorted: Vec<_> = weights.into_iter().filter(|(_, weight)| *weight > 0.0).collect();
    sorted.sort_by(|(token, weight), (other, other_weight)| other_weight.total_cmp(weight).then(token.cmp(other)));
    let scale = f64::from(u32::try_from(papers).unwrap_or(u32::MAX))
        / f64::from(u32::try_from(frequencies.papers().max(1)).unwrap_or(u32::MAX));
    let mut entries = 0.0;
    let is_affordable = |(token, _): &(String, f64)| {
        let more = frequencies.papers_with(token).max(0.5) * scale;
        let fits = entries + more <= MOST_ENTRIES || entries == 0.0;
        if fits {
            entries += more;
        }
        fits
    };
    sorted.into_iter().filter(is_affordable).take(MOST_TOKENS).collect()
}

/// The share of a draft's tokens, by weight, that a paper has: 0 to 1. A draft with little text is measured by its title.
/// Of a paper that is not read whole, only the title is compared: nobody learns from the share what it says.
pub fn share(draft: &Draft, paper: &Proposal, is_read_whole: bool, frequencies: &Frequencies) -> f64 {
    let has = tokens_of(paper, is_read_whole);
    let part = |text: &str| {
        let wanted: BTreeSet<_> = tokens(text).into_iter().filter(|token| can_tell(token)).collect();
        let weigh =
            |tokens: &mut dyn Iterator<Item = &String>| tokens.map(|token| frequencies.weight(token)).sum::<f64>();
        let all = weigh(&mut wanted.iter());
        if all > 0.0 { Some(weigh(&mut wanted.iter().filter(|token| has.contains(*token))) / all) } else { None }
    };
    let body = [draft.problem.as_str()].into_iter().chain(draft.asks.iter().map(String::as_str));
    let (title, body) = (part(&draft.title), part(&body.collect::<Vec<_>>().join("\n")));
    match (title, body) {
        (Some(title), Some(body)) => title * 0.7 + body * 0.3,
        (one, other) => one.or(other).unwrap_or(0.0),
    }
}

/// Whether a token can tell anything: one character alone cannot, nor what grammar has put together.
fn can_tell(token: &str) -> bool {
    token.chars().count() > 1 && !token.contains(['的', '和', '及', '与', '在', '了'])
}

/// Whether a share is enough to be shown.
pub fn is_similar(share: f64) -> bool {
    share >= LEAST_SHARE
}

/// The distinct tokens of a paper's title, and of its problem and asks where it is read whole.
fn tokens_of(paper: &Proposal, is_read_whole: bool) -> BTreeSet<String> {
    if !is_read_whole {
        return tokens(paper.title()).into_iter().collect();
    }
    let (title, problem, asks) = match paper.text() {
        Some(text) => (
            text.title.as_str(),
            text.problem.as_str(),
            text.asks.iter().map(|ask| ask.as_str()).collect::<Vec<_>>().join("\n"),
        ),
        None => (paper.draft.title.as_str(), paper.draft.problem.as_str(), paper.draft.asks.join("\n")),
    };
    tokens(title).into_iter().chain(tokens(problem)).chain(tokens(&asks)).collect()
}

/// A paper like the one that is being written, and what was answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SimilarPaper {
    /// The paper.
    pub id: ProposalId,
    pub number: Option<Number>,
    pub title: String,
    /// The lead deputy's name.
    pub lead_name: String,
    /// Where it stands.
    pub stage: Stage,
    /// When it was handed in.
    pub submitted_on: Option<Date>,
    /// The last reply.
    pub reply: Option<Answered>,
}

/// What a unit answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Answered {
    pub class: ReplyClass,
    /// When.
    pub on: Date,
    /// The opening paragraph.
    pub opening: String,
    /// Each ask and the answer to it.
    pub answers: Vec<(String, String)>,
}

impl SimilarPaper {
    /// What a reader sees of a paper, in short.
    pub fn of(seen: ProposalView) -> Self {
        let asks = seen.text.map(|text| text.asks).unwrap_or_default();
        let reply = seen.replies.into_iter().next_back().map(|reply| Answered {
            class: reply.class,
            on: reply.on,
            opening: reply.opening,
            answers: asks.into_iter().zip(reply.answers).collect(),
        });
        Self {
            id: seen.id,
            number: seen.number,
            title: seen.title,
            lead_name: seen.lead_name,
            stage: seen.stage,
            submitted_on: seen.submitted_on,
            reply,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::county::people::{Actor, PersonId, Role};
    use uuid::Uuid;

    fn paper(title: &str) -> Proposal {
        let lead = Actor { person: PersonId(Uuid::nil()), name: "李春梅".into(), roles: vec![Role::Deputy] };
        let mut paper = Proposal::begin(ProposalId(Uuid::nil()), &lead, 0);
        paper.draft.title = title.into();
        paper
    }

    fn titled(title: &str) -> Draft {
        Draft { title: title.into(), ..Draft::default() }
    }

    fn county() -> Vec<Proposal> {
        ["硬化下游村道路", "硬化上游村道路", "修建天宁镇小学食堂", "清理磁窑河垃圾", "开通南坪班车"]
            .map(|matter| paper(&format!("关于{matter}的建议")))
            .into()
    }

    #[test]
    fn rare_tokens_tell_more_than_common_ones() {
        let frequencies = frequencies(county().iter());
        let telling = telling(&titled("关于清理磁窑河的建议"), &frequencies, 5);
        assert_eq!(telling.last().map(|(token, _)| token.as_str()), Some("建议"));
        assert!(frequencies.weight("磁窑") > frequencies.weight("硬化"));
        assert!(frequencies.weight("硬化") > frequencies.weight("建议"));
    }

    #[test]
    fn a_paper_about_the_same_is_similar_and_one_about_something_else_is_not() {
        let papers = county();
        let frequencies = frequencies(papers.iter());
        let alike = |title: &str| {
            let alike = papers.iter().filter(|paper| is_similar(share(&titled(title), paper, true, &frequencies)));
            alike.map(|paper| paper.draft.title.clone()).collect::<Vec<_>>()
        };
        assert_eq!(alike("关于硬化下游村巷道的建议"), ["关于硬化下游村道路的建议", "关于硬化上游村道路的建议"]);
        assert_eq!(alike("磁窑河边垃圾清理"), ["关于清理磁窑河垃圾的建议"]);
        assert_eq!(alike("关于补助养蜂户的建议"), Vec::<String>::new());
        assert_eq!(alike(""), Vec::<String>::new());
    }

    #[test]
    fn a_question_touches_a_bounded_part_of_the_index() {
        let same: Vec<_> = (0..100).map(|_| paper("关于硬化下游村道路的建议")).collect();
        let frequencies = frequencies(same.iter());
        let asked = telling(&titled("关于硬化下游村道路的建议"), &frequencies, 1_000_000);
        assert!(asked.len() <= 1, "{asked:?}");
        let long: String = ('\u{4e00}'..'\u{4f00}').collect();
        assert!(telling(&titled(&long), &frequencies, 10).len() <= MOST_TOKENS);
    }
}
