use std::path::{Path, PathBuf};
use std::rc::Rc;

use indexmap::IndexMap;

use crate::Metadata;

/// What lies around a project: where modules and programs are found, and who
/// can run Python.
#[derive(Clone, Default)]
pub struct Surroundings {
    /// Where `package:folder` locations look for the package, after
    /// `prepend_sys_path`.
    pub sys_path: Vec<PathBuf>,
    /// Where programs are looked for: the folders of `PATH`.
    pub program_path: Vec<PathBuf>,
    /// The active virtual environment, whose programs come first.
    pub virtual_environment: Option<PathBuf>,
    /// Runs what cannot be read.
    pub interpreter: Option<Rc<dyn Interpreter>>,
}

/// What only an interpreter can do for a script directory.
pub trait Interpreter {
    /// Runs a revision file, and gives what it declares.
    ///
    /// # Errors
    /// Whatever stops the file.
    fn metadata(&self, file: &Path) -> Result<Metadata, Box<dyn std::error::Error>>;

    /// Calls the write hook that `env.py` has registered under this name;
    /// `None` when there is none.
    fn write_hook(
        &self,
        kind: &str,
        file: &Path,
        options: &IndexMap<String, String>,
    ) -> Option<Result<(), Box<dyn std::error::Error>>> {
        let _ = (kind, file, options);
        None
    }
}

/// Told what is being done, for progress messages.
pub trait Progress {
    /// Something begins. The message is shown followed by ` ...`, and by a
    /// line break if `newline`; what was written must be flushed.
    fn start(&self, message: &str, newline: bool);

    /// It is done: `  done` and a line break.
    fn done(&self);

    /// It failed: `  FAILED` and a line break.
    fn failed(&self);
}

/// Shows nothing.
pub struct Silent;

impl Progress for Silent {
    fn start(&self, _: &str, _: bool) {}

    fn done(&self) {}

    fn failed(&self) {}
}

/// Does something between the two halves of a progress message.
///
/// # Errors
/// Those of `work`.
pub fn status<T, E>(
    progress: &dyn Progress,
    message: &str,
    newline: bool,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    progress.start(message, newline);
    let result = work();
    match &result {
        Ok(_) => progress.done(),
        Err(_) => progress.failed(),
    }
    result
}
