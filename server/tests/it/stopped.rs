use crate::client::Client;
use crate::house::Tried;
use crate::live::Stream;
use crate::writers::{Community, Writer, times};
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn being_told_to_stop_breaks_no_request_that_was_accepted() -> Tried {
    let community = Community::found()?;
    let mut writers: Vec<Writer> = Vec::new();
    for round in 0..4 {
        let (served, address) = community.serve()?;
        if writers.is_empty() {
            for (name, forum) in [("theo", "cycling"), ("wren", "travel"), ("nightreg", "travel")] {
                writers.push(Writer::at(&address, name, forum).await?);
            }
        }
        let writing: Vec<_> = writers.drain(..).map(|writer| tokio::spawn(writer.write(address.clone()))).collect();
        tokio::time::sleep(Duration::from_millis(150 + 70 * round)).await;
        let began = Instant::now();
        let status = tokio::task::spawn_blocking(move || served.stop()).await??;
        assert_eq!(status.code(), Some(0));
        assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
        for writer in writing {
            writers.push(writer.await?);
        }
        let texts = community.texts(&[writers[0].thread.clone(), writers[1].thread.clone()]).await?;
        for writer in &mut writers {
            for text in &writer.kept {
                assert_eq!(times(&texts, text), 1, "{text}");
            }
            // Sent to a door that was just closing: not accepted, so not there.
            if let Some(text) = writer.unanswered.take() {
                assert_eq!(times(&texts, &text), 0, "{text} was done and never answered");
            }
        }
    }
    println!("{} replies around four stops, none broken", writers.iter().map(|writer| writer.kept.len()).sum::<usize>());
    community.is_sound()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn open_streams_do_not_hold_up_the_end() -> Tried {
    let community = Community::found()?;
    let (served, address) = community.serve()?;
    let mut streams = Vec::new();
    for name in ["theo", "wren"] {
        let cookie = Client::sign_in(&address, name).await?.cookie;
        let mut stream = Stream::open(&address, &cookie).await?;
        stream.next().await?;
        streams.push(stream);
    }
    let began = Instant::now();
    let status = tokio::task::spawn_blocking(move || served.stop()).await??;
    assert_eq!(status.code(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    community.is_sound()
}
