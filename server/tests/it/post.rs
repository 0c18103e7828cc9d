use crate::house::{House, Tried, form};
use domain::clock::Clock;
use domain::letters;
use http::StatusCode;
use server::mail::{Post, Sender};
use server::work;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::sleep;

fn letters_in(folder: &Path) -> Tried<Vec<PathBuf>> {
    let files = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Tried<Vec<_>>>()?;
    Ok(files.into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "eml")).collect())
}

async fn forget_password(house: &House) -> Tried {
    let answer = house.send(form("/forgot", &format!("email={}", house.address()?))?).await?;
    assert!(answer.status == StatusCode::OK || answer.status == StatusCode::SEE_OTHER, "{}", answer.status);
    Ok(())
}

#[tokio::test]
async fn without_a_mail_server_letters_become_files_that_only_the_owner_can_read() -> Tried {
    use std::os::unix::fs::PermissionsExt;
    let (house, folder) = (House::open().await?, tempfile::tempdir()?);
    let post = Post::folder(folder.path(), Sender::new(None, "doc2doc.example")?, Clock::machine())?;
    let (_running, stopped) = watch::channel(false);
    let worker = tokio::spawn(work::send_letters(house.site.clone(), post, stopped));
    forget_password(&house).await?;
    for _ in 0..50 {
        if letters_in(folder.path())?.is_empty() {
            sleep(Duration::from_millis(100)).await;
        }
    }
    let files = letters_in(folder.path())?;
    let text = std::fs::read_to_string(files.first().ok_or("no letter came")?)?;
    for part in [
        "From: ",
        "community@doc2doc.example",
        "Auto-Submitted: auto-generated",
        "Message-ID: <letter-",
        "http://localhost:3000/reset/",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(std::fs::metadata(&files[0])?.permissions().mode() & 0o077, 0);
    sleep(Duration::from_millis(1200)).await;
    assert_eq!(letters_in(folder.path())?.len(), 1, "a letter is sent once");
    assert_eq!(letters::waiting(&house.site.0.db).await?, 0);
    worker.abort();
    Ok(())
}

#[tokio::test]
async fn a_mail_server_that_is_down_keeps_letters_waiting_and_the_site_going() -> Tried {
    let house = House::open().await?;
    let post = Post::server("smtp://127.0.0.1:1", Sender::new(None, "doc2doc.example")?)?;
    let (_running, stopped) = watch::channel(false);
    let worker = tokio::spawn(work::send_letters(house.site.clone(), post, stopped));
    forget_password(&house).await?;
    sleep(Duration::from_millis(600)).await;
    assert_eq!(letters::waiting(&house.site.0.db).await?, 1);
    assert_eq!(house.get("/").await?.status, StatusCode::OK);
    let before = house.site.0.db.statements();
    sleep(Duration::from_millis(800)).await;
    assert_eq!(house.site.0.db.statements(), before, "a worker with nothing to do asks for nothing");
    worker.abort();
    Ok(())
}
