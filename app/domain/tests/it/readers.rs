//! Many look at once, and some leave in the middle: few connections answer all of them.

use domain::cast::{OPEN, world};
use domain::fault::Result;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::timeout;

#[tokio::test(flavor = "multi_thread")]
async fn many_looks_share_the_connections() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.marlow, OPEN, "Wombats", "Burrows").await?.thread;
    let mut looks = JoinSet::new();
    for _ in 0..100 {
        let (db, viewer) = (w.db.clone(), w.stella.clone());
        looks.spawn(async move { db.look(&viewer, async |tx| domain::forums::threads::page(tx, thread, 1).await).await });
    }
    for page in looks.join_all().await {
        assert_eq!(page?.posts.len(), 1);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_in_the_middle_spoils_nothing_for_the_next() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.marlow, OPEN, "Wombats", "Burrows").await?.thread;
    let mut left = 0;
    for micros in 0..400 {
        left += usize::from(timeout(Duration::from_micros(micros), w.page(&w.stella, thread)).await.is_err());
        let page = w.page(&w.stella, thread).await?;
        assert_eq!((page.title.as_str(), page.posts.len()), ("Wombats", 1));
    }
    assert!(left > 0, "nobody has left in the middle");
    Ok(())
}
