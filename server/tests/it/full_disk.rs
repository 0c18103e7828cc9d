use crate::client::Client;
use crate::house::{Tried, build_files};
use crate::program::{doc2doc, serve, success};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A disk of a few megabytes.
struct SmallDisk(TempDir);

impl SmallDisk {
    /// None where this user may not mount.
    fn mount() -> Tried<Option<Self>> {
        let dir = tempfile::tempdir()?;
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=12m", "none"]).arg(dir.path()).output();
        Ok(mounted.is_ok_and(|output| output.status.success()).then_some(Self(dir)))
    }

    /// Fills the disk to the last byte.
    fn fill(&self) -> Tried {
        let mut ballast = std::fs::File::create(self.0.path().join("ballast"))?;
        for size in [64 * 1024, 4096, 1] {
            while ballast.write(&vec![7; size]).is_ok_and(|written| written == size) {}
        }
        Ok(())
    }

    fn make_room(&self) -> Tried {
        Ok(std::fs::remove_file(self.0.path().join("ballast"))?)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        if let Err(error) = Command::new("umount").arg("-l").arg(self.0.path()).status() {
            eprintln!("could not unmount: {error}");
        }
    }
}

async fn is_readable(client: &mut Client, thread: &str) -> Tried {
    for path in ["/", "/forums", thread] {
        assert_eq!(client.get(path).await?.status, 200, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn on_a_full_disk_reading_goes_on_and_what_was_acknowledged_stays() -> Tried {
    let Some(disk) = SmallDisk::mount()? else {
        println!("Not tried: this user may not mount a small disk to fill.");
        return Ok(());
    };
    let (data, beside) = (disk.0.path().join("data"), tempfile::tempdir()?);
    let site = beside.path().join("site");
    build_files(&site)?;
    success(&doc2doc(&data).arg("demo").output()?)?;
    let (served, address) = serve(&data, &site)?;
    let mut client = Client::sign_in(&address, "theo").await?;
    let page = client.get("/forums/cycling").await?.body;
    let at = page.find("href=\"/threads/").ok_or("no thread")? + 6;
    let thread = page[at..].split(['"', '#', '?']).next().unwrap_or_default();
    disk.fill()?;
    let mut kept = 0;
    let refused = loop {
        let long = format!("Letter {kept} on a full disk. {}", "words ".repeat(2000));
        let heard = client.post(thread, &format!("body={}", long.replace(' ', "+"))).await?;
        match heard.status {
            303 => kept += 1,
            _ => break heard,
        }
        assert!(kept < 2000, "the disk never became full");
    };
    assert_eq!(refused.status, 503, "{}", refused.head);
    assert!(!refused.header("retry-after").is_empty());
    assert!(refused.body.contains(&format!("Letter {kept} on a full disk.")), "the text is kept");
    is_readable(&mut client, thread).await?;
    is_readable(&mut Client::connect(&address).await?, thread).await?;
    no_backup_there(&data, &disk.0.path().join("copy"))?;
    disk.make_room()?;
    assert_eq!(client.post(thread, "body=There+is+room+again").await?.status, 303, "without a restart");
    assert_eq!(served.stop()?.code(), Some(0));
    assert!(success(&doc2doc(&data).arg("check").output()?)?.contains("All is well"));
    let (_served, address) = serve(&data, &site)?;
    let mut guest = Client::connect(&address).await?;
    let mut all = String::new();
    for page in 1.. {
        let heard = guest.get(&format!("{thread}?page={page}")).await?;
        if heard.status != 200 {
            break;
        }
        all.push_str(&heard.body);
    }
    for number in 0..kept {
        assert_eq!(all.matches(&format!("Letter {number} on a full disk.")).count(), 1, "letter {number}");
    }
    assert!(all.contains("There is room again"));
    println!("{kept} letters were taken before the disk was full, and are there");
    Ok(())
}

/// A backup for which there is no room is told, and leaves nothing that looks like one.
fn no_backup_there(data: &Path, copy: &Path) -> Tried {
    let output = doc2doc(data).arg("backup").arg(copy).output()?;
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("doc2doc: ") && !told.contains("panicked"), "{told}");
    println!("a backup on a full disk: {told}");
    assert!(!doc2doc(data).arg("verify").arg(copy).output()?.status.success());
    Ok(())
}
