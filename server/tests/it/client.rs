use crate::house::Tried;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// A visitor who speaks HTTP/1.1 over one connection, byte by byte.
pub struct Client {
    pub stream: BufReader<TcpStream>,
    /// Sent with every request, when not empty.
    pub cookie: String,
}

/// An answer as it came over the wire.
#[derive(Debug)]
pub struct Heard {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Client {
    pub async fn connect(address: &str) -> Tried<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), cookie: String::new() })
    }

    /// A visitor who has signed in as one of the demo people.
    pub async fn sign_in(address: &str, name: &str) -> Tried<Self> {
        let mut client = Self::connect(address).await?;
        let heard =
            client.post("/login", &format!("email={name}%40demo.doc2doc.example&password=three+calm+otters&keep=yes")).await?;
        assert_eq!(heard.status, 303, "{}", heard.body);
        client.cookie = heard.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        Ok(client)
    }

    /// The same visitor at another connection.
    pub async fn again(&self, address: &str) -> Tried<Self> {
        Ok(Self { cookie: self.cookie.clone(), ..Self::connect(address).await? })
    }

    pub async fn get(&mut self, path: &str) -> Tried<Heard> {
        let cookie = self.cookie_line();
        self.write(format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n{cookie}\r\n").as_bytes()).await?;
        self.hear().await
    }

    pub async fn post(&mut self, path: &str, body: &str) -> Tried<Heard> {
        let request = self.form(path, body);
        self.write(request.as_bytes()).await?;
        self.hear().await
    }

    /// A form as bytes.
    pub fn form(&self, path: &str, body: &str) -> String {
        format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\n{}content-length: {}\r\n\r\n{body}",
            self.cookie_line(),
            body.len()
        )
    }

    pub async fn write(&mut self, bytes: &[u8]) -> Tried {
        Ok(self.stream.write_all(bytes).await?)
    }

    /// Says that nothing more comes.
    pub async fn shut(&mut self) -> Tried {
        Ok(self.stream.shutdown().await?)
    }

    /// Reads one answer; an error when the connection ends without one.
    pub async fn hear(&mut self) -> Tried<Heard> {
        timeout(Duration::from_secs(30), self.read()).await?
    }

    async fn read(&mut self) -> Tried<Heard> {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.stream.read_line(&mut head).await? == 0 {
                return Err("the connection ended".into());
            }
        }
        let status = head.split(' ').nth(1).unwrap_or_default().parse()?;
        if status == 100 {
            return Box::pin(self.read()).await;
        }
        let mut heard = Heard { status, head, body: String::new() };
        let mut body = vec![0; heard.header("content-length").parse().unwrap_or(0)];
        self.stream.read_exact(&mut body).await?;
        heard.body = String::from_utf8_lossy(&body).into_owned();
        Ok(heard)
    }

    fn cookie_line(&self) -> String {
        if self.cookie.is_empty() { String::new() } else { format!("cookie: {}\r\n", self.cookie) }
    }
}

impl Heard {
    /// The value of a header; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }
}
