import sys


class immutabledict(dict):
    """A dictionary that refuses to change."""

    def _refuse(self, *args, **kw):
        raise TypeError("immutabledict object is immutable")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = _refuse

    def __repr__(self):
        return f"immutabledict({dict.__repr__(self)})"

    def union(self, other=None, **kw):
        return immutabledict({**self, **(other or {}), **kw})

    def __hash__(self):
        return hash(frozenset(self.items()))


EMPTY_DICT = immutabledict()


def loadable(value):
    """The value itself where a placeholder was given for what cannot load."""
    placeholders = sys.modules.get("_limbeck_placeholder")
    return value if placeholders is None else placeholders.needed(value)


class memoized_property:
    """A property that is computed once for each object."""

    def __init__(self, fget, doc=None):
        self.fget = fget
        self.__doc__ = doc or fget.__doc__
        self.__name__ = fget.__name__

    def __get__(self, obj, cls):
        if obj is None:
            return self
        value = obj.__dict__[self.__name__] = self.fget(obj)
        return value


def asbool(value):
    if isinstance(value, str):
        word = value.strip().lower()
        if word in ("true", "yes", "on", "y", "t", "1"):
            return True
        if word in ("false", "no", "off", "n", "f", "0"):
            return False
        raise ValueError("String is not true/false: %r" % word)
    return bool(value)


def to_list(value, default=None):
    if value is None:
        return default
    if isinstance(value, list):
        return value
    if isinstance(value, (str, bytes)) or not hasattr(value, "__iter__"):
        return [value]
    return list(value)


def to_tuple(value, default=None):
    if value is None:
        return default
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return (value,)
    return tuple(value)


def unique_list(values):
    return list(dict.fromkeys(values))


def dedupe_tuple(values):
    return tuple(unique_list(values))


def not_none(value):
    assert value is not None
    return value


def rev_id():
    import uuid

    return uuid.uuid4().hex[-12:]


class Dispatcher:
    """Functions by the class of what they are for, and by dialect."""

    def __init__(self):
        self._registry = {}
        self._found = {}

    def dispatch_for(self, target, *, qualifier="default", replace=False):
        def register(function):
            key = (target, qualifier)
            if key in self._registry and not replace:
                raise ValueError(
                    f"Can not set dispatch function for object {target!r}: key already exists. "
                    "To replace existing function, use replace=True."
                )
            self._registry[key] = function
            self._found.clear()
            return function

        return register

    def dispatch(self, obj, qualifier="default"):
        kind = obj if isinstance(obj, (str, type)) else type(obj)
        function = self._found.get((kind, qualifier))
        if function is None:
            function = self._found[kind, qualifier] = self._search(obj, kind, qualifier)
        return function

    def _search(self, obj, kind, qualifier):
        targets = (kind,) if isinstance(kind, str) else kind.__mro__
        registry = self._registry
        for target in targets:
            function = registry.get((target, qualifier)) or registry.get((target, "default"))
            if function is not None:
                return function
        raise ValueError("no dispatch function for object: %s" % obj)

    def branch(self):
        branch = Dispatcher()
        branch._registry.update(self._registry)
        return branch


def _enumerations():
    """The classes that need `enum`, which few projects ask for."""
    import enum

    class PriorityDispatchResult(enum.Enum):
        """Whether the other functions of a subgroup are still to be called."""

        CONTINUE = enum.auto()
        STOP = enum.auto()

    class DispatchPriority(enum.IntEnum):
        """How early a function is called."""

        FIRST = 50
        MEDIUM = 25
        LAST = 10

    return PriorityDispatchResult, DispatchPriority


def __getattr__(name):
    if name in ("PriorityDispatchResult", "DispatchPriority"):
        made = _enumerations()
        globals().update(PriorityDispatchResult=made[0], DispatchPriority=made[1])
        return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class PriorityDispatcher:
    """Several functions for each target, called in the order of their
    priorities until one of their subgroup says that it is enough."""

    def __init__(self):
        self._registry = {}

    def dispatch_for(self, target, *, priority=25, qualifier="default", subgroup=None):
        def register(function):
            key = (target, qualifier, int(priority))
            self._registry.setdefault(key, []).append((function, subgroup))
            return function

        return register

    def _has(self, target, qualifier="default"):
        """Whether a call of what `dispatch` gives would call anything."""
        return any(key[0] == target and key[1] in (qualifier, "default") for key in self._registry)

    def dispatch(self, target, *, qualifier="default"):
        qualifiers = ("default",) if qualifier == "default" else (qualifier, "default")

        def call(*args, **kw):
            stopped = set()
            for priority in (50, 25, 10):
                for each in qualifiers:
                    for function, subgroup in self._registry.get((target, each, priority), ()):
                        if subgroup in stopped:
                            continue
                        result = function(*args, **kw)
                        if getattr(result, "name", None) == "STOP":
                            stopped.add(subgroup)

        return call

    def branch(self):
        branch = PriorityDispatcher()
        branch.populate_with(self)
        return branch

    def populate_with(self, other):
        for key, functions in other._registry.items():
            self._registry.setdefault(key, []).extend(functions)


class ModuleClsProxy:
    """A class whose methods are also functions of a module, which act on the
    object that is installed at the time."""

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        cls._installed = []

    @classmethod
    def create_module_class_proxy(cls, globals_, locals_=None):
        """Puts the functions into a module, and makes its other names follow
        the installed object."""
        cls._module = globals_
        for name in dir(cls):
            if not name.startswith("_"):
                cls._publish(name)

        def attribute(name):
            if cls._installed and not name.startswith("__"):
                try:
                    return getattr(cls._installed[-1], name)
                except AttributeError:
                    pass
            raise AttributeError(f"module {globals_['__name__']!r} has no attribute {name!r}")

        globals_["__getattr__"] = attribute

    @classmethod
    def _publish(cls, name):
        method = getattr(cls, name)
        if not callable(method):
            return
        installed = cls._installed

        def function(*args, **kw):
            if not installed:
                raise NameError(
                    "Can't invoke function '%s', as the proxy object has not yet been established "
                    "for the Alembic '%s' class.  Try placing this code inside a callable." % (name, cls.__name__)
                )
            return getattr(installed[-1], name)(*args, **kw)

        function.__name__ = function.__qualname__ = name
        function.__doc__ = method.__doc__
        function.__wrapped__ = method
        cls._module[name] = function

    def _install_proxy(self):
        self._installed.append(self)

    def _remove_proxy(self):
        self._installed.remove(self)
