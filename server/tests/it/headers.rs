use crate::house::{Answer, House, Tried, form};
use axum::body::Body;
use axum::extract::Request;
use http::StatusCode;

/// Whether the answer carries all that it must.
pub fn is_secured(answer: &Answer, what: &str) {
    let policy = answer.header("content-security-policy");
    for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
        assert!(policy.contains(part), "{what}: {policy}");
    }
    assert!(!policy.contains("unsafe-inline"), "{what}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(answer.header("referrer-policy"), "same-origin", "{what}");
    assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{what}");
    assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{what}");
    assert!(!answer.header("permissions-policy").is_empty(), "{what}");
    assert!(!answer.header("cache-control").is_empty(), "{what}");
    assert!(!answer.headers.contains_key("access-control-allow-origin"), "{what}");
}

#[tokio::test]
async fn every_kind_of_answer_carries_the_security_headers() -> Tried {
    let house = House::open().await?;
    let mut answers = Vec::new();
    for path in [
        "/",
        "/",
        "/forums",
        "/nothing",
        "/nothing.svg",
        "/icons.svg",
        "/pkg/doc2doc.abc.css",
        "/healthz",
        "/readyz",
        "/threads/x/y",
    ] {
        answers.push((path, house.get(path).await?));
    }
    answers.push(("a write from elsewhere", house.send(Request::post("/login").body(Body::empty())?).await?));
    answers.push(("a form nobody has", house.send(form("/login", "role=admin")?).await?));
    answers.push(("no such call", house.send(form("/api/nothing", "")?).await?));
    answers.push(("a wrong method", house.send(form("/forums", "")?).await?));
    for (what, answer) in &answers {
        is_secured(answer, what);
    }
    Ok(())
}

#[tokio::test]
async fn browsers_are_told_to_stay_with_https_only_where_there_is_https() -> Tried {
    let plain = House::open().await?;
    assert_eq!(plain.get("/").await?.header("strict-transport-security"), "");
    let https = House::at("https://doc2doc.example", false, None).await?;
    for path in ["/", "/", "/nothing"] {
        assert!(https.get(path).await?.header("strict-transport-security").contains("includeSubDomains"), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn files_are_kept_for_long_only_when_their_name_tells_their_contents() -> Tried {
    let house = House::open().await?;
    let hashed = house.get("/pkg/doc2doc.abc.css").await?;
    assert_eq!(hashed.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(hashed.header("content-type").contains("charset=utf-8"));
    assert_eq!(house.get("/icons.svg?v=1234").await?.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(house.get("/icons.svg").await?.header("cache-control"), "public, max-age=3600");
    for hidden in ["/secret.pem", "/hash.txt/../secret.pem", "/pkg/", "/pkg/../../data/secret.key", "/.git/config"] {
        assert_eq!(house.get(hidden).await?.status, StatusCode::NOT_FOUND, "{hidden}");
    }
    Ok(())
}

#[tokio::test]
async fn what_depends_on_the_viewer_is_never_stored() -> Tried {
    let house = House::open().await?;
    let member = house.sign_in("").await?;
    for path in ["/", "/forums", "/nothing", "/my"] {
        assert_eq!(house.get_as(&member, path).await?.header("cache-control"), "no-store", "{path}");
    }
    for path in ["/login", "/nothing"] {
        assert_eq!(house.get(path).await?.header("cache-control"), "no-store", "{path}");
    }
    Ok(())
}
