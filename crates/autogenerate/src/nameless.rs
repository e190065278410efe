//! Names of constraints that have none.

use std::collections::{HashMap, HashSet};

use limbeck_schema::{Constraint, Index, Name, Table};

use crate::comparer::Comparer;
use crate::{Action, Change, Side};

/// The constraints of a table, as they are at some point of the changes.
struct Present<'a> {
    indexes: Vec<&'a Index>,
    constraints: Vec<Own<'a>>,
}

struct Own<'a> {
    side: Side,
    position: usize,
    table: &'a Table,
    constraint: &'a Constraint,
    /// Its name, also one that the database made up for good.
    name: Option<String>,
}

impl<'a> Comparer<'a> {
    /// Finds the names by which constraints without one can be dropped, in
    /// the upgrade or in the downgrade.
    pub(crate) fn name_the_nameless(&mut self) {
        if self.like_alembic() {
            return;
        }
        let mut present: HashMap<(Option<usize>, Option<usize>), Present<'a>> = HashMap::new();
        let mut changes = std::mem::take(&mut self.changes);
        let mut deferred: HashMap<usize, Vec<usize>> = HashMap::new();
        for change in &mut changes {
            match change {
                Change::AddTable {
                    table,
                    deferred: later,
                    ..
                } => {
                    deferred.insert(*table, later.clone());
                }
                Change::Table { pair, changes } => {
                    let own = present
                        .entry((pair.declared, pair.reflected))
                        .or_insert_with(|| match pair.reflected {
                            Some(table) => self.present(Side::Reflected, table, &[]),
                            None => {
                                let table = pair.declared.unwrap_or_default();
                                let later = deferred.get(&table).map_or(&[][..], Vec::as_slice);
                                self.present(Side::Declared, table, later)
                            }
                        });
                    for change in changes {
                        change.made_up_name = match change.action {
                            Action::AddConstraint(position) => {
                                self.add(own, pair.declared.unwrap_or_default(), position)
                            }
                            Action::RemoveConstraint(position) => self.remove(own, position),
                            _ => None,
                        };
                    }
                }
                Change::RemoveTable { .. } | Change::Statements(_) => {}
            }
        }
        self.changes = changes;
    }

    /// The constraints of a table, but for those that are made later.
    fn present(&self, side: Side, table: usize, later: &[usize]) -> Present<'a> {
        let mut present = Present {
            indexes: Vec::new(),
            constraints: Vec::new(),
        };
        if let Some((_, table)) = self.schemas.side(side).tables.get_index(table) {
            present.indexes = table.indexes.iter().collect();
            for (position, constraint) in table.constraints.iter().enumerate() {
                if !later.contains(&position) {
                    let name = self.constraint_name(table, constraint);
                    present.constraints.push(Own {
                        side,
                        position,
                        table,
                        constraint,
                        name: name.ok().flatten(),
                    });
                }
            }
        }
        present
    }

    /// The names of all constraints, those of nameless ones made up.
    fn names(&self, present: &Present<'a>) -> Vec<Option<String>> {
        let indexes = present.indexes.iter();
        let mut taken: HashSet<String> = indexes
            .filter_map(|index| index.name.name().map(Name::as_str))
            .chain(
                present
                    .constraints
                    .iter()
                    .filter_map(|it| it.name.as_deref()),
            )
            .map(str::to_owned)
            .collect();
        let dialect = self.world.dialect;
        let mut order: Vec<usize> = (0..present.constraints.len()).collect();
        order.sort_by_cached_key(|place| {
            let own = present.constraints.get(*place);
            own.and_then(|own| dialect.made_up_place(own.constraint))
        });
        let mut names: Vec<Option<String>> = present
            .constraints
            .iter()
            .map(|it| it.name.clone())
            .collect();
        for place in order {
            let (Some(own), Some(name)) = (present.constraints.get(place), names.get_mut(place))
            else {
                continue;
            };
            if name.is_none() {
                *name = dialect.made_up_name(own.table, own.constraint, &taken);
                taken.extend(name.clone());
            }
        }
        names
    }

    fn add(&self, present: &mut Present<'a>, table: usize, position: usize) -> Option<String> {
        let (_, table) = self.schemas.declared.tables.get_index(table)?;
        let constraint = table.constraints.get(position)?;
        let name = self.constraint_name(table, constraint).ok().flatten();
        let is_nameless = name.is_none();
        present.constraints.push(Own {
            side: Side::Declared,
            position,
            table,
            constraint,
            name,
        });
        let made_up = self.names(present).pop().flatten().filter(|_| is_nameless);
        if let Some(own) = present.constraints.last_mut()
            && is_nameless
            && !self.keeps_words()
        {
            own.name.clone_from(&made_up);
        }
        made_up
    }

    fn remove(&self, present: &mut Present<'a>, position: usize) -> Option<String> {
        let place = present
            .constraints
            .iter()
            .position(|it| it.side == Side::Reflected && it.position == position)?;
        let name = self.names(present).into_iter().nth(place).flatten();
        let own = present.constraints.remove(place);
        name.filter(|_| own.name.is_none())
    }
}
