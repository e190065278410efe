//! `_limbeck_batch`: what `op.batch_alter_table` collects.

#[rustpython_vm::pymodule(name = "_limbeck_batch")]
pub(crate) mod module {
    use std::{cell::RefCell, rc::Rc};

    use limbeck_dialect as dialect;
    use limbeck_operations::{Directive, Operation, Recreate, Sink, Source};
    use limbeck_runtime::MigrationContext;
    use limbeck_schema::{Name, Table, TableName};
    use rustpython_vm::{PyObject, PyObjectRef, PyPayload, PyResult, VirtualMachine, pyclass};

    use crate::{failure, read::Reader};

    /// A batch that is being collected.
    #[pyattr]
    #[pyclass(module = "_limbeck_batch", name = "Batch")]
    #[derive(PyPayload)]
    pub(crate) struct Batch {
        context: Rc<MigrationContext>,
        batch: RefCell<limbeck_operations::Batch>,
    }

    impl std::fmt::Debug for Batch {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("Batch")
        }
    }

    impl Batch {
        pub(crate) fn new(
            context: Rc<MigrationContext>,
            table: TableName,
            recreate: Recreate,
        ) -> Batch {
            Batch {
                context,
                batch: RefCell::new(limbeck_operations::Batch::new(table, recreate)),
            }
        }
    }

    impl Batch {
        fn reader<'a>(&'a self, vm: &'a VirtualMachine) -> Reader<'a> {
            Reader::new(vm, self.context.dialect().name())
        }

        fn part(&self, table: &PyObject, known: &[String], vm: &VirtualMachine) -> PyResult<Table> {
            let mut table = self.reader(vm).table(table)?;
            table
                .columns
                .retain(|column| !known.contains(&column.name.text));
            Ok(table)
        }
    }

    #[pyclass]
    impl Batch {
        /// Collects an operation object. `context` is Python's migration
        /// context.
        #[pymethod]
        fn add(
            &self,
            operation: PyObjectRef,
            context: PyObjectRef,
            insert_before: Option<String>,
            insert_after: Option<String>,
            vm: &VirtualMachine,
        ) -> PyResult<()> {
            let kind = self.context.dialect();
            let operation = Reader::new(vm, kind.name()).operation(&operation, &context, None)?;
            let directive = Directive {
                operation,
                insert_before: insert_before.map(Name::new),
                insert_after: insert_after.map(Name::new),
            };
            let mut batch = self.batch.borrow_mut();
            failure::check(dialect::collect(&**kind, &mut batch, directive), vm)
        }

        /// Whether the table is made anew.
        #[pymethod]
        fn recreates(&self) -> bool {
            dialect::recreates(&**self.context.dialect(), &self.batch.borrow())
        }

        /// Says whether the table is made anew.
        #[pymethod]
        fn decide(&self, recreate: bool) {
            self.batch.borrow_mut().recreate = if recreate {
                Recreate::Always
            } else {
                Recreate::Never
            };
        }

        /// The table to begin with, a `Table`.
        #[pymethod]
        fn begin_with(
            &self,
            table: PyObjectRef,
            reflected: bool,
            vm: &VirtualMachine,
        ) -> PyResult<()> {
            let table = self.reader(vm).table(&table)?;
            self.batch.borrow_mut().source = Some(Source { table, reflected });
            Ok(())
        }

        /// What the new table has besides: a `Table`, of whose columns those
        /// count that are not among `known`.
        #[pymethod]
        fn add_to(
            &self,
            table: PyObjectRef,
            known: Vec<String>,
            vm: &VirtualMachine,
        ) -> PyResult<()> {
            let table = self.part(&table, &known, vm)?;
            self.batch.borrow_mut().extra = table;
            Ok(())
        }

        /// What the script says of the table as it is: a `Table`, of whose
        /// columns those count that are not among `known`, and a naming
        /// convention's `MetaData`.
        #[pymethod]
        fn override_with(
            &self,
            table: PyObjectRef,
            known: Vec<String>,
            vm: &VirtualMachine,
        ) -> PyResult<()> {
            let table = self.part(&table, &known, vm)?;
            let mut batch = self.batch.borrow_mut();
            batch.naming = Some(table.naming.clone());
            batch.overrides = table;
            Ok(())
        }

        /// Columns that follow each other.
        #[pymethod]
        fn reorder(&self, groups: Vec<Vec<String>>) {
            let groups = groups.into_iter();
            self.batch.borrow_mut().partial_reordering = groups
                .map(|group| group.into_iter().map(Name::new).collect())
                .collect();
        }

        /// Carries the batch out.
        #[pymethod]
        fn run(&self, vm: &VirtualMachine) -> PyResult<()> {
            let batch = self.batch.borrow().clone();
            failure::check(self.context.invoke(Operation::Batch(Box::new(batch))), vm)
        }
    }
}
