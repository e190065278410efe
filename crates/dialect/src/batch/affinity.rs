//! Which types hold the same kind of values, so that values move from one to
//! the other as they are.

use limbeck_schema::{Affinity, MysqlType, PostgresqlType, SqlType};

/// Whether values of one type are of another kind than those of the other.
pub(crate) fn is_other_kind(from: &SqlType, to: &SqlType) -> bool {
    match (family(from), family(to)) {
        (Affinity::Other, Affinity::Other) => own_name(from) != own_name(to),
        (from, to) => from != to,
    }
}

/// The type's family; numbers are one.
fn family(sql_type: &SqlType) -> Affinity {
    match sql_type.affinity() {
        Affinity::Float => Affinity::Numeric,
        affinity => affinity,
    }
}

/// What a type is called that is like no other.
fn own_name(sql_type: &SqlType) -> &str {
    match sql_type {
        SqlType::UserDefined(name)
        | SqlType::Postgresql(PostgresqlType::Plain(name))
        | SqlType::Mysql(MysqlType::Plain(name)) => name,
        SqlType::Postgresql(PostgresqlType::Bit { .. }) | SqlType::Mysql(MysqlType::Bit { .. }) => {
            "BIT"
        }
        SqlType::Postgresql(PostgresqlType::Hstore) => "HSTORE",
        SqlType::Mysql(MysqlType::Year { .. }) => "YEAR",
        SqlType::Variant { base, .. } => own_name(base),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: &SqlType, to: &SqlType, expect: bool) {
        assert_eq!(is_other_kind(from, to), expect, "{from:?} to {to:?}");
        assert_eq!(is_other_kind(to, from), expect, "{to:?} to {from:?}");
    }

    #[test]
    fn types_of_a_family_hold_the_same_kind_of_values() {
        let own = |name: &str| SqlType::UserDefined(name.to_owned());
        let plain = |name: &str| SqlType::Postgresql(PostgresqlType::Plain(name.to_owned()));
        let numeric = SqlType::Numeric {
            precision: None,
            scale: None,
            asdecimal: true,
        };
        let double = SqlType::Double { precision: None };
        check(&SqlType::Integer, &SqlType::Bigint, false);
        check(&numeric, &double, false);
        check(&SqlType::Integer, &numeric, true);
        check(&SqlType::Date, &SqlType::SqlDate, false);
        check(&own("POINT"), &own("POINT"), false);
        check(&own("POINT"), &own("BOX"), true);
        check(&plain("INET"), &plain("CIDR"), true);
        check(&plain("BYTEA"), &SqlType::Blob { length: None }, false);
        check(&SqlType::Null, &SqlType::Integer, true);
    }
}
