use crate::communities::parts::DoorChoice;
use crate::form::Filled;
use crate::kit::field::Field;
use leptos::prelude::*;

/// The form that asks for a community forum.
pub fn request_form(filled: &Filled) -> AnyView {
    view! {
        <section class="section" aria-labelledby="request">
            <div class="section-head"><h2 id="request">"Ask for a community forum"</h2></div>
            <p class="measure">
                "A closed forum for a group: a study group, a ward’s journal club, doctors in one region. Staff look at each request, usually within a few days. You become its owner: you invite, and you decide who is let in."
            </p>
            <form class="form" method="post" action="/my/communities" novalidate>
                <input type="hidden" name="deed" value="request" />
                <Field filled=filled name="name" label="Name" most=60 hint="3 to 60 characters, such as “Rural anaesthetists”." />
                <Field
                    filled=filled name="purpose" label="What is it about?" most=300
                    hint="3 to 300 characters. If the forum is listed, everybody can read this."
                />
                <Field
                    filled=filled name="for_whom" label="For whom is it?" most=300
                    hint="3 to 300 characters: who may ask to be let in, or will be invited."
                />
                <DoorChoice filled=filled />
                <p class="actions"><button class="button filled">"Send the request"</button></p>
            </form>
        </section>
    }
    .into_any()
}
