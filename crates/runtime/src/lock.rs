//! Locks that keep two runs on one database apart.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::time::Duration;

use limbeck_database::{Connection, Lock, Waiting};

use crate::{Error, Settings, VersionTable};

/// How long a wait lasts before the user is told of it.
const PATIENCE: Duration = Duration::from_secs(1);

/// The locks that one run of env.py holds. A database that env.py migrates
/// more than once (a schema for each tenant) is locked once.
#[derive(Default)]
pub(crate) struct Locks(RefCell<Vec<(String, Lock)>>);

impl Locks {
    /// Waits for the lock of the database and its version table, unless it is
    /// held already. SQLite's lock is its transaction.
    pub(crate) fn acquire(
        &self,
        connection: &Connection,
        version_table: &VersionTable,
        settings: &Settings,
    ) -> Result<(), Error> {
        if connection.dialect_name() == "sqlite" {
            return Ok(());
        }
        let key = format!("limbeck {}", version_table.table);
        let name = format!("{key} of {}", connection.url().render(true));
        if self.0.borrow().iter().any(|(held, _)| *held == name) {
            return Ok(());
        }
        let lock = Lock::acquire(
            connection.url(),
            connection.options(),
            &key,
            settings.lock_timeout,
            &mut patience(settings),
        )
        .map_err(|error| match given_up(error, settings) {
            Error::Database(cause) => Error::Command(format!(
                "The lock of this migration cannot be taken on a connection of its own: {cause}"
            )),
            error => error,
        })?;
        self.0.borrow_mut().push((name, lock));
        Ok(())
    }

    /// Lets go of all of them.
    pub(crate) fn release(&self) {
        self.0.borrow_mut().clear();
    }
}

/// Begins a transaction on SQLite that may write. It lasts as long as the
/// lock is wanted; without the lock, the wait is as short as for any write.
pub(crate) fn begin_immediate(connection: &Connection, settings: &Settings) -> Result<(), Error> {
    let timeout = if settings.lock {
        settings.lock_timeout
    } else {
        connection
            .options()
            .busy_timeout
            .unwrap_or(Duration::from_secs(5))
    };
    connection
        .begin_immediate(timeout, &mut patience(settings))
        .map_err(|error| given_up(error, settings))
}

/// Tells the user of a wait, once, and gives up when the user asks to.
fn patience(settings: &Settings) -> impl FnMut(&Waiting) -> ControlFlow<()> {
    let mut told = false;
    move |waiting| {
        if settings.check_interrupted().is_err() {
            return ControlFlow::Break(());
        }
        if !told && waiting.waited >= PATIENCE {
            told = true;
            (settings.notice)(&match &waiting.holder {
                Some(holder) => {
                    format!("waiting for another migration of this database ({holder})")
                }
                None => "waiting for another migration of this database".to_owned(),
            });
        }
        ControlFlow::Continue(())
    }
}

fn given_up(error: limbeck_database::Error, settings: &Settings) -> Error {
    match error {
        limbeck_database::Error::Locked(_) if settings.check_interrupted().is_err() => {
            Error::Interrupted
        }
        limbeck_database::Error::Locked(locked) => Error::Locked {
            waited: locked.waited.as_secs(),
            holder: locked.holder.map(|holder| holder.to_string()),
        },
        other => other.into(),
    }
}
