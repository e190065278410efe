//! Enum types that are made anew, because values cannot be taken from them in
//! place: their columns are altered one by one, and what speaks of those
//! columns goes before and comes back after.

use std::collections::{BTreeMap, HashMap, HashSet};

use limbeck_dialect::{Binds, Dialect, change, same};
use limbeck_operations::{
    AddColumn, AddConstraint, CreateIndex, DropColumn, DropConstraint, DropIndex, Operation,
};
use limbeck_schema::{
    Column, ColumnDefault, Constraint, ConstraintKind, EnumType, Expression, Index, Name,
    NamingConvention, Options, SqlType, Table, TableName,
};

use crate::compare::{self, Error};
use crate::comparer::Comparer;
use crate::enums::Use;
use crate::{Action, Change, Item, Part, Side, TableChange};

/// An enum type that the upgrade or the downgrade makes anew.
pub(crate) struct Swap<'a> {
    /// Where its statements stand among the changes.
    pub(crate) place: usize,
    pub(crate) name: TableName,
    /// The values before the upgrade.
    pub(crate) old: Vec<String>,
    /// The values after it.
    pub(crate) new: Vec<String>,
    /// The columns that the database has of it.
    pub(crate) uses: Vec<Use<'a>>,
    /// Whether the upgrade makes it anew, and not the downgrade alone.
    pub(crate) upgrades: bool,
}

/// What speaks of a column of the type, and so cannot stay while it changes.
struct Dependent<'a> {
    table: usize,
    part: Part,
    drop: Operation,
    create: Operation,
    /// The column that is made anew, where it is one.
    column: Option<&'a Column>,
}

/// The columns of one table that change.
#[derive(Default)]
struct Changing<'a> {
    /// Those of the type.
    own: HashSet<&'a str>,
    /// Generated ones that are computed from those, or are of the type.
    generated: HashSet<&'a str>,
}

/// A column's default before and after the upgrade, as SQL.
type Defaults = HashMap<(usize, usize), (Option<String>, Option<String>)>;

/// The type of that name with those values.
pub(crate) fn enumeration(name: &TableName, own: &Name, labels: &[String]) -> SqlType {
    SqlType::Enum(EnumType {
        labels: labels.to_vec(),
        name: Some(own.clone()),
        schema: name.schema.clone(),
        native: true,
        create_type: true,
        ..EnumType::default()
    })
}

/// The name of the old type while both are there.
pub(crate) fn aside(name: &TableName) -> Name {
    Name::new(format!("{}_old", name.name))
}

impl<'a> Comparer<'a> {
    /// Finds the statements of types that are made anew.
    pub(crate) fn swap_all(&mut self, swaps: Vec<Swap<'a>>) -> Result<(), Error> {
        // What is put before one does not move those before it.
        for swap in swaps.into_iter().rev() {
            self.swap(swap)?;
        }
        Ok(())
    }

    fn swap(&mut self, swap: Swap<'a>) -> Result<(), Error> {
        let mut dependents = self.dependents(&swap)?;
        let mut defaults = Defaults::new();
        for it in &swap.uses {
            let text = same::default_text(self.world.dialect, &it.column.default)?;
            defaults.insert((it.position, it.place), (text.clone(), text));
        }
        let mut early = Vec::new();
        if swap.upgrades {
            early = self.take_removals(&mut dependents);
            self.take_defaults(&mut defaults)?;
        }
        let mut notes: Vec<String> = dependents
            .iter()
            .filter_map(|it| it.column)
            .map(|column| {
                format!(
                    "{} is generated from a column of {}: it is dropped and added again, last in \
                     its table",
                    column.name, swap.name
                )
            })
            .collect();
        if let Some(catalog) = self.world.catalog {
            let held = change::held_by(self.world.dialect, &swap.name, catalog)?;
            notes.extend(held.iter().map(|what| {
                let when = if swap.upgrades {
                    "this"
                } else {
                    "the downgrade"
                };
                format!(
                    "{what} depends on {}: drop it before {when}, and create it again afterwards",
                    swap.name
                )
            }));
        }
        let back = self.statements(&swap, (&swap.new, &swap.old), &dependents, |it| {
            defaults.get(&(it.position, it.place))?.0.as_deref()
        })?;
        let there = match swap.upgrades {
            true => self.statements(&swap, (&swap.old, &swap.new), &dependents, |it| {
                defaults.get(&(it.position, it.place))?.1.as_deref()
            })?,
            false => Vec::new(),
        };
        if let Some(Change::Statements(statements)) = self.changes.get_mut(swap.place) {
            statements.upgrade.extend(there);
            statements.downgrade = back;
            statements.notes.extend(notes);
        }
        self.changes.splice(swap.place..swap.place, early);
        Ok(())
    }

    /// The statements that make the type anew with other values.
    fn statements<'d>(
        &self,
        swap: &Swap<'a>,
        (old, new): (&[String], &[String]),
        dependents: &[Dependent<'a>],
        default: impl Fn(&Use<'a>) -> Option<&'d str>,
    ) -> Result<Vec<String>, Error> {
        let dialect = self.world.dialect;
        let name = &swap.name;
        let aside = aside(name);
        let mut statements = Vec::new();
        for dependent in dependents {
            statements.extend(compiled(dialect, &dependent.drop)?);
        }
        statements.extend(change::rename_type(dialect, name, &aside));
        let create = dialect.create_type(&enumeration(name, &name.name, new))?;
        statements.extend(create.map(|sql| sql.text));
        for it in &swap.uses {
            if matches!(it.column.default, ColumnDefault::Computed(_)) {
                continue;
            }
            statements.extend(change::change_enum_column(
                dialect,
                &it.table.name,
                &it.column.name,
                name,
                it.array,
                default(it),
            ));
        }
        let drop = dialect.drop_type(&enumeration(name, &aside, old))?;
        let mut drop: Vec<String> = drop.map(|sql| sql.text).into_iter().collect();
        for dependent in dependents.iter().rev() {
            drop.extend(compiled(dialect, &dependent.create)?);
        }
        statements.extend(drop);
        Ok(statements)
    }

    /// What speaks of the type's columns, in the order in which it goes.
    fn dependents(&self, swap: &Swap<'a>) -> Result<Vec<Dependent<'a>>, Error> {
        let tables = &self.schemas.reflected.tables;
        let mut changing: BTreeMap<usize, Changing<'a>> = BTreeMap::new();
        for it in &swap.uses {
            let own = &mut changing.entry(it.position).or_default().own;
            own.insert(it.column.name.as_str());
        }
        let mut columns = Vec::new();
        for (position, changing) in &mut changing {
            let Some((_, table)) = tables.get_index(*position) else {
                continue;
            };
            for (place, column) in table.columns.iter().enumerate() {
                let ColumnDefault::Computed(computed) = &column.default else {
                    continue;
                };
                let name = column.name.as_str();
                let names = same::names(&self.sql(&computed.expression)?);
                if changing.own.remove(name) || names.iter().any(|it| changing.own.contains(&**it))
                {
                    changing.generated.insert(name);
                    columns.push(remade_column(*position, table, place, column));
                }
            }
        }
        let mut found = Vec::new();
        for (position, table) in tables.values().enumerate() {
            for (place, constraint) in table.constraints.iter().enumerate() {
                if self.constraint_depends(swap, &changing, position, constraint)? {
                    found.push(remade_constraint(position, table, place, constraint));
                }
            }
        }
        // Foreign keys hold the keys that they point at.
        found.sort_by_key(|(key, _)| !*key);
        let mut found: Vec<Dependent<'a>> = found.into_iter().map(|(_, it)| it).collect();
        for (position, changing) in &changing {
            let Some((_, table)) = tables.get_index(*position) else {
                continue;
            };
            for (place, index) in table.indexes.iter().enumerate() {
                if self.index_depends(swap, changing, index)? {
                    found.push(remade_index(*position, table, place, index));
                }
            }
        }
        found.extend(columns);
        Ok(found)
    }

    fn constraint_depends(
        &self,
        swap: &Swap<'a>,
        changing: &BTreeMap<usize, Changing<'a>>,
        position: usize,
        constraint: &Constraint,
    ) -> Result<bool, Error> {
        let own = changing.get(&position);
        Ok(match (&constraint.kind, own) {
            (ConstraintKind::ForeignKey(key), own) => {
                let speaks = |changing: &Changing<'_>, names: &[Name]| {
                    names.iter().any(|name| changing.has(name.as_str()))
                };
                let default = self.world.default_schema.as_deref();
                let target = compare::key(&key.target.table, default);
                let tables = &self.schemas.reflected.tables;
                own.is_some_and(|own| speaks(own, &key.columns))
                    || changing.iter().any(|(table, other)| {
                        tables
                            .get_index(*table)
                            .is_some_and(|(name, _)| compare::key(name, default) == target)
                            && speaks(other, &key.target.columns)
                    })
            }
            (ConstraintKind::Check(check), Some(own)) => {
                self.speaks(swap, own, &check.condition)?
            }
            (ConstraintKind::PrimaryKey(names) | ConstraintKind::Unique(names), Some(own)) => names
                .iter()
                .any(|name| own.generated.contains(name.as_str())),
            (ConstraintKind::Exclude(exclude), Some(own)) => {
                let elements = exclude.elements.iter().map(|element| &element.expression);
                let mut speaks = false;
                for part in elements.chain(&exclude.condition) {
                    speaks |= self.speaks(swap, own, part)?;
                }
                speaks
            }
            (_, None) => false,
        })
    }

    fn index_depends(
        &self,
        swap: &Swap<'a>,
        changing: &Changing<'a>,
        index: &Index,
    ) -> Result<bool, Error> {
        let condition = index.options.expression("postgresql_where");
        for part in index.expressions.iter().chain(&condition) {
            if self.speaks(swap, changing, part)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether an expression would not stand when the columns are of the new
    /// type: it casts to the type, compares two of them, or speaks of a
    /// column that goes.
    fn speaks(
        &self,
        swap: &Swap<'a>,
        changing: &Changing<'a>,
        expression: &Expression,
    ) -> Result<bool, Error> {
        let sql = self.sql(expression)?;
        let names = same::names(&sql);
        let count = names
            .iter()
            .filter(|name| changing.own.contains(&***name))
            .count();
        Ok(count > 0 && change::casts_to(&sql, &swap.name.name)
            || count > 1
            || names
                .iter()
                .any(|name| changing.generated.contains(&**name)))
    }

    /// Takes the removals of dependents out of the changes of tables, to
    /// carry them out before: what goes needs not come back in between.
    fn take_removals(&mut self, dependents: &mut Vec<Dependent<'a>>) -> Vec<Change> {
        let mut early = Vec::new();
        for change in &mut self.changes {
            let Change::Table { pair, changes } = change else {
                continue;
            };
            let Some(table) = pair.reflected else {
                continue;
            };
            let (first, rest): (Vec<TableChange>, Vec<TableChange>) =
                std::mem::take(changes).into_iter().partition(|change| {
                    let part = match change.action {
                        Action::RemoveConstraint(place) => Part::Constraint(place),
                        Action::RemoveIndex(place) => Part::Index(place),
                        Action::RemoveColumn(place) => Part::Column(place),
                        _ => return false,
                    };
                    let before = dependents.len();
                    dependents.retain(|it| (it.table, it.part) != (table, part));
                    dependents.len() < before
                });
            *changes = rest;
            if !first.is_empty() {
                early.push(Change::Table {
                    pair: *pair,
                    changes: first,
                });
            }
        }
        self.changes.retain(
            |change| !matches!(change, Change::Table { changes, .. } if changes.is_empty()),
        );
        early
    }

    /// Takes changes of the columns' defaults over: a default is of the type,
    /// and set anew with it.
    fn take_defaults(&mut self, defaults: &mut Defaults) -> Result<(), Error> {
        let schemas = self.schemas;
        for change in &mut self.changes {
            let Change::Table { pair, changes } = change else {
                continue;
            };
            let (Some(d), Some(r)) = (pair.declared, pair.reflected) else {
                continue;
            };
            for change in changes.iter_mut() {
                let Action::AlterColumn(alter) = &mut change.action else {
                    continue;
                };
                let Some((_, after)) = defaults.get_mut(&(r, alter.reflected)) else {
                    continue;
                };
                if !alter.default || alter.sql_type {
                    continue;
                }
                let column = schemas.column(Item {
                    side: Side::Declared,
                    table: d,
                    part: Part::Column(alter.declared),
                });
                let Some(column) = column else { continue };
                *after = same::default_text(self.world.dialect, &column.default)?;
                alter.default = false;
            }
            changes.retain(
                |change| !matches!(&change.action, Action::AlterColumn(it) if !it.has_changes()),
            );
        }
        self.changes.retain(
            |change| !matches!(change, Change::Table { changes, .. } if changes.is_empty()),
        );
        Ok(())
    }
}

impl Changing<'_> {
    fn has(&self, name: &str) -> bool {
        self.own.contains(name) || self.generated.contains(name)
    }
}

fn compiled(dialect: &dyn Dialect, operation: &Operation) -> Result<Vec<String>, Error> {
    let statements = dialect.compile(operation, Binds::Inline)?;
    Ok(statements.into_iter().map(|sql| sql.text).collect())
}

fn remade_column<'a>(
    position: usize,
    table: &'a Table,
    place: usize,
    column: &'a Column,
) -> Dependent<'a> {
    Dependent {
        table: position,
        part: Part::Column(place),
        drop: Operation::DropColumn(DropColumn {
            table: table.name.clone(),
            column: column.clone(),
            if_exists: false,
            options: Options::default(),
        }),
        create: Operation::AddColumn(Box::new(AddColumn {
            table: Table {
                name: table.name.clone(),
                columns: vec![column.clone()],
                ..Table::default()
            },
            if_not_exists: false,
            inline_references: false,
            inline_primary_key: false,
        })),
        column: Some(column),
    }
}

/// Gives also whether it is a foreign key.
fn remade_constraint<'a>(
    position: usize,
    table: &'a Table,
    place: usize,
    constraint: &'a Constraint,
) -> (bool, Dependent<'a>) {
    let dependent = Dependent {
        table: position,
        part: Part::Constraint(place),
        drop: Operation::DropConstraint(DropConstraint {
            table: table.name.clone(),
            name: constraint.name.clone(),
            kind: None,
            if_exists: false,
            naming: NamingConvention::default(),
        }),
        create: Operation::AddConstraint(Box::new(AddConstraint {
            table: table.name.clone(),
            constraint: constraint.clone(),
            naming: NamingConvention::default(),
        })),
        column: None,
    };
    let key = matches!(constraint.kind, ConstraintKind::ForeignKey(_));
    (key, dependent)
}

fn remade_index<'a>(
    position: usize,
    table: &'a Table,
    place: usize,
    index: &'a Index,
) -> Dependent<'a> {
    let mut index = index.clone();
    index.table = Some(table.name.clone());
    Dependent {
        table: position,
        part: Part::Index(place),
        drop: Operation::DropIndex(DropIndex {
            index: index.clone(),
            schema: None,
            if_exists: false,
            naming: NamingConvention::default(),
        }),
        create: Operation::CreateIndex(CreateIndex {
            index,
            if_not_exists: false,
            naming: NamingConvention::default(),
        }),
        column: None,
    }
}
