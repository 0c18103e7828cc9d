use crate::house::{Tried, build_files};
use crate::program::{doc2doc, failure, serve};
use server::data_dir::DataDir;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;

#[test]
fn wrong_flags_are_refused_with_a_sentence() -> Tried {
    let dir = tempfile::tempdir()?;
    failure(&doc2doc(dir.path()).arg("frobnicate").output()?, 2, "unrecognized subcommand");
    failure(&doc2doc(dir.path()).args(["serve", "--listen", "nowhere"]).output()?, 2, "--listen");
    failure(&doc2doc(dir.path()).env("DOC2DOC_LISTEN", "x").arg("serve").output()?, 2, "--listen");
    failure(&doc2doc(dir.path()).args(["serve", "--origin", "http://doc2doc.example"]).output()?, 1, "https proxy");
    failure(&doc2doc(dir.path()).args(["serve", "--origin", "https://a.example/path"]).output()?, 1, "without a path");
    failure(
        &doc2doc(dir.path()).args(["serve", "--no-throttles", "--origin", "https://a.example"]).output()?,
        1,
        "only on this machine",
    );
    failure(&doc2doc(dir.path()).args(["--log", "=!", "migrate"]).output()?, 1, "log filter");
    Ok(())
}

#[test]
fn a_taken_port_and_a_folder_that_cannot_be_made_are_told() -> Tried {
    let dir = tempfile::tempdir()?;
    let taken = TcpListener::bind("127.0.0.1:0")?;
    let address = taken.local_addr()?.to_string();
    failure(&doc2doc(dir.path()).args(["serve", "--listen", &address]).output()?, 1, "is taken by another program");
    std::fs::write(dir.path().join("file"), "")?;
    failure(&doc2doc(&dir.path().join("file/data")).arg("migrate").output()?, 1, "cannot be made");
    Ok(())
}

#[test]
fn a_file_that_is_no_database_is_told_and_left_alone() -> Tried {
    let dir = tempfile::tempdir()?;
    let file = dir.path().join("doc2doc.db");
    std::fs::write(&file, "This is a letter, not a database. ".repeat(100))?;
    failure(&doc2doc(dir.path()).arg("migrate").output()?, 1, "damaged or no doc2doc database");
    assert!(std::fs::read_to_string(&file)?.starts_with("This is a letter"));
    Ok(())
}

#[test]
fn a_database_with_another_key_is_refused() -> Tried {
    let dir = tempfile::tempdir()?;
    assert!(doc2doc(dir.path()).arg("migrate").output()?.status.success());
    std::fs::write(dir.path().join("secret.key"), [7; 32])?;
    failure(&doc2doc(dir.path()).arg("migrate").output()?, 1, "belongs to another database");
    std::fs::write(dir.path().join("secret.key"), [7; 31])?;
    failure(&doc2doc(dir.path()).arg("migrate").output()?, 1, "is damaged");
    Ok(())
}

#[test]
fn a_second_program_on_the_same_directory_is_refused() -> Tried {
    let dir = tempfile::tempdir()?;
    let held = DataDir::make(dir.path())?.lock()?;
    failure(&doc2doc(dir.path()).args(["serve", "--listen", "127.0.0.1:0"]).output()?, 1, "Another doc2doc is using");
    drop(held);
    assert!(doc2doc(dir.path()).arg("migrate").output()?.status.success());
    Ok(())
}

#[test]
fn serve_answers_and_ends_well_when_told_to_stop() -> Tried {
    let dir = tempfile::tempdir()?;
    let site = dir.path().join("site");
    build_files(&site)?;
    let (mut served, address) = serve(&dir.path().join("data"), &site)?;
    let mut stream = TcpStream::connect(&address)?;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let stopped = Command::new("kill").args(["-TERM", &served.0.id().to_string()]).status()?;
    assert!(stopped.success());
    assert_eq!(served.0.wait()?.code(), Some(0));
    Ok(())
}
