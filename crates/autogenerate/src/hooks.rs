//! What a comparison asks the project, and tells it.

use crate::change::{Item, Schemas};

/// An error of the project's own code.
pub type HookError = Box<dyn std::error::Error>;

/// How grave a log line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// `DEBUG`.
    Debug,
    /// `INFO`.
    Info,
    /// `WARNING`.
    Warning,
}

/// The kinds of names and objects that filters see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ObjectKind {
    /// `schema`.
    Schema,
    /// `table`.
    Table,
    /// `column`.
    Column,
    /// `index`.
    Index,
    /// `unique_constraint`.
    UniqueConstraint,
    /// `foreign_key_constraint`.
    ForeignKeyConstraint,
    /// `check_constraint`.
    CheckConstraint,
    /// `primary_key_constraint`, which Alembic does not compare.
    PrimaryKeyConstraint,
    /// `exclude_constraint`, which Alembic does not compare.
    ExcludeConstraint,
}

impl ObjectKind {
    /// The word that Alembic's filters get as `type_`.
    pub fn name(self) -> &'static str {
        match self {
            ObjectKind::Schema => "schema",
            ObjectKind::Table => "table",
            ObjectKind::Column => "column",
            ObjectKind::Index => "index",
            ObjectKind::UniqueConstraint => "unique_constraint",
            ObjectKind::ForeignKeyConstraint => "foreign_key_constraint",
            ObjectKind::CheckConstraint => "check_constraint",
            ObjectKind::PrimaryKeyConstraint => "primary_key_constraint",
            ObjectKind::ExcludeConstraint => "exclude_constraint",
        }
    }
}

/// `parent_names` of `include_name`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Parents<'a> {
    /// `schema_name`; the outer `None` where the key is not given at all
    /// (for schemas), the inner one for the default schema.
    pub schema: Option<Option<&'a str>>,
    /// `table_name`; `None` where the key is not given (for schemas and
    /// tables).
    pub table: Option<&'a str>,
    /// `schema_qualified_table_name` for tables and what is in them.
    pub qualified_table: Option<&'a str>,
}

/// What a comparison asks the project, and tells it. Every question has the
/// answer of a project that has no say.
pub trait Hooks {
    /// `include_name(name, type_, parent_names)`: whether a name of the
    /// database takes part. `name` is `None` for the default schema and for
    /// constraints without a name.
    fn include_name(
        &mut self,
        _name: Option<&str>,
        _kind: ObjectKind,
        _parents: Parents<'_>,
    ) -> Result<bool, HookError> {
        Ok(true)
    }

    /// `include_object(object, name, type_, reflected, compare_to)`: whether
    /// an object takes part. `reflected` is what Alembic says there: whether
    /// the object is known from the database alone; it is `object.side`.
    fn include_object(
        &mut self,
        _schemas: Schemas<'_>,
        _object: Item,
        _name: Option<&str>,
        _kind: ObjectKind,
        _compare_to: Option<Item>,
    ) -> Result<bool, HookError> {
        Ok(true)
    }

    /// The function given as `compare_type`, when
    /// [`Options::compare_type`](crate::Options::compare_type) says that
    /// there is one: whether two columns' types differ, or `None` to leave it
    /// to the comparison.
    fn compare_type(
        &mut self,
        _schemas: Schemas<'_>,
        _declared: Item,
        _reflected: Item,
    ) -> Result<Option<bool>, HookError> {
        Ok(None)
    }

    /// The function given as `compare_server_default`: whether two columns'
    /// defaults differ, or `None`. The texts are the rendered defaults.
    fn compare_server_default(
        &mut self,
        _schemas: Schemas<'_>,
        _declared: Item,
        _reflected: Item,
        _declared_text: Option<&str>,
        _reflected_text: Option<&str>,
    ) -> Result<Option<bool>, HookError> {
        Ok(None)
    }

    /// What Python prints for the function given as `compare_server_default`,
    /// for a log line.
    fn compare_server_default_name(&self) -> String {
        String::new()
    }

    /// The `repr` of a column's type, for a log line.
    fn type_repr(&mut self, schemas: Schemas<'_>, column: Item) -> Result<String, HookError>;

    /// A log line of that logger (`alembic.autogenerate.compare.tables`, …).
    fn log(&mut self, logger: &'static str, level: Level, message: String);

    /// A warning (`UserWarning`, by way of `alembic.util.warn`).
    fn warn(&mut self, message: String);
}
