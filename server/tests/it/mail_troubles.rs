//! Letters that do not arrive: what is tried again, what is given up, and who sees it.

use crate::house::{House, Tried};
use crate::smtp::{Manner, Smtp};
use crate::worker::Worker;
use domain::cast::{OPEN, World, world};
use domain::db::Tx;
use domain::letters::{self, Letter, bounces, dead};
use domain::viewer::Viewer;
use server::mail::{Line, Post, Sender, Trouble};
use std::time::Duration;
use tokio::time::sleep;

/// Waits until no letter waits any more.
async fn until_quiet(w: &World) -> Tried {
    for _ in 0..300 {
        if letters::waiting(&w.db).await? == 0 {
            return Ok(());
        }
        sleep(Duration::from_millis(20)).await;
    }
    Err("letters still wait".into())
}

async fn troubled(w: &World) -> Tried<Vec<dead::Troubled>> {
    Ok(w.db.look(&w.hedda, async |tx: &mut Tx<'_>| dead::list(tx, 1).await).await?.letters)
}

async fn rests(w: &World, who: &Viewer) -> Tried<bool> {
    Ok(w.db.look(who, async |tx: &mut Tx<'_>| bounces::paused(tx).await).await?.is_some())
}

/// To whom a letter has not come: the error, how often it was tried, and whether it was given up.
async fn tries(w: &World) -> Tried<Vec<(String, String, i64, bool)>> {
    let mut told: Vec<_> = troubled(w)
        .await?
        .into_iter()
        .map(|one| (one.to.unwrap_or_default(), one.error, one.tries, one.given_up_at.is_some()))
        .collect();
    told.sort();
    Ok(told)
}

#[tokio::test]
async fn who_is_busy_is_tried_again_and_who_is_unknown_rests_until_they_say_otherwise() -> Tried {
    let w = world().await?;
    let (house, smtp) = (
        House::of(&w)?,
        Smtp::open(|to| match to {
            "stella@cast.example" => Manner::AtRecipient("450 4.2.0 come back later"),
            "mabel@cast.example" => Manner::AtRecipient("550 5.1.1 <mabel@cast.example>: no such mailbox"),
            "tessa@cast.example" => Manner::AfterLetter("554 5.7.1 it smells of spam"),
            "vera@cast.example" => Manner::HangUp,
            _ => Manner::Take,
        })
        .await?,
    );
    let thread = w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread;
    for who in [&w.stella, &w.mabel, &w.tessa, &w.vera, &w.edie] {
        w.subscribe(who, thread).await?;
    }
    w.reply(&w.wren, thread, "Two").await?;
    let worker = Worker::begin(&house, &smtp.url())?;
    smtp.until(1).await?;
    for _ in 0..200 {
        if troubled(&w).await?.len() == 4 {
            break;
        }
        sleep(Duration::from_millis(20)).await;
    }
    worker.end().await?;
    let expected = [
        ("Mabel", "550 5.1.1", 1, true),
        ("Stella", "450 4.2.0", 1, false),
        ("Tessa", "554 5.7.1", 1, true),
        ("Vera", "the connection broke", 1, false),
    ]
    .map(|(to, error, tries, up)| (to.to_owned(), error.to_owned(), tries, up));
    assert_eq!(tries(&w).await?, expected);
    assert!(rests(&w, &w.mabel).await? && !rests(&w, &w.tessa).await? && !rests(&w, &w.stella).await?);
    w.reply(&w.wren, thread, "Three").await?;
    w.clock.advance(60_000);
    let calm = Smtp::open(|_| Manner::Take).await?;
    let worker = Worker::begin(&house, &calm.url())?;
    until_quiet(&w).await?;
    worker.end().await?;
    let mut to: Vec<_> = calm.taken().into_iter().map(|letter| letter.to).collect();
    to.sort();
    let [edie, stella, tessa, vera] = ["edie", "stella", "tessa", "vera"].map(|name| format!("{name}@cast.example"));
    assert_eq!(to, [edie, stella.clone(), stella, tessa, vera.clone(), vera], "nothing goes to an address that rests");
    w.db.act(&w.mabel, async |tx: &mut Tx<'_>| bounces::try_again(tx).await).await?;
    w.reply(&w.wren, thread, "Four").await?;
    let worker = Worker::begin(&house, &calm.url())?;
    until_quiet(&w).await?;
    worker.end().await?;
    assert!(calm.taken().iter().any(|letter| letter.to == "mabel@cast.example"));
    Ok(())
}

#[tokio::test]
async fn a_mail_server_that_is_away_costs_no_letter_a_try() -> Tried {
    let w = world().await?;
    let house = House::of(&w)?;
    let thread = w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread;
    for who in [&w.stella, &w.mabel] {
        w.subscribe(who, thread).await?;
    }
    w.reply(&w.wren, thread, "Two").await?;
    let worker = Worker::begin(&house, "smtp://127.0.0.1:1")?;
    while troubled(&w).await?.is_empty() {
        sleep(Duration::from_millis(10)).await;
    }
    worker.end().await?;
    let told = troubled(&w).await?;
    assert_eq!((told.len(), told[0].tries, told[0].given_up_at), (1, 0, None));
    assert_eq!(told[0].error, "the mail server cannot be used");
    let smtp = Smtp::open(|_| Manner::Take).await?;
    let worker = Worker::begin(&house, &smtp.url())?;
    smtp.until(2).await?;
    worker.end().await
}

#[tokio::test]
async fn a_conversation_that_was_given_up_is_not_taken_up_with_the_next_letter() -> Tried {
    let smtp = Smtp::open(|to| match to {
        "slow@cast.example" => Manner::Slow(Duration::from_millis(400)),
        "gone@cast.example" => Manner::AtRecipient("550 5.1.1 no such mailbox"),
        "odd@cast.example" => Manner::AfterLetter("554 5.6.0 odd"),
        _ => Manner::Take,
    })
    .await?;
    let line = Box::new(Line::to(&smtp.url())?.within(Duration::from_millis(200)));
    let post = Post::Server { line, sender: Sender::new(None, "doc2doc.example")? };
    let mut said = Vec::new();
    for (id, to) in (1..).zip(["slow", "gone", "fine", "odd", "fine", "gone"]) {
        let (to, text, subject) = (format!("{to}@cast.example"), "Dear member,\n".to_owned(), "Hello".to_owned());
        let letter = Letter { id, to, subject, text, attempts: 0, about: None, rich: None };
        said.push(match post.send(&letter).await {
            Ok(()) => "taken".to_owned(),
            Err(Trouble::Letter(refusal)) => refusal.class,
            Err(Trouble::Away(why)) => why.to_owned(),
        });
    }
    assert_eq!(said, ["no answer in time", "550 5.1.1", "taken", "554 5.6.0", "taken", "550 5.1.1"], "each hears its own answer");
    Ok(())
}

#[tokio::test]
async fn who_stops_the_program_waits_for_the_letter_under_way_and_none_comes_twice() -> Tried {
    let w = world().await?;
    let (house, smtp) = (House::of(&w)?, Smtp::open(|_| Manner::Slow(Duration::from_millis(150))).await?);
    let thread = w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread;
    for who in [&w.stella, &w.mabel, &w.pavel] {
        w.subscribe(who, thread).await?;
    }
    w.reply(&w.wren, thread, "Two").await?;
    let worker = Worker::begin(&house, &smtp.url())?;
    smtp.until(1).await?;
    sleep(Duration::from_millis(60)).await;
    worker.end().await?;
    assert_eq!((smtp.count(), letters::waiting(&w.db).await?), (2, 1));
    let worker = Worker::begin(&house, &smtp.url())?;
    until_quiet(&w).await?;
    worker.end().await?;
    assert_eq!(smtp.count(), 3);
    Ok(())
}

#[tokio::test]
async fn only_administrators_see_letters_in_trouble_and_neither_words_nor_addresses() -> Tried {
    let w = world().await?;
    let (house, smtp) =
        (House::of(&w)?, Smtp::open(|_| Manner::AtRecipient("550 5.1.1 <stella@cast.example>: no such mailbox")).await?);
    let thread = w.start(&w.wren, OPEN, "Quokkas", "One").await?.thread;
    w.subscribe(&w.stella, thread).await?;
    w.reply(&w.wren, thread, "They bite").await?;
    let worker = Worker::begin(&house, &smtp.url())?;
    until_quiet(&w).await?;
    worker.end().await?;
    for name in ["", "Stella", "Mabel", "Vera", "Edie", "Olga"] {
        let cookie = w.cookie_header(name);
        assert_eq!(house.get_as(&cookie, "/desk/letters").await?.status, 404, "{name}");
        assert_eq!(house.post_as(&cookie, "/desk/letters", "letter=1&deed=drop").await?.status, 404, "{name}");
    }
    for (name, told) in [("Hedda", true), ("Vera", false), ("Edie", false)] {
        let desk = house.get_as(&w.cookie_header(name), "/desk").await?;
        assert_eq!((desk.status.as_u16(), desk.text().contains("1 letter could not be delivered.")), (200, told), "{name}");
    }
    let cookie = w.cookie_header("Hedda");
    let page = house.get_as(&cookie, "/desk/letters").await?.text();
    for words in ["A new post", "/members/Stella", "550 5.1.1", "given up"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    for hidden in ["cast.example", "Quokkas", "bite", "no such mailbox"] {
        assert!(!page.contains(hidden), "{hidden}");
    }
    let id = page.split("name=\"letter\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).ok_or("no letter")?;
    let body = format!("letter={id}&deed=retry");
    let answer = house.post_as(&cookie, "/desk/letters", &body).await?;
    assert_eq!(answer.headers["location"], "/desk/letters?done=retried");
    assert_eq!(letters::waiting(&w.db).await?, 1);
    assert_eq!(house.post_as(&cookie, "/desk/letters", &body).await?.headers["location"], "/desk/letters?done=gone");
    assert!(house.get_as(&cookie, "/desk/audit").await?.text().contains("Let a letter be tried again"));
    Ok(())
}
