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

#[tokio::test]
async fn hidden_and_absent_take_the_same_time() -> Tried {
    let stage = Stage::open(true).await?;
    assert!(PAIRS.iter().all(|(_, absent)| absent.contains(ABSENT) || absent.contains("nosuchplace")));
    let mut told = Vec::new();
    for name in ["", "Stella"] {
        let cookie = stage.cookie(name);
        for (hidden, absent) in PAIRS {
            let hidden = stage.filled(hidden);
            let (mut one, mut other) = (Vec::with_capacity(SAMPLES), Vec::with_capacity(SAMPLES));
            for _ in 0..SAMPLES {
                // One after the other, so that whatever else the machine does befalls both alike.
                for (address, times) in [(hidden.as_str(), &mut one), (absent, &mut other)] {
                    let began = Instant::now();
                    let answer = stage.house.get_as(&cookie, address).await?;
                    times.push(began.elapsed());
                    assert_eq!(answer.status, 404, "{address}");
                }
            }
            let (hidden_takes, absent_takes) = (median(&mut one), median(&mut other));
            if hidden_takes.abs_diff(absent_takes) > APART {
                told.push(format!("{hidden}: {hidden_takes:?}, absent {absent_takes:?}"));
            }
        }
    }
    assert!(told.is_empty(), "{told:?}");
    Ok(())
}
