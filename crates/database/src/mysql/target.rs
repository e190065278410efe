//! Where a MySQL URL leads, in the words of Python's drivers.

use std::time::Duration;

use mysql::consts::CapabilityFlags;
use mysql::{ClientIdentity, Opts, OptsBuilder, SslOpts};

use crate::error::{Driver, DriverError, ErrorClass};
use crate::{Error, Options, Url};

/// Everything that a connection is opened with.
#[derive(Clone)]
pub(crate) struct Target {
    pub opts: Opts,
    /// The same without TLS, where that is only tried.
    pub plain: Option<Opts>,
    pub driver: Driver,
    /// The host, as messages name it.
    pub host: String,
    pub socket: Option<String>,
    /// Statements to execute first.
    pub first: Vec<String>,
    /// The URL with its password masked.
    pub shown: String,
}

/// Options that are carried out, or that ask for what is done anyway:
/// everything travels as UTF-8, and results are read at once.
const KNOWN: &[&str] = &[
    "auth_plugin_map",
    "autocommit",
    "binary_prefix",
    "buffered",
    "charset",
    "client_flag",
    "collation",
    "compress",
    "connect_timeout",
    "connection_timeout",
    "consume_results",
    "conv",
    "echo",
    "init_command",
    "local_infile",
    "max_allowed_packet",
    "prefetch",
    "program_name",
    "raise_on_warnings",
    "read_timeout",
    "sql_mode",
    "ssl",
    "ssl_ca",
    "ssl_cert",
    "ssl_check_hostname",
    "ssl_disabled",
    "ssl_key",
    "ssl_mode",
    "ssl_verify_cert",
    "ssl_verify_identity",
    "unix_socket",
    "use_pure",
    "use_unicode",
    "write_timeout",
];

/// Options that nothing here carries out.
const NOT_SUPPORTED: &[&str] = &[
    "auth_plugin",
    "bind_address",
    "defer_connect",
    "named_pipe",
    "option_files",
    "read_default_file",
    "read_default_group",
    "server_public_key",
    "ssl_capath",
    "ssl_cipher",
    "tls_ciphersuites",
    "tls_versions",
];

impl Target {
    /// Reads a URL.
    pub(crate) fn new(url: &Url, options: &Options) -> Result<Target, Error> {
        let driver = Driver::named(url.driver());
        let fail = |class, message: String| Error::from(DriverError::new(driver, class, message));
        for (name, _) in url.query() {
            if NOT_SUPPORTED.contains(&name.as_str()) {
                return Err(fail(
                    ErrorClass::NotSupportedError,
                    format!("connection option \"{name}\" is not supported"),
                ));
            }
            if !KNOWN.contains(&name.as_str()) {
                return Err(fail(
                    ErrorClass::ProgrammingError,
                    format!("connect() got an unexpected keyword argument '{name}'"),
                ));
            }
        }
        let value = |name: &str| url.query_value(name).filter(|value| !value.is_empty());
        let seconds = |names: &[&str]| -> Result<Option<Duration>, Error> {
            let Some(text) = names.iter().find_map(|name| value(name)) else {
                return Ok(None);
            };
            match text.parse::<f64>() {
                Ok(seconds) if (0.0..1e9).contains(&seconds) => {
                    Ok((seconds > 0.0).then(|| Duration::from_secs_f64(seconds)))
                }
                _ => Err(fail(
                    ErrorClass::ProgrammingError,
                    format!("could not convert string to float: '{text}'"),
                )),
            }
        };
        let port = match url.port() {
            None => 3306,
            Some(port) => u16::try_from(port).map_err(|_| {
                fail(
                    ErrorClass::OperationalError,
                    format!("port must be 0-65535: {port}"),
                )
            })?,
        };
        let host = url
            .host()
            .filter(|host| !host.is_empty())
            .unwrap_or("localhost")
            .to_owned();
        let user = url
            .username()
            .map(str::to_owned)
            .or_else(|| options.libpq.user.clone());
        let socket = value("unix_socket").map(str::to_owned);
        let mut first = Vec::new();
        if let Some(mode) = value("sql_mode") {
            first.push(format!(
                "SET SESSION sql_mode = '{}'",
                mode.replace('\'', "''")
            ));
        }
        first.extend(value("init_command").map(str::to_owned));
        let builder = OptsBuilder::new()
            .ip_or_hostname(Some(host.clone()))
            .tcp_port(port)
            .socket(socket.clone())
            .prefer_socket(false)
            .user(user)
            .pass(url.password().map(str::to_owned))
            .db_name(
                url.database()
                    .filter(|name| !name.is_empty())
                    .map(str::to_owned),
            )
            .tcp_connect_timeout(Some(
                seconds(&["connect_timeout", "connection_timeout"])?
                    .unwrap_or(Duration::from_secs(10)),
            ))
            .read_timeout(seconds(&["read_timeout"])?)
            .write_timeout(seconds(&["write_timeout"])?)
            // Counts the rows that match, as SQLAlchemy has it.
            .additional_capabilities(CapabilityFlags::CLIENT_FOUND_ROWS);
        let (tls, is_tried) = tls(url);
        let plain = is_tried.then(|| builder.clone().into());
        Ok(Target {
            opts: builder.ssl_opts(tls).into(),
            plain,
            driver,
            host: url.shown_host(&host),

            socket,
            first,
            shown: url.render(true),
        })
    }
}

fn is_true(text: &str) -> bool {
    matches!(
        text.to_ascii_lowercase().as_str(),
        "1" | "true" | "yes" | "on"
    )
}

/// TLS as options ask for it, and whether it is only tried: nobody asks, and
/// then as with Python's drivers nothing is checked. A certificate of an
/// authority has the server's checked; whether its name is, the options say.
fn tls(url: &Url) -> (Option<SslOpts>, bool) {
    let value = |name: &str| url.query_value(name).filter(|value| !value.is_empty());
    let mode = value("ssl_mode").map(str::to_ascii_uppercase);
    let asked = url
        .query()
        .iter()
        .any(|(name, _)| name.starts_with("ssl") && name != "ssl_disabled");
    if mode.as_deref() == Some("DISABLED")
        || value("ssl_disabled").is_some_and(is_true)
        || value("ssl").is_some_and(|text| !is_true(text))
    {
        return (None, false);
    }
    let mut options = SslOpts::default();
    let is_tried = !asked || mode.as_deref() == Some("PREFERRED");
    let authority = value("ssl_ca");
    let verify = match (value("ssl_verify_cert"), mode.as_deref()) {
        (Some(text), _) => is_true(text),
        (None, Some(mode)) => mode.starts_with("VERIFY"),
        (None, None) => authority.is_some(),
    };
    let identity = match (
        value("ssl_check_hostname").or(value("ssl_verify_identity")),
        mode.as_deref(),
    ) {
        (Some(text), _) => is_true(text),
        (None, Some(mode)) => mode == "VERIFY_IDENTITY",
        // PyMySQL checks the name wherever it checks the certificate, unless
        // it is told to check that alone.
        (None, None) => verify && value("ssl_verify_cert").is_none(),
    };
    if let Some(file) = authority {
        options = options.with_root_cert_path(Some(std::path::PathBuf::from(file)));
    }
    if let (Some(certificate), Some(key)) = (value("ssl_cert"), value("ssl_key")) {
        options = options.with_client_identity(Some(ClientIdentity::new(
            std::path::PathBuf::from(certificate),
            std::path::PathBuf::from(key),
        )));
    }
    let options = options
        .with_danger_accept_invalid_certs(!verify)
        .with_danger_skip_domain_validation(!identity);
    (Some(options), is_tried)
}
