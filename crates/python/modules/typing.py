"""The beginning of `typing`: what a revision script imports, without its cost.

The names that only stand in annotations are objects that fetch the true ones
when they are used. The first such use, or any name that is not here, runs the
standard module in the place of this one.
"""

_limbeck_beginning = True
TYPE_CHECKING = False


def __getattr__(name):
    if name.startswith("__") and name != "__all__":
        raise AttributeError(f"module 'typing' has no attribute {name!r}")
    return _true(name)


def _true(name, _globals=globals()):
    from _limbeck_lazy import complete

    return complete("typing", _globals, name)


def cast(typ, val):
    return val


class _Form:
    """Stands for the name in `typing` that it is called by."""

    __slots__ = ("_limbeck_name", "_limbeck_made", "__weakref__")

    def __init__(self, name):
        self._limbeck_name = name
        # `Optional[int]` stands in models hundreds of times.
        self._limbeck_made = {}

    def _limbeck_true(self, true=_true):
        return true(self._limbeck_name)

    def __getattr__(self, name):
        return getattr(self._limbeck_true(), name)

    def __getitem__(self, parameters):
        if type(parameters) is not type:
            return self._limbeck_true()[parameters]
        made = self._limbeck_made.get(parameters)
        if made is None:
            made = self._limbeck_made[parameters] = self._limbeck_true()[parameters]
        return made

    def __call__(self, *args, **kwargs):
        return self._limbeck_true()(*args, **kwargs)

    def __mro_entries__(self, bases):
        true = self._limbeck_true()
        if isinstance(true, type):
            return (true,)
        return true.__mro_entries__(tuple(true if base is self else base for base in bases))

    def __instancecheck__(self, instance):
        return isinstance(instance, self._limbeck_true())

    def __subclasscheck__(self, subclass):
        return issubclass(subclass, self._limbeck_true())

    def __or__(self, other):
        return self._limbeck_true() | other

    def __ror__(self, other):
        return other | self._limbeck_true()

    def __eq__(self, other):
        if isinstance(other, _Form):
            return self._limbeck_name == other._limbeck_name
        return self._limbeck_true() == other

    def __hash__(self):
        return hash(self._limbeck_true())

    def __repr__(self):
        return repr(self._limbeck_true())

    def __reduce__(self):
        return self._limbeck_name


Any = _Form("Any")
Callable = _Form("Callable")
ClassVar = _Form("ClassVar")
Collection = _Form("Collection")
DefaultDict = _Form("DefaultDict")
Deque = _Form("Deque")
Dict = _Form("Dict")
Final = _Form("Final")
FrozenSet = _Form("FrozenSet")
Generator = _Form("Generator")
Iterable = _Form("Iterable")
Iterator = _Form("Iterator")
List = _Form("List")
Literal = _Form("Literal")
Mapping = _Form("Mapping")
MutableMapping = _Form("MutableMapping")
MutableSequence = _Form("MutableSequence")
NoReturn = _Form("NoReturn")
Optional = _Form("Optional")
Sequence = _Form("Sequence")
Set = _Form("Set")
Tuple = _Form("Tuple")
Type = _Form("Type")
Union = _Form("Union")
