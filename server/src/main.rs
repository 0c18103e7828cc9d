use clap::Parser;
use server::commands;
use server::flags::Flags;
use std::process::ExitCode;

fn main() -> ExitCode {
    match commands::run(Flags::parse()) {
        Ok(code) => code,
        Err(told) => {
            eprintln!("doc2doc: {told}");
            ExitCode::FAILURE
        }
    }
}
