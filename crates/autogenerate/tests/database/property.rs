//! What a schema creates is compared with it, and nothing is found; and what
//! is found between two schemas makes one out of the other.

use limbeck_autogenerate::Options;
use limbeck_schema::{
    Column, ColumnDefault, Constraint, ConstraintName, Deferral, Expression, Identity, Index,
    NamingConvention, OptionValue, PostgresqlType, Schema, SequenceOptions, SqlType, StringType,
    Table, TableName, UnaryOperator,
};

use crate::apply::Database;
use crate::matrix::{
    check_constraint, computed, default, enumeration, exclude, foreign_key, index, key_of,
    primary_key, raw, sequence, table, text, unique, varchar,
};

/// Numbers that look random, the same for the same seed.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((number ^ (number >> 31)) % sides as u64) as usize
    }

    pub fn one_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())].clone()
    }
}

fn plain(name: &str) -> SqlType {
    SqlType::Postgresql(PostgresqlType::Plain(name.to_owned()))
}

/// A type and defaults that fit it.
fn typed(dice: &mut Dice, postgresql: bool) -> (SqlType, Vec<ColumnDefault>) {
    let literal = |text: &str| ColumnDefault::Literal(text.to_owned());
    let size = dice.pick(&[None, Some(4), Some(20), Some(255)]);
    let zone = dice.one_in(2);
    let common: Vec<(SqlType, Vec<ColumnDefault>)> = vec![
        (
            varchar(size),
            vec![literal(""), literal("it's"), default("'x'")],
        ),
        (
            SqlType::Char(StringType {
                length: Some(5),
                collation: None,
            }),
            vec![literal("a")],
        ),
        (
            SqlType::Text(StringType::default()),
            vec![literal("%s :a \\"), default("('a' || 'b')")],
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
        (SqlType::SmallInteger, vec![literal("7"), default("7")]),
        (
            SqlType::BigInteger,
            vec![literal("9999999999"), default("9999999999")],
        ),
        (
            SqlType::Numeric {
                precision: Some(10),
                scale: dice.pick(&[None, Some(0), Some(2)]),
                asdecimal: true,
            },
            vec![literal("0.00"), default("1.5"), literal("1")],
        ),
        (
            SqlType::Numeric {
                precision: None,
                scale: None,
                asdecimal: true,
            },
            vec![default("0")],
        ),
        (
            SqlType::Float {
                precision: None,
                asdecimal: false,
            },
            vec![literal("1.5"), default("0")],
        ),
        (
            SqlType::Float {
                precision: dice.pick(&[Some(24), Some(53)]),
                asdecimal: false,
            },
            vec![],
        ),
        (SqlType::Double { precision: None }, vec![default("1e10")]),
        (SqlType::Real { precision: None }, vec![default("0.5")]),
        (
            SqlType::Boolean {
                create_constraint: false,
                name: None,
            },
            vec![
                default("true"),
                default(if postgresql { "false" } else { "0" }),
                literal(if postgresql { "f" } else { "1" }),
            ],
        ),
        (
            SqlType::Date,
            vec![literal("2024-02-29"), default("CURRENT_DATE")],
        ),
        (SqlType::Time { timezone: zone }, vec![literal("10:30")]),
        (
            SqlType::DateTime { timezone: zone },
            vec![default("CURRENT_TIMESTAMP"), literal("2020-01-01")],
        ),
        (SqlType::Timestamp { timezone: zone }, vec![]),
        (SqlType::LargeBinary { length: None }, vec![]),
        (
            SqlType::Json {
                none_as_null: false,
            },
            vec![literal("{}"), literal("{\"a\": [1, 2]}")],
        ),
        (
            SqlType::Uuid(limbeck_schema::UuidType {
                as_uuid: true,
                native: true,
            }),
            vec![],
        ),
        (
            SqlType::Interval(limbeck_schema::IntervalType {
                native: true,
                ..Default::default()
            }),
            vec![],
        ),
    ];
    if !postgresql || dice.one_in(2) {
        return dice.pick(&common);
    }
    let own: Vec<(SqlType, Vec<ColumnDefault>)> = vec![
        (
            SqlType::Postgresql(PostgresqlType::Jsonb {
                none_as_null: false,
            }),
            vec![
                literal("{}"),
                default("'[]'::jsonb"),
                default("jsonb_build_object('a', 1)"),
            ],
        ),
        (
            SqlType::Postgresql(PostgresqlType::Uuid { as_uuid: true }),
            vec![default("gen_random_uuid()")],
        ),
        (
            SqlType::Postgresql(PostgresqlType::Timestamp {
                timezone: zone,
                precision: Some(3),
            }),
            vec![default("now()"), default("now() + interval '1 day'")],
        ),
        (
            SqlType::Postgresql(PostgresqlType::Time {
                timezone: zone,
                precision: Some(0),
            }),
            vec![],
        ),
        (
            SqlType::Postgresql(PostgresqlType::Interval {
                fields: None,
                precision: dice.pick(&[None, Some(2)]),
            }),
            vec![literal("1 day"), default("'2 hours'")],
        ),
        (
            SqlType::Postgresql(PostgresqlType::Bit {
                length: dice.pick(&[None, Some(8)]),
                varying: zone,
            }),
            vec![],
        ),
        (
            SqlType::Array {
                item: Box::new(varchar(size)),
                dimensions: dice.pick(&[None, Some(1), Some(2)]),
            },
            vec![
                literal("{}"),
                default("ARRAY['a', 'b']"),
                default("array[]::varchar[]"),
            ],
        ),
        (
            SqlType::Array {
                item: Box::new(SqlType::Integer),
                dimensions: None,
            },
            vec![literal("{1,2}")],
        ),
        (
            SqlType::String(StringType {
                length: size,
                collation: Some(dice.pick(&["C", "POSIX"]).to_owned()),
            }),
            vec![literal("a")],
        ),
        (plain("INET"), vec![literal("127.0.0.1")]),
        (plain("CIDR"), vec![]),
        (plain("MACADDR"), vec![]),
        (plain("MONEY"), vec![]),
        (plain("OID"), vec![]),
        (
            plain("TSVECTOR"),
            vec![default("to_tsvector('english', 'a b')")],
        ),
        (plain("INT4RANGE"), vec![literal("[1,5)")]),
        (plain("TSTZRANGE"), vec![literal("empty")]),
        (plain("INT8MULTIRANGE"), vec![]),
        (plain("REGCLASS"), vec![]),
        (
            enumeration(&["a", "b c", "it's"], true),
            vec![literal("a"), default("'b c'"), literal("it's")],
        ),
        (
            SqlType::Array {
                item: Box::new(enumeration(&["a", "b c", "it's"], true)),
                dimensions: None,
            },
            vec![literal("{a}")],
        ),
        (SqlType::DoublePrecision { precision: None }, vec![]),
        (
            SqlType::Decimal {
                precision: Some(8),
                scale: Some(3),
            },
            vec![literal("1.250")],
        ),
    ];
    dice.pick(&own)
}

const COLUMNS: &[&str] = &[
    "name",
    "Mixed",
    "order",
    "with space",
    "é",
    "c5",
    "c6",
    "c7",
];

fn random_table(dice: &mut Dice, postgresql: bool, name: &str, earlier: &[String]) -> Table {
    let mut made = table(name);
    if dice.one_in(3) {
        made.naming = NamingConvention::new(
            [
                ("ix", "ix_%(column_0_label)s"),
                ("uq", "uq_%(table_name)s_%(column_0_N_name)s"),
                ("ck", "ck_%(table_name)s_%(constraint_name)s"),
                (
                    "fk",
                    "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
                ),
                ("pk", "pk_%(table_name)s"),
            ]
            .map(|(kind, template)| (kind.to_owned(), template.to_owned()))
            .into_iter()
            .collect(),
        );
    }
    let convention = made.naming != NamingConvention::default();
    match dice.roll(5) {
        0 if postgresql => {
            made.columns[0].default = ColumnDefault::Identity(Identity {
                always: dice.one_in(2),
                options: SequenceOptions {
                    start: dice.pick(&[None, Some(1), Some(100)]),
                    increment: dice.pick(&[None, Some(1), Some(7)]),
                    cache: dice.pick(&[None, Some(5)]),
                    cycle: dice.pick(&[None, Some(true)]),
                    ..SequenceOptions::default()
                },
                ..Identity::default()
            });
        }
        1 => made.columns[0].sql_type = SqlType::BigInteger,
        2 => made.columns[0].autoincrement = Some(false),
        3 => {
            made.constraints = vec![primary_key(Some("my key"), &["id"])];
            if made.naming != NamingConvention::default() {
                made.constraints[0].name = ConstraintName::Final("my key".into());
            }
            if let Some(constraint) = made.constraints.first_mut() {
                constraint.name = ConstraintName::Given(format!("{name} key").as_str().into());
            }
        }
        _ => {}
    }
    for column in COLUMNS {
        if dice.one_in(3) {
            continue;
        }
        let (sql_type, defaults) = typed(dice, postgresql);
        let mut column = Column::new(*column, sql_type);
        if !defaults.is_empty() && dice.one_in(2) {
            column.default = dice.pick(&defaults);
        }
        if dice.one_in(3) {
            column.nullable = false;
            column.nullable_given = true;
        }
        if dice.one_in(4) {
            column.comment = Some(dice.pick(&["", "it's a comment", "two\nlines"]).to_owned());
        }
        made.columns.push(column);
    }
    if dice.one_in(3) {
        let sql = dice.pick(&["b * 2", "id + b", "coalesce(b, 0)", "(b)"]);
        let mut column = Column::new("generated", SqlType::Integer);
        column.default = computed(sql);
        made.columns.push(column);
    }
    if dice.one_in(4) {
        made.comment = Some(dice.pick(&["", "a table", "50% 'off'"]).to_owned());
    }
    constraints(dice, postgresql, &mut made, earlier, convention);
    indexes(dice, postgresql, &mut made);
    made
}

fn constraints(
    dice: &mut Dice,
    postgresql: bool,
    made: &mut Table,
    earlier: &[String],
    convention: bool,
) {
    let name = made.name.name.text.clone();
    let named = |dice: &mut Dice, kind: &str| dice.one_in(2).then(|| format!("{kind} {name}"));
    if dice.one_in(2) {
        let columns = dice.pick(&[vec!["a"], vec!["b", "a"], vec!["a", "b"]]);
        let given = named(dice, "uq");
        let mut constraint = unique(given.as_deref(), &columns);
        if postgresql && dice.one_in(3) {
            constraint.deferral = Deferral {
                deferrable: Some(true),
                initially: dice.pick(&[None, Some("DEFERRED".to_owned())]),
            };
        }
        if postgresql && dice.one_in(3) {
            let option = "postgresql_nulls_not_distinct";
            constraint.options.set(option, OptionValue::Boolean(true));
        }
        made.constraints.push(constraint);
    }
    let conditions = [
        "b > 0",
        "a IN ('x', 'y')",
        "b BETWEEN 1 AND 10 OR b IS NULL",
        "length(a) > 2 and not (b = 3)",
        "lower(a) = a",
        "b != 5",
        "((b)) <> 6 AND a LIKE 'x%'",
        "CASE WHEN b > 1 THEN a IS NOT NULL ELSE true END",
        "\"a\" || 'x' <> 'y''s'",
    ];
    for number in 0..dice.roll(3) {
        let condition = dice.pick(&conditions);
        let given = named(dice, &format!("ck{number}"));
        if given.is_none() && convention {
            continue;
        }
        made.constraints
            .push(check_constraint(given.as_deref(), condition));
    }
    if !earlier.is_empty() && dice.one_in(2) {
        let given = named(dice, "fk");
        let mut constraint = foreign_key(given.as_deref(), "b", &dice.pick(earlier));
        key_of(&mut constraint).on_delete = dice.pick(&[
            None,
            Some("CASCADE".into()),
            Some("SET NULL".into()),
            Some("NO ACTION".into()),
        ]);
        key_of(&mut constraint).on_update = dice.pick(&[None, Some("RESTRICT".into())]);
        if dice.one_in(3) {
            constraint.deferral = Deferral {
                deferrable: Some(true),
                initially: Some(dice.pick(&["DEFERRED", "IMMEDIATE"]).to_owned()),
            };
        }
        made.constraints.push(constraint);
    }
    if postgresql && dice.one_in(5) {
        made.columns.push(Column::new("period", plain("TSRANGE")));
        let mut constraint: Constraint = exclude("&&");
        constraint.name = ConstraintName::Given(format!("ex {name}").as_str().into());
        made.constraints.push(constraint);
    }
}

fn indexes(dice: &mut Dice, postgresql: bool, made: &mut Table) {
    let name = made.name.name.text.clone();
    for number in 0..dice.roll(4) {
        let mut made_index: Index = index(&format!("ix{number} {name}"), Vec::new());
        let column = |name: &str| Expression::column(name);
        let with = |operator: UnaryOperator, operand: Expression| Expression::Unary {
            operator,
            operand: Box::new(operand),
        };
        made_index.expressions = match dice.roll(7) {
            0 => vec![column("a")],
            1 => vec![column("a"), column("b")],
            2 => vec![raw("lower(a)")],
            3 => vec![with(UnaryOperator::Descending, column("b"))],
            4 => vec![column("b"), raw("(coalesce(a, 'x'))")],
            5 if postgresql => vec![with(
                UnaryOperator::NullsLast,
                with(UnaryOperator::Descending, column("a")),
            )],
            _ => vec![column("b")],
        };
        made_index.unique = dice.one_in(3);
        let plain = matches!(made_index.expressions.as_slice(), [Expression::Column(_)]);
        if dice.one_in(3) {
            let option = if postgresql {
                "postgresql_where"
            } else {
                "sqlite_where"
            };
            let condition = dice.pick(&["b > 1", "a = 'x' OR b IS NULL", "a IN ('x', 'y')"]);
            made_index.options.set(option, text(condition));
        }
        if postgresql && plain && !made_index.unique && dice.one_in(3) {
            made_index
                .options
                .set("postgresql_using", text(dice.pick(&["hash", "BTREE"])));
        } else if postgresql && dice.one_in(3) {
            let include = OptionValue::List(vec![text("id")]);
            made_index.options.set("postgresql_include", include);
        }
        if postgresql && made_index.options.get("postgresql_using").is_none() && dice.one_in(3) {
            let with = [("fillfactor".to_owned(), OptionValue::Integer(70))];
            let with = OptionValue::Map(with.into_iter().collect());
            made_index.options.set("postgresql_with", with);
        }
        made.indexes.push(made_index);
    }
}

fn random_schema(seed: u64, postgresql: bool) -> Schema {
    let mut dice = Dice(seed);
    let mut schema = Schema::default();
    let mut earlier = Vec::new();
    for name in ["t1", "Table 2", "t3", "t4"] {
        if dice.one_in(4) {
            continue;
        }
        let made = random_table(&mut dice, postgresql, name, &earlier);
        // A key that no one wrote stands first among a table's constraints.
        earlier.push(name.to_owned());
        schema.tables.insert(TableName::new(name), made);
    }
    if postgresql && dice.one_in(3) {
        schema.sequences.push(sequence(dice.pick(&[None, Some(3)])));
    }
    schema
}

/// Nothing differs, and nothing cannot be compared.
pub fn quiet(database: &Database, schema: &Schema, seed: u64) {
    let (found, log) = database
        .compare(schema, &Options::default())
        .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
    assert!(
        found.changes.is_empty() && !log.iter().any(|line| line.contains("Cannot compare")),
        "{}, seed {seed}:\n{:#?}\n{log:#?}",
        database.name(),
        found.changes
    );
}

/// How many schemas are tried.
pub fn seeds() -> std::ops::Range<u64> {
    let count = std::env::var("LIMBECK_SEEDS")
        .ok()
        .and_then(|count| count.parse().ok());
    0..count.unwrap_or(15)
}

#[test]
fn a_created_postgresql_schema_is_what_was_declared() {
    let mut database = Database::new("postgresql");
    for seed in seeds() {
        let schema = random_schema(seed, true);
        database.reset();
        database
            .create(&schema)
            .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        quiet(&database, &schema, seed);
    }
}

#[test]
fn a_created_sqlite_schema_is_what_was_declared() {
    let mut database = Database::new("sqlite");
    for seed in seeds() {
        let schema = random_schema(seed, false);
        database.reset();
        database
            .create(&schema)
            .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        quiet(&database, &schema, seed);
    }
}

/// From one random schema to another.
fn migrate(name: &str) {
    let postgresql = name == "postgresql";
    let mut database = Database::new(name);
    for seed in seeds() {
        let (old, new) = (
            random_schema(seed, postgresql),
            random_schema(seed + 1_000_000, postgresql),
        );
        database.reset();
        database
            .create(&old)
            .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        let (found, _) = database
            .compare(&new, &Options::default())
            .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        // Values of some types cannot become values of others, and a
        // sequence of another database's choice has no place here.
        if let Err(error) = database.apply(&new, &found) {
            let error = error.to_string();
            let refused = [
                "used by a generated column",
                "cannot be cast",
                "already has a default value",
                "identity",
            ];
            assert!(
                refused.iter().any(|words| error.contains(words)),
                "{name}, seed {seed}: {error}"
            );
            continue;
        }
        quiet(&database, &new, seed);
    }
}

#[test]
fn a_postgresql_database_becomes_what_another_schema_says() {
    migrate("postgresql");
}
