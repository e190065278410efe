//! The Python objects behind what is compared.

use std::cell::RefCell;
use std::collections::HashMap;

use limbeck_autogenerate::{Item, Part, Schemas, Side};
use limbeck_schema::Schema;
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

use crate::{
    build::{Builder, Built},
    exception::import,
    read::Reader,
};

/// What models declare, with the objects that declare it.
pub(super) struct Declared {
    /// All tables and sequences.
    pub(super) schema: Schema,
    /// The `Table` objects, in the order of `schema.tables`.
    tables: Vec<PyObjectRef>,
    /// How many of them each MetaData holds.
    pub(super) collections: Vec<usize>,
}

impl Declared {
    /// Reads `MetaData` objects. It is an error when two of them have the
    /// same table.
    pub(super) fn read(
        metadata: &[PyObjectRef],
        dialect: &str,
        vm: &VirtualMachine,
    ) -> PyResult<Declared> {
        let reader = Reader::new(vm, dialect);
        let mut declared = Declared {
            schema: Schema::default(),
            tables: Vec::new(),
            collections: Vec::new(),
        };
        for one in metadata {
            let mut schema = Schema::default();
            let objects = reader.metadata(one, &mut schema)?;
            let mut twice: Vec<String> = schema
                .tables
                .keys()
                .filter(|name| declared.schema.tables.contains_key(*name))
                .map(|name| format!("\"{name}\""))
                .collect();
            if !twice.is_empty() {
                twice.sort();
                return Err(vm.new_value_error(format!(
                    "Duplicate table keys across multiple MetaData objects: {}",
                    twice.join(", ")
                )));
            }
            declared.schema.tables.extend(schema.tables);
            declared.schema.sequences.extend(schema.sequences);
            declared.schema.enums.extend(schema.enums);
            declared.collections.push(objects.len());
            declared.tables.extend(objects);
        }
        Ok(declared)
    }
}

/// Finds objects for items: those that the project declared, and objects
/// that are made of what the database holds once they are asked for.
pub(super) struct Objects<'a> {
    pub(super) vm: &'a VirtualMachine,
    dialect: &'a str,
    declared: &'a Declared,
    reflected: RefCell<Reflected>,
}

/// Tables of the database that have become objects.
#[derive(Default)]
struct Reflected {
    metadata: Option<PyObjectRef>,
    tables: HashMap<usize, Built>,
}

impl<'a> Objects<'a> {
    pub(super) fn new(
        declared: &'a Declared,
        dialect: &'a str,
        vm: &'a VirtualMachine,
    ) -> Objects<'a> {
        Objects {
            vm,
            dialect,
            declared,
            reflected: RefCell::default(),
        }
    }

    /// The object of an item.
    pub(super) fn find(&self, schemas: Schemas<'_>, item: Item) -> PyResult {
        let missing = || self.vm.new_runtime_error(format!("there is no {item:?}"));
        match item.side {
            Side::Declared => {
                let table = self.declared.tables.get(item.table).ok_or_else(missing)?;
                let reader = Reader::new(self.vm, self.dialect);
                let looked = reader.object(table.clone());
                let found = match item.part {
                    Part::Whole => Some(looked),
                    Part::Column(position) => looked.list("columns")?.into_iter().nth(position),
                    Part::Constraint(position) => reader
                        .constraint_objects(&looked)?
                        .into_iter()
                        .nth(position),
                    Part::Index(position) => {
                        reader.index_objects(&looked)?.into_iter().nth(position)
                    }
                };
                found.map(|object| object.to_py()).ok_or_else(missing)
            }
            Side::Reflected => {
                self.build(schemas, item)?;
                let reflected = self.reflected.borrow();
                let built = reflected.tables.get(&item.table).ok_or_else(missing)?;
                match item.part {
                    Part::Whole => Ok(built.table.clone()),
                    Part::Column(position) => {
                        let column = schemas
                            .table(item)
                            .and_then(|table| table.columns.get(position))
                            .ok_or_else(missing)?;
                        let columns = built.table.get_attr("c", self.vm)?;
                        columns.get_item(column.name.as_str(), self.vm)
                    }
                    Part::Constraint(position) => {
                        built.constraints.get(position).cloned().ok_or_else(missing)
                    }
                    Part::Index(position) => {
                        built.indexes.get(position).cloned().ok_or_else(missing)
                    }
                }
            }
        }
    }

    /// Makes the reflected table of an item, unless it is made already.
    fn build(&self, schemas: Schemas<'_>, item: Item) -> PyResult<()> {
        if self.reflected.borrow().tables.contains_key(&item.table) {
            return Ok(());
        }
        let Some(table) = schemas.table(item) else {
            return Ok(());
        };
        let builder = Builder::new(self.vm, self.dialect);
        let known = self.reflected.borrow().metadata.clone();
        let metadata = match known {
            Some(metadata) => metadata,
            None => {
                let made = builder.metadata()?;
                self.reflected.borrow_mut().metadata = Some(made.clone());
                made
            }
        };
        let built = builder.table(table, &metadata)?;
        self.reflected.borrow_mut().tables.insert(item.table, built);
        Ok(())
    }
}

/// A `UserWarning` of Alembic's.
pub(super) fn warn(message: &str, vm: &VirtualMachine) -> PyResult<()> {
    let messaging = import(vm, "alembic.util.messaging")?;
    vm.call_method(&messaging, "warn", (message,))?;
    Ok(())
}
