//! Expressions.

use limbeck_schema::Expression;

use super::ExpressionContext;
use crate::{Dialect, Error};

pub(super) struct Writer<'a> {
    dialect: &'a dyn Dialect,
    context: ExpressionContext,
}

impl<'a> Writer<'a> {
    pub(super) fn new(dialect: &'a dyn Dialect, context: ExpressionContext) -> Writer<'a> {
        Writer { dialect, context }
    }

    pub(super) fn expression(&mut self, expression: &Expression) -> Result<String, Error> {
        match expression {
            Expression::Raw(sql) => Ok(sql.clone()),
            Expression::Text(text) => Ok(text.sql.clone()),
            Expression::Null => Ok("NULL".to_owned()),
            Expression::Column(column) => {
                let name = self.dialect.quote(&column.name);
                Ok(match &column.table {
                    Some(table) if self.context.qualified => {
                        format!("{}.{name}", self.dialect.table(table))
                    }
                    _ => name,
                })
            }
            other => Err(Error::Raised {
                class: "CompileError",
                message: format!("cannot write {other:?} yet"),
            }),
        }
    }
}
