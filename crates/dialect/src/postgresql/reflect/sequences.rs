//! Sequences that belong to no column.

use limbeck_schema::{Name, Sequence, SequenceOptions, SqlType, TableName};

use super::{asked_as, schema_array};
use crate::reflect::{Row, ask};
use crate::{Catalog, Error};

/// The numbers of a `pg_sequence` as `s`, for [`numbers`].
pub(super) const NUMBERS: &str =
    "s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcycle, s.seqcache";

/// Reads [`NUMBERS`].
pub(super) fn numbers(row: &mut Row) -> SequenceOptions {
    SequenceOptions {
        start: row.number(),
        increment: row.number(),
        min_value: row.number(),
        max_value: row.number(),
        cycle: Some(row.truth()),
        cache: row.number(),
        ..SequenceOptions::default()
    }
}

/// Reads the sequences of some schemas.
pub(super) fn read(
    schemas: &[Option<Name>],
    catalog: &dyn Catalog,
) -> Result<Vec<Sequence>, Error> {
    if schemas.is_empty() {
        return Ok(Vec::new());
    }
    let rows = ask(
        format!(
            "SELECT n.nspname::text, pg_catalog.pg_table_is_visible(c.oid), c.relname::text, \
             pg_catalog.format_type(s.seqtypid, NULL), {NUMBERS} \
             FROM pg_catalog.pg_sequence s JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid \
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
             WHERE c.relpersistence <> 't' \
             AND (n.nspname = ANY ($1::text[]) OR pg_catalog.pg_table_is_visible(c.oid)) \
             AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d \
             WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid \
             AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')) \
             ORDER BY n.nspname, c.relname"
        ),
        &[schema_array(schemas)],
        catalog,
    )?;
    let mut sequences = Vec::new();
    for mut row in rows {
        let own = row.name();
        let visible = row.truth();
        let name = row.name();
        let data_type = match row.text().as_deref() {
            Some("smallint") => SqlType::Smallint,
            Some("integer") => SqlType::SqlInteger,
            _ => SqlType::Bigint,
        };
        let options = numbers(&mut row);
        sequences.extend(asked_as(schemas, &own, visible).map(|schema| Sequence {
            name: TableName::in_schema(schema, name.as_str()),
            options: options.clone(),
            data_type: Some(data_type.clone()),
            optional: false,
        }));
    }
    Ok(sequences)
}
