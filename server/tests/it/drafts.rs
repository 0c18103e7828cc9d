//! Unsent texts over HTTP: with the browser's composer and without scripts, in conflict, without a session, after a kill.

use crate::client::Client;
use crate::house::{House, Tried};
use crate::writers::Community;
use domain::clock::DAY;

/// What the composer sends for this place.
fn call(who: &str, place: &str, body: &str, upon: i64) -> String {
    format!("who={who}&place={place}&kind=&title=&body={body}&key=kkkkkkkk&upon={upon}")
}

fn place(thread: &str) -> String {
    format!("thread:{}", thread.split('/').nth(2).unwrap_or_default())
}

/// The version in the answer of a save.
fn version(answer: &str) -> Tried<i64> {
    let number = answer.split("\"version\":").nth(1).ok_or_else(|| format!("no version: {answer}"))?;
    Ok(number.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default().parse()?)
}

#[tokio::test]
async fn a_draft_saved_by_the_composer_stands_in_the_page_and_in_the_list() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let theo = house.sign_in("theo").await?;
    let thread = house.thread_in(&theo, "cycling").await?;
    let saved = house.post_as(&theo, "/api/draft", &call("Theo", &place(&thread), "Half+a+%3Cb%3Ethought", 0)).await?;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let again = house.post_as(&theo, "/api/draft", &call("Theo", &place(&thread), "Half+a+%3Cb%3Ethought", 0)).await?;
    assert_eq!(saved.text(), again.text(), "a save that comes twice is one");
    let page = house.get_as(&theo, &thread).await?;
    assert!(page.text().contains(">Half a &lt;b>thought</textarea>"), "it stands in the field");
    let list = house.get_as(&theo, "/my/drafts").await?;
    assert!(list.text().contains("Half a &lt;b&gt;thought") && list.header("cache-control") == "no-store");
    let wren = house.sign_in("wren").await?;
    for path in [thread.as_str(), "/my/drafts"] {
        assert!(!house.get_as(&wren, path).await?.text().contains("thought"), "nobody else sees it");
    }
    assert!(house.get("/my/drafts").await?.header("location").starts_with("/login?next=/my/drafts"));
    Ok(())
}

#[tokio::test]
async fn two_devices_in_conflict_get_both_texts_with_scripts_and_without() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let theo = house.sign_in("theo").await?;
    let thread = house.thread_in(&theo, "cycling").await?;
    let first = house.post_as(&theo, "/api/draft", &call("Theo", &place(&thread), "One", 0)).await?;
    let upon = version(&first.text())?;
    let second = version(&house.post_as(&theo, "/api/draft", &call("Theo", &place(&thread), "Two+at+home", upon)).await?.text())?;
    let told = house.post_as(&theo, "/api/draft", &call("Theo", &place(&thread), "Two+on+the+ward", upon)).await?.text();
    assert!(told.contains("Other") && told.contains("Two at home"), "{told}");
    let form = format!("deed=draft&body=Two+on+the+ward&key=kkkkkkkk&upon={upon}");
    let both = house.post_as(&theo, &thread, &form).await?;
    assert_eq!(both.status, 422);
    for words in ["There are two different texts", "Two at home", ">Two on the ward</textarea>", &format!("value=\"{second}\"")] {
        assert!(both.text().contains(words), "{words}");
    }
    let mine = house.post_as(&theo, &thread, &form.replace(&upon.to_string(), &second.to_string())).await?;
    assert_eq!((mine.status.as_u16(), mine.header("location")), (303, format!("{thread}?done=draft#reply").as_str()));
    let page = house.get_as(&theo, &format!("{thread}?done=draft")).await?.text();
    assert!(page.contains(">Two on the ward</textarea>") && page.contains("Your draft is saved"));
    Ok(())
}

#[tokio::test]
async fn without_a_session_or_for_somebody_else_nothing_is_kept_and_every_place_answers_alike() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let (theo, doctor) = (house.sign_in("theo").await?, house.sign_in("nightreg").await?);
    let (open, closed) = (house.thread_in(&theo, "cycling").await?, house.thread_in(&doctor, "difficult-cases").await?);
    assert_eq!(house.get_as(&theo, &closed).await?.status, 404, "he is outside");
    for (cookie, who) in [("", "Theo"), (theo.as_str(), "Wren")] {
        let answers = [place(&open), place(&closed), "thread:7".to_owned(), "forum:no-such".to_owned()];
        for place in answers {
            let answer = house.post_as(cookie, "/api/draft", &call(who, &place, "Mine", 0)).await?;
            assert_eq!((answer.status.as_u16(), answer.text().contains("SignIn")), (403, true), "{who} {place}");
        }
    }
    let unseen = house.post_as(&theo, "/api/draft", &call("Theo", &place(&closed), "Mine", 0)).await?;
    let never = house.post_as(&theo, "/api/draft", &call("Theo", "thread:7", "Mine", 0)).await?;
    assert_eq!((unseen.status.as_u16(), unseen.body), (404, never.body));
    let kept = house.post_as("", &open, "deed=draft&body=Twenty+minutes+of+work&key=kkkkkkkk&upon=0").await?;
    assert!(kept.status == 403 && kept.text().contains(">Twenty minutes of work</textarea>"), "the words come back");
    assert!(house.get_as(&theo, "/my/drafts").await?.text().contains("Nothing unsent"));
    Ok(())
}

#[tokio::test]
async fn what_no_draft_can_hold_is_told_and_stays_in_the_field() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let theo = house.sign_in("theo").await?;
    let thread = house.thread_in(&theo, "cycling").await?;
    for (body, says) in
        [("x".repeat(20_001), "at most 20000 are kept"), ("50+mg+%E2%80%AE".to_owned(), "invisible control characters")]
    {
        let answer = house.post_as(&theo, &thread, &format!("deed=draft&body={body}&key=kkkkkkkk&upon=0")).await?;
        assert!(answer.status == 422 && answer.text().contains(says), "{says}");
    }
    for upon in ["", "x", "-1", "99999999999999999999"] {
        let answer = house.post_as(&theo, &thread, &format!("deed=draft&body=Fine&key=kkkkkkkk&upon={upon}")).await?;
        assert_eq!(answer.status, 303, "{upon}");
    }
    Ok(())
}

#[tokio::test]
async fn an_edit_from_an_older_window_shows_both_texts_and_is_saved_only_on_purpose() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let theo = house.sign_in("theo").await?;
    let sent =
        house.post_as(&theo, "/forums/cycling/new", "kind=question&title=Which+dose&body=Give+50+mg.&key=kkkkkkkk").await?;
    let thread = sent.header("location").split('#').next().unwrap_or_default().to_owned();
    let post = house.get_as(&theo, &thread).await?.link("/posts/")?;
    let edit = format!("{}/edit", post.split('/').take(3).collect::<Vec<_>>().join("/"));
    let key = |page: String| {
        let after = page.split("name=\"key\" value=\"").nth(1).unwrap_or_default().to_owned();
        after.split('"').next().unwrap_or_default().to_owned()
    };
    let opened = key(house.get_as(&theo, &edit).await?.text());
    assert_eq!(house.post_as(&theo, &edit, &format!("body=Give+5+mg.&key={opened}&upon=0")).await?.status, 303);
    let late = house.post_as(&theo, &edit, &format!("body=Give+50+mg+%3Cslowly%3E.&key={opened}&upon=0")).await?;
    assert_eq!(late.status, 422);
    for words in [
        "This post has changed since you opened it",
        "Give 5 mg.",
        ">Give 50 mg &lt;slowly>.</textarea>",
        "Save yours anyway",
        "<del>",
    ] {
        assert!(late.text().contains(words), "{words}: {}", late.text());
    }
    let now = key(late.text());
    assert_ne!(now, opened);
    assert_eq!(house.post_as(&theo, &edit, &format!("body=Give+50+mg+slowly.&key={now}&upon=0")).await?.status, 303);
    let history = house.get(&edit.replace("/edit", "/history")).await?.text();
    for words in ["As first written", "In between", "As it is now", "<ins>", "Show as it was"] {
        assert!(history.contains(words), "{words}");
    }
    Ok(())
}

#[tokio::test]
async fn a_draft_goes_with_the_seat_and_after_half_a_year() -> Tried {
    assert_eq!(domain::drafts::KEPT_DAYS * DAY, 180 * 86_400_000);
    let world = domain::cast::world().await?;
    let house = House::of(&world)?;
    let landing = world.start(&world.marlow, domain::cast::CLOSED, "Quokkas", "One").await?;
    let cookie = world.cookie_header("Pavel");
    let saved =
        house.post_as(&cookie, "/api/draft", &call("Pavel", &format!("thread:{}", landing.thread), "Between+doctors", 0)).await?;
    assert_eq!(saved.status, 200, "{}", saved.text());
    world.take_seat("Pavel").await?;
    assert!(house.get_as(&cookie, "/my/drafts").await?.text().contains("Nothing unsent"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_that_was_acknowledged_survives_a_kill() -> Tried {
    let community = Community::found()?;
    let (mut served, address) = community.serve()?;
    let mut theo = Client::sign_in(&address, "theo").await?;
    let page = theo.get("/forums/cycling").await?.body;
    let at = page.find("href=\"/threads/").ok_or("no thread")? + 6;
    let thread = page[at..].split(['"', '?', '#']).next().unwrap_or_default().to_owned();
    let mut upon = 0;
    for round in 0..5 {
        let heard = theo.post("/api/draft", &call("Theo", &place(&thread), &format!("Round+{round}"), upon)).await?;
        assert_eq!(heard.status, 200, "{}", heard.body);
        upon = version(&heard.body)?;
        served.kill()?;
        let address;
        (served, address) = community.serve()?;
        theo = theo.again(&address).await?;
        assert!(theo.get(&thread).await?.body.contains(&format!(">Round {round}</textarea>")));
    }
    served.kill()?;
    community.is_sound()
}
