//! Where a connection of Python's leads, and what it is opened with.

use std::sync::Weak;
use std::time::Duration;

use limbeck_database::{CancelHandle, Libpq, Options, Url, UrlParts};
use limbeck_runtime::Session;
use rustpython_vm::{AsObject, PyObjectRef, PyResult, VirtualMachine, builtins::PyDictRef};

/// How often a running statement looks whether the user wants to stop.
const GLANCE: Duration = Duration::from_millis(100);

/// A URL out of its parts: name, user, password, host, port, database and
/// the query's pairs.
pub(super) fn url(parts: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Url> {
    let parts: Vec<PyObjectRef> = parts.try_to_value(vm)?;
    let text = |index: usize| -> PyResult<Option<String>> {
        match parts.get(index) {
            Some(part) if !vm.is_none(part) => part.try_to_value(vm).map(Some),
            _ => Ok(None),
        }
    };
    let mut query = Vec::new();
    let pairs: Vec<PyObjectRef> = match parts.get(6) {
        Some(pairs) => pairs.try_to_value(vm)?,
        None => Vec::new(),
    };
    for pair in pairs {
        let pair: Vec<PyObjectRef> = pair.try_to_value(vm)?;
        if let [key, values] = pair.as_slice() {
            query.push((key.try_to_value(vm)?, values.try_to_value(vm)?));
        }
    }
    Ok(Url::create(UrlParts {
        drivername: text(0)?.unwrap_or_default(),
        username: text(1)?,
        password: text(2)?,
        host: text(3)?,
        port: match parts.get(4) {
            Some(port) if !vm.is_none(port) => Some(port.try_to_value(vm)?),
            _ => None,
        },
        database: text(5)?,
        query,
    }))
}

/// A URL with `connect_args` in it, as far as they are options of the
/// database and not of Python's driver.
pub(super) fn with_arguments(
    url: Url,
    arguments: &PyDictRef,
    vm: &VirtualMachine,
) -> PyResult<Url> {
    let mut given = Vec::new();
    for (name, value) in arguments.clone() {
        let name: String = name.try_into_value(vm)?;
        if vm.is_none(&value) {
            continue;
        }
        // asyncpg's settings of the session.
        if name == "server_settings" {
            let settings: PyDictRef = value.try_into_value(vm)?;
            for (setting, value) in settings {
                let value = value
                    .str(vm)?
                    .to_string_lossy()
                    .replace('\\', "\\\\")
                    .replace(' ', "\\ ");
                let setting = setting.str(vm)?;
                given.push(("options".to_owned(), format!("-c {setting}={value}")));
            }
            continue;
        }
        if name == "ssl" && matches!(url.dialect(), Ok("mysql" | "mariadb")) {
            given.extend(tls(&value, vm)?);
            continue;
        }
        let value = match value.downcast_ref::<rustpython_vm::builtins::PyStr>() {
            Some(text) => text.to_string_lossy().into_owned(),
            None if name == "ssl" && !value.is(&vm.ctx.false_value) => "require".to_owned(),
            None => value.str(vm)?.to_string_lossy().into_owned(),
        };
        given.push((name, value));
    }
    Ok(url.set(|parts| {
        for (name, value) in given {
            match name.as_str() {
                "user" => parts.username = Some(value),
                "password" => parts.password = Some(value),
                "database" | "dbname" => parts.database = Some(value),
                "options" => match parts.query.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, values)) => match values.last_mut() {
                        Some(last) => *last = format!("{last} {value}"),
                        None => values.push(value),
                    },
                    None => parts.query.push((name, vec![value])),
                },
                _ => {
                    parts.query.retain(|(known, _)| *known != name);
                    parts.query.push((name, vec![value]));
                }
            }
        }
    }))
}

/// PyMySQL's `ssl`: a dictionary, a truth value or a context of Python's. What
/// a context trusts cannot be told, so one that verifies has public authorities
/// verify.
fn tls(value: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Vec<(String, String)>> {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let word = |value: &PyObjectRef| -> PyResult<String> {
        Ok(value.str(vm)?.to_string_lossy().into_owned())
    };
    if let Ok(entries) = value.clone().try_into_value::<PyDictRef>(vm) {
        let mut given = vec![pair("ssl", "true")];
        for (name, value) in entries {
            let name = word(&name)?;
            if vm.is_none(&value) {
                continue;
            }
            let written = match value.downcast_ref::<rustpython_vm::builtins::PyStr>() {
                Some(text) => text.to_string_lossy().into_owned(),
                None => value.clone().try_to_bool(vm)?.to_string(),
            };
            match name.as_str() {
                "verify_mode" => {
                    let verifies = !matches!(written.as_str(), "false" | "0" | "no" | "none");
                    given.push(pair("ssl_verify_cert", &verifies.to_string()));
                }
                name => given.push(pair(&format!("ssl_{name}"), &written)),
            }
        }
        return Ok(given);
    }
    let mut given = Vec::new();
    if let Ok(mode) = value.get_attr("verify_mode", vm) {
        let verifies = mode.try_to_bool(vm)?;
        given.push(pair("ssl_verify_cert", &verifies.to_string()));
        let names = value.get_attr("check_hostname", vm)?.try_to_bool(vm)?;
        given.push(pair("ssl_check_hostname", &names.to_string()));
    }
    let asked = value.clone().try_to_bool(vm)?;
    given.push(pair("ssl", &asked.to_string()));
    Ok(given)
}

/// What connections are opened with in the process of a command.
pub(super) fn options(session: &Session) -> Result<Options, limbeck_runtime::Error> {
    let variable = &session.settings.variable;
    let attached = session.config.get_alembic_option("sqlite_attach")?;
    let lines = match &attached {
        Some(limbeck_config::Value::Text(text)) => text.lines().map(str::to_owned).collect(),
        Some(limbeck_config::Value::List(items)) => items.clone(),
        _ => Vec::new(),
    };
    let mut attach = Vec::new();
    for line in lines
        .iter()
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
    {
        let Some((name, file)) = line.split_once('=') else {
            return Err(limbeck_runtime::Error::command(format!(
                "sqlite_attach: '{line}' is not name=file"
            )));
        };
        attach.push((name.trim().to_owned(), file.trim().into()));
    }
    Ok(Options {
        libpq: Libpq {
            variables: Libpq::variable_names()
                .filter_map(|name| Some((name.to_owned(), variable(name)?)))
                .collect(),
            home: variable("HOME")
                .or_else(|| variable("USERPROFILE"))
                .map(Into::into),
            user: Libpq::operating_system_user()
                .or_else(|| variable("USER"))
                .or_else(|| variable("LOGNAME"))
                .or_else(|| variable("USERNAME")),
        },
        application_name: Some("limbeck".to_owned()),
        attach,
        ..Options::default()
    })
}

/// Stops what a connection does once the user wants to stop.
pub(super) fn watch(session: &Session, handle: CancelHandle, alive: Weak<()>) {
    let interrupted = session.settings.interrupted.clone();
    std::thread::spawn(move || {
        while alive.strong_count() > 0 {
            if interrupted.load(std::sync::atomic::Ordering::Relaxed) {
                handle.cancel();
                return;
            }
            std::thread::sleep(GLANCE);
        }
    });
}
