//! Waiting for SQLite's thread without falling asleep. A statement of an act takes 5 to 50 µs, and to sleep and be woken takes a
//! thread about as long; meanwhile everybody else who wants to write waits.

use std::future::poll_fn;
use std::hint::spin_loop;
use std::pin::pin;
use std::task::Poll;

/// How often the answer is looked for before the thread turns to others, or sleeps: about 80 µs in all, so not for a whole commit.
const LOOKS: usize = 100;
/// Steps of the processor between two looks, about 40 ns each.
const STEPS: usize = 20;

/// The story, looked after as long as its answers come quickly.
pub(super) async fn awake<F: Future>(story: F) -> F::Output {
    let mut story = pin!(story);
    poll_fn(|cx| {
        for _ in 0..LOOKS {
            if let Poll::Ready(told) = story.as_mut().poll(cx) {
                return Poll::Ready(told);
            }
            (0..STEPS).for_each(|_| spin_loop());
        }
        Poll::Pending
    })
    .await
}
