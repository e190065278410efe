//! Reading PostgreSQL's catalogs: one statement for each kind of thing,
//! whatever the number of tables.
//!
//! Only the catalogs are read, which everybody may: a schema that the role
//! has no rights on is read like any other.

mod attributes;
mod columns;
mod constraints;
mod indexes;
mod named;
mod names;
mod sequences;
mod tables;
mod types;

use limbeck_schema::{Name, Schema, Value};

use attributes::Attributes;
pub(super) use named::enums;
pub(crate) use names::{schema_names, table_names};
use tables::Wanted;

use crate::reflect::{Parts, Reflection, Request};
use crate::{Catalog, Error};

/// Reads what was asked for.
pub(crate) fn reflect(request: &Request, catalog: &dyn Catalog) -> Result<Reflection, Error> {
    let mut wanted = tables::find(&request.tables, catalog)?;
    let mut warnings = Vec::new();
    let types = match request.parts.columns || !request.schemas.is_empty() {
        true => Some(named::types(catalog)?),
        false => None,
    };
    let mut attributes = match (&types, request.parts.columns) {
        (Some(types), true) => columns::read(&mut wanted, types, catalog, &mut warnings)?,
        _ if request.parts == Parts::NONE => Attributes::default(),
        _ => Attributes::of(&wanted, catalog)?,
    };
    if request.parts.constraints {
        constraints::read(&mut wanted, &mut attributes, catalog)?;
    }
    if request.parts.indexes {
        indexes::read(&mut wanted, &attributes, catalog)?;
    }
    let mut schema = Schema {
        sequences: sequences::read(&request.schemas, catalog)?,
        enums: types.map_or_else(Vec::new, |types| types.enums_of(&request.schemas)),
        ..Schema::default()
    };
    let mut found = indexmap::IndexMap::with_capacity(wanted.len());
    for wanted in wanted {
        let name = wanted.table.name.clone();
        schema.tables.insert(name.clone(), wanted.table);
        found.insert(name, wanted.found);
    }
    Ok(Reflection {
        schema,
        found,
        warnings,
    })
}

/// `$1` of the statements about tables: their oids, in the order of `wanted`,
/// so that a row can name its table by the position there.
fn oids(wanted: &[Wanted]) -> Value {
    Value::Array(
        wanted
            .iter()
            .map(|wanted| Value::Integer(wanted.oid))
            .collect(),
    )
}

/// `FROM` the tables of `$1`, as `w(oid, place)` with places from 1.
const WANTED: &str = "FROM pg_catalog.unnest($1::oid[]) WITH ORDINALITY AS w(oid, place)";

/// Schemas as an array of their names, without the search path.
fn schema_array(schemas: &[Option<Name>]) -> Value {
    let named = schemas.iter().flatten();
    Value::Array(named.map(|name| Value::from(name.as_str())).collect())
}

/// The names that an object of some schema has in the answer, one for each
/// schema that was asked for and that it is found in.
fn asked_as<'a>(
    schemas: &'a [Option<Name>],
    own: &'a str,
    visible: bool,
) -> impl Iterator<Item = Option<Name>> + 'a {
    schemas
        .iter()
        .filter(move |schema| match schema {
            Some(name) => name.as_str() == own,
            None => visible && own != "pg_catalog",
        })
        .cloned()
}
