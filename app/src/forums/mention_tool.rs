//! Names that complete a mention while it is written: a list below the field, for keyboard, mouse and finger.

use crate::forums::api;
use crate::forums::composer::Parts;
use crate::kit::browser::listen;
use leptos::prelude::{Set, document, set_timeout};
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlTextAreaElement, KeyboardEvent};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use types::drafts::Place;
use types::text::NAME_MOST;

/// How long the writer pauses before names are asked for.
const PAUSE: Duration = Duration::from_millis(150);
/// Letters that must be there before.
const FEWEST: usize = 2;

struct MentionTool {
    parts: Parts,
    field: HtmlTextAreaElement,
    place: String,
    list: Element,
    status: Element,
    names: RefCell<Vec<String>>,
    chosen: Cell<usize>,
    /// Goes up with every key, so that a late answer is known.
    asked: Cell<u32>,
}

/// Wakes the tool for this field.
pub fn wake(parts: Parts, field: &HtmlTextAreaElement, place: &Place) {
    let (Some(list), Some(status)) = (made("ul", "mention-names", "listbox"), made("p", "visually-hidden", "status")) else {
        return;
    };
    let Some(panes) = field.parent_element() else { return };
    let _ = list.set_attribute("id", "names");
    let _ = list.set_attribute("aria-label", "Members");
    let _ = panes.after_with_node_2(&list, &status);
    let _ = field.set_attribute("aria-autocomplete", "list");
    let _ = field.set_attribute("aria-controls", "names");
    let tool = Rc::new(MentionTool {
        parts,
        field: field.clone(),
        place: place.key(),
        list,
        status,
        names: RefCell::default(),
        chosen: Cell::new(0),
        asked: Cell::new(0),
    });
    tool.close();
    let (typing, keys, leaving, choosing) = (tool.clone(), tool.clone(), tool.clone(), tool.clone());
    listen(field, "input", move |_| typing.typed());
    listen(field, "keydown", move |event| keys.key(&event));
    listen(field, "blur", move |_| leaving.close());
    // Before the field loses the cursor.
    listen(&tool.list, "mousedown", move |event| choosing.pressed(&event));
}

fn made(tag: &str, class: &str, role: &str) -> Option<Element> {
    let element = document().create_element(tag).ok()?;
    element.set_class_name(class);
    element.set_attribute("role", role).ok()?;
    Some(element)
}

impl MentionTool {
    /// Where the mention before the cursor begins, and its letters so far.
    fn begun(&self) -> Option<(u32, u32, String)> {
        let end = self.field.selection_end().ok()??;
        let units: Vec<u16> = self.field.value().encode_utf16().take(end as usize).collect();
        let at = units.iter().rposition(|unit| *unit == u16::from(b'@')).filter(|at| units.len() - at <= NAME_MOST + 1)?;
        let before = at.checked_sub(1).and_then(|before| char::from_u32(u32::from(units[before]))).unwrap_or(' ');
        let letters = String::from_utf16(&units[at + 1..]).ok()?;
        let fits = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '\'' | '’');
        let new_word = !before.is_alphanumeric() && !matches!(before, '@' | '/' | '.' | '-' | '_');
        (new_word && letters.chars().all(fits) && !letters.starts_with(' ')).then_some((at as u32, end, letters))
    }

    fn typed(self: &Rc<Self>) {
        let asked = self.asked.get() + 1;
        self.asked.set(asked);
        let open = !self.names.borrow().is_empty();
        let enough = |letters: &String| letters.chars().filter(|c| c.is_alphanumeric()).count() >= FEWEST;
        // After a space it goes on only while there is a name that does.
        let Some((.., letters)) = self.begun().filter(|(.., letters)| enough(letters) && (open || !letters.contains(' '))) else {
            return self.close();
        };
        let tool = self.clone();
        let ask = move || {
            if tool.asked.get() != asked {
                return;
            }
            spawn_local(async move {
                let names = api::names(tool.place.clone(), letters).await.unwrap_or_default();
                if tool.asked.get() == asked {
                    tool.show(names);
                }
            });
        };
        set_timeout(ask, PAUSE);
    }

    fn show(&self, names: Vec<String>) {
        self.close();
        if names.is_empty() {
            return;
        }
        for (index, name) in names.iter().enumerate() {
            if let Some(option) = made("li", "", "option") {
                let _ = option.set_attribute("id", &format!("names-{index}"));
                option.set_text_content(Some(name));
                let _ = self.list.append_child(&option);
            }
        }
        let _ = self.list.remove_attribute("hidden");
        let many = if names.len() == 1 { "One name".to_owned() } else { format!("{} names", names.len()) };
        self.status.set_text_content(Some(&format!("{many}. Arrow keys choose, Enter takes it.")));
        self.names.replace(names);
        self.choose(0);
    }

    fn choose(&self, index: usize) {
        self.chosen.set(index);
        let options = self.list.children();
        for at in 0..options.length() {
            let Some(option) = options.item(at) else { continue };
            let _ = option.set_attribute("aria-selected", if at as usize == index { "true" } else { "false" });
        }
        let _ = self.field.set_attribute("aria-activedescendant", &format!("names-{index}"));
    }

    fn close(&self) {
        self.names.borrow_mut().clear();
        self.list.set_text_content(None);
        self.status.set_text_content(None);
        let _ = self.list.set_attribute("hidden", "");
        let _ = self.field.remove_attribute("aria-activedescendant");
    }

    fn key(&self, event: &Event) {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let (many, chosen) = (self.names.borrow().len(), self.chosen.get());
        let modified = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key() || event.is_composing();
        if many == 0 || modified {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => self.choose((chosen + 1) % many),
            "ArrowUp" => self.choose((chosen + many - 1) % many),
            "Enter" | "Tab" => self.take(chosen),
            "Escape" => self.close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn pressed(&self, event: &Event) {
        event.prevent_default();
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let index = target.and_then(|option| option.id().strip_prefix("names-").and_then(|index| index.parse().ok()));
        if let Some(index) = index {
            self.take(index);
        }
    }

    /// Puts the whole name where its beginning stands.
    fn take(&self, index: usize) {
        self.asked.set(self.asked.get() + 1);
        let name = self.names.borrow().get(index).cloned();
        if let (Some(name), Some((from, to, _))) = (name, self.begun()) {
            let put = format!("@{name} ");
            let end = from + put.encode_utf16().count() as u32;
            let _ = self.field.set_range_text_with_start_and_end(&put, from, to);
            let _ = self.field.set_selection_range(end, end);
            self.parts.text.set(self.field.value());
        }
        self.close();
    }
}
