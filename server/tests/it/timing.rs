//! How long an answer takes does not tell what is hidden from what is not there.

use crate::house::Tried;
use crate::stage::Stage;
use std::time::{Duration, Instant};

const SAMPLES: usize = 500;
/// The most by which the medians may differ.
const APART: Duration = Duration::from_millis(2);
const ABSENT: &str = "4503599627370495";

const PAIRS: [(&str, &str); 7] = [
    ("/threads/{doctors-thread}/x", "/threads/4503599627370495/x"),
    ("/threads/{cellar-thread}/x", "/threads/4503599627370495/x"),
    ("/posts/{cellar-post}", "/posts/4503599627370495"),
    ("/posts/{doctors-post}/history", "/posts/4503599627370495/history"),
    ("/forums/{unlisted}", "/forums/c-nosuchplace"),
    ("/forums/{unlisted}/members", "/forums/c-nosuchplace/members"),
    ("/desk/verification/{case}", "/desk/verification/4503599627370495"),
];

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// What a guest writes to a hidden place, and to one that never was.
const WRITING: [(&str, &str, &str); 3] = [
    ("/threads/{doctors-thread}/x", "/threads/4503599627370495/x", "body=Hello&key=kkkkkkkk"),
    ("/posts/{cellar-post}/edit", "/posts/4503599627370495/edit", "body=Hello&key=kkkkkkkk"),
    ("/forums/{unlisted}/new", "/forums/c-nosuchplace/new", "kind=question&title=A+title&body=Hello&key=kkkkkkkk"),
];

/// Asks for both in turn, and tells when one takes longer than the other.
async fn apart(stage: &Stage, cookie: &str, pair: (&str, &str), form: Option<&str>, status: u16) -> Tried<Option<String>> {
    let (hidden, absent) = (stage.filled(pair.0), pair.1);
    let (mut one, mut other) = (Vec::with_capacity(SAMPLES), Vec::with_capacity(SAMPLES));
    for _ in 0..SAMPLES {
        // One after the other, so that whatever else the machine does befalls both alike.
        for (address, times) in [(hidden.as_str(), &mut one), (absent, &mut other)] {
            let began = Instant::now();
            let answer = match form {
                None => stage.house.get_as(cookie, address).await?,
                Some(form) => stage.house.post_as(cookie, address, form).await?,
            };
            times.push(began.elapsed());
            assert_eq!(answer.status, status, "{address}");
        }
    }
    let (hidden_takes, absent_takes) = (median(&mut one), median(&mut other));
    let told = hidden_takes.abs_diff(absent_takes) > APART;
    Ok(told.then(|| format!("{hidden}: {hidden_takes:?}, absent {absent_takes:?}")))
}

#[tokio::test]
async fn hidden_and_absent_take_the_same_time() -> Tried {
    let stage = Stage::open(true).await?;
    let absent = PAIRS.iter().map(|(_, absent)| absent).chain(WRITING.iter().map(|(_, absent, _)| absent));
    assert!(absent.into_iter().all(|absent| absent.contains(ABSENT) || absent.contains("nosuchplace")));
    let mut told = Vec::new();
    for name in ["", "Stella"] {
        for pair in PAIRS {
            told.extend(apart(&stage, &stage.cookie(name), pair, None, 404).await?);
        }
    }
    for (hidden, absent, form) in WRITING {
        told.extend(apart(&stage, "", (hidden, absent), Some(form), 403).await?);
    }
    assert!(told.is_empty(), "{told:?}");
    Ok(())
}
