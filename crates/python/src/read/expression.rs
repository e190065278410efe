//! SQL expressions.

use limbeck_schema::{
    Bind, ColumnReference, CommonTable, Expression, Frame, FrameBound, FrameUnit, FromClause,
    Function, LogicalOperator, Name, SqlType, TableName, Text, UnaryOperator, Value,
};
use rustpython_vm::{AsObject, PyObject, PyResult};

use super::{
    Object, Reader, operator,
    types::{as_name, name},
};

impl<'a> Reader<'a> {
    /// A SQL expression.
    pub fn expression(&self, object: &PyObject) -> PyResult<Expression> {
        let object = self.object(object.to_owned());
        Clauses::new(*self).expression(&object)
    }
}

/// Reads one statement, with what has been met in it so far.
pub(super) struct Clauses<'a> {
    pub(super) reader: Reader<'a>,
    /// What the SELECTs around the current place select from, the innermost
    /// last.
    pub(super) levels: Vec<Level<'a>>,
    /// Common table expressions, those that others need first.
    pub(super) common: Vec<CommonTable>,
    /// The identities of those that are read or being read.
    pub(super) common_seen: Vec<usize>,
    /// Values given by `.params()`.
    pub(super) given: Vec<(String, Object<'a>)>,
}

/// The tables that expressions of one SELECT speak of.
#[derive(Default)]
pub(super) struct Level<'a> {
    pub(super) tables: Vec<Object<'a>>,
    /// Whether new ones are noted: ORDER BY and GROUP BY add no tables.
    pub(super) noting: bool,
}

/// What tells objects apart.
pub(super) fn identity(object: &PyObject) -> usize {
    object.get_id()
}

impl<'a> Clauses<'a> {
    pub(super) fn new(reader: Reader<'a>) -> Clauses<'a> {
        Clauses {
            reader,
            levels: Vec::new(),
            common: Vec::new(),
            common_seen: Vec::new(),
            given: Vec::new(),
        }
    }

    /// An expression.
    pub(super) fn expression(&mut self, object: &Object<'a>) -> PyResult<Expression> {
        if let Some(sql) = self.reader.spelled(object)? {
            // What a function of the project's own is called with is selected
            // from.
            if let Some(arguments) = object.find("clauses")? {
                for argument in arguments.items()? {
                    self.expression(&argument)?;
                }
            }
            return Ok(Expression::Raw(sql));
        }
        let node = match object.find("_node")? {
            Some(node) => node.to_text()?,
            None => return self.unknown(object),
        };
        Ok(match node.as_str() {
            "column" => self.column(object)?,
            "literal_column" => match object.needed_text("name")?.as_str() {
                "*" => Expression::Star(None),
                sql => Expression::Raw(sql.to_owned()),
            },
            "label_reference" => Expression::LabelReference(object.needed_text("name")?),
            "text" => Expression::Text(self.text(object)?),
            "bind" => Expression::Bind(self.bind(object, None)?),
            "null" => Expression::Null,
            "true" => Expression::True,
            "false" => Expression::False,
            "star" => Expression::Star(None),
            "binary" => self.binary(object)?,
            "logical" => {
                let operator = match object.needed_text("_operator")?.as_str() {
                    "or_" => LogicalOperator::Or,
                    _ => LogicalOperator::And,
                };
                Expression::logical(operator, self.list(object, "clauses")?)
            }
            "not" => self.part(object, "element")?.negated(),
            "unary" | "collection" => Expression::Unary {
                operator: unary(&object.needed_text("_operator")?),
                operand: Box::new(self.part(object, "element")?),
            },
            "in" => self.membership(object)?,
            "between" => {
                let operand = object.get("left")?;
                Expression::Between {
                    lower: Box::new(self.beside(&object.get("lower")?, &operand)?),
                    upper: Box::new(self.beside(&object.get("upper")?, &operand)?),
                    symmetric: object.flag("symmetric")?,
                    negated: false,
                    operand: Box::new(self.expression(&operand)?),
                }
            }
            "subscript" => {
                let right = object.get("right")?;
                let slice = right.node()? == "slice";
                let (index, upper) = match slice {
                    true => (
                        self.part(&right, "start")?,
                        Some(Box::new(self.part(&right, "stop")?)),
                    ),
                    false => (self.expression(&right)?, None),
                };
                Expression::Subscript {
                    operand: Box::new(self.part(object, "left")?),
                    index: Box::new(index),
                    upper,
                }
            }
            "clauselist" => Expression::List(self.list(object, "clauses")?),
            "tuple" => Expression::Tuple(self.list(object, "clauses")?),
            "array" => self.array(object)?,
            "grouping" => Expression::Grouping(Box::new(self.part(object, "element")?)),
            "collate" => Expression::Collate {
                operand: Box::new(self.part(object, "element")?),
                collation: Name::new(object.needed_text("collation")?),
            },
            "label" => Expression::Label {
                name: match name(object, "name")? {
                    Some(name) => name,
                    None => Name::anonymous(identity(object.as_py()), "anon"),
                },
                operand: Box::new(self.part(object, "element")?),
            },
            "cast" => {
                let python_type = object.get("type")?;
                Expression::Cast {
                    operand: Box::new(self.typed(&object.get("clause")?, &python_type, true)?),
                    sql_type: self.reader.type_of(&python_type)?,
                    try_cast: object.flag("_try")?,
                }
            }
            "type_coerce" => {
                let python_type = object.get("type")?;
                Expression::TypeCoerce {
                    operand: Box::new(self.typed(&object.get("clause")?, &python_type, true)?),
                    sql_type: self.reader.type_of(&python_type)?,
                }
            }
            "extract" => Expression::Extract {
                field: object.needed_text("field")?,
                operand: Box::new(self.part(object, "expr")?),
            },
            "case" => self.case(object)?,
            "function" => self.function(object)?,
            "next_value" => {
                Expression::NextValue(self.reader.table_name(&object.get("sequence")?)?)
            }
            "over" => self.over(object)?,
            "filter" => Expression::Filter {
                operand: Box::new(self.part(object, "func")?),
                condition: Box::new(self.part(object, "criterion")?),
            },
            "within_group" => Expression::WithinGroup {
                operand: Box::new(self.part(object, "element")?),
                order_by: self.list(object, "order_by")?,
            },
            "aggregate_order_by" => Expression::AggregateOrderBy {
                operand: Box::new(self.part(object, "target")?),
                order_by: self.list(object, "order_by")?,
            },
            "scalar_select" => Expression::Subquery(Box::new(self.query(&object.get("element")?)?)),
            "exists" => Expression::Exists(Box::new(self.query(&object.get("element")?)?)),
            "select" | "compound" | "textual_select" => {
                Expression::Subquery(Box::new(self.query(object)?))
            }
            "table_value" => {
                let table = object.get("scalar_alias")?;
                self.note(&table);
                Expression::Table(Box::new(self.source(&table)?))
            }
            "table" | "alias" | "subquery" | "cte" | "table_valued" | "values" => {
                self.note(object);
                Expression::Table(Box::new(self.source(object)?))
            }
            _ => return self.unknown(object),
        })
    }

    fn unknown<T>(&self, object: &Object<'a>) -> PyResult<T> {
        Err(self.reader.error(
            "CompileError",
            format!(
                "limbeck does not support {} in SQL; it got {}",
                object.class_name(),
                self.reader.shown(object)
            ),
        ))
    }

    /// An expression that is an attribute of another.
    pub(super) fn part(&mut self, object: &Object<'a>, attribute: &str) -> PyResult<Expression> {
        self.expression(&object.get(attribute)?)
    }

    pub(super) fn list(
        &mut self,
        object: &Object<'a>,
        attribute: &str,
    ) -> PyResult<Vec<Expression>> {
        let items = object.list(attribute)?;
        items.iter().map(|item| self.expression(item)).collect()
    }

    /// Notes a table that an expression speaks of.
    pub(super) fn note(&mut self, table: &Object<'a>) {
        if let Some(level) = self.levels.last_mut()
            && level.noting
            && !level.tables.iter().any(|known| known.is(table))
        {
            level.tables.push(table.clone());
        }
    }

    fn column(&mut self, object: &Object<'a>) -> PyResult<Expression> {
        let table = match object.given("table")? {
            Some(table) => {
                self.note(&table);
                Some(self.named_table(&table)?)
            }
            None => None,
        };
        let own_name = match (object.find("_labelled")?, name(object, "name")?) {
            (Some(labelled), _) => label_name(&labelled)?,
            (None, Some(name)) => name,
            (None, None) => return self.unknown(object),
        };
        Ok(Expression::Column(ColumnReference {
            table,
            name: own_name,
            sql_type: self.reader.type_of(&object.get("type")?)?,
        }))
    }

    /// What columns of a table or alias are called by.
    fn named_table(&mut self, table: &Object<'a>) -> PyResult<TableName> {
        if table.node()? == "table" {
            return self.reader.table_name(table);
        }
        Ok(TableName::new(self.alias_name(table)?))
    }

    /// The name of an alias; one without a name is numbered when it is
    /// written.
    pub(super) fn alias_name(&mut self, alias: &Object<'a>) -> PyResult<Name> {
        let mut origin = alias.clone();
        while let Some(earlier) = origin.find("_restates")? {
            origin = earlier;
        }
        if let Some(given) = origin.given("name")? {
            return as_name(&given);
        }
        let stem = match origin.find("element")? {
            Some(element) if element.node()? == "table" => element.needed_text("name")?,
            _ => "anon".to_owned(),
        };
        Ok(Name::anonymous(identity(origin.as_py()), &stem))
    }

    pub(super) fn text(&mut self, object: &Object<'a>) -> PyResult<Text> {
        let mut text = Text::new(object.needed_text("text")?);
        for (_, bind) in object.get("_bindparams")?.as_pairs().unwrap_or_default() {
            text.binds.push(self.bind(&bind, None)?);
        }
        for (key, value) in object.get("_given")?.as_pairs().unwrap_or_default() {
            self.given.push((key.to_text()?, value));
        }
        let given = self.given.clone();
        for (key, value) in given {
            if text
                .binds
                .iter()
                .any(|bind| bind.key.as_deref() == Some(&key))
            {
                continue;
            }
            let mut bind = Bind::new(self.reader.value(value.as_py())?, SqlType::Null);
            bind.key = Some(key);
            text.binds.push(bind);
        }
        Ok(text)
    }

    /// A bound parameter or literal, beside an expression of that Python
    /// type.
    fn bind(&mut self, object: &Object<'a>, beside: Option<(&Object<'a>, bool)>) -> PyResult<Bind> {
        let key = object.text("key")?;
        let given = key
            .as_ref()
            .and_then(|key| self.given.iter().find(|(name, _)| name == key));
        let (value, valued) = match given {
            Some((_, value)) => (value.clone(), true),
            None => (object.get("effective_value")?, object.flag("_valued")?),
        };
        let own_type = object.given("_type")?;
        let expanding = object.flag("expanding")?;
        let own = own_type.is_some() || beside.is_some_and(|(_, own)| own);
        let python_type = own_type.as_ref().or(beside.map(|(beside, _)| beside));
        let (sql_type, value) = match (python_type, valued) {
            (None, false) => (SqlType::Null, None),
            (Some(python_type), false) => (self.reader.type_of(python_type)?, None),
            (None, true) => {
                let value = self.reader.value(value.as_py())?;
                // A value in an expression says what it is; a named
                // parameter of a text does not.
                let sql_type = match (&key, &value) {
                    (Some(_), _) => SqlType::Null,
                    (None, value) => SqlType::from(value),
                };
                (sql_type, Some(value))
            }
            (Some(python_type), true) if expanding => {
                let items = value.items()?;
                let mut values = Vec::with_capacity(items.len());
                let mut sql_type = self.reader.type_of(python_type)?;
                for item in items {
                    let (item_type, value) = self.sent(&item, python_type, own)?;
                    sql_type = item_type;
                    values.push(value);
                }
                (sql_type, Some(Value::Array(values)))
            }
            (Some(python_type), true) => {
                let (sql_type, value) = self.sent(&value, python_type, own)?;
                (sql_type, Some(value))
            }
        };
        Ok(Bind {
            key,
            value,
            sql_type,
            expanding,
            literal: object.flag("literal_execute")?,
        })
    }

    /// A value as a type sends it. A type that only stands beside the value
    /// takes it where the value is of its kind.
    pub(super) fn sent(
        &self,
        value: &Object<'a>,
        python_type: &Object<'a>,
        own: bool,
    ) -> PyResult<(SqlType, Value)> {
        match self.accepted(value, python_type, own) {
            Err(_) if self.reader.lenient => {
                let shown = Value::Text(self.reader.shown(value));
                Ok((self.reader.type_of(python_type)?, shown))
            }
            sent => sent,
        }
    }

    fn accepted(
        &self,
        value: &Object<'a>,
        python_type: &Object<'a>,
        own: bool,
    ) -> PyResult<(SqlType, Value)> {
        let sql_type = self.reader.type_of(python_type)?;
        let forced = own
            || python_type.flag("_is_type_decorator")?
            || value.is_a("Enum")
            || value.is_a("JSONNull")
            || matches!(sql_type, SqlType::UserDefined(_));
        if !forced {
            let plain = self.reader.value(value.as_py())?;
            let taken = sql_type.beside(&plain);
            if taken != sql_type || sql_type == SqlType::Null {
                return Ok((taken, plain));
            }
        }
        let dialect = self.reader.dialect_object()?;
        let sent = python_type.call("_bind_value", vec![value.to_py(), dialect])?;
        let value = self.reader.value_as(&sent, &sql_type)?;
        Ok((sql_type, value))
    }

    /// An operand; a literal takes its type from the operand beside it.
    pub(super) fn beside(
        &mut self,
        object: &Object<'a>,
        other: &Object<'a>,
    ) -> PyResult<Expression> {
        let mut python_type = other.find("type")?;
        if other.node()? == "collection"
            && let Some(array) = &python_type
            && let Some(item) = array.find("item_type")?
        {
            python_type = Some(item);
        }
        match python_type {
            Some(python_type) => self.typed(object, &python_type, false),
            None => self.expression(object),
        }
    }

    /// An expression; a literal without a type takes that one: whatever it is
    /// where it is the literal's `own`, otherwise where the value is of its
    /// kind.
    pub(super) fn typed(
        &mut self,
        object: &Object<'a>,
        python_type: &Object<'a>,
        own: bool,
    ) -> PyResult<Expression> {
        let literal = object.node()? == "bind" && object.given("_type")?.is_none();
        if !literal {
            return self.expression(object);
        }
        let unknown = python_type.flag("_isnull")?;
        Ok(Expression::Bind(
            self.bind(object, (!unknown).then_some((python_type, own)))?,
        ))
    }

    fn binary(&mut self, object: &Object<'a>) -> PyResult<Expression> {
        let (left, right) = (object.get("left")?, object.get("right")?);
        let operator = object.get("_operator")?;
        // A bare type beside a bare literal tells nothing.
        let literal = |side: &Object<'a>| -> PyResult<bool> {
            Ok(side.node()? == "bind" && side.given("_type")?.is_none())
        };
        // A key of a document is no document.
        let indexed = match operator.as_text() {
            Some(name) => name.starts_with("json_"),
            None => {
                operator.flag("eager_grouping")?
                    && matches!(operator.needed_text("opstring")?.as_str(), "->>" | "#>>")
            }
        };
        let left_read = match literal(&left)? && !literal(&right)? {
            true => self.beside(&left, &right)?,
            false => self.expression(&left)?,
        };
        let right_read = match literal(&right)? && !indexed {
            true => self.beside(&right, &left)?,
            false => self.expression(&right)?,
        };
        let modifiers = object.get("modifiers")?;
        let (operator, negated) = operator::binary(&self.reader, &operator, &modifiers)?;
        let expression = Expression::binary(left_read, operator, right_read);
        Ok(match negated {
            true => expression.negated(),
            false => expression,
        })
    }

    fn membership(&mut self, object: &Object<'a>) -> PyResult<Expression> {
        let operand = object.get("left")?;
        let items = object.list("right")?;
        let read = self.expression(&operand)?;
        // The parts of a tuple have their types from the tuple's columns.
        let parts = match operand.node()?.as_str() {
            "tuple" => Some(operand.list("clauses")?),
            _ => None,
        };
        let mut list = Vec::with_capacity(items.len());
        for item in &items {
            let value = match item.node()? == "bind" {
                true => item.given("value")?,
                false => None,
            };
            let listed = value.filter(|value| value.is_a("list") || value.is_a("tuple"));
            list.push(match (&parts, listed) {
                (Some(parts), Some(values)) if !item.flag("expanding")? => {
                    let mut tuple = Vec::with_capacity(parts.len());
                    for (value, part) in values.items()?.iter().zip(parts) {
                        let python_type = part.get("type")?;
                        let (sql_type, value) = self.sent(value, &python_type, false)?;
                        tuple.push(Expression::Bind(Bind::new(value, sql_type)));
                    }
                    Expression::Tuple(tuple)
                }
                _ => match self.beside(item, &operand)? {
                    Expression::Grouping(inner) => {
                        return Ok(Expression::In {
                            operand: Box::new(read),
                            negated: false,
                            list: vec![*inner],
                        });
                    }
                    read => read,
                },
            });
        }
        Ok(Expression::In {
            operand: Box::new(read),
            negated: false,
            list,
        })
    }

    fn array(&mut self, object: &Object<'a>) -> PyResult<Expression> {
        let python_type = object.get("type")?;
        let item_type = python_type.get("item_type")?;
        let mut items = Vec::new();
        for item in object.list("clauses")? {
            items.push(self.typed(&item, &item_type, false)?);
        }
        if items.is_empty() && !item_type.flag("_isnull")? {
            return Ok(Expression::TypeCoerce {
                operand: Box::new(Expression::Array(items)),
                sql_type: self.reader.type_of(&python_type)?,
            });
        }
        Ok(Expression::Array(items))
    }

    fn case(&mut self, object: &Object<'a>) -> PyResult<Expression> {
        let operand = object.given("value")?;
        let mut whens = Vec::new();
        for pair in object.list("whens")? {
            let pair = pair.items()?;
            let [when, then] = pair.as_slice() else {
                return self.unknown(object);
            };
            let when = match &operand {
                Some(operand) => self.beside(when, operand)?,
                None => self.expression(when)?,
            };
            whens.push((when, self.expression(then)?));
        }
        Ok(Expression::Case {
            operand: match operand {
                Some(operand) => Some(Box::new(self.expression(&operand)?)),
                None => None,
            },
            whens,
            otherwise: match object.given("else_")? {
                Some(otherwise) => Some(Box::new(self.expression(&otherwise)?)),
                None => None,
            },
        })
    }

    pub(super) fn function(&mut self, object: &Object<'a>) -> PyResult<Expression> {
        let mut names = Vec::new();
        for package in object.list("packagenames")? {
            names.push(package.to_text()?);
        }
        names.push(object.needed_text("name")?);
        let arguments = self.list(object, "clauses")?;
        let given = self.reader.type_of(&object.get("type")?)?;
        let given = (given != SqlType::Null).then_some(given);
        Ok(Expression::Function(Function::call(
            names, arguments, given,
        )))
    }

    fn over(&mut self, object: &Object<'a>) -> PyResult<Expression> {
        let mut frame = None;
        for (attribute, unit) in [
            ("range_", FrameUnit::Range),
            ("rows", FrameUnit::Rows),
            ("groups", FrameUnit::Groups),
        ] {
            if let Some(bounds) = object.given(attribute)? {
                let bounds = bounds.items()?;
                let [start, end] = bounds.as_slice() else {
                    return Err(self
                        .reader
                        .error("ArgumentError", "2-tuple expected for range/rows/groups"));
                };
                frame = Some(Frame {
                    unit,
                    start: bound(start)?,
                    end: bound(end)?,
                });
            }
        }
        Ok(Expression::Over {
            operand: Box::new(self.part(object, "element")?),
            partition_by: self.list(object, "partition_by")?,
            order_by: self.list(object, "order_by")?,
            frame,
        })
    }

    /// Reads the part of a statement that lies inside `object` with a level
    /// of its own.
    pub(super) fn in_level<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> PyResult<T>,
    ) -> PyResult<(T, Vec<Object<'a>>)> {
        self.levels.push(Level {
            tables: Vec::new(),
            noting: true,
        });
        let result = read(self);
        let level = self.levels.pop().unwrap_or_default();
        result.map(|read| (read, level.tables))
    }

    /// Reads without noting tables.
    pub(super) fn quietly<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> PyResult<T>,
    ) -> PyResult<T> {
        let before = self.set_noting(false);
        let result = read(self);
        self.set_noting(before);
        result
    }

    fn set_noting(&mut self, noting: bool) -> bool {
        match self.levels.last_mut() {
            Some(level) => std::mem::replace(&mut level.noting, noting),
            None => noting,
        }
    }

    /// The FROM of tables that were noted.
    pub(super) fn sources(&mut self, tables: &[Object<'a>]) -> PyResult<Vec<FromClause>> {
        tables.iter().map(|table| self.source(table)).collect()
    }
}

/// The label of an expression without a name, numbered when it is written.
pub(super) fn label_name(object: &Object<'_>) -> PyResult<Name> {
    let node = object.find("_node")?.and_then(|node| node.as_text());
    let own = match node.as_deref() {
        Some("function" | "next_value") => object.find("name")?.and_then(|name| name.as_text()),
        _ => None,
    };
    let stem = own.unwrap_or_else(|| "anon".to_owned());
    Ok(Name::anonymous(identity(object.as_py()), &stem))
}

fn bound(object: &Object<'_>) -> PyResult<FrameBound> {
    Ok(match object.as_number()? {
        None => FrameBound::Unbounded,
        Some(0) => FrameBound::Current,
        Some(rows) if rows < 0 => FrameBound::Preceding(rows.saturating_neg()),
        Some(rows) => FrameBound::Following(rows),
    })
}

fn unary(operator: &str) -> UnaryOperator {
    match operator {
        "neg" => UnaryOperator::Negative,
        "bitwise_not_op" => UnaryOperator::BitwiseNot,
        "distinct_op" => UnaryOperator::Distinct,
        "desc_op" => UnaryOperator::Descending,
        "asc_op" => UnaryOperator::Ascending,
        "nulls_first_op" => UnaryOperator::NullsFirst,
        "nulls_last_op" => UnaryOperator::NullsLast,
        "any_op" => UnaryOperator::Any,
        "all_op" => UnaryOperator::All,
        "inv" => UnaryOperator::Not,
        other => UnaryOperator::Custom(other.to_owned()),
    }
}
