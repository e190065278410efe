//! Reads what scripts declare: objects of the `sqlalchemy` and `alembic`
//! modules become types, tables, constraints, statements and operations.
//!
//! All readers are methods of [`Reader`], one file for each kind of thing. A
//! Python object is looked at through [`Object`].

mod constraint;
mod ddl;
mod expression;
mod index;
mod object;
mod operation;
mod operator;
mod options;
mod query;
mod sender;
mod statement;
mod table;
mod types;
mod value;

pub use object::Object;
pub use value::Conversion;

use rustpython_vm::{PyObjectRef, VirtualMachine, builtins::PyBaseExceptionRef};

/// Reads Python objects for one dialect: a `TypeDecorator` may be another
/// type on each.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The interpreter that the objects live in.
    pub vm: &'a VirtualMachine,
    /// SQLAlchemy's name of the dialect.
    pub dialect: &'a str,
    /// Whether a value that its type refuses is read as what Python shows of
    /// it: where a statement is only shown.
    lenient: bool,
}

impl<'a> Reader<'a> {
    /// A reader for that dialect.
    pub fn new(vm: &'a VirtualMachine, dialect: &'a str) -> Reader<'a> {
        Reader {
            vm,
            dialect,
            lenient: false,
        }
    }

    /// The same for a statement that is only shown.
    pub fn lenient(self) -> Reader<'a> {
        Reader {
            lenient: true,
            ..self
        }
    }

    /// The object, ready to be looked at.
    pub fn object(&self, object: PyObjectRef) -> Object<'a> {
        Object::new(self.vm, object)
    }

    /// SQLAlchemy's exception of that class.
    pub fn error(&self, class: &str, message: impl Into<String>) -> PyBaseExceptionRef {
        crate::raise(self.vm, "sqlalchemy.exc", class, message)
    }
}
