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
    /// As that, with the tables beside it in sight.
    Lateral,
    /// In a RETURNING.
    Returning,
}

impl Place {
    /// Whether each column needs a name.
    fn names_all(self) -> bool {
        matches!(self, Place::From | Place::Lateral)
    }
}

/// The names that the columns before have taken.
#[derive(Default)]
struct Taken<'c> {
    names: Vec<(Name, &'c Expression)>,
    /// Columns that got a numbered label because another has their name.
    numbered: Vec<&'c Expression>,
}

impl Writer<'_> {
    pub(super) fn columns(
        &mut self,
        columns: &[Expression],
        place: Place,
    ) -> Result<String, Error> {
        let mut taken = Taken::default();
        let mut written = Vec::with_capacity(columns.len());
        for column in columns {
            let text = self.column(column, place, &mut taken)?;
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
        taken: &mut Taken<'c>,
    ) -> Result<String, Error> {
        if matches!(
            column,
            Expression::Text(_) | Expression::Star(_) | Expression::List(_)
        ) {
            return self.expression(column);
        }
        if let Expression::Label { operand, name } = column {
            let label = self.name(name);
            let operand = self.expression(operand)?;
            taken.names.push((name.clone(), column));
            return Ok(format!("{operand} AS {label}"));
        }
        let label = self.label(column, place, taken);
        let label = label.map(|label| self.name(&label));
        let inner = self.expression(column)?;
        Ok(match label {
            Some(label) => format!("{inner} AS {label}"),
            None => inner,
        })
    }

    fn label<'c>(
        &mut self,
        column: &'c Expression,
        place: Place,
        taken: &mut Taken<'c>,
    ) -> Option<Name> {
        let own = own_name(column);
        if let Some(name) = &own {
            let other = taken.names.iter().find(|(known, _)| known == name);
            match other.map(|(_, other)| *other) {
                None => taken.names.push((name.clone(), column)),
                // A truth value and its NOT are one column.
                Some(_) if is_negation(column) => {
                    let label = self.numbered(&format!("{name}_"));
                    return (place.names_all() || !self.has_boolean()).then(|| Name::new(label));
                }
                Some(other) => {
                    let again = other == column || taken.numbered.contains(&column);
                    if !again {
                        taken.numbered.push(column);
                    }
                    let stem = match again {
                        true => format!("{name}_"),
                        false => name.text.clone(),
                    };
                    return Some(Name::new(self.numbered(&stem)));
                }
            }
        }
        match (column, own) {
            (Expression::Column(reference), own) => {
                own.filter(|_| place.names_all() && reference.table.is_some())
            }
            (Expression::Raw(_) | Expression::Table(_), _) => None,
            (Expression::Unary { operand, .. }, own) => {
                let condition = is_negation(column) && !self.has_boolean();
                match own {
                    Some(own) if condition => Some(own),
                    _ if own_name(operand).is_some() && !place.names_all() => None,
                    _ => Some(self.anonymous_label(column)),
                }
            }
            (Expression::Logical { .. }, Some(_)) if self.has_boolean() => None,
            (_, Some(own)) => Some(own),
            (_, None) => Some(self.anonymous_label(column)),
        }
    }

    fn anonymous_label(&mut self, column: &Expression) -> Name {
        let label = match stem(column) {
            Some(stem) => self.numbered(&stem),
            None => self.numbered("anon"),
        };
        Name::new(label)
    }
}

/// Whether this is NOT of a truth value.
fn is_negation(column: &Expression) -> bool {
    matches!(
        column,
        Expression::Unary {
            operator: UnaryOperator::Not,
            operand,
        } if operand.is_plain_boolean()
    )
}

/// The name that a column has by itself.
fn own_name(column: &Expression) -> Option<Name> {
    match column {
        Expression::Unary { operand, .. } if is_negation(column) => own_name(operand),
        other => other.own_name(),
    }
}

/// What the label of a nameless column begins with: a function's name.
fn stem(column: &Expression) -> Option<String> {
    match column {
        Expression::Function(function) => function.name.last().cloned(),
        Expression::WithinGroup { operand, .. } => stem(operand),
        Expression::NextValue(_) => Some("next_value".to_owned()),
        _ => None,
    }
}
