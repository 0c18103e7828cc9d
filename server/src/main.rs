use clap::Parser;
use server::commands;
use server::flags::Flags;
use std::process::ExitCode;

/// Pages are made of many small texts; this allocator takes less of the time and gives memory back sooner.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match commands::run(Flags::parse()) {
        Ok(code) => code,
        Err(told) => {
            eprintln!("doc2doc: {told}");
            ExitCode::FAILURE
        }
    }
}
