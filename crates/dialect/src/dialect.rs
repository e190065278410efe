//! The questions that generic code asks of a kind of database.

use limbeck_operations::{AlterColumn, Operation};
use limbeck_schema::{
    Column, Computed, Constraint, EnumType, ExcludeConstraint, Identity, Index, Name, Options,
    SqlType, Statement, Table, TableName, Value,
};

use crate::{Binds, Catalog, Error, Object, Prepared, Sql, quote};

/// A kind of database.
pub trait Dialect {
    /// SQLAlchemy's name: `postgresql`, `sqlite`.
    fn name(&self) -> &'static str;

    /// The name of Alembic's implementation class, which its log lines show.
    fn impl_name(&self) -> &'static str;

    /// Whether Alembic assumes transactional DDL here.
    fn transactional_ddl(&self) -> bool;

    /// Longest name that the server takes, in characters as SQLAlchemy counts
    /// them.
    fn max_identifier_length(&self) -> usize;

    /// Words that are names only in quotes, in lower case and sorted.
    fn reserved_words(&self) -> &'static [&'static str];

    /// The Python driver whose spelling printed SQL takes on; `None` when SQL
    /// is executed rather than printed.
    fn printed_for(&self) -> Option<&str> {
        None
    }

    /// Whether `%` is written twice, as SQLAlchemy prints it for drivers whose
    /// placeholders begin with `%`.
    fn doubles_percents(&self) -> bool {
        false
    }

    /// Whether COMMENT ON exists.
    fn has_comments(&self) -> bool;

    /// Whether a foreign key can be added to a table that is there.
    fn alters_constraints(&self) -> bool;

    /// Whether a sequence has a type.
    fn types_sequences(&self) -> bool {
        false
    }

    /// Whether `true` and `false` are values of a type of their own.
    fn has_booleans(&self) -> bool;

    /// Whether the enum is a type of the database here.
    fn has_enum(&self, sql_type: &EnumType) -> bool;

    /// The name, quoted if it must be.
    fn quote(&self, name: &Name) -> String {
        quote::name(self.reserved_words(), self.doubles_percents(), name)
    }

    /// The table's name with its schema, quoted where they must be.
    fn table(&self, table: &TableName) -> String {
        match &table.schema {
            Some(schema) if !schema.text.is_empty() => {
                format!("{}.{}", self.quote(schema), self.quote(&table.name))
            }
            _ => self.quote(&table.name),
        }
    }

    /// The type's spelling in a column definition.
    fn spell_type(&self, sql_type: &SqlType) -> Result<String, Error>;

    /// The value as a literal of that type.
    fn literal(&self, value: &Value, sql_type: &SqlType) -> Result<String, Error>;

    /// A string literal.
    fn string(&self, text: &str) -> String {
        quote::string(self.doubles_percents(), text)
    }

    /// `CREATE TYPE` for a type that is an object of its own.
    fn create_type(&self, sql_type: &SqlType) -> Result<Option<Sql>, Error>;

    /// `DROP TYPE` for a type that is an object of its own.
    fn drop_type(&self, sql_type: &SqlType) -> Result<Option<Sql>, Error>;

    /// A column as CREATE TABLE and ADD COLUMN define it, without the
    /// constraints that it brings along.
    fn column(&self, table: &Table, column: &Column) -> Result<String, Error>;

    /// `GENERATED ALWAYS AS (…)`.
    fn computed(&self, computed: &Computed) -> Result<String, Error>;

    /// Whether the primary key is part of its column's definition.
    fn primary_key_in_column(&self, _table: &Table) -> bool {
        false
    }

    /// What follows the closing parenthesis of CREATE TABLE.
    fn table_options(&self, table: &Table) -> Result<String, Error>;

    /// A foreign key's referenced table as it is written; `None` when such a
    /// key is left out.
    fn referenced_table(&self, from: &TableName, to: &TableName) -> Option<String>;

    /// Whether ON DELETE may name columns, `SET NULL (a, b)`.
    fn names_columns_on_delete(&self) -> bool {
        false
    }

    /// Words between `UNIQUE ` and its columns.
    fn unique_words(&self, _options: &Options) -> &'static str {
        ""
    }

    /// What follows the columns of a primary key or unique constraint.
    fn included_columns(&self, _options: &Options) -> String {
        String::new()
    }

    /// What follows a whole constraint.
    fn constraint_suffix(
        &self,
        table: Option<&Table>,
        constraint: &Constraint,
    ) -> Result<String, Error>;

    /// EXCLUDE, without its name.
    fn exclude(&self, exclude: &ExcludeConstraint) -> Result<String, Error>;

    /// `Ok(true)` when ALTER TABLE may add or drop a constraint, `Ok(false)`
    /// when that is left out: one that a type made, where tables are rebuilt
    /// instead.
    fn may_alter_constraint(&self, made_by_type: bool) -> Result<bool, Error>;

    /// CREATE INDEX on `table` under its final, quoted name.
    fn create_index(
        &self,
        index: &Index,
        name: &str,
        table: &TableName,
        if_not_exists: bool,
    ) -> Result<String, Error>;

    /// Words between `DROP INDEX ` and the name.
    fn drop_index_words(&self, _options: &Options) -> &'static str {
        ""
    }

    /// Whether a column's type is changed before all else.
    fn changes_type_first(&self) -> bool {
        false
    }

    /// What follows the new type.
    fn change_type_suffix(&self, _change: &AlterColumn) -> Result<String, Error> {
        Ok(String::new())
    }

    /// ALTER COLUMN's statement to change a comment.
    fn change_comment(&self, change: &AlterColumn, comment: Option<&str>) -> Result<String, Error>;

    /// ALTER COLUMN's statement to add, change or remove an identity.
    fn change_identity(
        &self,
        change: &AlterColumn,
        identity: Option<&Identity>,
    ) -> Result<String, Error>;

    /// Words between `RENAME ` and a column's present name.
    fn rename_column_words(&self) -> &'static str {
        ""
    }

    /// Fits an operation to the database at hand; without a catalog
    /// (offline), only what the operation itself says is used.
    fn prepare(
        &self,
        operation: Operation,
        catalog: Option<&dyn Catalog>,
    ) -> Result<Prepared, Error>;

    /// Whether the database holds an object of that kind and name.
    fn has(&self, object: Object, name: &TableName, catalog: &dyn Catalog) -> Result<bool, Error>;

    /// The operation's statements, in order.
    fn compile(&self, operation: &Operation, binds: Binds) -> Result<Vec<Sql>, Error>;

    /// The statement's SQL.
    fn statement(&self, statement: &Statement, binds: Binds) -> Result<Sql, Error>;

    /// A query that returns a row if that table or view is there, and none
    /// if it is not.
    fn has_table(&self, table: &TableName) -> Sql;

    /// Whether the server refuses this SQL inside a transaction.
    fn refuses_transaction(&self, sql: &str) -> bool;
}
