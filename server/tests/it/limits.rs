use crate::house::{House, Tried, form};
use http::StatusCode;

#[tokio::test]
async fn what_is_too_long_is_told_with_a_page() -> Tried {
    let house = House::open().await?;
    let long_address = house.get(&format!("/forums?{}", "x".repeat(4000))).await?;
    assert_eq!(long_address.status, StatusCode::URI_TOO_LONG);
    let mut long_body = form("/login", &"x".repeat(app::form::MOST_BYTES + 1))?;
    long_body.headers_mut().insert("content-length", (app::form::MOST_BYTES + 1).into());
    let long_body = house.send(long_body).await?;
    assert_eq!(long_body.status, StatusCode::PAYLOAD_TOO_LARGE);
    let unsaid_length = house.send(form("/login", &"x".repeat(app::form::MOST_BYTES + 1))?).await?;
    assert!(unsaid_length.status.is_client_error(), "{}", unsaid_length.status);
    for answer in [long_address, long_body, unsaid_length] {
        assert!(answer.header("content-type").starts_with("text/html"), "{:?}", answer.headers);
        assert!(answer.text().contains(answer.status.as_str()));
    }
    Ok(())
}

#[tokio::test]
async fn hostile_addresses_and_forms_are_refused_and_never_break_anything() -> Tried {
    let house = House::open().await?;
    for path in [
        "/%00",
        "/forums/%ff",
        "/threads/-1/x",
        "/threads/99999999999999999999/x",
        "/forums/x?page=-1",
        "/forums/x?page=%ff",
        "/api/",
        "/members/%2e%2e",
    ] {
        let status = house.get(path).await?.status;
        assert!(status.is_client_error(), "{path}: {status}");
    }
    for body in ["email=%ff&password=x", "email=a&email=b&password=c", "%", "=&=&=", "email=%00&password=%0d%0a"] {
        let status = house.send(form("/login", body)?).await?.status;
        assert!(status.is_client_error(), "{body}: {status}");
    }
    Ok(())
}

#[tokio::test]
async fn errors_of_calls_stay_data_and_are_the_callers_fault_not_ours() -> Tried {
    let house = House::open().await?;
    let answer = house.send(form("/api/preview", "nonsense=1")?).await?;
    assert!(answer.status.is_client_error(), "{}: {}", answer.status, answer.text());
    assert_eq!(answer.header("location"), "");
    Ok(())
}
