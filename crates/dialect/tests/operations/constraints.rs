use limbeck_schema::{
    BinaryOperator, Constraint, ConstraintKind, ConstraintName, ExcludeConstraint, ExcludeElement,
    OptionValue, TableName,
};

use super::{build::*, check};

fn with(mut constraint: Constraint, change: impl FnOnce(&mut Constraint)) -> Constraint {
    change(&mut constraint);
    constraint
}

#[test]
fn constraints_are_added_with_every_keyword() {
    let truth = OptionValue::Boolean;
    let key = |columns: &[&str], target: &[&str]| {
        foreign_key(given("fk"), columns, TableName::new("b"), target)
    };
    let a = || TableName::new("a");
    let t = || TableName::new("t");
    let s = || in_schema("s", "t");
    let mut cases = vec![
        constrain(
            "foreign key",
            in_schema("s1", "a"),
            with(
                with_key(
                    foreign_key(given("fk"), &["x", "y"], in_schema("s2", "b"), &["u", "v"]),
                    |key| {
                        key.on_delete = Some("SET NULL (x)".to_owned());
                        key.on_update = Some("CASCADE".to_owned());
                        key.match_type = Some("FULL".to_owned());
                    },
                ),
                |constraint| {
                    constraint.deferral.deferrable = Some(true);
                    constraint.deferral.initially = Some("DEFERRED".to_owned());
                    constraint.options.set("postgresql_not_valid", truth(true));
                },
            ),
        ),
        constrain(
            "foreign key without name",
            a(),
            foreign_key(ConstraintName::Unnamed, &["x"], TableName::new("b"), &["u"]),
        ),
        constrain(
            "foreign key bad phrase",
            a(),
            with_key(key(&["x"], &["y"]), |key| {
                key.on_delete = Some("SET; NULL".to_owned());
            }),
        ),
        constrain(
            "foreign key bad update",
            a(),
            with_key(key(&["x"], &["y"]), |key| {
                key.on_update = Some("CASCADE -- x".to_owned());
            }),
        ),
        constrain(
            "foreign key quoted columns",
            a(),
            with_key(key(&["x"], &["y"]), |key| {
                key.on_delete = Some("SET NULL (\"X y\", z)".to_owned());
            }),
        ),
        constrain(
            "unique",
            s(),
            with(unique(given("x"), &["a", "b"]), |constraint| {
                constraint.deferral.deferrable = Some(true);
                constraint.deferral.initially = Some("IMMEDIATE".to_owned());
                constraint
                    .options
                    .set("postgresql_nulls_not_distinct", truth(true));
                constraint
                    .options
                    .set("postgresql_include", option_list(&["a"]));
            }),
        ),
        constrain(
            "unique distinct",
            t(),
            with(unique(ConstraintName::Unnamed, &["a"]), |constraint| {
                constraint
                    .options
                    .set("postgresql_nulls_not_distinct", truth(false));
            }),
        ),
        constrain(
            "check",
            s(),
            with(
                check_of(
                    given("x"),
                    binary(column("a"), BinaryOperator::Greater, literal(5)),
                ),
                |constraint| constraint.options.set("postgresql_not_valid", truth(true)),
            ),
        ),
        constrain(
            "check text",
            t(),
            check_text(given("x"), "a like 'x%' and b <> ''"),
        ),
        constrain("primary key", s(), primary_key(given("x"), &["a", "b"])),
        constrain(
            "exclude",
            s(),
            with(
                Constraint::new(
                    given("ex"),
                    ConstraintKind::Exclude(ExcludeConstraint {
                        elements: [("a", "="), ("b", "&&")]
                            .map(|(name, operator)| ExcludeElement {
                                expression: column(name),
                                operator: operator.to_owned(),
                                operator_class: None,
                            })
                            .into(),
                        using: "gist".to_owned(),
                        condition: Some(text("a>1")),
                    }),
                ),
                |constraint| constraint.deferral.deferrable = Some(true),
            ),
        ),
    ];
    check("create exclude", cases.clone());
    cases.extend([
        constrain_by(
            "unique by convention",
            t(),
            unique(ConstraintName::Unnamed, &["a"]),
            convention(),
        ),
        constrain_by(
            "check by convention",
            t(),
            check_text(given("x"), "a>1"),
            convention(),
        ),
        constrain_by(
            "foreign key by convention",
            a(),
            foreign_key(ConstraintName::Unnamed, &["x"], TableName::new("b"), &["y"]),
            convention(),
        ),
        constrain_by(
            "foreign key by convention long",
            TableName::new("a".repeat(40)),
            foreign_key(
                ConstraintName::Unnamed,
                &["x"],
                TableName::new("b".repeat(40)),
                &["y"],
            ),
            convention(),
        ),
    ]);
    for kind in ["foreign key", "unique", "check", "primary key"] {
        check(&format!("create {kind}"), cases.clone());
    }
}

#[test]
fn constraints_are_dropped_by_their_final_names() {
    let long = "x".repeat(70);
    let last = |name: &str| ConstraintName::Final(name.into());
    let mut in_a_schema = drop_constraint("constraint", given("a"), None);
    in_a_schema.drop.table = in_schema("s", "t");
    in_a_schema.drop.if_exists = true;
    check(
        "drop constraint",
        vec![
            in_a_schema.case(),
            drop_constraint("constraint of kind", given("A"), Some("foreignkey")).case(),
            drop_constraint("constraint without name", ConstraintName::Unnamed, None).case(),
            drop_constraint("constraint of unknown kind", given("x"), Some("foo")).case(),
            drop_constraint("constraint long", given(&long), None).case(),
            drop_constraint("constraint long final", last(&long), None).case(),
        ],
    );
    check(
        "drop check",
        vec![
            drop_constraint("check by convention", given("foo"), Some("check")).by_convention(),
            drop_constraint("check by convention final", last("foo"), Some("check"))
                .by_convention(),
        ],
    );
    check(
        "drop primary key",
        vec![
            drop_constraint(
                "primary key by convention",
                ConstraintName::Unnamed,
                Some("primary"),
            )
            .by_convention(),
        ],
    );
}
