//! Temporary tables that show how the server writes pieces of SQL.

use super::ddl;
use crate::same::{Piece, Rewritten, Scratch};
use crate::{Catalog, Error, Sql};

/// The temporary table; it stands before a table of that name for as long as
/// it is there, and does that no harm.
const NAME: &str = "limbeck_scratch";

/// Asks the server how it writes the pieces of each table. Making a temporary
/// table ends no transaction, and one round trip makes it, shows it and takes
/// it away.
pub(crate) fn rewrite(
    tables: &[Scratch<'_>],
    catalog: &dyn Catalog,
) -> Result<Vec<Vec<Option<Rewritten>>>, Error> {
    let mut answers = Vec::with_capacity(tables.len());
    for table in tables {
        let all: Vec<usize> = (0..table.pieces.len()).collect();
        let answer = match shown(table, &all, catalog) {
            Some(answer) => answer,
            // One of them is refused, and all with it.
            None => all
                .iter()
                .map(|piece| shown(table, &[*piece], catalog)?.pop().flatten())
                .collect(),
        };
        answers.push(answer);
    }
    Ok(answers)
}

/// The pieces at those places as the server shows them; `None` if it takes
/// one of them for wrong.
fn shown(
    table: &Scratch<'_>,
    places: &[usize],
    catalog: &dyn Catalog,
) -> Option<Vec<Option<Rewritten>>> {
    let name = quoted(NAME);
    let wanted: Vec<&Piece<'_>> = places
        .iter()
        .filter_map(|place| table.pieces.get(*place))
        .collect();
    let (mut parts, mut checks) = (columns(table, &wanted), Vec::new());
    for (number, piece) in wanted.iter().enumerate() {
        let mark = quoted(&mark(number));
        match piece {
            Piece::Default { column, sql } => {
                let sql_type = type_of(table, *column)?;
                let default = ddl::default_clause(sql);
                parts.push(format!("{mark} {sql_type} NULL {default}"));
            }
            Piece::Computed { column, sql } => {
                let sql_type = type_of(table, *column)?;
                parts.push(format!(
                    "{mark} {sql_type} GENERATED ALWAYS AS ({sql}) VIRTUAL"
                ));
            }
            Piece::Condition(sql) => checks.push(format!("CONSTRAINT {mark} CHECK ({sql})")),
            Piece::Value(sql) => {
                checks.push(format!("CONSTRAINT {mark} CHECK (({sql}) IS NULL)"));
            }
        }
    }
    if parts.is_empty() {
        parts.push("`limbeck` INT".to_owned());
    }
    parts.append(&mut checks);
    let text = format!(
        "CREATE TEMPORARY TABLE {name} ({}); SHOW CREATE TABLE {name}; DROP TEMPORARY TABLE {name}",
        parts.join(", ")
    );
    let rows = catalog.query(&Sql::new(text)).ok()?;
    let definition = rows.rows.iter().flatten().find_map(|value| match value {
        limbeck_schema::Value::Text(text) if text.contains("TABLE ") => Some(text.as_str()),
        _ => None,
    })?;
    Some(
        (0..wanted.len())
            .map(|number| {
                let plain = part(definition, &quoted(&mark(number)))?;
                Some(Rewritten {
                    pretty: plain.clone(),
                    plain,
                })
            })
            .collect(),
    )
}

/// The table's columns that one of the pieces may speak of.
fn columns(table: &Scratch<'_>, pieces: &[&Piece<'_>]) -> Vec<String> {
    let texts: Vec<String> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Default { .. } => None,
            Piece::Computed { sql, .. } | Piece::Condition(sql) | Piece::Value(sql) => {
                Some(sql.to_lowercase())
            }
        })
        .collect();
    let spoken_of = |name: &str| {
        let name = name.replace('`', "``").to_lowercase();
        texts.iter().any(|text| text.contains(&name))
    };
    table
        .columns
        .iter()
        .filter(|(name, _)| spoken_of(name))
        .map(|(name, sql_type)| format!("{} {sql_type} NULL", quoted(name)))
        .collect()
}

fn type_of<'a>(table: &'a Scratch<'_>, column: usize) -> Option<&'a str> {
    table
        .columns
        .get(column)
        .map(|(_, sql_type)| sql_type.as_str())
}

fn mark(number: usize) -> String {
    format!("limbeck_{number}")
}

fn quoted(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// What a definition says of the column or constraint of that quoted name:
/// each stands on a line of its own.
fn part(definition: &str, name: &str) -> Option<String> {
    definition.lines().find_map(|line| {
        let line = line.trim_start();
        let rest = line.strip_prefix("CONSTRAINT ").unwrap_or(line);
        let text = rest.strip_prefix(name)?;
        Some(text.strip_suffix(',').unwrap_or(text).trim().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_in_a_definition() {
        fn check(name: &str, expect: Option<&str>) {
            let definition = "CREATE TEMPORARY TABLE `limbeck_scratch` (\n  \
                              `limbeck_0` int(11) DEFAULT (1 + 2),\n  \
                              `limbeck_1` varchar(3) DEFAULT 'a,',\n  \
                              CONSTRAINT `limbeck_10` CHECK (`a` > 0)\n) ENGINE=InnoDB";
            assert_eq!(part(definition, name).as_deref(), expect, "{name}");
        }
        check("`limbeck_0`", Some("int(11) DEFAULT (1 + 2)"));
        check("`limbeck_1`", Some("varchar(3) DEFAULT 'a,'"));
        check("`limbeck_10`", Some("CHECK (`a` > 0)"));
        check("`limbeck_2`", None);
    }
}
