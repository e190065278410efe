//! The names that the server gives to constraints without one.

use std::collections::HashSet;

use limbeck_schema::{Constraint, ConstraintKind, Table};

/// The name that it makes up for a constraint of that table, beside indexes
/// and constraints of the names `taken`. A primary key needs none.
pub(super) fn made_up(
    mariadb: bool,
    table: &Table,
    constraint: &Constraint,
    taken: &HashSet<String>,
) -> Option<String> {
    let table = table.name.name.as_str();
    match &constraint.kind {
        ConstraintKind::PrimaryKey(_) | ConstraintKind::Exclude(_) => None,
        ConstraintKind::Unique(columns) => {
            let column = columns.first()?.as_str();
            (1_u32..)
                .map(|number| match number {
                    1 => column.to_owned(),
                    number => format!("{column}_{number}"),
                })
                .find(|name| !taken.contains(name))
        }
        ConstraintKind::ForeignKey(_) => Some(after(&format!("{table}_ibfk_"), taken)),
        ConstraintKind::Check(_) if mariadb => (1_u32..)
            .map(|number| format!("CONSTRAINT_{number}"))
            .find(|name| !taken.contains(name)),
        ConstraintKind::Check(_) => Some(after(&format!("{table}_chk_"), taken)),
    }
}

/// The stem with the number after the highest that is taken.
fn after(stem: &str, taken: &HashSet<String>) -> String {
    let highest = taken
        .iter()
        .filter_map(|name| name.strip_prefix(stem)?.parse::<u64>().ok())
        .max();
    format!("{stem}{}", highest.unwrap_or(0) + 1)
}

#[cfg(test)]
mod tests {
    use limbeck_schema::{CheckConstraint, ConstraintName, Expression, ForeignKey, TableName};

    use super::*;

    #[test]
    fn nameless_constraints_get_the_servers_names() {
        fn check(mariadb: bool, kind: ConstraintKind, taken: &[&str], expect: &str) {
            let table = Table {
                name: TableName::new("t"),
                ..Table::default()
            };
            let taken = taken.iter().map(|name| (*name).to_owned()).collect();
            let constraint = Constraint::new(ConstraintName::Unnamed, kind);
            let found = made_up(mariadb, &table, &constraint, &taken);
            assert_eq!(found.as_deref(), Some(expect));
        }
        let unique = || ConstraintKind::Unique(vec!["a".into(), "b".into()]);
        check(true, unique(), &[], "a");
        check(true, unique(), &["a", "a_2"], "a_3");
        let key = || {
            ConstraintKind::ForeignKey(ForeignKey {
                columns: vec!["a".into()],
                target: limbeck_schema::ForeignKeyTarget {
                    table: TableName::new("p"),
                    columns: Vec::new(),
                },
                on_update: None,
                on_delete: None,
                match_type: None,
                use_alter: false,
                in_column: false,
            })
        };
        check(true, key(), &[], "t_ibfk_1");
        check(false, key(), &["t_ibfk_4", "t_ibfk_x"], "t_ibfk_5");
        let condition = || {
            ConstraintKind::Check(CheckConstraint {
                condition: Expression::Raw("a > 0".into()),
                made_by_type_of: None,
                in_column: None,
            })
        };
        check(true, condition(), &["CONSTRAINT_1"], "CONSTRAINT_2");
        check(false, condition(), &[], "t_chk_1");
    }
}
