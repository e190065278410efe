//! Stand-ins for modules that are there and cannot load: compiled extensions,
//! and what does not work without them.
//!
//! A library may try a compiled module and fall back on another, so its imports
//! fail as they do in Python. Only where a line of the *project* imports
//! something, and nothing is ready to catch the error, does that line get a
//! placeholder.

use std::path::{Path, PathBuf};

use rustpython_compiler_core::bytecode::find_exception_handler;
use rustpython_vm::{
    AsObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyDictRef, PyStr},
    frame::FrameRef,
};

use crate::{exception::import, finder::PACKAGES};

/// The frozen module with the class of placeholders.
const MODULE: &str = "_limbeck_placeholder";
/// The packages that limbeck always brings itself. What they lack is not the
/// project's mistake, nor what those lack that stand in for packages.
const OURS: [&str; 3] = ["sqlalchemy", "alembic", "sqlmodel"];

/// Why a module is not there.
const NOT_FOUND: &str = "there is no such module in prepend_sys_path, in PYTHONPATH or in the \
    active virtual environment";

/// A module below one that is a placeholder already, unless a revision script
/// imports it and its file is there: a helper module may well load although its
/// package does not. Models are not read so, piece by piece, since what the
/// package would have declared were missing.
pub(crate) fn below(
    name: &str,
    modules: &PyDictRef,
    vm: &VirtualMachine,
) -> PyResult<Option<PyObjectRef>> {
    if for_revision(vm)? && has_source(name, modules, vm)? {
        return Ok(None);
    }
    part(name, modules, vm)
}

/// A module below one that is a placeholder already, as a placeholder.
fn part(name: &str, modules: &PyDictRef, vm: &VirtualMachine) -> PyResult<Option<PyObjectRef>> {
    let Some((parent, child)) = name.rsplit_once('.') else {
        return Ok(None);
    };
    let found = match modules.get_item_opt(parent, vm)? {
        Some(found) => found,
        None => match part(parent, modules, vm)? {
            Some(found) => found,
            None => return Ok(None),
        },
    };
    if !is_placeholder(&found) {
        return Ok(None);
    }
    let module = found.get_attr(vm.ctx.intern_str(child), vm)?;
    if is_placeholder(&module) {
        tell_path(name, &module, modules, vm)?;
    }
    modules.set_item(name, module.clone(), vm)?;
    Ok(Some(module))
}

fn is_placeholder(module: &PyObjectRef) -> bool {
    *module.class().name() == *"Placeholder"
}

/// Whether a revision script is being imported or run: a frame is one of its.
fn for_revision(vm: &VirtualMachine) -> PyResult<bool> {
    let mut frame = vm.current_frame();
    while let Some(found) = frame {
        if Path::new(found.code.source_path().as_str()).is_absolute() {
            let name = found.globals.get_item_opt("__name__", vm)?;
            let name = name.as_ref().and_then(|name| name.downcast_ref::<PyStr>());
            if name.is_some_and(|name| {
                let name = name.to_string_lossy();
                name != "env_py" && name.ends_with("_py")
            }) {
                return Ok(true);
            }
        }
        frame = found.f_back(vm);
    }
    Ok(false)
}

/// Whether the module's own file is where its package would look for it.
fn has_source(name: &str, modules: &PyDictRef, vm: &VirtualMachine) -> PyResult<bool> {
    let (folders, leaf) = places_of(name, modules, vm)?;
    Ok(folders.iter().any(|folder| {
        let place = folder.join(leaf);
        place.is_dir() || place.with_extension("py").is_file()
    }))
}

/// Gives the placeholder of a package the folders that its modules are in.
fn tell_path(
    name: &str,
    module: &PyObjectRef,
    modules: &PyDictRef,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let (folders, leaf) = places_of(name, modules, vm)?;
    let found = folders.iter().map(|folder| folder.join(leaf));
    let found = found.filter(|folder| folder.is_dir());
    let path = found.map(|folder| vm.ctx.new_str(folder.to_string_lossy().as_ref()).into());
    module.set_attr("__path__", vm.ctx.new_list(path.collect()), vm)
}

/// A module as it was loaded, unless it is a mere folder that lies beside a
/// compiled extension of the same name, which Python would have loaded.
pub(crate) fn refuse_folder(
    name: &str,
    module: PyObjectRef,
    modules: &PyDictRef,
    vm: &VirtualMachine,
) -> PyResult {
    let has_file = vm
        .get_attribute_opt(module.clone(), "__file__")?
        .is_some_and(|file| !vm.is_none(&file));
    if has_file || vm.get_attribute_opt(module.clone(), "__path__")?.is_none() {
        return Ok(module);
    }
    match compiled(name, modules, vm)? {
        Some(path) => {
            modules.del_item(name, vm)?;
            Err(cannot_load(name, &path, vm)?)
        }
        None => Ok(module),
    }
}

/// What an import gives whose module could not be loaded: a placeholder, or the
/// exception that the importing line is to get.
pub(crate) fn stand_in(
    name: &str,
    error: PyBaseExceptionRef,
    modules: &PyDictRef,
    vm: &VirtualMachine,
) -> PyResult {
    if !error.fast_isinstance(vm.ctx.exceptions.exception_type) {
        return Err(error);
    }
    if let Some(module) = part(name, modules, vm)? {
        return Ok(module);
    }
    let Some(frame) = importer(vm) else {
        return Err(error);
    };
    let file = frame.code.source_path().as_str().to_owned();
    let missing = *error.class().name() == *"ModuleNotFoundError"
        && text(&error, "name", vm).as_deref() == Some(name);
    let error = match compiled(name, modules, vm)? {
        Some(path) if missing => cannot_load(name, &path, vm)?,
        _ if missing && !is_program(&frame, vm)? => failure(name, NOT_FOUND, &[], vm)?,
        _ => error,
    };
    if is_installed(&file) || is_guarded(&frame, vm) {
        return Err(error);
    }
    let own = !installed(name, vm)?;
    let Some(reason) = reason(name, &error, own, vm)? else {
        return Err(error);
    };
    let mut chain = vec![place(&file, frame.f_lineno())];
    chain.extend(places(&error));
    chain.extend(known(&error, "chain", vm));
    chain.dedup();
    let failed = failure(name, &reason, &chain, vm)?;
    let module = import(vm, MODULE)?
        .get_attr("stand_in", vm)?
        .call((name.to_owned(), failed, own), vm)?;
    tell_path(name, &module, modules, vm)?;
    modules.set_item(name, module.clone(), vm)?;
    if let Some((parent, child)) = name.rsplit_once('.')
        && let Some(parent) = modules.get_item_opt(parent, vm)?
    {
        parent.set_attr(vm.ctx.intern_str(child), module.clone(), vm)?;
    }
    Ok(module)
}

/// Why a module counts as one that cannot load here, if it does.
fn reason(
    name: &str,
    error: &PyBaseExceptionRef,
    own: bool,
    vm: &VirtualMachine,
) -> PyResult<Option<String>> {
    let class = error.class().name().to_string();
    let message = error.as_object().str(vm)?.to_string();
    if class == "UnloadableModule" {
        let module = text(error, "name", vm).unwrap_or_default();
        let reason = text(error, "reason", vm).unwrap_or_default();
        return Ok(Some(
            if module == name || reason.contains(" could not load: ") {
                reason
            } else {
                format!("{module} could not load: {reason}")
            },
        ));
    }
    let lacking = matches!(
        class.as_str(),
        "ImportError" | "ModuleNotFoundError" | "AttributeError"
    ) && message.split('\'').skip(1).step_by(2).any(|quoted| {
        let package = quoted.split('.').next().unwrap_or(quoted);
        OURS.contains(&package) || stands_in(package, vm)
    });
    let unsupported = class == "NotImplementedError" && !ends_on_disk(error);
    // It may be for this interpreter alone that a package fails; Python knows.
    let doubtful = || ends_in_a_package(error) && has_python(vm);
    Ok((!own || lacking || unsupported || doubtful()).then(|| format!("{class}: {message}")))
}

/// Whether the project has a Python of its own that may be asked.
fn has_python(vm: &VirtualMachine) -> bool {
    let programs = import(vm, "_limbeck_python")
        .and_then(|module| module.get_attr("programs", vm)?.call((), vm)?.length(vm));
    programs.is_ok_and(|count| count > 0)
}

/// Whether limbeck has something of a package that others publish.
fn stands_in(package: &str, vm: &VirtualMachine) -> bool {
    let name = format!("{PACKAGES}.{package}");
    vm.state.frozen.contains_key(name.as_str())
}

/// The failure of a compiled extension.
fn cannot_load(name: &str, path: &Path, vm: &VirtualMachine) -> PyResult<PyBaseExceptionRef> {
    let reason = format!(
        "it is a compiled extension ({}), which limbeck's interpreter cannot load",
        path.display()
    );
    failure(name, &reason, &[], vm)
}

/// A failure as an exception that may be raised.
fn failure(
    name: &str,
    reason: &str,
    chain: &[String],
    vm: &VirtualMachine,
) -> PyResult<PyBaseExceptionRef> {
    let chain = chain
        .iter()
        .map(|line| vm.ctx.new_str(line.as_str()).into());
    import(vm, MODULE)?
        .get_attr("failure", vm)?
        .call(
            (
                name.to_owned(),
                reason.to_owned(),
                vm.ctx.new_list(chain.collect()),
            ),
            vm,
        )?
        .try_into_value(vm)
}

/// The innermost frame of a file on disk: whatever is frozen is ours or the
/// standard library's.
fn importer(vm: &VirtualMachine) -> Option<FrameRef> {
    let mut frame = vm.current_frame();
    while let Some(found) = frame {
        if Path::new(found.code.source_path().as_str()).is_absolute() {
            return Some(found);
        }
        frame = found.f_back(vm);
    }
    None
}

/// Whether the frame is one of env.py's, or of a program's: there an import that
/// finds nothing is a mistake, as it is in Python.
fn is_program(frame: &FrameRef, vm: &VirtualMachine) -> PyResult<bool> {
    let name = frame.globals.get_item_opt("__name__", vm)?;
    let name = name.as_ref().and_then(|name| name.downcast_ref::<PyStr>());
    Ok(name.is_some_and(|name| matches!(name.to_string_lossy().as_ref(), "env_py" | "__main__")))
}

/// Whether an exception would be caught in the frame, or by what is frozen and
/// imports something on its behalf.
fn is_guarded(importer: &FrameRef, vm: &VirtualMachine) -> bool {
    let mut frame = vm.current_frame();
    while let Some(found) = frame {
        // The machinery catches what it raises again.
        let is_machinery = found.code.source_path().as_str().contains("importlib");
        let handler = found
            .lasti()
            .checked_sub(1)
            .and_then(|offset| find_exception_handler(&found.code.exceptiontable, offset));
        if handler.is_some() && !is_machinery {
            return true;
        }
        if found.is(importer) {
            return false;
        }
        frame = found.f_back(vm);
    }
    false
}

/// Whether a path is one of an installed package.
fn is_installed(path: &str) -> bool {
    path.contains("site-packages") || path.contains("dist-packages")
}

/// Whether the module's package is an installed one.
fn installed(name: &str, vm: &VirtualMachine) -> PyResult<bool> {
    let top = name.split('.').next().unwrap_or(name);
    for folder in search_path(vm)? {
        let place = folder.join(top);
        if place.is_dir()
            || place.with_extension("py").is_file()
            || extension(&folder, top).is_some()
        {
            return Ok(is_installed(&folder.to_string_lossy()));
        }
    }
    Ok(false)
}

fn search_path(vm: &VirtualMachine) -> PyResult<Vec<PathBuf>> {
    folders(vm.sys_module.get_attr("path", vm)?, vm)
}

fn folders(path: PyObjectRef, vm: &VirtualMachine) -> PyResult<Vec<PathBuf>> {
    let items: Vec<PyObjectRef> = path.try_to_value(vm)?;
    let texts = items.iter().filter_map(|item| item.downcast_ref::<PyStr>());
    Ok(texts.map(|text| PathBuf::from(text.to_string())).collect())
}

/// The file of the module, if it exists as a compiled extension.
fn compiled(name: &str, modules: &PyDictRef, vm: &VirtualMachine) -> PyResult<Option<PathBuf>> {
    let (folders, leaf) = places_of(name, modules, vm)?;
    Ok(folders.iter().find_map(|folder| extension(folder, leaf)))
}

/// The folders that a module is looked for in, and its name there.
fn places_of<'a>(
    name: &'a str,
    modules: &PyDictRef,
    vm: &VirtualMachine,
) -> PyResult<(Vec<PathBuf>, &'a str)> {
    let Some((parent, leaf)) = name.rsplit_once('.') else {
        return Ok((search_path(vm)?, name));
    };
    let Some(package) = modules.get_item_opt(parent, vm)? else {
        return Ok((Vec::new(), leaf));
    };
    Ok(match vm.get_attribute_opt(package, "__path__")? {
        Some(path) => (folders(path, vm)?, leaf),
        None => (Vec::new(), leaf),
    })
}

/// A compiled extension of that name in the folder.
fn extension(folder: &Path, leaf: &str) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?;
    entries.flatten().map(|entry| entry.path()).find(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.strip_prefix(leaf).is_some_and(|rest| {
            rest.starts_with('.')
                && [".so", ".pyd", ".dylib"]
                    .iter()
                    .any(|end| rest.ends_with(end))
        })
    })
}

/// The lines on disk that an exception passed through, outermost first.
fn places(error: &PyBaseExceptionRef) -> Vec<String> {
    let mut found = Vec::new();
    let mut next = error.__traceback__();
    while let Some(entry) = next {
        let file = entry.frame.code.source_path().as_str();
        if Path::new(file).is_absolute() {
            found.push(place(file, entry.lineno.get()));
        }
        next = entry.next.lock().clone();
    }
    found
}

/// Whether the innermost line of the exception is one on disk.
fn ends_on_disk(error: &PyBaseExceptionRef) -> bool {
    let mut on_disk = false;
    let mut next = error.__traceback__();
    while let Some(entry) = next {
        on_disk = Path::new(entry.frame.code.source_path().as_str()).is_absolute();
        next = entry.next.lock().clone();
    }
    on_disk
}

/// Whether the innermost line on disk is one of an installed package.
fn ends_in_a_package(error: &PyBaseExceptionRef) -> bool {
    let mut installed = false;
    let mut next = error.__traceback__();
    while let Some(entry) = next {
        let path = entry.frame.code.source_path().as_str();
        if Path::new(path).is_absolute() {
            installed = is_installed(path);
        }
        next = entry.next.lock().clone();
    }
    installed
}

fn place(file: &str, line: usize) -> String {
    let source = std::fs::read_to_string(file).unwrap_or_default();
    match source.lines().nth(line.saturating_sub(1)) {
        Some(text) => format!("{file}, line {line}: {}", text.trim()),
        None => format!("{file}, line {line}"),
    }
}

fn text(error: &PyBaseExceptionRef, name: &str, vm: &VirtualMachine) -> Option<String> {
    let value = error
        .as_object()
        .get_attr(vm.ctx.intern_str(name), vm)
        .ok()?;
    Some(value.downcast_ref::<PyStr>()?.to_string())
}

fn known(error: &PyBaseExceptionRef, name: &str, vm: &VirtualMachine) -> Vec<String> {
    let value = error.as_object().get_attr(vm.ctx.intern_str(name), vm);
    value
        .and_then(|value| value.try_to_value(vm))
        .unwrap_or_default()
}
