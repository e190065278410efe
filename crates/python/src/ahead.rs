//! Compiles the modules that env.py imports, ahead of time and piece by piece.
//!
//! Models are most of the Python that a project has. Compiling them needs no
//! interpreter: while it starts, and while it runs what is compiled already,
//! another thread follows the `import` statements from env.py through the
//! project's own files. A large file comes in pieces, so that its beginning
//! runs while its end is still being compiled.

use crate::code::{self, Failure};
use ruff_text_size::Ranged;
use rustpython_vm::{
    bytecode::CodeObject,
    compiler::{
        CompileOpts,
        ast::statement_visitor::{StatementVisitor, walk_stmt},
        ast::{Expr, ModModule, Stmt},
        codegen::compile::compile_program,
        core::SourceFileBuilder,
        parser,
    },
};
use std::{
    collections::{HashMap, VecDeque},
    io,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

/// How much of a file is compiled at once, in bytes of its source.
const PIECE: usize = 32 << 10;

/// The code of modules, compiled or about to be.
#[derive(Default)]
pub(crate) struct Ahead {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    files: HashMap<PathBuf, Module>,
    closed: bool,
}

/// A file that somebody compiles.
#[derive(Default)]
struct Module {
    /// Its next pieces, in their order.
    pieces: VecDeque<Result<CodeObject, Failure>>,
    /// Nothing will be added to them.
    complete: bool,
}

impl Ahead {
    /// Starts following the imports of a file through these folders.
    pub(crate) fn follow(self: &Arc<Self>, file: PathBuf, folders: Vec<PathBuf>) {
        let ahead = self.clone();
        let absolute = |folder: PathBuf| std::path::absolute(&folder).unwrap_or(folder);
        let folders = folders.into_iter().map(absolute).collect();
        // Without the thread, each module is compiled when it is imported.
        let _ = thread::Builder::new()
            .name("compile-imports".to_owned())
            .stack_size(code::STACK)
            .spawn(move || {
                let imports = code::read(&file)
                    .ok()
                    .and_then(|source| parse(&source))
                    .map(|tree| imports(&tree, ""))
                    .unwrap_or_default();
                Follower {
                    ahead: &ahead,
                    folders,
                }
                .modules(imports);
            });
    }

    /// The next piece of a module's code, in the order in which they run;
    /// `None` after the last.
    pub(crate) fn next(&self, file: &Path) -> Option<Result<CodeObject, Failure>> {
        if self.claim(file) {
            let promise = Promise { ahead: self, file };
            compile(file, None, |piece| promise.ahead.add(file, piece));
        }
        let mut state = self.lock();
        loop {
            let module = state.files.get_mut(file)?;
            if let Some(piece) = module.pieces.pop_front() {
                return Some(piece);
            }
            if module.complete {
                return None;
            }
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Forgets a module: who imports it anew gets it compiled anew.
    pub(crate) fn forget(&self, file: &Path) {
        self.lock().files.remove(file);
    }

    /// Ends the thread.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
    }

    /// Whether nobody compiles that file yet; then it is the caller's.
    fn claim(&self, file: &Path) -> bool {
        let mut state = self.lock();
        if state.files.contains_key(file) {
            return false;
        }
        state.files.insert(file.to_owned(), Module::default());
        true
    }

    fn add(&self, file: &Path, piece: Result<CodeObject, Failure>) {
        if let Some(module) = self.lock().files.get_mut(file) {
            module.pieces.push_back(piece);
        }
        self.changed.notify_all();
    }

    fn complete(&self, file: &Path) {
        if let Some(module) = self.lock().files.get_mut(file) {
            module.complete = true;
        }
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Nobody waits for a module for ever, whatever happens to who compiles it.
struct Promise<'a> {
    ahead: &'a Ahead,
    file: &'a Path,
}

impl Drop for Promise<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            let error = io::Error::other("the Python compiler failed");
            self.ahead.add(self.file, Err(Failure::Read(error)));
        }
        self.ahead.complete(self.file);
    }
}

/// Goes from module to module.
struct Follower<'a> {
    ahead: &'a Ahead,
    folders: Vec<PathBuf>,
}

impl Follower<'_> {
    fn modules(&self, names: Vec<String>) {
        for name in names {
            // A package runs before what is in it.
            for (end, _) in name.match_indices('.') {
                self.module(&name[..end]);
            }
            self.module(&name);
        }
    }

    fn module(&self, name: &str) {
        let path: PathBuf = name.split('.').collect();
        let found = self.folders.iter().find_map(|folder| {
            let place = folder.join(&path);
            let package = place.join("__init__.py");
            if package.is_file() {
                return Some((package, name));
            }
            let file = place.with_extension("py");
            let parent = name.rsplit_once('.').map_or("", |(parent, _)| parent);
            file.is_file().then_some((file, parent))
        });
        let Some((file, package)) = found else {
            return;
        };
        if self.ahead.lock().closed || !self.ahead.claim(&file) {
            return;
        }
        // What it imports runs before its own end does.
        let promise = Promise {
            ahead: self.ahead,
            file: &file,
        };
        let imports = compile(&file, Some(package), |piece| {
            promise.ahead.add(&file, piece)
        });
        drop(promise);
        self.modules(imports);
    }
}

/// Compiles a file; gives the names of the modules that it imports as part of
/// that package, if it is asked for them.
fn compile(
    file: &Path,
    package: Option<&str>,
    mut add: impl FnMut(Result<CodeObject, Failure>),
) -> Vec<String> {
    let source = match code::read(file) {
        Ok(source) => source,
        Err(failure) => {
            add(Err(failure));
            return Vec::new();
        }
    };
    let name = file.to_string_lossy();
    let Some(tree) = parse(&source) else {
        // It says what is wrong.
        add(code::compile_source(source, &name));
        return Vec::new();
    };
    let found = package.map(|package| imports(&tree, package));
    let source_file = SourceFileBuilder::new(&*name, &*source).finish();
    for piece in pieces(tree) {
        let code = compile_program(&piece, source_file.clone(), CompileOpts::default());
        let failed = code.is_err();
        add(code.map_err(|error| Failure::Syntax {
            error: Box::new(error.into()),
            source: source.clone(),
        }));
        if failed {
            break;
        }
    }
    found.unwrap_or_default()
}

fn parse(source: &str) -> Option<ModModule> {
    Some(parser::parse_module(source).ok()?.into_syntax())
}

/// A module as several that do the same when they run one after the other.
fn pieces(tree: ModModule) -> Vec<ModModule> {
    let mut surface = Surface::default();
    surface.visit_body(&tree.body);
    if tree.range.len().to_usize() < 2 * PIECE || surface.annotates {
        return vec![tree];
    }
    let ModModule {
        node_index,
        range,
        body,
    } = tree;
    let module = |body| ModModule {
        node_index: node_index.clone(),
        range,
        body,
    };
    let future: Vec<Stmt> = body.iter().filter(|one| is_future(one)).cloned().collect();
    let mut pieces = Vec::new();
    let mut piece: Vec<Stmt> = Vec::new();
    let mut begin = 0;
    for statement in body {
        let place = statement.start().to_usize();
        // A string at the beginning would be taken for the documentation.
        if place - begin > PIECE && !is_text(&statement) {
            begin = place;
            pieces.push(module(std::mem::replace(&mut piece, future.clone())));
        }
        piece.push(statement);
    }
    pieces.push(module(piece));
    pieces
}

fn is_future(statement: &Stmt) -> bool {
    matches!(statement, Stmt::ImportFrom(import)
        if import.module.as_ref().is_some_and(|module| module.as_str() == "__future__"))
}

fn is_text(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Expr(expression)
        if matches!(*expression.value, Expr::StringLiteral(_)))
}

/// The modules that a module of that package may import when it runs, in their
/// order. A name that is imported from a package may be a module as well.
fn imports(tree: &ModModule, package: &str) -> Vec<String> {
    let mut surface = Surface::default();
    surface.visit_body(&tree.body);
    let mut names = Vec::new();
    for statement in surface.imports {
        match statement {
            Stmt::Import(import) => {
                names.extend(import.names.iter().map(|alias| alias.name.to_string()));
            }
            Stmt::ImportFrom(import) => {
                let Some(parent) = ancestor(package, import.level) else {
                    continue;
                };
                let from = match &import.module {
                    Some(module) if parent.is_empty() => module.to_string(),
                    Some(module) => format!("{parent}.{module}"),
                    None => parent.to_owned(),
                };
                names.push(from.clone());
                for alias in &import.names {
                    names.push(format!("{from}.{}", alias.name));
                }
            }
            _ => {}
        }
    }
    names
}

/// The package that a relative import of so many dots starts from.
fn ancestor(package: &str, level: u32) -> Option<&str> {
    let mut parent = package;
    match level {
        0 => return Some(""),
        _ if package.is_empty() => return None,
        _ => {}
    }
    for _ in 1..level {
        parent = parent.rsplit_once('.')?.0;
    }
    Some(parent)
}

/// What runs when a module does: nothing in its functions and classes, and
/// nothing that only type checkers see.
#[derive(Default)]
struct Surface<'a> {
    imports: Vec<&'a Stmt>,
    /// Whether names of the module itself are annotated.
    annotates: bool,
}

impl<'a> StatementVisitor<'a> for Surface<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Import(_) | Stmt::ImportFrom(_) => self.imports.push(statement),
            Stmt::AnnAssign(_) => self.annotates = true,
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
            Stmt::If(condition) if is_for_checkers(&condition.test) => {}
            _ => walk_stmt(self, statement),
        }
    }
}

fn is_for_checkers(test: &Expr) -> bool {
    match test {
        Expr::Name(name) => name.id.as_str() == "TYPE_CHECKING",
        Expr::Attribute(attribute) => attribute.attr.as_str() == "TYPE_CHECKING",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, package: &str, expect: &str) {
        let tree = parse(source).expect("valid source");
        assert_eq!(imports(&tree, package).join(" "), expect, "{source}");
    }

    #[test]
    fn imports_are_found_where_they_run_with_the_module() {
        check("import a, b.c as d", "", "a b.c");
        check("from a.b import c", "", "a.b a.b.c");
        check("from . import c", "p.q", "p.q p.q.c");
        check("from ..r import c", "p.q", "p.r p.r.c");
        check("from ....r import c", "p.q", "");
        check("from . import c", "", "");
        check(
            "try:\n    import a\nexcept ImportError:\n    import b",
            "",
            "a b",
        );
        check("if TYPE_CHECKING:\n    import a\nimport b", "", "b");
        check("def f():\n    import a", "", "");
    }

    #[test]
    fn a_large_module_is_cut_where_nothing_changes() {
        let count = |source: &str| pieces(parse(source).expect("valid source")).len();
        let line = format!("x = {:?}\n", "y".repeat(1000));
        let large = line.repeat(100);
        assert_eq!(count(&line), 1);
        assert_eq!(count(&large), 4);
        assert_eq!(count(&format!("z: int = 1\n{large}")), 1);
        let texts = format!("{:?}\n", "y".repeat(1000)).repeat(100);
        assert_eq!(count(&texts), 1);
        let future = format!("from __future__ import annotations\n{large}");
        let cut = pieces(parse(&future).expect("valid source"));
        assert!(cut.len() > 1 && cut.iter().all(|piece| is_future(&piece.body[0])));
    }
}
