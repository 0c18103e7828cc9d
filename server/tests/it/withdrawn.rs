//! A seat that is lost while a page is open, a stream is open, and letters wait.

use crate::house::{Answer, House, Tried};
use crate::live::{Said, Stream};
use domain::clock::Clock;
use http::StatusCode;
use server::mail::{Post, Sender};
use server::work;
use std::time::Duration;
use tokio::time::sleep;

/// What is said about a closed place in letters that go out now.
async fn letters(house: &House) -> Tried<Vec<String>> {
    let folder = tempfile::tempdir()?;
    let post = Post::folder(folder.path(), Sender::new(None, "doc2doc.example")?, Clock::machine())?;
    let (_running, stopped) = tokio::sync::watch::channel(false);
    let worker = tokio::spawn(work::send_letters(house.site.clone(), post, stopped));
    sleep(Duration::from_millis(1200)).await;
    worker.abort();
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder.path())? {
        let text = std::fs::read_to_string(entry?.path())?;
        if text.contains(" in a closed forum") {
            found.push(text);
        }
    }
    Ok(found)
}

async fn done(house: &House, cookie: &str, path: &str, form: &str) -> Tried<Answer> {
    let answer = house.post_as(cookie, path, form).await?;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path} {form}: {}", answer.text());
    Ok(answer)
}

async fn unread(stream: &mut Stream) -> Tried<i64> {
    match stream.next().await? {
        Said::Unread(number) => Ok(number),
        Said::Over => Err("the session has ended".into()),
    }
}

/// Two readers of a closed thread, both with a subscription and an open stream, and the answer that is queued for both.
struct Readers {
    thread: String,
    stays: (String, Stream),
    goes: (String, Stream),
    /// What the one who goes had unread before the closed thread was there, and has with it.
    before: i64,
    with: i64,
}

async fn readers(house: &House, forum: &str, [writes, stays, goes]: [&str; 3]) -> Tried<Readers> {
    let address = house.listen().await?;
    let mut streams = (Stream::open(&address, stays).await?, Stream::open(&address, goes).await?);
    unread(&mut streams.0).await?;
    let before = unread(&mut streams.1).await?;
    let thread = house.start(writes, forum, "Behind closed doors", "Hello").await?;
    let with = unread(&mut streams.1).await?;
    assert_eq!(with, before + 1);
    unread(&mut streams.0).await?;
    for cookie in [stays, goes] {
        done(house, cookie, &thread, "deed=subscribe").await?;
        let page = house.get_as(cookie, &thread).await?;
        assert!(page.text().contains("Stop letters"), "{}", page.text());
    }
    done(house, writes, &thread, "body=An+answer").await?;
    let (stays, goes) = ((stays.to_owned(), streams.0), (goes.to_owned(), streams.1));
    Ok(Readers { thread, stays, goes, before, with })
}

/// The seat has just been taken: page, stream and queue are closed for the one, and open for the other.
async fn closed(house: &House, mut readers: Readers, forum: &str, writes: &str, open_elsewhere: i64) -> Tried {
    let Readers { thread, stays, goes, before, with } = &mut readers;
    let now = unread(&mut goes.1).await?;
    assert_eq!(now, open_elsewhere, "what is behind the door is not counted (before: {before}, with the thread: {with})");
    assert_eq!(house.get_as(&goes.0, thread).await?.status, StatusCode::NOT_FOUND);
    for form in ["body=Still+here", "deed=subscribe", "deed=unsubscribe"] {
        assert_eq!(house.post_as(&goes.0, thread, form).await?.status, StatusCode::NOT_FOUND, "{form}");
    }
    house.start(writes, forum, "Another", "Hello").await?;
    done(house, writes, thread, "body=Another+answer").await?;
    assert!(goes.1.is_silent().await, "nothing that happens there is heard outside");
    unread(&mut stays.1).await?;
    let sent = letters(house).await?;
    assert_eq!(sent.len(), 1, "both answers in one letter, to the one who may read them: {sent:#?}");
    assert!(sent[0].contains("Subject: 2 new replies in a closed forum"), "{sent:#?}");
    let mine = house.get_as(&goes.0, "/").await?.text();
    assert!(!mine.contains("Behind closed doors") && mine.contains("class=\"bell\""));
    Ok(())
}

#[tokio::test]
async fn a_doctor_who_loses_the_seat_reads_hears_and_gets_nothing_more() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let (hedda, writes, stays, goes) = (
        house.sign_in("hedda").await?,
        house.sign_in("nightreg").await?,
        house.sign_in("kestrel").await?,
        house.sign_in("bleeps").await?,
    );
    let readers = readers(&house, "difficult-cases", [&writes, &stays, &goes]).await?;
    done(&house, &hedda, "/desk/members", "member=Bleeps&deed=take&reason=Left+the+register").await?;
    let address = house.listen().await?;
    let open_elsewhere = unread(&mut Stream::open(&address, &goes).await?).await?;
    assert!(open_elsewhere < readers.with);
    let door = house.get_as(&goes, "/forums/difficult-cases").await?;
    assert!(door.status == StatusCode::OK && !door.text().contains("Behind closed doors"));
    closed(&house, readers, "difficult-cases", &writes, open_elsewhere).await
}

#[tokio::test]
async fn a_member_who_is_removed_from_a_community_reads_hears_and_gets_nothing_more() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let (owner, stays, goes) = (house.sign_in("nightreg").await?, house.sign_in("kestrel").await?, house.sign_in("wren").await?);
    // Unlisted: for strangers it does not exist.
    let forum = house.get_as(&goes, "/my/communities").await?.link("/forums/c-")?;
    let slug = forum.trim_start_matches("/forums/").to_owned();
    let readers = readers(&house, &slug, [&owner, &stays, &goes]).await?;
    done(&house, &owner, &format!("{forum}/members"), "deed=remove&removed=Wren&reason=Works+days+now").await?;
    assert_eq!(house.get_as(&goes, &forum).await?.status, StatusCode::NOT_FOUND);
    let address = house.listen().await?;
    let open_elsewhere = unread(&mut Stream::open(&address, &goes).await?).await?;
    assert!(open_elsewhere < readers.with);
    closed(&house, readers, &slug, &owner, open_elsewhere).await
}
