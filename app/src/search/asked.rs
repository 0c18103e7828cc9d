//! A search as its address says it.

use crate::fault::Fault;
use crate::form::{Form, escape};
use crate::request::Ask;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use types::fault::FieldError;
use types::search::{Order, Wish};

/// The fields of the form, and of the address.
pub const FIELDS: [&str; 8] = ["q", "forum", "author", "kind", "from", "until", "image", "order"];

/// The fields as they came.
pub fn form(ask: &Ask) -> Form {
    Form::with(FIELDS.into_iter().filter_map(|field| Some((field, ask.query(field)?.trim().to_owned()))))
}

/// What is asked for, or what is wrong with it.
pub fn wish(ask: &Ask, form: &Form) -> Result<Wish, Fault> {
    let (mut wrong, page) = (Vec::new(), ask.page_number()?);
    let (from, until) = (day(form, "from", &mut wrong), day(form, "until", &mut wrong));
    if let (Some(from), Some(until)) = (from, until)
        && from > until
    {
        wrong.push(FieldError::new("until", "This day is before the first one."));
    }
    if !wrong.is_empty() {
        return Err(Fault::Wrong(wrong));
    }
    Ok(Wish {
        words: form.text("q").to_owned(),
        forum: form.text("forum").to_owned(),
        author: form.text("author").to_owned(),
        kind: form.text("kind").to_owned(),
        from: from.and_then(begins),
        until: until.and_then(|day| begins(day.tomorrow().ok()?)),
        image: form.text("image") == "yes",
        order: Order::read(form.text("order")),
        page,
    })
}

/// Whether anything is asked for.
pub fn anything(form: &Form) -> bool {
    form.fields().any(|(name, value)| name != "order" && !value.is_empty())
}

/// Whether one of the filters is used.
pub fn filtered(form: &Form) -> bool {
    form.fields().any(|(name, value)| name != "q" && !value.is_empty() && !(name == "order" && value == "best"))
}

/// The address of the same search, with other words if so wished.
pub fn address(form: &Form, words: Option<&str>) -> String {
    let value = |field: &str| if field == "q" { words.unwrap_or(form.text("q")).to_owned() } else { form.text(field).to_owned() };
    let pairs = FIELDS.into_iter().map(|field| (field, value(field))).filter(|(_, value)| !value.is_empty());
    let query: Vec<String> = pairs.map(|(field, value)| format!("{field}={}", escape(&value))).collect();
    format!("/search?{}", query.join("&"))
}

/// A day as browsers send it, or as people write it, the year first.
fn day(form: &Form, field: &'static str, wrong: &mut Vec<FieldError>) -> Option<Date> {
    let text = form.text(field);
    if text.is_empty() {
        return None;
    }
    let date = Some(text).filter(|text| text.len() == 10).and_then(|text| text.parse::<Date>().ok());
    let known = date.filter(|date| (1900..=2199).contains(&date.year()));
    if known.is_none() {
        wrong.push(FieldError::new(field, "Please give a day between 1900 and 2199 like this: 2026-06-01."));
    }
    known
}

fn begins(day: Date) -> Option<i64> {
    day.to_zoned(TimeZone::UTC).ok().map(|time| time.timestamp().as_millisecond())
}
