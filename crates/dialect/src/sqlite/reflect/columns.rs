//! Columns.

use limbeck_schema::{Column, ColumnDefault, Computed, Expression, SqlType};

use super::{Place, types};
use crate::Error;

/// Reads the columns of the tables.
pub(super) fn read(place: &mut Place<'_>) -> Result<(), Error> {
    let rows = place.rows(
        "c.name, c.type, c.\"notnull\", c.dflt_value, c.hidden, c.pk",
        " JOIN pragma_table_xinfo(m.name, ?1) AS c",
    )?;
    for mut row in rows {
        let Some(wanted) = place.of(&mut row) else {
            continue;
        };
        let name = row.name();
        let declared = row.name();
        let not_null = row.truth();
        let default = row.text();
        let hidden = row.number();
        let in_key = row.truth();
        // 1 is a hidden column of a virtual table, 2 a generated column,
        // 3 one that is stored.
        if hidden == Some(1) {
            continue;
        }
        let generated = matches!(hidden, Some(2 | 3));
        let written = wanted.written.column(&name);
        let declared = match generated {
            true => without_generated(&declared),
            false => declared,
        };
        let mut sql_type = types::read(&declared);
        if let Some(collation) = written.and_then(|written| written.collation.clone()) {
            collate(&mut sql_type, collation);
        }
        let default = match (generated, default) {
            (true, _) => {
                let expression = written.and_then(|written| written.generated.clone());
                ColumnDefault::Computed(Box::new(Computed {
                    expression: Expression::Raw(expression.unwrap_or_default()),
                    persisted: Some(hidden == Some(3)),
                }))
            }
            (false, Some(text)) => ColumnDefault::Expression(Box::new(Expression::Raw(text))),
            (false, None) => ColumnDefault::None,
        };
        wanted.table.columns.push(Column {
            nullable: !not_null,
            primary_key: in_key,
            default,
            ..Column::new(name, sql_type)
        });
    }
    Ok(())
}

/// SQLite takes `GENERATED ALWAYS` for a part of the type.
fn without_generated(declared: &str) -> String {
    let words = declared.split(' ').filter(|word| {
        !word.eq_ignore_ascii_case("generated") && !word.eq_ignore_ascii_case("always")
    });
    words.collect::<Vec<_>>().join(" ")
}

fn collate(sql_type: &mut SqlType, collation: String) {
    if let SqlType::Varchar(string)
    | SqlType::Nvarchar(string)
    | SqlType::Char(string)
    | SqlType::Nchar(string)
    | SqlType::SqlText(string) = sql_type
    {
        string.collation = Some(collation);
    }
}
