use crate::desk::desk_page::DeskHead;
use crate::desk::fresh::FreshFirst;
use crate::desk::staff_table::table;
use crate::fault::Fault;
use crate::form::{Check, Filled, Form, escape};
use crate::kit::done::Done;
use crate::kit::field::{Choice, Field, Summary};
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use domain::db::Tx;
use domain::desk::staff::Holder;
use domain::desk::{rules, staff};
use domain::viewer::Viewer;
use leptos::prelude::*;
use types::desk::StaffRole;
use types::text::{NAME_MOST, Reason};

const HERE: &str = "/desk/staff";

/// `/desk/staff`: who holds which role.
pub async fn staff_page(ask: Ask) -> Answer {
    show(&ask, Filled::default()).await
}

/// One of the page's forms was sent: a role is given, or taken back.
pub async fn change(ask: Ask, form: Result<Form, Fault>) -> Answer {
    rules::may_see_staff(ask.viewer())?;
    let form = form?;
    form.only(&["deed", "member", "role", "reason", "holder", "held", "why"])?;
    match act(&ask, &form).await {
        Ok((deed, role, name)) => Ok(see_other(&format!("{HERE}?done={deed}&role={}&name={}", role.key(), escape(&name)))),
        Err(fault) => show(&ask, Filled::again(form, fault)?).await,
    }
}

async fn act(ask: &Ask, form: &Form) -> Result<(&'static str, StaffRole, String), Fault> {
    match form.text("deed") {
        "appoint" => appoint(ask, form).await,
        "dismiss" => dismiss(ask, form).await,
        _ => Err(Fault::without_purpose()),
    }
}

async fn appoint(ask: &Ask, form: &Form) -> Result<(&'static str, StaffRole, String), Fault> {
    let mut check = Check::default();
    let (member, role) = (form.text("member").trim().to_owned(), StaffRole::read(form.text("role")));
    if member.is_empty() {
        check.note("member", "Please enter the member’s screen name.");
    }
    if role.is_none() {
        check.note("role", "Please choose a role.");
    }
    let reason = check.read::<Reason>(form, "reason");
    let (Some(role), Some(reason), false) = (role, reason, member.is_empty()) else { return Err(check.fault()) };
    ask.act(async |tx: &mut Tx<'_>| staff::appoint(tx, &member, role, &reason).await).await?;
    Ok(("appointed", role, member))
}

/// The form names its holder in hidden fields; they stand nowhere on screen, so what is wrong with them is told on top.
async fn dismiss(ask: &Ask, form: &Form) -> Result<(&'static str, StaffRole, String), Fault> {
    let holder = form.text("holder").to_owned();
    let role = StaffRole::read(form.text("held"))
        .ok_or_else(|| Fault::Unreadable("This form came without its role. Please reload the page and try again.".to_owned()))?;
    let mut check = Check::default();
    let why = Reason::try_from(form.text("why")).map_err(|wrong| check.note(&why_id(&holder, role), &wrong.0));
    let Ok(why) = why else { return Err(check.fault()) };
    ask.act(async |tx: &mut Tx<'_>| staff::dismiss(tx, &holder, role, &why).await).await?;
    Ok(("dismissed", role, holder))
}

/// The id of the field for the reason why this holder loses this role.
pub fn why_id(name: &str, role: StaffRole) -> String {
    format!("why-{}-{}", role.key(), name.replace(' ', "_"))
}

async fn show(ask: &Ask, filled: Filled) -> Answer {
    let holders = ask.look(async |tx: &mut Tx<'_>| staff::holders(tx).await).await?;
    let fresh = rules::may_appoint(ask.viewer()).is_ok();
    let news = news(ask, &filled, &holders);
    let viewer = ask.viewer().clone();
    ask.page(Head::private("Staff").of(&filled), || view(viewer, holders, filled, fresh, news)).await
}

/// What is so now; read from the list, not from the address.
fn news(ask: &Ask, filled: &Filled, holders: &[Holder]) -> Option<String> {
    let done = ask.done(filled)?;
    let asked = |name| ask.query(name);
    let (role, name) = (StaffRole::read(&asked("role")?)?, asked("name")?);
    let holds = holders.iter().find(|holder| holder.role == role && holder.name.eq_ignore_ascii_case(&name));
    let word = role.words().to_lowercase();
    match (done.as_str(), holds) {
        ("appointed", Some(holder)) => Some(format!("{} has the role of {word} now, and a letter about it.", holder.name)),
        ("dismissed", None) => Some(format!("The role of {word} has been taken back, and a letter says so.")),
        _ => None,
    }
}

fn view(viewer: Viewer, holders: Vec<Holder>, filled: Filled, fresh: bool, news: Option<String>) -> impl IntoView {
    // What was typed before the sign-in grew stale stays on the page.
    let forms = fresh || !filled.status.is_success();
    view! {
        <Summary filled=&filled />
        <div class="desk">
            <DeskHead viewer here=HERE />
            <Done words=news />
            {(!fresh).then(|| view! { <FreshFirst here=HERE /> })}
            {table(holders, &filled, forms)}
            {forms.then(|| appoint_form(&filled))}
        </div>
    }
}

fn appoint_form(filled: &Filled) -> AnyView {
    let roles = StaffRole::ALL.map(|role| (role.key(), role.words())).to_vec();
    let meanings = StaffRole::ALL.map(|role| view! { <dt>{role.words()}</dt><dd>{role.meaning()}</dd> }).collect_view();
    view! {
        <section class="section" aria-labelledby="appoint">
            <div class="section-head"><h2 id="appoint">"Appoint somebody"</h2></div>
            <form class="form" method="post" action=HERE novalidate>
                <Field filled=filled name="member" label="Screen name" most=NAME_MOST autocomplete="off" />
                <Choice filled=filled name="role" label="Role" choices=roles />
                <Field filled=filled name="reason" label="Reason" hint="3 to 300 characters; goes on record, without real names." most=300 autocomplete="off" />
                <p class="actions"><button class="button filled" name="deed" value="appoint">"Appoint"</button></p>
            </form>
        </section>
        <section class="section" aria-labelledby="roles">
            <div class="section-head"><h2 id="roles">"What each role does"</h2></div>
            <dl class="facts">{meanings}</dl>
        </section>
    }
    .into_any()
}
