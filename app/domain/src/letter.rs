//! The official letter of a reply (答复函): what a unit prints, seals and posts, with the form for the deputy's opinion.
//!
//! It is in Chinese, the language of the record. Every text of it is made here, so that a page and a file only set it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::command::Mark;
use crate::draft::Kind;
use crate::number::{Number, Series};
use crate::signing::SignState;
use crate::view::{ProposalView, ReplyView};
use crate::vocabulary::Lang;
use crate::wording::date;

/// The county's name, which its units bear on paper.
const COUNTY: &str = "交城县";
/// Who gets copies: the office that supervises the handling, and the one that handed it over to the unit.
const COPIES: &str = "县人大常委会代表工作委员会，县人民政府办公室";
const SURVEY: &str = "代表建议办理情况征询意见表";

/// Which reply of a proposal a letter is of, each counted from 1. In addresses `2` is the lead unit's second reply and
/// `s1` the first reply of a unit that answers by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ReplyPlace {
    /// A reply of the lead unit.
    Lead(usize),
    /// A reply of a separate unit.
    Separate(usize),
}

impl fmt::Display for ReplyPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lead(n) => write!(f, "{n}"),
            Self::Separate(n) => write!(f, "s{n}"),
        }
    }
}

impl FromStr for ReplyPlace {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix('s') {
            Some(n) => n.parse().map(Self::Separate),
            None => text.parse().map(Self::Lead),
        }
    }
}

impl TryFrom<String> for ReplyPlace {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ReplyPlace> for String {
    fn from(place: ReplyPlace) -> Self {
        place.to_string()
    }
}

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
    /// What is enclosed.
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

/// A paragraph of the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Paragraph {
    /// What the following paragraphs are about.
    Heading(String),
    /// Running text.
    Text(String),
}

/// The form on which a deputy who does not rate on the site says what the reply is worth (征询意见表).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// Its title.
    pub title: String,
    /// Its rows, from top to bottom.
    pub rows: Vec<SurveyRow>,
    /// How it is used.
    pub note: String,
}

/// A row of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyRow {
    /// What stands in it.
    pub label: String,
    /// What is filled in already.
    pub value: String,
    /// Whether it has room for several lines by hand.
    pub is_tall: bool,
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

impl Survey {
    fn new(facts: [(&str, String); 5]) -> Self {
        let row = |label: &str, value: String| SurveyRow { label: label.to_owned(), value, is_tall: false };
        // Best first, as on every ballot.
        let boxes = Mark::ALL.iter().rev().map(|mark| format!("□{}", mark.word(Lang::Zh)));
        let boxes = boxes.collect::<Vec<_>>().join("　");
        let mut rows: Vec<_> = facts.into_iter().map(|(label, value)| row(label, value)).collect();
        rows.extend([
            row("对办理态度", boxes.clone()),
            row("对办理结果", boxes),
            SurveyRow { is_tall: true, ..row("意见和理由", String::new()) },
            row("代表签名", String::new()),
            row("日期", "　　　　年　　月　　日".to_owned()),
        ]);
        Self {
            title: SURVEY.to_owned(),
            rows,
            note: "说明：代表一般直接在建议公开平台上评价，不必填写本表；不便上网的，请填写后签名，送县人大常委会代表工作委员会。\
                   联名提出的，由领衔代表评价。选择“不满意”的，请写明理由。承办单位不得代填。"
                .to_owned(),
        }
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

fn body(paper: &ProposalView, reply: &ReplyView, whose: &str) -> Vec<Paragraph> {
    let asks = paper.text.iter().flat_map(|text| &text.asks);
    let mut sections: Vec<(String, Vec<String>)> =
        asks.zip(&reply.answers).map(|(ask, answer)| (format!("关于“{}”", quoted(ask)), lines(answer))).collect();
    sections.extend(reply.evidence.iter().map(|evidence| ("落实情况".to_owned(), lines(evidence))));
    let is_one = reply.commitments.len() == 1;
    let promises = reply.commitments.iter().zip(1..).map(|(commitment, n)| {
        let place = if is_one { String::new() } else { format!("（{}）", numeral(n)) };
        let what = bare(commitment.text.as_str());
        format!("{place}{what}（完成期限：{}）。", date(commitment.due, Lang::Zh))
    });
    if !reply.commitments.is_empty() {
        sections.push(("承诺事项".to_owned(), promises.collect()));
    }
    let is_one = sections.len() == 1;
    let sections = sections.into_iter().zip(1..).flat_map(|((heading, texts), n)| {
        let heading = if is_one { heading } else { format!("{}、{heading}", numeral(n)) };
        [Paragraph::Heading(heading)].into_iter().chain(texts.into_iter().map(Paragraph::Text))
    });
    // Many units begin with the receipt themselves.
    let begins = if reply.opening.contains("答复如下") { "" } else { "经研究办理，现答复如下：" };
    let receipt = (!reply.opening.contains("收悉")).then(|| format!("{whose}提出的《{}》收悉。{begins}", paper.title));
    let thanks =
        "以上答复，请予审阅。如有意见，请与我单位联系，并如实填写随附的征询意见表。感谢对我县工作的监督和支持。";
    let opening = receipt.into_iter().chain(lines(&reply.opening)).map(Paragraph::Text);
    opening.chain(sections).chain([Paragraph::Text(thanks.to_owned())]).collect()
}

/// The paragraphs of a text.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// A text without the mark that ends it.
fn bare(text: &str) -> &str {
    text.trim_end_matches(['。', '；', '，', '.', ';', ','])
}

/// A text in one line, inside quotation marks.
fn quoted(text: &str) -> String {
    bare(&lines(text).concat()).replace('“', "‘").replace('”', "’")
}

/// A number below 100 in Chinese numerals; larger ones in digits.
fn numeral(n: u16) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u16| DIGITS.get(usize::from(n)).copied();
    match (digit(n / 10), digit(n % 10)) {
        (Some(""), Some(ones)) => ones.to_owned(),
        (Some("一"), Some(ones)) => format!("十{ones}"),
        (Some(tens), Some(ones)) => format!("{tens}十{ones}"),
        _ => n.to_string(),
    }
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

    #[test]
    fn a_place_is_read_as_it_is_written() {
        for place in [ReplyPlace::Lead(1), ReplyPlace::Lead(12), ReplyPlace::Separate(3)] {
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        for text in ["", "s", "x", "-1", "1s", "ss1"] {
            assert!(text.parse::<ReplyPlace>().is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_are_said_in_chinese() {
        for (n, expected) in
            [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (99, "九十九"), (100, "100")]
        {
            assert_eq!(numeral(n), expected);
        }
    }

    #[test]
    fn an_ask_is_quoted_in_one_line_without_its_full_stop() {
        for (ask, expected) in [
            ("拓宽第一段公路。", "拓宽第一段公路"),
            ("一是修路；\n二是护坡；", "一是修路；二是护坡"),
            ("落实“四好农村路”", "落实‘四好农村路’"),
        ] {
            assert_eq!(quoted(ask), expected);
        }
    }
}
