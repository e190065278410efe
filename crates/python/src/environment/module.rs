//! Gives back the memory of modules.

use rustpython_vm::{
    AsObject, PyObjectRef, PyRef, VirtualMachine,
    builtins::{PyDictRef, PyFunction, PyModule},
};

/// Drops a module that nobody else holds. Its functions hold its names, which
/// hold the functions; where nothing outside holds any of them, that circle is
/// opened at once, so that the collector of cycles need not look for it. The
/// memory of a long history stays that of one script.
pub(super) fn release(module: PyRef<PyModule>, vm: &VirtualMachine) {
    let names = module.dict();
    drop(module);
    let mut holders = 1;
    for value in names.values_vec() {
        let Some(functions) = functions(&value, &names, vm) else {
            continue;
        };
        for function in functions {
            // One is ours, one that of the names or of the function around it.
            if function.strong_count() > 2 + usize::from(function.is(&value)) {
                return;
            }
            holders += 1;
        }
    }
    if names.as_object().strong_count() == holders {
        names.clear();
    }
}

/// A function of the module with those names, and the one that computes its
/// annotations.
fn functions(
    value: &PyObjectRef,
    names: &PyDictRef,
    vm: &VirtualMachine,
) -> Option<Vec<PyObjectRef>> {
    let of_module = |function: &PyObjectRef| {
        function.downcast_ref::<PyFunction>().is_some()
            && function
                .get_attr("__globals__", vm)
                .is_ok_and(|globals| globals.is(names))
    };
    if !of_module(value) {
        return None;
    }
    let mut functions = vec![value.clone()];
    functions.extend(value.get_attr("__annotate__", vm).ok().filter(of_module));
    Some(functions)
}
