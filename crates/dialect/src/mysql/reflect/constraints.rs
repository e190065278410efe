//! Primary keys, foreign keys and CHECKs.

use limbeck_schema::{
    CheckConstraint, Constraint, ConstraintKind, ConstraintName, Expression, ForeignKey,
    ForeignKeyTarget, Name, TableName,
};

use super::{Place, columns::unescaped};
use crate::Error;

/// Reads them, in SQLAlchemy's order.
pub(super) fn read(place: &mut Place<'_>) -> Result<(), Error> {
    keys(place)?;
    checks(place)
}

/// A column of a primary or foreign key.
fn keys(place: &mut Place<'_>) -> Result<(), Error> {
    let rows = place.rows(
        "k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, k.COLUMN_NAME, \
         k.REFERENCED_TABLE_SCHEMA, k.REFERENCED_TABLE_NAME, k.REFERENCED_COLUMN_NAME, \
         r.UPDATE_RULE, r.DELETE_RULE",
        "KEY_COLUMN_USAGE AS k LEFT JOIN information_schema.REFERENTIAL_CONSTRAINTS AS r \
         ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.TABLE_NAME = k.TABLE_NAME \
         AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME",
        "k.TABLE_SCHEMA",
        "AND (k.CONSTRAINT_NAME = 'PRIMARY' OR k.REFERENCED_TABLE_NAME IS NOT NULL) \
         ORDER BY k.CONSTRAINT_NAME = 'PRIMARY' DESC, k.CONSTRAINT_NAME, k.ORDINAL_POSITION",
    )?;
    for mut row in rows {
        let positions = place.positions_of(&mut row);
        let name = row.name();
        let column = Name::new(row.name());
        let referred = row.text().zip(row.text());
        let referred_column = row.text();
        // What a key does unless told otherwise; MySQL calls it NO ACTION,
        // MariaDB RESTRICT, and in both the two are one.
        let mariadb = place.mariadb;
        let mut action = || {
            row.text()
                .filter(|action| action != "NO ACTION" && !(mariadb && action == "RESTRICT"))
        };
        let (on_update, on_delete) = (action(), action());
        for position in positions {
            let Some(wanted) = place.wanted.get_mut(position) else {
                continue;
            };
            let constraints = &mut wanted.table.constraints;
            let Some((schema, table)) = &referred else {
                match constraints.first_mut() {
                    Some(Constraint {
                        kind: ConstraintKind::PrimaryKey(columns),
                        ..
                    }) => columns.push(column.clone()),
                    _ => constraints.push(Constraint::new(
                        ConstraintName::Unnamed,
                        ConstraintKind::PrimaryKey(vec![column.clone()]),
                    )),
                }
                continue;
            };
            let known = constraints.iter_mut().find(|constraint| {
                constraint.name.name().is_some_and(|it| it.as_str() == name)
                    && matches!(constraint.kind, ConstraintKind::ForeignKey(_))
            });
            let target_column = referred_column.as_deref().map(Name::new);
            if let Some(Constraint {
                kind: ConstraintKind::ForeignKey(key),
                ..
            }) = known
            {
                key.columns.push(column.clone());
                key.target.columns.extend(target_column);
                continue;
            }
            // A database that is not the table's own is written, and one
            // that is, as the table's own was asked for.
            let schema = match *schema == wanted.found.schema {
                true => wanted.table.name.schema.clone(),
                false if *schema == place.default => None,
                false => Some(Name::new(schema)),
            };
            constraints.push(Constraint::new(
                ConstraintName::Final(Name::new(&name)),
                ConstraintKind::ForeignKey(ForeignKey {
                    columns: vec![column.clone()],
                    target: ForeignKeyTarget {
                        table: TableName::in_schema(schema, table.as_str()),
                        columns: target_column.into_iter().collect(),
                    },
                    on_update: on_update.clone(),
                    on_delete: on_delete.clone(),
                    match_type: None,
                    use_alter: false,
                    in_column: false,
                }),
            ));
        }
    }
    Ok(())
}

/// CHECKs of tables; MariaDB has those of columns beside them, under the
/// columns' names.
fn checks(place: &mut Place<'_>) -> Result<(), Error> {
    let rows = match place.mariadb {
        true => place.rows(
            "CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE",
            "CHECK_CONSTRAINTS",
            "CONSTRAINT_SCHEMA",
            "AND LEVEL = 'Table' ORDER BY CONSTRAINT_NAME",
        ),
        false => place.rows(
            "t.TABLE_SCHEMA, t.TABLE_NAME, t.CONSTRAINT_NAME, c.CHECK_CLAUSE",
            "TABLE_CONSTRAINTS AS t JOIN information_schema.CHECK_CONSTRAINTS AS c \
             ON c.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA \
             AND c.CONSTRAINT_NAME = t.CONSTRAINT_NAME",
            "t.TABLE_SCHEMA",
            "AND t.CONSTRAINT_TYPE = 'CHECK' ORDER BY t.CONSTRAINT_NAME",
        ),
    }?;
    for mut row in rows {
        let positions = place.positions_of(&mut row);
        let name = row.name();
        let condition = row.name();
        for position in positions {
            if let Some(wanted) = place.wanted.get_mut(position) {
                wanted.table.constraints.push(Constraint::new(
                    ConstraintName::Final(Name::new(&name)),
                    ConstraintKind::Check(CheckConstraint {
                        condition: Expression::Raw(unescaped(place.mariadb, &condition)),
                        made_by_type_of: None,
                        in_column: None,
                    }),
                ));
            }
        }
    }
    Ok(())
}
