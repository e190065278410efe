//! The command. Reads the flags, runs the command in the libraries, prints,
//! and exits: the only place that does any of these.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::exit,
    reason = "this is the crate that prints and exits"
)]

mod arguments;
mod failure;
mod hint;
mod pages;
mod run;
mod session;

use std::process::exit;

use clap::{CommandFactory, FromArgMatches};

use crate::arguments::Arguments;

/// The release of Alembic whose behaviour this is.
const ALEMBIC: &str = "1.20.1";

/// Room for deeply nested Python, in bytes. Memory is only taken when used.
const STACK: usize = 512 << 20;

/// Models and scripts are a great many small objects, which this allocator makes
/// and frees faster than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // Read on the main thread, so that help and mistakes come at once.
    let program = program_name();
    let matches = command(&program).get_matches();
    let arguments = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => error.exit(),
    };
    let code = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || run::run(arguments, &program))
        .map(|thread| thread.join().unwrap_or(101));
    match code {
        Ok(code) => exit(code),
        Err(error) => {
            eprintln!("limbeck: cannot start a thread: {error}");
            exit(1);
        }
    }
}

/// The name that the program was called by: `limbeck`, or `alembic` where a
/// link of that name points here.
fn program_name() -> String {
    std::env::args_os()
        .next()
        .and_then(|path| {
            let name = std::path::Path::new(&path).file_stem()?;
            Some(name.to_string_lossy().into_owned())
        })
        .filter(|name| name == "alembic")
        .unwrap_or_else(|| "limbeck".to_owned())
}

/// The command line's grammar under that program name.
fn command(program: &str) -> clap::Command {
    let own = env!("CARGO_PKG_VERSION");
    let version = if program == "alembic" {
        format!("{ALEMBIC} (limbeck {own})")
    } else {
        format!("{own} (Alembic {ALEMBIC})")
    };
    Arguments::command()
        .name(program.to_owned())
        .bin_name(program.to_owned())
        .version(version)
}
