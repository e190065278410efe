//! A reflection in the form in which `record.py` writes down SQLAlchemy's.

use std::fmt::Write;

use limbeck_dialect::{Found, Reflection};
use limbeck_schema::{
    Column, ColumnDefault, Constraint, ConstraintKind, Expression, Index, OptionValue, Options,
    PostgresqlType, SequenceOptions, SqlType, StringType, Table, UnaryOperator,
};

pub fn show(reflection: &Reflection) -> String {
    let mut out = String::new();
    let names: Vec<Option<String>> = {
        let tables = reflection.schema.tables.keys();
        let mut names: Vec<_> = tables
            .map(|name| name.schema.as_ref().map(ToString::to_string))
            .collect();
        names.dedup();
        names
    };
    for schema in names {
        let own = |name: &Option<limbeck_schema::Name>| {
            name.as_ref().map(ToString::to_string).as_ref() == schema.as_ref()
        };
        for (name, table) in &reflection.schema.tables {
            if own(&name.schema) {
                show_table(&mut out, table, &reflection.found[name]);
            }
        }
        // Sequences and enums of the schema "public" are those without one.
        let own = |name: &Option<limbeck_schema::Name>| {
            own(name) || name.is_none() && schema.as_deref() == Some("public")
        };
        for sequence in &reflection.schema.sequences {
            if own(&sequence.name.schema) {
                let _ = writeln!(out, "sequence {}", sequence.name.name);
            }
        }
        for found in &reflection.schema.enums {
            if own(&found.schema) {
                let name = found.name.as_ref().unwrap();
                let _ = writeln!(out, "enum {name} {}", list(&found.labels));
            }
        }
    }
    let mut warnings: Vec<_> = reflection.warnings.iter().map(|w| w.to_string()).collect();
    warnings.sort();
    warnings.dedup();
    for warning in warnings {
        let _ = writeln!(out, "warning {warning}");
    }
    out
}

fn show_table(out: &mut String, table: &Table, found: &Found) {
    let mut fields = Fields::default();
    fields.text("comment", table.comment.as_deref());
    let mut options: Vec<_> = table.options.0.iter().collect();
    options.sort_by_key(|(name, _)| name.as_str());
    for (name, value) in options {
        // SQLAlchemy does not see these.
        if !matches!(
            name.as_str(),
            "postgresql_partition_by" | "sqlite_autoincrement"
        ) {
            fields.add(name, option(value));
        }
    }
    let _ = writeln!(out, "table {} {}", table.name, fields.0);
    for column in &table.columns {
        show_column(out, column);
    }
    for constraint in &table.constraints {
        show_constraint(out, constraint);
    }
    let mut indexes: Vec<(&Index, bool)> = table.indexes.iter().map(|i| (i, false)).collect();
    indexes.extend(found.constraint_indexes.iter().map(|i| (i, true)));
    indexes.sort_by_key(|(index, _)| index.name.name());
    for (index, duplicates) in indexes {
        show_index(out, index, duplicates);
    }
}

#[derive(Default)]
struct Fields(String);

impl Fields {
    fn add(&mut self, name: &str, value: impl std::fmt::Display) {
        let space = if self.0.is_empty() { "" } else { " " };
        let _ = write!(self.0, "{space}{name}={value}");
    }

    fn text(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.add(name, quoted(value));
        }
    }
}

fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", text.replace('\n', "\\n"))
}

fn list<T: ToString>(items: &[T]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(&item.to_string())).collect();
    format!("[{}]", items.join(", "))
}

fn yes(truth: bool) -> &'static str {
    if truth { "yes" } else { "no" }
}

fn option(value: &OptionValue) -> String {
    match value {
        OptionValue::None => "-".to_owned(),
        OptionValue::Boolean(truth) => yes(*truth).to_owned(),
        OptionValue::Integer(number) => number.to_string(),
        OptionValue::Text(text) => quoted(text),
        OptionValue::Expression(expression) => quoted(&raw(expression)),
        OptionValue::List(items) => {
            let items: Vec<String> = items.iter().map(option).collect();
            format!("[{}]", items.join(", "))
        }
        OptionValue::Map(map) => mapping(map.iter().map(|(key, value)| (&**key, option(value)))),
    }
}

fn mapping<'a>(pairs: impl Iterator<Item = (&'a str, String)>) -> String {
    let pairs: Vec<String> = pairs
        .map(|(key, value)| format!("{}: {value}", quoted(key)))
        .collect();
    format!("{{{}}}", pairs.join(", "))
}

/// SQL that the database gave as text.
fn raw(expression: &Expression) -> String {
    match expression {
        Expression::Raw(text) => text.clone(),
        Expression::Column(column) => column.name.to_string(),
        other => panic!("{other:?}"),
    }
}

fn show_column(out: &mut String, column: &Column) {
    let mut fields = Fields::default();
    fields.add("nullable", yes(column.nullable));
    if let ColumnDefault::Expression(default) = &column.default {
        fields.add("default", quoted(&raw(default)));
    }
    if let Some(autoincrement) = column.autoincrement {
        fields.add("autoincrement", yes(autoincrement));
    }
    fields.text("comment", column.comment.as_deref());
    match &column.default {
        ColumnDefault::Computed(computed) => {
            let pairs = [
                ("sqltext", quoted(&raw(&computed.expression))),
                ("persisted", yes(computed.persisted.unwrap()).to_owned()),
            ];
            fields.add("computed", mapping(pairs.into_iter()));
        }
        ColumnDefault::Identity(identity) => {
            let SequenceOptions {
                start,
                increment,
                min_value,
                max_value,
                cycle,
                cache,
                ..
            } = &identity.options;
            let number = |number: &Option<i64>| number.unwrap().to_string();
            let pairs = [
                ("always", yes(identity.always).to_owned()),
                ("start", number(start)),
                ("increment", number(increment)),
                ("minvalue", number(min_value)),
                ("maxvalue", number(max_value)),
                ("cache", number(cache)),
                ("cycle", yes(cycle.unwrap()).to_owned()),
            ];
            fields.add("identity", mapping(pairs.into_iter()));
        }
        ColumnDefault::None
        | ColumnDefault::Literal(_)
        | ColumnDefault::Expression(_)
        | ColumnDefault::Fetched => {}
    }
    let name = quoted(column.name.as_str());
    let sql_type = repr(&column.sql_type);
    let _ = writeln!(out, "  column {name} {sql_type} {}", fields.0);
}

fn show_constraint(out: &mut String, constraint: &Constraint) {
    let mut fields = Fields::default();
    fields.text("name", constraint.name.name().map(|name| name.as_str()));
    let mut options = constraint.options.clone();
    let kind = match &constraint.kind {
        ConstraintKind::PrimaryKey(columns) => {
            fields.add("constrained_columns", list(columns));
            "key"
        }
        ConstraintKind::Unique(columns) => {
            fields.add("column_names", list(columns));
            "unique"
        }
        ConstraintKind::Check(check) => {
            fields.add("sqltext", quoted(&raw(&check.condition)));
            // SQLAlchemy calls them so where it reflects them.
            options = Options::default();
            for (name, value) in &constraint.options.0 {
                options.set(name.trim_start_matches("postgresql_"), value.clone());
            }
            options.0.sort_keys();
            "check"
        }
        ConstraintKind::ForeignKey(key) => {
            fields.add("constrained_columns", list(&key.columns));
            let target = &key.target.table;
            fields.text(
                "referred_schema",
                target.schema.as_ref().map(|s| s.as_str()),
            );
            fields.text("referred_table", Some(target.name.as_str()));
            fields.add("referred_columns", list(&key.target.columns));
            let text = |text: &Option<String>| text.as_deref().map(quoted);
            let pairs = [
                (
                    "deferrable",
                    constraint.deferral.deferrable.map(|t| yes(t).to_owned()),
                ),
                ("initially", text(&constraint.deferral.initially)),
                ("match", text(&key.match_type)),
                ("ondelete", text(&key.on_delete)),
                ("onupdate", text(&key.on_update)),
            ];
            let mut pairs = pairs
                .into_iter()
                .filter_map(|(name, value)| Some((name, value?)))
                .peekable();
            if pairs.peek().is_some() {
                fields.add("options", mapping(pairs));
            }
            options = Options::default();
            "foreign"
        }
        // SQLAlchemy does not see it.
        ConstraintKind::Exclude(_) => return,
    };
    fields.text("comment", constraint.comment.as_deref());
    if !options.is_empty() {
        fields.add("dialect_options", option(&OptionValue::Map(options.0)));
    }
    let _ = writeln!(out, "  {kind} {}", fields.0);
}

fn show_index(out: &mut String, index: &Index, duplicates: bool) {
    let name = index.name.name().unwrap().as_str();
    let mut fields = Fields::default();
    fields.text("name", Some(name));
    // SQLite counts.
    let unique = match is_sqlite(index) {
        true => {
            if index.unique {
                "1"
            } else {
                "0"
            }
        }
        false => yes(index.unique),
    };
    fields.add("unique", unique);
    let elements: Vec<Element> = index.expressions.iter().map(Element::of).collect();
    let columns: Vec<String> = elements
        .iter()
        .map(|element| match element.is_column {
            true => quoted(&element.text),
            false => "-".to_owned(),
        })
        .collect();
    fields.add("column_names", format!("[{}]", columns.join(", ")));
    if elements.iter().any(|element| !element.is_column) {
        let texts: Vec<&str> = elements.iter().map(|e| e.text.as_str()).collect();
        fields.add("expressions", list(&texts));
    }
    let sorted: Vec<&Element> = elements.iter().filter(|e| !e.order.is_empty()).collect();
    if !sorted.is_empty() {
        let pairs = sorted.iter().map(|e| (e.text.as_str(), list(&e.order)));
        fields.add("column_sorting", mapping(pairs));
    }
    if duplicates {
        fields.text("duplicates_constraint", Some(name));
    }
    if !index.options.is_empty() {
        let options = OptionValue::Map(index.options.0.clone());
        fields.add("dialect_options", option(&options));
    }
    let _ = writeln!(out, "  index {}", fields.0);
}

/// Only PostgreSQL's indexes have options whatever they are.
fn is_sqlite(index: &Index) -> bool {
    !index.options.0.contains_key("postgresql_include")
}

struct Element {
    text: String,
    is_column: bool,
    order: Vec<&'static str>,
}

impl Element {
    fn of(expression: &Expression) -> Element {
        match expression {
            Expression::Unary { operator, operand } => {
                let mut element = Element::of(operand);
                element.order.push(match operator {
                    UnaryOperator::Descending => "desc",
                    UnaryOperator::NullsFirst => "nulls_first",
                    UnaryOperator::NullsLast => "nulls_last",
                    other => panic!("{other:?}"),
                });
                element
            }
            // SQLAlchemy does not see it.
            Expression::Collate { operand, .. } => Element::of(operand),
            other => Element {
                text: raw(other),
                is_column: matches!(other, Expression::Column(_)),
                order: Vec::new(),
            },
        }
    }
}

/// The type's repr in Python.
fn repr(sql_type: &SqlType) -> String {
    let string = |class: &str, string: &StringType| {
        let collation = string.collation.as_ref().map(|name| format!("'{name}'"));
        call(
            class,
            &[
                ("length", string.length.map(|n| n.to_string())),
                ("collation", collation),
            ],
        )
    };
    let number = |class: &str, precision: &Option<u32>, scale: &Option<i32>| {
        call(
            class,
            &[
                ("precision", precision.map(|n| n.to_string())),
                ("scale", scale.map(|n| n.to_string())),
            ],
        )
    };
    let temporal = |class: &str, timezone: bool, precision: &Option<u32>| {
        call(
            class,
            &[
                ("timezone", timezone.then(|| "True".to_owned())),
                ("precision", precision.map(|n| n.to_string())),
            ],
        )
    };
    match sql_type {
        SqlType::Null => "NullType()".to_owned(),
        SqlType::String(of) => string("String", of),
        SqlType::Varchar(of) => string("VARCHAR", of),
        SqlType::Nvarchar(of) => string("NVARCHAR", of),
        SqlType::Char(of) => string("CHAR", of),
        SqlType::Nchar(of) => string("NCHAR", of),
        SqlType::SqlText(of) => string("TEXT", of),
        SqlType::SqlInteger => "INTEGER()".to_owned(),
        SqlType::Smallint => "SMALLINT()".to_owned(),
        SqlType::Bigint => "BIGINT()".to_owned(),
        SqlType::SqlNumeric { precision, scale } => number("NUMERIC", precision, scale),
        SqlType::Decimal { precision, scale } => number("DECIMAL", precision, scale),
        SqlType::SqlFloat { precision } => number("FLOAT", precision, &None),
        SqlType::SqlDouble { precision } => number("DOUBLE", precision, &None),
        SqlType::DoublePrecision { precision } => number("DOUBLE_PRECISION", precision, &None),
        SqlType::Real { precision } => number("REAL", precision, &None),
        SqlType::SqlBoolean { .. } => "BOOLEAN()".to_owned(),
        SqlType::SqlDate => "DATE()".to_owned(),
        SqlType::SqlTime { timezone } => temporal("TIME", *timezone, &None),
        SqlType::SqlDateTime { timezone } => temporal("DATETIME", *timezone, &None),
        SqlType::Timestamp { timezone } => temporal("TIMESTAMP", *timezone, &None),
        SqlType::Blob { length } => call("BLOB", &[("length", length.map(|n| n.to_string()))]),
        SqlType::Json { .. } => "JSON()".to_owned(),
        SqlType::SqlUuid { as_uuid: true } => "UUID()".to_owned(),
        SqlType::Array {
            item,
            dimensions: None,
        } => format!("ARRAY({})", repr(item)),
        SqlType::Enum(found) => {
            let mut arguments: Vec<String> = found.labels.iter().map(|l| python(l)).collect();
            let name = found.name.as_ref().unwrap();
            arguments.push(format!("name={}", python(name.as_str())));
            if let Some(schema) = &found.schema {
                arguments.push(format!("schema={}", python(schema.as_str())));
            }
            assert!(found.postgresql && found.native);
            format!("ENUM({})", arguments.join(", "))
        }
        SqlType::Postgresql(postgresql) => match postgresql {
            PostgresqlType::Json { .. } => "JSON(astext_type=Text())".to_owned(),
            PostgresqlType::Jsonb { .. } => "JSONB(astext_type=Text())".to_owned(),
            PostgresqlType::Timestamp {
                timezone,
                precision,
            } => temporal("TIMESTAMP", *timezone, precision),
            PostgresqlType::Time {
                timezone,
                precision,
            } => temporal("TIME", *timezone, precision),
            PostgresqlType::Interval { fields, precision } => call(
                "INTERVAL",
                &[
                    ("precision", precision.map(|n| n.to_string())),
                    ("fields", fields.as_ref().map(|f| format!("'{f}'"))),
                ],
            ),
            PostgresqlType::Bit { length, varying } => call(
                "BIT",
                &[
                    ("length", length.map(|n| n.to_string())),
                    ("varying", varying.then(|| "True".to_owned())),
                ],
            ),
            PostgresqlType::Hstore => "HSTORE(text_type=Text())".to_owned(),
            PostgresqlType::Plain(name) => format!("{name}()"),
            PostgresqlType::Domain {
                name,
                data_type,
                collation,
                default,
                constraint_name,
                not_null,
                check,
                ..
            } => {
                let text = |of: Option<String>| of.map(|text| quoted(&text));
                let rest = [
                    ("schema", text(name.schema.as_ref().map(|s| s.to_string()))),
                    ("collation", text(collation.clone())),
                    ("default", text(default.as_deref().map(raw))),
                    (
                        "constraint_name",
                        text(constraint_name.as_ref().map(|n| n.to_string())),
                    ),
                    ("check", text(check.as_deref().map(raw))),
                    ("not_null", not_null.then(|| "yes".to_owned())),
                ];
                let rest = call("", &rest);
                let rest = rest.trim_start_matches('(').trim_end_matches(')');
                let comma = if rest.is_empty() { "" } else { ", " };
                let name = quoted(name.name.as_str());
                format!("DOMAIN({name}, {}{comma}{rest})", repr(data_type))
            }
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn call(class: &str, arguments: &[(&str, Option<String>)]) -> String {
    let given: Vec<String> = arguments
        .iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", value.as_ref()?)))
        .collect();
    format!("{class}({})", given.join(", "))
}

/// A text as Python's `repr` shows it.
fn python(text: &str) -> String {
    limbeck_dialect::python_string(text)
}
