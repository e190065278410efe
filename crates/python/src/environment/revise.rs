//! New revisions: what a comparison and env.py's hooks make of them.

use std::rc::Rc;

use limbeck_runtime::{Differences, EnvironmentContext, command::NewRevision};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

use super::{Host, tuple};
use crate::{exception::import, modules::alembic::revision};

impl Host {
    /// Runs one comparison, if it is asked for, and env.py's hooks.
    pub(super) fn revise(
        self: &Rc<Self>,
        context: &Rc<EnvironmentContext>,
        heads: &[String],
        new: &NewRevision,
        autogenerate: bool,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        let revisions = match self.revised(context) {
            Some(known) => known,
            None => {
                let arguments = vm.ctx.new_dict();
                revision::arguments(new, &arguments, vm)?;
                let options = [
                    ("autogenerate", autogenerate),
                    ("sql", context.options().as_sql),
                ];
                for (name, value) in options {
                    arguments.set_item(name, vm.ctx.new_bool(value).into(), vm)?;
                }
                let class =
                    import(vm, "alembic.autogenerate.api")?.get_attr("RevisionContext", vm)?;
                let config = self.config_object(context.config(), vm)?;
                let directory = self.directory_object(context.script(), context.config(), vm)?;
                let made = class.call((config, directory, arguments), vm)?;
                *self.revision_context.borrow_mut() = Some((Rc::downgrade(context), made.clone()));
                made
            }
        };
        let environment = import(vm, "alembic.context")?;
        let migration = vm.call_method(&environment, "get_context", ())?;
        let method = match autogenerate {
            true => "run_autogenerate",
            false => "run_no_autogenerate",
        };
        vm.call_method(&revisions, method, (tuple(heads, vm), migration))?;
        Ok(())
    }

    /// What was revised in that run of env.py.
    fn revised(&self, context: &Rc<EnvironmentContext>) -> Option<PyObjectRef> {
        let known = self.revision_context.borrow();
        let (run, object) = known.as_ref()?;
        run.ptr_eq(&Rc::downgrade(context)).then(|| object.clone())
    }

    /// The `RevisionContext` of the last run that had one.
    pub(crate) fn last_revised(&self) -> Option<PyObjectRef> {
        let known = self.revision_context.borrow();
        known.as_ref().map(|(_, object)| object.clone())
    }

    /// The revisions as they are to be written.
    pub(super) fn revisions(
        &self,
        context: &Rc<EnvironmentContext>,
        vm: &VirtualMachine,
    ) -> PyResult<Option<Vec<NewRevision>>> {
        let Some(revisions) = self.revised(context) else {
            return Ok(None);
        };
        let scripts = vm.call_method(&revisions, "_scripts", ())?;
        scripts
            .try_to_value::<Vec<PyObjectRef>>(vm)?
            .into_iter()
            .map(|script| revision::read(script, vm))
            .collect::<PyResult<_>>()
            .map(Some)
    }

    /// What the comparison has found.
    pub(super) fn differences(
        &self,
        context: &Rc<EnvironmentContext>,
        vm: &VirtualMachine,
    ) -> PyResult<Differences> {
        let Some(revisions) = self.revised(context) else {
            return Ok(Differences {
                json: "[]".to_owned(),
                ..Differences::default()
            });
        };
        let module = import(vm, "alembic.autogenerate.differences")?;
        let found = vm.call_method(&module, "differences", (revisions,))?;
        let (count, text, json): (usize, String, String) = (
            found.get_item(&0, vm)?.try_into_value(vm)?,
            found.get_item(&1, vm)?.try_into_value(vm)?,
            found.get_item(&2, vm)?.try_into_value(vm)?,
        );
        Ok(Differences { count, text, json })
    }
}
