//! What a letter says, paragraph by paragraph.

use ground::dates::date;
use ground::vocabulary::Lang;
use serde::{Deserialize, Serialize};

use crate::proposal::view::{ProposalView, ReplyView};

/// A paragraph of the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Paragraph {
    /// What the following paragraphs are about.
    Heading(String),
    /// Running text.
    Text(String),
}

pub(super) fn body(paper: &ProposalView, reply: &ReplyView, whose: &str) -> Vec<Paragraph> {
    let asks = paper.text.iter().flat_map(|text| &text.asks);
    let mut sections: Vec<(String, Vec<String>)> =
        asks.zip(&reply.answers).map(|(ask, answer)| (format!("关于“{}”", quoted(ask)), lines(answer))).collect();
    sections.extend(reply.evidence.iter().map(|evidence| ("落实情况".to_owned(), lines(evidence))));
    let is_one = reply.promises.len() == 1;
    let promises = reply.promises.iter().zip(1..).map(|(promise, n)| {
        let place = if is_one { String::new() } else { format!("（{}）", numeral(n)) };
        let what = bare(promise.text.as_str());
        format!("{place}{what}（完成期限：{}）。", date(promise.due, Lang::Zh))
    });
    if !reply.promises.is_empty() {
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
pub(super) fn numeral(n: u16) -> String {
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
