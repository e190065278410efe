//! What a comparison finds.

use limbeck_schema::{Column, Constraint, Index, Name, Schema, Table};

use crate::Kind;

/// One of the two schemas that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// What the models say.
    Declared,
    /// What the database holds.
    Reflected,
}

/// The two schemas that are compared.
#[derive(Clone, Copy, Debug)]
pub struct Schemas<'a> {
    /// What the models say.
    pub declared: &'a Schema,
    /// What the database holds.
    pub reflected: &'a Schema,
}

/// A table, or a part of one, by its position in its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    /// The schema that it is in.
    pub side: Side,
    /// The table's position in `Schema::tables`.
    pub table: usize,
    /// What of the table.
    pub part: Part,
}

/// What of a table is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The table itself.
    Whole,
    /// A position in `Table::columns`.
    Column(usize),
    /// A position in `Table::constraints`.
    Constraint(usize),
    /// A position in `Table::indexes`.
    Index(usize),
}

impl<'a> Schemas<'a> {
    /// The schema of that side.
    pub fn side(self, side: Side) -> &'a Schema {
        match side {
            Side::Declared => self.declared,
            Side::Reflected => self.reflected,
        }
    }

    /// The table of an item; `None` for a position that is not there.
    pub fn table(self, item: Item) -> Option<&'a Table> {
        self.side(item.side)
            .tables
            .get_index(item.table)
            .map(|(_, table)| table)
    }

    /// The column that an item stands for, if it is one.
    pub fn column(self, item: Item) -> Option<&'a Column> {
        match item.part {
            Part::Column(position) => self.table(item)?.columns.get(position),
            Part::Whole | Part::Constraint(_) | Part::Index(_) => None,
        }
    }

    /// The constraint that an item stands for, if it is one.
    pub fn constraint(self, item: Item) -> Option<&'a Constraint> {
        match item.part {
            Part::Constraint(position) => self.table(item)?.constraints.get(position),
            Part::Whole | Part::Column(_) | Part::Index(_) => None,
        }
    }

    /// The index that an item stands for, if it is one.
    pub fn index(self, item: Item) -> Option<&'a Index> {
        match item.part {
            Part::Index(position) => self.table(item)?.indexes.get(position),
            Part::Whole | Part::Column(_) | Part::Constraint(_) => None,
        }
    }
}

/// One step from the reflected schema to the declared one.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Statements for which there is no operation: schemas, types, sequences.
    Statements(Statements),
    /// A table to create. Its indexes follow in a [`Change::Table`] whose
    /// pair has no reflected side.
    AddTable {
        /// Position of the declared table.
        table: usize,
        /// Positions of its foreign keys that cannot be made with it, because
        /// what they point at is not there yet: they are left out of the
        /// CREATE TABLE, and an [`Action::AddConstraint`] follows when all
        /// tables are there. Always empty in Alembic's mode.
        deferred: Vec<usize>,
        /// What the reader of the file should know.
        notes: Vec<String>,
    },
    /// A table to drop. Its indexes go before, in a [`Change::Table`] whose
    /// pair has no declared side.
    RemoveTable {
        /// Position of the reflected table.
        table: usize,
        /// Positions of its foreign keys that were dropped before, by an
        /// [`Action::RemoveConstraint`], because tables point at each other
        /// in a circle: whoever makes the table again leaves them out.
        deferred: Vec<usize>,
        /// What the reader of the file should know.
        notes: Vec<String>,
    },
    /// Changes of one table (Alembic's `ModifyTableOps`).
    Table {
        /// The table on both sides.
        pair: TablePair,
        /// The changes, in order; never empty.
        changes: Vec<TableChange>,
    },
}

/// Statements that Alembic has no operation for. In a file each is an
/// `op.execute("…")`.
#[derive(Clone, Debug, PartialEq)]
pub struct Statements {
    /// What kind of thing is changed.
    pub kind: Kind,
    /// What happens, in a few words that hold the object's name, such as
    /// `add_enum_value` and `mood 'sad'`.
    pub action: &'static str,
    /// The object's name and detail.
    pub subject: String,
    /// Statements of `upgrade()`; empty where an operation does it by the
    /// way (CREATE TYPE with a table), so that only the downgrade is said.
    pub upgrade: Vec<String>,
    /// Statements of `downgrade()`, in the order in which they run there.
    pub downgrade: Vec<String>,
    /// Whether the upgrade's statements need an autocommit block.
    pub autocommit: bool,
    /// What the reader of the file should know, for comments.
    pub notes: Vec<String>,
}

/// One table on both sides, by position. At least one is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TablePair {
    /// Position of the declared table; `None` for a table that is dropped.
    pub declared: Option<usize>,
    /// Position of the reflected table; `None` for a table that is created.
    pub reflected: Option<usize>,
}

/// A change of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableChange {
    /// What is done.
    pub action: Action,
    /// What kind of difference was seen; a project can turn off each kind
    /// that Alembic does not know.
    pub kind: Kind,
    /// What the reader of the file should know, for comments before the
    /// operation: what is lost, what cannot be made in place.
    pub notes: Vec<String>,
    /// For a constraint without a name that is added or removed: the name
    /// that the database makes up for it, or to which it answers.
    pub made_up_name: Option<String>,
}

/// What is done to a table. Positions are those in the declared table for
/// what is added, and in the reflected table for what is removed.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// `op.add_column`.
    AddColumn(usize),
    /// `op.alter_column`.
    AlterColumn(AlterColumn),
    /// `op.drop_column`.
    RemoveColumn(usize),
    /// `op.create_unique_constraint`, `op.create_foreign_key`,
    /// `op.create_check_constraint`, `op.create_primary_key`,
    /// `op.create_exclude_constraint`.
    AddConstraint(usize),
    /// `op.drop_constraint`.
    RemoveConstraint(usize),
    /// `op.create_index`.
    AddIndex(usize),
    /// `op.drop_index`.
    RemoveIndex(usize),
    /// `op.create_table_comment`, or `op.drop_table_comment` when the
    /// declared table has no comment.
    Comment,
    /// What Alembic has no operation for: `rename_constraint`, and
    /// `replace_serial` for a column that becomes an identity.
    Statements {
        /// What happens, in a few words.
        action: &'static str,
        /// The column or constraint.
        subject: String,
        /// Statements of `upgrade()`.
        upgrade: Vec<String>,
        /// Statements of `downgrade()`.
        downgrade: Vec<String>,
    },
}

/// `op.alter_column`: which attributes change, and which `existing_…` are
/// told. The values are those of the two columns.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct AlterColumn {
    /// Position of the declared column.
    pub declared: usize,
    /// Position of the reflected column.
    pub reflected: usize,
    /// `nullable=` changes.
    pub nullable: bool,
    /// `type_=` changes.
    pub sql_type: bool,
    /// `server_default=` changes (also to and from an identity).
    pub default: bool,
    /// `comment=` changes.
    pub comment: bool,
    /// `autoincrement=` is told.
    pub autoincrement: Option<bool>,
    /// `existing_nullable=` is told.
    pub existing_nullable: bool,
    /// `existing_type=` is told.
    pub existing_type: bool,
    /// `existing_server_default=` is told.
    pub existing_default: bool,
    /// `existing_comment=` is told.
    pub existing_comment: bool,
    /// Numbers of an identity that the model leaves to the server, and that
    /// have to be said, by SQLAlchemy's names for them: the database has
    /// others.
    pub identity: Vec<(&'static str, i64)>,
}

impl AlterColumn {
    /// Whether anything changes.
    pub fn has_changes(&self) -> bool {
        self.nullable || self.sql_type || self.default || self.comment
    }
}

impl Change {
    /// The names that Alembic's diff tuples have for what the change does
    /// (`add_table`, `modify_type`, …), and ours where Alembic has none, in
    /// order.
    pub fn names(&self, schemas: Schemas<'_>) -> Vec<&'static str> {
        match self {
            Change::Statements(statements) => vec![statements.action],
            Change::AddTable { .. } => vec!["add_table"],
            Change::RemoveTable { .. } => vec!["remove_table"],
            Change::Table { pair, changes } => changes
                .iter()
                .flat_map(|change| change.action.names(schemas, *pair))
                .collect(),
        }
    }
}

impl Action {
    fn names(&self, schemas: Schemas<'_>, pair: TablePair) -> Vec<&'static str> {
        use limbeck_schema::ConstraintKind::ForeignKey;
        let constraint = |side: Side, table: Option<usize>, position: usize| {
            schemas.constraint(Item {
                side,
                table: table?,
                part: Part::Constraint(position),
            })
        };
        match self {
            Action::AddColumn(_) => vec!["add_column"],
            Action::RemoveColumn(_) => vec!["remove_column"],
            Action::AddIndex(_) => vec!["add_index"],
            Action::RemoveIndex(_) => vec!["remove_index"],
            Action::AddConstraint(position) => {
                match constraint(Side::Declared, pair.declared, *position).map(|c| &c.kind) {
                    Some(ForeignKey(_)) => vec!["add_fk"],
                    _ => vec!["add_constraint"],
                }
            }
            Action::RemoveConstraint(position) => {
                match constraint(Side::Reflected, pair.reflected, *position).map(|c| &c.kind) {
                    Some(ForeignKey(_)) => vec!["remove_fk"],
                    _ => vec!["remove_constraint"],
                }
            }
            Action::Comment => {
                let declared = pair
                    .declared
                    .and_then(|position| schemas.declared.tables.get_index(position))
                    .and_then(|(_, table)| table.comment.as_deref());
                match declared {
                    Some(text) if !text.is_empty() => vec!["add_table_comment"],
                    _ => vec!["remove_table_comment"],
                }
            }
            Action::Statements { action, .. } => vec![action],
            Action::AlterColumn(alter) => {
                let mut names = Vec::new();
                if alter.sql_type {
                    names.push("modify_type");
                }
                if alter.nullable {
                    names.push("modify_nullable");
                }
                if alter.default {
                    names.push("modify_default");
                }
                if alter.comment {
                    names.push("modify_comment");
                }
                names
            }
        }
    }
}

/// The name that a log line shows for a table, `schema.table`.
pub(crate) fn dotted(schema: Option<&Name>, table: &Name) -> String {
    match schema {
        Some(schema) if !schema.text.is_empty() => format!("{schema}.{table}"),
        _ => table.text.clone(),
    }
}
