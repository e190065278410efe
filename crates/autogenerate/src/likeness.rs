//! Whether two indexes, or two unique constraints, are alike.

use std::collections::BTreeMap;

use limbeck_dialect::{python_string, same};
use limbeck_schema::{Constraint, Expression, Index, Name, OptionValue, Options};

use crate::compare::Error;
use crate::comparer::{Comparer, Pair};
use crate::elements::{classes, element, index_columns, is_expression_index, is_never_usual};
use crate::entries::{About, Entry};
use crate::indexes::deferral;
use crate::meaning::{Place, Sameness};
use crate::{Kind, python};

/// The outcome of a comparison.
pub(crate) enum Outcome {
    Equal,
    Different(Kind, String),
    Skip(String),
}

impl<'a> Comparer<'a> {
    pub(crate) fn compare_uniques(
        &self,
        (declared, columns): (&Constraint, &[Name]),
        (reflected, others): (&Constraint, &[Name]),
        entry: &Entry<'_>,
        other: &Entry<'_>,
    ) -> Outcome {
        if entry.about != other.about {
            let shown = |about: &About| match about {
                About::Unique(columns) => python::tuple(columns),
                About::Index(..) => String::new(),
            };
            return Outcome::Different(
                Kind::Alembic,
                format!(
                    "expression {} to {}",
                    shown(&other.about),
                    shown(&entry.about)
                ),
            );
        }
        if self.is_postgresql() {
            let (one, two) = (distinct(&declared.options), distinct(&reflected.options));
            if one != two {
                let text = format!(
                    "expression {} to {}",
                    python::tuple(&two),
                    python::tuple(&one)
                );
                return Outcome::Different(Kind::Alembic, text);
            }
            let (one, two) = (
                include(&declared.options, "postgresql_include"),
                include(&reflected.options, "postgresql_include"),
            );
            if self.options.sees(Kind::IndexIncludes) && one != two {
                let text = format!("include {} to {}", python::list(&two), python::list(&one));
                return Outcome::Different(Kind::IndexIncludes, text);
            }
            if self.options.sees(Kind::Deferrals) && deferral(declared) != deferral(reflected) {
                let text = format!("{} to {}", deferral(reflected), deferral(declared));
                return Outcome::Different(Kind::Deferrals, text);
            }
        }
        let texts = |names: &[Name]| -> Vec<String> {
            names.iter().map(|name| name.text.clone()).collect()
        };
        let (one, two) = (texts(columns), texts(others));
        if self.options.sees(Kind::UniqueOrder) && one != two {
            let text = format!("order {} to {}", python::tuple(&two), python::tuple(&one));
            return Outcome::Different(Kind::UniqueOrder, text);
        }
        Outcome::Equal
    }

    pub(crate) fn compare_indexes(
        &mut self,
        pair: Pair<'a>,
        declared: &Index,
        reflected: &Index,
    ) -> Result<Outcome, Error> {
        let mut messages = Vec::new();
        if declared.unique != reflected.unique {
            messages.push(format!(
                "unique={} to unique={}",
                python::truth(reflected.unique),
                python::truth(declared.unique)
            ));
        }
        if !self.is_postgresql() {
            let (one, other) = (index_columns(declared), index_columns(reflected));
            let expressions = is_expression_index(declared) || is_expression_index(reflected);
            if one != other && (self.like_alembic() || !expressions) {
                messages.push(format!(
                    "expression {} to {}",
                    python::tuple(&other),
                    python::tuple(&one)
                ));
            }
            if !messages.is_empty() {
                return Ok(Outcome::Different(Kind::Alembic, messages.join(", ")));
            }
            return self.compare_closely(pair, declared, reflected);
        }
        if declared.expressions.len() != reflected.expressions.len() {
            messages.push(format!(
                "expression number {} to {}",
                reflected.expressions.len(),
                declared.expressions.len()
            ));
        }
        if !messages.is_empty() {
            return Ok(Outcome::Different(Kind::Alembic, messages.join(", ")));
        }
        let mut skips = Vec::new();
        let table = pair.declared.name.name.as_str();
        for (place, (one, other)) in declared
            .expressions
            .iter()
            .zip(&reflected.expressions)
            .enumerate()
        {
            if one == other {
                continue;
            }
            let number = place + 1;
            let (one_text, other_text) = (self.sql(one)?, self.sql(other)?);
            if same::index_element_outline(table, &one_text)
                == same::index_element_outline(table, &other_text)
            {
                continue;
            }
            if !self.like_alembic() {
                let (one, other) = (
                    self.sql(element(one).inner)?,
                    self.sql(element(other).inner)?,
                );
                let meaning = self.meanings.same(pair.r, Place::Value, &one, &other);
                if meaning == Sameness::Same {
                    continue;
                }
            }
            if one_text.trim().ends_with("_ops")
                && (one_text.contains(' ') || one_text.contains(')'))
            {
                let shown = python_string(&one_text);
                skips.push(format!(
                    "expression #{number} {shown} detected as including operator clause."
                ));
                let name = reflected.name.name().map(Name::as_str);
                self.hooks.warn(format!(
                    "Expression #{number} {shown} in index {} detected to include an operator clause. Expression compare cannot proceed. Please move the operator clause to the ``postgresql_ops`` dict to enable proper compare of the index expressions: https://docs.sqlalchemy.org/en/latest/dialects/postgresql.html#operator-classes",
                    python::maybe(name)
                ));
            } else {
                messages.push(format!(
                    "expression #{number} {} to {}",
                    python_string(&other_text),
                    python_string(&one_text)
                ));
            }
        }
        let (one, other) = (distinct(&declared.options), distinct(&reflected.options));
        if one != other {
            let text = format!(
                "options {} to {}",
                python::tuple(&other),
                python::tuple(&one)
            );
            // Alembic lists the letters of this message.
            messages.extend(text.chars().map(String::from));
        }
        if !messages.is_empty() {
            return Ok(Outcome::Different(Kind::Alembic, messages.join(", ")));
        }
        if !skips.is_empty() {
            return Ok(Outcome::Skip(skips.join(", ")));
        }
        self.compare_closely(pair, declared, reflected)
    }

    /// What Alembic does not look at.
    pub(crate) fn compare_closely(
        &mut self,
        pair: Pair<'a>,
        declared: &Index,
        reflected: &Index,
    ) -> Result<Outcome, Error> {
        if self.like_alembic() {
            return Ok(Outcome::Equal);
        }
        if self.options.sees(Kind::IndexElements) {
            for (place, (one, other)) in declared
                .expressions
                .iter()
                .zip(&reflected.expressions)
                .enumerate()
            {
                // A model may write the order into a text.
                if one != other
                    && same::outline(&self.sql(one)?) != same::outline(&self.sql(other)?)
                    && let Some(message) = self.element_differs(pair, one, other)?
                {
                    let message = format!("expression #{} {message}", place + 1);
                    return Ok(Outcome::Different(Kind::IndexElements, message));
                }
            }
            if declared.expressions.len() != reflected.expressions.len() {
                return Ok(Outcome::Different(
                    Kind::IndexElements,
                    format!(
                        "expression number {} to {}",
                        reflected.expressions.len(),
                        declared.expressions.len()
                    ),
                ));
            }
            if self.is_postgresql() {
                let (one, other) = (classes(declared), classes(reflected));
                // An operator class that is the usual one for its type is
                // not told by the database.
                for (place, class) in &other {
                    if one.get(place) != Some(class) {
                        return Ok(Outcome::Different(
                            Kind::IndexElements,
                            format!("operator classes {other:?} to {one:?}"),
                        ));
                    }
                }
                let lost = one
                    .iter()
                    .any(|(place, class)| !other.contains_key(place) && is_never_usual(class));
                if lost {
                    return Ok(Outcome::Different(
                        Kind::IndexElements,
                        format!("operator classes {other:?} to {one:?}"),
                    ));
                }
            }
        }
        let name = match self.world.dialect.name() {
            "postgresql" => "postgresql_where",
            _ => "sqlite_where",
        };
        if self.options.sees(Kind::IndexPredicates) && !self.is_mysql() {
            let (one, other) = (
                declared.options.expression(name),
                reflected.options.expression(name),
            );
            let outcome = match (one, other) {
                (Some(one), Some(other)) => {
                    let (one, other) = (self.sql(&one)?, self.sql(&other)?);
                    match self.meanings.same(pair.r, Place::Condition, &one, &other) {
                        Sameness::Same => None,
                        Sameness::Different => Some(Outcome::Different(
                            Kind::IndexPredicates,
                            format!("where {} to {}", python_string(&other), python_string(&one)),
                        )),
                        Sameness::Unknown => Some(Outcome::Skip(format!(
                            "where {} to {}",
                            python_string(&other),
                            python_string(&one)
                        ))),
                    }
                }
                (None, None) => None,
                (one, other) => {
                    let text = |condition: Option<Expression>| -> Result<String, Error> {
                        condition
                            .map(|condition| self.sql(&condition))
                            .transpose()
                            .map(|text| python::maybe(text.as_deref()))
                    };
                    let message = format!("where {} to {}", text(other)?, text(one)?);
                    Some(Outcome::Different(Kind::IndexPredicates, message))
                }
            };
            if let Some(outcome) = outcome {
                return Ok(outcome);
            }
        }
        if !self.is_postgresql() {
            return Ok(Outcome::Equal);
        }
        let method = |index: &Index| {
            index
                .options
                .text("postgresql_using")
                .filter(|method| !method.is_empty())
                .unwrap_or("btree")
                .to_lowercase()
        };
        let (one, other) = (method(declared), method(reflected));
        if self.options.sees(Kind::IndexMethods) && one != other {
            let message = format!(
                "method {} to {}",
                python_string(&other),
                python_string(&one)
            );
            return Ok(Outcome::Different(Kind::IndexMethods, message));
        }
        let (one, other) = (
            include(&declared.options, "postgresql_include"),
            include(&reflected.options, "postgresql_include"),
        );
        if self.options.sees(Kind::IndexIncludes) && one != other {
            let message = format!("include {} to {}", python::list(&other), python::list(&one));
            return Ok(Outcome::Different(Kind::IndexIncludes, message));
        }
        let (one, other) = (storage(&declared.options), storage(&reflected.options));
        if self.options.sees(Kind::IndexOptions) && one != other {
            let message = format!("storage {other:?} to {one:?}");
            return Ok(Outcome::Different(Kind::IndexOptions, message));
        }
        Ok(Outcome::Equal)
    }
}

pub(crate) fn distinct(options: &Options) -> Vec<&'static str> {
    match options.is_true("postgresql_nulls_not_distinct") {
        true => vec!["nulls_not_distinct"],
        false => Vec::new(),
    }
}

pub(crate) fn include(options: &Options, name: &str) -> Vec<String> {
    options
        .names(name)
        .into_iter()
        .map(|name| name.text)
        .collect()
}

/// Storage parameters as texts.
pub(crate) fn storage(options: &Options) -> BTreeMap<&str, String> {
    let Some(OptionValue::Map(map)) = options.get("postgresql_with") else {
        return BTreeMap::new();
    };
    map.iter()
        .map(|(name, value)| {
            let value = match value {
                OptionValue::Boolean(truth) => if *truth { "on" } else { "off" }.to_owned(),
                OptionValue::Integer(number) => number.to_string(),
                OptionValue::Text(text) => match text.to_lowercase().as_str() {
                    "true" => "on".to_owned(),
                    "false" => "off".to_owned(),
                    other => other.to_owned(),
                },
                _ => String::new(),
            };
            (name.as_str(), value)
        })
        .collect()
}
