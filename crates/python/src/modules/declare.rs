//! `_limbeck_declare`: what the scan of a mapped class does most often.

/// The functions that `sqlalchemy.orm.scan` uses.
#[rustpython_vm::pymodule(name = "_limbeck_declare")]
pub(crate) mod module {
    use std::{
        collections::{HashMap, HashSet},
        ptr,
    };

    use rustpython_vm::{
        PyObjectRef, PyResult, VirtualMachine,
        builtins::{PyDictRef, PyStr, PyStrInterned, PyTypeRef},
    };

    type Name = &'static PyStrInterned;

    /// What says how the class itself is mapped.
    const DIRECTIVES: [&str; 4] = [
        "__table__",
        "__tablename__",
        "__table_args__",
        "__mapper_args__",
    ];

    /// The names that stand in a class itself: a list of directives with their
    /// values, and a list of the other names, in their order, with value and
    /// annotation, or `None` for what is not there. Names that are special to
    /// Python are left out.
    #[pyfunction]
    fn own_attributes(cls: PyTypeRef, annotations: PyDictRef, vm: &VirtualMachine) -> PyResult {
        let mut directives = Vec::new();
        let mut values: Vec<(Name, PyObjectRef)> = Vec::new();
        for (name, value) in cls.attributes.read().iter() {
            if !is_special(name) {
                values.push((*name, value.clone()));
            } else if DIRECTIVES.contains(&name.as_str()) {
                let pair = vec![name.to_object(), value.clone()];
                directives.push(vm.ctx.new_tuple(pair).into());
            }
        }
        let mut annotated: Vec<(Name, PyObjectRef)> = Vec::new();
        for (name, annotation) in &annotations {
            if let Some(name) = name.downcast_ref::<PyStr>() {
                let name = vm.ctx.intern_str(name.as_wtf8());
                if !is_special(name) {
                    annotated.push((name, annotation));
                }
            }
        }
        let attributes = merged(values, annotated)
            .into_iter()
            .map(|(name, value, annotation)| {
                let parts = [Some(name.to_object()), value, annotation];
                let parts = parts.map(|part| vm.unwrap_or_none(part));
                vm.ctx.new_tuple(parts.into()).into()
            })
            .collect();
        let lists = [directives, attributes].map(|list| vm.ctx.new_list(list).into());
        Ok(vm.ctx.new_tuple(lists.into()).into())
    }

    fn is_special(name: Name) -> bool {
        let text = name.as_wtf8().as_bytes();
        text.starts_with(b"__") && text.ends_with(b"__")
    }

    /// A name of a class, with its value and its annotation.
    type Attribute = (Name, Option<PyObjectRef>, Option<PyObjectRef>);

    /// Values and annotations as one list, in an order that respects both: a
    /// class does not tell how its values and its mere annotations were mixed.
    fn merged(
        values: Vec<(Name, PyObjectRef)>,
        annotations: Vec<(Name, PyObjectRef)>,
    ) -> Vec<Attribute> {
        // Interned names are the same when their addresses are.
        let key = |name: Name| ptr::from_ref(name);
        let lists = [
            values.iter().map(|(name, _)| *name).collect::<Vec<Name>>(),
            annotations.iter().map(|(name, _)| *name).collect(),
        ];
        let mut values: HashMap<_, _> = values.into_iter().map(|(n, v)| (key(n), v)).collect();
        let mut annotations: HashMap<_, _> =
            annotations.into_iter().map(|(n, a)| (key(n), a)).collect();
        let mut both: HashSet<_> = values.keys().copied().collect();
        both.retain(|name| annotations.contains_key(name));
        let mut attributes = Vec::with_capacity(values.len() + annotations.len());
        let mut add = |name: Name| {
            let value = values.remove(&key(name));
            attributes.push((name, value, annotations.remove(&key(name))));
        };
        // A name that is in both lists waits until the other comes to it.
        let [current, other] = &lists;
        let (mut current, mut other) = (current.iter(), other.iter());
        while let Some(name) = current.next() {
            if both.remove(&key(name)) {
                std::mem::swap(&mut current, &mut other);
            } else {
                add(name);
            }
        }
        other.for_each(|name| add(name));
        attributes
    }
}
