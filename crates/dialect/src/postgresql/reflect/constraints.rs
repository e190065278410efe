//! Constraints of all kinds.

use limbeck_schema::{
    CheckConstraint, Constraint, ConstraintKind, ConstraintName, Deferral, ExcludeConstraint,
    ExcludeElement, Expression, ForeignKey, ForeignKeyTarget, Name, OptionValue, TableName,
};

use super::tables::Wanted;
use super::{WANTED, oids};
use crate::reflect::{Row, ask};
use crate::{Catalog, Error};

/// Reads the constraints of the tables.
pub(super) fn read(wanted: &mut [Wanted], catalog: &dyn Catalog) -> Result<(), Error> {
    let Some(first) = wanted.first() else {
        return Ok(());
    };
    let rows = ask(statement(first.version), &[oids(wanted)], catalog)?;
    for mut row in rows {
        let place = row.position();
        let Some(wanted) = place.and_then(|place| wanted.get_mut(place)) else {
            continue;
        };
        if let Some(constraint) = constraint(row, &wanted.table.name) {
            wanted.table.constraints.push(constraint);
        }
    }
    for wanted in wanted {
        let rank = |constraint: &Constraint| match &constraint.kind {
            ConstraintKind::PrimaryKey(_) => 0,
            ConstraintKind::ForeignKey(_) => 1,
            ConstraintKind::Unique(_) => 2,
            ConstraintKind::Check(_) => 3,
            ConstraintKind::Exclude(_) => 4,
        };
        wanted.table.constraints.sort_by(|one, other| {
            let name = |constraint: &Constraint| constraint.name.name().cloned();
            (rank(one), name(one)).cmp(&(rank(other), name(other)))
        });
    }
    Ok(())
}

fn statement(version: i64) -> String {
    let names = |keys: &str, relation: &str| {
        format!(
            "ARRAY(SELECT a.attname::text \
             FROM pg_catalog.unnest({keys}) WITH ORDINALITY o(number, place) \
             JOIN pg_catalog.pg_attribute a ON a.attrelid = {relation} \
             AND a.attnum = o.number ORDER BY o.place)"
        )
    };
    // What came with PostgreSQL 15.
    let (not_distinct, set_columns) = match version >= 150_000 {
        true => (
            "i.indnullsnotdistinct",
            "CASE WHEN k.confdelsetcols IS NOT NULL THEN \
             (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' \
             ORDER BY o.place) \
             FROM pg_catalog.unnest(k.confdelsetcols) WITH ORDINALITY o(number, place) \
             JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid \
             AND a.attnum = o.number) END",
        ),
        false => ("false", "NULL::text"),
    };
    let own = names("k.conkey", "k.conrelid");
    let include = names(
        "(i.indkey::smallint[])[i.indnkeyatts:i.indnatts - 1]",
        "k.conrelid",
    );
    let referred = names("k.confkey", "k.confrelid");
    let index = |of: &str| {
        format!(
            "CASE WHEN k.contype = 'x' THEN ARRAY(SELECT {of} \
             FROM pg_catalog.generate_series(1, i.indnkeyatts::integer) g ORDER BY g) END"
        )
    };
    let elements = index("pg_catalog.pg_get_indexdef(k.conindid, g, true)");
    let are_columns = index("(i.indkey[g - 1] <> 0)::integer");
    let operators = index(
        "(SELECT CASE WHEN pg_catalog.pg_operator_is_visible(p.oid) THEN p.oprname::text \
         ELSE 'OPERATOR(' || pg_catalog.quote_ident(n.nspname) || '.' || p.oprname || ')' END \
         FROM pg_catalog.pg_operator p \
         JOIN pg_catalog.pg_namespace n ON n.oid = p.oprnamespace WHERE p.oid = k.conexclop[g])",
    );
    let classes = index(
        "(SELECT CASE WHEN q.opcdefault THEN '' ELSE q.opcname::text END \
         FROM pg_catalog.pg_opclass q WHERE q.oid = i.indclass[g - 1])",
    );
    format!(
        "SELECT w.place - 1, k.contype::text, k.conname::text, k.condeferrable, k.condeferred, \
         k.convalidated, k.connoinherit, d.description, {own}, \
         CASE WHEN i.indnatts > i.indnkeyatts THEN {include} END, {not_distinct}, \
         pg_catalog.pg_get_expr(k.conbin, k.conrelid, true), \
         rn.nspname::text, pg_catalog.pg_table_is_visible(k.confrelid), r.relname::text, \
         {referred}, k.confupdtype::text, k.confdeltype::text, {set_columns}, \
         k.confmatchtype::text, m.amname::text, {elements}, {are_columns}, {operators}, {classes}, \
         CASE WHEN k.contype = 'x' THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid, true) END \
         {WANTED} JOIN pg_catalog.pg_constraint k ON k.conrelid = w.oid \
         AND k.contype IN ('p', 'u', 'f', 'c', 'x') \
         LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid AND k.contype <> 'f' \
         LEFT JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid \
         LEFT JOIN pg_catalog.pg_am m ON m.oid = x.relam \
         LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid AND k.contype = 'f' \
         LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace \
         LEFT JOIN pg_catalog.pg_description d ON d.objoid = k.oid \
         AND d.classoid = 'pg_catalog.pg_constraint'::regclass AND d.objsubid = 0"
    )
}

fn constraint(mut row: Row, table: &TableName) -> Option<Constraint> {
    let kind = row.name();
    let name = row.name();
    let deferrable = row.truth();
    let deferred = row.truth();
    let valid = row.truth();
    let no_inherit = row.truth();
    let comment = row.text();
    let columns = row.texts().into_iter().map(Name::new).collect();
    let include = row.texts();
    let not_distinct = row.truth();
    let condition = row.text();
    let unique = matches!(kind.as_str(), "p" | "u");
    let kind = match kind.as_str() {
        "p" => ConstraintKind::PrimaryKey(columns),
        "u" => ConstraintKind::Unique(columns),
        "f" => ConstraintKind::ForeignKey(foreign_key(row, columns, table)),
        "c" => ConstraintKind::Check(CheckConstraint {
            condition: Expression::Raw(without_outer_parentheses(&condition?)),
            made_by_type_of: None,
            in_column: None,
        }),
        "x" => ConstraintKind::Exclude(exclude(row)),
        _ => return None,
    };
    let is_unique_constraint = matches!(kind, ConstraintKind::Unique(_));
    let mut constraint = Constraint::new(ConstraintName::Final(name.into()), kind);
    constraint.comment = comment;
    constraint.deferral = Deferral {
        deferrable: deferrable.then_some(true),
        initially: deferred.then(|| "DEFERRED".to_owned()),
    };
    let mut set = |name: &str, value| constraint.options.set(name, value);
    if unique {
        let include = include.into_iter().map(OptionValue::Text).collect();
        set("postgresql_include", OptionValue::List(include));
    }
    if is_unique_constraint {
        let not_distinct = OptionValue::Boolean(not_distinct);
        set("postgresql_nulls_not_distinct", not_distinct);
    }
    if !valid {
        set("postgresql_not_valid", OptionValue::Boolean(true));
    }
    let is_check = matches!(constraint.kind, ConstraintKind::Check(_));
    if is_check && no_inherit {
        let yes = OptionValue::Boolean(true);
        constraint.options.set("postgresql_no_inherit", yes);
    }
    Some(constraint)
}

fn foreign_key(mut row: Row, columns: Vec<Name>, table: &TableName) -> ForeignKey {
    let schema = Name::new(row.name());
    let visible = row.truth();
    let name = row.name();
    // A table that is found by its name alone has no schema here, unless it
    // is in the one that was asked for.
    let schema = (!visible || table.schema.as_ref() == Some(&schema)).then_some(schema);
    let referred = row.texts().into_iter().map(Name::new).collect();
    let action = |code: Option<String>| {
        Some(match code.as_deref() {
            Some("c") => "CASCADE",
            Some("r") => "RESTRICT",
            Some("n") => "SET NULL",
            Some("d") => "SET DEFAULT",
            _ => return None,
        })
    };
    let on_update = action(row.text());
    let on_delete = action(row.text());
    let set_columns = row.text();
    let on_delete = on_delete.map(|action| match set_columns {
        Some(columns) => format!("{action} ({columns})"),
        None => action.to_owned(),
    });
    ForeignKey {
        columns,
        target: ForeignKeyTarget {
            table: TableName::in_schema(schema, name),
            columns: referred,
        },
        on_update: on_update.map(str::to_owned),
        on_delete,
        match_type: match row.text().as_deref() {
            Some("f") => Some("FULL".to_owned()),
            Some("p") => Some("PARTIAL".to_owned()),
            _ => None,
        },
        use_alter: false,
        in_column: false,
    }
}

fn exclude(mut row: Row) -> ExcludeConstraint {
    // What belongs to foreign keys.
    for _ in 0..8 {
        row.value();
    }
    let using = row.name();
    let elements = row.texts();
    let are_columns = row.numbers();
    let operators = row.texts();
    let classes = row.texts();
    let elements = elements.into_iter().enumerate().map(|(index, element)| {
        let is_column = are_columns.get(index) == Some(&1);
        ExcludeElement {
            expression: match is_column {
                true => Expression::column(unquoted(&element)),
                false => Expression::Raw(element),
            },
            operator: operators.get(index).cloned().unwrap_or_default(),
            operator_class: classes
                .get(index)
                .filter(|class| !class.is_empty())
                .cloned(),
        }
    });
    ExcludeConstraint {
        elements: elements.collect(),
        using,
        condition: row.text().map(Expression::Raw),
    }
}

/// A name as the server spells it, without quotes.
fn unquoted(spelling: &str) -> String {
    let inside = spelling.strip_prefix('"');
    match inside.and_then(|inside| inside.strip_suffix('"')) {
        Some(inside) => inside.replace("\"\"", "\""),
        None => spelling.to_owned(),
    }
}

/// The condition without one pair of parentheses, if that encloses all of it.
fn without_outer_parentheses(text: &str) -> String {
    let trimmed = text.trim();
    let inside = trimmed
        .strip_prefix('(')
        .and_then(|inside| inside.strip_suffix(')'));
    let Some(inside) = inside else {
        return text.to_owned();
    };
    let mut depth = 0usize;
    let mut quote = None;
    for character in inside.chars() {
        match (quote, character) {
            (Some(open), character) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(character),
            (None, '(') => depth += 1,
            (None, ')') if depth == 0 => return text.to_owned(),
            (None, ')') => depth -= 1,
            (None, _) => {}
        }
    }
    inside.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parentheses_around_all_of_a_condition_go() {
        fn check(text: &str, expect: &str) {
            assert_eq!(without_outer_parentheses(text), expect, "{text}");
        }
        check("(a IS NOT NULL)", "a IS NOT NULL");
        check("((a))", "(a)");
        check("(a) AND (b)", "(a) AND (b)");
        check("(a = ')(' OR b)", "a = ')(' OR b");
        check("a > 0", "a > 0");
    }
}
