//! What env.py and the configuration say of a comparison.

use std::collections::HashSet;

use limbeck_autogenerate::{Kind, Mode, Options, Plugins, Toggle};
use limbeck_config::Value;
use limbeck_runtime::{Level, MigrationContext};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine, builtins::PyBaseExceptionRef};

use crate::failure;

/// The options of `context.configure()` and of the configuration.
pub(super) fn options(
    migration: &MigrationContext,
    context: &PyObjectRef,
    collections: &[usize],
    vm: &VirtualMachine,
) -> PyResult<Options> {
    let opts = context.get_attr("opts", vm)?;
    let given = |name: &str| -> PyResult<Option<PyObjectRef>> {
        let value = vm.call_method(&opts, "get", (name,))?;
        Ok((!vm.is_none(&value)).then_some(value))
    };
    let toggle = |value: PyObjectRef| -> PyResult<Toggle> {
        Ok(if value.is_callable() {
            Toggle::Hook
        } else if value.try_to_bool(vm)? {
            Toggle::On
        } else {
            Toggle::Off
        })
    };
    let (mode, disabled) = configured(migration, vm)?;
    Ok(Options {
        mode,
        disabled,
        include_schemas: match given("include_schemas")? {
            Some(value) => value.try_to_bool(vm)?,
            None => false,
        },
        version_table: migration.version_table().table.clone(),
        compare_type: match given("compare_type")? {
            Some(value) => toggle(value)?,
            None => Toggle::On,
        },
        compare_server_default: match given("compare_server_default")? {
            Some(value) => Some(toggle(value)?),
            None => None,
        },
        plugins: plugins(migration, context, given("autogenerate_plugins")?, vm)?,
        collections: collections.to_vec(),
    })
}

/// The keys `autogenerate` and `autogenerate_off` of the configuration.
fn configured(
    migration: &MigrationContext,
    vm: &VirtualMachine,
) -> PyResult<(Mode, HashSet<Kind>)> {
    let config = &migration.session().config;
    let read = |key: &str| -> PyResult<String> {
        let value = config
            .get_alembic_option(key)
            .map_err(|error| failure::raise(error.into(), vm))?;
        Ok(match value {
            Some(Value::Text(text)) => text,
            Some(Value::List(texts)) => texts.join(" "),
            _ => String::new(),
        })
    };
    let mode = match read("autogenerate")?.trim() {
        "" | "limbeck" => Mode::Limbeck,
        "alembic" => Mode::Alembic,
        other => {
            return Err(wrong(
                vm,
                format!("autogenerate = {other}: it is either limbeck or alembic"),
            ));
        }
    };
    let mut disabled = HashSet::new();
    let off = read("autogenerate_off")?;
    for name in off.split([',', ' ', '\n']).filter(|name| !name.is_empty()) {
        disabled.insert(Kind::named(name).ok_or_else(|| {
            let known: Vec<&str> = Kind::NAMES.iter().map(|(name, _)| *name).collect();
            wrong(
                vm,
                format!(
                    "autogenerate_off = {name}: there is no such kind of difference; there are {}",
                    known.join(", ")
                ),
            )
        })?);
    }
    Ok((mode, disabled))
}

fn wrong(vm: &VirtualMachine, message: String) -> PyBaseExceptionRef {
    crate::raise(vm, "alembic.util.exc", "CommandError", message)
}

/// The built-in plugins that `autogenerate_plugins` asks for. It may name the
/// project's own too. All that take part are told to the log as Alembic does.
fn plugins(
    migration: &MigrationContext,
    context: &PyObjectRef,
    expressions: Option<PyObjectRef>,
    vm: &VirtualMachine,
) -> PyResult<Plugins> {
    let expressions: Vec<String> = match expressions {
        Some(list) => list.try_to_value(vm)?,
        None => vec!["alembic.autogenerate.*".to_owned()],
    };
    let others: Vec<String> = vm
        .call_method(context, "_plugin_names", ())?
        .try_to_value(vm)?;
    let (plugins, chosen) =
        Plugins::choose(&expressions, &others).map_err(|error| super::raise(error, vm))?;
    let log = &migration.session().log;
    for name in chosen {
        let line = format!("setting up autogenerate plugin {name}");
        log.log("alembic.runtime.plugins", Level::Info, &line);
    }
    Ok(plugins)
}
