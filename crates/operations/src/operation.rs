//! The operations, under Alembic's names (`alembic.operations.ops`).

use limbeck_schema::{
    Column, ColumnDefault, Constraint, Expression, Index, Name, NamingConvention, Options, SqlType,
    Statement, Table, TableName, Value,
};

use crate::Batch;

/// One change that a script asks for.
#[derive(Clone, Debug, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "operations pass by one at a time; none is kept"
)]
pub enum Operation {
    /// `op.add_column`.
    AddColumn(Box<AddColumn>),
    /// `op.alter_column`.
    AlterColumn(Box<AlterColumn>),
    /// `op.drop_column`.
    DropColumn(DropColumn),
    /// `op.create_primary_key`, `op.create_foreign_key`,
    /// `op.create_unique_constraint`, `op.create_check_constraint`,
    /// `op.create_exclude_constraint`.
    AddConstraint(Box<AddConstraint>),
    /// `op.drop_constraint`.
    DropConstraint(DropConstraint),
    /// `op.create_index`.
    CreateIndex(CreateIndex),
    /// `op.drop_index`.
    DropIndex(DropIndex),
    /// `op.create_table`.
    CreateTable(Box<CreateTable>),
    /// `op.drop_table`.
    DropTable(Box<DropTable>),
    /// `op.rename_table`.
    RenameTable(RenameTable),
    /// `op.create_table_comment`, `op.drop_table_comment`.
    TableComment(TableComment),
    /// `op.bulk_insert`.
    BulkInsert(BulkInsert),
    /// `op.execute`.
    Execute(Box<Execute>),
    /// `op.batch_alter_table`.
    Batch(Box<Batch>),
}

/// `op.add_column`.
#[derive(Clone, Debug, PartialEq)]
pub struct AddColumn {
    /// A table with this one column, and with the constraints and indexes
    /// that the column brings along.
    pub table: Table,
    /// ADD COLUMN IF NOT EXISTS.
    pub if_not_exists: bool,
    /// REFERENCES inside ADD COLUMN rather than a constraint of its own.
    pub inline_references: bool,
    /// PRIMARY KEY inside ADD COLUMN.
    pub inline_primary_key: bool,
}

impl AddColumn {
    /// The column that is added.
    pub fn column(&self) -> &Column {
        &self.table.columns[0]
    }
}

/// `op.alter_column`. `None` everywhere means that the script did not say.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct AlterColumn {
    /// The table.
    pub table: TableName,
    /// The column's present name.
    pub column: Name,
    /// New nullability.
    pub nullable: Option<bool>,
    /// New comment; `Some(None)` removes it.
    pub comment: Option<Option<String>>,
    /// New default; `Some(ColumnDefault::None)` removes it.
    pub default: Option<ColumnDefault>,
    /// New name.
    pub new_name: Option<Name>,
    /// New type.
    pub sql_type: Option<SqlType>,
    /// The CHECK that the new type makes where it is not native.
    pub type_check: Option<Constraint>,
    /// Present type.
    pub existing_type: Option<SqlType>,
    /// The CHECK that the present type made where it is not native.
    pub existing_type_check: Option<Constraint>,
    /// Present default.
    pub existing_default: Option<ColumnDefault>,
    /// Present nullability.
    pub existing_nullable: Option<bool>,
    /// Present comment.
    pub existing_comment: Option<Option<String>>,
    /// New AUTO_INCREMENT (MySQL).
    pub autoincrement: Option<bool>,
    /// Present AUTO_INCREMENT (MySQL).
    pub existing_autoincrement: Option<bool>,
    /// Dialect options (`postgresql_using`, `mssql_drop_default`, …).
    pub options: Options,
    /// Names for the type's CHECK.
    pub naming: NamingConvention,
}

/// `op.drop_column`.
#[derive(Clone, Debug, PartialEq)]
pub struct DropColumn {
    /// The table.
    pub table: TableName,
    /// The column, with its type where that is known (`existing_type`).
    pub column: Column,
    /// DROP COLUMN IF EXISTS.
    pub if_exists: bool,
    /// Dialect options (`mssql_drop_check`, …).
    pub options: Options,
}

/// `op.create_*_constraint`, `op.create_primary_key`,
/// `op.create_foreign_key`.
#[derive(Clone, Debug, PartialEq)]
pub struct AddConstraint {
    /// The table that gets it.
    pub table: TableName,
    /// The constraint.
    pub constraint: Constraint,
    /// The naming convention in force.
    pub naming: NamingConvention,
}

/// `op.drop_constraint`.
#[derive(Clone, Debug, PartialEq)]
pub struct DropConstraint {
    /// The table that loses it.
    pub table: TableName,
    /// Its name.
    pub name: limbeck_schema::ConstraintName,
    /// `foreignkey`, `primary`, `unique`, `check`, or not said.
    pub kind: Option<String>,
    /// DROP CONSTRAINT IF EXISTS.
    pub if_exists: bool,
    /// The naming convention in force.
    pub naming: NamingConvention,
}

/// `op.create_index`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateIndex {
    /// The index, with its table.
    pub index: Index,
    /// CREATE INDEX IF NOT EXISTS.
    pub if_not_exists: bool,
    /// The naming convention in force.
    pub naming: NamingConvention,
}

/// `op.drop_index`.
#[derive(Clone, Debug, PartialEq)]
pub struct DropIndex {
    /// The index. Its table may be unknown; then `schema` alone says where
    /// it is.
    pub index: Index,
    /// The schema, if one was given.
    pub schema: Option<Name>,
    /// DROP INDEX IF EXISTS.
    pub if_exists: bool,
    /// The naming convention in force.
    pub naming: NamingConvention,
}

/// `op.create_table`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateTable {
    /// The table.
    pub table: Table,
    /// CREATE TABLE IF NOT EXISTS.
    pub if_not_exists: bool,
}

/// `op.drop_table`.
#[derive(Clone, Debug, PartialEq)]
pub struct DropTable {
    /// The table; usually only its name is known.
    pub table: Table,
    /// DROP TABLE IF EXISTS.
    pub if_exists: bool,
}

/// `op.rename_table`.
#[derive(Clone, Debug, PartialEq)]
pub struct RenameTable {
    /// The table's present name.
    pub table: TableName,
    /// Its new name.
    pub new_name: Name,
}

/// `op.create_table_comment`, `op.drop_table_comment`.
#[derive(Clone, Debug, PartialEq)]
pub struct TableComment {
    /// The table.
    pub table: TableName,
    /// The comment; `None` removes it.
    pub comment: Option<String>,
    /// The present comment.
    pub existing_comment: Option<String>,
}

/// `op.bulk_insert`.
#[derive(Clone, Debug, PartialEq)]
pub struct BulkInsert {
    /// The table.
    pub table: TableName,
    /// Its columns, whose types say how values are spelled.
    pub columns: Vec<Column>,
    /// Rows: column and value, in the order of the script's dictionaries.
    pub rows: Vec<Vec<(Name, Expression)>>,
    /// Whether one statement may insert many rows.
    pub multiinsert: bool,
}

/// How a statement is executed.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ExecutionOptions {
    /// `isolation_level`, such as `AUTOCOMMIT`.
    pub isolation_level: Option<String>,
    /// `schema_translate_map`: schema as written → schema as meant; the
    /// empty name stands for none.
    pub schema_translate_map: Vec<(Option<String>, Option<String>)>,
}

/// `op.execute`.
#[derive(Clone, Debug, PartialEq)]
pub struct Execute {
    /// The statement.
    pub statement: Statement,
    /// Values for its parameters, one set a run; several sets run it several
    /// times.
    pub parameters: Vec<Vec<(String, Value)>>,
    /// How it is executed.
    pub options: ExecutionOptions,
}
