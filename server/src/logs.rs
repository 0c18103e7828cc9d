use crate::flags::LogFormat;
use crate::told::{Result, Told};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Begins the log on standard error; colours only where somebody watches.
pub fn begin(filter: &str, format: LogFormat) -> Result<()> {
    let filter = EnvFilter::builder().parse(filter).map_err(|why| {
        Told::because("The log filter cannot be read", why, "Give a level such as info to --log or DOC2DOC_LOG.")
    })?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    let begun = match format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    begun.map_err(|why| Told::because("The log could not be begun", why, "Please report this."))
}
