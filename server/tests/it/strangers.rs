use crate::house::{House, Tried};
use crate::listed::{FUNCTIONS, ROUTES};
use std::collections::BTreeSet;
use std::fmt::Write;

/// What a guest and a member without the right are told: route or function, address, form, both statuses.
///
/// 403 stands only where the thing itself may be seen, and for whatever a guest has written, wherever it was to go, be there a place or
/// none (`signed_out.rs`); else what is hidden is 404 for both. Guests are sent to sign in from the pages about themselves (303), where
/// only a member has a right, and a member's own rights are in brackets.
const TABLE: &[(&str, &str, &str, u16, u16)] = &[
    ("/forums/{forum}/new", "/forums/help/new", "kind=question&title=A+title&body=Hello", 403, 303),
    ("/forums/{forum}/new", "/forums/difficult-cases/new", "kind=question&title=A+title&body=Hello", 403, 404),
    ("/forums/{forum}", "/forums/help", "body=Hello", 303, 303),
    ("/forums/{forum}", "/forums/difficult-cases", "body=Hello", 404, 404),
    ("/forums/{forum}", "{listed}", "body=Hello", 403, 303),
    ("/forums/{forum}", "{unlisted}", "body=Hello", 404, 404),
    ("/forums/{forum}/members", "{listed}/members", "deed=code", 404, 404),
    ("/forums/{forum}/members", "{unlisted}/members", "deed=code", 404, 404),
    ("/join/{code}", "/join/abc", "", 303, 404),
    ("/threads/{thread}/move", "{its number}/move", "to=help&reason=Because", 403, 403),
    ("/threads/{thread}/move", "{its secret number}/move", "to=help&reason=Because", 404, 404),
    ("/threads/{thread}/merge", "{its number}/merge", "into=1&reason=Because", 403, 403),
    ("/threads/{thread}/merge", "{its secret number}/merge", "into=1&reason=Because", 404, 404),
    ("/threads/{thread}/split", "{its number}/split", "from=1&kind=question&title=A+title&reason=Because", 403, 403),
    ("/threads/{thread}/split", "{its secret number}/split", "from=1&kind=question&title=A+title&reason=Because", 404, 404),
    ("/threads/{thread}/{slug}", "{locked}", "body=Hello", 403, 403),
    ("/threads/{thread}/{slug}", "{open}", "deed=lock", 403, 403),
    ("/threads/{thread}/{slug}", "{open}", "deed=subscribe", 403, 303),
    ("/threads/{thread}/{slug}", "{poll}", "deed=vote&option-1=on", 403, 303),
    ("/threads/{thread}/{slug}", "{open}", "deed=vote&choice=1", 404, 404),
    ("/threads/{thread}/{slug}", "{closed}", "deed=vote&choice=1", 404, 404),
    ("/polls/{poll}", "{site poll}", "deed=vote&choice=1", 403, 303),
    ("/polls/{poll}", "/polls/1", "deed=vote&choice=1", 404, 404),
    ("/desk/poll", "/desk/poll", "deed=plan&question=What+now&options=A%0AB&opens=next", 404, 404),
    ("/threads/{thread}/{slug}", "{closed}", "body=Hello", 403, 404),
    ("/threads/{thread}/{slug}", "{closed}", "deed=subscribe", 404, 404),
    ("/threads/{thread}/{slug}", "{closed}", "deed=unsubscribe", 404, 404),
    ("/threads/{thread}/{slug}", "{closed}", "deed=pin", 404, 404),
    ("/threads/{thread}/{slug}", "{open}", "deed=unread-from&post=1", 403, 303),
    ("/threads/{thread}/{slug}", "{closed}", "deed=unread-from&post=1", 404, 404),
    ("/threads/{thread}/{slug}", "{closed}", "deed=read", 404, 404),
    ("/forums/{forum}", "{unlisted}", "deed=read", 404, 404),
    ("/my/unread", "/my/unread", "deed=everything&member=Wren", 303, 400),
    ("/my/unread", "/my/unread", "deed=forum&forum=difficult-cases", 303, 404),
    ("/my/unread", "/my/unread", "deed=undo&mark=all.1&thread=x", 303, 303),
    ("/posts/{post}/edit", "{theirs}/edit", "body=Hello", 403, 403),
    ("/posts/{post}/edit", "{theirs}/edit", "deed=withdraw", 403, 403),
    ("/posts/{post}/edit", "{secret}/edit", "body=Hello", 403, 404),
    ("/posts/{post}/edit", "{secret}/edit", "deed=withdraw", 404, 404),
    ("/posts/{post}/bookmark", "{theirs}/bookmark", "deed=keep&note=Hello", 403, 303),
    ("/posts/{post}/bookmark", "{secret}/bookmark", "deed=keep&note=Hello", 403, 404),
    ("/my/notices", "/my/notices", "deed=all", 303, 303),
    ("/my/notices", "/my/notices", "deed=one&thread=4711&kind=reply", 303, 303),
    ("/my/bookmarks", "/my/bookmarks", "post=1&member=Wren", 303, 400),
    ("/register", "/register", "email=x", 422, 303),
    ("/verify/{token}", "/verify/abc", "", 404, 404),
    ("/login", "/login", "email=theo%40demo.doc2doc.example&password=wrong", 422, 303),
    ("/login/second", "/login/second", "half=x&code=123456", 422, 303),
    ("/login/again", "/login/again", "current_password=wrong", 303, 422),
    ("/logout", "/logout", "", 303, 303),
    ("/forgot", "/forgot", "email=x", 422, 422),
    ("/reset/{token}", "/reset/abc", "password=brisk+walks+after+lunch", 404, 404),
    ("/my/profile", "/my/profile", "about=Hello&member=Wren", 303, 400),
    ("/my/privacy", "/my/privacy", "visibility=nobody&member=Wren", 303, 400),
    ("/my/drafts", "/my/drafts", "deed=delete&draft=1", 303, 404),
    ("/threads/{thread}/{slug}", "{locked}", "deed=draft&body=Hello", 403, 403),
    ("/threads/{thread}/{slug}", "{closed}", "deed=draft&body=Hello", 403, 404),
    ("/posts/{post}/edit", "{theirs}/edit", "deed=draft&body=Hello", 403, 403),
    ("/posts/{post}/edit", "{secret}/edit", "deed=draft&body=Hello", 403, 404),
    ("/my/communities", "/my/communities", "deed=request&member=Wren", 303, 400),
    ("/my/notifications", "/my/notifications", "deed=try-again&member=Wren", 303, 400),
    ("/my/subscriptions", "/my/subscriptions", "deed=stop&thread=1&member=Wren", 303, 400),
    ("/my/subscriptions", "/my/subscriptions", "deed=follow&mode=every&forum=difficult-cases", 303, 404),
    ("/unsubscribe/{token}", "/unsubscribe/abc", "List-Unsubscribe=One-Click", 404, 404),
    ("/forums/{forum}", "/forums/help", "deed=follow&mode=every", 403, 303),
    ("/forums/{forum}", "/forums/difficult-cases", "deed=follow&mode=every", 404, 404),
    ("/forums/{forum}", "{unlisted}", "deed=subscribe", 404, 404),
    ("/my/security", "/my/security", "deed=end-others&member=Wren", 303, 400),
    ("/my/verification", "/my/verification", "deed=claim&gmc_number=1234567&member=Wren", 303, 400),
    ("/my/verification", "/my/verification", "deed=remove&document=1", 303, 404),
    ("/my/verification/evidence", "/my/verification/evidence", "document=x", 303, 400),
    ("/my/profile/picture", "/my/profile/picture", "picture=x", 303, 400),
    ("/my/pictures", "/my/pictures", "picture=1", 303, 404),
    ("/my/pictures/new", "/my/pictures/new", "picture=x", 303, 400),
    ("/media", "/media", "picture=x", 403, 400),
    ("/desk/verification", "/desk/verification", "confirm_first=on&reason=Because", 404, 404),
    ("/desk/verification/{case}", "/desk/verification/1", "decision=refuse&words=Because", 404, 404),
    ("/desk/evidence/{evidence}", "/desk/evidence/1", "", 404, 404),
    ("/desk/members", "/desk/members", "member=Theo&deed=grant&reason=Because", 404, 404),
    ("/desk/staff", "/desk/staff", "deed=appoint&member=Wren&role=editor&reason=Because", 404, 404),
    ("/desk/staff", "/desk/staff", "deed=dismiss&holder=Hedda&held=admin&why=Because", 404, 404),
    ("/desk/identity", "/desk/identity", "member=Wren&why=complaint&reason=Because", 404, 404),
    ("/desk/requests", "/desk/requests", "request=1&deed=grant&reason=Because", 404, 404),
    ("/desk/synonyms", "/desk/synonyms", "words=MI%3B+Michigan", 404, 404),
    ("/desk/letters", "/desk/letters", "letter=1&deed=retry", 404, 404),
    ("/desk/forums/{forum}", "/desk/forums/help", "deed=describe&name=Help&about=For+everybody", 404, 404),
    ("/my/security/factors", "/my/security/factors", "deed=codes&member=Wren", 303, 400),
    ("/api/passkey/ask", "/api/passkey/ask", "", 200, 200),
    ("/api/passkey/make", "/api/passkey/make", "", 403, 200),
    ("/api/{function}", "/api/nothing", "", 404, 404),
    ("/api/reply", "/api/reply", "thread={locked}&body=Hello&key=k", 403, 403),
    ("/api/reply", "/api/reply", "thread={closed}&body=Hello&key=k", 403, 404),
    ("/api/start", "/api/start", "forum=difficult-cases&kind=question&title=A+title&body=Hello&key=k", 403, 404),
    ("/api/start", "/api/start", "forum=help&kind=question&title=A+title&body=Hello&key=k", 403, 200),
    ("/api/draft", "/api/draft", "who=Theo&place=thread:{locked}&kind=&title=&body=Hello&key=k&upon=0", 403, 403),
    ("/api/draft", "/api/draft", "who=Theo&place=thread:{closed}&kind=&title=&body=Hello&key=k&upon=0", 403, 404),
    ("/api/draft", "/api/draft", "who=Wren&place=thread:{open}&kind=&title=&body=Hello&key=k&upon=0", 403, 403),
    ("/api/edit", "/api/edit", "post={theirs}&body=Hello", 403, 403),
    ("/api/edit", "/api/edit", "post={secret}&body=Hello", 403, 404),
    ("/api/preview", "/api/preview", "body=Hello", 403, 200),
    ("/api/names", "/api/names", "place=forum:help&begins=pa", 403, 200),
    ("/api/names", "/api/names", "place=forum:difficult-cases&begins=pa", 403, 404),
    ("/api/quote", "/api/quote", "post={secret}&selected=", 403, 404),
    ("/api/read", "/api/read", "thread={closed}&no=1", 403, 404),
];

/// Things of others, by the marks of the table.
pub async fn things(house: &House) -> Tried<Vec<(&'static str, String)>> {
    let doctor = house.sign_in("nightreg").await?;
    let open = house.thread_in(&doctor, "cycling").await?;
    let closed = house.thread_in(&doctor, "difficult-cases").await?;
    let ideas = house.get_as(&doctor, "/forums/ideas").await?.text();
    let row = ideas.find("Dark mode should be darker").and_then(|at| ideas[..at].rfind("/threads/")).ok_or("no locked thread")?;
    let locked = ideas[row..].split(['"', '#', '?']).next().unwrap_or_default().to_owned();
    let theirs = house.get_as(&doctor, &open).await?.link("/posts/")?;
    let secret = house.get_as(&doctor, &closed).await?.link("/posts/")?;
    let short = |post: String| post.split('/').take(3).collect::<Vec<_>>().join("/");
    let listed = crate::communities::found(house, "nightreg", "Harbour", "listed").await?;
    let unlisted = crate::communities::found(house, "nightreg", "Cellar", "unlisted").await?;
    Ok(vec![
        ("{listed}", format!("/forums/{listed}")),
        ("{unlisted}", format!("/forums/{unlisted}")),
        ("{its number}", short(open.clone())),
        ("{its secret number}", short(closed.clone())),
        ("{open}", open),
        ("{closed}", closed),
        ("{locked}", locked),
        ("{poll}", house.thread_in(&doctor, "book-club").await?),
        ("{site poll}", house.get("/polls").await?.link("/polls/")?),
        ("{theirs}", short(theirs)),
        ("{secret}", short(secret)),
    ])
}

fn filled(text: &str, things: &[(&str, String)]) -> String {
    things.iter().fold(text.to_owned(), |text, (mark, address)| text.replace(mark, address))
}

/// In calls things are named by their numbers.
fn numbered(text: &str, things: &[(&str, String)]) -> String {
    let numbers: Vec<_> =
        things.iter().map(|(mark, address)| (*mark, address.split('/').nth(2).unwrap_or_default().to_owned())).collect();
    filled(text, &numbers)
}

#[test]
fn the_table_of_strangers_names_every_form_and_every_function() {
    let forms = ROUTES.iter().filter(|(_, methods)| methods.contains("POST")).map(|(route, _)| *route);
    let known: BTreeSet<_> = forms.chain(FUNCTIONS.iter().copied()).collect();
    let tried: BTreeSet<_> = TABLE.iter().map(|(of, ..)| *of).collect();
    assert_eq!(known, tried);
}

#[tokio::test]
async fn strangers_get_nowhere() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let things = things(&house).await?;
    let before = house.get(&things[0].1).await?.body;
    let mut wrong = String::new();
    for (_, address, body, for_guest, for_member) in TABLE {
        // Each time anew: one of the rows signs out.
        let student = house.sign_in("theo").await?;
        let (address, body) = (filled(address, &things), numbered(body, &things));
        for (who, cookie, expected) in [("guest", "", for_guest), ("student", student.as_str(), for_member)] {
            let answer = house.post_as(cookie, &address, &body).await?;
            if answer.status != *expected {
                writeln!(wrong, "{who} {address} {body}: {} instead of {expected}", answer.status)?;
            }
            if who == "guest" && address.starts_with("/my/") {
                assert!(answer.header("location").starts_with("/login?next=/my/"), "{:?}", answer.headers);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(house.get(&things[0].1).await?.body == before, "the thread is as it was");
    Ok(())
}
