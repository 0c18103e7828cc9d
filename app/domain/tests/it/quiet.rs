//! Quiet hours end when the member's own clock says so, also on the days when it is put forward or back.

use domain::following::quiet::until;
use types::following::Wishes;

fn wishes(zone: &str, from: i64, to: i64) -> Wishes {
    Wishes { quiet: Some((from, to)), zone: zone.into(), ..Wishes::default() }
}

fn at(time: &str) -> i64 {
    time.parse::<jiff::Timestamp>().unwrap().as_millisecond()
}

/// The end as it is written, or a dash when now is not quiet.
fn end(wishes: &Wishes, now: &str) -> String {
    until(wishes, at(now)).map_or("-".into(), |end| jiff::Timestamp::from_millisecond(end).unwrap().to_string())
}

#[test]
fn quiet_hours_wrap_around_midnight() {
    let night = wishes("Europe/London", 22 * 60, 7 * 60);
    assert_eq!(end(&night, "2026-01-10T21:59:59Z"), "-");
    assert_eq!(end(&night, "2026-01-10T22:00:00Z"), "2026-01-11T07:00:00Z");
    assert_eq!(end(&night, "2026-01-11T06:59:59Z"), "2026-01-11T07:00:00Z");
    assert_eq!(end(&night, "2026-01-11T07:00:00Z"), "-");
    let clinic = wishes("Europe/London", 9 * 60, 12 * 60 + 30);
    assert_eq!(end(&clinic, "2026-01-10T12:29:00Z"), "2026-01-10T12:30:00Z");
    assert_eq!(end(&clinic, "2026-01-10T08:59:00Z"), "-");
    assert_eq!(end(&clinic, "2026-01-10T23:00:00Z"), "-");
}

#[test]
fn quiet_hours_are_those_of_the_members_own_zone() {
    let night = wishes("Pacific/Auckland", 22 * 60, 7 * 60);
    assert_eq!(end(&night, "2026-06-10T12:00:00Z"), "2026-06-10T19:00:00Z");
    assert_eq!(end(&night, "2026-06-10T20:00:00Z"), "-");
    let half = wishes("Asia/Kolkata", 0, 6 * 60);
    assert_eq!(end(&half, "2026-06-10T20:00:00Z"), "2026-06-11T00:30:00Z");
}

#[test]
fn a_night_in_spring_is_an_hour_shorter_and_one_in_autumn_longer() {
    let night = wishes("Europe/London", 22 * 60, 7 * 60);
    assert_eq!(end(&night, "2026-03-28T23:00:00Z"), "2026-03-29T06:00:00Z");
    assert_eq!(end(&night, "2026-10-24T22:00:00Z"), "2026-10-25T07:00:00Z");
}

#[test]
fn an_end_that_the_clock_skips_in_spring_is_when_it_has_gone_on() {
    let short = wishes("Europe/London", 23 * 60, 90);
    // At 01:00 the clock goes on to 02:00, and 01:30 never comes.
    assert_eq!(end(&short, "2026-03-29T00:30:00Z"), "2026-03-29T01:00:00Z");
    assert_eq!(end(&short, "2026-03-29T01:00:00Z"), "-");
}

#[test]
fn an_end_that_the_clock_shows_twice_in_autumn_comes_twice() {
    let short = wishes("Europe/London", 23 * 60, 90);
    assert_eq!(end(&short, "2026-10-25T00:15:00Z"), "2026-10-25T00:30:00Z");
    assert_eq!(end(&short, "2026-10-25T00:45:00Z"), "-");
    // At 02:00 the clock has gone back to 01:00.
    assert_eq!(end(&short, "2026-10-25T01:15:00Z"), "2026-10-25T01:30:00Z");
    assert_eq!(end(&short, "2026-10-25T01:30:00Z"), "-");
}

#[test]
fn in_every_minute_of_both_changes_quiet_ends_later_than_now_and_when_it_has_ended_it_has() {
    for (from, to) in [(0, 1), (23 * 60, 90), (60, 120), (30, 29), (90, 60), (119, 61)] {
        for zone in ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"] {
            let wished = wishes(zone, from, to);
            for begin in ["2026-03-07T12:00:00Z", "2026-03-28T12:00:00Z", "2026-04-04T03:00:00Z", "2026-10-24T12:00:00Z"] {
                for minute in 0..40 * 60 {
                    let now = at(begin) + minute * 60_000;
                    if let Some(end) = until(&wished, now) {
                        assert!(end > now && end <= now + 50 * 3_600_000, "{zone} {from} {to} {begin} {minute}");
                        assert_eq!(until(&wished, end), None, "{zone} {from} {to} {begin} {minute}");
                    }
                }
            }
        }
    }
}

#[test]
fn no_quiet_hours_and_hours_without_length_hold_nothing_back() {
    assert_eq!(end(&Wishes::default(), "2026-01-10T03:00:00Z"), "-");
    assert_eq!(end(&wishes("Europe/London", 60, 60), "2026-01-10T01:00:00Z"), "-");
    assert_eq!(end(&wishes("Europe/Atlantis", 0, 120), "2026-01-10T01:00:00Z"), "2026-01-10T02:00:00Z");
}
