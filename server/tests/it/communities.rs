use crate::house::{House, Tried};
use http::StatusCode;

/// A closed community of this person's, asked for and granted through the pages; the word in its address.
pub async fn found(house: &House, owner: &str, name: &str, door: &str) -> Tried<String> {
    let (owner, staff) = (house.sign_in(owner).await?, house.sign_in("administrator").await?);
    let wish = format!("deed=request&name={name}&purpose=About+{name}&for_whom=For+friends&door={door}");
    assert_eq!(house.post_as(&owner, "/my/communities", &wish).await?.status, StatusCode::SEE_OTHER);
    let desk = house.get_as(&staff, "/desk/requests").await?.text();
    let row = &desk[desk.find(&format!(">{name}<")).ok_or("no such request")?..];
    let number = between(row, "name=\"request\" value=\"", "\"")?;
    let grant = format!("request={number}&deed=grant&reason=A+good+cause");
    assert_eq!(house.post_as(&staff, "/desk/requests", &grant).await?.status, StatusCode::SEE_OTHER);
    let again = house.post_as(&staff, "/desk/requests", &grant).await?;
    assert_eq!(again.header("location"), "/desk/requests?done=gone", "a second click does nothing");
    let mine = house.get_as(&owner, "/my/communities").await?.text();
    let end = mine.find(&format!("\">{name}</a>")).ok_or("not opened")?;
    Ok(mine[..end].rsplit("/forums/").next().unwrap_or_default().to_owned())
}

fn between(text: &str, start: &str, end: &str) -> Tried<String> {
    let from = text.find(start).ok_or_else(|| format!("no {start}"))? + start.len();
    Ok(text[from..].split(end).next().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_listed_community_shows_its_door_and_whoever_is_let_in_reads_on() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let slug = found(&house, "theo", "Harbour", "listed").await?;
    let (owner, wren) = (house.sign_in("theo").await?, house.sign_in("wren").await?);
    let (forum, members) = (format!("/forums/{slug}"), format!("/forums/{slug}/members"));
    let door = house.get_as(&wren, &forum).await?;
    assert!(door.status == StatusCode::OK && door.text().contains("Ask to be let in"), "{}", door.text());
    let short = house.post_as(&wren, &forum, "body=").await?;
    assert!(short.status == StatusCode::UNPROCESSABLE_ENTITY && short.text().contains("id=\"body-error\""), "{}", short.text());
    for _ in 0..2 {
        assert_eq!(house.post_as(&wren, &forum, "body=Please+let+me+in").await?.header("location"), forum);
    }
    assert!(house.get_as(&wren, &forum).await?.text().contains("You asked to be let in"));
    assert_eq!(house.get_as(&wren, &members).await?.status, StatusCode::NOT_FOUND);
    assert!(house.get_as(&owner, &members).await?.text().contains("Please let me in"));
    let done = house.post_as(&owner, &members, "deed=admit&member=Wren").await?;
    assert_eq!(done.header("location"), format!("{members}?done=admitted"));
    let again = house.post_as(&owner, &members, "deed=admit&member=Wren").await?;
    assert_eq!(again.header("location"), format!("{members}?done=gone"), "a second click does nothing");
    let inside = house.get_as(&wren, &forum).await?.text();
    assert!(inside.contains("Closed community. Only its members read this.") && inside.contains(&members), "{inside}");
    let list = house.get_as(&wren, &members).await?.text();
    assert!(list.contains("Theo") && !list.contains("Make a code") && !list.contains("Archive it"), "{list}");
    assert_eq!(house.post_as(&wren, &members, "deed=code").await?.status, StatusCode::FORBIDDEN);
    for _ in 0..2 {
        let left = house.post_as(&wren, &members, "deed=leave").await?;
        assert_eq!(left.header("location"), "/my/communities?done=left");
    }
    assert_eq!(house.get_as(&wren, &members).await?.status, StatusCode::NOT_FOUND);
    assert_eq!(house.findings().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_code_is_shown_once_lets_one_member_in_and_tells_guests_nothing() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let slug = found(&house, "theo", "Cellar", "unlisted").await?;
    let (owner, wren, doctor) = (house.sign_in("theo").await?, house.sign_in("wren").await?, house.sign_in("nightreg").await?);
    let members = format!("/forums/{slug}/members");
    let shown = house.post_as(&owner, &members, "deed=code").await?;
    assert_eq!((shown.status, shown.header("cache-control")), (StatusCode::OK, "no-store"));
    let code = between(&shown.text(), "http://localhost:3000/join/", "<")?;
    assert_eq!(code.len(), 43, "{code}");
    let page = house.get_as(&owner, &members).await?.text();
    assert!(page.contains("Whoever has the code") && !page.contains(&code), "{page}");
    let absent = "x".repeat(43);
    let [good, bad] = [format!("/join/{code}"), format!("/join/{absent}")];
    for (address, form) in [(&good, &code), (&bad, &absent)] {
        let (looked, sent) = (house.get(address).await?, house.post_as("", address, "").await?);
        assert_eq!((looked.status, looked.header("location")), (StatusCode::SEE_OTHER, &*format!("/login?next=/join/{form}")));
        assert_eq!((sent.status, sent.body.len()), (looked.status, looked.body.len()));
    }
    assert_eq!(house.get_as(&wren, &bad).await?.status, StatusCode::NOT_FOUND);
    let found = house.get_as(&wren, &good).await?.text();
    assert!(found.contains("Cellar") && found.contains("will see your screen name"), "{found}");
    let box_ = house.post_as(&wren, "/my/communities", &format!("deed=code&code=http://localhost:3000/join/{code}")).await?;
    assert_eq!(box_.header("location"), good, "a whole link is taken too");
    assert_eq!(house.post_as(&wren, &good, "").await?.header("location"), format!("/forums/{slug}"));
    for (what, address) in [("used", &good), ("absent", &bad)] {
        assert_eq!(house.post_as(&doctor, address, "").await?.status, StatusCode::NOT_FOUND, "{what}");
    }
    let typed = house.post_as(&doctor, "/my/communities", &format!("deed=code&code={code}")).await?;
    assert!(typed.status == StatusCode::UNPROCESSABLE_ENTITY && typed.text().contains("id=\"code-error\""), "{}", typed.text());
    Ok(())
}

#[tokio::test]
async fn what_was_typed_on_a_communitys_page_stays_beside_its_error() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let slug = found(&house, "theo", "Harbour", "listed").await?;
    let (owner, members) = (house.sign_in("theo").await?, format!("/forums/{slug}/members"));
    let wren = house.sign_in("wren").await?;
    house.post_as(&wren, &format!("/forums/{slug}"), "body=Please").await?;
    house.post_as(&owner, &members, "deed=admit&member=Wren").await?;
    for (form, field, typed) in [
        ("deed=invite&invitee=Nobody+Such", "invitee", "Nobody Such"),
        ("deed=hand-over&heir=Nobody+Such", "heir", "Nobody Such"),
        ("deed=remove&removed=&reason=Too+noisy", "removed", "Too noisy"),
        ("deed=describe&about=A&for_whom=Friends&door=listed", "about", "Friends"),
        ("deed=describe&about=About&for_whom=Friends", "door", "Friends"),
    ] {
        let answer = house.post_as(&owner, &members, form).await?;
        let text = answer.text();
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(
            text.contains(&format!("id=\"{field}-error\"")) && text.contains(&format!("href=\"#{field}\"")),
            "{form}: {text}"
        );
        assert!(text.contains(&format!("value=\"{typed}\"")), "{form}: {text}");
    }
    let answer = house.post_as(&owner, "/my/communities", "deed=request&name=Attic&purpose=&for_whom=&door=").await?;
    let text = answer.text();
    assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && text.contains("value=\"Attic\""), "{text}");
    assert!(["purpose", "for_whom", "door"].iter().all(|field| text.contains(&format!("id=\"{field}-error\""))), "{text}");
    Ok(())
}

#[tokio::test]
async fn an_archived_community_can_be_read_and_takes_nothing_more() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let slug = found(&house, "theo", "Harbour", "listed").await?;
    let (owner, wren) = (house.sign_in("theo").await?, house.sign_in("wren").await?);
    let (forum, members) = (format!("/forums/{slug}"), format!("/forums/{slug}/members"));
    let started = house.post_as(&owner, &format!("{forum}/new"), "kind=question&title=Moorings&body=Which+ones&key=k").await?;
    let thread = started.header("location").split('#').next().unwrap_or_default().to_owned();
    for _ in 0..2 {
        assert_eq!(house.post_as(&owner, &members, "deed=archive").await?.header("location"), format!("{members}?done=archived"));
    }
    assert_eq!(house.get_as(&wren, &forum).await?.status, StatusCode::NOT_FOUND, "the door is gone");
    assert!(!house.get_as(&wren, "/forums").await?.text().contains("Harbour"));
    let page = house.get_as(&owner, &thread).await?.text();
    assert!(page.contains("Archived: this community can be read") && !page.contains("id=\"reply\""), "{page}");
    let list = house.get_as(&owner, &forum).await?.text();
    assert!(list.contains("Archived: this community can be read") && !list.contains("Start a thread"), "{list}");
    assert_eq!(house.post_as(&owner, &thread, "body=More&key=l").await?.status, StatusCode::FORBIDDEN);
    let opened = house.post_as(&owner, &members, "deed=reopen").await?;
    assert!(opened.header("location").ends_with("/members?done=reopened"), "{:?}", opened.headers);
    assert!(house.get_as(&wren, &forum).await?.text().contains("Ask to be let in"));
    Ok(())
}

#[tokio::test]
async fn a_moderator_sees_who_loses_sight_before_a_thread_moves() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let (doctor, staff) = (house.sign_in("nightreg").await?, house.sign_in("marlow").await?);
    let thread = house.thread_in(&doctor, "cycling").await?;
    let short = thread.rsplit_once('/').map_or("", |(short, _)| short);
    let page = format!("{short}/move");
    assert!(
        house.get_as(&staff, &thread).await?.text().contains(&page)
            && !house.get_as(&doctor, &thread).await?.text().contains(&page)
    );
    assert_eq!(house.get(&page).await?.header("location"), format!("/login?next={page}"));
    let seen = house.get_as(&staff, &format!("{page}?to=difficult-cases")).await?.text();
    assert!(
        seen.contains("Guests and search engines will not find it any more.") && seen.contains("lose sight of it at once"),
        "{seen}"
    );
    let wrong = house.post_as(&staff, &page, "to=difficult-cases&reason=").await?;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains("id=\"reason-error\""), "{}", wrong.text());
    assert_eq!(house.get(&thread).await?.status, StatusCode::OK, "looking moves nothing");
    for _ in 0..2 {
        let moved = house.post_as(&staff, &page, "to=difficult-cases&reason=A+patient+is+told+of").await?;
        assert_eq!(moved.header("location"), thread);
    }
    assert_eq!(house.get(&thread).await?.status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&page).await?.status, StatusCode::NOT_FOUND);
    assert_eq!(house.get_as(&doctor, &thread).await?.status, StatusCode::OK);
    assert_eq!(house.findings().await?, Vec::<String>::new());
    Ok(())
}
