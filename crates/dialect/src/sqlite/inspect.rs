//! Answers to an inspector's questions.

use limbeck_operations::Rows;
use limbeck_schema::Value;

use super::definition::TableDefinition;
use crate::inspect::{Question, arguments, not_implemented, numbers};
use crate::{Catalog, Error, Sql};

/// Asks the database.
pub(crate) fn inspect(
    question: Question,
    schema: Option<&str>,
    table: &str,
    catalog: &dyn Catalog,
) -> Result<Rows, Error> {
    let ask = Ask {
        schema: schema.unwrap_or("main"),
        table,
        catalog,
    };
    let rows = match question {
        Question::Tables => ask.names("table")?,
        Question::Views => ask.names("view")?,
        Question::TemporaryTables => Ask {
            schema: "temp",
            ..ask
        }
        .names("table")?,
        Question::Schemas => ask.rows(
            "SELECT name FROM pragma_database_list WHERE name <> 'temp' ORDER BY seq",
            &[],
        )?,
        Question::Columns => ask.columns()?,
        Question::PrimaryKey => ask.primary_key()?,
        Question::ForeignKeys => ask.foreign_keys()?,
        Question::Indexes => ask.indexes()?,
        Question::UniqueConstraints => ask.unique_constraints()?,
        Question::CheckConstraints => ask.check_constraints()?,
        Question::ViewDefinition => ask.rows(
            &format!(
                "SELECT sql FROM {}.sqlite_master WHERE type = 'view' AND name = ?",
                ask.quoted_schema()
            ),
            &[Value::from(table)],
        )?,
        Question::MaterializedViews
        | Question::Sequences
        | Question::Enums
        | Question::TableComment => return Err(not_implemented()),
    };
    Ok(Rows {
        rows,
        ..Rows::default()
    })
}

type Row = Vec<Value>;

#[derive(Clone, Copy)]
struct Ask<'a> {
    schema: &'a str,
    table: &'a str,
    catalog: &'a dyn Catalog,
}

impl Ask<'_> {
    fn rows(&self, text: &str, values: &[Value]) -> Result<Vec<Row>, Error> {
        let parameters = match values {
            [] => Vec::new(),
            values => vec![values.to_vec()],
        };
        let sql = Sql {
            parameters,
            ..Sql::new(text)
        };
        Ok(self.catalog.query(&sql)?.rows)
    }

    fn quoted_schema(&self) -> String {
        format!("\"{}\"", self.schema.replace('"', "\"\""))
    }

    fn here(&self) -> [Value; 2] {
        [Value::from(self.table), Value::from(self.schema)]
    }

    fn names(&self, kind: &str) -> Result<Vec<Row>, Error> {
        let master = match self.schema {
            "temp" => "sqlite_temp_master".to_owned(),
            _ => format!("{}.sqlite_master", self.quoted_schema()),
        };
        self.rows(
            &format!(
                "SELECT name FROM {master} WHERE type = ? AND name NOT LIKE 'sqlite~_%' ESCAPE '~' \
                 ORDER BY name"
            ),
            &[Value::from(kind)],
        )
    }

    /// The table's CREATE TABLE, taken apart, if that can be done.
    fn definition(&self) -> Result<Option<TableDefinition>, Error> {
        let rows = self.rows(
            &format!(
                "SELECT sql FROM {}.sqlite_master WHERE type = 'table' AND lower(name) = lower(?)",
                self.quoted_schema()
            ),
            &[Value::from(self.table)],
        )?;
        Ok(match rows.first().and_then(|row| row.first()) {
            Some(Value::Text(sql)) => TableDefinition::parse(sql).ok(),
            _ => None,
        })
    }

    fn columns(&self) -> Result<Vec<Row>, Error> {
        let found = self.rows(
            "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?, ?) \
             WHERE hidden <> 1 ORDER BY cid",
            &self.here(),
        )?;
        let definition = self.definition()?;
        Ok(found
            .into_iter()
            .filter_map(|row| {
                let row: [Value; 6] = row.try_into().ok()?;
                let [name, Value::Text(spelling), not_null, default, key, hidden] = row else {
                    return None;
                };
                let (class, pairs) = class(&spelling);
                let generated = match (&hidden, &name) {
                    (Value::Integer(2 | 3), Value::Text(name)) => definition
                        .as_ref()
                        .and_then(|definition| generated(definition, name.as_str()))
                        .map_or(Value::Null, Value::Text),
                    _ => Value::Null,
                };
                Some(vec![
                    name,
                    Value::from(class),
                    arguments(&pairs),
                    Value::Integer(0),
                    Value::Null,
                    Value::Null,
                    Value::Null,
                    Value::Boolean(not_null == Value::Integer(0)),
                    default,
                    Value::Null,
                    Value::Null,
                    generated,
                    Value::Boolean(hidden == Value::Integer(3)),
                    key,
                ])
            })
            .collect())
    }

    fn primary_key(&self) -> Result<Vec<Row>, Error> {
        let columns = self.rows(
            "SELECT name FROM pragma_table_info(?, ?) WHERE pk > 0 ORDER BY pk",
            &self.here(),
        )?;
        let columns = firsts(columns);
        if columns.is_empty() {
            return Ok(Vec::new());
        }
        let name = self.definition()?.and_then(|definition| {
            named(&definition, "PRIMARY KEY")
                .into_iter()
                .find_map(|(name, _)| name)
        });
        Ok(vec![vec![
            name.map_or(Value::Null, Value::Text),
            Value::Array(columns),
            Value::Null,
        ]])
    }

    fn foreign_keys(&self) -> Result<Vec<Row>, Error> {
        let found = self.rows(
            "SELECT id, \"table\", \"from\", \"to\", on_delete, on_update \
             FROM pragma_foreign_key_list(?, ?) ORDER BY id DESC, seq",
            &self.here(),
        )?;
        let names = match self.definition()? {
            Some(definition) => named(&definition, "FOREIGN KEY"),
            None => Vec::new(),
        };
        let mut keys: Vec<(Value, Row)> = Vec::new();
        for row in found {
            let Ok([id, referred, from, to, on_delete, on_update]) = <[Value; 6]>::try_from(row)
            else {
                continue;
            };
            let action = |value| match value {
                Value::Text(text) if text == "NO ACTION" => Value::Null,
                value => value,
            };
            match keys.last_mut() {
                Some((last, key)) if *last == id => {
                    for (index, value) in [(1, from), (4, to)] {
                        if let Some(Value::Array(columns)) = key.get_mut(index) {
                            columns.push(value);
                        }
                    }
                }
                _ => keys.push((
                    id,
                    vec![
                        Value::Null,
                        Value::Array(vec![from]),
                        match self.schema {
                            "main" => Value::Null,
                            schema => Value::from(schema),
                        },
                        referred,
                        Value::Array(vec![to]),
                        action(on_delete),
                        action(on_update),
                        Value::Boolean(false),
                        Value::Boolean(false),
                        Value::Null,
                    ],
                )),
            }
        }
        let mut rows: Vec<Row> = keys.into_iter().map(|(_, key)| key).collect();
        for row in &mut rows {
            let own = column_names(row.get(1));
            // A reference without columns is to the other table's primary key.
            if let (Some(Value::Text(referred)), Some(Value::Array(to))) = (row.get(3), row.get(4))
                && to.iter().all(Value::is_null)
            {
                let other = Ask {
                    table: referred,
                    ..*self
                };
                let key = other.rows(
                    "SELECT name FROM pragma_table_info(?, ?) WHERE pk > 0 ORDER BY pk",
                    &other.here(),
                )?;
                if let Some(place) = row.get_mut(4) {
                    *place = Value::Array(firsts(key));
                }
            }
            let name = names
                .iter()
                .find(|(name, columns)| name.is_some() && same(columns, &own))
                .and_then(|(name, _)| name.clone());
            if let (Some(name), Some(place)) = (name, row.first_mut()) {
                *place = Value::Text(name);
            }
        }
        Ok(rows)
    }

    /// The columns of an index; NULL for an expression.
    fn index_columns(&self, index: &Value) -> Result<Vec<Value>, Error> {
        let found = self.rows(
            "SELECT name FROM pragma_index_info(?, ?) ORDER BY seqno",
            &[index.clone(), Value::from(self.schema)],
        )?;
        Ok(firsts(found))
    }

    fn indexes(&self) -> Result<Vec<Row>, Error> {
        let found = self.rows(
            &format!(
                "SELECT l.name, l.\"unique\", m.sql, l.partial FROM pragma_index_list(?, ?) l \
                 LEFT JOIN {}.sqlite_master m ON m.type = 'index' AND m.name = l.name \
                 WHERE l.origin = 'c' ORDER BY l.name",
                self.quoted_schema()
            ),
            &self.here(),
        )?;
        let mut rows = Vec::new();
        for row in found {
            let Ok([name, unique, sql, partial]) = <[Value; 4]>::try_from(row) else {
                continue;
            };
            let condition = match (&sql, &partial) {
                (Value::Text(sql), Value::Integer(1)) => condition(sql),
                _ => Value::Null,
            };
            let columns = self.index_columns(&name)?;
            rows.push(vec![
                name,
                Value::Boolean(unique == Value::Integer(1)),
                Value::Array(columns.clone()),
                Value::Array(columns),
                Value::Array(Vec::new()),
                condition,
                Value::Null,
                Value::Null,
            ]);
        }
        Ok(rows)
    }

    fn unique_constraints(&self) -> Result<Vec<Row>, Error> {
        let found = self.rows(
            "SELECT name FROM pragma_index_list(?, ?) WHERE origin = 'u' ORDER BY seq DESC",
            &self.here(),
        )?;
        let names = match self.definition()? {
            Some(definition) => named(&definition, "UNIQUE"),
            None => Vec::new(),
        };
        let mut rows = Vec::new();
        for index in firsts(found) {
            let columns = Value::Array(self.index_columns(&index)?);
            let own = column_names(Some(&columns));
            let name = names
                .iter()
                .find(|(name, given)| name.is_some() && same(given, &own))
                .and_then(|(name, _)| name.clone());
            rows.push(vec![
                name.map_or(Value::Null, Value::Text),
                columns,
                Value::Null,
                Value::Boolean(false),
            ]);
        }
        Ok(rows)
    }

    fn check_constraints(&self) -> Result<Vec<Row>, Error> {
        let Some(definition) = self.definition()? else {
            return Ok(Vec::new());
        };
        let rows = definition.constraints().filter_map(|(name, _, text)| {
            let condition = inside(after(text, "CHECK")?)?;
            Some(vec![
                name.map_or(Value::Null, Value::from),
                Value::from(condition.trim()),
                Value::Null,
            ])
        });
        Ok(rows.collect())
    }
}

/// The first value of each row.
fn firsts(rows: Vec<Row>) -> Vec<Value> {
    rows.into_iter()
        .filter_map(|row| row.into_iter().next())
        .collect()
}

fn column_names(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(columns)) => columns
            .iter()
            .filter_map(|column| match column {
                Value::Text(name) => Some(name.clone()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn same(one: &[String], other: &[String]) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(one, other)| one.eq_ignore_ascii_case(other))
}

/// Constraints of one kind: their names and columns.
fn named(definition: &TableDefinition, kind: &str) -> Vec<(Option<String>, Vec<String>)> {
    definition
        .constraints()
        .filter_map(|(name, column, text)| {
            let columns = match column {
                Some(column) => {
                    let wanted = if kind == "FOREIGN KEY" {
                        "REFERENCES"
                    } else {
                        kind
                    };
                    after(text, wanted)?;
                    vec![column.to_owned()]
                }
                None => inside(after(text, kind)?)?
                    .split(',')
                    .map(|column| {
                        let column = column.trim();
                        let quoted = column.trim_matches(['"', '`', '[', ']', '\'']);
                        quoted.to_owned()
                    })
                    .collect(),
            };
            Some((name.map(str::to_owned), columns))
        })
        .collect()
}

/// What follows some words, if the text has them outside of parentheses.
fn after<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 => {
                let found = text
                    .get(at..at + words.len())
                    .is_some_and(|found| found.eq_ignore_ascii_case(words));
                if found {
                    return text.get(at + words.len()..);
                }
            }
            _ => {}
        }
    }
    None
}

/// What the first pair of parentheses holds.
fn inside(text: &str) -> Option<&str> {
    let begin = text.find('(')?;
    let mut depth = 0;
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < begin) {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return text.get(begin + 1..at);
        }
    }
    None
}

fn generated(definition: &TableDefinition, column: &str) -> Option<String> {
    definition
        .constraints()
        .find(|(_, own, text)| {
            own.is_some_and(|own| own.eq_ignore_ascii_case(column)) && after(text, "AS").is_some()
        })
        .and_then(|(_, _, text)| Some(inside(after(text, "AS")?)?.to_owned()))
}

/// The WHERE of a CREATE INDEX.
fn condition(sql: &str) -> Value {
    match after(sql, "WHERE") {
        Some(condition) => Value::from(condition.trim()),
        None => Value::Null,
    }
}

/// SQLAlchemy's class for a declared type, and its arguments.
fn class(spelling: &str) -> (&'static str, Vec<(&'static str, Value)>) {
    let name = spelling.split('(').next().unwrap_or("").trim();
    let name = name.to_ascii_uppercase();
    let class = CLASSES.iter().find(|known| **known == name).copied();
    let has = |part: &str| name.contains(part);
    let class = class.unwrap_or(match () {
        () if name.is_empty() => "NullType",
        () if name == "DATE_CHAR" => "DATE",
        () if name == "TIME_CHAR" => "TIME",
        () if name == "DATETIME_CHAR" => "DATETIME",
        () if name == "BOOL" => "BOOLEAN",
        () if name == "DOUBLE PRECISION" => "DOUBLE_PRECISION",
        () if has("INT") => "INTEGER",
        () if has("CHAR") || has("CLOB") || has("TEXT") => "TEXT",
        () if has("BLOB") => "NullType",
        () if has("REAL") || has("FLOA") || has("DOUB") => "REAL",
        () => "NUMERIC",
    });
    let numbers = numbers(spelling);
    let names: &[&str] = match class {
        "VARCHAR" | "CHAR" | "NVARCHAR" | "TEXT" => &["length"],
        "NUMERIC" | "DECIMAL" => &["precision", "scale"],
        "FLOAT" | "REAL" => &["precision"],
        _ => &[],
    };
    let pairs = names.iter().zip(numbers);
    let pairs = pairs.map(|(name, number)| (*name, Value::Integer(number)));
    (class, pairs.collect())
}

const CLASSES: &[&str] = &[
    "BIGINT",
    "BLOB",
    "BOOLEAN",
    "CHAR",
    "DATE",
    "DATETIME",
    "DECIMAL",
    "DOUBLE",
    "FLOAT",
    "INTEGER",
    "JSON",
    "NUMERIC",
    "NVARCHAR",
    "REAL",
    "SMALLINT",
    "TEXT",
    "TIME",
    "TIMESTAMP",
    "VARCHAR",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constraints_are_found_by_name_and_columns() {
        let definition = TableDefinition::parse(
            "CREATE TABLE t (id INTEGER CONSTRAINT pk PRIMARY KEY, \
             a INT CONSTRAINT u1 UNIQUE REFERENCES o (id), \"b c\" INT, \
             CONSTRAINT u2 UNIQUE (a, \"b c\"), CONSTRAINT f FOREIGN KEY (a) REFERENCES o (id), \
             CONSTRAINT k CHECK (a > (1)))",
        )
        .unwrap();
        let check = |kind: &str, expect: &str| {
            let found: Vec<String> = named(&definition, kind)
                .iter()
                .map(|(name, columns)| format!("{name:?} {columns:?}"))
                .collect();
            assert_eq!(found.join("; "), expect);
        };
        check("PRIMARY KEY", "Some(\"pk\") [\"id\"]");
        check(
            "UNIQUE",
            "Some(\"u1\") [\"a\"]; Some(\"u2\") [\"a\", \"b c\"]",
        );
        check("FOREIGN KEY", "None [\"a\"]; Some(\"f\") [\"a\"]");
    }

    #[test]
    fn a_declared_type_has_a_class() {
        let check = |spelling: &str, expect: &str| assert_eq!(class(spelling).0, expect);
        check("VARCHAR(20)", "VARCHAR");
        check("int unsigned", "INTEGER");
        check("character(3)", "TEXT");
        check("", "NullType");
        check("double precision", "DOUBLE_PRECISION");
        check("whatever", "NUMERIC");
    }
}
