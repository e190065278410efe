//! Statements of PostgreSQL for changes that Alembic has no operation for.

use std::sync::LazyLock;

use limbeck_schema::{Name, SequenceOptions, TableName, Value};
use regex::{Captures, Regex};

use crate::transaction::{self, Kind, Token};
use crate::{Catalog, Dialect, Error, Sql};

/// The statement that gives a constraint another name.
pub(crate) fn rename_constraint(
    dialect: &dyn Dialect,
    table: &TableName,
    old: &Name,
    new: &Name,
) -> String {
    format!(
        "ALTER TABLE {} RENAME CONSTRAINT {} TO {}",
        dialect.table(table),
        dialect.quote(old),
        dialect.quote(new)
    )
}

/// The statement that gives a constraint a comment, or takes it away.
pub(crate) fn comment_on_constraint(
    dialect: &dyn Dialect,
    table: &TableName,
    name: &Name,
    comment: Option<&str>,
) -> String {
    format!(
        "COMMENT ON CONSTRAINT {} ON {} IS {}",
        dialect.quote(name),
        dialect.table(table),
        comment.map_or_else(|| "NULL".to_owned(), |text| dialect.string(text))
    )
}

/// The statement that adds a value to an enum, after another one or before
/// the first.
pub(crate) fn add_enum_value(
    dialect: &dyn Dialect,
    name: &TableName,
    value: &str,
    after: Option<&str>,
    before: Option<&str>,
) -> String {
    let place = match (after, before) {
        (Some(after), _) => format!(" AFTER {}", dialect.string(after)),
        (None, Some(before)) => format!(" BEFORE {}", dialect.string(before)),
        (None, None) => String::new(),
    };
    format!(
        "ALTER TYPE {} ADD VALUE IF NOT EXISTS {}{place}",
        dialect.table(name),
        dialect.string(value)
    )
}

/// The statement that gives a value of an enum another name.
pub(crate) fn rename_enum_value(
    dialect: &dyn Dialect,
    name: &TableName,
    old: &str,
    new: &str,
) -> String {
    format!(
        "ALTER TYPE {} RENAME VALUE {} TO {}",
        dialect.table(name),
        dialect.string(old),
        dialect.string(new)
    )
}

/// SQL as the server writes it, once a value of that enum has another name.
pub(crate) fn with_renamed_value(sql: &str, name: &Name, old: &str, new: &str) -> String {
    let literal = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let (old_literal, new_literal) = (literal(old), literal(new));
    let tokens = transaction::tokens(sql);
    let mut changed = String::with_capacity(sql.len());
    let mut end = 0;
    for (place, token) in tokens.iter().enumerate() {
        if token.kind != Kind::Literal || !is_cast_to(&tokens[place + 1..], name) {
            continue;
        }
        let value = if token.text == old_literal {
            new_literal.clone()
        } else if let Some(items) = token
            .text
            .strip_prefix("'{")
            .and_then(|text| text.strip_suffix("}'"))
        {
            let items = items.split(',').map(|item| match item.trim_matches('"') {
                inside if inside == old.replace('\'', "''") => {
                    format!("\"{}\"", new.replace('\'', "''"))
                }
                _ => item.to_owned(),
            });
            format!("'{{{}}}'", items.collect::<Vec<_>>().join(","))
        } else {
            continue;
        };
        changed.push_str(&sql[end..token.start()]);
        changed.push_str(&value);
        end = token.start() + token.text.len();
    }
    changed.push_str(&sql[end..]);
    changed
}

/// A list of strings that is compared with a column of `varchar`, as the server
/// writes it.
static LIST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = r#"(?:"(?:[^"]|"")+"|[a-z_][a-z0-9_$]*)"#;
    let item = format!(r"\(?{VARCHAR}\)?(?:::text)?");
    Regex::new(&format!(
        r"(?:\(({name})\)|({name}))(?:::text)? (= ANY|<> ALL) \((?:\(ARRAY\[({item}(?:, {item})*)\]\)::text\[\]|ARRAY\[({item}(?:, {item})*)\](?:::text\[\])?)\)"
    ))
    .ok()
});

/// A string of `varchar`, as the server writes it.
const VARCHAR: &str = "'(?:[^']|'')*'::character varying";

static ITEM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(VARCHAR).ok());

/// A string of `varchar` that is made one of `text`.
static CAST_TWICE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let string = "'(?:[^']|'')*'";
    Regex::new(&format!(
        r"\(({string})::character varying\)::text|({string})::character varying::text"
    ))
    .ok()
});

/// Such strings in an array.
static ARRAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let items = format!("{VARCHAR}(?:, {VARCHAR})*");
    Regex::new(&format!(
        r"\(ARRAY\[({items})\]\)::text\[\]|ARRAY\[({items})\]::text\[\]"
    ))
    .ok()
});

/// SQL of the server's without what it leaves in it when a column's type
/// changes, and what means nothing.
pub(crate) fn without_traces(sql: &str) -> String {
    if !sql.contains("::character varying") {
        return sql.to_owned();
    }
    let (Some(cast), Some(array)) = (CAST_TWICE.as_ref(), ARRAY.as_ref()) else {
        return sql.to_owned();
    };
    let sql = cast.replace_all(sql, "${1}${2}::text");
    let plain = array.replace_all(&sql, |found: &Captures<'_>| {
        let items = found.get(1).or_else(|| found.get(2));
        let items = items.map_or("", |items| items.as_str());
        format!(
            "ARRAY[{}]",
            items.replace("'::character varying", "'::text")
        )
    });
    plain.into_owned()
}

/// SQL of the server's in words that it writes in the same way again when it
/// is told them: what it makes of `a IN ('x', 'y')` becomes something else when
/// it is read once more.
pub(crate) fn rereadable(sql: &str) -> String {
    let (Some(list), Some(item)) = (LIST.as_ref(), ITEM.as_ref()) else {
        return sql.to_owned();
    };
    let replaced = list.replace_all(sql, |found: &Captures<'_>| {
        let part = |place: usize| found.get(place).map_or("", |part| part.as_str());
        let word = if part(3) == "= ANY" { "IN" } else { "NOT IN" };
        let listed = found.get(4).map_or(part(5), |part| part.as_str());
        let items: Vec<&str> = item
            .find_iter(listed)
            .filter_map(|item| item.as_str().strip_suffix("::character varying"))
            .collect();
        format!("{}{} {word} ({})", part(1), part(2), items.join(", "))
    });
    replaced.into_owned()
}

/// Whether tokens begin with a cast to a type of that name.
fn is_cast_to(tokens: &[Token<'_>], name: &Name) -> bool {
    let [first, second, names @ ..] = tokens else {
        return false;
    };
    let symbol = |token: &Token<'_>, text: &str| token.kind == Kind::Symbol && token.text == text;
    let same = |token: &Token<'_>| match token.kind {
        Kind::Word => token.text.to_lowercase() == name.text,
        Kind::Quoted => token.text.trim_matches('"').replace("\"\"", "\"") == name.text,
        Kind::Literal | Kind::Symbol => false,
    };
    symbol(first, ":")
        && symbol(second, ":")
        && match names {
            [_, dot, name, ..] if symbol(dot, ".") => same(name),
            [name, ..] => same(name),
            [] => false,
        }
}

/// Whether SQL of the server's casts something to a type of that name.
pub(crate) fn casts_to(sql: &str, name: &Name) -> bool {
    let tokens = transaction::tokens(sql);
    (0..tokens.len()).any(|place| is_cast_to(&tokens[place..], name))
}

/// What stands in the way of making a type anew, but for columns, constraints
/// and indexes: views and policies on its columns, functions, domains, and
/// other types that take it.
pub(crate) fn held_by(name: &TableName, catalog: &dyn Catalog) -> Result<Vec<String>, Error> {
    let schema = name.schema.as_ref().map_or("", Name::as_str);
    let sql = Sql {
        text: "WITH enums AS (SELECT t.oid, t.typarray FROM pg_catalog.pg_type t \
               JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace \
               WHERE t.typtype = 'e' AND t.typname = $1 AND CASE WHEN $2 = '' \
               THEN pg_catalog.pg_type_is_visible(t.oid) ELSE n.nspname = $2 END), \
               types AS (SELECT oid FROM enums UNION SELECT typarray FROM enums), \
               columns AS (SELECT a.attrelid, a.attnum FROM pg_catalog.pg_attribute a \
               JOIN pg_catalog.pg_class c ON c.oid = a.attrelid \
               WHERE c.relkind IN ('r', 'p') AND NOT a.attisdropped \
               AND a.atttypid IN (SELECT oid FROM types)) \
               SELECT pg_catalog.pg_describe_object('pg_catalog.pg_class'::regclass, r.ev_class, 0) \
               FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid \
               JOIN columns c ON c.attrelid = d.refobjid AND c.attnum = d.refobjsubid \
               WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass \
               AND d.refclassid = 'pg_catalog.pg_class'::regclass \
               UNION SELECT pg_catalog.pg_describe_object(d.classid, d.objid, 0) \
               FROM pg_catalog.pg_depend d \
               JOIN columns c ON c.attrelid = d.refobjid AND c.attnum = d.refobjsubid \
               WHERE d.refclassid = 'pg_catalog.pg_class'::regclass \
               AND d.classid IN ('pg_catalog.pg_policy'::regclass, 'pg_catalog.pg_trigger'::regclass) \
               UNION SELECT pg_catalog.pg_describe_object(d.classid, d.objid, 0) \
               FROM pg_catalog.pg_depend d \
               WHERE d.refclassid = 'pg_catalog.pg_type'::regclass \
               AND d.refobjid IN (SELECT oid FROM types) AND d.deptype = 'n' \
               AND (d.classid = 'pg_catalog.pg_proc'::regclass \
               OR d.classid = 'pg_catalog.pg_type'::regclass) ORDER BY 1"
            .to_owned(),
        parameters: vec![vec![
            Value::Text(name.name.text.clone()),
            Value::Text(schema.to_owned()),
        ]],
        ..Sql::default()
    };
    let rows = catalog.query(&sql)?;
    Ok(rows
        .rows
        .into_iter()
        .filter_map(|row| match row.into_iter().next() {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        })
        .collect())
}

/// The statement that gives a type another name.
pub(crate) fn rename_type(dialect: &dyn Dialect, name: &TableName, new: &Name) -> String {
    format!(
        "ALTER TYPE {} RENAME TO {}",
        dialect.table(name),
        dialect.quote(new)
    )
}

/// The statements that make a column of an enum one of the type that now has
/// that name, by way of its text.
pub(crate) fn change_enum_column(
    dialect: &dyn Dialect,
    table: &TableName,
    column: &Name,
    name: &TableName,
    array: bool,
    default: Option<&str>,
) -> Vec<String> {
    let alter = format!(
        "ALTER TABLE {} ALTER COLUMN {}",
        dialect.table(table),
        dialect.quote(column)
    );
    let brackets = if array { "[]" } else { "" };
    let name = dialect.table(name);
    let mut statements = Vec::new();
    if default.is_some() {
        statements.push(format!("{alter} DROP DEFAULT"));
    }
    statements.push(format!(
        "{alter} TYPE {name}{brackets} USING {}::text{brackets}::{name}{brackets}",
        dialect.quote(column)
    ));
    if let Some(default) = default {
        statements.push(format!("{alter} SET DEFAULT {default}"));
    }
    statements
}

/// What comes before and after a column that takes its numbers from a sequence
/// of its own becomes an identity: without the default and the sequence, and
/// with the highest number so far.
pub(crate) fn without_serial(
    dialect: &dyn Dialect,
    table: &TableName,
    column: &Name,
    sequence: &TableName,
    start: i64,
) -> (Vec<String>, Vec<String>) {
    let (name, quoted) = (dialect.table(table), dialect.quote(column));
    (
        vec![
            format!("ALTER TABLE {name} ALTER COLUMN {quoted} DROP DEFAULT"),
            format!("DROP SEQUENCE {}", dialect.table(sequence)),
        ],
        vec![format!(
            "SELECT setval(pg_get_serial_sequence({}, {}), max({quoted})) FROM {name} \
             HAVING max({quoted}) >= {start}",
            dialect.string(&name),
            dialect.string(column.as_str()),
        )],
    )
}

/// The statements that let a column take its numbers from a sequence of its
/// own, on from the highest so far.
pub(crate) fn with_serial(
    dialect: &dyn Dialect,
    table: &TableName,
    column: &Name,
    sequence: &TableName,
    sql_type: &str,
) -> Vec<String> {
    let (name, quoted) = (dialect.table(table), dialect.quote(column));
    let sequence = dialect.table(sequence);
    let literal = dialect.string(&sequence);
    vec![
        format!("CREATE SEQUENCE {sequence} AS {sql_type} OWNED BY {name}.{quoted}"),
        format!(
            "ALTER TABLE {name} ALTER COLUMN {quoted} SET DEFAULT nextval({literal}::regclass)"
        ),
        format!("SELECT setval({literal}, max({quoted})) FROM {name} HAVING max({quoted}) >= 1"),
    ]
}

/// The statement that gives a sequence these numbers; what is not given
/// stays.
pub(crate) fn alter_sequence(
    dialect: &dyn Dialect,
    name: &TableName,
    options: &SequenceOptions,
) -> String {
    let mut text = format!("ALTER SEQUENCE {}", dialect.table(name));
    let mut add = |words: &str, number: Option<i64>| {
        if let Some(number) = number {
            text.push_str(&format!(" {words} {number}"));
        }
    };
    add("INCREMENT BY", options.increment);
    add("MINVALUE", options.min_value);
    add("MAXVALUE", options.max_value);
    add("START WITH", options.start);
    add("CACHE", options.cache);
    match options.cycle {
        Some(true) => text.push_str(" CYCLE"),
        Some(false) => text.push_str(" NO CYCLE"),
        None => {}
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_renamed_value_has_its_new_name_wherever_it_is_of_that_enum() {
        fn check(sql: &str, expect: &str) {
            let found = with_renamed_value(sql, &Name::new("mood"), "sad", "it's");
            assert_eq!(found, expect);
        }
        check("'sad'::mood", "'it''s'::mood");
        check("'sad'::app.mood", "'it''s'::app.mood");
        check("'sad'::\"mood\"", "'it''s'::\"mood\"");
        check("'sad'::text", "'sad'::text");
        check("'sadder'::mood", "'sadder'::mood");
        check("'{sad,ok}'::mood[]", "'{\"it''s\",ok}'::mood[]");
        check(
            "(m = ANY (ARRAY['sad'::mood, 'ok'::mood])) AND t <> 'sad'",
            "(m = ANY (ARRAY['it''s'::mood, 'ok'::mood])) AND t <> 'sad'",
        );
    }

    #[test]
    fn a_cast_to_varchar_before_one_to_text_means_nothing() {
        let check = |sql: &str| {
            assert_eq!(without_traces(sql), "a = ANY (ARRAY['x'::text, 'y'::text])");
        };
        check("a = ANY (ARRAY[('x'::character varying)::text, 'y'::text])");
        check("a = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[])");
        check("a = ANY (ARRAY['x'::character varying, 'y'::character varying]::text[])");
    }

    #[test]
    fn lists_are_written_as_they_were_first_told() {
        fn check(sql: &str, expect: &str) {
            assert_eq!(rereadable(sql), expect);
        }
        check(
            "((a)::text = ANY ((ARRAY['x'::character varying, 'it''s'::character varying])::text[]))",
            "(a IN ('x', 'it''s'))",
        );
        check(
            "(a = ANY ((ARRAY['x'::character varying])::text[]))",
            "(a IN ('x'))",
        );
        check(
            "\"A b\"::text <> ALL (ARRAY['x'::character varying]::text[]) AND b > 0",
            "\"A b\" NOT IN ('x') AND b > 0",
        );
        check(
            "((a)::text = ANY (ARRAY[('x'::character varying)::text, ('y'::character varying)::text]))",
            "(a IN ('x', 'y'))",
        );
        check("a = ANY (ARRAY['x'::text])", "a = ANY (ARRAY['x'::text])");
    }
}
