//! `_limbeck_compile`: SQL as text, for scripts that ask for it
//! (`str(statement)`, `type.compile()`).

/// The form of placeholders in words: PEP 249's name of the style, `casts`,
/// `expanded`.
pub(crate) fn placeholders(form: &str) -> limbeck_dialect::Placeholders {
    use limbeck_dialect::PlaceholderStyle;
    let has = |word: &str| form.split(' ').any(|one| one == word);
    limbeck_dialect::Placeholders {
        style: match form.split(' ').next().unwrap_or_default() {
            "pyformat" => PlaceholderStyle::Pyformat,
            "format" => PlaceholderStyle::Format,
            "qmark" => PlaceholderStyle::Question,
            "numeric" | "numeric_dollar" => PlaceholderStyle::Numbered,
            _ => PlaceholderStyle::Named,
        },
        casts: has("casts"),
        expanded: has("expanded"),
    }
}

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

    /// The text of a statement with placeholders, and the names and values of
    /// its parameters.
    #[pyfunction]
    fn show_statement(
        statement: PyObjectRef,
        name: PyUtf8StrRef,
        form: PyUtf8StrRef,
        vm: &VirtualMachine,
    ) -> PyResult<(String, PyObjectRef)> {
        let reader = Reader::new(vm, name.as_str()).lenient();
        let placeholders = super::placeholders(form.as_str());
        let dialect = dialect(name.as_str(), Binds::Shown(placeholders), vm)?;
        let shown = if reader.is_part(&statement)? {
            let read = reader.expression(&statement)?;
            limbeck_dialect::shown_expression(&*dialect, &read, placeholders)
        } else {
            let read = reader.executed(&reader.object(statement))?;
            limbeck_dialect::shown(&*dialect, &read, placeholders)
        };
        let shown = check(shown.map_err(limbeck_runtime::Error::Dialect), vm)?;
        let parameters = shown.parameters.into_iter().map(|(name, value)| {
            let value = match value {
                Some(value) => reader.python_value(&value)?,
                None => vm.ctx.none(),
            };
            Ok(vm.new_tuple((name, value)).into())
        });
        let parameters = parameters.collect::<PyResult<_>>()?;
        Ok((shown.text, vm.ctx.new_list(parameters).into()))
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
