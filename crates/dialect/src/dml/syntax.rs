//! What of the language differs between databases, as small questions.

use crate::Dialect;

/// Which database's language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    Postgresql,
    Sqlite,
    /// MySQL's, which MariaDB shares but for regular expressions.
    Mysql {
        mariadb: bool,
    },
}

impl Syntax {
    pub(super) fn of(dialect: &dyn Dialect) -> Syntax {
        match dialect.name() {
            "sqlite" => Syntax::Sqlite,
            "mysql" | "mariadb" => Syntax::Mysql {
                mariadb: dialect.is_mariadb(),
            },
            _ => Syntax::Postgresql,
        }
    }

    pub(super) fn is_mysql(self) -> bool {
        matches!(self, Syntax::Mysql { .. })
    }

    /// Whether there is a BOOLEAN type, so that a value of it is a condition.
    pub(super) fn has_boolean(self) -> bool {
        self == Syntax::Postgresql
    }

    pub(super) fn has_ilike(self) -> bool {
        self == Syntax::Postgresql
    }

    /// The name of SQLAlchemy's compiler class, which its messages show.
    pub(super) fn compiler(self) -> &'static str {
        match self {
            Syntax::Postgresql => "PGCompiler_psycopg2",
            Syntax::Sqlite => "SQLiteCompiler",
            Syntax::Mysql { .. } => "MySQLCompiler_mysqldb",
        }
    }

    /// What an empty list is written as inside the parentheses of an IN.
    pub(super) fn empty_list(self, width: usize, negated: bool) -> String {
        let nulls = vec!["NULL"; width.max(1)].join(", ");
        let ones = vec!["1"; width.max(1)].join(", ");
        match (self, negated, width) {
            (Syntax::Sqlite, _, _) => format!("SELECT {ones} FROM (SELECT {ones}) WHERE 1!=1"),
            (_, true, 0 | 1) => format!("{nulls}) OR (1 = 1"),
            (_, false, 0 | 1) => format!("{nulls}) AND (1 != 1"),
            (_, true, _) => format!("({nulls})) OR (1 = 1"),
            (_, false, _) => format!("({nulls})) AND (1 != 1"),
        }
    }

    /// The strftime format that stands for an EXTRACT field.
    pub(super) fn strftime(field: &str) -> Option<&'static str> {
        Some(match field {
            "month" => "%m",
            "day" => "%d",
            "year" => "%Y",
            "second" => "%S",
            "hour" => "%H",
            "doy" => "%j",
            "minute" => "%M",
            "epoch" => "%s",
            "dow" => "%w",
            "week" => "%W",
            _ => return None,
        })
    }
}
