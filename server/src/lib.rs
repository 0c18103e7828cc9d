//! The one program of doc2doc: HTTP, sessions, mail, files, the worker and the operator's commands.
//!
//! Architecture invariants: no rules and no SQL here; everything that is read or written goes through `domain`, and
//! every page comes from `app`.

pub mod commands;
pub mod data_dir;
pub mod device;
pub mod faults;
pub mod files;
pub mod flags;
pub mod guard;
pub mod headers;
pub mod kept;
pub mod kept_page;
pub mod listen;
pub mod logs;
pub mod mail;
pub mod metrics;
pub mod probes;
pub mod progress;
pub mod room;
pub mod serve;
pub mod session;
pub mod told;
pub mod watch;
pub mod work;
