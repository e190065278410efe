//! What is the same to PostgreSQL.

use std::collections::HashSet;
use std::sync::LazyLock;

use limbeck_schema::{Name, Value};
use regex::Regex;

use crate::same::{Piece, Rewritten, Scratch, TypeDifference};
use crate::{Catalog, Dialect, Error, Sql};

/// Names that stand for the same type in Alembic's comparison.
pub(crate) const TYPE_SYNONYMS: &[&[&str]] =
    &[&["numeric", "decimal"], &["float", "double precision"]];

/// A spelled type, taken apart.
#[derive(Debug, PartialEq, Eq)]
struct Spelled {
    /// The server's own name of it.
    name: String,
    arguments: Vec<String>,
    array: bool,
    collation: Option<String>,
}

/// How two types, spelled in lower case, differ.
pub(crate) fn type_difference(
    declared: &str,
    reflected: &str,
    default_schema: Option<&str>,
) -> Option<TypeDifference> {
    let declared = spelled(declared, default_schema);
    let reflected = spelled(reflected, default_schema);
    if declared.name != reflected.name {
        Some(TypeDifference::Type)
    } else if declared.arguments != reflected.arguments || declared.array != reflected.array {
        let both = declared.arguments.len() == reflected.arguments.len();
        Some(match both && declared.array == reflected.array {
            true => TypeDifference::Type,
            false => TypeDifference::Arguments,
        })
    } else if declared.collation != reflected.collation {
        Some(TypeDifference::Collation)
    } else {
        None
    }
}

fn spelled(spelling: &str, default_schema: Option<&str>) -> Spelled {
    let (spelling, collation) = match spelling.split_once(" collate ") {
        Some((spelling, collation)) => (spelling, Some(collation.replace('"', ""))),
        None => (spelling, None),
    };
    let array = spelling.contains("[]");
    let spelling = spelling.replace("[]", "");
    let (name, mut arguments) = match spelling.split_once('(') {
        Some((before, rest)) if !before.is_empty() && !before.starts_with('"') => {
            let (inside, after) = rest.split_once(')').unwrap_or((rest, ""));
            let arguments = inside.split(',').map(|it| it.trim().to_owned()).collect();
            (format!("{}{after}", before.trim_end()), arguments)
        }
        _ => (spelling, Vec::new()),
    };
    let name = name.trim();
    let digits = || {
        arguments
            .first()
            .and_then(|digits: &String| digits.parse().ok())
    };
    let name = match name {
        "varchar" => "character varying",
        "char" | "bpchar" => "character",
        "int" | "int4" => "integer",
        "int2" => "smallint",
        "int8" => "bigint",
        "decimal" => "numeric",
        "bool" => "boolean",
        "float4" => "real",
        "float" if digits().is_some_and(|digits: u32| digits <= 24) => "real",
        "float" | "float8" | "double" => "double precision",
        "timestamp" => "timestamp without time zone",
        "timestamptz" => "timestamp with time zone",
        "time" => "time without time zone",
        "timetz" => "time with time zone",
        "varbit" => "bit varying",
        other => other,
    };
    match name {
        "character" | "bit" if arguments.is_empty() => arguments.push("1".to_owned()),
        "numeric" if arguments.len() == 1 => arguments.push("0".to_owned()),
        "real" | "double precision" => arguments.clear(),
        _ => {}
    }
    let name = name.replace('"', "");
    let name = default_schema
        .and_then(|schema| name.strip_prefix(schema)?.strip_prefix('.'))
        .map_or_else(|| name.clone(), str::to_owned);
    Spelled {
        name,
        arguments,
        array,
        collation,
    }
}

/// A whole name of a type, so that what follows a cast stays.
const TYPE_NAME: &str = concat!(
    r#"(?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?"#,
    r"(?:\s+(?:varying|precision))?",
    r"(?:\s*\(\s*\d+(?:\s*,\s*\d+)?\s*\))?",
    r"(?:\s+with(?:out)?\s+time\s+zone)?",
    r"(?:\s*\[\s*\d*\s*\])*",
);

fn regex(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

/// `::type`.
static CAST: LazyLock<Option<Regex>> = LazyLock::new(|| regex(&format!(r"(?i)::\s*{TYPE_NAME}")));

/// `CAST(a AS type)`.
static CAST_CALL: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(&format!(r"(?i)\bcast\s*\((.*?)\s+as\s+{TYPE_NAME}\s*\)")));

/// The SQL without its casts.
pub(crate) fn without_casts(sql: &str) -> String {
    match CAST.as_ref() {
        Some(cast) => cast.replace_all(sql, "").into_owned(),
        None => sql.to_owned(),
    }
}

/// An element of an index as Alembic compares it: without quotes, casts,
/// parentheses, blanks and the usual order.
pub(crate) fn index_element_outline(table: &str, sql: &str) -> String {
    let mut text = sql.to_lowercase().replace(['"', '\''], "");
    text = text.replace(&format!("{}.", table.to_lowercase()), "");
    text = without_casts(&text);
    text = without_parentheses(&text).to_owned();
    for (ending, kept) in [
        (" asc nulls last", ""),
        (" nulls last", ""),
        (" asc", ""),
        (" asc nulls first", " nulls first"),
        (" desc nulls first", " desc"),
    ] {
        if let Some(start) = text.strip_suffix(ending) {
            if ending == " nulls last" && start.ends_with(" desc") {
                continue;
            }
            text = format!("{start}{kept}");
            break;
        }
    }
    text = without_parentheses(&text).to_owned();
    if let Some(cast) = CAST_CALL.as_ref() {
        while cast.is_match(&text) {
            text = cast.replace_all(&text, "$1").into_owned();
        }
    }
    text.replace(' ', "")
}

fn without_parentheses(mut text: &str) -> &str {
    while let Some(inside) = text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'))
    {
        text = inside;
    }
    text
}

/// How many tables one statement makes.
const BATCH: usize = 200;

/// What makes temporary tables with pieces of SQL and reads the pieces back.
/// Each piece and each table is made in a subtransaction of its own, and so
/// leaves nothing behind.
const BODY: &str = "\
    answers text[] := array_fill(NULL::text, ARRAY[cardinality(pieces)]);
    place integer;
    piece integer;
BEGIN
    BEGIN
    FOR piece IN 1 .. cardinality(changes) LOOP
        BEGIN
            EXECUTE changes[piece];
        EXCEPTION WHEN OTHERS THEN
            NULL;
        END;
    END LOOP;
    FOR place IN 1 .. cardinality(tables) LOOP
        BEGIN
            EXECUTE definitions[place];
            FOR piece IN starts[place] .. starts[place + 1] - 1 LOOP
                BEGIN
                    EXECUTE pieces[piece];
                    answers[piece] := CASE WHEN columns[piece] = '' THEN (
                        SELECT pg_catalog.pg_get_constraintdef(oid) || chr(1)
                        || pg_catalog.pg_get_constraintdef(oid, true)
                        FROM pg_catalog.pg_constraint
                        WHERE conrelid = tables[place]::regclass
                        AND conname = 'limbeck_' || piece
                    ) ELSE (
                        SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) || chr(1)
                        || pg_catalog.pg_get_expr(d.adbin, d.adrelid, true)
                        FROM pg_catalog.pg_attrdef d
                        JOIN pg_catalog.pg_attribute a
                        ON a.attrelid = d.adrelid AND a.attnum = d.adnum
                        WHERE d.adrelid = tables[place]::regclass
                        AND a.attname = columns[piece]
                    ) END;
                EXCEPTION WHEN OTHERS THEN
                    NULL;
                END;
            END LOOP;
            RAISE EXCEPTION 'made only to be read';
        EXCEPTION WHEN OTHERS THEN
            NULL;
        END;
    END LOOP;
    RAISE EXCEPTION 'made only to be read';
    EXCEPTION WHEN OTHERS THEN
        NULL;
    END;
    PERFORM pg_catalog.set_config('limbeck.answers', array_to_json(answers)::text, true);
END";

/// Asks the server how it writes pieces of SQL, once changes are made.
pub(crate) fn rewrite(
    dialect: &dyn Dialect,
    changes: &[String],
    tables: &[Scratch<'_>],
    catalog: &dyn Catalog,
) -> Result<Vec<Vec<Option<Rewritten>>>, Error> {
    let nothing = |table: &Scratch<'_>| table.pieces.iter().map(|_| None).collect();
    if tables.iter().all(|table| table.pieces.is_empty()) || !has_language(catalog)? {
        return Ok(tables.iter().map(nothing).collect());
    }
    let mut all = Vec::with_capacity(tables.len());
    for batch in tables.chunks(BATCH) {
        let rows = catalog.query(&Sql::new(statement(dialect, changes, batch)))?;
        let pieces = batch.iter().flat_map(|table| &table.pieces);
        let answers: Vec<_> = pieces
            .zip(rows.rows)
            .map(|(piece, row)| match row.into_iter().next() {
                Some(Value::Text(text)) => rewritten(&text, matches!(piece, Piece::Value(_))),
                _ => None,
            })
            .collect();
        let mut answers = answers.into_iter();
        for table in batch {
            all.push(
                table
                    .pieces
                    .iter()
                    .map(|_| answers.next().flatten())
                    .collect(),
            );
        }
    }
    Ok(all)
}

/// The two spellings, without what was written around the piece.
fn rewritten(text: &str, is_value: bool) -> Option<Rewritten> {
    let (plain, pretty) = text.split_once('\u{1}')?;
    let bare = |text: &str| {
        let Some(condition) = text.strip_prefix("CHECK (") else {
            return text.to_owned();
        };
        let condition = condition.strip_suffix(')').unwrap_or(condition);
        if !is_value {
            return condition.to_owned();
        }
        let inner = condition.strip_suffix(" IS NULL").or_else(|| {
            condition
                .strip_prefix('(')
                .and_then(|condition| condition.strip_suffix(" IS NULL)"))
        });
        inner.unwrap_or(condition).to_owned()
    };
    Some(Rewritten {
        plain: bare(plain),
        pretty: bare(pretty),
    })
}

/// Tables and sequences that belong to extensions, by schema and name.
pub(crate) fn extension_objects(catalog: &dyn Catalog) -> Result<HashSet<(String, String)>, Error> {
    let rows = catalog.query(&Sql::new(
        "SELECT n.nspname::text, c.relname::text FROM pg_catalog.pg_depend d \
         JOIN pg_catalog.pg_class c ON c.oid = d.objid \
         JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
         WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype = 'e'",
    ))?;
    Ok(rows
        .rows
        .into_iter()
        .filter_map(|row| match <[Value; 2]>::try_from(row) {
            Ok([Value::Text(schema), Value::Text(name)]) => Some((schema, name)),
            _ => None,
        })
        .collect())
}

fn has_language(catalog: &dyn Catalog) -> Result<bool, Error> {
    let rows = catalog.query(&Sql::new(
        "SELECT 1 FROM pg_catalog.pg_language WHERE lanname = 'plpgsql' \
         AND pg_catalog.has_language_privilege(oid, 'USAGE')",
    ))?;
    Ok(!rows.rows.is_empty())
}

fn statement(dialect: &dyn Dialect, changes: &[String], batch: &[Scratch<'_>]) -> String {
    let mut names = Vec::new();
    let mut definitions = Vec::new();
    let mut starts = vec![1];
    let mut pieces = Vec::new();
    let mut columns = Vec::new();
    for table in batch {
        let name = format!("pg_temp.{}", dialect.quote(&Name::new(table.name)));
        let defined: Vec<String> = table
            .columns
            .iter()
            .map(|(column, sql_type)| format!("{} {sql_type}", dialect.quote(&Name::new(*column))))
            .collect();
        definitions.push(format!("CREATE TABLE {name} ({})", defined.join(", ")));
        for piece in &table.pieces {
            let own = format!("limbeck_{}", pieces.len() + 1);
            let column = |position: usize| table.columns.get(position);
            let (change, read) = match piece {
                Piece::Condition(sql) => (
                    format!("ADD CONSTRAINT {own} CHECK ({sql}\n)"),
                    String::new(),
                ),
                Piece::Value(sql) => (
                    format!("ADD CONSTRAINT {own} CHECK (({sql}\n) IS NULL)"),
                    String::new(),
                ),
                Piece::Default { column: place, sql } => {
                    let name = column(*place).map_or("", |(name, _)| name);
                    let quoted = dialect.quote(&Name::new(name));
                    (
                        format!("ALTER COLUMN {quoted} SET DEFAULT {sql}"),
                        name.to_owned(),
                    )
                }
                Piece::Computed { column: place, sql } => {
                    let sql_type = column(*place).map_or("", |(_, sql_type)| sql_type);
                    (
                        format!("ADD COLUMN {own} {sql_type} GENERATED ALWAYS AS ({sql}\n) STORED"),
                        own,
                    )
                }
            };
            pieces.push(format!("ALTER TABLE {name} {change}"));
            columns.push(read);
        }
        starts.push(pieces.len() + 1);
        names.push(name);
    }
    let array = |list: &[String]| {
        let list: Vec<String> = list.iter().map(|text| dialect.string(text)).collect();
        format!("ARRAY[{}]::text[]", list.join(", "))
    };
    let starts: Vec<String> = starts.iter().map(usize::to_string).collect();
    let body = format!(
        "DECLARE\n    changes text[] := {};\n    tables text[] := {};\n    \
         definitions text[] := {};\n    starts integer[] := ARRAY[{}];\n    pieces text[] := {};\n    columns text[] := {};\n{BODY}",
        array(changes),
        array(&names),
        array(&definitions),
        starts.join(", "),
        array(&pieces),
        array(&columns),
    );
    let tag = (0..)
        .map(|number| format!("$limbeck{number}$"))
        .find(|tag| !body.contains(tag.as_str()))
        .unwrap_or_default();
    format!(
        "DO {tag}{body}{tag}; SELECT value FROM \
         json_array_elements_text(current_setting('limbeck.answers')::json)"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_differ_only_where_the_server_tells_them_apart() {
        fn check(declared: &str, reflected: &str, expect: Option<TypeDifference>) {
            let found = type_difference(declared, reflected, Some("public"));
            assert_eq!(found, expect, "{declared} / {reflected}");
        }
        check("varchar(10)", "varchar", Some(TypeDifference::Arguments));
        check("varchar(10)", "varchar(20)", Some(TypeDifference::Type));
        check("numeric(10)", "numeric(10, 0)", None);
        check("float(24)", "real", None);
        check("float(53)", "double precision", None);
        check("float", "real", Some(TypeDifference::Type));
        check("decimal(4, 2)", "numeric(4, 2)", None);
        check("char", "char(1)", None);
        check("integer[]", "integer", Some(TypeDifference::Arguments));
        check("integer[][]", "integer[]", None);
        check("public.mood", "mood", None);
        check("app.mood", "mood", Some(TypeDifference::Type));
        check(
            "varchar(3) collate \"c\"",
            "varchar(3)",
            Some(TypeDifference::Collation),
        );
        check(
            "timestamp(3) without time zone",
            "timestamp without time zone",
            Some(TypeDifference::Arguments),
        );
    }

    #[test]
    fn index_elements_are_compared_as_alembic_compares_them() {
        fn check(one: &str, other: &str, expect: bool) {
            let same = index_element_outline("t", one) == index_element_outline("t", other);
            assert_eq!(same, expect, "{one} / {other}");
        }
        check("lower(a)", "lower(a::text)", true);
        check("lower(a)", "lower((a)::text)", false);
        check("lower(a)", "lower(t.a)", true);
        check("a DESC NULLS FIRST", "a DESC", true);
        check("a ASC NULLS LAST", "a", true);
        check("a NULLS LAST", "a", true);
        check("a DESC NULLS LAST", "a DESC", false);
        check("CAST(a AS VARCHAR(10))", "(a)::character varying(10)", true);
        check("lower(a)", "upper(a)", false);
    }
}
