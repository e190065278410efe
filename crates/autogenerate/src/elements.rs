//! Elements of indexes: columns and expressions.

use std::collections::BTreeMap;

use limbeck_dialect::python_string;
use limbeck_schema::{Expression, Index, OptionValue, UnaryOperator};

use crate::compare::Error;
use crate::comparer::{Comparer, Pair};
use crate::meaning::{Place, Sameness};

/// An element of an index without its order and collation.
pub(crate) struct Element<'a> {
    pub(crate) inner: &'a Expression,
    pub(crate) descending: bool,
    pub(crate) nulls_first: bool,
    pub(crate) collation: Option<&'a str>,
}

impl<'a> Comparer<'a> {
    pub(crate) fn element_differs(
        &self,
        pair: Pair<'a>,
        declared: &Expression,
        reflected: &Expression,
    ) -> Result<Option<String>, Error> {
        let (one, other) = (element(declared), element(reflected));
        let plain = |found: &Element<'_>| matches!(found.inner, Expression::Column(_));
        let message = || -> Result<String, Error> {
            Ok(format!(
                "{} to {}",
                python_string(&self.sql(reflected)?),
                python_string(&self.sql(declared)?)
            ))
        };
        let same = if plain(&one) && plain(&other) {
            column_name(declared) == column_name(reflected)
        } else {
            let (one, other) = (self.sql(one.inner)?, self.sql(other.inner)?);
            // A text may hold the order and the collation as well; on
            // PostgreSQL that was compared as Alembic does.
            match self.meanings.same(pair.r, Place::Value, &one, &other) {
                Sameness::Different => false,
                Sameness::Same => true,
                Sameness::Unknown => return Ok(None),
            }
        };
        let order = self.is_postgresql();
        let differs = !same
            || one.descending != other.descending && (order || plain(&one))
            || order && one.nulls_first != other.nulls_first
            || order && one.collation != other.collation;
        if differs {
            message().map(Some)
        } else {
            Ok(None)
        }
    }
}

pub(crate) fn element(expression: &Expression) -> Element<'_> {
    let mut found = Element {
        inner: expression,
        descending: false,
        nulls_first: false,
        collation: None,
    };
    let mut nulls = None;
    loop {
        found.inner = match found.inner {
            Expression::Unary { operator, operand } => {
                match operator {
                    UnaryOperator::Ascending => {}
                    UnaryOperator::Descending => found.descending = true,
                    UnaryOperator::NullsFirst => nulls = nulls.or(Some(true)),
                    UnaryOperator::NullsLast => nulls = nulls.or(Some(false)),
                    _ => break,
                }
                operand
            }
            Expression::Collate { operand, collation } => {
                found.collation = Some(collation.as_str());
                operand
            }
            Expression::Label { operand, .. } | Expression::Grouping(operand) => operand,
            _ => break,
        };
    }
    found.nulls_first = nulls.unwrap_or(found.descending);
    found
}

pub(crate) fn column_name(expression: &Expression) -> Option<&str> {
    match element(expression).inner {
        Expression::Column(column) => Some(column.name.as_str()),
        _ => None,
    }
}

pub(crate) fn is_expression_index(index: &Index) -> bool {
    index
        .expressions
        .iter()
        .any(|element| column_name(element).is_none())
}

/// The columns that an index names, each once.
pub(crate) fn index_columns(index: &Index) -> Vec<&str> {
    let mut columns = Vec::new();
    for element in &index.expressions {
        element.walk(&mut |part| {
            if let Expression::Column(column) = part
                && !columns.contains(&column.name.as_str())
            {
                columns.push(column.name.as_str());
            }
        });
    }
    columns
}

/// Operator classes by the place of their element.
pub(crate) fn classes(index: &Index) -> BTreeMap<usize, &str> {
    let Some(OptionValue::Map(map)) = index.options.get("postgresql_ops") else {
        return BTreeMap::new();
    };
    let mut found = BTreeMap::new();
    for (place, expression) in index.expressions.iter().enumerate() {
        let inner = element(expression).inner;
        let keys = match (expression, inner) {
            (Expression::Label { name, .. }, _) => vec![name.as_str()],
            (_, Expression::Column(column)) => vec![column.name.as_str()],
            (_, Expression::Raw(text)) => vec![text.as_str()],
            _ => Vec::new(),
        };
        let class = keys.iter().find_map(|key| map.get(*key));
        if let Some(OptionValue::Text(class)) = class {
            found.insert(place, class.as_str());
        }
    }
    found
}

/// Whether no type has this operator class by itself.
pub(crate) fn is_never_usual(class: &str) -> bool {
    class.ends_with("_pattern_ops")
        || matches!(class, "gin_trgm_ops" | "gist_trgm_ops" | "jsonb_path_ops")
}
