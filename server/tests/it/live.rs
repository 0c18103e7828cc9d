//! The live stream: a number for members, as long as their session lasts.

use crate::client::{Client, Heard};
use crate::headers::is_secured;
use crate::house::{Answer, House, Tried};
use http::{HeaderMap, HeaderName, StatusCode};
use std::time::{Duration, Instant};
use tokio::io::AsyncBufReadExt;
use tokio::time::{sleep, timeout};

/// A page of this member's that listens.
pub struct Stream(Client);

/// What a stream says.
#[derive(Debug, PartialEq, Eq)]
pub enum Said {
    Unread(i64),
    /// The session is over; nothing more follows.
    Over,
}

impl Stream {
    /// Opens a stream, or gives the answer by which it was refused.
    pub async fn try_open(address: &str, cookie: &str) -> Tried<Result<Self, Heard>> {
        let mut client = Client::connect(address).await?;
        client
            .write(
                format!("GET /live HTTP/1.1\r\nhost: localhost\r\naccept-encoding: br, gzip\r\ncookie: {cookie}\r\n\r\n")
                    .as_bytes(),
            )
            .await?;
        let heard = client.hear().await?;
        if heard.status != 200 {
            return Ok(Err(heard));
        }
        assert_eq!(heard.header("content-type"), "text/event-stream");
        assert_eq!(heard.header("cache-control"), "no-store");
        assert_eq!(heard.header("content-encoding"), "");
        Ok(Ok(Self(client)))
    }

    pub async fn open(address: &str, cookie: &str) -> Tried<Self> {
        Self::try_open(address, cookie).await?.map_err(|heard| heard.head.into())
    }

    /// What it says next, within two seconds.
    pub async fn next(&mut self) -> Tried<Said> {
        timeout(Duration::from_secs(2), self.read()).await?
    }

    /// Whether it says nothing for two seconds.
    pub async fn is_silent(&mut self) -> bool {
        timeout(Duration::from_secs(2), self.read()).await.is_err()
    }

    async fn read(&mut self) -> Tried<Said> {
        let mut over = false;
        loop {
            let mut line = String::new();
            let bytes = self.0.stream.read_line(&mut line).await?;
            match line.trim_end() {
                // The last chunk of the body.
                "0" if over => return Ok(Said::Over),
                "0" => return Err("the stream ended without a word".into()),
                "event: over" => over = true,
                _ if bytes == 0 => return Err("the connection ended".into()),
                line => {
                    let numbers = line.strip_prefix("data: ").and_then(|numbers| numbers.split_once(' '));
                    if let Some((Ok(threads), Ok(_))) =
                        numbers.map(|(threads, notices)| (threads.parse(), notices.parse::<i64>()))
                    {
                        return Ok(Said::Unread(threads));
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn an_open_page_hears_of_what_others_write_and_of_what_its_member_reads_elsewhere() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let address = house.listen().await?;
    let (wren, theo) = (house.sign_in("wren").await?, house.sign_in("theo").await?);
    let mut stream = Stream::open(&address, &theo).await?;
    let Said::Unread(before) = stream.next().await? else { return Err("no number at first".into()) };
    let mut second = Stream::open(&address, &theo).await?;
    assert_eq!(second.next().await?, Said::Unread(before));
    let thread = house.start(&wren, "cycling", "Live", "Hello").await?;
    assert_eq!(stream.next().await?, Said::Unread(before + 1));
    assert_eq!(second.next().await?, Said::Unread(before + 1));
    let id = thread.split('/').nth(2).unwrap_or_default();
    assert_eq!(house.post_as(&theo, "/api/read", &format!("thread={id}&no=1")).await?.status, StatusCode::OK);
    assert_eq!(stream.next().await?, Said::Unread(before));
    assert_eq!(second.next().await?, Said::Unread(before));
    house.post_as(&theo, &thread, "body=My+own+words").await?;
    assert!(stream.is_silent().await, "what has not changed is not said again");
    Ok(())
}

#[tokio::test]
async fn for_guests_there_is_no_stream() -> Tried {
    let house = House::open().await?;
    let address = house.listen().await?;
    for cookie in ["", "d2d=nobody"] {
        let heard = Stream::try_open(&address, cookie).await?.err().ok_or("a guest listens")?;
        assert_eq!(heard.status, 404);
    }
    let (absent, live) = (house.get("/nothing").await?, house.get("/live").await?);
    is_secured(&live, "/live");
    assert_eq!((absent.status, absent.body.len()), (live.status, live.body.len()), "as if it were not there");
    Ok(())
}

#[tokio::test]
async fn a_session_that_ends_ends_its_streams() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let address = house.listen().await?;
    let (here, elsewhere) = (house.sign_in("theo").await?, house.sign_in("theo").await?);
    let (mut own, mut other) = (Stream::open(&address, &here).await?, Stream::open(&address, &elsewhere).await?);
    own.next().await?;
    other.next().await?;
    let began = Instant::now();
    house.post_as(&here, "/logout", "").await?;
    assert_eq!(own.next().await?, Said::Over);
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    assert!(other.is_silent().await, "another session goes on");
    Ok(())
}

#[tokio::test]
async fn a_member_has_four_streams_at_most_and_a_place_is_free_again_when_a_page_is_left() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let address = house.listen().await?;
    let (theo, wren) = (house.sign_in("theo").await?, house.sign_in("wren").await?);
    let mut streams = Vec::new();
    for _ in 0..4 {
        streams.push(Stream::open(&address, &theo).await?);
    }
    let refused = Stream::try_open(&address, &theo).await?.err().ok_or("a fifth stream")?;
    assert_eq!((refused.status, refused.header("retry-after")), (503, "60"));
    let mut headers = HeaderMap::new();
    for (name, value) in refused.head.lines().filter_map(|line| line.split_once(": ")) {
        headers.append(HeaderName::from_bytes(name.as_bytes())?, value.parse()?);
    }
    let refused = Answer { status: StatusCode::SERVICE_UNAVAILABLE, headers, body: refused.body.into_bytes() };
    is_secured(&refused, "the fifth stream");
    let _others = Stream::open(&address, &wren).await?;
    streams.clear();
    for _ in 0..20 {
        if let Ok(mut again) = Stream::try_open(&address, &theo).await? {
            assert!(matches!(again.next().await?, Said::Unread(_)));
            return Ok(());
        }
        sleep(Duration::from_millis(100)).await;
    }
    Err("the places of pages that were left stay taken".into())
}
