//! Why a command failed.

use std::path::{Path, PathBuf};

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Alembic's `CommandError`, with its text to the letter.
    #[error("{0}")]
    Command(String),
    /// `current --check-heads` found that the database is not at every head.
    #[error("Database is not on all head revisions")]
    NotAtHead,
    /// `check` found that the models and the database differ.
    #[error("New upgrade operations detected: {text}")]
    Differences {
        /// The differences, as Python prints Alembic's list of them.
        text: String,
        /// Whether they have been printed already.
        printed: bool,
    },
    /// A Python exception that Alembic would raise by that class and with
    /// that message, other than `CommandError`.
    #[error("{message}")]
    Exception {
        /// The Python class: `Exception`, `TypeError`, `KeyError`, ….
        class: &'static str,
        /// Its message.
        message: String,
    },
    /// The version table names a revision that the project does not have.
    #[error("{message}")]
    UnknownRevision {
        /// Alembic's message.
        message: String,
        /// The revision.
        revision: String,
        /// The version table that names it.
        version_table: String,
    },
    /// Another process migrates this database and did not finish in time.
    #[error("another migration of this database did not finish within {waited} s{}", holder.as_ref().map(|holder| format!("; it is run by {holder}")).unwrap_or_default())]
    Locked {
        /// How long was waited, in seconds.
        waited: u64,
        /// Who holds the lock, if the database says.
        holder: Option<String>,
    },
    /// The user asked to stop (Ctrl-C).
    #[error("interrupted")]
    Interrupted,
    /// The run of a revision failed.
    #[error("{source}")]
    Migration {
        /// What is known of the failure.
        failure: Box<Failure>,
        /// Why it failed.
        source: Box<Error>,
    },
    /// The error came out of a line of a script or of env.py.
    #[error("{source}")]
    Located {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The traceback, as Python prints it.
        traceback: String,
        /// The error itself.
        source: Box<Error>,
    },
    /// An exception out of env.py, of a script or of a template. Only
    /// `python` can look inside.
    #[error("{0}")]
    Raised(Box<dyn std::error::Error>),
    /// The configuration cannot be used.
    #[error(transparent)]
    Config(#[from] limbeck_config::Error),
    /// The scripts or the revision graph.
    #[error(transparent)]
    Script(#[from] limbeck_script::Error),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] limbeck_database::Error),
    /// An operation cannot be written as SQL.
    #[error(transparent)]
    Dialect(#[from] limbeck_dialect::Error),
    /// A file could not be read or written.
    #[error("{path}: {source}", path = path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The output could not be written.
    #[error("cannot write the output: {0}")]
    Output(std::io::Error),
}

/// Where a run of revisions stopped.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Failure {
    /// The revision that failed; `None` when the failure came after the last
    /// one (in a COMMIT).
    pub revision: Option<String>,
    /// Its file.
    pub path: Option<PathBuf>,
    /// Whether it was being applied rather than taken back.
    pub upgrade: bool,
    /// What became of the changes of the revision that failed.
    pub outcome: Outcome,
    /// Revisions of this run that were finished and are kept.
    pub kept: Vec<String>,
    /// Revisions of this run that were finished, and were rolled back with
    /// the one that failed.
    pub undone: Vec<String>,
    /// The heads that the version table names now, if known.
    pub heads: Option<Vec<String>>,
    /// What became of the failed revision's statements, where the server
    /// commits DDL by itself and has kept some.
    pub half_done: Option<crate::HalfDone>,
}

/// What became of the changes of a revision that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Outcome {
    /// They were rolled back.
    #[default]
    RolledBack,
    /// A part of them is committed: the script left the transaction
    /// (`autocommit_block`), or the database commits each statement.
    Partial,
    /// They are in a transaction that env.py began, and that is env.py's to
    /// commit or roll back.
    External,
    /// The connection was lost while they were being committed.
    InDoubt,
    /// Offline: no database was touched.
    Offline,
}

impl Error {
    /// A `CommandError` with that text.
    pub fn command(text: impl Into<String>) -> Error {
        Error::Command(text.into())
    }

    /// The error that a failed run of a revision was caused by, or this one.
    pub fn cause(&self) -> &Error {
        match self {
            Error::Migration { source, .. } | Error::Located { source, .. } => source.cause(),
            other => other,
        }
    }

    /// The file and the line, from 1, of the Python code that the error came
    /// out of.
    pub fn location(&self) -> Option<(&Path, usize)> {
        match self {
            Error::Migration { source, .. } => source.location(),
            Error::Located { path, line, .. } => Some((path, *line)),
            _ => None,
        }
    }

    /// The traceback of the Python code that the error came out of.
    pub fn traceback(&self) -> Option<&str> {
        match self {
            Error::Migration { source, .. } => source.traceback(),
            Error::Located { traceback, .. } => Some(traceback),
            _ => None,
        }
    }

    /// Where the run stopped, if this is about a run of revisions.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Error::Migration { failure, .. } => Some(failure),
            _ => None,
        }
    }

    /// Whether Alembic would raise this as a `CommandError`: printed after
    /// `FAILED: `, exit code 255.
    pub fn is_command_error(&self) -> bool {
        match self.cause() {
            Error::Command(_)
            | Error::NotAtHead
            | Error::Differences { .. }
            | Error::UnknownRevision { .. }
            | Error::Locked { .. }
            | Error::Config(_)
            | Error::Script(_) => true,
            Error::Dialect(limbeck_dialect::Error::Raised { class, .. }) => {
                *class == "CommandError"
            }
            _ => false,
        }
    }
}
