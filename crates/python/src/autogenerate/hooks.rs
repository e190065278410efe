//! The functions of env.py's that a comparison asks.

use limbeck_autogenerate::{HookError, Hooks, Item, Level, ObjectKind, Parents, Schemas};
use limbeck_runtime::Session;
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

use super::objects::{Objects, warn};
use crate::PythonException;

/// Asks env.py's functions. Those that it did not give cost nothing.
pub(super) struct PythonHooks<'a> {
    session: &'a Session,
    context: &'a PyObjectRef,
    objects: &'a Objects<'a>,
    vm: &'a VirtualMachine,
    filters_names: bool,
    filters_objects: bool,
    compare_type: PyObjectRef,
    compare_default: PyObjectRef,
}

impl<'a> PythonHooks<'a> {
    pub(super) fn new(
        session: &'a Session,
        context: &'a PyObjectRef,
        objects: &'a Objects<'a>,
        vm: &'a VirtualMachine,
    ) -> PyResult<PythonHooks<'a>> {
        let migration = context.get_attr("migration_context", vm)?;
        Ok(PythonHooks {
            filters_names: context.get_attr("_name_filters", vm)?.try_to_bool(vm)?,
            filters_objects: context.get_attr("_object_filters", vm)?.try_to_bool(vm)?,
            compare_type: migration.get_attr("_user_compare_type", vm)?,
            compare_default: migration.get_attr("_user_compare_server_default", vm)?,
            session,
            context,
            objects,
            vm,
        })
    }

    /// What a function of the project's says; its exception is passed on.
    fn ask<T>(&self, work: impl FnOnce() -> PyResult<T>) -> Result<T, HookError> {
        work().map_err(|error| Box::new(PythonException::new(self.vm, error)) as HookError)
    }

    fn text(&self, text: Option<&str>) -> PyObjectRef {
        match text {
            Some(text) => self.vm.ctx.new_str(text).into(),
            None => self.vm.ctx.none(),
        }
    }

    /// `None`, or a truth value.
    fn verdict(&self, answer: PyObjectRef) -> PyResult<Option<bool>> {
        if self.vm.is_none(&answer) {
            return Ok(None);
        }
        answer.try_to_bool(self.vm).map(Some)
    }
}

impl Hooks for PythonHooks<'_> {
    fn include_name(
        &mut self,
        name: Option<&str>,
        kind: ObjectKind,
        parents: Parents<'_>,
    ) -> Result<bool, HookError> {
        if !self.filters_names {
            return Ok(true);
        }
        let vm = self.vm;
        self.ask(|| {
            let names = vm.ctx.new_dict();
            if let Some(schema) = parents.schema {
                names.set_item("schema_name", self.text(schema), vm)?;
            }
            if let Some(table) = parents.table {
                names.set_item("table_name", self.text(Some(table)), vm)?;
            }
            let arguments = (self.text(name), self.text(Some(kind.name())), names);
            vm.call_method(self.context, "run_name_filters", arguments)?
                .try_to_bool(vm)
        })
    }

    fn include_object(
        &mut self,
        schemas: Schemas<'_>,
        object: Item,
        name: Option<&str>,
        kind: ObjectKind,
        compare_to: Option<Item>,
    ) -> Result<bool, HookError> {
        if !self.filters_objects {
            return Ok(true);
        }
        let vm = self.vm;
        self.ask(|| {
            let found = self.objects.find(schemas, object)?;
            let other = match compare_to {
                Some(item) => self.objects.find(schemas, item)?,
                None => vm.ctx.none(),
            };
            let reflected = object.side == limbeck_autogenerate::Side::Reflected;
            let arguments = (
                found,
                self.text(name),
                self.text(Some(kind.name())),
                vm.ctx.new_bool(reflected),
                other,
            );
            vm.call_method(self.context, "run_object_filters", arguments)?
                .try_to_bool(vm)
        })
    }

    fn compare_type(
        &mut self,
        schemas: Schemas<'_>,
        declared: Item,
        reflected: Item,
    ) -> Result<Option<bool>, HookError> {
        let vm = self.vm;
        self.ask(|| {
            let declared = self.objects.find(schemas, declared)?;
            let reflected = self.objects.find(schemas, reflected)?;
            let arguments = (
                self.context.get_attr("migration_context", vm)?,
                reflected.clone(),
                declared.clone(),
                reflected.get_attr("type", vm)?,
                declared.get_attr("type", vm)?,
            );
            self.verdict(self.compare_type.call(arguments, vm)?)
        })
    }

    fn compare_server_default(
        &mut self,
        schemas: Schemas<'_>,
        declared: Item,
        reflected: Item,
        declared_text: Option<&str>,
        reflected_text: Option<&str>,
    ) -> Result<Option<bool>, HookError> {
        let vm = self.vm;
        self.ask(|| {
            let declared = self.objects.find(schemas, declared)?;
            let reflected = self.objects.find(schemas, reflected)?;
            let default = declared.get_attr("server_default", vm)?;
            let arguments = (
                self.context.get_attr("migration_context", vm)?,
                reflected,
                declared,
                self.text(reflected_text),
                default,
                self.text(declared_text),
            );
            self.verdict(self.compare_default.call(arguments, vm)?)
        })
    }

    fn compare_server_default_name(&self) -> String {
        self.compare_default
            .str(self.vm)
            .map(|text| text.to_string())
            .unwrap_or_default()
    }

    fn type_repr(&mut self, schemas: Schemas<'_>, column: Item) -> Result<String, HookError> {
        let vm = self.vm;
        self.ask(|| {
            let column = self.objects.find(schemas, column)?;
            Ok(column.get_attr("type", vm)?.repr(vm)?.to_string())
        })
    }

    fn log(&mut self, logger: &'static str, level: Level, message: String) {
        let level = match level {
            Level::Debug => limbeck_runtime::Level::Debug,
            Level::Info => limbeck_runtime::Level::Info,
            Level::Warning => limbeck_runtime::Level::Warning,
        };
        self.session.log.log(logger, level, &message);
    }

    fn warn(&mut self, message: String) {
        // A warning that a filter turns into an exception is still only a
        // warning here.
        let _ = warn(&message, self.vm);
    }
}
