"""What stands in for a module that cannot load, until it is used."""


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
    return Placeholder(name, failure)


def _used(self, *args, **kw):
    failure = object.__getattribute__(self, "_limbeck_failure")
    path = object.__getattribute__(self, "_limbeck_path")
    made = UnloadableModule("%s is needed here, and %s" % (path, failure), name=failure.name)
    made.reason = failure.reason
    made.chain = failure.chain
    raise made


class Placeholder:
    """Its attributes are placeholders too; whatever else is done with it
    raises. Annotations may speak of it."""

    __all__ = ()
    __path__ = ()

    def __init__(self, path, failure):
        set_ = object.__setattr__
        set_(self, "_limbeck_path", path)
        set_(self, "_limbeck_failure", failure)
        set_(self, "__name__", path)
        set_(self, "__qualname__", path)
        set_(self, "__all__", ())
        set_(self, "__spec__", None)

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Placeholder(self._limbeck_path + "." + name, self._limbeck_failure)

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)

    def __getitem__(self, item):
        return Placeholder("%s[%r]" % (self._limbeck_path, item), self._limbeck_failure)

    def __or__(self, other):
        return self

    __ror__ = __or__

    def __instancecheck__(self, instance):
        return self.__subclasscheck__(type(instance))

    def __subclasscheck__(self, cls):
        # The project's own Python told of which classes a type is.
        return self._limbeck_path in getattr(cls, "_limbeck_classes", ())

    def __repr__(self):
        return "<%s, which could not load>" % self._limbeck_path


for _name in """
    call mro_entries str format bool iter next len contains await aiter anext enter exit
    aenter aexit int float index bytes fspath lt le gt ge add radd sub rsub mul rmul
    truediv rtruediv floordiv rfloordiv mod rmod pow rpow and rand xor rxor invert neg
    pos abs lshift rlshift rshift rrshift setitem delitem
""".split():
    setattr(Placeholder, "__%s__" % _name, _used)
