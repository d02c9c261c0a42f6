//! The texts of the demo proposals and of their replies, as written for it.

use serde::Deserialize;

/// A proposal and what its unit did about it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Text {
    pub(super) title: String,
    pub(super) topic: String,
    pub(super) township: Option<i32>,
    pub(super) problem: String,
    pub(super) analysis: String,
    pub(super) asks: Vec<String>,
    pub(super) lead_unit: String,
    pub(super) assisting: Vec<String>,
    pub(super) contact: String,
    pub(super) class: String,
    pub(super) opening: String,
    pub(super) answers: Vec<String>,
    pub(super) evidence: String,
    pub(super) promises: Vec<Promise>,
    pub(super) dissatisfied: String,
}

/// A promise and the months that it takes.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Promise {
    pub(super) text: String,
    pub(super) months: u16,
}

/// All texts, the three key proposals first.
pub(super) fn all() -> Result<Vec<Text>, serde_json::Error> {
    const FILES: [&str; 3] = [
        include_str!("../../demo/proposals/a.json"),
        include_str!("../../demo/proposals/b.json"),
        include_str!("../../demo/proposals/c.json"),
    ];
    let mut texts = Vec::new();
    for file in FILES {
        texts.extend(serde_json::from_str::<Vec<Text>>(file)?);
    }
    Ok(texts)
}
