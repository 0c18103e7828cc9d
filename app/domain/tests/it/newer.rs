use domain::clock::Clock;
use domain::db::Db;
use domain::desk::audit;
use domain::fault::{Fault, Result};
use domain::secrets::Key;
use domain::verification::settle::settle_old_numbers;
use domain::{place, schema};
use sha2::{Digest, Sha384};
use sqlx::{Connection, SqliteConnection};

#[tokio::test]
async fn a_database_written_by_a_newer_program_is_refused_and_left_as_it_is() -> Result<()> {
    let (dir, clock) = (tempfile::tempdir()?, Clock::machine());
    let path = place::database(dir.path());
    schema::migrate(&path, &clock).await?.close().await?;
    let mut hand = SqliteConnection::connect(&format!("sqlite:{}", path.display())).await?;
    sqlx::query("insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'from the future', 1, x'00', 1)")
        .execute(&mut hand)
        .await?;
    hand.close().await?;
    let before = std::fs::read(&path)?;
    for _ in 0..2 {
        match schema::migrate(&path, &clock).await {
            Err(Fault::Told(sentence)) => assert!(sentence.contains("written by a newer doc2doc"), "{sentence}"),
            Err(other) => return Err(other),
            Ok(_) => panic!("it was taken for an older one"),
        }
    }
    assert!(std::fs::read(&path)? == before, "not a byte has changed");
    Ok(())
}

/// What the first release may have left: a doctor with a seat and a plain number, an administrator, and a deed on record.
const FIRST_RELEASE: &str = "
    insert into accounts (id, email, terms_version, terms_agreed_at, created_at) values (5, 'old@x.example', '', 1, 1), (6, 'adm@x.example', '', 1, 1);
    insert into personas (id, account_id, screen_name, name_key, created_at) values (50, 5, 'Oldie', 'oldie', 1), (60, 6, 'Adm', 'adm', 1);
    insert into register_entries values (5, 'Old Name', 'GB', 'Doctor', '', '', '1234567'), (6, '', '', '', '', '', '');
    insert into seats values (5, 1, 'member'), (5, 2, 'member'), (5, 3, 'member'), (6, 1, 'member'), (6, 2, 'member');
    insert into account_marks values (5, 0), (6, 0);
    insert into staff values (6, 'admin');
    insert into deeds values (9, 1, 6, 'seat-doctor', 5, null, 'known to me');";

#[tokio::test]
async fn a_database_of_the_first_release_comes_up_to_date_with_all_that_is_in_it() -> Result<()> {
    let (dir, clock, key) = (tempfile::tempdir()?, Clock::machine(), Key::from([7; 32]));
    let path = place::database(dir.path());
    let first = include_str!("../../migrations/0001_first.sql");
    let mut hand = SqliteConnection::connect(&format!("sqlite:{}?mode=rwc", path.display())).await?;
    sqlx::raw_sql(first).execute(&mut hand).await?;
    sqlx::raw_sql(FIRST_RELEASE).execute(&mut hand).await?;
    sqlx::raw_sql("create table _sqlx_migrations (version bigint primary key, description text not null, installed_on timestamp not null default current_timestamp, success boolean not null, checksum blob not null, execution_time bigint not null)")
        .execute(&mut hand)
        .await?;
    sqlx::query(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (1, 'first', true, $1, 1)",
    )
    .bind(Sha384::digest(first.as_bytes()).to_vec())
    .execute(&mut hand)
    .await?;
    let db = Db::open(schema::migrate(&path, &clock).await?, clock, key);
    settle_old_numbers(&db).await?;
    audit::begin(&db).await?;
    let kept: (String, i64, String, i64) = sqlx::query_as(
        "select (select state from standings where account_id = 5), (select count(*) from audit where hash is null),
           (select role from staff where account_id = 6), (select count(*) from register_entries where gmc_number <> '')",
    )
    .fetch_one(&mut hand)
    .await?;
    assert_eq!(kept, ("active".to_owned(), 1, "admin".to_owned(), 0), "the seat rests on a standing; no number stands in plain");
    db.close().await
}
