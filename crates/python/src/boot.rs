//! Keeps the start of the interpreter short.

use crate::{exception, finder};
use rustpython_vm::{
    Context, Py, PyResult, VirtualMachine,
    builtins::{PyModule, PyModuleDef},
    gc_state, stdlib,
};

/// How many new objects make the collector of cycles look for them. A
/// migration lives for seconds, and reference counts free nearly everything;
/// the usual 2,000 cost a fifth of the start.
const COLLECT_EVERY: u32 = 200_000;

/// Settings of the thread's interpreters that come before any of them starts.
pub(crate) fn prepare() {
    gc_state::gc_state().set_threshold(COLLECT_EVERY, None, None);
}

/// Works without looking for cycles: nearly all that a module makes when it is
/// imported stays. If it was much, it is not looked through later either.
pub(crate) fn import<T>(work: impl FnOnce() -> T) -> T {
    let collector = gc_state::gc_state();
    if !collector.is_enabled() {
        return work();
    }
    collector.disable();
    let result = work();
    collector.enable();
    let (made, _, _) = collector.get_count();
    if u32::try_from(made).is_ok_and(|made| made >= COLLECT_EVERY) {
        collector.freeze();
    }
    result
}

/// `_ast` with its hundred classes, of which the start needs none: they are
/// made when a program imports the module.
pub(crate) fn syntax_tree(context: &Context) -> &'static PyModuleDef {
    let original = stdlib::builtin_module_defs(context)
        .into_iter()
        .find(|module| module.name.as_str() == NAME);
    let Some(original) = original else {
        unreachable!("the interpreter has a module {NAME}")
    };
    let lazy = PyModuleDef {
        name: original.name,
        doc: None,
        methods: original.methods,
        slots: rustpython_vm::builtins::PyModuleSlots {
            create: original.slots.create,
            exec: Some(execute_when_started),
        },
    };
    Box::leak(Box::new(lazy))
}

const NAME: &str = "_ast";

fn execute_when_started(vm: &VirtualMachine, module: &Py<PyModule>) -> PyResult<()> {
    if !vm.initialized {
        return Ok(());
    }
    for definition in stdlib::builtin_module_defs(&vm.ctx) {
        if definition.name.as_str() == NAME {
            definition.exec_module(vm, module)?;
        }
    }
    exception::import(vm, "_limbeck_syntax")?
        .get_attr("mend", vm)?
        .call((module.to_owned(),), vm)?;
    Ok(())
}

/// What remains to be done once the interpreter has started.
pub(crate) fn finish(vm: &VirtualMachine) -> PyResult<()> {
    vm.sys_module.get_attr("modules", vm)?.del_item(NAME, vm)?;
    vm.recursion_limit.set(1000);
    finder::install(vm)?;
    crate::descriptors::install(vm);
    vm.state
        .codec_registry
        .register(vm.new_function("search", search).into(), vm)
}

/// Looks for a codec other than UTF-8 and ASCII, which need no search.
fn search(name: rustpython_vm::builtins::PyStrRef, vm: &VirtualMachine) -> PyResult {
    vm.import("encodings", 0)?
        .get_attr("search_function", vm)?
        .call((name,), vm)
}
