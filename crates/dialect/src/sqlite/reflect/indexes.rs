//! Indexes, and the UNIQUE constraints behind some of them.

use std::collections::HashMap;

use limbeck_schema::{
    Constraint, ConstraintKind, ConstraintName, Expression, Index, Name, OptionValue, Options,
    UnaryOperator,
};

use super::written::{WrittenIndex, WrittenKind};
use super::{Place, Wanted, master};
use crate::Error;
use crate::reflect::{Parts, Warning, ask};

/// An index as the pragmas have it.
struct Found {
    table: usize,
    name: String,
    unique: bool,
    /// `c` of CREATE INDEX, `u` of UNIQUE, `pk` of PRIMARY KEY.
    origin: String,
    elements: Vec<Element>,
}

struct Element {
    place: i64,
    /// `None` for an expression.
    column: Option<String>,
    descending: bool,
    collation: String,
}

/// Reads indexes and UNIQUE constraints, as far as they are wanted.
pub(super) fn read(
    place: &mut Place<'_>,
    parts: Parts,
    warnings: &mut Vec<Warning>,
) -> Result<(), Error> {
    let found = found(place)?;
    let texts = match parts.indexes {
        true => texts(place)?,
        false => HashMap::new(),
    };
    let mut uniques: Vec<Vec<Found>> = Vec::new();
    uniques.resize_with(place.wanted.len(), Vec::new);
    for index in found {
        let Some(wanted) = place.wanted.get_mut(index.table) else {
            continue;
        };
        match index.origin.as_str() {
            "c" if parts.indexes => {
                let text = texts.get(&index.name).map(String::as_str);
                let index = made(index, text.unwrap_or_default(), wanted);
                let is_expression =
                    |element: &Expression| matches!(bare(element), Expression::Raw(_));
                if let (true, Some(name)) = (
                    index.expressions.iter().any(is_expression),
                    index.name.name(),
                ) {
                    warnings.push(Warning::ExpressionIndex(name.as_str().to_owned()));
                }
                wanted.table.indexes.push(index);
            }
            "u" => {
                if let Some(uniques) = uniques.get_mut(index.table) {
                    uniques.push(index);
                }
            }
            _ => {}
        }
    }
    for (wanted, uniques) in place.wanted.iter_mut().zip(uniques) {
        wanted
            .table
            .indexes
            .sort_by(|one, other| one.name.name().cmp(&other.name.name()));
        if parts.constraints {
            let constraints = constraints(uniques, wanted);
            // After the foreign keys, before the CHECKs.
            let all = &mut wanted.table.constraints;
            let is_check = |one: &Constraint| matches!(one.kind, ConstraintKind::Check(_));
            let at = all.iter().position(is_check).unwrap_or(all.len());
            all.splice(at..at, constraints);
        }
    }
    Ok(())
}

fn found(place: &Place<'_>) -> Result<Vec<Found>, Error> {
    let rows = place.rows(
        "l.name, l.\"unique\", l.origin, x.seqno, x.name, x.cid, x.\"desc\", x.coll",
        " JOIN pragma_index_list(m.name, ?1) AS l \
         JOIN pragma_index_xinfo(l.name, ?1) AS x ON x.key",
    )?;
    let mut found: Vec<Found> = Vec::new();
    for mut row in rows {
        let Some(table) = place.by_name.get(&row.name()).copied() else {
            continue;
        };
        let name = row.name();
        let unique = row.truth();
        let origin = row.name();
        let element = Element {
            place: row.number().unwrap_or_default(),
            column: row.text(),
            descending: {
                row.value();
                row.truth()
            },
            collation: row.name(),
        };
        // The rows of one index come together.
        match found.last_mut() {
            Some(last) if last.table == table && last.name == name => last.elements.push(element),
            _ => found.push(Found {
                table,
                name,
                unique,
                origin,
                elements: vec![element],
            }),
        }
    }
    for index in &mut found {
        index.elements.sort_by_key(|element| element.place);
    }
    Ok(found)
}

/// The texts of CREATE INDEX by name.
fn texts(place: &Place<'_>) -> Result<HashMap<String, String>, Error> {
    let rows = ask(
        format!(
            "SELECT name, sql FROM {} WHERE type = 'index' AND sql IS NOT NULL",
            master(place.schema)
        ),
        &[],
        place.catalog,
    )?;
    Ok(rows.map(|mut row| (row.name(), row.name())).collect())
}

fn made(found: Found, text: &str, wanted: &Wanted) -> Index {
    let written = WrittenIndex::read(text);
    let mut options = Options::default();
    if let Some(condition) = written.condition {
        let condition = Box::new(Expression::Raw(condition));
        options.set("sqlite_where", OptionValue::Expression(condition));
    }
    let elements = found.elements.into_iter().enumerate();
    let expressions = elements.map(|(place, element)| {
        let expression = match element.column {
            None => Expression::Raw(written.elements.get(place).cloned().unwrap_or_default()),
            Some(column) => {
                let own = wanted
                    .written
                    .column(&column)
                    .and_then(|column| column.collation.as_deref())
                    .unwrap_or("BINARY");
                let is_own = own.eq_ignore_ascii_case(&element.collation);
                let column = Expression::column(column);
                match is_own {
                    true => column,
                    false => Expression::Collate {
                        operand: Box::new(column),
                        collation: Name::new(element.collation),
                    },
                }
            }
        };
        match element.descending {
            true => Expression::Unary {
                operator: UnaryOperator::Descending,
                operand: Box::new(expression),
            },
            false => expression,
        }
    });
    Index {
        name: ConstraintName::Final(found.name.into()),
        table: Some(wanted.table.name.clone()),
        expressions: expressions.collect(),
        unique: found.unique,
        options,
    }
}

/// An element without its order.
fn bare(element: &Expression) -> &Expression {
    match element {
        Expression::Unary { operand, .. } => bare(operand),
        other => other,
    }
}

/// UNIQUE constraints, those of the table first, in the order of the text.
fn constraints(mut found: Vec<Found>, wanted: &Wanted) -> Vec<Constraint> {
    let mut constraints = Vec::with_capacity(found.len());
    let (of_columns, of_table): (Vec<_>, Vec<_>) = wanted
        .written
        .constraints
        .iter()
        .partition(|constraint| constraint.column.is_some());
    for written in of_table.into_iter().chain(of_columns) {
        let WrittenKind::Unique(columns) = &written.kind else {
            continue;
        };
        let same = |index: &Found| {
            index.elements.len() == columns.len()
                && index.elements.iter().zip(columns).all(|(element, column)| {
                    let name = element.column.as_deref().unwrap_or_default();
                    name.eq_ignore_ascii_case(column)
                })
        };
        if let Some(index) = found.iter().position(same) {
            constraints.push(unique(found.remove(index), written.name.as_ref()));
        }
    }
    // Those that the text did not tell of.
    constraints.extend(found.into_iter().map(|index| unique(index, None)));
    constraints
}

fn unique(found: Found, name: Option<&String>) -> Constraint {
    let columns = found
        .elements
        .into_iter()
        .filter_map(|element| element.column);
    let name = match name {
        Some(name) => ConstraintName::Final(Name::new(name)),
        None => ConstraintName::Unnamed,
    };
    let columns = columns.map(Name::new).collect();
    Constraint::new(name, ConstraintKind::Unique(columns))
}
