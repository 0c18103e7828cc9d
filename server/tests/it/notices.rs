//! Notices, mentions and quotations as they go over the wire.

use crate::house::{House, Tried};
use app::form::escape;
use http::StatusCode;

#[tokio::test]
async fn a_mention_is_found_among_the_notices_and_read_there() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let (one, two) = (house.sign_in("nightreg").await?, house.sign_in("wren").await?);
    let thread = house.start(&one, "cardiology", "Quokkas", "Ask @wren, see doi:10.1136/bmj.n1234.").await?;
    let page = house.get(&thread).await?.text();
    assert!(page.contains(r#"<a href="/members/Wren" rel="nofollow ugc noopener noreferrer">@Wren</a>"#), "{page}");
    assert!(page.contains(r#"href="https://doi.org/10.1136/bmj.n1234""#) && page.contains(">doi:10.1136/bmj.n1234</a>."));
    let notices = house.get_as(&two, "/my/notices").await?.text();
    assert!(notices.contains("NightReg has mentioned you") && notices.contains("Mark all read"), "{notices}");
    assert!(!house.get_as(&one, "/my/notices").await?.text().contains("NightReg has mentioned"));
    let read = house.post_as(&two, "/my/notices", "deed=all").await?;
    assert_eq!((read.status, read.header("location")), (StatusCode::SEE_OTHER, "/my/notices?done=read"));
    assert!(house.get_as(&two, "/my/notices").await?.text().contains("You have read everything that you were told of."));
    assert_eq!(house.get("/my/notices").await?.status, StatusCode::SEE_OTHER, "a guest signs in first");
    assert_eq!(house.post_as(&two, "/my/notices", "deed=none").await?.status, StatusCode::BAD_REQUEST);
    Ok(())
}

#[tokio::test]
async fn a_quotation_of_what_is_not_there_is_told_beside_the_field() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let one = house.sign_in("nightreg").await?;
    let thread = house.start(&one, "cardiology", "Quokkas", "Hello").await?;
    let body = "> [Somebody](/members/Somebody) [wrote](/posts/4711):\n> Words\n\nMine";
    let answer = house.post_as(&one, &thread, &format!("body={}", escape(body))).await?;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("A post that you quote is not here, or no longer"), "{}", answer.text());
    assert!(answer.text().contains("Mine"), "what was typed stays");
    Ok(())
}

#[tokio::test]
async fn names_are_offered_to_members_only_and_where_somebody_has_written() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let (one, two) = (house.sign_in("nightreg").await?, house.sign_in("wren").await?);
    house.start(&two, "cardiology", "Quokkas", "Hello").await?;
    let asked = async |cookie: &str, place: &str, begins: &str| -> Tried<String> {
        let answer = house.post_as(cookie, "/api/names", &format!("place={place}&begins={begins}")).await?;
        Ok(format!("{} {}", answer.status.as_u16(), answer.text()))
    };
    assert_eq!(asked(&one, "forum:cardiology", "wre").await?, r#"200 ["Wren"]"#);
    assert_eq!(asked(&one, "forum:cardiology", "zz").await?, "200 []");
    let student = house.sign_in("theo").await?;
    let (closed, none) = (asked(&student, "forum:difficult-cases", "wr").await?, asked(&student, "forum:none", "wr").await?);
    assert!(closed == none && closed.starts_with("404"), "{closed} {none}");
    assert!(asked(&one, "nonsense", "wr").await?.starts_with("404"));
    assert!(asked("", "forum:cardiology", "wr").await?.starts_with("403"));
    Ok(())
}
