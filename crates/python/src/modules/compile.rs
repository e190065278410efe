//! `_limbeck_compile`: SQL as text, for scripts that ask for it
//! (`str(statement)`, `type.compile()`).

/// The functions that `sqlalchemy.sql.compiler` wraps.
#[rustpython_vm::pymodule(name = "_limbeck_compile")]
pub(crate) mod module {
    use limbeck_dialect::{Binds, Dialect};
    use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine, builtins::PyUtf8StrRef};

    use crate::{failure::check, read::Reader};

    fn dialect(name: &str, binds: Binds, vm: &VirtualMachine) -> PyResult<Box<dyn Dialect>> {
        limbeck_dialect::dialect(name, None, binds).ok_or_else(|| {
            vm.new_not_implemented_error(format!("limbeck does not write SQL for {name:?} yet"))
        })
    }

    /// The spelling of a type.
    #[pyfunction]
    fn spell_type(
        sql_type: PyObjectRef,
        name: PyUtf8StrRef,
        vm: &VirtualMachine,
    ) -> PyResult<String> {
        let read = Reader::new(vm, name.as_str()).sql_type(&sql_type)?;
        let dialect = dialect(name.as_str(), Binds::Bound, vm)?;
        check(
            dialect
                .spell_type(read.on(name.as_str()))
                .map_err(limbeck_runtime::Error::Dialect),
            vm,
        )
    }

    /// The SQL of a statement, with its values in it or with placeholders.
    #[pyfunction]
    fn spell_statement(
        statement: PyObjectRef,
        name: PyUtf8StrRef,
        inline: bool,
        vm: &VirtualMachine,
    ) -> PyResult<String> {
        let reader = Reader::new(vm, name.as_str());
        let binds = if inline { Binds::Inline } else { Binds::Bound };
        let dialect = dialect(name.as_str(), binds, vm)?;
        if reader.is_part(&statement)? {
            let read = reader.expression(&statement)?;
            let sql = limbeck_dialect::expression(&*dialect, &read, binds)
                .map_err(limbeck_runtime::Error::Dialect);
            return check(sql, vm);
        }
        let read = reader.executed(&reader.object(statement))?;
        let sql = dialect
            .statement(&read, binds)
            .map_err(limbeck_runtime::Error::Dialect);
        Ok(check(sql, vm)?.text)
    }

    /// The SQL of an expression as it stands in the definition of a table: of a
    /// server default, a CHECK, an index.
    #[pyfunction]
    fn spell_definition(
        expression: PyObjectRef,
        name: PyUtf8StrRef,
        vm: &VirtualMachine,
    ) -> PyResult<String> {
        let read = Reader::new(vm, name.as_str()).expression(&expression)?;
        let dialect = dialect(name.as_str(), Binds::Inline, vm)?;
        check(
            limbeck_dialect::definition(&*dialect, &read).map_err(limbeck_runtime::Error::Dialect),
            vm,
        )
    }

    /// The name that a naming convention gives to a constraint or an index of
    /// a table.
    #[pyfunction]
    fn conventional_name(
        object: PyObjectRef,
        table: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult<Option<String>> {
        let reader = Reader::new(vm, "");
        reader.conventional_name(&reader.object(object), &reader.object(table))
    }

    /// A name, in quotes if it needs them.
    #[pyfunction]
    fn quote(text: PyUtf8StrRef, name: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult<String> {
        let dialect = dialect(name.as_str(), Binds::Bound, vm)?;
        Ok(dialect.quote(&text.as_str().into()))
    }
}
