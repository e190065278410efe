//! The embedded Python interpreter: the only crate that names RustPython.
//!
//! # For those who add to it
//!
//! *A frozen Python module* is a file under `crates/python/modules/`: its path
//! is its dotted name (`modules/sqlalchemy/orm/__init__.py` is
//! `sqlalchemy.orm`). Nothing registers it; the next build freezes it. It wins
//! over the standard library's module and over site-packages of that name.
//!
//! *A native module* is a `#[rustpython_vm::pymodule(name = "…")]` in a file
//! under `src/modules/` (or anywhere), listed in `src/modules/mod.rs`. A dotted
//! name is allowed; its parent must then be a package (a frozen `__init__.py`
//! will do). A frozen module may `from _limbeck_x import …` a native one.
//!
//! *A snippet in a test*: `assert_eq!(printed("print(1 + 1)").unwrap(), "2\n")`
//! with [`printed`] runs it in a fresh interpreter; `Err` holds the traceback.
//!
//! *An exception from Rust*: functions return `PyResult`, and
//! `Err(vm.new_value_error("…"))`, or for a class of a Python module
//! `Err(exception::raise(vm, "alembic.util.exc", "CommandError", "…"))`.

mod ahead;
mod autogenerate;
mod boot;
mod build;
mod code;
mod descriptors;
mod environment;
mod exception;
mod failure;
mod finder;
mod interrupt;
mod lazy;
mod mako;
mod models;
mod modules;
mod read;
mod stream;
mod traceback;
mod vm;

pub use environment::{Argument, CommandLine, PythonEnvironment, PythonOptions};
pub use exception::{PythonException, raise};
pub use stream::Writer;
pub use vm::{Interpreter, Setup, printed};
