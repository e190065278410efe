//! Compiles source files, many at once and ahead of time.
//!
//! RustPython's compiler needs no interpreter, so that while the first scripts
//! run, other threads compile the next ones.

use rustpython_vm::{
    AsObject, PyObjectRef, PyRef, PyResult, VirtualMachine,
    builtins::PyCode,
    bytecode::CodeObject,
    compiler::{self, CompileError, CompileOpts, Mode},
};
use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

/// Stack of a compiling thread. The parser and the compiler recurse with the
/// nesting of the source; only what is used costs memory.
pub(crate) const STACK: usize = 64 << 20;

/// How many files may lie compiled before the first of them is asked for:
/// enough for the compiling threads not to fall behind, and few enough that a
/// long history does not lie in memory.
const AHEAD: usize = 32;

/// Code objects of files, compiled or about to be.
#[derive(Default)]
pub(crate) struct CodeStore {
    state: Mutex<State>,
    finished: Condvar,
    taken: Condvar,
}

#[derive(Default)]
struct State {
    slots: HashMap<PathBuf, Slot>,
    /// How many slots hold code that nobody has taken yet.
    ready: usize,
    /// Nobody will ask any more.
    closed: bool,
}

#[allow(
    clippy::large_enum_variant,
    reason = "code is taken out of its slot soon after it is put in"
)]
enum Slot {
    /// Nobody has begun.
    Waiting,
    /// A thread compiles it.
    Taken,
    /// Compiled; the next one who asks takes it away.
    Finished(Result<CodeObject, Failure>),
}

/// Why a file has no code object.
pub(crate) enum Failure {
    /// It cannot be read.
    Read(io::Error),
    /// It is not UTF-8, and does not say what else it is.
    Encoding {
        message: String,
        /// The line, from 1.
        line: usize,
        /// All the text, as far as it can be read.
        text: String,
    },
    /// It is not Python.
    Syntax {
        error: Box<CompileError>,
        source: String,
    },
}

impl CodeStore {
    /// Starts compiling these files on other threads, in that order.
    pub(crate) fn precompile(self: &Arc<Self>, files: Vec<PathBuf>) {
        // One core is busy with running what is compiled already.
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let workers = cores.saturating_sub(1).clamp(1, 4).min(files.len() / 2);
        if workers == 0 {
            return;
        }
        {
            let mut state = self.lock();
            for file in &files {
                state.slots.entry(file.clone()).or_insert(Slot::Waiting);
            }
        }
        let files = Arc::new(files);
        for worker in 0..workers {
            let (store, files) = (self.clone(), files.clone());
            // Without the thread, each file is compiled when it is asked for.
            let _ = thread::Builder::new()
                .name(format!("compile-{worker}"))
                .stack_size(STACK)
                .spawn(move || {
                    for file in files.iter() {
                        if !store.compile_if_waiting(file) {
                            break;
                        }
                    }
                });
        }
    }

    /// Compiles a file that nobody else has begun, once there is room for it;
    /// `false` if there is nobody left to ask for it.
    fn compile_if_waiting(&self, file: &Path) -> bool {
        let mut state = self.lock();
        while state.ready >= AHEAD && !state.closed {
            state = wait(&self.taken, state);
        }
        if state.closed {
            return false;
        }
        match state.slots.get_mut(file) {
            Some(slot @ Slot::Waiting) => *slot = Slot::Taken,
            _ => return true,
        }
        drop(state);
        let result = compile_file(file);
        let mut state = self.lock();
        state.slots.insert(file.to_owned(), Slot::Finished(result));
        state.ready += 1;
        drop(state);
        self.finished.notify_all();
        true
    }

    /// The code of a file: what another thread made of it, or compiled now.
    pub(crate) fn take(&self, file: &Path) -> Result<CodeObject, Failure> {
        let mut state = self.lock();
        while let Some(Slot::Taken) = state.slots.get(file) {
            state = wait(&self.finished, state);
        }
        match state.slots.remove(file) {
            Some(Slot::Finished(result)) => {
                state.ready -= 1;
                drop(state);
                self.taken.notify_all();
                result
            }
            _ => {
                drop(state);
                compile_file(file)
            }
        }
    }

    /// Ends the compiling threads.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.taken.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn wait<'a>(condition: &Condvar, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
    condition
        .wait(state)
        .unwrap_or_else(PoisonError::into_inner)
}

/// Compiles a file.
pub(crate) fn compile_file(file: &Path) -> Result<CodeObject, Failure> {
    compile_source(read(file)?, &file.to_string_lossy())
}

/// The source in a file.
pub(crate) fn read(file: &Path) -> Result<String, Failure> {
    decode(std::fs::read(file).map_err(Failure::Read)?)
}

/// Compiles the source of a file of that name.
pub(crate) fn compile_source(source: String, name: &str) -> Result<CodeObject, Failure> {
    compile(&source, name).map_err(|error| Failure::Syntax {
        error: Box::new(error),
        source,
    })
}

/// Compiles the source of a module.
pub(crate) fn compile(source: &str, name: &str) -> Result<CodeObject, CompileError> {
    compiler::compile(source, Mode::Exec, name, CompileOpts::default())
}

/// Source text: UTF-8 with or without its mark, or Latin-1 where the file says so.
fn decode(bytes: Vec<u8>) -> Result<String, Failure> {
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if says_latin_1(error.as_bytes()) => {
            error.into_bytes().into_iter().map(char::from).collect()
        }
        Err(error) => {
            let position = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(position).copied().unwrap_or_default();
            let before = error.as_bytes().get(..position).unwrap_or_default();
            return Err(Failure::Encoding {
                message: format!(
                    "(unicode error) 'utf-8' codec can't decode byte {byte:#04x} in position {position}: invalid start byte"
                ),
                line: 1 + before.iter().filter(|byte| **byte == b'\n').count(),
                text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
            });
        }
    };
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

fn says_latin_1(bytes: &[u8]) -> bool {
    bytes.split(|byte| *byte == b'\n').take(2).any(|line| {
        let line = String::from_utf8_lossy(line).to_ascii_lowercase();
        line.trim_start().starts_with('#')
            && [
                "coding: latin-1",
                "coding:latin-1",
                "coding=latin-1",
                "coding: iso-8859-1",
                "coding=iso-8859-1",
            ]
            .iter()
            .any(|cookie| line.contains(cookie))
    })
}

impl Failure {
    /// The exception that Python raises for it.
    pub(crate) fn raise(
        self,
        file: &Path,
        vm: &VirtualMachine,
    ) -> rustpython_vm::builtins::PyBaseExceptionRef {
        let name = file.to_string_lossy();
        match self {
            Failure::Read(error) if error.kind() == io::ErrorKind::NotFound => vm.new_import_error(
                format!("Can't find Python file {name}"),
                vm.ctx.new_utf8_str(name.as_ref()),
            ),
            Failure::Read(error) => vm.new_os_error(format!("{error}: '{name}'")),
            Failure::Encoding {
                message,
                line,
                text,
            } => {
                let class = vm.ctx.exceptions.syntax_error.to_owned();
                let exception = vm.new_exception_msg(class, message.into());
                let text = text.lines().nth(line - 1).unwrap_or_default();
                let facts: [(&str, PyObjectRef); 3] = [
                    ("filename", vm.ctx.new_str(name.as_ref()).into()),
                    ("lineno", vm.ctx.new_int(line).into()),
                    ("text", vm.ctx.new_str(text).into()),
                ];
                for (fact, value) in facts {
                    // Without them the message is still right.
                    let _ = exception.as_object().set_attr(fact, value, vm);
                }
                exception
            }
            Failure::Syntax { error, source } => vm.new_syntax_error(&error, Some(&source)),
        }
    }
}

/// A file's code as an object of the interpreter.
pub(crate) fn load(store: &CodeStore, file: &Path, vm: &VirtualMachine) -> PyResult<PyRef<PyCode>> {
    match store.take(file) {
        Ok(code) => Ok(vm.ctx.new_code(code)),
        Err(failure) => Err(failure.raise(file, vm)),
    }
}
