//! Fitting an operation to the database at hand.

use limbeck_operations::{AddColumn, AlterColumn, CreateTable, Operation, Rows};
use limbeck_schema::{
    Column, ColumnDefault, Identity, Name, OptionValue, SequenceOptions, Statement, TableName,
    Value,
};

use super::{
    Postgresql,
    casts::{self, Cast},
};
use crate::{
    Catalog, Dialect, Error, Object, Prepared, Sql,
    quote::{dotted_table, python_string},
    transaction::{self, Kind, Token},
};

/// The operation as the database needs it.
pub(super) fn prepare(
    dialect: &Postgresql,
    operation: Operation,
    catalog: Option<&dyn Catalog>,
) -> Result<Prepared, Error> {
    let mut prepared = Prepared::as_is(operation);
    match &mut prepared.operation {
        Operation::AlterColumn(change) => {
            if change.autoincrement.is_some() || change.existing_autoincrement.is_some() {
                prepared.notices.push(
                    "autoincrement and existing_autoincrement only make sense for MySQL".into(),
                );
            }
            add_using(dialect, change, catalog)?;
            find_identity(dialect, change, catalog)?;
        }
        Operation::CreateIndex(create) => {
            if let Some(catalog) = catalog
                && create.index.options.is_true("postgresql_concurrently")
                && let Some(table) = &create.index.table
                && let Ok(name) = create.naming.index_name(&create.index, table)
                && let Some(name) = name.name()
            {
                let index = TableName::in_schema(table.schema.clone(), name.clone());
                drop_invalid(
                    dialect,
                    catalog,
                    &index,
                    table,
                    &mut prepared.before,
                    &mut prepared.notices,
                )?;
            }
        }
        Operation::Execute(execute) => {
            if let Some(catalog) = catalog {
                let sql = match &execute.statement {
                    Statement::Plain(sql) => sql.as_str(),
                    Statement::Text(text) => text.sql.as_str(),
                    _ => "",
                };
                for statement in transaction::statements(sql) {
                    if let Some((name, table)) = concurrent_index(statement) {
                        let index = TableName::in_schema(table.schema.clone(), name);
                        drop_invalid(
                            dialect,
                            catalog,
                            &index,
                            &table,
                            &mut prepared.before,
                            &mut prepared.notices,
                        )?;
                    }
                }
            }
        }
        Operation::CreateTable(create) => {
            let CreateTable { table, .. } = &mut **create;
            let name = table.name.clone();
            store_computed(&name, &mut table.columns, catalog, &mut prepared.notices)?;
        }
        Operation::AddColumn(add) => {
            let AddColumn { table, .. } = &mut **add;
            let name = table.name.clone();
            store_computed(&name, &mut table.columns, catalog, &mut prepared.notices)?;
        }
        Operation::DropColumn(_)
        | Operation::AddConstraint(_)
        | Operation::DropConstraint(_)
        | Operation::DropIndex(_)
        | Operation::DropTable(_)
        | Operation::RenameTable(_)
        | Operation::TableComment(_)
        | Operation::BulkInsert(_)
        | Operation::Batch(_) => {}
    }
    Ok(prepared)
}

/// Gives a change of type the `USING` that the server would ask for.
fn add_using(
    dialect: &Postgresql,
    change: &mut AlterColumn,
    catalog: Option<&dyn Catalog>,
) -> Result<(), Error> {
    let Some(sql_type) = &change.sql_type else {
        return Ok(());
    };
    if change.options.get("postgresql_using").is_some() {
        return Ok(());
    }
    let spelled = dialect.spell_type(sql_type)?;
    // A collation is no part of a cast.
    let target = spelled
        .split_once(" COLLATE ")
        .map_or(spelled.as_str(), |(name, _)| name);
    let cast = match catalog {
        Some(catalog) => catalog_cast(dialect, catalog, change, target)?,
        None => change
            .existing_type
            .as_ref()
            .and_then(|old| casts::server_name(dialect, old))
            .zip(casts::server_name(dialect, sql_type))
            .map_or(Cast::None, |(old, new)| casts::cast(&old, &new)),
    };
    if cast == Cast::Explicit {
        let using = format!("{}::{target}", dialect.quote(&change.column));
        change
            .options
            .set("postgresql_using", OptionValue::Text(using));
    }
    Ok(())
}

/// A column's identity, if it has one: when it counts, and its numbers.
const IDENTITY: &str = "\
SELECT a.attidentity::text, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
    CASE WHEN s.seqcycle THEN 1 ELSE 0 END::bigint
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_class'::regclass
    AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND d.deptype = 'i'
    AND d.classid = 'pg_catalog.pg_class'::regclass
JOIN pg_catalog.pg_sequence s ON s.seqrelid = d.objid
WHERE a.attrelid = to_regclass($1::text) AND a.attname = $2::text AND a.attidentity <> ''";

/// Tells a change to or from an identity what identity the column has, where
/// the script does not: those that autogenerate writes never do.
fn find_identity(
    dialect: &Postgresql,
    change: &mut AlterColumn,
    catalog: Option<&dyn Catalog>,
) -> Result<(), Error> {
    let asked = matches!(
        change.default,
        Some(ColumnDefault::Identity(_) | ColumnDefault::None)
    );
    let (Some(catalog), true, None) = (catalog, asked, &change.existing_default) else {
        return Ok(());
    };
    let table = dotted_table(dialect, change.table.schema.as_ref(), &change.table.name);
    let rows = ask(catalog, IDENTITY, [&table, change.column.as_str()])?;
    let Some(row) = rows.rows.first() else {
        return Ok(());
    };
    let number = |position: usize| match row.get(position) {
        Some(Value::Integer(number)) => Some(*number),
        _ => None,
    };
    change.existing_default = Some(ColumnDefault::Identity(Identity {
        always: matches!(row.first(), Some(Value::Text(when)) if when == "a"),
        on_null: false,
        options: SequenceOptions {
            start: number(1),
            increment: number(2),
            min_value: number(3),
            max_value: number(4),
            cache: number(5),
            cycle: number(6).map(|cycle| cycle == 1),
            ..SequenceOptions::default()
        },
    }));
    Ok(())
}

/// The types of the column as it is and as it will be, and the casts between
/// them: one row of texts, or none when one of the types is not there.
///
/// Domains count as the types that they are made of, and a cast between arrays
/// is that between their elements, as they do for the server.
const CASTS: &str = "\
WITH RECURSIVE given (side, type) AS (
    SELECT 'old', a.atttypid FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = to_regclass($1::text) AND a.attname = $2::text AND NOT a.attisdropped
    UNION ALL SELECT 'new', to_regtype($3::text)::oid
), based (side, type) AS (
    SELECT side, type FROM given
    UNION ALL
    SELECT b.side, t.typbasetype FROM based b
    JOIN pg_catalog.pg_type t ON t.oid = b.type WHERE t.typtype = 'd'
), element (side, level, type, category) AS (
    SELECT b.side, 0, t.oid, t.typcategory FROM based b
    JOIN pg_catalog.pg_type t ON t.oid = b.type WHERE t.typtype <> 'd'
    UNION ALL
    SELECT e.side, 1, i.oid, i.typcategory FROM element e
    JOIN pg_catalog.pg_type t ON t.oid = e.type
    JOIN pg_catalog.pg_type i ON i.oid = t.typelem
    WHERE e.level = 0 AND e.category = 'A'
)
SELECT (o.type = n.type)::text, o.category::text, n.category::text, c.castcontext::text
FROM element o JOIN element n ON n.level = o.level AND n.side = 'new'
LEFT JOIN pg_catalog.pg_cast c ON c.castsource = o.type AND c.casttarget = n.type
WHERE o.side = 'old'
ORDER BY o.level";

/// What the server's catalog says of the cast.
fn catalog_cast(
    dialect: &Postgresql,
    catalog: &dyn Catalog,
    change: &AlterColumn,
    target: &str,
) -> Result<Cast, Error> {
    let table = dotted_table(dialect, change.table.schema.as_ref(), &change.table.name);
    let rows = ask(catalog, CASTS, [&table, change.column.as_str(), target])?;
    let mut levels = rows.rows.iter().map(|row| {
        let text = |position: usize| match row.get(position) {
            Some(Value::Text(text)) => Some(text.as_str()),
            _ => None,
        };
        level_cast(
            text(0) == Some("true"),
            text(1).unwrap_or_default(),
            text(2).unwrap_or_default(),
            text(3),
        )
    });
    Ok(match (levels.next(), levels.next()) {
        // Arrays have no casts of their own: their elements' count.
        (Some(Cast::None), Some(elements)) => elements,
        (Some(cast), _) => cast,
        (None, _) => Cast::None,
    })
}

/// The cast between two types of these categories, `context` being that of
/// their entry in `pg_cast`, if they have one.
fn level_cast(same: bool, old: &str, new: &str, context: Option<&str>) -> Cast {
    const TEXT: &str = "S";
    match context {
        _ if same => Cast::Assignment,
        Some("i" | "a") => Cast::Assignment,
        Some(_) => Cast::Explicit,
        // Both ways through the types' text forms.
        None if new == TEXT => Cast::Assignment,
        None if old == TEXT => Cast::Explicit,
        None => Cast::None,
    }
}

/// Indexes of that name on the table that an earlier, failed CREATE INDEX
/// CONCURRENTLY left behind, and that no one is making at this moment.
const INVALID_INDEXES: &str = "\
SELECT n.nspname::text, c.relname::text
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE i.indrelid = to_regclass($1::text) AND c.relname = $2::text
AND c.relkind = 'i' AND NOT i.indisvalid
AND NOT EXISTS (
    SELECT 1 FROM pg_catalog.pg_stat_progress_create_index p WHERE p.index_relid = c.oid
)";

/// Drops what a failed try of the same index left behind.
fn drop_invalid(
    dialect: &Postgresql,
    catalog: &dyn Catalog,
    index: &TableName,
    table: &TableName,
    before: &mut Vec<Sql>,
    notices: &mut Vec<String>,
) -> Result<(), Error> {
    let table = dialect.table(table);
    let rows = ask(catalog, INVALID_INDEXES, [&table, index.name.as_str()])?;
    for row in &rows.rows {
        let [Value::Text(schema), Value::Text(name)] = &row[..] else {
            continue;
        };
        let found = TableName::in_schema(Some(Name::new(schema.clone())), name.as_str());
        before.push(Sql {
            autocommit: true,
            ..Sql::new(format!("DROP INDEX CONCURRENTLY {}", dialect.table(&found)))
        });
        notices.push(format!(
            "index {} is invalid: an earlier CREATE INDEX CONCURRENTLY failed. It is dropped and created again",
            dialect.table(&found)
        ));
    }
    Ok(())
}

/// The index and the table of a `CREATE INDEX CONCURRENTLY`.
fn concurrent_index(statement: &str) -> Option<(Name, TableName)> {
    let tokens = transaction::tokens(statement);
    let mut tokens = tokens.iter().peekable();
    let keyword = |tokens: &mut std::iter::Peekable<std::slice::Iter<'_, Token<'_>>>,
                   word: &str| tokens.next_if(|token| token.is(word)).map(drop);
    keyword(&mut tokens, "CREATE")?;
    let _ = keyword(&mut tokens, "UNIQUE");
    keyword(&mut tokens, "INDEX")?;
    keyword(&mut tokens, "CONCURRENTLY")?;
    if keyword(&mut tokens, "IF").is_some() {
        keyword(&mut tokens, "NOT")?;
        keyword(&mut tokens, "EXISTS")?;
    }
    let name = identifier(tokens.next()?)?;
    keyword(&mut tokens, "ON")?;
    let _ = keyword(&mut tokens, "ONLY");
    let first = identifier(tokens.next()?)?;
    if tokens
        .next_if(|token| token.kind == Kind::Symbol && token.text == ".")
        .is_some()
    {
        let table = identifier(tokens.next()?)?;
        return Some((name, TableName::in_schema(Some(first), table)));
    }
    Some((name, TableName::new(first)))
}

/// The name that the server makes of a token.
fn identifier(token: &Token<'_>) -> Option<Name> {
    match token.kind {
        Kind::Word => Some(Name::new(token.text.to_lowercase())),
        Kind::Quoted => {
            let inside = token.text.strip_prefix('"')?.strip_suffix('"')?;
            Some(Name::new(inside.replace("\"\"", "\"")))
        }
        Kind::Literal | Kind::Symbol => None,
    }
}

/// Servers before 18 know stored computed columns only.
fn store_computed(
    table: &TableName,
    columns: &mut [Column],
    catalog: Option<&dyn Catalog>,
    notices: &mut Vec<String>,
) -> Result<(), Error> {
    let Some(catalog) = catalog else {
        return Ok(());
    };
    let mut old_server = None;
    for column in columns {
        let ColumnDefault::Computed(computed) = &mut column.default else {
            continue;
        };
        if computed.persisted == Some(true) {
            continue;
        }
        let old = match old_server {
            Some(old) => old,
            None => *old_server.insert(version(catalog)? < 180_000),
        };
        if !old {
            continue;
        }
        if computed.persisted == Some(false) {
            return Err(Error::compile(format!(
                "(in table {}, column {}): PostrgreSQL computed columns do not support 'virtual' persistence; set the 'persisted' flag to None or True for PostgreSQL support.",
                python_string(table.name.as_str()),
                python_string(column.name.as_str()),
            )));
        }
        computed.persisted = Some(true);
        notices.push(format!(
            "Computed column {}.{} is being created as 'STORED' since the current PostgreSQL version does not support VIRTUAL columns. On PostgreSQL 18+, when 'persisted' is not specified, no keyword will be rendered and VIRTUAL will be used by default. Set 'persisted=True' to ensure STORED behavior across all PostgreSQL versions.",
            table.name, column.name
        ));
    }
    Ok(())
}

/// The server's version, `150003` for 15.3.
fn version(catalog: &dyn Catalog) -> Result<u32, Error> {
    let rows = ask(catalog, "SELECT current_setting('server_version_num')", [])?;
    Ok(match rows.rows.first().and_then(|row| row.first()) {
        Some(Value::Text(text)) => text.parse().unwrap_or(0),
        _ => 0,
    })
}

/// Whether the database holds the object. A name without a schema is looked
/// for where the search path would find it.
pub(super) fn has(object: Object, name: &TableName, catalog: &dyn Catalog) -> Result<bool, Error> {
    let sql = match object {
        Object::Schema => {
            let sql = "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1::text";
            return Ok(!ask(catalog, sql, [name.name.as_str()])?.rows.is_empty());
        }
        Object::Type => {
            "SELECT 1 FROM pg_catalog.pg_type t \
             JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace \
             WHERE t.typname = $1::text AND CASE WHEN $2::text = '' \
             THEN pg_type_is_visible(t.oid) ELSE n.nspname = $2::text END"
        }
        Object::Table => {
            "SELECT 1 FROM pg_catalog.pg_class c \
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
             WHERE c.relname = $1::text AND c.relkind IN ('r', 'p', 'f', 'v', 'm') \
             AND CASE WHEN $2::text = '' \
             THEN pg_table_is_visible(c.oid) ELSE n.nspname = $2::text END"
        }
        Object::Sequence => {
            "SELECT 1 FROM pg_catalog.pg_class c \
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
             WHERE c.relname = $1::text AND c.relkind = 'S' AND CASE WHEN $2::text = '' \
             THEN pg_table_is_visible(c.oid) ELSE n.nspname = $2::text END"
        }
        Object::Index => {
            "SELECT 1 FROM pg_catalog.pg_class c \
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
             WHERE c.relname = $1::text AND c.relkind IN ('i', 'I') AND CASE WHEN $2::text = '' \
             THEN pg_table_is_visible(c.oid) ELSE n.nspname = $2::text END"
        }
    };
    let schema = name.schema.as_ref().map_or("", Name::as_str);
    Ok(!ask(catalog, sql, [name.name.as_str(), schema])?
        .rows
        .is_empty())
}

fn ask<const N: usize>(
    catalog: &dyn Catalog,
    sql: &str,
    parameters: [&str; N],
) -> Result<Rows, Error> {
    let parameters: Vec<Value> = parameters.into_iter().map(Value::from).collect();
    let sql = Sql {
        parameters: if parameters.is_empty() {
            Vec::new()
        } else {
            vec![parameters]
        },
        ..Sql::new(sql)
    };
    Ok(catalog.query(&sql)?)
}
