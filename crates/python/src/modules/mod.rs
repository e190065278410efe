//! The native modules: one file each.

use rustpython_vm::{Context, builtins::PyModuleDef};

/// Every native module that scripts or frozen modules may import.
pub fn definitions(context: &Context) -> Vec<&'static PyModuleDef> {
    let mut modules = rustpython_stdlib::stdlib_module_defs(context);
    modules.extend([
        crate::lazy::module::module_def(context),
        crate::stream::module::module_def(context),
    ]);
    modules
}
