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
use std::path::Path;
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

/// Open threads that everybody follows, and one that doctors do.
async fn threads(w: &World) -> Tried<(Vec<ThreadId>, ThreadId)> {
    let mut open = Vec::new();
    for number in 0..8 {
        let thread = w.start(&w.wren, OPEN, &format!("Which cuff {number}?"), "Opening words").await?.thread;
        for (name, who) in w.everyone() {
            if !name.starts_with("Gus") {
                w.subscribe(who, thread).await?;
            }
        }
        open.push(thread);
    }
    let closed = w.start(&w.marlow, CLOSED, "Quokkas on the ward", "Opening words").await?.thread;
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

/// Replies of five people in all threads, some more than a letter shows, and some that are never written.
async fn write_replies(w: &World, open: &[ThreadId], closed: ThreadId) -> Tried {
    let authors = [&w.wren, &w.stella, &w.pavel, &w.marlow, &w.prue];
    for number in 0..60 {
        let thread = if number < 24 { open[0] } else { open[number % open.len()] };
        w.reply(authors[number % 5], thread, &format!("Open reply {number} ends")).await?;
        if number % 4 == 0 {
            w.reply(&w.marlow, closed, &format!("Closed reply {number} ends")).await?;
        }
        if number % 10 == 0 {
            almost_reply(w, thread).await?;
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

/// What is due, by its number: to whom, and about which post.
type DueLetters = BTreeMap<i64, (String, i64)>;

/// Notes what has been queued since.
async fn note(w: &World, due: &mut DueLetters) -> Tried {
    due.extend(w.queued().await?.into_iter().map(|(id, to, post)| (id, (to, post))));
    Ok(())
}

/// One life of the program, which ends in the middle; what was on its way then has arrived afterwards.
async fn one_life(w: &World, smtp: &Smtp, site: &Path, dice: &mut Dice) -> Tried {
    let url = smtp.url();
    let (served, _) = serve_with(w.data(), site, &["--smtp-url", url.as_str()])?;
    let (before, wanted) = (smtp.count(), 4 + dice.below(15));
    let patience = Instant::now() + Duration::from_millis(900);
    while smtp.count() < before + wanted && Instant::now() < patience {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    tokio::time::sleep(Duration::from_micros(u64::try_from(dice.below(6000))?)).await;
    served.kill()?;
    smtp.fallen_silent().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn letters_survive_a_hundred_kills_and_a_moody_mail_server() -> Tried {
    let began = Instant::now();
    let w = world().await?;
    std::fs::write(place::key(w.data()), [7; 32])?;
    let site = w.data().join("site");
    build_files(&site)?;
    let (open, closed) = threads(&w).await?;
    write_replies(&w, &open, closed).await?;
    let mut due = DueLetters::new();
    note(&w, &mut due).await?;
    let first = due.len();
    let (mut dice, mut ledger, mut kills) = (Dice::new(4), Ledger::default(), 0);
    let smtp = Smtp::open(moody(Dice::new(5))).await?;
    let (mut before_demotion, mut withdrawn) = (BTreeSet::new(), None);
    while kills < rounds() {
        one_life(&w, &smtp, &site, &mut dice).await?;
        kills += 1;
        ledger.enter(&smtp.taken())?;
        w.hasten().await?;
        let thread = open[dice.below(open.len())];
        w.reply(&w.wren, thread, &format!("Late reply {kills} ends")).await?;
        if kills == rounds() / 4 {
            let landing = w.reply(&w.wren, thread, "Withdrawn before it was told").await?;
            let post = w.post(&w.wren, &landing).await?;
            note(&w, &mut due).await?;
            w.withdraw(&w.wren, post).await?;
            withdrawn = Some(post.number());
        }
        if kills % 5 == 0 || kills == rounds() / 3 {
            almost_reply(&w, thread).await?;
            w.reply(&w.marlow, closed, &format!("Late closed reply {kills} ends")).await?;
        }
        note(&w, &mut due).await?;
        if kills == rounds() / 3 {
            w.take_seat("Prue").await?;
            before_demotion = ledger.came.keys().copied().collect();
        }
    }
    let in_kills = smtp.count();
    let url = smtp.url();
    let (served, _) = serve_with(w.data(), &site, &["--smtp-url", url.as_str()])?;
    until_done(&w).await?;
    served.kill()?;
    smtp.fallen_silent().await;
    ledger.enter(&smtp.taken())?;
    println!(
        "{kills} kills in {:?}: {first} posts were due at first, {} in all; {in_kills} letters came between kills, {} in all, {} different ones, the largest of {} posts; {} came twice",
        began.elapsed(),
        due.len(),
        smtp.count(),
        ledger.came.len(),
        ledger.came.values().map(|came| came.many).max().unwrap_or(0),
        ledger.twice
    );
    let behind = posts_of(&w, closed).await?;
    let late = ledger
        .came
        .iter()
        .filter(|(number, came)| came.to == DEMOTED && !came.posts.is_disjoint(&behind) && !before_demotion.contains(*number));
    assert_eq!(late.count(), 0, "a letter came to somebody who had lost the seat");
    look_over(&w, &due, &ledger, withdrawn, &behind).await
}

/// The posts of a thread, as a doctor sees them.
async fn posts_of(w: &World, thread: ThreadId) -> Tried<BTreeSet<i64>> {
    let (mut posts, mut number) = (BTreeSet::new(), 1);
    loop {
        let page = w.db.look(&w.pavel, async |tx: &mut Tx<'_>| forum_threads::page(tx, thread, number).await).await?;
        posts.extend(page.posts.iter().map(|post| post.id.number()));
        if page.page.last == number {
            return Ok(posts);
        }
        number += 1;
    }
}

/// Each due post was told, by the letter that took it along, and no letter tells of anything else.
async fn look_over(w: &World, due: &DueLetters, ledger: &Ledger, withdrawn: Option<i64>, behind: &BTreeSet<i64>) -> Tried {
    let (told_with, mut told) = (w.told_with().await?, BTreeMap::<i64, usize>::new());
    for (id, (to, post)) in due {
        let came = told_with.get(id).and_then(|number| Some((number, ledger.came.get(number)?)));
        if to == GONE {
            assert!(came.is_none() && !ledger.came.contains_key(id), "letter {id} came, and should not have");
        } else if to == DEMOTED && behind.contains(post) {
            // Told before the seat was lost, or never.
        } else if Some(*post) == withdrawn {
            assert!(ledger.came.values().all(|came| !came.posts.contains(post)), "letter {id} tells of what was withdrawn");
        } else {
            let (number, came) = came.ok_or_else(|| format!("letter {id} to {to} about {post} never came"))?;
            assert!(
                came.to == *to && (came.posts.contains(post) || came.many > came.posts.len()),
                "letter {number} tells of {post}"
            );
            *told.entry(*number).or_default() += 1;
        }
    }
    for (number, came) in ledger.came.iter().filter(|(_, came)| came.to != DEMOTED) {
        assert_eq!(told.get(number), Some(&came.many), "letter {number} tells of what is due, and of all of it");
    }
    assert!(ledger.came.values().any(|came| came.many > 20) && ledger.came.values().any(|came| came.many == 1));
    let paused = w.db.look(&w.xena, async |tx: &mut Tx<'_>| bounces::paused(tx).await).await?;
    assert!(paused.is_some(), "an address that is not known rests");
    let dead = w.db.look(&w.hedda, async |tx: &mut Tx<'_>| dead::list(tx, 1).await).await?;
    assert!(dead.letters.iter().all(|letter| letter.to.as_deref() == Some("Xena") && letter.given_up_at.is_some()));
    let told = success(&doc2doc(w.data()).arg("check").output()?)?;
    assert!(told.contains("All is well"), "{told}");
    Ok(())
}
