//! What a SELECT or a RETURNING yields, with the labels that SQLAlchemy
//! gives to columns without a name and to names that come twice.

use limbeck_schema::{Expression, Name, UnaryOperator};

use super::Writer;
use crate::Error;

/// Where columns are yielded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a statement of its own, an EXISTS or a scalar subquery.
    Select,
    /// In a FROM or a WITH, where each column needs a name.
    From,
    /// In a RETURNING.
    Returning,
}

impl Writer<'_> {
    pub(super) fn columns(
        &mut self,
        columns: &[Expression],
        place: Place,
    ) -> Result<String, Error> {
        let mut taken: Vec<(String, &Expression)> = Vec::new();
        let mut repeated = 0;
        let mut written = Vec::with_capacity(columns.len());
        for column in columns {
            let text = self.column(column, place, &mut taken, &mut repeated)?;
            if !text.is_empty() {
                written.push(text);
            }
        }
        Ok(written.join(", "))
    }

    fn column<'c>(
        &mut self,
        column: &'c Expression,
        place: Place,
        taken: &mut Vec<(String, &'c Expression)>,
        repeated: &mut usize,
    ) -> Result<String, Error> {
        if matches!(
            column,
            Expression::Text(_) | Expression::Star(_) | Expression::List(_)
        ) {
            return self.expression(column);
        }
        let inner = match column {
            Expression::Label { operand, .. } => self.expression(operand)?,
            other => self.expression(other)?,
        };
        let own = own_name(column);
        if let Some(name) = &own {
            let same_name = taken.iter().find(|(known, _)| known == name.as_str());
            if let Some((_, other)) = same_name {
                if matches!(column, Expression::Label { .. }) {
                    return Ok(format!("{inner} AS {}", self.name(name)));
                }
                // The same column again, or another of the same name.
                let label = if *other == column {
                    *repeated += 1;
                    format!("{name}__{repeated}")
                } else {
                    self.numbered(name.as_str())
                };
                return Ok(format!("{inner} AS {}", self.name(&Name::new(label))));
            }
            taken.push((name.text.clone(), column));
        }
        let label = match (column, own) {
            (Expression::Label { name, .. }, _) => Some(name.clone()),
            (Expression::Column(reference), own) => {
                own.filter(|_| place == Place::From && reference.table.is_some())
            }
            (Expression::Raw(_), _) => None,
            (Expression::Unary { operator, operand }, own) => match operator {
                UnaryOperator::Not if self.yields_condition(operand) => {
                    own.or_else(|| Some(self.anonymous_label(column)))
                }
                _ if own_name(operand).is_some() && place != Place::From => None,
                _ => Some(self.anonymous_label(column)),
            },
            (_, Some(own)) => Some(own),
            (_, None) => Some(self.anonymous_label(column)),
        };
        Ok(match label {
            Some(label) => format!("{inner} AS {}", self.name(&label)),
            None => inner,
        })
    }

    /// Whether NOT of the operand is a comparison here.
    fn yields_condition(&self, operand: &Expression) -> bool {
        !self.syntax.has_boolean() && operand.is_plain_boolean()
    }

    fn anonymous_label(&mut self, column: &Expression) -> Name {
        let label = match stem(column) {
            Some(stem) => self.numbered(&stem),
            None => self.numbered("anon"),
        };
        Name::new(label)
    }
}

/// The name that a column has by itself.
fn own_name(column: &Expression) -> Option<Name> {
    match column {
        Expression::Unary {
            operator: UnaryOperator::Not,
            operand,
        } if operand.is_plain_boolean() => own_name(operand),
        other => other.own_name(),
    }
}

/// What the label of a nameless column begins with: a function's name.
fn stem(column: &Expression) -> Option<String> {
    match column {
        Expression::Function(function) => function.name.last().cloned(),
        _ => None,
    }
}
