//! Polls by their pages, without a line of script.

use crate::house::{House, Tried};
use app::form::escape;
use domain::cast::world;
use domain::clock::DAY;

async fn house() -> Tried<House> {
    House::at("http://localhost:3000", true, None).await
}

/// The form of a thread with a poll, with this in the place of one of its fields.
fn form(other: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("kind", "poll"),
        ("title", "A matter of knots"),
        ("body", "Please vote"),
        ("key", "kkkkkkkkkkkk"),
        ("question", "Which knot holds?"),
        ("options", "Bowline\r\nSheet bend\r\nReef knot"),
        ("choices", "one"),
        ("lasts", "week"),
        ("results", "voted"),
    ];
    fields.retain(|(name, _)| other.iter().all(|(given, _)| given != name));
    fields.extend(other);
    fields.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect::<Vec<_>>().join("&")
}

async fn open(house: &House, cookie: &str, other: &[(&str, &str)]) -> Tried<String> {
    let started = house.post_as(cookie, "/forums/cycling/new", &form(other)).await?;
    assert_eq!(started.status, 303, "{}", started.text());
    Ok(started.header("location").split('#').next().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_poll_is_made_and_voted_in_without_scripts() -> Tried {
    let house = house().await?;
    let (wren, theo) = (house.sign_in("wren").await?, house.sign_in("theo").await?);
    let empty = house.get_as(&wren, "/forums/cycling/new").await?.text();
    for field in ["question", "options", "choices", "lasts", "results", "hide_few"] {
        assert!(empty.contains(&format!("name=\"{field}\"")), "{field}");
    }
    let part = empty.split("class=\"poll-part\"").nth(1).and_then(|rest| rest.split("</section>").next()).unwrap_or_default();
    assert!(!part.is_empty() && !part.contains("required"), "what may be hidden asks for nothing");
    let thread = open(&house, &wren, &[]).await?;
    let list = house.get("/forums/cycling").await?.text();
    assert!(list.contains("#poll\"") && list.contains(">Poll<"), "lists name the kind");
    let guest = house.get(&thread).await?.text();
    assert!(guest.contains("Which knot holds?") && guest.contains("Sheet bend") && guest.contains(">Sign in</a>"));
    assert!(!guest.contains("name=\"choice\"") && !guest.contains("<progress"));
    let page = house.get_as(&theo, &thread).await?.text();
    assert!(page.contains("type=\"radio\" id=\"poll-2\" name=\"choice\" value=\"2\"") && !page.contains("<progress"), "{page}");
    let none = house.post_as(&theo, &thread, "deed=vote").await?;
    assert!(none.status == 422 && none.text().contains("Please choose one of the options."));
    let sent = house.post_as(&theo, &thread, "deed=vote&choice=2").await?;
    assert_eq!((sent.status.as_u16(), sent.header("location")), (303, format!("{thread}#poll").as_str()));
    let page = house.get_as(&theo, &thread).await?.text();
    assert!(page.contains("1 person has voted.") && page.contains("1 vote, 100%") && page.contains("your vote"), "{page}");
    assert!(!page.contains("style="), "nothing inline");
    assert_eq!(house.post_as(&theo, &thread, "deed=vote&choice=3").await?.status, 303);
    let page = house.get_as(&theo, &thread).await?.text();
    assert!(page.contains("1 person has voted."), "a second window changes the vote and gives no second one");
    assert_eq!(house.post_as(&theo, &thread, "deed=unvote").await?.status, 303);
    assert!(!house.get_as(&theo, &thread).await?.text().contains("<progress"));
    let twice = house.post_as(&theo, &thread, "deed=vote&choice=1&choice=2").await?;
    let strange = house.post_as(&theo, &thread, "deed=vote&choice=1&body=x").await?;
    assert_eq!((twice.status.as_u16(), strange.status.as_u16()), (400, 400));
    assert_eq!(house.post_as(&theo, &format!("{thread}?page=1"), "body=A+reply&key=kkkkkkkkkkk2").await?.status, 303);
    assert_eq!(house.findings().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn what_is_wrong_with_a_poll_stands_beside_its_field_and_everything_typed_stays() -> Tried {
    let house = house().await?;
    let wren = house.sign_in("wren").await?;
    let many = (0..21).map(|no| format!("Option {no}")).collect::<Vec<_>>().join("\n");
    for (field, typed, sentence) in [
        ("question", "ab", "A question has at least 3 characters."),
        ("options", "Only one", "these are 1."),
        ("options", many.as_str(), "these are 21."),
        ("options", "Yes\nYES", "No two options may be alike"),
        ("options", "</textarea><script>alert(1)</script>", "these are 1."),
        ("choices", "none", "Please say whether one may choose several options."),
        ("lasts", "year", "Please choose how long the poll runs."),
        ("results", "never", "Please choose when the results are shown."),
        ("title", "x", "A title has at least 3 characters."),
    ] {
        let answer = house.post_as(&wren, "/forums/cycling/new", &form(&[(field, typed), ("hide_few", "on")])).await?;
        let page = answer.text();
        assert_eq!(answer.status, 422, "{field}: {typed}");
        assert!(page.contains(sentence) && page.contains(&format!("href=\"#{field}\"")), "{field}: {page}");
        assert!(page.contains("id=\"kind-poll\" name=\"kind\" value=\"poll\" checked"), "the kind stays");
        assert!(page.contains("Please vote"), "the text stays");
        assert!(field == "question" || page.contains("Which knot holds?"), "the question stays");
        assert!(field == "options" || page.contains("Bowline\r\nSheet bend\r\nReef knot"), "the options stay: {page}");
        assert!(!page.contains("<script>alert"));
    }
    // Who asks no poll is not asked about one.
    let plain =
        house.post_as(&wren, "/forums/cycling/new", &form(&[("kind", "question"), ("options", "x"), ("question", "")])).await?;
    assert_eq!(plain.status, 303);
    // Whoever is signed out meanwhile gets every word back.
    let out = house.post_as("", "/forums/cycling/new", &form(&[])).await?.text();
    assert!(out.contains("Which knot holds?") && out.contains("Sheet bend") && out.contains("Please vote"));
    Ok(())
}

#[tokio::test]
async fn the_browsers_composer_sends_a_poll_whole() -> Tried {
    let house = house().await?;
    let wren = house.sign_in("wren").await?;
    let call = |poll: &str| format!("forum=cycling&kind=poll&title=Knots+again&body=Hello&key=kkkkkkkkkkk3{poll}");
    let none = house.post_as(&wren, "/api/start", &call("")).await?;
    assert_eq!(none.status, 422, "{}", none.text());
    let poll = "&poll[question]=Which+knot%3F&poll[options]=Bowline%0AReef+knot&poll[choices]=several&poll[lasts]=day&poll[results]=closed&poll[hide_few]=";
    let sent = house.post_as(&wren, "/api/start", &call(poll)).await?;
    assert_eq!(sent.status, 200, "{}", sent.text());
    let page = house.get_as(&wren, sent.text().trim_matches('"').split('#').next().unwrap_or_default()).await?.text();
    assert!(
        page.contains("Which knot?")
            && page.contains("name=\"option-2\"")
            && page.contains("Results are shown when the poll has closed.")
    );
    Ok(())
}

#[tokio::test]
async fn the_sites_poll_stands_beside_every_page_and_is_voted_in_from_there() -> Tried {
    let house = house().await?;
    let theo = house.sign_in("theo").await?;
    for path in ["/", "/forums", "/forums/cycling", "/help", "/about"] {
        for cookie in ["", theo.as_str()] {
            let page = house.get_as(cookie, path).await?.text();
            assert_eq!(page.matches("id=\"site-poll\"").count(), 1, "{path}");
            assert!(page.contains("What do you think?") && page.contains("Would you let an algorithm"), "{path}");
            assert_eq!(page.contains("name=\"choice\""), !cookie.is_empty(), "{path}");
            assert!(page.find("id=\"site-poll\"") > page.find("</main>"), "after what one came for");
        }
        let guest = house.get(path).await?.text();
        assert!(guest.contains(&format!("/login?next={path}\">Sign in to vote")) && !guest.contains("<progress"), "{path}");
    }
    let address = house.get("/polls").await?.link("/polls/")?;
    let before = house.get("/forums").await?.text();
    let wrong = house.post_as(&theo, &address, "deed=vote&next=/forums").await?;
    assert!(wrong.status == 422 && wrong.text().contains("Please choose one of the options."));
    assert!(wrong.text().contains("name=\"next\" value=\"/forums\""), "the way back is kept");
    let sent = house.post_as(&theo, &address, "deed=vote&choice=4&next=%2Fforums%3Fpage%3D1%23x").await?;
    assert_eq!((sent.status.as_u16(), sent.header("location")), (303, "/forums?page=1#site-poll"));
    for elsewhere in ["https://evil.example/", "//evil.example", "/\\evil.example", ""] {
        let sent = house.post_as(&theo, &address, &format!("deed=vote&choice=4&next={}", escape(elsewhere))).await?;
        assert_eq!(sent.header("location"), address, "{elsewhere}");
    }
    let page = house.get_as(&theo, "/help").await?.text();
    assert!(page.contains("7 people have voted.") && page.contains("your vote"), "{page}");
    assert_eq!(house.get("/forums").await?.text(), before, "guests see the same as before");
    let own = house.get_as(&theo, &address).await?.text();
    assert!(own.contains("7 people have voted.") && !own.contains("id=\"site-poll\""), "not twice on its own page");
    assert_eq!(house.post_as("", &address, "deed=vote&choice=1").await?.status, 403);
    let list = house.get("/polls").await?.text();
    assert!(
        list.contains("How do you hand over") && list.contains("7 people have voted.") && list.contains("<progress"),
        "{list}"
    );
    assert_eq!(house.get("/polls?page=2").await?.status, 404);
    Ok(())
}

#[tokio::test]
async fn editors_make_the_poll_of_the_week_at_the_desk() -> Tried {
    let house = house().await?;
    let (margin, theo) = (house.sign_in("editor").await?, house.sign_in("theo").await?);
    assert_eq!(house.get_as(&theo, "/desk/poll").await?.status, 404);
    assert!(house.get_as(&margin, "/desk").await?.text().contains("href=\"/desk/poll\""));
    let page = house.get_as(&margin, "/desk/poll").await?.text();
    assert!(page.contains("Would you let an algorithm") && page.contains("End it now"), "{page}");
    let plan = |opens: &str, options: &str| format!("deed=plan&question=What+next%3F&options={}&opens={opens}", escape(options));
    let wrong = house.post_as(&margin, "/desk/poll", &plan("now", "A\nB")).await?;
    assert!(
        wrong.status == 422 && wrong.text().contains("Another poll runs in this week") && wrong.text().contains("What next?")
    );
    let wrong = house.post_as(&margin, "/desk/poll", &plan("", "A")).await?.text();
    assert!(wrong.contains("these are 1.") && wrong.contains("Please choose when the poll opens."));
    let sent = house.post_as(&margin, "/desk/poll", &plan("next", "A\nB")).await?;
    assert_eq!(sent.header("location"), "/desk/poll?done=planned");
    let page = house.get_as(&margin, "/desk/poll?done=planned").await?.text();
    assert!(page.contains("The poll is made.") && page.contains("Take it back") && page.contains("What next?"));
    assert!(!house.get_as(&theo, "/polls").await?.text().contains("What next?"), "it is nobody else's business yet");
    let ids: Vec<_> = page.split("name=\"poll\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(house.get_as(&margin, &format!("/polls/{}", ids[1])).await?.status, 404);
    for id in [ids[0], ids[1]] {
        let ended = house.post_as(&margin, "/desk/poll", &format!("deed=end&poll={id}")).await?;
        assert_eq!(ended.header("location"), "/desk/poll?done=ended");
    }
    assert_eq!(
        house.post_as(&margin, "/desk/poll", &format!("deed=end&poll={}", ids[1])).await?.header("location"),
        "/desk/poll?done=gone"
    );
    assert!(!house.get("/forums").await?.text().contains("id=\"site-poll\""), "kept pages have been made anew");
    let hedda = house.sign_in("administrator").await?;
    let log = house.get_as(&hedda, "/desk/audit").await?.text();
    assert!(log.contains("Made a poll of the site") && log.contains("Ended a poll of the site"), "{log}");
    assert_eq!(house.findings().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_closed_poll_refuses_kindly_and_shows_its_results_to_everybody() -> Tried {
    let w = world().await?;
    let house = House::of(&w)?;
    let stella = w.cookie_header("Stella");
    let started = house.post_as(&stella, "/forums/cardiology/new", &form(&[("lasts", "day")])).await?;
    let thread = started.header("location").split('#').next().unwrap_or_default().to_owned();
    assert_eq!(house.post_as(&stella, &thread, "deed=vote&choice=1").await?.status, 303);
    w.clock.advance(DAY);
    let late = house.post_as(&stella, &thread, "deed=vote&choice=2").await?;
    assert!(late.status == 403 && late.text().contains("This poll has closed"), "{}", late.text());
    let guest = house.get(&thread).await?.text();
    assert!(guest.contains("1 person has voted.") && guest.contains("Closed ") && !guest.contains("to vote."), "{guest}");
    Ok(())
}
