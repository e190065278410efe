//! A history made of cases.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use limbeck_testkit::Project;

use crate::PRELUDE;

/// A file of `cases`.
pub struct Case {
    /// The file's name without its ending.
    pub name: String,
    /// Where it runs.
    pub dialects: Vec<String>,
    /// Why limbeck prints something else here, if it is meant to.
    pub differs: Option<String>,
    text: String,
}

impl Case {
    /// Reads a case.
    pub fn read(path: &Path) -> Case {
        let text = fs::read_to_string(path).expect("a case");
        let remark = |name: &str| {
            text.lines()
                .find_map(|line| line.strip_prefix(&format!("# {name}:")))
                .map(|rest| rest.trim().to_owned())
        };
        Case {
            name: path
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned(),
            dialects: remark("dialects")
                .unwrap_or_else(|| panic!("{}: no `# dialects:`", path.display()))
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            differs: remark("differs"),
            text,
        }
    }
}

/// A project whose revisions are cases, one after the other.
pub struct History {
    /// The project.
    pub project: Project,
}

impl History {
    /// The history of these cases on that dialect.
    pub fn new(dialect: &str, cases: &[Case]) -> History {
        let project = Project::new();
        let url = match dialect {
            "postgresql" => "postgresql+psycopg://scott:tiger@localhost/test",
            "mysql" => "mysql+pymysql://scott:tiger@localhost/test",
            "mariadb" => "mariadb+pymysql://scott:tiger@localhost/test",
            _ => "sqlite:///test.db",
        };
        project
            .write(
                "alembic.ini",
                &format!(
                    "[alembic]\nscript_location = scripts\nprepend_sys_path = .\n\
                     path_separator = os\nsqlalchemy.url = {url}\n"
                ),
            )
            .write("scripts/env.py", ENV);
        let mut previous = "None".to_owned();
        for case in cases {
            let identity = format!("revision = {:?}\ndown_revision = {previous}\n\n", case.name);
            project.write(
                &format!("scripts/versions/{}.py", case.name),
                &format!("{PRELUDE}{identity}{}", case.text),
            );
            previous = format!("{:?}", case.name);
        }
        History { project }
    }

    /// What was printed for each case; the start and the end are cases too.
    pub fn by_case(&self, printed: &str) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let mut name = "(start)".to_owned();
        let mut text = String::new();
        for line in printed.split_inclusive('\n') {
            if let Some(step) = line.strip_prefix("-- Running ") {
                found.insert(std::mem::take(&mut name), std::mem::take(&mut text));
                let (from, to) = step.split_once(" -> ").expect("a step");
                let case = if step.starts_with("upgrade") {
                    to
                } else {
                    from.trim_start_matches("downgrade ")
                };
                name = case.trim().to_owned();
            }
            text.push_str(line);
        }
        found.insert(name, text);
        found
    }
}

const ENV: &str = r#"
from alembic import context

context.configure(
    url=context.config.get_main_option("sqlalchemy.url"),
    target_metadata=None,
    literal_binds=True,
    dialect_opts={"paramstyle": "named"},
)
with context.begin_transaction():
    context.run_migrations()
"#;
