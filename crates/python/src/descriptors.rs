//! What the interpreter gets wrong about descriptors of built-in methods.

use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine, function::OptionalArg};

/// Lets `object.__setattr__.__get__(instance)` go without the class, as in
/// Python. `attrs`, on which half of all packages stand, calls it so.
pub(crate) fn install(vm: &VirtualMachine) {
    let class = vm.ctx.types.method_descriptor_type;
    let name = "__get__";
    let method = vm.new_method(name, class, get);
    class.set_attr(vm.ctx.intern_str(name), method.into());
}

fn get(
    descriptor: PyObjectRef,
    instance: PyObjectRef,
    class: OptionalArg<PyObjectRef>,
    vm: &VirtualMachine,
) -> PyResult {
    let Some(bind) = descriptor.class().slots.descr_get.load() else {
        return Ok(descriptor);
    };
    let class = class.into_option().filter(|class| !vm.is_none(class));
    if vm.is_none(&instance) && class.is_some() {
        return bind(descriptor, None, class, vm);
    }
    let class = class.unwrap_or_else(|| instance.class().to_owned().into());
    bind(descriptor, Some(instance), Some(class), vm)
}

#[cfg(test)]
mod tests {
    use crate::vm::printed;

    fn check(source: &str, expect: &str) {
        assert_eq!(printed(source).unwrap(), expect);
    }

    #[test]
    fn methods_of_built_in_classes_are_bound_without_the_class() {
        check(
            "class A: pass\n\
             a = A()\n\
             object.__setattr__.__get__(a)('x', 1)\n\
             object.__setattr__.__get__(a, A)('y', 2)\n\
             print(a.x, a.y, str.upper.__get__('b')(), str.upper.__get__(None, str)('c'))",
            "1 2 B C\n",
        );
    }
}
