//! Keeping a text on the server, as the form without scripts and the browser's composer ask for it.

use crate::fault::Fault;
use crate::form::{Check, Filled, Form, escape};
use crate::polls::fields;
use crate::request::Ask;
use crate::throttle::Action;
use domain::db::Tx;
use domain::drafts::keep::{Unsent, keep};
use domain::forums::keys::PostingKey;
use types::drafts::{Draft, Place, Saved, Words};
use types::fault::Refusal;
use types::forums::Kind;

/// What is said after a form without scripts has been kept.
pub const DONE: &str = "Your draft is saved. It waits here and among your drafts until you send it.";

/// The page of a thread on which a form stood, with word of what has been done.
pub fn back(ask: &Ask, address: &str) -> String {
    ask.query("page")
        .map_or_else(|| format!("{address}?done=draft"), |page| format!("{address}?page={}&done=draft", escape(&page)))
}

/// The key under which a form is sent: the one it came with, the draft's, or a new one.
pub fn key(filled: &Filled, draft: Option<&Draft>) -> Result<String, Fault> {
    let drafted = || draft.map(|draft| draft.words.key.clone());
    match Some(filled.value("key")).filter(|key| !key.is_empty()).or_else(drafted) {
        Some(key) if !key.is_empty() => Ok(key),
        _ => Ok(PostingKey::new().map_err(Fault::from)?.as_str().to_owned()),
    }
}

/// The fields of a call as those of a form.
pub fn form(words: Words, upon: i64) -> Form {
    let Words { kind, title, body, key, poll } = words;
    let plain = [("kind", kind), ("title", title), ("body", body), ("key", key), ("upon", upon.to_string())];
    Form::with(plain.into_iter().chain(fields::sent(poll)))
}

/// Keeps a text for the member whose page it stands on. When their session has ended, or somebody else has signed in beside it
/// meanwhile, the answer is the same for every place there is or is not.
pub async fn save(ask: &Ask, who: &str, place: &str, form: &Form) -> Result<Saved, Fault> {
    let place = Place::read(place).ok_or(Fault::NotFound)?;
    if ask.viewer().name() != Some(who) {
        return Err(Fault::Refused(Refusal::SignIn));
    }
    put(ask, &place, form).await
}

/// Keeps what stands in a form; a text saved elsewhere meanwhile is told beside it. To a guest every place is alike.
pub async fn from_form(ask: &Ask, place: &Place, form: &Form) -> Result<(), Fault> {
    ask.only_members()?;
    match put(ask, place, form).await? {
        Saved::Kept { .. } | Saved::Sent => Ok(()),
        Saved::Other(_) => {
            let mut check = Check::default();
            check.note("upon", "Another window or device has saved a text for this place too.");
            Err(check.fault())
        }
    }
}

async fn put(ask: &Ask, place: &Place, form: &Form) -> Result<Saved, Fault> {
    let mut check = Check::default();
    let (title, body, poll) = (check.read(form, "title"), check.read(form, "body"), fields::unfinished(&mut check, form));
    let (Some(title), Some(body), Some(poll)) = (title, body, poll) else { return Err(check.fault()) };
    ask.throttle(Action::Draft)?;
    let (kind, key) = (Kind::read(form.text("kind")), PostingKey::sent(form.text("key"))?);
    let unsent = Unsent { kind, title, body, poll, key };
    let (upon, device) = (form.text("upon").parse().unwrap_or(0), ask.caller.device.as_str());
    ask.act(async |tx: &mut Tx<'_>| keep(tx, place, &unsent, upon, device).await).await
}
