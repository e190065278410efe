//! A file object of Python as a destination of Rust's.

use std::{
    cell::RefCell,
    io::{self, Write},
    rc::Rc,
};

use limbeck_runtime::Output;
use rustpython_vm::{PyObjectRef, VirtualMachine, vm::thread::with_vm};

use crate::stream;

/// The destination that stands for `output_buffer`.
pub(crate) fn output(buffer: PyObjectRef, vm: &VirtualMachine) -> Output {
    match buffer.downcast_exact::<stream::module::Stream>(vm) {
        // Our own streams are shared with Rust, so that lines keep their order.
        Ok(stream) => stream.writer.clone(),
        Err(buffer) => Rc::new(RefCell::new(Buffer(buffer))),
    }
}

struct Buffer(PyObjectRef);

impl Buffer {
    fn call(&self, method: &str, arguments: Vec<PyObjectRef>) -> io::Result<()> {
        with_vm(&self.0, |vm| {
            self.0
                .get_attr(&vm.ctx.new_str(method), vm)
                .and_then(|method| method.call(arguments.clone(), vm))
                .map(drop)
                .map_err(|error| {
                    io::Error::other(crate::PythonException::new(vm, error).to_string())
                })
        })
        .unwrap_or_else(|| Err(io::Error::other("the interpreter is gone")))
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes).into_owned();
        with_vm(&self.0, |vm| vm.ctx.new_str(text.as_str()).into())
            .map_or_else(
                || Err(io::Error::other("the interpreter is gone")),
                |text: PyObjectRef| self.call("write", vec![text]),
            )
            // As in Alembic, so that the file is whole without being closed.
            .and_then(|()| self.flush())
            .map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.call("flush", Vec::new())
    }
}
