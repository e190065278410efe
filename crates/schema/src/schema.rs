//! A whole schema.

use indexmap::IndexMap;

use crate::{
    ColumnDefault, ConstraintKind, EnumType, Expression, OptionValue, Sequence, Table, TableName,
};

/// All that is known of a database, or of what models declare.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Schema {
    /// Tables by name, in the order in which they were found or declared.
    pub tables: IndexMap<TableName, Table>,
    /// Sequences that belong to no column.
    pub sequences: Vec<Sequence>,
    /// Native enum types.
    pub enums: Vec<EnumType>,
}

impl Schema {
    /// Calls `change` for each piece of SQL that the tables hold as the
    /// database gave it.
    pub fn walk_raw(&mut self, change: &mut impl FnMut(&mut String)) {
        let indexes = self
            .tables
            .values_mut()
            .flat_map(|table| &mut table.indexes);
        for (name, option) in indexes.flat_map(|index| &mut index.options.0) {
            if let OptionValue::Text(sql) = option
                && name.ends_with("_where")
            {
                change(sql);
            }
        }
        self.walk(&mut |expression| expression.walk_raw(change));
    }

    /// Calls `walk` for each expression that the tables hold: defaults,
    /// generated columns, conditions, expressions of indexes.
    pub fn walk(&mut self, walk: &mut impl FnMut(&mut Expression)) {
        for table in self.tables.values_mut() {
            for column in &mut table.columns {
                match &mut column.default {
                    ColumnDefault::Expression(expression) => walk(expression),
                    ColumnDefault::Computed(computed) => walk(&mut computed.expression),
                    ColumnDefault::None
                    | ColumnDefault::Literal(_)
                    | ColumnDefault::Identity(_)
                    | ColumnDefault::Fetched => {}
                }
            }
            for constraint in &mut table.constraints {
                match &mut constraint.kind {
                    ConstraintKind::Check(check) => walk(&mut check.condition),
                    ConstraintKind::Exclude(exclude) => {
                        for element in &mut exclude.elements {
                            walk(&mut element.expression);
                        }
                        exclude.condition.iter_mut().for_each(&mut *walk);
                    }
                    ConstraintKind::PrimaryKey(_)
                    | ConstraintKind::Unique(_)
                    | ConstraintKind::ForeignKey(_) => {}
                }
            }
            for index in &mut table.indexes {
                index.expressions.iter_mut().for_each(&mut *walk);
                for option in index.options.0.values_mut() {
                    if let OptionValue::Expression(expression) = option {
                        walk(expression);
                    }
                }
            }
        }
    }
}
