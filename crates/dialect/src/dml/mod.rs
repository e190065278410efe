//! Expressions and statements → SQL, in SQLAlchemy's spelling.

mod expression;

use limbeck_schema::Expression;

use crate::{Binds, Dialect, Error};

/// How an expression is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ExpressionContext {
    /// Whether columns are written with the table that they belong to.
    pub qualified: bool,
    /// What becomes of values.
    pub binds: Binds,
}

impl ExpressionContext {
    /// In the definition of a table, an index or a constraint: columns
    /// without their table, values as literals.
    pub const DEFINITION: ExpressionContext = ExpressionContext {
        qualified: false,
        binds: Binds::Inline,
    };
}

/// The expression's SQL with values as literals; the caller adds parentheses
/// around it where its place needs them.
pub(crate) fn expression(
    dialect: &dyn Dialect,
    expression: &Expression,
    context: &ExpressionContext,
) -> Result<String, Error> {
    expression::Writer::new(dialect, *context).expression(expression)
}
