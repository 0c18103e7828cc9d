use jiff::Timestamp;
use leptos::prelude::*;

/// A time in words, in UTC; for members the browser turns it into their own zone.
#[component]
pub fn Time(at: i64, #[prop(optional)] day_only: bool) -> impl IntoView {
    let (machine, words) = written(at, day_only);
    view! { <time datetime=machine>{words}</time> }
}

/// The time for machines and for people; a time that no calendar holds is left out, and a day has no hour for the browser to
/// tell either.
pub fn written(at: i64, day_only: bool) -> (String, String) {
    let Ok(time) = Timestamp::from_millisecond(at) else { return (String::new(), "at an unknown time".to_owned()) };
    let (machine, words) = if day_only { ("%Y-%m-%d", "%-d %b %Y") } else { ("%Y-%m-%dT%H:%MZ", "%-d %b %Y, %H:%M") };
    (time.strftime(machine).to_string(), time.strftime(words).to_string())
}

/// A time as its month, such as "June 2026"; nothing for one that no calendar holds.
pub fn month(at: i64) -> String {
    Timestamp::from_millisecond(at).map(|time| time.strftime("%B %Y").to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_are_written_in_utc() {
        assert_eq!(super::written(0, false), ("1970-01-01T00:00Z".into(), "1 Jan 1970, 00:00".into()));
        assert_eq!(super::written(0, true), ("1970-01-01".into(), "1 Jan 1970".into()));
        assert_eq!(super::written(i64::MAX, false).1, "at an unknown time");
        assert_eq!(super::month(1_780_315_200_000), "June 2026");
        assert_eq!(super::month(i64::MAX), "");
    }
}
