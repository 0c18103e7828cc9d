use crate::client::Client;
use crate::hostile::Dice;
use crate::house::{House, Tried, form};
use http::StatusCode;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

/// Goes so many steps of the way, then leaves; whether the end was reached.
async fn leave_after(steps: usize, way: impl Future) -> bool {
    let (mut way, mut left) = (pin!(way), steps);
    poll_fn(|cx| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        way.as_mut().poll(cx).map(|_| true)
    })
    .await
}

#[tokio::test]
async fn whoever_leaves_at_any_point_has_posted_wholly_or_not_at_all_and_guests_see_it() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let member = house.sign_in("theo").await?;
    let thread = house.thread_in(&member, "general-practice").await?;
    let watcher = tokio::spawn(house.site.0.db.clone().notice_other_writers());
    let (mut ended, mut there) = (0, 0);
    for steps in 1..=100 {
        last_page(&house, "", &thread).await?;
        let mut request = form(&thread, &format!("body=Left+after+step+{steps}+of+the+way"))?;
        request.headers_mut().insert("cookie", member.parse()?);
        let done = leave_after(steps, house.send(request)).await;
        let words = format!("Left after step {steps} of the way");
        tokio::time::sleep(Duration::from_millis(5)).await;
        let stored = last_page(&house, &member, &thread).await?.contains(&words);
        assert!(stored || !done, "step {steps}: it was answered, and is not there");
        if stored {
            wait_for_guests(&house, &thread, &words).await?;
        }
        (ended, there) = (ended + usize::from(done), there + usize::from(stored));
        if ended == 3 {
            break;
        }
    }
    println!("{there} of the posts are there, {ended} were answered");
    assert_eq!(ended, 3, "the last ones went all the way");
    watcher.abort();
    assert_eq!(house.findings().await?, Vec::<String>::new());
    Ok(())
}

async fn last_page(house: &House, cookie: &str, thread: &str) -> Tried<String> {
    let mut found = String::new();
    for page in 1..10 {
        let answer = house.get_as(cookie, &format!("{thread}?page={page}")).await?;
        if answer.status != StatusCode::OK {
            break;
        }
        found = answer.text();
    }
    Ok(found)
}

/// Kept pages may lag behind for a moment, but not for good.
async fn wait_for_guests(house: &House, thread: &str, words: &str) -> Tried {
    for _ in 0..40 {
        if last_page(house, "", thread).await?.contains(words) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err(format!("guests are still shown a page without: {words}").into())
}

#[tokio::test]
async fn two_hundred_cut_connections_leave_the_site_as_good_as_before() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let address = house.listen().await?;
    let theo = Client::sign_in(&address, "theo").await?;
    let thread = house.thread_in(&theo.cookie, "cycling").await?;
    let mut dice = Dice::new(14);
    for point in 0..200 {
        let mut client = theo.again(&address).await?;
        let request = client.form(&thread, &format!("body=Cut+at+point+{point}"));
        let bytes = request.as_bytes();
        if point % 2 == 0 {
            client.write(&bytes[..point * bytes.len() / 200]).await?;
        } else {
            client.write(bytes).await?;
            tokio::time::sleep(Duration::from_micros(100 * u64::try_from(dice.below(120))?)).await;
        }
    }
    let mut client = theo.again(&address).await?;
    for number in 0..200 {
        let heard = match number % 4 {
            0 => client.post(&thread, &format!("body=Written+in+peace+{number}")).await?,
            1 => client.get("/forums/cycling").await?,
            _ => client.get("/readyz").await?,
        };
        assert!(matches!(heard.status, 200 | 303), "{number}: {}", heard.head);
    }
    assert_eq!(house.findings().await?, Vec::<String>::new());
    Ok(())
}
