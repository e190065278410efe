//! Compares models with a database, for `revision --autogenerate`, `check`
//! and the functions of `alembic.autogenerate`.
//!
//! The comparison itself is the `autogenerate` crate's. Here models are read
//! ([`Declared`]), the project's hooks are asked ([`hooks`]), and what was
//! found becomes tuples of Python's, out of which the frozen module
//! `alembic.autogenerate.compare` makes operations ([`changes`]).

mod changes;
mod hooks;
mod objects;
mod options;

use limbeck_autogenerate::{Comparison, Item, Mode, Part, Schemas, Side};
use limbeck_dialect::Warning;
use limbeck_runtime::MigrationContext;
use limbeck_schema::{ConstraintKind, Schema, TableName};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine, builtins::PyBaseExceptionRef};

use crate::{PythonException, failure, models};
use hooks::PythonHooks;
use objects::{Declared, Objects};

/// Compares the models of `target_metadata` with the database of a migration
/// context. `autogen_context` is Alembic's `AutogenContext`, which
/// knows the hooks. Gives the changes as a list of tuples.
pub(crate) fn compare(
    migration: &MigrationContext,
    metadata: &PyObjectRef,
    autogen_context: &PyObjectRef,
    vm: &VirtualMachine,
) -> PyResult {
    let Some(connection) = migration.connection() else {
        return Err(vm.new_type_error("a comparison needs a database connection"));
    };
    let dialect = migration.dialect();
    let metadata = models::targets(metadata, dialect.name(), vm)?;
    let declared = Declared::read(&metadata, dialect.name(), vm)?;
    let options = options::options(migration, autogen_context, &declared.collections, vm)?;
    let objects = Objects::new(&declared, dialect.name(), vm);
    refer(&declared, &objects, vm)?;
    let mut hooks = PythonHooks::new(migration.session(), autogen_context, &objects, vm)?;
    let compared = limbeck_autogenerate::compare(
        &declared.schema,
        &**dialect,
        connection,
        &options,
        &mut hooks,
    );
    let comparison = compared.map_err(|error| raise(error, vm))?;
    for warning in &comparison.reflection.warnings {
        // SQLAlchemy cannot read these, and so Alembic cannot compare them.
        let is_compared = matches!(warning, Warning::ExpressionIndex(_));
        if !is_compared || options.mode == Mode::Alembic {
            objects::warn(&warning.to_string(), vm)?;
        }
    }
    explain(migration, &declared, &comparison);
    let schemas = Schemas {
        declared: &declared.schema,
        reflected: &comparison.reflection.schema,
    };
    changes::tuples(&comparison.changes, schemas, &objects)
}

/// Looks for the tables that foreign keys point at: SQLAlchemy's exception for
/// the first that is not there.
fn refer(declared: &Declared, objects: &Objects<'_>, vm: &VirtualMachine) -> PyResult<()> {
    let reflected = Schema::default();
    let schemas = Schemas {
        declared: &declared.schema,
        reflected: &reflected,
    };
    for (position, table) in declared.schema.tables.values().enumerate() {
        for (at, constraint) in table.constraints.iter().enumerate() {
            let ConstraintKind::ForeignKey(key) = &constraint.kind else {
                continue;
            };
            if declared.schema.tables.contains_key(&key.target.table) {
                continue;
            }
            let item = Item {
                side: Side::Declared,
                table: position,
                part: Part::Constraint(at),
            };
            let elements = objects.find(schemas, item)?.get_attr("elements", vm)?;
            for element in elements.try_to_value::<Vec<PyObjectRef>>(vm)? {
                element.get_attr("column", vm)?;
            }
        }
    }
    Ok(())
}

/// An error of the comparison as the exception that it is.
fn raise(error: limbeck_autogenerate::Error, vm: &VirtualMachine) -> PyBaseExceptionRef {
    match error {
        limbeck_autogenerate::Error::Dialect(error) => {
            failure::raise(limbeck_runtime::Error::Dialect(error), vm)
        }
        limbeck_autogenerate::Error::Hook(error) => match error.downcast::<PythonException>() {
            Ok(raised) => raised.exception().clone(),
            Err(other) => vm.new_runtime_error(other.to_string()),
        },
        limbeck_autogenerate::Error::Naming(error) => crate::raise(
            vm,
            "sqlalchemy.exc",
            "InvalidRequestError",
            error.to_string(),
        ),
        error @ (limbeck_autogenerate::Error::PluginsNotFound(_)
        | limbeck_autogenerate::Error::PluginExpression(_)) => {
            crate::raise(vm, "alembic.util.exc", "CommandError", error.to_string())
        }
    }
}

/// Says why nothing was found, where that looks like a mistake.
fn explain(migration: &MigrationContext, declared: &Declared, comparison: &Comparison) {
    let notice = &migration.session().settings.notice;
    let tables = &declared.schema.tables;
    if tables.is_empty() {
        notice(
            "target_metadata holds no tables: env.py has to import the modules that define the \
             models before it passes the metadata on",
        );
        return;
    }
    if comparison.changes.is_empty() && !comparison.unseen.is_empty() {
        let names: Vec<String> = comparison.unseen.iter().map(TableName::to_string).collect();
        notice(&format!(
            "the database has tables that no model has ({}), and include_schemas=True is not set in \
             context.configure(): they were left out",
            names.join(", ")
        ));
    }
}
