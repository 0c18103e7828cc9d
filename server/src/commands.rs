use crate::data_dir::DataDir;
use crate::flags::{Admin, Command, Flags, Import, Mail, Register};
use crate::progress::{Progress, count};
use crate::told::{Result, Told};
use crate::{logs, mail, serve};
use domain::letters::bounces::{self, Bounced};
use domain::verification::register_import::{self, Kind};
use domain::{backup, check, demo, import, operate};
use std::path::Path;
use std::process::ExitCode;
use types::text::{Email, ScreenName};

/// Does what the command line asks for.
pub fn run(flags: Flags) -> Result<ExitCode> {
    logs::begin(&flags.log, flags.log_format)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|why| Told::because("The program could not start its threads", why, "Check the limits of this machine."))?;
    runtime.block_on(command(flags))
}

async fn command(flags: Flags) -> Result<ExitCode> {
    let data = flags.data.as_path();
    match flags.command {
        Command::Serve(how) => serve::serve(data, how).await?,
        Command::Migrate => migrate(data).await?,
        Command::Admin(Admin::Create { email, screen_name, origin }) => create_admin(data, &email, &screen_name, &origin).await?,
        Command::Import(Import::Mbox { file, forum }) => import_mbox(data, &file, &forum).await?,
        Command::Register(Register::Import { file, delta }) => import_register(data, &file, delta).await?,
        Command::Mail(Mail::Bounce) => bounce(data).await?,
        Command::Backup { dir } => println!("{}", backup::backup(data, &dir).await?),
        Command::Restore { dir } => restore(data, &dir).await?,
        Command::Verify { dir } => println!("{}", backup::verify(&dir).await?),
        Command::Check { repair } => return look_over(data, repair).await,
        Command::Demo { members: Some(members), posts: Some(posts) } => fill(data, members, posts).await?,
        Command::Demo { .. } => load_demo(data).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn migrate(data: &Path) -> Result<()> {
    let dir = DataDir::make(data)?;
    let _lock = dir.lock()?;
    let (db, _) = dir.open().await?;
    println!("The database {} is up to date.", db.path().display());
    Ok(db.close().await?)
}

async fn create_admin(data: &Path, email: &str, screen_name: &str, origin: &str) -> Result<()> {
    let origin = serve::checked_origin(origin)?;
    let email = Email::try_from(email).map_err(|wrong| Told(wrong.0))?;
    let screen_name = ScreenName::try_from(screen_name).map_err(|wrong| Told(wrong.0))?;
    let (db, _) = DataDir::make(data)?.open().await?;
    let link = operate::admin_create(&db, &origin, &email, &screen_name).await?;
    println!("Open this link to choose the password; it is good once:\n\n  {link}\n");
    println!("The staff's desk opens with a second factor only: set one up at {origin}/my/security/factors after signing in.");
    Ok(db.close().await?)
}

async fn import_mbox(data: &Path, file: &Path, forum: &str) -> Result<()> {
    let (db, _) = DataDir::make(data)?.open().await?;
    let mut progress = Progress::of_bytes("Importing");
    let report = import::run::import(&db, file, forum, |done, all, messages| {
        progress.at(done, all, &format!(", {} messages", count(messages)));
    })
    .await?;
    progress.end();
    for (line, why) in &report.unreadable {
        println!("line {line}: skipped, {why}");
    }
    println!(
        "{} messages added in {} threads; {} were there already; {} could not be read.",
        count(report.added),
        count(report.threads),
        count(report.already),
        report.unreadable.len()
    );
    Ok(db.close().await?)
}

async fn import_register(data: &Path, file: &Path, delta: bool) -> Result<()> {
    let (db, _) = DataDir::make(data)?.open().await?;
    let mut progress = Progress::of_bytes("Importing");
    let kind = if delta { Kind::Delta } else { Kind::Full };
    let report = register_import::import(&db, file, kind, |done, all, rows| {
        progress.at(done, all, &format!(", {} rows", count(rows)));
    })
    .await?;
    progress.end();
    for (line, why) in &report.unreadable {
        println!("line {line}: skipped, {why}");
    }
    println!(
        "{} added, {} changed, {} doctors' seats taken, {} lines could not be read.",
        count(report.added),
        count(report.changed),
        count(report.demoted),
        count(report.unreadable.len() as u64)
    );
    if report.missing > 0 {
        println!("{} members' numbers are not on the list; their seats stay, and the log names them.", count(report.missing));
    }
    Ok(db.close().await?)
}

/// A message that is no bounce is no fault: the mail server that hands it over would send one back for it.
async fn bounce(data: &Path) -> Result<()> {
    let message = mail::bounce::read(std::io::stdin())?;
    let Some(returned) = mail::bounce::parse(&message) else {
        println!("This is no letter of ours that came back; nothing is changed.");
        return Ok(());
    };
    let (db, _) = DataDir::make(data)?.open().await?;
    println!(
        "{}",
        match bounces::take(&db, &returned).await? {
            Bounced::Paused => "The address takes no letters: it rests, and its owner is told on the site.",
            Bounced::Noted => "Written down beside the letter; its address goes on getting letters.",
            Bounced::Unknown => "No letter with this number has been sent to this address; nothing is changed.",
        }
    );
    Ok(db.close().await?)
}

async fn restore(data: &Path, from: &Path) -> Result<()> {
    let dir = DataDir::make(data)?;
    let _lock = dir.lock()?;
    println!("{}", backup::restore(from, data).await?);
    Ok(())
}

/// Findings are told one a line, and the command fails, so that a nightly job notices.
async fn look_over(data: &Path, repair: bool) -> Result<ExitCode> {
    let findings = check::check(data, repair).await?;
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        println!("All is well.");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}

async fn load_demo(data: &Path) -> Result<()> {
    let (db, key) = DataDir::make(data)?.open().await?;
    let people = demo::load(&db, &key).await?;
    println!("Demo people, for trying things out:");
    for (who, email, password) in people {
        println!("  {who:<28} {email:<34} {password}");
    }
    Ok(db.close().await?)
}

async fn fill(data: &Path, members: u64, posts: u64) -> Result<()> {
    let (db, key) = DataDir::make(data)?.open().await?;
    let mut progress = Progress::of_pieces("Inventing");
    demo::fill(&db, &key, members, posts, |done, all| progress.at(done, all, "")).await?;
    progress.end();
    println!("The community now has {} more members and {} more posts.", count(members), count(posts));
    Ok(db.close().await?)
}
