//! One change of a model at a time: it is seen, carried out, and not seen
//! again.

use std::cell::RefCell;
use std::collections::HashMap;

use limbeck_autogenerate::{Mode, Options};
use limbeck_schema::{
    CheckConstraint, Column, ColumnDefault, Computed, Constraint, ConstraintKind, ConstraintName,
    Deferral, EnumType, ExcludeConstraint, ExcludeElement, Expression, ForeignKey,
    ForeignKeyTarget, Identity, Index, Name, OptionValue, Schema, Sequence, SequenceOptions,
    SqlType, StringType, Table, TableName, UnaryOperator,
};

use crate::apply::{Database, names};

pub fn varchar(length: Option<u32>) -> SqlType {
    SqlType::String(StringType {
        length,
        collation: None,
    })
}

pub fn raw(sql: &str) -> Expression {
    Expression::Raw(sql.to_owned())
}

pub fn default(sql: &str) -> ColumnDefault {
    ColumnDefault::Expression(Box::new(raw(sql)))
}

pub fn computed(sql: &str) -> ColumnDefault {
    ColumnDefault::Computed(Box::new(Computed {
        expression: raw(sql),
        persisted: Some(true),
    }))
}

pub fn named(name: Option<&str>) -> ConstraintName {
    match name {
        Some(name) => ConstraintName::Given(name.into()),
        None => ConstraintName::Unnamed,
    }
}

pub fn unique(name: Option<&str>, columns: &[&str]) -> Constraint {
    let columns = columns.iter().map(|name| Name::new(*name)).collect();
    Constraint::new(named(name), ConstraintKind::Unique(columns))
}

pub fn primary_key(name: Option<&str>, columns: &[&str]) -> Constraint {
    let columns = columns.iter().map(|name| Name::new(*name)).collect();
    Constraint::new(named(name), ConstraintKind::PrimaryKey(columns))
}

pub fn check_constraint(name: Option<&str>, sql: &str) -> Constraint {
    let check = CheckConstraint {
        condition: raw(sql),
        made_by_type_of: None,
        in_column: None,
    };
    Constraint::new(named(name), ConstraintKind::Check(check))
}

pub fn foreign_key(name: Option<&str>, column: &str, table: &str) -> Constraint {
    let key = ForeignKey {
        columns: vec![column.into()],
        target: ForeignKeyTarget {
            table: TableName::new(table),
            columns: vec!["id".into()],
        },
        on_update: None,
        on_delete: None,
        match_type: None,
        use_alter: false,
        in_column: false,
    };
    Constraint::new(named(name), ConstraintKind::ForeignKey(key))
}

pub fn key_of(constraint: &mut Constraint) -> &mut ForeignKey {
    match &mut constraint.kind {
        ConstraintKind::ForeignKey(key) => key,
        other => panic!("{other:?}"),
    }
}

pub fn index(name: &str, expressions: Vec<Expression>) -> Index {
    Index {
        name: ConstraintName::Given(name.into()),
        table: None,
        expressions,
        unique: false,
        options: Default::default(),
    }
}

fn index_with(name: &str, column: &str, option: &str, value: OptionValue) -> Index {
    let mut index = index(name, vec![Expression::column(column)]);
    index.options.set(option, value);
    index
}

pub fn text(value: &str) -> OptionValue {
    OptionValue::Text(value.to_owned())
}

pub fn enumeration(labels: &[&str], native: bool) -> SqlType {
    SqlType::Enum(EnumType {
        labels: labels.iter().map(|label| (*label).to_owned()).collect(),
        name: Some("mood".into()),
        native,
        create_type: true,
        create_constraint: !native,
        ..EnumType::default()
    })
}

pub fn sequence(increment: Option<i64>) -> Sequence {
    Sequence {
        name: TableName::new("counter"),
        options: SequenceOptions {
            increment,
            ..SequenceOptions::default()
        },
        data_type: None,
        optional: false,
    }
}

pub fn exclude(operator: &str) -> Constraint {
    let exclude = ExcludeConstraint {
        elements: vec![ExcludeElement {
            expression: Expression::column("period"),
            operator: operator.to_owned(),
            operator_class: None,
        }],
        using: "gist".to_owned(),
        condition: None,
    };
    Constraint::new(named(Some("ex_t")), ConstraintKind::Exclude(exclude))
}

pub fn table(name: &str) -> Table {
    let mut id = Column::new("id", SqlType::Integer);
    id.primary_key = true;
    let mut columns = vec![id];
    columns.push(Column::new("a", varchar(Some(10))));
    columns.push(Column::new("b", SqlType::Integer));
    Table {
        name: TableName::new(name),
        columns,
        constraints: vec![primary_key(None, &["id"])],
        ..Table::default()
    }
}

pub fn schema(tables: Vec<Table>) -> Schema {
    Schema {
        tables: tables
            .into_iter()
            .map(|table| (table.name.clone(), table))
            .collect(),
        ..Schema::default()
    }
}

type Edit = fn(&mut Schema);

fn base() -> Schema {
    schema(vec![table("t"), table("other")])
}

fn t(schema: &mut Schema) -> &mut Table {
    &mut schema.tables[&TableName::new("t")]
}

/// Makes a database as `before` says, and compares it with `after`: first
/// with itself, then with the change, and again when that is carried out.
fn check(dialect: &str, what: &str, before: Edit, after: Edit, expect: &[&str], alembic: &[&str]) {
    let (mut old, mut new) = (base(), base());
    before(&mut old);
    after(&mut new);
    thread_local! {
        static DATABASES: RefCell<HashMap<String, Database>> = RefCell::default();
    }
    let mut database = DATABASES
        .with_borrow_mut(|known| known.remove(dialect))
        .unwrap_or_else(|| Database::new(dialect));
    database.reset();
    database
        .create(&old)
        .unwrap_or_else(|error| panic!("{dialect}, {what}: {error}"));
    let (quiet, log) = database.compare(&old, &Options::default()).expect(what);
    assert!(
        quiet.changes.is_empty(),
        "{dialect}, {what}, at first: {:?}\n{log:?}",
        quiet.changes
    );
    let options = Options {
        mode: Mode::Alembic,
        ..Options::default()
    };
    let (found, log) = database.compare(&new, &options).expect(what);
    assert_eq!(
        names(&new, &found),
        alembic,
        "{dialect}, {what}, as Alembic: {log:?}"
    );
    let (found, log) = database.compare(&new, &Options::default()).expect(what);
    assert_eq!(names(&new, &found), expect, "{dialect}, {what}: {log:?}");
    database
        .apply(&new, &found)
        .unwrap_or_else(|error| panic!("{dialect}, {what}: {error}\n{:?}", found.changes));
    let (quiet, log) = database.compare(&new, &Options::default()).expect(what);
    assert!(
        quiet.changes.is_empty(),
        "{dialect}, {what}, afterwards: {:?}\n{log:?}",
        quiet.changes
    );
    DATABASES.with_borrow_mut(|known| known.insert(dialect.to_owned(), database));
}

fn both(what: &str, before: Edit, after: Edit, expect: &[&str], alembic: &[&str]) {
    check("postgresql", what, before, after, expect, alembic);
    check("sqlite", what, before, after, expect, alembic);
}

fn postgresql(what: &str, before: Edit, after: Edit, expect: &[&str], alembic: &[&str]) {
    check("postgresql", what, before, after, expect, alembic);
}

fn none(_: &mut Schema) {}

#[test]
fn tables_and_columns() {
    both(
        "table added",
        none,
        |s| {
            s.tables.insert(TableName::new("u"), table("u"));
        },
        &["add_table"],
        &["add_table"],
    );
    both(
        "table removed",
        |s| {
            s.tables.insert(TableName::new("u"), table("u"));
        },
        none,
        &["remove_table"],
        &["remove_table"],
    );
    both(
        "column added",
        none,
        |s| t(s).columns.push(Column::new("c", SqlType::Integer)),
        &["add_column"],
        &["add_column"],
    );
    both(
        "column removed",
        none,
        |s| {
            t(s).columns.pop();
        },
        &["remove_column"],
        &["remove_column"],
    );
    both(
        "column order changed",
        none,
        |s| t(s).columns.swap(1, 2),
        &[],
        &[],
    );
    both(
        "nullable changed",
        none,
        |s| {
            t(s).columns[1].nullable = false;
            t(s).columns[1].nullable_given = true;
        },
        &["modify_nullable"],
        &["modify_nullable"],
    );
}

#[test]
fn types() {
    both(
        "int to string",
        none,
        |s| t(s).columns[2].sql_type = varchar(Some(5)),
        &["modify_type"],
        &["modify_type"],
    );
    both(
        "varchar(10) to varchar(20)",
        none,
        |s| t(s).columns[1].sql_type = varchar(Some(20)),
        &["modify_type"],
        &["modify_type"],
    );
    both(
        "varchar(10) to varchar",
        none,
        |s| t(s).columns[1].sql_type = varchar(None),
        &["modify_type"],
        &[],
    );
    both(
        "int to bigint",
        none,
        |s| t(s).columns[2].sql_type = SqlType::BigInteger,
        &["modify_type"],
        &["modify_type"],
    );
    postgresql(
        "timestamp to timestamptz",
        |s| t(s).columns[2].sql_type = SqlType::DateTime { timezone: false },
        |s| t(s).columns[2].sql_type = SqlType::DateTime { timezone: true },
        &["modify_type"],
        &["modify_type"],
    );
    postgresql(
        "collation",
        none,
        |s| {
            t(s).columns[1].sql_type = SqlType::String(StringType {
                length: Some(10),
                collation: Some("C".into()),
            });
        },
        &["modify_type"],
        &[],
    );
    postgresql(
        "array",
        none,
        |s| {
            let item = Box::new(varchar(Some(10)));
            t(s).columns[1].sql_type = SqlType::Array {
                item,
                dimensions: None,
            };
            t(s).columns.remove(1);
        },
        &["remove_column"],
        &["remove_column"],
    );
}

#[test]
fn defaults() {
    both(
        "default added",
        none,
        |s| t(s).columns[1].default = ColumnDefault::Literal("it's".into()),
        &["modify_default"],
        &[],
    );
    both(
        "default changed",
        |s| t(s).columns[2].default = default("1"),
        |s| t(s).columns[2].default = default("2"),
        &["modify_default"],
        &[],
    );
    both(
        "default removed",
        |s| t(s).columns[2].default = default("1"),
        none,
        &["modify_default"],
        &[],
    );
    postgresql(
        "default written in other words",
        |s| t(s).columns[2].default = default("1 + 1"),
        |s| t(s).columns[2].default = default("(1)+1 "),
        &[],
        &[],
    );
    postgresql(
        "type and default",
        |s| t(s).columns[1].default = ColumnDefault::Literal("1".into()),
        |s| {
            t(s).columns[1].default = ColumnDefault::Literal("1".into());
            t(s).columns[1].sql_type = SqlType::Text(StringType::default());
        },
        &["modify_type"],
        &["modify_type"],
    );
    postgresql(
        "computed expression changed",
        |s| t(s).columns[2].default = computed("id * 2"),
        |s| t(s).columns[2].default = computed("id * 3"),
        &["remove_column", "add_column"],
        &[],
    );
    postgresql(
        "computed added",
        |s| {
            t(s).indexes
                .push(index("ix_b", vec![Expression::column("b")]))
        },
        |s| {
            t(s).columns[2].default = computed("id * 3");
            t(s).indexes
                .push(index("ix_b", vec![Expression::column("b")]));
        },
        &["remove_index", "remove_column", "add_column", "add_index"],
        &[],
    );
    postgresql(
        "identity added",
        |s| t(s).columns[0].autoincrement = Some(false),
        |s| t(s).columns[0].default = ColumnDefault::Identity(Identity::default()),
        &["modify_default"],
        &[],
    );
    postgresql(
        "identity changed back to what the server chooses",
        |s| {
            t(s).columns[0].default = ColumnDefault::Identity(Identity {
                options: SequenceOptions {
                    increment: Some(5),
                    ..SequenceOptions::default()
                },
                ..Identity::default()
            });
        },
        |s| {
            t(s).columns[0].default = ColumnDefault::Identity(Identity {
                options: SequenceOptions {
                    increment: Some(1),
                    ..SequenceOptions::default()
                },
                ..Identity::default()
            });
        },
        &["modify_default"],
        &[],
    );
}

#[test]
fn keys_and_uniques() {
    postgresql(
        "primary key columns",
        none,
        |s| {
            t(s).columns[0].primary_key = false;
            t(s).columns[0].nullable = false;
            t(s).columns[0].nullable_given = true;
            t(s).columns[2].nullable = false;
            t(s).columns[2].nullable_given = true;
            t(s).constraints = vec![primary_key(None, &["id", "b"])];
        },
        &["modify_nullable", "remove_constraint", "add_constraint"],
        &["modify_nullable"],
    );
    postgresql(
        "primary key name",
        none,
        |s| t(s).constraints = vec![primary_key(Some("pk_t"), &["id"])],
        &["rename_constraint"],
        &[],
    );
    postgresql(
        "unique added, named and not",
        none,
        |s| {
            t(s).constraints.push(unique(Some("uq_a"), &["a"]));
            t(s).constraints.push(unique(None, &["b"]));
        },
        &["add_constraint", "add_constraint"],
        &["add_constraint", "add_constraint"],
    );
    postgresql(
        "unique columns changed",
        |s| t(s).constraints.push(unique(Some("uq"), &["a"])),
        |s| t(s).constraints.push(unique(Some("uq"), &["a", "b"])),
        &["remove_constraint", "add_constraint"],
        &["remove_constraint", "add_constraint"],
    );
    postgresql(
        "unique columns in another order",
        |s| t(s).constraints.push(unique(Some("uq"), &["b", "a"])),
        |s| t(s).constraints.push(unique(Some("uq"), &["a", "b"])),
        &["remove_constraint", "add_constraint"],
        &[],
    );
    postgresql(
        "unique deferrable",
        |s| t(s).constraints.push(unique(Some("uq"), &["b", "a"])),
        |s| {
            let mut constraint = unique(Some("uq"), &["b", "a"]);
            constraint.deferral = Deferral {
                deferrable: Some(true),
                initially: Some("DEFERRED".into()),
            };
            t(s).constraints.push(constraint);
        },
        &["remove_constraint", "add_constraint"],
        &[],
    );
    postgresql(
        "nulls not distinct",
        |s| t(s).constraints.push(unique(Some("uq"), &["a"])),
        |s| {
            let mut constraint = unique(Some("uq"), &["a"]);
            let option = "postgresql_nulls_not_distinct";
            constraint.options.set(option, OptionValue::Boolean(true));
            t(s).constraints.push(constraint);
        },
        &["remove_constraint", "add_constraint"],
        &["remove_constraint", "add_constraint"],
    );
    postgresql(
        "foreign key added",
        none,
        |s| t(s).constraints.push(foreign_key(None, "b", "other")),
        &["add_fk"],
        &["add_fk"],
    );
    postgresql(
        "foreign key changed",
        |s| t(s).constraints.push(foreign_key(Some("fk"), "b", "other")),
        |s| {
            let mut key = foreign_key(Some("fk"), "b", "other");
            key_of(&mut key).on_delete = Some("CASCADE".into());
            t(s).constraints.push(key);
        },
        &["remove_fk", "add_fk"],
        &["remove_fk", "add_fk"],
    );
    postgresql(
        "foreign key renamed",
        |s| t(s).constraints.push(foreign_key(Some("fk"), "b", "other")),
        |s| {
            t(s).constraints
                .push(foreign_key(Some("fk2"), "b", "other"))
        },
        &["rename_constraint"],
        &[],
    );
    postgresql(
        "foreign keys in a circle, both new",
        none,
        |s| {
            for (name, target) in [("x", "y"), ("y", "x")] {
                let mut table = table(name);
                table
                    .constraints
                    .push(foreign_key(Some(&format!("fk_{name}")), "b", target));
                s.tables.insert(table.name.clone(), table);
            }
        },
        &["add_table", "add_table", "add_fk"],
        &["add_table", "add_table"],
    );
    postgresql(
        "foreign keys in a circle, both gone",
        |s| {
            for (name, target) in [("x", "y"), ("y", "x")] {
                let mut table = table(name);
                table
                    .constraints
                    .push(foreign_key(Some(&format!("fk_{name}")), "b", target));
                s.tables.insert(table.name.clone(), table);
            }
        },
        none,
        &["remove_fk", "remove_table", "remove_table"],
        &["remove_table", "remove_table"],
    );
}

#[test]
fn indexes() {
    both(
        "index added",
        none,
        |s| {
            t(s).indexes
                .push(index("ix", vec![Expression::column("a")]))
        },
        &["add_index"],
        &["add_index"],
    );
    both(
        "index columns changed",
        |s| {
            t(s).indexes
                .push(index("ix", vec![Expression::column("a")]))
        },
        |s| {
            t(s).indexes
                .push(index("ix", vec![Expression::column("b")]))
        },
        &["remove_index", "add_index"],
        &["remove_index", "add_index"],
    );
    both(
        "index unique changed",
        |s| {
            t(s).indexes
                .push(index("ix", vec![Expression::column("a")]))
        },
        |s| {
            let mut index = index("ix", vec![Expression::column("a")]);
            index.unique = true;
            t(s).indexes.push(index);
        },
        &["remove_index", "add_index"],
        &["remove_index", "add_index"],
    );
    check(
        "postgresql",
        "index expression changed",
        |s| t(s).indexes.push(index("ix", vec![raw("lower(a)")])),
        |s| t(s).indexes.push(index("ix", vec![raw("upper(a)")])),
        &["remove_index", "add_index"],
        &["remove_index", "add_index"],
    );
    check(
        "sqlite",
        "index expression changed",
        |s| t(s).indexes.push(index("ix", vec![raw("lower(a)")])),
        |s| t(s).indexes.push(index("ix", vec![raw("upper(a)")])),
        &["remove_index", "add_index"],
        &[],
    );
    postgresql(
        "index expression in other words",
        |s| t(s).indexes.push(index("ix", vec![raw("(a || 'x')")])),
        |s| t(s).indexes.push(index("ix", vec![raw("(a)::text||'x'")])),
        &[],
        &["remove_index", "add_index"],
    );
    postgresql(
        "where changed",
        |s| {
            t(s).indexes
                .push(index_with("ix", "a", "postgresql_where", text("b > 1")))
        },
        |s| {
            t(s).indexes
                .push(index_with("ix", "a", "postgresql_where", text("b > 2")))
        },
        &["remove_index", "add_index"],
        &[],
    );
    check(
        "sqlite",
        "where changed",
        |s| {
            t(s).indexes
                .push(index_with("ix", "a", "sqlite_where", text("b > 1")))
        },
        |s| {
            t(s).indexes
                .push(index_with("ix", "a", "sqlite_where", text("b > 2")))
        },
        &["remove_index", "add_index"],
        &[],
    );
    postgresql(
        "where in other words",
        |s| {
            t(s).indexes.push(index_with(
                "ix",
                "a",
                "postgresql_where",
                text("a IN ('x', 'y')"),
            ))
        },
        |s| {
            t(s).indexes.push(index_with(
                "ix",
                "a",
                "postgresql_where",
                text("((a) in ('x','y'))"),
            ))
        },
        &[],
        &[],
    );
    postgresql(
        "method",
        |s| {
            t(s).indexes
                .push(index("ix", vec![Expression::column("a")]))
        },
        |s| {
            t(s).indexes
                .push(index_with("ix", "a", "postgresql_using", text("hash")))
        },
        &["remove_index", "add_index"],
        &[],
    );
    postgresql(
        "include",
        |s| {
            t(s).indexes
                .push(index("ix", vec![Expression::column("a")]))
        },
        |s| {
            let include = OptionValue::List(vec![text("b")]);
            t(s).indexes
                .push(index_with("ix", "a", "postgresql_include", include));
        },
        &["remove_index", "add_index"],
        &[],
    );
    postgresql(
        "operator class",
        |s| {
            t(s).indexes
                .push(index("ix", vec![Expression::column("a")]))
        },
        |s| {
            let classes = [("a".to_owned(), text("varchar_pattern_ops"))];
            let classes = OptionValue::Map(classes.into_iter().collect());
            t(s).indexes
                .push(index_with("ix", "a", "postgresql_ops", classes));
        },
        &["remove_index", "add_index"],
        &[],
    );
    postgresql(
        "sort order",
        |s| {
            t(s).indexes
                .push(index("ix", vec![Expression::column("a")]))
        },
        |s| {
            let element = Expression::Unary {
                operator: UnaryOperator::Descending,
                operand: Box::new(Expression::column("a")),
            };
            t(s).indexes.push(index("ix", vec![element]));
        },
        &["remove_index", "add_index"],
        &["remove_index", "add_index"],
    );
}

#[test]
fn checks_and_exclusions() {
    both(
        "check named added",
        none,
        |s| t(s).constraints.push(check_constraint(Some("ck"), "b > 0")),
        &["add_constraint"],
        &[],
    );
    both(
        "check named removed",
        |s| t(s).constraints.push(check_constraint(Some("ck"), "b > 0")),
        none,
        &["remove_constraint"],
        &[],
    );
    both(
        "check expression changed",
        |s| t(s).constraints.push(check_constraint(Some("ck"), "b > 0")),
        |s| t(s).constraints.push(check_constraint(Some("ck"), "b > 1")),
        &["remove_constraint", "add_constraint"],
        &[],
    );
    postgresql(
        "check in other words",
        |s| {
            t(s).constraints.push(check_constraint(
                Some("ck"),
                "a in ('x', 'y') and b between 1 and 2",
            ))
        },
        |s| {
            let sql = "(a IN ('x','y')) AND ((b BETWEEN 1 AND 2))";
            t(s).constraints.push(check_constraint(Some("ck"), sql));
        },
        &[],
        &[],
    );
    postgresql(
        "check unnamed added",
        none,
        |s| {
            t(s).constraints
                .push(check_constraint(None, "length(a) > 2"))
        },
        &["add_constraint"],
        &[],
    );
    postgresql(
        "check unnamed changed",
        |s| {
            t(s).constraints
                .push(check_constraint(None, "length(a) > 2"))
        },
        |s| {
            t(s).constraints
                .push(check_constraint(None, "length(a) > 3"))
        },
        &["remove_constraint", "add_constraint"],
        &[],
    );
    fn with_period(schema: &mut Schema) -> &mut Table {
        let table = t(schema);
        let range = limbeck_schema::PostgresqlType::Plain("TSRANGE".into());
        table
            .columns
            .push(Column::new("period", SqlType::Postgresql(range)));
        table
    }
    postgresql(
        "exclude added",
        |s| {
            with_period(s);
        },
        |s| with_period(s).constraints.push(exclude("&&")),
        &["add_constraint"],
        &[],
    );
    postgresql(
        "exclude changed",
        |s| with_period(s).constraints.push(exclude("&&")),
        |s| with_period(s).constraints.push(exclude("-|-")),
        &["remove_constraint", "add_constraint"],
        &[],
    );
}

#[test]
fn enums_and_sequences() {
    fn with(schema: &mut Schema, labels: &[&str]) {
        t(schema).columns[1].sql_type = enumeration(labels, true);
        t(schema).columns[1].default = ColumnDefault::Literal("a".into());
    }
    postgresql(
        "enum values added",
        |s| with(s, &["a", "c"]),
        |s| with(s, &["z", "a", "b", "c"]),
        &["add_enum_value"],
        &[],
    );
    postgresql(
        "enum value removed",
        |s| with(s, &["a", "b", "c"]),
        |s| with(s, &["c", "a"]),
        &["replace_enum"],
        &[],
    );
    postgresql(
        "enum column added",
        none,
        |s| {
            let column = Column::new("mood", enumeration(&["a", "b"], true));
            t(s).columns.push(column);
        },
        &["add_enum", "add_column"],
        &["add_column"],
    );
    postgresql(
        "enum column removed",
        |s| {
            let column = Column::new("mood", enumeration(&["a", "b"], true));
            t(s).columns.push(column);
        },
        none,
        &["remove_column", "remove_enum"],
        &["remove_column"],
    );
    fn not_native(schema: &mut Schema, labels: &[&str]) {
        let list: Vec<String> = labels.iter().map(|label| format!("'{label}'")).collect();
        let mut check = check_constraint(Some("mood"), &format!("a IN ({})", list.join(", ")));
        if let ConstraintKind::Check(check) = &mut check.kind {
            check.made_by_type_of = Some("a".into());
        }
        t(schema).columns[1].sql_type = enumeration(labels, false);
        t(schema).constraints.push(check);
    }
    postgresql(
        "value of the same length added to an enum that is not native",
        |s| not_native(s, &["a", "b"]),
        |s| not_native(s, &["a", "b", "c"]),
        &["remove_constraint", "add_constraint"],
        &[],
    );
    postgresql(
        "sequence added",
        none,
        |s| s.sequences.push(sequence(None)),
        &["add_sequence"],
        &[],
    );
    postgresql(
        "sequence removed",
        |s| s.sequences.push(sequence(None)),
        none,
        &["remove_sequence"],
        &[],
    );
    postgresql(
        "sequence changed",
        |s| s.sequences.push(sequence(None)),
        |s| s.sequences.push(sequence(Some(5))),
        &["modify_sequence"],
        &[],
    );
}

#[test]
fn comments_and_schemas() {
    postgresql(
        "comments",
        none,
        |s| {
            t(s).comment = Some("it's a table".into());
            t(s).columns[1].comment = Some("a column".into());
        },
        &["modify_comment", "add_table_comment"],
        &["modify_comment", "add_table_comment"],
    );
    postgresql(
        "a table in a schema that is not there",
        none,
        |s| {
            let mut table = table("u");
            table.name.schema = Some("app".into());
            table
                .indexes
                .push(index("ix_u", vec![Expression::column("a")]));
            s.tables.insert(table.name.clone(), table);
        },
        &["add_schema", "add_table", "add_index"],
        &["add_table", "add_index"],
    );
}
