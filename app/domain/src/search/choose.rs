//! Which posts are compared: of very many the newest, and those whose thread's title says it.

use super::asked;
use super::rank::weight;
use super::rows::{Index, MOST};
use super::wanted::Wanted;
use crate::db::Tx;
use crate::fault::Result;
use std::collections::{HashMap, HashSet};
use types::search::Order;

/// Posts whose texts are read and compared.
const READ: usize = 300;
/// Things that may be missing one by one; more are not tried.
const MOST_APART: usize = 12;
/// With fewer posts than this that hold everything, those that hold some of it are looked at too.
const FEW: usize = 5;

/// The posts that are compared.
pub(crate) struct Chosen {
    pub(crate) rows: Vec<i64>,
    /// How many hold everything, and how many were found.
    pub(crate) all: usize,
    pub(crate) found: usize,
    pub(crate) cut: bool,
    pub(crate) weights: Vec<f64>,
}

/// Chooses the posts whose texts are read: those that hold everything; where they are few, also those that hold some of it.
pub(crate) async fn choose(tx: &mut Tx<'_>, index: &Index, wanted: &[Wanted], order: Order) -> Result<Chosen> {
    let things: Vec<String> = wanted.iter().map(asked::thing).collect();
    let mut rows = index.all(tx, &things, MOST).await?;
    let cut = rows.len() > MOST;
    rows.truncate(MOST);
    let all = rows.len();
    let weights = vec![1.0; wanted.len()];
    let loose = wanted.iter().filter(|one| !one.exact).count();
    if all < FEW && loose >= 1 && wanted.len() >= 2 && wanted.len() <= MOST_APART && (order == Order::Best || all == 0) {
        return some_of_it(tx, index, wanted, &things, all).await;
    }
    if order == Order::Best && rows.len() > READ {
        rows = titles_first(tx, wanted, rows).await?;
    }
    rows.truncate(READ);
    Ok(Chosen { rows, all, found: all, cut, weights })
}

/// Of many posts, those whose thread's title says it come first; then the newest.
async fn titles_first(tx: &mut Tx<'_>, wanted: &[Wanted], rows: Vec<i64>) -> Result<Vec<i64>> {
    let from = rows.last().copied().unwrap_or(i64::MIN);
    let seen: HashSet<i64> = rows.iter().copied().collect();
    let mut titled: HashMap<i64, usize> = HashMap::new();
    for one in wanted.iter().take(4) {
        for row in Index::titles(tx, &asked::title(one), from).await?.into_iter().filter(|row| seen.contains(row)) {
            *titled.entry(row).or_default() += 1;
        }
    }
    let mut rows = rows;
    // The sort is stable, and the newest stand first already.
    rows.sort_by_key(|row| std::cmp::Reverse(titled.get(row).copied().unwrap_or(0)));
    let newest = READ / 3;
    if titled.len() > READ - newest {
        // The newest have their share whatever their titles say.
        let mut fresh: Vec<i64> = rows[READ - newest..].to_vec();
        fresh.sort_unstable_by_key(|row| std::cmp::Reverse(*row));
        rows.truncate(READ - newest);
        rows.extend(fresh);
    }
    Ok(rows)
}

/// Posts that hold some of what is wanted, each thing weighing as it is rare among what the viewer sees; phrases must be there.
async fn some_of_it(tx: &mut Tx<'_>, index: &Index, wanted: &[Wanted], things: &[String], all: usize) -> Result<Chosen> {
    let must: Vec<String> = wanted.iter().zip(things).filter(|(one, _)| one.exact).map(|(_, thing)| thing.clone()).collect();
    let (mut sets, mut cut) = (Vec::new(), false);
    for (one, thing) in wanted.iter().zip(things) {
        let rows = if one.exact {
            Vec::new()
        } else {
            index.all(tx, &must.iter().cloned().chain([thing.clone()]).collect::<Vec<_>>(), MOST).await?
        };
        cut |= rows.len() > MOST;
        sets.push(rows);
    }
    let mut sums: HashMap<i64, f64> = HashMap::new();
    let whole = sets.iter().flatten().collect::<HashSet<_>>().len();
    let weights: Vec<f64> =
        wanted.iter().zip(&sets).map(|(one, set)| weight(if one.exact { whole } else { set.len() }, whole)).collect();
    for (set, weight) in sets.iter().zip(&weights) {
        for row in set {
            *sums.entry(*row).or_default() += weight;
        }
    }
    let mut rows: Vec<(i64, f64)> = sums.into_iter().collect();
    rows.sort_by(|one, other| other.1.total_cmp(&one.1).then(other.0.cmp(&one.0)));
    let found = rows.len();
    Ok(Chosen { rows: rows.into_iter().take(READ).map(|(row, _)| row).collect(), all, found, cut, weights })
}
