use crate::{absent, hand, token_in};
use domain::cast::{OPEN, text, world};
use domain::check::check;
use domain::clock::{Clock, DAY, HOUR};
use domain::db::{Db, Tx};
use domain::desk::rules::may_enter;
use domain::fault::{Fault, Result};
use domain::forums::{forum_list, history, posts, thread_lists, threads};
use domain::members::sign_in::sign_in;
use domain::members::{recover, sessions};
use domain::secrets::Key;
use domain::viewer::Viewer;
use domain::{demo, operate, place, schema, sweep};
use tempfile::TempDir;
use types::text::{Email, NewPassword, ScreenName};

async fn empty() -> Result<(TempDir, Db, Key)> {
    let (dir, clock) = (tempfile::tempdir()?, Clock::machine());
    let path = place::database(dir.path());
    let database = schema::migrate(&path, &clock).await?;
    let key = Key::from([7; 32]);
    Ok((dir, Db::open(database, clock, key.clone()), key))
}

async fn enter(db: &Db, key: &Key, email: &str, password: &str) -> Result<Viewer> {
    let cookie = sign_in(db, key, email, password, "A test", false).await?;
    Ok(sessions::resume(db, cookie.as_str()).await?.ok_or(Fault::NotFound)?.spare_factor())
}

#[tokio::test]
async fn an_administrator_begins_with_a_link_and_no_password() -> Result<()> {
    let w = world().await?;
    let (email, name) = (text(Email::try_from("ida@cast.example"))?, text(ScreenName::try_from("Ida"))?);
    let link = operate::admin_create(&w.db, "https://doc2doc.example", &email, &name).await?;
    let token = token_in(&link, "https://doc2doc.example/reset/")?;
    for guess in ["", "password", &token] {
        assert!(sign_in(&w.db, &w.key, email.as_str(), guess, "A test", false).await.is_err());
    }
    let password = text(NewPassword::try_from("plum bicycle harbour"))?;
    recover::set(&w.db, &w.key, &token, &password).await?;
    let ida = enter(&w.db, &w.key, email.as_str(), password.as_str()).await?;
    assert!(may_enter(&ida).is_ok() && may_enter(&w.wren).is_err());
    assert!(absent(&recover::set(&w.db, &w.key, &token, &password).await), "the link is good once");
    Ok(())
}

#[tokio::test]
async fn a_set_up_link_is_good_for_a_day() -> Result<()> {
    let w = world().await?;
    let (email, name) = (text(Email::try_from("ida@cast.example"))?, text(ScreenName::try_from("Ida"))?);
    let token = token_in(&operate::admin_create(&w.db, "https://x.example", &email, &name).await?, "/reset/")?;
    w.clock.advance(DAY);
    w.db.look(&w.gus, async |tx: &mut Tx<'_>| recover::check(tx, &token).await).await?;
    w.clock.advance(1);
    assert!(absent(&w.db.look(&w.gus, async |tx: &mut Tx<'_>| recover::check(tx, &token).await).await));
    Ok(())
}

#[tokio::test]
async fn names_and_addresses_that_are_taken_make_no_administrator() -> Result<()> {
    let w = world().await?;
    for (email, name) in [("new@cast.example", "wren"), ("WREN@cast.example", "Brand New")] {
        let (email, name) = (text(Email::try_from(email))?, text(ScreenName::try_from(name))?);
        let told = operate::admin_create(&w.db, "https://x.example", &email, &name).await;
        assert!(matches!(told, Err(Fault::Told(_))));
    }
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new(), "and leave nothing behind");
    Ok(())
}

#[tokio::test]
async fn the_demo_is_loaded_once_and_all_of_it_is_sound() -> Result<()> {
    let (dir, db, key) = empty().await?;
    let logins = demo::load(&db, &key).await?;
    let seen = async || db.look(&Viewer::guest(), async |tx: &mut Tx<'_>| forum_list::all(tx).await).await;
    let before = seen().await?;
    assert_eq!(demo::load(&db, &key).await?, logins);
    assert_eq!(seen().await?, before, "a second call adds nothing");
    assert_eq!(check(dir.path(), false).await?, Vec::<String>::new());
    assert!(before.iter().filter(|row| row.inside.is_none()).count() >= 4, "the doctors' forums are doors to a guest");
    assert!(before.iter().all(|row| row.inside.as_ref().is_none_or(|inside| inside.posts > 0)), "no open forum is empty");
    for (who, email, password) in &logins {
        let viewer = enter(&db, &key, email, password).await?;
        let (rail, unread) = db
            .look(&viewer, async |tx: &mut Tx<'_>| Ok((forum_list::visited(tx).await?, thread_lists::unread(tx, 50).await?)))
            .await?;
        assert!(!rail.is_empty() && !unread.is_empty(), "{who} has an empty rail or nothing to read");
        assert_eq!(
            may_enter(&viewer).is_ok(),
            ["administrator", "verifier", "editor"].iter().any(|role| who.ends_with(role)),
            "{who}"
        );
    }
    let latest = db.look(&Viewer::guest(), async |tx: &mut Tx<'_>| thread_lists::latest(tx, 100).await).await?;
    assert!(latest.iter().all(|row| row.last_at <= db.clock().now()), "nothing comes from the future");
    assert!(latest.iter().any(|row| row.pinned) && latest.iter().any(|row| row.locked));
    Ok(())
}

#[tokio::test]
async fn the_demo_is_refused_where_its_people_would_meet_themselves() -> Result<()> {
    let w = world().await?;
    assert!(matches!(demo::load(&w.db, &w.key).await, Err(Fault::Told(_))), "Hedda lives here already");
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_crowd_is_added_to_what_is_there_with_its_counters_right() -> Result<()> {
    let w = world().await?;
    let own = w.start(&w.wren, OPEN, "Before the crowd", "Hello").await?;
    let mut told = Vec::new();
    demo::fill(&w.db, &w.key, 60, 900, |done, all| told.push((done, all))).await?;
    assert_eq!(told.last(), Some(&(900, 900)));
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    demo::fill(&w.db, &w.key, 40, 300, |_, _| {}).await?;
    assert_eq!(check(w.data(), true).await?, Vec::<String>::new());
    let bench = enter(&w.db, &w.key, "bench1@demo.doc2doc.example", "three calm otters").await?;
    let forums = w.db.look(&bench, async |tx: &mut Tx<'_>| forum_list::all(tx).await).await?;
    assert_eq!(forums.iter().filter_map(|row| row.inside.as_ref()).map(|inside| inside.posts).sum::<i64>(), 1201);
    assert_eq!(w.page(&w.gus, own.thread).await?.title, "Before the crowd");
    Ok(())
}

#[tokio::test]
async fn words_of_posts_withdrawn_long_ago_are_erased() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Swept", "Stays for good").await?;
    let gone = w.reply(&w.stella, landing.thread, "Erase me").await?;
    let post = w.post(&w.stella, &gone).await?;
    w.edit(&w.stella, post, "Erase me, please").await?;
    w.withdraw(&w.stella, post).await?;
    w.clock.advance(90 * DAY);
    let kept = async || -> Result<(i64, i64)> {
        let mut hand = hand(&w).await?;
        let posts =
            sqlx::query_scalar("select count(*) from posts where body || html like '%Erase%'").fetch_one(&mut hand).await?;
        let versions =
            sqlx::query_scalar("select count(*) from post_versions where body like '%Erase%'").fetch_one(&mut hand).await?;
        Ok((posts, versions))
    };
    sweep::sweep(&w.db).await?;
    assert_eq!(kept().await?, (1, 1), "not a day too early");
    w.clock.advance(1);
    sweep::sweep(&w.db).await?;
    assert_eq!(kept().await?, (0, 0));
    let page = w.page(&w.gus, landing.thread).await?;
    assert_eq!(
        page.posts.iter().map(|post| (post.html.as_str(), post.withdrawn)).collect::<Vec<_>>(),
        [("<p>Stays for good</p>", false), ("", true)]
    );
    assert_eq!(check(w.data(), true).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn the_broom_takes_what_has_had_its_time_and_nothing_else() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Swept", "Hello").await?;
    recover::ask(&w.db, "https://x.example", "wren@cast.example").await?;
    for letter in w.letters().await? {
        domain::letters::sent(&w.db, letter.id).await?;
    }
    let count = async |table: &'static str| -> Result<i64> {
        let ask = format!("select count(*) from {table}");
        Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(ask)).fetch_one(&mut hand(&w).await?).await?)
    };
    sweep::sweep(&w.db).await?;
    assert_eq!(
        [count("sessions").await?, count("tokens").await?, count("posting_keys").await?, count("letters").await?],
        [15, 1, 1, 1]
    );
    w.clock.advance(HOUR);
    sweep::sweep(&w.db).await?;
    assert_eq!(
        [count("sessions").await?, count("tokens").await?, count("posting_keys").await?, count("letters").await?],
        [15, 0, 1, 1]
    );
    w.clock.advance(7 * DAY);
    sweep::sweep(&w.db).await?;
    assert_eq!(
        [count("sessions").await?, count("tokens").await?, count("posting_keys").await?, count("letters").await?],
        [0, 0, 0, 1]
    );
    w.clock.advance(30 * DAY);
    sweep::sweep(&w.db).await?;
    assert_eq!(count("letters").await?, 0);
    assert_eq!(w.page(&w.gus, landing.thread).await?.last_no, 1);
    Ok(())
}

#[tokio::test]
async fn posts_of_the_demo_have_their_history() -> Result<()> {
    let (_dir, db, key) = empty().await?;
    demo::load(&db, &key).await?;
    let guest = Viewer::guest();
    let mut edited = 0;
    db.look(&guest, async |tx: &mut Tx<'_>| {
        for row in thread_lists::latest(tx, 100).await? {
            for post in threads::page(tx, row.id, 1).await?.posts.iter().filter(|post| post.edited_at.is_some()) {
                let found = posts::find(tx, post.id).await?;
                assert_eq!(history::states(tx, &found).await?.len(), 2);
                edited += 1;
            }
        }
        Ok(())
    })
    .await?;
    assert!(edited > 1);
    Ok(())
}
