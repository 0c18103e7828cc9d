//! A doctor registered elsewhere applies, with workplace and registrations.

use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::verification::bodies::{self, GMC};
use crate::verification::cases::{self, NewCase};
use crate::verification::letters;
use serde::{Deserialize, Serialize};
use types::fault::FieldError;
use types::text::read::hostile;
use types::verification::CaseKind;

/// An application as typed; `apply` checks every field and names it in its sentences.
#[derive(Default, Clone, Serialize, Deserialize)]
pub struct Application {
    /// The short word of the body, as in `bodies`.
    pub body: String,
    pub number: String,
    pub job_title: String,
    pub address: String,
    pub telephone: String,
    pub website: String,
    pub registrations: String,
}

/// Opens a case with the application.
pub async fn apply(tx: &mut Tx<'_>, application: &Application) -> Result<()> {
    tx.viewer.persona()?;
    let me = tx.me();
    let own = sqlx::query!(
        r#"select i.profession, d.state as "standing?: String" from seen_self i
        left join seen_standing d on d.viewer = $1 where i.viewer = $1"#,
        me
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    if own.profession != "Doctor" {
        return Err(Fault::wrong("body", "Only doctors can apply here. The open forums are for all professions."));
    }
    if own.standing.as_deref() == Some("active") {
        return Err(Fault::wrong("body", "The doctors' forums are open to you already."));
    }
    let details = checked(application)?;
    let case = NewCase { account: me, kind: CaseKind::Elsewhere, body: &details.body, details: Some(&details) };
    cases::open(tx, &case).await?;
    letters::write(tx, me, letters::checking()).await
}

/// Every field as it is kept, or all that is wrong at once.
fn checked(typed: &Application) -> Result<Application> {
    let mut wrong = Vec::new();
    let body = bodies::find(&typed.body).filter(|body| body.word != GMC);
    if body.is_none() {
        wrong.push(FieldError::new("body", "Please choose the body that you are registered with from the list."));
    }
    let mut read = |field: &str, read: Result<String, String>| {
        read.unwrap_or_else(|sentence| {
            wrong.push(FieldError::new(field, sentence));
            String::new()
        })
    };
    let checked = Application {
        body: typed.body.clone(),
        number: read("number", body.map_or_else(|| Ok(String::new()), |body| body.read(&typed.number).map_err(|wrong| wrong.0))),
        job_title: read("job_title", line(&typed.job_title, "Please tell your job title.", 2, 100)),
        address: read("address", lines(&typed.address, "Please give the postal address of your workplace.", 10, 500)),
        telephone: read("telephone", telephone(&typed.telephone)),
        website: read("website", website(&typed.website)),
        registrations: read("registrations", lines(&typed.registrations, "", 0, 1_000)),
    };
    if wrong.is_empty() { Ok(checked) } else { Err(Fault::Wrong(wrong)) }
}

fn line(typed: &str, missing: &str, fewest: usize, most: usize) -> Result<String, String> {
    lines(&typed.split_whitespace().collect::<Vec<_>>().join(" "), missing, fewest, most)
}

fn lines(typed: &str, missing: &str, fewest: usize, most: usize) -> Result<String, String> {
    let text = typed.replace("\r\n", "\n").trim().to_owned();
    if text.chars().any(|c| c != '\n' && c != '\t' && hostile(c)) {
        return Err("Please remove the invisible control characters; retyping the text helps.".to_owned());
    }
    let length = text.chars().count();
    if length < fewest {
        return Err(missing.to_owned());
    }
    if length > most { Err(format!("Please keep this to {most} characters; it has {length}.")) } else { Ok(text) }
}

fn telephone(typed: &str) -> Result<String, String> {
    let sentence = "Please give a telephone number of your workplace, such as +353 1 234 5678.";
    let text = line(typed, sentence, 5, 40)?;
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let fits = text.chars().all(|c| c.is_ascii_alphanumeric() || " +()-./".contains(c));
    if fits && (5..=20).contains(&digits) { Ok(text) } else { Err(sentence.to_owned()) }
}

fn website(typed: &str) -> Result<String, String> {
    let text = line(typed, "", 0, 300)?;
    let fits = |url: url::Url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| host.contains('.'));
    if text.is_empty() || url::Url::parse(&text).is_ok_and(fits) {
        return Ok(text);
    }
    Err("Please give the whole address, such as https://www.example.org, or leave this empty.".to_owned())
}
