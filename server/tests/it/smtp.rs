//! A mail server on this machine that keeps what it takes, and behaves as badly as it is told to.

use crate::house::Tried;
use mail_parser::{Message, MessageParser};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// How the server treats a letter.
#[derive(Clone, Copy)]
pub enum Manner {
    Take,
    /// Takes it after this long.
    Slow(Duration),
    /// Answers so when it hears the recipient.
    AtRecipient(&'static str),
    /// Answers so when it has read the letter.
    AfterLetter(&'static str),
    /// Reads the letter, forgets it and hangs up.
    HangUp,
}

/// A letter as it arrived.
#[derive(Clone)]
pub struct Taken {
    pub to: String,
    pub bytes: Vec<u8>,
    /// Whether its sender still waited for the answer that it was taken.
    pub heard: bool,
}

impl Taken {
    pub fn parsed(&self) -> Tried<Message<'_>> {
        MessageParser::default().parse(&self.bytes).ok_or_else(|| "no message".into())
    }

    /// The number that it has for ever.
    pub fn id(&self) -> Tried<String> {
        Ok(self.parsed()?.message_id().ok_or("no number")?.to_owned())
    }
}

type Manners = Arc<dyn Fn(&str) -> Manner + Send + Sync>;

/// The server; ends with the test.
pub struct Smtp {
    pub address: SocketAddr,
    taken: Arc<Mutex<Vec<Taken>>>,
    /// Conversations that have not ended.
    open: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Drop for Smtp {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Smtp {
    /// Opens at a free port; the manner is chosen anew for each letter, by its recipient.
    pub async fn open(manners: impl Fn(&str) -> Manner + Send + Sync + 'static) -> Tried<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let (address, taken, manners): (_, _, Manners) = (listener.local_addr()?, Arc::default(), Arc::new(manners));
        let (kept, open): (Arc<Mutex<Vec<Taken>>>, _) = (Arc::clone(&taken), Arc::<AtomicUsize>::default());
        let talking = open.clone();
        let task = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (kept, manners, talking) = (kept.clone(), manners.clone(), talking.clone());
                talking.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(async move {
                    // Whoever is killed does not say goodbye.
                    let _gone = converse(socket, &kept, &manners).await;
                    talking.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Ok(Self { address, taken, open, task })
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn count(&self) -> usize {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Waits until nobody talks any more: whatever was on its way when its sender died has arrived then, or never will.
    pub async fn fallen_silent(&self) {
        while self.open.load(Ordering::SeqCst) > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// Waits until so many letters are here.
    pub async fn until(&self, count: usize) -> Tried<Vec<Taken>> {
        for _ in 0..600 {
            if self.count() >= count {
                return Ok(self.taken());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Err(format!("only {} of {count} letters came", self.count()).into())
    }
}

async fn converse(socket: TcpStream, kept: &Mutex<Vec<Taken>>, manners: &Manners) -> Tried {
    let mut stream = BufReader::new(socket);
    say(&mut stream, "220 here").await?;
    let (mut to, mut manner) = (String::new(), Manner::Take);
    loop {
        let line = hear(&mut stream).await?;
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" => say(&mut stream, "250-here\r\n250 8BITMIME").await?,
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                manner = manners(&to);
                say(&mut stream, if let Manner::AtRecipient(answer) = manner { answer } else { "250 fine" }).await?;
            }
            "DATA" => {
                say(&mut stream, "354 go on").await?;
                let bytes = letter(&mut stream).await?;
                let answer = match manner {
                    Manner::HangUp => return Ok(()),
                    Manner::AfterLetter(answer) => answer,
                    Manner::Take | Manner::AtRecipient(_) => "250 taken",
                    Manner::Slow(pause) => {
                        tokio::time::sleep(pause).await;
                        "250 taken"
                    }
                };
                if answer.starts_with('2') {
                    // Whoever waits for an answer is there and says nothing.
                    let heard = timeout(Duration::ZERO, stream.fill_buf()).await.is_err();
                    kept.lock().unwrap_or_else(PoisonError::into_inner).push(Taken { to: to.clone(), bytes, heard });
                }
                say(&mut stream, answer).await?;
            }
            "QUIT" => return say(&mut stream, "221 bye").await,
            _ => say(&mut stream, "250 fine").await?,
        }
    }
}

async fn hear(stream: &mut BufReader<TcpStream>) -> Tried<Vec<u8>> {
    let mut line = Vec::new();
    if stream.read_until(b'\n', &mut line).await? == 0 {
        return Err("gone".into());
    }
    Ok(line)
}

/// The letter up to the line with a dot, as it was before its dots were doubled.
async fn letter(stream: &mut BufReader<TcpStream>) -> Tried<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        let line = hear(stream).await?;
        if line == b".\r\n" {
            return Ok(bytes);
        }
        assert!(line.ends_with(b"\r\n") && line.len() <= 1000, "a line that SMTP does not allow");
        bytes.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}

async fn say(stream: &mut BufReader<TcpStream>, line: &str) -> Tried {
    Ok(stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).await?)
}
