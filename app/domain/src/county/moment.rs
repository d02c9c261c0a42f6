//! A moment as the county's clocks show it: its date, its time of day.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

/// The county's date at a moment: China keeps UTC+8 all year.
pub fn county_date(at: i64) -> Date {
    let zone = TimeZone::fixed(Offset::constant(8));
    Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(zone).date()
}

/// The moment at which the county's clocks show this, in milliseconds since 1970 (UTC).
pub fn county_moment(shown: DateTime) -> i64 {
    TimeZone::fixed(Offset::constant(8)).to_timestamp(shown).unwrap_or_default().as_millisecond()
}

/// The time of day in the county at a moment: `14:05`.
pub fn county_time(at: i64) -> String {
    let zone = TimeZone::fixed(Offset::constant(8));
    let time = Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(zone).time();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// The hour in the county, from 0 to 23.
pub fn county_hour(at: i64) -> i8 {
    let zone = TimeZone::fixed(Offset::constant(8));
    Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(zone).hour()
}
