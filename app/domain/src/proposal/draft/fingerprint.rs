//! The fingerprint of a draft: what people confirm, sign or print is bound to these very words.

use ground::fingerprint::{Canonical, Fingerprint};

use super::{Draft, Kind, Submission, Submitter};

/// The fingerprint of what a deputy is writing: title, problem, analysis, asks, topic, township, village, the wish for
/// disclosure, the kind of paper and in whose name it is submitted.
///
/// Values are trimmed, line breaks are `\n`, and empty asks are left out, as when the text is parsed; so the text that is
/// handed in has the same fingerprint as the draft that it was made from. The tick about self-interest is not part of the
/// text.
fn fingerprint(draft: &Draft) -> Fingerprint {
    let mut canonical = Canonical::begin();
    for (name, value) in [("title", &draft.title), ("problem", &draft.problem), ("analysis", &draft.analysis)] {
        canonical.field(name, &settled(value));
    }
    for ask in draft.asks.iter().map(|ask| settled(ask)).filter(|ask| !ask.is_empty()) {
        canonical.field("ask", &ask);
    }
    for (name, code) in [("topic", &draft.topic), ("township", &draft.township), ("disclosure", &draft.disclosure)] {
        canonical.field(name, code);
    }
    let village = settled(&draft.village);
    if !village.is_empty() {
        canonical.field("village", &village);
    }
    // What is usual leaves no trace, whether it was chosen or not.
    for (name, code, usual) in
        [("kind", &draft.kind, Kind::Proposal.code()), ("submitter", &draft.submitter, Submitter::Deputy.code())]
    {
        if !code.is_empty() && code != usual {
            canonical.field(name, code);
        }
    }
    canonical.finish()
}

/// A value as parsing settles it.
fn settled(raw: &str) -> String {
    raw.replace("\r\n", "\n").trim().to_owned()
}

impl Draft {
    /// The fingerprint of its text.
    pub fn fingerprint(&self) -> Fingerprint {
        fingerprint(self)
    }
}

impl Submission {
    /// The fingerprint of the draft that it was made from.
    pub fn fingerprint(&self) -> Fingerprint {
        fingerprint(&Draft::from(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::county::people::{County, Named, TownshipId};

    fn draft() -> Draft {
        Draft {
            title: "关于硬化下游村道路的建议".into(),
            problem: "村里三公里土路雨天无法通行，学生上学绕行。".into(),
            analysis: "道路修建于二十年前，多年没有列入养护计划。".into(),
            asks: vec!["今年内完成路基整修。".into(), "公布硬化计划。".into()],
            topic: "roads".into(),
            township: "3".into(),
            disclosure: "open".into(),
            no_self_interest: true,
            ..Draft::default()
        }
    }

    #[test]
    fn the_form_never_changes_unnoticed() {
        let fingerprint = draft().fingerprint();
        assert_eq!(fingerprint.as_str(), "c912d823e17a5299d7fd998f183143b7eae7837e211d6122505128ea507dca01");
        assert!(fingerprint.is_short(fingerprint.short()));
    }

    #[test]
    fn the_text_handed_in_has_the_fingerprint_of_its_draft() {
        let township = Named { id: TownshipId(3), name: "西社镇".into(), name_en: "Xishe".into() };
        let county = County { townships: vec![township], ..County::default() };
        let typed = Draft {
            title: format!(" {} ", draft().title),
            analysis: format!("{}\r\n", draft().analysis),
            asks: vec![draft().asks[0].clone(), "  ".into(), draft().asks[1].clone(), String::new()],
            ..draft()
        };
        let submission = typed.parse(&county).expect("a text that can be handed in");
        assert_eq!(submission.fingerprint(), typed.fingerprint());
        assert_eq!(submission.fingerprint(), draft().fingerprint());
    }

    #[test]
    fn every_part_of_the_text_counts() {
        let check = |change: fn(&mut Draft)| {
            let mut changed = draft();
            change(&mut changed);
            assert_ne!(changed.fingerprint(), draft().fingerprint(), "{changed:?}");
        };
        check(|draft| draft.title.push('。'));
        check(|draft| draft.problem.insert(3, ' '));
        check(|draft| draft.analysis.clear());
        check(|draft| draft.asks.swap(0, 1));
        check(|draft| draft.asks = vec![draft.asks.join("\nask 1\n")]);
        check(|draft| draft.topic = "water".into());
        check(|draft| draft.township.clear());
        check(|draft| draft.village = "下游村".into());
        check(|draft| draft.disclosure = "closed".into());
        check(|draft| draft.kind = "motion".into());
        check(|draft| draft.submitter = "delegation".into());
    }
}
