//! Answers to an inspector's questions.

use limbeck_operations::Rows;
use limbeck_schema::Value;

use crate::inspect::{Question, arguments, numbers};
use crate::{Catalog, Error, Sql};

/// Tables named `$1` of schema `$2`, or of the search path.
const TABLE: &str = "FROM pg_catalog.pg_class c \
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
    WHERE c.relname = $1 AND CASE WHEN $2::text IS NULL \
    THEN pg_catalog.pg_table_is_visible(c.oid) AND n.nspname <> 'pg_catalog' \
    ELSE n.nspname = $2::text END";

/// Asks the catalog.
pub(crate) fn inspect(
    question: Question,
    schema: Option<&str>,
    table: &str,
    catalog: &dyn Catalog,
) -> Result<Rows, Error> {
    let schema = schema.map_or(Value::Null, Value::from);
    let of_schema = |text: String| Sql {
        text,
        parameters: vec![vec![schema.clone()]],
        ..Sql::default()
    };
    let of_table = |text: String| Sql {
        text,
        parameters: vec![vec![Value::from(table), schema.clone()]],
        ..Sql::default()
    };
    let relations = |kinds: &str, temporary: bool| {
        let persistence = if temporary { "=" } else { "<>" };
        of_schema(format!(
            "SELECT c.relname::text FROM pg_catalog.pg_class c \
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
             WHERE c.relkind IN ({kinds}) AND c.relpersistence {persistence} 't' \
             AND CASE WHEN $1::text IS NULL \
             THEN pg_catalog.pg_table_is_visible(c.oid) AND n.nspname <> 'pg_catalog' \
             ELSE n.nspname = $1::text END"
        ))
    };
    let sql = match question {
        Question::Tables => relations("'r', 'p'", false),
        Question::TemporaryTables => relations("'r', 'p'", true),
        Question::Views => relations("'v'", false),
        Question::MaterializedViews => relations("'m'", false),
        Question::Sequences => relations("'S'", false),
        Question::Schemas => Sql::new(
            "SELECT nspname::text FROM pg_catalog.pg_namespace \
             WHERE nspname NOT LIKE 'pg\\_%' ORDER BY nspname",
        ),
        Question::Enums => of_schema(
            "SELECT t.typname::text, n.nspname::text, pg_catalog.pg_type_is_visible(t.oid), \
             ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e \
             WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) \
             FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace \
             WHERE t.typtype = 'e' AND CASE WHEN $1::text IS NULL \
             THEN pg_catalog.pg_type_is_visible(t.oid) \
             ELSE $1::text = '*' OR n.nspname = $1::text END ORDER BY 2, 1"
                .to_owned(),
        ),
        Question::Columns => {
            let mut rows = catalog.query(&of_table(columns()))?;
            for row in &mut rows.rows {
                spread_type(row);
            }
            return Ok(rows);
        }
        Question::PrimaryKey => of_table(constraints(
            "k.conname::text, {own}, pg_catalog.obj_description(k.oid, 'pg_constraint')",
            "p",
        )),
        Question::UniqueConstraints => of_table(constraints(
            "k.conname::text, {own}, pg_catalog.obj_description(k.oid, 'pg_constraint'), \
             coalesce((pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)",
            "u",
        )),
        Question::CheckConstraints => of_table(constraints(
            "k.conname::text, pg_catalog.pg_get_expr(k.conbin, k.conrelid, true), \
             pg_catalog.obj_description(k.oid, 'pg_constraint')",
            "c",
        )),
        Question::ForeignKeys => of_table(constraints(
            "k.conname::text, {own}, \
             CASE WHEN NOT pg_catalog.pg_table_is_visible(k.confrelid) THEN rn.nspname::text \
             WHEN rn.nspname = $2::text THEN $2::text END, \
             r.relname::text, {referred}, {on:confdeltype}, {on:confupdtype}, \
             k.condeferrable, k.condeferred, \
             pg_catalog.obj_description(k.oid, 'pg_constraint')",
            "f",
        )),
        Question::Indexes => of_table(format!(
            "SELECT ic.relname::text, i.indisunique, \
             ARRAY(SELECT a.attname::text FROM pg_catalog.generate_series(1, i.indnkeyatts) g \
             LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid \
             AND a.attnum = i.indkey[g - 1] AND a.attnum > 0 ORDER BY g), \
             ARRAY(SELECT pg_catalog.pg_get_indexdef(i.indexrelid, g, true) \
             FROM pg_catalog.generate_series(1, i.indnkeyatts) g ORDER BY g), \
             ARRAY(SELECT a.attname::text \
             FROM pg_catalog.generate_series(i.indnkeyatts + 1, i.indnatts) g \
             JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid \
             AND a.attnum = i.indkey[g - 1] ORDER BY g), \
             pg_catalog.pg_get_expr(i.indpred, i.indrelid), am.amname::text, k.conname::text \
             FROM pg_catalog.pg_index i \
             JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid \
             JOIN pg_catalog.pg_am am ON am.oid = ic.relam \
             LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.indexrelid \
             AND k.conrelid = i.indrelid AND k.contype IN ('u', 'x') \
             WHERE i.indrelid IN (SELECT c.oid {TABLE}) AND NOT i.indisprimary ORDER BY 1"
        )),
        Question::TableComment => of_table(format!(
            "SELECT pg_catalog.obj_description(c.oid, 'pg_class') {TABLE}"
        )),
        Question::ViewDefinition => of_table(format!(
            "SELECT pg_catalog.pg_get_viewdef(c.oid) {TABLE} AND c.relkind IN ('v', 'm')"
        )),
    };
    Ok(catalog.query(&sql)?)
}

/// Constraints of one kind; `{own}` and `{referred}` stand for their columns,
/// `{on:…}` for what becomes of rows that point at others.
fn constraints(wanted: &str, kind: &str) -> String {
    let names = |keys: &str, relation: &str| {
        format!(
            "ARRAY(SELECT a.attname::text \
             FROM pg_catalog.unnest(k.{keys}) WITH ORDINALITY o(number, place) \
             JOIN pg_catalog.pg_attribute a ON a.attrelid = k.{relation} \
             AND a.attnum = o.number ORDER BY o.place)"
        )
    };
    let action = |column: &str| {
        format!(
            "CASE k.{column} WHEN 'c' THEN 'CASCADE' WHEN 'r' THEN 'RESTRICT' \
             WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT' END"
        )
    };
    let wanted = wanted
        .replace("{own}", &names("conkey", "conrelid"))
        .replace("{referred}", &names("confkey", "confrelid"))
        .replace("{on:confdeltype}", &action("confdeltype"))
        .replace("{on:confupdtype}", &action("confupdtype"));
    format!(
        "SELECT {wanted} FROM pg_catalog.pg_constraint k \
         LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid \
         LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace \
         LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid \
         WHERE k.contype = '{kind}' AND k.conrelid IN (SELECT c.oid {TABLE}) ORDER BY 1"
    )
}

fn columns() -> String {
    format!(
        "SELECT a.attname::text, pg_catalog.format_type(a.atttypid, a.atttypmod), NULL, \
         a.attndims, et.typname::text, \
         CASE WHEN NOT pg_catalog.pg_type_is_visible(et.oid) THEN en.nspname::text END, \
         CASE WHEN et.oid IS NOT NULL THEN ARRAY(SELECT e.enumlabel::text \
         FROM pg_catalog.pg_enum e WHERE e.enumtypid = et.oid ORDER BY e.enumsortorder) END, \
         NOT a.attnotnull, \
         CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END, \
         pg_catalog.col_description(a.attrelid, a.attnum), \
         CASE WHEN a.attidentity <> '' THEN (SELECT ARRAY[s.seqstart, s.seqincrement, s.seqmin, \
         s.seqmax, s.seqcache, s.seqcycle::int::bigint, (a.attidentity = 'a')::int::bigint] \
         FROM pg_catalog.pg_depend p JOIN pg_catalog.pg_sequence s ON s.seqrelid = p.objid \
         WHERE p.classid = 'pg_catalog.pg_class'::regclass AND p.refobjid = a.attrelid \
         AND p.refobjsubid = a.attnum AND p.deptype = 'i' LIMIT 1) END, \
         CASE WHEN a.attgenerated <> '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END, \
         a.attgenerated = 's', \
         coalesce((SELECT pg_catalog.array_position(i.indkey::smallint[], a.attnum) + 1 \
         FROM pg_catalog.pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary), 0) \
         FROM pg_catalog.pg_attribute a \
         JOIN pg_catalog.pg_type t ON t.oid = a.atttypid \
         LEFT JOIN pg_catalog.pg_type et ON et.typtype = 'e' AND et.oid IN (t.oid, t.typelem) \
         LEFT JOIN pg_catalog.pg_namespace en ON en.oid = et.typnamespace \
         LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum \
         WHERE a.attrelid IN (SELECT c.oid {TABLE} AND c.relkind IN ('r', 'p', 'f', 'v', 'm')) \
         AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum"
    )
}

/// Puts the class of a column's type and its arguments in the place of the
/// type's spelling.
fn spread_type(row: &mut [Value]) {
    let [_, spelling, given, dimensions, _, _, labels, ..] = row else {
        return;
    };
    let Value::Text(text) = &*spelling else {
        return;
    };
    let is_array = text.ends_with("[]");
    let element = text.trim_end_matches("[]").to_owned();
    // A view's column does not say how many dimensions it has.
    match (is_array, &*dimensions) {
        (true, Value::Integer(number)) if *number > 0 => {}
        (true, _) => *dimensions = Value::Integer(1),
        (false, _) => *dimensions = Value::Integer(0),
    }
    if !labels.is_null() {
        *spelling = Value::from("ENUM");
        *given = arguments(&[]);
        return;
    }
    let (class, pairs) = class(&element);
    *spelling = Value::from(class);
    *given = arguments(&pairs);
}

/// The class of `sqlalchemy.dialects.postgresql` for a type's spelling, and
/// its arguments.
fn class(text: &str) -> (&'static str, Vec<(&'static str, Value)>) {
    let numbers = numbers(text);
    let number = |index: usize| numbers.get(index).map(|number| Value::Integer(*number));
    let (base, rest) = text.split_once('(').unwrap_or((text, ""));
    let suffix = rest.split_once(')').map_or("", |(_, suffix)| suffix);
    let name = format!("{base}{suffix}");
    let with = |class, pairs: &[(&'static str, Option<Value>)]| {
        let pairs = pairs
            .iter()
            .filter_map(|(name, value)| Some((*name, value.clone()?)));
        (class, pairs.collect())
    };
    let zoned = |class, zoned: bool| {
        with(
            class,
            &[
                ("timezone", Some(Value::Boolean(zoned))),
                ("precision", number(0)),
            ],
        )
    };
    match name.as_str() {
        "character varying" => with("VARCHAR", &[("length", number(0))]),
        "character" | "\"char\"" => with("CHAR", &[("length", number(0))]),
        "numeric" => with("NUMERIC", &[("precision", number(0)), ("scale", number(1))]),
        "double precision" => with(
            "DOUBLE_PRECISION",
            &[("precision", Some(Value::Integer(53)))],
        ),
        "timestamp with time zone" => zoned("TIMESTAMP", true),
        "timestamp without time zone" => zoned("TIMESTAMP", false),
        "time with time zone" => zoned("TIME", true),
        "time without time zone" => zoned("TIME", false),
        "bit" => with("BIT", &[("length", number(0))]),
        "bit varying" => with(
            "BIT",
            &[
                ("length", number(0)),
                ("varying", Some(Value::Boolean(true))),
            ],
        ),
        interval if interval.starts_with("interval") => {
            with("INTERVAL", &[("precision", number(0))])
        }
        name => (
            CLASSES
                .iter()
                .find(|(known, _)| *known == name)
                .map_or("NullType", |(_, class)| class),
            Vec::new(),
        ),
    }
}

const CLASSES: &[(&str, &str)] = &[
    ("integer", "INTEGER"),
    ("bigint", "BIGINT"),
    ("smallint", "SMALLINT"),
    ("text", "TEXT"),
    ("name", "TEXT"),
    ("boolean", "BOOLEAN"),
    ("real", "REAL"),
    ("date", "DATE"),
    ("uuid", "UUID"),
    ("json", "JSON"),
    ("jsonb", "JSONB"),
    ("jsonpath", "JSONPATH"),
    ("bytea", "BYTEA"),
    ("inet", "INET"),
    ("cidr", "CIDR"),
    ("macaddr", "MACADDR"),
    ("macaddr8", "MACADDR8"),
    ("money", "MONEY"),
    ("oid", "OID"),
    ("regclass", "REGCLASS"),
    ("regconfig", "REGCONFIG"),
    ("tsvector", "TSVECTOR"),
    ("tsquery", "TSQUERY"),
    ("hstore", "HSTORE"),
    ("citext", "CITEXT"),
    ("int4range", "INT4RANGE"),
    ("int8range", "INT8RANGE"),
    ("numrange", "NUMRANGE"),
    ("daterange", "DATERANGE"),
    ("tsrange", "TSRANGE"),
    ("tstzrange", "TSTZRANGE"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spelling_names_a_class_and_its_arguments() {
        let check = |text: &str, expect: &str| {
            let (class, pairs) = class(text);
            let pairs: Vec<String> = pairs
                .iter()
                .map(|(name, value)| format!("{name}={value:?}"))
                .collect();
            assert_eq!(format!("{class}({})", pairs.join(", ")), expect, "{text}");
        };
        check("character varying(20)", "VARCHAR(length=Integer(20))");
        check("character varying", "VARCHAR()");
        check(
            "numeric(10,2)",
            "NUMERIC(precision=Integer(10), scale=Integer(2))",
        );
        check(
            "timestamp(3) with time zone",
            "TIMESTAMP(timezone=Boolean(true), precision=Integer(3))",
        );
        check("interval day to second", "INTERVAL()");
        check("geometry(Point,4326)", "NullType()");
    }
}
