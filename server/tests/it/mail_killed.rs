//! Letters while the power fails again and again, and the mail server is in a bad mood.

use crate::hostile::Dice;
use crate::house::{Tried, build_files};
use crate::ledger::Ledger;
use crate::program::{doc2doc, serve_with, success};
use crate::smtp::{Manner, Smtp};
use domain::cast::{CLOSED, OPEN, World, world};
use domain::db::Tx;
use domain::fault::Fault;
use domain::forums::keys::PostingKey;
use domain::forums::{reply, threads as forum_threads};
use domain::letters::{self, bounces, dead};
use domain::place;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};
use types::ids::ThreadId;

/// 100 rounds, or as many as D2D_MAIL_ROUNDS says.
fn rounds() -> usize {
    std::env::var("D2D_MAIL_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(100)
}

/// Whoever stands here has an address that is not known any more.
const GONE: &str = "xena@cast.example";

/// Loses the doctor's seat half-way.
const DEMOTED: &str = "prue@cast.example";

/// An open thread that everybody follows, and one that doctors do.
async fn threads(w: &World) -> Tried<(ThreadId, ThreadId)> {
    let open = w.start(&w.wren, OPEN, "Which cuff?", "Opening words").await?.thread;
    let closed = w.start(&w.marlow, CLOSED, "Quokkas on the ward", "Opening words").await?.thread;
    for (name, who) in w.everyone() {
        if !name.starts_with("Gus") {
            w.subscribe(who, open).await?;
        }
    }
    for doctor in [&w.pavel, &w.marlow, &w.prue] {
        w.subscribe(doctor, closed).await?;
    }
    Ok((open, closed))
}

/// A reply that is never written: its letters were queued, and then the story ended badly.
async fn almost_reply(w: &World, thread: ThreadId) -> Tried {
    let (written, key) = (w.written("Neverwritten words")?, PostingKey::new()?);
    let told = w.db.act(&w.stella, async |tx: &mut Tx<'_>| {
        reply::reply(tx, thread, &written, &key).await?;
        Err::<(), _>(Fault::Told("The power failed".to_owned()))
    });
    assert!(matches!(told.await, Err(Fault::Told(_))));
    Ok(())
}

/// Replies of five people in both threads, and some that are never written.
async fn write_replies(w: &World, open: ThreadId, closed: ThreadId) -> Tried {
    let authors = [&w.wren, &w.stella, &w.pavel, &w.marlow, &w.prue];
    for number in 0..66 {
        w.reply(authors[number % 5], open, &format!("Open reply {number} ends")).await?;
        if number % 2 == 0 {
            w.reply(&w.marlow, closed, &format!("Closed reply {number} ends")).await?;
        }
        if number % 10 == 0 {
            almost_reply(w, open).await?;
        }
    }
    Ok(())
}

/// Waits until no letter waits any more, whatever the mail server's mood.
async fn until_done(w: &World) -> Tried {
    for _ in 0..120 {
        if letters::waiting(&w.db).await? == 0 {
            break;
        }
        w.hasten().await?;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    assert_eq!(letters::waiting(&w.db).await?, 0, "every letter was sent, dropped or given up");
    Ok(())
}

fn moody(dice: Dice) -> impl Fn(&str) -> Manner + Send + Sync {
    let dice = std::sync::Mutex::new(dice);
    move |to| {
        if to == GONE {
            return Manner::AtRecipient("550 5.1.1 no such mailbox");
        }
        let Ok(mut dice) = dice.lock() else { return Manner::Take };
        match dice.below(100) {
            0..8 => Manner::AtRecipient("450 4.2.0 come back later"),
            8..14 => Manner::AfterLetter("451 4.3.0 out of breath"),
            14..18 => Manner::HangUp,
            18..30 => Manner::Slow(Duration::from_millis(1 + dice.below(25) as u64)),
            _ => Manner::Take,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn letters_survive_a_hundred_kills_and_a_moody_mail_server() -> Tried {
    let began = Instant::now();
    let w = world().await?;
    std::fs::write(place::key(w.data()), [7; 32])?;
    let site = w.data().join("site");
    build_files(&site)?;
    let (open, closed) = threads(&w).await?;
    write_replies(&w, open, closed).await?;
    let mut due: BTreeMap<i64, (String, i64)> = BTreeMap::new();
    let note = async |due: &mut BTreeMap<i64, (String, i64)>| -> Tried {
        due.extend(w.queued().await?.into_iter().map(|(id, to, post)| (id, (to, post))));
        Ok(())
    };
    note(&mut due).await?;
    let first = due.len();
    let (mut dice, mut ledger, mut kills) = (Dice::new(4), Ledger::default(), 0);
    let smtp = Smtp::open(moody(Dice::new(5))).await?;
    let url = smtp.url();
    let flags = ["--smtp-url", url.as_str()];
    let (mut before_demotion, mut withdrawn) = (BTreeSet::new(), None);
    while kills < rounds() {
        let (served, _) = serve_with(w.data(), &site, &flags)?;
        let (before, wanted) = (smtp.count(), 4 + dice.below(15));
        let patience = Instant::now() + Duration::from_millis(900);
        while smtp.count() < before + wanted && Instant::now() < patience {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        tokio::time::sleep(Duration::from_micros(u64::try_from(dice.below(6000))?)).await;
        served.kill()?;
        kills += 1;
        // What was on its way when the program died arrives.
        tokio::time::sleep(Duration::from_millis(30)).await;
        ledger.enter(&smtp.taken())?;
        w.hasten().await?;
        if kills == rounds() / 4 {
            let landing = w.reply(&w.wren, open, "Withdrawn before it was told").await?;
            let post = w.post(&w.wren, &landing).await?;
            note(&mut due).await?;
            w.withdraw(&w.wren, post).await?;
            withdrawn = Some(post.number());
        }
        if kills == rounds() / 3 {
            w.take_seat("Prue").await?;
            before_demotion = ledger.came.keys().filter(|(to, _)| to == DEMOTED).cloned().collect();
        }
        if kills % 10 == 0 {
            almost_reply(&w, open).await?;
            w.reply(&w.wren, open, &format!("Late reply {kills} ends")).await?;
            note(&mut due).await?;
        }
    }
    let in_kills = smtp.count();
    let (served, _) = serve_with(w.data(), &site, &flags)?;
    until_done(&w).await?;
    served.kill()?;
    ledger.enter(&smtp.taken())?;
    println!(
        "{kills} kills in {:?}: {first} letters at first, {} in all; {in_kills} arrivals between kills, {} in all; {} letters came twice",
        began.elapsed(),
        due.len(),
        smtp.count(),
        ledger.twice
    );
    assert!(ledger.twice <= kills);
    let behind = posts_of(&w, closed).await?;
    let late =
        ledger.came.keys().filter(|came| came.0 == DEMOTED && behind.contains(&came.1) && !before_demotion.contains(*came));
    assert_eq!(late.count(), 0, "a letter came to somebody who had lost the seat");
    assert!(
        behind.len() > before_demotion.iter().filter(|came| behind.contains(&came.1)).count(),
        "some letters still waited then"
    );
    look_over(&w, &due, &ledger, withdrawn, &behind).await
}

/// The posts of a thread, as a doctor sees them.
async fn posts_of(w: &World, thread: ThreadId) -> Tried<BTreeSet<String>> {
    let (mut posts, mut number) = (BTreeSet::new(), 1);
    loop {
        let page = w.db.look(&w.pavel, async |tx: &mut Tx<'_>| forum_threads::page(tx, thread, number).await).await?;
        posts.extend(page.posts.iter().map(|post| post.id.to_string()));
        if page.page.last == number {
            return Ok(posts);
        }
        number += 1;
    }
}

/// Each due letter came, and none else did.
async fn look_over(
    w: &World,
    due: &BTreeMap<i64, (String, i64)>,
    ledger: &Ledger,
    withdrawn: Option<i64>,
    behind: &BTreeSet<String>,
) -> Tried {
    let mut known = BTreeSet::new();
    for (id, (to, post)) in due {
        let numbers = ledger.came.get(&(to.clone(), post.to_string()));
        known.insert((to.clone(), post.to_string()));
        if to == GONE || Some(*post) == withdrawn {
            assert!(numbers.is_none(), "letter {id} came, and should not have");
        } else if to == DEMOTED && behind.contains(&post.to_string()) {
            continue;
        } else {
            let numbers = numbers.ok_or_else(|| format!("letter {id} to {to} about {post} never came"))?;
            assert!(numbers.starts_with(&format!("letter-{id}@")), "{numbers}");
        }
    }
    assert!(
        ledger.came.keys().all(|came| known.contains(came) || (came.0 == DEMOTED && came.1 == "none")),
        "a letter came that nobody queued"
    );
    let paused = w.db.look(&w.xena, async |tx: &mut Tx<'_>| bounces::paused(tx).await).await?;
    assert!(paused.is_some(), "an address that is not known rests");
    let dead = w.db.look(&w.hedda, async |tx: &mut Tx<'_>| dead::list(tx, 1).await).await?;
    assert!(dead.letters.iter().all(|letter| letter.to.as_deref() == Some("Xena") && letter.given_up_at.is_some()));
    let told = success(&doc2doc(w.data()).arg("check").output()?)?;
    assert!(told.contains("All is well"), "{told}");
    Ok(())
}
