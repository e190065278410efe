use limbeck_operations::AlterColumn;
use limbeck_schema::{
    ColumnDefault, Computed, EnumType, Identity, SequenceOptions, SqlType, TableName, Value,
};

use super::{build::*, check, tables::enumeration};

fn change() -> AlterColumn {
    AlterColumn {
        table: TableName::new("t"),
        column: "c".into(),
        ..AlterColumn::default()
    }
}

fn using(mut change: AlterColumn, using: &str) -> AlterColumn {
    change.options.set("postgresql_using", option_text(using));
    change
}

fn checked_enum() -> SqlType {
    SqlType::Enum(EnumType {
        native: false,
        create_constraint: true,
        ..enumeration(&["a", "b"], Some("e1"))
    })
}

fn boolean(create_constraint: bool) -> SqlType {
    SqlType::Boolean {
        create_constraint,
        name: create_constraint.then(|| "ckb".into()),
    }
}

fn of_enum() -> Option<limbeck_schema::Constraint> {
    Some(check_of_type(
        given("e1"),
        "e",
        vec![Value::from("a"), Value::from("b")],
    ))
}

fn of_boolean() -> Option<limbeck_schema::Constraint> {
    Some(check_of_type(
        given("ckb"),
        "e",
        vec![Value::Integer(0), Value::Integer(1)],
    ))
}

#[test]
fn columns_are_altered_in_alembics_order() {
    let everything = || AlterColumn {
        new_name: Some("d".into()),
        nullable: Some(false),
        default: Some(ColumnDefault::Literal("x".to_owned())),
        sql_type: Some(SqlType::Integer),
        ..change()
    };
    let of_e = || AlterColumn {
        column: "e".into(),
        ..change()
    };
    let starting = |start| Identity {
        options: SequenceOptions {
            start: Some(start),
            ..SequenceOptions::default()
        },
        ..Identity::default()
    };
    let computed = || {
        ColumnDefault::Computed(Box::new(Computed {
            expression: text("x"),
            persisted: None,
        }))
    };
    let cases = vec![
        alter(
            "type",
            AlterColumn {
                sql_type: Some(string(Some(50))),
                ..change()
            },
        ),
        alter(
            "type using",
            using(
                AlterColumn {
                    sql_type: Some(SqlType::Integer),
                    ..change()
                },
                "c::int % 5",
            ),
        ),
        alter(
            "using without type",
            using(
                AlterColumn {
                    nullable: Some(true),
                    ..change()
                },
                "c::int",
            ),
        ),
        alter(
            "not null",
            AlterColumn {
                table: in_schema("a.b", "t"),
                nullable: Some(false),
                ..change()
            },
        ),
        alter(
            "null",
            AlterColumn {
                table: TableName::new("T"),
                column: "C".into(),
                nullable: Some(true),
                existing_type: Some(SqlType::Integer),
                ..change()
            },
        ),
        alter(
            "default",
            AlterColumn {
                default: Some(ColumnDefault::Literal("x".to_owned())),
                ..change()
            },
        ),
        alter(
            "default expression",
            AlterColumn {
                default: Some(default_of(text("now() - interval '5%'"))),
                ..change()
            },
        ),
        alter(
            "no default",
            AlterColumn {
                default: Some(ColumnDefault::None),
                ..change()
            },
        ),
        alter(
            "name",
            AlterColumn {
                table: in_schema("s", "t"),
                new_name: Some("D".into()),
                ..change()
            },
        ),
        alter(
            "comment",
            AlterColumn {
                table: in_schema("a.b", "t"),
                comment: Some(Some("it's".to_owned())),
                ..change()
            },
        ),
        alter(
            "no comment",
            AlterColumn {
                comment: Some(None),
                ..change()
            },
        ),
        alter("everything", everything()),
        alter(
            "everything with comment",
            AlterColumn {
                comment: Some(Some("c".to_owned())),
                ..everything()
            },
        ),
        alter(
            "add identity",
            AlterColumn {
                default: Some(ColumnDefault::Identity(Identity {
                    always: true,
                    ..starting(3)
                })),
                ..of_e()
            },
        ),
        alter(
            "change identity",
            AlterColumn {
                default: Some(ColumnDefault::Identity(Identity {
                    always: true,
                    on_null: false,
                    options: SequenceOptions {
                        start: Some(3),
                        cycle: Some(true),
                        no_min_value: true,
                        cache: Some(2),
                        increment: Some(7),
                        max_value: Some(9),
                        ..SequenceOptions::default()
                    },
                })),
                existing_default: Some(ColumnDefault::Identity(starting(4))),
                ..of_e()
            },
        ),
        alter(
            "keep identity",
            AlterColumn {
                default: Some(ColumnDefault::Identity(starting(4))),
                existing_default: Some(ColumnDefault::Identity(Identity {
                    options: SequenceOptions {
                        start: Some(4),
                        cache: Some(5),
                        ..SequenceOptions::default()
                    },
                    ..Identity::default()
                })),
                ..of_e()
            },
        ),
        alter(
            "drop identity",
            AlterColumn {
                default: Some(ColumnDefault::None),
                existing_default: Some(ColumnDefault::Identity(starting(4))),
                ..of_e()
            },
        ),
        alter(
            "to computed",
            AlterColumn {
                default: Some(computed()),
                ..of_e()
            },
        ),
        alter(
            "from computed",
            AlterColumn {
                default: Some(ColumnDefault::None),
                existing_default: Some(computed()),
                ..of_e()
            },
        ),
        alter(
            "to enum",
            AlterColumn {
                sql_type: Some(SqlType::Enum(enumeration(&["a", "b"], Some("e1")))),
                existing_type: Some(SqlType::Integer),
                ..of_e()
            },
        ),
        alter(
            "to checked enum",
            AlterColumn {
                sql_type: Some(checked_enum()),
                type_check: of_enum(),
                existing_type: Some(boolean(true)),
                existing_type_check: of_boolean(),
                ..of_e()
            },
        ),
        alter(
            "from checked enum",
            AlterColumn {
                sql_type: Some(boolean(false)),
                existing_type: Some(checked_enum()),
                existing_type_check: of_enum(),
                ..of_e()
            },
        ),
        alter(
            "from checked enum by convention",
            AlterColumn {
                sql_type: Some(boolean(false)),
                existing_type: Some(checked_enum()),
                existing_type_check: of_enum(),
                naming: convention(),
                ..of_e()
            },
        ),
    ];
    check("alter", cases);
}
