//! PostgreSQL.

mod casts;
pub(crate) mod change;
mod cursor;
mod ddl;
mod inspect;
mod literal;
mod prepare;
mod quote;
mod reflect;
mod same;
mod types;

use std::collections::HashSet;

pub use cursor::Cursor;
pub(crate) use inspect::inspect;
use limbeck_operations::{AlterColumn, Operation};
use limbeck_schema::{
    Column, Computed, Constraint, EnumType, ExcludeConstraint, Identity, Index, OptionValue,
    Options, SqlType, Statement, Table, TableName, Value,
};
pub(crate) use reflect::{reflect, schema_names, table_names};
pub(crate) use same::{
    TYPE_SYNONYMS, extension_objects, index_element_outline, rewrite, type_difference,
    without_casts,
};

use crate::{
    Binds, Catalog, Dialect, Error, Object, Prepared, Sql, ddl as generic, dml,
    literal as literals, quote::dotted_table, transaction,
};

/// PostgreSQL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Postgresql {
    /// The Python driver whose spelling is printed.
    printed_for: Option<String>,
    /// The style of its placeholders, where it is not the driver's own.
    paramstyle: Option<String>,
}

impl Postgresql {
    /// PostgreSQL, where SQL is executed.
    pub fn new() -> Postgresql {
        Postgresql::default()
    }

    /// PostgreSQL, where SQL is printed as SQLAlchemy spells it for that
    /// driver (`psycopg`, `psycopg2`, `asyncpg`).
    pub fn printed_for(driver: &str) -> Postgresql {
        Postgresql {
            printed_for: Some(driver.to_owned()),
            paramstyle: None,
        }
    }

    /// The same with another style of placeholders than the driver's own
    /// (`dialect_opts={"paramstyle": "named"}`).
    pub fn with_paramstyle(self, paramstyle: &str) -> Postgresql {
        Postgresql {
            paramstyle: Some(paramstyle.to_owned()),
            ..self
        }
    }
}

impl Dialect for Postgresql {
    fn cursor(&self, name: &str, query: &str, rows: usize) -> Option<Cursor> {
        Some(cursor::cursor(self, name, query, rows))
    }

    fn name(&self) -> &'static str {
        "postgresql"
    }

    fn impl_name(&self) -> &'static str {
        "PostgresqlImpl"
    }

    fn transactional_ddl(&self) -> bool {
        true
    }

    fn max_identifier_length(&self) -> usize {
        63
    }

    fn reserved_words(&self) -> &'static [&'static str] {
        quote::RESERVED
    }

    fn printed_for(&self) -> Option<&str> {
        self.printed_for.as_deref()
    }

    fn doubles_percents(&self) -> bool {
        let Some(driver) = self.printed_for.as_deref() else {
            return false;
        };
        match self.paramstyle.as_deref() {
            Some(style) => matches!(style, "format" | "pyformat"),
            None => !matches!(driver, "asyncpg" | "pg8000"),
        }
    }

    fn names_constraints_by_schema(&self) -> bool {
        true
    }

    fn made_up_name(
        &self,
        table: &Table,
        constraint: &Constraint,
        taken: &HashSet<String>,
    ) -> Option<String> {
        Some(crate::nameless::made_up(self, table, constraint, taken))
    }

    fn has_type_of(&self, sql: &Sql, catalog: &dyn Catalog) -> Result<bool, Error> {
        types::is_there(self, sql, catalog)
    }

    fn has_comments(&self) -> bool {
        true
    }

    fn alters_constraints(&self) -> bool {
        true
    }

    fn types_sequences(&self) -> bool {
        true
    }

    fn has_booleans(&self) -> bool {
        true
    }

    fn has_enum(&self, sql_type: &EnumType) -> bool {
        sql_type.native || sql_type.postgresql
    }

    fn spell_type(&self, sql_type: &SqlType) -> Result<String, Error> {
        types::spell(self, sql_type)
    }

    fn literal(&self, value: &Value, sql_type: &SqlType) -> Result<String, Error> {
        literals::literal(self, &literal::STYLE, value, sql_type)
    }

    fn create_type(&self, sql_type: &SqlType) -> Result<Option<Sql>, Error> {
        types::create(self, sql_type)
    }

    fn drop_type(&self, sql_type: &SqlType) -> Result<Option<Sql>, Error> {
        types::drop(self, sql_type)
    }

    fn column(&self, table: &Table, column: &Column) -> Result<String, Error> {
        ddl::column(self, table, column)
    }

    fn computed(&self, computed: &Computed) -> Result<String, Error> {
        generic::generic_computed(self, computed)
    }

    fn table_options(&self, table: &Table) -> Result<String, Error> {
        Ok(ddl::table_options(self, &table.options))
    }

    fn referenced_table(&self, _from: &TableName, to: &TableName) -> Option<String> {
        Some(self.table(to))
    }

    fn names_columns_on_delete(&self) -> bool {
        true
    }

    fn unique_words(&self, options: &Options) -> &'static str {
        match options.get("postgresql_nulls_not_distinct") {
            Some(OptionValue::Boolean(true)) => "NULLS NOT DISTINCT ",
            Some(OptionValue::Boolean(false)) => "NULLS DISTINCT ",
            _ => "",
        }
    }

    fn included_columns(&self, options: &Options) -> String {
        ddl::included_columns(self, options)
    }

    fn constraint_suffix(
        &self,
        _table: Option<&Table>,
        constraint: &Constraint,
    ) -> Result<String, Error> {
        Ok(ddl::constraint_suffix(constraint).to_owned())
    }

    fn exclude(&self, exclude: &ExcludeConstraint) -> Result<String, Error> {
        ddl::exclude(self, exclude)
    }

    fn may_alter_constraint(&self, _made_by_type: bool) -> Result<bool, Error> {
        Ok(true)
    }

    fn create_index(
        &self,
        index: &Index,
        name: &str,
        table: &TableName,
        if_not_exists: bool,
    ) -> Result<String, Error> {
        ddl::create_index(self, index, name, table, if_not_exists)
    }

    fn drop_index_words(&self, options: &Options) -> &'static str {
        ddl::concurrently(options)
    }

    fn changes_type_first(&self) -> bool {
        true
    }

    fn change_type_suffix(&self, change: &AlterColumn) -> Result<String, Error> {
        ddl::change_type_suffix(change)
    }

    fn change_comment(&self, change: &AlterColumn, comment: Option<&str>) -> Result<String, Error> {
        Ok(format!(
            "COMMENT ON COLUMN {}.{} IS {}",
            dotted_table(self, change.table.schema.as_ref(), &change.table.name),
            self.quote(&change.column),
            comment.map_or_else(|| "NULL".to_owned(), |text| self.string(text)),
        ))
    }

    fn change_identity(
        &self,
        change: &AlterColumn,
        identity: Option<&Identity>,
    ) -> Result<String, Error> {
        Ok(ddl::change_identity(self, change, identity))
    }

    fn prepare(
        &self,
        operation: Operation,
        catalog: Option<&dyn Catalog>,
    ) -> Result<Prepared, Error> {
        prepare::prepare(self, operation, catalog)
    }

    fn has(&self, object: Object, name: &TableName, catalog: &dyn Catalog) -> Result<bool, Error> {
        prepare::has(object, name, catalog)
    }

    fn compile(&self, operation: &Operation, binds: Binds) -> Result<Vec<Sql>, Error> {
        generic::compile(self, operation, binds)
    }

    fn statement(&self, statement: &Statement, binds: Binds) -> Result<Sql, Error> {
        dml::statement(self, statement, binds)
    }

    fn has_table(&self, table: &TableName) -> Sql {
        let place = match &table.schema {
            Some(schema) => format!("n.nspname = {}", self.string(schema.as_str())),
            None => "pg_catalog.pg_table_is_visible(c.oid) AND n.nspname <> 'pg_catalog'".into(),
        };
        Sql::new(format!(
            "SELECT 1 FROM pg_catalog.pg_class AS c \
             JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
             WHERE c.relname = {} AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND {place}",
            self.string(table.name.as_str())
        ))
    }

    fn refuses_transaction(&self, sql: &str) -> bool {
        transaction::statements(sql)
            .into_iter()
            .any(transaction::postgresql_refuses)
    }
}
