"""Files that are run, and templates that are rendered."""

import importlib.util
import os

from .exc import CommandError


def load_python_file(dir_, filename):
    """A file as a module; it is run each time."""
    return load_module_py(filename.replace(".", "_"), os.path.join(str(dir_), filename))


def load_module_py(module_id, path):
    spec = importlib.util.spec_from_file_location(module_id, str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def template_to_file(template_file, dest, output_encoding, *, append_with_newlines=False, **kw):
    """Writes what a Mako template renders to."""
    from mako.template import Template

    try:
        text = Template(filename=str(template_file)).render_unicode(**kw)
    except Exception as error:
        raise CommandError(f"Template rendering failed; {error}") from error
    with open(dest, "ab" if append_with_newlines else "wb") as file:
        if append_with_newlines:
            file.write("\n\n".encode(output_encoding))
        file.write(text.encode(output_encoding))


def coerce_resource_to_filename(fname_or_resource):
    """The path that `package:folder` or a path means."""
    from pathlib import Path

    text = str(fname_or_resource)
    if os.path.isabs(text) or ":" not in text:
        return Path(text)
    package, _, folder = text.partition(":")
    found = importlib.util.find_spec(package)
    if found is None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    locations = list(found.submodule_search_locations or [os.path.dirname(found.origin)])
    return Path(locations[0], *folder.split(":"))


def pyc_file_from_path(path):
    """The compiled file beside a source file that is gone, if there is one."""
    from pathlib import Path

    path = Path(path)
    cached = Path(importlib.util.cache_from_source(str(path)))
    for candidate in (cached, path.with_suffix(".pyc")):
        if candidate.exists():
            return candidate
    return None
