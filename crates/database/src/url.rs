//! Database URLs as SQLAlchemy reads them.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::Error;

/// Everything but what Python's `urllib.parse.quote` leaves alone.
const QUOTED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'_')
    .remove(b'.')
    .remove(b'-')
    .remove(b'~');
const QUOTED_USER: &AsciiSet = &QUOTED.remove(b' ').remove(b'+');
const QUOTED_DATABASE: &AsciiSet = &QUOTED_USER.remove(b'/');
const QUOTED_QUERY: &AsciiSet = &QUOTED.remove(b' ');

/// The parts of a URL, each of them decoded.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct UrlParts {
    /// Dialect and driver, `postgresql+psycopg`.
    pub drivername: String,
    /// User.
    pub username: Option<String>,
    /// Password.
    pub password: Option<String>,
    /// Host name or address; IPv6 without brackets.
    pub host: Option<String>,
    /// Port.
    pub port: Option<u32>,
    /// Database name, or file.
    pub database: Option<String>,
    /// Query options in the order written, each with all its values.
    pub query: Vec<(String, Vec<String>)>,
}

/// A database URL. `Debug` and `Display` show the password as `***`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Url(UrlParts);

impl Url {
    /// Reads a URL as SQLAlchemy's `make_url` does. No part of the text is
    /// repeated in the errors, since it may hold a password.
    pub fn parse(text: &str) -> Result<Url, Error> {
        let split = text.find("://").filter(|&end| {
            end > 0
                && text[..end]
                    .chars()
                    .all(|c| c.is_alphanumeric() || c == '_' || c == '+')
        });
        let Some(split) = split else {
            return Err(Error::UrlSyntax);
        };
        let (user, rest) = split_user(&text[split + 3..]);
        let (host, rest) = split_host(rest);
        let (port, rest) = match rest.strip_prefix(':') {
            Some(rest) => {
                let end = rest.find(['/', '?']).unwrap_or(rest.len());
                (Some(parse_port(&rest[..end])?), &rest[end..])
            }
            None => (None, rest),
        };
        let (database, rest) = match rest.strip_prefix('/') {
            Some(rest) => {
                let end = rest.find('?').unwrap_or(rest.len());
                (Some(decode(&rest[..end])), &rest[end..])
            }
            None => (None, rest),
        };
        let query = match rest.strip_prefix('?') {
            Some(query) => parse_query(query.split('\n').next().unwrap_or(query)),
            None => Vec::new(),
        };
        Ok(Url(UrlParts {
            drivername: text[..split].to_owned(),
            username: user.map(|(name, _)| decode(name)),
            password: user.and_then(|(_, password)| password).map(decode),
            host: host.map(str::to_owned),
            port,
            database,
            query,
        }))
    }

    /// Builds a URL, as `URL.create` does.
    pub fn create(parts: UrlParts) -> Url {
        Url(parts)
    }

    /// A copy with some parts changed, as `URL.set` makes one.
    pub fn set(&self, change: impl FnOnce(&mut UrlParts)) -> Url {
        let mut parts = self.0.clone();
        change(&mut parts);
        Url(parts)
    }

    /// Dialect and driver as written, `postgresql+psycopg`.
    pub fn drivername(&self) -> &str {
        &self.0.drivername
    }

    /// The dialect's name, `postgresql`.
    pub fn backend(&self) -> &str {
        match self.0.drivername.split_once('+') {
            Some((backend, _)) => backend,
            None => &self.0.drivername,
        }
    }

    /// The driver's name, `psycopg`; the dialect's usual one when the URL
    /// names none, and empty for a dialect that is not known.
    pub fn driver(&self) -> &str {
        match self.0.drivername.split_once('+') {
            Some((_, driver)) => driver,
            None => DIALECTS
                .iter()
                .find(|(dialect, _)| *dialect == self.0.drivername)
                .and_then(|(_, drivers)| drivers.first())
                .copied()
                .unwrap_or(""),
        }
    }

    /// The dialect's name, if SQLAlchemy brings that dialect and driver.
    pub fn dialect(&self) -> Result<&'static str, Error> {
        let unknown = || Error::NoSuchDialect(self.0.drivername.replace('+', "."));
        let (dialect, drivers) = DIALECTS
            .iter()
            .find(|(dialect, _)| *dialect == self.backend())
            .ok_or_else(unknown)?;
        if drivers.contains(&self.driver()) {
            Ok(dialect)
        } else {
            Err(unknown())
        }
    }

    /// User.
    pub fn username(&self) -> Option<&str> {
        self.0.username.as_deref()
    }

    /// Password, as it is. Never print it.
    pub fn password(&self) -> Option<&str> {
        self.0.password.as_deref()
    }

    /// Host name or address.
    pub fn host(&self) -> Option<&str> {
        self.0.host.as_deref()
    }

    /// Port.
    pub fn port(&self) -> Option<u32> {
        self.0.port
    }

    /// Database name, or file.
    pub fn database(&self) -> Option<&str> {
        self.0.database.as_deref()
    }

    /// Query options in the order written, each with all its values.
    pub fn query(&self) -> &[(String, Vec<String>)] {
        &self.0.query
    }

    /// The last value of a query option.
    pub fn query_value(&self, name: &str) -> Option<&str> {
        let (_, values) = self.0.query.iter().find(|(key, _)| key == name)?;
        values.last().map(String::as_str)
    }

    /// A host as messages may show it. A host with an `@` in it is the end of
    /// a password that was not percent-encoded.
    pub(crate) fn shown_host(&self, host: &str) -> String {
        match host.rsplit_once('@') {
            Some((_, host)) if self.0.password.is_some() => format!("***@{host}"),
            _ => host.to_owned(),
        }
    }

    /// The URL as text, with the password as `***` or as it is.
    pub fn render(&self, hide_password: bool) -> String {
        let parts = &self.0;
        let mut text = format!("{}://", parts.drivername);
        if let Some(username) = &parts.username {
            text.extend(utf8_percent_encode(username, QUOTED_USER));
            match &parts.password {
                Some(_) if hide_password => text.push_str(":***"),
                Some(password) => {
                    text.push(':');
                    text.extend(utf8_percent_encode(password, QUOTED_USER));
                }
                None => {}
            }
            text.push('@');
        }
        match &parts.host {
            Some(host) if host.contains(':') => text.push_str(&format!("[{host}]")),
            Some(host) if hide_password => text.push_str(&self.shown_host(host)),
            Some(host) => text.push_str(host),
            None => {}
        }
        if let Some(port) = parts.port {
            text.push_str(&format!(":{port}"));
        }
        if let Some(database) = &parts.database {
            text.push('/');
            text.extend(utf8_percent_encode(database, QUOTED_DATABASE));
        }
        let mut query: Vec<_> = parts.query.iter().collect();
        query.sort_by(|a, b| a.0.cmp(&b.0));
        let mut separator = '?';
        for (key, values) in query {
            for value in values {
                text.push(separator);
                separator = '&';
                text.push_str(&quote_plus(key));
                text.push('=');
                if hide_password && key.contains("passw") {
                    text.push_str("***");
                } else {
                    text.push_str(&quote_plus(value));
                }
            }
        }
        text
    }
}

impl fmt::Display for Url {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.render(true))
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.render(true))
    }
}

/// The dialects that SQLAlchemy brings, each with its drivers, the usual one
/// first.
const DIALECTS: &[(&str, &[&str])] = &[
    (
        "postgresql",
        &[
            "psycopg",
            "psycopg2",
            "asyncpg",
            "psycopg_async",
            "psycopg2cffi",
            "pg8000",
        ],
    ),
    (
        "sqlite",
        &[
            "pysqlite",
            "aiosqlite",
            "pysqlcipher",
            "pysqlite_numeric",
            "pysqlite_dollar",
        ],
    ),
    (
        "mysql",
        &[
            "mysqldb",
            "pymysql",
            "aiomysql",
            "asyncmy",
            "cymysql",
            "mariadbconnector",
            "mysqlconnector",
            "pyodbc",
        ],
    ),
    (
        "mariadb",
        &[
            "mysqldb",
            "pymysql",
            "aiomysql",
            "asyncmy",
            "cymysql",
            "mariadbconnector",
            "mysqlconnector",
            "pyodbc",
        ],
    ),
    ("oracle", &["oracledb", "cx_oracle", "oracledb_async"]),
    ("mssql", &["pyodbc", "pymssql", "aioodbc", "mssqlpython"]),
];

/// `user:password@` off the front of what follows `://`.
fn split_user(text: &str) -> (Option<(&str, Option<&str>)>, &str) {
    let run = text.find([':', '/']).unwrap_or(text.len());
    if let Some(after) = text[run..].strip_prefix(':')
        && let Some(at) = after.find('@')
    {
        return (Some((&text[..run], Some(&after[..at]))), &after[at + 1..]);
    }
    match text[..run].rfind('@') {
        Some(at) => (Some((&text[..at], None)), &text[at + 1..]),
        None => (None, text),
    }
}

/// The host off the front of what follows the user.
fn split_host(text: &str) -> (Option<&str>, &str) {
    if let Some(inside) = text.strip_prefix('[') {
        let end = inside.find(['/', '?']).unwrap_or(inside.len());
        if let Some(close) = inside[..end].rfind(']').filter(|&close| close > 0) {
            return (Some(&inside[..close]), &inside[close + 1..]);
        }
    }
    let end = text.find(['/', ':', '?']).unwrap_or(text.len());
    ((end > 0).then_some(&text[..end]), &text[end..])
}

fn parse_port(text: &str) -> Result<u32, Error> {
    text.trim()
        .parse()
        .map_err(|_| Error::UrlPort(text.to_owned()))
}

/// `a=1&b=2` as Python's `parse_qsl` reads it: empty values are dropped.
pub(crate) fn parse_query(text: &str) -> Vec<(String, Vec<String>)> {
    let mut query: Vec<(String, Vec<String>)> = Vec::new();
    for pair in text.split('&') {
        let Some((key, value)) = pair.split_once('=') else {
            continue;
        };
        if value.is_empty() {
            continue;
        }
        let key = decode(&key.replace('+', " "));
        let value = decode(&value.replace('+', " "));
        match query.iter_mut().find(|(known, _)| *known == key) {
            Some((_, values)) => values.push(value),
            None => query.push((key, vec![value])),
        }
    }
    query
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn quote_plus(text: &str) -> String {
    utf8_percent_encode(text, QUOTED_QUERY)
        .to_string()
        .replace(' ', "+")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let shown = match Url::parse(text) {
            Ok(url) => format!(
                "{} {:?} {:?} {:?} {:?} {:?} {:?} | {url}",
                url.drivername(),
                url.username(),
                url.password(),
                url.host(),
                url.port(),
                url.database(),
                url.query(),
            ),
            Err(error) => error.to_string(),
        };
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn urls_are_read_as_sqlalchemy_reads_them() {
        check(
            "postgresql://user:pa%40ss@host:5432/db",
            r#"postgresql Some("user") Some("pa@ss") Some("host") Some(5432) Some("db") [] | postgresql://user:***@host:5432/db"#,
        );
        check(
            "postgresql+psycopg://a@b@host/db",
            r#"postgresql+psycopg Some("a@b") None Some("host") None Some("db") [] | postgresql+psycopg://a%40b@host/db"#,
        );
        check(
            "postgresql://u:p/w@host",
            r#"postgresql Some("u") Some("p/w") Some("host") None None [] | postgresql://u:***@host"#,
        );
        check(
            "sqlite:///rel.db",
            r#"sqlite None None None None Some("rel.db") [] | sqlite:///rel.db"#,
        );
        check(
            "sqlite:////abs/x.db",
            r#"sqlite None None None None Some("/abs/x.db") [] | sqlite:////abs/x.db"#,
        );
        check(
            "sqlite://",
            "sqlite None None None None None [] | sqlite://",
        );
        check(
            "sqlite:///:memory:",
            r#"sqlite None None None None Some(":memory:") [] | sqlite:///%3Amemory%3A"#,
        );
        check(
            "sqlite:///file:x.db?mode=ro&uri=true",
            r#"sqlite None None None None Some("file:x.db") [("mode", ["ro"]), ("uri", ["true"])] | sqlite:///file%3Ax.db?mode=ro&uri=true"#,
        );
        check(
            "postgresql://u@[::1]:5433/db?host=a:1&host=b:2&sslmode=require",
            r#"postgresql Some("u") None Some("::1") Some(5433) Some("db") [("host", ["a:1", "b:2"]), ("sslmode", ["require"])] | postgresql://u@[::1]:5433/db?host=a%3A1&host=b%3A2&sslmode=require"#,
        );
        check(
            "postgresql+asyncpg://u:p%2B+ x@h/d b?a=1+2&empty=&c",
            r#"postgresql+asyncpg Some("u") Some("p++ x") Some("h") None Some("d b") [("a", ["1 2"])] | postgresql+asyncpg://u:***@h/d b?a=1+2"#,
        );
        check(
            "postgresql://u:@h/",
            r#"postgresql Some("u") Some("") Some("h") None Some("") [] | postgresql://u:***@h/"#,
        );
        check(
            "postgresql://h:abc/d",
            "invalid literal for int() with base 10: 'abc'",
        );
        check(
            "postgresql://h:/d",
            "invalid literal for int() with base 10: ''",
        );
        for bad in ["", "postgresql", "a b://x", "://x"] {
            check(bad, "Could not parse SQLAlchemy URL from given URL string");
        }
    }

    #[test]
    fn the_end_of_a_password_with_an_at_sign_is_masked_too() {
        let url = Url::parse("postgresql://u:p@ss@h/d").unwrap();
        assert_eq!(url.host(), Some("ss@h"));
        assert_eq!(format!("{url:?}"), "postgresql://u:***@***@h/d");
        assert_eq!(url.render(false), "postgresql://u:p@ss@h/d");
    }

    #[test]
    fn only_dialects_and_drivers_that_sqlalchemy_has_are_known() {
        let check = |text: &str, expect: &str| {
            let shown = match Url::parse(text).unwrap().dialect() {
                Ok(name) => name.to_owned(),
                Err(error) => error.to_string(),
            };
            assert_eq!(shown, expect, "{text}");
        };
        check("postgresql://", "postgresql");
        check("postgresql+psycopg2://", "postgresql");
        check("sqlite+aiosqlite://", "sqlite");
        check("mysql+pymysql://", "mysql");
        check(
            "postgres://a@b/c",
            "Can't load plugin: sqlalchemy.dialects:postgres",
        );
        check(
            "postgresql+foo://a/b",
            "Can't load plugin: sqlalchemy.dialects:postgresql.foo",
        );
    }
}
