//! `_limbeck_declare`: the steps of declaring tables and mapped classes that
//! are taken for every column. Columns without anything special are done
//! here; the others are left to the Python code that knows all cases.

/// The functions that `sqlalchemy.sql.schema` and `sqlalchemy.orm.scan` use.
#[rustpython_vm::pymodule(name = "_limbeck_declare")]
pub(crate) mod module {
    use std::{
        cell::OnceCell,
        collections::{HashMap, HashSet},
        ptr,
    };

    use rustpython_vm::{
        AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine,
        builtins::{PyDict, PyDictRef, PyStr, PyStrInterned, PyTuple, PyTupleRef, PyTypeRef},
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
            } else if DIRECTIVES
                .iter()
                .any(|known| known.as_bytes() == bytes(name))
            {
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
        let text = bytes(name);
        text.starts_with(b"__") && text.ends_with(b"__")
    }

    fn bytes(name: Name) -> &'static [u8] {
        name.as_wtf8().as_bytes()
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

    /// Puts columns and other items into a table. `plain` is the class whose
    /// instances may be done here, `names` the columns by name.
    #[pyfunction]
    fn add_items(
        table: PyObjectRef,
        items: Vec<PyObjectRef>,
        names: PyDictRef,
        allow_replacements: bool,
        plain: PyTypeRef,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        let words = Words::of(vm);
        let mut place = None;
        for item in items {
            if item.class().is(&plain) {
                if place.is_none() {
                    place = Place::of(&table, words, vm)?;
                }
                if let Some(place) = &place
                    && place.add(&table, &item, &names, words, vm)?
                {
                    continue;
                }
            }
            // What is not plain may change the key of the table, and more.
            place = None;
            if item.fast_isinstance(&plain) {
                let arguments = (table.clone(), names.clone(), allow_replacements);
                vm.call_method(&item, "_set_parent", arguments)?;
            } else {
                vm.call_method(&table, "_init_items", (item,))?;
            }
        }
        Ok(())
    }

    /// Where the columns of a table are kept.
    struct Place {
        columns: PyDictRef,
        key: PyDictRef,
    }

    impl Place {
        /// `None` where each column must be looked at.
        fn of(table: &PyObject, words: Words, vm: &VirtualMachine) -> PyResult<Option<Self>> {
            let metadata = table.get_attr(words.metadata, vm)?;
            let waiting = dict(metadata.get_attr(words.waiting, vm)?, vm)?;
            if waiting.contains_key(&*table.get_attr(words.fullname, vm)?, vm) {
                return Ok(None);
            }
            let items = |object: PyObjectRef| {
                let columns = object.get_attr(words.columns, vm)?;
                dict(columns.get_attr(words.items, vm)?, vm)
            };
            Ok(Some(Self {
                columns: items(table.to_owned())?,
                key: items(table.get_attr(words.primary_key, vm)?)?,
            }))
        }

        /// Adds a column that brings nothing along; whether it was one.
        fn add(
            &self,
            table: &PyObject,
            column: &PyObject,
            names: &PyDictRef,
            words: Words,
            vm: &VirtualMachine,
        ) -> PyResult<bool> {
            let Some(held) = column.dict() else {
                return Ok(false);
            };
            for word in words.not_plain {
                if held.get_item_opt(word, vm)?.is_some() {
                    return Ok(false);
                }
            }
            let Some(name) = given(&held, words.name, vm)? else {
                return Ok(false);
            };
            let key = match given(&held, words.key, vm)? {
                Some(key) => key,
                None => name.clone(),
            };
            if !name.clone().is_true(vm)?
                || self.columns.contains_key(&*key, vm)
                || self.key.contains_key(&*key, vm)
                || names.contains_key(&*name, vm)
            {
                return Ok(false);
            }
            held.set_item(words.key, key.clone(), vm)?;
            held.set_item(words.table, table.to_owned(), vm)?;
            self.columns.set_item(&*key, column.to_owned(), vm)?;
            names.set_item(&*name, column.to_owned(), vm)?;
            Ok(true)
        }
    }

    /// Tells a `MappedColumn` its name and what its annotation says, where
    /// that is known and simple; whether it was. `alias` is the `Mapped[…]`,
    /// `meanings` what annotations mean by their identity.
    #[pyfunction]
    fn declare(
        attribute: PyObjectRef,
        name: PyObjectRef,
        alias: PyObjectRef,
        meanings: PyDictRef,
        vm: &VirtualMachine,
    ) -> PyResult<bool> {
        let words = Words::of(vm);
        let (Some(attribute), Some(alias)) = (attribute.dict(), alias.dict()) else {
            return Ok(false);
        };
        if attribute.contains_key(words.use_existing_column, vm) {
            return Ok(false);
        }
        let argument = given(&alias, words.arguments, vm)?;
        let argument = argument
            .as_ref()
            .and_then(|found| found.downcast_ref::<PyTuple>());
        let Some(argument) = argument.and_then(|found| found.first()) else {
            return Ok(false);
        };
        let meaning = meanings.get_item_opt(&argument.get_id(), vm)?;
        let Some(meaning) = meaning.and_then(|meaning| meaning.dict()) else {
            return Ok(false);
        };
        let column = given(&attribute, words.column, vm)?;
        let Some(column) = column.and_then(|column| column.dict()) else {
            return Ok(false);
        };
        let truth = |held: &PyDictRef, word| -> PyResult<bool> {
            match held.get_item_opt(word, vm)? {
                Some(value) => value.is_true(vm),
                None => Ok(false),
            }
        };
        if truth(&meaning, words.metadata)? || column.contains_key(words.table, vm) {
            return Ok(false);
        }
        let untyped = match given(&column, words.sql_type, vm)? {
            Some(sql_type) => sql_type.get_attr(words.is_null, vm)?.is_true(vm)?,
            None => true,
        };
        if untyped && !truth(&column, words.foreign_keys)? {
            let Some(simple) = given(&meaning, words.simple, vm)? else {
                return Ok(false);
            };
            column.set_item(words.sql_type, simple, vm)?;
        }
        attribute.set_item(words.key, name.clone(), vm)?;
        for word in [words.key, words.name] {
            if given(&column, word, vm)?.is_none() {
                column.set_item(word, name.clone(), vm)?;
            }
        }
        if !truth(&attribute, words.has_nullable)?
            && let Some(nullable) = meaning.get_item_opt(words.nullable, vm)?
        {
            column.set_item(words.nullable, nullable, vm)?;
        }
        Ok(true)
    }

    /// Takes over what stands in a class: its values and the `Mapped[…]` that
    /// they are annotated with, of the class `alias`. `other` is called with
    /// name, value and annotation where it takes more than that.
    #[pyfunction]
    fn take_own(
        attributes: Vec<PyTupleRef>,
        values: PyDictRef,
        annotations: PyDictRef,
        alias: PyTypeRef,
        other: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        for attribute in attributes {
            let [name, value, annotation] = attribute.as_slice() else {
                continue;
            };
            let is_alias = annotation.class().is(&alias);
            if vm.is_none(value) || !(is_alias || vm.is_none(annotation)) {
                let arguments = (name.clone(), value.clone(), annotation.clone());
                other.call(arguments, vm)?;
                continue;
            }
            values.set_item(&**name, value.clone(), vm)?;
            if is_alias {
                annotations.set_item(&**name, annotation.clone(), vm)?;
            }
        }
        Ok(())
    }

    /// Puts the attributes of columns into a mapped class: instances of
    /// `attribute`, which take a key and a column. Takes their columns out of
    /// `columns`, and gives the declarations that are not of the class `plain`.
    #[pyfunction]
    fn install_columns(
        cls: PyTypeRef,
        declarations: PyDictRef,
        columns: PyDictRef,
        plain: PyTypeRef,
        attribute: PyTypeRef,
        vm: &VirtualMachine,
    ) -> PyResult<Vec<PyObjectRef>> {
        let words = Words::of(vm);
        let mut others = Vec::new();
        for (name, declared) in &declarations {
            let column = match declared.dict() {
                Some(held) if declared.class().is(&plain) => given(&held, words.column, vm)?,
                _ => None,
            };
            let (Some(column), Some(text)) = (column, name.downcast_ref::<PyStr>()) else {
                others.push(vm.ctx.new_tuple(vec![name, declared]).into());
                continue;
            };
            for key in [column.get_attr(words.key, vm)?, name.clone()] {
                columns.pop_item(&*key, vm)?;
            }
            let held = vm.ctx.new_dict();
            held.set_item(words.key, name.clone(), vm)?;
            held.set_item(words.column, column, vm)?;
            let made = vm.ctx.new_base_object(attribute.clone(), Some(held));
            cls.set_attr(vm.ctx.intern_str(text.as_wtf8()), made);
        }
        Ok(others)
    }

    /// What a dictionary holds under a name, unless it is `None`.
    fn given(held: &PyDictRef, word: Name, vm: &VirtualMachine) -> PyResult<Option<PyObjectRef>> {
        let value = held.get_item_opt(word, vm)?;
        Ok(value.filter(|value| !vm.is_none(value)))
    }

    fn dict(object: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyDictRef> {
        object
            .downcast::<PyDict>()
            .map_err(|_| vm.new_type_error("a dict was expected"))
    }

    /// Names of attributes, looked up once: finding an interned text takes
    /// longer than finding an attribute.
    #[derive(Clone, Copy)]
    struct Words {
        arguments: Name,
        column: Name,
        columns: Name,
        foreign_keys: Name,
        fullname: Name,
        has_nullable: Name,
        is_null: Name,
        items: Name,
        key: Name,
        metadata: Name,
        name: Name,
        nullable: Name,
        primary_key: Name,
        simple: Name,
        sql_type: Name,
        table: Name,
        use_existing_column: Name,
        waiting: Name,
        /// What a plain column does not have itself.
        not_plain: [Name; 6],
    }

    impl Words {
        fn of(vm: &VirtualMachine) -> Self {
            thread_local! {
                static WORDS: OnceCell<Words> = const { OnceCell::new() };
            }
            WORDS.with(|words| *words.get_or_init(|| Self::new(|word| vm.ctx.intern_str(word))))
        }

        fn new(intern: impl Fn(&'static str) -> Name) -> Self {
            Self {
                arguments: intern("__args__"),
                column: intern("column"),
                columns: intern("_columns"),
                foreign_keys: intern("foreign_keys"),
                fullname: intern("fullname"),
                has_nullable: intern("_has_nullable"),
                is_null: intern("_isnull"),
                items: intern("_items"),
                key: intern("key"),
                metadata: intern("metadata"),
                name: intern("name"),
                nullable: intern("nullable"),
                primary_key: intern("primary_key"),
                simple: intern("_simple"),
                sql_type: intern("type"),
                table: intern("table"),
                use_existing_column: intern("_use_existing_column"),
                waiting: intern("_waiting"),
                not_plain: [
                    intern("table"),
                    intern("primary_key"),
                    intern("index"),
                    intern("unique"),
                    intern("identity"),
                    intern("_attach_hooks"),
                ],
            }
        }
    }
}
