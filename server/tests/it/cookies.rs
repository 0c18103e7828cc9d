use crate::house::{House, Tried, form};
use axum::body::Body;
use axum::extract::Request;
use http::{HeaderName, StatusCode};

async fn set_cookie(house: &House, keep: &str) -> Tried<String> {
    let people = domain::demo::load(&house.site.0.db, &house.site.0.key).await?;
    let (_, email, password) = people.first().ok_or("nobody")?;
    let body = format!("email={email}&password={}{keep}", password.replace(' ', "+"));
    Ok(house.send(form("/login", &body)?).await?.header("set-cookie").to_owned())
}

#[tokio::test]
async fn the_cookie_is_for_this_host_over_https_and_out_of_reach_of_scripts() -> Tried {
    let house = House::at("https://doc2doc.example", true, None).await?;
    let cookie = set_cookie(&house, "").await?;
    assert!(cookie.starts_with("__Host-d2d="), "{cookie}");
    for mark in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(mark), "{mark}: {cookie}");
    }
    assert!(!cookie.contains("Domain") && !cookie.contains("Max-Age"), "{cookie}");
    let kept = set_cookie(&house, "&keep=yes").await?;
    assert!(kept.contains("Max-Age=604800"), "{kept}");
    Ok(())
}

#[tokio::test]
async fn on_this_machine_the_cookie_is_plain() -> Tried {
    let cookie = set_cookie(&House::at("http://localhost:3000", true, None).await?, "").await?;
    assert!(cookie.starts_with("d2d=") && cookie.contains("HttpOnly") && !cookie.contains("Secure"), "{cookie}");
    Ok(())
}

#[tokio::test]
async fn signing_out_ends_the_session_at_once_and_takes_the_cookie_away() -> Tried {
    let house = House::open().await?;
    let cookie = house.sign_in("").await?;
    let mut request = form("/logout", "")?;
    request.headers_mut().insert("cookie", cookie.parse()?);
    let answer = house.send(request).await?;
    assert!(answer.header("set-cookie").contains("Max-Age=0"), "{:?}", answer.headers);
    assert!(answer.header("clear-site-data").contains("storage"));
    let after = house.get_as(&cookie, "/forums").await?;
    assert!(after.text().contains("body class=\"guest\""));
    assert!(after.header("set-cookie").contains("Max-Age=0"), "a cookie that is over is taken away");
    Ok(())
}

#[tokio::test]
async fn a_forged_address_header_changes_nothing() -> Tried {
    let house = House::open().await?;
    let mut last = StatusCode::OK;
    for attempt in 0..8 {
        let mut request = form("/login", "email=nobody%40example.org&password=wrong+wrong+wrong")?;
        for name in ["x-forwarded-for", "forwarded", "x-real-ip", "cf-connecting-ip"] {
            request.headers_mut().insert(HeaderName::from_static(name), format!("198.51.100.{attempt}").parse()?);
        }
        last = house.send(request).await?.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    Ok(())
}

#[tokio::test]
async fn behind_the_operators_proxy_each_client_is_counted_alone_by_what_the_proxy_itself_added() -> Tried {
    let house = House::at("http://localhost:3000", false, Some(HeaderName::from_static("x-forwarded-for"))).await?;
    let mut statuses = Vec::new();
    for (attempt, address) in
        ["203.0.113.5", "203.0.113.5", "203.0.113.5", "203.0.113.5", "203.0.113.5", "203.0.113.5", "203.0.113.6"]
            .iter()
            .enumerate()
    {
        let body = Body::from("email=nobody%40example.org&password=wrong+wrong+wrong");
        let request = Request::post("/login")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded");
        let request = request.header("x-forwarded-for", format!("198.51.100.{attempt}, {address}")).body(body)?;
        statuses.push(house.send(request).await?.status.as_u16());
    }
    assert_eq!(statuses, [422, 422, 422, 422, 422, 429, 422]);
    Ok(())
}
