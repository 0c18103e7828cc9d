//! Letters go to a real mail server, and are read back by a real parser.

use crate::house::{House, Tried};
use crate::smtp::{Manner, Smtp};
use crate::worker::Worker;
use domain::cast::{CLOSED, OPEN, world};
use domain::clock::HOUR;
use domain::db::Tx;
use domain::following::wishes;
use domain::letters;
use mail_parser::{Message, MimeHeaders, PartType};
use types::following::{Mode, Wishes};

fn head(message: &Message<'_>, name: &str) -> String {
    message.header_raw(name.to_owned()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

const BODY: &str = "The **wide** one :-) & not the `narrow`.\n\n- one\n- [two](/help)\n\n.\n\nDrücken Sie “hier”";

/// The words of `BODY` in both parts of a letter.
fn tells_body(parsed: &Message<'_>) -> Tried {
    let (text, html) = (parsed.body_text(0).ok_or("no text")?, parsed.body_html(0).ok_or("no html")?);
    for words in ["The wide one [", "] & not the narrow.", "> - one", "> .\n", "Drücken Sie “hier”"] {
        assert!(text.replace("\r\n", "\n").contains(words), "{words}: {text}");
    }
    for words in [
        "<strong>wide</strong>",
        "&amp; not the <code>narrow</code>",
        "href=\"http://localhost:3000/help\"",
        "Drücken Sie “hier”",
    ] {
        assert!(html.contains(words), "{words}: {html}");
    }
    Ok(())
}

#[tokio::test]
async fn a_letter_is_plain_text_and_html_of_the_same_words_to_one_recipient_and_stands_with_its_thread() -> Tried {
    let w = world().await?;
    let (house, smtp) = (House::of(&w)?, Smtp::open(|_| Manner::Take).await?);
    let thread = w.start(&w.wren, OPEN, "Which cuff? Größe – “XL”", "One").await?.thread;
    for who in [&w.stella, &w.mabel] {
        w.subscribe(who, thread).await?;
    }
    let worker = Worker::begin(&house, &smtp.url())?;
    let first = w.reply(&w.pavel, thread, BODY).await?;
    smtp.until(2).await?;
    w.reply(&w.pavel, thread, "And more").await?;
    let taken = smtp.until(4).await?;
    worker.end().await?;
    let (mut threads, mut ids) = (Vec::new(), Vec::new());
    for letter in &taken {
        let parsed = letter.parsed()?;
        let to: Vec<_> = parsed.to().ok_or("no recipient")?.iter().map(|one| one.address().unwrap_or_default()).collect();
        assert_eq!(to, [letter.to.as_str()], "one recipient, the one of the envelope");
        assert!(parsed.cc().is_none() && parsed.bcc().is_none() && parsed.reply_to().is_none());
        assert_eq!(parsed.subject(), Some("Re: Which cuff? Größe – “XL”"));
        assert_eq!(head(&parsed, "Auto-Submitted"), "auto-generated");
        assert_eq!(head(&parsed, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        assert_eq!(head(&parsed, "List-Id"), "doc2doc <letters.doc2doc.example>");
        let stop = head(&parsed, "List-Unsubscribe");
        assert!(stop.starts_with("<http://localhost:3000/unsubscribe/") && stop.ends_with('>'), "{stop}");
        assert_eq!(head(&parsed, "In-Reply-To"), head(&parsed, "References"));
        assert!(!head(&parsed, "References").contains(&thread.to_string()), "the thread's number stays here");
        threads.push(head(&parsed, "References"));
        ids.push(letter.id()?);
        assert!(parsed.content_type().is_some_and(|kind| kind.subtype() == Some("alternative")));
        let (text, html) = (parsed.body_text(0).ok_or("no text")?, parsed.body_html(0).ok_or("no html")?);
        assert!(matches!(parsed.parts[parsed.html_body[0] as usize].body, PartType::Html(_)));
        assert!(html.contains("lang=\"en-GB\"") && !html.contains("<img") && !html.contains("src="), "{html}");
        let inside = stop.trim_matches(['<', '>']).to_owned();
        for part in [&text, &html] {
            assert!(part.contains(&inside) && part.contains("http://localhost:3000/posts/"), "{part}");
        }
        for name in ["Stella", "Mabel", "Pavel", "Wren"] {
            assert!(!String::from_utf8_lossy(&letter.bytes).contains(name) && !text.contains(name), "{name}: {text}");
        }
    }
    threads.dedup();
    assert_eq!(threads.len(), 1, "mail programs show them together: {threads:?}");
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 4);
    let first = w.post(&w.stella, &first).await?.to_string();
    let letter = taken.iter().find(|one| one.parsed().is_ok_and(|m| m.body_text(0).is_some_and(|text| text.contains(&first))));
    tells_body(&letter.ok_or("the first reply was not told")?.parsed()?)
}

#[tokio::test]
async fn what_waited_for_the_end_of_quiet_hours_arrives_as_one_letter_that_one_click_stops() -> Tried {
    let w = world().await?;
    let (house, smtp) = (House::of(&w)?, Smtp::open(|_| Manner::Take).await?);
    let thread = w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread;
    // It is 13:00 in London.
    let quiet = Wishes { quiet: Some((12 * 60, 15 * 60)), ..Wishes::default() };
    w.db.act(&w.stella, async |tx: &mut Tx<'_>| wishes::set(tx, &quiet).await).await?;
    for who in [&w.stella, &w.mabel] {
        w.subscribe(who, thread).await?;
    }
    for words in [BODY, "The narrow one.", "Neither."] {
        w.reply(&w.pavel, thread, words).await?;
    }
    let worker = Worker::begin(&house, &smtp.url())?;
    assert_eq!(smtp.until(1).await?[0].to, "mabel@cast.example", "all that is due together is one letter, for everybody");
    worker.end().await?;
    w.clock.advance(2 * HOUR);
    let worker = Worker::begin(&house, &smtp.url())?;
    let taken = smtp.until(2).await?;
    worker.end().await?;
    assert_eq!((taken[1].to.as_str(), letters::waiting(&w.db).await?), ("stella@cast.example", 0));
    let parsed = taken[1].parsed()?;
    assert_eq!(parsed.subject(), Some("Re: Which cuff?"));
    tells_body(&parsed)?;
    let (text, html) = (parsed.body_text(0).ok_or("no text")?, parsed.body_html(0).ok_or("no html")?);
    for part in [&text, &html] {
        let places: Vec<_> = ["Drücken Sie", "The narrow one.", "Neither."].iter().map(|words| part.find(words)).collect();
        assert!(places.is_sorted() && places[0].is_some(), "{part}");
        assert_eq!(part.matches("http://localhost:3000/posts/").count(), 3, "{part}");
    }
    let stop = head(&parsed, "List-Unsubscribe");
    let path = stop.trim_matches(['<', '>']).strip_prefix("http://localhost:3000").ok_or("elsewhere")?;
    assert_eq!(house.post_as("", path, "List-Unsubscribe=One-Click").await?.status, 200);
    assert_eq!(w.page(&w.stella, thread).await?.following.and_then(|following| following.own), Some(Mode::None));
    Ok(())
}

#[tokio::test]
async fn a_letter_about_a_closed_place_tells_nothing_in_any_header_or_part() -> Tried {
    let w = world().await?;
    let (house, smtp) = (House::of(&w)?, Smtp::open(|_| Manner::Take).await?);
    let thread = w.start(&w.marlow, CLOSED, "Quokkas on the ward", "One").await?.thread;
    w.subscribe(&w.pavel, thread).await?;
    w.reply(&w.marlow, thread, "They bite the consultants").await?;
    let worker = Worker::begin(&house, &smtp.url())?;
    let taken = smtp.until(1).await?;
    worker.end().await?;
    let parsed = taken[0].parsed()?;
    let all = format!(
        "{}\n{}\n{}",
        String::from_utf8_lossy(&taken[0].bytes),
        parsed.body_text(0).ok_or("no text")?,
        parsed.body_html(0).ok_or("no html")?
    );
    for hidden in ["uokka", "bite", "consultant", "ifficult", "Marlow", &thread.to_string()] {
        assert!(!all.contains(hidden), "{hidden}: {all}");
    }
    assert_eq!(parsed.subject(), Some("New reply in a closed forum"));
    Ok(())
}
