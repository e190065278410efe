//! The questions that generic code asks of a kind of database.

use std::collections::HashSet;

use limbeck_operations::{AlterColumn, Batch, Operation};
use limbeck_schema::{
    Column, Computed, Constraint, EnumType, ExcludeConstraint, Identity, Index, Name, Options,
    SqlType, Statement, Table, TableName, Value,
};

use crate::{Binds, Catalog, Error, Object, Prepared, Sql, Step, quote};

/// A kind of database.
pub trait Dialect {
    /// SQLAlchemy's name: `postgresql`, `sqlite`, `mysql`, `mariadb`.
    fn name(&self) -> &'static str;

    /// The name of Alembic's implementation class, which its log lines show.
    fn impl_name(&self) -> &'static str;

    /// Whether Alembic assumes transactional DDL here.
    fn transactional_ddl(&self) -> bool;

    /// Longest name that the server takes, in characters as SQLAlchemy counts
    /// them.
    fn max_identifier_length(&self) -> usize;

    /// Longest name of a constraint or index that a naming convention makes.
    fn max_made_name_length(&self) -> usize {
        self.max_identifier_length()
    }

    /// The mark around names in quotes.
    fn quote_mark(&self) -> char {
        '"'
    }

    /// Whether a server of MySQL's language is MariaDB.
    fn is_mariadb(&self) -> bool {
        false
    }

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

    /// Whether INSERT has a RETURNING.
    fn returns_inserted(&self) -> bool {
        true
    }

    /// Whether COMMENT ON exists.
    fn has_comments(&self) -> bool;

    /// Whether a foreign key can be added to a table that is there.
    fn alters_constraints(&self) -> bool;

    /// Whether a batch makes its table anew for what ALTER TABLE cannot do.
    fn recreates_tables(&self) -> bool {
        false
    }

    /// Whether a new table must not use a constraint's name while the table
    /// that it replaces still does.
    fn names_constraints_by_schema(&self) -> bool {
        false
    }

    /// Whether values of another kind are cast to that type when rows move to
    /// a new table.
    fn casts_when_moving(&self, _to: &SqlType) -> bool {
        true
    }

    /// Whether a batch makes its table anew from the definition that the
    /// database keeps of it.
    fn rewrites_tables(&self) -> bool {
        false
    }

    /// Makes a batch's table anew from that definition.
    fn rewrite(&self, batch: Batch, _catalog: &dyn Catalog) -> Result<Vec<Step>, Error> {
        Err(Error::raised(
            "NotImplementedError",
            format!("the definition of {} is not kept as text", batch.table),
        ))
    }

    /// Whether a sequence has a type.
    fn types_sequences(&self) -> bool {
        false
    }

    /// How a sequence is told not to start anew.
    fn no_cycle(&self) -> &'static str {
        "NO CYCLE"
    }

    /// Whether `true` and `false` are values of a type of their own.
    fn has_booleans(&self) -> bool;

    /// Whether the enum is a type of the database here.
    fn has_enum(&self, sql_type: &EnumType) -> bool;

    /// The name, quoted if it must be.
    fn quote(&self, name: &Name) -> String {
        quote::name(
            self.quote_mark(),
            self.reserved_words(),
            self.doubles_percents(),
            name,
        )
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

    /// The type's spelling in a CAST; `None` where SQLAlchemy leaves the CAST
    /// out.
    fn cast_type(&self, sql_type: &SqlType) -> Result<Option<String>, Error> {
        self.spell_type(sql_type).map(Some)
    }

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

    /// MATCH of a foreign key, with the words that were checked.
    fn foreign_key_match(&self, words: &str) -> Result<String, Error> {
        Ok(format!(" MATCH {words}"))
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

    /// Whether the CHECK that a column's type made is dropped by a statement
    /// of its own when the column gets another type.
    fn drops_type_constraints(&self) -> Result<bool, Error> {
        self.may_alter_constraint(true)
    }

    /// What stands between `DROP ` and the name of a constraint of that kind
    /// (`foreignkey`, `primary`, `unique`, `check`, or not said).
    fn drop_constraint_words(&self, _kind: Option<&str>, if_exists: bool) -> Result<&str, Error> {
        Ok(match if_exists {
            true => "CONSTRAINT IF EXISTS ",
            false => "CONSTRAINT ",
        })
    }

    /// Whether a primary key is dropped by its name.
    fn names_dropped_primary_key(&self) -> bool {
        true
    }

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

    /// The index, by its final, quoted name, as DROP INDEX wants it.
    fn dropped_index(&self, schema: Option<&Name>, _table: &TableName, name: &str) -> String {
        match schema {
            Some(schema) if !schema.text.is_empty() => format!("{}.{name}", self.quote(schema)),
            _ => name.to_owned(),
        }
    }

    /// The statements of a cursor of that name, which gives a query's rows so
    /// many at a time; `None` where the database has no cursors.
    fn cursor(&self, _name: &str, _query: &str, _rows: usize) -> Option<crate::Cursor> {
        None
    }

    /// Whether a table's new name is written with its schema.
    fn renames_with_schema(&self) -> bool {
        false
    }

    /// The statement that sets or removes a table's comment.
    fn change_table_comment(&self, table: &TableName, comment: Option<&str>) -> String {
        format!(
            "COMMENT ON TABLE {} IS {}",
            self.table(table),
            comment.map_or_else(|| "NULL".to_owned(), |text| self.string(text)),
        )
    }

    /// The statements that change a column, where it is defined anew as a
    /// whole; `None` where each of its properties has a statement.
    fn redefine_column(&self, _change: &AlterColumn) -> Result<Option<Vec<String>>, Error> {
        Ok(None)
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

    /// The name that the database makes up for a constraint without one, when
    /// it is added to that table beside constraints and relations of the
    /// names `taken`, or to which it answers where it stays nameless; `None`
    /// where that is not known.
    fn made_up_name(
        &self,
        _table: &Table,
        _constraint: &Constraint,
        _taken: &HashSet<String>,
    ) -> Option<String> {
        None
    }

    /// Where a constraint stands among those without a name, as
    /// [`made_up_name`](Dialect::made_up_name) is asked for one after the
    /// other; `None` where each has got its name when it was made.
    fn made_up_place(&self, _constraint: &Constraint) -> Option<String> {
        None
    }

    /// Whether the type that a statement creates along with a table is there
    /// already, just as the statement has it.
    fn has_type_of(&self, _sql: &Sql, _catalog: &dyn Catalog) -> Result<bool, Error> {
        Ok(false)
    }

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
