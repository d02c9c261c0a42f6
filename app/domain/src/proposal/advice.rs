//! Hints on a draft while it is being written: one matter, concrete asks, grounds of refusal, self-interest.
//!
//! They go by words and are no judgement: a hint never keeps anybody from handing in a text.

use ground::vocabulary;
use ground::vocabulary::Lang;
use serde::{Deserialize, Serialize};

use crate::proposal::draft::Draft;

mod concrete;
mod grounds;
mod matters;
#[cfg(test)]
mod tests;

vocabulary! {
    /// What a hint is about, and what can be done.
    pub enum Hint {
        /// A title that joins several matters.
        SeveralMatters = "several_matters",
            "标题里像是有几件不同的事。一件建议只写一件事，请分成几件提出，各由对口的单位答复。",
            "The title seems to join several matters. Write one proposal for each: each goes to its own unit.";
        /// An ask about something else than the rest.
        OtherMatter = "other_matter",
            "这一项像是另一件事。如果与标题无关，请另写一件建议。",
            "This seems to be another matter. If it has nothing to do with the title, write a proposal of its own.";
        /// An ask without place, amount or date.
        Vague = "vague",
            "单位难以逐项答复。请写明在哪里、做多少、到什么时候，例如“今年汛期前清理下游村段2公里河道”。",
            "A unit cannot answer this. Say where, how much and by when, for example “clear 2 km of the river at the village before the floods”.";
        /// Several asks in one field.
        Bundled = "bundled",
            "这里有几项请求。请一项写一格，单位会逐项答复。",
            "There are several asks here. Give each a field of its own: each gets its own answer.";
        /// A problem without anything concrete.
        NoContent = "no_content",
            "还没有具体内容。请写明在哪里、有什么问题、影响多少人，否则可能不予立案。",
            "Nothing concrete yet. Say where, what is wrong and how many people it concerns, or it may be declined.";
        /// The deputy's own or family matter.
        Personal = "personal",
            "像是代表本人或亲属的个人事项，这类事项不能作为建议提出。请向主管部门直接反映。",
            "This looks like a matter of your own or your family’s, which cannot be a proposal. Turn to the authority itself.";
        /// The interest of the deputy's business.
        SelfInterest = "self_interest",
            "像是代表自己经营的企业的利益。请写大家共同的问题，不要为自己的企业提要求。",
            "This looks like the interest of your own business. Write about what concerns everybody, not your own firm.";
        /// A letter passed on for somebody.
        RelayedLetter = "relayed_letter",
            "像是替人转交的信件。请写您自己了解核实的情况，信件请转信访部门。",
            "This looks like a letter passed on. Write what you have verified yourself; pass letters to the petitions office.";
        /// A petition or an accusation.
        Petition = "petition",
            "像是信访或举报、控告事项，这类事项不能作为建议提出。请走信访或监察渠道。",
            "This looks like a petition or an accusation, which cannot be a proposal. Use the petitions or supervision channel.";
        /// A concrete court case.
        CourtCase = "court_case",
            "像是具体案件，案件由法院、检察院依法办理，不能作为建议提出。",
            "This looks like a concrete court case. Courts and prosecutors decide these; they cannot be a proposal.";
        /// The outcome of a tender.
        Tender = "tender",
            "像是具体招标、中标结果的争议，不能作为建议提出。请依法提出异议或投诉。",
            "This looks like a dispute over one tender, which cannot be a proposal. Raise an objection as the law provides.";
        /// Promotion of a product.
        Promotion = "promotion",
            "像是推介产品、品牌或个人的成果，不能作为建议提出。请写要解决的问题。",
            "This looks like promoting a product or an invention, which cannot be a proposal. Write the problem to be solved.";
        /// Beyond the county's powers.
        OutsidePowers = "outside_powers",
            "像是国家或省里才能决定的事，县里无权办理。请写县里能做的那一部分。",
            "This looks like something only the state or the province can decide. Write the part that the county can do.";
    }
}

/// A hint on one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// The field: `title`, `problem`, `analysis`, `asks.0`.
    pub field: String,
    /// What about.
    pub hint: Hint,
    /// The words that gave rise to it, where there are any.
    pub words: Option<String>,
}

impl Advice {
    fn new(field: impl Into<String>, hint: Hint, words: Option<&str>) -> Self {
        Self { field: field.into(), hint, words: words.map(str::to_owned) }
    }

    /// The hint as a sentence, with the words that gave rise to it.
    pub fn sentence(&self, lang: Lang) -> String {
        let sentence = self.hint.word(lang);
        match (&self.words, lang) {
            (None, _) => sentence.to_owned(),
            (Some(words), Lang::Zh) => format!("“{words}”：{sentence}"),
            (Some(words), Lang::En) => format!("“{words}”: {sentence}"),
        }
    }
}

/// The hints on a draft, field by field; at most one of a kind for each field. Empty fields get none.
pub fn advise(draft: &Draft) -> Vec<Advice> {
    let mut advice = Vec::new();
    advice.extend(matters::several(&draft.title).map(|words| Advice::new("title", Hint::SeveralMatters, Some(&words))));
    advice.extend(grounds::of("title", &draft.title));
    advice.extend(grounds::of("problem", &draft.problem));
    if concrete::is_empty_talk(&draft.problem) {
        advice.push(Advice::new("problem", Hint::NoContent, None));
    }
    advice.extend(grounds::of("analysis", &draft.analysis));
    let strangers = matters::strangers(draft);
    for (n, ask) in draft.asks.iter().enumerate() {
        let field = format!("asks.{n}");
        advice.extend(grounds::of(&field, ask));
        if concrete::is_bundled(ask) {
            advice.push(Advice::new(&field, Hint::Bundled, None));
        } else if let Some(words) = concrete::vague(ask) {
            advice.push(Advice::new(&field, Hint::Vague, Some(words)));
        }
        if strangers.contains(&n) {
            advice.push(Advice::new(field, Hint::OtherMatter, None));
        }
    }
    advice
}
