//! The link at the foot of a letter: works from anywhere, signed out, on POST only, and does exactly what it names.

use crate::house::{Answer, House, Tried};
use axum::body::Body;
use axum::extract::Request;
use domain::cast::{CLOSED, OPEN, World, world};
use domain::db::Tx;
use domain::following::subscriptions;
use domain::letters;
use domain::viewer::Viewer;
use http::StatusCode;
use types::following::Mode;
use types::ids::ThreadId;

const FORM: &str = "application/x-www-form-urlencoded";
const ONE_CLICK: &str = "List-Unsubscribe=One-Click";

/// A thread of which somebody has been told, and the address at the foot of that letter.
async fn told(w: &World, house: &House, writer: &Viewer, reader: &Viewer, forum: &str) -> Tried<(ThreadId, String)> {
    let thread = w.start(writer, forum, "Quokkas on the ward", "One").await?.thread;
    w.db.act(reader, async |tx: &mut Tx<'_>| subscriptions::follow(tx, thread, Mode::First).await).await?;
    w.reply(writer, thread, "Two").await?;
    let waiting = w.letters().await?;
    let letter = waiting.iter().find(|letter| letter.about.is_some()).ok_or("no letter")?;
    let worded = letters::worded(&w.db, &house.site.0.origin, letter).await?.ok_or("no words")?;
    letters::sent(&w.db, letter.id).await?;
    let link = worded.text.split("/unsubscribe/").nth(1).and_then(|rest| rest.split_whitespace().next()).ok_or("no link")?;
    Ok((thread, format!("/unsubscribe/{link}")))
}

async fn post(house: &House, path: &str, kind: &str, body: &str, headers: &[(&str, &str)]) -> Tried<Answer> {
    let request = Request::post(path).header("content-type", kind);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    house.send(request.body(Body::from(body.to_owned()))?).await
}

async fn mode(w: &World, who: &Viewer, thread: ThreadId) -> Tried<Option<Mode>> {
    Ok(w.page(who, thread).await?.following.and_then(|following| following.own))
}

/// The way back in a page.
fn undo(page: &Answer) -> Tried<String> {
    let text = page.text();
    let found = text.split("name=\"undo\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).ok_or("no way back")?;
    Ok(format!("undo={found}"))
}

#[tokio::test]
async fn looking_at_the_page_stops_nothing_and_its_button_stops_one_thing_and_can_be_undone() -> Tried {
    let w = world().await?;
    let house = House::of(&w)?;
    let (thread, link) = told(&w, &house, &w.wren, &w.stella, OPEN).await?;
    let page = house.get(&link).await?;
    assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
    assert!(page.text().contains("about the discussion “Quokkas on the ward”"), "{}", page.text());
    assert_eq!(mode(&w, &w.stella, thread).await?, Some(Mode::First));
    let stopped = house.post_as("", &link, "").await?;
    assert_eq!((stopped.status, stopped.header("cache-control")), (StatusCode::OK, "no-store"));
    assert_eq!(mode(&w, &w.stella, thread).await?, Some(Mode::None));
    let back = house.post_as("", &link, &undo(&stopped)?).await?;
    assert_eq!(back.status, StatusCode::OK);
    assert_eq!(mode(&w, &w.stella, thread).await?, Some(Mode::First));
    Ok(())
}

/// A request of a mail program's: the kind of its body, the body, and its headers.
type Way<'w> = (&'w str, &'w str, &'w [(&'w str, &'w str)]);

#[tokio::test]
async fn one_click_of_a_mail_program_works_from_anywhere_in_both_encodings_and_twice() -> Tried {
    let w = world().await?;
    let house = House::of(&w)?;
    let boundary = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
    let ways: [Way<'_>; 5] = [
        (FORM, ONE_CLICK, &[]),
        (FORM, ONE_CLICK, &[("sec-fetch-site", "cross-site"), ("origin", "https://mail.example")]),
        (FORM, ONE_CLICK, &[("origin", "null")]),
        ("multipart/form-data; boundary=x", boundary, &[]),
        ("text/plain", "", &[("sec-fetch-site", "cross-site")]),
    ];
    for (kind, body, headers) in ways {
        let (thread, link) = told(&w, &house, &w.wren, &w.stella, OPEN).await?;
        for _ in 0..2 {
            assert_eq!(post(&house, &link, kind, body, headers).await?.status, StatusCode::OK, "{kind} {headers:?}");
            assert_eq!(mode(&w, &w.stella, thread).await?, Some(Mode::None));
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_write_from_elsewhere_is_taken_here_and_nowhere_else() -> Tried {
    let w = world().await?;
    let house = House::of(&w)?;
    let (_, link) = told(&w, &house, &w.wren, &w.stella, OPEN).await?;
    let elsewhere = [
        "/unsubscribe".to_owned(),
        "/unsubscribe/".to_owned(),
        format!("{link}/x"),
        format!("{link}/../../logout"),
        "/unsubscribed/x".to_owned(),
        "//unsubscribe/x".to_owned(),
        "/logout".to_owned(),
        "/my/notifications".to_owned(),
        "/my/subscriptions".to_owned(),
        "/api/reply".to_owned(),
        "/login?x=/unsubscribe/x".to_owned(),
    ];
    for path in &elsewhere {
        for headers in [&[][..], &[("sec-fetch-site", "cross-site")], &[("origin", "https://mail.example")]] {
            assert_eq!(post(&house, path, FORM, ONE_CLICK, headers).await?.status, StatusCode::FORBIDDEN, "{path} {headers:?}");
        }
    }
    for method in ["PUT", "DELETE", "PATCH"] {
        let request = Request::builder().method(method).uri(&link).body(Body::empty())?;
        assert_eq!(house.send(request).await?.status, StatusCode::FORBIDDEN, "{method}");
    }
    Ok(())
}

#[tokio::test]
async fn the_page_is_the_same_whoever_is_signed_in_and_names_nothing_that_is_closed() -> Tried {
    let w = world().await?;
    let house = House::of(&w)?;
    let (thread, link) = told(&w, &house, &w.marlow, &w.pavel, CLOSED).await?;
    let closed = house.get(&format!("/threads/{thread}")).await?;
    assert_eq!(closed.status, StatusCode::NOT_FOUND, "a guest is outside");
    let guest = house.get(&link).await?;
    assert!(guest.text().contains("about this discussion") && !guest.text().contains("uokka"), "{}", guest.text());
    for name in ["Pavel", "Stella", "Hedda"] {
        let cookie = w.cookie_header(name);
        let page = house.get_as(&cookie, &link).await?;
        assert_eq!((page.status, &page.body), (guest.status, &guest.body), "{name}");
        assert_eq!(page.header("set-cookie"), "");
    }
    let stella = w.cookie_header("Stella");
    let stopped = house.post_as(&stella, &link, "").await?;
    assert!(!stopped.text().contains("uokka") && !stopped.text().contains("Pavel") && !stopped.text().contains("Stella"));
    assert_eq!(mode(&w, &w.pavel, thread).await?, Some(Mode::None), "whoever holds the link");
    let back = house.post_as(&stella, &link, &undo(&stopped)?).await?;
    assert!(!back.text().contains("uokka"), "{}", back.text());
    assert_eq!(mode(&w, &w.pavel, thread).await?, Some(Mode::First));
    let gone = house.get_as("d2d=an-old-cookie", &link).await?;
    assert_eq!((gone.status, gone.header("set-cookie")), (StatusCode::OK, ""), "the cookie is not even looked at");
    Ok(())
}

#[tokio::test]
async fn what_is_no_link_of_ours_is_the_common_404() -> Tried {
    let w = world().await?;
    let house = House::of(&w)?;
    let (thread, link) = told(&w, &house, &w.wren, &w.stella, OPEN).await?;
    let (_, other) = told(&w, &house, &w.wren, &w.pavel, OPEN).await?;
    let nothing = house.get("/threads/4711").await?;
    let undo_here = undo(&house.post_as("", &link, "").await?)?;
    let mut bent = link.clone().into_bytes();
    let at = link.len() - 9;
    bent[at] = if bent[at] == b'A' { b'B' } else { b'A' };
    let bent = String::from_utf8(bent)?;
    for wrong in [bent.as_str(), "/unsubscribe/x", "/unsubscribe/%00", "/unsubscribe/%ff", "/unsubscribe/..%2fmy"] {
        let seen = house.get(wrong).await?;
        if !wrong.contains("%ff") {
            assert_eq!((seen.status, seen.body), (StatusCode::NOT_FOUND, nothing.body.clone()), "{wrong}");
        }
        assert!(post(&house, wrong, FORM, ONE_CLICK, &[]).await?.status.is_client_error(), "{wrong}");
    }
    for (path, body) in [(&other, undo_here.as_str()), (&link, "undo=x"), (&link, "undo=")] {
        assert_eq!(post(&house, path, FORM, body, &[]).await?.status, StatusCode::NOT_FOUND, "{body}");
    }
    assert_eq!(mode(&w, &w.stella, thread).await?, Some(Mode::None));
    for (kind, body) in [(FORM, "undo=%ff"), (FORM, "a=%ff")] {
        assert_eq!(post(&house, &link, kind, body, &[]).await?.status, StatusCode::BAD_REQUEST, "{body}");
    }
    Ok(())
}

#[tokio::test]
async fn how_letters_come_is_chosen_by_forms_that_keep_what_was_typed() -> Tried {
    let w = world().await?;
    let house = House::of(&w)?;
    let stella = w.cookie_header("Stella");
    let good =
        "deed=save&mode=first&posts=yes&mentions=yes&digest_at=06:30&quiet_from=22:00&quiet_until=07:00&zone=Pacific/Auckland";
    let page = "/my/notifications";
    assert_eq!(house.post_as(&stella, page, good).await?.status, StatusCode::SEE_OTHER);
    let seen = house.get_as(&stella, page).await?.text();
    for held in ["value=\"06:30\"", "value=\"22:00\"", "value=\"Pacific/Auckland\" selected"] {
        assert!(seen.contains(held), "{held}");
    }
    for (bad, field) in [
        (good.replace("06:30", "26:30"), "digest_at"),
        (good.replace("22:00", ""), "quiet_from"),
        (good.replace("Pacific/Auckland", "Mars/Base"), "zone"),
        (good.replace("Pacific/Auckland", "../etc/passwd"), "zone"),
        (good.replace("first", "none"), "mode"),
    ] {
        let answer = house.post_as(&stella, page, &bad).await?;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        assert!(answer.text().contains(&format!("id=\"{field}-error\"")), "{bad}");
    }
    let forum = "/forums/cardiology";
    assert_eq!(house.post_as(&stella, forum, "deed=follow&mode=daily").await?.status, StatusCode::SEE_OTHER);
    let list = house.get_as(&stella, "/my/subscriptions").await?.text();
    assert!(list.contains("href=\"/forums/cardiology\"") && list.contains("value=\"daily\" selected"), "{list}");
    let stop = house.post_as(&stella, "/my/subscriptions", "deed=stop&forum=cardiology").await?;
    assert_eq!(stop.status, StatusCode::SEE_OTHER);
    assert!(house.get_as(&stella, "/my/subscriptions").await?.text().contains("You follow nothing yet"));
    Ok(())
}
