//! Types of columns.

use limbeck_dialect::same::{self, TypeDifference};
use limbeck_schema::{Column, SqlType};

use crate::change::AlterColumn;
use crate::columns::Both;
use crate::compare::Error;
use crate::comparer::Comparer;
use crate::{Kind, Part, Toggle};

const TYPES: &str = "alembic.autogenerate.compare.types";

impl<'a> Comparer<'a> {
    /// The project's `compare_type`. True when nothing more is compared.
    pub(crate) fn user_type(
        &mut self,
        both: Both<'a>,
        table: &str,
        alter: &mut AlterColumn,
    ) -> Result<bool, Error> {
        if self.options.compare_type == Toggle::Off {
            return Ok(true);
        }
        alter.existing_type = true;
        if !self.types_are_known(both, table) || self.options.compare_type != Toggle::Hook {
            return Ok(false);
        }
        let declared = both.pair.declared_item(Part::Column(both.d));
        let reflected = both.pair.reflected_item(Part::Column(both.r));
        let answer = self
            .hooks
            .compare_type(self.schemas, declared, reflected)
            .map_err(Error::Hook)?;
        if answer == Some(true) {
            alter.sql_type = true;
            self.log_type(both, table)?;
        }
        Ok(answer.is_some())
    }

    pub(crate) fn types_are_known(&mut self, both: Both<'a>, table: &str) -> bool {
        let dialect = self.world.dialect.name();
        let unknown = |column: &Column| column.sql_type.on(dialect) == &SqlType::Null;
        let name = &both.declared.name;
        if unknown(both.reflected) {
            self.log(
                TYPES,
                format!("Couldn't determine database type for column '{table}.{name}'"),
            );
            return false;
        }
        if unknown(both.declared) {
            self.log(
                TYPES,
                format!("Column '{table}.{name}' has no type within the model; can't compare"),
            );
            return false;
        }
        true
    }

    pub(crate) fn log_type(&mut self, both: Both<'a>, table: &str) -> Result<(), Error> {
        let declared = both.pair.declared_item(Part::Column(both.d));
        let reflected = both.pair.reflected_item(Part::Column(both.r));
        let old = self
            .hooks
            .type_repr(self.schemas, reflected)
            .map_err(Error::Hook)?;
        let new = self
            .hooks
            .type_repr(self.schemas, declared)
            .map_err(Error::Hook)?;
        self.log(
            TYPES,
            format!(
                "Detected type change from {old} to {new} on '{table}.{}'",
                both.declared.name
            ),
        );
        Ok(())
    }

    pub(crate) fn own_type(
        &mut self,
        both: Both<'a>,
        table: &str,
        alter: &mut AlterColumn,
        kinds: &mut Vec<Kind>,
    ) -> Result<(), Error> {
        if !self.types_are_known(both, table) {
            return Ok(());
        }
        let found = same::types(
            self.world.dialect,
            &both.declared.sql_type,
            &both.reflected.sql_type,
            self.world.default_schema.as_deref(),
        )?;
        let mut difference = found.difference;
        if difference.is_none() {
            let follows = same::follows_table(
                self.world.dialect,
                &both.declared.sql_type,
                &both.reflected.sql_type,
                both.pair.reflected,
            )?;
            difference = (!follows).then_some(TypeDifference::Collation);
        }
        let kind = match difference {
            _ if self.like_alembic() => found.for_alembic.then_some(Kind::Alembic),
            None => None,
            Some(_) if found.for_alembic => Some(Kind::Alembic),
            Some(TypeDifference::Collation) => Some(Kind::Collations),
            Some(TypeDifference::Type | TypeDifference::Arguments) => Some(Kind::TypeArguments),
        };
        if let Some(kind) = kind.filter(|kind| self.options.sees(*kind)) {
            alter.sql_type = true;
            kinds.push(kind);
            self.log_type(both, table)?;
        }
        Ok(())
    }
}
