//! When messages were written that do not say so.

use crate::clock::MINUTE;
use mail_parser::DateTime;

/// What is known besides the messages' own dates.
pub(super) struct Hints {
    /// The time on the first separator line.
    pub(super) begun: Option<i64>,
    /// When the file was written.
    pub(super) modified: i64,
    /// Nothing is later than this.
    pub(super) now: i64,
}

/// A time for every message in the order of the file: its own, or one between its neighbours', or else a minute apart.
pub(super) fn spread(sent: &[Option<i64>], hints: &Hints) -> Vec<i64> {
    let count = sent.len() as i64;
    let known: Vec<(i64, i64)> = (0..count).zip(sent).filter_map(|(at, sent)| sent.map(|sent| (at, sent))).collect();
    let (Some(&first), Some(&last)) = (known.first(), known.last()) else {
        let start = hints.begun.unwrap_or(hints.modified - (count - 1).max(0) * MINUTE);
        return (0..count).map(|at| (start + at * MINUTE).min(hints.now)).collect();
    };
    let begun = hints.begun.filter(|&begun| begun < first.1);
    let mut times = Vec::with_capacity(sent.len());
    for at in 0..first.0 {
        times.push(begun.map_or(first.1 - (first.0 - at) * MINUTE, |begun| between((-1, begun), first, at)));
    }
    for pair in known.windows(2) {
        times.extend((pair[0].0..pair[1].0).map(|at| between(pair[0], pair[1], at)));
    }
    times.extend((last.0..count).map(|at| (last.1 + (at - last.0) * MINUTE).min(hints.now)));
    times
}

fn between(before: (i64, i64), after: (i64, i64), at: i64) -> i64 {
    before.1 + (after.1 - before.1) / (after.0 - before.0) * (at - before.0)
}

/// The time on a line such as `From somebody Thu Apr  1 00:00:00 1993`, UTC milliseconds.
pub(super) fn on_separator(line: &str) -> Option<i64> {
    let words: Vec<&str> = line.split_whitespace().skip(2).collect();
    let clock = *words.iter().find(|word| word.contains(':'))?;
    let year = *words.iter().find(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()))?;
    let day = *words.iter().find(|word| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit()))?;
    let month =
        *words.iter().rfind(|word| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic()) && !is_zone(word))?;
    let seconds = if clock.len() <= 5 { ":00" } else { "" };
    let date = DateTime::parse_rfc822(&format!("{day} {month} {year} {clock}{seconds} +0000"))?;
    (date.is_valid() && date.year > 1970).then(|| date.to_timestamp() * 1000)
}

fn is_zone(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::{Hints, MINUTE, on_separator, spread};

    const HINTS: Hints = Hints { begun: None, modified: 1_000 * MINUTE, now: 2_000 * MINUTE };

    #[test]
    fn messages_without_dates_stand_between_their_neighbours() {
        let sent = [None, Some(100 * MINUTE), None, None, Some(130 * MINUTE), None];
        let minutes: Vec<i64> = spread(&sent, &HINTS).iter().map(|at| at / MINUTE).collect();
        assert_eq!(minutes, [99, 100, 110, 120, 130, 131]);
        let begun = Hints { begun: Some(50 * MINUTE), ..HINTS };
        assert_eq!(spread(&sent, &begun)[0], 75 * MINUTE);
    }

    #[test]
    fn an_archive_without_any_date_starts_with_its_separator_or_ends_with_its_file() {
        let minutes = |hints| spread(&[None; 3], &hints).iter().map(|at| at / MINUTE).collect::<Vec<_>>();
        assert_eq!(minutes(HINTS), [998, 999, 1000]);
        assert_eq!(minutes(Hints { begun: Some(MINUTE), ..HINTS }), [1, 2, 3]);
        assert_eq!(minutes(Hints { begun: Some(1_999 * MINUTE), ..HINTS }), [1999, 2000, 2000]);
        assert!(spread(&[], &HINTS).is_empty());
    }

    #[test]
    fn separators_tell_their_time() {
        let first_of_april = Some(733_622_400_000);
        assert_eq!(on_separator("From ada@x Thu Apr  1 00:00:00 1993\n"), first_of_april);
        assert_eq!(on_separator("From ada@x Thu Apr 1 00:00 GMT 1993"), first_of_april);
        assert_eq!(on_separator("From ada@x Thu Jan 1 00:00:00 1970"), None);
        assert_eq!(on_separator("From ada to bob"), None);
    }
}
