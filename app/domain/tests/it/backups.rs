use domain::backup::{backup, restore, verify};
use domain::cast::{OPEN, PASSWORD, World, address, world};
use domain::check::check;
use domain::db::Db;
use domain::fault::{Fault, Result};
use domain::members::sign_in::sign_in;
use domain::secrets::Key;
use domain::{place, schema, secrets};
use std::path::Path;
use tempfile::tempdir;

/// The sentence of a command that could not go on.
fn told<T>(done: Result<T>) -> String {
    match done {
        Err(Fault::Told(sentence)) => sentence,
        Err(other) => format!("no sentence: {other}"),
        Ok(_) => "it went on".into(),
    }
}

async fn with_key() -> Result<World> {
    let w = world().await?;
    std::fs::write(place::key(w.data()), [7; 32])?;
    secrets::bind_key(&w.db, &w.key).await?;
    w.start(&w.wren, OPEN, "Kept", "Words to be kept").await?;
    Ok(w)
}

fn names(dir: &Path) -> Result<Vec<String>> {
    let mut names =
        std::fs::read_dir(dir)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect::<Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

#[tokio::test]
async fn a_backup_made_while_people_write_is_whole_and_comes_back() -> Result<()> {
    let (w, dir, place) = (with_key().await?, tempdir()?, tempdir()?);
    let landing = w.start(&w.wren, OPEN, "Busy", "1").await?;
    let (to, thread) = (dir.path().join("copy"), landing.thread);
    let (made, written) = tokio::join!(backup(w.data(), &to), async {
        for no in 2..40 {
            w.reply(&w.stella, thread, &no.to_string()).await?;
        }
        Ok::<_, Fault>(())
    });
    written?;
    let print = w.key.fingerprint();
    assert!(made?.to_string().contains(&print));
    assert_eq!(names(&to)?, ["doc2doc.db", "manifest.json"]);
    assert!(verify(&to).await?.to_string().contains("is whole"));
    let data = place.path().join("data");
    let summary = restore(&to, &data).await?.to_string();
    assert!(summary.contains("secret.key") && summary.contains(&print), "{summary}");
    let found = check(&data, false).await?;
    assert!(found.len() == 1 && found[0].contains("is missing"), "only the key is missing: {found:?}");
    std::fs::write(place::key(&data), [7; 32])?;
    assert_eq!(check(&data, false).await?, Vec::<String>::new());
    let key = Key::open(&place::key(&data))?;
    let db = Db::open(schema::migrate(&place::database(&data), &w.clock).await?, w.clock.clone(), key.clone());
    sign_in(&db, &key, &address("Wren"), PASSWORD, "A test", false).await?;
    Ok(())
}

#[tokio::test]
async fn a_backup_never_holds_the_key() -> Result<()> {
    let (w, dir) = (with_key().await?, tempdir()?);
    let to = dir.path().join("copy");
    backup(w.data(), &to).await?;
    for name in names(&to)? {
        let bytes = std::fs::read(to.join(&name))?;
        assert!(!bytes.windows(32).any(|window| window == [7; 32]), "{name} holds the key");
    }
    assert!(!names(&to)?.contains(&"secret.key".to_owned()));
    Ok(())
}

#[tokio::test]
async fn a_full_directory_is_left_alone() -> Result<()> {
    let (w, full, dir) = (with_key().await?, tempdir()?, tempdir()?);
    std::fs::write(full.path().join("holiday.jpg"), "sea")?;
    assert!(told(backup(w.data(), full.path()).await).contains("is not empty"));
    assert_eq!(names(full.path())?, ["holiday.jpg"]);
    let copy = dir.path().join("copy");
    backup(w.data(), &copy).await?;
    assert!(told(backup(w.data(), &copy).await).contains("is not empty"), "nor is a backup written over another");
    assert!(told(restore(&copy, full.path()).await).contains("is not empty"));
    assert!(told(restore(&copy, w.data()).await).contains("is not empty"));
    assert_eq!(names(full.path())?, ["holiday.jpg"]);
    Ok(())
}

#[tokio::test]
async fn one_flipped_byte_is_found_wherever_it_is() -> Result<()> {
    let (w, dir, place) = (with_key().await?, tempdir()?, tempdir()?);
    let to = dir.path().join("copy");
    backup(w.data(), &to).await?;
    let file = to.join("doc2doc.db");
    let whole = std::fs::read(&file)?;
    for part in 0..40 {
        let mut bytes = whole.clone();
        let at = part * (bytes.len() - 1) / 39;
        bytes[at] ^= 1;
        std::fs::write(&file, &bytes)?;
        assert!(told(verify(&to).await).contains("is damaged"), "byte {at}");
        assert!(told(restore(&to, &place.path().join("data")).await).contains("is damaged"));
    }
    assert!(!place::database(&place.path().join("data")).exists(), "nothing is restored from it");
    std::fs::write(&file, &whole[..whole.len() / 2])?;
    assert!(told(verify(&to).await).contains("is damaged"));
    Ok(())
}

#[tokio::test]
async fn a_half_made_backup_never_looks_good() -> Result<()> {
    let (w, dir) = (with_key().await?, tempdir()?);
    let to = dir.path().join("copy");
    backup(w.data(), &to).await?;
    let manifest = std::fs::read_to_string(to.join("manifest.json"))?;
    std::fs::remove_file(to.join("manifest.json"))?;
    assert!(told(verify(&to).await).contains("There is no backup"));
    std::fs::write(to.join("manifest.json.partial"), &manifest)?;
    assert!(told(verify(&to).await).contains("There is no backup"));
    for cut in [0, 10, manifest.len() / 2, manifest.len() - 3] {
        std::fs::write(to.join("manifest.json"), &manifest[..cut])?;
        assert!(told(verify(&to).await).contains("is damaged"));
    }
    std::fs::write(to.join("manifest.json"), &manifest)?;
    verify(&to).await?;
    std::fs::remove_file(to.join("doc2doc.db"))?;
    assert!(told(verify(&to).await).contains("is damaged"));
    Ok(())
}

#[tokio::test]
async fn a_backup_of_a_newer_program_or_with_strange_names_is_refused() -> Result<()> {
    let (w, dir) = (with_key().await?, tempdir()?);
    let to = dir.path().join("copy");
    backup(w.data(), &to).await?;
    let manifest = std::fs::read_to_string(to.join("manifest.json"))?;
    std::fs::write(to.join("manifest.json"), manifest.replace("\"schema_version\": ", "\"schema_version\": 99"))?;
    assert!(told(verify(&to).await).contains("newer doc2doc"));
    std::fs::write(to.join("manifest.json"), manifest.replace("\"name\": \"doc2doc.db\"", "\"name\": \"../doc2doc.db\""))?;
    assert!(told(verify(&to).await).contains("is damaged"));
    Ok(())
}

#[tokio::test]
async fn a_backup_that_cannot_be_made_leaves_nothing() -> Result<()> {
    let (empty, dir) = (tempdir()?, tempdir()?);
    let to = dir.path().join("copy");
    assert!(told(backup(empty.path(), &to).await).contains("nothing to back up"));
    assert!(!to.exists());
    std::fs::write(place::database(empty.path()), "not a database, whatever its name says".repeat(50))?;
    assert!(told(backup(empty.path(), &to).await).contains("Restore a backup"));
    assert_eq!(names(&to)?, Vec::<String>::new());
    Ok(())
}
