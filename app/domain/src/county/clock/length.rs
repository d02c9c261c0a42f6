//! How long a limit is: working days, days or months.

use serde::{Deserialize, Serialize};

use ground::vocabulary;
use ground::vocabulary::Lang;

/// How long a limit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// Working days; the first is the next working day.
    WorkingDays(u16),
    /// Calendar days (Civil Code art. 201(1)).
    Days(u16),
    /// Calendar months (Civil Code art. 202).
    Months(u16),
}

vocabulary! {
    pub enum LengthUnit {
        WorkingDays = "working_days", "个工作日", "working days";
        /// Calendar days.
        Days = "days", "日", "days";
        /// Calendar months.
        Months = "months", "个月", "months";
    }
}

impl Length {
    /// So many of a unit.
    pub fn new(n: u16, unit: LengthUnit) -> Self {
        match unit {
            LengthUnit::WorkingDays => Self::WorkingDays(n),
            LengthUnit::Days => Self::Days(n),
            LengthUnit::Months => Self::Months(n),
        }
    }

    /// How many of its unit.
    pub fn n(self) -> u16 {
        match self {
            Self::WorkingDays(n) | Self::Days(n) | Self::Months(n) => n,
        }
    }

    pub fn unit(self) -> LengthUnit {
        match self {
            Self::WorkingDays(_) => LengthUnit::WorkingDays,
            Self::Days(_) => LengthUnit::Days,
            Self::Months(_) => LengthUnit::Months,
        }
    }

    /// “5个工作日”, “3 months”.
    pub fn word(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::WorkingDays(n), Lang::Zh) => format!("{n}个工作日"),
            (Self::WorkingDays(n), Lang::En) => format!("{n} working day{}", plural(n)),
            (Self::Days(n), Lang::Zh) => format!("{n}日"),
            (Self::Days(n), Lang::En) => format!("{n} day{}", plural(n)),
            (Self::Months(n), Lang::Zh) => format!("{n}个月"),
            (Self::Months(n), Lang::En) => format!("{n} month{}", plural(n)),
        }
    }
}

fn plural(n: u16) -> &'static str {
    if n == 1 { "" } else { "s" }
}
