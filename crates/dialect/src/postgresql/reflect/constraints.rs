//! Constraints of all kinds.

use std::collections::HashMap;

use limbeck_schema::{
    CheckConstraint, Constraint, ConstraintKind, ConstraintName, Deferral, ExcludeConstraint,
    ExcludeElement, Expression, ForeignKey, ForeignKeyTarget, Name, OptionValue, Options,
    TableName, Value,
};

use super::attributes::Attributes;
use super::tables::Wanted;
use super::{WANTED, oids};
use crate::reflect::{Row, ask};
use crate::{Catalog, Dialect, Error, Postgresql};

/// A constraint as the catalog has it: columns are numbers.
struct Raw {
    /// Its table, in `wanted`.
    place: usize,
    oid: i64,
    kind: String,
    name: String,
    columns: Vec<i64>,
    /// Columns of the index behind it, INCLUDE too.
    index_columns: Vec<i64>,
    key_columns: usize,
    referred: i64,
    row: Row,
}

/// Reads the constraints of the tables.
pub(super) fn read(
    wanted: &mut [Wanted],
    attributes: &mut Attributes,
    catalog: &dyn Catalog,
) -> Result<(), Error> {
    let Some(first) = wanted.first() else {
        return Ok(());
    };
    // What came with PostgreSQL 15.
    let (not_distinct, set_columns) = match first.version >= 150_000 {
        true => ("i.indnullsnotdistinct", "k.confdelsetcols"),
        false => ("false", "NULL::smallint[]"),
    };
    // A foreign key to a partitioned table has another one to each partition,
    // which goes with it.
    let rows = ask(
        format!(
            "SELECT w.place - 1, k.oid, k.contype::text, k.conname::text, k.conkey, \
             i.indkey::smallint[], i.indnkeyatts, k.confrelid, k.condeferrable, k.condeferred, \
             k.convalidated, k.connoinherit, d.description, {not_distinct}, \
             pg_catalog.pg_get_expr(k.conbin, k.conrelid, true), \
             rn.nspname::text, pg_catalog.pg_table_is_visible(k.confrelid), r.relname::text, \
             k.confkey, k.confupdtype::text, k.confdeltype::text, {set_columns}, \
             k.confmatchtype::text {WANTED} \
             JOIN pg_catalog.pg_constraint k ON k.conrelid = w.oid \
             AND k.contype IN ('p', 'u', 'f', 'c', 'x') \
             LEFT JOIN pg_catalog.pg_constraint b ON b.oid = k.conparentid \
             LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid \
             AND k.contype IN ('p', 'u') \
             LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid AND k.contype = 'f' \
             LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace \
             LEFT JOIN pg_catalog.pg_description d ON d.objoid = k.oid \
             AND d.classoid = 'pg_catalog.pg_constraint'::regclass AND d.objsubid = 0 \
             WHERE b.conrelid IS DISTINCT FROM k.conrelid"
        ),
        &[oids(wanted)],
        catalog,
    )?;
    let mut found = Vec::new();
    for mut row in rows {
        found.push(Raw {
            place: row.position().unwrap_or(usize::MAX),
            oid: row.number().unwrap_or_default(),
            kind: row.name(),
            name: row.name(),
            columns: row.numbers(),
            index_columns: row.numbers(),
            key_columns: row.position().unwrap_or_default(),
            referred: row.number().unwrap_or_default(),
            row,
        });
    }
    let referred = found.iter().filter(|raw| raw.kind == "f");
    attributes.read(referred.map(|raw| raw.referred), catalog)?;
    let exclude = found.iter().filter(|raw| raw.kind == "x");
    let excludes = excludes(exclude.map(|raw| raw.oid).collect(), catalog)?;
    found.sort_by(|one, other| {
        let rank = |raw: &Raw| "pfucx".find(&raw.kind);
        (one.place, rank(one), &one.name).cmp(&(other.place, rank(other), &other.name))
    });
    for raw in found {
        let Some(wanted) = wanted.get_mut(raw.place) else {
            continue;
        };
        // A table may have been asked for under two names.
        let exclude = excludes.get(&raw.oid).cloned();
        if let Some(constraint) = constraint(raw, wanted, attributes, exclude) {
            wanted.table.constraints.push(constraint);
        }
    }
    Ok(())
}

fn constraint(
    raw: Raw,
    wanted: &Wanted,
    attributes: &Attributes,
    exclude: Option<ExcludeConstraint>,
) -> Option<Constraint> {
    let mut row = raw.row;
    let deferrable = row.truth();
    let deferred = row.truth();
    let valid = row.truth();
    let no_inherit = row.truth();
    let comment = row.text();
    let not_distinct = row.truth();
    let condition = row.text();
    let mut options = Options::default();
    let kind = raw.kind.as_str();
    if matches!(kind, "p" | "u") {
        let include = raw.index_columns.get(raw.key_columns..).unwrap_or_default();
        let include = attributes.names(wanted.oid, include).into_iter();
        let include = include.map(|name| OptionValue::Text(name.text)).collect();
        options.set("postgresql_include", OptionValue::List(include));
    }
    let columns = attributes.names(wanted.oid, &raw.columns);
    let yes = OptionValue::Boolean(true);
    let kind = match kind {
        "p" => ConstraintKind::PrimaryKey(columns),
        "u" => {
            let not_distinct = OptionValue::Boolean(not_distinct);
            options.set("postgresql_nulls_not_distinct", not_distinct);
            ConstraintKind::Unique(columns)
        }
        "f" => {
            ConstraintKind::ForeignKey(foreign_key(row, columns, raw.referred, wanted, attributes))
        }
        "c" => {
            if no_inherit {
                options.set("postgresql_no_inherit", yes.clone());
            }
            ConstraintKind::Check(CheckConstraint {
                condition: Expression::Raw(without_outer_parentheses(&condition?)),
                made_by_type_of: None,
                in_column: None,
            })
        }
        "x" => ConstraintKind::Exclude(exclude?),
        _ => return None,
    };
    if !valid {
        options.set("postgresql_not_valid", yes);
    }
    Some(Constraint {
        name: ConstraintName::Final(raw.name.into()),
        kind,
        deferral: Deferral {
            deferrable: deferrable.then_some(true),
            initially: deferred.then(|| "DEFERRED".to_owned()),
        },
        comment,
        options,
    })
}

fn foreign_key(
    mut row: Row,
    columns: Vec<Name>,
    referred: i64,
    wanted: &Wanted,
    attributes: &Attributes,
) -> ForeignKey {
    let schema = Name::new(row.name());
    let visible = row.truth();
    let name = row.name();
    // A table that is found by its name alone has no schema here, unless it
    // is in the one that was asked for.
    let asked = wanted.table.name.schema.as_ref();
    let schema = (!visible || asked == Some(&schema)).then_some(schema);
    let referred = attributes.names(referred, &row.numbers());
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
    let set_columns = attributes.names(wanted.oid, &row.numbers());
    let set_columns: Vec<String> = set_columns
        .iter()
        .map(|name| Postgresql::new().quote(name))
        .collect();
    let on_delete = on_delete.map(|action| match set_columns.as_slice() {
        [] => action.to_owned(),
        columns => format!("{action} ({})", columns.join(", ")),
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

/// The EXCLUDE constraints of those oids.
fn excludes(
    oids: Vec<i64>,
    catalog: &dyn Catalog,
) -> Result<HashMap<i64, ExcludeConstraint>, Error> {
    if oids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = ask(
        "SELECT k.oid, m.amname::text, pg_catalog.pg_get_expr(i.indpred, i.indrelid, true), \
         pg_catalog.pg_get_indexdef(k.conindid, g.place::integer, true), \
         i.indkey[g.place - 1] <> 0, \
         CASE WHEN pg_catalog.pg_operator_is_visible(o.oid) THEN o.oprname::text \
         ELSE 'OPERATOR(' || pg_catalog.quote_ident(n.nspname) || '.' || o.oprname || ')' END, \
         CASE WHEN NOT q.opcdefault THEN q.opcname::text END \
         FROM pg_catalog.pg_constraint k \
         JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid \
         JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid \
         JOIN pg_catalog.pg_am m ON m.oid = c.relam \
         CROSS JOIN LATERAL pg_catalog.unnest(k.conexclop) WITH ORDINALITY g(operator, place) \
         JOIN pg_catalog.pg_operator o ON o.oid = g.operator \
         JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace \
         LEFT JOIN pg_catalog.pg_opclass q ON q.oid = i.indclass[g.place - 1] \
         WHERE k.oid = ANY ($1::oid[]) ORDER BY k.oid, g.place",
        &[Value::Array(oids.into_iter().map(Value::Integer).collect())],
        catalog,
    )?;
    let mut excludes: HashMap<i64, ExcludeConstraint> = HashMap::new();
    for mut row in rows {
        let oid = row.number().unwrap_or_default();
        let using = row.name();
        let condition = row.text().map(Expression::Raw);
        let text = row.name();
        let is_column = row.truth();
        let element = ExcludeElement {
            expression: match is_column {
                true => Expression::column(unquoted(&text)),
                false => Expression::Raw(text),
            },
            operator: row.name(),
            operator_class: row.text(),
        };
        let exclude = excludes.entry(oid).or_insert_with(|| ExcludeConstraint {
            elements: Vec::new(),
            using,
            condition,
        });
        exclude.elements.push(element);
    }
    Ok(excludes)
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
