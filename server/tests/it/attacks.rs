use crate::house::{House, Tried};
use domain::cast::{PASSWORD, address, world};
use domain::members::sign_in::sign_in;
use http::StatusCode;

/// Cases tell verifiers the minute at which they were opened, which is that of joining for whoever gave a number at once.
#[tokio::test]
async fn a_members_page_does_not_tell_the_day_of_joining() -> Tried {
    let w = world().await?;
    let house = House::of(&w)?;
    let page = house.get("/members/Wren").await?.text();
    assert!(page.contains("Member since") && !page.contains("<time"), "{page}");
    Ok(())
}

#[tokio::test]
async fn a_moderator_with_only_a_password_moderates_nothing() -> Tried {
    let w = world().await?;
    let house = House::of(&w)?;
    let landing = w.start(&w.wren, domain::cast::OPEN, "Herons", "Words").await?;
    let thread = format!("/threads/{}/{}", landing.thread, landing.slug);
    let weak = sign_in(&w.db, &w.key, &address("Mabel"), PASSWORD, "A test", false).await?;
    let weak = format!("d2d={}", weak.as_str());
    for (cookie, status) in [(weak, StatusCode::FORBIDDEN), (w.cookie_header("Mabel"), StatusCode::SEE_OTHER)] {
        assert_eq!(house.post_as(&cookie, &thread, "deed=lock").await?.status, status);
    }
    Ok(())
}
