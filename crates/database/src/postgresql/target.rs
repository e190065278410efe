//! Where a PostgreSQL URL leads, with what `libpq` would add from its
//! surroundings.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::error::{Driver, DriverError, ErrorClass};
use crate::{Error, Options, Url};

/// Everything that a connection is opened with.
#[derive(Clone)]
pub(crate) struct Target {
    /// Where to try, in order.
    pub hosts: Vec<Host>,
    pub user: String,
    pub password: Option<String>,
    pub database: String,
    /// `.pgpass`.
    pub passfile: Option<PathBuf>,
    /// Further parameters of the session's start.
    pub startup: Vec<(&'static str, String)>,
    pub tls: TlsSettings,
    pub timeout: Option<Duration>,
    pub attributes: Attributes,
    pub driver: Driver,
    /// The URL with its password masked.
    pub shown: String,
}

/// One place to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Host {
    /// Host name, address, or a socket's folder.
    pub name: String,
    /// The address to use for the name.
    pub address: Option<String>,
    pub port: u16,
}

impl Host {
    /// The socket's file, if this is a folder of sockets.
    pub(crate) fn socket(&self) -> Option<PathBuf> {
        self.name
            .starts_with('/')
            .then(|| Path::new(&self.name).join(format!(".s.PGSQL.{}", self.port)))
    }
}

/// `sslmode` and the files that go with it.
#[derive(Clone, Debug)]
pub(crate) struct TlsSettings {
    pub mode: TlsMode,
    /// `system` means the operating system's certificates.
    pub root: Option<PathBuf>,
    pub certificate: Option<PathBuf>,
    pub key: Option<PathBuf>,
}

/// `sslmode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TlsMode {
    Disable,
    Allow,
    Prefer,
    Require,
    VerifyCa,
    VerifyFull,
}

/// `target_session_attrs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attributes {
    Any,
    ReadWrite,
    ReadOnly,
    Primary,
    Standby,
    PreferStandby,
}

/// Options of `libpq`, each with the variable that it defaults to.
const KNOWN: &[(&str, &str)] = &[
    ("application_name", "PGAPPNAME"),
    ("channel_binding", "PGCHANNELBINDING"),
    ("client_encoding", "PGCLIENTENCODING"),
    ("connect_timeout", "PGCONNECT_TIMEOUT"),
    ("dbname", "PGDATABASE"),
    ("fallback_application_name", ""),
    ("gssdelegation", ""),
    ("gssencmode", "PGGSSENCMODE"),
    ("gsslib", "PGGSSLIB"),
    ("host", "PGHOST"),
    ("hostaddr", "PGHOSTADDR"),
    ("keepalives", ""),
    ("keepalives_count", ""),
    ("keepalives_idle", ""),
    ("keepalives_interval", ""),
    ("krbsrvname", "PGKRBSRVNAME"),
    ("load_balance_hosts", "PGLOADBALANCEHOSTS"),
    ("options", "PGOPTIONS"),
    ("passfile", "PGPASSFILE"),
    ("password", "PGPASSWORD"),
    ("port", "PGPORT"),
    ("requirepeer", "PGREQUIREPEER"),
    ("require_auth", "PGREQUIREAUTH"),
    ("service", "PGSERVICE"),
    ("ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION"),
    ("ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION"),
    ("sslcert", "PGSSLCERT"),
    ("sslcertmode", "PGSSLCERTMODE"),
    ("sslcompression", ""),
    ("sslcrl", "PGSSLCRL"),
    ("sslcrldir", "PGSSLCRLDIR"),
    ("sslkey", "PGSSLKEY"),
    ("sslmode", "PGSSLMODE"),
    ("sslnegotiation", "PGSSLNEGOTIATION"),
    ("sslpassword", ""),
    ("sslrootcert", "PGSSLROOTCERT"),
    ("sslsni", "PGSSLSNI"),
    ("target_session_attrs", "PGTARGETSESSIONATTRS"),
    ("tcp_user_timeout", ""),
    ("user", "PGUSER"),
];

/// Options that nothing here carries out, each with the values that ask for
/// nothing.
const NOT_SUPPORTED: &[(&str, &[&str])] = &[
    ("channel_binding", &["disable", "prefer"]),
    ("gssencmode", &["disable", "prefer"]),
    ("require_auth", &[]),
    ("requirepeer", &[]),
    ("service", &[]),
    ("ssl_max_protocol_version", &["TLSv1.3"]),
    ("ssl_min_protocol_version", &["TLSv1", "TLSv1.1", "TLSv1.2"]),
    ("sslcrl", &[]),
    ("sslcrldir", &[]),
    ("sslpassword", &[]),
];

/// Options of the Python drivers themselves, which mean nothing here.
const DRIVERS_OWN: &[&str] = &[
    "async_fallback",
    "autocommit",
    "command_timeout",
    "max_cached_statement_lifetime",
    "prepare_threshold",
    "prepared_statement_cache_size",
    "prepared_statement_name_func",
    "ssl",
    "statement_cache_size",
    "timeout",
];

/// Session settings that `libpq` sends for variables.
const SETTINGS: &[(&str, &str)] = &[
    ("datestyle", "PGDATESTYLE"),
    ("timezone", "PGTZ"),
    ("geqo", "PGGEQO"),
];

/// The variables that connections depend on.
pub(crate) fn variable_names() -> impl Iterator<Item = &'static str> {
    KNOWN
        .iter()
        .chain(SETTINGS)
        .map(|(_, variable)| *variable)
        .filter(|variable| !variable.is_empty())
}

impl Target {
    /// Reads a URL.
    pub(crate) fn new(url: &Url, options: &Options) -> Result<Target, Error> {
        let driver = Driver::named(url.driver());
        let fail = |class, message: String| Error::from(DriverError::new(driver, class, message));
        for (name, _) in url.query() {
            let known = KNOWN.iter().any(|(known, _)| known == name);
            if !known && !DRIVERS_OWN.contains(&name.as_str()) {
                let message = match driver {
                    Driver::Psycopg2 => {
                        format!("invalid dsn: invalid connection option \"{name}\"\n")
                    }
                    _ => format!("invalid connection option \"{name}\"\n"),
                };
                return Err(fail(ErrorClass::ProgrammingError, message));
            }
        }
        let variable = |name: &str| {
            options
                .libpq
                .variables
                .get(name)
                .map(String::as_str)
                .filter(|value| !value.is_empty())
        };
        let option = |name: &str| {
            url.query_value(name).or_else(|| {
                let (_, variable_name) = KNOWN.iter().find(|(known, _)| *known == name)?;
                variable(variable_name)
            })
        };
        // What is asked for and cannot be given must not be passed over.
        for (name, harmless) in NOT_SUPPORTED {
            if let Some(value) = option(name)
                && !harmless.contains(&value)
            {
                return Err(fail(
                    ErrorClass::NotSupportedError,
                    format!("connection option \"{name}\" with value \"{value}\" is not supported"),
                ));
            }
        }
        let user = match url
            .username()
            .filter(|name| !name.is_empty())
            .or(option("user"))
        {
            Some(user) => user.to_owned(),
            None => options.libpq.user.clone().ok_or_else(|| {
                fail(
                    ErrorClass::OperationalError,
                    "no user name in the URL, and the operating system's is not known".to_owned(),
                )
            })?,
        };
        let database = url
            .database()
            .filter(|name| !name.is_empty())
            .or(option("dbname"))
            .unwrap_or(&user)
            .to_owned();
        let ssl = match driver {
            Driver::Asyncpg => url.query_value("ssl"),
            _ => None,
        };
        let mode = tls_mode(ssl.or(option("sslmode"))).map_err(|value| {
            let message = match driver {
                Driver::Psycopg => format!("connection is bad: invalid sslmode value: \"{value}\""),
                _ => format!("invalid sslmode value: \"{value}\"\n"),
            };
            fail(ErrorClass::OperationalError, message)
        })?;
        let home_file = |name: &str| {
            let file = options.libpq.home.as_ref()?.join(".postgresql").join(name);
            file.exists().then_some(file)
        };
        let tls = TlsSettings {
            mode,
            root: option("sslrootcert")
                .map(PathBuf::from)
                .or_else(|| home_file("root.crt")),
            certificate: option("sslcert")
                .map(PathBuf::from)
                .or_else(|| home_file("postgresql.crt")),
            key: option("sslkey")
                .map(PathBuf::from)
                .or_else(|| home_file("postgresql.key")),
        };
        let attributes = match option("target_session_attrs").unwrap_or("any") {
            "any" => Attributes::Any,
            "read-write" => Attributes::ReadWrite,
            "read-only" => Attributes::ReadOnly,
            "primary" => Attributes::Primary,
            "standby" => Attributes::Standby,
            "prefer-standby" => Attributes::PreferStandby,
            value => {
                return Err(fail(
                    ErrorClass::OperationalError,
                    format!("invalid target_session_attrs value: \"{value}\""),
                ));
            }
        };
        let timeout = match option("connect_timeout").map(|text| (text, text.trim().parse::<u64>()))
        {
            None | Some((_, Ok(0))) => None,
            // libpq takes one second for two.
            Some((_, Ok(seconds))) => Some(Duration::from_secs(seconds.max(2))),
            Some((text, Err(_))) => {
                return Err(fail(
                    ErrorClass::OperationalError,
                    format!(
                        "invalid integer value \"{text}\" for connection option \"connect_timeout\""
                    ),
                ));
            }
        };
        let mut startup = Vec::new();
        if let Some(name) = option("application_name")
            .or(option("fallback_application_name"))
            .or(options.application_name.as_deref())
        {
            startup.push(("application_name", name.to_owned()));
        }
        if let Some(settings) = option("options") {
            startup.push(("options", settings.to_owned()));
        }
        for (setting, name) in SETTINGS {
            if let Some(value) = variable(name) {
                startup.push((*setting, value.to_owned()));
            }
        }
        Ok(Target {
            hosts: hosts(url, &option)
                .map_err(|message| fail(ErrorClass::ProgrammingError, message))?,
            password: url.password().or(option("password")).map(str::to_owned),
            passfile: option("passfile")
                .map(PathBuf::from)
                .or_else(|| Some(options.libpq.home.as_ref()?.join(".pgpass"))),
            user,
            database,
            startup,
            tls,
            timeout,
            attributes,
            driver,
            shown: url.render(true),
        })
    }

    /// The password for a host: the URL's or the environment's, or `.pgpass`'.
    pub(crate) fn password_for(&self, host: &Host) -> Option<String> {
        if let Some(password) = &self.password {
            return Some(password.clone());
        }
        let name = match host.socket() {
            Some(_) => "localhost",
            None => host.name.as_str(),
        };
        let text = std::fs::read_to_string(self.passfile.as_ref()?).ok()?;
        let port = host.port.to_string();
        let wanted = [name, &port, &self.database, &self.user];
        text.lines().find_map(|line| passfile_line(line, &wanted))
    }
}

/// The password of a line of `.pgpass` that fits.
fn passfile_line(line: &str, wanted: &[&str; 4]) -> Option<String> {
    if line.starts_with('#') {
        return None;
    }
    let mut fields = vec![String::new()];
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        match c {
            ':' if fields.len() < 5 => fields.push(String::new()),
            '\\' => fields.last_mut()?.extend(characters.next()),
            c => fields.last_mut()?.push(c),
        }
    }
    let [given @ .., password] = fields.as_slice() else {
        return None;
    };
    let fits = given.len() == wanted.len()
        && given
            .iter()
            .zip(wanted)
            .all(|(given, wanted)| given == "*" || given == wanted);
    (fits && !password.is_empty()).then(|| password.clone())
}

fn tls_mode(text: Option<&str>) -> Result<TlsMode, String> {
    Ok(match text.unwrap_or("prefer") {
        "disable" | "false" | "False" | "0" => TlsMode::Disable,
        "allow" => TlsMode::Allow,
        "prefer" => TlsMode::Prefer,
        "require" | "true" | "True" | "1" => TlsMode::Require,
        "verify-ca" | "verify_ca" => TlsMode::VerifyCa,
        "verify-full" | "verify_full" => TlsMode::VerifyFull,
        other => return Err(other.to_owned()),
    })
}

/// The hosts that a URL names, in SQLAlchemy's two spellings for several:
/// `?host=a:1&host=b:2` and `?host=a,b&port=1,2`.
fn hosts<'a>(url: &'a Url, option: &dyn Fn(&str) -> Option<&'a str>) -> Result<Vec<Host>, String> {
    let listed = url
        .query()
        .iter()
        .find(|(name, _)| name == "host")
        .map(|(_, values)| values.as_slice());
    let mut ports: Vec<String> = match url.query_value("port") {
        Some(ports) => ports.split(',').map(str::to_owned).collect(),
        None => match url.port() {
            Some(port) => vec![port.to_string()],
            None => match option("port") {
                Some(ports) => ports.split(',').map(str::to_owned).collect(),
                None => Vec::new(),
            },
        },
    };
    let mut names: Vec<String> = Vec::new();
    match listed {
        Some(values) if values.len() > 1 || values.iter().any(|value| is_host_with_port(value)) => {
            let usual = ports.first().cloned().unwrap_or_default();
            ports.clear();
            for value in values {
                let (name, port) = match value.rsplit_once(':') {
                    Some((name, port)) if !value.starts_with('/') => (name, port),
                    _ => (value.as_str(), usual.as_str()),
                };
                names.push(name.to_owned());
                ports.push(port.to_owned());
            }
        }
        Some(values) => {
            names.extend(
                values
                    .iter()
                    .flat_map(|value| value.split(',').map(str::to_owned)),
            );
        }
        None => {
            let name = url.host().or(option("host")).unwrap_or("");
            names.extend(name.split(',').map(str::to_owned));
        }
    }
    let addresses: Vec<String> = option("hostaddr")
        .map(|addresses| addresses.split(',').map(str::to_owned).collect())
        .unwrap_or_default();
    if ports.len() > 1 && ports.len() != names.len() {
        return Err("number of hosts and ports don't match".to_owned());
    }
    names
        .into_iter()
        .enumerate()
        .map(|(index, name)| {
            let text = match ports.as_slice() {
                [only] => only.as_str(),
                several => several.get(index).map_or("", String::as_str),
            };
            let port = match text {
                "" => 5432,
                text => text
                    .parse()
                    .ok()
                    .filter(|port| *port > 0)
                    .ok_or_else(|| format!("invalid port number: \"{text}\""))?,
            };
            let address = addresses
                .get(index)
                .filter(|text| !text.is_empty())
                .cloned();
            let name = match (name.is_empty(), &address) {
                (false, _) => name,
                (true, Some(address)) => address.clone(),
                (true, None) => socket_folder(port),
            };
            Ok(Host {
                name,
                address,
                port,
            })
        })
        .collect()
}

/// `host:port`, with nothing in the host that a socket's path would have.
fn is_host_with_port(text: &str) -> bool {
    text.split_once(':').is_some_and(|(name, port)| {
        name.chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.')
            && port.chars().all(|c| c.is_ascii_digit())
    })
}

/// Where a local server's socket is when no host is named: in the folder
/// that Linux packages use, or in the one of PostgreSQL itself.
fn socket_folder(port: u16) -> String {
    const FOLDERS: [&str; 2] = ["/var/run/postgresql", "/tmp"];
    FOLDERS
        .into_iter()
        .find(|folder| Path::new(folder).join(format!(".s.PGSQL.{port}")).exists())
        .unwrap_or(FOLDERS[0])
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(url: &str, variables: &[(&str, &str)]) -> Result<Target, Error> {
        let mut options = Options::default();
        options.libpq.user = Some("me".to_owned());
        for (name, value) in variables {
            options
                .libpq
                .variables
                .insert((*name).to_owned(), (*value).to_owned());
        }
        Target::new(&Url::parse(url).unwrap(), &options)
    }

    #[test]
    fn a_url_names_hosts_in_several_ways() {
        let check = |url: &str, variables: &[(&str, &str)], expect: &str| {
            let shown = match target(url, variables) {
                Ok(target) => target
                    .hosts
                    .iter()
                    .map(|host| match host.socket() {
                        Some(file) => file.display().to_string(),
                        None => format!("{}:{}", host.name, host.port),
                    })
                    .collect::<Vec<_>>()
                    .join(" "),
                Err(error) => error.message(),
            };
            assert_eq!(shown, expect, "{url}");
        };
        check("postgresql://h/d", &[], "h:5432");
        check("postgresql://h:1/d", &[("PGPORT", "9")], "h:1");
        check("postgresql://h/d", &[("PGPORT", "9")], "h:9");
        check(
            "postgresql:///d",
            &[("PGHOST", "x"), ("PGPORT", "7")],
            "x:7",
        );
        check("postgresql://u@[::1]:3/d", &[], "::1:3");
        check(
            "postgresql:///d?host=/run/pg&port=6",
            &[],
            "/run/pg/.s.PGSQL.6",
        );
        check("postgresql://:6/d?host=/run/pg", &[], "/run/pg/.s.PGSQL.6");
        check("postgresql:///d?host=a:1&host=b:2", &[], "a:1 b:2");
        check("postgresql:///d?host=a,b&port=1,2", &[], "a:1 b:2");
        check("postgresql:///d?host=a,b", &[], "a:5432 b:5432");
        check("postgresql:///d?host=a:12", &[], "a:12");
        check(
            "postgresql:///d?host=a,b,c&port=1,2",
            &[],
            "number of hosts and ports don't match",
        );
        check(
            "postgresql://h:99999/d",
            &[],
            "invalid port number: \"99999\"",
        );
        check(
            "postgresql://h/d?foo=1",
            &[],
            "invalid connection option \"foo\"\n",
        );
        check(
            "postgresql://h/d?channel_binding=require",
            &[],
            "connection option \"channel_binding\" with value \"require\" is not supported",
        );
        check("postgresql://h/d?channel_binding=prefer", &[], "h:5432");
        check(
            "postgresql://h/d?sslmode=silly",
            &[],
            "connection is bad: invalid sslmode value: \"silly\"",
        );
    }

    #[test]
    fn what_the_url_leaves_out_comes_from_the_environment() {
        let target = target(
            "postgresql://h?options=-csearch_path%3Dapp",
            &[
                ("PGUSER", "u"),
                ("PGPASSWORD", "p"),
                ("PGDATABASE", "d"),
                ("PGSSLMODE", "verify-full"),
                ("PGAPPNAME", "n"),
                ("PGCONNECT_TIMEOUT", "1"),
            ],
        )
        .unwrap();
        assert_eq!(target.user, "u");
        assert_eq!(target.password.as_deref(), Some("p"));
        assert_eq!(target.database, "d");
        assert_eq!(target.tls.mode, TlsMode::VerifyFull);
        assert_eq!(target.timeout, Some(Duration::from_secs(2)));
        assert_eq!(
            target.startup,
            [
                ("application_name", "n".to_owned()),
                ("options", "-csearch_path=app".to_owned())
            ]
        );
    }

    #[test]
    fn the_database_and_the_user_default_to_the_operating_systems_user() {
        let target = target("postgresql://", &[]).unwrap();
        assert_eq!(
            (target.user.as_str(), target.database.as_str()),
            ("me", "me")
        );
    }

    #[test]
    fn a_password_file_is_matched_field_by_field() {
        let check = |line: &str, expect: Option<&str>| {
            let found = passfile_line(line, &["h", "5432", "d:b", "u"]);
            assert_eq!(found.as_deref(), expect, "{line}");
        };
        check(r"h:5432:d\:b:u:se:cret", Some("se:cret"));
        check(r"*:*:*:*:x\\y", Some(r"x\y"));
        check("h:1:*:*:x", None);
        check("#h:5432:*:u:x", None);
        check("", None);
        check("h:5432", None);
    }
}
