use crate::client::Client;
use crate::house::Tried;
use crate::program::{doc2doc, failure, success};
use crate::writers::{Community, Writer, times};
use domain::db::Tx;
use domain::place;
use domain::viewer::Viewer;
use server::data_dir::DataDir;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// What is broken, and how.
type Damage = (&'static str, fn(&mut [u8]));

#[test]
fn a_damaged_database_is_told_in_a_sentence_and_left_alone() -> Tried {
    let community = Community::found()?;
    let file = place::database(&community.data);
    let whole = std::fs::read(&file)?;
    let damages: [Damage; 3] = [
        ("the header", |bytes| bytes[..100].fill(0xa5)),
        ("the schema", |bytes| bytes[100..4096].fill(0xff)),
        ("the pages", |bytes| bytes[4096..].iter_mut().step_by(11).for_each(|byte| *byte ^= 0x5a)),
    ];
    for (what, damage) in damages {
        let mut bytes = whole.clone();
        damage(&mut bytes);
        std::fs::write(&file, &bytes)?;
        for command in
            [&["serve", "--listen", "127.0.0.1:0", "--site", "/nowhere"][..], &["migrate"], &["backup", "/nowhere/copy"]]
        {
            let output = doc2doc(&community.data).args(command).output()?;
            assert_eq!(output.status.code(), Some(1), "{what} {command:?}");
            let told = String::from_utf8_lossy(&output.stderr);
            assert_eq!(told.lines().filter(|line| line.starts_with("doc2doc: ")).count(), 1, "{what} {command:?}: {told}");
            assert!(!told.contains("panicked"), "{told}");
        }
        let checked = doc2doc(&community.data).arg("check").output()?;
        assert_eq!(checked.status.code(), Some(1), "{what}");
        let told = [checked.stdout, checked.stderr].concat();
        assert!(String::from_utf8_lossy(&told).contains("Restore a backup"), "{what}: {}", String::from_utf8_lossy(&told));
        assert!(std::fs::read(&file)? == bytes, "{what}: the file is as it was found");
    }
    Ok(())
}

#[tokio::test]
async fn while_another_process_holds_the_database_reading_goes_on_and_texts_are_kept() -> Tried {
    let community = Community::found()?;
    let (_served, address) = community.serve()?;
    let theo = Writer::at(&address, "theo", "cycling").await?;
    let (other, _) = DataDir::make(&community.data)?.open().await?;
    let (release, released) = oneshot::channel::<()>();
    let guest = Viewer::guest();
    let hold = other.act(&guest, async |_: &mut Tx<'_>| released.await.map_err(|_| domain::fault::Fault::NotFound));
    let body = "body=Written+while+nothing+could+be+saved&key=one-and-the-same";
    let visit = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let began = Instant::now();
        let post = async || -> Tried<crate::client::Heard> {
            let mut client = Client { cookie: theo.cookie.clone(), ..Client::connect(&address).await? };
            client.post(&theo.thread, body).await
        };
        let read = async || -> Tried {
            for cookie in ["", theo.cookie.as_str()] {
                let mut client = Client { cookie: cookie.to_owned(), ..Client::connect(&address).await? };
                for path in ["/", "/forums/cycling", theo.thread.as_str(), "/healthz"] {
                    assert_eq!(client.get(path).await?.status, 200, "{path}");
                }
            }
            Ok(())
        };
        let (one, two, three, reading) = tokio::join!(post(), post(), post(), read());
        reading?;
        for heard in [one?, two?, three?] {
            assert_eq!(heard.status, 503, "{}", heard.head);
            assert!(!heard.header("retry-after").is_empty(), "{}", heard.head);
            assert!(heard.body.contains("Written while nothing could be saved"), "the text is kept");
            assert!(heard.body.contains("value=\"one-and-the-same\""), "and so is its key");
        }
        assert!(began.elapsed() < Duration::from_secs(12), "{:?}", began.elapsed());
        assert_eq!(Client::connect(&address).await?.get("/readyz").await?.status, 503);
        release.send(()).map_err(|()| "nobody waits")?;
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(post().await?.status, 303, "it works again by itself");
        assert_eq!(post().await?.status, 303, "and twice is once");
        Tried::Ok(())
    };
    let (held, visited) = tokio::join!(hold, visit);
    visited?;
    held?;
    let texts = community.texts(&[theo.thread]).await?;
    assert_eq!(times(&texts, "Written while nothing could be saved"), 1);
    Ok(())
}

#[tokio::test]
async fn a_backup_comes_back_with_everything_and_everybody() -> Tried {
    let community = Community::found()?;
    let (served, address) = community.serve()?;
    let theo = Writer::at(&address, "theo", "cycling").await?;
    let mut client = Client { cookie: theo.cookie.clone(), ..Client::connect(&address).await? };
    assert_eq!(client.post(&theo.thread, "body=Before+the+backup").await?.status, 303);
    let (copy, place) = (community.beside("copy"), community.beside("restored"));
    success(&doc2doc(&community.data).arg("backup").arg(&copy).output()?)?;
    assert_eq!(client.post(&theo.thread, "body=After+the+backup").await?.status, 303);
    served.kill()?;
    success(&doc2doc(&community.data).arg("verify").arg(&copy).output()?)?;
    let told = success(&doc2doc(&place).arg("restore").arg(&copy).output()?)?;
    assert!(told.contains("secret.key"), "{told}");
    std::fs::copy(place::key(&community.data), place::key(&place))?;
    assert!(success(&doc2doc(&place).arg("check").output()?)?.contains("All is well"));
    let (_served, address) = community.serve_from(&place)?;
    let mut theo_again = Client::sign_in(&address, "theo").await?;
    let page = theo_again.get(&theo.thread).await?.body;
    assert!(page.contains("Before the backup") && !page.contains("After the backup"));
    failure(&doc2doc(&place).arg("restore").arg(&copy).output()?, 1, "Another doc2doc is using");
    Ok(())
}

#[test]
fn a_mailbox_that_is_none_and_a_forum_that_is_not_there_are_told() -> Tried {
    let community = Community::found()?;
    let (picture, letters) = (community.beside("holiday.jpg"), community.beside("letters.mbox"));
    std::fs::write(&picture, b"\xff\xd8\xff\xe0\x00\x10JFIF\x00".repeat(500))?;
    std::fs::write(&letters, "From a@b.example Mon Jan  4 10:00:00 1993\nSubject: Hello\n\nHello there, all of you.\n")?;
    let import = |file: &std::path::Path, forum: &str| {
        doc2doc(&community.data).args(["import", "mbox", "--forum", forum]).arg(file).output()
    };
    failure(&import(&picture, "help")?, 1, "holiday.jpg");
    failure(&import(&community.beside("nothing.mbox"), "help")?, 1, "nothing.mbox");
    failure(&import(&letters, "no-such-forum")?, 1, "no-such-forum");
    assert!(success(&import(&letters, "help")?)?.contains("1 messages added"));
    Ok(())
}
