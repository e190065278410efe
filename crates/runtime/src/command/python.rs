//! `python`: a program of the project's own.

use std::path::Path;

use crate::{Error, Session};

/// Runs a Python file, with the words after it, in the interpreter that runs
/// env.py: for scripts that use Alembic's Python API.
pub fn python(session: &Session, file: &Path, words: &[String]) -> Result<(), Error> {
    if !file.is_file() {
        return Err(Error::Command(format!(
            "there is no file {}",
            file.display()
        )));
    }
    session.environment.run_program(session, file, words)
}
