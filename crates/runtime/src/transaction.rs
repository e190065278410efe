//! When a run begins and ends transactions.
//!
//! With transactional DDL a run is one transaction, or one for each revision
//! (`transaction_per_migration`); without, one for each revision. Where the
//! connection was in a transaction before `configure()`, none is begun and
//! none ended. On SQLite, whose DDL is transactional although Alembic assumes
//! otherwise, a run is one transaction with a savepoint for each revision.

use crate::Error;
use crate::lock;
use crate::migration::{MigrationContext, Open};

/// The savepoint of a revision.
const SAVEPOINT: &str = "limbeck_revision";

/// What `begin_transaction()` began; it goes back to
/// [`MigrationContext::end_transaction`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Transaction {
    /// Nothing.
    None,
    /// `BEGIN;` was printed.
    Printed,
    /// A transaction of the database.
    Real,
}

/// What an autocommit block interrupted; it goes back to
/// [`MigrationContext::leave_autocommit_block`].
#[derive(Debug)]
#[must_use]
pub struct AutocommitBlock {
    interrupted: Open,
    /// Whether each statement committed by itself before the block, too.
    was_autocommit: bool,
}

impl MigrationContext {
    /// `begin_transaction()`.
    pub fn begin_transaction(&self) -> Result<Transaction, Error> {
        self.begin(false)
    }

    /// Begins what the rules ask for around the whole run, or around one
    /// revision.
    pub(crate) fn begin(&self, per_migration: bool) -> Result<Transaction, Error> {
        if self.in_external_transaction {
            return Ok(Transaction::None);
        }
        let now = if self.transactional_ddl {
            per_migration == self.transaction_per_migration
        } else {
            per_migration
        };
        if !now {
            return Ok(Transaction::None);
        }
        let Some(connection) = &self.connection else {
            if !self.transactional_ddl {
                return Ok(Transaction::None);
            }
            self.static_output("BEGIN;")?;
            self.open.set(Open::Printed);
            return Ok(Transaction::Printed);
        };
        if !self.transactional_ddl && self.open.get() != Open::No {
            return Ok(Transaction::None);
        }
        if !connection.in_transaction() {
            // Where a script asks for transactional DDL on SQLite it gets it:
            // a transaction that begins at once, not with the first INSERT.
            if self.transactional_ddl && connection.dialect_name() == "sqlite" {
                lock::begin_immediate(connection, &self.session.settings)?;
            } else {
                connection.begin()?;
            }
        }
        self.open.set(Open::Real);
        Ok(Transaction::Real)
    }

    /// Ends what [`MigrationContext::begin_transaction`] began: commits, or
    /// rolls back after an error.
    pub fn end_transaction(&self, transaction: Transaction, commit: bool) -> Result<(), Error> {
        match transaction {
            Transaction::None => Ok(()),
            Transaction::Printed => {
                self.open.set(Open::No);
                if commit {
                    self.static_output("COMMIT;")?;
                }
                Ok(())
            }
            Transaction::Real => {
                // An autocommit block that failed may have left none open.
                if self.open.replace(Open::No) == Open::No {
                    return Ok(());
                }
                let ended = self.finish(commit);
                if let Ok(environment) = self.environment() {
                    environment.locks().release();
                }
                ended
            }
        }
    }

    /// Commits or rolls back the database's transaction.
    pub(crate) fn finish(&self, commit: bool) -> Result<(), Error> {
        let Some(connection) = &self.connection else {
            return Ok(());
        };
        if commit {
            connection.commit().inspect_err(|error| {
                let lost = error.is_disconnect();
                self.progress.borrow_mut().commit_failed(lost);
                self.report_failure();
            })?;
            self.progress.borrow_mut().committed();
        } else {
            connection.rollback()?;
        }
        Ok(())
    }

    /// Enters `autocommit_block()`: commits what is open, and lets each
    /// statement commit by itself from here on.
    pub fn enter_autocommit_block(&self) -> Result<AutocommitBlock, Error> {
        let interrupted = self.open.get();
        let Some(connection) = &self.connection else {
            if self.transactional_ddl {
                self.static_output("COMMIT;")?;
            }
            self.in_autocommit_block.set(true);
            return Ok(AutocommitBlock {
                interrupted,
                was_autocommit: false,
            });
        };
        if connection.in_transaction() {
            if interrupted == Open::No {
                return Err(Error::Exception {
                    class: "AssertionError",
                    message: String::new(),
                });
            }
            self.open.set(Open::No);
            connection.commit()?;
            self.progress.borrow_mut().left_transaction();
        }
        let was_autocommit = connection.autocommit();
        connection.set_autocommit(true)?;
        self.in_autocommit_block.set(true);
        Ok(AutocommitBlock {
            interrupted,
            was_autocommit,
        })
    }

    /// Leaves `autocommit_block()`, after an error too: begins anew what the
    /// block interrupted.
    pub fn leave_autocommit_block(&self, block: AutocommitBlock) -> Result<(), Error> {
        self.in_autocommit_block.set(false);
        let Some(connection) = &self.connection else {
            if self.transactional_ddl {
                self.static_output("BEGIN;")?;
            }
            return Ok(());
        };
        connection.commit()?;
        connection.set_autocommit(block.was_autocommit)?;
        match block.interrupted {
            Open::No | Open::Printed => {}
            Open::Real => {
                connection.begin()?;
                self.open.set(Open::Real);
            }
            Open::Run { savepoint } => {
                self.begin_run()?;
                if savepoint {
                    self.savepoint()?;
                }
            }
        }
        Ok(())
    }
}

/// The one transaction of a run on SQLite.
impl MigrationContext {
    /// Whether a run is one transaction although Alembic assumes that DDL
    /// takes no part in transactions.
    pub(crate) fn runs_in_one_transaction(&self) -> bool {
        !self.transactional_ddl
            && !self.in_external_transaction
            && self
                .connection
                .as_ref()
                .is_some_and(|connection| connection.dialect_name() == "sqlite")
    }

    /// Begins it, waiting for another process to end its own.
    pub(crate) fn begin_run(&self) -> Result<(), Error> {
        let Some(connection) = &self.connection else {
            return Ok(());
        };
        if !connection.server_in_transaction() {
            // Only queries came before, if anything did.
            connection.rollback()?;
            lock::begin_immediate(connection, &self.session.settings)?;
        }
        self.open.set(Open::Run { savepoint: false });
        Ok(())
    }

    pub(crate) fn savepoint(&self) -> Result<(), Error> {
        if let Some(connection) = &self.connection {
            connection.savepoint(SAVEPOINT)?;
            self.open.set(Open::Run { savepoint: true });
        }
        Ok(())
    }

    /// Keeps what was done since the savepoint, or undoes it.
    pub(crate) fn end_savepoint(&self, keep: bool) -> Result<(), Error> {
        let Some(connection) = &self.connection else {
            return Ok(());
        };
        // A block that failed may have left no transaction behind.
        if self.open.get() != (Open::Run { savepoint: true }) {
            return Ok(());
        }
        self.open.set(Open::Run { savepoint: false });
        if !keep {
            connection.rollback_to(SAVEPOINT)?;
        }
        Ok(connection.release(SAVEPOINT)?)
    }
}
