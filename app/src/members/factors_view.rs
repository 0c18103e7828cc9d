use crate::form::Filled;
use crate::kit::done::Done;
use crate::kit::field::{Field, FieldError, described};
use crate::kit::icon::Icon;
use crate::kit::passkey_button::{Does, PasskeyButton};
use crate::kit::time::Time;
use crate::request::Ask;
use domain::members::factors::Factors;
use domain::members::factors::passkeys::PasskeyView;
use domain::members::factors::totp::Setup;
use leptos::prelude::*;
use types::icon;

const HERE: &str = "/my/security/factors";

/// Tells staff what opens their desk; nothing for everybody else.
pub fn waiting(ask: &Ask, here: &str) -> Option<AnyView> {
    let way = (here != HERE).then(|| view! { " "<a href=HERE>"Set one up"</a> });
    ask.viewer().needs_factor().then(|| {
        view! {
            <p class="notice">
                "You help to look after doc2doc. The desk opens once you have set up a second factor and signed in with it." {way}
            </p>
        }
        .into_any()
    })
}

/// The way to confirm, where the last proof is too long ago.
pub fn confirm_first() -> AnyView {
    view! {
        <div class="notice">
            <p>"To change anything here, please confirm that it is you."</p>
            <p class="actions"><a class="button filled" href="/login/again?next=/my/security/factors">"Confirm that it is you"</a></p>
        </div>
    }
    .into_any()
}

/// The authenticator app.
pub fn app_section(filled: &Filled, own: &Factors, may: bool) -> AnyView {
    let body = match (own.app_since, &own.setup) {
        (Some(since), _) => {
            let remove = may.then(|| deed("drop-app", "Take the app off", "button danger"));
            view! {
                <p><span class="mark good"><Icon of=icon::CHECK />"set up"</span>" on "<Time at=since day_only=true />". Its code is asked for after your password."</p>
                {remove}
            }
            .into_any()
        }
        (None, Some(setup)) => setting_up(filled, setup),
        (None, None) => {
            let begin = may.then(|| deed("app", "Set up an app", "button filled"));
            view! {
                <p>"An app on your phone that shows a new six-digit code every 30 seconds. Any authenticator app will do, and it works without a signal."</p>
                {begin}
            }
            .into_any()
        }
    };
    view! {
        <section class="section factor" aria-labelledby="app">
            <div class="section-head"><h2 id="app">"Authenticator app"</h2></div>
            {body}
        </section>
    }
    .into_any()
}

fn setting_up(filled: &Filled, setup: &Setup) -> AnyView {
    let size = format!("-4 -4 {0} {0}", setup.qr.size + 8);
    view! {
        <ol class="steps">
            <li>
                <p>"Scan this with your authenticator app, or type the letters into it."</p>
                <svg class="qr" viewBox=size role="img" aria-label="QR code with the secret for your app"><path d=setup.qr.path.clone() /></svg>
                <p><code class="secret">{setup.secret.clone()}</code></p>
            </li>
            <li>
                <form class="form" method="post" action=HERE>
                    <input type="hidden" name="deed" value="confirm" />
                    <Field filled=filled name="code" label="Code that the app shows now" autocomplete="one-time-code" most=10 />
                    <p class="actions"><button class="button filled">"Finish"</button></p>
                </form>
            </li>
        </ol>
        {deed("give-up", "Do not set it up", "button quiet")}
    }
    .into_any()
}

/// The passkeys, and the form for a new one.
pub fn passkeys_section(filled: &Filled, own: &Factors, may: bool, offered: bool, device: String) -> AnyView {
    let list = (!own.passkeys.is_empty()).then(|| {
        let rows = own.passkeys.iter().map(|key| row(key, may)).collect_view();
        view! {
            <table class="table stack">
                <thead>
                    <tr>
                        <th scope="col">"Passkey"</th><th scope="col">"Added"</th><th scope="col">"Last used"</th>
                        <th scope="col"><span class="visually-hidden">"Action"</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    let new = (may && offered).then(|| new_passkey(filled, device));
    let none = (!offered).then(
        || view! { <p class="meta">"Passkeys need the site's own name in the address, which this address does not have."</p> },
    );
    view! {
        <section class="section factor" aria-labelledby="passkeys">
            <div class="section-head"><h2 id="passkeys">"Passkeys"</h2></div>
            <p>"A passkey is kept by your phone, computer or security key and opened with your finger, face or PIN. It signs you in by itself, without a password, and cannot be given to a false site."</p>
            {list}
            {new}
            {none}
        </section>
    }
    .into_any()
}

fn row(key: &PasskeyView, may: bool) -> impl IntoView {
    let used = match key.used {
        Some(at) => view! { <Time at=at /> }.into_any(),
        None => "Not yet".into_any(),
    };
    let remove = may.then(|| {
        view! {
            <form method="post" action=HERE>
                <input type="hidden" name="deed" value="drop-passkey" />
                <input type="hidden" name="passkey" value=key.handle.clone() />
                <button class="button danger">"Remove"<span class="visually-hidden">{format!(" the passkey {}", key.name)}</span></button>
            </form>
        }
    });
    view! {
        <tr>
            <th scope="row">{key.name.clone()}</th>
            <td data-th="Added"><Time at=key.created day_only=true /></td>
            <td data-th="Last used">{used}</td>
            <td class="act">{remove}</td>
        </tr>
    }
}

fn new_passkey(filled: &Filled, device: String) -> AnyView {
    let typed = filled.value("name");
    let (name, error) = (if typed.is_empty() { device } else { typed }, filled.error("name"));
    view! {
        <form class="form" method="post" action=HERE>
            <input type="hidden" name="deed" value="passkey" />
            <div class=if error.is_some() { "field wrong" } else { "field" }>
                <label for="name">"Name of the new passkey"</label>
                <p class="hint" id="name-hint">"For your eyes only, so that you know which is which."</p>
                <FieldError name="name" error=error.clone() />
                <input
                    id="name" name="name" maxlength="40" required value=name autocomplete="off"
                    aria-describedby=described("name", true, error.is_some()) aria-invalid=error.is_some().then_some("true")
                />
            </div>
            <PasskeyButton does=Does::Make words="Add a passkey" />
            <noscript><p class="meta">"Adding a passkey needs JavaScript."</p></noscript>
        </form>
    }
    .into_any()
}

/// How many recovery codes are left; nothing while there is no factor to recover from.
pub fn codes_section(own: &Factors, may: bool) -> Option<AnyView> {
    let renew = may.then(|| deed("codes", "Make new codes", "button"));
    own.any().then(|| {
        view! {
            <section class="section factor" aria-labelledby="codes">
                <div class="section-head"><h2 id="codes">"Recovery codes"</h2></div>
                <p>{format!("{} of 10 codes are left. ", own.codes_left)}"Each signs you in once, after your password, when your phone is not at hand. New codes end the old ones."</p>
                {renew}
            </section>
        }
        .into_any()
    })
}

/// The answer that shows the codes, this once.
pub fn codes_page(done: Option<&'static str>, codes: Vec<String>) -> AnyView {
    let list = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
    view! {
        <header class="head"><h1>"Your recovery codes"</h1></header>
        <Done words=done />
        <p>"Print these, or write them down, and keep them where you keep your passport. Each signs you in once when your phone or passkey is lost. "<strong>"They are not shown again."</strong></p>
        <ol class="recovery">{list}</ol>
        <p class="actions"><a class="button filled" href=HERE>"I have kept them"</a></p>
    }
    .into_any()
}

fn deed(deed: &'static str, words: &'static str, class: &'static str) -> AnyView {
    view! { <form class="actions" method="post" action=HERE><button class=class name="deed" value=deed>{words}</button></form> }
        .into_any()
}
