//! Types that projects make: enums and domains.

use std::collections::HashMap;

use limbeck_schema::{EnumType, Expression, Name, PostgresqlType, SqlType, TableName, Value};

use super::{asked_as, types};
use crate::reflect::{Row, Warning, ask};
use crate::{Catalog, Error};

/// All enums and domains of the database, by the names that they have in a
/// column's type: with the schema, unless that is in the search path.
pub(super) struct NamedTypes {
    enums: Vec<Enumeration>,
    domains: Vec<Domain>,
    by_name: HashMap<Vec<String>, Place>,
}

/// Where in `enums` or in `domains`.
#[derive(Clone, Copy)]
enum Place {
    Enum(usize),
    Domain(usize),
}

struct Enumeration {
    schema: String,
    visible: bool,
    name: String,
    labels: Vec<String>,
}

struct Domain {
    schema: String,
    visible: bool,
    name: String,
    /// What it is made of, without arguments: SQLAlchemy drops them.
    base: String,
    not_null: bool,
    default: Option<String>,
    collation: Option<String>,
    constraints: Vec<(String, String)>,
}

/// Reads them.
pub(super) fn types(catalog: &dyn Catalog) -> Result<NamedTypes, Error> {
    let rows = ask(
        "SELECT t.typtype::text, n.nspname::text, pg_catalog.pg_type_is_visible(t.oid), \
         t.typname::text, CASE WHEN t.typtype = 'e' THEN \
         ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e \
         WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) \
         ELSE ARRAY(SELECT pg_catalog.unnest(ARRAY[k.conname::text, \
         pg_catalog.pg_get_constraintdef(k.oid, true)]) FROM pg_catalog.pg_constraint k \
         WHERE k.contypid = t.oid AND k.contype = 'c' ORDER BY k.conname) END, \
         CASE WHEN t.typtype = 'd' \
         THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END, \
         t.typnotnull, t.typdefault, o.collname::text \
         FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace \
         LEFT JOIN pg_catalog.pg_collation o ON o.oid = t.typcollation \
         WHERE t.typtype IN ('e', 'd') ORDER BY n.nspname, t.typname",
        &[],
        catalog,
    )?;
    let mut types = NamedTypes {
        enums: Vec::new(),
        domains: Vec::new(),
        by_name: HashMap::new(),
    };
    for row in rows {
        types.take(row);
    }
    Ok(types)
}

/// The enums of a schema, of the search path or, for `*`, of all: name,
/// schema, whether it is found by its name alone, and labels.
pub(in crate::postgresql) fn enums(
    schema: Option<&str>,
    catalog: &dyn Catalog,
) -> Result<Vec<Vec<Value>>, Error> {
    let found = types(catalog)?.enums.into_iter();
    let wanted = found.filter(|found| match schema {
        None => found.visible,
        Some("*") => true,
        Some(schema) => found.schema == schema,
    });
    let row = |found: Enumeration| {
        vec![
            Value::from(found.name),
            Value::from(found.schema),
            Value::Boolean(found.visible),
            Value::Array(found.labels.into_iter().map(Value::from).collect()),
        ]
    };
    Ok(wanted.map(row).collect())
}

impl NamedTypes {
    fn take(&mut self, mut row: Row) {
        let is_enum = row.name() == "e";
        let schema = row.name();
        let visible = row.truth();
        let name = row.name();
        let texts = row.texts();
        let key = match visible {
            true => vec![name.clone()],
            false => vec![schema.clone(), name.clone()],
        };
        if is_enum {
            self.by_name.insert(key, Place::Enum(self.enums.len()));
            self.enums.push(Enumeration {
                schema,
                visible,
                name,
                labels: texts,
            });
            return;
        }
        let base = row.name();
        let base = base.split('(').next().unwrap_or_default().to_owned();
        let constraints = texts
            .chunks_exact(2)
            .map(|pair| (pair[0].clone(), condition(&pair[1])))
            .collect();
        // An enum and a domain cannot share a name.
        self.by_name.insert(key, Place::Domain(self.domains.len()));
        self.domains.push(Domain {
            schema,
            visible,
            name,
            base,
            not_null: row.truth(),
            default: row.text(),
            collation: row.text(),
            constraints,
        });
    }

    /// The type of that name, as the server spells it.
    pub(super) fn find(
        &self,
        spelling: &str,
        collation: Option<&str>,
        warnings: &mut Vec<Warning>,
    ) -> Option<SqlType> {
        let place = self.by_name.get(&parts(spelling))?;
        let schema = |visible: bool, schema: &str| (!visible).then(|| Name::new(schema));
        Some(match place {
            Place::Enum(index) => {
                let found = self.enums.get(*index)?;
                let schema = (!found.visible).then_some(found.schema.as_str());
                SqlType::Enum(types::enumeration(&found.name, schema, &found.labels))
            }
            Place::Domain(index) => {
                let found = self.domains.get(*index)?;
                let of = format!("DOMAIN '{}'", found.name);
                let own = found.collation.as_deref();
                let base = types::read(&found.base, own, self, &of, warnings);
                let constraint = found.constraints.first();
                let raw = |text: &String| Box::new(Expression::Raw(text.clone()));
                SqlType::Postgresql(PostgresqlType::Domain {
                    name: TableName::in_schema(
                        schema(found.visible, &found.schema),
                        found.name.as_str(),
                    ),
                    data_type: Box::new(base),
                    collation: collation.map(str::to_owned).or(found.collation.clone()),
                    default: found.default.as_ref().map(raw),
                    constraint_name: constraint.map(|(name, _)| Name::new(name)),
                    not_null: found.not_null,
                    check: constraint.map(|(_, check)| raw(check)),
                    create_type: false,
                })
            }
        })
    }

    /// The enums of some schemas.
    pub(super) fn enums_of(&self, schemas: &[Option<Name>]) -> Vec<EnumType> {
        let of = |found: &Enumeration| {
            asked_as(schemas, &found.schema, found.visible)
                .map(|schema| {
                    let schema = schema.as_ref().map(Name::as_str);
                    types::enumeration(&found.name, schema, &found.labels)
                })
                .collect::<Vec<_>>()
        };
        self.enums.iter().flat_map(of).collect()
    }
}

/// What stands between `CHECK (` and the last character.
fn condition(definition: &str) -> String {
    let inside = definition.strip_prefix("CHECK (").unwrap_or(definition);
    let mut inside = inside.to_owned();
    inside.pop();
    inside
}

/// A dotted name as its parts, without quotes.
fn parts(spelling: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut characters = spelling.chars().peekable();
    let mut quoted = false;
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                push(&mut parts, '"');
            }
            '"' => quoted = !quoted,
            '.' if !quoted => parts.push(String::new()),
            other => push(&mut parts, other),
        }
    }
    parts
}

fn push(parts: &mut [String], character: char) {
    if let Some(last) = parts.last_mut() {
        last.push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dotted_name_has_parts() {
        fn check(spelling: &str, expect: &[&str]) {
            assert_eq!(parts(spelling), expect, "{spelling}");
        }
        check("mood", &["mood"]);
        check("app.mood", &["app", "mood"]);
        check(
            "\"My.App\".\"The \"\"Mood\"\"\"",
            &["My.App", "The \"Mood\""],
        );
    }
}
