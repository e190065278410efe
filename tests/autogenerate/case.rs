//! The case files: models before and after a change.

use std::fs;
use std::path::{Path, PathBuf};

/// A database that cases run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// PostgreSQL.
    Postgresql,
    /// SQLite.
    Sqlite,
    /// MariaDB, under the name of MySQL.
    Mysql,
}

impl Database {
    /// Its dialect's name.
    pub fn name(self) -> &'static str {
        match self {
            Database::Postgresql => "postgresql",
            Database::Sqlite => "sqlite",
            Database::Mysql => "mysql",
        }
    }
}

/// A file of `cases`, as it is meant for one database.
///
/// It begins with comments, each for all databases, or with a database's name
/// before the colon for that one:
///
/// - `# databases:` where it runs; everywhere if not given;
/// - `# kinds:` the differences that limbeck sees, in order;
/// - `# alembic:` those that Alembic sees; the same if not given;
/// - `# differs:` why the file is not Alembic's though the configuration says
///   `autogenerate = alembic`;
/// - `# shown:` why, in Alembic's mode, `check` and the log do not have
///   Alembic's text;
/// - `# instead:` why Alembic's lines are not all in limbeck's own file;
/// - `# fails:` what of the rest does not hold, and why.
pub struct Case {
    /// The folder's and the file's name.
    pub name: String,
    /// The file.
    pub text: String,
    /// The differences that limbeck sees.
    pub kinds: Vec<String>,
    /// The differences that Alembic sees.
    pub alembic: Vec<String>,
    /// Why the file is not Alembic's in Alembic's mode.
    pub differs: Option<String>,
    /// Why what is printed is not Alembic's in Alembic's mode.
    pub shown: Option<String>,
    /// Why Alembic's lines are not all in the file.
    pub instead: Option<String>,
    /// What of the rest does not hold.
    pub fails: Option<String>,
}

/// The cases of a folder for one database, by name.
pub fn cases(folder: &str, database: Database) -> Vec<Case> {
    files(&root().join(folder))
        .iter()
        .filter_map(|path| Case::read(folder, path, database))
        .collect()
}

/// Where the cases are.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/autogenerate/cases")
}

/// The files of a folder, by name.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .collect();
    files.sort();
    files
}

impl Case {
    fn read(folder: &str, path: &Path, database: Database) -> Option<Case> {
        let text = fs::read_to_string(path).expect("a case");
        let remark = |name: &str| {
            let find = |front: String| {
                text.lines()
                    .take_while(|line| line.starts_with('#'))
                    .find_map(|line| line.strip_prefix(&front))
                    .map(|rest| rest.trim().to_owned())
            };
            find(format!("# {name} {}:", database.name())).or_else(|| find(format!("# {name}:")))
        };
        let words =
            |text: String| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
        let databases = remark("databases").map(words);
        if databases.is_some_and(|names| !names.iter().any(|name| name == database.name())) {
            return None;
        }
        let name = path.file_stem().expect("a name").to_string_lossy();
        let kinds = remark("kinds").map(words);
        let kinds = kinds.unwrap_or_else(|| panic!("{}: no `# kinds:`", path.display()));
        Some(Case {
            name: format!("{folder}/{name}"),
            alembic: remark("alembic").map_or_else(|| kinds.clone(), words),
            kinds,
            differs: remark("differs"),
            shown: remark("shown"),
            instead: remark("instead"),
            fails: remark("fails"),
            text,
        })
    }
}
