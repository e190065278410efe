//! The command beside the real Alembic: the same project, the same commands,
//! one after the other; standard output, exit code, log lines and files must
//! be equal.

mod both;
mod concurrency;
mod failures;
mod files;
mod flask;
mod graph;
mod mistakes;
mod models;
mod runs;
mod settings;
mod sqlite;

/// The program that is tested.
pub const LIMBECK: &str = env!("CARGO_BIN_EXE_limbeck");
