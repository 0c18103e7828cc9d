use domain::viewer::{AccountId, Viewer};

fn main() {
    let _ = Viewer { account: AccountId(1), persona: None, staff: Default::default(), read_seq: 0 };
}
