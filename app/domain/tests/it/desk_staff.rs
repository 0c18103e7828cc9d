use crate::{absent, hand, refused, wrong};
use domain::cast::{OPEN, World, address, text, world};
use domain::db::Tx;
use domain::desk::helpers::helpers;
use domain::desk::seats::seat_doctor;
use domain::desk::staff::{appoint, dismiss, holders};
use domain::fault::Result;
use domain::forums::moderate::Deed;
use domain::viewer::Viewer;
use types::desk::StaffRole;
use types::fault::Refusal;
use types::text::Reason;

async fn gives(w: &World, who: &Viewer, name: &str, role: StaffRole) -> Result<()> {
    let reason = text(Reason::try_from("agreed by the team"))?;
    w.db.act(who, async |tx: &mut Tx<'_>| appoint(tx, name, role, &reason).await).await
}

async fn takes(w: &World, who: &Viewer, name: &str, role: StaffRole) -> Result<()> {
    let reason = text(Reason::try_from("asked to step down"))?;
    w.db.act(who, async |tx: &mut Tx<'_>| dismiss(tx, name, role, &reason).await).await
}

/// The log without its hashes: who, what, about whom, in which words.
async fn record(w: &World) -> Result<Vec<String>> {
    let rows: Vec<(String, String, String, String)> = sqlx::query_as(
        "select coalesce(w.screen_name, '-'), a.act, coalesce(p.screen_name, '-'), a.words from audit a
         left join personas w on w.account_id = a.account_id left join personas p on p.account_id = a.about_account order by a.no",
    )
    .fetch_all(&mut hand(w).await?)
    .await?;
    Ok(rows.into_iter().map(|(by, act, about, words)| format!("{by} {act} {about}: {words}")).collect())
}

#[tokio::test]
async fn an_administrator_appoints_a_moderator_who_moderates_at_once() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.stella, OPEN, "A thread", "Hello").await?;
    assert_eq!(refused(&crate::deed(&w, &w.wren, landing.thread, Deed::Pin).await), Some(Refusal::ModeratorsOnly));
    gives(&w, &w.hedda, "wren", StaffRole::Moderator).await?;
    let wren = w.back("Wren").await?;
    crate::deed(&w, &wren, landing.thread, Deed::Pin).await?;
    assert_eq!(record(&w).await?[0], "Hedda appoint Wren: Moderator: agreed by the team");
    let letters = w.letters().await?;
    assert_eq!(letters.iter().map(|letter| letter.to.clone()).collect::<Vec<_>>(), [address("Wren")]);
    let letter = &letters[0].text;
    assert!(letter.starts_with("Dear member,") && letter.contains("Moderator") && letter.contains("second factor"), "{letter}");
    assert!(!letter.contains("Wren") && !letter.contains("Cast") && !letter.contains("agreed"), "{letter}");
    takes(&w, &w.hedda, "Wren", StaffRole::Moderator).await?;
    let wren = w.back("Wren").await?;
    assert_eq!(refused(&crate::deed(&w, &wren, landing.thread, Deed::Unpin).await), Some(Refusal::ModeratorsOnly));
    assert_eq!(w.letters().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_dismissed_moderator_keeps_nothing_that_an_operator_gave() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.stella, OPEN, "A thread", "Hello").await?;
    takes(&w, &w.hedda, "Mabel", StaffRole::Moderator).await?;
    let mabel = w.back("Mabel").await?;
    assert_eq!(refused(&crate::deed(&w, &mabel, landing.thread, Deed::Pin).await), Some(Refusal::ModeratorsOnly));
    takes(&w, &w.hedda, "Mabel", StaffRole::Moderator).await?;
    assert_eq!(record(&w).await?.len(), 1, "what is taken already is taken once");
    Ok(())
}

#[tokio::test]
async fn nobody_changes_their_own_roles_and_one_administrator_is_always_left() -> Result<()> {
    let w = world().await?;
    assert_eq!(refused(&gives(&w, &w.hedda, "Hedda", StaffRole::Verifier).await), Some(Refusal::Yourself));
    assert_eq!(refused(&takes(&w, &w.hedda, "hedda", StaffRole::Admin).await), Some(Refusal::Yourself));
    gives(&w, &w.hedda, "Wren", StaffRole::Admin).await?;
    let wren = w.back("Wren").await?;
    takes(&w, &wren, "Hedda", StaffRole::Admin).await?;
    // Hedda's request was on its way when she was dismissed: she is still known as an administrator, and finds nobody.
    let late = takes(&w, &w.hedda, "Wren", StaffRole::Admin).await;
    assert_eq!(wrong(late)[0].0, "member");
    assert!(absent(&takes(&w, &w.back("Hedda").await?, "Wren", StaffRole::Admin).await));
    let left = w.db.look(&wren, async |tx: &mut Tx<'_>| holders(tx).await).await?;
    assert_eq!(left.iter().filter(|holder| holder.role == StaffRole::Admin).count(), 1);
    Ok(())
}

#[tokio::test]
async fn verifiers_do_not_moderate_and_moderators_do_not_verify() -> Result<()> {
    let w = world().await?;
    for (name, role) in [("Vera", StaffRole::Moderator), ("Mabel", StaffRole::Verifier)] {
        let told = wrong(gives(&w, &w.hedda, name, role).await);
        assert!(told.len() == 1 && told[0].0 == "role" && told[0].1.contains("nobody is both"), "{told:?}");
    }
    takes(&w, &w.hedda, "Mabel", StaffRole::Moderator).await?;
    gives(&w, &w.hedda, "Mabel", StaffRole::Verifier).await?;
    let rows: i64 = sqlx::query_scalar(
        "select count(*) from forum_moderators m join staff s on s.account_id = m.account_id and s.role = 'verifier'",
    )
    .fetch_one(&mut hand(&w).await?)
    .await?;
    assert_eq!(rows, 0);
    assert_eq!(wrong(gives(&w, &w.hedda, "Mabel", StaffRole::Verifier).await)[0].1, "They have this role already.");
    assert_eq!(wrong(gives(&w, &w.hedda, "Nobody here", StaffRole::Editor).await)[0].0, "member");
    Ok(())
}

#[tokio::test]
async fn only_administrators_who_have_just_signed_in_appoint() -> Result<()> {
    let w = world().await?;
    for (who, viewer) in w.everyone() {
        let (told, list) = (
            gives(&w, viewer, "Xavier", StaffRole::Trusted).await,
            w.db.look(viewer, async |tx: &mut Tx<'_>| holders(tx).await.map(drop)).await,
        );
        let admin = who.starts_with("Hedda");
        assert_eq!((absent(&told), absent(&list)), (!admin, !admin), "{who}");
    }
    w.clock.advance(15 * 60_000 + 1);
    let stale = w.back("Hedda").await?;
    assert_eq!(refused(&gives(&w, &stale, "Xavier", StaffRole::Editor).await), Some(Refusal::SignInAgain));
    assert_eq!(refused(&takes(&w, &stale, "Xavier", StaffRole::Trusted).await), Some(Refusal::SignInAgain));
    let list = w.db.look(&stale, async |tx: &mut Tx<'_>| holders(tx).await).await?;
    assert!(list.iter().any(|holder| holder.name == "Xavier"), "reading needs no fresh sign-in");
    assert!(list.iter().all(|holder| !holder.strong), "nobody in the cast has set up a factor");
    Ok(())
}

#[tokio::test]
async fn everybody_sees_who_looks_after_the_site_but_not_who_verifies() -> Result<()> {
    let w = world().await?;
    let before = w.db.open_version();
    gives(&w, &w.hedda, "Stella", StaffRole::Trusted).await?;
    assert!(w.db.open_version() > before, "the page kept for guests is renewed");
    for viewer in [&w.gus, &w.wren, &w.vera] {
        let list = w.db.look(viewer, async |tx: &mut Tx<'_>| helpers(tx).await).await?;
        let names: Vec<_> = list.iter().map(|helper| (helper.name.as_str(), helper.role)).collect();
        let expected = [
            ("Edie", StaffRole::Editor),
            ("Hedda", StaffRole::Admin),
            ("Mabel", StaffRole::Moderator),
            ("Marlow", StaffRole::Moderator),
            ("Stella", StaffRole::Trusted),
            ("Tessa", StaffRole::Trusted),
        ];
        assert_eq!(names, expected);
    }
    Ok(())
}

#[tokio::test]
async fn whose_seat_is_taken_at_the_desk_gets_a_kind_letter_once() -> Result<()> {
    let w = world().await?;
    let reason = text(Reason::try_from("left the register"))?;
    for _ in 0..2 {
        w.db.act(&w.hedda, async |tx: &mut Tx<'_>| seat_doctor(tx, "Pavel", false, &reason).await).await?;
    }
    let letters = w.letters().await?;
    assert_eq!((letters.len(), record(&w).await?.len()), (1, 1), "the second click finds it done");
    assert_eq!(letters[0].to, address("Pavel"));
    let words = &letters[0].text;
    assert!(words.starts_with("Dear colleague,") && words.contains("\"Verification\""), "{words}");
    assert!(!words.contains("Pavel") && !words.contains("left the register"), "{words}");
    Ok(())
}
