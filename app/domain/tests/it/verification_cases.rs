use crate::verification::{
    LICENSED, PICTURE, answers, case, claims, decides, first, list, mine_of, register, round, sends, subjects,
};
use crate::{absent, hand, refused, wrong};
use domain::cast::{CLOSED, World, text, world};
use domain::clock::{DAY, HOUR};
use domain::db::Tx;
use domain::fault::{Fault, Result};
use domain::forums::threads;
use domain::verification::apply::{Application, apply};
use domain::verification::decide::Decision;
use domain::verification::{mine, times};
use domain::viewer::Viewer;
use types::fault::Refusal;
use types::text::CaseWords;
use types::verification::{Assurance, CaseKind, CaseState, DoctorStep, StandingState};

const GRANT: Decision = Decision::Grant(Assurance::Document);

fn application() -> Application {
    Application {
        body: "imc".into(),
        number: "123456".into(),
        job_title: "Registrar in cardiology".into(),
        address: "Harbour Hospital\r\n1 Quay Street\r\nDublin".into(),
        telephone: "+353 1 234 5678".into(),
        website: "https://harbour.example".into(),
        registrations: String::new(),
    }
}

async fn applies(w: &World, who: &Viewer, application: &Application) -> Result<()> {
    w.db.act(who, async |tx: &mut Tx<'_>| apply(tx, application).await).await
}

async fn offers_proof(w: &World, who: &Viewer) -> Result<()> {
    let words = text(CaseWords::try_from("My badge"))?;
    w.db.act(who, async |tx: &mut Tx<'_>| mine::offer_proof(tx, &words).await).await
}

#[tokio::test]
async fn a_doctor_registered_elsewhere_applies_is_asked_answers_and_is_let_in() -> Result<()> {
    let w = world().await?;
    applies(&w, &w.cora, &application()).await?;
    assert_eq!(refused(&applies(&w, &w.cora, &application()).await), Some(Refusal::CaseOpen));
    let due = w.clock.now() + 72 * HOUR;
    assert_eq!(mine_of(&w, &w.cora).await?.step, Some(DoctorStep::Waiting(due)));

    let id = first(&w).await?;
    let seen = case(&w, &w.vera, id).await?;
    assert_eq!((seen.kind, seen.due, seen.claimed.real_name.as_str()), (CaseKind::Elsewhere, due, "Cora of the Cast"));
    assert_eq!(seen.claimed.application.address, "Harbour Hospital\n1 Quay Street\nDublin");
    w.letters().await?;
    decides(&w, &w.vera, id, Decision::Ask, "Could you send your certificate?").await?;
    let letters = w.letters().await?;
    assert_eq!(subjects(&letters), [("cora", "A question about your verification")]);
    assert!(letters[0].text.starts_with("Dear colleague,") && letters[0].text.contains("Could you send your certificate?"));
    assert_eq!(mine_of(&w, &w.cora).await?.step, Some(DoctorStep::Asked));

    w.clock.advance(5 * DAY);
    sends(&w, &w.cora, PICTURE).await?;
    answers(&w, &w.cora, "Here it is").await?;
    let live = mine_of(&w, &w.cora).await?.live.ok_or(Fault::NotFound)?;
    assert_eq!((live.state, live.due), (CaseState::Open, w.clock.now() + 72 * HOUR), "the clock starts anew");
    let said: Vec<_> = live.words.iter().map(|said| (said.by_staff, said.text.as_str())).collect();
    assert_eq!(said, [(true, "Could you send your certificate?"), (false, "Here it is")]);
    assert_eq!(live.documents.len(), 1);

    decides(&w, &w.vera, id, GRANT, "Certificate seen, thank you").await?;
    let mine = mine_of(&w, &w.cora).await?;
    assert_eq!((mine.step, mine.number.as_str()), (None, "123456"));
    assert_eq!(
        mine.decision.map(|last| (last.state, last.reason)),
        Some((CaseState::Granted, "Certificate seen, thank you".into()))
    );
    let started = w.start(&w.cora, CLOSED, "From Dublin", "Good morning").await?;
    let label = w.page(&w.pavel, started.thread).await?.posts[0].label.clone().ok_or(Fault::NotFound)?;
    assert_eq!((label.assurance, label.at), (Assurance::Document, w.clock.now()));
    for again in [GRANT, Decision::Ask, Decision::Refuse] {
        assert_eq!(refused(&decides(&w, &w.vera, id, again, "Once more").await), Some(Refusal::CaseDecided));
    }
    let median = w.db.look(&w.gus, async |tx: &mut Tx<'_>| times::median(tx).await).await?;
    assert_eq!(median, Some(5 * DAY));
    Ok(())
}

#[tokio::test]
async fn an_application_says_what_is_missing() -> Result<()> {
    let w = world().await?;
    let empty =
        Application { body: "imc".into(), website: "ftp://x".into(), number: "none at all".into(), ..Application::default() };
    let fields: Vec<_> = wrong(applies(&w, &w.cora, &empty).await).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["number", "job_title", "address", "telephone", "website"]);
    let gmc = Application { body: "gmc".into(), ..application() };
    assert_eq!(wrong(applies(&w, &w.cora, &gmc).await)[0].0, "body");
    for other in [&w.stella, &w.wren, &w.pavel] {
        assert_eq!(wrong(applies(&w, other, &application()).await)[0].0, "body");
    }
    assert_eq!(refused(&applies(&w, &w.gus, &application()).await), Some(Refusal::SignIn));
    assert!(list(&w, &w.vera).await?.live.is_empty());
    Ok(())
}

#[tokio::test]
async fn staff_are_reminded_before_the_72_hours_end() -> Result<()> {
    let w = world().await?;
    claims(&w, &w.cora, "7012345").await?;
    assert_eq!(subjects(&round(&w).await?), [("cora", "We check this and write to you")]);
    for (hours, to) in [(47, &[][..]), (1, &["vera"]), (17, &[]), (1, &["hedda", "vera"]), (6, &["hedda", "vera"]), (48, &[])] {
        w.clock.advance(hours * HOUR);
        let mut reminded: Vec<_> = round(&w).await?.iter().map(|letter| letter.to.replace("@cast.example", "")).collect();
        reminded.sort();
        assert_eq!(reminded, to, "after {hours} more hours");
        assert!(round(&w).await?.is_empty(), "a second round does nothing");
    }
    Ok(())
}

#[tokio::test]
async fn a_refusal_is_kind_and_a_new_try_is_looked_at() -> Result<()> {
    let w = world().await?;
    register(&w, &[["7012345", "of the Cast", "Cora", "", LICENSED]]).await?;
    claims(&w, &w.cora, "7000001").await?;
    let id = first(&w).await?;
    for telling in ["There is no Cora of  the cast", "No doctor has 700 0001 there"] {
        assert_eq!(wrong(decides(&w, &w.vera, id, Decision::Refuse, telling).await)[0].0, "words", "{telling}");
    }
    w.letters().await?;
    decides(&w, &w.vera, id, Decision::Refuse, "This number belongs to a colleague").await?;
    let letters = w.letters().await?;
    assert_eq!(subjects(&letters), [("cora", "About your verification")]);
    for words in ["This number belongs to a colleague", "You can try again at any time", "community@doc2doc.example"] {
        assert!(letters[0].text.contains(words), "{words}");
    }
    assert_eq!(mine_of(&w, &w.cora).await?.step, Some(DoctorStep::Refused));
    claims(&w, &w.cora, "7012345").await?;
    assert_eq!(list(&w, &w.vera).await?.live.len(), 1, "after a refusal even a match is looked at");
    w.db.act(&w.cora, async |tx: &mut Tx<'_>| mine::withdraw(tx).await).await?;
    assert!(list(&w, &w.vera).await?.live.is_empty());
    assert_eq!(mine_of(&w, &w.cora).await?.step, Some(DoctorStep::Refused));
    Ok(())
}

#[tokio::test]
async fn a_proof_confirms_or_costs_the_seat() -> Result<()> {
    let w = world().await?;
    for other in [&w.pavel, &w.wren, &w.xavier] {
        assert!(absent(&offers_proof(&w, other).await), "nothing to prove");
    }
    offers_proof(&w, &w.prue).await?;
    decides(&w, &w.vera, first(&w).await?, Decision::Grant(Assurance::Register), "Badge seen").await?;
    assert_eq!(mine_of(&w, &w.prue).await?.standing.map(|s| s.assurance), Some(Assurance::Register));
    let w = world().await?;
    let thread = w.start(&w.pavel, CLOSED, "Among doctors", "Hush").await?.thread;
    offers_proof(&w, &w.prue).await?;
    decides(&w, &w.vera, first(&w).await?, Decision::Refuse, "The badge shows another face").await?;
    assert_eq!(mine_of(&w, &w.prue).await?.standing.map(|s| s.state), Some(StandingState::Ended));
    let read = w.db.look(&w.prue, async |tx: &mut Tx<'_>| threads::page(tx, thread, 1).await).await;
    assert!(absent(&read), "closed with the next request");
    Ok(())
}

#[tokio::test]
async fn only_verifiers_see_cases_and_never_their_own() -> Result<()> {
    let w = world().await?;
    claims(&w, &w.vera, "7012345").await?;
    claims(&w, &w.cora, "7012346").await?;
    let ids: Vec<i64> = sqlx::query_scalar("select id from cases order by opened_at, id").fetch_all(&mut hand(&w).await?).await?;
    let [own, other] = [ids[0], ids[1]].map(|id| id.try_into().map_err(|_| Fault::NotFound));
    let (own, other) = (own?, other?);
    assert!(absent(&case(&w, &w.vera, own).await) && case(&w, &w.vera, other).await.is_ok());
    assert!(absent(&decides(&w, &w.vera, own, GRANT, "It is me").await));
    assert_eq!(list(&w, &w.vera).await?.live.len(), 1);
    for (name, viewer) in w.everyone() {
        if name != "Vera, verifier" {
            let closed = absent(&list(&w, viewer).await) && absent(&case(&w, viewer, other).await);
            assert!(closed && absent(&decides(&w, viewer, other, GRANT, "Fine").await), "{name}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_own_page_takes_four_statements() -> Result<()> {
    let w = world().await?;
    applies(&w, &w.cora, &application()).await?;
    sends(&w, &w.cora, PICTURE).await?;
    let before = w.db.statements();
    mine_of(&w, &w.cora).await?;
    assert!(w.db.statements() - before <= 4);
    w.db.act(&w.pavel, async |tx: &mut Tx<'_>| mine::show(tx, true, true).await).await?;
    assert!(!mine_of(&w, &w.pavel).await?.shows_grade, "there is nothing to show");
    Ok(())
}
