use limbeck_operations::{DropIndex, Operation};
use limbeck_schema::{
    BinaryOperator, Expression, Function, Index, NamingConvention, OptionValue, SqlType, TableName,
    UnaryOperator,
};

use super::{build::*, check};

fn with(mut index: Index, change: impl FnOnce(&mut Index)) -> Index {
    change(&mut index);
    index
}

fn optioned(columns: &[&str], options: &[(&str, OptionValue)]) -> Index {
    with(index(Some("ix"), columns), |index| {
        for (name, value) in options {
            index.options.set(*name, value.clone());
        }
    })
}

fn if_not_exists(case: super::Case) -> super::Case {
    let (name, mut operation) = case;
    if let Operation::CreateIndex(create) = &mut operation {
        create.if_not_exists = true;
    }
    (name, operation)
}

fn unary(operator: UnaryOperator, operand: Expression) -> Expression {
    Expression::Unary {
        operator,
        operand: Box::new(operand),
    }
}

fn expressions() -> Vec<Expression> {
    let more = || binary(column("z"), BinaryOperator::Add, literal(1));
    vec![
        text("lower(x)"),
        unary(UnaryOperator::Descending, text("y")),
        Expression::Function(Function {
            name: vec!["lower".to_owned()],
            arguments: vec![column("z")],
            sql_type: SqlType::Null,
            distinct: false,
        }),
        more(),
        unary(
            UnaryOperator::NullsLast,
            unary(UnaryOperator::Descending, column("q")),
        ),
        column("w"),
        Expression::Raw("lit".to_owned()),
        Expression::Cast {
            operand: Box::new(column("c")),
            sql_type: SqlType::Integer,
            try_cast: false,
        },
        Expression::Collate {
            operand: Box::new(column("x")),
            collation: "C".into(),
        },
        unary(UnaryOperator::Descending, more()),
    ]
}

#[test]
fn indexes_are_created_with_every_option() {
    let where_of = |expression: Expression| OptionValue::Expression(Box::new(expression));
    let is_null = || where_of(binary(column("a"), BinaryOperator::Is, Expression::Null));
    let cases = vec![
        create_index("", index(Some("ix"), &["a", "B"])),
        if_not_exists(create_index(
            "unique in schema",
            with(index(Some("ix"), &["a"]), |index| {
                index.unique = true;
                index.table = Some(in_schema("S", "t"));
            }),
        )),
        create_index(
            "without name",
            with(index(None, &["a", "b"]), |index| {
                index.table = Some(in_schema("s", "t"));
            }),
        ),
        create_index("long", index(Some(&"x".repeat(70)), &["a"])),
        create_index(
            "long by convention",
            with(index(None, &[&"a".repeat(50)]), |index| {
                index.table = Some(TableName::new("t".repeat(50)));
            }),
        ),
        create_index(
            "options",
            optioned(
                &["a", "b"],
                &[
                    ("postgresql_using", option_text("GIN")),
                    (
                        "postgresql_ops",
                        option_map(&[("b", option_text("text_ops"))]),
                    ),
                    ("postgresql_include", option_list(&["c"])),
                    (
                        "postgresql_with",
                        option_map(&[("fillfactor", OptionValue::Integer(50))]),
                    ),
                    ("postgresql_tablespace", option_text("Ts")),
                    ("postgresql_nulls_not_distinct", OptionValue::Boolean(true)),
                    ("postgresql_where", where_of(text("a > 5"))),
                    ("sqlite_where", where_of(text("a > 6"))),
                ],
            ),
        ),
        if_not_exists(create_index(
            "concurrently",
            optioned(
                &["a"],
                &[("postgresql_concurrently", OptionValue::Boolean(true))],
            ),
        )),
        create_index(
            "where string",
            optioned(&["a"], &[("postgresql_where", option_text("a like 'b%'"))]),
        ),
        create_index(
            "where column",
            optioned(
                &["a"],
                &[("postgresql_where", is_null()), ("sqlite_where", is_null())],
            ),
        ),
        create_index(
            "bad method",
            optioned(&["a"], &[("postgresql_using", option_text("gin (x)"))]),
        ),
        create_index(
            "expressions",
            with(index(Some("ix"), &[]), |index| {
                index.expressions = expressions();
            }),
        ),
    ];
    check("create index", cases);
}

#[test]
fn indexes_are_dropped() {
    let drop = |index: Index, schema: Option<&str>, if_exists| {
        Operation::DropIndex(DropIndex {
            index,
            schema: schema.map(Into::into),
            if_exists,
            naming: NamingConvention::default(),
        })
    };
    let mut concurrent = optioned(
        &[],
        &[("postgresql_concurrently", OptionValue::Boolean(true))],
    );
    concurrent.name = given("Ix");
    concurrent.table = Some(in_schema("s", "t"));
    check(
        "drop index",
        vec![
            (
                "drop index".to_owned(),
                drop(
                    with(index(Some("ix"), &[]), |index| index.table = None),
                    None,
                    false,
                ),
            ),
            (
                "drop index in schema".to_owned(),
                drop(concurrent, Some("s"), true),
            ),
            (
                "drop index long".to_owned(),
                drop(index(Some(&"x".repeat(70)), &[]), None, false),
            ),
        ],
    );
}
