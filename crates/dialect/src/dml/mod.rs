//! Expressions and statements → SQL, in SQLAlchemy's spelling.

mod binary;
mod bind;
mod columns;
mod expression;
mod function;
mod operator;
mod query;
mod statement;
mod syntax;
mod text;

use std::collections::HashMap;

use limbeck_operations::Execute;
use limbeck_schema::{Expression, FromClause, Statement, Value};

use self::syntax::Syntax;
use crate::{Binds, Dialect, Error, Sql, ddl};

/// How an expression is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ExpressionContext {
    /// Whether columns are written with the table that they belong to.
    pub qualified: bool,
    /// What becomes of values.
    pub binds: Binds,
}

impl ExpressionContext {
    /// In the definition of a table, an index or a constraint: columns
    /// without their table, values as literals.
    pub const DEFINITION: ExpressionContext = ExpressionContext {
        qualified: false,
        binds: Binds::Inline,
    };
}

/// The expression's SQL, without parentheses around it. Values are literals,
/// or placeholders whose values the caller does not want to know.
pub(crate) fn expression(
    dialect: &dyn Dialect,
    expression: &Expression,
    context: &ExpressionContext,
) -> Result<String, Error> {
    Writer::new(dialect, *context).expression(expression)
}

/// As [`expression`], in the parentheses that SQLAlchemy writes around an
/// expression that stands for itself (an element of an index, a value in a
/// SET): around operators, not around columns and functions.
pub(crate) fn grouped_expression(
    dialect: &dyn Dialect,
    expression: &Expression,
    context: &ExpressionContext,
) -> Result<String, Error> {
    Writer::new(dialect, *context).grouped(expression, None)
}

/// The statement's SQL with its values. A DDL construct is not written here.
pub(crate) fn statement(
    dialect: &dyn Dialect,
    statement: &Statement,
    binds: Binds,
) -> Result<Sql, Error> {
    with_parameters(dialect, statement, &[], &[], binds)
}

/// The SQL of a statement that a script executes, one for each run of
/// parameter sets that come to the same text.
pub(crate) fn execute(
    dialect: &dyn Dialect,
    execute: &Execute,
    binds: Binds,
) -> Result<Vec<Sql>, Error> {
    // What is printed stands for no connection, and so has no options.
    let translations: &[Translation] = match binds {
        Binds::Bound => &execute.options.schema_translate_map,
        Binds::Inline => &[],
    };
    if !translations.is_empty() && matches!(execute.statement, Statement::Ddl(_)) {
        return Err(Error::raised(
            "NotImplementedError",
            "limbeck does not translate the schemas of DDL constructs (schema_translate_map); write the schema out",
        ));
    }
    if execute.parameters.is_empty() {
        let statement = &execute.statement;
        return Ok(vec![with_parameters(
            dialect,
            statement,
            &[],
            translations,
            binds,
        )?]);
    }
    let mut written: Vec<Sql> = Vec::new();
    for set in &execute.parameters {
        let sql = with_parameters(dialect, &execute.statement, set, translations, binds)?;
        match written.last_mut() {
            Some(last) if last.text == sql.text && !sql.parameters.is_empty() => {
                last.parameters.extend(sql.parameters);
            }
            _ => written.push(sql),
        }
    }
    Ok(written)
}

fn with_parameters(
    dialect: &dyn Dialect,
    statement: &Statement,
    given: &[(String, Value)],
    translations: &[Translation],
    binds: Binds,
) -> Result<Sql, Error> {
    let context = ExpressionContext {
        qualified: true,
        binds,
    };
    let mut writer = Writer::new(dialect, context);
    writer.given = given;
    writer.translations = translations;
    let text = match statement {
        Statement::Ddl(element) => return ddl::element(dialect, element),
        other => writer.statement(other)?,
    };
    Ok(Sql {
        autocommit: dialect.refuses_transaction(&text),
        parameters: match writer.parameters {
            parameters if parameters.is_empty() => Vec::new(),
            parameters => vec![parameters],
        },
        ..Sql::new(text.trim())
    })
}

/// A schema as it is written, and as it is meant; none is the default one.
type Translation = (Option<String>, Option<String>);

/// Writes one statement or expression.
struct Writer<'a> {
    dialect: &'a dyn Dialect,
    syntax: Syntax,
    context: ExpressionContext,
    /// Values given on execution, by the parameter's name.
    given: &'a [(String, Value)],
    /// Schemas that stand for others.
    translations: &'a [Translation],
    /// Values of the placeholders so far.
    parameters: Vec<Value>,
    /// Whether an operator is being written around what is written now.
    in_operator: bool,
    /// Tables of the statements around the one that is written now, the
    /// innermost last.
    enclosing: Vec<Enclosing>,
    /// Labels of the SELECT whose ORDER BY is written now.
    labels: Vec<Expression>,
    /// Names given to nameless things, and the last number of each stem.
    anonymous: HashMap<String, String>,
    counters: HashMap<String, usize>,
}

/// Tables of a statement, for the subqueries in it.
#[derive(Clone, Default)]
struct Enclosing {
    /// Those in its own FROM, which a subquery in another FROM does not see.
    own: Vec<FromClause>,
    /// Those and all outside of it.
    all: Vec<FromClause>,
}

impl<'a> Writer<'a> {
    fn new(dialect: &'a dyn Dialect, context: ExpressionContext) -> Writer<'a> {
        Writer {
            dialect,
            syntax: Syntax::of(dialect),
            context,
            given: &[],
            translations: &[],
            parameters: Vec::new(),
            in_operator: false,
            enclosing: Vec::new(),
            labels: Vec::new(),
            anonymous: HashMap::new(),
            counters: HashMap::new(),
        }
    }

    /// Runs `write` with columns qualified or not, and restores the setting.
    fn qualified<T>(
        &mut self,
        qualified: bool,
        write: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let before = std::mem::replace(&mut self.context.qualified, qualified);
        let result = write(self);
        self.context.qualified = before;
        result
    }
}

fn compile_error(message: impl Into<String>) -> Error {
    Error::Raised {
        class: "CompileError",
        message: message.into(),
    }
}
