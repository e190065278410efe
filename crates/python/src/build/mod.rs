//! Makes objects of the `sqlalchemy` modules out of what a database holds:
//! the way back from what [`crate::read`] reads.
//!
//! A hook of env.py's is shown reflected tables, and a script that drops a
//! table can only be written from its columns. Nothing is made before it is
//! asked for.

mod table;
mod types;

pub use table::Built;

use rustpython_vm::{
    PyObjectRef, PyResult, VirtualMachine,
    function::{FuncArgs, KwArgs},
};

use crate::exception::import;

/// Makes Python objects for one dialect.
#[derive(Clone, Copy)]
pub struct Builder<'a> {
    /// The interpreter that the objects are to live in.
    pub vm: &'a VirtualMachine,
    /// SQLAlchemy's name of the dialect.
    pub dialect: &'a str,
}

/// Keyword arguments of a constructor.
type Keywords = Vec<(String, PyObjectRef)>;

impl<'a> Builder<'a> {
    /// A builder for that dialect.
    pub fn new(vm: &'a VirtualMachine, dialect: &'a str) -> Builder<'a> {
        Builder { vm, dialect }
    }

    /// An instance of `sqlalchemy`'s class of that name.
    fn make(&self, class: &str, arguments: Vec<PyObjectRef>, keywords: Keywords) -> PyResult {
        self.make_from("sqlalchemy", class, arguments, keywords)
    }

    fn make_from(
        &self,
        module: &str,
        class: &str,
        arguments: Vec<PyObjectRef>,
        keywords: Keywords,
    ) -> PyResult {
        let class = import(self.vm, module)?.get_attr(self.vm.ctx.intern_str(class), self.vm)?;
        let keywords: KwArgs = keywords.into_iter().collect();
        class.call(FuncArgs::new(arguments, keywords), self.vm)
    }

    /// `sa.text(…)` of SQL that a database has printed: a colon in it is no
    /// parameter.
    fn text(&self, sql: &str) -> PyResult {
        let escaped = sql.replace('\\', "\\\\").replace(':', "\\:");
        // Casts are no parameters anyway, and read better as they are.
        let escaped = escaped.replace("\\:\\:", "::");
        self.make("text", vec![self.string(&escaped)], vec![])
    }

    fn string(&self, text: &str) -> PyObjectRef {
        self.vm.ctx.new_str(text).into()
    }

    fn strings<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> PyObjectRef {
        let texts = texts.into_iter().map(|text| self.string(text)).collect();
        self.vm.ctx.new_list(texts).into()
    }

    fn number(&self, number: impl Into<i64>) -> PyObjectRef {
        self.vm.ctx.new_int(number.into()).into()
    }

    fn truth(&self, truth: bool) -> PyObjectRef {
        self.vm.ctx.new_bool(truth).into()
    }
}
