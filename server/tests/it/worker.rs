use crate::house::{House, Tried};
use server::mail::{Post, Sender};
use server::work;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// The worker beside a community, until it is stopped.
pub struct Worker {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Worker {
    /// Sends what waits to this mail server.
    pub fn begin(house: &House, url: &str) -> Tried<Self> {
        let post = Post::server(url, Sender::new(None, "doc2doc.example")?)?;
        let (stop, stopped) = watch::channel(false);
        Ok(Self { stop, task: tokio::spawn(work::send_letters(house.site.clone(), post, stopped)) })
    }

    /// Ends it when the letter under way is done.
    pub async fn end(self) -> Tried {
        self.stop.send_replace(true);
        Ok(self.task.await?)
    }
}
