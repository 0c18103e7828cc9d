//! The site as its visitors' browsers and its operator meet it.

mod budgets;
mod client;
mod cookies;
mod crossing;
mod dropped;
mod faults;
mod full_disk;
mod headers;
mod hidden;
mod hostile;
mod house;
mod keeping;
mod killed;
mod limits;
mod listed;
mod malformed;
mod post;
mod program;
mod starting;
mod stopped;
mod strangers;
mod wire;
mod writers;
