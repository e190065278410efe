//! `op.batch_alter_table`: changes to one table that are made together.

use limbeck_schema::{Name, NamingConvention, Table, TableName};

use crate::Operation;

/// Whether a batch makes its table anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Recreate {
    /// Where ALTER TABLE cannot do what is asked.
    #[default]
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}

/// What `op.batch_alter_table` collects.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// The table.
    pub table: TableName,
    /// Whether it is made anew.
    pub recreate: Recreate,
    /// The table as the script describes it (`copy_from`) or as it was
    /// reflected. `None` leaves that to the dialect.
    pub source: Option<Source>,
    /// What the new table has besides (`table_args`, `table_kwargs`): its
    /// constraints and indexes name columns that are not among its own.
    pub extra: Table,
    /// What the script says of the table as it is (`reflect_args`).
    pub overrides: Table,
    /// Names for the constraints of the table that have none.
    pub naming: Option<NamingConvention>,
    /// Columns that follow each other (`partial_reordering`).
    pub partial_reordering: Vec<Vec<Name>>,
    /// The changes, in order.
    pub directives: Vec<Directive>,
}

/// A table to make anew.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The table.
    pub table: Table,
    /// Whether the database was asked for it, rather than the script.
    pub reflected: bool,
}

/// One change of a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Directive {
    /// The change.
    pub operation: Operation,
    /// The column that the added one stands before.
    pub insert_before: Option<Name>,
    /// The column that the added one stands after.
    pub insert_after: Option<Name>,
}

impl Batch {
    /// A batch without directives.
    pub fn new(table: TableName, recreate: Recreate) -> Batch {
        Batch {
            table,
            recreate,
            source: None,
            extra: Table::default(),
            overrides: Table::default(),
            naming: None,
            partial_reordering: Vec::new(),
            directives: Vec::new(),
        }
    }
}
