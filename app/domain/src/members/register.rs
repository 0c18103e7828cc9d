use crate::clock::DAY;
use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::letters;
use crate::lists;
use crate::members::names::name_key;
use crate::secrets::{Key, Token};
use crate::verification::settle::seal_number;
use crate::viewer::Viewer;
use types::fault::FieldError;
use types::text::{Email, GmcNumber, NewPassword, RealName, ScreenName};

/// How long a registration waits for its link to be opened, and holds its screen name (security.md 1.3: 24 hours).
const WAITS: i64 = DAY;

/// The terms that a newcomer agrees to.
pub const TERMS_VERSION: &str = "2026-11-22";

/// A registration whose every field has been read.
pub struct Registration {
    pub email: Email,
    pub screen_name: ScreenName,
    pub password: NewPassword,
    pub real_name: RealName,
    pub country: String,
    pub profession: String,
    pub specialty: String,
    pub grade: String,
    pub gmc_number: Option<GmcNumber>,
}

/// Takes a registration: reserves the screen name and writes to the address. What is answered, and how long it
/// takes, does not depend on whether the address is known; only the letter does.
pub async fn register(db: &Db, key: &Key, origin: &str, new: Registration) -> Result<()> {
    check_lists(&new)?;
    check_strength(&new)?;
    let password_hash = key.hash(new.password.as_str()).await?;
    db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        let now = tx.now();
        sqlx::query!("delete from registrations where expires_at < $1", now).execute(tx.conn()).await?;
        let name = name_key(new.screen_name.as_str());
        if name_taken(tx, &name).await? {
            return Err(Fault::wrong("screen_name", "This screen name is taken. Please choose another."));
        }
        let token = if account_exists(tx, new.email.as_str()).await? { None } else { Some(Token::new()?) };
        reserve(tx, &new, &name, &password_hash, token.as_ref()).await?;
        write_letter(tx, origin, &new, token.as_ref()).await
    })
    .await
}

async fn reserve(tx: &mut Tx<'_>, new: &Registration, name_key: &str, password_hash: &str, token: Option<&Token>) -> Result<()> {
    let (id, now) = (tx.clock.id()?, tx.now());
    let (expires, token_hash) = (now + WAITS, token.map(Token::hash));
    let (screen_name, email, real_name) = (new.screen_name.as_str(), new.email.as_str(), new.real_name.as_str());
    let gmc_number = seal_number(tx, new.gmc_number.as_ref())?;
    sqlx::query!(
        "insert into registrations (id, name_key, screen_name, email, password_hash, real_name, country, profession, specialty, grade,
           gmc_number, terms_version, token_hash, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        id, name_key, screen_name, email, password_hash, real_name, new.country, new.profession, new.specialty, new.grade,
        gmc_number, TERMS_VERSION, token_hash, now, expires
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn write_letter(tx: &mut Tx<'_>, origin: &str, new: &Registration, token: Option<&Token>) -> Result<()> {
    let to = new.email.as_str();
    match token {
        Some(token) => {
            let text = format!(
                "Dear colleague,\n\nthank you for registering with doc2doc. Please open this link within 24 hours to confirm your address:\n\n{origin}/verify/{}\n\nIf you did not register, you need not do anything: without this link nothing happens.\n\ndoc2doc\n",
                token.as_str()
            );
            letters::queue(tx, "confirm", to, "Please confirm your address", &text).await
        }
        None => {
            let text = format!(
                "Dear member,\n\nsomebody, probably you, has just tried to register with doc2doc with this address. It already has an account.\n\nYou can sign in at {origin}/login, or choose a new password at {origin}/forgot.\n\nIf it was not you, you need not do anything.\n\ndoc2doc\n"
            );
            letters::queue(tx, "known", to, "You already have an account", &text).await
        }
    }
}

/// Whether a persona, or a registration that waits, holds this name.
pub(crate) async fn name_taken(tx: &mut Tx<'_>, key: &str) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"/* as the site: names are held once */
        select exists (select 1 from personas where name_key = $1) or exists (select 1 from registrations where name_key = $1) as "taken!: bool""#,
        key
    )
    .fetch_one(tx.conn())
    .await?)
}

async fn account_exists(tx: &mut Tx<'_>, email: &str) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"/* as the site: decides which letter is written */
        select exists (select 1 from accounts where lower(email) = lower($1)) as "known!: bool""#,
        email
    )
    .fetch_one(tx.conn())
    .await?)
}

fn check_lists(new: &Registration) -> Result<()> {
    let sentence = "Please choose one from the list.";
    let checks = [
        ("country", lists::countries().iter().any(|(code, _)| *code == new.country)),
        ("profession", lists::professions().contains(&new.profession.as_str())),
        ("specialty", new.specialty.is_empty() || lists::specialties().contains(&new.specialty.as_str())),
        ("grade", new.grade.is_empty() || lists::grades().contains(&new.grade.as_str())),
    ];
    let wrong: Vec<_> = checks.iter().filter(|(_, fits)| !fits).map(|(field, _)| FieldError::new(field, sentence)).collect();
    if wrong.is_empty() { Ok(()) } else { Err(Fault::Wrong(wrong)) }
}

fn check_strength(new: &Registration) -> Result<()> {
    let own = [new.email.as_str(), new.screen_name.as_str(), new.real_name.as_str()];
    strong_enough(new.password.as_str(), &own).map_err(|sentence| Fault::wrong("password", sentence))
}

/// Refuses passwords that are guessed soon, judged by zxcvbn with the person's own words and ours.
pub fn strong_enough(password: &str, own: &[&str]) -> Result<(), &'static str> {
    let words: Vec<&str> = own
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()).chain([*text]))
        .filter(|word| word.len() > 2)
        .chain(["doc2doc", "bmj", "doctor"])
        .collect();
    let lower = password.to_lowercase();
    if own.iter().chain(&["doc2doc"]).any(|word| word.len() > 3 && lower.contains(&word.to_lowercase())) {
        return Err("Please choose a password without your own name or the site's in it.");
    }
    if zxcvbn::zxcvbn(password, &words).score() < zxcvbn::Score::Three {
        return Err("This password is easy to guess. A few unrelated words in a row do well.");
    }
    Ok(())
}
