use crate::house::{House, Tried};
use axum::body::Body;
use axum::extract::Request;
use http::StatusCode;

#[tokio::test]
async fn only_our_own_pages_can_send_forms() -> Tried {
    let house = House::open().await?;
    let cases: [(&[(&str, &str)], bool); 9] = [
        (&[], false),
        (&[("sec-fetch-site", "cross-site")], false),
        (&[("sec-fetch-site", "same-site")], false),
        (&[("sec-fetch-site", "none")], false),
        (&[("origin", "https://elsewhere.example")], false),
        (&[("origin", "null")], false),
        (&[("origin", "https://elsewhere.example"), ("host", "elsewhere.example")], false),
        (&[("origin", "http://localhost:3000")], true),
        (&[("sec-fetch-site", "same-origin")], true),
    ];
    for (headers, passes) in cases {
        for path in ["/login", "/logout", "/api/preview", "/nothing"] {
            let mut request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let status = house.send(request.body(Body::from("email=a&password=b"))?).await?.status;
            assert_eq!(status != StatusCode::FORBIDDEN, passes, "{path} {headers:?}: {status}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_write_from_elsewhere_is_refused_before_the_cookie_is_looked_at() -> Tried {
    let house = House::open().await?;
    let member = house.sign_in("").await?;
    let forged = Request::post("/logout").header("sec-fetch-site", "cross-site").header("cookie", &member).body(Body::empty())?;
    let before = house.site.0.db.statements();
    assert_eq!(house.send(forged).await?.status, StatusCode::FORBIDDEN);
    assert_eq!(house.site.0.db.statements(), before);
    assert_eq!(house.get_as(&member, "/my").await?.status, StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn methods_that_are_not_listed_are_named_as_such() -> Tried {
    let house = House::open().await?;
    for method in ["PUT", "DELETE", "PATCH", "TRACE"] {
        let request =
            Request::builder().method(method).uri("/forums").header("sec-fetch-site", "same-origin").body(Body::empty())?;
        let answer = house.send(request).await?;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(answer.header("allow"), "GET,HEAD", "{method}");
        assert!(answer.header("content-type").starts_with("text/html"), "{method}");
    }
    Ok(())
}
