//! Who has written an archive, without their addresses.

use crate::import::{SMALL, ask, bring};
use domain::cast::world;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};

#[tokio::test]
async fn authors_are_personas_without_address_or_account() {
    let world = world().await.unwrap();
    bring(&world, SMALL).await;
    let ada =
        "select cast(count(*) as text) from posts where persona_id = (select id from personas where screen_name = 'Ada Quill')";
    assert_eq!(ask(&world, ada).await, "2", "both of her spellings have one address");
    let unnamed = "select json_group_array(screen_name) from (select screen_name from personas where screen_name like 'Unnamed%' order by 1)";
    assert_eq!(ask(&world, unnamed).await, r#"["Unnamed author","Unnamed author 2"]"#);
    let copy = world.data().join("copy.db");
    let mut conn = SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(world.db.path())).await.unwrap();
    sqlx::query_scalar::<_, i64>("vacuum into $1").bind(copy.to_str()).fetch_optional(&mut conn).await.unwrap();
    let bytes = std::fs::read(copy).unwrap();
    assert!(addresses(&bytes).iter().any(|address| address.contains("cast")), "the search finds the members' own addresses");
    let strays: Vec<String> = addresses(&bytes).into_iter().filter(|address| !address.starts_with("cast.")).collect();
    assert_eq!(strays, Vec::<String>::new());
}

/// What stands behind every @ that an invented address could have.
fn addresses(bytes: &[u8]) -> Vec<String> {
    let behind = bytes.split(|&byte| byte == b'@').skip(1);
    let host = |rest: &[u8]| {
        rest.iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'.')
            .map(|&byte| char::from(byte))
            .collect::<String>()
    };
    behind.map(host).filter(|host| host.contains(".example")).collect()
}

#[tokio::test]
async fn a_name_that_a_member_bears_gets_a_number() {
    let world = world().await.unwrap();
    let message = b"From ward@x Thu Apr  1 01:00:00 1993\nFrom: \"STELLA\" <s@ward.example>\nSubject: Hello there\n\nIt is me.\n";
    bring(&world, message).await;
    assert_eq!(ask(&world, "select screen_name from personas where import_key is not null").await, "STELLA 2");
}
