use limbeck_operations::{DropColumn, Operation};
use limbeck_schema::{
    Column, ColumnDefault, Computed, ConstraintName, EnumType, Identity, SequenceOptions, SqlType,
    Table, TableName, Value,
};

use super::{build::*, check, tables::enumeration};

fn with(column: Column, change: impl FnOnce(&mut Table)) -> Table {
    let mut table = table(vec![column]);
    change(&mut table);
    table
}

fn adding(
    case: super::Case,
    change: impl FnOnce(&mut limbeck_operations::AddColumn),
) -> super::Case {
    let (name, mut operation) = case;
    if let Operation::AddColumn(add) = &mut operation {
        change(add);
    }
    (name, operation)
}

#[test]
fn columns_are_added_with_what_they_bring_along() {
    let reference = || {
        with_key(
            foreign_key(
                ConstraintName::Unnamed,
                &["e"],
                in_schema("s", "x"),
                &["id"],
            ),
            |key| key.on_delete = Some("CASCADE".to_owned()),
        )
    };
    let changed = |mut column: Column, change: fn(&mut Column)| {
        change(&mut column);
        column
    };
    let truth = || check_of_type(given("ck"), "e", vec![Value::Integer(0), Value::Integer(1)]);
    let cases = vec![
        add("", table(vec![integer("a")])),
        add(
            "with default",
            with(
                changed(Column::new("a", string(Some(5))), |a| {
                    a.nullable = false;
                    a.default = ColumnDefault::Literal("x".to_owned());
                }),
                |t| t.name = in_schema("a.b", "t"),
            ),
        ),
        adding(add("if not exists", table(vec![integer("a")])), |add| {
            add.if_not_exists = true;
        }),
        add(
            "with reference",
            with(integer("e"), |t| t.constraints = vec![reference()]),
        ),
        adding(
            add(
                "with inline reference",
                with(integer("e"), |t| {
                    let mut key = with_key(reference(), |key| {
                        key.on_update = Some("SET NULL".to_owned());
                        key.match_type = Some("FULL".to_owned());
                    });
                    key.deferral.deferrable = Some(false);
                    key.deferral.initially = Some("IMMEDIATE".to_owned());
                    t.constraints = vec![key];
                }),
            ),
            |add| add.inline_references = true,
        ),
        add("with primary key", table(vec![keyed(integer("e"))])),
        adding(
            add("with inline primary key", table(vec![keyed(integer("e"))])),
            |add| add.inline_primary_key = true,
        ),
        add(
            "with index and comment",
            with(
                changed(integer("e"), |e| e.comment = Some("c".to_owned())),
                |t| {
                    t.name = in_schema("s", "t");
                    t.indexes = vec![index(None, &["e"])];
                },
            ),
        ),
        add(
            "with unique index",
            with(integer("e"), |t| {
                let mut index = index(None, &["e"]);
                index.unique = true;
                t.indexes = vec![index];
            }),
        ),
        add(
            "with unique",
            with(integer("e"), |t| {
                t.constraints = vec![unique(ConstraintName::Unnamed, &["e"])];
            }),
        ),
        add(
            "with check",
            with(changed(integer("e"), |e| e.nullable = false), |t| {
                t.constraints = vec![check_in_column(given("c"), "e > 1", "e")];
            }),
        ),
        add(
            "with enum",
            with(
                Column::new(
                    "e",
                    SqlType::Enum(EnumType {
                        create_constraint: true,
                        ..enumeration(&["a", "b"], Some("e1"))
                    }),
                ),
                |t| {
                    t.constraints = vec![check_of_type(
                        given("e1"),
                        "e",
                        vec![Value::from("a"), Value::from("b")],
                    )];
                },
            ),
        ),
        add(
            "with boolean check",
            with(
                Column::new(
                    "e",
                    SqlType::Boolean {
                        create_constraint: true,
                        name: Some("ck".into()),
                    },
                ),
                |t| t.constraints = vec![truth()],
            ),
        ),
        add(
            "with identity",
            table(vec![changed(integer("e"), |e| {
                e.nullable = false;
                e.default = ColumnDefault::Identity(Identity {
                    options: SequenceOptions {
                        start: Some(5),
                        ..SequenceOptions::default()
                    },
                    ..Identity::default()
                });
            })]),
        ),
        add(
            "computed",
            table(vec![changed(integer("e"), |e| {
                e.default = ColumnDefault::Computed(Box::new(Computed {
                    expression: text("a * 2"),
                    persisted: Some(true),
                }));
            })]),
        ),
        add("without type", table(vec![Column::new("e", SqlType::Null)])),
        add(
            "by convention",
            with(integer("e"), |t| {
                t.naming = convention();
                t.constraints = vec![foreign_key(
                    ConstraintName::Unnamed,
                    &["e"],
                    TableName::new("x"),
                    &["id"],
                )];
            }),
        ),
    ];
    check("add column", cases);
}

#[test]
fn columns_are_dropped() {
    let drop = |table: TableName, column: &str, if_exists| {
        Operation::DropColumn(DropColumn {
            table,
            column: Column::new(column, SqlType::Null),
            if_exists,
            options: Default::default(),
        })
    };
    check(
        "drop column",
        vec![
            (
                "drop column".to_owned(),
                drop(TableName::new("t"), "c", false),
            ),
            (
                "drop column in schema if exists".to_owned(),
                drop(in_schema("s", "t"), "C", true),
            ),
        ],
    );
}
