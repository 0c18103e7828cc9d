use super::asked;
use super::script::{Community, Deed, Event, Person, Script};
use crate::clock::{DAY, HOUR};
use crate::communities::found::{NewCommunity, found};
use crate::db::Tx;
use crate::desk::rules::{MayDecide, MaySeat};
use crate::fault::{Fault, Result};
use crate::forums::keys::PostingKey;
use crate::forums::start::Opening;
use crate::forums::written::Written;
use crate::forums::{edit, markers, moderate, reply, start, threads};
use crate::members::account::describe;
use crate::members::names::name_key;
use crate::members::open::{NewAccount, open};
use crate::members::register::{TERMS_VERSION, name_taken};
use crate::operate::{appoint, moderate_all};
use crate::verification::standings;
use crate::viewer::{AccountId, Persona, StaffRoles, Viewer};
use std::collections::HashMap;
use types::forums::{Kind, Landing};
use types::ids::PostId;
use types::text::{About, Body, Title, Wrong};

/// The people of the demo, as whom its stories are told.
pub(super) type Cast<'s> = HashMap<&'s str, Viewer>;

/// Tells the whole demo, each act as the person who did it, at the time when they did.
pub(super) async fn tell(tx: &mut Tx<'_>, script: &Script, password_hash: &str) -> Result<()> {
    let (site, clock, now) = (tx.viewer.clone(), tx.clock.clone(), tx.now());
    let events = script.events(now);
    let joined = events.first().map_or(now, |event| event.at) - 30 * DAY;
    let mut cast = Cast::new();
    for (person, days) in script.people.iter().zip(0_i64..) {
        tx.clock = clock.at(joined + days * DAY);
        cast.insert(&person.screen_name, join(tx, person, password_hash).await?);
    }
    tx.viewer = site.clone();
    let places = gather(tx, script, &cast).await?;
    let moderator = script.people.iter().rfind(|person| person.staff.as_deref() == Some("moderator"));
    let moderator = moderator.and_then(|person| cast.get(person.screen_name.as_str()));
    let mut landings: Vec<Vec<Landing>> = script.threads.iter().map(|_| Vec::new()).collect();
    for event in &events {
        tx.clock = clock.at(event.at);
        let author = cast.get(script.threads[event.thread].posts[event.post].author.as_str());
        let who = if matches!(event.deed, Deed::Pin | Deed::Lock) { moderator } else { author };
        tx.viewer = who.ok_or(Fault::NotFound)?.clone();
        let forum = script.threads[event.thread].forum.as_str();
        let forum = places.get(forum).map_or(forum, String::as_str);
        happen(tx, script, event, forum, &mut landings[event.thread]).await?;
    }
    tx.viewer = site.clone();
    asked::vote(tx, script, &cast, &landings, now).await?;
    // Threads of communities stand at the end.
    let open = script.threads.iter().filter(|thread| !places.contains_key(&thread.forum)).count();
    for (person, number) in script.people.iter().zip(0..) {
        tx.viewer = cast[person.screen_name.as_str()].clone();
        look_around(tx, &landings[..open], number, now).await?;
    }
    (tx.viewer, tx.clock) = (site, clock);
    let now = tx.now();
    sqlx::query!("insert into site (name, value) values ('demo', $1)", now).execute(tx.conn()).await?;
    Ok(())
}

/// Opens the closed communities and seats their people; the address of each, by the key under which its threads name it.
async fn gather(tx: &mut Tx<'_>, script: &Script, cast: &Cast<'_>) -> Result<HashMap<String, String>> {
    let mut places = HashMap::new();
    for community in &script.communities {
        let account = |name: &String| cast.get(name.as_str()).map(|viewer| viewer.account.0).ok_or(Fault::NotFound);
        let Community { name, about, for_whom, listed, .. } = community;
        let new = NewCommunity { name, about, for_whom, listed: *listed, owner: account(&community.owner)? };
        let founded = found(tx, MayDecide::of_operator(), &new).await?;
        let moderators = community.moderators.iter().map(|name| (name, "moderator"));
        for (name, role) in moderators.chain(community.members.iter().map(|name| (name, "member"))) {
            let fellow = account(name)?;
            sqlx::query!("insert into seats (account_id, audience_id, role) values ($1, $2, $3)", fellow, founded.audience, role)
                .execute(tx.conn())
                .await?;
        }
        places.insert(community.key.clone(), founded.slug);
    }
    Ok(places)
}

async fn join(tx: &mut Tx<'_>, person: &Person, password_hash: &str) -> Result<Viewer> {
    let name = person.screen_name.as_str();
    let taken =
        || Fault::Told(format!("The demo cannot be loaded here: {name} is a member already. Use an empty data directory."));
    if name_taken(tx, &name_key(name)).await? {
        return Err(taken());
    }
    let new = NewAccount {
        email: &person.email,
        password_hash: Some(password_hash),
        terms_version: TERMS_VERSION,
        agreed_at: tx.now(),
        screen_name: name,
        real_name: &person.real_name,
        country: &person.country,
        profession: &person.profession,
        specialty: person.specialty.as_deref().unwrap_or_default(),
        grade: person.grade.as_deref().unwrap_or_default(),
    };
    let opened = open(tx, &new).await?.ok_or_else(taken)?;
    if person.doctor {
        standings::grant(tx, MaySeat::of_operator(), opened.account, person.assurance(), None).await?;
    }
    let mut staff = StaffRoles::default();
    if let Some(role) = &person.staff {
        appoint(tx, opened.account, role).await?;
        staff.admin |= role == "admin";
        staff.moderator |= role == "moderator";
        staff.trusted |= role == "trusted";
    }
    if staff.moderator {
        moderate_all(tx, opened.account).await?;
    }
    let persona = Some(Persona { id: opened.persona, name: name.to_owned(), avatar: None });
    let (account, waiting) = (AccountId(opened.account), StaffRoles::default());
    let viewer = Viewer { account, persona, staff, waiting, fresh: true };
    tx.viewer = viewer.clone();
    if let Some(about) = &person.about {
        describe(tx, &parsed(About::try_from(about.as_str()))?).await?;
    }
    Ok(viewer)
}

async fn happen(tx: &mut Tx<'_>, script: &Script, event: &Event, forum: &str, landings: &mut Vec<Landing>) -> Result<()> {
    let thread = &script.threads[event.thread];
    let post = &thread.posts[event.post];
    match event.deed {
        Deed::Write => {
            let words = written(post.first.as_ref().unwrap_or(&post.body))?;
            let key = PostingKey::new()?;
            let landing = match landings.first() {
                Some(first) => reply::reply(tx, first.thread, &words, &key).await?,
                None => {
                    let title = parsed(Title::try_from(thread.title.as_str()))?;
                    let poll = thread.poll.as_ref().map(|poll| asked::poll(poll, None)).transpose()?;
                    let kind = Kind::read(&thread.kind).unwrap_or(Kind::Discussion);
                    let opening = poll.as_ref().map_or(Opening::Plain(kind), Opening::Poll);
                    start::start(tx, forum, opening, &title, &words, &key).await?
                }
            };
            markers::read(tx, landing.thread, landing.no, 0).await?;
            landings.push(landing);
        }
        Deed::Change => {
            let id = id_of(tx, &landings[event.post]).await?;
            edit::edit(tx, id, &written(&post.body)?).await?;
        }
        Deed::Withdraw => {
            let id = id_of(tx, &landings[event.post]).await?;
            edit::withdraw(tx, id).await?;
        }
        Deed::Pin => moderate::moderate(tx, landings[0].thread, moderate::Deed::Pin).await?,
        Deed::Lock => moderate::moderate(tx, landings[0].thread, moderate::Deed::Lock).await?,
    }
    Ok(())
}

async fn id_of(tx: &mut Tx<'_>, landing: &Landing) -> Result<PostId> {
    let page = types::page::Page::holding(landing.no, types::page::POSTS);
    let shown = threads::page(tx, landing.thread, page).await?;
    shown.posts.iter().find(|post| post.no == landing.no).map(|post| post.id).ok_or(Fault::NotFound)
}

/// The member has read a few more threads, and everything up to a day or four ago.
async fn look_around(tx: &mut Tx<'_>, landings: &[Vec<Landing>], number: usize, now: i64) -> Result<()> {
    for step in 0..9 {
        let Some(last) = landings[(number * 11 + step * 17) % landings.len()].last() else { continue };
        match markers::read(tx, last.thread, last.no, 0).await {
            Ok(()) | Err(Fault::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    let (me, until) = (tx.me(), now - 20 * HOUR - i64::try_from(number).unwrap_or(0) * 3 * HOUR);
    sqlx::query!(
        "insert into account_marks (account_id, read_seq)
         values ($1, coalesce((/* as the site: the order of writing */ select max(seq) from posts where created_at <= $2), 0))
         on conflict (account_id) do update set read_seq = excluded.read_seq",
        me,
        until
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

fn written(text: &str) -> Result<Written> {
    Ok(Written::new(parsed(Body::try_from(text))?))
}

pub(super) fn parsed<T>(text: Result<T, Wrong>) -> Result<T> {
    text.map_err(|Wrong(sentence)| Fault::Told(format!("The demo's data do not fit: {sentence}")))
}
