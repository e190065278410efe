//! `sys.stdout` and `sys.stderr`: text streams over a writer that Rust shares.

use std::{cell::RefCell, io::Write, rc::Rc};

/// A destination that Python and Rust both write to, so that their lines keep
/// their order.
pub type Writer = Rc<RefCell<dyn Write>>;

#[rustpython_vm::pymodule(name = "_limbeck_stream")]
pub(crate) mod module {
    use super::Writer;
    use rustpython_vm::{
        PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, builtins::PyStrRef, pyclass,
    };

    /// A text stream that only writes.
    #[pyattr]
    #[pyclass(module = "_limbeck_stream", name = "Stream")]
    #[derive(PyPayload)]
    pub(crate) struct Stream {
        pub(crate) writer: Writer,
        pub(crate) descriptor: i32,
        pub(crate) terminal: bool,
    }

    impl std::fmt::Debug for Stream {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(formatter, "Stream({})", self.descriptor)
        }
    }

    #[pyclass(flags(HAS_DICT, BASETYPE))]
    impl Stream {
        #[pymethod]
        fn write(&self, text: PyStrRef, vm: &VirtualMachine) -> PyResult<usize> {
            self.writer
                .borrow_mut()
                .write_all(text.as_wtf8().to_string_lossy().as_bytes())
                .map_err(|error| vm.new_os_error(error.to_string()))?;
            Ok(text.char_len())
        }

        #[pymethod]
        fn writelines(&self, lines: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
            for line in lines.try_to_value::<Vec<PyStrRef>>(vm)? {
                self.write(line, vm)?;
            }
            Ok(())
        }

        #[pymethod]
        fn flush(&self, vm: &VirtualMachine) -> PyResult<()> {
            self.writer
                .borrow_mut()
                .flush()
                .map_err(|error| vm.new_os_error(error.to_string()))
        }

        #[pymethod]
        fn isatty(&self) -> bool {
            self.terminal
        }

        #[pymethod]
        fn fileno(&self) -> i32 {
            self.descriptor
        }

        #[pymethod]
        fn writable(&self) -> bool {
            true
        }

        #[pymethod]
        fn readable(&self) -> bool {
            false
        }

        #[pymethod]
        fn seekable(&self) -> bool {
            false
        }

        #[pymethod]
        fn close(&self, vm: &VirtualMachine) -> PyResult<()> {
            self.flush(vm)
        }

        #[pymethod]
        fn reconfigure(&self, _arguments: rustpython_vm::function::FuncArgs) {}

        #[pymethod]
        fn __enter__(zelf: PyRef<Self>) -> PyRef<Self> {
            zelf
        }

        #[pymethod]
        fn __exit__(
            &self,
            _arguments: rustpython_vm::function::FuncArgs,
            vm: &VirtualMachine,
        ) -> PyResult<()> {
            self.flush(vm)
        }

        #[pygetset]
        fn closed(&self) -> bool {
            false
        }

        #[pygetset]
        fn encoding(&self) -> &'static str {
            "utf-8"
        }

        #[pygetset]
        fn errors(&self) -> &'static str {
            "backslashreplace"
        }

        #[pygetset]
        fn line_buffering(&self) -> bool {
            false
        }

        #[pygetset]
        fn mode(&self) -> &'static str {
            "w"
        }

        #[pygetset]
        fn name(&self) -> &'static str {
            if self.descriptor == 2 {
                "<stderr>"
            } else {
                "<stdout>"
            }
        }

        /// The stream of bytes beneath, as `sys.stdout.buffer` is.
        #[pygetset]
        fn buffer(&self) -> Bytes {
            Bytes {
                writer: self.writer.clone(),
            }
        }
    }

    /// The stream of bytes beneath a text stream.
    #[pyattr]
    #[pyclass(module = "_limbeck_stream", name = "Bytes")]
    #[derive(PyPayload)]
    pub(crate) struct Bytes {
        writer: Writer,
    }

    impl std::fmt::Debug for Bytes {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("Bytes")
        }
    }

    #[pyclass]
    impl Bytes {
        #[pymethod]
        fn write(
            &self,
            data: rustpython_vm::function::ArgBytesLike,
            vm: &VirtualMachine,
        ) -> PyResult<usize> {
            data.with_ref(|bytes| {
                self.writer
                    .borrow_mut()
                    .write_all(bytes)
                    .map(|()| bytes.len())
                    .map_err(|error| vm.new_os_error(error.to_string()))
            })
        }

        #[pymethod]
        fn flush(&self, vm: &VirtualMachine) -> PyResult<()> {
            self.writer
                .borrow_mut()
                .flush()
                .map_err(|error| vm.new_os_error(error.to_string()))
        }
    }
}
