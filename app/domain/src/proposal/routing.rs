//! Routing memory: which units took on or gave back papers like this one, told by those very papers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::county::number::Number;
use crate::county::people::{BodyId, TownshipId};
use crate::county::topic::Topic;
use crate::parts::shares::Part;
use crate::proposal::ProposalId;

/// The most units suggested for one paper.
pub const MAX_SUGGESTIONS: usize = 3;
/// The most cases shown that a unit took on.
pub const MAX_ACCEPTED: usize = 3;
/// The most cases shown that a unit gave back.
pub const MAX_RETURNED: usize = 2;

/// What a common topic adds to the likeness, in thousandths; enough to be a like case.
const SAME_TOPIC: u32 = 150;
/// What a common township adds.
const SAME_TOWNSHIP: u32 = 100;
/// From where two papers are alike.
const ALIKE: u32 = 150;

/// The paper that needs a unit.
#[derive(Clone, Copy, Debug)]
pub struct Paper<'a> {
    pub id: ProposalId,
    pub title: &'a str,
    pub topic: Topic,
    /// Its township; none where it concerns the whole county.
    pub township: Option<TownshipId>,
}

/// What became of a paper at one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastCase {
    /// The paper's id.
    pub id: ProposalId,
    pub number: Number,
    pub title: String,
    pub topic: Topic,
    pub township: Option<TownshipId>,
    pub unit: BodyId,
    /// The unit's part.
    pub part: Part,
    /// Why the unit gave it back; `None` where it took it on.
    pub returned: Option<String>,
}

/// A unit that may lead, with the papers that speak for and against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    pub unit: BodyId,
    /// Like papers that it took on, most alike first.
    pub accepted: Vec<LikeCase>,
    /// Like papers that it gave back, most alike first.
    pub returned: Vec<LikeCase>,
}

/// A paper like the one in question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LikeCase {
    pub id: ProposalId,
    pub number: Number,
    pub title: String,
    /// Why the unit gave it back; `None` where it took it on.
    pub returned: Option<String>,
}

/// The past cases, prepared once to be asked about many papers.
#[derive(Debug)]
pub struct Memory(Vec<(PastCase, Vec<Bigram>)>);

type Bigram = (char, char);

impl Memory {
    /// Prepares the cases.
    pub fn new(cases: Vec<PastCase>) -> Self {
        let prepare = |case: PastCase| {
            let bigrams = bigrams(&case.title);
            (case, bigrams)
        };
        Self(cases.into_iter().map(prepare).collect())
    }

    /// The units that may lead a paper, likeliest first: each took on a paper like it, and none gave back this very one.
    ///
    /// Whoever only assisted is no witness for who should lead, and a separate unit half a one.
    pub fn suggest(&self, paper: &Paper) -> Vec<Suggestion> {
        let title = bigrams(paper.title);
        let mut by_unit: BTreeMap<BodyId, Vec<(u32, &PastCase)>> = BTreeMap::new();
        for (case, bigrams) in self.0.iter().filter(|(case, _)| case.part != Part::Assisting) {
            let mut likeness = shared(&title, bigrams);
            likeness += if case.topic == paper.topic { SAME_TOPIC } else { 0 };
            let same_township = paper.township.is_some() && case.township == paper.township;
            likeness += if same_township { SAME_TOWNSHIP } else { 0 };
            if likeness >= ALIKE {
                let weight = if case.part == Part::Lead { likeness } else { likeness / 2 };
                by_unit.entry(case.unit).or_default().push((weight, case));
            }
        }
        let mut ranked: Vec<_> = by_unit.into_iter().filter_map(|(unit, cases)| weigh(paper, unit, cases)).collect();
        ranked.sort_by_key(|(weight, suggestion)| (std::cmp::Reverse(*weight), suggestion.unit));
        ranked.into_iter().take(MAX_SUGGESTIONS).map(|(_, suggestion)| suggestion).collect()
    }
}

/// A unit's cases with what they weigh together; nothing where they speak against it.
fn weigh(paper: &Paper, unit: BodyId, mut cases: Vec<(u32, &PastCase)>) -> Option<(u32, Suggestion)> {
    let is_refusal = |case: &PastCase| case.id == paper.id && case.returned.is_some();
    if cases.iter().any(|(_, case)| is_refusal(case)) {
        return None;
    }
    cases.retain(|(_, case)| case.id != paper.id);
    cases.sort_by_key(|(weight, case)| (std::cmp::Reverse(*weight), std::cmp::Reverse(case.id)));
    let best = |returned: bool, most: usize| {
        let chosen = cases.iter().filter(|(_, case)| case.returned.is_some() == returned).take(most);
        let weight: u32 = chosen.clone().map(|(weight, _)| weight).sum();
        (weight, chosen.map(|(_, case)| LikeCase::of(case)).collect::<Vec<_>>())
    };
    let (for_it, accepted) = best(false, MAX_ACCEPTED);
    let (against, returned) = best(true, MAX_RETURNED);
    let weight = for_it.checked_sub(against).filter(|&weight| weight > 0)?;
    Some((weight, Suggestion { unit, accepted, returned }))
}

impl LikeCase {
    fn of(case: &PastCase) -> Self {
        Self { id: case.id, number: case.number, title: case.title.clone(), returned: case.returned.clone() }
    }
}

/// The pairs of neighbouring characters of a title without what every title has, sorted, each once.
fn bigrams(title: &str) -> Vec<Bigram> {
    let bare = title.trim();
    let bare = bare.strip_prefix("关于").unwrap_or(bare);
    let bare = ["的建议", "的议案", "建议", "议案"].iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare);
    let characters: Vec<char> = bare.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut pairs: Vec<Bigram> = characters.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// How much two titles share: twice the common pairs by all pairs (Dice), in thousandths.
fn shared(one: &[Bigram], other: &[Bigram]) -> u32 {
    let common = one.iter().filter(|pair| other.binary_search(pair).is_ok()).count();
    let all = one.len() + other.len();
    u32::try_from((2000 * common).checked_div(all).unwrap_or(0)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const ROADS: BodyId = BodyId(1);
    const WATER: BodyId = BodyId(2);
    const TOWN: BodyId = BodyId(3);

    fn id(n: u32) -> ProposalId {
        ProposalId(Uuid::from_u128(n.into()))
    }

    fn case(n: u32, title: &str, topic: Topic, unit: BodyId) -> PastCase {
        PastCase {
            id: id(n),
            number: format!("17-1-{n:03}").parse().expect("a number"),
            title: title.into(),
            topic,
            township: None,
            unit,
            part: Part::Lead,
            returned: None,
        }
    }

    fn given_back(case: PastCase) -> PastCase {
        PastCase { returned: Some("不属于本单位职责".into()), ..case }
    }

    fn paper(title: &str, topic: Topic) -> Paper<'_> {
        Paper { id: id(900), title, topic, township: None }
    }

    fn units(cases: Vec<PastCase>, paper: &Paper) -> Vec<i32> {
        Memory::new(cases).suggest(paper).iter().map(|suggestion| suggestion.unit.0).collect()
    }

    #[test]
    fn titles_are_compared_without_what_all_have() {
        assert_eq!(bigrams("关于修路的建议"), [('修', '路')]);
        assert_eq!(bigrams("关于“修路”的议案"), [('修', '路')]);
        assert_eq!(bigrams("关于的建议"), []);
        assert_eq!(shared(&bigrams("关于修路的建议"), &bigrams("关于修路的议案")), 1000);
        assert_eq!(shared(&bigrams("关于修路的建议"), &bigrams("关于供水的建议")), 0);
        assert_eq!(shared(&[], &[]), 0);
    }

    #[test]
    fn who_took_on_the_likest_papers_comes_first() {
        let cases = || {
            vec![
                case(1, "关于硬化下游村道路的建议", Topic::Roads, ROADS),
                case(2, "关于硬化上窑沟道路的建议", Topic::Roads, ROADS),
                case(3, "关于改善下游村饮水的建议", Topic::Water, WATER),
                case(4, "关于道路两侧绿化的建议", Topic::Roads, TOWN),
            ]
        };
        let asked = paper("关于硬化柳沟塔村道路的建议", Topic::Roads);
        assert_eq!(units(cases(), &asked), [1, 3], "another topic with another title is no like case");
        assert_eq!(units(cases(), &paper("关于改善下游村饮水的建议", Topic::Governance)), [2, 1]);
        assert_eq!(units(Vec::new(), &asked), [0; 0]);
    }

    #[test]
    fn returns_stand_beside_and_weigh_against() {
        let title = "关于农村道路照明的建议";
        let took = case(1, "关于农村道路绿化的建议", Topic::Roads, ROADS);
        let gave = given_back(case(2, title, Topic::Roads, ROADS));
        let asked = paper(title, Topic::Roads);
        assert_eq!(units(vec![took.clone(), gave.clone()], &asked), [0; 0], "the likest paper was given back");
        let second = case(3, "关于农村道路硬化的建议", Topic::Roads, ROADS);
        let found = Memory::new(vec![took, gave, second]).suggest(&asked);
        assert_eq!((found[0].accepted.len(), found[0].returned.len()), (2, 1));
        assert_eq!(found[0].returned[0].returned.as_deref(), Some("不属于本单位职责"));
    }

    #[test]
    fn who_gave_back_this_very_paper_or_only_assisted_is_not_suggested() {
        let title = "关于农村道路照明的建议";
        let mut own = given_back(case(900, title, Topic::Roads, ROADS));
        let took = case(1, title, Topic::Roads, ROADS);
        assert_eq!(units(vec![own.clone(), took.clone()], &paper(title, Topic::Roads)), [0; 0]);
        own.unit = TOWN;
        assert_eq!(units(vec![own, took.clone()], &paper(title, Topic::Roads)), [1]);
        let assisted = PastCase { part: Part::Assisting, ..took };
        assert_eq!(units(vec![assisted], &paper(title, Topic::Roads)), [0; 0]);
    }

    proptest! {
        /// Never a bare score, never more than fits, and the order of the cases does not matter.
        #[test]
        fn every_suggestion_shows_its_cases(
            drawn in prop::collection::vec(("[修路水电桥村沟]{2,8}", 0usize..3, 1i32..6, any::<bool>()), 0..40),
            title in "[修路水电桥村沟]{2,8}",
        ) {
            let made = (1u32..).zip(drawn).map(|(n, (title, topic, unit, returned))| {
                let made = case(n, &title, Topic::ALL[topic], BodyId(unit));
                if returned { given_back(made) } else { made }
            });
            let mut cases: Vec<_> = made.collect();
            let asked = paper(&title, Topic::ALL[0]);
            let found = Memory::new(cases.clone()).suggest(&asked);
            prop_assert!(found.len() <= MAX_SUGGESTIONS);
            for suggestion in &found {
                prop_assert!((1..=MAX_ACCEPTED).contains(&suggestion.accepted.len()));
                prop_assert!(suggestion.returned.len() <= MAX_RETURNED);
                prop_assert!(suggestion.accepted.iter().all(|case| case.returned.is_none()));
                prop_assert!(suggestion.returned.iter().all(|case| case.returned.is_some()));
                let of_unit = |case: &LikeCase| cases.iter().any(|c| c.id == case.id && c.unit == suggestion.unit);
                prop_assert!(suggestion.accepted.iter().chain(&suggestion.returned).all(of_unit));
            }
            cases.reverse();
            prop_assert_eq!(Memory::new(cases).suggest(&asked), found);
        }
    }
}
