"""What stands in for a module that cannot load, until it is used.

What env.py and the revision scripts do with it is then done by the project's
own Python, if there is one: it loads the module and answers
(`models/answers.py`). Modules of the project that are being imported get an
exception instead, so that they become placeholders too, as a whole."""

import importlib
import operator
import os
import sys


class UnloadableModule(ModuleNotFoundError):
    """A module is there, and limbeck's interpreter cannot load it."""

    # Why, in a few words, and the lines that imported one another, from the
    # project's file inwards.
    reason = ""
    chain = ()


# The modules that stand-ins took the place of, as (name, failure, whether the
# module is the project's own).
unloaded = []


def failure(name, reason, chain):
    text = "%s could not load: %s" % (name, reason)
    if chain:
        text += "\n" + "\n".join("  %s" % line for line in chain)
    made = UnloadableModule(text, name=name)
    made.reason = reason
    made.chain = tuple(chain)
    return made


def stand_in(name, failure, own):
    unloaded.append((name, failure, own))
    return Placeholder(name, failure, ["module", name])


def value(given):
    """What a placeholder stands for, where that is something that limbeck can
    have itself: a number, a text, a URL, an engine. Anything else as it is."""
    return _answer(given)[0] if type(given) is Placeholder else given


def needed(given):
    """The same, for what is of no use as long as it is a placeholder."""
    if type(given) is not Placeholder:
        return given
    found, why = _answer(given)
    if why is not None:
        _raise(given, why)
    return found


def _raise(given, why=""):
    failure = given._limbeck_failure
    text = "%s is needed here, and %s" % (given._limbeck_path, failure)
    made = UnloadableModule(text + why, name=failure.name)
    made.reason = failure.reason
    made.chain = failure.chain
    raise made


def _may_ask():
    """Whether no module of the project is being imported."""
    frame = sys._getframe(1)
    while frame is not None:
        code = frame.f_code
        if code.co_name == "<module>" and os.path.isabs(code.co_filename):
            return frame.f_globals.get("__spec__") is None
        frame = frame.f_back
    return True


def _for_revision():
    """Whether a revision script runs."""
    frame = sys._getframe(1)
    while frame is not None:
        name = frame.f_globals.get("__name__") or ""
        if name.endswith("_py") and name != "env_py" and os.path.isabs(frame.f_code.co_filename):
            return True
        frame = frame.f_back
    return False


def _answer(given, operation=None, *arguments):
    """What the project's Python answers, and why it does not, if it does
    not."""
    asked = given._limbeck_asked
    if operation is None:
        known = given._limbeck_answer
        if known is not None:
            return known
    else:
        asked = [operation, asked, *arguments]
    if not _may_ask():
        return given, ""
    built_in = _built_in(given) if operation is None else None
    if built_in is not None:
        answer = built_in, None
    else:
        import _limbeck_answers

        answer = _limbeck_answers.ask(asked, given)
    if operation is None:
        object.__setattr__(given, "_limbeck_answer", answer)
    return answer


def _built_in(given):
    """What limbeck has itself of a package that others publish, if it is
    that."""
    module, _, path = given._limbeck_path.partition(".")
    try:
        found = importlib.import_module("_limbeck_packages." + module)
        for name in filter(None, path.split(".")):
            below = "%s.%s" % (found.__name__, name)
            found = getattr(found, name) if hasattr(found, name) else importlib.import_module(below)
    except (ImportError, AttributeError):
        return None
    return found


class Placeholder:
    """Attributes of a placeholder for a module are placeholders too, and so
    is every `metadata`: nobody is asked before it matters. Annotations may
    speak of it."""

    __all__ = ()
    __path__ = ()
    _limbeck_answer = None

    def __init__(self, path, failure, asked):
        set_ = object.__setattr__
        set_(self, "_limbeck_path", path)
        set_(self, "_limbeck_failure", failure)
        set_(self, "_limbeck_asked", asked)
        set_(self, "__name__", path)
        set_(self, "__qualname__", path)
        set_(self, "__all__", ())
        set_(self, "__spec__", None)

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            if name == "__version__" and self._limbeck_asked[0] == "module":
                # A library that looks for another's version uses it.
                asked = ["attribute", self._limbeck_asked, name]
                return needed(Placeholder("%s.%s" % (self._limbeck_path, name), self._limbeck_failure, asked))
            raise AttributeError(name)
        asked = self._limbeck_asked
        child = Placeholder("%s.%s" % (self._limbeck_path, name), self._limbeck_failure, ["attribute", asked, name])
        if name == "metadata" or not _may_ask():
            return child
        if asked[0] == "module":
            # env.py passes on what it takes from modules; a script uses it.
            return value(child) if _for_revision() else child
        found = value(self)
        if found is not self:
            return getattr(found, name)
        return value(child)

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)

    def __or__(self, other):
        return self

    __ror__ = __or__

    def __eq__(self, other):
        if other is self or type(other) not in (str, int, bool, float):
            return other is self
        return _operation("eq")(self, other)

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return id(self)

    def __instancecheck__(self, instance):
        return self.__subclasscheck__(type(instance))

    def __subclasscheck__(self, cls):
        # The project's own Python told of which classes a type is.
        return self._limbeck_path in getattr(cls, "_limbeck_classes", ())

    def __repr__(self):
        return "<%s, which could not load>" % self._limbeck_path


def _operation(name):
    """Something that is done with a value: here, if limbeck has the value;
    by the project's Python, if it can."""

    def operation(self, *arguments, **keywords):
        here, why = _answer(self)
        if here is not self:
            return HERE[name](here, *arguments, **keywords)
        if why is None:
            there, why = _answer(self, "do", name, list(arguments), keywords)
            if why is None:
                return there
        _raise(self, why)

    return operation


def _getitem(self, item):
    # Annotations may have brackets.
    if not _may_ask():
        child = "%s[%r]" % (self._limbeck_path, item)
        return Placeholder(child, self._limbeck_failure, ["attribute", self._limbeck_asked, child])
    return _operation("getitem")(self, item)


def _used(self, *args, **kw):
    _raise(self)


def _mro_entries(self, bases):
    found = _built_in(self) if _may_ask() else None
    return _used(self) if found is None else (found,)


HERE = {
    "call": lambda value, *args, **kw: value(*args, **kw),
    "str": str,
    "bool": bool,
    "int": int,
    "float": float,
    "bytes": bytes,
    "iter": iter,
    "len": len,
    "format": format,
    "fspath": os.fspath,
    "index": operator.index,
    "contains": operator.contains,
    "getitem": operator.getitem,
    "eq": operator.eq,
}
for _name in "lt le gt ge add sub mul truediv floordiv mod and".split():
    HERE[_name] = getattr(operator, _name + ("_" if _name == "and" else ""))
for _name in "add sub mul truediv floordiv mod and".split():
    HERE["r" + _name] = lambda value, other, _do=HERE[_name]: _do(other, value)
for _name in HERE:
    if _name != "eq":
        setattr(Placeholder, "__%s__" % _name, _operation(_name))
Placeholder.__getitem__ = _getitem
Placeholder.__mro_entries__ = _mro_entries
for _name in """
    next await aiter anext enter exit aenter aexit pow rpow xor rxor invert neg pos
    abs lshift rlshift rshift rrshift setitem delitem
""".split():
    setattr(Placeholder, "__%s__" % _name, _used)
