use domain::db::Tx;
use domain::forums::posts;
use domain::forums::written::Written;
use domain::verification::standings;
use types::verification::Assurance;

async fn write(tx: &mut Tx<'_>, words: &Written) {
    let _ = posts::insert(tx, (), 1, words).await;
    let _ = posts::replace(tx, (), words).await;
    let _ = standings::grant(tx, (), 1, Assurance::Document, None).await;
}

fn main() {
    let _ = write;
}
