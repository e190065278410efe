//! The real Alembic, to compare with.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

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
        Oracle::of("LIMBECK_ORACLE", "oracle")
    }

    /// The same with SQLAlchemy 2.0, from `target/oracle20` or
    /// `LIMBECK_ORACLE20`. It also holds packages that are compiled, or need
    /// compiled ones: pydantic, SQLModel.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub fn older() -> Oracle {
        Oracle::of("LIMBECK_ORACLE20", "oracle20")
    }

    fn of(variable: &str, name: &str) -> Oracle {
        let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target");
        let folder = std::env::var_os(variable).map_or_else(|| made.join(name), PathBuf::from);
        let programs = folder.join("bin");
        assert!(
            programs.join("alembic").exists(),
            "the real Alembic is not in {}; run ./test once, which installs it",
            folder.display()
        );
        Oracle { programs }
    }

    /// The virtual environment's folder, for `VIRTUAL_ENV`.
    pub fn folder(&self) -> &Path {
        self.programs.parent().unwrap_or(&self.programs)
    }

    /// A program of the environment.
    pub fn program(&self, name: &str) -> PathBuf {
        self.programs.join(name)
    }

    /// Runs several commands of Alembic in a project's folder, one after the
    /// other, faster than one by one. `order` makes the order in which Python
    /// goes through a set of strings the same in all of them.
    pub fn steps(&self, project: &Project, order: u32, steps: &[&[&str]]) -> Vec<Printed> {
        let mut child = project
            .command(self.program("python"))
            .args(["-c", include_str!("oracle.py")])
            .env("PYTHONHASHSEED", order.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the real Alembic starts");
        let input = serde_json::to_string(steps).expect("JSON");
        child
            .stdin
            .take()
            .expect("a pipe")
            .write_all(input.as_bytes())
            .expect("commands are taken");
        let output = child.wait_with_output().expect("the real Alembic ends");
        let printed: Vec<(i32, String, String)> =
            serde_json::from_slice(&output.stdout).expect("what the commands printed");
        printed
            .into_iter()
            .map(|(code, stdout, stderr)| Printed {
                code: Some(code),
                stdout,
                stderr,
            })
            .collect()
    }

    /// Runs Alembic in a project's folder.
    #[track_caller]
    pub fn alembic(&self, project: &Project, arguments: &[&str]) -> Printed {
        project.run(self.program("alembic"), arguments)
    }
}
