//! What a random schema creates on MariaDB is compared with it, and nothing is
//! found; and what is found between two makes one out of the other.

use limbeck_autogenerate::Options;
use limbeck_schema::{
    Column, ColumnDefault, ConstraintName, EnumType, Expression, Index, MysqlText, MysqlType,
    OptionValue, Schema, SqlType, StringType, Table, TableName, UnaryOperator,
};

use crate::apply::Database;
use crate::matrix::{
    check_constraint, computed, default, foreign_key, index, key_of, table, text, unique, varchar,
};
use crate::property::{Dice, quiet, seeds};

fn words(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn integer(dice: &mut Dice, name: &str) -> SqlType {
    SqlType::Mysql(MysqlType::Integer {
        name: name.to_owned(),
        display_width: dice.pick(&[None, Some(4)]),
        unsigned: dice.one_in(2),
        zerofill: false,
    })
}

fn temporal(name: &str, fsp: Option<u32>) -> SqlType {
    SqlType::Mysql(MysqlType::Temporal {
        name: name.to_owned(),
        fsp,
    })
}

/// A type and defaults that fit it.
fn typed(dice: &mut Dice) -> (SqlType, Vec<ColumnDefault>) {
    let literal = |text: &str| ColumnDefault::Literal(text.to_owned());
    let collated = MysqlText {
        length: Some(20),
        charset: dice.pick(&[None, Some("latin1".to_owned()), Some("utf8mb4".to_owned())]),
        ..MysqlText::default()
    };
    let all: Vec<(SqlType, Vec<ColumnDefault>)> = vec![
        (
            varchar(dice.pick(&[Some(4), Some(20), Some(255)])),
            vec![
                literal(""),
                literal("it's"),
                default("'x'"),
                default("(lower('X'))"),
            ],
        ),
        (
            SqlType::String(StringType {
                length: Some(9),
                collation: Some(dice.pick(&["utf8mb4_bin", "utf8mb4_general_ci"]).to_owned()),
            }),
            vec![literal("a\\b")],
        ),
        (
            SqlType::Mysql(MysqlType::Text {
                name: dice.pick(&["VARCHAR", "CHAR"]).to_owned(),
                text: collated,
            }),
            vec![literal("100%")],
        ),
        (
            SqlType::Text(StringType {
                length: dice.pick(&[None, Some(70), Some(20_000)]),
                collation: None,
            }),
            vec![default("('a')"), default("(concat('a', 'b'))")],
        ),
        (
            SqlType::Integer,
            vec![
                literal("0"),
                literal("-1"),
                default("1"),
                default("-5"),
                default("(1 + 2)"),
            ],
        ),
        (integer(dice, "TINYINT"), vec![literal("7")]),
        (integer(dice, "MEDIUMINT"), vec![default("7")]),
        (integer(dice, "BIGINT"), vec![literal("9999999999")]),
        (
            SqlType::Numeric {
                precision: Some(10),
                scale: dice.pick(&[None, Some(0), Some(2)]),
                asdecimal: true,
            },
            vec![literal("0.00"), default("1.5"), literal("1")],
        ),
        (
            SqlType::Float {
                precision: dice.pick(&[None, Some(24), Some(53)]),
                asdecimal: false,
            },
            vec![literal("1.5"), default("0")],
        ),
        (SqlType::Double { precision: None }, vec![default("1e10")]),
        (
            SqlType::Boolean {
                create_constraint: false,
                name: None,
            },
            vec![default("true"), default("0"), literal("1")],
        ),
        (
            SqlType::Date,
            vec![literal("2024-02-29"), default("(curdate())")],
        ),
        (
            temporal("TIME", dice.pick(&[None, Some(3)])),
            vec![literal("10:30")],
        ),
        (
            SqlType::DateTime { timezone: false },
            vec![
                default("CURRENT_TIMESTAMP"),
                default("now()"),
                literal("2020-01-01"),
                default("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP"),
            ],
        ),
        (
            temporal("DATETIME", Some(6)),
            vec![default("CURRENT_TIMESTAMP(6)")],
        ),
        (temporal("TIMESTAMP", Some(2)), vec![default("NULL")]),
        (SqlType::LargeBinary { length: None }, vec![]),
        (SqlType::Varbinary { length: Some(16) }, vec![]),
        (
            SqlType::Json {
                none_as_null: false,
            },
            vec![default("('{}')")],
        ),
        (
            SqlType::Enum(EnumType {
                labels: words(&["a", "B c", "it's"]),
                native: true,
                ..EnumType::default()
            }),
            vec![literal("a"), literal("it's")],
        ),
        (
            SqlType::Mysql(MysqlType::Set {
                labels: words(&["x", "y"]),
                text: MysqlText::default(),
            }),
            vec![literal("x,y")],
        ),
        (
            SqlType::Mysql(MysqlType::Bit {
                length: dice.pick(&[None, Some(5)]),
            }),
            vec![default("b'1'")],
        ),
        (
            SqlType::Mysql(MysqlType::Year {
                display_width: None,
            }),
            vec![literal("2024")],
        ),
    ];
    dice.pick(&all)
}

fn random_table(dice: &mut Dice, name: &str, earlier: &[String]) -> Table {
    let mut made = table(name);
    if dice.one_in(4) {
        made.options.set("mysql_collate", text("utf8mb4_bin"));
    }
    for column in ["name", "Mixed", "order", "with space", "é", "c5"] {
        if dice.one_in(3) {
            continue;
        }
        let (sql_type, defaults) = typed(dice);
        let mut column = Column::new(column, sql_type);
        if !defaults.is_empty() && dice.one_in(2) {
            column.default = dice.pick(&defaults);
        }
        let is_null = matches!(&column.default, ColumnDefault::Expression(it)
            if **it == Expression::Raw("NULL".into()));
        if dice.one_in(3) && !is_null {
            column.nullable = false;
            column.nullable_given = true;
        }
        if dice.one_in(4) {
            column.comment = Some(dice.pick(&["", "it's a comment", "two\nlines"]).to_owned());
        }
        made.columns.push(column);
    }
    if dice.one_in(3) {
        let sql = dice.pick(&[
            "b * 2",
            "b + 1",
            "coalesce(b, 0)",
            "(b)",
            "char_length(`a`)+1",
        ]);
        let mut column = Column::new("generated", SqlType::Integer);
        column.default = computed(sql);
        made.columns.push(column);
    }
    if dice.one_in(4) {
        made.comment = Some(dice.pick(&["", "a table", "50% 'off'"]).to_owned());
    }
    let named = |dice: &mut Dice, kind: &str| dice.one_in(2).then(|| format!("{kind} {name}"));
    if dice.one_in(2) {
        let columns = dice.pick(&[vec!["a"], vec!["b", "a"], vec!["a", "b"]]);
        let given = named(dice, "uq");
        made.constraints.push(unique(given.as_deref(), &columns));
    }
    for number in 0..dice.roll(3) {
        let condition = dice.pick(&[
            "b > 0",
            "a IN ('x', 'y')",
            "b BETWEEN 1 AND 10 OR b IS NULL",
            "length(a) > 2 and not (b = 3)",
            "b != 5",
            "((b)) <> 6 AND a LIKE 'x%'",
            "CASE WHEN b > 1 THEN a IS NOT NULL ELSE true END",
            "`a` <> 'y''s' || b",
            "a regexp '^x' and b % 2 = 0",
        ]);
        let given = named(dice, &format!("ck{number}"));
        made.constraints
            .push(check_constraint(given.as_deref(), condition));
    }
    if !earlier.is_empty() && dice.one_in(2) {
        let given = named(dice, "fk");
        let mut constraint = foreign_key(given.as_deref(), "b", &dice.pick(earlier));
        key_of(&mut constraint).on_delete = dice.pick(&[
            None,
            Some("CASCADE".into()),
            Some("RESTRICT".into()),
            Some("NO ACTION".into()),
        ]);
        made.constraints.push(constraint);
    }
    indexes(dice, &mut made);
    made
}

fn indexes(dice: &mut Dice, made: &mut Table) {
    let name = made.name.name.text.clone();
    for number in 0..dice.roll(4) {
        let mut made_index: Index = index(&format!("ix{number} {name}"), Vec::new());
        let column = |name: &str| Expression::column(name);
        let prefixes = |length| {
            OptionValue::Map(
                [("a".to_owned(), OptionValue::Integer(length))]
                    .into_iter()
                    .collect(),
            )
        };
        match dice.roll(6) {
            0 => made_index.expressions = vec![column("a")],
            1 => made_index.expressions = vec![column("a"), column("b")],
            2 => {
                made_index.expressions = vec![Expression::Unary {
                    operator: UnaryOperator::Descending,
                    operand: Box::new(column("b")),
                }];
            }
            3 => {
                made_index.expressions = vec![column("a"), column("b")];
                made_index.options.set("mysql_length", prefixes(3));
            }
            4 => {
                made_index.expressions = vec![column("a")];
                made_index.options.set("mysql_prefix", text("FULLTEXT"));
            }
            _ => made_index.expressions = vec![column("b")],
        }
        let is_fulltext = made_index.options.get("mysql_prefix").is_some();
        made_index.unique = !is_fulltext && dice.one_in(3);
        made_index.name = match made_index.name {
            ConstraintName::Given(name) => ConstraintName::Final(name),
            name => name,
        };
        made.indexes.push(made_index);
    }
}

fn random_schema(seed: u64) -> Schema {
    let mut dice = Dice(seed);
    let mut schema = Schema::default();
    let mut earlier = Vec::new();
    for name in ["t1", "Table 2", "t3", "t4"] {
        if dice.one_in(4) {
            continue;
        }
        let made = random_table(&mut dice, name, &earlier);
        earlier.push(name.to_owned());
        schema.tables.insert(TableName::new(name), made);
    }
    schema
}

#[test]
fn a_created_mariadb_schema_is_what_was_declared() {
    let mut database = Database::new("mysql");
    for seed in seeds() {
        let schema = random_schema(seed);
        database.reset();
        database
            .create(&schema)
            .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        quiet(&database, &schema, seed);
    }
}

#[test]
fn a_mariadb_database_becomes_what_another_schema_says() {
    let mut database = Database::new("mysql");
    for seed in seeds().step_by(3) {
        let (old, new) = (random_schema(seed), random_schema(seed + 1_000_000));
        database.reset();
        database
            .create(&old)
            .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        let (found, _) = database
            .compare(&new, &Options::default())
            .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        if let Err(error) = database.apply(&new, &found) {
            // An index that is changed under its name, while a key needs it.
            let held = error
                .to_string()
                .contains("needed in a foreign key constraint");
            assert!(held, "seed {seed}: {error}");
            continue;
        }
        quiet(&database, &new, seed);
    }
}
