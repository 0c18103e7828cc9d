//! Decoding away from those who wait for pages: one picture at a time, so that memory stays bounded.

use crate::fault::{Fault, Result};
use pixels::{Made, Wrong};
use tokio::sync::Semaphore;

static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// A picture for posts; what is none is told beside the field `picture`.
pub async fn picture(bytes: Vec<u8>) -> Result<Made> {
    one(bytes, pixels::picture).await
}

/// A face beside a name.
pub async fn face(bytes: Vec<u8>) -> Result<Made> {
    one(bytes, pixels::face).await
}

async fn one(bytes: Vec<u8>, make: fn(Vec<u8>) -> Result<Made, Wrong>) -> Result<Made> {
    let turn = ONE_AT_A_TIME.acquire().await.map_err(|_| Fault::Busy(5))?;
    // The turn ends with the work, also when nobody waits for it any more.
    let made = tokio::task::spawn_blocking(move || (make(bytes), drop(turn)).0).await;
    match made {
        Ok(made) => made.map_err(told),
        Err(broken) => {
            tracing::warn!(%broken, "a picture broke its decoder");
            Err(told(Wrong::Damaged))
        }
    }
}

fn told(wrong: Wrong) -> Fault {
    Fault::wrong("picture", wrong.sentence())
}
