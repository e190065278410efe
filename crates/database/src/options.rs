//! What a connection is opened with besides its URL.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// How to open a connection.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What `libpq` would find around it.
    pub libpq: Libpq,
    /// The name that PostgreSQL shows for this session when the URL gives
    /// none.
    pub application_name: Option<String>,
    /// SQLite: files to attach, each under a schema's name.
    pub attach: Vec<(String, PathBuf)>,
    /// SQLite: how long to wait for another process' lock; 5 seconds unless
    /// told otherwise, as with Python.
    pub busy_timeout: Option<Duration>,
    /// SQLite: the folder that relative files are in; otherwise the
    /// process' own.
    pub directory: Option<PathBuf>,
}

/// The surroundings that `libpq` takes defaults from.
#[derive(Clone, Default)]
pub struct Libpq {
    /// The environment's variables that begin with `PG`.
    pub variables: BTreeMap<String, String>,
    /// The user's home folder, for `.pgpass` and `.postgresql/`.
    pub home: Option<PathBuf>,
    /// The operating system's name of the user.
    pub user: Option<String>,
}

impl Libpq {
    /// The variables that `libpq` looks at, as far as they mean something
    /// here.
    pub fn variable_names() -> impl Iterator<Item = &'static str> {
        crate::postgresql::variable_names()
    }

    /// The name of the user that this process runs as, in the way that
    /// `libpq` finds it: from the list of users.
    pub fn operating_system_user() -> Option<String> {
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        let ids = status.lines().find_map(|line| line.strip_prefix("Uid:"))?;
        let id = ids.split_whitespace().nth(1)?;
        let users = std::fs::read_to_string("/etc/passwd").ok()?;
        users.lines().find_map(|line| {
            let mut fields = line.split(':');
            let name = fields.next()?;
            (fields.nth(1)? == id).then(|| name.to_owned())
        })
    }
}

impl std::fmt::Debug for Libpq {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let variables: Vec<&String> = self.variables.keys().collect();
        formatter
            .debug_struct("Libpq")
            .field("variables", &variables)
            .field("home", &self.home)
            .field("user", &self.user)
            .finish()
    }
}
