//! Runs migrations: the context of env.py, the version table, the order of
//! steps, transactions, locks and the commands.
//!
//! A command makes an [`EnvironmentContext`] and runs env.py through
//! [`Environment`]; env.py configures a [`MigrationContext`] and asks it to
//! run the migrations; the context asks the command's [`Plan`] for the
//! [`Step`]s and takes them one by one, calling scripts through [`Scripts`].
//! What the scripts do comes back through [`limbeck_operations::Sink`].

pub mod command;
mod environment;
mod error;
mod journal;
mod lock;
mod migration;
mod run;
mod session;
mod step;
mod transaction;
mod version;

pub use environment::{
    ConfigureOptions, Destination, EnvironmentContext, EnvironmentOptions, Plan, RevisionNumber,
};
pub use error::{Error, Failure, Outcome};
pub use journal::HalfDone;
pub use migration::MigrationContext;
pub use session::{
    Differences, Direction, Environment, Level, Log, NoLog, Output, Scripts, Session, Settings,
    TemplateValue, TemplateVariables, Variables,
};
pub use step::{Heads, MigrationInfo, RevisionStep, RowChange, Step};
pub use transaction::{AutocommitBlock, Transaction};
pub use version::VersionTable;
