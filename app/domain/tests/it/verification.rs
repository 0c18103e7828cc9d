//! What the tests of verification share: an invented register, and the acts by one word each.

use domain::cast::{World, text};
use domain::db::Tx;
use domain::fault::{Fault, Result};
use domain::letters::{self, Letter};
use domain::verification::claim::{self, Claimed};
use domain::verification::decide::{Decision, decide};
use domain::verification::desk_cases::{self, DeskCase};
use domain::verification::desk_list::{self, CaseList};
use domain::verification::mine::{self, Mine};
use domain::verification::register_import::{Kind, import};
use domain::verification::{evidence, rounds};
use domain::viewer::Viewer;
use types::ids::CaseId;
use types::text::{CaseWords, GmcNumber};

/// A picture as far as its first bytes tell.
pub const PICTURE: &[u8] = b"\xff\xd8\xff\xe0 a work badge that nobody else may read";
/// A status that allows practice.
pub const LICENSED: &str = "Registered with Licence";

/// Invents a register of these rows: number, surname, given name, other names, status.
pub async fn register(w: &World, rows: &[[&str; 5]]) -> Result<()> {
    let mut file = "GMC Ref No,Surname,Given Name,Other Names,Registration Status\n".to_owned();
    for row in rows {
        file += &format!("{}\n", row.join(","));
    }
    let path = w.data().join("register.csv");
    std::fs::write(&path, file)?;
    import(&w.db, &path, Kind::Full, |_, _, _| ()).await?;
    Ok(())
}

/// Somebody claims a number.
pub async fn claims(w: &World, who: &Viewer, number: &str) -> Result<Claimed> {
    let number = text(GmcNumber::try_from(number))?;
    w.db.act(who, async |tx: &mut Tx<'_>| claim::claim(tx, &number).await).await
}

/// Somebody's own page.
pub async fn mine_of(w: &World, who: &Viewer) -> Result<Mine> {
    w.db.look(who, async |tx: &mut Tx<'_>| mine::mine(tx).await).await
}

/// Somebody answers in their case.
pub async fn answers(w: &World, who: &Viewer, words: &str) -> Result<()> {
    let words = text(CaseWords::try_from(words))?;
    w.db.act(who, async |tx: &mut Tx<'_>| mine::answer(tx, &words).await).await
}

/// Somebody adds a document.
pub async fn sends(w: &World, who: &Viewer, bytes: &[u8]) -> Result<()> {
    w.db.act(who, async |tx: &mut Tx<'_>| evidence::add(tx, bytes).await).await
}

/// The list of cases.
pub async fn list(w: &World, who: &Viewer) -> Result<CaseList> {
    w.db.look(who, async |tx: &mut Tx<'_>| desk_list::list(tx).await).await
}

/// The first live case, for verifiers.
pub async fn first(w: &World) -> Result<CaseId> {
    list(w, &w.vera).await?.live.first().map(|case| case.id).ok_or(Fault::NotFound)
}

/// A case as somebody at the desk reads it.
pub async fn case(w: &World, who: &Viewer, id: CaseId) -> Result<DeskCase> {
    w.db.look(who, async |tx: &mut Tx<'_>| desk_cases::case(tx, id).await).await
}

/// Somebody decides a case.
pub async fn decides(w: &World, who: &Viewer, id: CaseId, decision: Decision, words: &str) -> Result<()> {
    let words = text(CaseWords::try_from(words))?;
    w.db.act(who, async |tx: &mut Tx<'_>| decide(tx, id, decision, &words).await).await
}

/// An hour's round, and the letters that wait after it.
pub async fn round(w: &World) -> Result<Vec<Letter>> {
    rounds::round(&w.db).await?;
    let due = w.letters().await?;
    for letter in &due {
        letters::sent(&w.db, letter.id).await?;
    }
    Ok(due)
}

/// The subjects of letters, with whom they are for.
pub fn subjects(letters: &[Letter]) -> Vec<(&str, &str)> {
    letters.iter().map(|letter| (letter.to.split('@').next().unwrap_or_default(), letter.subject.as_str())).collect()
}

/// Whether these bytes lie in the database file or beside it.
pub fn on_disk(w: &World, bytes: &[u8]) -> Result<bool> {
    for entry in std::fs::read_dir(w.data())? {
        let path = entry?.path();
        let name = path.to_string_lossy().into_owned();
        if name.contains(".db") && std::fs::read(&path)?.windows(bytes.len()).any(|window| window == bytes) {
            return Ok(true);
        }
    }
    Ok(false)
}
