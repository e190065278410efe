//! Questions about what a database holds, for scripts that ask with
//! SQLAlchemy's inspector. What tables are made of is answered by reflection.

mod class;

use limbeck_operations::Rows;
use limbeck_schema::{
    Column, ColumnDefault, Constraint, ConstraintKind, Expression, Index, Name, OptionValue,
    Options, Table, TableName, Value,
};

use crate::reflect::{Found, Parts, Request, reflect, table_names};
use crate::{Catalog, Error, mysql, postgresql, sqlite};

/// What an inspector may want to know. The answers are rows of the given
/// columns, on every dialect; a list in brackets is an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Tables of a schema: name.
    Tables,
    /// Temporary tables: name.
    TemporaryTables,
    /// Views of a schema: name.
    Views,
    /// Materialized views of a schema: name.
    MaterializedViews,
    /// Schemas: name.
    Schemas,
    /// Sequences of a schema: name.
    Sequences,
    /// Enums of a schema: name, schema, whether it is visible, [labels].
    Enums,
    /// Columns of a table: name, class of the type, [its arguments, name
    /// and value in turn; of a domain's `data_type` these six values], dimensions of the array, name, schema and [labels]
    /// of the enum, whether it may be NULL, default, comment, [start,
    /// increment, minimum, maximum, cache, whether it cycles, whether ALWAYS]
    /// of the identity, expression of the generated column, whether that is
    /// stored, place in the primary key from 1 or 0.
    Columns,
    /// The primary key of a table: name, [columns], comment.
    PrimaryKey,
    /// Foreign keys of a table: name, [columns], schema, table, [columns],
    /// ON DELETE, ON UPDATE, whether DEFERRABLE, INITIALLY DEFERRED, comment.
    ForeignKeys,
    /// Indexes of a table: name, whether it is unique, [columns, NULL for
    /// expressions], [expressions], [INCLUDE columns], WHERE, method, name of
    /// the constraint behind it.
    Indexes,
    /// Unique constraints of a table: name, [columns], comment, whether NULLS
    /// NOT DISTINCT.
    UniqueConstraints,
    /// CHECK constraints of a table: name, condition, comment.
    CheckConstraints,
    /// The comment of a table, and its options: text, an array of pairs.
    TableComment,
    /// The text of a view: text.
    ViewDefinition,
}

/// Asks a database. `table` says of which table, where a question is about
/// one.
pub fn inspect(
    dialect: &str,
    question: Question,
    schema: Option<&str>,
    table: &str,
    catalog: &dyn Catalog,
) -> Result<Rows, Error> {
    let parts = match question {
        // The place in the primary key is told with the columns.
        Question::Columns => Parts {
            columns: true,
            constraints: true,
            indexes: false,
        },
        Question::PrimaryKey
        | Question::ForeignKeys
        | Question::UniqueConstraints
        | Question::CheckConstraints => Parts {
            constraints: true,
            ..Parts::NONE
        },
        Question::Indexes => Parts {
            indexes: true,
            ..Parts::NONE
        },
        Question::TableComment if dialect == "sqlite" => return Err(not_implemented()),
        Question::TableComment => Parts::NONE,
        Question::Tables => {
            let schema = schema.map(Name::new);
            let tables = table_names(dialect, &[schema], catalog)?;
            let names = tables.into_iter().map(|table| vec![text(&table.name.name)]);
            return Ok(rows(names.collect()));
        }
        Question::TemporaryTables
        | Question::Views
        | Question::MaterializedViews
        | Question::Schemas
        | Question::Sequences
        | Question::Enums
        | Question::ViewDefinition => {
            return match dialect {
                "postgresql" => postgresql::inspect(question, schema, table, catalog),
                "sqlite" => sqlite::inspect(question, schema, table, catalog),
                "mysql" | "mariadb" => mysql::inspect(question, schema, table, catalog),
                other => Err(Error::raised(
                    "NotImplementedError",
                    format!("limbeck cannot inspect {other} databases yet"),
                )),
            };
        }
    };
    let request = Request {
        tables: vec![TableName::in_schema(schema.map(Name::new), table)],
        schemas: Vec::new(),
        parts,
    };
    let mut reflection = reflect(dialect, &request, catalog)?;
    let table = reflection.schema.tables.pop().map(|(_, table)| table);
    let found = reflection.found.pop().map(|(_, found)| found);
    let (Some(table), Some(found)) = (table, found) else {
        return Ok(Rows::default());
    };
    Ok(rows(match question {
        Question::Columns => columns(&table),
        Question::Indexes => indexes(dialect, table, found),
        Question::TableComment => vec![vec![
            optional(table.comment.as_deref()),
            options(&table.options),
        ]],
        _ => table
            .constraints
            .iter()
            .filter_map(|one| constraint(question, one))
            .collect(),
    }))
}

type Row = Vec<Value>;

pub(crate) fn rows(rows: Vec<Row>) -> Rows {
    Rows {
        rows,
        ..Rows::default()
    }
}

/// The answer to a question that makes no sense here.
pub(crate) fn not_implemented() -> Error {
    Error::raised("NotImplementedError", "")
}

fn text(name: &Name) -> Value {
    Value::from(name.as_str())
}

fn optional(text: Option<&str>) -> Value {
    text.map_or(Value::Null, Value::from)
}

fn names(names: &[Name]) -> Value {
    Value::Array(names.iter().map(text).collect())
}

/// Names and values; a value may be names with numbers.
fn options(options: &Options) -> Value {
    let pair = |name: &str, value: Value| Value::Array(vec![Value::from(name), value]);
    let written = |value: &OptionValue| match value {
        OptionValue::Text(text) => Some(Value::from(text.as_str())),
        OptionValue::Map(map) => {
            let pairs = map.iter().filter_map(|(name, value)| match value {
                OptionValue::Integer(number) => Some(pair(name, Value::Integer(*number))),
                _ => None,
            });
            Some(Value::Array(pairs.collect()))
        }
        _ => None,
    };
    let all = options.0.iter();
    let told = all.filter_map(|(name, value)| Some(pair(name, written(value)?)));
    Value::Array(told.collect())
}

/// SQL that the database gave as text.
fn raw(expression: &Expression) -> Value {
    match expression {
        Expression::Raw(text) => Value::from(text.as_str()),
        _ => Value::Null,
    }
}

fn columns(table: &Table) -> Vec<Row> {
    let key = table.primary_key();
    let place = |column: &Column| {
        let place = key.iter().position(|name| *name == column.name);
        Value::Integer(place.map_or(0, |place| place as i64 + 1))
    };
    let row = |column: &Column| {
        let described = class::of(&column.sql_type);
        let (default, identity, generated, stored) = match &column.default {
            ColumnDefault::Expression(default) => (raw(default), Value::Null, Value::Null, false),
            ColumnDefault::Identity(identity) => {
                let options = &identity.options;
                let flag = |truth: bool| Some(i64::from(truth));
                let numbers = [
                    options.start,
                    options.increment,
                    options.min_value,
                    options.max_value,
                    options.cache,
                    flag(options.cycle == Some(true)),
                    flag(identity.always),
                ];
                let numbers = numbers.map(|number| number.map_or(Value::Null, Value::Integer));
                let numbers = Value::Array(numbers.to_vec());
                (Value::Null, numbers, Value::Null, false)
            }
            ColumnDefault::Computed(computed) => (
                Value::Null,
                Value::Null,
                raw(&computed.expression),
                computed.persisted == Some(true),
            ),
            ColumnDefault::None | ColumnDefault::Literal(_) | ColumnDefault::Fetched => {
                (Value::Null, Value::Null, Value::Null, false)
            }
        };
        let mut row = vec![text(&column.name)];
        row.extend(described);
        row.extend([
            Value::Boolean(column.nullable),
            default,
            optional(column.comment.as_deref()),
            identity,
            generated,
            Value::Boolean(stored),
            place(column),
            column.autoincrement.map_or(Value::Null, Value::Boolean),
        ]);
        row
    };
    table.columns.iter().map(row).collect()
}

/// The constraint as a row, if the question is about such.
fn constraint(question: Question, constraint: &Constraint) -> Option<Row> {
    let name = constraint.name.name().map_or(Value::Null, text);
    let comment = optional(constraint.comment.as_deref());
    match (question, &constraint.kind) {
        (Question::PrimaryKey, ConstraintKind::PrimaryKey(columns)) => {
            Some(vec![name, names(columns), comment])
        }
        (Question::UniqueConstraints, ConstraintKind::Unique(columns)) => {
            let not_distinct = constraint.options.is_true("postgresql_nulls_not_distinct");
            let not_distinct = Value::Boolean(not_distinct);
            Some(vec![name, names(columns), comment, not_distinct])
        }
        (Question::CheckConstraints, ConstraintKind::Check(check)) => {
            Some(vec![name, raw(&check.condition), comment])
        }
        (Question::ForeignKeys, ConstraintKind::ForeignKey(key)) => {
            let target = &key.target;
            let deferral = &constraint.deferral;
            Some(vec![
                name,
                names(&key.columns),
                target.table.schema.as_ref().map_or(Value::Null, text),
                text(&target.table.name),
                names(&target.columns),
                optional(key.on_delete.as_deref()),
                optional(key.on_update.as_deref()),
                Value::Boolean(deferral.deferrable == Some(true)),
                Value::Boolean(deferral.initially.as_deref() == Some("DEFERRED")),
                comment,
            ])
        }
        _ => None,
    }
}

fn indexes(dialect: &str, table: Table, found: Found) -> Vec<Row> {
    let own = table.indexes.into_iter().map(|index| (index, false));
    let of_constraints = found.constraint_indexes.into_iter();
    let mut indexes: Vec<(Index, bool)> = own
        .chain(of_constraints.map(|index| (index, true)))
        .collect();
    indexes.sort_by(|(one, _), (other, _)| one.name.name().cmp(&other.name.name()));
    let rows = indexes.iter().filter_map(|(index, of_constraint)| {
        let elements: Vec<&Expression> = index.expressions.iter().map(element).collect();
        let columns = elements.iter().map(|element| match element {
            Expression::Column(column) => text(&column.name),
            _ => Value::Null,
        });
        let columns: Vec<Value> = columns.collect();
        // SQLAlchemy leaves them out.
        if dialect == "sqlite" && columns.contains(&Value::Null) {
            return None;
        }
        let texts = elements.iter().map(|element| match element {
            Expression::Column(column) => text(&column.name),
            other => raw(other),
        });
        let texts = Value::Array(texts.collect());
        let option = |name: &str| index.options.get(&format!("{dialect}_{name}"));
        let name = index.name.name().map_or(Value::Null, text);
        let constraint = match of_constraint {
            true => name.clone(),
            false => Value::Null,
        };
        Some(vec![
            name,
            Value::Boolean(index.unique),
            Value::Array(columns),
            texts,
            names(&index.options.names(&format!("{dialect}_include"))),
            match option("where") {
                Some(OptionValue::Text(condition)) => Value::from(condition.as_str()),
                Some(OptionValue::Expression(condition)) => raw(condition),
                _ => Value::Null,
            },
            match option("using") {
                Some(OptionValue::Text(method)) => Value::from(method.as_str()),
                _ => Value::Null,
            },
            constraint,
            options(&index.options),
        ])
    });
    rows.collect()
}

/// An element of an index without its order and collation.
fn element(expression: &Expression) -> &Expression {
    match expression {
        Expression::Unary { operand, .. } | Expression::Collate { operand, .. } => element(operand),
        other => other,
    }
}
