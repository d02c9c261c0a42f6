//! The official letter of a reply (答复函): what a unit prints, seals and posts, with the form for the deputy's opinion.
//!
//! It is in Chinese, the language of the record. Every text of it is made here, so that a page and a file only set it.

mod body;
mod place;
mod survey;

use ground::dates::date;
use ground::problem::Problems;
use ground::vocabulary::Lang;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::number::{Number, Series};
use crate::parts::promises::Promised;
use crate::proposal::command::ReplyClass;
use crate::proposal::draft::Kind;
use crate::proposal::signing::SignState;
use crate::proposal::view::{ProposalView, ReplyView};

pub use body::Paragraph;
use body::{body, numeral};
pub use place::ReplyPlace;
use survey::SURVEY;
pub use survey::{Survey, SurveyRow};

/// The county's name, which its units bear on paper.
const COUNTY: &str = "交城县";
/// Who gets copies: the office that supervises the handling, and the one that handed it over to the unit.
const COPIES: &str = "县人大常委会代表工作委员会，县人民政府办公室";

/// An official reply letter, part by part in the order in which they are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The number of the paper that it answers.
    pub number: Number,
    /// The class of the reply.
    pub class: String,
    /// The full name of the unit that issues it: the red head, and once more over the date.
    pub unit: String,
    /// The unit's number of this letter.
    pub document_number: String,
    /// Who signed it.
    pub signer: String,
    /// What it answers: the two lines of its title.
    pub title: [String; 2],
    /// To whom it is written.
    pub addressee: String,
    /// What it says.
    pub body: Vec<Paragraph>,
    pub enclosed: String,
    /// The day of issue.
    pub day: String,
    /// Whom to ask, under which number.
    pub contact: String,
    /// Who gets copies.
    pub copies: String,
    /// The form that is enclosed.
    pub survey: Survey,
}

impl ProposalView {
    /// The letter of a reply; the view has to be in Chinese.
    ///
    /// It is made of what the reader sees, so it tells nobody more than the page of the proposal.
    pub fn letter(&self, place: ReplyPlace) -> Option<Letter> {
        let (replies, n) = match place {
            ReplyPlace::Lead(n) => (&self.replies, n),
            ReplyPlace::Separate(n) => (&self.separate_replies, n),
        };
        // Of what is published in summary there is no letter.
        self.text.as_ref()?;
        let reply = replies.get(n.checked_sub(1)?)?;
        Some(Letter::new(self, reply, self.number?, &reply.unit))
    }

    /// The letter that the draft would be, signed today: what a head reads before signing it. The view has to be in
    /// Chinese and of somebody who may sign; nothing until the draft has what a letter needs.
    pub fn letter_of_draft(&self, signer: &str, today: Date) -> Option<Letter> {
        let desk = self.handling.reply.as_ref()?;
        let form = desk.draft.as_ref()?;
        let is_typed = |text: &String| !text.trim().is_empty();
        if ![&form.document_number, &form.opening].into_iter().all(is_typed) {
            return None;
        }
        let reply = ReplyView {
            unit: desk.unit.clone(),
            document_number: form.document_number.clone(),
            signer: signer.to_owned(),
            class: ReplyClass::from_code(&form.class).ok()?,
            opening: form.opening.clone(),
            answers: form.answers.clone(),
            evidence: Some(form.evidence.clone()).filter(is_typed),
            promises: Promised::parse_all(&form.promises, usize::MAX, today, &mut Problems::default()),
            contact_person: form.contact_person.clone(),
            telephone: form.telephone.clone(),
            copies: Some(form.copies.clone()).filter(is_typed),
            files: Vec::new(),
            on: today,
            on_time: true,
            rating: None,
        };
        Some(Letter::new(self, &reply, self.number?, &reply.unit))
    }
}

impl Letter {
    fn new(paper: &ProposalView, reply: &ReplyView, number: Number, unit: &str) -> Self {
        let (addressee, whose) = addressee(paper);
        let unit = if unit.starts_with(COUNTY) { unit.to_owned() } else { format!("{COUNTY}{unit}") };
        Self {
            number,
            class: format!("办理类别：{}", reply.class.word(Lang::Zh)),
            document_number: reply.document_number.clone(),
            signer: format!("签发人：{}", reply.signer),
            title: title(number, paper.kind),
            addressee: format!("{addressee}："),
            body: body(paper, reply, whose),
            enclosed: format!("附件：{SURVEY}"),
            day: date(reply.on, Lang::Zh),
            contact: format!("（联系人及电话：{}，{}）", reply.contact_person, reply.telephone),
            copies: format!("抄送：{}。", reply.copies.as_deref().unwrap_or(COPIES)),
            survey: Survey::new([
                ("代表姓名", paper.lead_name.clone()),
                ("编号", number.to_string()),
                ("标题", paper.title.clone()),
                ("承办单位", unit.clone()),
                ("答复文号", reply.document_number.clone()),
            ]),
            unit,
        }
    }

    /// Whether the red head needs a smaller type to stand in one line.
    pub fn has_long_head(&self) -> bool {
        self.unit.chars().count() > 10
    }

    /// The name of its file in a text processor's format.
    pub fn file_name(&self) -> String {
        format!("{}答复函.docx", self.number)
    }
}

/// “对县十七届人大一次会议”, “第17-1-023号建议的答复”.
fn title(number: Number, kind: Kind) -> [String; 2] {
    let Number { cohort, .. } = number;
    let when = match cohort.series {
        Series::Session(ordinal) => format!("{}次会议", numeral(ordinal)),
        Series::Interim(_) => "闭会期间".to_owned(),
    };
    [format!("对县{}届人大{when}", numeral(cohort.term)), format!("第{number}号{}的答复", kind.word(Lang::Zh))]
}

/// To whom it is written, and how the text speaks of them.
fn addressee(paper: &ProposalView) -> (String, &'static str) {
    if let Some(delegation) = &paper.delegation {
        return (format!("{}代表团", delegation.name), "贵团");
    }
    let signers = paper.signers.iter().filter(|signer| signer.state == SignState::Confirmed);
    let names: Vec<_> = [&paper.lead_name].into_iter().chain(signers.map(|signer| &signer.name)).cloned().collect();
    (format!("{}代表", names.join("、")), if names.len() > 1 { "各位代表" } else { "您" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_the_session_in_words_and_the_paper_by_its_number() {
        for (number, kind, expected) in [
            ("17-1-023", Kind::Proposal, "对县十七届人大一次会议第17-1-023号建议的答复"),
            ("17-闭-2026-004", Kind::Proposal, "对县十七届人大闭会期间第17-闭-2026-004号建议的答复"),
            ("20-10-1234", Kind::Motion, "对县二十届人大十次会议第20-10-1234号议案的答复"),
        ] {
            assert_eq!(title(number.parse().expect("a number"), kind).concat(), expected);
        }
    }
}
