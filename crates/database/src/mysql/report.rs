//! Errors in the words and classes of Python's drivers.

use std::io;

use limbeck_dialect::python_string;

use super::Target;
use crate::Error;
use crate::error::{Driver, DriverError, ErrorClass};

/// An error of an open connection. The second value says whether it is lost.
pub(super) fn of_statement(driver: Driver, error: &mysql::Error) -> (Error, bool) {
    match error {
        mysql::Error::MySqlError(server) => {
            let lost = matches!(server.code, 1053 | 1927 | 4031);
            let class = class_of_code(server.code);
            (
                failed(
                    driver,
                    class,
                    server.code,
                    &server.state,
                    &server.message,
                    lost,
                ),
                lost,
            )
        }
        mysql::Error::IoError(_) | mysql::Error::CodecError(_) => (
            failed(
                driver,
                ErrorClass::OperationalError,
                2013,
                "HY000",
                "Lost connection to MySQL server during query",
                true,
            ),
            true,
        ),
        other => (
            failed(
                driver,
                ErrorClass::InterfaceError,
                2000,
                "HY000",
                &other.to_string(),
                false,
            ),
            false,
        ),
    }
}

/// Whether a server that was reached has no TLS that both sides know.
pub(super) fn is_about_tls(error: &mysql::Error) -> bool {
    use mysql::DriverError::{ConnectTimeout, CouldNotConnect};
    !matches!(
        error,
        mysql::Error::MySqlError(_)
            | mysql::Error::DriverError(ConnectTimeout | CouldNotConnect(_))
    )
}

/// An error before a connection was open.
pub(super) fn of_connecting(target: &Target, error: &mysql::Error) -> Error {
    let driver = target.driver;
    let (code, state, message) = match error {
        mysql::Error::MySqlError(server) => {
            (server.code, server.state.as_str(), server.message.clone())
        }
        mysql::Error::DriverError(mysql::DriverError::ConnectTimeout) => {
            (2003, "HY000", unreachable(target, "timed out"))
        }
        mysql::Error::DriverError(mysql::DriverError::CouldNotConnect(Some((_, text, kind)))) => {
            let reason = match kind {
                io::ErrorKind::ConnectionRefused => "[Errno 111] Connection refused".to_owned(),
                io::ErrorKind::NotFound => "[Errno 2] No such file or directory".to_owned(),
                io::ErrorKind::TimedOut => "timed out".to_owned(),
                _ => plain(text),
            };
            (2003, "HY000", unreachable(target, &reason))
        }
        other => (
            2003,
            "HY000",
            unreachable(target, &plain(&other.to_string())),
        ),
    };
    let class = match code {
        2003 => ErrorClass::OperationalError,
        code => class_of_code(code),
    };
    let mut error = new(driver, class, code, state, &message);
    error.url = Some(target.shown.clone());
    error.disconnected = true;
    error.into()
}

fn plain(text: &str) -> String {
    match text.find(" (os error ") {
        Some(end) => text[..end].to_owned(),
        None => text.to_owned(),
    }
}

fn unreachable(target: &Target, reason: &str) -> String {
    let place = target.socket.as_deref().unwrap_or(&target.host);
    format!("Can't connect to MySQL server on '{place}' ({reason})")
}

fn failed(
    driver: Driver,
    class: ErrorClass,
    code: u16,
    state: &str,
    message: &str,
    lost: bool,
) -> Error {
    let mut error = new(driver, class, code, state, message);
    error.disconnected = lost;
    error.into()
}

fn new(driver: Driver, class: ErrorClass, code: u16, state: &str, message: &str) -> DriverError {
    let text = match driver {
        Driver::Mysqlconnector => format!("{code} ({state}): {message}"),
        _ => format!("({code}, {})", python_string(message)),
    };
    DriverError {
        mysql_code: Some(code),
        mysql_message: Some(message.to_owned()),
        ..DriverError::new(driver, class, text)
    }
}

fn class_of_code(code: u16) -> ErrorClass {
    match code {
        1007 | 1064 | 1102 | 1103 | 1110..=1113 | 1146 | 1149 | 1166 | 1179 => {
            ErrorClass::ProgrammingError
        }
        1171 | 1230 | 1263..=1265 | 1366 | 1367 | 1406 | 1441 => ErrorClass::DataError,
        1048 | 1062 | 1215..=1217 | 1451 | 1452 => ErrorClass::IntegrityError,
        1196 | 1235 | 1286 | 1289 => ErrorClass::NotSupportedError,
        0..1000 => ErrorClass::InternalError,
        _ => ErrorClass::OperationalError,
    }
}
