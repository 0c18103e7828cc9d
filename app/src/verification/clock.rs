//! How long is left, and how long things take, in words.

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// The time from now to then in milliseconds; below zero when it has gone by.
pub fn left(then: i64, now: i64) -> i64 {
    then.saturating_sub(now)
}

/// What is left, such as "31 hours left", the hour that has begun included; nothing when none is.
pub fn within(left: i64) -> Option<String> {
    (left > 0).then(|| format!("{} left", at_most(left)))
}

/// The full hours, or days, within which a stretch of time ends: at least one hour.
pub fn at_most(milliseconds: i64) -> String {
    lasting(milliseconds.max(1).saturating_add(HOUR - 1))
}

/// A stretch of time in hours, or in days when it has more than three.
pub fn lasting(milliseconds: i64) -> String {
    let (hours, days) = (milliseconds / HOUR, milliseconds / DAY);
    match hours {
        ..1 => "less than an hour".to_owned(),
        1 => "1 hour".to_owned(),
        2..=96 => format!("{hours} hours"),
        _ => format!("{days} days"),
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY, HOUR, at_most, lasting, within};

    #[test]
    fn time_is_told_in_hours_and_then_in_days() {
        let told = [HOUR / 2, HOUR, 31 * HOUR, 96 * HOUR, 30 * DAY].map(lasting);
        assert_eq!(told, ["less than an hour", "1 hour", "31 hours", "96 hours", "30 days"]);
        assert_eq!(within(31 * HOUR), Some("31 hours left".to_owned()));
        assert_eq!(within(72 * HOUR - 5), Some("72 hours left".to_owned()));
        assert_eq!(within(0), None);
        assert_eq!([0, HOUR / 2, HOUR, 3 * HOUR - 5].map(at_most), ["1 hour", "1 hour", "1 hour", "3 hours"]);
    }
}
