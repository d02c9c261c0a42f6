//! Patterns for `LIKE` in which signs that stand for others are only themselves.

use sea_orm::sea_query::LikeExpr;

/// What holds a text.
pub(crate) fn containing(text: &str) -> LikeExpr {
    pattern(&["", text, ""])
}

/// What has these texts in this order, the first at its begin and the last at its end.
pub(crate) fn pattern(texts: &[&str]) -> LikeExpr {
    let literal = |text: &&str| text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    LikeExpr::new(texts.iter().map(literal).collect::<Vec<_>>().join("%")).escape('\\')
}
