use domain::clock::Clock;
use domain::db::Db;
use domain::fault::{Fault, Result};
use domain::secrets::Key;
use domain::{place, schema};
use sqlx::{Connection, SqliteConnection};

#[tokio::test]
async fn a_database_written_by_a_newer_program_is_refused_and_left_as_it_is() -> Result<()> {
    let (dir, clock) = (tempfile::tempdir()?, Clock::machine());
    let path = place::database(dir.path());
    schema::migrate(&path, &clock).await?;
    let mut hand = SqliteConnection::connect(&format!("sqlite:{}", path.display())).await?;
    sqlx::query("insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'from the future', 1, x'00', 1)")
        .execute(&mut hand)
        .await?;
    hand.close().await?;
    let before = std::fs::read(&path)?;
    for _ in 0..2 {
        match schema::migrate(&path, &clock).await {
            Err(Fault::Told(sentence)) => assert!(sentence.contains("written by a newer doc2doc"), "{sentence}"),
            other => return other,
        }
    }
    assert!(std::fs::read(&path)? == before, "not a byte has changed");
    // The newer program, which knows that row, finds everything where it was.
    Db::open(&path, clock, Key::from([7; 32])).await?.close().await
}
