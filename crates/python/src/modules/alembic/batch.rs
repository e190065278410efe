//! `_limbeck_batch`: what `op.batch_alter_table` collects.

#[rustpython_vm::pymodule(name = "_limbeck_batch")]
pub(crate) mod module {
    use std::{cell::RefCell, rc::Rc};

    use limbeck_dialect as dialect;
    use limbeck_operations::{Directive, Operation, Recreate, Sink};
    use limbeck_runtime::MigrationContext;
    use limbeck_schema::{Name, TableName};
    use rustpython_vm::{PyObjectRef, PyPayload, PyResult, VirtualMachine, pyclass};

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

        /// Carries the batch out.
        #[pymethod]
        fn run(&self, vm: &VirtualMachine) -> PyResult<()> {
            let batch = self.batch.borrow().clone();
            failure::check(self.context.invoke(Operation::Batch(Box::new(batch))), vm)
        }
    }
}
