//! The comparison as a whole: what is asked of the database, and in which
//! order things are compared.

use std::collections::{HashMap, HashSet};

use limbeck_dialect::{
    Catalog, Dialect, ListedTable, Parts, Reflection, Request, SchemaNames, change, reflect,
    schema_names, table_names,
};
use limbeck_schema::{Affinity, ColumnDefault, Name, Schema, TableName};

use crate::change::dotted;
use crate::comparer::Comparer;
use crate::enums::{self, Renamed};
use crate::meaning::Meanings;
use crate::uniques;
use crate::{Change, HookError, Hooks, Level, Mode, ObjectKind, Options, Parents, Schemas};

/// What a comparison found.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Comparison {
    /// The changes that make the database what the models declare, in order.
    pub changes: Vec<Change>,
    /// The database as it is; changes point into `reflection.schema` by
    /// position. Columns that PostgreSQL fills from a sequence of their own
    /// (SERIAL) have no default here.
    pub reflection: Reflection,
    /// Tables of the database that no model has, in schemas that models name
    /// and that nobody asked for: they were left out.
    pub unseen: Vec<TableName>,
}

/// Why a comparison could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The dialect or the database refused.
    #[error(transparent)]
    Dialect(#[from] limbeck_dialect::Error),
    /// The project's own code failed.
    #[error(transparent)]
    Hook(HookError),
    /// A name that a naming convention cannot make.
    #[error(transparent)]
    Naming(#[from] limbeck_schema::NamingError),
    /// Plugins that are not there.
    #[error("Did not locate plugins: {0}")]
    PluginsNotFound(String),
    /// An expression of a plugin's name that is none.
    #[error("Invalid plugin expression '{0}'")]
    PluginExpression(String),
}

/// Reflects the database and compares it with what is declared.
pub fn compare(
    declared: &Schema,
    dialect: &dyn Dialect,
    catalog: &dyn Catalog,
    options: &Options,
    hooks: &mut dyn Hooks,
) -> Result<Comparison, Error> {
    if !options.plugins.schemas {
        return Ok(Comparison::default());
    }
    let names = schema_names(dialect.name(), catalog)?;
    let schemas = chosen_schemas(&names, options, hooks)?;
    let mut tables = Vec::new();
    let mut unseen = Vec::new();
    if options.plugins.tables {
        let listed = listed_tables(declared, &names, &schemas, dialect, catalog, options)?;
        unseen = listed.unseen;
        for name in listed.tables {
            if is_version_table(&name, &names, options) {
                continue;
            }
            let schema = name.schema.as_ref().map(Name::as_str);
            let qualified = dotted(name.schema.as_ref(), &name.name);
            let parents = Parents {
                schema: Some(schema),
                table: None,
                qualified_table: Some(&qualified),
            };
            if hooks
                .include_name(Some(name.name.as_str()), ObjectKind::Table, parents)
                .map_err(Error::Hook)?
            {
                tables.push(name);
            }
        }
    }
    let request = Request {
        tables,
        schemas: schemas.clone(),
        parts: Parts::ALL,
    };
    let mut reflection = reflect(dialect.name(), &request, catalog)?;
    if matches!(dialect.name(), "mysql" | "mariadb") {
        let default = names.default.as_deref();
        let like_alembic = options.mode == Mode::Alembic;
        uniques::separate(declared, &mut reflection, dialect, default, like_alembic)?;
    }
    let serials = take_serials(&mut reflection);
    if options.mode == Mode::Limbeck {
        reflection.schema.walk_raw(&mut |sql| {
            *sql = change::rereadable(dialect, sql);
        });
    }
    let default_schema = names.default.as_deref();
    let renamed = enums::rename(declared, &mut reflection, dialect, default_schema, options);
    let changes = run(
        declared,
        &reflection,
        World {
            dialect,
            catalog: Some(catalog),
            default_schema: names.default.clone(),
            schemas: Some(&names.all),
            serials,
            renamed,
        },
        options,
        hooks,
    )?;
    Ok(Comparison {
        changes,
        reflection,
        unseen,
    })
}

/// Compares what is declared with what was reflected. Without a catalog
/// nobody can be asked what an expression means: such as are not clearly the
/// same or clearly different are taken for the same, and a log line says so.
pub fn difference(
    declared: &Schema,
    reflection: &Reflection,
    dialect: &dyn Dialect,
    catalog: Option<&dyn Catalog>,
    options: &Options,
    hooks: &mut dyn Hooks,
) -> Result<Vec<Change>, Error> {
    let default_schema = match dialect.name() {
        "postgresql" => Some("public".to_owned()),
        "sqlite" => Some("main".to_owned()),
        _ => None,
    };
    run(
        declared,
        reflection,
        World {
            dialect,
            catalog,
            default_schema,
            schemas: None,
            serials: Vec::new(),
            renamed: Vec::new(),
        },
        options,
        hooks,
    )
}

/// A column that PostgreSQL fills from a sequence of its own.
#[derive(Clone)]
pub(crate) struct Serial {
    pub(crate) table: usize,
    pub(crate) column: String,
    pub(crate) sequence: String,
}

/// What is known of the database besides its tables.
pub(crate) struct World<'a> {
    pub(crate) dialect: &'a dyn Dialect,
    pub(crate) catalog: Option<&'a dyn Catalog>,
    pub(crate) default_schema: Option<String>,
    /// The schemas that there are; `None` when they are not known.
    pub(crate) schemas: Option<&'a [String]>,
    pub(crate) serials: Vec<Serial>,
    /// Values of enum types that were renamed, and are in what was reflected.
    pub(crate) renamed: Vec<Renamed>,
}

fn run(
    declared: &Schema,
    reflection: &Reflection,
    world: World<'_>,
    options: &Options,
    hooks: &mut dyn Hooks,
) -> Result<Vec<Change>, Error> {
    let mut comparer = Comparer {
        schemas: Schemas {
            declared,
            reflected: &reflection.schema,
        },
        reflection,
        world,
        options,
        hooks,
        meanings: Meanings::default(),
        changes: Vec::new(),
        type_changes: Vec::new(),
    };
    comparer.all()?;
    Ok(comparer.changes)
}

/// The schemas that take part; `None` is the default one.
fn chosen_schemas(
    names: &SchemaNames,
    options: &Options,
    hooks: &mut dyn Hooks,
) -> Result<Vec<Option<Name>>, Error> {
    let mut all = vec![None];
    if options.include_schemas {
        all.extend(
            names
                .all
                .iter()
                .filter(|name| {
                    *name != "information_schema" && Some(*name) != names.default.as_ref()
                })
                .map(|name| Some(Name::new(name.as_str()))),
        );
    }
    let mut chosen = Vec::new();
    for schema in all {
        let name = schema.as_ref().map(Name::as_str);
        if hooks
            .include_name(name, ObjectKind::Schema, Parents::default())
            .map_err(Error::Hook)?
        {
            chosen.push(schema);
        }
    }
    Ok(chosen)
}

/// The tables that take part, and those of schemas that models name which do
/// not, for nobody asked for these schemas.
struct Listed {
    tables: Vec<TableName>,
    unseen: Vec<TableName>,
}

/// The tables of the chosen schemas. Beyond Alembic's list these are left
/// out unless they are declared: partitions, tables of extensions, and tables
/// that are found by their name alone though they are in another schema; and
/// tables that are declared in a schema that was not chosen are there.
fn listed_tables(
    declared: &Schema,
    names: &SchemaNames,
    schemas: &[Option<Name>],
    dialect: &dyn Dialect,
    catalog: &dyn Catalog,
    options: &Options,
) -> Result<Listed, Error> {
    if options.mode == Mode::Alembic {
        let listed = table_names(dialect.name(), schemas, catalog)?;
        return Ok(Listed {
            tables: listed.into_iter().map(|table| table.name).collect(),
            unseen: Vec::new(),
        });
    }
    let default = names.default.as_deref();
    let wanted: HashSet<(Option<&str>, &str)> = declared
        .tables
        .values()
        .map(|table| key(&table.name, default))
        .collect();
    let chosen: HashSet<Option<&str>> = schemas
        .iter()
        .map(|schema| schema.as_ref().map(Name::as_str))
        .collect();
    let mut asked = schemas.to_vec();
    if !options.include_schemas {
        let mut others: Vec<&str> = wanted
            .iter()
            .filter_map(|(schema, _)| *schema)
            .filter(|schema| names.all.iter().any(|name| name == schema))
            .collect();
        others.sort_unstable();
        others.dedup();
        asked.extend(others.into_iter().map(|schema| Some(Name::new(schema))));
    }
    let listed = table_names(dialect.name(), &asked, catalog)?;
    let foreign = foreign_tables(dialect, catalog)?;
    let keep = |table: &ListedTable| {
        let name = key(&table.name, default);
        if wanted.contains(&name) {
            return true;
        }
        if !chosen.contains(&name.0) || table.partition {
            return false;
        }
        let elsewhere = name.0.is_none() && Some(table.schema.as_str()) != default;
        let real = (table.schema.as_str(), name.1);
        !(foreign.contains(&(real.0.to_owned(), real.1.to_owned()))
            || elsewhere
                && (wanted.contains(&(Some(real.0), real.1)) || chosen.contains(&Some(real.0))))
    };
    let (kept, left): (Vec<&ListedTable>, _) = listed.iter().partition(|table| keep(table));
    let is_unseen = |table: &&&ListedTable| {
        let (schema, name) = key(&table.name, default);
        !chosen.contains(&schema)
            && !table.partition
            && !foreign.contains(&(table.schema.clone(), name.to_owned()))
    };
    let names = |tables: Vec<&ListedTable>| tables.iter().map(|table| table.name.clone()).collect();
    Ok(Listed {
        tables: names(kept),
        unseen: names(left.iter().filter(is_unseen).copied().collect()),
    })
}

/// Tables that belong to extensions, by schema and name.
fn foreign_tables(
    dialect: &dyn Dialect,
    catalog: &dyn Catalog,
) -> Result<HashSet<(String, String)>, Error> {
    Ok(limbeck_dialect::same::extension_objects(dialect, catalog)?)
}

fn is_version_table(name: &TableName, names: &SchemaNames, options: &Options) -> bool {
    let default = names.default.as_deref();
    key(name, default) == key(&options.version_table, default)
}

/// Takes the defaults away from columns that PostgreSQL fills from sequences
/// of their own.
fn take_serials(reflection: &mut Reflection) -> Vec<Serial> {
    let mut serials = Vec::new();
    for (name, found) in &reflection.found {
        for (column, sequence) in &found.serials {
            let Some((place, _, table)) = reflection.schema.tables.get_full_mut(name) else {
                continue;
            };
            let Some(column) = table.columns.iter_mut().find(|own| own.name == *column) else {
                continue;
            };
            if column.sql_type.affinity() == Affinity::Integer {
                column.default = ColumnDefault::None;
                serials.push(Serial {
                    table: place,
                    column: column.name.text.clone(),
                    sequence: sequence.text.clone(),
                });
            }
        }
    }
    serials
}

/// A table's schema and name; the default schema is none.
pub(crate) fn key<'a>(
    name: &'a TableName,
    default_schema: Option<&str>,
) -> (Option<&'a str>, &'a str) {
    let schema = name
        .schema
        .as_ref()
        .map(Name::as_str)
        .filter(|schema| !schema.is_empty() && Some(*schema) != default_schema);
    (schema, name.name.as_str())
}

impl Serial {
    /// Alembic's log line.
    pub(crate) fn log(&self, table: &str, hooks: &mut dyn Hooks) {
        hooks.log(
            "alembic.ddl.postgresql",
            Level::Info,
            format!(
                "Detected sequence named '{}' as owned by integer column '{table}({})', assuming SERIAL and omitting",
                self.sequence, self.column
            ),
        );
    }
}

/// Serials by the position of their table.
pub(crate) fn by_table(serials: &[Serial]) -> HashMap<usize, Vec<&Serial>> {
    let mut found: HashMap<usize, Vec<&Serial>> = HashMap::new();
    for serial in serials {
        found.entry(serial.table).or_default().push(serial);
    }
    found
}
