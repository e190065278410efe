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
