"""Small things that scripts and extensions take from here."""

from .concurrency import await_fallback, await_only, greenlet_spawn  # noqa: F401


def __getattr__(name):
    if name in ("immutabledict", "EMPTY_DICT"):
        from ..engine.url import immutabledict

        return immutabledict if name == "immutabledict" else immutabledict()
    if name == "OrderedDict":
        from collections import OrderedDict

        return OrderedDict
    if name in ("concurrency", "langhelpers", "compat", "typing"):
        import sys

        __import__("sqlalchemy.util." + name)
        return sys.modules["sqlalchemy.util." + name]
    raise AttributeError("module 'sqlalchemy.util' has no attribute %r" % name)


class OrderedSet(dict):
    """A set that keeps its order."""

    def __init__(self, items=()):
        super().__init__((item, None) for item in items or ())

    def add(self, item):
        self[item] = None

    def discard(self, item):
        self.pop(item, None)

    remove = dict.__delitem__

    def update(self, *others):
        for other in others:
            for item in other:
                self[item] = None

    def union(self, *others):
        found = OrderedSet(self)
        found.update(*others)
        return found

    __or__ = union

    def difference(self, *others):
        gone = set().union(*others)
        return OrderedSet(item for item in self if item not in gone)

    __sub__ = difference

    def intersection(self, other):
        kept = set(other)
        return OrderedSet(item for item in self if item in kept)

    __and__ = intersection

    def __repr__(self):
        return "OrderedSet(%r)" % (list(self),)


IdentitySet = OrderedSet
column_set = set
column_dict = dict
string_types = (str,)


def to_list(x, default=None):
    if x is None:
        return default
    if isinstance(x, (list, tuple)):
        return list(x)
    return [x]


def to_set(x):
    return set() if x is None else set(to_list(x))


def to_column_set(x):
    return to_set(x)


def asbool(obj):
    if isinstance(obj, str):
        word = obj.strip().lower()
        if word in ("true", "yes", "on", "y", "t", "1"):
            return True
        if word in ("false", "no", "off", "n", "f", "0"):
            return False
        raise ValueError("String is not true/false: %r" % word)
    return bool(obj)


def asint(value):
    return value if value is None else int(value)


def memoized_property(fget):
    from functools import cached_property

    return cached_property(fget)


memoized_attribute = non_memoized_property = memoized_property


def classproperty(fget):
    class _ClassProperty:
        def __get__(self, instance, owner):
            return fget(owner)

    return _ClassProperty()


def deprecated(*arg, **kw):
    return lambda fn: fn


deprecated_params = deprecated_cls = deprecated


def warn(msg, code=None):
    import warnings

    from ..exc import SAWarning

    warnings.warn(msg, SAWarning, stacklevel=2)


def warn_deprecated(msg, version=None, stacklevel=3, code=None):
    import warnings

    from ..exc import SADeprecationWarning

    warnings.warn(msg, SADeprecationWarning, stacklevel=stacklevel)


def symbol(name, doc=None, canonical=None):
    return name


def flatten_iterator(x):
    for item in x:
        if hasattr(item, "__iter__") and not isinstance(item, str):
            yield from flatten_iterator(item)
        else:
            yield item


def generic_repr(obj, *arg, **kw):
    return object.__repr__(obj)
