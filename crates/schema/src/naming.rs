//! Naming conventions, as `MetaData(naming_convention=…)` has them.

use indexmap::IndexMap;

use crate::{Constraint, ConstraintKind, ConstraintName, Expression, Index, Name, TableName};

/// Templates for the names of constraints and indexes that have none.
///
/// The tokens are those of SQLAlchemy's documentation, "Configuring
/// Constraint Naming Conventions".
#[derive(Clone, Debug, PartialEq)]
pub struct NamingConvention {
    /// Templates under `ix`, `uq`, `ck`, `fk` and `pk`.
    templates: IndexMap<String, String>,
}

impl Default for NamingConvention {
    /// SQLAlchemy's default: only indexes are named.
    fn default() -> NamingConvention {
        NamingConvention {
            templates: IndexMap::from([("ix".to_owned(), "ix_%(column_0_label)s".to_owned())]),
        }
    }
}

/// Why a convention could not name something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NamingError {
    /// `%(constraint_name)s` without a name.
    #[error(
        "Naming convention including %(constraint_name)s token requires that constraint is explicitly named."
    )]
    NameRequired,
    /// A token that nothing stands for.
    #[error("naming convention token {0:?} is not known, or names a column that is not there")]
    UnknownToken(String),
}

/// The parts of a constraint that tokens speak of.
struct Subject<'a> {
    table: &'a TableName,
    name: &'a ConstraintName,
    columns: Vec<&'a str>,
    referred: Option<(&'a TableName, &'a [Name])>,
}

impl NamingConvention {
    /// A convention with these templates; `ix` falls back to SQLAlchemy's
    /// default only when `templates` is empty.
    pub fn new(templates: IndexMap<String, String>) -> NamingConvention {
        if templates.is_empty() {
            NamingConvention::default()
        } else {
            NamingConvention { templates }
        }
    }

    /// The template for the kind of constraint (`pk`, `fk`, `uq`, `ck`, `ix`).
    pub fn template(&self, kind: &str) -> Option<&str> {
        self.templates.get(kind).map(String::as_str)
    }

    /// The name that the constraint has on the table under this convention.
    pub fn constraint_name(
        &self,
        constraint: &Constraint,
        table: &TableName,
    ) -> Result<ConstraintName, NamingError> {
        let (kind, columns, referred): (&str, Vec<&str>, _) = match &constraint.kind {
            ConstraintKind::PrimaryKey(columns) => ("pk", names(columns), None),
            ConstraintKind::Unique(columns) => ("uq", names(columns), None),
            ConstraintKind::Check(check) => {
                let mut columns = Vec::new();
                if let Some(column) = &check.made_by_type_of {
                    columns.push(column.as_str());
                } else {
                    collect_columns(&check.condition, &mut columns);
                }
                ("ck", columns, None)
            }
            ConstraintKind::ForeignKey(key) => (
                "fk",
                names(&key.columns),
                Some((&key.target.table, key.target.columns.as_slice())),
            ),
            ConstraintKind::Exclude(exclude) => {
                let mut columns = Vec::new();
                for element in &exclude.elements {
                    collect_columns(&element.expression, &mut columns);
                }
                ("ex", columns, None)
            }
        };
        self.apply(
            kind,
            &Subject {
                table,
                name: &constraint.name,
                columns,
                referred,
            },
        )
    }

    /// The name that the index has on the table under this convention.
    pub fn index_name(
        &self,
        index: &Index,
        table: &TableName,
    ) -> Result<ConstraintName, NamingError> {
        let mut columns = Vec::new();
        for expression in &index.expressions {
            collect_columns(expression, &mut columns);
        }
        self.apply(
            "ix",
            &Subject {
                table,
                name: &index.name,
                columns,
                referred: None,
            },
        )
    }

    fn apply(&self, kind: &str, subject: &Subject<'_>) -> Result<ConstraintName, NamingError> {
        let Some(template) = self.template(kind) else {
            return Ok(subject.name.clone());
        };
        match subject.name {
            ConstraintName::Final(_) => return Ok(subject.name.clone()),
            ConstraintName::Given(_) if !template.contains("constraint_name") => {
                return Ok(subject.name.clone());
            }
            ConstraintName::Given(_) | ConstraintName::Unnamed => {}
        }
        let mut result = String::new();
        let mut rest = template;
        while let Some(start) = rest.find('%') {
            result.push_str(&rest[..start]);
            rest = &rest[start + 1..];
            if let Some(after) = rest.strip_prefix('%') {
                result.push('%');
                rest = after;
            } else if let Some((token, after)) = rest
                .strip_prefix('(')
                .and_then(|text| text.split_once(")s"))
            {
                result.push_str(&subject.token(token)?);
                rest = after;
            } else {
                return Err(NamingError::UnknownToken(rest.to_owned()));
            }
        }
        result.push_str(rest);
        Ok(ConstraintName::Final(Name::new(result)))
    }
}

impl Subject<'_> {
    fn token(&self, token: &str) -> Result<String, NamingError> {
        let unknown = || NamingError::UnknownToken(token.to_owned());
        match token {
            "table_name" => return Ok(self.table.name.text.clone()),
            "referred_table_name" => {
                let (table, _) = self.referred.ok_or_else(unknown)?;
                return Ok(table.name.text.clone());
            }
            "constraint_name" => {
                return match self.name {
                    ConstraintName::Unnamed => Err(NamingError::NameRequired),
                    ConstraintName::Given(name) | ConstraintName::Final(name) => {
                        Ok(name.text.clone())
                    }
                };
            }
            _ => {}
        }
        let (referred, column) = match token.strip_prefix("referred_") {
            Some(rest) => (true, rest),
            None => (false, token),
        };
        let column = column.strip_prefix("column_").ok_or_else(unknown)?;
        let digits = column.len()
            - column
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .len();
        let (position, part) = column.split_at(digits);
        let position: usize = position.parse().map_err(|_| unknown())?;
        let (separator, part) = match part {
            _ if part.starts_with("_N_") => (Some("_"), &part[3..]),
            _ if part.starts_with("N_") => (Some(""), &part[2..]),
            _ => (None, part.strip_prefix('_').ok_or_else(unknown)?),
        };
        let columns: Vec<&str> = if referred {
            names(self.referred.ok_or_else(unknown)?.1)
        } else {
            self.columns.clone()
        };
        let spell = |name: &str| match part {
            "name" | "key" => Ok(name.to_owned()),
            "label" if !referred => Ok(self.label(name)),
            _ => Err(unknown()),
        };
        match separator {
            Some(separator) => Ok(columns
                .into_iter()
                .map(spell)
                .collect::<Result<Vec<_>, _>>()?
                .join(separator)),
            None => spell(columns.get(position).copied().unwrap_or("")),
        }
    }

    /// `schema_table_column`.
    fn label(&self, column: &str) -> String {
        match &self.table.schema {
            Some(schema) => format!(
                "{}_{}_{column}",
                schema.text.replace('.', "_"),
                self.table.name
            ),
            None => format!("{}_{column}", self.table.name),
        }
    }
}

fn names(columns: &[Name]) -> Vec<&str> {
    columns.iter().map(Name::as_str).collect()
}

/// The columns that an expression names, each once, in order.
fn collect_columns<'a>(expression: &'a Expression, found: &mut Vec<&'a str>) {
    expression.walk(&mut |part| {
        if let Expression::Column(column) = part {
            let name = column.name.as_str();
            if !found.contains(&name) {
                found.push(name);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ForeignKey, ForeignKeyTarget};

    fn convention() -> NamingConvention {
        NamingConvention::new(
            [
                ("ix", "ix_%(column_0_label)s"),
                ("uq", "uq_%(table_name)s_%(column_0_N_name)s"),
                ("ck", "ck_%(table_name)s_%(constraint_name)s"),
                (
                    "fk",
                    "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
                ),
                ("pk", "pk_%(table_name)s"),
            ]
            .map(|(kind, template)| (kind.to_owned(), template.to_owned()))
            .into_iter()
            .collect(),
        )
    }

    fn check(name: ConstraintName, kind: ConstraintKind, expect: Result<&str, NamingError>) {
        let table = TableName::in_schema(Some(Name::new("app")), "users");
        let constraint = Constraint::new(name, kind);
        let named = convention()
            .constraint_name(&constraint, &table)
            .map(|name| name.name().expect("a name").text.clone());
        assert_eq!(named, expect.map(str::to_owned));
    }

    #[test]
    fn conventions_name_what_has_no_name() {
        check(
            ConstraintName::Unnamed,
            ConstraintKind::Unique(vec!["a".into(), "b".into()]),
            Ok("uq_users_a_b"),
        );
        check(
            ConstraintName::Unnamed,
            ConstraintKind::PrimaryKey(vec!["id".into()]),
            Ok("pk_users"),
        );
        check(
            ConstraintName::Unnamed,
            ConstraintKind::ForeignKey(ForeignKey {
                columns: vec!["group_id".into()],
                target: ForeignKeyTarget {
                    table: TableName::new("groups"),
                    columns: vec!["id".into()],
                },
                on_update: None,
                on_delete: None,
                match_type: None,
                use_alter: false,
                in_column: false,
            }),
            Ok("fk_users_group_id_groups"),
        );
    }

    #[test]
    fn given_names_stay_unless_the_template_wraps_them() {
        let unique = ConstraintKind::Unique(vec!["a".into()]);
        check(ConstraintName::Given("mine".into()), unique, Ok("mine"));
        let positive = ConstraintKind::Check(crate::CheckConstraint {
            condition: Expression::Raw("a > 0".into()),
            made_by_type_of: None,
            in_column: None,
        });
        check(
            ConstraintName::Given("positive".into()),
            positive.clone(),
            Ok("ck_users_positive"),
        );
        check(
            ConstraintName::Final("positive".into()),
            positive.clone(),
            Ok("positive"),
        );
        check(
            ConstraintName::Unnamed,
            positive,
            Err(NamingError::NameRequired),
        );
    }

    #[test]
    fn the_default_names_indexes_alone() {
        let index = Index {
            name: ConstraintName::Unnamed,
            table: None,
            expressions: vec![Expression::column("email")],
            unique: false,
            options: crate::Options::default(),
        };
        let table = TableName::in_schema(Some(Name::new("app")), "users");
        let name = NamingConvention::default().index_name(&index, &table);
        assert_eq!(
            name,
            Ok(ConstraintName::Final(Name::new("ix_app_users_email")))
        );
    }
}
