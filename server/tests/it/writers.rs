//! People who write as fast as they can, and remember what was promised to them.

use crate::client::Client;
use crate::house::{Tried, build_files};
use crate::program::{Served, doc2doc, serve, success};
use domain::db::Tx;
use domain::fault::Fault;
use domain::forums::threads;
use domain::viewer::Viewer;
use server::data_dir::DataDir;
use std::path::PathBuf;
use tempfile::TempDir;
use types::ids::ThreadId;

/// A data directory with the demo in it, and the program that serves it.
pub struct Community {
    dir: TempDir,
    pub data: PathBuf,
    site: PathBuf,
}

impl Community {
    pub fn found() -> Tried<Self> {
        let dir = tempfile::tempdir()?;
        let (data, site) = (dir.path().join("data"), dir.path().join("site"));
        build_files(&site)?;
        success(&doc2doc(&data).arg("demo").output()?)?;
        Ok(Self { dir, data, site })
    }

    /// Another place beside the data.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn serve(&self) -> Tried<(Served, String)> {
        serve(&self.data, &self.site)
    }

    pub fn serve_from(&self, data: &std::path::Path) -> Tried<(Served, String)> {
        serve(data, &self.site)
    }

    /// All texts of these threads, as a guest reads them.
    pub async fn texts(&self, addresses: &[String]) -> Tried<Vec<String>> {
        let (db, _) = DataDir::make(&self.data)?.open().await?;
        let mut texts = Vec::new();
        for address in addresses {
            let id: ThreadId = address.split('/').nth(2).unwrap_or_default().parse()?;
            for number in 1.. {
                let page = db.look(&Viewer::guest(), async |tx: &mut Tx<'_>| threads::page(tx, id, number).await).await;
                match page {
                    Ok(page) => texts.extend(page.posts.into_iter().map(|post| post.html)),
                    Err(Fault::NotFound) => break,
                    Err(other) => return Err(other.into()),
                }
            }
        }
        db.close().await?;
        Ok(texts)
    }

    /// `doc2doc check` has nothing to say.
    pub fn is_sound(&self) -> Tried {
        let told = success(&doc2doc(&self.data).arg("check").output()?)?;
        assert!(told.contains("All is well"), "{told}");
        Ok(())
    }
}

/// One who writes.
pub struct Writer {
    pub name: &'static str,
    pub cookie: String,
    pub thread: String,
    count: usize,
    /// What was acknowledged.
    pub kept: Vec<String>,
    /// Sent, and never answered.
    pub unanswered: Option<String>,
}

impl Writer {
    /// Signs in and finds a thread to write in.
    pub async fn at(address: &str, name: &'static str, forum: &str) -> Tried<Self> {
        let mut client = Client::sign_in(address, name).await?;
        let page = client.get(&format!("/forums/{forum}")).await?.body;
        let at = page.find("href=\"/threads/").ok_or("no thread")? + 6;
        let thread = page[at..].split(['"', '?', '#']).next().unwrap_or_default().to_owned();
        Ok(Self { name, cookie: client.cookie, thread, count: 0, kept: Vec::new(), unanswered: None })
    }

    /// Writes until the connection breaks; what was not answered the last time is first sent again.
    pub async fn write(mut self, address: String) -> Self {
        if let Err(error) = self.write_on(&address).await
            && self.unanswered.is_none()
        {
            println!("{} stops: {error}", self.name);
        }
        self
    }

    async fn write_on(&mut self, address: &str) -> Tried {
        let mut client = Client { cookie: self.cookie.clone(), ..Client::connect(address).await? };
        loop {
            let text = self.unanswered.clone().unwrap_or_else(|| {
                self.count += 1;
                format!("Letter {} by {} ends", self.count, self.name)
            });
            self.unanswered = Some(text.clone());
            let key = text.replace(' ', "-");
            let heard = client.post(&self.thread, &format!("body={}&key={key}", text.replace(' ', "+"))).await?;
            assert_eq!(heard.status, 303, "{}", heard.body);
            self.kept.push(text);
            self.unanswered = None;
        }
    }
}

/// How often a text is there.
pub fn times(texts: &[String], text: &str) -> usize {
    texts.iter().filter(|html| html.contains(text)).count()
}
