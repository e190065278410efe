//! Changes as tuples, out of which the frozen module
//! `alembic.autogenerate.compare` makes operations.

use limbeck_autogenerate::{
    Action, AlterColumn, Change, Item, Part, Schemas, Side, Statements, TableChange, TablePair,
};
use rustpython_vm::{PyObjectRef, PyResult};

use super::objects::Objects;

/// The changes, in order: tuples that begin with the name of the function
/// that makes operations out of the rest.
pub(super) fn tuples(changes: &[Change], schemas: Schemas<'_>, objects: &Objects<'_>) -> PyResult {
    let writer = Writer { schemas, objects };
    let changes = changes.iter().map(|change| writer.change(change));
    let changes = changes.collect::<PyResult<Vec<_>>>()?;
    Ok(objects.vm.ctx.new_list(changes).into())
}

struct Writer<'a> {
    schemas: Schemas<'a>,
    objects: &'a Objects<'a>,
}

impl Writer<'_> {
    fn change(&self, change: &Change) -> PyResult {
        match change {
            Change::Statements(statements) => Ok(self.statements(statements)),
            Change::AddTable {
                table,
                deferred,
                notes,
            } => self.table("add_table", Side::Declared, *table, deferred, notes),
            Change::RemoveTable {
                table,
                deferred,
                notes,
            } => self.table("remove_table", Side::Reflected, *table, deferred, notes),
            Change::Table { pair, changes } => self.changes(*pair, changes),
        }
    }

    fn statements(&self, statements: &Statements) -> PyObjectRef {
        self.tuple(
            "statements",
            vec![
                self.text(statements.kind.name()),
                self.text(statements.action),
                self.text(&statements.subject),
                self.texts(&statements.upgrade),
                self.texts(&statements.downgrade),
                self.objects.vm.ctx.new_bool(statements.autocommit).into(),
                self.texts(&statements.notes),
            ],
        )
    }

    fn table(
        &self,
        name: &str,
        side: Side,
        table: usize,
        deferred: &[usize],
        notes: &[String],
    ) -> PyResult {
        let find = |part| self.objects.find(self.schemas, Item { side, table, part });
        let deferred = deferred
            .iter()
            .map(|position| find(Part::Constraint(*position)))
            .collect::<PyResult<Vec<_>>>()?;
        Ok(self.tuple(
            name,
            vec![
                find(Part::Whole)?,
                self.objects.vm.ctx.new_list(deferred).into(),
                self.texts(notes),
            ],
        ))
    }

    fn changes(&self, pair: TablePair, changes: &[TableChange]) -> PyResult {
        // The database's name of a table is without the default schema.
        let side = |side, table| Item {
            side,
            table,
            part: Part::Whole,
        };
        let item = match (pair.reflected, pair.declared) {
            (Some(table), _) => side(Side::Reflected, table),
            (None, table) => side(Side::Declared, table.unwrap_or_default()),
        };
        let name = self
            .schemas
            .table(item)
            .map(|table| table.name.clone())
            .unwrap_or_default();
        let changes = changes
            .iter()
            .map(|change| self.table_change(pair, change))
            .collect::<PyResult<Vec<_>>>()?;
        Ok(self.tuple(
            "table",
            vec![
                self.maybe_text(name.schema.as_ref().map(|schema| schema.as_str())),
                self.text(name.name.as_str()),
                self.objects.vm.ctx.new_list(changes).into(),
            ],
        ))
    }

    fn table_change(&self, pair: TablePair, change: &TableChange) -> PyResult {
        let declared = |part| {
            self.objects.find(
                self.schemas,
                Item {
                    side: Side::Declared,
                    table: pair.declared.unwrap_or_default(),
                    part,
                },
            )
        };
        let reflected = |part| {
            self.objects.find(
                self.schemas,
                Item {
                    side: Side::Reflected,
                    table: pair.reflected.unwrap_or_default(),
                    part,
                },
            )
        };
        let (name, rest) = match &change.action {
            Action::AddColumn(at) => ("add_column", vec![declared(Part::Column(*at))?]),
            Action::RemoveColumn(at) => ("remove_column", vec![reflected(Part::Column(*at))?]),
            Action::AddConstraint(at) => (
                "add_constraint",
                vec![
                    declared(Part::Constraint(*at))?,
                    self.maybe_text(change.made_up_name.as_deref()),
                ],
            ),
            Action::RemoveConstraint(at) => (
                "remove_constraint",
                vec![
                    reflected(Part::Constraint(*at))?,
                    self.maybe_text(change.made_up_name.as_deref()),
                ],
            ),
            Action::AddIndex(at) => ("add_index", vec![declared(Part::Index(*at))?]),
            Action::RemoveIndex(at) => ("remove_index", vec![reflected(Part::Index(*at))?]),
            Action::Comment => (
                "comment",
                vec![
                    match pair.declared {
                        Some(_) => declared(Part::Whole)?,
                        None => self.objects.vm.ctx.none(),
                    },
                    match pair.reflected {
                        Some(_) => reflected(Part::Whole)?,
                        None => self.objects.vm.ctx.none(),
                    },
                ],
            ),
            Action::Statements {
                action,
                subject,
                upgrade,
                downgrade,
            } => (
                "statements",
                vec![
                    self.text(action),
                    self.text(subject),
                    self.texts(upgrade),
                    self.texts(downgrade),
                ],
            ),
            Action::AlterColumn(alter) => (
                "alter_column",
                vec![
                    declared(Part::Column(alter.declared))?,
                    reflected(Part::Column(alter.reflected))?,
                    self.told(alter)?,
                    self.numbers(&alter.identity)?,
                ],
            ),
        };
        let mut items = vec![self.text(change.kind.name()), self.texts(&change.notes)];
        items.extend(rest);
        Ok(self.tuple(name, items))
    }

    /// What `op.alter_column` is told, by the names of its arguments.
    fn told(&self, alter: &AlterColumn) -> PyResult {
        let ctx = &self.objects.vm.ctx;
        let mut names: Vec<PyObjectRef> = [
            ("modify_type", alter.sql_type),
            ("modify_nullable", alter.nullable),
            ("modify_server_default", alter.default),
            ("modify_comment", alter.comment),
            ("existing_type", alter.existing_type),
            ("existing_nullable", alter.existing_nullable),
            ("existing_server_default", alter.existing_default),
            ("existing_comment", alter.existing_comment),
        ]
        .into_iter()
        .filter(|(_, told)| *told)
        .map(|(name, _)| ctx.new_str(name).into())
        .collect();
        if let Some(autoincrement) = alter.autoincrement {
            names.push(
                ctx.new_str(if autoincrement {
                    "autoincrement"
                } else {
                    "no_autoincrement"
                })
                .into(),
            );
        }
        Ok(ctx.new_list(names).into())
    }

    fn numbers(&self, numbers: &[(&str, i64)]) -> PyResult {
        let dict = self.objects.vm.ctx.new_dict();
        for (name, number) in numbers {
            let number = self.objects.vm.ctx.new_int(*number);
            dict.set_item(*name, number.into(), self.objects.vm)?;
        }
        Ok(dict.into())
    }

    fn tuple(&self, name: &str, mut items: Vec<PyObjectRef>) -> PyObjectRef {
        items.insert(0, self.text(name));
        self.objects.vm.ctx.new_tuple(items).into()
    }

    fn text(&self, text: &str) -> PyObjectRef {
        self.objects.vm.ctx.new_str(text).into()
    }

    fn maybe_text(&self, text: Option<&str>) -> PyObjectRef {
        match text {
            Some(text) => self.text(text),
            None => self.objects.vm.ctx.none(),
        }
    }

    fn texts(&self, texts: &[String]) -> PyObjectRef {
        let texts = texts.iter().map(|text| self.text(text)).collect();
        self.objects.vm.ctx.new_list(texts).into()
    }
}
