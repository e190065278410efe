//! What a SQLite database holds, as text that is equal for equal schemas.

use std::path::Path;

use rusqlite::Connection;

/// Tables, columns, keys and indexes as SQLite's pragmas tell them, and the
/// parts of each definition, without the order in which constraints stand.
pub fn dump(file: &Path) -> String {
    let database = Connection::open(file).expect("a database");
    let mut lines = Vec::new();
    let query = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY 1, 2";
    for row in rows(&database, query) {
        let [kind, name, table, sql] = row.as_slice() else {
            panic!("{row:?}");
        };
        lines.push(format!("{kind} {name} of {table}"));
        let mut parts = parts(sql);
        parts.sort();
        lines.extend(parts.into_iter().map(|part| format!("    {part}")));
        let pragmas: &[&str] = match kind.as_str() {
            "table" => &["table_xinfo", "foreign_key_list"],
            "index" => &["index_xinfo"],
            _ => &[],
        };
        for pragma in pragmas {
            let mut told: Vec<String> = rows(
                &database,
                &format!(
                    "SELECT * FROM pragma_{pragma}('{}')",
                    name.replace('\'', "''")
                ),
            )
            .into_iter()
            // Foreign keys are numbered from the last to the first.
            .map(|row| match *pragma {
                "foreign_key_list" => row[1..].join(" "),
                _ => row.join(" "),
            })
            .collect();
            told.sort();
            lines.extend(told.into_iter().map(|row| format!("    {pragma}: {row}")));
        }
    }
    lines.join("\n")
}

fn rows(database: &Connection, query: &str) -> Vec<Vec<String>> {
    let mut statement = database.prepare(query).expect("a query");
    let count = statement.column_count();
    statement
        .query_map([], |row| {
            (0..count)
                .map(|column| {
                    row.get(column).map(|value| match value {
                        rusqlite::types::Value::Text(text) => text,
                        other => format!("{other:?}"),
                    })
                })
                .collect()
        })
        .expect("rows")
        .collect::<Result<_, _>>()
        .expect("rows")
}

/// What stands between the commas of a definition's outermost parentheses,
/// each without quotes and with single spaces.
fn parts(sql: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    let mut text = false;
    for c in sql.chars() {
        match c {
            '\'' => text = !text,
            '(' if !text => depth += 1,
            ')' if !text => depth -= 1,
            _ => {}
        }
        match c {
            ',' if depth == 1 && !text => parts.push(String::new()),
            '"' | '`' if !text => {}
            '(' if depth == 1 && !text => parts.push(String::new()),
            ')' if depth == 0 && !text => parts.push(String::new()),
            c => parts.last_mut().expect("a part").push(c),
        }
    }
    parts
        .iter()
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|part| !part.is_empty())
        .collect()
}
