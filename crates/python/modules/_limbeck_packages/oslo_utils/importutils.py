"""Modules and classes by name."""

import importlib


def import_module(import_str):
    return importlib.import_module(import_str)


def import_class(import_str):
    module, _, name = import_str.rpartition(".")
    found = import_module(module)
    try:
        return getattr(found, name)
    except AttributeError:
        raise ImportError("Class %s cannot be found" % name) from None


def import_object(import_str, *args, **kwargs):
    return import_class(import_str)(*args, **kwargs)


def try_import(import_str, default=None):
    try:
        return import_module(import_str)
    except ImportError:
        return default
