//! Letters that come back: as the usual mail servers write it, and as somebody might make it up.

use crate::house::{House, Tried};
use crate::program::{doc2doc, success};
use crate::smtp::{Manner, Smtp};
use crate::worker::Worker;
use domain::cast::{OPEN, World, address, world};
use domain::db::Tx;
use domain::letters::bounces::{self, Bounced};
use domain::place;
use domain::viewer::Viewer;
use server::mail::bounce;
use std::io::Write;
use std::process::Stdio;

const POSTFIX: &str = include_str!("bounces/postfix.eml");
const EXIM: &str = include_str!("bounces/exim.eml");
const EXCHANGE: &str = include_str!("bounces/exchange.eml");
const GMAIL: &str = include_str!("bounces/gmail.eml");
const DELAYED: &str = include_str!("bounces/delayed.eml");
const AWAY: &str = include_str!("bounces/away.eml");

fn filled(template: &str, id: &str, to: &str) -> Vec<u8> {
    template.replace("{ID}", id).replace("{TO}", to).into_bytes()
}

/// A letter has been sent to each of these; its number, by their names.
async fn sent_to(w: &World, people: &[(&'static str, &Viewer)]) -> Tried<Vec<(&'static str, String)>> {
    let (house, smtp) = (House::of(w)?, Smtp::open(|_| Manner::Take).await?);
    let thread = w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread;
    for (_, who) in people {
        w.subscribe(who, thread).await?;
    }
    w.reply(&w.wren, thread, "Two").await?;
    let worker = Worker::begin(&house, &smtp.url())?;
    let taken = smtp.until(people.len()).await?;
    worker.end().await?;
    let mut sent = Vec::new();
    for (name, _) in people {
        let letter = taken.iter().find(|letter| letter.to == address(name)).ok_or("no letter")?;
        let id = letter.id()?;
        sent.push((*name, id.trim_start_matches("letter-").split('@').next().unwrap_or_default().to_owned()));
    }
    Ok(sent)
}

async fn rests(w: &World, who: &Viewer) -> Tried<Option<&'static str>> {
    Ok(w.db.look(who, async |tx: &mut Tx<'_>| bounces::paused(tx).await).await?.map(|paused| paused.why))
}

async fn take(w: &World, message: &[u8]) -> Tried<Option<Bounced>> {
    Ok(match bounce::parse(message) {
        Some(returned) => Some(bounces::take(&w.db, &returned).await?),
        None => None,
    })
}

#[tokio::test]
async fn the_usual_mail_servers_are_understood_and_the_address_rests() -> Tried {
    let w = world().await?;
    let people = [("Stella", &w.stella), ("Mabel", &w.mabel), ("Pavel", &w.pavel), ("Tessa", &w.tessa)];
    let sent = sent_to(&w, &people).await?;
    let kinds = [(POSTFIX, "know"), (EXIM, "refuses"), (EXCHANGE, "know"), (GMAIL, "full")];
    for (((name, who), (_, id)), (template, why)) in people.into_iter().zip(&sent).zip(kinds) {
        assert!(rests(&w, who).await?.is_none());
        assert_eq!(take(&w, &filled(template, id, &address(name))).await?, Some(Bounced::Paused), "{name}");
        let told = rests(&w, who).await?.unwrap_or_default();
        assert!(told.contains(why), "{name}: {told}");
        assert_eq!(take(&w, &filled(template, id, &address(name))).await?, Some(Bounced::Paused), "a second time");
    }
    assert!(rests(&w, &w.vera).await?.is_none());
    Ok(())
}

#[tokio::test]
async fn a_letter_that_is_late_is_noted_and_the_address_goes_on() -> Tried {
    let w = world().await?;
    let sent = sent_to(&w, &[("Stella", &w.stella)]).await?;
    assert_eq!(take(&w, &filled(DELAYED, &sent[0].1, &address("Stella"))).await?, Some(Bounced::Noted));
    assert!(rests(&w, &w.stella).await?.is_none());
    Ok(())
}

#[tokio::test]
async fn a_letter_that_is_refused_for_what_somebody_wrote_lets_nobodys_address_rest() -> Tried {
    let w = world().await?;
    let sent = sent_to(&w, &[("Stella", &w.stella)]).await?;
    let spam = POSTFIX.replace("5.1.1", "5.7.1").replace("Recipient address", "Message content");
    let virus = EXIM.replace("No such user here", "This message contains a virus");
    for template in [&spam, &virus] {
        assert_eq!(take(&w, &filled(template, &sent[0].1, &address("Stella"))).await?, Some(Bounced::Noted));
        assert!(rests(&w, &w.stella).await?.is_none());
    }
    Ok(())
}

#[tokio::test]
async fn whoever_makes_a_bounce_up_changes_nothing() -> Tried {
    let w = world().await?;
    let sent = sent_to(&w, &[("Stella", &w.stella), ("Mabel", &w.mabel)]).await?;
    let (stella, mabel) = (&sent[0].1, &sent[1].1);
    // Another number, a number of somebody else's letter, an address that is no longer theirs, and numbers that are none.
    for (id, to) in [("4503599627370496", "Stella"), (mabel.as_str(), "Stella"), (stella.as_str(), "Former"), ("0", "Stella")] {
        assert_eq!(take(&w, &filled(POSTFIX, id, &address(to))).await?, Some(Bounced::Unknown), "{id} {to}");
    }
    for id in ["", "-1", "9223372036854775808", "99999999999999999999", "1 or 1=1", "../1"] {
        assert!(matches!(take(&w, &filled(POSTFIX, id, &address("Stella"))).await?, None | Some(Bounced::Unknown)), "{id}");
    }
    // No report at all; a report of success; reports with pieces missing.
    let whole = String::from_utf8(filled(POSTFIX, stella, &address("Stella")))?;
    let broken = [
        String::from_utf8(filled(AWAY, stella, &address("Stella")))?,
        whole.replace("Action: failed", "Action: delivered").replace("Status: 5.1.1", "Status: 2.0.0"),
        whole.replace("Action: failed", "Action: relayed"),
        whole.replace("Status: 5.1.1", "Status: five"),
        whole.replace("Status: 5.1.1\r\n", ""),
        whole.replace("message/delivery-status", "text/plain"),
        whole.replace("Message-ID: <letter-", "Message-ID: <note-"),
        whole.replace("message/rfc822", "text/plain"),
        String::new(),
        "\0\u{ff}".repeat(1000),
        "Content-Type: multipart/report; boundary=a\r\n\r\n".to_owned()
            + &"--a\r\nContent-Type: message/rfc822\r\n\r\n".repeat(2000),
    ];
    for message in broken {
        assert_eq!(take(&w, message.as_bytes()).await?, None, "{message}");
    }
    for end in (0..whole.len()).step_by(7) {
        let told = take(&w, &whole.as_bytes()[..end]).await?;
        assert!(told.is_none() || end > whole.find("Message-ID: <letter").unwrap_or(0), "{end}: {told:?}");
        if told.is_some() {
            break;
        }
    }
    assert!(rests(&w, &w.mabel).await?.is_none());
    Ok(())
}

#[tokio::test]
async fn an_operator_pipes_what_came_back_into_the_program() -> Tried {
    let w = world().await?;
    std::fs::write(place::key(w.data()), [7; 32])?;
    let sent = sent_to(&w, &[("Stella", &w.stella)]).await?;
    let tell = |message: Vec<u8>| -> Tried<String> {
        let mut command = doc2doc(w.data());
        let mut child = command.args(["mail", "bounce"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        child.stdin.take().ok_or("no input")?.write_all(&message)?;
        success(&child.wait_with_output()?)
    };
    assert!(tell(b"Subject: Hello\r\n\r\nHow are you?".to_vec())?.contains("nothing is changed"));
    assert!(tell(filled(POSTFIX, "77", &address("Stella")))?.contains("nothing is changed"));
    assert!(rests(&w, &w.stella).await?.is_none());
    assert!(tell(filled(POSTFIX, &sent[0].1, &address("Stella")))?.contains("it rests"));
    assert!(rests(&w, &w.stella).await?.is_some());
    Ok(())
}
