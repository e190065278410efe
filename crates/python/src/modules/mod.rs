//! The native modules: one file each.

pub(crate) mod alembic;
pub(crate) mod compile;
pub(crate) mod database;
pub(crate) mod declare;

use rustpython_vm::{Context, builtins::PyModuleDef};

/// Every native module that scripts or frozen modules may import.
pub fn definitions(context: &Context) -> Vec<&'static PyModuleDef> {
    let mut modules = rustpython_stdlib::stdlib_module_defs(context);
    modules.extend([
        crate::lazy::module::module_def(context),
        crate::mako::module::module_def(context),
        crate::stream::module::module_def(context),
        crate::failure::module::module_def(context),
        crate::models::module::module_def(context),
        compile::module::module_def(context),
        database::module::module_def(context),
        declare::module::module_def(context),
        alembic::batch::module::module_def(context),
        alembic::command::module::module_def(context),
        alembic::config::module::module_def(context),
        alembic::graph::module::module_def(context),
        alembic::migration::module::module_def(context),
        alembic::script::module::module_def(context),
    ]);
    modules
}
