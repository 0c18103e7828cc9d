//! How the people of the cast come into a new world.

use super::{PASSWORD, address};
use crate::clock::DAY;
use crate::communities::found::{NewCommunity, found};
use crate::db::Tx;
use crate::desk::rules::{MayDecide, MaySeat};
use crate::fault::{Fault, Result};
use crate::members::open::{NewAccount, open};
use crate::members::register::TERMS_VERSION;
use crate::members::sessions::{self, Proof};
use crate::operate::{appoint, moderate_all};
use crate::secrets::Key;
use crate::verification::standings::{self, Without};
use crate::viewer::AccountId;
use std::collections::HashMap;
use tokio::sync::OnceCell;
use types::verification::Assurance;

/// Name, whether a doctor, staff role.
const PEOPLE: [(&str, bool, Option<&str>); 15] = [
    ("Stella", false, None),
    ("Wren", false, None),
    ("Pavel", true, None),
    ("Mabel", false, Some("moderator")),
    ("Marlow", true, Some("moderator")),
    ("Hedda", false, Some("admin")),
    ("Prue", true, None),
    ("Xavier", true, None),
    ("Olga", false, None),
    ("Milo", false, None),
    ("Cora", false, None),
    ("Xena", false, None),
    ("Vera", false, Some("verifier")),
    ("Edie", false, Some("editor")),
    ("Tessa", false, Some("trusted")),
];
/// Who sits in both closed communities beside their owner, and as what.
const FELLOWS: [(&str, &str); 2] = [("Milo", "moderator"), ("Cora", "member")];

/// Hashing takes long on purpose; all worlds share one key, one password and one hash.
pub(super) async fn password_hash(key: &Key) -> Result<&'static str> {
    static HASH: OnceCell<String> = OnceCell::const_new();
    Ok(HASH.get_or_try_init(|| key.hash(PASSWORD)).await?)
}

pub(super) async fn enter(tx: &mut Tx<'_>, hash: &str) -> Result<(HashMap<&'static str, String>, [String; 2])> {
    let (mut cookies, mut accounts) = (HashMap::new(), HashMap::new());
    for (name, doctor, role) in PEOPLE {
        let account = join(tx, name, hash).await?;
        accounts.insert(name, account);
        if doctor {
            let assurance = if name == "Prue" { Assurance::Provisional } else { Assurance::Register };
            standings::grant(tx, MaySeat::of_operator(), account, assurance, None).await?;
        }
        if name == "Xavier" {
            standings::take(tx, MaySeat::of_operator(), account, Without::Ended).await?;
        }
        if let Some(role) = role {
            appoint(tx, account, role).await?;
        }
        if role == Some("moderator") {
            moderate_all(tx, account).await?;
        }
        let cookie = sessions::begin(tx, AccountId(account), "A test", true, Proof::Strong).await?;
        cookies.insert(name, cookie.as_str().to_owned());
    }
    let listed = gather(tx, &accounts, "Harbour", true).await?;
    let unlisted = gather(tx, &accounts, "Cellar", false).await?;
    Ok((cookies, [listed, unlisted]))
}

/// Opens a closed community with its people; its address.
async fn gather(tx: &mut Tx<'_>, accounts: &HashMap<&'static str, i64>, name: &str, listed: bool) -> Result<String> {
    let owner = *accounts.get("Olga").ok_or(Fault::NotFound)?;
    let new = NewCommunity { name, about: "For the cast", for_whom: "People of the cast", listed, owner };
    let founded = found(tx, MayDecide::of_operator(), &new).await?;
    for (fellow, role) in FELLOWS {
        let account = accounts.get(fellow).copied().ok_or(Fault::NotFound)?;
        sqlx::query!("insert into seats (account_id, audience_id, role) values ($1, $2, $3)", account, founded.audience, role)
            .execute(tx.conn())
            .await?;
    }
    Ok(founded.slug)
}

async fn join(tx: &mut Tx<'_>, name: &str, hash: &str) -> Result<i64> {
    let new = NewAccount {
        email: &address(name),
        password_hash: Some(hash),
        terms_version: TERMS_VERSION,
        agreed_at: tx.now() - DAY,
        screen_name: name,
        real_name: &format!("{name} of the Cast"),
        country: "GB",
        profession: match name {
            "Stella" => "Medical student",
            "Wren" => "Nurse",
            _ => "Doctor",
        },
        specialty: "",
        grade: "",
    };
    Ok(open(tx, &new).await?.ok_or(Fault::NotFound)?.account)
}
