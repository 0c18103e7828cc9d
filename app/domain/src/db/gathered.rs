//! Many rows as one. Each row crosses from SQLite's thread to ours, and each of its values is copied on the way: twenty posts cost
//! a third more that way.
//!
//! A statement writes each row as a `json_array` and joins them with `group_concat`; the fields of the row's struct stand in the
//! same order.

use crate::fault::{Fault, Result};
use serde::de::{Deserialize, DeserializeOwned, Deserializer};

/// The rows that a statement has gathered.
pub(crate) fn gathered<T: DeserializeOwned>(lines: &str) -> Result<Vec<T>> {
    serde_json::from_str(&format!("[{lines}]")).map_err(|error| Fault::File(error.into()))
}

/// SQLite's truth, which is 0 or 1.
pub(crate) fn truth<'de, D: Deserializer<'de>>(number: D) -> std::result::Result<bool, D::Error> {
    Ok(i64::deserialize(number)? != 0)
}
