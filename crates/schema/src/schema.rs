//! A whole schema.

use indexmap::IndexMap;

use crate::{EnumType, Sequence, Table, TableName};

/// All that is known of a database, or of what models declare.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Schema {
    /// Tables by name, in the order in which they were found or declared.
    pub tables: IndexMap<TableName, Table>,
    /// Sequences that belong to no column.
    pub sequences: Vec<Sequence>,
    /// Native enum types.
    pub enums: Vec<EnumType>,
}
