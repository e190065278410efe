//! `_limbeck_config`: the configuration behind `alembic.config.Config`.

#[rustpython_vm::pymodule(name = "_limbeck_config")]
pub(crate) mod module {
    use std::path::PathBuf;
    use std::rc::Rc;

    use limbeck_config::Value;
    use rustpython_vm::{
        PyObjectRef, PyPayload, PyResult, VirtualMachine, builtins::PyDictRef, pyclass,
    };

    use crate::failure;

    /// A configuration, shared with the command that runs.
    #[pyattr]
    #[pyclass(module = "_limbeck_config", name = "Config")]
    #[derive(PyPayload)]
    pub(crate) struct Config {
        pub(crate) config: Rc<limbeck_config::Config>,
    }

    impl std::fmt::Debug for Config {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("Config")
        }
    }

    /// A configuration of its own, read from files.
    #[pyfunction]
    fn open(
        file: Option<String>,
        toml_file: Option<String>,
        section: String,
        arguments: PyDictRef,
        vm: &VirtualMachine,
    ) -> PyResult<Config> {
        let mut names = indexmap::IndexMap::new();
        for (key, value) in arguments {
            names.insert(
                key.str(vm)?.to_string_lossy().into_owned(),
                value.str(vm)?.to_string_lossy().into_owned(),
            );
        }
        let config = limbeck_config::Config::new(
            file.map(PathBuf::from),
            toml_file.map(PathBuf::from),
            section,
            names,
        );
        Ok(Config {
            config: Rc::new(config),
        })
    }

    #[pyclass]
    impl Config {
        #[pygetset]
        fn config_file_name(&self) -> Option<String> {
            self.config
                .config_file_name()
                .map(|file| file.to_string_lossy().into_owned())
        }

        #[pygetset]
        fn toml_file_name(&self) -> Option<String> {
            self.config
                .toml_file_name()
                .map(|file| file.to_string_lossy().into_owned())
        }

        #[pygetset]
        fn config_ini_section(&self) -> String {
            self.config.config_ini_section()
        }

        #[pymethod]
        fn set_config_ini_section(&self, section: String) {
            self.config.set_config_ini_section(&section);
        }

        #[pymethod]
        fn sections(&self, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            let names = failure::check(self.config.sections(), vm)?;
            Ok(list(names, vm))
        }

        #[pymethod]
        fn has_section(&self, section: String, vm: &VirtualMachine) -> PyResult<bool> {
            let ini = failure::check(self.config.ini(), vm)?;
            Ok(ini.borrow().has_section(&section))
        }

        #[pymethod]
        fn has_option(
            &self,
            section: String,
            option: String,
            vm: &VirtualMachine,
        ) -> PyResult<bool> {
            let ini = failure::check(self.config.ini(), vm)?;
            Ok(ini.borrow().has_option(&section, &option))
        }

        #[pymethod]
        fn add_section(&self, section: String, vm: &VirtualMachine) -> PyResult<()> {
            let ini = failure::check(self.config.ini(), vm)?;
            failure::check(ini.borrow_mut().add_section(&section), vm)
        }

        /// All options of a section as pairs of name and value.
        #[pymethod]
        fn items(&self, section: String, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            let ini = failure::check(self.config.ini(), vm)?;
            let items = failure::check(ini.borrow().items(&section), vm)?.unwrap_or_default();
            let pairs = items
                .into_iter()
                .map(|(name, value)| {
                    let pair = vec![vm.ctx.new_str(name).into(), vm.ctx.new_str(value).into()];
                    vm.ctx.new_tuple(pair).into()
                })
                .collect();
            Ok(vm.ctx.new_list(pairs).into())
        }

        #[pymethod]
        fn get(
            &self,
            section: String,
            option: String,
            vm: &VirtualMachine,
        ) -> PyResult<Option<String>> {
            let ini = failure::check(self.config.ini(), vm)?;
            failure::check(ini.borrow().get(&section, &option), vm)
        }

        /// The value as it is written, without anything replaced.
        #[pymethod]
        fn raw(
            &self,
            section: String,
            option: String,
            vm: &VirtualMachine,
        ) -> PyResult<Option<String>> {
            let ini = failure::check(self.config.ini(), vm)?;
            Ok(ini
                .borrow()
                .raw(&section, &option.to_lowercase())
                .map(str::to_owned))
        }

        #[pymethod]
        fn set(
            &self,
            section: String,
            option: String,
            value: String,
            vm: &VirtualMachine,
        ) -> PyResult<()> {
            let ini = failure::check(self.config.ini(), vm)?;
            failure::check(ini.borrow_mut().set(&section, &option, &value), vm)
        }

        #[pymethod]
        fn remove_option(
            &self,
            section: String,
            option: String,
            vm: &VirtualMachine,
        ) -> PyResult<bool> {
            let ini = failure::check(self.config.ini(), vm)?;
            failure::check(ini.borrow_mut().remove_option(&section, &option), vm)
        }

        #[pymethod]
        fn get_section_option(
            &self,
            section: String,
            option: String,
            vm: &VirtualMachine,
        ) -> PyResult<Option<String>> {
            failure::check(self.config.get_section_option(&section, &option), vm)
        }

        #[pymethod]
        fn get_alembic_option(&self, option: String, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            let value = failure::check(self.config.get_alembic_option(&option), vm)?;
            match value {
                Some(value) => object(value, vm),
                None => Ok(vm.ctx.none()),
            }
        }

        #[pymethod]
        fn get_alembic_boolean_option(
            &self,
            option: String,
            vm: &VirtualMachine,
        ) -> PyResult<bool> {
            failure::check(self.config.get_alembic_boolean_option(&option), vm)
        }

        #[pymethod]
        fn get_version_locations_list(&self, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            let paths = failure::check(self.config.get_version_locations_list(), vm)?;
            Ok(paths.map_or_else(|| vm.ctx.none(), |paths| list(paths, vm)))
        }

        #[pymethod]
        fn get_prepend_sys_paths_list(&self, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            let paths = failure::check(self.config.get_prepend_sys_paths_list(), vm)?;
            Ok(paths.map_or_else(|| vm.ctx.none(), |paths| list(paths, vm)))
        }
    }

    fn list(items: Vec<String>, vm: &VirtualMachine) -> PyObjectRef {
        let items = items
            .into_iter()
            .map(|item| vm.ctx.new_str(item).into())
            .collect();
        vm.ctx.new_list(items).into()
    }

    fn table(
        table: indexmap::IndexMap<String, String>,
        vm: &VirtualMachine,
    ) -> PyResult<PyObjectRef> {
        let dictionary = vm.ctx.new_dict();
        for (name, value) in table {
            dictionary.set_item(name.as_str(), vm.ctx.new_str(value).into(), vm)?;
        }
        Ok(dictionary.into())
    }

    /// A setting as Python has it.
    fn object(value: Value, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
        Ok(match value {
            Value::Text(text) => vm.ctx.new_str(text).into(),
            Value::Boolean(truth) => vm.ctx.new_bool(truth).into(),
            Value::Integer(number) => vm.ctx.new_int(number).into(),
            Value::List(items) => list(items, vm),
            Value::Table(items) => table(items, vm)?,
            Value::Tables(tables) => {
                let mut items = Vec::with_capacity(tables.len());
                for one in tables {
                    items.push(table(one, vm)?);
                }
                vm.ctx.new_list(items).into()
            }
        })
    }
}
