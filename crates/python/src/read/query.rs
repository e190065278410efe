//! SELECT and what rows come from.

use limbeck_schema::{
    CommonTable, Compound, CompoundOperator, Correlation, Distinct, Expression, Fetch, FromClause,
    JoinKind, Locking, Name, Query, Select, Statement,
};
use rustpython_vm::PyResult;

use super::{
    Object,
    expression::{Clauses, identity, label_name},
    types::name,
};

impl<'a> Clauses<'a> {
    /// Anything that yields rows.
    pub(super) fn query(&mut self, object: &Object<'a>) -> PyResult<Query> {
        for (key, value) in object.get("_given")?.as_pairs().unwrap_or_default() {
            self.given.push((key.to_text()?, value));
        }
        Ok(match object.node()?.as_str() {
            "compound" => self.compound(object)?,
            "text" => Query::Text(self.text(object)?),
            "textual_select" => Query::Text(self.text(&object.get("element")?)?),
            "subquery" => return self.query(&object.get("element")?),
            _ => Query::Select(Box::new(self.select(object)?)),
        })
    }

    fn select(&mut self, object: &Object<'a>) -> PyResult<Select> {
        self.common_tables(object)?;
        let explicit = object.list("_from_obj")?;
        let raw = object.list("_raw_columns")?;
        let mut read = Vec::new();
        let (mut select, noted) = self.in_level(|clauses| {
            let columns = clauses.columns(&raw)?;
            // What a FROM needs first stands before what a WHERE needs.
            let tables = clauses.tables(&explicit);
            read = clauses.quietly(|clauses| clauses.sources(&tables))?;
            let condition = clauses.conditions(object, "_where_criteria")?;
            clauses.quietly(|clauses| {
                let group_by = clauses.ordered(object, "_group_by_clauses", &raw, &explicit)?;
                let having = clauses.conditions(object, "_having_criteria")?;
                let order_by = clauses.ordered(object, "_order_by_clauses", &raw, &explicit)?;
                Ok(Select {
                    distinct: clauses.distinct(object)?,
                    columns,
                    condition,
                    group_by,
                    having,
                    order_by,
                    limit: clauses.maybe(object, "_limit_clause")?,
                    offset: clauses.maybe(object, "_offset_clause")?,
                    locking: clauses.locking(object)?,
                    fetch: clauses.fetch(object)?,
                    prefixes: clauses.affixes(object, "_prefixes")?,
                    suffixes: clauses.affixes(object, "_suffixes")?,
                    ..Select::default()
                })
            })
        })?;
        let mut tables = explicit;
        for table in noted {
            if !tables.iter().any(|known| known.is(&table)) {
                tables.push(table);
            }
        }
        let later = tables.get(read.len()..).unwrap_or_default().to_vec();
        read.extend(self.quietly(|clauses| clauses.sources(&later))?);
        // What is joined needs no mention of its own.
        let mut hidden = Vec::new();
        for table in &tables {
            hidden.extend(table.list("_hidden").or_else(|_| Ok(Vec::new()))?);
        }
        select.from = tables
            .iter()
            .zip(read)
            .filter(|(table, _)| !hidden.iter().any(|other| other.is(table)))
            .map(|(_, from)| from)
            .collect();
        select.correlation = self.correlation(object)?;
        Ok(select)
    }

    /// The tables that are named, and those that were noted so far.
    fn tables(&self, explicit: &[Object<'a>]) -> Vec<Object<'a>> {
        let mut tables = explicit.to_vec();
        for table in self.levels.last().map_or(&[][..], |level| &level.tables) {
            if !tables.iter().any(|known| known.is(table)) {
                tables.push(table.clone());
            }
        }
        tables
    }

    /// A columns clause: tables stand for their columns.
    pub(super) fn columns(&mut self, raw: &[Object<'a>]) -> PyResult<Vec<Expression>> {
        let mut columns = Vec::new();
        for object in raw {
            if object.flag("is_selectable")? {
                self.note(object);
                for column in object.list("columns")? {
                    columns.push(self.expression(&column)?);
                }
            } else {
                let column = self.expression(object)?;
                let spelled = matches!(column, Expression::Raw(_))
                    && object.find("_node")?.is_none_or(|node| {
                        node.as_text().is_none_or(|node| node != "literal_column")
                    });
                columns.push(match column {
                    // The project's own SQL.
                    column if spelled => Expression::Label {
                        name: label_name(object)?,
                        operand: Box::new(column),
                    },
                    // A label by which an enclosing query can call it.
                    Expression::Function(_)
                    | Expression::Binary { .. }
                    | Expression::Case { .. } => Expression::Label {
                        name: label_name(object)?,
                        operand: Box::new(column),
                    },
                    column => column,
                });
            }
        }
        Ok(columns)
    }

    fn conditions(&mut self, object: &Object<'a>, attribute: &str) -> PyResult<Option<Expression>> {
        let criteria = self.list(object, attribute)?;
        if criteria.is_empty() {
            return Ok(None);
        }
        Ok(Some(Expression::logical(
            limbeck_schema::LogicalOperator::And,
            criteria,
        )))
    }

    pub(super) fn maybe(
        &mut self,
        object: &Object<'a>,
        attribute: &str,
    ) -> PyResult<Option<Expression>> {
        match object.given(attribute)? {
            Some(part) => self.expression(&part).map(Some),
            None => Ok(None),
        }
    }

    fn distinct(&mut self, object: &Object<'a>) -> PyResult<Distinct> {
        let on = self.list(object, "_distinct_on")?;
        Ok(match (object.flag("_distinct")?, on.is_empty()) {
            (false, _) => Distinct::No,
            (true, true) => Distinct::All,
            (true, false) => Distinct::On(on),
        })
    }

    /// ORDER BY or GROUP BY; a bare string names a column that is selected,
    /// or one of a table that is selected from.
    fn ordered(
        &mut self,
        object: &Object<'a>,
        attribute: &str,
        raw: &[Object<'a>],
        explicit: &[Object<'a>],
    ) -> PyResult<Vec<Expression>> {
        let mut read = self.list(object, attribute)?;
        for expression in &mut read {
            self.resolve(expression, raw, explicit)?;
        }
        Ok(read)
    }

    fn resolve(
        &mut self,
        expression: &mut Expression,
        raw: &[Object<'a>],
        explicit: &[Object<'a>],
    ) -> PyResult<()> {
        match expression {
            Expression::Unary { operand, .. } => self.resolve(operand, raw, explicit),
            Expression::LabelReference(label) => {
                let label = label.clone();
                if let Some(found) = self.labelled(&label, raw, explicit)? {
                    *expression = found;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// What a name in an ORDER BY stands for; `None` for a label.
    fn labelled(
        &mut self,
        label: &str,
        raw: &[Object<'a>],
        explicit: &[Object<'a>],
    ) -> PyResult<Option<Expression>> {
        let mut tables: Vec<Object<'a>> = explicit.to_vec();
        for column in raw {
            let listed = match column.flag("is_selectable")? {
                true => {
                    tables.push(column.clone());
                    column.list("columns")?
                }
                false => vec![column.clone()],
            };
            for column in listed {
                let key = match column.text("key")? {
                    Some(key) => key,
                    None => continue,
                };
                let node = column.node()?;
                if key == label && node == "label" {
                    return Ok(None);
                }
                if key == label && node == "column" {
                    return self.expression(&column).map(Some);
                }
                if let Some(table) = column.find("table")? {
                    tables.push(table);
                }
            }
        }
        for table in tables {
            let parts = match table.node()?.as_str() {
                "join" => table.list("_hidden")?,
                _ => vec![table],
            };
            for part in parts {
                if part.find("columns")?.is_none() {
                    continue;
                }
                for column in part.list("columns")? {
                    if column.text("key")?.as_deref() == Some(label) {
                        return self.expression(&column).map(Some);
                    }
                }
            }
        }
        Err(unresolved(self, label))
    }

    fn locking(&mut self, object: &Object<'a>) -> PyResult<Option<Locking>> {
        let Some(argument) = object.given("_for_update_arg")? else {
            return Ok(None);
        };
        let mut of = Vec::new();
        for item in argument.list("of")? {
            let table = match item.find("table")? {
                Some(table) => table,
                None => item,
            };
            of.push(self.reader.table_name(&table)?);
        }
        Ok(Some(Locking {
            read: argument.flag("read")?,
            key_share: argument.flag("key_share")?,
            nowait: argument.flag("nowait")?,
            skip_locked: argument.flag("skip_locked")?,
            of,
        }))
    }

    fn fetch(&mut self, object: &Object<'a>) -> PyResult<Option<Fetch>> {
        let Some(count) = self.maybe(object, "_fetch_clause")? else {
            return Ok(None);
        };
        Ok(Some(Fetch {
            count,
            percent: object.flag("_fetch_percent")?,
            with_ties: object.flag("_fetch_ties")?,
        }))
    }

    /// `.prefix_with()` or `.suffix_with()`, those for this dialect.
    pub(super) fn affixes(
        &mut self,
        object: &Object<'a>,
        attribute: &str,
    ) -> PyResult<Vec<String>> {
        let mut prefixes = Vec::new();
        for pair in object.list(attribute)? {
            if let [prefix, dialect] = pair.items()?.as_slice() {
                let dialect = dialect.to_text()?;
                if dialect == "*" || dialect == self.reader.dialect {
                    prefixes.push(prefix.needed_text("text")?);
                }
            }
        }
        Ok(prefixes)
    }

    fn correlation(&mut self, object: &Object<'a>) -> PyResult<Correlation> {
        if let Some(tables) = object.given("_correlate_except")? {
            let tables = self.sources(&tables.items()?)?;
            return Ok(Correlation::Except(tables));
        }
        if let Some(tables) = object.given("_correlate")? {
            let tables = tables.items()?;
            return Ok(match tables.is_empty() {
                true => Correlation::Never,
                false => Correlation::Only(self.sources(&tables)?),
            });
        }
        Ok(Correlation::Automatic)
    }

    fn compound(&mut self, object: &Object<'a>) -> PyResult<Query> {
        self.common_tables(object)?;
        let operator = match object.needed_text("keyword")?.as_str() {
            "UNION ALL" => CompoundOperator::UnionAll,
            "INTERSECT" => CompoundOperator::Intersect,
            "INTERSECT ALL" => CompoundOperator::IntersectAll,
            "EXCEPT" => CompoundOperator::Except,
            "EXCEPT ALL" => CompoundOperator::ExceptAll,
            _ => CompoundOperator::Union,
        };
        let mut parts = Vec::new();
        for part in object.list("selects")? {
            parts.push(self.query(&part)?);
        }
        let names: Vec<Name> = parts
            .first()
            .map(|first| first.columns().into_iter().map(|(name, _)| name).collect())
            .unwrap_or_default();
        let mut order_by = self.list(object, "_order_by_clauses")?;
        for expression in &mut order_by {
            if let Some(label) = label_in(expression)
                && !names.iter().any(|name| name.as_str() == label)
            {
                return Err(unresolved(self, label));
            }
        }
        Ok(Query::Compound(Box::new(Compound {
            with: Vec::new(),
            operator,
            parts,
            order_by,
            limit: self.maybe(object, "_limit_clause")?,
            offset: self.maybe(object, "_offset_clause")?,
        })))
    }

    /// Reads `.add_cte()`.
    pub(super) fn common_tables(&mut self, object: &Object<'a>) -> PyResult<()> {
        for common in object.list("_with_ctes")? {
            self.common_table(&common)?;
        }
        Ok(())
    }

    /// Reads a common table expression, unless it was met before.
    fn common_table(&mut self, object: &Object<'a>) -> PyResult<Name> {
        let own_name = self.alias_name(object)?;
        let mut origin = object.clone();
        while let Some(earlier) = origin.find("_restates")? {
            origin = earlier;
        }
        let seen = identity(origin.as_py());
        if self.common_seen.contains(&seen) {
            return Ok(own_name);
        }
        self.common_seen.push(seen);
        let element = object.get("element")?;
        let levels = std::mem::take(&mut self.levels);
        let statement = self.any_statement(&element);
        self.levels = levels;
        let statement = statement?;
        let recursive = object.flag("recursive")?;
        let columns = match (&statement, recursive) {
            (Statement::Query(query), true) => {
                query.columns().into_iter().map(|(name, _)| name).collect()
            }
            _ => Vec::new(),
        };
        self.common.push(CommonTable {
            name: own_name.clone(),
            statement,
            recursive,
            columns,
        });
        Ok(own_name)
    }

    /// What stands in a FROM.
    pub(super) fn source(&mut self, object: &Object<'a>) -> PyResult<FromClause> {
        let aliased = |from: FromClause, name: Name, lateral: bool| FromClause::Alias {
            from: Box::new(from),
            name,
            lateral,
            columns: Vec::new(),
        };
        Ok(match object.node()?.as_str() {
            "table" => FromClause::Table(self.reader.table_name(object)?),
            "cte" => FromClause::Common(self.common_table(object)?),
            "alias" => {
                let from = self.source(&object.get("element")?)?;
                aliased(from, self.alias_name(object)?, false)
            }
            "subquery" | "lateral" => {
                let lateral = object.node()? == "lateral";
                let element = object.get("element")?;
                let from = match element.flag("is_select")? {
                    true => FromClause::Subquery(Box::new(self.query(&element)?)),
                    false => self.source(&element)?,
                };
                aliased(from, self.alias_name(object)?, lateral)
            }
            "select" | "compound" | "textual_select" => {
                FromClause::Subquery(Box::new(self.query(object)?))
            }
            "text" => FromClause::Text(self.text(object)?),
            "function" => FromClause::Function(self.quietly(|clauses| clauses.function(object))?),
            "from_grouping" => self.source(&object.get("element")?)?,
            "table_valued" => {
                let with_types = object.flag("_derived_types")?;
                let function = self.quietly(|clauses| clauses.part(object, "element"))?;
                let mut columns = Vec::new();
                if object.flag("_derived")? {
                    for column in object.list("columns")? {
                        let sql_type = match with_types {
                            true => Some(self.reader.type_of(&column.get("type")?)?),
                            false => None,
                        };
                        columns.extend(name(&column, "name")?.map(|name| (name, sql_type)));
                    }
                }
                let from = match object.flag("_ordinality")? {
                    true => FromClause::Numbered(function),
                    false => FromClause::Function(function),
                };
                FromClause::Alias {
                    from: Box::new(from),
                    name: self.alias_name(object)?,
                    lateral: false,
                    columns,
                }
            }
            "values" => {
                let mut columns = Vec::new();
                let mut types = Vec::new();
                for column in object.list("columns")? {
                    columns.extend(name(&column, "name")?);
                    types.push(column.get("type")?);
                }
                let mut rows = Vec::new();
                for row in object.list("_rows")? {
                    let mut read = Vec::new();
                    for (value, python_type) in row.items()?.iter().zip(&types) {
                        read.push(self.given_value(value, python_type)?);
                    }
                    rows.push(read);
                }
                aliased(
                    FromClause::Values { columns, rows },
                    self.alias_name(object)?,
                    false,
                )
            }
            "join" => {
                let left = self.source(&object.get("left")?)?;
                let right = self.source(&object.get("right")?)?;
                let on = self.quietly(|clauses| clauses.maybe(object, "onclause"))?;
                FromClause::Join {
                    left: Box::new(left),
                    right: Box::new(right),
                    on,
                    kind: match (object.flag("full")?, object.flag("isouter")?) {
                        (true, _) => JoinKind::Full,
                        (false, true) => JoinKind::Left,
                        (false, false) => JoinKind::Inner,
                    },
                }
            }
            _ => {
                return Err(self.reader.error(
                    "ArgumentError",
                    format!(
                        "FROM expression, such as a Table or alias() object expected, got a {}.",
                        object.class_name()
                    ),
                ));
            }
        })
    }
}

fn label_in(expression: &Expression) -> Option<&str> {
    match expression {
        Expression::LabelReference(label) => Some(label),
        Expression::Unary { operand, .. } => label_in(operand),
        _ => None,
    }
}

fn unresolved(clauses: &Clauses<'_>, label: &str) -> rustpython_vm::builtins::PyBaseExceptionRef {
    clauses.reader.error(
        "CompileError",
        format!(
            "Can't resolve label reference for ORDER BY / GROUP BY / DISTINCT etc. Textual SQL \
             expression '{label}' should be explicitly declared as text('{label}')"
        ),
    )
}
