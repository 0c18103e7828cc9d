use crate::house::{Answer, House, Tried, form};
use http::StatusCode;
use std::time::{Duration, Instant};
use totp_rs::{Builder, Secret, Totp};

const FACTORS: &str = "/my/security/factors";

/// A house at which throttles are off and staff are spared, as in the other tests that sign in often.
async fn house() -> Tried<House> {
    House::at("http://localhost:3000", true, None).await
}

/// What stands between two marks on a page.
fn between<'p>(page: &'p str, from: &str, to: &str) -> Tried<&'p str> {
    Ok(page.split(from).nth(1).and_then(|rest| rest.split(to).next()).ok_or_else(|| format!("no {from} on the page"))?)
}

fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
}

fn code(totp: &Totp) -> String {
    totp.generate_current().to_string()
}

/// Theo's app, his recovery codes, and the cookie under which his session goes on.
async fn set_up(house: &House) -> Tried<(Totp, Vec<String>, String)> {
    let theo = house.sign_in("theo").await?;
    assert_eq!(house.post_as(&theo, FACTORS, "deed=app").await?.status, StatusCode::SEE_OTHER);
    let page = house.get_as(&theo, FACTORS).await?.text();
    let secret = between(&page, "class=\"secret\">", "<")?.replace(' ', "");
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret)?).build()?;
    let wrong = house.post_as(&theo, FACTORS, "deed=confirm&code=000000").await?;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = house.post_as(&theo, FACTORS, &format!("deed=confirm&code={}", code(&totp))).await?;
    let codes: Vec<_> = answer.text().split("<li><code>").skip(1).map(|rest| rest[..14].to_owned()).collect();
    assert_eq!((answer.status, codes.len()), (StatusCode::OK, 10), "{}", answer.text());
    assert_eq!(house.get_as(&theo, "/my").await?.status, StatusCode::SEE_OTHER, "the old token is dead");
    let theo = cookie(&answer);
    assert_eq!(house.get_as(&theo, "/my").await?.status, StatusCode::OK);
    Ok((totp, codes, theo))
}

async fn password(house: &House) -> Tried<Answer> {
    house.post_as("", "/login", "email=theo%40demo.doc2doc.example&password=three+calm+otters&next=%2Fforums&keep=yes").await
}

#[tokio::test]
async fn with_a_factor_the_password_gives_no_cookie_and_the_second_step_does() -> Tried {
    let house = house().await?;
    let (totp, codes, _) = set_up(&house).await?;
    let first = password(&house).await?;
    assert_eq!((first.status, first.header("set-cookie")), (StatusCode::OK, ""));
    let page = first.text();
    let half = between(&page, "name=\"half\" value=\"", "\"")?;
    let taken = house.post_as("", "/login/second", &format!("half={half}&code={}", code(&totp))).await?;
    assert_eq!((taken.status, taken.header("set-cookie")), (StatusCode::UNPROCESSABLE_ENTITY, ""), "this step was used already");
    assert!(taken.text().contains(half), "one may try again");
    let opened = house.post_as("", "/login/second", &format!("half={half}&code={}&next=%2Fforums", codes[0])).await?;
    assert_eq!((opened.status, opened.header("location")), (StatusCode::SEE_OTHER, "/forums"));
    assert!(opened.header("set-cookie").contains("Max-Age=604800"), "kept, as was asked for with the password");
    assert_eq!(house.get_as(&cookie(&opened), "/my").await?.status, StatusCode::OK);
    let over = house.post_as("", "/login/second", &format!("half={half}&code={}", codes[1])).await?;
    assert!(over.text().contains("Please sign in once more") && over.text().contains("action=\"/login\""));
    assert_eq!(house.get("/login/second").await?.header("location"), "/login");
    Ok(())
}

#[tokio::test]
async fn a_half_sign_in_is_no_cookie_and_a_cookie_no_half_sign_in() -> Tried {
    let house = house().await?;
    let (_, codes, theo) = set_up(&house).await?;
    let page = password(&house).await?.text();
    let half = between(&page, "name=\"half\" value=\"", "\"")?;
    assert_eq!(house.get_as(&format!("d2d={half}"), "/my").await?.status, StatusCode::SEE_OTHER);
    let token = theo.trim_start_matches("d2d=");
    let tried = house.post_as("", "/login/second", &format!("half={token}&code={}", codes[0])).await?;
    assert_eq!((tried.status, tried.header("set-cookie")), (StatusCode::UNPROCESSABLE_ENTITY, ""));
    Ok(())
}

#[tokio::test]
async fn confirming_again_leads_back_on_this_site_under_a_new_token() -> Tried {
    let house = house().await?;
    let theo = house.sign_in("theo").await?;
    let page = house.get_as(&theo, "/login/again?next=/my/security").await?;
    assert!(page.status.is_success() && page.text().contains("value=\"/my/security\"") && !page.text().contains("name=\"code\""));
    let wrong = house.post_as(&theo, "/login/again", "current_password=wrong&next=/my/security").await?;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (next, leads) in [("/my/security", "/my/security"), ("https://elsewhere.example/", "/"), ("//elsewhere.example", "/")] {
        let theo = house.sign_in("theo").await?;
        let next = app::form::escape(next);
        let done = house.post_as(&theo, "/login/again", &format!("current_password=three+calm+otters&next={next}")).await?;
        assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, leads));
        assert!(cookie(&done).len() > 40 && cookie(&done) != theo);
        assert_eq!(house.get_as(&theo, "/my").await?.status, StatusCode::SEE_OTHER, "the old token is dead");
        assert_eq!(house.get_as(&cookie(&done), "/my").await?.status, StatusCode::OK);
    }
    Ok(())
}

#[tokio::test]
async fn a_challenge_is_a_new_one_each_time_and_only_for_those_who_may_answer_it() -> Tried {
    let house = house().await?;
    let ask = async |cookie: &str, what: &str| house.post_as(cookie, &format!("/api/passkey/{what}"), "").await;
    let (one, other) = (ask("", "ask").await?, ask("", "ask").await?);
    assert_eq!(
        (one.status, one.header("content-type"), one.header("cache-control")),
        (StatusCode::OK, "application/json", "no-store")
    );
    assert!(one.text().contains("\"userVerification\":\"required\"") && one.body != other.body);
    assert_eq!(ask("", "make").await?.status, StatusCode::FORBIDDEN);
    let theo = house.sign_in("theo").await?;
    let make = ask(&theo, "make").await?.text();
    for words in
        ["\"residentKey\":\"required\"", "\"userVerification\":\"required\"", "\"id\":\"localhost\"", "\"attestation\":\"none\""]
    {
        assert!(make.contains(words), "{words}: {make}");
    }
    let page = house.get("/login").await?.text();
    assert!(page.contains("src=\"/passkey.js?v=") && !page.contains("start.js"));
    assert!(!house.get("/forums").await?.text().contains("<script"));
    Ok(())
}

#[tokio::test]
async fn when_forty_people_sign_in_at_once_some_wait_and_readers_notice_nothing() -> Tried {
    let house = std::sync::Arc::new(house().await?);
    house.get("/forums").await?;
    let mut arriving = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let house = house.clone();
        arriving.spawn(async move {
            let sent = form("/login", "email=theo%40demo.doc2doc.example&password=not+his+password").ok()?;
            house.send(sent).await.ok().map(|answer| (answer.status, answer.header("retry-after").to_owned()))
        });
    }
    tokio::time::sleep(Duration::from_millis(20)).await;
    for path in ["/forums", "/help", "/forums/help"] {
        let began = Instant::now();
        assert_eq!(house.get(path).await?.status, StatusCode::OK);
        assert!(began.elapsed() < Duration::from_millis(200), "{path} took {:?}", began.elapsed());
    }
    let answers: Vec<_> = arriving.join_all().await.into_iter().flatten().collect();
    let busy = answers.iter().filter(|(status, _)| *status == StatusCode::SERVICE_UNAVAILABLE).count();
    assert!((1..40).contains(&busy), "{busy} of {} were asked to come back", answers.len());
    for (status, after) in &answers {
        let busy = *status == StatusCode::SERVICE_UNAVAILABLE;
        assert!(if busy { after.parse::<u64>()? >= 1 } else { *status == StatusCode::UNPROCESSABLE_ENTITY }, "{status} {after}");
    }
    assert_eq!(answers.len(), 40);
    Ok(())
}
