//! Statements.

use limbeck_schema::{
    Bind, ConflictAction, ConflictTarget, Delete, Expression, FromClause, Insert, InsertSource,
    Name, OnConflict, Query, SqlType, Statement, Update,
};
use rustpython_vm::{PyObject, PyObjectRef, PyResult, builtins::PyBaseExceptionRef};

use super::{Object, Reader, expression::Clauses, types::name};

/// A column that a statement may set.
struct Target<'a> {
    key: String,
    name: Name,
    python_type: Object<'a>,
    column: Object<'a>,
}

impl<'a> Reader<'a> {
    /// A statement.
    pub fn statement(&self, object: &PyObject) -> PyResult<Statement> {
        let object = self.object(object.to_owned());
        if let Some(element) = object.find("_is_ddl")?
            && element.truth()?
        {
            return self.ddl(&object);
        }
        let Some(clause) = self.clause(&object)? else {
            return Err(self.not_executable(&object));
        };
        if object.flag("is_selectable")? && self.is_part(object.as_py())? {
            return Err(self.not_executable(&object));
        }
        let mut clauses = Clauses::new(*self);
        let statement = clauses.any_statement(&clause)?;
        Ok(with(statement, clauses.common))
    }

    /// SQLAlchemy's exception for what is no statement at all.
    fn not_executable(&self, object: &Object<'a>) -> PyBaseExceptionRef {
        crate::exception::import(self.vm, "sqlalchemy.exc")
            .and_then(|module| module.get_attr("ObjectNotExecutableError", self.vm))
            .and_then(|class| class.try_into_value(self.vm))
            .and_then(|class| self.vm.invoke_exception(class, vec![object.to_py()]))
            .unwrap_or_else(|error| error)
    }

    /// `repr()` of an object, for messages.
    pub(super) fn shown(&self, object: &Object<'a>) -> String {
        match object.as_py().repr(self.vm) {
            Ok(text) => text.to_string_lossy().into_owned(),
            Err(_) => object.class_name(),
        }
    }

    /// Whether it is a part of a statement rather than a whole one.
    pub fn is_part(&self, object: &PyObject) -> PyResult<bool> {
        let object = self.object(object.to_owned());
        let executable = match object.find("supports_execution")? {
            Some(flag) => flag.truth()?,
            None => true,
        };
        Ok(!executable && object.find("_is_ddl")?.is_none())
    }

    /// The Python types of the columns that a statement yields, in order;
    /// empty where only the database knows them.
    pub fn result_types(&self, object: &PyObject) -> PyResult<Vec<PyObjectRef>> {
        let object = self.object(object.to_owned());
        let columns = match object.find("_node")? {
            Some(node) => match node.to_text()?.as_str() {
                "select" | "compound" | "textual_select" => object.list("columns")?,
                "insert" | "update" | "delete" => {
                    let mut columns = Vec::new();
                    for column in object.list("_returning")? {
                        match column.flag("is_selectable")? {
                            true => columns.extend(column.list("columns")?),
                            false => columns.push(column),
                        }
                    }
                    columns
                }
                _ => Vec::new(),
            },
            None => Vec::new(),
        };
        let types = columns
            .iter()
            .map(|column| column.get("type").map(|found| found.to_py()));
        types.collect()
    }
}

/// Puts common table expressions before the whole statement.
fn with(statement: Statement, common: Vec<limbeck_schema::CommonTable>) -> Statement {
    if common.is_empty() {
        return statement;
    }
    match statement {
        Statement::Query(query) => Statement::Query(Box::new(match *query {
            Query::Select(mut select) => {
                select.with = common;
                Query::Select(select)
            }
            Query::Compound(mut compound) => {
                compound.with = common;
                Query::Compound(compound)
            }
            other => other,
        })),
        Statement::Insert(mut insert) => {
            insert.with = common;
            Statement::Insert(insert)
        }
        Statement::Update(mut update) => {
            update.with = common;
            Statement::Update(update)
        }
        Statement::Delete(mut delete) => {
            delete.with = common;
            Statement::Delete(delete)
        }
        other => other,
    }
}

impl<'a> Clauses<'a> {
    /// A statement, whose common table expressions are collected.
    pub(super) fn any_statement(&mut self, object: &Object<'a>) -> PyResult<Statement> {
        for (key, value) in object.get("_given")?.as_pairs().unwrap_or_default() {
            self.given.push((key.to_text()?, value));
        }
        let node = match object.given("_node")? {
            Some(node) => node.to_text()?,
            None => String::new(),
        };
        Ok(match node.as_str() {
            "text" => Statement::Text(self.text(object)?),
            "insert" => Statement::Insert(Box::new(self.insert(object)?)),
            "update" => Statement::Update(Box::new(self.update(object)?)),
            "delete" => Statement::Delete(Box::new(self.delete(object)?)),
            "select" | "compound" | "textual_select" => {
                Statement::Query(Box::new(self.query(object)?))
            }
            // A function or another expression by itself is selected.
            _ => {
                let (column, tables) = self.in_level(|clauses| clauses.expression(object))?;
                let from = self.sources(&tables)?;
                Statement::Query(Box::new(Query::Select(Box::new(limbeck_schema::Select {
                    columns: vec![column],
                    from,
                    ..limbeck_schema::Select::default()
                }))))
            }
        })
    }

    fn targets(&self, table: &Object<'a>) -> PyResult<Vec<Target<'a>>> {
        let mut targets = Vec::new();
        for column in table.list("columns")? {
            if let Some(name) = name(&column, "name")? {
                targets.push(Target {
                    key: column.needed_text("key")?,
                    name,
                    python_type: column.get("type")?,
                    column,
                });
            }
        }
        Ok(targets)
    }

    /// A value that a script gives for a column of that Python type.
    pub(super) fn given_value(
        &mut self,
        value: &Object<'a>,
        python_type: &Object<'a>,
    ) -> PyResult<Expression> {
        match self.reader.clause(value)? {
            Some(clause) if clause.node()? == "bind" => self.typed(&clause, python_type, true),
            Some(clause) => self.expression(&clause),
            None => {
                let (sql_type, value) = self.sent(value, python_type, true)?;
                Ok(Expression::Bind(Bind::new(value, sql_type)))
            }
        }
    }

    /// What Python puts into a column for which the script has no value.
    /// Functions may ask for the values that the row has so far.
    fn client_value(
        &mut self,
        target: &Target<'a>,
        attribute: &str,
        pairs: &[(String, Object<'a>)],
    ) -> PyResult<Option<Expression>> {
        let Some(default) = target.column.find(attribute)? else {
            return Ok(None);
        };
        if let Some(flag) = default.find("is_sequence")?
            && flag.truth()?
        {
            return Ok((self.reader.dialect == "postgresql")
                .then(|| self.reader.table_name(&default))
                .transpose()?
                .map(Expression::NextValue));
        }
        let callable = default.find("is_callable")?;
        let value = match callable {
            Some(flag) if flag.truth()? => {
                let vm = self.reader.vm;
                let values = vm.ctx.new_dict();
                for (key, value) in pairs {
                    if self.reader.clause(value)?.is_none() {
                        values.set_item(key.as_str(), value.to_py(), vm)?;
                    }
                }
                default.call("_call", vec![values.into()])?
            }
            _ => default.get("arg")?,
        };
        self.given_value(&value, &target.python_type).map(Some)
    }

    /// Pairs of a column's key and a value.
    fn pairs(&self, object: &Object<'a>) -> PyResult<Vec<(String, Object<'a>)>> {
        let mut pairs = Vec::new();
        for pair in object.items()? {
            if let [key, value] = pair.items()?.as_slice() {
                pairs.push((key.to_text()?, value.clone()));
            }
        }
        Ok(pairs)
    }

    fn unconsumed(&self, pairs: &[(String, Object<'a>)], targets: &[Target<'a>]) -> PyResult<()> {
        let mut unknown: Vec<&str> = pairs
            .iter()
            .map(|(key, _)| key.as_str())
            .filter(|key| !targets.is_empty() && targets.iter().all(|target| target.key != *key))
            .collect();
        if unknown.is_empty() {
            return Ok(());
        }
        unknown.sort_unstable();
        Err(self.reader.error(
            "CompileError",
            format!("Unconsumed column names: {}", unknown.join(", ")),
        ))
    }

    /// The row of an INSERT: columns in the table's order.
    fn row(
        &mut self,
        pairs: &[(String, Object<'a>)],
        targets: &[Target<'a>],
    ) -> PyResult<Vec<(Name, Expression)>> {
        self.unconsumed(pairs, targets)?;
        let mut row = Vec::new();
        for target in targets {
            let given = pairs.iter().find(|(key, _)| *key == target.key);
            let value = match given {
                Some((_, value)) => Some(self.given_value(value, &target.python_type)?),
                None => self.client_value(target, "default", pairs)?,
            };
            if let Some(value) = value {
                row.push((target.name.clone(), value));
            }
        }
        if targets.is_empty() {
            for (key, value) in pairs {
                let value = match self.reader.clause(value)? {
                    Some(clause) => self.expression(&clause)?,
                    None => {
                        let value = self.reader.value(value.as_py())?;
                        Expression::Bind(Bind::new(value.clone(), SqlType::from(&value)))
                    }
                };
                row.push((Name::new(key), value));
            }
        }
        Ok(row)
    }

    fn insert(&mut self, object: &Object<'a>) -> PyResult<Insert> {
        self.common_tables(object)?;
        let table = object.get("table")?;
        let targets = self.targets(&table)?;
        let table_name = self.reader.table_name(&table)?;
        let mut columns: Vec<Name> = Vec::new();
        let mut implicit = Vec::new();
        let source = if let Some(query) = object.given("select")? {
            for key in object.list("_select_names")? {
                let key = key.to_text()?;
                let target = targets.iter().find(|target| target.key == key);
                columns.push(target.map_or_else(|| Name::new(&key), |target| target.name.clone()));
            }
            let mut query = self.query(&query)?;
            if object.flag("include_insert_from_select_defaults")? {
                self.append_defaults(&mut query, &mut columns, &targets)?;
            }
            InsertSource::Select(Box::new(query))
        } else {
            let multiple = object.list("_multi_values")?;
            let single = object.given("_values")?;
            let mut rows = Vec::new();
            let sets = match multiple.is_empty() {
                true => vec![match &single {
                    Some(values) => self.pairs(values)?,
                    None => Vec::new(),
                }],
                false => {
                    let mut sets = Vec::new();
                    for set in &multiple {
                        sets.push(self.pairs(set)?);
                    }
                    sets
                }
            };
            for set in &sets {
                let row = self.row(set, &targets)?;
                if columns.is_empty() {
                    columns = row.iter().map(|(name, _)| name.clone()).collect();
                }
                let mut values = Vec::with_capacity(columns.len());
                let mut row = row;
                for column in &columns {
                    match row.iter().position(|(name, _)| name == column) {
                        Some(at) => values.push(row.swap_remove(at).1),
                        None => {
                            return Err(self.reader.error(
                                "CompileError",
                                format!(
                                    "INSERT value for column {table_name}.{column} is explicitly \
                                     rendered as a boundparameter in the VALUES clause; a \
                                     Python-side value or SQL expression is required"
                                ),
                            ));
                        }
                    }
                }
                rows.push(values);
            }
            if multiple.is_empty() && !object.flag("_inline")? {
                implicit = self.implicit_keys(&table, &columns)?;
            }
            match columns.is_empty() {
                true => InsertSource::Defaults,
                false => InsertSource::Values(rows),
            }
        };
        let on_conflict = match object.given("_on_conflict")? {
            Some(conflict) => Some(self.on_conflict(&conflict, &targets)?),
            None => None,
        };
        let returning = object.list("_returning")?;
        let returning = self.columns(&returning)?;
        Ok(Insert {
            with: Vec::new(),
            table: table_name,
            prefixes: self.affixes(object, "_prefixes")?,
            columns,
            source,
            on_conflict,
            implicit_returning: match returning.is_empty() {
                true => implicit,
                false => Vec::new(),
            },
            returning,
        })
    }

    /// Python-side defaults of columns that an INSERT from a SELECT does not
    /// name.
    fn append_defaults(
        &mut self,
        query: &mut Query,
        columns: &mut Vec<Name>,
        targets: &[Target<'a>],
    ) -> PyResult<()> {
        let Query::Select(select) = query else {
            return Ok(());
        };
        for target in targets {
            if !columns.contains(&target.name)
                && let Some(value) = self.client_value(target, "default", &[])?
            {
                columns.push(target.name.clone());
                select.columns.push(value);
            }
        }
        Ok(())
    }

    /// Primary key columns whose values the database gives, and which
    /// SQLAlchemy asks for beside the INSERT.
    fn implicit_keys(&self, table: &Object<'a>, columns: &[Name]) -> PyResult<Vec<Name>> {
        if table.find("_is_schema_table")?.is_none() || !table.flag("implicit_returning")? {
            return Ok(Vec::new());
        }
        let mut keys = Vec::new();
        let automatic = table.find("_autoincrement_column")?;
        for column in table.list("columns")? {
            let Some(name) = name(&column, "name")? else {
                continue;
            };
            if !column.flag("primary_key")? || columns.contains(&name) {
                continue;
            }
            let counted = automatic.as_ref().is_some_and(|found| found.is(&column));
            let served = column.given("server_default")?.is_some();
            // SQLite and MySQL tell the number of the last row by themselves.
            let told = matches!(self.reader.dialect, "mysql" | "mariadb");
            if (served && !told) || (counted && self.reader.dialect == "postgresql") {
                keys.push(name);
            }
        }
        Ok(keys)
    }

    fn on_conflict(
        &mut self,
        conflict: &Object<'a>,
        targets: &[Target<'a>],
    ) -> PyResult<OnConflict> {
        let target = if let Some(constraint) = name(conflict, "constraint")? {
            Some(ConflictTarget::Constraint(constraint))
        } else if let Some(elements) = conflict.given("index_elements")? {
            let mut read = Vec::new();
            for element in elements.items()? {
                read.push(match element.as_text() {
                    Some(column) => Expression::column(column),
                    None => self.expression(&element)?,
                });
            }
            Some(ConflictTarget::Elements {
                elements: read,
                condition: self.maybe(conflict, "index_where")?.map(Box::new),
            })
        } else {
            None
        };
        let action = match conflict.given("set_")? {
            None => ConflictAction::Nothing,
            Some(set) => {
                let pairs = self.pairs(&set)?;
                ConflictAction::Update {
                    values: self.assignments(&pairs, targets, conflict.flag("ordered")?)?,
                    condition: self.maybe(conflict, "where")?.map(Box::new),
                }
            }
        };
        Ok(OnConflict { target, action })
    }

    /// Columns and new values: in the table's order, or in the script's.
    fn assignments(
        &mut self,
        pairs: &[(String, Object<'a>)],
        targets: &[Target<'a>],
        ordered: bool,
    ) -> PyResult<Vec<(Name, Expression)>> {
        let mut values = Vec::new();
        let position = |key: &str| targets.iter().position(|target| target.key == key);
        let mut sorted: Vec<(usize, &(String, Object<'a>))> = pairs
            .iter()
            .map(|pair| (position(&pair.0).unwrap_or(usize::MAX), pair))
            .collect();
        if !ordered {
            sorted.sort_by_key(|(position, _)| *position);
        }
        for (position, (key, value)) in sorted {
            values.push(match targets.get(position) {
                Some(target) => (
                    target.name.clone(),
                    self.given_value(value, &target.python_type)?,
                ),
                None => (
                    Name::new(key),
                    match self.reader.clause(value)? {
                        Some(clause) => self.expression(&clause)?,
                        None => {
                            let value = self.reader.value(value.as_py())?;
                            let sql_type = SqlType::from(&value);
                            Expression::Bind(Bind::new(value, sql_type))
                        }
                    },
                ),
            });
        }
        Ok(values)
    }

    fn update(&mut self, object: &Object<'a>) -> PyResult<Update> {
        self.common_tables(object)?;
        let table = object.get("table")?;
        let targets = self.targets(&table)?;
        let pairs = match object.given("_values")? {
            Some(values) => self.pairs(&values)?,
            None => Vec::new(),
        };
        self.unconsumed(&pairs, &targets)?;
        let ordered = object.flag("_ordered")?;
        let ((values, condition), noted) = self.in_level(|clauses| {
            let mut values = clauses.assignments(&pairs, &targets, ordered)?;
            for (position, target) in targets.iter().enumerate() {
                if values.iter().any(|(name, _)| *name == target.name) {
                    continue;
                }
                let Some(value) = clauses.client_value(target, "onupdate", &pairs)? else {
                    continue;
                };
                let at = match ordered {
                    true => values.len(),
                    false => values
                        .iter()
                        .position(|(name, _)| {
                            targets[position..].iter().any(|later| later.name == *name)
                        })
                        .unwrap_or(values.len()),
                };
                values.insert(at, (target.name.clone(), value));
            }
            let condition = clauses.criteria(object)?;
            Ok((values, condition))
        })?;
        let (table, from) = self.extra(&table, noted)?;
        let returning = object.list("_returning")?;
        Ok(Update {
            with: Vec::new(),
            table,
            values,
            from,
            condition,
            returning: self.columns(&returning)?,
        })
    }

    fn delete(&mut self, object: &Object<'a>) -> PyResult<Delete> {
        self.common_tables(object)?;
        let table = object.get("table")?;
        let (condition, noted) = self.in_level(|clauses| clauses.criteria(object))?;
        let (table, using) = self.extra(&table, noted)?;
        let returning = object.list("_returning")?;
        Ok(Delete {
            with: Vec::new(),
            table,
            using,
            condition,
            returning: self.columns(&returning)?,
        })
    }

    fn criteria(&mut self, object: &Object<'a>) -> PyResult<Option<Expression>> {
        let criteria = self.list(object, "_where_criteria")?;
        Ok((!criteria.is_empty())
            .then(|| Expression::logical(limbeck_schema::LogicalOperator::And, criteria)))
    }

    /// The table that a statement changes, and the further ones that its
    /// expressions speak of.
    fn extra(
        &mut self,
        table: &Object<'a>,
        noted: Vec<Object<'a>>,
    ) -> PyResult<(FromClause, Vec<FromClause>)> {
        let further: Vec<Object<'a>> = noted.into_iter().filter(|other| !other.is(table)).collect();
        let from = self.sources(&further)?;
        Ok((self.source(table)?, from))
    }
}
