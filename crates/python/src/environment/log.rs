//! Alembic's log lines on their way into Python's `logging`.

use std::{cell::RefCell, collections::HashMap, rc::Weak};

use limbeck_runtime::{Level, Log};
use rustpython_vm::{PyObjectRef, VirtualMachine};

use super::Host;

/// Writes log lines into Python's `logging`, once env.py has imported it.
pub(super) struct PythonLog {
    host: Weak<Host>,
    /// Loggers by name.
    loggers: RefCell<HashMap<String, PyObjectRef>>,
}

impl PythonLog {
    /// Loggers are looked up when the first line comes.
    pub(super) fn new(host: Weak<Host>) -> PythonLog {
        PythonLog {
            host,
            loggers: RefCell::default(),
        }
    }

    fn logger(&self, name: &str, vm: &VirtualMachine) -> Option<PyObjectRef> {
        if let Some(logger) = self.loggers.borrow().get(name) {
            return Some(logger.clone());
        }
        let modules = vm.sys_module.get_attr("modules", vm).ok()?;
        let logging = modules.get_item("logging", vm).ok()?;
        let logger = vm.call_method(&logging, "getLogger", (name,)).ok()?;
        self.loggers
            .borrow_mut()
            .insert(name.to_owned(), logger.clone());
        Some(logger)
    }

    fn with<T>(
        &self,
        name: &str,
        work: impl FnOnce(&VirtualMachine, PyObjectRef) -> T,
    ) -> Option<T> {
        let host = self.host.upgrade()?;
        let interpreter = host.interpreter.get()?;
        interpreter.enter(|vm| Some(work(vm, self.logger(name, vm)?)))
    }
}

impl Log for PythonLog {
    fn enabled(&self, logger: &str, level: Level) -> bool {
        self.with(logger, |vm, logger| {
            vm.call_method(&logger, "isEnabledFor", (number(level),))
                .and_then(|enabled| enabled.try_to_bool(vm))
                .unwrap_or(false)
        })
        .unwrap_or(false)
    }

    fn log(&self, logger: &str, level: Level, message: &str) {
        self.with(logger, |vm, logger| {
            // A handler that fails must not stop a migration; Python's own
            // handlers report such failures by themselves.
            let _ = vm.call_method(&logger, "log", (number(level), message));
        });
    }
}

/// Python's number of a level.
fn number(level: Level) -> i32 {
    match level {
        Level::Debug => 10,
        Level::Info => 20,
        Level::Warning => 30,
        Level::Error => 40,
    }
}
