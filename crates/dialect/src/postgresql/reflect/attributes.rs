//! Columns by their numbers, by which constraints and indexes name them.

use std::collections::HashMap;

use limbeck_schema::{Name, Value};

use super::tables::Wanted;
use crate::reflect::ask;
use crate::{Catalog, Error};

/// Columns of tables, by the tables' oids.
#[derive(Default)]
pub(super) struct Attributes(HashMap<i64, Vec<Attribute>>);

/// A column.
#[derive(Clone)]
pub(super) struct Attribute {
    pub(super) number: i64,
    pub(super) name: String,
    /// Its collation's oid, or 0.
    pub(super) collation: i64,
}

impl Attributes {
    /// Adds a column.
    pub(super) fn insert(&mut self, table: i64, attribute: Attribute) {
        let known = self.0.entry(table).or_default();
        // A table may have been asked for under two names.
        if known
            .last()
            .is_none_or(|last| last.number < attribute.number)
        {
            known.push(attribute);
        }
    }

    /// Reads the columns of the tables that are not known yet.
    pub(super) fn read(
        &mut self,
        tables: impl Iterator<Item = i64>,
        catalog: &dyn Catalog,
    ) -> Result<(), Error> {
        let mut missing: Vec<i64> = tables.filter(|oid| !self.0.contains_key(oid)).collect();
        missing.sort_unstable();
        missing.dedup();
        if missing.is_empty() {
            return Ok(());
        }
        let rows = ask(
            "SELECT w.oid, a.attnum, a.attname::text, a.attcollation \
             FROM pg_catalog.unnest($1::oid[]) AS w(oid) \
             JOIN pg_catalog.pg_attribute a ON a.attrelid = w.oid AND a.attnum > 0 \
             ORDER BY w.oid, a.attnum",
            &[Value::Array(
                missing.into_iter().map(Value::Integer).collect(),
            )],
            catalog,
        )?;
        for mut row in rows {
            let table = row.number().unwrap_or_default();
            let attribute = Attribute {
                number: row.number().unwrap_or_default(),
                name: row.name(),
                collation: row.number().unwrap_or_default(),
            };
            self.insert(table, attribute);
        }
        Ok(())
    }

    /// Reads the columns of the tables that were asked for.
    pub(super) fn of(wanted: &[Wanted], catalog: &dyn Catalog) -> Result<Attributes, Error> {
        let mut attributes = Attributes::default();
        attributes.read(wanted.iter().map(|wanted| wanted.oid), catalog)?;
        Ok(attributes)
    }

    /// The column of that number.
    pub(super) fn get(&self, table: i64, number: i64) -> Option<&Attribute> {
        let columns = self.0.get(&table)?;
        let place = columns
            .binary_search_by_key(&number, |attribute| attribute.number)
            .ok()?;
        columns.get(place)
    }

    /// The names of the columns of those numbers.
    pub(super) fn names(&self, table: i64, numbers: &[i64]) -> Vec<Name> {
        numbers
            .iter()
            .filter_map(|number| self.get(table, *number))
            .map(|attribute| Name::new(&attribute.name))
            .collect()
    }
}
