//! Many look at once, and some leave in the middle: few connections answer all of them.

use domain::cast::{OPEN, world};
use domain::fault::Result;
use tokio::task::{JoinSet, yield_now};

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
    for turns in 0..400 {
        tokio::select! {
            biased;
            page = w.page(&w.stella, thread) => assert_eq!(page?.posts.len(), 1),
            () = after(turns % 20) => left += 1,
        }
        let page = w.page(&w.stella, thread).await?;
        assert_eq!((page.title.as_str(), page.posts.len()), ("Wombats", 1));
    }
    assert!(left > 0, "nobody has left in the middle");
    Ok(())
}

/// Somebody's patience, in turns of the runtime.
async fn after(turns: usize) {
    for _ in 0..turns {
        yield_now().await;
    }
}
