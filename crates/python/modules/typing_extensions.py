"""What newer Pythons have in `typing`; this one is new."""

import typing


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    if name in ("deprecated",):
        import warnings

        return getattr(warnings, name)
    if name in ("Buffer", "Sized", "Hashable"):
        import collections.abc

        return getattr(collections.abc, name)
    if name in ("Format", "get_annotations", "get_objects"):
        import annotationlib

        return getattr(annotationlib, name)
    if name in ("Sentinel", "Doc", "disjoint_base"):
        return _LATER[name]
    if name == "runtime":
        name = "runtime_checkable"
    try:
        return getattr(typing, name)
    except AttributeError:
        raise AttributeError("module 'typing_extensions' has no attribute %r" % name) from None


class _Doc:
    def __init__(self, documentation):
        self.documentation = documentation


class _Sentinel:
    def __init__(self, name, repr=None):
        self._name = name
        self._repr = repr or "<%s>" % name

    def __repr__(self):
        return self._repr


_LATER = {"Doc": _Doc, "Sentinel": _Sentinel, "disjoint_base": lambda cls: cls}
