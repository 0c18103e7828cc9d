//! Quiet hours: from one local time to another no letter leaves.

use crate::clock::DAY;
use crate::db::Tx;
use crate::fault::Result;
use crate::following::wishes;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use types::following::Wishes;

/// Milliseconds; when the quiet time ends in which `now` lies, or None when now is not quiet.
pub fn until(wishes: &Wishes, now: i64) -> Option<i64> {
    let mut end = end(wishes, now)?;
    // Where the clock skips the end of one quiet time and the beginning of the next, they are one.
    while let Some(later) = self::end(wishes, end).filter(|later| *later < now + 3 * DAY) {
        end = later;
    }
    Some(end)
}

fn end(wishes: &Wishes, now: i64) -> Option<i64> {
    let (from, until) = wishes.quiet.filter(|(from, until)| from != until)?;
    let zone = zone(&wishes.zone);
    let local = zone.to_datetime(Timestamp::from_millisecond(now).ok()?);
    let minute = minute_of(local);
    let (quiet, tomorrow) =
        if from < until { (from <= minute && minute < until, false) } else { (minute >= from || minute < until, minute >= from) };
    let day = if tomorrow { local.date().tomorrow().ok()? } else { local.date() };
    quiet.then(|| next(&zone, day, until, now))?
}

/// When letters to the viewer may leave again, or None when they may leave now.
pub(crate) async fn held(tx: &mut Tx<'_>) -> Result<Option<i64>> {
    let now = tx.now();
    Ok(until(&wishes::mine(tx).await?, now))
}

/// The next time after `now` at which the member's clock shows this minute of the day.
pub(crate) fn next_at(zone_name: &str, minute: i64, now: i64) -> Option<i64> {
    let zone = zone(zone_name);
    let today = zone.to_datetime(Timestamp::from_millisecond(now).ok()?).date();
    let first = at(&zone, today, minute)?;
    if first > now { Some(first) } else { at(&zone, today.tomorrow().ok()?, minute) }
}

/// The zone of this name; of names that are not known any more, the site's own.
fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).or_else(|_| TimeZone::get("Europe/London")).unwrap_or(TimeZone::UTC)
}

fn minute_of(local: DateTime) -> i64 {
    i64::from(local.hour()) * 60 + i64::from(local.minute())
}

fn civil(day: Date, minute: i64) -> Option<DateTime> {
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    Some(day.to_datetime(Time::new(hour, minute, 0, 0).ok()?))
}

/// When this clock shows this minute on this day for the first time; where it is skipped, when the clock has gone on.
fn at(zone: &TimeZone, day: Date, minute: i64) -> Option<i64> {
    let there = zone.to_ambiguous_timestamp(civil(day, minute)?);
    if matches!(there.offset(), AmbiguousOffset::Gap { .. }) {
        let before = there.earlier().ok()?;
        return zone.following(before).next().map(|turn| turn.timestamp().as_millisecond());
    }
    there.compatible().ok().map(Timestamp::as_millisecond)
}

/// The same, but after `now`: an hour that the clock shows twice has two of them.
fn next(zone: &TimeZone, day: Date, minute: i64, now: i64) -> Option<i64> {
    let first = at(zone, day, minute)?;
    if first > now {
        return Some(first);
    }
    zone.to_ambiguous_timestamp(civil(day, minute)?).later().ok().map(Timestamp::as_millisecond)
}
