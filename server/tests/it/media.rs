use crate::house::Tried;
use crate::studio::{Studio, animation, photograph};
use domain::cast::{CLOSED, OPEN};
use http::StatusCode;
use std::time::{Duration, Instant};

#[tokio::test]
async fn a_picture_has_the_rights_of_its_posts_and_is_otherwise_absent() -> Tried {
    let s = Studio::open().await?;
    let address = s.upload("Pavel").await?;
    let (owner_alone, doctors, all) = ([404, 404, 200, 404, 404, 404, 404], [404, 404, 200, 404, 404, 404, 404], [200; 7]);
    assert_eq!(s.statuses(&address).await?, owner_alone);
    s.show(&s.world.pavel, CLOSED, &address).await?;
    assert_eq!(s.statuses(&address).await?, doctors);
    assert_eq!(s.house.get_as(&s.cookie("Marlow"), &address).await?.status, StatusCode::OK, "another doctor");
    let hidden = s.house.get_as(&s.cookie("Wren"), &address).await?;
    let never = s.house.get_as(&s.cookie("Wren"), "/media/9007199254740991?800x600").await?;
    assert_eq!((hidden.status, &hidden.body), (never.status, &never.body), "hidden is absent");
    let landing = s.show(&s.world.pavel, OPEN, &address).await?;
    assert_eq!(s.statuses(&address).await?, all);
    let post = s.world.post(&s.world.pavel, &landing).await?;
    s.world.edit(&s.world.pavel, post, "Without the picture.").await?;
    assert_eq!(s.statuses(&address).await?, doctors, "edited out");
    Ok(())
}

#[tokio::test]
async fn open_pictures_are_kept_for_five_minutes_and_closed_ones_by_nobody() -> Tried {
    let s = Studio::open().await?;
    let address = s.upload("Pavel").await?;
    let own = s.house.get_as(&s.cookie("Pavel"), &address).await?;
    assert_eq!((own.header("cache-control"), own.header("etag")), ("no-store", ""));
    s.show(&s.world.pavel, OPEN, &address).await?;
    let open = s.house.get(&address).await?;
    for (name, value) in [
        ("cache-control", "public, max-age=300"),
        ("content-type", "image/jpeg"),
        ("content-disposition", "inline"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("set-cookie", ""),
        ("content-encoding", ""),
    ] {
        assert_eq!(open.header(name), value, "{name}");
    }
    let tag = open.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.len() > 2, "a strong one: {tag}");
    let again = s.house.get_with(&address, &[("if-none-match", &tag)]).await?;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let small = s.house.get(&address.replace("?800x600", "?size=phone")).await?;
    assert!(small.header("etag") != tag && small.body.len() < open.body.len());
    assert_eq!(image::load_from_memory(&small.body)?.width(), 640);
    Ok(())
}

#[tokio::test]
async fn what_is_no_picture_gets_a_sentence_quickly() -> Tried {
    let s = Studio::open().await?;
    let mut bomb = photograph(64, 48)?;
    let frame = bomb.windows(2).position(|pair| pair == [0xff, 0xc0]).ok_or("no frame")?;
    bomb[frame + 5..frame + 9].copy_from_slice(&[0xc3, 0x50, 0xc3, 0x50]);
    let cases: [(Vec<u8>, &str); 5] = [
        (bomb, "40 megapixels"),
        (photograph(640, 480)?[..3000].to_vec(), "damaged or cut off"),
        (vec![0xff; 11 * 1024 * 1024], "larger than 10 MB"),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(), "JPEG, PNG, WebP or GIF"),
        (Vec::new(), "choose a file"),
    ];
    for (bytes, sentence) in cases {
        let begun = Instant::now();
        let answer = s.send("Wren", "/media", &[("picture", &bytes)]).await?;
        let took = begun.elapsed();
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
        let told: serde_json::Value = serde_json::from_slice(&answer.body)?;
        assert!(told["sentence"].as_str().is_some_and(|told| told.contains(sentence)), "{told}");
        assert!(took < Duration::from_millis(300) || bytes.len() > 1 << 20, "{sentence}: {took:?}");
    }
    let guest = s.send("Gus", "/media", &[("picture", &photograph(64, 48)?)]).await?;
    assert_eq!(guest.status, StatusCode::FORBIDDEN);
    assert!(guest.text().contains("sign in"), "{}", guest.text());
    for parts in [vec![("other", &b"x"[..])], vec![("picture", &b"x"[..]), ("picture", &b"x"[..])], vec![]] {
        assert_eq!(s.send("Wren", "/media", &parts).await?.status, StatusCode::BAD_REQUEST);
    }
    Ok(())
}

#[tokio::test]
async fn without_scripts_a_picture_is_added_listed_and_deleted() -> Tried {
    let s = Studio::open().await?;
    let wordless = s.send("Wren", "/my/pictures/new", &[("alt", b" "), ("picture", &photograph(64, 48)?)]).await?;
    assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wordless.text().contains("id=\"alt-error\""));
    let kept = s.send("Wren", "/my/pictures/new", &[("alt", b"A [mole]"), ("picture", b"no picture")]).await?;
    assert!(kept.text().contains("id=\"picture-error\"") && kept.text().contains("value=\"A [mole]\""), "what was typed stays");
    let added = s.send("Wren", "/my/pictures/new", &[("alt", b"A [mole]"), ("picture", &photograph(64, 48)?)]).await?;
    assert_eq!(added.header("location"), "/my/pictures?done=added");
    let page = s.house.get_as(&s.cookie("Wren"), "/my/pictures").await?.text();
    assert!(page.contains("![A \\[mole\\]](/media/") && !page.contains("Who.exe"), "{page}");
    assert!(!s.house.get_as(&s.cookie("Cora"), "/my/pictures").await?.text().contains("/media/"));
    let at = page.find("name=\"picture\" value=\"").ok_or("no way to delete it")?;
    let id: String = page[at + 22..].chars().take_while(char::is_ascii_digit).collect();
    let form = format!("picture={id}");
    assert_eq!(s.house.post_as(&s.cookie("Cora"), "/my/pictures", &form).await?.status, StatusCode::NOT_FOUND);
    let gone = s.house.post_as(&s.cookie("Wren"), "/my/pictures", &form).await?;
    assert_eq!(gone.header("location"), "/my/pictures?done=deleted");
    assert_eq!(s.house.get_as(&s.cookie("Wren"), &format!("/media/{id}")).await?.status, StatusCode::NOT_FOUND);
    Ok(())
}

#[tokio::test]
async fn of_an_animation_the_first_picture_is_kept_and_that_is_said() -> Tried {
    let s = Studio::open().await?;
    let answer = s.send("Wren", "/media", &[("picture", &animation()?)]).await?;
    let told: serde_json::Value = serde_json::from_slice(&answer.body)?;
    assert_eq!(told["stilled"], true);
    let still = s.send("Wren", "/media", &[("picture", &photograph(64, 48)?)]).await?;
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&still.body)?["stilled"], false);
    let added = s.send("Wren", "/my/pictures/new", &[("alt", b"Two greys"), ("picture", &animation()?)]).await?;
    assert_eq!(added.header("location"), "/my/pictures?done=stilled");
    let page = s.house.get_as(&s.cookie("Wren"), "/my/pictures?done=stilled").await?.text();
    assert!(page.contains("of an animation, only the first picture is shown"));
    Ok(())
}

#[tokio::test]
async fn the_words_typed_where_one_writes_are_kept_with_the_picture() -> Tried {
    let s = Studio::open().await?;
    let address = s.upload("Pavel").await?;
    let other = s.upload("Wren").await?;
    let own = async |name: &str| -> Tried<String> { Ok(s.house.get_as(&s.cookie(name), "/my/pictures").await?.text()) };
    assert!(own("Pavel").await?.contains(&format!("value=\"![]({address})\"")), "no words yet");
    s.show(&s.world.pavel, CLOSED, &address).await?;
    s.show(&s.world.pavel, CLOSED, &other).await?;
    assert!(own("Pavel").await?.contains(&format!("value=\"![A mole]({address})\"")));
    s.world.start(&s.world.pavel, OPEN, "Again", &format!("![Something else]({address})")).await?;
    assert!(own("Pavel").await?.contains(&format!("value=\"![A mole]({address})\"")), "the first words stay");
    assert!(own("Wren").await?.contains(&format!("value=\"![]({other})\"")), "somebody else's picture keeps its own");
    Ok(())
}

#[tokio::test]
async fn a_face_stands_beside_the_name_until_it_is_removed() -> Tried {
    let s = Studio::open().await?;
    let shown = s.send("Wren", "/my/profile/picture", &[("picture", &photograph(300, 200)?)]).await?;
    assert_eq!(shown.header("location"), "/my/profile?done=shown#face", "{}", shown.text());
    let landing = s.world.start(&s.world.wren, OPEN, "Hello", "Here I am.").await?;
    let thread = s.house.get(&landing.address()).await?.text();
    let at = thread.find("src=\"/media/").ok_or("no face beside the post")?;
    let address: String = thread[at + 5..].split('?').next().unwrap_or_default().to_owned();
    assert_eq!(s.house.get(&address).await?.header("cache-control"), "public, max-age=300");
    assert!(s.house.get("/members/Wren").await?.text().contains(&address));
    let own = s.house.get_as(&s.cookie("Wren"), "/my/profile").await?.text();
    assert!(own.matches(&address).count() >= 2, "in the header and in the profile");
    let removed = s.house.post_as(&s.cookie("Wren"), "/my/profile", "deed=remove-picture").await?;
    assert_eq!(removed.header("location"), "/my/profile?done=removed#face");
    assert!(!s.house.get(&landing.address()).await?.text().contains("/media/"), "kept pages are renewed");
    assert_eq!(s.house.get(&address).await?.status, StatusCode::NOT_FOUND);
    Ok(())
}
