use crate::house::{House, Tried};
use app::form::escape;
use http::StatusCode;

/// A house with a thread of at least twenty posts of 400 characters.
async fn furnished() -> Tried<(House, String, String)> {
    let house = House::at("http://localhost:3000", true, None).await?;
    let member = house.sign_in("nightreg").await?;
    let words = "Some words about the dose, the evidence for it, and what I would do on a ward. ".repeat(5);
    let first = format!("kind=question&title=Twenty+long+posts&body={}", escape(words.trim()));
    let started = house.post_as(&member, "/forums/cardiology/new", &first).await?;
    assert_eq!(started.status, StatusCode::SEE_OTHER);
    let thread = started.header("location").split(['#', '?']).next().unwrap_or_default().to_owned();
    for name in ["wren", "theo", "pilcrow"] {
        let cookie = house.sign_in(name).await?;
        for no in 0..7 {
            let reply = house.post_as(&cookie, &thread, &format!("body={}", escape(&format!("{no}: {}", words.trim())))).await?;
            assert_eq!(reply.status, StatusCode::SEE_OTHER);
        }
    }
    Ok((house, member, thread))
}

/// Statements for a page just after something was written, when neither callers nor rails are remembered.
async fn statements(house: &House, cookie: &str, path: &str) -> Tried<u64> {
    house.site.0.db.ready().await?;
    let before = house.site.0.db.statements();
    assert_eq!(house.get_as(cookie, path).await?.status, StatusCode::OK, "{path}");
    Ok(house.site.0.db.statements() - before)
}

#[tokio::test]
async fn a_page_takes_few_statements_session_and_seats_included() -> Tried {
    let (house, member, thread) = furnished().await?;
    let mut wrong = Vec::new();
    for (path, for_member, for_guest) in
        [(thread.as_str(), 6, 5), ("/forums/cardiology", 5, 5), ("/forums", 6, 5), ("/", 8, 5), ("/help", 2, 0)]
    {
        // A cookie that nobody has, so that the page is made and not only found.
        for (who, cookie, most) in [("member", member.as_str(), for_member), ("guest", "x=1", for_guest)] {
            let asked = statements(&house, cookie, path).await?;
            println!("{who} {path}: {asked} statements");
            if asked > most {
                wrong.push(format!("{who} {path}: {asked} statements, at most {most}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[tokio::test]
async fn a_page_of_twenty_posts_is_small() -> Tried {
    let (house, member, thread) = furnished().await?;
    let id = thread.split('/').nth(2).unwrap_or_default();
    let size = async |cookie: &str| -> Tried<usize> {
        let page = house.get_as(cookie, &thread).await?;
        assert_eq!(page.text().matches("<article").count(), 20);
        Ok(page.body.len())
    };
    let (guest, all_new) = (size("").await?, size(&member).await?);
    assert_eq!(house.post_as(&member, "/api/read", &format!("thread={id}&no=22")).await?.status, StatusCode::OK);
    let read = size(&member).await?;
    println!("20 posts of 400 characters: {guest} bytes for a guest, {read} for a member, {all_new} when every post is new");
    assert!(guest <= 30 * 1024 && read <= 30 * 1024, "{guest} and {read} bytes");
    // Marks of what is new cost a little more, once.
    assert!(all_new <= 31 * 1024, "{all_new} bytes");
    Ok(())
}
