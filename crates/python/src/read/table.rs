//! Tables, columns, defaults and sequences.

use limbeck_schema::{
    Column, ColumnDefault, Computed, Identity, NamingConvention, Schema, Sequence, SequenceOptions,
    Table, TableName,
};
use rustpython_vm::{PyObject, PyObjectRef, PyResult};

use super::{Object, Reader, types::name};

impl<'a> Reader<'a> {
    /// Adds the tables of a `MetaData`, in the order in which they were
    /// declared, and its sequences. Gives the tables' objects, in the same
    /// order.
    pub fn metadata(&self, metadata: &PyObject, schema: &mut Schema) -> PyResult<Vec<PyObjectRef>> {
        let metadata = self.object(metadata.to_owned());
        let naming = self.naming(&metadata)?;
        let mut objects = Vec::new();
        for (_, object) in metadata.get("tables")?.as_pairs().unwrap_or_default() {
            let table = self.named_table(&object, naming.clone())?;
            schema.tables.insert(table.name.clone(), table);
            objects.push(object.to_py());
        }
        for (_, sequence) in metadata.get("_sequences")?.as_pairs().unwrap_or_default() {
            schema.sequences.push(self.sequence(&sequence)?);
        }
        Ok(objects)
    }

    /// A `Table`.
    pub fn table(&self, table: &PyObject) -> PyResult<Table> {
        self.table_of(&self.object(table.to_owned()))
    }

    pub(super) fn table_of(&self, object: &Object<'a>) -> PyResult<Table> {
        if self.has_own_spellings()? {
            for constraint in self.constraint_objects(object)? {
                self.adjust_constraint(&constraint)?;
            }
        }
        self.named_table(object, self.naming(&object.get("metadata")?)?)
    }

    fn named_table(&self, object: &Object<'a>, naming: NamingConvention) -> PyResult<Table> {
        let mut table = Table {
            name: self.table_name(object)?,
            comment: object.text("comment")?,
            options: self.options_of(object)?,
            naming,
            ..Table::default()
        };
        for prefix in object.list("_prefixes")? {
            table.prefixes.push(prefix.to_text()?);
        }
        for constraint in self.constraint_objects(object)? {
            table.constraints.push(self.constraint(&constraint)?);
        }
        // Columns know that they belong to the key even where only a
        // constraint of the script says so.
        let written_in_columns = object.get("primary_key")?.flag("_implicit_generated")?;
        for column in object.list("columns")? {
            let mut read = self.column_of(&column)?;
            read.primary_key &= written_in_columns;
            table.columns.push(read);
        }
        for index in self.index_objects(object)? {
            table.indexes.push(self.index(&index)?);
        }
        Ok(table)
    }

    /// The constraints of a `Table` that exist on this dialect, those of its
    /// columns too: what [`Table::constraints`] holds, in the same order.
    pub fn constraint_objects(&self, table: &Object<'a>) -> PyResult<Vec<Object<'a>>> {
        let mut found = Vec::new();
        let key = table.get("primary_key")?;
        if !key.list("columns")?.is_empty() {
            found.push(key.clone());
        }
        for constraint in table.list("_sorted_constraints")? {
            if !constraint.is(&key) && self.is_made(&constraint)? {
                found.push(constraint);
            }
        }
        for column in table.list("columns")? {
            if let Some(constraints) = column.own("constraints")? {
                found.extend(constraints.items()?);
            }
        }
        Ok(found)
    }

    /// The indexes of a `Table` that exist on this dialect: what
    /// [`Table::indexes`] holds, in the same order.
    pub fn index_objects(&self, table: &Object<'a>) -> PyResult<Vec<Object<'a>>> {
        let mut found = Vec::new();
        for index in table.list("indexes")? {
            if self.is_made(&index)? {
                found.push(index);
            }
        }
        Ok(found)
    }

    /// Whether `ddl_if()` and the variants of types let a constraint or an
    /// index exist on this dialect.
    fn is_made(&self, object: &Object<'a>) -> PyResult<bool> {
        if object.own("_ddl_if")?.is_none() && object.own("_type")?.is_none() {
            return Ok(true);
        }
        object
            .call("_exists_on", vec![self.dialect_object()?])?
            .truth()
    }

    /// The name of a `Table`, with its schema.
    pub(super) fn table_name(&self, table: &Object<'a>) -> PyResult<TableName> {
        let schema = match table.find("schema")? {
            Some(_) => name(table, "schema")?,
            None => None,
        };
        Ok(TableName::in_schema(
            schema,
            self.needed_name(table, "name")?,
        ))
    }

    /// A `Column`.
    pub(super) fn column_of(&self, object: &Object<'a>) -> PyResult<Column> {
        let sql_type = self.type_of(&object.get("type")?)?;
        let mut column = Column::new(self.needed_name(object, "name")?, sql_type);
        column.nullable = object.flag("nullable")?;
        column.nullable_given = !object.get("_user_defined_nullable")?.is_a("_Symbol");
        column.primary_key = object.flag("primary_key")?;
        column.default = self.column_default(&object.get("server_default")?)?;
        if let Some(default) = object.given("default")? {
            if default.flag("is_sequence")? {
                column.sequence = Some(self.sequence(&default)?);
            } else {
                column.client_default = true;
            }
        }
        let autoincrement = object.get("autoincrement")?;
        column.autoincrement = match autoincrement.as_text().as_deref() {
            Some("auto") => None,
            // It counts even where it points at another table.
            Some(_) => Some(true),
            None => Some(autoincrement.truth()?),
        };
        column.comment = object.text("comment")?;
        column.index = object.flag("index")?;
        column.unique = object.flag("unique")?;
        column.system = object.flag("system")?;
        if let Some(info) = object.own("_info")? {
            column.renamed_values = renamed_values(&info)?;
        }
        column.options = self.options_of(object)?;
        Ok(column)
    }

    /// What a `server_default` says, whether a column holds it or a script
    /// gave it as an argument.
    pub(super) fn column_default(&self, object: &Object<'a>) -> PyResult<ColumnDefault> {
        if object.is_none() {
            return Ok(ColumnDefault::None);
        }
        if let Some(text) = object.as_text() {
            return Ok(ColumnDefault::Literal(text));
        }
        if object.is_a("Computed") {
            return Ok(ColumnDefault::Computed(Box::new(Computed {
                expression: self.sql_or_text(&object.get("sqltext")?)?,
                persisted: object.maybe_flag("persisted")?,
            })));
        }
        if object.is_a("Identity") {
            return Ok(ColumnDefault::Identity(Identity {
                always: object.flag("always")?,
                on_null: object.flag("on_null")?,
                options: numbers(object)?,
            }));
        }
        if object.is_a("DefaultClause") {
            return self.column_default(&object.get("arg")?);
        }
        if object.is_a("FetchedValue") {
            return Ok(ColumnDefault::Fetched);
        }
        let expression = self.clause(object)?.unwrap_or_else(|| object.clone());
        Ok(ColumnDefault::Expression(Box::new(
            self.expression(expression.as_py())?,
        )))
    }

    /// A `Sequence`.
    pub fn sequence(&self, object: &Object<'a>) -> PyResult<Sequence> {
        Ok(Sequence {
            name: self.table_name(object)?,
            options: numbers(object)?,
            data_type: match object.given("data_type")? {
                Some(data_type) => Some(self.type_of(&data_type)?),
                None => None,
            },
            optional: object.flag("optional")?,
        })
    }
}

/// What `info={"renamed_values": {"old": "new"}}` says.
fn renamed_values(info: &Object<'_>) -> PyResult<Vec<(String, String)>> {
    let mut renamed = Vec::new();
    for (key, value) in info.as_pairs().unwrap_or_default() {
        if key.as_text().as_deref() == Some("renamed_values") {
            for (old, new) in value.as_pairs().unwrap_or_default() {
                renamed.push((old.to_text()?, new.to_text()?));
            }
        }
    }
    Ok(renamed)
}

fn numbers(object: &Object<'_>) -> PyResult<SequenceOptions> {
    Ok(SequenceOptions {
        start: object.number("start")?,
        increment: object.number("increment")?,
        min_value: object.number("minvalue")?,
        max_value: object.number("maxvalue")?,
        no_min_value: object.flag("nominvalue")?,
        no_max_value: object.flag("nomaxvalue")?,
        cycle: object.maybe_flag("cycle")?,
        cache: object.number("cache")?,
        order: object.maybe_flag("order")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Interpreter, Setup};

    /// What the `metadata` of a snippet holds.
    fn check(source: &str, expect: impl FnOnce(Schema)) {
        let interpreter = Interpreter::new(Setup::default()).expect("an interpreter");
        let names = interpreter
            .run_source(source, "models.py")
            .expect("a snippet that runs");
        interpreter.enter(|vm| {
            let metadata = names.get_item("metadata", vm).expect("metadata");
            let mut schema = Schema::default();
            match Reader::new(vm, "postgresql").metadata(&metadata, &mut schema) {
                Ok(_) => expect(schema),
                Err(error) => panic!("{:?}", crate::PythonException::new(vm, error)),
            }
        });
    }

    #[test]
    fn a_metadata_is_read_with_its_tables_in_order_and_its_sequences() {
        let source = "
import sqlalchemy as sa
metadata = sa.MetaData(schema='app', naming_convention={'pk': 'pk_%(table_name)s'})
sa.Table('b', metadata, sa.Column('id', sa.Integer, primary_key=True), sa.Column('a_id', sa.ForeignKey('a.id'), index=True))
sa.Table('a', metadata, sa.Column('id', sa.String(3), primary_key=True), schema=sa.BLANK_SCHEMA)
sa.Sequence('numbers', start=3, metadata=metadata)
";
        check(source, |schema| {
            let names: Vec<String> = schema.tables.keys().map(TableName::to_string).collect();
            assert_eq!(names, ["app.b", "a"]);
            let table = &schema.tables[0];
            assert_eq!(table.naming.template("pk"), Some("pk_%(table_name)s"));
            assert_eq!(table.indexes.len(), 1);
            assert!(!table.columns[0].nullable && table.columns[1].nullable);
            assert_eq!(schema.sequences[0].name.to_string(), "app.numbers");
            assert_eq!(schema.sequences[0].options.start, Some(3));
        });
    }
}
