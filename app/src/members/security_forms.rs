use crate::form::Filled;
use crate::kit::field::Field;
use crate::kit::icon::Icon;
use crate::kit::time::Time;
use crate::members::register_form::{PASSWORD_ROOM, password_hint};
use domain::members::factors::Factors;
use leptos::prelude::*;
use types::icon;
use types::members::SessionView;

const WHY: &str = "We ask again so that nobody else can change it while you are away from the screen.";

/// What is asked for beside the password, and the way to change it.
pub fn factors_line(own: &Factors) -> AnyView {
    let now = if own.any() {
        let app = own.app_since.map(|_| "an authenticator app".to_owned());
        let keys = match own.passkeys.len() {
            0 => None,
            1 => Some("a passkey".to_owned()),
            many => Some(format!("{many} passkeys")),
        };
        let all = [app, keys].into_iter().flatten().collect::<Vec<_>>().join(" and ");
        format!("You have set up {all}; {} recovery codes are left. ", own.codes_left)
    } else {
        "An authenticator app or a passkey keeps your account yours, even when somebody learns your password. ".to_owned()
    };
    let words = if own.any() { "Change" } else { "Set up" };
    view! {
        <section class="section" aria-labelledby="factors">
            <div class="section-head"><h2 id="factors">"Second factor"</h2></div>
            <p>{now}<a href="/my/security/factors">{words}<span class="visually-hidden">" a second factor"</span></a></p>
        </section>
    }
    .into_any()
}

/// Where the member is signed in.
pub fn sessions_table(list: Vec<SessionView>) -> AnyView {
    let others = (list.len() > 1).then(|| {
        view! {
            <form class="actions" method="post" action="/my/security">
                <button class="button danger" name="deed" value="end-others">"End all other sessions"</button>
            </form>
        }
    });
    let rows = list.into_iter().map(row).collect_view();
    view! {
        <section class="section" aria-labelledby="sessions">
            <div class="section-head"><h2 id="sessions">"Where you are signed in"</h2></div>
            <table class="table stack">
                <thead>
                    <tr>
                        <th scope="col">"Device"</th><th scope="col">"Signed in"</th><th scope="col">"Last used"</th>
                        <th scope="col"><span class="visually-hidden">"Action"</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {others}
            <p class="meta">"One you do not know? End it, and change your password."</p>
        </section>
    }
    .into_any()
}

fn row(session: SessionView) -> impl IntoView {
    let end = if session.current {
        view! { <span class="mark good"><Icon of=icon::CHECK />"this device"</span> }.into_any()
    } else {
        view! {
            <form method="post" action="/my/security">
                <input type="hidden" name="deed" value="end" />
                <input type="hidden" name="session" value=session.handle />
                <button class="button">"End"<span class="visually-hidden">{format!(" the session on {}", session.device)}</span></button>
            </form>
        }
        .into_any()
    };
    view! {
        <tr>
            <th scope="row">{session.device}</th>
            <td data-th="Signed in"><Time at=session.started /></td>
            <td data-th="Last used"><Time at=session.last_seen /></td>
            <td class="act">{end}</td>
        </tr>
    }
}

/// Present and new password.
pub fn password_form(filled: &Filled, email: String) -> AnyView {
    let hint =
        if filled.value("deed") == "password" { password_hint(filled) } else { crate::members::register_form::PASSWORD_HINT };
    view! {
        <section class="section" aria-labelledby="password">
            <div class="section-head"><h2 id="password">"Change password"</h2></div>
            <form class="form" method="post" action="/my/security" novalidate>
                <input type="hidden" name="deed" value="password" />
                // Without a name it is not sent: it tells password managers whose password this is.
                <input type="text" autocomplete="username" value=email hidden readonly />
                <Field
                    filled=filled name="current_password" label="Present password" kind="password" autocomplete="current-password"
                    most=PASSWORD_ROOM hint=WHY
                />
                <Field
                    filled=filled name="new_password" label="New password" kind="password" autocomplete="new-password"
                    most=PASSWORD_ROOM hint=hint
                />
                <p class="actions"><button class="button filled">"Change password"</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// Present password and new address.
pub fn email_form(filled: &Filled, email: String) -> AnyView {
    view! {
        <section class="section" aria-labelledby="address">
            <div class="section-head"><h2 id="address">"Change e-mail address"</h2></div>
            <p>"Your address is "<strong>{email}</strong>". It stays so until you have opened the link that we send to the new one."</p>
            <form class="form" method="post" action="/my/security" novalidate>
                <input type="hidden" name="deed" value="email" />
                <Field
                    filled=filled name="email_password" label="Present password" kind="password" autocomplete="current-password"
                    most=PASSWORD_ROOM hint=WHY
                />
                <Field
                    filled=filled name="email" label="New address" kind="email" autocomplete="email"
                    hint="At most 254 characters, such as name@example.org."
                />
                <p class="actions"><button class="button filled">"Change address"</button></p>
            </form>
        </section>
    }
    .into_any()
}
