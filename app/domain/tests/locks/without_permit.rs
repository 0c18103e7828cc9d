use domain::db::Tx;
use domain::desk::seats::grant_doctor;
use domain::forums::posts;
use domain::forums::written::Written;

async fn write(tx: &mut Tx<'_>, words: &Written) {
    let _ = posts::insert(tx, (), 1, words).await;
    let _ = posts::replace(tx, (), words).await;
    let _ = grant_doctor(tx, (), 1).await;
}

fn main() {
    let _ = write;
}
