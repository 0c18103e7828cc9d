use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

/// A community for doctors and other healthcare professionals, in one program.
#[derive(Debug, Parser)]
#[command(name = "doc2doc", version, about, propagate_version = true)]
pub struct Flags {
    /// Directory that holds everything: the database, its key, mail that is not sent
    #[arg(long, env = "DOC2DOC_DATA", default_value = "data", global = true, value_name = "DIR")]
    pub data: PathBuf,
    /// What is logged: error, warn, info, debug or trace, also by part, such as info,domain=debug
    #[arg(long, env = "DOC2DOC_LOG", default_value = "info", global = true, value_name = "FILTER")]
    pub log: String,
    /// How it is logged
    #[arg(long, env = "DOC2DOC_LOG_FORMAT", default_value = "text", global = true)]
    pub log_format: LogFormat,
    #[command(subcommand)]
    pub command: Command,
}

/// The form of a line in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    Text,
    Json,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the community
    Serve(Serve),
    /// Bring the database up to date, or make it; serve does this too
    Migrate,
    /// Care for administrators
    #[command(subcommand)]
    Admin(Admin),
    /// Bring in what was written elsewhere
    #[command(subcommand)]
    Import(Import),
    /// Care for the register that doctors are held against
    #[command(subcommand)]
    Register(Register),
    /// Care for mail
    #[command(subcommand)]
    Mail(Mail),
    /// Write a copy of the community into an empty directory; may run beside serve
    Backup {
        /// Where the copy goes
        dir: PathBuf,
    },
    /// Bring a backup back into an empty data directory
    Restore {
        /// Where the backup lies
        dir: PathBuf,
    },
    /// Check that a backup is whole and readable
    Verify {
        /// Where the backup lies
        dir: PathBuf,
    },
    /// Check the database, its counters and its key
    Check {
        /// Make counters and indexes anew where they are wrong
        #[arg(long)]
        repair: bool,
    },
    /// Fill the community with invented people, for trying it out and for measuring
    Demo {
        /// How many members to invent; without a number, a small community with names and passwords
        #[arg(long, requires = "posts")]
        members: Option<u64>,
        /// How many posts they write
        #[arg(long, requires = "members")]
        posts: Option<u64>,
    },
}

/// Care for administrators.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Make an administrator; prints a link, good once, under which the password is chosen
    Create {
        /// E-mail address to sign in with
        #[arg(long)]
        email: String,
        /// Screen name to write under
        #[arg(long, value_name = "NAME")]
        screen_name: String,
        /// Address under which people reach the site
        #[arg(long, env = "DOC2DOC_ORIGIN", default_value = "http://localhost:3000", value_name = "URL")]
        origin: String,
    },
}

/// Bring in what was written elsewhere.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Bring a mailbox file into a forum; running it again adds only what is missing
    Mbox {
        /// The mailbox
        file: PathBuf,
        /// The forum's name in addresses, such as journal-club
        #[arg(long, value_name = "SLUG")]
        forum: String,
    },
}

/// Care for the register that doctors are held against.
#[derive(Debug, Subcommand)]
pub enum Register {
    /// Bring in the GMC's list of doctors as it is published; may run beside serve
    Import {
        /// The list
        file: PathBuf,
        /// The file holds a day's changes, not everybody
        #[arg(long)]
        delta: bool,
    },
}

/// Care for mail.
#[derive(Debug, Subcommand)]
pub enum Mail {
    /// Read a letter that came back from standard input, and let an address rest that takes none; for the mail server's alias
    Bounce,
}

/// How the community is served.
#[derive(Debug, Clone, Args)]
pub struct Serve {
    /// Address and port to answer at
    #[arg(long, env = "DOC2DOC_LISTEN", default_value = "127.0.0.1:3000", value_name = "ADDRESS")]
    pub listen: SocketAddr,
    /// Address under which people reach the site; https, or http on this machine only
    #[arg(long, env = "DOC2DOC_ORIGIN", default_value = "http://localhost:3000", value_name = "URL")]
    pub origin: String,
    /// Directory of the built files [default: target/site beside the program]
    #[arg(long, env = "DOC2DOC_SITE", value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// Mail server, such as smtps://user:password@mail.example; without one, mail is written as files into the data directory
    #[arg(long, env = "DOC2DOC_SMTP_URL", hide_env_values = true, value_name = "URL")]
    pub smtp_url: Option<String>,
    /// Sender of all mail [default: doc2doc <community@HOST>, HOST from the origin]
    #[arg(long, env = "DOC2DOC_MAIL_FROM", value_name = "MAILBOX")]
    pub mail_from: Option<String>,
    /// Address and port for Prometheus metrics, such as 127.0.0.1:9090; off when not given
    #[arg(long, env = "DOC2DOC_METRICS_LISTEN", value_name = "ADDRESS")]
    pub metrics_listen: Option<SocketAddr>,
    /// Header in which your own proxy passes the client's address on, such as X-Forwarded-For; no such header is believed when not given
    #[arg(long, env = "DOC2DOC_CLIENT_ADDRESS_HEADER", value_name = "HEADER")]
    pub trusted_proxy_header: Option<http::HeaderName>,
    /// Do not limit how often things are done; for tests and benchmarks on this machine only
    #[arg(long, env = "DOC2DOC_NO_THROTTLES")]
    pub no_throttles: bool,
    /// Let staff work without a second factor; for tests and demonstrations on this machine only
    #[arg(long, env = "DOC2DOC_NO_SECOND_FACTOR")]
    pub no_second_factor: bool,
}
