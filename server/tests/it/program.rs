use crate::house::Tried;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};

/// The program itself, with this data directory.
pub fn doc2doc(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_doc2doc"));
    command.env_clear().arg("--data").arg(data);
    command
}

/// Asserts that a command has failed with this code, and with a sentence in which these words are.
pub fn failure(output: &Output, code: i32, words: &str) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{told}");
    assert!(told.contains(words), "{told}");
    assert!(!told.contains("panicked"), "{told}");
}

/// What a command has told, once it has ended well.
pub fn success(output: &Output) -> Tried<String> {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout.clone())?)
}

/// The program while it serves; ends with the test.
pub struct Served(pub Child);

impl Drop for Served {
    fn drop(&mut self) {
        if let Err(error) = self.0.kill() {
            eprintln!("could not stop the server: {error}");
        }
    }
}

impl Served {
    /// Ends the program at once, as a power cut would.
    pub fn kill(mut self) -> Tried<ExitStatus> {
        self.0.kill()?;
        Ok(self.0.wait()?)
    }

    /// Asks the program to stop, and waits until it has.
    pub fn stop(mut self) -> Tried<ExitStatus> {
        assert!(Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status()?.success());
        Ok(self.0.wait()?)
    }
}

/// Starts the program on a free port; where it answers.
pub fn serve(data: &Path, site: &Path) -> Tried<(Served, String)> {
    serve_with(data, site, &[])
}

/// The same with more flags.
pub fn serve_with(data: &Path, site: &Path, more: &[&str]) -> Tried<(Served, String)> {
    let mut command = doc2doc(data);
    command.args(["--log", "error", "serve", "--no-throttles", "--listen", "127.0.0.1:0", "--site"]).arg(site).args(more);
    let mut served = Served(command.stdout(Stdio::piped()).spawn()?);
    let lines = BufReader::new(served.0.stdout.take().ok_or("no output")?).lines();
    for line in lines {
        let line = line?;
        if let Some(rest) = line.split("answering at ").nth(1) {
            return Ok((served, rest.split(',').next().unwrap_or_default().to_owned()));
        }
    }
    Err("the server did not start".into())
}
