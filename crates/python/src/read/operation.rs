//! Operations: Alembic's `…Op` objects.

use std::cell::OnceCell;

use limbeck_operations::{
    AddColumn, AddConstraint, AlterColumn, BulkInsert, CreateIndex, CreateTable, DropColumn,
    DropConstraint, DropIndex, DropTable, Execute, ExecutionOptions, Operation, RenameTable,
    TableComment,
};
use limbeck_schema::{
    Column, ColumnDefault, ColumnReference, Constraint, ConstraintKind, Expression, Index, Name,
    NamingConvention, Options, SqlType, Statement, Table, TableName, Text,
};
use rustpython_vm::{
    PyObject, PyObjectRef, PyResult,
    function::{FuncArgs, KwArgs},
};

use super::{
    Object, Reader,
    types::{as_name, name},
};

impl<'a> Reader<'a> {
    /// An operation object (`alembic.operations.ops`).
    ///
    /// `context` is the migration context, whose `target_metadata` lends its
    /// naming convention; `made` is the table that `op.create_table` made and
    /// gives back, if there is one already.
    pub fn operation(
        &self,
        operation: &PyObject,
        context: &PyObject,
        made: Option<&PyObject>,
    ) -> PyResult<Operation> {
        let op = self.object(operation.to_owned());
        let context = self.object(context.to_owned());
        let is = |class: &str| op.is_a(class);
        Ok(if is("AddColumnOp") {
            Operation::AddColumn(Box::new(self.add_column(&op, &context)?))
        } else if is("AlterColumnOp") {
            Operation::AlterColumn(Box::new(self.alter_column(&op, &context)?))
        } else if is("DropColumnOp") {
            Operation::DropColumn(self.drop_column(&op, &context)?)
        } else if is("AddConstraintOp") {
            let object = op.call("to_constraint", vec![context.to_py()])?;
            self.adjust_constraint(&object)?;
            let table = object.get("table")?;
            Operation::AddConstraint(Box::new(AddConstraint {
                table: self.table_name(&table)?,
                constraint: self.constraint(&object)?,
                naming: self.naming(&table.get("metadata")?)?,
            }))
        } else if is("DropConstraintOp") {
            Operation::DropConstraint(DropConstraint {
                table: self.op_table(&op)?,
                name: self.as_constraint_name(&op.get("constraint_name")?)?,
                kind: op.text("constraint_type")?,
                if_exists: op.flag("if_exists")?,
                naming: self.context_naming(&context)?,
            })
        } else if is("CreateIndexOp") {
            let index = match self.plain_index(&op, &context)? {
                Some(index) => index,
                None => self.index(&op.call("to_index", vec![context.to_py()])?)?,
            };
            Operation::CreateIndex(CreateIndex {
                index,
                if_not_exists: op.flag("if_not_exists")?,
                naming: self.context_naming(&context)?,
            })
        } else if is("DropIndexOp") {
            let mut index = match self.plain_index(&op, &context)? {
                Some(index) => index,
                None => self.index(&op.call("to_index", vec![context.to_py()])?)?,
            };
            if op.given("table_name")?.is_none() {
                index.table = None;
            }
            Operation::DropIndex(DropIndex {
                index,
                schema: name(&op, "schema")?,
                if_exists: op.flag("if_exists")?,
                naming: self.context_naming(&context)?,
            })
        } else if is("CreateTableOp") {
            let table = match made {
                Some(table) => self.table(table)?,
                None => self.table_of(&op.call("to_table", vec![context.to_py()])?)?,
            };
            Operation::CreateTable(Box::new(CreateTable {
                table,
                if_not_exists: op.flag("if_not_exists")?,
            }))
        } else if is("DropTableOp") {
            let table = op.call("to_table", vec![context.to_py()])?;
            if let Some(execute) = self.spelled_ddl("DropTable", &op, &table)? {
                return Ok(execute);
            }
            Operation::DropTable(Box::new(DropTable {
                table: self.table_of(&table)?,
                if_exists: op.flag("if_exists")?,
            }))
        } else if is("RenameTableOp") {
            Operation::RenameTable(RenameTable {
                table: self.op_table(&op)?,
                new_name: self.needed_name(&op, "new_table_name")?,
            })
        } else if is("CreateTableCommentOp") || is("DropTableCommentOp") {
            Operation::TableComment(TableComment {
                table: self.op_table(&op)?,
                comment: match is("CreateTableCommentOp") {
                    true => op.text("comment")?,
                    false => None,
                },
                existing_comment: op.text("existing_comment")?,
            })
        } else if is("BulkInsertOp") {
            Operation::BulkInsert(self.bulk_insert(&op)?)
        } else if is("ExecuteSQLOp") {
            Operation::Execute(Box::new(Execute {
                statement: self.executed(&op.get("sqltext")?)?,
                parameters: Vec::new(),
                options: self.execution_options(&op.get("execution_options")?)?,
            }))
        } else {
            return Err(self.vm.new_not_implemented_error(format!(
                "there is nothing that carries out {}",
                op.class_name()
            )));
        })
    }

    /// The operation, where the project spells the SQL of its DDL construct
    /// itself (`@compiles(DropTable, "postgresql")`).
    fn spelled_ddl(
        &self,
        construct: &str,
        op: &Object<'a>,
        subject: &Object<'a>,
    ) -> PyResult<Option<Operation>> {
        if !self.has_own_spellings()? {
            return Ok(None);
        }
        let module = crate::exception::import(self.vm, "sqlalchemy.sql.ddl")?;
        let element = self.object(module).call(construct, vec![subject.to_py()])?;
        let if_exists = op.get("if_exists")?.truth()?;
        let flag = self.vm.ctx.new_bool(if_exists);
        element.as_py().set_attr("if_exists", flag, self.vm)?;
        Ok(self.spelled(&element)?.map(|sql| {
            Operation::Execute(Box::new(Execute {
                statement: Statement::Ddl(Box::new(limbeck_schema::DdlElement::Text(sql))),
                parameters: Vec::new(),
                options: ExecutionOptions::default(),
            }))
        }))
    }

    /// A statement: a string is that of `sa.text()`.
    pub fn executed(&self, object: &Object<'a>) -> PyResult<Statement> {
        match object.as_text() {
            Some(sql) => Ok(Statement::Text(Text::new(sql))),
            None => self.statement(object.as_py()),
        }
    }

    /// A `dict` of execution options, or `None`.
    pub fn execution_options(&self, object: &Object<'a>) -> PyResult<ExecutionOptions> {
        let mut options = ExecutionOptions::default();
        for (key, value) in object.as_pairs().unwrap_or_default() {
            match key.to_text()?.as_str() {
                "isolation_level" => options.isolation_level = Some(value.to_text()?),
                "schema_translate_map" => {
                    for (from, to) in value.as_pairs().unwrap_or_default() {
                        options
                            .schema_translate_map
                            .push((from.as_text(), to.as_text()));
                    }
                }
                _ => {}
            }
        }
        Ok(options)
    }

    /// The table that an operation names.
    fn op_table(&self, op: &Object<'a>) -> PyResult<TableName> {
        Ok(TableName::in_schema(
            name(op, "schema")?,
            self.needed_name(op, "table_name")?,
        ))
    }

    /// What makes tables and constraints out of arguments.
    fn schema_objects(&self, context: &Object<'a>) -> PyResult<Object<'a>> {
        let module = crate::exception::import(self.vm, "alembic.operations.schemaobj")?;
        self.object(module)
            .call("SchemaObjects", vec![context.to_py()])
    }

    fn context_naming(&self, context: &Object<'a>) -> PyResult<NamingConvention> {
        if let Some(target) = self.target_with_convention(context)? {
            return self.naming(&target);
        }
        // The convention of a `MetaData` that was given none is always the same.
        thread_local! {
            static USUAL: OnceCell<NamingConvention> = const { OnceCell::new() };
        }
        if let Some(usual) = USUAL.with(|usual| usual.get().cloned()) {
            return Ok(usual);
        }
        let metadata = self.schema_objects(context)?.call("metadata", vec![])?;
        let naming = self.naming(&metadata)?;
        Ok(USUAL.with(|usual| usual.get_or_init(|| naming).clone()))
    }

    /// `target_metadata`, if it is one that brings a naming convention.
    fn target_with_convention(&self, context: &Object<'a>) -> PyResult<Option<Object<'a>>> {
        let options = context.get("opts")?;
        let target = options.call("get", vec![self.vm.ctx.new_str("target_metadata").into()])?;
        Ok(match target.find("naming_convention")? {
            Some(convention) if !convention.is_none() => Some(target),
            _ => None,
        })
    }

    /// The index of an operation that names plain columns and nothing else.
    /// It needs none of SQLAlchemy's objects to be made of it, which are most
    /// of the work.
    fn plain_index(&self, op: &Object<'a>, context: &Object<'a>) -> PyResult<Option<Index>> {
        let plain = op.get("kw")?.as_pairs().unwrap_or_default().is_empty()
            && op.get("index_name")?.as_text().is_some()
            && op.find("_reverse")?.is_none()
            && self.target_with_convention(context)?.is_none();
        if !plain {
            return Ok(None);
        }
        let columns = match op.find("columns")? {
            None => Vec::new(),
            Some(columns) if columns.is_a("list") || columns.is_a("tuple") => op.list("columns")?,
            Some(_) => return Ok(None),
        };
        if columns.iter().any(|column| column.as_text().is_none()) {
            return Ok(None);
        }
        Ok(Some(Index {
            name: self.as_constraint_name(&op.get("index_name")?)?,
            table: match op.given("table_name")? {
                Some(_) => Some(self.op_table(op)?),
                None => None,
            },
            expressions: columns
                .iter()
                .map(|column| {
                    Ok(Expression::Column(ColumnReference {
                        table: None,
                        name: as_name(column)?,
                        sql_type: SqlType::Null,
                    }))
                })
                .collect::<PyResult<_>>()?,
            unique: match op.find("unique")? {
                Some(unique) => unique.truth()?,
                None => false,
            },
            options: Options::default(),
        }))
    }

    /// A table with one column, as the operation's table would be.
    fn table_with(
        &self,
        context: &Object<'a>,
        op: &Object<'a>,
        column: PyObjectRef,
    ) -> PyResult<Object<'a>> {
        let keywords = [("schema".to_owned(), op.get("schema")?.to_py())];
        let arguments = FuncArgs::new(
            vec![op.get("table_name")?.to_py(), column],
            KwArgs::new(keywords.into_iter().collect()),
        );
        let function = self.schema_objects(context)?.get("table")?;
        Ok(self.object(function.as_py().call(arguments, self.vm)?))
    }

    fn add_column(&self, op: &Object<'a>, context: &Object<'a>) -> PyResult<AddColumn> {
        let table = match self.plain_column(op, context)? {
            Some(column) => Table {
                name: self.op_table(op)?,
                columns: vec![column],
                naming: self.context_naming(context)?,
                ..Table::default()
            },
            None => self.table_of_added(op, context)?,
        };
        Ok(AddColumn {
            table,
            if_not_exists: op.flag("if_not_exists")?,
            inline_references: op.flag("inline_references")?,
            inline_primary_key: op.flag("inline_primary_key")?,
        })
    }

    /// The column of an operation, where a table would add nothing to it: it
    /// has no constraints, and its type does not watch for a table either.
    fn plain_column(&self, op: &Object<'a>, context: &Object<'a>) -> PyResult<Option<Column>> {
        let column = op.get("column")?;
        // What is no column says so here.
        column.get("table")?;
        let named = |object: &Object<'a>, attribute: &str| -> PyResult<bool> {
            Ok(object
                .get(attribute)?
                .as_text()
                .is_some_and(|name| !name.is_empty()))
        };
        if column.class_name() != "Column" || !named(op, "table_name")? || !named(&column, "name")?
        {
            return Ok(None);
        }
        let schema = op.get("schema")?;
        if !schema.is_none() && schema.as_text().is_none() {
            return Ok(None);
        }
        for attribute in ["table", "default", "computed", "identity"] {
            if column.given(attribute)?.is_some() {
                return Ok(None);
            }
        }
        for attribute in [
            "primary_key",
            "index",
            "unique",
            "constraints",
            "foreign_keys",
            "_attach_hooks",
        ] {
            if column.flag(attribute)? {
                return Ok(None);
            }
        }
        let sql_type = column.get("type")?;
        let plain = !sql_type.flag("_schema_event")?
            && !sql_type.flag("_variant_mapping")?
            && self.target_with_convention(context)?.is_none();
        plain.then(|| self.column_of(&column)).transpose()
    }

    fn table_of_added(&self, op: &Object<'a>, context: &Object<'a>) -> PyResult<Table> {
        let made = self.table_with(context, op, op.get("column")?.to_py())?;
        // Some types make an index along with their table alone.
        for index in made.list("indexes")? {
            if index.find("_with_table")?.is_some() {
                made.get("indexes")?.call("discard", vec![index.to_py()])?;
            }
        }
        self.table_of(&made)
    }

    fn drop_column(&self, op: &Object<'a>, context: &Object<'a>) -> PyResult<DropColumn> {
        let column = op.call("to_column", vec![context.to_py()])?;
        Ok(DropColumn {
            table: self.op_table(op)?,
            column: self.column_of(&column)?,
            if_exists: op.flag("if_exists")?,
            options: self.options(&op.get("kw")?)?,
        })
    }

    fn alter_column(&self, op: &Object<'a>, context: &Object<'a>) -> PyResult<AlterColumn> {
        let new_type = op.given("modify_type")?;
        let existing_type = op.given("existing_type")?;
        let mut altered = AlterColumn {
            table: self.op_table(op)?,
            // A whole column says its name too.
            column: match op.get("column_name")?.find("name")? {
                Some(name) => as_name(&name)?,
                None => self.needed_name(op, "column_name")?,
            },
            nullable: op.maybe_flag("modify_nullable")?,
            comment: match self.said(op, "modify_comment")? {
                Some(comment) if comment.is_none() => Some(None),
                Some(comment) => Some(Some(comment.to_text()?)),
                None => None,
            },
            default: self.said_default(op, "modify_server_default")?,
            new_name: name(op, "modify_name")?,
            existing_default: self.said_default(op, "existing_server_default")?,
            existing_nullable: op.maybe_flag("existing_nullable")?,
            existing_comment: op.text("existing_comment")?.map(Some),
            naming: self.context_naming(context)?,
            ..AlterColumn::default()
        };
        if let Some(new_type) = &new_type {
            altered.sql_type = Some(self.instance(new_type)?);
            altered.type_check = self.check_of(op, context, new_type)?;
        }
        if let Some(existing) = &existing_type {
            altered.existing_type = Some(self.instance(existing)?);
            altered.existing_type_check = self.check_of(op, context, existing)?;
        }
        for (key, value) in op.get("kw")?.as_pairs().unwrap_or_default() {
            if value.is_none() {
                continue;
            }
            match key.to_text()?.as_str() {
                "autoincrement" => altered.autoincrement = Some(value.truth()?),
                "existing_autoincrement" => {
                    altered.existing_autoincrement = Some(value.truth()?);
                }
                _ => {}
            }
        }
        altered.options = self.options(&op.get("kw")?)?;
        altered
            .options
            .0
            .retain(|key, _| key.contains('_') && !key.starts_with("existing_"));
        Ok(altered)
    }

    /// An attribute, unless it is `False`, which means that the script did
    /// not say.
    fn said(&self, op: &Object<'a>, attribute: &str) -> PyResult<Option<Object<'a>>> {
        let value = op.get(attribute)?;
        Ok((!value.is_false()).then_some(value))
    }

    fn said_default(&self, op: &Object<'a>, attribute: &str) -> PyResult<Option<ColumnDefault>> {
        self.said(op, attribute)?
            .map(|value| self.column_default(&value))
            .transpose()
    }

    /// A type given as an instance or as a class.
    fn instance(&self, object: &Object<'a>) -> PyResult<limbeck_schema::SqlType> {
        let module = crate::exception::import(self.vm, "sqlalchemy.sql.type_api")?;
        let instance = self
            .object(module)
            .call("to_instance", vec![object.to_py()])?;
        self.type_of(&instance)
    }

    /// The CHECK that a type makes on the operation's column.
    fn check_of(
        &self,
        op: &Object<'a>,
        context: &Object<'a>,
        sql_type: &Object<'a>,
    ) -> PyResult<Option<Constraint>> {
        let column = self.schema_objects(context)?.call(
            "column",
            vec![op.get("column_name")?.to_py(), sql_type.to_py()],
        )?;
        let table = self.table_of(&self.table_with(context, op, column.to_py())?)?;
        Ok(table.constraints.into_iter().find(
            |constraint| matches!(&constraint.kind, ConstraintKind::Check(check) if check.made_by_type_of.is_some()),
        ))
    }

    fn bulk_insert(&self, op: &Object<'a>) -> PyResult<BulkInsert> {
        let table = op.get("table")?;
        let mut columns = Vec::new();
        for (key, column) in keyed_columns(&table)? {
            let sql_type = column.get("type")?;
            let read = Column::new(self.needed_name(&column, "name")?, self.type_of(&sql_type)?);
            columns.push((key, column, sql_type, read));
        }
        let mut rows = Vec::new();
        for row in op.list("rows")? {
            let Some(pairs) = row.as_pairs() else {
                return Err(self.vm.new_type_error("List of dictionaries expected"));
            };
            rows.push(self.inserted(&columns, pairs)?);
        }
        Ok(BulkInsert {
            table: self.table_name(&table)?,
            columns: columns.into_iter().map(|(.., read)| read).collect(),
            rows,
            multiinsert: op.flag("multiinsert")?,
        })
    }

    /// One row, in the order of the table's columns.
    fn inserted(
        &self,
        columns: &[(String, Object<'a>, Object<'a>, Column)],
        pairs: Vec<(Object<'a>, Object<'a>)>,
    ) -> PyResult<Vec<(Name, Expression)>> {
        let mut given = Vec::new();
        for (key, value) in pairs {
            let key = match key.find("key")? {
                Some(column_key) if key.as_text().is_none() => column_key.to_text()?,
                _ => key.to_text()?,
            };
            given.push((key, value));
        }
        let mut row = Vec::new();
        for (key, column, sql_type, read) in columns {
            let found = given.iter().position(|(name, _)| name == key);
            let value = match found {
                Some(position) => Some(given.swap_remove(position).1),
                None => self.client_default(column)?,
            };
            if let Some(value) = value {
                let expression = match self.clause(&value)? {
                    Some(clause) => self.expression(clause.as_py())?,
                    None => self.bound(&value, sql_type, read)?,
                };
                row.push((read.name.clone(), expression));
            }
        }
        if !given.is_empty() {
            let mut names: Vec<String> = given.into_iter().map(|(name, _)| name).collect();
            names.sort();
            return Err(self.error(
                "CompileError",
                format!("Unconsumed column names: {}", names.join(", ")),
            ));
        }
        Ok(row)
    }

    /// The value that a column's Python-side default gives.
    fn client_default(&self, column: &Object<'a>) -> PyResult<Option<Object<'a>>> {
        let Some(default) = column.find("default")? else {
            return Ok(None);
        };
        if default.flag("is_sequence")? {
            return Ok(None);
        }
        let value = default.get("arg")?;
        if !default.flag("is_callable")? {
            return Ok(Some(value));
        }
        default.call("_call", vec![]).map(Some)
    }

    fn bound(
        &self,
        value: &Object<'a>,
        sql_type: &Object<'a>,
        column: &Column,
    ) -> PyResult<Expression> {
        let sent = sql_type.call("_bind_value", vec![value.to_py(), self.dialect_object()?])?;
        Ok(Expression::Bind(limbeck_schema::Bind::new(
            self.value(sent.as_py())?,
            column.sql_type.clone(),
        )))
    }
}

/// The columns of a `Table` or of what `sa.table()` makes, by key.
fn keyed_columns<'a>(table: &Object<'a>) -> PyResult<Vec<(String, Object<'a>)>> {
    let mut columns = Vec::new();
    for column in table.list("columns")? {
        columns.push((column.needed_text("key")?, column));
    }
    Ok(columns)
}
