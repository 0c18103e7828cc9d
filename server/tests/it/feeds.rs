//! Feeds, read back by a real feed parser.

use crate::house::{Answer, House, Tried};
use crate::studio::Studio;
use domain::cast::{CLOSED, OPEN};
use feed_rs::model::Feed;
use http::StatusCode;

fn parsed(answer: &Answer) -> Tried<Feed> {
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header("content-type").starts_with("application/atom+xml"));
    Ok(feed_rs::parser::parse(answer.body.to_vec().as_slice())?)
}

#[tokio::test]
async fn a_forums_feed_is_found_from_its_page_and_read_by_a_parser() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let member = house.sign_in("nightreg").await?;
    house.start(&member, "cardiology", "A <b>bold</b> & brave title", "See [the guide](/help) & *this*.").await?;
    let page = house.get("/forums/cardiology").await?;
    assert!(page.text().contains(r#"type="application/atom+xml" href="/feeds/forums/cardiology.atom""#), "autodiscovery");
    let feed = parsed(&house.get("/feeds/forums/cardiology.atom").await?)?;
    assert_eq!(feed.id, "http://localhost:3000/feeds/forums/cardiology.atom");
    let entry = feed.entries.first().ok_or("no entry")?;
    assert_eq!(entry.title.as_ref().map(|title| title.content.as_str()), Some("A <b>bold</b> & brave title"));
    assert_eq!(entry.authors.first().and_then(|author| author.name.as_deref()), Some("NightReg"));
    assert!(entry.id.starts_with("http://localhost:3000/posts/") && entry.updated.is_some() && entry.published.is_some());
    let words = entry.content.as_ref().and_then(|content| content.body.clone()).unwrap_or_default();
    assert!(words.contains(r#"href="http://localhost:3000/help""#) && words.contains("<em>this</em>"), "{words}");
    Ok(())
}

#[tokio::test]
async fn a_picture_in_an_open_post_stands_in_its_entry_and_is_offered_with_kind_and_length() -> Tried {
    let s = Studio::open().await?;
    let address = s.upload("Pavel").await?;
    let closed = s.upload("Marlow").await?;
    s.show(&s.world.marlow, CLOSED, &closed).await?;
    let body = format!("![A mole]({address}) ![Among doctors]({closed}) ![Never](/media/77)");
    let landing = s.world.start(&s.world.pavel, OPEN, "What is this?", &body).await?;
    let page = landing.address().split('#').next().unwrap_or_default().to_owned();
    for (page, address) in [
        (format!("/forums/{OPEN}"), format!("/feeds/forums/{OPEN}.atom")),
        (page, format!("/feeds/threads/{}.atom", landing.thread)),
    ] {
        let page = s.house.get(&page).await?.text();
        assert!(page.contains(&format!(r#"type="application/atom+xml" href="{address}""#)), "autodiscovery of {address}");
    }
    let feed = parsed(&s.house.get(&format!("/feeds/threads/{}.atom", landing.thread)).await?)?;
    let entry = feed.entries.first().ok_or("no entry")?;
    let whole = address.split('?').next().unwrap_or_default();
    let words = entry.content.as_ref().and_then(|content| content.body.clone()).unwrap_or_default();
    assert!(words.contains(&format!(r#"src="http://localhost:3000{whole}""#)) && !words.contains("srcset"), "{words}");
    let file = s.house.get(whole).await?;
    let offered: Vec<_> = entry.links.iter().filter(|link| link.rel.as_deref() == Some("enclosure")).collect();
    let told: Vec<_> = offered.iter().map(|link| (link.href.as_str(), link.media_type.as_deref(), link.length)).collect();
    let expected = (format!("http://localhost:3000{whole}"), file.header("content-type"), file.body.len() as u64);
    assert_eq!(told, [(expected.0.as_str(), Some(expected.1), Some(expected.2))], "and neither closed nor unknown ones");
    Ok(())
}

#[tokio::test]
async fn a_reader_program_that_knows_the_feed_is_told_that_nothing_is_new() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let member = house.sign_in("nightreg").await?;
    let thread = house.start(&member, "cardiology", "For readers", "One").await?;
    let id = thread.split('/').nth(2).unwrap_or_default().to_owned();
    let address = format!("/feeds/threads/{id}.atom");
    let first = house.get(&address).await?;
    let (tag, modified) = (first.header("etag").to_owned(), first.header("last-modified").to_owned());
    for (name, value) in [("if-none-match", &tag), ("if-modified-since", &modified)] {
        let again = house.get_with(&address, &[(name, value)]).await?;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{name}");
    }
    assert_eq!(house.post_as(&member, &thread, "body=Two").await?.status, StatusCode::SEE_OTHER);
    assert_eq!(parsed(&house.get_with(&address, &[("if-none-match", &tag)]).await?)?.entries.len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_closed_forum_has_no_feed_not_even_for_its_members_and_answers_like_nothing() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let doctor = house.sign_in("nightreg").await?;
    let thread = house.start(&doctor, "difficult-cases", "Among doctors", "Words for doctors").await?;
    let id = thread.split('/').nth(2).unwrap_or_default().to_owned();
    assert_eq!(house.get_as(&doctor, &thread).await?.status, StatusCode::OK, "they do see it");
    let nothing = house.get_as(&doctor, "/feeds/forums/none.atom").await?;
    for address in
        ["/feeds/forums/difficult-cases.atom".to_owned(), format!("/feeds/threads/{id}.atom"), "/feeds/my/none.atom".to_owned()]
    {
        for cookie in ["", doctor.as_str()] {
            assert_eq!(house.get_as(cookie, &address).await?.status, StatusCode::NOT_FOUND, "{address}");
        }
        assert_eq!(house.get_as(&doctor, &address).await?.body, nothing.body);
    }
    Ok(())
}

#[tokio::test]
async fn ones_own_feed_opens_with_its_key_alone_and_tells_nothing_of_closed_places() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let (doctor, other) = (house.sign_in("nightreg").await?, house.sign_in("wren").await?);
    let open = house.start(&other, "cardiology", "Open to all", "Open words").await?;
    let closed = house.start(&doctor, "difficult-cases", "Quiet title", "Quiet words").await?;
    for thread in [&open, &closed] {
        assert_eq!(house.post_as(&doctor, thread, "deed=subscribe").await?.status, StatusCode::SEE_OTHER);
    }
    let made = house.post_as(&doctor, "/my/subscriptions", "deed=make-feed&name=Reader").await?;
    let text = made.text();
    let address =
        text.split("http://localhost:3000/feeds/my/").nth(1).and_then(|rest| rest.split('"').next()).ok_or("no address")?;
    let answer = house.get(&format!("/feeds/my/{address}")).await?;
    assert_eq!(answer.header("cache-control"), "no-store");
    let feed = parsed(&answer)?;
    let titles: Vec<_> =
        feed.entries.iter().filter_map(|entry| entry.title.as_ref()).map(|title| title.content.as_str()).collect();
    assert_eq!(titles, ["Something new in a closed forum", "Open to all"]);
    assert!(!answer.text().contains("Quiet") && !answer.text().contains(address), "neither closed words nor the key");
    let page = house.get_as(&doctor, "/my/subscriptions").await?.text();
    assert!(!page.contains("/feeds/my/"), "the address is shown once");
    let handle = page.split(r#"name="feed" value=""#).nth(1).and_then(|rest| rest.split('"').next()).ok_or("no handle")?;
    let removed = house.post_as(&doctor, "/my/subscriptions", &format!("deed=remove-feed&feed={handle}")).await?;
    assert_eq!(removed.status, StatusCode::SEE_OTHER);
    assert_eq!(house.get(&format!("/feeds/my/{address}")).await?.status, StatusCode::NOT_FOUND);
    Ok(())
}

#[tokio::test]
async fn whatever_somebody_writes_the_feed_stays_readable() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let member = house.sign_in("nightreg").await?;
    house.start(&member, "cardiology", "A title\u{ffff}", "bell&#7; unit&#x1f; end&#xfffe; ]]> and\u{ffff}").await?;
    let answer = house.get("/feeds/forums/cardiology.atom").await?;
    assert_eq!(parsed(&answer)?.entries.len().min(1), 1);
    // XML 1.0, 2.2: a reader program refuses the whole feed for one of the others.
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    assert_eq!(answer.text().chars().find(|c| !allowed(*c)), None);
    Ok(())
}
