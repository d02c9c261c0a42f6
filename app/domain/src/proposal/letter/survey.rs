//! The form for the deputy's opinion (征询意见表) that is enclosed.

use ground::vocabulary::Lang;
use serde::{Deserialize, Serialize};

use crate::proposal::command::Mark;

pub(super) const SURVEY: &str = "代表建议办理情况征询意见表";

/// The form on which a deputy who does not rate on the site says what the reply is worth (征询意见表).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
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

impl Survey {
    pub(super) fn new(facts: [(&str, String); 5]) -> Self {
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
