//! What is compared.

use std::collections::HashSet;

use limbeck_schema::TableName;

use crate::compare::Error;

/// Which set of differences is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Mode {
    /// All that can be seen, less what is disabled.
    #[default]
    Limbeck,
    /// Exactly what Alembic sees with the same options.
    Alembic,
}

/// An option of `context.configure` that is a truth value or a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toggle {
    /// `False`.
    Off,
    /// `True`.
    On,
    /// A function: the hook of that name is asked.
    Hook,
}

/// A kind of difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// What Alembic sees as well; it cannot be turned off by a name, only by
    /// Alembic's own options.
    Alembic,
    /// Schemas that the models name and the database lacks.
    Schemas,
    /// Native enum types: values added, renamed and removed, and types that
    /// come and go with their columns.
    Enums,
    /// Sequences.
    Sequences,
    /// Server defaults, where `compare_server_default` was not given.
    ServerDefaults,
    /// A length, precision or scale that only one side has.
    TypeArguments,
    /// Collations of columns.
    Collations,
    /// Numbers of identity columns that the model leaves to the server.
    Identities,
    /// Generated columns: their expressions and whether they are stored.
    Computed,
    /// Columns of the primary key.
    PrimaryKeys,
    /// Names of primary keys.
    PrimaryKeyNames,
    /// WHERE of partial indexes.
    IndexPredicates,
    /// Methods of indexes.
    IndexMethods,
    /// INCLUDE of indexes and unique constraints.
    IndexIncludes,
    /// Operator classes, collations and sort order of index columns, and
    /// expressions that Alembic does not compare.
    IndexElements,
    /// Storage parameters of indexes.
    IndexOptions,
    /// Names of foreign keys.
    ForeignKeyNames,
    /// MATCH of foreign keys.
    ForeignKeyMatch,
    /// CHECK constraints, named and unnamed, by their conditions.
    Checks,
    /// Comments of constraints.
    ConstraintComments,
    /// EXCLUDE constraints.
    Exclusions,
    /// DEFERRABLE and INITIALLY of unique constraints and primary keys.
    Deferrals,
    /// Order of the columns of unique constraints.
    UniqueOrder,
    /// Foreign keys that point at each other in a circle, made after their
    /// tables.
    Circles,
}

impl Kind {
    /// All kinds that can be turned off, with the names by which a project
    /// does it.
    pub const NAMES: &'static [(&'static str, Kind)] = &[
        ("schemas", Kind::Schemas),
        ("enums", Kind::Enums),
        ("sequences", Kind::Sequences),
        ("server_defaults", Kind::ServerDefaults),
        ("type_arguments", Kind::TypeArguments),
        ("collations", Kind::Collations),
        ("identities", Kind::Identities),
        ("computed", Kind::Computed),
        ("primary_keys", Kind::PrimaryKeys),
        ("primary_key_names", Kind::PrimaryKeyNames),
        ("index_predicates", Kind::IndexPredicates),
        ("index_methods", Kind::IndexMethods),
        ("index_includes", Kind::IndexIncludes),
        ("index_elements", Kind::IndexElements),
        ("index_options", Kind::IndexOptions),
        ("foreign_key_names", Kind::ForeignKeyNames),
        ("foreign_key_match", Kind::ForeignKeyMatch),
        ("checks", Kind::Checks),
        ("constraint_comments", Kind::ConstraintComments),
        ("exclusions", Kind::Exclusions),
        ("deferrals", Kind::Deferrals),
        ("unique_order", Kind::UniqueOrder),
        ("circles", Kind::Circles),
    ];

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, kind)| *kind)
    }

    /// The kind's name; `alembic` for what Alembic sees as well.
    pub fn name(self) -> &'static str {
        Kind::NAMES
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("alembic", |(name, _)| name)
    }
}

/// What is compared, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Which set of differences is looked for.
    pub mode: Mode,
    /// Kinds that are turned off.
    pub disabled: HashSet<Kind>,
    /// `include_schemas`.
    pub include_schemas: bool,
    /// The version table, which is never compared.
    pub version_table: TableName,
    /// `compare_type`.
    pub compare_type: Toggle,
    /// `compare_server_default`; `None` when the project did not give it.
    pub compare_server_default: Option<Toggle>,
    /// `autogenerate_plugins`.
    pub plugins: Plugins,
    /// How many of the declared tables each MetaData holds, where there are
    /// several: each is sorted by itself.
    pub collections: Vec<usize>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            mode: Mode::Limbeck,
            disabled: HashSet::new(),
            include_schemas: false,
            version_table: TableName::new("alembic_version"),
            compare_type: Toggle::On,
            compare_server_default: None,
            plugins: Plugins::default(),
            collections: Vec::new(),
        }
    }
}

impl Options {
    /// Whether differences of that kind are looked for.
    pub fn sees(&self, kind: Kind) -> bool {
        kind == Kind::Alembic || (self.mode == Mode::Limbeck && !self.disabled.contains(&kind))
    }
}

/// The built-in plugins that take part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plugins {
    /// `alembic.autogenerate.schemas`.
    pub schemas: bool,
    /// `alembic.autogenerate.tables`.
    pub tables: bool,
    /// `alembic.autogenerate.types`.
    pub types: bool,
    /// `alembic.autogenerate.constraints`.
    pub constraints: bool,
    /// `alembic.autogenerate.defaults`.
    pub defaults: bool,
    /// `alembic.autogenerate.comments`.
    pub comments: bool,
    /// `alembic.ext.checkconstraint_byname`; `None` when it was neither
    /// asked for nor excluded.
    pub checks: Option<bool>,
    /// Registered plugins of the project's own that take part, by name.
    pub others: Vec<String>,
}

impl Default for Plugins {
    fn default() -> Plugins {
        Plugins {
            schemas: true,
            tables: true,
            types: true,
            constraints: true,
            defaults: true,
            comments: true,
            checks: None,
            others: Vec::new(),
        }
    }
}

impl Plugins {
    /// The names of the built-in plugins, in the order in which Alembic sets
    /// them up.
    pub const NAMES: &'static [&'static str] = &[
        "alembic.autogenerate.schemas",
        "alembic.autogenerate.tables",
        "alembic.autogenerate.types",
        "alembic.autogenerate.constraints",
        "alembic.autogenerate.defaults",
        "alembic.autogenerate.comments",
        "alembic.ext.checkconstraint_byname",
    ];

    /// Chooses plugins by expressions (`alembic.autogenerate.*`, `~name`) as
    /// `autogenerate_plugins` has them. `others` are the names of plugins
    /// that were registered besides the built-in ones. Gives also the names
    /// that take part, in order, for the log lines `setting up autogenerate
    /// plugin …` of `alembic.runtime.plugins`.
    pub fn choose<E: AsRef<str>>(
        expressions: &[E],
        others: &[String],
    ) -> Result<(Plugins, Vec<String>), Error> {
        /// `alembic.autogenerate.checkconstraint_byname` is an older name.
        fn current(name: &str) -> &str {
            match name {
                "alembic.autogenerate.checkconstraint_byname" => {
                    "alembic.ext.checkconstraint_byname"
                }
                other => other,
            }
        }
        let mut includes = Vec::new();
        let mut excludes = Vec::new();
        for expression in expressions {
            let expression = expression.as_ref();
            let name = current(expression.strip_prefix('~').unwrap_or(expression));
            for token in name.split('.') {
                if token != "*" && !is_identifier(token) {
                    return Err(Error::PluginExpression(name.to_owned()));
                }
            }
            if expression.starts_with('~') {
                excludes.push(name);
            } else if !includes.iter().any(|(known, _)| *known == expression) {
                includes.push((expression, name));
            }
        }
        let mut matched: HashSet<&str> = HashSet::new();
        let mut chosen = Vec::new();
        let mut refused = HashSet::new();
        let all = Plugins::NAMES
            .iter()
            .copied()
            .chain(others.iter().map(String::as_str));
        for plugin in all {
            if excludes.iter().any(|pattern| matches(pattern, plugin)) {
                refused.insert(plugin);
                continue;
            }
            let before = matched.len();
            let mut taken = false;
            for (written, pattern) in &includes {
                if matches(pattern, plugin) {
                    matched.insert(written);
                    taken = true;
                }
            }
            debug_assert!(taken || before == matched.len());
            if taken {
                chosen.push(plugin.to_owned());
            }
        }
        let missing: Vec<&str> = includes
            .iter()
            .map(|(written, _)| *written)
            .filter(|written| !matched.contains(written))
            .collect();
        if !missing.is_empty() {
            return Err(Error::PluginsNotFound(missing.join(", ")));
        }
        let has = |name: &str| chosen.iter().any(|known| known == name);
        let checks = Plugins::NAMES[6];
        let plugins = Plugins {
            schemas: has(Plugins::NAMES[0]),
            tables: has(Plugins::NAMES[1]),
            types: has(Plugins::NAMES[2]),
            constraints: has(Plugins::NAMES[3]),
            defaults: has(Plugins::NAMES[4]),
            comments: has(Plugins::NAMES[5]),
            checks: if has(checks) {
                Some(true)
            } else {
                refused.contains(checks).then_some(false)
            },
            others: chosen
                .iter()
                .filter(|name| others.contains(name))
                .cloned()
                .collect(),
        };
        Ok((plugins, chosen))
    }
}

fn is_identifier(token: &str) -> bool {
    token
        .chars()
        .next()
        .is_some_and(|first| first == '_' || first.is_alphabetic())
        && token.chars().all(|c| c == '_' || c.is_alphanumeric())
}

/// Whether a plugin's name fits an expression, in which `*` stands for one or
/// more characters after a dot.
fn matches(pattern: &str, name: &str) -> bool {
    fn from(tokens: &[&str], text: &str, first: bool) -> bool {
        let Some((token, rest)) = tokens.split_first() else {
            return text.is_empty();
        };
        let text = if first {
            text
        } else {
            match text.strip_prefix('.') {
                Some(text) => text,
                None => return false,
            }
        };
        if *token == "*" {
            text.char_indices()
                .skip(1)
                .map(|(position, _)| position)
                .chain([text.len()])
                .any(|end| end > 0 && from(rest, &text[end..], false))
        } else {
            text.strip_prefix(token)
                .is_some_and(|text| from(rest, text, false))
        }
    }
    from(&pattern.split('.').collect::<Vec<_>>(), name, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expressions: &[&str], expect: Result<&[&str], &str>) {
        let chosen = Plugins::choose(expressions, &["my.plugin".to_owned()]);
        match (chosen, expect) {
            (Ok((_, chosen)), Ok(expect)) => assert_eq!(chosen, expect, "{expressions:?}"),
            (Err(error), Err(expect)) => assert_eq!(error.to_string(), expect, "{expressions:?}"),
            (chosen, expect) => panic!("{expressions:?}: {chosen:?}, not {expect:?}"),
        }
    }

    #[test]
    fn plugins_are_chosen_by_expressions() {
        check(&["alembic.autogenerate.*"], Ok(&Plugins::NAMES[..6]));
        check(
            &["alembic.autogenerate.*", "~alembic.autogenerate.defaults"],
            Ok(&[
                "alembic.autogenerate.schemas",
                "alembic.autogenerate.tables",
                "alembic.autogenerate.types",
                "alembic.autogenerate.constraints",
                "alembic.autogenerate.comments",
            ]),
        );
        check(
            &["alembic.autogenerate.checkconstraint_byname", "my.*"],
            Ok(&["alembic.ext.checkconstraint_byname", "my.plugin"]),
        );
        check(
            &["alembic.autogenerate.nothing"],
            Err("Did not locate plugins: alembic.autogenerate.nothing"),
        );
        check(
            &["alembic.auto-generate"],
            Err("Invalid plugin expression 'alembic.auto-generate'"),
        );
    }
}
