//! Columns.

use limbeck_schema::{Affinity, Column, ColumnDefault, Computed, Expression, SqlType};

use super::{Place, types};
use crate::Error;
use crate::reflect::Warning;

/// Reads the columns of the tables.
pub(super) fn read(place: &mut Place<'_>) -> Result<(), Error> {
    let rows = place.rows(
        "TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, CHARACTER_SET_NAME, COLLATION_NAME, \
         IS_NULLABLE = 'YES', COLUMN_DEFAULT, EXTRA, GENERATION_EXPRESSION, COLUMN_COMMENT, \
         COLUMN_KEY = 'PRI'",
        "COLUMNS",
        "TABLE_SCHEMA",
        "ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION",
    )?;
    for mut row in rows {
        let positions = place.positions_of(&mut row);
        let name = row.name();
        let spelled = row.name();
        let charset = row.text();
        let collation = row.text();
        let nullable = row.truth();
        let default = row.text();
        let extra = row.name();
        let generated = row.text().filter(|text| !text.is_empty());
        let comment = row.text().filter(|text| !text.is_empty());
        let in_key = row.truth();
        for position in positions {
            let Some(wanted) = place.wanted.get_mut(position) else {
                continue;
            };
            // What the table says already is not the column's own.
            let own = collation.is_some() && collation != wanted.collation;
            let text = (
                charset.as_deref().filter(|_| own),
                collation.as_deref().filter(|_| own),
            );
            let sql_type = match types::read(&spelled, text) {
                Some(sql_type) => sql_type,
                None => {
                    place.warnings.push(Warning::UnknownType {
                        name: spelled.clone(),
                        of: format!("column '{name}'"),
                    });
                    SqlType::Null
                }
            };
            let extra = extra.to_lowercase();
            let counts = extra.contains("auto_increment");
            let is_integer = sql_type.affinity() == Affinity::Integer;
            let default = match &generated {
                Some(expression) => ColumnDefault::Computed(Box::new(Computed {
                    // In parentheses, as SQLAlchemy reads it.
                    expression: Expression::Raw(format!(
                        "({})",
                        unescaped(place.mariadb, expression)
                    )),
                    persisted: Some(extra.contains("stored") || extra.contains("persistent")),
                })),
                None => match written_default(place.mariadb, default.as_deref(), &extra) {
                    Some(text) => ColumnDefault::Expression(Box::new(Expression::Raw(text))),
                    None => ColumnDefault::None,
                },
            };
            wanted.table.columns.push(Column {
                nullable,
                nullable_given: true,
                primary_key: in_key,
                default,
                autoincrement: (counts || is_integer).then_some(counts),
                comment: comment.clone(),
                ..Column::new(name.as_str(), sql_type)
            });
        }
    }
    Ok(())
}

/// The default as SHOW CREATE TABLE writes it. MySQL keeps literals without
/// their quotes, and says of expressions that they are some.
fn written_default(mariadb: bool, default: Option<&str>, extra: &str) -> Option<String> {
    let default = default.filter(|text| !(mariadb && *text == "NULL"));
    let written = default.map(|text| {
        let moment = text.to_uppercase().starts_with("CURRENT_TIMESTAMP");
        if mariadb || moment {
            text.to_owned()
        } else if extra.contains("default_generated") {
            format!("({})", unescaped(false, text))
        } else {
            format!("'{}'", text.replace('\'', "''"))
        }
    });
    let on_update = extra
        .find("on update ")
        .map(|at| extra[at..].to_uppercase().replace("ON UPDATE ", ""));
    match (written, on_update) {
        (Some(default), Some(action)) => {
            Some(format!("{default} ON UPDATE {}", action.to_lowercase()))
        }
        (None, Some(action)) => Some(format!("NULL ON UPDATE {}", action.to_lowercase())),
        (written, None) => written,
    }
}

/// MySQL writes quotes in expressions with a backslash before them.
pub(super) fn unescaped(mariadb: bool, expression: &str) -> String {
    match mariadb {
        true => expression.to_owned(),
        false => expression.replace("\\'", "'"),
    }
}
