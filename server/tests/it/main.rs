//! The site as its visitors' browsers and its operator meet it.

mod cookies;
mod crossing;
mod headers;
mod house;
mod keeping;
mod limits;
mod post;
mod starting;
