use crate::house::{House, Tried, form};
use axum::body::Body;
use axum::extract::Request;
use http::StatusCode;
use std::io::Read;

#[tokio::test]
async fn a_guests_page_is_made_once_and_anew_after_a_reply() -> Tried {
    let house = House::open().await?;
    let member = house.sign_in("").await?;
    let thread = house.thread_in(&member, "general-practice").await?;
    let first = house.get(&thread).await?;
    assert_eq!((first.status, first.header("cache-control")), (StatusCode::OK, "private, no-cache"));
    let statements = house.site.0.db.statements();
    assert_eq!(house.get(&thread).await?.body, first.body);
    assert_eq!(house.site.0.db.statements(), statements, "a kept page asks the database nothing");
    let page = house.get_as(&member, &thread).await?.text();
    let key = page.split("name=\"key\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).ok_or("no key")?;
    let mut reply = form(&thread, &format!("body=A+reply+worth+waiting+for&key={key}"))?;
    reply.headers_mut().insert("cookie", member.parse()?);
    assert_eq!(house.send(reply).await?.status, StatusCode::SEE_OTHER);
    assert!(house.get(&thread).await?.text().contains("A reply worth waiting for"));
    Ok(())
}

#[tokio::test]
async fn a_kept_page_comes_in_the_coding_that_was_asked_for() -> Tried {
    let house = House::open().await?;
    let raw = house.get("/forums").await?;
    assert_eq!(raw.header("content-encoding"), "");
    for (asked, given) in [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", "")] {
        let answer = house.send(Request::get("/forums").header("accept-encoding", asked).body(Body::empty())?).await?;
        assert_eq!(answer.header("content-encoding"), given, "{asked}");
        let mut text = Vec::new();
        match given {
            "br" => brotli::Decompressor::new(&answer.body[..], 4096).read_to_end(&mut text)?,
            "gzip" => flate2::read::GzDecoder::new(&answer.body[..]).read_to_end(&mut text)?,
            _ => answer.body.as_slice().read_to_end(&mut text)?,
        };
        assert_eq!(text, raw.body, "{asked}");
        assert!(answer.header("vary").contains("Cookie"), "{asked}");
    }
    Ok(())
}

#[tokio::test]
async fn a_page_that_is_known_is_not_sent_again() -> Tried {
    let house = House::open().await?;
    let etag = house.get("/forums").await?.header("etag").to_owned();
    for (known, status) in [(etag.clone(), 304), (format!("W/\"x\", {etag}"), 304), ("W/\"x\"".to_owned(), 200)] {
        let answer = house.send(Request::get("/forums").header("if-none-match", &known).body(Body::empty())?).await?;
        assert_eq!(answer.status.as_u16(), status, "{known}");
        assert_eq!(answer.body.is_empty(), status == 304);
        assert!(!answer.header("content-security-policy").is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn a_members_page_is_never_given_to_a_guest() -> Tried {
    let house = House::open().await?;
    let member = house.sign_in("").await?;
    assert!(house.get_as(&member, "/forums").await?.text().contains("body class=\"member\""));
    assert!(house.get("/forums").await?.text().contains("body class=\"guest\""));
    assert!(house.get_as(&member, "/forums").await?.text().contains("body class=\"member\""));
    Ok(())
}

#[tokio::test]
async fn hidden_and_absent_answer_alike_to_the_last_byte() -> Tried {
    let house = House::open().await?;
    let doctor = house.sign_in("doctor").await?;
    let hidden = house.thread_in(&doctor, "difficult-cases").await?;
    assert_eq!(house.get_as(&doctor, &hidden).await?.status, StatusCode::OK, "the doctor is inside");
    let absent = "/threads/4503599627370495/no-such-thread";
    let student = house.sign_in("theo").await?;
    for cookie in ["", student.as_str()] {
        let (one, other) = (house.get_as(cookie, &hidden).await?, house.get_as(cookie, absent).await?);
        assert_eq!(one.status, StatusCode::NOT_FOUND);
        assert_eq!((one.status, one.headers, one.body), (other.status, other.headers, other.body));
    }
    Ok(())
}
