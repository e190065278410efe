//! Opening a session: hosts in turn, TLS, passwords.

use std::collections::BTreeMap;
use std::io;

use bytes::BytesMut;
use fallible_iterator::FallibleIterator;
use postgres_protocol::authentication::md5_hash;
use postgres_protocol::authentication::sasl::{ChannelBinding, SCRAM_SHA_256, ScramSha256};
use postgres_protocol::message::backend::{AuthenticationSaslBody, Message};
use postgres_protocol::message::frontend;

use super::report;
use super::session::{Session, describe};
use super::socket::{Address, Socket};
use super::target::{Attributes, Host, Target, TlsMode, TlsSettings};
use crate::Error;
use crate::error::{Driver, DriverError, ErrorClass, ServerError};

/// Why one attempt failed.
struct Failure {
    message: String,
    server: Option<Box<ServerError>>,
    /// Another `sslmode` may work.
    retry: bool,
}

impl Failure {
    fn new(message: impl Into<String>) -> Failure {
        Failure {
            message: message.into(),
            server: None,
            retry: false,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure {
            retry: true,
            ..Failure::new(describe(&error))
        }
    }
}

/// Opens a session at the first host that accepts one.
pub(crate) fn connect(target: &Target) -> Result<Session, Error> {
    let mut failures: Vec<(String, Failure)> = Vec::new();
    let mut passes = vec![target.attributes];
    if target.attributes == Attributes::PreferStandby {
        passes = vec![Attributes::Standby, Attributes::Any];
    }
    for attributes in passes {
        failures.clear();
        for host in &target.hosts {
            let addresses = match Address::resolve(host) {
                Ok(addresses) => addresses,
                Err(error) => {
                    failures.push((tried(target, host, None), unresolved(target, host, &error)));
                    continue;
                }
            };
            for address in addresses {
                match attempts(target, host, &address, attributes) {
                    Ok(session) => return Ok(session),
                    Err(failure) => {
                        let message = format!(
                            "{}{} failed: {}",
                            match (target.driver, &address) {
                                (Driver::Psycopg, Address::Tcp(_)) => "connection failed: ",
                                (Driver::Psycopg, Address::Socket(_)) => "connection is bad: ",
                                _ => "",
                            },
                            place(target, host, &address),
                            failure.message
                        );
                        failures.push((
                            tried(target, host, Some(&address)),
                            Failure { message, ..failure },
                        ));
                    }
                }
            }
        }
    }
    Err(combined(target, failures))
}

/// The host as `libpq` names it in messages.
fn place(target: &Target, host: &Host, address: &Address) -> String {
    match address {
        Address::Socket(file) => format!("connection to server on socket \"{}\"", file.display()),
        Address::Tcp(address) => {
            let name = shown(target, host);
            let ip = address.ip().to_string();
            let also = if ip == name {
                String::new()
            } else {
                format!(" ({ip})")
            };
            format!(
                "connection to server at \"{name}\"{also}, port {}",
                host.port
            )
        }
    }
}

/// The host's name, without the end of a password that got into it.
fn shown(target: &Target, host: &Host) -> String {
    match host.name.rsplit_once('@') {
        Some((_, name)) if target.password.is_some() => format!("***@{name}"),
        _ => host.name.clone(),
    }
}

fn tried(target: &Target, host: &Host, address: Option<&Address>) -> String {
    let name = shown(target, host);
    let address = match address {
        Some(Address::Tcp(address)) => format!("'{}'", address.ip()),
        _ => "None".to_owned(),
    };
    format!("host: '{name}', port: '{}', hostaddr: {address}", host.port)
}

fn unresolved(target: &Target, host: &Host, error: &io::Error) -> Failure {
    let text = error.to_string();
    let reason = text
        .rsplit_once(": ")
        .map_or(text.as_str(), |(_, reason)| reason);
    let name = shown(target, host);
    Failure::new(match target.driver {
        Driver::Psycopg => {
            let number = match reason {
                "Name or service not known" => "[Errno -2] ",
                "Temporary failure in name resolution" => "[Errno -3] ",
                "No address associated with hostname" => "[Errno -5] ",
                _ => "",
            };
            format!("failed to resolve host '{name}': {number}{reason}")
        }
        _ => format!("could not translate host name \"{name}\" to address: {reason}"),
    })
}

/// One error out of those of all hosts.
fn combined(target: &Target, failures: Vec<(String, Failure)>) -> Error {
    let mut message = match target.driver {
        Driver::Psycopg2 => failures
            .iter()
            .map(|(_, failure)| format!("{}\n", failure.message))
            .collect(),
        _ => failures
            .last()
            .map_or_else(String::new, |(_, failure)| failure.message.clone()),
    };
    if failures.len() > 1 && target.driver != Driver::Psycopg2 {
        message.push_str("\nMultiple connection attempts failed. All failures were:");
        for (tried, failure) in &failures {
            message.push_str(&format!("\n- {tried}: {}", failure.message));
        }
    }
    let server = failures
        .into_iter()
        .last()
        .and_then(|(_, failure)| failure.server);
    let class = match target.driver {
        Driver::Asyncpg if server.is_some() => ErrorClass::DbapiError,
        _ => ErrorClass::OperationalError,
    };
    if let (Driver::Asyncpg, Some(server)) = (target.driver, &server) {
        message.clone_from(&server.message);
    }
    DriverError {
        server: server.map(|server| *server),
        disconnected: true,
        url: Some(target.shown.clone()),
        ..DriverError::new(target.driver, class, message)
    }
    .into()
}

/// Tries an address with encryption and without, as `sslmode` has it.
fn attempts(
    target: &Target,
    host: &Host,
    address: &Address,
    attributes: Attributes,
) -> Result<Session, Failure> {
    let modes: &[TlsMode] = match (address, target.tls.mode) {
        (Address::Socket(_), _) => &[TlsMode::Disable],
        (_, TlsMode::Allow) => &[TlsMode::Disable, TlsMode::Require],
        (_, TlsMode::Prefer) => &[TlsMode::Prefer, TlsMode::Disable],
        (_, TlsMode::Disable) => &[TlsMode::Disable],
        (_, TlsMode::Require) => &[TlsMode::Require],
        (_, TlsMode::VerifyCa) => &[TlsMode::VerifyCa],
        (_, TlsMode::VerifyFull) => &[TlsMode::VerifyFull],
    };
    let mut first = None;
    for mode in modes {
        let settings = TlsSettings {
            mode: *mode,
            ..target.tls.clone()
        };
        let socket = address.open(target.timeout).map_err(|error| {
            let mut message = describe(&error);
            if let io::ErrorKind::ConnectionRefused | io::ErrorKind::NotFound = error.kind() {
                message.push_str(match address {
                    Address::Tcp(_) => {
                        "\n\tIs the server running on that host and accepting TCP/IP connections?"
                    }
                    Address::Socket(_) => {
                        "\n\tIs the server running locally and accepting connections on that socket?"
                    }
                });
            }
            Failure::new(message)
        })?;
        let mut encrypted = false;
        match attempt(target, host, address, socket, &settings, &mut encrypted) {
            Ok(mut session) => {
                fits(&mut session, attributes)?;
                return Ok(session);
            }
            // Without encryption `prefer` has nothing else to try.
            Err(failure) if !failure.retry || *mode == TlsMode::Prefer && !encrypted => {
                return Err(first.unwrap_or(failure));
            }
            Err(failure) => {
                first.get_or_insert(failure);
            }
        }
    }
    Err(first.unwrap_or_else(|| Failure::new("no way to connect")))
}

fn attempt(
    target: &Target,
    host: &Host,
    address: &Address,
    socket: Socket,
    settings: &TlsSettings,
    encrypted: &mut bool,
) -> Result<Session, Failure> {
    *encrypted = true;
    let (socket, refused) = socket.encrypt(host, settings).map_err(|error| Failure {
        retry: true,
        ..Failure::new(match error.kind() {
            io::ErrorKind::InvalidInput => describe(&error),
            _ => format!("SSL error: {}", describe(&error)),
        })
    })?;
    *encrypted = socket.is_encrypted();
    if refused && settings.mode != TlsMode::Prefer {
        return Err(Failure::new(
            "server does not support SSL, but SSL was required",
        ));
    }
    let mut session = Session {
        socket,
        input: BytesMut::new(),
        output: BytesMut::new(),
        driver: target.driver,
        address: address.clone(),
        process: (0, 0),
        status: b'I',
        settings: BTreeMap::new(),
        notices: Vec::new(),
        ahead: false,
        broken: true,
    };
    let parameters = [
        ("user", target.user.as_str()),
        ("database", target.database.as_str()),
        ("client_encoding", "UTF8"),
    ]
    .into_iter()
    .chain(
        target
            .startup
            .iter()
            .map(|(name, value)| (*name, value.as_str())),
    );
    frontend::startup_message(parameters, &mut session.output)?;
    session.flush()?;
    authenticate(&mut session, target, host)?;
    loop {
        match session.next()? {
            Message::BackendKeyData(key) => session.process = (key.process_id(), key.secret_key()),
            Message::ReadyForQuery(ready) => {
                session.status = ready.status();
                break;
            }
            Message::ErrorResponse(error) => return Err(refused_by(report::read(error.fields()))),
            _ => {}
        }
    }
    session.broken = false;
    session.socket.clear_timeout()?;
    // Everything here reads dates in ISO form.
    if session
        .setting("DateStyle")
        .is_some_and(|style| !style.starts_with("ISO"))
    {
        session
            .simple(None, "SET datestyle TO 'ISO'")
            .map_err(|error| Failure::new(error.message()))?;
    }
    Ok(session)
}

fn refused_by(server: ServerError) -> Failure {
    let message = format!("{}:  {}", server.severity, report::describe(&server, ""));
    Failure {
        message,
        retry: true,
        server: Some(Box::new(server)),
    }
}

fn authenticate(session: &mut Session, target: &Target, host: &Host) -> Result<(), Failure> {
    let password = || {
        target
            .password_for(host)
            .ok_or_else(|| Failure::new("fe_sendauth: no password supplied"))
    };
    loop {
        match session.next()? {
            Message::AuthenticationOk => return Ok(()),
            Message::AuthenticationCleartextPassword => {
                frontend::password_message(password()?.as_bytes(), &mut session.output)?;
                session.flush()?;
            }
            Message::AuthenticationMd5Password(body) => {
                let hash = md5_hash(target.user.as_bytes(), password()?.as_bytes(), body.salt());
                frontend::password_message(hash.as_bytes(), &mut session.output)?;
                session.flush()?;
            }
            Message::AuthenticationSasl(body) => scram(session, &body, &password()?)?,
            Message::ErrorResponse(error) => return Err(refused_by(report::read(error.fields()))),
            Message::AuthenticationGss
            | Message::AuthenticationSspi
            | Message::AuthenticationKerberosV5
            | Message::AuthenticationScmCredential => {
                return Err(Failure::new(
                    "the server asks for a way of authentication that is not supported (GSSAPI, \
                     SSPI, Kerberos)",
                ));
            }
            _ => return Err(Failure::new("unexpected message from the server")),
        }
    }
}

fn scram(
    session: &mut Session,
    body: &AuthenticationSaslBody,
    password: &str,
) -> Result<(), Failure> {
    let offered: Vec<&str> = body.mechanisms().collect()?;
    if !offered.contains(&SCRAM_SHA_256) {
        return Err(Failure::new(format!(
            "none of the server's SASL authentication mechanisms are supported: {}",
            offered.join(", ")
        )));
    }
    let mut exchange = ScramSha256::new(password.as_bytes(), ChannelBinding::unsupported());
    frontend::sasl_initial_response(SCRAM_SHA_256, exchange.message(), &mut session.output)?;
    session.flush()?;
    loop {
        match session.next()? {
            Message::AuthenticationSaslContinue(body) => {
                exchange.update(body.data())?;
                frontend::sasl_response(exchange.message(), &mut session.output)?;
                session.flush()?;
            }
            Message::AuthenticationSaslFinal(body) => {
                exchange.finish(body.data())?;
                return Ok(());
            }
            Message::ErrorResponse(error) => return Err(refused_by(report::read(error.fields()))),
            _ => return Err(Failure::new("unexpected message from the server")),
        }
    }
}

/// Whether the server is of the wanted kind: `target_session_attrs`.
fn fits(session: &mut Session, attributes: Attributes) -> Result<(), Failure> {
    let mut ask = |text: &str, column: usize| -> Result<bool, Failure> {
        let rows = session
            .simple(None, text)
            .map_err(|error| Failure::new(error.message()))?;
        let value = rows.rows.first().and_then(|row| row.get(column));
        Ok(matches!(value, Some(limbeck_schema::Value::Boolean(true))))
    };
    const STANDBY: &str = "SELECT pg_catalog.pg_is_in_recovery()";
    const READ_ONLY: &str = "SELECT pg_catalog.current_setting('transaction_read_only')::bool";
    let complaint = match attributes {
        Attributes::Any | Attributes::PreferStandby => return Ok(()),
        Attributes::ReadWrite if ask(READ_ONLY, 0)? => "session is read-only",
        Attributes::ReadOnly if !ask(READ_ONLY, 0)? => "session is not read-only",
        Attributes::Primary if ask(STANDBY, 0)? => "server is in hot standby mode",
        Attributes::Standby if !ask(STANDBY, 0)? => "server is not in hot standby mode",
        _ => return Ok(()),
    };
    Err(Failure::new(complaint))
}
