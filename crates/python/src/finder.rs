//! Imports what is in the program without the detour through `importlib`.
//!
//! Python's import of a module asks three finders, makes a specification, locks
//! and unlocks: a fifth of a migration's start. What is built in or frozen is
//! imported here; everything else goes the usual way.

use crate::{ahead::Ahead, boot, code::Failure, models::placeholder};
use rustpython_vm::{
    AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyDictRef, PyListRef, PyUtf8StrRef},
    import::{import_builtin, make_frozen},
    scope::Scope,
};
use std::{path::Path, sync::Arc};

/// Where the interpreter keeps the machinery of imports.
const MACHINERY: &str = "_frozen_importlib";
/// The frozen package of what limbeck has of packages that others publish.
pub(crate) const PACKAGES: &str = "_limbeck_packages";
/// The function of the machinery that imports a module that is not there yet.
const FIND: &str = "_find_and_load";
/// The method of a loader that runs a module.
const EXECUTE: &str = "exec_module";
/// Where the original of that function is kept.
const ORIGINAL: &str = "_limbeck_find_and_load";

/// Takes the place of the machinery's function.
pub(crate) fn install(vm: &VirtualMachine) -> PyResult<()> {
    let machinery = modules(vm)?.get_item(MACHINERY, vm)?;
    machinery.set_attr(ORIGINAL, machinery.get_attr(FIND, vm)?, vm)?;
    machinery.set_attr(FIND, vm.new_function(FIND, find_and_load), vm)
}

/// Lets modules in files run the code that was compiled ahead.
pub(crate) fn run_ahead(ahead: Arc<Ahead>, vm: &VirtualMachine) -> PyResult<()> {
    let class = modules(vm)?
        .get_item("_frozen_importlib_external", vm)?
        .get_attr("SourceFileLoader", vm)?;
    let original = class.get_attr(EXECUTE, vm)?;
    let plain = class.clone();
    let execute = move |loader: PyObjectRef, module: PyObjectRef, vm: &VirtualMachine| {
        // A class of the project's may get the source from elsewhere.
        if loader.class().is(&plain) && boot::import(|| execute(&ahead, &loader, &module, vm))? {
            return Ok(());
        }
        original.call((loader, module), vm).map(drop)
    };
    let method = vm.new_method(EXECUTE, vm.ctx.types.object_type, execute);
    class.set_attr(EXECUTE, method, vm)
}

/// Runs a module's code; `false` if only the machinery can read its source.
fn execute(
    ahead: &Ahead,
    loader: &PyObject,
    module: &PyObject,
    vm: &VirtualMachine,
) -> PyResult<bool> {
    let path = loader.get_attr("path", vm)?.str(vm)?;
    let path = Path::new(path.to_string_lossy().as_ref()).to_owned();
    let file = std::path::absolute(&path).unwrap_or(path);
    let globals: PyDictRef = module.get_attr("__dict__", vm)?.try_into_value(vm)?;
    let scope = || Scope::with_builtins(None, globals.clone(), vm);
    let mut result = Ok(true);
    while let Some(piece) = ahead.next(&file) {
        let ran = match piece {
            Ok(code) => vm.run_code_obj(vm.ctx.new_code(code), scope()).map(drop),
            Err(Failure::Encoding { .. }) => {
                result = Ok(false);
                break;
            }
            Err(failure) => Err(failure.raise(&file, vm)),
        };
        if let Err(exception) = ran {
            result = Err(exception);
            break;
        }
    }
    ahead.forget(&file);
    result
}

fn modules(vm: &VirtualMachine) -> PyResult<PyDictRef> {
    vm.sys_module.get_attr("modules", vm)?.try_into_value(vm)
}

fn find_and_load(name: PyUtf8StrRef, import: PyObjectRef, vm: &VirtualMachine) -> PyResult {
    let modules = modules(vm)?;
    if let Some(module) = load(name.as_str(), &modules, vm)? {
        return Ok(module);
    }
    if let Some(module) = placeholder::below(name.as_str(), &modules, vm)? {
        return Ok(module);
    }
    let machinery = modules.get_item(MACHINERY, vm)?;
    let original = machinery.get_attr(ORIGINAL, vm)?;
    let loaded = original.call((name.clone(), import), vm);
    loaded
        .and_then(|module| placeholder::refuse_folder(name.as_str(), module, &modules, vm))
        .or_else(
            |error| match load_instead(name.as_str(), &error, &modules, vm)? {
                Some(module) => Ok(module),
                None => placeholder::stand_in(name.as_str(), error, &modules, vm),
            },
        )
}

/// Imports what limbeck has of a package that others publish, in place of one
/// that is not installed or that asks for what limbeck lacks. What is behind a
/// compiled extension stays the project's own Python's.
fn load_instead(
    name: &str,
    error: &PyBaseExceptionRef,
    modules: &PyDictRef,
    vm: &VirtualMachine,
) -> PyResult<Option<PyObjectRef>> {
    let known = format!("{PACKAGES}.{name}");
    let Some(frozen) = vm.state.frozen.get(known.as_str()) else {
        return Ok(None);
    };
    if !error.fast_isinstance(vm.ctx.exceptions.import_error)
        || *error.class().name() == *"UnloadableModule"
    {
        return Ok(None);
    }
    let parent = match name.rsplit_once('.') {
        None => None,
        Some((parent, child)) => Some((modules.get_item(parent, vm)?, child)),
    };
    let module = run_frozen(name, &known, frozen.package, modules, vm)?;
    if let Some((parent, child)) = parent {
        parent.set_attr(vm.ctx.intern_str(child), module.clone(), vm)?;
    }
    Ok(Some(module))
}

/// Imports a module that is built in or frozen; `None` for any other, and for
/// what needs an error of the machinery's.
fn load(name: &str, modules: &PyDictRef, vm: &VirtualMachine) -> PyResult<Option<PyObjectRef>> {
    if let Some(module) = modules.get_item_opt(name, vm)? {
        return Ok((!vm.is_none(&module)).then_some(module));
    }
    let built_in = vm.state.module_defs.contains_key(name);
    let frozen = vm.state.frozen.get(name);
    if !built_in && frozen.is_none() {
        return Ok(None);
    }
    let parent = match name.rsplit_once('.') {
        None => None,
        Some((parent, child)) => {
            let Some(module) = load(parent, modules, vm)? else {
                return Ok(None);
            };
            if let Some(module) = modules.get_item_opt(name, vm)? {
                return Ok(Some(module));
            }
            if vm.get_attribute_opt(module.clone(), "__path__")?.is_none() {
                return Ok(None);
            }
            Some((module, child))
        }
    };
    let module = match frozen {
        _ if built_in => {
            let module = import_builtin(vm, name)?;
            describe(&module, name, "BuiltinImporter", "built-in", false, vm)?;
            module
        }
        Some(frozen) => {
            if parent.is_none()
                && crate::lazy::is_standard(name)
                && let Some(module) = load_projects_own(name, modules, vm)?
            {
                return Ok(Some(module));
            }
            run_frozen(name, name, frozen.package, modules, vm)?
        }
        None => return Ok(None),
    };
    if let Some((parent, child)) = parent {
        parent.set_attr(vm.ctx.intern_str(child), module.clone(), vm)?;
    }
    Ok(Some(module))
}

/// Runs the code that is frozen under one name as the module of another.
fn run_frozen(
    name: &str,
    frozen: &str,
    package: bool,
    modules: &PyDictRef,
    vm: &VirtualMachine,
) -> PyResult {
    let globals = vm.ctx.new_dict();
    let module: PyObjectRef = vm.new_module(name, globals.clone(), None).into();
    describe(&module, name, "FrozenImporter", "frozen", package, vm)?;
    if package {
        globals.set_item("__path__", vm.ctx.new_list(Vec::new()).into(), vm)?;
    }
    modules.set_item(name, module.clone(), vm)?;
    let code = make_frozen(vm, frozen)?;
    if let Err(error) = vm.run_code_obj(code, Scope::with_builtins(None, globals, vm)) {
        // The module may have removed itself.
        let _ = modules.del_item(name, vm);
        return Err(error);
    }
    // A module may put another object in its place.
    Ok(modules.get_item_opt(name, vm)?.unwrap_or(module))
}

/// Gives a module the attributes that tell where it came from.
fn describe(
    module: &PyObjectRef,
    name: &str,
    loader: &str,
    origin: &str,
    package: bool,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let machinery = modules(vm)?.get_item(MACHINERY, vm)?;
    let loader = machinery.get_attr(vm.ctx.intern_str(loader), vm)?;
    let specification = machinery
        .get_attr("ModuleSpec", vm)?
        .call((vm.ctx.new_str(name), loader.clone()), vm)?;
    specification.set_attr("origin", vm.ctx.new_str(origin), vm)?;
    if package {
        specification.set_attr(
            "submodule_search_locations",
            vm.ctx.new_list(Vec::new()),
            vm,
        )?;
    }
    let home = match name.rsplit_once('.') {
        _ if package => name,
        Some((parent, _)) => parent,
        None => "",
    };
    module.set_attr("__package__", vm.ctx.new_str(home), vm)?;
    module.set_attr("__loader__", loader, vm)?;
    module.set_attr("__spec__", specification, vm)
}

/// A project's own module that is called like one of the standard library: as
/// in CPython, what is on `sys.path` before the standard library wins.
fn load_projects_own(
    name: &str,
    modules: &PyDictRef,
    vm: &VirtualMachine,
) -> PyResult<Option<PyObjectRef>> {
    let path: PyListRef = vm.sys_module.get_attr("path", vm)?.try_into_value(vm)?;
    let own = path.borrow_vec().iter().any(|folder| {
        let Ok(folder) = folder.str(vm) else {
            return false;
        };
        let folder = folder.to_string();
        if folder.contains("site-packages") || folder.contains("dist-packages") {
            return false;
        }
        let place = Path::new(&folder).join(name);
        place.with_extension("py").is_file() || place.join("__init__.py").is_file()
    });
    if !own {
        return Ok(None);
    }
    let specification = modules
        .get_item("_frozen_importlib_external", vm)?
        .get_attr("PathFinder", vm)?
        .get_attr("find_spec", vm)?
        .call((vm.ctx.new_str(name),), vm)?;
    if vm.is_none(&specification) {
        return Ok(None);
    }
    let machinery = modules.get_item(MACHINERY, vm)?;
    let module = machinery
        .get_attr("_load", vm)?
        .call((specification,), vm)?;
    Ok(Some(module))
}
