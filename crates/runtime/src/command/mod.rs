//! Alembic's commands as functions, under their names.
//!
//! They write what they print to [`Session::stdout`] and return errors.

mod edit;
mod history;
mod init;
mod messages;
mod python;
mod revision;
mod stamp;
mod upgrade;

use std::ops::Deref;
use std::rc::Rc;

use limbeck_config::WarningKind;
use limbeck_script::ScriptDirectory;

pub use edit::edit;
pub use history::{branches, current, heads, history, show};
pub use init::{init, list_templates};
pub use messages::message;
pub use python::python;
pub use revision::{NewRevision, RevisionArguments, check, generate_revision, merge, revision};
pub use stamp::{ensure_version, stamp};
pub use upgrade::{downgrade, upgrade};

use crate::{EnvironmentContext, EnvironmentOptions, Error, Session};

/// Writes a line to standard output.
fn print(session: &Session, line: &str) -> Result<(), Error> {
    let mut stdout = session.stdout.borrow_mut();
    writeln!(stdout, "{line}").map_err(Error::Output)
}

/// The project's scripts.
fn scripts(session: &Session) -> Result<Project<'_>, Error> {
    let surroundings = session.surroundings.clone();
    let script = ScriptDirectory::within(&session.config, surroundings)?;
    Ok(Project {
        session,
        script: Rc::new(script),
    })
}

/// The scripts of a command. What was found on the way that the user should
/// know is told when the command is done.
struct Project<'a> {
    session: &'a Session,
    script: Rc<ScriptDirectory>,
}

impl Deref for Project<'_> {
    type Target = Rc<ScriptDirectory>;

    fn deref(&self) -> &Rc<ScriptDirectory> {
        &self.script
    }
}

impl Drop for Project<'_> {
    fn drop(&mut self) {
        // Python hides its deprecation warnings unless asked to show them.
        let configuration = self.session.config.take_warnings().into_iter();
        let configuration = configuration
            .filter(|warning| warning.kind == WarningKind::User)
            .map(|warning| warning.message);
        for warning in configuration.chain(self.script.take_warnings()) {
            (self.session.settings.notice)(&format!("UserWarning: {warning}"));
        }
    }
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
