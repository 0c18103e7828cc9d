//! Keeps what is being written: in this browser with every keystroke, on the server soon after.

mod saves;

use crate::drafts::drawer::{self, Local};
use crate::drafts::in_form::{put_in, words_in};
use crate::drafts::opened::Opened;
use crate::drafts::signing_out;
use crate::forums::composer::Parts;
use crate::kit::browser::{listen, value};
use leptos::prelude::*;
use leptos::web_sys::HtmlFormElement;
use std::time::Duration;
use types::drafts::{Draft, Place, Words};

/// From the last keystroke to the server.
const SOON: Duration = Duration::from_secs(2);

const BACK: &str = "Your unsent text is back.";

/// The one who keeps the text of a composer.
#[derive(Clone, Copy)]
pub struct Keeper {
    parts: Parts,
    inner: StoredValue<Inner, LocalStorage>,
    /// The version on the server that the text was written on.
    pub upon: RwSignal<i64>,
    other: RwSignal<Option<Draft>>,
    /// A save is on its way.
    pub saving: RwSignal<bool>,
    /// The words as the server has them.
    kept: RwSignal<Words>,
    /// Words that have gone to the server, and no answer has come.
    tried: RwSignal<Option<Words>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

#[derive(Clone)]
struct Inner {
    form: HtmlFormElement,
    place: Place,
    who: String,
    drawer: String,
    /// The posting key that came with the page.
    key: String,
}

impl Keeper {
    /// The keeper of this form's text.
    pub fn new(
        parts: Parts,
        form: HtmlFormElement,
        place: Place,
        opened: &Opened,
        upon: RwSignal<i64>,
        other: RwSignal<Option<Draft>>,
    ) -> Self {
        let (drawer, key) = (drawer::key(&opened.who, &place), value(&form, "input[name=key]"));
        let mut words = opened.words();
        if words.kind.is_empty() {
            words.kind = value(&form, "input[name=kind]:checked");
        }
        Self {
            parts,
            inner: StoredValue::new_local(Inner { form, place, who: opened.who.clone(), drawer, key }),
            upon,
            other,
            saving: RwSignal::new(false),
            kept: RwSignal::new(words),
            tried: RwSignal::new(None),
            timer: StoredValue::new(None),
        }
    }

    /// Where the text is going.
    pub fn place(self) -> Place {
        self.inner.with_value(|inner| inner.place.clone())
    }

    /// The form it stands in.
    pub fn form(self) -> Option<HtmlFormElement> {
        self.inner.try_with_value(|inner| inner.form.clone())
    }

    /// Compares what stands in the field, what this browser has kept, and what the server has.
    pub fn take_up(self, opened: &Opened, typed: String) {
        let Some(local) = drawer::read(&self.drawer()) else { return self.parts.text.set(typed) };
        let (server, unsent) = (opened.version(), local.dirty && !self.as_kept(&local.words));
        let here = Words { body: typed.clone(), ..self.words() };
        let something_typed = opened.typed.is_some() || !self.as_kept(&here);
        if something_typed && unsent && !here.hold(&local.words) {
            self.other.set(Some(Draft { words: local.words, version: server, ..Draft::default() }));
        } else if !something_typed && unsent {
            let both = server != 0 && local.upon != server;
            self.put(&local.words);
            self.parts.state.set(if both { "" } else { BACK }.to_owned());
            if both {
                self.other.set(opened.draft.clone());
            }
            return;
        }
        self.parts.text.set(typed);
    }

    /// From now on every change is kept.
    pub fn keep(self) {
        Effect::new(move |_| {
            let (text, _) = (self.parts.text.get(), self.other.get());
            if let Some(field) = self.parts.field.get_untracked().filter(|field| field.value() != text) {
                field.set_value(&text);
            }
            self.changed();
        });
        let Some(form) = self.form() else { return };
        listen(&form, "input", move |_| self.changed());
        listen(&document(), "visibilitychange", move |_| self.save());
        listen(&window(), "focus", move |_| self.save());
        listen(&window(), "pagehide", move |_| self.leave());
        signing_out::save_first(self);
    }

    /// The text has been sent.
    pub fn forget(self) {
        drawer::remove(&self.drawer());
    }

    /// Whether the server has all that is written here.
    pub fn is_kept(self) -> bool {
        self.as_kept(&self.words()) && self.other.read_untracked().is_none()
    }

    fn as_kept(self, words: &Words) -> bool {
        words.alike(&self.kept.read_untracked())
    }

    fn drawer(self) -> String {
        self.inner.with_value(|inner| inner.drawer.clone())
    }

    /// The words as they stand here.
    pub fn words(self) -> Words {
        let body = self.parts.text.get_untracked();
        Words { body, ..self.form().as_ref().map(words_in).unwrap_or_default() }
    }

    fn put(self, words: &Words) {
        if let Some(form) = self.form() {
            put_in(&form, words);
        }
        self.parts.text.set(words.body.clone());
    }

    /// Keeps the text here now, and there when nothing more has been typed for a moment.
    fn changed(self) {
        let (words, drawer) = (self.words(), self.drawer());
        let (dirty, upon) = (!self.is_kept(), self.upon.get_untracked());
        if !dirty && upon == 0 {
            drawer::remove(&drawer);
        } else if !drawer::write(&drawer, &Local { words, upon, dirty }) {
            self.tell("");
        }
        if dirty && self.other.read_untracked().is_none() {
            if self.parts.state.read_untracked().as_str() == "Saved" {
                self.tell("");
            }
            self.wait(SOON);
        }
    }

    fn wait(self, time: Duration) {
        let timer = set_timeout_with_handle(move || self.save(), time).ok();
        if let Some(before) = self.timer.try_update_value(|now| std::mem::replace(now, timer)).flatten() {
            before.clear();
        }
    }

    /// Says how it stands; only what is new, so that it is read out once.
    pub fn tell(self, words: &str) {
        if self.parts.state.read_untracked().as_str() != words {
            self.parts.state.set(words.to_owned());
        }
    }
}
