//! Tables, their columns, constraints and indexes.

use limbeck_schema::{
    Column, ColumnDefault, Constraint, ConstraintKind, ConstraintName, Expression, ForeignKey,
    Identity, Index, OptionValue, Options, SequenceOptions, Table, UnaryOperator,
};
use rustpython_vm::{PyObjectRef, PyResult};

use super::{Builder, Keywords};

/// A table's object, and those of its parts at the parts' positions.
pub struct Built {
    /// The `Table`.
    pub table: PyObjectRef,
    /// Its constraints.
    pub constraints: Vec<PyObjectRef>,
    /// Its indexes.
    pub indexes: Vec<PyObjectRef>,
}

impl Builder<'_> {
    /// An empty `MetaData`.
    pub fn metadata(&self) -> PyResult {
        self.make("MetaData", vec![], vec![])
    }

    /// The table in that `MetaData`.
    pub fn table(&self, table: &Table, metadata: &PyObjectRef) -> PyResult<Built> {
        let mut arguments = vec![self.string(table.name.name.as_str()), metadata.clone()];
        for column in &table.columns {
            arguments.push(self.column(column)?);
        }
        let constraints: Vec<PyObjectRef> = table
            .constraints
            .iter()
            .map(|constraint| self.constraint(constraint))
            .collect::<PyResult<_>>()?;
        arguments.extend(constraints.iter().cloned());
        let mut keywords = self.options(&table.options)?;
        if let Some(schema) = &table.name.schema {
            keywords.push(("schema".to_owned(), self.string(schema.as_str())));
        }
        if let Some(comment) = &table.comment {
            keywords.push(("comment".to_owned(), self.string(comment)));
        }
        let made = self.make("Table", arguments, keywords)?;
        let mut indexes = Vec::new();
        for index in &table.indexes {
            indexes.push(self.index(index, &made)?);
        }
        Ok(Built {
            table: made,
            constraints,
            indexes,
        })
    }

    /// A column that belongs to no table yet.
    pub fn column(&self, column: &Column) -> PyResult {
        let vm = self.vm;
        let mut arguments = vec![
            self.string(column.name.as_str()),
            self.sql_type(&column.sql_type)?,
        ];
        let mut keywords = vec![("nullable".to_owned(), self.truth(column.nullable))];
        match &column.default {
            ColumnDefault::None => {}
            ColumnDefault::Literal(text) => {
                keywords.push(("server_default".to_owned(), self.string(text)));
            }
            ColumnDefault::Expression(expression) => {
                let default =
                    self.make("DefaultClause", vec![self.expression(expression)?], vec![])?;
                default.set_attr("_reflected", self.truth(true), vm)?;
                keywords.push(("server_default".to_owned(), default));
            }
            ColumnDefault::Computed(computed) => {
                let persisted = match computed.persisted {
                    Some(persisted) => self.truth(persisted),
                    None => vm.ctx.none(),
                };
                arguments.push(self.make(
                    "Computed",
                    vec![self.sql(&computed.expression)?],
                    vec![("persisted".to_owned(), persisted)],
                )?);
            }
            ColumnDefault::Identity(identity) => arguments.push(self.identity(identity)?),
            ColumnDefault::Fetched => {
                keywords.push((
                    "server_default".to_owned(),
                    self.make("FetchedValue", vec![], vec![])?,
                ));
            }
        }
        if let Some(autoincrement) = column.autoincrement {
            keywords.push(("autoincrement".to_owned(), self.truth(autoincrement)));
        }
        if let Some(comment) = &column.comment {
            keywords.push(("comment".to_owned(), self.string(comment)));
        }
        self.make("Column", arguments, keywords)
    }

    fn identity(&self, identity: &Identity) -> PyResult {
        let mut keywords = vec![("always".to_owned(), self.truth(identity.always))];
        keywords.extend(self.numbers(&identity.options));
        self.make("Identity", vec![], keywords)
    }

    fn numbers(&self, options: &SequenceOptions) -> Keywords {
        let mut keywords: Keywords = [
            ("start", options.start),
            ("increment", options.increment),
            ("minvalue", options.min_value),
            ("maxvalue", options.max_value),
            ("cache", options.cache),
        ]
        .into_iter()
        .filter_map(|(name, number)| Some((name.to_owned(), self.number(number?))))
        .collect();
        if let Some(cycle) = options.cycle {
            keywords.push(("cycle".to_owned(), self.truth(cycle)));
        }
        keywords
    }

    fn constraint(&self, constraint: &Constraint) -> PyResult {
        let mut keywords = vec![("name".to_owned(), self.constraint_name(&constraint.name)?)];
        if let Some(deferrable) = constraint.deferral.deferrable {
            keywords.push(("deferrable".to_owned(), self.truth(deferrable)));
        }
        if let Some(initially) = &constraint.deferral.initially {
            keywords.push(("initially".to_owned(), self.string(initially)));
        }
        if let Some(comment) = &constraint.comment {
            keywords.push(("comment".to_owned(), self.string(comment)));
        }
        keywords.extend(self.options(&constraint.options)?);
        match &constraint.kind {
            ConstraintKind::PrimaryKey(columns) => {
                let columns = columns.iter().map(|name| self.string(name.as_str()));
                self.make("PrimaryKeyConstraint", columns.collect(), keywords)
            }
            ConstraintKind::Unique(columns) => {
                let columns = columns.iter().map(|name| self.string(name.as_str()));
                self.make("UniqueConstraint", columns.collect(), keywords)
            }
            ConstraintKind::ForeignKey(key) => self.foreign_key(key, keywords),
            ConstraintKind::Check(check) => {
                let condition = self.expression(&check.condition)?;
                self.make("CheckConstraint", vec![condition], keywords)
            }
            ConstraintKind::Exclude(exclude) => {
                let mut elements = Vec::new();
                let classes = self.vm.ctx.new_dict();
                for element in &exclude.elements {
                    let expression = match &element.expression {
                        Expression::Column(column) => {
                            if let Some(class) = &element.operator_class {
                                classes.set_item(
                                    column.name.as_str(),
                                    self.string(class),
                                    self.vm,
                                )?;
                            }
                            self.string(column.name.as_str())
                        }
                        other => self.expression(other)?,
                    };
                    let pair = vec![expression, self.string(&element.operator)];
                    elements.push(self.vm.ctx.new_tuple(pair).into());
                }
                keywords.push(("using".to_owned(), self.string(&exclude.using)));
                if !classes.is_empty() {
                    keywords.push(("ops".to_owned(), classes.into()));
                }
                if let Some(condition) = &exclude.condition {
                    keywords.push(("where".to_owned(), self.expression(condition)?));
                }
                self.make_from(
                    "sqlalchemy.dialects.postgresql",
                    "ExcludeConstraint",
                    elements,
                    keywords,
                )
            }
        }
    }

    fn foreign_key(&self, key: &ForeignKey, mut keywords: Keywords) -> PyResult {
        let columns = self.strings(key.columns.iter().map(|name| name.as_str()));
        let referred = self.referred(key)?;
        let texts = [
            ("onupdate", &key.on_update),
            ("ondelete", &key.on_delete),
            ("match", &key.match_type),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                keywords.push((name.to_owned(), self.string(text)));
            }
        }
        keywords.push(("link_to_name".to_owned(), self.truth(true)));
        self.make("ForeignKeyConstraint", vec![columns, referred], keywords)
    }

    /// The columns that a foreign key points at, in a table that has nothing
    /// else: the key can be looked at while the true table is not made.
    fn referred(&self, key: &ForeignKey) -> PyResult {
        let table = &key.target.table;
        let mut arguments = vec![self.string(table.name.as_str()), self.metadata()?];
        for column in &key.target.columns {
            arguments.push(self.make("Column", vec![self.string(column.as_str())], vec![])?);
        }
        let mut keywords = vec![];
        if let Some(schema) = &table.schema {
            keywords.push(("schema".to_owned(), self.string(schema.as_str())));
        }
        let made = self.make("Table", arguments, keywords)?;
        let columns = made.get_attr("c", self.vm)?;
        let referred = key.target.columns.iter();
        let referred = referred.map(|column| columns.get_item(column.as_str(), self.vm));
        let referred = referred.collect::<PyResult<Vec<_>>>()?;
        Ok(self.vm.ctx.new_list(referred).into())
    }

    /// A name that no convention touches any more is `op.f()`'s.
    fn constraint_name(&self, name: &ConstraintName) -> PyResult {
        match name {
            ConstraintName::Unnamed => Ok(self.vm.ctx.none()),
            ConstraintName::Given(name) => Ok(self.string(name.as_str())),
            ConstraintName::Final(name) => {
                let name = vec![self.string(name.as_str())];
                self.make_from("sqlalchemy.sql.naming", "conv", name, vec![])
            }
        }
    }

    fn index(&self, index: &Index, table: &PyObjectRef) -> PyResult {
        let columns = table.get_attr("c", self.vm)?;
        let mut arguments = vec![self.constraint_name(&index.name)?];
        for expression in &index.expressions {
            arguments.push(self.element(expression, &columns)?);
        }
        let mut keywords = vec![
            ("unique".to_owned(), self.truth(index.unique)),
            ("_table".to_owned(), table.clone()),
        ];
        keywords.extend(self.options(&index.options)?);
        self.make("Index", arguments, keywords)
    }

    /// What an index is made of: a column or an expression, and their order.
    fn element(&self, expression: &Expression, columns: &PyObjectRef) -> PyResult {
        match expression {
            Expression::Column(column) => columns.get_item(column.name.as_str(), self.vm),
            Expression::Unary { operator, operand } => {
                let order = match operator {
                    UnaryOperator::Ascending => "asc",
                    UnaryOperator::Descending => "desc",
                    UnaryOperator::NullsFirst => "nulls_first",
                    UnaryOperator::NullsLast => "nulls_last",
                    _ => return self.expression(expression),
                };
                let operand = self.element(operand, columns)?;
                self.make(order, vec![operand], vec![])
            }
            other => self.expression(other),
        }
    }

    /// An expression that a database has printed.
    pub(super) fn expression(&self, expression: &Expression) -> PyResult {
        match expression {
            Expression::Column(column) => {
                self.make("column", vec![self.string(column.name.as_str())], vec![])
            }
            Expression::Raw(sql) => self.text(sql),
            Expression::Text(text) => self.make("text", vec![self.string(&text.sql)], vec![]),
            other => Err(self
                .vm
                .new_not_implemented_error(format!("{other:?} does not come out of a database"))),
        }
    }

    /// The SQL of an expression that a database has printed.
    fn sql(&self, expression: &Expression) -> PyResult {
        match expression {
            Expression::Raw(sql) => Ok(self.string(sql)),
            Expression::Text(text) => Ok(self.string(&text.sql)),
            other => self.expression(other),
        }
    }

    fn options(&self, options: &Options) -> PyResult<Keywords> {
        options
            .0
            .iter()
            // SQLAlchemy reflects an empty INCLUDE, which Alembic leaves out.
            .filter(|(_, value)| !matches!(value, OptionValue::List(items) if items.is_empty()))
            .map(|(name, value)| Ok((name.clone(), self.option(value)?)))
            .collect()
    }

    fn option(&self, value: &OptionValue) -> PyResult {
        Ok(match value {
            OptionValue::None => self.vm.ctx.none(),
            OptionValue::Boolean(truth) => self.truth(*truth),
            OptionValue::Integer(number) => self.number(*number),
            OptionValue::Text(text) => self.string(text),
            OptionValue::Expression(expression) => self.expression(expression)?,
            OptionValue::List(items) => {
                let items = items.iter().map(|item| self.option(item));
                let items = items.collect::<PyResult<Vec<_>>>()?;
                self.vm.ctx.new_list(items).into()
            }
            OptionValue::Map(map) => {
                let dict = self.vm.ctx.new_dict();
                for (key, value) in map {
                    dict.set_item(key.as_str(), self.option(value)?, self.vm)?;
                }
                dict.into()
            }
        })
    }
}
