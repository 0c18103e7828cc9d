use crate::form::escape;
use domain::desk::helpers::Helper;
use leptos::prelude::*;
use types::desk::StaffRole;

/// Who looks after the site, role by role.
pub fn helpers_list(helpers: Vec<Helper>) -> impl IntoView {
    let of = |role: StaffRole| {
        let names = helpers.iter().filter(|helper| helper.role == role).map(name).collect_view();
        (!names.is_empty()).then(|| {
            view! {
                <h3>{plural(role)}</h3>
                <p>{role.meaning()}</p>
                <ul>{names}</ul>
            }
        })
    };
    let roles = StaffRole::ALL.into_iter().filter_map(of).collect_view();
    view! { <div class="prose">{roles}</div> }
}

fn name(helper: &Helper) -> AnyView {
    let name = helper.name.clone();
    if helper.page {
        let page = format!("/members/{}", escape(&name));
        view! { <li><a href=page>{name}</a></li> }.into_any()
    } else {
        view! { <li>{name}</li> }.into_any()
    }
}

fn plural(role: StaffRole) -> String {
    format!("{}s", role.words())
}
