use crate::fault::Fault;
use crate::form::Form;
use crate::forums::circle_mark::CircleMark;
use crate::forums::forum_list_page::counted;
use crate::forums::marked::{address, marked};
use crate::forums::thread_row::ThreadList;
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use domain::db::Tx;
use domain::forums::markers::undo::{self, Undo};
use domain::forums::markers::{marking, settle};
use domain::forums::thread_lists::{self, MOST_COUNTED};
use leptos::either::Either;
use leptos::prelude::*;
use types::forums::ThreadRow;
use types::ids::ThreadId;

const HERE: &str = "/my/unread";

/// `/my/unread`: the threads that the member has not read to their end, by forum.
pub async fn unread_page(ask: Ask) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    let threads = ask.look(async |tx: &mut Tx<'_>| thread_lists::unread(tx, MOST_COUNTED).await).await?;
    let notice = marked(&ask);
    ask.page(Head::private("Unread"), || view(threads, notice)).await
}

/// Something was marked as read, or that was taken back.
pub async fn change(ask: Ask, form: Form) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    form.only(&["deed", "thread", "forum", "mark"])?;
    let mark = match form.text("deed") {
        "undo" => return take_back(&ask, form.text("mark")).await,
        "thread" => {
            let thread: ThreadId = form.text("thread").parse().map_err(|_| Fault::NotFound)?;
            mark_thread(&ask, thread).await
        }
        "forum" => mark_forum(&ask, form.text("forum")).await,
        "everything" => ask.act(async |tx: &mut Tx<'_>| marking::everything(tx).await).await,
        _ => Err(Fault::without_purpose()),
    }?;
    Ok(see_other(&address(HERE, &mark)))
}

/// Marks a thread as read.
pub async fn mark_thread(ask: &Ask, thread: ThreadId) -> Result<Undo, Fault> {
    let mark = ask.act(async |tx: &mut Tx<'_>| marking::thread(tx, thread).await).await?;
    settle::settle(&ask.site.0.db, ask.viewer()).await?;
    Ok(mark)
}

/// Marks a forum as read.
pub async fn mark_forum(ask: &Ask, slug: &str) -> Result<Undo, Fault> {
    ask.act(async |tx: &mut Tx<'_>| marking::forum(tx, slug).await).await
}

/// Marks a thread as unread from a post on, and leads away from it, or it would be read at once.
pub async fn mark_unread(ask: &Ask, thread: ThreadId, no: &str) -> Answer {
    let no: i64 = no.parse().map_err(|_| Fault::NotFound)?;
    ask.act(async |tx: &mut Tx<'_>| marking::unread_from(tx, thread, no).await).await?;
    Ok(see_other("/my/unread?done=unread"))
}

async fn take_back(ask: &Ask, mark: &str) -> Answer {
    let mark = Undo::read(mark).ok_or(Fault::NotFound)?;
    let undone = ask.act(async |tx: &mut Tx<'_>| undo::undo(tx, &mark).await).await?;
    Ok(see_other(if undone { "/my/unread?done=undone" } else { "/my/unread?done=late" }))
}

fn view(threads: Vec<ThreadRow>, notice: Option<AnyView>) -> impl IntoView {
    let many = i64::try_from(threads.len()).unwrap_or(MOST_COUNTED);
    let lede = (many > 0).then(|| {
        let words = counted(many, "thread");
        let words = if many < MOST_COUNTED { words } else { format!("The latest {words}; older ones follow when these are read") };
        view! {
            <p class="lede">{words}"."</p>
            <form class="actions" method="post"><button class="button" name="deed" value="everything">"Mark everything read"</button></form>
        }
    });
    let list = if many == 0 {
        Either::Left(view! {
            <p class="empty">
                "You have read everything. New posts will appear here as soon as somebody writes one; until then, "
                <a href="/forums">"look into another forum"</a>" or "<a href="/">"answer a question that waits"</a>"."
            </p>
        })
    } else {
        Either::Right(by_forum(threads).into_iter().filter_map(group).collect::<Vec<_>>())
    };
    view! {
        <header class="head"><h1>"Unread"</h1>{lede}</header>
        {notice}
        {list}
    }
}

/// The threads of each forum together; the forum with the latest post first.
fn by_forum(threads: Vec<ThreadRow>) -> Vec<Vec<ThreadRow>> {
    let mut forums: Vec<Vec<ThreadRow>> = Vec::new();
    for thread in threads {
        let of_its_forum = forums.iter_mut().find(|rows| rows.iter().any(|row| row.forum_slug == thread.forum_slug));
        match of_its_forum {
            Some(rows) => rows.push(thread),
            None => forums.push(vec![thread]),
        }
    }
    forums
}

fn group(threads: Vec<ThreadRow>) -> Option<impl IntoView> {
    let first = threads.first()?;
    let (slug, name, circle) = (first.forum_slug.clone(), first.forum.clone(), first.circle);
    let (id, many) = (format!("in-{slug}"), counted(i64::try_from(threads.len()).unwrap_or(0), "unread thread"));
    let heading = id.clone();
    let label = format!("Mark forum read: {name}");
    Some(view! {
        <section class="section unread-forum" aria-labelledby=id>
            <div class="section-head">
                <h2 id=heading><a href=format!("/forums/{slug}")>{name}</a>" "<CircleMark circle /></h2>
                <p class="meta">{many}</p>
                <form method="post">
                    <input type="hidden" name="forum" value=slug />
                    <button class="button quiet" name="deed" value="forum" aria-label=label>"Mark forum read"</button>
                </form>
            </div>
            <ThreadList threads=threads to_mark=true />
        </section>
    })
}
