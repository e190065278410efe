//! Constraints and naming conventions.

use indexmap::IndexMap;
use limbeck_schema::{
    Bind, CheckConstraint, Constraint, ConstraintKind, ConstraintName, Deferral, ExcludeConstraint,
    ExcludeElement, Expression, ForeignKey, ForeignKeyTarget, Name, NamingConvention, NamingError,
    SqlType, StringType, TableName, Text, Value,
};
use rustpython_vm::PyResult;

use super::{
    Object, Reader,
    types::{as_name, name},
};

impl<'a> Reader<'a> {
    /// A constraint of any kind.
    pub fn constraint(&self, object: &Object<'a>) -> PyResult<Constraint> {
        let kind = match object.needed_text("__visit_name__")?.as_str() {
            "primary_key_constraint" => ConstraintKind::PrimaryKey(self.columns_of(object)?),
            "unique_constraint" => ConstraintKind::Unique(self.columns_of(object)?),
            "foreign_key_constraint" => ConstraintKind::ForeignKey(self.foreign_key(object)?),
            "exclude_constraint" => ConstraintKind::Exclude(self.exclude(object)?),
            "table_or_column_check_constraint" => ConstraintKind::Check(self.check(object)?),
            other => {
                return Err(self.error(
                    "CompileError",
                    format!("constraints of the kind {other:?} cannot be created"),
                ));
            }
        };
        let mut constraint = Constraint {
            name: self.constraint_name(object)?,
            kind,
            deferral: Deferral {
                deferrable: object.maybe_flag("deferrable")?,
                initially: object.text("initially")?,
            },
            comment: object.text("comment")?,
            options: self.options_of(object)?,
        };
        if let Some(table) = object.given("parent")?
            && let Some(naming) = self.own_naming(object, &table)?
        {
            let named = naming.constraint_name(&constraint, &self.table_name(&table)?);
            constraint.name = named.map_err(|error| self.naming_error(error))?;
        }
        Ok(constraint)
    }

    /// Lets a function of the project (`@compiles`) change a constraint that
    /// is about to be written.
    pub(super) fn adjust_constraint(&self, object: &Object<'a>) -> PyResult<()> {
        if self.has_own_spellings()? {
            let compiler = crate::exception::import(self.vm, "sqlalchemy.sql.compiler")?;
            let arguments = vec![object.to_py(), self.dialect_object()?];
            self.object(compiler).call("adjust_constraint", arguments)?;
        }
        Ok(())
    }

    /// The convention for one constraint or index where its tokens are
    /// functions of the project: they are called here, and what they say
    /// becomes part of the template.
    pub(super) fn own_naming(
        &self,
        object: &Object<'a>,
        table: &Object<'a>,
    ) -> PyResult<Option<NamingConvention>> {
        let Some(metadata) = table.find("metadata")? else {
            return Ok(None);
        };
        let Some(tokens) = metadata.get("_naming_tokens")?.as_pairs() else {
            return Ok(None);
        };
        if tokens.is_empty() {
            return Ok(None);
        }
        let convention = self.naming(&metadata)?;
        let mut templates = IndexMap::new();
        for kind in ["ix", "uq", "ck", "fk", "pk"] {
            let Some(template) = convention.template(kind) else {
                continue;
            };
            let mut template = template.to_owned();
            for (token, function) in &tokens {
                let token = format!("%({})s", token.to_text()?);
                if kind == kind_of(object)? && template.contains(&token) {
                    let text = function
                        .as_py()
                        .call((object.to_py(), table.to_py()), self.vm)?;
                    let text = self.object(text).to_text()?.replace('%', "%%");
                    template = template.replace(&token, &text);
                }
            }
            templates.insert(kind.to_owned(), template);
        }
        Ok(Some(NamingConvention::new(templates)))
    }

    pub(super) fn naming_error(
        &self,
        error: NamingError,
    ) -> rustpython_vm::builtins::PyBaseExceptionRef {
        self.error("InvalidRequestError", error.to_string())
    }

    /// The name of a constraint or an index, and how it came by it.
    pub(super) fn constraint_name(&self, object: &Object<'a>) -> PyResult<ConstraintName> {
        self.as_constraint_name(&object.get("_name")?)
    }

    /// The name that the naming convention of the table's metadata gives to a
    /// constraint or an index of that table; `None` where it gives none.
    pub fn conventional_name(
        &self,
        object: &Object<'a>,
        table: &Object<'a>,
    ) -> PyResult<Option<String>> {
        let naming = self.naming(&table.get("metadata")?)?;
        let table = self.table_name(table)?;
        let name = if kind_of(object)? == "ix" {
            naming.index_name(&self.index(object)?, &table)
        } else {
            naming.constraint_name(&self.constraint(object)?, &table)
        };
        match name.map_err(|error| self.naming_error(error))? {
            ConstraintName::Final(name) => Ok(Some(name.text)),
            ConstraintName::Given(_) | ConstraintName::Unnamed => Ok(None),
        }
    }

    /// A name, `None`, or what `op.f()` makes.
    pub(super) fn as_constraint_name(&self, name: &Object<'a>) -> PyResult<ConstraintName> {
        if name.as_text().is_none() {
            return Ok(ConstraintName::Unnamed);
        }
        Ok(if name.is_a("conv") {
            ConstraintName::Final(as_name(name)?)
        } else {
            ConstraintName::Given(as_name(name)?)
        })
    }

    /// The naming convention of a `MetaData`.
    pub fn naming(&self, metadata: &Object<'a>) -> PyResult<NamingConvention> {
        let Some(convention) = metadata.find("naming_convention")? else {
            return Ok(NamingConvention::default());
        };
        let mut templates = IndexMap::new();
        for (kind, template) in convention.as_pairs().unwrap_or_default() {
            let Some(template) = template.as_text() else {
                continue;
            };
            let kind = match kind.as_text() {
                Some(kind) => kind,
                None => match kind.needed_text("__name__")?.as_str() {
                    "Index" => "ix",
                    "UniqueConstraint" => "uq",
                    "CheckConstraint" => "ck",
                    "ForeignKeyConstraint" => "fk",
                    "PrimaryKeyConstraint" => "pk",
                    _ => continue,
                }
                .to_owned(),
            };
            templates.insert(kind, template);
        }
        Ok(NamingConvention::new(templates))
    }

    fn columns_of(&self, constraint: &Object<'a>) -> PyResult<Vec<Name>> {
        let columns = constraint.list("columns")?;
        columns
            .iter()
            .map(|column| self.needed_name(column, "name"))
            .collect()
    }

    /// An attribute that must be a name.
    pub(super) fn needed_name(&self, object: &Object<'a>, attribute: &str) -> PyResult<Name> {
        name(object, attribute)?.ok_or_else(|| {
            self.vm
                .new_type_error(format!("{} has no {attribute}", object.class_name()))
        })
    }

    fn foreign_key(&self, object: &Object<'a>) -> PyResult<ForeignKey> {
        let mut columns = Vec::new();
        let mut target: Option<TableName> = None;
        let mut target_columns = Vec::new();
        for element in object.list("elements")? {
            let (table, column) = self.referred(&element)?;
            target.get_or_insert(table);
            target_columns.push(column);
            columns.push(self.needed_name(&element.get("parent")?, "name")?);
        }
        Ok(ForeignKey {
            columns,
            target: ForeignKeyTarget {
                table: target.unwrap_or_default(),
                columns: target_columns,
            },
            on_update: object.text("onupdate")?,
            on_delete: object.text("ondelete")?,
            match_type: object.text("match")?,
            use_alter: object.flag("use_alter")?,
            in_column: object.flag("_in_column")?,
        })
    }

    /// The table and the column that one column of a foreign key points at:
    /// those of the metadata where it has them, or else as they are written.
    fn referred(&self, element: &Object<'a>) -> PyResult<(TableName, Name)> {
        let found = element.call("_referred", vec![])?.items()?;
        let [schema, table, column] = found.as_slice() else {
            return Err(self.vm.new_type_error("a foreign key points at nothing"));
        };
        let schema = match schema.is_none() {
            true => None,
            false => Some(as_name(schema)?),
        };
        Ok((
            TableName::in_schema(schema, as_name(table)?),
            as_name(column)?,
        ))
    }

    fn check(&self, object: &Object<'a>) -> PyResult<CheckConstraint> {
        if let Some(made_by) = object.given("_type")? {
            return self.check_of_type(&made_by, &object.get("_type_column")?);
        }
        let in_column = match object.given("parent")? {
            Some(parent) if object.flag("is_column_level")? => name(&parent, "name")?,
            _ => None,
        };
        Ok(CheckConstraint {
            condition: self.expression(object.get("sqltext")?.as_py())?,
            made_by_type_of: None,
            in_column,
        })
    }

    /// The CHECK that a Boolean or an Enum makes where it is not native.
    fn check_of_type(
        &self,
        made_by: &Object<'a>,
        column: &Object<'a>,
    ) -> PyResult<CheckConstraint> {
        let sql_type = self.type_of(made_by)?;
        let list = match &sql_type {
            SqlType::Enum(enumeration) => enumeration
                .labels
                .iter()
                .map(|label| {
                    literal(
                        Value::Text(label.clone()),
                        SqlType::String(StringType::default()),
                    )
                })
                .collect(),
            _ => [0, 1]
                .map(|number| literal(Value::Integer(number), SqlType::Integer))
                .to_vec(),
        };
        Ok(CheckConstraint {
            condition: Expression::In {
                operand: Box::new(self.indexed(column)?),
                negated: false,
                list,
            },
            made_by_type_of: name(column, "name")?,
            in_column: None,
        })
    }

    fn exclude(&self, object: &Object<'a>) -> PyResult<ExcludeConstraint> {
        let classes = object.get("ops")?.as_pairs().unwrap_or_default();
        let mut elements = Vec::new();
        for element in object.list("_render_exprs")? {
            let parts = element.items()?;
            let [expression, name, operator] = parts.as_slice() else {
                continue;
            };
            let name = name.as_text();
            let mut operator_class = None;
            for (key, class) in &classes {
                if name.is_some() && key.as_text() == name {
                    operator_class = Some(class.to_text()?);
                }
            }
            elements.push(ExcludeElement {
                expression: self.indexed(expression)?,
                operator: operator.to_text()?,
                operator_class,
            });
        }
        Ok(ExcludeConstraint {
            elements,
            using: object.text("using")?.unwrap_or_else(|| "gist".to_owned()),
            condition: match object.given("where")? {
                Some(condition) => Some(self.sql_or_text(&condition)?),
                None => None,
            },
        })
    }

    /// SQL given as a string or as an expression.
    pub(super) fn sql_or_text(&self, object: &Object<'a>) -> PyResult<Expression> {
        match object.as_text() {
            Some(sql) => Ok(Expression::Text(Text::new(sql))),
            None => self.expression(object.as_py()),
        }
    }

    /// A default: a string is a literal, anything else an expression.
    pub(super) fn default_expression(&self, object: &Object<'a>) -> PyResult<Expression> {
        match object.as_text() {
            Some(text) => Ok(literal(
                Value::Text(text),
                SqlType::String(StringType::default()),
            )),
            None => self.expression(object.as_py()),
        }
    }
}

/// The key of a convention that speaks of the object.
fn kind_of(object: &Object<'_>) -> PyResult<&'static str> {
    Ok(match object.needed_text("__visit_name__")?.as_str() {
        "index" => "ix",
        "unique_constraint" => "uq",
        "foreign_key_constraint" => "fk",
        "primary_key_constraint" => "pk",
        _ => "ck",
    })
}

fn literal(value: Value, sql_type: SqlType) -> Expression {
    Expression::Bind(Bind {
        literal: true,
        ..Bind::new(value, sql_type)
    })
}
