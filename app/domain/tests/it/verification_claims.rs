use crate::verification::{LICENSED, case, claims, decides, first, list, mine_of, on_disk, register};
use crate::{hand, refused};
use domain::cast::{CLOSED, World, text, world};
use domain::db::Tx;
use domain::fault::{Fault, Result};
use domain::forums::forum_list::{self, Behind};
use domain::letters::Letter;
use domain::members::register as registering;
use domain::members::{account, confirm};
use domain::verification::claim::Claimed;
use domain::verification::decide::{Decision, set_confirm_first};
use domain::verification::settle::settle_old_numbers;
use domain::viewer::Viewer;
use types::fault::Refusal;
use types::text::{Email, GmcNumber, NewPassword, RealName, Reason, ScreenName};
use types::verification::{Assurance, CaseKind, CaseState, DoctorStep};

const ORIGIN: &str = "https://doc2doc.example";
const CORA: [&str; 5] = ["7012345", "of the Cast", "Cora", "", LICENSED];

async fn enters(w: &World, who: &Viewer) -> Result<bool> {
    let behind = w.db.look(who, async |tx: &mut Tx<'_>| forum_list::page(tx, CLOSED, 1).await).await?;
    Ok(matches!(behind, Behind::Inside(..)))
}

async fn rename(w: &World, email: &str, name: &str) -> Result<()> {
    sqlx::query("update register_entries set real_name = $2 where account_id = (select id from accounts where email = $1)")
        .bind(email)
        .bind(name)
        .execute(&mut hand(w).await?)
        .await?;
    Ok(())
}

#[tokio::test]
async fn number_and_name_open_the_doctors_forums_at_once() -> Result<()> {
    for (typed, surname, given, others) in [
        ("Cora of the Cast", "OF THE CAST", "CORA", ""),
        ("Córa O'Cást", "O’Cast", "Cora", ""),
        ("Cora Cast", "Cast-Harbour", "Coralie", "Cora"),
    ] {
        let w = world().await?;
        register(&w, &[["7012345", surname, given, others, LICENSED]]).await?;
        rename(&w, "cora@cast.example", typed).await?;
        assert!(!enters(&w, &w.cora).await?);
        assert_eq!(claims(&w, &w.cora, "C 701 2345").await?, Claimed::Seated, "{typed} is {given} {surname}");
        assert!(enters(&w, &w.cora).await?);
        let mine = mine_of(&w, &w.cora).await?;
        assert_eq!(mine.standing.map(|standing| standing.assurance), Some(Assurance::Provisional));
        assert_eq!((mine.number.as_str(), mine.step, mine.live.is_none()), ("7012345", None, true));
        assert_eq!(claims(&w, &w.cora, "7099999").await?, Claimed::Seated, "a doctor stays as they are");
        assert_eq!(mine_of(&w, &w.cora).await?.number, "7012345");
    }
    Ok(())
}

#[tokio::test]
async fn an_institutional_address_confirms() -> Result<()> {
    let w = world().await?;
    register(&w, &[CORA, ["7054321", "of the Cast", "Milo", "", LICENSED]]).await?;
    sqlx::query("update accounts set email = 'cora@trust.nhs.uk' where email = 'cora@cast.example'")
        .execute(&mut hand(&w).await?)
        .await?;
    claims(&w, &w.cora, "7012345").await?;
    assert_eq!(mine_of(&w, &w.cora).await?.standing.map(|s| s.assurance), Some(Assurance::Register));

    claims(&w, &w.milo, "7054321").await?;
    assert_eq!(mine_of(&w, &w.milo).await?.standing.map(|s| s.assurance), Some(Assurance::Provisional));
    let new = text(Email::try_from("milo@nhs.net"))?;
    account::change_email(&w.db, &w.key, &w.milo, ORIGIN, domain::cast::PASSWORD, &new).await?;
    open_link(&w).await?;
    assert_eq!(mine_of(&w, &w.milo).await?.standing.map(|s| s.assurance), Some(Assurance::Register));
    Ok(())
}

/// Opens the link of the last letter that has one.
async fn open_link(w: &World) -> Result<()> {
    let mark = format!("{ORIGIN}/verify/");
    let letters = w.letters().await?;
    let letter = letters.iter().rev().find(|letter| letter.text.contains(&mark)).ok_or(Fault::NotFound)?;
    confirm::confirm(&w.db, &crate::token_in(&letter.text, &mark)?).await
}

/// Everything the outside can tell of a claim: the answer, how much was asked of the database, the letters.
async fn outside(w: &World, who: &Viewer, number: &str) -> Result<(String, u64, Vec<String>)> {
    w.letters().await?;
    let before = w.db.statements();
    let answer = format!("{:?}", claims(w, who, number).await);
    let took = w.db.statements() - before;
    let told = |letter: Letter| format!("{} {}", letter.subject, letter.text);
    Ok((answer, took, w.letters().await?.into_iter().map(told).collect()))
}

#[tokio::test]
async fn wrong_unknown_and_claimed_numbers_are_answered_alike() -> Result<()> {
    let w = world().await?;
    let status = "Not Registered - Erased after Fitness to Practise panel hearing";
    let rows = [CORA, ["7000002", "Else", "Somebody", "", LICENSED], ["7000003", "of the Cast", "Xena", "", status]];
    register(&w, &rows).await?;
    rename(&w, "milo@cast.example", "Cora of the Cast").await?;
    claims(&w, &w.cora, "7012345").await?;
    let claimed = outside(&w, &w.milo, "7012345").await?;
    assert_eq!(claimed.0, "Ok(Checking)");
    assert_eq!(outside(&w, &w.olga, "7000002").await?, claimed, "another's name");
    assert_eq!(outside(&w, &w.edie, "7000099").await?, claimed, "an unknown number");
    assert_eq!(outside(&w, &w.xena, "7000003").await?, claimed, "a status that does not allow practice");
    assert!(claimed.2[0].starts_with("We check this and write to you Dear colleague,"));
    assert!(!claimed.2[0].contains("7012345") && !claimed.2[0].contains("Cast") && !claimed.2[0].contains("Milo"));
    assert_eq!(list(&w, &w.vera).await?.live.len(), 4);
    assert!(!enters(&w, &w.milo).await? && enters(&w, &w.cora).await?);
    assert_eq!(refused(&claims(&w, &w.milo, "7012345").await), Some(Refusal::CaseOpen));
    Ok(())
}

#[tokio::test]
async fn a_number_goes_over_only_when_it_is_free() -> Result<()> {
    let w = world().await?;
    register(&w, &[CORA]).await?;
    rename(&w, "milo@cast.example", "Cora of the Cast").await?;
    claims(&w, &w.milo, "7012345").await?;
    claims(&w, &w.cora, "7012345").await?;
    let id = first(&w).await?;
    assert!(case(&w, &w.vera, id).await?.taken);
    let grant = Decision::Grant(Assurance::Document);
    assert_eq!(crate::wrong(decides(&w, &w.vera, id, grant, "Seen").await)[0].0, "decision");

    w.db.act(&w.vera, async |tx: &mut Tx<'_>| domain::verification::decide::ask_holder(tx, id).await).await?;
    let check = list(&w, &w.vera).await?.live.into_iter().find(|case| case.kind == CaseKind::Check).ok_or(Fault::NotFound)?;
    assert_eq!(case(&w, &w.vera, check.id).await?.claimed.application.number, "7012345");
    decides(&w, &w.vera, check.id, Decision::Refuse, "The document is another person's").await?;
    assert!(!enters(&w, &w.milo).await?);
    decides(&w, &w.vera, id, grant, "Seen").await?;
    assert!(enters(&w, &w.cora).await?);
    assert_eq!(mine_of(&w, &w.cora).await?.number, "7012345");
    assert_eq!(mine_of(&w, &w.milo).await?.number, "");
    assert_eq!(mine_of(&w, &w.milo).await?.step, Some(DoctorStep::Ended));
    assert_eq!(claims(&w, &w.milo, "7012345").await?, Claimed::Checking, "only staff open that door again");
    Ok(())
}

#[tokio::test]
async fn confirm_first_lets_nobody_in_unseen() -> Result<()> {
    let w = world().await?;
    register(&w, &[CORA]).await?;
    let why = text(Reason::try_from("Too many false claims"))?;
    for other in [&w.mabel, &w.vera, &w.pavel, &w.gus] {
        let set = w.db.act(other, async |tx: &mut Tx<'_>| set_confirm_first(tx, true, &why).await).await;
        assert!(crate::absent(&set));
    }
    w.db.act(&w.hedda, async |tx: &mut Tx<'_>| set_confirm_first(tx, true, &why).await).await?;
    assert_eq!(claims(&w, &w.cora, "7012345").await?, Claimed::Checking);
    let seen = case(&w, &w.vera, first(&w).await?).await?;
    assert!(seen.register.is_some_and(|found| found.same_person && found.row.allowed) && !seen.taken);
    assert!(mine_of(&w, &w.cora).await?.confirm_first);
    Ok(())
}

#[tokio::test]
async fn a_number_brought_at_registration_is_claimed_with_the_link() -> Result<()> {
    let w = world().await?;
    register(&w, &[["7012345", "Newcomer", "Ada", "", LICENSED]]).await?;
    let new = registering::Registration {
        email: text(Email::try_from("ada@cast.example"))?,
        screen_name: text(ScreenName::try_from("Ada"))?,
        password: text(NewPassword::try_from("plum bicycle harbour"))?,
        real_name: text(RealName::try_from("Ada Newcomer"))?,
        country: "GB".into(),
        profession: "Doctor".into(),
        specialty: String::new(),
        grade: String::new(),
        gmc_number: Some(text(GmcNumber::try_from("7012345"))?),
    };
    registering::register(&w.db, &w.key, ORIGIN, new).await?;
    let kept: String = sqlx::query_scalar("select gmc_number from registrations").fetch_one(&mut hand(&w).await?).await?;
    assert!(kept.len() > 40 && !kept.contains("7012345"), "the number waits sealed");
    open_link(&w).await?;
    let state: String = sqlx::query_scalar(
        "select assurance from standings d join accounts a on a.id = d.account_id where a.email = 'ada@cast.example'",
    )
    .fetch_one(&mut hand(&w).await?)
    .await?;
    assert_eq!(state, "provisional");
    Ok(())
}

#[tokio::test]
async fn old_plain_numbers_become_claims() -> Result<()> {
    let w = world().await?;
    register(&w, &[CORA]).await?;
    let mut by_hand = hand(&w).await?;
    for (name, number) in [("cora", "7012345"), ("milo", "7000042"), ("olga", "none"), ("pavel", "7000043")] {
        sqlx::query("update register_entries set gmc_number = $2 where account_id = (select id from accounts where email = $1)")
            .bind(format!("{name}@cast.example"))
            .bind(number)
            .execute(&mut by_hand)
            .await?;
    }
    settle_old_numbers(&w.db).await?;
    settle_old_numbers(&w.db).await?;
    assert!(enters(&w, &w.cora).await? && enters(&w, &w.pavel).await?);
    let milo = mine_of(&w, &w.milo).await?.live.ok_or(Fault::NotFound)?;
    assert_eq!((milo.kind, milo.state), (CaseKind::Register, CaseState::Open));
    assert!(mine_of(&w, &w.olga).await?.live.is_none());
    let left: i64 =
        sqlx::query_scalar("select count(*) from register_entries where gmc_number <> ''").fetch_one(&mut by_hand).await?;
    assert_eq!(left, 0);
    sqlx::query("pragma wal_checkpoint(truncate)").execute(&mut by_hand).await?;
    assert!(!on_disk(&w, b"7000042")?, "not even in what the file no longer uses");
    Ok(())
}
