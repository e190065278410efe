//! The real Alembic, to compare with.

use std::path::{Path, PathBuf};

use crate::{Printed, Project};

/// A virtual environment that holds the real Alembic.
pub struct Oracle {
    programs: PathBuf,
}

impl Oracle {
    /// The environment that `./test` makes in `target/oracle`, or the one
    /// that `LIMBECK_ORACLE` names.
    ///
    /// # Panics
    ///
    /// When there is none: a comparison that did not happen is a failed test.
    pub fn find() -> Oracle {
        let folder = std::env::var_os("LIMBECK_ORACLE").map_or_else(
            || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/oracle"),
            PathBuf::from,
        );
        let programs = folder.join("bin");
        assert!(
            programs.join("alembic").exists(),
            "the real Alembic is not in {}; run ./test once, which installs it",
            folder.display()
        );
        Oracle { programs }
    }

    /// A program of the environment.
    pub fn program(&self, name: &str) -> PathBuf {
        self.programs.join(name)
    }

    /// Runs Alembic in a project's folder.
    #[track_caller]
    pub fn alembic(&self, project: &Project, arguments: &[&str]) -> Printed {
        project.run(self.program("alembic"), arguments)
    }
}
