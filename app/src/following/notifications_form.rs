use crate::fault::Fault;
use crate::following::follow_form::options;
use crate::form::{Check, Filled, Form};
use crate::kit::field::{Field, FieldError};
use domain::following::wishes::zones;
use leptos::prelude::*;
use types::following::{Mode, Wishes};

/// What the page's forms may carry.
pub const FIELDS: [&str; 11] = [
    "deed",
    "mode",
    "posts",
    "own_threads",
    "mentions",
    "digest",
    "closed_words",
    "digest_at",
    "quiet_from",
    "quiet_until",
    "zone",
];

/// The form as it stands for these wishes.
pub fn filled_with(wished: &Wishes) -> Filled {
    let yes = |on: bool| if on { "yes".to_owned() } else { String::new() };
    let (from, until) = wished.quiet.map_or_else(Default::default, |(from, until)| (clock(from), clock(until)));
    Filled::with(Form::with([
        ("mode", wished.mode.key().to_owned()),
        ("posts", yes(wished.posts)),
        ("own_threads", yes(wished.own_threads)),
        ("mentions", yes(wished.mentions)),
        ("digest", yes(wished.digest)),
        ("closed_words", yes(wished.closed_words)),
        ("digest_at", clock(wished.digest_at)),
        ("quiet_from", from),
        ("quiet_until", until),
        ("zone", wished.zone.clone()),
    ]))
}

/// The wishes in a sent form.
pub fn read(form: &Form) -> Result<Wishes, Fault> {
    let mut check = Check::default();
    let mode = Mode::read(form.text("mode")).filter(|mode| Mode::LETTERS.contains(mode));
    if mode.is_none() {
        check.note("mode", "Please choose one of the three.");
    }
    let digest_at = minute(&mut check, form, "digest_at");
    if form.text("digest_at").is_empty() {
        check.note("digest_at", "Please say when your digest is to come, such as 07:00.");
    }
    let (from, until) = (minute(&mut check, form, "quiet_from"), minute(&mut check, form, "quiet_until"));
    let (no_from, no_until) = (form.text("quiet_from").is_empty(), form.text("quiet_until").is_empty());
    if no_from != no_until {
        check.note(if no_from { "quiet_from" } else { "quiet_until" }, "Please give both times, or leave both empty.");
    }
    if !zones().iter().any(|zone| zone == form.text("zone")) {
        check.note("zone", "Please choose a time zone from the list.");
    }
    let yes = |name| form.text(name) == "yes";
    let (posts, own_threads, mentions) = (yes("posts"), yes("own_threads"), yes("mentions"));
    let (digest, closed_words, zone) = (yes("digest"), yes("closed_words"), form.text("zone").to_owned());
    check.done()?;
    let (mode, digest_at) = (mode.unwrap_or(Mode::Every), digest_at.unwrap_or_default());
    Ok(Wishes { mode, posts, own_threads, mentions, digest, closed_words, quiet: from.zip(until), digest_at, zone })
}

/// A time of day as minutes after midnight; nothing for an empty field.
fn minute(check: &mut Check, form: &Form, field: &str) -> Option<i64> {
    let text = form.text(field);
    if text.is_empty() {
        return None;
    }
    let plain = |part: &str| (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<i64>().ok())?;
    let time = text.split_once(':').and_then(|(hour, minute)| Some((plain(hour)?, plain(minute)?)));
    let found = time.filter(|(hour, minute)| *hour < 24 && *minute < 60).map(|(hour, minute)| hour * 60 + minute);
    if found.is_none() {
        check.note(field, "Please give a time of day, such as 22:30.");
    }
    found
}

fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The form.
pub fn wishes_form(filled: &Filled) -> impl IntoView + use<> {
    let mode = Mode::read(&filled.value("mode")).unwrap_or(Mode::Every);
    view! {
        <form class="form" method="post" action="/my/notifications" novalidate>
            <fieldset>
                <legend>"Letters about posts"</legend>
                {tick(filled, "posts", "Send me letters about posts", "Without this tick none of the letters below come. What you follow is kept.")}
                <div class="field">
                    <label for="mode">"When I subscribe to something"</label>
                    <p class="hint" id="mode-hint">"What one click on “Subscribe to this discussion” means. You can choose differently for each."</p>
                    <FieldError name="mode" error=filled.error("mode") />
                    <select id="mode" name="mode" aria-describedby="mode-hint">{options(&Mode::LETTERS, mode)}</select>
                </div>
                {tick(filled, "own_threads", "Subscribe me to threads that I start", "Only to those that you start from now on.")}
                {tick(filled, "mentions", "Send me a letter when a post mentions me", "Only from places that you can enter.")}
                {tick(filled, "digest", "Send me the daily digest", "One letter a day for all that you follow in this way, if there is something new.")}
            </fieldset>
            <fieldset>
                <legend>"When"</legend>
                <Field filled=filled name="digest_at" label="Daily digest at" kind="time" most=5 />
                <Field filled=filled name="quiet_from" label="Quiet hours from" kind="time" most=5 optional=true hint="For nights and on-call: letters about posts wait until the quiet hours are over." />
                <Field filled=filled name="quiet_until" label="Quiet hours until" kind="time" most=5 optional=true />
                {zone(filled)}
            </fieldset>
            <fieldset>
                <legend>"Closed places"</legend>
                {tick(
                    filled,
                    "closed_words",
                    "Letters about closed places may carry title and text",
                    "Otherwise they only say that there is something new. Tick this only if nobody else reads your mail: e-mail can be read on its way, and by whoever keeps your mailbox.",
                )}
            </fieldset>
            <p class="actions"><button class="button filled" name="deed" value="save">"Save"</button></p>
        </form>
    }
}

fn tick(filled: &Filled, name: &'static str, label: &'static str, hint: &'static str) -> impl IntoView + use<> {
    let on = filled.value(name) == "yes";
    let described = format!("{name}-hint");
    view! {
        <div class="field check">
            <input type="checkbox" id=name name=name value="yes" checked=on aria-describedby=described.clone() />
            <label for=name>{label}</label>
            <p class="hint" id=described>{hint}</p>
        </div>
    }
}

fn zone(filled: &Filled) -> impl IntoView + use<> {
    let (chosen, error) = (filled.value("zone"), filled.error("zone"));
    let options = zones()
        .into_iter()
        .map(|name| {
            let words = name.replace('_', " ").replace('/', " / ");
            view! { <option value=name.clone() selected=name == chosen>{words}</option> }
        })
        .collect_view();
    let invalid = error.is_some().then_some("true");
    view! {
        <div class=if error.is_some() { "field wrong" } else { "field" }>
            <label for="zone">"Time zone"</label>
            <FieldError name="zone" error=error.clone() />
            <select id="zone" name="zone" autocomplete="off" aria-invalid=invalid>{options}</select>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, filled_with, read};
    use crate::form::Form;
    use types::following::Wishes;

    #[test]
    fn wishes_come_back_from_their_form_as_they_were() {
        for quiet in [None, Some((22 * 60 + 30, 7 * 60)), Some((0, 1))] {
            let wished = Wishes { quiet, closed_words: true, ..Wishes::default() };
            let filled = filled_with(&wished);
            assert_eq!(read(&Form::with(FIELDS.map(|name| (name, filled.value(name))))), Ok(wished));
        }
    }

    #[test]
    fn what_is_no_time_of_day_is_told_beside_its_field() {
        for wrong in ["7", "25:00", "07:60", "7:00", "ab:cd", "07:00:00", "-1:00", "０７:00"] {
            let form = Form::with([("mode", "every".into()), ("digest_at", wrong.into()), ("zone", "Europe/London".into())]);
            assert!(read(&form).is_err(), "{wrong}");
        }
    }
}
