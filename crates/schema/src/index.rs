//! Indexes.

use crate::{ConstraintName, Expression, Options, TableName};

/// An index.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    /// Its name; without one, only a naming convention can make it.
    pub name: ConstraintName,
    /// The table that it is on; `None` in `op.drop_index("name")`.
    pub table: Option<TableName>,
    /// Its columns and expressions, in order.
    pub expressions: Vec<Expression>,
    /// UNIQUE.
    pub unique: bool,
    /// Dialect options (`postgresql_where`, `postgresql_concurrently`,
    /// `mysql_length`, …).
    pub options: Options,
}
