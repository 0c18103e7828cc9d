//! Everybody tries every page, form and call on every kind of thing; what comes of it stands in one written table.

use crate::house::Tried;
use crate::listed::{FUNCTIONS, ROUTES};
use crate::matrix_calls::CALLS;
use crate::matrix_rows::{ROWS, Row};
use crate::stage::{PEOPLE, Stage, for_everybody};
use std::collections::BTreeSet;
use std::fmt::Write;

/// What came of it: a status, or where one is sent first.
async fn outcome(stage: &Stage, house: &crate::house::House, name: &str, row: &Row) -> Tried<(String, bool)> {
    let (cookie, address) = (stage.cookie(name), stage.filled(row.1));
    let answer = match row.2 {
        None => house.get_as(&cookie, &address).await?,
        Some(form) => house.post_as(&cookie, &address, &stage.filled(form)).await?,
    };
    let told = match answer.header("location") {
        to if to.starts_with("/login?") => "sign in".to_owned(),
        _ => answer.status.as_u16().to_string(),
    };
    let done = row.2.is_some() && !answer.status.is_client_error();
    Ok((told, done))
}

fn rows() -> impl Iterator<Item = &'static Row> {
    ROWS.iter().chain(CALLS)
}

async fn column(name: &'static str) -> Tried<Vec<String>> {
    let stage = Stage::open(true).await?;
    let (mut house, mut cells) = (stage.again().await?, Vec::new());
    for row in rows() {
        let (told, done) = outcome(&stage, &house, name, row).await?;
        cells.push(told);
        if done {
            house = stage.again().await?;
        }
    }
    Ok(cells)
}

#[test]
fn everybody_tries_everything() -> Tried {
    let told = for_everybody(column)?;
    let mut table = format!("{:<76}", "");
    PEOPLE.iter().try_for_each(|name| write!(table, "{name:<8}"))?;
    for (number, (_, address, form)) in rows().enumerate() {
        let what = form.map_or_else(|| format!("GET  {address}"), |form| format!("POST {address} {form}"));
        let what: String = what.chars().take(75).collect();
        write!(table, "\n{what:<76}")?;
        told.iter().try_for_each(|column| write!(table, "{:<8}", column[number]))?;
    }
    let table: Vec<_> = table.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(table.join("\n"));
    Ok(())
}

#[test]
fn every_route_and_every_function_has_its_rows() {
    let of_routes = ROUTES.iter().flat_map(|(route, methods)| methods.split(' ').map(move |method| format!("{method} {route}")));
    let known: BTreeSet<_> = of_routes.chain(FUNCTIONS.iter().map(|function| format!("POST {function}"))).collect();
    let tried: BTreeSet<_> =
        rows().map(|(route, _, form)| format!("{} {route}", if form.is_some() { "POST" } else { "GET" })).collect();
    let missing: Vec<_> = known.difference(&tried).filter(|row| !row.ends_with("/api/{function}")).collect();
    assert!(missing.is_empty(), "write down who may: {missing:?}");
}
