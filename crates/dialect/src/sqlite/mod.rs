//! SQLite.

mod batch;
mod ddl;
mod definition;
mod edit;
mod inspect;
mod literal;
mod quote;
mod rebuild;
mod reflect;
mod same;
mod types;

pub(crate) use inspect::inspect;
use std::collections::HashSet;

use limbeck_operations::{AlterColumn, Batch, Operation};
use limbeck_schema::{
    CheckConstraint, Column, Computed, Constraint, ConstraintKind, EnumType, ExcludeConstraint,
    Identity, Index, PostgresqlType, SqlType, Statement, Table, TableName, Value,
};
pub(crate) use reflect::{reflect, schema_names, table_names};
pub(crate) use same::type_difference;

use crate::{
    Binds, Catalog, Dialect, Error, Object, Prepared, Sql, Step, ddl as generic, dml,
    literal as literals, transaction,
};

/// SQLite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sqlite;

impl Dialect for Sqlite {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn impl_name(&self) -> &'static str {
        "SQLiteImpl"
    }

    fn transactional_ddl(&self) -> bool {
        false
    }

    fn max_identifier_length(&self) -> usize {
        9999
    }

    fn reserved_words(&self) -> &'static [&'static str] {
        quote::RESERVED
    }

    fn has_comments(&self) -> bool {
        false
    }

    fn alters_constraints(&self) -> bool {
        false
    }

    fn recreates_tables(&self) -> bool {
        true
    }

    fn rewrites_tables(&self) -> bool {
        true
    }

    fn rewrite(&self, batch: Batch, catalog: &dyn Catalog) -> Result<Vec<Step>, Error> {
        batch::steps(self, batch, catalog)
    }

    fn casts_when_moving(&self, to: &SqlType) -> bool {
        !matches!(
            to,
            SqlType::Json { .. }
                | SqlType::Postgresql(PostgresqlType::Json { .. } | PostgresqlType::Jsonb { .. })
        )
    }

    fn has_booleans(&self) -> bool {
        false
    }

    fn made_up_name(
        &self,
        table: &Table,
        constraint: &Constraint,
        taken: &HashSet<String>,
    ) -> Option<String> {
        Some(crate::nameless::made_up(self, table, constraint, taken))
    }

    fn made_up_place(&self, constraint: &Constraint) -> Option<String> {
        Some(crate::nameless::place(self, constraint))
    }

    fn has_enum(&self, _sql_type: &EnumType) -> bool {
        false
    }

    fn spell_type(&self, sql_type: &SqlType) -> Result<String, Error> {
        types::spell(self, sql_type)
    }

    fn literal(&self, value: &Value, sql_type: &SqlType) -> Result<String, Error> {
        literals::literal(self, &literal::STYLE, value, sql_type)
    }

    fn create_type(&self, sql_type: &SqlType) -> Result<Option<Sql>, Error> {
        match sql_type.on(self.name()) {
            SqlType::Postgresql(PostgresqlType::Domain { .. }) => Err(cannot_render(
                "<class 'sqlalchemy.dialects.postgresql.named_types.CreateDomainType'>",
            )),
            _ => Ok(None),
        }
    }

    fn drop_type(&self, sql_type: &SqlType) -> Result<Option<Sql>, Error> {
        match sql_type.on(self.name()) {
            SqlType::Postgresql(PostgresqlType::Domain { .. }) => Err(cannot_render(
                "<class 'sqlalchemy.dialects.postgresql.named_types.DropDomainType'>",
            )),
            _ => Ok(None),
        }
    }

    fn column(&self, table: &Table, column: &Column) -> Result<String, Error> {
        ddl::column(self, table, column)
    }

    fn computed(&self, computed: &Computed) -> Result<String, Error> {
        generic::generic_computed(self, computed)
    }

    fn primary_key_in_column(&self, table: &Table) -> bool {
        ddl::primary_key_in_column(table)
    }

    fn table_options(&self, table: &Table) -> Result<String, Error> {
        Ok(ddl::table_options(&table.options))
    }

    fn referenced_table(&self, from: &TableName, to: &TableName) -> Option<String> {
        (from.schema == to.schema).then(|| self.quote(&to.name))
    }

    fn constraint_suffix(
        &self,
        table: Option<&Table>,
        constraint: &Constraint,
    ) -> Result<String, Error> {
        ddl::constraint_suffix(table, constraint)
    }

    fn exclude(&self, _exclude: &ExcludeConstraint) -> Result<String, Error> {
        Err(cannot_render(
            "<class 'sqlalchemy.dialects.postgresql.ext.ExcludeConstraint'>",
        ))
    }

    fn may_alter_constraint(&self, made_by_type: bool) -> Result<bool, Error> {
        if made_by_type {
            return Ok(false);
        }
        Err(Error::raised(
            "NotImplementedError",
            "No support for ALTER of constraints in SQLite dialect. Please refer to the batch mode feature which allows for SQLite migrations using a copy-and-move strategy.",
        ))
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

    fn change_comment(
        &self,
        _change: &AlterColumn,
        _comment: Option<&str>,
    ) -> Result<String, Error> {
        let class = "<class 'alembic.ddl.base.ColumnComment'>";
        Err(cannot_render(&format!(
            "{class}: {class} construct has no default compilation handler."
        )))
    }

    fn change_identity(
        &self,
        _change: &AlterColumn,
        _identity: Option<&Identity>,
    ) -> Result<String, Error> {
        Err(Error::compile(
            "Adding, removing or modifying an \"identity\" construct, e.g. GENERATED AS IDENTITY, to or from an existing column is not supported in this dialect.",
        ))
    }

    fn rename_column_words(&self) -> &'static str {
        "COLUMN "
    }

    fn prepare(
        &self,
        operation: Operation,
        catalog: Option<&dyn Catalog>,
    ) -> Result<Prepared, Error> {
        let notices = notices(&operation);
        let prepared = match catalog {
            Some(catalog) => rebuild::prepare(self, operation, catalog)?,
            None => Prepared::as_is(operation),
        };
        // A rebuilt table has what ALTER TABLE would leave out.
        let is_rebuilt = !prepared.before.is_empty();
        Ok(Prepared {
            notices: if is_rebuilt { Vec::new() } else { notices },
            ..prepared
        })
    }

    fn has(&self, object: Object, name: &TableName, catalog: &dyn Catalog) -> Result<bool, Error> {
        let kinds = match object {
            Object::Table => "'table', 'view'",
            Object::Index => "'index'",
            Object::Schema => {
                let sql = Sql {
                    parameters: vec![vec![Value::from(name.name.as_str())]],
                    ..Sql::new("SELECT 1 FROM pragma_database_list WHERE name = ?")
                };
                return Ok(!catalog.query(&sql)?.rows.is_empty());
            }
            Object::Sequence | Object::Type => return Ok(false),
        };
        let mut masters = vec!["sqlite_temp_master".to_owned(), "sqlite_master".to_owned()];
        if let Some(schema) = &name.schema {
            masters = vec![format!("{}.sqlite_master", self.quote(schema))];
        }
        for master in masters {
            let sql = Sql {
                parameters: vec![vec![Value::from(name.name.as_str())]],
                ..Sql::new(format!(
                    "SELECT 1 FROM {master} WHERE type IN ({kinds}) AND name = ? COLLATE NOCASE"
                ))
            };
            if !catalog.query(&sql)?.rows.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn compile(&self, operation: &Operation, binds: Binds) -> Result<Vec<Sql>, Error> {
        generic::compile(self, operation, binds)
    }

    fn statement(&self, statement: &Statement, binds: Binds) -> Result<Sql, Error> {
        dml::statement(self, statement, binds)
    }

    fn has_table(&self, table: &TableName) -> Sql {
        let name = self.string(table.name.as_str());
        Sql::new(match &table.schema {
            Some(schema) => format!(
                "SELECT 1 FROM pragma_table_info({name}, {}) LIMIT 1",
                self.string(schema.as_str())
            ),
            None => format!("SELECT 1 FROM pragma_table_info({name}) LIMIT 1"),
        })
    }

    fn refuses_transaction(&self, sql: &str) -> bool {
        transaction::statements(sql)
            .into_iter()
            .any(transaction::sqlite_refuses)
    }
}

/// The error for a DDL construct that SQLite has nothing like.
fn cannot_render(construct: &str) -> Error {
    Error::raised(
        "UnsupportedCompilationError",
        format!(
            "Compiler <sqlalchemy.dialects.sqlite.base.SQLiteDDLCompiler object> can't render element of type {construct}{}",
            Error::UNSUPPORTED_BACKGROUND
        ),
    )
}

/// What Alembic warns of.
fn notices(operation: &Operation) -> Vec<String> {
    let mut notices = Vec::new();
    let left_out = match operation {
        Operation::AlterColumn(change) => {
            if change.autoincrement.is_some() || change.existing_autoincrement.is_some() {
                notices.push(
                    "autoincrement and existing_autoincrement only make sense for MySQL".to_owned(),
                );
            }
            change.type_check.is_some() && change.sql_type.is_some()
        }
        Operation::AddColumn(add) => add.table.constraints.iter().any(|constraint| {
            matches!(
                &constraint.kind,
                ConstraintKind::Check(CheckConstraint {
                    made_by_type_of: Some(_),
                    ..
                })
            )
        }),
        Operation::DropColumn(_)
        | Operation::AddConstraint(_)
        | Operation::DropConstraint(_)
        | Operation::CreateIndex(_)
        | Operation::DropIndex(_)
        | Operation::CreateTable(_)
        | Operation::DropTable(_)
        | Operation::RenameTable(_)
        | Operation::TableComment(_)
        | Operation::BulkInsert(_)
        | Operation::Execute(_)
        | Operation::Batch(_) => false,
    };
    if left_out {
        notices.push("Skipping unsupported ALTER for creation of implicit constraint. Please refer to the batch mode feature which allows for SQLite migrations using a copy-and-move strategy.".to_owned());
    }
    notices
}
