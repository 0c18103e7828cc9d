use crate::{absent, folded, hand, refused, statements, wrong};
use domain::cast::{World, address, text, world};
use domain::clock::DAY;
use domain::db::Tx;
use domain::desk::audit_log;
use domain::desk::identity::{Identity, look_up, own_look_ups};
use domain::fault::Result;
use domain::viewer::Viewer;
use std::path::Path;
use types::desk::LookUpReason;
use types::fault::Refusal;
use types::text::Reason;

async fn looks_up(w: &World, who: &Viewer, name: &str) -> Result<Identity> {
    let reason = text(Reason::try_from("complaint 12"))?;
    w.db.act(who, async |tx: &mut Tx<'_>| look_up(tx, name, LookUpReason::Complaint, &reason).await).await
}

async fn on_record(w: &World) -> Result<Vec<(String, String)>> {
    Ok(sqlx::query_as("select act, words from audit order by no").fetch_all(&mut hand(w).await?).await?)
}

#[tokio::test]
async fn an_administrator_learns_who_stands_behind_a_screen_name_and_it_is_on_record() -> Result<()> {
    let w = world().await?;
    let found = looks_up(&w, &w.hedda, "stella").await?;
    assert_eq!((found.screen_name.as_str(), found.real_name.as_str()), ("Stella", "Stella of the Cast"));
    assert_eq!((found.email, found.country.as_str()), (address("Stella"), "United Kingdom"));
    assert_eq!(on_record(&w).await?, [("look-up".to_owned(), "Complaint or appeal: complaint 12".to_owned())]);
    assert_eq!(wrong(looks_up(&w, &w.hedda, "No such person").await)[0].0, "member");
    assert_eq!(refused(&looks_up(&w, &w.hedda, "Hedda").await), Some(Refusal::Yourself));
    assert_eq!(on_record(&w).await?.len(), 1, "nothing was looked up, so nothing is on record");
    Ok(())
}

#[tokio::test]
async fn nobody_else_learns_it_nor_an_administrator_who_signed_in_long_ago() -> Result<()> {
    let w = world().await?;
    for (who, viewer) in w.everyone().into_iter().filter(|(who, _)| !who.starts_with("Hedda")) {
        assert!(absent(&looks_up(&w, viewer, "Stella").await), "{who}");
    }
    w.clock.advance(15 * 60_000 + 1);
    assert_eq!(refused(&looks_up(&w, &w.back("Hedda").await?, "Stella").await), Some(Refusal::SignInAgain));
    assert_eq!(on_record(&w).await?, []);
    Ok(())
}

#[tokio::test]
async fn its_owner_sees_how_often_and_in_which_month_and_nobody_else_does() -> Result<()> {
    let w = world().await?;
    looks_up(&w, &w.hedda, "Stella").await?;
    looks_up(&w, &w.hedda, "Stella").await?;
    w.clock.advance(40 * DAY);
    sqlx::query("update sessions set started_at = $1, seen_at = $1, fresh_at = $1")
        .bind(w.clock.now())
        .execute(&mut hand(&w).await?)
        .await?;
    w.db.ready().await?;
    looks_up(&w, &w.back("Hedda").await?, "Stella").await?;
    let seen = async |viewer: &Viewer| -> Result<Vec<i64>> {
        let months = w.db.look(viewer, async |tx: &mut Tx<'_>| own_look_ups(tx).await).await?;
        Ok(months.into_iter().map(|month| month.times).collect())
    };
    assert_eq!(seen(&w.stella).await?, [1, 2]);
    for other in [&w.wren, &w.hedda, &w.gus] {
        assert_eq!(seen(other).await?, Vec::<i64>::new());
    }
    Ok(())
}

#[tokio::test]
async fn the_log_tells_administrators_what_was_done_by_screen_names_and_numbers_of_cases() -> Result<()> {
    let w = world().await?;
    looks_up(&w, &w.hedda, "Stella").await?;
    let hashless = "insert into audit (no, at, account_id, act, about_account, about_case, about_forum, words)
        select 1 + max(no), 0, $1, $2, (select account_id from personas where screen_name = 'Wren'), $3, $4, '' from audit";
    let mut hand = hand(&w).await?;
    let unlisted: i64 =
        sqlx::query_scalar("select id from forums where slug = $1").bind(&w.unlisted).fetch_one(&mut hand).await?;
    for (act, case, forum) in [
        ("grant", Some(77), None),
        ("command", None, None),
        ("community-remove", None, Some(unlisted)),
        ("register-demotion", None, None),
    ] {
        sqlx::query(hashless).bind(0).bind(act).bind(case).bind(forum).execute(&mut hand).await?;
    }
    let page =
        async |act: &str, name: &str| w.db.look(&w.hedda, async |tx: &mut Tx<'_>| audit_log::page(tx, act, name, 1).await).await;
    let all = page("", "").await?;
    assert_eq!(all.acts, ["command", "community-remove", "grant", "look-up", "register-demotion"]);
    let told: Vec<_> =
        all.entries.iter().map(|entry| (entry.no, entry.member.as_str(), entry.case, entry.forum.clone())).collect();
    let expected = [
        (5, "", None, None),
        (4, "", None, Some(None)),
        (3, "Wren", None, None),
        (2, "", Some(77), None),
        (1, "Stella", None, None),
    ];
    assert_eq!(told, expected, "no case, no news of the register and no closed community is joined to a persona");
    assert_eq!(all.entries[2].by, audit_log::By::Operator);
    assert_eq!(page("", "wren").await?.total, 1, "and no filter joins them either");
    assert_eq!(
        (page("", "hedda").await?.total, page("look-up", "stella").await?.total, page("grant", "stella").await?.total),
        (1, 1, 0)
    );
    assert_eq!(page("", "...").await?.total, 0);
    for (who, viewer) in w.everyone().into_iter().filter(|(who, _)| !who.starts_with("Hedda")) {
        assert!(absent(&w.db.look(viewer, async |tx: &mut Tx<'_>| audit_log::page(tx, "", "", 1).await).await), "{who}");
    }
    Ok(())
}

/// The two faces meet in two views: one's own account, and the one look-up.
#[test]
fn no_other_statement_joins_a_persona_to_a_register_entry() -> Result<()> {
    let views = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("seen.sql"))?;
    let both = |sql: &str| sql.contains("personas") && sql.contains("register_entries");
    let joining: Vec<_> = views
        .split("create view ")
        .skip(1)
        .filter(|view| both(view.split(';').next().unwrap_or_default()))
        .filter_map(|view| view.split_whitespace().next())
        .collect();
    assert_eq!(joining, ["seen_self", "seen_identity"]);
    let all = statements()?;
    let reading = |view: &str| all.iter().filter(|sql| sql.contains(view)).map(|sql| folded(sql)).collect::<Vec<_>>();
    let identity = reading("seen_identity");
    assert_eq!(identity.len(), 1, "{identity:?}");
    let loose: Vec<_> = all.iter().filter(|sql| both(sql)).map(|sql| folded(sql)).collect();
    // Counts accounts that lack a face, and reads neither.
    assert!(loose.iter().all(|sql| sql.starts_with("/* as the site: check */ select count(*)")), "{loose:?}");
    let real: Vec<_> = ["seen_desk_cases"]
        .into_iter()
        .flat_map(reading)
        .filter(|sql| sql.contains("personas") || sql.contains("screen_name"))
        .collect();
    assert_eq!(real, Vec::<String>::new());
    Ok(())
}
