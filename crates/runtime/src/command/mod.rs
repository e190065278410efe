//! Alembic's commands as functions, under their names.
//!
//! They write what they print to [`Session::stdout`] and return errors.

mod edit;
mod history;
mod init;
mod messages;
mod revision;
mod stamp;
mod upgrade;

use std::rc::Rc;

use limbeck_script::ScriptDirectory;

pub use edit::edit;
pub use history::{branches, current, heads, history, show};
pub use init::{init, list_templates};
pub use messages::message;
pub use revision::{NewRevision, RevisionArguments, check, merge, revision};
pub use stamp::{ensure_version, stamp};
pub use upgrade::{downgrade, upgrade};

use crate::{EnvironmentContext, EnvironmentOptions, Error, Session};

/// Writes a line to standard output.
fn print(session: &Session, line: &str) -> Result<(), Error> {
    let mut stdout = session.stdout.borrow_mut();
    writeln!(stdout, "{line}").map_err(Error::Output)
}

/// The project's scripts.
fn scripts(session: &Session) -> Result<Rc<ScriptDirectory>, Error> {
    let surroundings = session.surroundings.clone();
    Ok(Rc::new(ScriptDirectory::within(
        &session.config,
        surroundings,
    )?))
}

/// Runs env.py.
fn run_env(
    session: &Session,
    script: &Rc<ScriptDirectory>,
    options: EnvironmentOptions,
) -> Result<(), Error> {
    let context = EnvironmentContext::new(session.clone(), script.clone(), options);
    context.run()
}

/// Whether `revision_environment` is set.
fn revision_environment(session: &Session) -> Result<bool, Error> {
    let value = session.config.get_alembic_option("revision_environment")?;
    Ok(limbeck_config::asbool(value.as_ref())?)
}
