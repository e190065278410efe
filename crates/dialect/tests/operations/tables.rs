use limbeck_operations::{CreateTable, DropTable, Operation, RenameTable, TableComment};
use limbeck_schema::{
    Column, ColumnDefault, Computed, Constraint, ConstraintKind, ConstraintName, EnumType,
    ExcludeConstraint, ExcludeElement, Expression, Function, Identity, Name, OptionValue,
    PostgresqlType, Sequence, SequenceOptions, SqlType, Table, TableName, Value,
};

use super::{build::*, check};

fn with(mut table: Table, change: impl FnOnce(&mut Table)) -> Table {
    change(&mut table);
    table
}

fn with_column(mut column: Column, change: impl FnOnce(&mut Column)) -> Column {
    change(&mut column);
    column
}

#[test]
fn tables_are_created_as_alembic_creates_them() {
    let mut cases = primary_keys();
    cases.extend(options());
    cases.extend(constraints());
    cases.extend(types());
    cases.extend(conventions());
    cases.extend([
        create(
            "plain",
            table(vec![
                integer("a"),
                with_column(Column::new("b", string(Some(20))), |b| b.nullable = false),
            ]),
        ),
        (
            "table if not exists".to_owned(),
            Operation::CreateTable(Box::new(CreateTable {
                table: table(vec![integer("a")]),
                if_not_exists: true,
            })),
        ),
        create(
            "in schema with comment",
            with(
                table(vec![
                    with_column(integer("a"), |a| a.comment = Some("it's 5%".to_owned())),
                    integer("b"),
                ]),
                |t| {
                    t.name = in_schema("app", "t");
                    t.comment = Some("all of \"them\"".to_owned());
                },
            ),
        ),
        create("without columns", table(vec![])),
        create(
            "column without type",
            table(vec![Column::new("a", SqlType::Null)]),
        ),
        create(
            "quoted names",
            with(
                table(
                    [
                        "user", "a b", "A", "1a", "$a", "a$", "é", "a-b", "_x", "select", "key",
                        "row", "name", "a\"b", "off", "binary", "query", "temp", "value", "end",
                        "plan", "all", "100%",
                    ]
                    .map(integer)
                    .into(),
                ),
                |t| t.name = in_schema("My", "order"),
            ),
        ),
        create(
            "forced quotes",
            with(
                table(vec![
                    Column::new(
                        Name {
                            text: "abc".to_owned(),
                            quote: Some(true),
                        },
                        SqlType::Integer,
                    ),
                    Column::new(
                        Name {
                            text: "x".to_owned(),
                            quote: Some(true),
                        },
                        SqlType::Integer,
                    ),
                ]),
                |t| {
                    t.name = TableName::new(Name {
                        text: "order".to_owned(),
                        quote: Some(false),
                    });
                },
            ),
        ),
        (
            "table comment".to_owned(),
            Operation::TableComment(TableComment {
                table: in_schema("s", "t"),
                comment: Some("it's 5%".to_owned()),
                existing_comment: None,
            }),
        ),
    ]);
    check("table", cases);
}

fn primary_keys() -> Vec<super::Case> {
    let key = |change: fn(&mut Column)| table(vec![with_column(keyed(integer("id")), change)]);
    let sequence = |optional| Sequence {
        name: TableName::new("s"),
        options: SequenceOptions::default(),
        data_type: None,
        optional,
    };
    vec![
        create(
            "primary key in column",
            table(vec![keyed(integer("id")), integer("b")]),
        ),
        create(
            "primary key constraint",
            with(table(vec![integer("id")]), |t| {
                t.constraints = vec![primary_key(given("t_pk"), &["id"])];
            }),
        ),
        create(
            "primary key nullable",
            with(
                table(vec![with_column(integer("id"), |id| {
                    id.nullable_given = true
                })]),
                |t| t.constraints = vec![primary_key(ConstraintName::Unnamed, &["id"])],
            ),
        ),
        create(
            "big primary key",
            table(vec![keyed(Column::new("id", SqlType::BigInteger))]),
        ),
        create(
            "small primary key",
            table(vec![keyed(Column::new("id", SqlType::SmallInteger))]),
        ),
        create(
            "primary key without autoincrement",
            key(|id| id.autoincrement = Some(false)),
        ),
        create(
            "primary key with server default",
            key(|id| id.default = ColumnDefault::Literal("5".to_owned())),
        ),
        create(
            "primary key with client default",
            key(|id| id.client_default = true),
        ),
        create(
            "primary key that refers",
            with(key(|_| {}), |t| {
                t.constraints = vec![foreign_key(
                    ConstraintName::Unnamed,
                    &["id"],
                    TableName::new("x"),
                    &["id"],
                )];
            }),
        ),
        create(
            "primary key of text",
            table(vec![keyed(Column::new("id", string(None)))]),
        ),
        create(
            "primary key with sequence",
            table(vec![with_column(keyed(integer("id")), |id| {
                id.sequence = Some(sequence(false));
            })]),
        ),
        create(
            "primary key with optional sequence",
            table(vec![with_column(keyed(integer("id")), |id| {
                id.sequence = Some(sequence(true));
            })]),
        ),
        create(
            "primary key with identity",
            key(|id| id.default = ColumnDefault::Identity(Identity::default())),
        ),
        create(
            "autoincrement of text",
            table(vec![with_column(
                keyed(Column::new("a", string(None))),
                |a| a.autoincrement = Some(true),
            )]),
        ),
        create(
            "autoincrement numeric",
            table(vec![with_column(
                keyed(Column::new(
                    "a",
                    SqlType::Numeric {
                        precision: Some(5),
                        scale: Some(0),
                        asdecimal: true,
                    },
                )),
                |a| a.autoincrement = Some(true),
            )]),
        ),
        create(
            "composite key",
            table(vec![keyed(integer("a")), keyed(integer("b"))]),
        ),
        create(
            "composite key autoincrement",
            table(vec![
                keyed(integer("a")),
                with_column(keyed(integer("b")), |b| b.autoincrement = Some(true)),
            ]),
        ),
        create(
            "composite key two autoincrement",
            table(vec![
                with_column(keyed(integer("a")), |a| a.autoincrement = Some(true)),
                with_column(keyed(integer("b")), |b| b.autoincrement = Some(true)),
            ]),
        ),
        create(
            "composite key constraint autoincrement",
            with(
                table(vec![
                    integer("a"),
                    with_column(integer("b"), |b| b.autoincrement = Some(true)),
                ]),
                |t| t.constraints = vec![primary_key(given("pk"), &["a", "b"])],
            ),
        ),
    ]
}

fn options() -> Vec<super::Case> {
    let optioned = |columns: Vec<Column>, options: &[(&str, OptionValue)]| {
        with(table(columns), |t| {
            for (name, value) in options {
                t.options.set(*name, value.clone());
            }
        })
    };
    let truth = OptionValue::Boolean;
    let conflict = |column: Column, name: &str, action: &str| {
        with_column(column, |column| {
            column.options.set(name, option_text(action))
        })
    };
    vec![
        create(
            "prefixes",
            with(table(vec![integer("a")]), |t| {
                t.prefixes = vec!["TEMPORARY".to_owned(), "UNLOGGED".to_owned()];
            }),
        ),
        create(
            "postgresql options",
            optioned(
                vec![integer("a")],
                &[
                    ("postgresql_inherits", option_list(&["A", "b"])),
                    ("postgresql_partition_by", option_text("RANGE (a)")),
                    ("postgresql_using", option_text("heap")),
                    (
                        "postgresql_with",
                        option_map(&[
                            ("fillfactor", OptionValue::Integer(70)),
                            ("autovacuum_enabled", truth(false)),
                            ("x", OptionValue::None),
                        ]),
                    ),
                    ("postgresql_on_commit", option_text("PRESERVE ROWS")),
                    ("postgresql_tablespace", option_text("Ts")),
                ],
            ),
        ),
        create(
            "postgresql other options",
            optioned(
                vec![integer("a")],
                &[
                    ("postgresql_inherits", option_text("base")),
                    ("postgresql_with_oids", truth(true)),
                    ("postgresql_on_commit", option_text("delete_rows")),
                ],
            ),
        ),
        create(
            "sqlite options",
            optioned(
                vec![integer("a")],
                &[
                    ("sqlite_strict", truth(true)),
                    ("sqlite_with_rowid", truth(false)),
                ],
            ),
        ),
        create(
            "sqlite strict",
            optioned(vec![integer("a")], &[("sqlite_strict", truth(true))]),
        ),
        create(
            "sqlite autoincrement",
            optioned(
                vec![keyed(integer("a"))],
                &[("sqlite_autoincrement", truth(true))],
            ),
        ),
        create(
            "sqlite autoincrement big",
            optioned(
                vec![keyed(Column::new("a", SqlType::BigInteger))],
                &[("sqlite_autoincrement", truth(true))],
            ),
        ),
        create(
            "sqlite conflicts",
            with(
                table(vec![
                    with_column(
                        conflict(integer("a"), "sqlite_on_conflict_not_null", "FAIL"),
                        |a| a.nullable = false,
                    ),
                    conflict(
                        keyed(integer("b")),
                        "sqlite_on_conflict_primary_key",
                        "ROLLBACK",
                    ),
                    conflict(integer("c"), "sqlite_on_conflict_unique", "IGNORE"),
                ]),
                |t| {
                    let mut both = unique(given("u"), &["a", "b"]);
                    both.options
                        .set("sqlite_on_conflict", option_text("REPLACE"));
                    let mut check = check_text(ConstraintName::Unnamed, "a > 1");
                    check
                        .options
                        .set("sqlite_on_conflict", option_text("ABORT"));
                    t.constraints = vec![both, check, unique(ConstraintName::Unnamed, &["c"])];
                },
            ),
        ),
        create(
            "sqlite conflict autoincrement",
            optioned(
                vec![conflict(
                    keyed(integer("b")),
                    "sqlite_on_conflict_primary_key",
                    "ROLLBACK",
                )],
                &[("sqlite_autoincrement", truth(true))],
            ),
        ),
        create(
            "sqlite conflict in column check",
            with(table(vec![integer("b")]), |t| {
                let mut check = check_in_column(ConstraintName::Unnamed, "b > 1", "b");
                check
                    .options
                    .set("sqlite_on_conflict", option_text("ABORT"));
                t.constraints = vec![check];
            }),
        ),
    ]
}

fn constraints() -> Vec<super::Case> {
    vec![
        create(
            "foreign keys",
            with(table(vec![integer("b"), integer("c")]), |t| {
                t.name = in_schema("s", "t");
                let mut both = with_key(
                    foreign_key(
                        ConstraintName::Unnamed,
                        &["b", "c"],
                        in_schema("s", "z"),
                        &["a", "b"],
                    ),
                    |key| key.on_delete = Some("SET NULL".to_owned()),
                );
                both.deferral.deferrable = Some(true);
                both.deferral.initially = Some("DEFERRED".to_owned());
                t.constraints = vec![
                    both,
                    foreign_key(given("fk1"), &["b"], in_schema("s2", "x"), &["id"]),
                    with_key(
                        foreign_key(given("fk2"), &["c"], in_schema("s", "y"), &["id"]),
                        |key| key.on_update = Some("CASCADE".to_owned()),
                    ),
                ];
            }),
        ),
        create(
            "foreign key later",
            with(table(vec![integer("e"), integer("f")]), |t| {
                t.constraints = vec![
                    with_key(
                        foreign_key(given("fkx"), &["e"], TableName::new("x"), &["id"]),
                        |key| key.use_alter = true,
                    ),
                    foreign_key(
                        ConstraintName::Unnamed,
                        &["f"],
                        TableName::new("y"),
                        &["id"],
                    ),
                ];
            }),
        ),
        create(
            "constraints",
            with(table(vec![integer("e"), integer("f")]), |t| {
                let mut both = unique(given("uq"), &["e", "f"]);
                both.options
                    .set("postgresql_nulls_not_distinct", OptionValue::Boolean(true));
                both.options.set("postgresql_include", option_list(&["e"]));
                t.constraints = vec![
                    check_text(given("ck"), "e > 1"),
                    both,
                    unique(ConstraintName::Unnamed, &["f"]),
                ];
            }),
        ),
        create(
            "check in column",
            with(
                table(vec![with_column(integer("e"), |e| e.nullable = false)]),
                |t| t.constraints = vec![check_in_column(given("c"), "e > 1", "e")],
            ),
        ),
        create(
            "exclude",
            with(table(vec![integer("a")]), |t| {
                t.constraints = vec![Constraint::new(
                    ConstraintName::Unnamed,
                    ConstraintKind::Exclude(ExcludeConstraint {
                        elements: vec![ExcludeElement {
                            expression: column("a"),
                            operator: "=".to_owned(),
                            operator_class: Some("opc".to_owned()),
                        }],
                        using: "gist".to_owned(),
                        condition: Some(binary(
                            column("a"),
                            limbeck_schema::BinaryOperator::Greater,
                            literal(5),
                        )),
                    }),
                )];
            }),
        ),
        create(
            "indexes",
            with(table(vec![integer("a"), integer("b")]), |t| {
                t.name = in_schema("app", "t");
                t.indexes = vec![index(None, &["a"])];
            }),
        ),
    ]
}

/// An enum of these labels.
pub fn enumeration(labels: &[&str], name: Option<&str>) -> EnumType {
    EnumType {
        labels: labels.iter().map(|label| (*label).to_owned()).collect(),
        name: name.map(Name::new),
        native: true,
        create_type: true,
        ..EnumType::default()
    }
}

fn types() -> Vec<super::Case> {
    let of = |enumeration: EnumType| table(vec![Column::new("e", SqlType::Enum(enumeration))]);
    let checked = |t: Table, name: &str| {
        with(t, |t| {
            t.constraints = vec![check_of_type(
                given(name),
                "e",
                vec![Value::from("a"), Value::from("b")],
            )];
        })
    };
    let domain = |name: TableName| PostgresqlType::Domain {
        name,
        data_type: Box::new(SqlType::Integer),
        collation: None,
        default: None,
        constraint_name: None,
        not_null: false,
        check: None,
        create_type: true,
    };
    let computed = |name: &str, persisted| {
        with_column(integer(name), |column| {
            column.default = ColumnDefault::Computed(Box::new(Computed {
                expression: text("x+1"),
                persisted,
            }));
        })
    };
    let identity = |name: &str, nullable, identity: Identity| {
        with_column(integer(name), |column| {
            column.nullable = nullable;
            column.nullable_given = nullable;
            column.default = ColumnDefault::Identity(identity);
        })
    };
    vec![
        create("enum", of(enumeration(&["a", "it's"], Some("status")))),
        create(
            "enum in schema",
            of(EnumType {
                schema: Some("app".into()),
                ..enumeration(&["a", "b"], Some("Status"))
            }),
        ),
        create(
            "enum not created",
            of(EnumType {
                create_type: false,
                postgresql: true,
                ..enumeration(&["a", "bb"], Some("status"))
            }),
        ),
        create(
            "enum twice",
            table(
                ["e", "f"]
                    .map(|name| {
                        Column::new(
                            name,
                            SqlType::Enum(enumeration(&["a", "b"], Some("status"))),
                        )
                    })
                    .into(),
            ),
        ),
        create("enum without name", of(enumeration(&["a", "b"], None))),
        create(
            "enum array",
            table(vec![Column::new(
                "e",
                SqlType::Array {
                    item: Box::new(SqlType::Enum(enumeration(&["a", "b"], Some("status")))),
                    dimensions: None,
                },
            )]),
        ),
        create(
            "enum named like a type",
            of(EnumType {
                postgresql: true,
                ..enumeration(&["a", "b"], Some("date"))
            }),
        ),
        create(
            "enum checked",
            checked(
                of(EnumType {
                    native: false,
                    create_constraint: true,
                    length: Some(20),
                    ..enumeration(&["a", "b"], Some("xe"))
                }),
                "xe",
            ),
        ),
        create(
            "enum native checked",
            checked(
                of(EnumType {
                    create_constraint: true,
                    ..enumeration(&["a", "b"], Some("xe"))
                }),
                "xe",
            ),
        ),
        create(
            "boolean checked",
            with(
                table(vec![Column::new(
                    "b",
                    SqlType::Boolean {
                        create_constraint: true,
                        name: Some("ckb".into()),
                    },
                )]),
                |t| {
                    t.constraints = vec![check_of_type(
                        given("ckb"),
                        "b",
                        vec![Value::Integer(0), Value::Integer(1)],
                    )];
                },
            ),
        ),
        create(
            "domain",
            table(vec![Column::new(
                "a",
                SqlType::Postgresql(PostgresqlType::Domain {
                    name: in_schema("s", "pos"),
                    data_type: Box::new(SqlType::Integer),
                    collation: Some("C".to_owned()),
                    default: Some(Box::new(text("5"))),
                    constraint_name: Some("cc".into()),
                    not_null: true,
                    check: Some(Box::new(text("VALUE > 0"))),
                    create_type: true,
                }),
            )]),
        ),
        create(
            "plain domain",
            table(vec![Column::new(
                "a",
                SqlType::Postgresql(domain(TableName::new("pos"))),
            )]),
        ),
        create(
            "computed",
            table(vec![
                computed("e", Some(true)),
                computed("f", None),
                computed("g", Some(false)),
            ]),
        ),
        create(
            "identity",
            table(vec![
                identity(
                    "i",
                    false,
                    Identity {
                        always: true,
                        on_null: false,
                        options: SequenceOptions {
                            start: Some(1),
                            increment: Some(2),
                            min_value: Some(3),
                            max_value: Some(4),
                            cache: Some(5),
                            cycle: Some(true),
                            ..SequenceOptions::default()
                        },
                    },
                ),
                identity("j", true, Identity::default()),
                identity(
                    "k",
                    false,
                    Identity {
                        options: SequenceOptions {
                            no_min_value: true,
                            no_max_value: true,
                            cycle: Some(false),
                            ..SequenceOptions::default()
                        },
                        ..Identity::default()
                    },
                ),
            ]),
        ),
    ]
}

fn conventions() -> Vec<super::Case> {
    let named = |columns: Vec<Column>, constraints: Vec<Constraint>| {
        with(table(columns), |t| {
            t.naming = convention();
            t.constraints = constraints;
        })
    };
    let boolean = |name: Option<&str>| {
        Column::new(
            "e",
            SqlType::Boolean {
                create_constraint: true,
                name: name.map(Name::new),
            },
        )
    };
    let truth = |name| check_of_type(name, "e", vec![Value::Integer(0), Value::Integer(1)]);
    vec![
        create(
            "by convention",
            with(
                named(
                    vec![
                        keyed(integer("a")),
                        integer("b"),
                        integer("d"),
                        boolean(Some("bb")),
                        integer("f"),
                    ],
                    vec![
                        check_text(given("pos"), "b > 1"),
                        check_text(ConstraintName::Final("pos2".into()), "b > 1"),
                        foreign_key(
                            ConstraintName::Unnamed,
                            &["b"],
                            TableName::new("x"),
                            &["id"],
                        ),
                        unique(ConstraintName::Unnamed, &["d"]),
                        truth(given("bb")),
                        check_in_column(given("cf"), "f>1", "f"),
                    ],
                ),
                |t| t.indexes = vec![index(None, &["b"])],
            ),
        ),
        create(
            "check by convention without name",
            named(
                vec![integer("e")],
                vec![check_text(ConstraintName::Unnamed, "e>1")],
            ),
        ),
        create(
            "boolean by convention without name",
            named(vec![boolean(None)], vec![truth(ConstraintName::Unnamed)]),
        ),
    ]
}

#[test]
fn defaults_are_written_as_each_server_takes_them() {
    let now = Expression::Function(Function {
        name: vec!["now".to_owned()],
        arguments: Vec::new(),
        sql_type: SqlType::DateTime { timezone: false },
        distinct: false,
    });
    let defaults = [
        ColumnDefault::Literal("5".to_owned()),
        ColumnDefault::Literal("it's".to_owned()),
        default_of(text("now()")),
        default_of(now),
        default_of(text("5")),
        default_of(text("-5")),
        default_of(text("'x'")),
        default_of(text("(1+1)")),
        default_of(text("CURRENT_TIMESTAMP")),
        default_of(Expression::True),
        default_of(Expression::False),
        default_of(text("  'a' || 'b'")),
        default_of(Expression::Null),
        default_of(literal(5)),
        default_of(literal("x%")),
        default_of(Expression::Cast {
            operand: Box::new(literal(5)),
            sql_type: SqlType::BigInteger,
            try_cast: false,
        }),
        default_of(Expression::Raw("1 + 1".to_owned())),
        ColumnDefault::Literal(String::new()),
        default_of(text("'10%'")),
    ];
    let cases = defaults
        .into_iter()
        .enumerate()
        .map(|(position, default)| {
            let table = table(vec![with_column(integer("c"), |c| c.default = default)]);
            let (_, operation) = create("", table);
            (format!("default {position}"), operation)
        })
        .collect();
    check("default", cases);
}

#[test]
fn tables_are_dropped_and_renamed() {
    let drop = |name: TableName, if_exists| {
        Operation::DropTable(Box::new(DropTable {
            table: Table {
                name,
                ..Table::default()
            },
            if_exists,
        }))
    };
    let rename = |table: TableName, new_name: &str| {
        Operation::RenameTable(RenameTable {
            table,
            new_name: new_name.into(),
        })
    };
    check(
        "drop table",
        vec![
            ("drop table".to_owned(), drop(TableName::new("t"), false)),
            (
                "drop table in schema if exists".to_owned(),
                drop(in_schema("s.t", "T"), true),
            ),
        ],
    );
    check(
        "rename",
        vec![
            (
                "rename table".to_owned(),
                rename(TableName::new("t"), "New"),
            ),
            (
                "rename table in schema".to_owned(),
                rename(in_schema("a.b", "t"), "u"),
            ),
        ],
    );
    check(
        "no",
        vec![(
            "no table comment".to_owned(),
            Operation::TableComment(TableComment {
                table: TableName::new("t"),
                comment: None,
                existing_comment: None,
            }),
        )],
    );
}
