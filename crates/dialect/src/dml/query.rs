//! SELECT, its FROM, and what combines SELECTs.

use limbeck_schema::{
    CommonTable, CompoundOperator, Correlation, Distinct, Expression, Fetch, FromClause, JoinKind,
    Locking, Name, Query, Select,
};

use super::{Enclosing, Syntax, Writer, columns::Place, operator::Operator};
use crate::Error;

impl Writer<'_> {
    /// A query inside another statement.
    pub(super) fn subquery(&mut self, query: &Query, place: Place) -> Result<String, Error> {
        let labels = std::mem::take(&mut self.labels);
        let result = self.qualified(true, |writer| writer.query(query, place));
        self.labels = labels;
        result
    }

    pub(super) fn query(&mut self, query: &Query, place: Place) -> Result<String, Error> {
        match query {
            Query::Select(select) => self.select(select, place),
            Query::Text(text) => self.text(text),
            Query::Compound(compound) => {
                let word = match compound.operator {
                    CompoundOperator::Union => " UNION ",
                    CompoundOperator::UnionAll => " UNION ALL ",
                    CompoundOperator::Intersect => " INTERSECT ",
                    CompoundOperator::IntersectAll => " INTERSECT ALL ",
                    CompoundOperator::Except => " EXCEPT ",
                    CompoundOperator::ExceptAll => " EXCEPT ALL ",
                };
                let common = self.common_tables(&compound.with)?;
                let mut written = Vec::with_capacity(compound.parts.len());
                for part in &compound.parts {
                    let text = self.query(part, place)?;
                    written.push(match stands_alone(part) {
                        true => format!("({text})"),
                        false => text,
                    });
                }
                let mut text = format!("{common}{}", written.join(word));
                self.qualified(false, |writer| {
                    writer.order_by(&compound.order_by, &mut text)?;
                    writer.row_limits(compound.limit.as_ref(), compound.offset.as_ref(), &mut text)
                })?;
                Ok(text)
            }
        }
    }

    fn select(&mut self, select: &Select, place: Place) -> Result<String, Error> {
        let common = self.common_tables(&select.with)?;
        let from = self.correlated(select, place)?;
        let outside = match place {
            // A query in a FROM does not see the tables beside it.
            Place::From => self
                .enclosing
                .last()
                .map(|enclosing| {
                    enclosing
                        .all
                        .iter()
                        .filter(|table| !enclosing.own.contains(table))
                        .cloned()
                        .collect()
                })
                .unwrap_or_default(),
            Place::Select | Place::Lateral | Place::Returning => self
                .enclosing
                .last()
                .map(|enclosing| enclosing.all.clone())
                .unwrap_or_default(),
        };
        let own = surface(&from);
        let all = own.iter().cloned().chain(outside).collect();
        self.enclosing.push(Enclosing { own, all });
        let result = self.select_body(select, &from, place);
        self.enclosing.pop();
        Ok(format!("{common}{}", result?))
    }

    fn select_body(
        &mut self,
        select: &Select,
        from: &[FromClause],
        place: Place,
    ) -> Result<String, Error> {
        let mut text = "SELECT ".to_owned();
        for prefix in &select.prefixes {
            text.push_str(prefix);
            text.push(' ');
        }
        match &select.distinct {
            Distinct::No => {}
            Distinct::On(columns) if self.syntax == Syntax::Postgresql => {
                text.push_str(&format!("DISTINCT ON ({}) ", self.list(columns)?));
            }
            Distinct::All | Distinct::On(_) => text.push_str("DISTINCT "),
        }
        let columns = self.columns(&select.columns, place)?;
        if columns.is_empty() {
            text.truncate(text.trim_end().len());
        }
        text.push_str(&columns);
        if !from.is_empty() {
            text.push_str(" \nFROM ");
            text.push_str(&self.list_from(from)?);
        }
        if let Some(condition) = &select.condition {
            let condition = self.condition(condition)?;
            if !condition.is_empty() {
                if from.is_empty() && self.syntax.is_mysql() {
                    text.push_str(" FROM DUAL");
                }
                text.push_str(" \nWHERE ");
                text.push_str(&condition);
            }
        }
        let outer = std::mem::take(&mut self.labels);
        let grouped = self.list(&select.group_by)?;
        if !grouped.is_empty() {
            text.push_str(" GROUP BY ");
            text.push_str(&grouped);
        }
        if let Some(having) = &select.having {
            let having = self.condition(having)?;
            if !having.is_empty() {
                text.push_str(" \nHAVING ");
                text.push_str(&having);
            }
        }
        self.labels = select
            .columns
            .iter()
            .filter(|column| matches!(column, Expression::Label { .. }))
            .cloned()
            .collect();
        let ordered = self.order_by(&select.order_by, &mut text);
        self.labels = outer;
        ordered?;
        match &select.fetch {
            Some(fetch) => self.fetch(fetch, select.offset.as_ref(), &mut text)?,
            None => self.row_limits(select.limit.as_ref(), select.offset.as_ref(), &mut text)?,
        }
        if let Some(locking) = &select.locking {
            self.locking(locking, &mut text);
        }
        for suffix in &select.suffixes {
            text.push(' ');
            text.push_str(suffix);
        }
        Ok(text)
    }

    /// The FROM of a SELECT, without the tables that an enclosing one
    /// supplies.
    fn correlated(&self, select: &Select, place: Place) -> Result<Vec<FromClause>, Error> {
        let from = &select.from;
        let Some(enclosing) = self.enclosing.last() else {
            return Ok(from.clone());
        };
        let visible = |table: &FromClause| {
            enclosing.all.contains(table)
                && (place != Place::From || !enclosing.own.contains(table))
        };
        let kept: Vec<FromClause> = match &select.correlation {
            Correlation::Never => return Ok(from.clone()),
            Correlation::Only(tables) => from
                .iter()
                .filter(|table| !(enclosing.all.contains(table) && tables.contains(table)))
                .cloned()
                .collect(),
            Correlation::Except(tables) => from
                .iter()
                .filter(|table| !enclosing.all.contains(table) || tables.contains(table))
                .cloned()
                .collect(),
            Correlation::Automatic if from.len() > 1 => from
                .iter()
                .filter(|table| !visible(table))
                .cloned()
                .collect(),
            Correlation::Automatic => return Ok(from.clone()),
        };
        if kept.is_empty() && select.correlation == Correlation::Automatic {
            return Err(Error::Raised {
                class: "InvalidRequestError",
                message: "Select statement returned no FROM clauses due to auto-correlation; \
                          specify correlate(<tables>) to control correlation manually."
                    .to_owned(),
            });
        }
        Ok(kept)
    }

    pub(super) fn list_from(&mut self, from: &[FromClause]) -> Result<String, Error> {
        let mut written = Vec::with_capacity(from.len());
        for table in from {
            written.push(self.clause(table)?);
        }
        Ok(written.join(", "))
    }

    pub(super) fn clause(&mut self, from: &FromClause) -> Result<String, Error> {
        match from {
            FromClause::Table(table) => Ok(self.full_table(table)),
            FromClause::Common(name) => Ok(self.name(name)),
            FromClause::Text(text) => self.text(text),
            FromClause::Function(function) => self.expression(function),
            FromClause::Numbered(function) => {
                Ok(format!("{} WITH ORDINALITY", self.expression(function)?))
            }
            FromClause::Subquery(query) => Ok(format!("({})", self.subquery(query, Place::From)?)),
            FromClause::Alias {
                from,
                name,
                lateral,
                columns,
            } => {
                let lateral = if *lateral { "LATERAL " } else { "" };
                if let FromClause::Values { columns, rows } = &**from {
                    return self.values(columns, rows, name, lateral);
                }
                let inner = match &**from {
                    FromClause::Subquery(query) if !lateral.is_empty() => {
                        format!("({})", self.subquery(query, Place::Lateral)?)
                    }
                    other => self.clause(other)?,
                };
                let mut text = format!("{lateral}{inner} AS {}", self.name(name));
                if !columns.is_empty() {
                    let mut written = Vec::with_capacity(columns.len());
                    for (column, sql_type) in columns {
                        let mut column = self.name(column);
                        if let Some(sql_type) = sql_type {
                            column.push(' ');
                            column.push_str(&self.dialect.spell_type(sql_type)?);
                        }
                        written.push(column);
                    }
                    text.push_str(&format!("({})", written.join(", ")));
                }
                Ok(text)
            }
            FromClause::Values { rows, .. } => Ok(format!("({})", self.rows(rows)?)),
            FromClause::Join {
                left,
                right,
                on,
                kind,
            } => {
                let left = self.clause(left)?;
                let right = match &**right {
                    nested @ FromClause::Join { .. } => format!("({})", self.clause(nested)?),
                    other => self.clause(other)?,
                };
                let Some(on) = on else {
                    return Ok(format!("{left} CROSS JOIN {right}"));
                };
                let word = match kind {
                    JoinKind::Inner if self.syntax.is_mysql() => "INNER JOIN",
                    JoinKind::Inner => "JOIN",
                    JoinKind::Left => "LEFT OUTER JOIN",
                    JoinKind::Full => "FULL OUTER JOIN",
                };
                let on = self.condition(on)?;
                Ok(format!("{left} {word} {right} ON {on}"))
            }
        }
    }

    fn rows(&mut self, rows: &[Vec<Expression>]) -> Result<String, Error> {
        let mut written = Vec::with_capacity(rows.len());
        for row in rows {
            written.push(format!("({})", self.list(row)?));
        }
        Ok(format!("VALUES {}", written.join(", ")))
    }

    fn values(
        &mut self,
        columns: &[Name],
        rows: &[Vec<Expression>],
        name: &Name,
        lateral: &str,
    ) -> Result<String, Error> {
        let rows = self.rows(rows)?;
        let columns: Vec<String> = columns.iter().map(|column| self.name(column)).collect();
        Ok(format!(
            "{lateral}({rows}) AS {} ({})",
            self.name(name),
            columns.join(", ")
        ))
    }

    fn order_by(&mut self, order_by: &[Expression], text: &mut String) -> Result<(), Error> {
        let list = self.list(order_by)?;
        if !list.is_empty() {
            text.push_str(" ORDER BY ");
            text.push_str(&list);
        }
        Ok(())
    }

    fn row_limits(
        &mut self,
        limit: Option<&Expression>,
        offset: Option<&Expression>,
        text: &mut String,
    ) -> Result<(), Error> {
        if limit.is_none() && offset.is_none() {
            return Ok(());
        }
        if self.syntax.is_mysql() {
            text.push_str(" \n LIMIT ");
            if let Some(offset) = offset {
                text.push_str(&format!("{}, ", self.expression(offset)?));
            }
            text.push_str(&match limit {
                Some(limit) => self.expression(limit)?,
                None => u64::MAX.to_string(),
            });
            return Ok(());
        }
        if self.is_generic() {
            text.push_str(&match limit {
                Some(limit) => format!("\n LIMIT {}", self.expression(limit)?),
                None => "\n LIMIT -1".to_owned(),
            });
            if let Some(offset) = offset {
                text.push_str(&format!(" OFFSET {}", self.expression(offset)?));
            }
            return Ok(());
        }
        let placeholder = |number: i64| {
            Expression::Bind(limbeck_schema::Bind::new(
                number.into(),
                limbeck_schema::SqlType::Integer,
            ))
        };
        let (none, zero) = (placeholder(-1), placeholder(0));
        let (limit, offset) = match self.syntax == Syntax::Sqlite && self.is_shown() {
            true => (limit.or(Some(&none)), offset.or(Some(&zero))),
            false => (limit, offset),
        };
        match (limit, self.syntax) {
            (Some(limit), Syntax::Postgresql | Syntax::Mysql { .. }) => {
                text.push_str(&format!(" \n LIMIT {}", self.expression(limit)?));
            }
            (Some(limit), Syntax::Sqlite) => {
                text.push_str(&format!("\n LIMIT {}", self.expression(limit)?));
            }
            (None, Syntax::Postgresql | Syntax::Mysql { .. }) => text.push_str("\n LIMIT ALL"),
            (None, Syntax::Sqlite) => text.push_str("\n LIMIT -1"),
        }
        match (offset, self.syntax) {
            (Some(offset), _) => text.push_str(&format!(" OFFSET {}", self.expression(offset)?)),
            (None, Syntax::Sqlite) => text.push_str(" OFFSET 0"),
            (None, Syntax::Postgresql | Syntax::Mysql { .. }) => {}
        }
        Ok(())
    }

    fn fetch(
        &mut self,
        fetch: &Fetch,
        offset: Option<&Expression>,
        text: &mut String,
    ) -> Result<(), Error> {
        if let Some(offset) = offset {
            let offset = self.expression(offset)?;
            text.push_str(&match self.syntax {
                Syntax::Postgresql => format!("\n OFFSET ({offset}) ROWS"),
                Syntax::Sqlite | Syntax::Mysql { .. } => format!("\n OFFSET {offset} ROWS"),
            });
        }
        let count = self.expression(&fetch.count)?;
        let count = match self.syntax {
            Syntax::Postgresql => format!("({count})"),
            Syntax::Sqlite | Syntax::Mysql { .. } => count,
        };
        text.push_str(&format!(
            "\n FETCH FIRST {count}{} ROWS {}",
            if fetch.percent { " PERCENT" } else { "" },
            if fetch.with_ties { "WITH TIES" } else { "ONLY" },
        ));
        Ok(())
    }

    fn locking(&mut self, locking: &Locking, text: &mut String) {
        if self.is_generic() {
            text.push_str(" FOR UPDATE");
            return;
        }
        if self.syntax == Syntax::Sqlite {
            return;
        }
        if self.syntax.is_mysql() {
            // Shares a row with whoever reads it, in the words of all versions.
            text.push_str(match locking.read {
                true => " LOCK IN SHARE MODE",
                false => " FOR UPDATE",
            });
            if locking.nowait {
                text.push_str(" NOWAIT");
            }
            if locking.skip_locked {
                text.push_str(" SKIP LOCKED");
            }
            return;
        }
        text.push_str(match (locking.read, locking.key_share) {
            (true, true) => " FOR KEY SHARE",
            (true, false) => " FOR SHARE",
            (false, true) => " FOR NO KEY UPDATE",
            (false, false) => " FOR UPDATE",
        });
        if !locking.of.is_empty() {
            let tables: Vec<String> = locking
                .of
                .iter()
                .map(|table| self.name(&table.name))
                .collect();
            text.push_str(&format!(" OF {}", tables.join(", ")));
        }
        if locking.nowait {
            text.push_str(" NOWAIT");
        }
        if locking.skip_locked {
            text.push_str(" SKIP LOCKED");
        }
    }

    /// The WITH before a statement, or nothing.
    pub(super) fn common_tables(&mut self, with: &[CommonTable]) -> Result<String, Error> {
        if with.is_empty() {
            return Ok(String::new());
        }
        let mut written = Vec::with_capacity(with.len());
        for common in with {
            let mut text = self.name(&common.name);
            if !common.columns.is_empty() {
                let columns: Vec<String> = common
                    .columns
                    .iter()
                    .map(|column| self.name(column))
                    .collect();
                text.push_str(&format!("({})", columns.join(", ")));
            }
            let inner = match &common.statement {
                limbeck_schema::Statement::Query(query) => self.query(query, Place::From)?,
                other => self.statement(other)?,
            };
            written.push(format!("{text} AS \n({inner})"));
        }
        let word = match with.iter().any(|common| common.recursive) {
            true => "WITH RECURSIVE",
            false => "WITH",
        };
        Ok(format!("{word} {}\n ", written.join(", \n")))
    }

    /// The element of a unique index that an ON CONFLICT names.
    pub(super) fn conflict_element(&mut self, element: &Expression) -> Result<String, Error> {
        self.qualified(false, |writer| {
            writer.grouped(element, Some(Operator::Comma))
        })
    }
}

/// Whether a part of a UNION has parentheses: it has an order or a limit of
/// its own, or combines SELECTs itself.
fn stands_alone(part: &Query) -> bool {
    match part {
        Query::Select(select) => {
            !select.order_by.is_empty()
                || select.limit.is_some()
                || select.fetch.is_some()
                || select.offset.is_some()
        }
        Query::Compound(_) => true,
        Query::Text(_) => false,
    }
}

/// The tables that a FROM brings into sight, joined ones too.
pub(super) fn surface(from: &[FromClause]) -> Vec<FromClause> {
    let mut tables = Vec::new();
    for clause in from {
        tables.push(clause.clone());
        if let FromClause::Join { left, right, .. } = clause {
            tables.extend(surface(std::slice::from_ref(left)));
            tables.extend(surface(std::slice::from_ref(right)));
        }
    }
    tables
}
