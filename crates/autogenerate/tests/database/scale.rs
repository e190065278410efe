//! Many tables.

use std::time::Instant;

use limbeck_autogenerate::{Options, difference};
use limbeck_dialect::{Binds, Reflection, dialect};
use limbeck_schema::{Column, ConstraintName, Expression, Schema, SqlType, TableName};

use crate::apply::Log;
use crate::matrix::{foreign_key, index, schema, table, varchar};

/// Tables of ten columns, each with a key to the one before and an index.
fn many(count: usize) -> Schema {
    schema(
        (0..count)
            .map(|number| {
                let name = format!("t{number}");
                let mut made = table(&name);
                for column in 0..7 {
                    made.columns
                        .push(Column::new(format!("c{column}"), varchar(Some(20))));
                }
                let target = format!("t{}", number.saturating_sub(1));
                made.constraints
                    .push(foreign_key(Some(&format!("fk{number}")), "b", &target));
                made.indexes
                    .push(index(&format!("ix{number}"), vec![Expression::column("a")]));
                made
            })
            .collect(),
    )
}

#[test]
fn ten_thousand_tables_are_compared_in_little_time() {
    let dialect = dialect("postgresql", None, Binds::Bound).expect("a dialect");
    let mut declared = many(10_000);
    let mut reflected = many(10_000);
    for table in reflected.tables.values_mut() {
        for constraint in &mut table.constraints {
            if constraint.name == ConstraintName::Unnamed {
                constraint.name = ConstraintName::Final(format!("{}_pkey", table.name.name).into());
            }
        }
        for column in table.columns.iter_mut().filter(|column| column.primary_key) {
            column.nullable = false;
        }
    }
    let changed = &mut declared.tables[&TableName::new("t5000")];
    changed.columns[3].sql_type = SqlType::Integer;
    let reflection = Reflection {
        schema: reflected,
        ..Reflection::default()
    };
    let mut log = Log::default();
    let start = Instant::now();
    let options = Options::default();
    let found = difference(&declared, &reflection, &*dialect, None, &options, &mut log);
    let time = start.elapsed();
    assert_eq!(found.expect("a comparison").len(), 1, "{:?}", log.0);
    assert!(time.as_secs() < 20, "it took {time:?}");
}
