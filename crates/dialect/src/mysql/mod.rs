//! MySQL and MariaDB.

mod ddl;
mod inspect;
mod literal;
mod nameless;
mod quote;
mod reflect;
mod same;
mod scratch;
mod types;

use std::collections::HashSet;

pub(crate) use inspect::inspect;
use limbeck_operations::{AlterColumn, Operation};
use limbeck_schema::{
    Column, Computed, Constraint, EnumType, ExcludeConstraint, Identity, Index, Name, SqlType,
    Statement, Table, TableName, Value,
};
pub use reflect::JOURNAL_COMMENT;
pub(crate) use reflect::{reflect, schema_names, table_names};
pub(crate) use same::{
    TYPE_SYNONYMS, defaults_differ_to_alembic, follows_table, labels, texts_differ, type_difference,
};
pub(crate) use scratch::rewrite;

use crate::{
    Binds, Catalog, Dialect, Error, Object, Prepared, Sql, ddl as generic, dml, literal as literals,
};

/// MySQL or MariaDB, under either's name: SQLAlchemy reads the options of
/// tables and indexes by the name that the URL has, and takes the language
/// from the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mysql {
    /// Whether the name is `mariadb`.
    named_mariadb: bool,
    /// Whether the server is MariaDB.
    mariadb: bool,
    /// Whether it has a type UUID.
    has_uuid: bool,
    /// Whether it has sequences.
    has_sequences: bool,
    /// Whether INSERT has a RETURNING.
    returns_inserted: bool,
    /// Whether a backslash in a string begins an escape, as it does unless
    /// the server was told otherwise.
    backslash_escapes: bool,
    /// The Python driver whose spelling is printed.
    printed_for: Option<String>,
    /// The style of its placeholders, where it is not the driver's own.
    paramstyle: Option<String>,
}

impl Mysql {
    /// The dialect of that name, `mysql` or `mariadb`, where SQL is executed
    /// by a server that was not asked yet.
    pub fn new(name: &str) -> Mysql {
        let mariadb = name == "mariadb";
        Mysql {
            named_mariadb: mariadb,
            mariadb,
            has_uuid: mariadb,
            has_sequences: false,
            returns_inserted: mariadb,
            backslash_escapes: true,
            printed_for: None,
            paramstyle: None,
        }
    }

    /// The dialect of that name, where SQL is executed by a server that says it is of `version` (`8.0.36`,
    /// `10.11.6-MariaDB`).
    pub fn for_server(name: &str, version: &str) -> Mysql {
        let mariadb = version.to_ascii_lowercase().contains("mariadb");
        let numbers = version_numbers(version);
        Mysql {
            named_mariadb: name == "mariadb",
            mariadb,
            has_uuid: mariadb && numbers >= [10, 7],
            has_sequences: mariadb && numbers >= [10, 3],
            returns_inserted: mariadb && numbers >= [10, 5],
            backslash_escapes: true,
            printed_for: None,
            paramstyle: None,
        }
    }

    /// The same with another style of placeholders than the driver's own
    /// (`dialect_opts={"paramstyle": "named"}`).
    pub fn with_paramstyle(self, paramstyle: &str) -> Mysql {
        Mysql {
            paramstyle: Some(paramstyle.to_owned()),
            ..self
        }
    }

    /// The same for a session whose strings have escapes or have none
    /// (`NO_BACKSLASH_ESCAPES`).
    pub fn with_backslash_escapes(self, backslash_escapes: bool) -> Mysql {
        Mysql {
            backslash_escapes,
            ..self
        }
    }

    /// The dialect of that name, where SQL is printed as SQLAlchemy spells it
    /// for that driver (`mysqldb`, `pymysql`, `mysqlconnector`).
    pub fn printed_for(name: &str, driver: &str) -> Mysql {
        Mysql {
            printed_for: Some(driver.to_owned()),
            ..Mysql::new(name)
        }
    }

    /// The option of that short name (`engine`).
    fn option_name(&self, short: &str) -> String {
        format!("{}_{short}", self.name())
    }

    /// Whether a sequence counts a column up rather than AUTO_INCREMENT.
    fn has_sequences(&self) -> bool {
        self.has_sequences
    }
}

/// Major and minor number of a version; MariaDB may hide its own behind
/// MySQL's (`5.5.5-10.6.1-MariaDB`).
fn version_numbers(version: &str) -> [u32; 2] {
    let version = version.strip_prefix("5.5.5-").unwrap_or(version);
    let mut numbers = version
        .split(|c: char| !c.is_ascii_digit())
        .map(|number| number.parse().unwrap_or(0));
    [numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)]
}

impl Dialect for Mysql {
    fn name(&self) -> &'static str {
        match self.named_mariadb {
            true => "mariadb",
            false => "mysql",
        }
    }

    fn impl_name(&self) -> &'static str {
        match self.named_mariadb {
            true => "MariaDBImpl",
            false => "MySQLImpl",
        }
    }

    fn transactional_ddl(&self) -> bool {
        false
    }

    /// Of aliases; SQLAlchemy lets the server complain of longer names of
    /// other things.
    fn max_identifier_length(&self) -> usize {
        255
    }

    fn max_made_name_length(&self) -> usize {
        64
    }

    fn no_cycle(&self) -> &'static str {
        "NOCYCLE"
    }

    fn quote_mark(&self) -> char {
        '`'
    }

    fn is_mariadb(&self) -> bool {
        self.mariadb
    }

    fn reserved_words(&self) -> &'static [&'static str] {
        match self.mariadb {
            true => quote::MARIADB,
            false => quote::MYSQL,
        }
    }

    fn printed_for(&self) -> Option<&str> {
        self.printed_for.as_deref()
    }

    fn doubles_percents(&self) -> bool {
        let Some(driver) = self.printed_for.as_deref() else {
            return false;
        };
        match (driver, self.paramstyle.as_deref()) {
            ("mysqlconnector", _) => false,
            (_, Some(style)) => matches!(style, "format" | "pyformat"),
            (driver, None) => !matches!(driver, "mariadbconnector" | "pyodbc"),
        }
    }

    fn returns_inserted(&self) -> bool {
        self.returns_inserted
    }

    /// Comments are part of definitions here.
    fn has_comments(&self) -> bool {
        false
    }

    fn alters_constraints(&self) -> bool {
        true
    }

    fn made_up_name(
        &self,
        table: &Table,
        constraint: &Constraint,
        taken: &HashSet<String>,
    ) -> Option<String> {
        nameless::made_up(self.mariadb, table, constraint, taken)
    }

    fn has_booleans(&self) -> bool {
        false
    }

    fn has_enum(&self, sql_type: &EnumType) -> bool {
        sql_type.native
    }

    fn spell_type(&self, sql_type: &SqlType) -> Result<String, Error> {
        types::spell(self, sql_type)
    }

    fn literal(&self, value: &Value, sql_type: &SqlType) -> Result<String, Error> {
        let written = literals::literal(self, &literal::STYLE, value, sql_type)?;
        Ok(match value {
            // Those that are text are written as it is.
            Value::Bytes(_) if self.backslash_escapes => written.replace('\\', "\\\\"),
            _ => written,
        })
    }

    fn string(&self, text: &str) -> String {
        let written = crate::quote::string(self.doubles_percents(), text);
        match self.backslash_escapes {
            true => written.replace('\\', "\\\\"),
            false => written,
        }
    }

    fn cast_type(&self, sql_type: &SqlType) -> Result<Option<String>, Error> {
        types::in_cast(self, sql_type)
    }

    fn create_type(&self, sql_type: &SqlType) -> Result<Option<Sql>, Error> {
        types::no_object(self, sql_type, "Create").map(|()| None)
    }

    fn drop_type(&self, sql_type: &SqlType) -> Result<Option<Sql>, Error> {
        types::no_object(self, sql_type, "Drop").map(|()| None)
    }

    fn column(&self, table: &Table, column: &Column) -> Result<String, Error> {
        ddl::column(self, table, column)
    }

    fn computed(&self, computed: &Computed) -> Result<String, Error> {
        generic::generic_computed(self, computed)
    }

    fn table_options(&self, table: &Table) -> Result<String, Error> {
        ddl::table_options(self, table)
    }

    fn referenced_table(&self, _from: &TableName, to: &TableName) -> Option<String> {
        Some(self.table(to))
    }

    fn foreign_key_match(&self, _words: &str) -> Result<String, Error> {
        Err(Error::compile(
            "MySQL ignores the 'MATCH' keyword while at the same time causes ON UPDATE/ON DELETE clauses to be ignored.",
        ))
    }

    fn constraint_suffix(
        &self,
        _table: Option<&Table>,
        constraint: &Constraint,
    ) -> Result<String, Error> {
        Ok(ddl::constraint_suffix(self, constraint))
    }

    fn exclude(&self, _exclude: &ExcludeConstraint) -> Result<String, Error> {
        Err(cannot_render(
            "<class 'sqlalchemy.dialects.postgresql.ext.ExcludeConstraint'>",
        ))
    }

    fn may_alter_constraint(&self, _made_by_type: bool) -> Result<bool, Error> {
        Ok(true)
    }

    fn drops_type_constraints(&self) -> Result<bool, Error> {
        Ok(false)
    }

    fn drop_constraint_words(&self, kind: Option<&str>, _if_exists: bool) -> Result<&str, Error> {
        Ok(match kind {
            Some("foreignkey") => "FOREIGN KEY ",
            Some("primary") => "PRIMARY KEY ",
            Some("unique") => "INDEX ",
            Some("check") if self.mariadb => "CONSTRAINT ",
            Some("check") => "CHECK ",
            _ => {
                return Err(Error::raised(
                    "NotImplementedError",
                    "No generic 'DROP CONSTRAINT' in MySQL - please specify constraint type",
                ));
            }
        })
    }

    fn names_dropped_primary_key(&self) -> bool {
        false
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

    fn dropped_index(&self, _schema: Option<&Name>, table: &TableName, name: &str) -> String {
        format!("{name} ON {}", self.table(table))
    }

    fn renames_with_schema(&self) -> bool {
        true
    }

    fn change_table_comment(&self, table: &TableName, comment: Option<&str>) -> String {
        format!(
            "ALTER TABLE {} COMMENT {}",
            self.table(table),
            self.string(comment.unwrap_or_default()),
        )
    }

    fn redefine_column(&self, change: &AlterColumn) -> Result<Option<Vec<String>>, Error> {
        ddl::redefine_column(self, change).map(Some)
    }

    fn change_comment(
        &self,
        change: &AlterColumn,
        _comment: Option<&str>,
    ) -> Result<String, Error> {
        ddl::redefine_column(self, change).map(|statements| statements.join("; "))
    }

    fn change_identity(
        &self,
        _change: &AlterColumn,
        _identity: Option<&Identity>,
    ) -> Result<String, Error> {
        Err(ddl::no_identity())
    }

    fn prepare(
        &self,
        operation: Operation,
        _catalog: Option<&dyn Catalog>,
    ) -> Result<Prepared, Error> {
        Ok(Prepared::as_is(operation))
    }

    fn has(&self, object: Object, name: &TableName, catalog: &dyn Catalog) -> Result<bool, Error> {
        let schema = match &name.schema {
            Some(schema) => self.string(schema.as_str()),
            None => "DATABASE()".to_owned(),
        };
        let wanted = self.string(name.name.as_str());
        let condition = match object {
            Object::Table => format!(
                "TABLES WHERE TABLE_SCHEMA = {schema} AND TABLE_NAME = {wanted} AND TABLE_TYPE <> 'SEQUENCE'"
            ),
            Object::Sequence => format!(
                "TABLES WHERE TABLE_SCHEMA = {schema} AND TABLE_NAME = {wanted} AND TABLE_TYPE = 'SEQUENCE'"
            ),
            Object::Index => {
                format!("STATISTICS WHERE TABLE_SCHEMA = {schema} AND INDEX_NAME = {wanted}")
            }
            Object::Schema => format!("SCHEMATA WHERE SCHEMA_NAME = {wanted}"),
            Object::Type => return Ok(false),
        };
        let sql = Sql::new(format!(
            "SELECT 1 FROM information_schema.{condition} LIMIT 1"
        ));
        Ok(!catalog.query(&sql)?.rows.is_empty())
    }

    fn compile(&self, operation: &Operation, binds: Binds) -> Result<Vec<Sql>, Error> {
        generic::compile(self, operation, binds)
    }

    fn statement(&self, statement: &Statement, binds: Binds) -> Result<Sql, Error> {
        dml::statement(self, statement, binds)
    }

    fn has_table(&self, table: &TableName) -> Sql {
        let schema = match &table.schema {
            Some(schema) => self.string(schema.as_str()),
            None => "DATABASE()".to_owned(),
        };
        Sql::new(format!(
            "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = {schema} AND TABLE_NAME = {}",
            self.string(table.name.as_str())
        ))
    }

    /// DDL ends a transaction here, and nothing is refused in one.
    fn refuses_transaction(&self, _sql: &str) -> bool {
        false
    }
}

/// The error for a DDL construct that MySQL has nothing like.
fn cannot_render(construct: &str) -> Error {
    Error::raised(
        "UnsupportedCompilationError",
        format!(
            "Compiler <sqlalchemy.dialects.mysql.base.MySQLDDLCompiler object> can't render element of type {construct}{}",
            Error::UNSUPPORTED_BACKGROUND
        ),
    )
}
