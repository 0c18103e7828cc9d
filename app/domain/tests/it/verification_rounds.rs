use crate::verification::{
    LICENSED, PICTURE, answers, case, claims, decides, first, list, mine_of, on_disk, register, round, sends, subjects,
};
use crate::{absent, hand, refused, wrong};
use domain::cast::{CLOSED, World, world};
use domain::clock::{DAY, MINUTE};
use domain::db::Tx;
use domain::fault::{Fault, Result};
use domain::verification::decide::Decision;
use domain::verification::{evidence, mine};
use domain::viewer::Viewer;
use types::fault::Refusal;
use types::ids::EvidenceId;
use types::verification::{Assurance, CaseKind, CaseState, StandingState};

async fn opens(w: &World, who: &Viewer, id: EvidenceId) -> Result<evidence::Document> {
    w.db.act(who, async |tx: &mut Tx<'_>| evidence::open(tx, id).await).await
}

async fn count(w: &World, question: &'static str) -> Result<i64> {
    Ok(sqlx::query_scalar(question).fetch_one(&mut hand(w).await?).await?)
}

#[tokio::test]
async fn evidence_is_sealed_seen_by_verifiers_on_record_and_erased() -> Result<()> {
    let w = world().await?;
    assert!(absent(&sends(&w, &w.cora, PICTURE).await), "there is no case");
    claims(&w, &w.cora, "7012345").await?;
    for other in [&b"GIF89a"[..], b"<svg", b"", b"MZ \xff\xd8\xff"] {
        assert_eq!(wrong(sends(&w, &w.cora, other).await)[0].0, "document");
    }
    let large = [PICTURE, &vec![0; evidence::MOST_BYTES][..]].concat();
    assert_eq!(wrong(sends(&w, &w.cora, &large).await)[0].0, "document");
    for _ in 0..evidence::MOST_DOCUMENTS {
        sends(&w, &w.cora, PICTURE).await?;
    }
    assert_eq!(wrong(sends(&w, &w.cora, PICTURE).await)[0].0, "document", "eight are enough");
    answers(&w, &w.cora, "a secret errand in the words").await?;
    assert!(on_disk(&w, b"cora@cast.example")?, "the search finds what is there");
    for secret in [&PICTURE[4..], b"a secret errand", b"7012345"] {
        assert!(!on_disk(&w, secret)?, "sealed");
    }

    let documents = mine_of(&w, &w.cora).await?.live.ok_or(Fault::NotFound)?.documents;
    let id = documents[0].id;
    for (name, viewer) in w.everyone() {
        if name != "Vera, verifier" {
            assert!(absent(&opens(&w, viewer, id).await), "{name}");
        }
    }
    w.clock.advance(20 * MINUTE);
    let stale = w.back("Vera").await?;
    assert_eq!(refused(&opens(&w, &stale, id).await), Some(Refusal::SignInAgain));
    for views in 1..=2 {
        let seen = opens(&w, &w.vera, id).await?;
        assert_eq!((seen.media, seen.bytes.as_slice()), ("image/jpeg", PICTURE));
        assert_eq!(count(&w, "select count(*) from audit where act = 'see-evidence' and about_case is not null").await?, views);
    }
    let removed = w.db.act(&w.milo, async |tx: &mut Tx<'_>| evidence::remove(tx, id).await).await;
    assert!(absent(&removed), "somebody else's");
    w.db.act(&w.cora, async |tx: &mut Tx<'_>| evidence::remove(tx, id).await).await?;

    let case_id = first(&w).await?;
    decides(&w, &w.vera, case_id, Decision::Refuse, "Not readable").await?;
    w.clock.advance(29 * DAY);
    round(&w).await?;
    assert_eq!(case(&w, &w.vera, case_id).await?.documents.len(), 7);
    w.clock.advance(DAY);
    round(&w).await?;
    let erased = case(&w, &w.vera, case_id).await?;
    assert!(erased.erased && erased.documents.is_empty() && erased.words.is_empty());
    assert_eq!((erased.claimed.application.number.as_str(), erased.reason.as_str()), ("", "Not readable"));
    assert_eq!(count(&w, "select count(*) from evidence").await? + count(&w, "select count(*) from case_words").await?, 0);
    Ok(())
}

/// Lets a week's sample be picked; the first round only notes the week. Whom it picked, by address.
async fn sample(w: &World) -> Result<Vec<String>> {
    round(w).await?;
    w.clock.advance(7 * DAY);
    let letters = round(w).await?;
    let asked = letters.iter().filter(|letter| letter.subject.starts_with("A small request"));
    Ok(asked.map(|letter| letter.to.replace("@cast.example", "")).collect())
}

#[tokio::test]
async fn the_sample_is_seeded_and_takes_provisional_doctors_first() -> Result<()> {
    let (w, twin) = (world().await?, world().await?);
    assert_eq!(sample(&w).await?, ["prue"]);
    assert!(round(&w).await?.is_empty(), "once a week");
    let next = sample(&w).await?;
    assert!(next.len() == 1 && (next == ["pavel"] || next == ["marlow"]), "Prue has a live case: {next:?}");
    sample(&twin).await?;
    assert_eq!(sample(&twin).await?, next, "the same seed picks the same");
    assert_eq!(
        count(&w, "select count(*) from audit where act = 'pick-checks' and words like '1 of 3 picked with seed %'").await?,
        2
    );
    Ok(())
}

#[tokio::test]
async fn a_silent_check_suspends_the_seat_only_and_an_answer_brings_it_back() -> Result<()> {
    let w = world().await?;
    sample(&w).await?;
    let withdrawn = w.db.act(&w.prue, async |tx: &mut Tx<'_>| mine::withdraw(tx).await).await;
    assert_eq!(refused(&withdrawn), Some(Refusal::CheckStays));
    let started = w.start(&w.prue, CLOSED, "Before", "I am here").await?;
    for (days, subject) in [
        (15, None),
        (1, Some("A reminder about your verification")),
        (11, Some("A reminder about your verification")),
        (2, None),
        (1, Some("The doctors' forums are paused for you")),
        (3, None),
    ] {
        w.clock.advance(days * DAY);
        let letters = round(&w).await?;
        let to_prue: Vec<_> = letters.iter().filter(|letter| letter.to.starts_with("prue")).collect();
        assert_eq!(to_prue.first().map(|letter| letter.subject.as_str()), subject, "after {days} more days");
        assert!(
            to_prue.len() <= 1 && to_prue.iter().all(|letter| !letter.text.contains("Prue") && !letter.text.contains("Cast"))
        );
    }
    assert_eq!(mine_of(&w, &w.prue).await?.standing.map(|s| s.state), Some(StandingState::Suspended));
    assert!(absent(&w.page(&w.prue, started.thread).await));
    assert!(w.start(&w.prue, "cardiology", "Still here", "In the open").await.is_ok(), "only the doctor's seat");
    assert_eq!(count(&w, "select count(*) from audit where act = 'suspend-doctor'").await?, 1);

    answers(&w, &w.prue, "I was at sea").await?;
    let check = list(&w, &w.vera).await?.live.into_iter().find(|case| case.state == CaseState::Open).ok_or(Fault::NotFound)?;
    assert_eq!(check.kind, CaseKind::Check);
    decides(&w, &w.vera, check.id, Decision::Grant(Assurance::Document), "Welcome back").await?;
    assert!(w.page(&w.prue, started.thread).await.is_ok());
    Ok(())
}

#[tokio::test]
async fn an_unanswered_question_is_closed_without_harm() -> Result<()> {
    let w = world().await?;
    register(&w, &[["7012345", "of the Cast", "Cora", "", LICENSED]]).await?;
    claims(&w, &w.cora, "7000001").await?;
    decides(&w, &w.vera, first(&w).await?, Decision::Ask, "Is there a digit wrong?").await?;
    w.clock.advance(30 * DAY);
    let letters = round(&w).await?;
    assert!(subjects(&letters).contains(&("cora", "We have closed your case for now")));
    assert!(mine_of(&w, &w.cora).await?.live.is_none());
    claims(&w, &w.cora, "7012345").await?;
    assert_eq!(mine_of(&w, &w.cora).await?.standing.map(|s| s.state), Some(StandingState::Active));
    Ok(())
}

#[tokio::test]
async fn the_register_takes_the_seat_and_says_so_kindly() -> Result<()> {
    let w = world().await?;
    let row = ["7012345", "of the Cast", "Cora", ""];
    let said = |status| [row[0], row[1], row[2], row[3], status];
    register(&w, &[said(LICENSED)]).await?;
    claims(&w, &w.cora, "7012345").await?;
    let thread = w.start(&w.cora, CLOSED, "Before", "I am here").await?.thread;
    round(&w).await?;
    register(&w, &[said("Not Registered - Having relinquished registration")]).await?;
    assert!(absent(&w.page(&w.cora, thread).await));
    let letters = round(&w).await?;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].text.starts_with("Dear colleague,") && letters[0].text.contains("tell us there"));
    for told in ["Cora", "Cast", "7012345"] {
        assert!(!letters[0].text.contains(told) && !letters[0].subject.contains(told), "{told}");
    }
    register(&w, &[said(LICENSED)]).await?;
    claims(&w, &w.cora, "7012345").await?;
    assert_eq!(list(&w, &w.vera).await?.live.len(), 1, "back on the register: staff open the door again");
    decides(&w, &w.vera, first(&w).await?, Decision::Grant(Assurance::Register), "Back on the register").await?;
    assert!(w.page(&w.cora, thread).await.is_ok());
    Ok(())
}
