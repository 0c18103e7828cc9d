use crate::drafts::opened::Opened;
use crate::drafts::saving;
use crate::fault::Fault;
use crate::form::Filled;
use crate::forums::composer::Composer;
use crate::forums::forum_page::CircleLine;
use crate::forums::new_page::Guidance;
use crate::kit::done::Done;
use crate::request::Ask;
use leptos::prelude::*;
use types::drafts::Place;
use types::forums::{Circle, ThreadPage};
use types::ids::ThreadId;

/// The form below a thread, for those who may reply.
pub struct ReplyForm {
    thread: ThreadId,
    action: String,
    circle: Circle,
    opened: Opened,
    key: String,
    error: Option<String>,
    done: Option<&'static str>,
}

impl ReplyForm {
    /// The form with what has been sent in vain, quoted, or kept as a draft.
    pub fn of(ask: &Ask, thread: &ThreadPage, filled: &Filled) -> Result<Self, Fault> {
        let address = format!("/threads/{}/{}", thread.id, thread.slug);
        let page = thread.page.number;
        Ok(Self {
            thread: thread.id,
            action: if page > 1 { format!("{address}?page={page}") } else { address },
            circle: thread.circle,
            opened: Opened::of(ask, filled, thread.draft.clone(), ""),
            key: saving::key(filled, thread.draft.as_ref())?,
            error: filled.error("body").or(filled.trouble.clone()),
            done: ask.done(filled).filter(|word| word == "draft").map(|_| saving::DONE),
        })
    }

    /// The form on screen.
    pub fn view(self) -> impl IntoView {
        view! {
            <section class="composer" id="reply" aria-labelledby="reply-title">
                <h2 id="reply-title">"Your reply"</h2>
                <Done words=self.done />
                <Guidance />
                <CircleLine circle=self.circle />
                <form method="post" action=self.action>
                    <input type="hidden" name="key" value=self.key />
                    <Composer
                        place=Place::Thread(self.thread) label="Your reply".to_owned() send="Post reply".to_owned()
                        opened=self.opened error=self.error
                    />
                </form>
            </section>
        }
    }
}
