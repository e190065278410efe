//! `_limbeck_graph`: the graph of revisions behind `alembic.script.revision`.

#[rustpython_vm::pymodule(name = "_limbeck_graph")]
pub(crate) mod module {
    use std::rc::Rc;

    use limbeck_script::{CycleKind, Declared, Range, RevisionError, RevisionMap, Symbols};
    use rustpython_vm::{
        PyObjectRef, PyPayload, PyResult, VirtualMachine,
        builtins::{PyBaseExceptionRef, PyTypeRef},
        pyclass,
    };

    use crate::{environment::tuple, exception::import, modules::alembic::script::module::symbols};

    /// Revisions and the links between them.
    #[pyattr]
    #[pyclass(module = "_limbeck_graph", name = "Graph")]
    #[derive(PyPayload)]
    pub(crate) struct Graph {
        pub(crate) map: Rc<RevisionMap>,
    }

    impl std::fmt::Debug for Graph {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("Graph")
        }
    }

    /// A revision, what it follows, what it depends on, and its labels.
    type Row = (String, Vec<String>, Vec<String>, Vec<String>);

    /// Links revisions to each other.
    #[pyfunction]
    fn link(revisions: Vec<PyObjectRef>, vm: &VirtualMachine) -> PyResult<Graph> {
        let mut declared = Vec::with_capacity(revisions.len());
        for revision in revisions {
            let fields: Vec<PyObjectRef> = revision.try_to_value(vm)?;
            let list = |index: usize| -> PyResult<Vec<String>> {
                fields
                    .get(index)
                    .map_or_else(|| Ok(Vec::new()), |field| field.try_to_value(vm))
            };
            let row: Row = (
                fields
                    .first()
                    .map_or_else(|| Ok(String::new()), |field| field.try_to_value(vm))?,
                list(1)?,
                list(2)?,
                list(3)?,
            );
            let (revision, down_revision, dependencies, branch_labels) = row;
            declared.push(Declared {
                revision,
                down_revision,
                dependencies,
                branch_labels,
            });
        }
        Ok(Graph {
            map: Rc::new(check(RevisionMap::new(declared), vm)?),
        })
    }

    #[pyclass]
    impl Graph {
        #[pygetset]
        fn heads(&self, vm: &VirtualMachine) -> PyObjectRef {
            tuple(self.map.heads(), vm)
        }

        #[pygetset]
        fn real_heads(&self, vm: &VirtualMachine) -> PyObjectRef {
            tuple(self.map.real_heads(), vm)
        }

        #[pygetset]
        fn bases(&self, vm: &VirtualMachine) -> PyObjectRef {
            tuple(self.map.bases(), vm)
        }

        #[pygetset]
        fn real_bases(&self, vm: &VirtualMachine) -> PyObjectRef {
            tuple(self.map.real_bases(), vm)
        }

        /// The identifiers in the order in which they were given.
        #[pymethod]
        fn names(&self, vm: &VirtualMachine) -> PyObjectRef {
            tuple(&self.named(&(0..self.map.len()).collect::<Vec<_>>()), vm)
        }

        /// What the graph adds to a revision: those that follow it, those
        /// that follow or need it, what it follows and needs, and the labels
        /// of its branches.
        #[pymethod]
        fn facts(&self, revision: String, vm: &VirtualMachine) -> PyObjectRef {
            let Some(revision) = self
                .map
                .place(&revision)
                .and_then(|place| self.map.at(place))
            else {
                return vm.ctx.none();
            };
            let facts = [
                revision.nextrev(),
                revision.all_nextrev(),
                revision.normalized_down_revisions(),
                revision.branch_labels(),
            ];
            vm.ctx
                .new_tuple(facts.iter().map(|names| tuple(names, vm)).collect())
                .into()
        }

        #[pymethod]
        fn current_head(
            &self,
            label: Option<String>,
            vm: &VirtualMachine,
        ) -> PyResult<Option<String>> {
            check(self.map.current_head(label.as_deref()), vm)
        }

        /// The revision that a symbol stands for; `None` for the base.
        #[pymethod]
        fn get_revision(
            &self,
            symbol: Option<String>,
            vm: &VirtualMachine,
        ) -> PyResult<Option<String>> {
            let place = check(self.map.place_of(symbol.as_deref()), vm)?;
            Ok(place
                .and_then(|place| self.map.at(place))
                .map(|found| found.revision.clone()))
        }

        /// The revisions that symbols stand for, `None` for the base.
        #[pymethod]
        fn get_revisions(&self, ids: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            let places = check(self.map.places_or_base(&symbols(ids, vm)?), vm)?;
            let names =
                places
                    .into_iter()
                    .map(|place| match place.and_then(|place| self.map.at(place)) {
                        Some(found) => vm.ctx.new_str(found.revision.as_str()).into(),
                        None => vm.ctx.none(),
                    });
            Ok(vm.ctx.new_tuple(names.collect()).into())
        }

        /// The revisions between two symbols, and warnings.
        #[pymethod]
        #[allow(
            clippy::too_many_arguments,
            reason = "the arguments of Python's method"
        )]
        fn between(
            &self,
            upper: PyObjectRef,
            lower: PyObjectRef,
            implicit_base: bool,
            inclusive: bool,
            assert_relative_length: bool,
            downgrade: bool,
            vm: &VirtualMachine,
        ) -> PyResult<PyObjectRef> {
            let (upper, lower) = (symbols(upper, vm)?, symbols(lower, vm)?);
            let range = Range {
                implicit_base,
                inclusive,
                assert_relative_length,
            };
            let found = if downgrade {
                self.map.downgrade_range(&upper, &lower, range)
            } else {
                self.map.upgrade_range(&upper, &lower, range)
            };
            let (places, warnings) = check(found, vm)?;
            let found = vec![tuple(&self.named(&places), vm), tuple(&warnings, vm)];
            Ok(vm.ctx.new_tuple(found).into())
        }

        /// Which of the revisions are above or below what `against` means, by
        /// position.
        #[pymethod]
        fn lineage(
            &self,
            revisions: Vec<String>,
            against: Option<String>,
            include_dependencies: bool,
            vm: &VirtualMachine,
        ) -> PyResult<PyObjectRef> {
            let places = check(self.map.places_of(&Symbols::Many(revisions)), vm)?;
            let against = against.unwrap_or_else(|| "base".to_owned());
            let kept = self
                .map
                .filter_for_lineage(&places, &against, include_dependencies);
            let kept = check(kept, vm)?;
            let positions = places
                .iter()
                .enumerate()
                .filter(|(_, place)| kept.contains(place));
            let positions = positions.map(|(position, _)| vm.ctx.new_int(position).into());
            Ok(vm.ctx.new_list(positions.collect()).into())
        }

        /// The revisions under some, themselves included, or above them.
        #[pymethod]
        fn related(
            &self,
            revisions: Vec<String>,
            descendants: bool,
            include_dependencies: bool,
            vm: &VirtualMachine,
        ) -> PyResult<PyObjectRef> {
            let found = if descendants {
                self.map.descendants(&revisions, include_dependencies)
            } else {
                self.map.ancestors(&revisions, include_dependencies)
            };
            let found: Vec<String> = check(found, vm)?.into_iter().collect();
            Ok(tuple(&found, vm))
        }

        /// The revisions under some that nothing of it follows.
        #[pymethod]
        fn all_current(
            &self,
            revisions: Vec<String>,
            vm: &VirtualMachine,
        ) -> PyResult<PyObjectRef> {
            let places = check(self.map.all_current(&revisions), vm)?;
            Ok(tuple(&self.named(&places), vm))
        }
    }

    impl Graph {
        fn named(&self, places: &[usize]) -> Vec<String> {
            let found = places.iter().filter_map(|place| self.map.at(*place));
            found.map(|revision| revision.revision.clone()).collect()
        }
    }

    fn check<T>(result: Result<T, RevisionError>, vm: &VirtualMachine) -> PyResult<T> {
        result.map_err(|error| raised(&error, vm).unwrap_or_else(|other| other))
    }

    /// The exception of `alembic.script.revision` for what is wrong.
    fn raised(error: &RevisionError, vm: &VirtualMachine) -> PyResult<PyBaseExceptionRef> {
        let text = |text: &str| -> PyObjectRef { vm.ctx.new_str(text).into() };
        let given = |symbols: &Symbols| match symbols {
            Symbols::Base => vm.ctx.none(),
            Symbols::One(symbol) => text(symbol),
            Symbols::Many(several) => tuple(several, vm),
        };
        let (class, arguments) = match error {
            RevisionError::Missing {
                missing, revision, ..
            } => {
                let messages = import(vm, "alembic.util.messaging")?;
                let warning =
                    format!("Revision {missing} referenced from {revision} is not present");
                vm.call_method(&messages, "warn", (warning,))?;
                return Ok(vm.new_key_error(text(missing)));
            }
            RevisionError::RangeNotAncestor { lower, upper } => {
                ("RangeNotAncestorError", vec![given(lower), given(upper)])
            }
            RevisionError::MultipleHeads { heads, argument } => {
                ("MultipleHeads", vec![tuple(heads, vm), text(argument)])
            }
            RevisionError::Resolution {
                message, argument, ..
            } => ("ResolutionError", vec![text(message), text(argument)]),
            RevisionError::Cycle { kind, revisions } => {
                let first = revisions.first().map_or("", String::as_str);
                match kind {
                    CycleKind::Cycle => ("CycleDetected", vec![tuple(revisions, vm)]),
                    CycleKind::DependencyCycle => {
                        ("DependencyCycleDetected", vec![tuple(revisions, vm)])
                    }
                    CycleKind::SelfLoop => ("LoopDetected", vec![text(first)]),
                    CycleKind::DependencySelfLoop => ("DependencyLoopDetected", vec![text(first)]),
                }
            }
            other => ("RevisionError", vec![text(&other.to_string())]),
        };
        let class = import(vm, "alembic.script.revision")?.get_attr(class, vm)?;
        vm.invoke_exception(class.try_into_value::<PyTypeRef>(vm)?, arguments)
    }
}
