use crate::client::{Client, Heard};
use crate::headers::is_secured;
use crate::house::{Answer, House, Tried};
use http::{HeaderMap, HeaderName, StatusCode};
use std::collections::BTreeMap;

/// What is on the wire, where no library has tidied it up first.
fn messages() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = [
        &b"GET /\xff\xfe HTTP/1.1\r\nhost: x\r\n\r\n"[..],
        b"GET /forums?page=\xff HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET  / HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/9.9\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET /\r\n\r\n",
        b"\r\n\r\n\r\n",
        b"\x00\x00\x00\x00",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n",
        b"CONNECT elsewhere.example:443 HTTP/1.1\r\nhost: x\r\n\r\n",
        b"TRACE / HTTP/1.1\r\nhost: x\r\n\r\n",
        b"BREW /coffee HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET http://elsewhere.example/forums HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\nhost: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\nno colon here\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\n: empty\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\nx: a\r\n folded\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\nx: a\x00b\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\ncookie: d2d=\xff\xfe\x80\r\n\r\n",
        b"POST /login HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        b"POST /login HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999999999999\r\n\r\n",
        b"POST /login HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nabcdef",
        b"POST /login HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /my HTTP/1.1\r\nhost: x\r\n\r\n",
        b"POST /login HTTP/1.1\r\nhost: x\r\ntransfer-encoding: gzip, identity\r\n\r\nabc",
        b"POST /login HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
        b"POST /login HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffff1\r\nabc",
        b"POST /login HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\ntransfer-encoding: chunked\r\n\r\n9\r\nemail=a\r\n0\r\n\r\n",
        b"POST /login HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 500\r\n\r\nemail=",
        b"POST /login HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 3\r\n\r\na=b",
    ]
    .map(<[u8]>::to_vec)
    .to_vec();
    let many: String = (0..500).map(|number| format!("x-{number}: 1\r\n")).collect();
    all.push(format!("GET / HTTP/1.1\r\nhost: x\r\n{many}\r\n").into_bytes());
    all.push(format!("GET / HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n", "y".repeat(100_000)).into_bytes());
    all.push(format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "y".repeat(64 * 1024)).into_bytes());
    all.push(format!("GET /?{} HTTP/1.1\r\nhost: x\r\n\r\n", "y".repeat(1024 * 1024)).into_bytes());
    all.push(format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "y".repeat(8 * 1024)).into_bytes());
    all
}

/// What the wire's own library answers by itself, to what never was a request: a status and nothing else.
fn was_no_request(heard: &Heard) -> bool {
    matches!(heard.status, 400 | 414 | 431) && heard.body.is_empty()
}

fn read(heard: &Heard) -> Tried<Answer> {
    let mut headers = HeaderMap::new();
    for (name, value) in heard.head.lines().filter_map(|line| line.split_once(": ")) {
        headers.append(HeaderName::from_bytes(name.as_bytes())?, value.parse()?);
    }
    Ok(Answer { status: StatusCode::from_u16(heard.status)?, headers, body: heard.body.clone().into_bytes() })
}

#[tokio::test]
async fn what_is_no_http_is_refused_and_breaks_nothing() -> Tried {
    let house = House::open().await?;
    let address = house.listen().await?;
    let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
    for message in messages() {
        let what = String::from_utf8_lossy(&message[..message.len().min(80)]).into_owned();
        let mut client = Client::connect(&address).await?;
        // A server that has heard enough may hang up while we are still speaking.
        if client.write(&message).await.is_err() || client.shut().await.is_err() {
            *statuses.entry(0).or_default() += 1;
            continue;
        }
        match client.hear().await {
            Ok(heard) => {
                *statuses.entry(heard.status).or_default() += 1;
                assert!(heard.status < 500, "{what}: {}", heard.head);
                if !was_no_request(&heard) {
                    is_secured(&read(&heard)?, &what);
                }
            }
            Err(_) => *statuses.entry(0).or_default() += 1,
        }
    }
    println!("{} messages; answers by status (0: hung up): {statuses:?}", messages().len());
    let mut client = Client::connect(&address).await?;
    for path in ["/", "/forums", "/healthz", "/readyz"] {
        assert_eq!(client.get(path).await?.status, 200, "{path}");
    }
    Ok(())
}
