//! Expressions and statements → SQL, in SQLAlchemy's spelling.

mod binary;
mod bind;
mod columns;
mod expression;
mod function;
mod operator;
mod query;
mod shown;
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
        Binds::Inline | Binds::Shown(_) => &[],
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

pub(crate) use self::shown::{expression as shown_expression, statement as shown};

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
    /// Placeholders that equal values may share, and what they are cast to.
    shared: Vec<(usize, String)>,
    /// Whether an operator is being written around what is written now.
    in_operator: bool,
    /// Tables of the statements around the one that is written now, the
    /// innermost last.
    enclosing: Vec<Enclosing>,
    /// Labels of the SELECT whose ORDER BY is written now.
    labels: Vec<Expression>,
    /// The parameters that are shown so far, by name.
    shown: Vec<(String, Option<Value>)>,
    /// What the parameter that is written next is called if it has no name.
    beside: Option<String>,
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
            shared: Vec::new(),
            in_operator: false,
            enclosing: Vec::new(),
            labels: Vec::new(),
            shown: Vec::new(),
            beside: None,
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

#[cfg(test)]
mod tests {
    use limbeck_schema::{
        BinaryOperator, Bind, ColumnReference, Function, Insert, InsertSource, LikeShape,
        PostgresqlType, Query, Select, SqlType, StringType, TableName, Text, Update,
    };

    use super::*;
    use crate::{Postgresql, Sqlite};

    fn column(name: &str, sql_type: SqlType) -> Expression {
        Expression::Column(ColumnReference {
            table: Some(TableName::new("t")),
            name: name.into(),
            sql_type,
        })
    }

    fn string(name: &str) -> Expression {
        column(name, SqlType::String(StringType::default()))
    }

    fn literal(value: impl Into<Value>) -> Expression {
        Expression::Bind(Bind::new(value.into(), SqlType::Null))
    }

    fn compared(left: Expression, operator: BinaryOperator, right: Expression) -> Expression {
        Expression::binary(left, operator, right)
    }

    /// The statement's text and its one set of values.
    fn written(dialect: &dyn Dialect, query: &Statement) -> (String, Vec<Value>) {
        let mut sql = statement(dialect, query, Binds::Bound).unwrap();
        assert!(sql.parameters.len() < 2);
        (sql.text, sql.parameters.pop().unwrap_or_default())
    }

    fn selected(expression: Expression) -> Statement {
        let column = Expression::Label {
            operand: Box::new(expression),
            name: "x".into(),
        };
        Statement::Query(Box::new(Query::Select(Box::new(Select {
            columns: vec![column],
            ..Select::default()
        }))))
    }

    #[test]
    fn values_in_expressions_are_placeholders_where_a_literal_could_be_misread() {
        fn check(expression: Expression, postgresql: &str, sqlite: &str, values: [usize; 2]) {
            let select = selected(expression);
            let (text, sent) = written(&Postgresql::new(), &select);
            assert_eq!(text, format!("SELECT {postgresql} AS x"));
            assert_eq!(sent.len(), values[0], "{text}");
            let (text, sent) = written(&Sqlite, &select);
            assert_eq!(text, format!("SELECT {sqlite} AS x"));
            assert_eq!(sent.len(), values[1], "{text}");
        }
        use BinaryOperator as B;
        check(
            compared(string("a"), B::Equal, literal("it's")),
            "t.a = 'it''s'",
            "t.a = ?",
            [0, 1],
        );
        check(
            compared(string("a"), B::Equal, literal("a\\b")),
            "t.a = $1",
            "t.a = ?",
            [1, 1],
        );
        check(
            Expression::Function(Function::call(
                vec!["f".into()],
                vec![literal(1), literal("a\\b"), literal(Value::Null)],
                None,
            )),
            "f(1, $1::VARCHAR, NULL)",
            "f(?, ?, ?)",
            [1, 3],
        );
        let moment = Value::DateTime("2025-10-22 10:30:00+00:00".into());
        let twice = Expression::Tuple(vec![literal(moment.clone()), literal(moment)]);
        check(
            twice,
            "($1::TIMESTAMP WITH TIME ZONE, $1::TIMESTAMP WITH TIME ZONE)",
            "(?, ?)",
            [1, 2],
        );
        let jsonb = SqlType::Postgresql(PostgresqlType::Jsonb {
            none_as_null: false,
        });
        check(
            compared(
                column("j", jsonb),
                B::Custom {
                    text: "@>".into(),
                    precedence: 5,
                    comparison: true,
                    eager: true,
                    sql_type: SqlType::Null,
                },
                literal(Value::Json("{\"a\": 1}".into())),
            ),
            "t.j @> $1::JSONB",
            "t.j @> ?",
            [1, 1],
        );
        check(
            compared(
                string("a"),
                B::Like {
                    shape: LikeShape::Contains,
                    negated: false,
                    case_insensitive: true,
                    escape: Some("/".into()),
                },
                literal("50/%"),
            ),
            "t.a ILIKE '%' || '50/%' || '%' ESCAPE '/'",
            "lower(t.a) LIKE '%' || lower(?) || '%' ESCAPE '/'",
            [0, 1],
        );
    }

    #[test]
    fn values_of_columns_are_sent_beside_the_statement() {
        let row = vec![
            literal("x").typed_as(&SqlType::String(StringType::default())),
            literal(5).typed_as(&SqlType::Integer),
            literal(Value::Null).typed_as(&SqlType::Json {
                none_as_null: false,
            }),
            literal(Value::Uuid("0f5b1d8e-0a6b-4d0b-9f3e-2a7c1d9e8f00".into())),
        ];
        let insert = Statement::Insert(Box::new(Insert {
            with: Vec::new(),
            table: TableName::in_schema(Some("app".into()), "t"),
            prefixes: Vec::new(),
            columns: ["a", "b", "c", "order"].map(Into::into).to_vec(),
            source: InsertSource::Values(vec![row]),
            on_conflict: None,
            returning: Vec::new(),
            implicit_returning: vec!["id".into()],
        }));
        assert_eq!(
            written(&Postgresql::new(), &insert),
            (
                "INSERT INTO app.t (a, b, c, \"order\") VALUES ($1, $2::INTEGER, $3::JSON, \
                 $4::UUID) RETURNING app.t.id"
                    .into(),
                vec![
                    "x".into(),
                    5.into(),
                    Value::Json("null".into()),
                    Value::Uuid("0f5b1d8e-0a6b-4d0b-9f3e-2a7c1d9e8f00".into()),
                ]
            )
        );
        assert_eq!(
            written(&Sqlite, &insert).1,
            [
                "x".into(),
                5.into(),
                "null".into(),
                "0f5b1d8e0a6b4d0b9f3e2a7c1d9e8f00".into(),
            ]
        );
        let update = Statement::Update(Box::new(Update {
            with: Vec::new(),
            table: FromClause::Table(TableName::new("t")),
            values: vec![
                ("a".into(), literal("x")),
                (
                    "b".into(),
                    compared(string("b"), BinaryOperator::Add, literal("y")),
                ),
            ],
            from: Vec::new(),
            condition: Some(compared(string("c"), BinaryOperator::Is, Expression::Null)),
            returning: Vec::new(),
        }));
        assert_eq!(
            written(&Postgresql::new(), &update),
            (
                "UPDATE t SET a=$1, b=(t.b || 'y') WHERE t.c IS NULL".into(),
                vec!["x".into()]
            )
        );
    }

    #[test]
    fn parameters_of_a_text_are_given_with_it_or_on_execution() {
        let text = Statement::Text(Text {
            sql: "SELECT :a, :b::int, ':c\\:d', :e".into(),
            binds: vec![
                Bind {
                    key: Some("a".into()),
                    ..Bind::new("x".into(), SqlType::Null)
                },
                Bind {
                    key: Some("e".into()),
                    expanding: true,
                    ..Bind::new(Value::Array(vec![1.into(), 2.into()]), SqlType::Null)
                },
            ],
        });
        let missing = statement(&Sqlite, &text, Binds::Bound).unwrap_err();
        assert_eq!(
            missing.to_string(),
            "(sqlalchemy.exc.InvalidRequestError) A value is required for bind parameter 'c'"
        );
        let inline = statement(&Sqlite, &text, Binds::Inline).unwrap();
        assert_eq!(inline.text, "SELECT 'x', :b::int, 'NULL:d', (1, 2)");
        let executed = execute(
            &Sqlite,
            &Execute {
                statement: text,
                parameters: vec![
                    vec![("c".into(), 1.into())],
                    vec![("c".into(), true.into()), ("a".into(), "y".into())],
                ],
                options: Default::default(),
            },
            Binds::Bound,
        )
        .unwrap();
        assert_eq!(executed.len(), 1);
        assert_eq!(executed[0].text, "SELECT ?, :b::int, '?:d', (?, ?)");
        assert_eq!(
            executed[0].parameters,
            [
                vec!["x".into(), 1.into(), 1.into(), 2.into()],
                vec!["y".into(), 1.into(), 1.into(), 2.into()]
            ]
        );
    }

    #[test]
    fn a_schema_that_stands_for_another_is_not_written() {
        let text = |table: TableName| {
            let query = Statement::Query(Box::new(Query::Select(Box::new(Select {
                columns: vec![
                    Expression::Column(ColumnReference {
                        table: Some(table.clone()),
                        name: "a".into(),
                        sql_type: SqlType::Null,
                    }),
                    Expression::Column(ColumnReference {
                        table: Some(TableName::new("other")),
                        name: "b".into(),
                        sql_type: SqlType::Null,
                    }),
                ],
                from: vec![
                    FromClause::Table(table),
                    FromClause::Alias {
                        from: Box::new(FromClause::Table(TableName::new("t"))),
                        name: "other".into(),
                        lateral: false,
                        columns: Vec::new(),
                    },
                ],
                ..Select::default()
            }))));
            let options = limbeck_operations::ExecutionOptions {
                schema_translate_map: vec![(None, Some("tenant".into()))],
                ..Default::default()
            };
            let execute = Execute {
                statement: query,
                parameters: Vec::new(),
                options,
            };
            super::execute(&Sqlite, &execute, Binds::Bound).unwrap()[0]
                .text
                .clone()
        };
        assert_eq!(
            text(TableName::new("t")),
            "SELECT tenant.t.a, other.b \nFROM tenant.t, tenant.t AS other"
        );
        assert_eq!(
            text(TableName::in_schema(Some("s".into()), "t")),
            "SELECT s.t.a, other.b \nFROM s.t, tenant.t AS other"
        );
    }
}
