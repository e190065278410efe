//! What operations come to on each dialect, against the text that Alembic
//! 1.20.1 with SQLAlchemy 2.1.9 prints for them under `--sql`.
//!
//! `expected.txt` holds one section for each dialect and case, `mysql.txt` one
//! for each case on MySQL, and one on MariaDB where that differs.

mod alterations;
mod build;
mod columns;
mod constraints;
mod constructs;
mod execution;
mod indexes;
mod literals;
mod tables;
mod types;

use std::collections::BTreeMap;

use limbeck_dialect::{Binds, Dialect, Error, Sql, dialect};
use limbeck_operations::Operation;

/// A case: its name in `expected.txt`, and the operation.
type Case = (String, Operation);

/// The sections by dialect and name.
fn expected() -> BTreeMap<String, String> {
    let mut sections = BTreeMap::new();
    let recorded = [include_str!("expected.txt"), include_str!("mysql.txt")];
    for section in recorded.iter().flat_map(|text| text.split("==== ").skip(1)) {
        let (title, text) = section.split_once('\n').expect("a title");
        let earlier = sections.insert(title.to_owned(), text.trim_end().to_owned());
        assert!(earlier.is_none(), "two sections {title}");
    }
    sections
}

/// The statements as Alembic prints them.
fn printed(dialect: &dyn Dialect, operation: &Operation) -> String {
    match dialect.compile(operation, Binds::Inline) {
        Ok(statements) => {
            let text: String = statements.iter().map(printed_statement).collect();
            text.trim_end().to_owned()
        }
        Err(Error::Raised { class, message }) => format!("!!{class}: {message}"),
        Err(other) => panic!("{other}"),
    }
}

fn printed_statement(sql: &Sql) -> String {
    format!("{};\n\n", sql.text.replace('\t', "    ").trim())
}

/// Compares the cases with their sections on all dialects, and says how many
/// sections there were.
fn check(prefix: &str, cases: Vec<Case>) {
    let expected = expected();
    let mut differences = Vec::new();
    let mut compared = 0;
    for name in ["postgresql", "sqlite", "mysql", "mariadb"] {
        let dialect = dialect(name, None, Binds::Inline).expect("a dialect");
        for (case, operation) in &cases {
            let title = format!("{name}: {case}");
            // A case may speak of one dialect alone.
            let same = (name == "mariadb").then(|| expected.get(&format!("mysql: {case}")));
            let Some(expect) = expected.get(&title).or(same.flatten()) else {
                continue;
            };
            compared += 1;
            let found = printed(&*dialect, operation);
            if found != *expect {
                differences.push(format!(
                    "{title}\n--- expected\n{expect}\n--- found\n{found}\n"
                ));
            }
        }
        let untold: Vec<&String> = expected
            .keys()
            .filter(|title| {
                title
                    .strip_prefix(&format!("{name}: {prefix}"))
                    .is_some_and(|rest| rest.starts_with(' '))
                    && !cases
                        .iter()
                        .any(|(case, _)| **title == format!("{name}: {case}"))
            })
            .collect();
        assert!(untold.is_empty(), "sections without a case: {untold:?}");
    }
    assert!(
        differences.is_empty(),
        "{} of {compared} differ\n\n{}",
        differences.len(),
        differences.join("\n")
    );
    assert!(compared > 0, "nothing was compared");
}
