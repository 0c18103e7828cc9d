//! The staff's desk as its people see it.

use crate::house::{House, Tried};
use domain::cast::world;
use domain::clock::MINUTE;

async fn house() -> Tried<House> {
    House::at("http://localhost:3000", true, None).await
}

#[tokio::test]
async fn each_role_finds_the_rooms_that_are_open_to_it_and_no_others() -> Tried {
    let house = house().await?;
    let rooms = ["/desk/verification", "/desk/members", "/desk/staff", "/desk/identity", "/desk/audit"];
    let open: [(&str, &[&str]); 4] = [
        ("administrator", &["/desk/members", "/desk/staff", "/desk/identity", "/desk/audit"]),
        ("verifier", &["/desk/verification"]),
        ("moderator", &[]),
        ("trusted user", &[]),
    ];
    for (role, expected) in open {
        let cookie = house.sign_in(role).await?;
        let desk = house.get_as(&cookie, "/desk").await?;
        assert_eq!(desk.status, if expected.is_empty() { 404 } else { 200 }, "{role}");
        for room in rooms {
            let inside = expected.contains(&room);
            // Administrators set the doors of verification, and see no case.
            if !(role == "administrator" && room == "/desk/verification") {
                assert_eq!(desk.text().contains(&format!("href=\"{room}\"")), inside, "{role} is shown {room}");
                assert_eq!(house.get_as(&cookie, room).await?.status, if inside { 200 } else { 404 }, "{role} opens {room}");
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn an_administrator_appoints_and_dismisses_by_the_page() -> Tried {
    let house = house().await?;
    let hedda = house.sign_in("administrator").await?;
    let wrong = house.post_as(&hedda, "/desk/staff", "deed=appoint&member=Wren&role=&reason=x").await?;
    assert_eq!(wrong.status, 422);
    let page = wrong.text();
    assert!(page.contains("value=\"Wren\"") && page.contains("Please choose a role."), "what was typed is kept");
    let sent = house.post_as(&hedda, "/desk/staff", "deed=appoint&member=wren&role=editor&reason=Writes+well").await?;
    assert_eq!((sent.status.as_u16(), sent.header("location")), (303, "/desk/staff?done=appointed&role=editor&name=wren"));
    let page = house.get_as(&hedda, sent.header("location")).await?.text();
    assert!(page.contains("Wren has the role of editor now"), "{page}");
    assert!(house.get("/about").await?.text().contains(">Wren<"), "and everybody can see it");
    let own = house.post_as(&hedda, "/desk/staff", "deed=dismiss&holder=Hedda&held=admin&why=Enough").await?;
    assert_eq!(own.status, 403);
    let short = house.post_as(&hedda, "/desk/staff", "deed=dismiss&holder=Wren&held=editor&why=x").await?;
    assert!(short.status == 422 && short.text().contains("href=\"#why-editor-Wren\""));
    let sent = house.post_as(&hedda, "/desk/staff", "deed=dismiss&holder=Wren&held=editor&why=Moved+on").await?;
    assert!(house.get_as(&hedda, sent.header("location")).await?.text().contains("has been taken back"));
    assert!(!house.get("/about").await?.text().contains(">Wren<"));
    let log = house.get_as(&hedda, "/desk/audit?act=dismiss&name=wren").await?.text();
    assert!(log.contains("Took a staff role back") && log.contains("Editor: Moved on") && log.contains("1 row,"), "{log}");
    Ok(())
}

#[tokio::test]
async fn a_look_up_is_shown_once_and_its_owner_is_told_that_there_was_one() -> Tried {
    let house = house().await?;
    let (hedda, theo) = (house.sign_in("administrator").await?, house.sign_in("theo").await?);
    let name = "Theodore Blankwell";
    assert!(house.get_as(&theo, "/my/privacy").await?.text().contains("Never so far."));
    let none = house.post_as(&hedda, "/desk/identity", "member=Nemo+Nusquam&why=risk&reason=Please").await?;
    assert!(none.status == 422 && none.text().contains("There is no member with this screen name."));
    let found = house.post_as(&hedda, "/desk/identity", "member=theo&why=complaint&reason=Complaint+12").await?;
    assert!(found.status == 200 && found.text().contains(name) && found.header("cache-control") == "no-store");
    for page in ["/desk/identity", "/desk/audit", "/desk/members?name=theo", "/members/Theo"] {
        assert!(!house.get_as(&hedda, page).await?.text().contains(name), "{page}");
    }
    let told = house.get_as(&theo, "/my/privacy").await?.text();
    assert!(told.contains("<dd>once</dd>") && !told.contains("Hedda"), "{told}");
    Ok(())
}

#[tokio::test]
async fn staff_without_a_second_factor_are_shown_the_way_to_one() -> Tried {
    let house = House::open().await?;
    let hedda = house.sign_in("administrator").await?;
    for room in ["/desk", "/desk/members", "/desk/staff", "/desk/identity", "/desk/audit"] {
        let shut = house.get_as(&hedda, room).await?;
        assert_eq!(shut.status, 403, "{room}");
        assert!(shut.text().contains(&format!("/my/security/factors?next={room}")), "{room}");
    }
    Ok(())
}

#[tokio::test]
async fn a_sign_in_of_long_ago_keeps_what_was_typed_and_leads_to_a_fresh_one() -> Tried {
    let world = world().await?;
    let house = House::of(&world)?;
    let hedda = world.cookie_header("Hedda");
    world.clock.advance(16 * MINUTE);
    let forms = [
        ("/desk/staff", "deed=appoint&member=Wren&role=editor&reason=Writes+so+well", "Writes so well"),
        ("/desk/identity", "member=Stella&why=complaint&reason=Complaint+twelve", "Complaint twelve"),
    ];
    for (room, body, typed) in forms {
        let page = house.get_as(&hedda, room).await?;
        assert_eq!(page.status, 200, "{room}");
        assert!(page.text().contains(&format!("href=\"/login/again?next={room}\"")), "{room} leads on");
        assert!(!page.text().contains("name=\"reason\""), "{room} has no form that would be sent in vain");
        let sent = house.post_as(&hedda, room, body).await?;
        assert_eq!(sent.status, 403, "{room}");
        assert!(sent.text().contains(typed) && !sent.text().contains("Stella of the Cast"), "{room} keeps the words");
    }
    Ok(())
}
