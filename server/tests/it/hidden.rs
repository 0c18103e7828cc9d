use crate::house::{Answer, House, Tried};
use crate::strangers::things;
use http::StatusCode;

/// A number that nothing has.
const ABSENT: &str = "4503599627370495";

/// Alike in every byte. The length is given by the wire's library to those that do not bring theirs.
fn same(what: &str, mut hidden: Answer, mut absent: Answer) {
    hidden.headers.remove("content-length");
    absent.headers.remove("content-length");
    assert_eq!(hidden.status, absent.status, "{what}");
    assert!(hidden.status.is_client_error(), "{what}: {}", hidden.status);
    assert_eq!(hidden.headers, absent.headers, "{what}");
    assert!(hidden.body == absent.body, "{what}:\n{}\n{}", hidden.text(), absent.text());
}

#[tokio::test]
async fn what_is_hidden_cannot_be_told_from_what_is_not_there() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let things = things(&house).await?;
    let number = |mark: &str| {
        things
            .iter()
            .find(|(known, _)| *known == mark)
            .and_then(|(_, address)| address.split('/').nth(2))
            .unwrap_or_default()
            .to_owned()
    };
    let (closed, secret, cellar) = (number("{closed}"), number("{secret}"), number("{unlisted}"));
    // As long as the other, so that no length tells.
    let none = format!("c-{}", "0".repeat(cellar.len() - 2));
    let wren = house.sign_in("wren").await?;
    assert_eq!(house.post_as(&wren, "/my/privacy", "visibility=nobody").await?.status, StatusCode::SEE_OTHER);
    let student = house.sign_in("theo").await?;
    let pairs = [
        (format!("/threads/{closed}"), format!("/threads/{ABSENT}")),
        (format!("/threads/{closed}/any"), format!("/threads/{ABSENT}/any")),
        (format!("/threads/{closed}/any?page=2"), format!("/threads/{ABSENT}/any?page=2")),
        (format!("/threads/{closed}/any?quote={secret}"), format!("/threads/{ABSENT}/any?quote={secret}")),
        (format!("/posts/{secret}"), format!("/posts/{ABSENT}")),
        (format!("/posts/{secret}/edit"), format!("/posts/{ABSENT}/edit")),
        (format!("/posts/{secret}/history"), format!("/posts/{ABSENT}/history")),
        ("/forums/difficult-cases/new".to_owned(), "/forums/no-such-forum/new".to_owned()),
        (format!("/threads/{closed}/move"), format!("/threads/{ABSENT}/move")),
        (format!("/threads/{closed}/move?to=help"), format!("/threads/{ABSENT}/move?to=help")),
        (format!("/threads/{closed}/merge?into=1"), format!("/threads/{ABSENT}/merge?into=1")),
        (format!("/threads/{closed}/split?page=2"), format!("/threads/{ABSENT}/split?page=2")),
        (format!("/forums/{cellar}"), format!("/forums/{none}")),
        (format!("/forums/{cellar}?page=2"), format!("/forums/{none}?page=2")),
        (format!("/forums/{cellar}/new"), format!("/forums/{none}/new")),
        (format!("/forums/{cellar}/members"), format!("/forums/{none}/members")),
        (format!("/forums/{}/members", number("{listed}")), format!("/forums/{none}/members")),
        ("/desk/requests".to_owned(), "/nothing".to_owned()),
        ("/desk/forums".to_owned(), "/nothing".to_owned()),
        ("/desk/forums/help".to_owned(), "/nothing".to_owned()),
        ("/members/Wren".to_owned(), "/members/Nobody-Such".to_owned()),
        ("/desk".to_owned(), "/nothing".to_owned()),
        ("/desk/members?name=W".to_owned(), "/nothing".to_owned()),
    ];
    let forms = [
        (format!("/threads/{closed}/any"), format!("/threads/{ABSENT}/any"), "body=Hello"),
        (format!("/threads/{closed}/any"), format!("/threads/{ABSENT}/any"), "body="),
        (format!("/threads/{closed}/any"), format!("/threads/{ABSENT}/any"), "deed=lock"),
        (format!("/posts/{secret}/edit"), format!("/posts/{ABSENT}/edit"), "body=Hello"),
        (format!("/posts/{secret}/edit"), format!("/posts/{ABSENT}/edit"), "body=Hello&deed=draft"),
        (format!("/threads/{closed}/any"), format!("/threads/{ABSENT}/any"), "body=Hello&deed=draft"),
        (format!("/forums/{cellar}/new"), format!("/forums/{none}/new"), "body=Hello&deed=draft"),
        (format!("/posts/{secret}/edit"), format!("/posts/{ABSENT}/edit"), "body="),
        (format!("/posts/{secret}/edit"), format!("/posts/{ABSENT}/edit"), "deed=withdraw"),
        (
            "/forums/difficult-cases/new".to_owned(),
            "/forums/no-such-forum/new".to_owned(),
            "kind=question&title=A+title&body=Hello",
        ),
        ("/forums/difficult-cases/new".to_owned(), "/forums/no-such-forum/new".to_owned(), "title="),
        (format!("/threads/{closed}/move"), format!("/threads/{ABSENT}/move"), "to=help&reason=Because"),
        (format!("/threads/{closed}/merge"), format!("/threads/{ABSENT}/merge"), "into=1&reason=Because"),
        (format!("/threads/{closed}/merge"), format!("/threads/{ABSENT}/merge"), "into=nothing"),
        (format!("/threads/{closed}/split"), format!("/threads/{ABSENT}/split"), "post-1=on&reason=Because"),
        (format!("/forums/{cellar}"), format!("/forums/{none}"), "body=Hello"),
        (format!("/forums/{cellar}"), format!("/forums/{none}"), "body="),
        (format!("/forums/{cellar}/new"), format!("/forums/{none}/new"), "kind=question&title=A+title&body=Hello"),
        (format!("/forums/{cellar}/members"), format!("/forums/{none}/members"), "deed=code"),
        (format!("/forums/{cellar}/members"), format!("/forums/{none}/members"), "deed=invite&invitee="),
        (format!("/forums/{cellar}/members"), format!("/forums/{none}/members"), "deed=no-such"),
        ("/desk/requests".to_owned(), "/nothing".to_owned(), "request=1&deed=grant&reason=Because"),
        ("/desk/forums/help".to_owned(), "/nothing".to_owned(), "deed=describe"),
        ("/desk/members".to_owned(), "/nothing".to_owned(), "member=Wren"),
    ];
    for cookie in ["", student.as_str()] {
        for (hidden, absent) in &pairs {
            same(hidden, house.get_as(cookie, hidden).await?, house.get_as(cookie, absent).await?);
        }
        for (hidden, absent, body) in &forms {
            let mut told = house.post_as(cookie, hidden, body).await?;
            // A text that comes back goes to its own address.
            told.body = told.text().replace(&format!("action=\"{hidden}\""), &format!("action=\"{absent}\"")).into_bytes();
            same(hidden, told, house.post_as(cookie, absent, body).await?);
        }
        for (function, body) in [
            ("reply", "thread={}&body=Hello&key=k"),
            ("read", "thread={}&no=1"),
            ("draft", "who=Theo&place=thread:{}&body=Hello"),
            ("edit", "post={}&body=Hello"),
            ("quote", "post={}&selected="),
        ] {
            let (address, known) = (format!("/api/{function}"), if body.contains("thread") { &closed } else { &secret });
            let (hidden, absent) = (body.replace("{}", known), body.replace("{}", ABSENT));
            same(&address, house.post_as(cookie, &address, &hidden).await?, house.post_as(cookie, &address, &absent).await?);
        }
        let start = |forum: &str| format!("forum={forum}&kind=question&title=A+title&body=Hello&key=k");
        same(
            "/api/start",
            house.post_as(cookie, "/api/start", &start("difficult-cases")).await?,
            house.post_as(cookie, "/api/start", &start("no-such")).await?,
        );
    }
    Ok(())
}

#[tokio::test]
async fn the_door_of_a_closed_forum_tells_nothing_of_what_is_behind_it() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let (student, doctor) = (house.sign_in("theo").await?, house.sign_in("nightreg").await?);
    let doors = async || -> Tried<Vec<Vec<u8>>> {
        let mut doors = Vec::new();
        for cookie in ["", student.as_str()] {
            for path in ["/forums/difficult-cases", "/forums/difficult-cases?page=2", "/forums/difficult-cases?page=999"] {
                doors.push(house.get_as(cookie, path).await?.body);
            }
        }
        Ok(doors)
    };
    let before = doors().await?;
    assert!(before[0] == before[1] && before[1] == before[2], "the pages behind the door cannot be counted");
    let thread = house.thread_in(&doctor, "difficult-cases").await?;
    let new = "kind=question&title=A+secret+title&body=Hello";
    assert_eq!(house.post_as(&doctor, "/forums/difficult-cases/new", new).await?.status, StatusCode::SEE_OTHER);
    assert!(house.get_as(&doctor, "/forums/difficult-cases").await?.text().contains("A secret title"));
    assert!(doors().await? == before, "nor can what happens there be noticed");
    assert!(!String::from_utf8_lossy(&before[0]).contains(&thread));
    Ok(())
}
