use domain::forums::rules::{MayEdit, MayModerate, MayReply, MayStart};
use domain::forums::threads::Thread;

fn permit(thread: &Thread) -> MayReply<'_> {
    MayReply(thread)
}

fn main() {
    let _: Option<(MayStart<'_>, MayEdit<'_>, MayModerate<'_>)> = None;
    let _ = permit;
}
