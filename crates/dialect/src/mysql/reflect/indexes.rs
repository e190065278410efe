//! Indexes; a UNIQUE constraint is an index here, and nothing else.

use limbeck_schema::{
    Constraint, ConstraintKind, ConstraintName, Expression, Index, Name, OptionValue, Options,
    UnaryOperator,
};

use super::Place;
use crate::Error;
use crate::reflect::Parts;

/// An element of an index.
struct Element {
    expression: Expression,
    column: Option<String>,
    length: Option<i64>,
}

/// An index as its rows tell.
struct Gathered {
    position: usize,
    name: String,
    unique: bool,
    kind: String,
    elements: Vec<Element>,
}

/// Reads indexes, and the UNIQUE constraints that some of them are.
pub(super) fn read(place: &mut Place<'_>, parts: Parts) -> Result<(), Error> {
    let expression = match place.mariadb {
        true => "NULL",
        false => "EXPRESSION",
    };
    let rows = place.rows(
        &format!(
            "TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, NON_UNIQUE = 0, INDEX_TYPE, COLUMN_NAME, \
             SUB_PART, COLLATION, {expression}"
        ),
        "STATISTICS",
        "TABLE_SCHEMA",
        "AND INDEX_NAME <> 'PRIMARY' \
         ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX",
    )?;
    let mut gathered: Vec<Gathered> = Vec::new();
    for mut row in rows {
        let positions = place.positions_of(&mut row);
        let name = row.name();
        let unique = row.truth();
        let kind = row.name();
        let column = row.text();
        let length = row.number();
        let descending = row.text().as_deref() == Some("D");
        let written = row.text();
        for position in positions {
            let known = gathered
                .iter()
                .rposition(|index| index.position == position && index.name == name);
            let at = known.unwrap_or_else(|| {
                gathered.push(Gathered {
                    position,
                    name: name.clone(),
                    unique,
                    kind: kind.clone(),
                    elements: Vec::new(),
                });
                gathered.len() - 1
            });
            let plain = match (&column, &written) {
                (Some(column), _) => Expression::column(column.as_str()),
                (None, written) => Expression::Raw(written.clone().unwrap_or_default()),
            };
            if let Some(index) = gathered.get_mut(at) {
                index.elements.push(Element {
                    expression: match descending {
                        true => Expression::Unary {
                            operator: UnaryOperator::Descending,
                            operand: Box::new(plain),
                        },
                        false => plain,
                    },
                    column: column.clone(),
                    length,
                });
            }
        }
    }
    for index in gathered {
        let Some(wanted) = place.wanted.get_mut(index.position) else {
            continue;
        };
        let columns: Option<Vec<Name>> = index
            .elements
            .iter()
            .map(|element| element.column.as_deref().map(Name::new))
            .collect();
        let unique = index.unique;
        let of_key = serves_foreign_key(&index, columns.as_deref(), &wanted.table.constraints);
        let name = ConstraintName::Final(Name::new(&index.name));
        let made = made(index, wanted.table.name.clone());
        match columns {
            Some(columns) if unique => {
                if parts.constraints {
                    // After the foreign keys, before the CHECKs.
                    let all = &mut wanted.table.constraints;
                    let is_check = |one: &Constraint| matches!(one.kind, ConstraintKind::Check(_));
                    let at = all.iter().position(is_check).unwrap_or(all.len());
                    all.insert(at, Constraint::new(name, ConstraintKind::Unique(columns)));
                }
                wanted.found.constraint_indexes.push(made);
            }
            _ if of_key => wanted.found.constraint_indexes.push(made),
            _ if parts.indexes => wanted.table.indexes.push(made),
            _ => {}
        }
    }
    Ok(())
}

/// Whether the server made the index for a foreign key: it has the name of
/// the key or of its first column, and the key's columns.
fn serves_foreign_key(
    index: &Gathered,
    columns: Option<&[Name]>,
    constraints: &[Constraint],
) -> bool {
    let Some(columns) = columns else {
        return false;
    };
    constraints.iter().any(|constraint| {
        let ConstraintKind::ForeignKey(key) = &constraint.kind else {
            return false;
        };
        let named = |name: Option<&Name>| name.is_some_and(|name| name.as_str() == index.name);
        key.columns == columns && (named(constraint.name.name()) || named(key.columns.first()))
    })
}

fn made(index: Gathered, table: limbeck_schema::TableName) -> Index {
    let mut options = Options::default();
    if matches!(index.kind.as_str(), "FULLTEXT" | "SPATIAL") {
        options.set("mysql_prefix", OptionValue::Text(index.kind.clone()));
    }
    let lengths: indexmap::IndexMap<String, OptionValue> = index
        .elements
        .iter()
        // A spatial index has a length of its own accord.
        .filter(|_| index.kind != "SPATIAL")
        .filter_map(|element| {
            let name = element.column.clone()?;
            Some((name, OptionValue::Integer(element.length?)))
        })
        .collect();
    if !lengths.is_empty() {
        options.set("mysql_length", OptionValue::Map(lengths));
    }
    Index {
        name: ConstraintName::Final(Name::new(&index.name)),
        table: Some(table),
        expressions: index
            .elements
            .into_iter()
            .map(|element| element.expression)
            .collect(),
        unique: index.unique,
        options,
    }
}
