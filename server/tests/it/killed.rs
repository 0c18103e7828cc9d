use crate::client::Client;
use crate::hostile::Dice;
use crate::house::Tried;
use crate::writers::{Community, Writer, times};
use std::time::{Duration, Instant};

/// Ready again within this time after a power cut.
const READY_WITHIN: Duration = Duration::from_secs(5);

/// 20 rounds, or as many as D2D_KILL_ROUNDS says.
fn rounds() -> usize {
    std::env::var("D2D_KILL_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_a_kill_at_any_moment() -> Tried {
    let (community, mut dice) = (Community::found()?, Dice::new(9));
    let (mut served, mut address) = community.serve()?;
    let mut writers = Vec::new();
    for (name, forum) in [("theo", "cycling"), ("wren", "cycling"), ("nightreg", "travel"), ("john1", "book-club")] {
        writers.push(Writer::at(&address, name, forum).await?);
    }
    let mut slowest = Duration::ZERO;
    for _ in 0..rounds() {
        let writing: Vec<_> = writers.drain(..).map(|writer| tokio::spawn(writer.write(address.clone()))).collect();
        tokio::time::sleep(Duration::from_millis(50 + u64::try_from(dice.below(350))?)).await;
        served.kill()?;
        for writer in writing {
            writers.push(writer.await?);
        }
        let began = Instant::now();
        (served, address) = community.serve()?;
        assert_eq!(Client::connect(&address).await?.get("/readyz").await?.status, 200);
        slowest = slowest.max(began.elapsed());
    }
    assert!(slowest < READY_WITHIN, "ready only after {slowest:?}");
    served.kill()?;
    let threads: Vec<_> = writers.iter().skip(1).map(|writer| writer.thread.clone()).collect();
    let texts = community.texts(&threads).await?;
    let mut kept = 0;
    for writer in &writers {
        for text in &writer.kept {
            assert_eq!(times(&texts, text), 1, "{text}");
        }
        assert!(writer.unanswered.as_ref().is_none_or(|text| times(&texts, text) <= 1));
        kept += writer.kept.len();
    }
    println!("{} kills, {kept} acknowledged replies, none lost, none twice; ready again after at most {slowest:?}", rounds());
    assert!(kept >= rounds(), "only {kept} replies");
    community.is_sound()
}
