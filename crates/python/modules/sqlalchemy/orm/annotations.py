"""What `Mapped[…]` says of a column: its type, and whether it may be NULL."""

import sys

from .. import exc
from ..sql import sqltypes
from ..sql.type_api import TypeEngine, to_instance


class Alias:
    """`Mapped[int]`."""

    def __init__(self, origin, item):
        self.__origin__ = origin
        self.__args__ = (item,)

    def __call__(self, *args, **kw):
        return self.__origin__(*args, **kw)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __or__(self, other):
        return self

    __ror__ = __or__

    def __repr__(self):
        return "%s[%r]" % (self.__origin__.__name__, self.__args__[0])


_aliases = {}


class _Container:
    """What a mapped class annotates its attributes with."""

    def __class_getitem__(cls, item):
        # The same annotation is written often; it keeps the item, and so the
        # item's identity.
        key = cls, id(item)
        made = _aliases.get(key)
        if made is None:
            made = _aliases[key] = Alias(cls, item)
        return made


class SQLORMExpression(_Container):
    pass


class ORMDescriptor(_Container):
    pass


class Mapped(SQLORMExpression):
    pass


class DynamicMapped(Mapped):
    pass


class WriteOnlyMapped(Mapped):
    pass


class Unmapped(Mapped):
    pass


def annotations_of(cls):
    """The annotations that stand in the class itself, or in a function."""
    own = cls.__dict__
    try:
        written = own.get("__annotations__")
        if not written:
            # Asked for its annotations, a class may answer with what it inherits.
            if not isinstance(cls, type):
                written = cls.__annotations__
            elif own.get("__annotate_func__") is not None:
                written = own["__annotate_func__"](1)
        return dict(written or {})
    except NameError:
        # A name that only type checkers see, or one that comes later.
        import annotationlib

        return annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF)


# Annotations that are text: their code, what the names in it stood for, and
# the object that it was.
_known = {}
_UNKNOWN = None, (), None
# What annotations mean, by their identity.
meanings = {}


class Names:
    """What the names in the annotations of a class stand for."""

    def __init__(self, cls):
        module = sys.modules.get(cls.__module__)
        if module is not None:
            self.globals = vars(module)
        else:
            self.globals = getattr(getattr(cls, "__annotate__", None), "__globals__", {})
        self.local = {name: value for name, value in vars(cls).items() if isinstance(value, type)}
        self.local[cls.__name__] = cls

    def evaluated(self, text):
        """The object that an annotation spells."""
        local, names = self.local, self.globals
        code, meant, found = _known.get(text, _UNKNOWN)
        if code is not None:
            # The same text with the same objects is the same annotation.
            for name, value in meant:
                if (local[name] if name in local else names.get(name)) is not value:
                    break
            else:
                return found
        else:
            code = compile(text.strip(), "<annotation>", "eval")
        found = eval(code, dict(names), local)
        meant = [(name, local.get(name, names.get(name))) for name in code.co_names]
        _known[text] = code, meant, found
        return found

    def mapped_alias(self, annotation):
        """The `Mapped[…]` that an annotation is, or None. An annotation that
        speaks of unknown names is none."""
        text = annotation
        if not isinstance(text, str):
            text = getattr(text, "__forward_arg__", None)
        elif "[" not in text:
            return None
        if text is not None:
            try:
                annotation = self.evaluated(text)
            except NameError:
                return None
        return annotation if isinstance(annotation, Alias) else None


def evaluated(annotation, cls):
    """An annotation that is text, as the object that it spells in a class."""
    if not isinstance(annotation, str):
        forward = getattr(annotation, "__forward_arg__", None)
        if forward is None:
            return annotation
        annotation = forward
    return Names(cls).evaluated(annotation)


def _origin(python_type):
    return getattr(python_type, "__origin__", None)


def _is_union(python_type):
    if _is_annotated(python_type):
        return False
    origin = _origin(python_type)
    return (
        type(python_type).__name__ in ("UnionType", "Union")
        or getattr(origin, "_name", None) == "Union"
        or getattr(origin, "__name__", None) == "Union"
    )


def _is_annotated(python_type):
    return hasattr(python_type, "__metadata__")


def _is_literal(python_type):
    origin = _origin(python_type)
    return getattr(origin, "_name", None) == "Literal"


def _is_alias(python_type):
    return type(python_type).__name__ == "TypeAliasType"


def includes_none(python_type):
    """Whether None is among the values of a Python type."""
    if python_type is None or python_type is type(None):
        return True
    if _is_union(python_type):
        return any(includes_none(part) for part in python_type.__args__)
    if _is_annotated(python_type):
        return includes_none(_origin(python_type))
    if _is_alias(python_type):
        return includes_none(python_type.__value__)
    if hasattr(python_type, "__supertype__"):
        return includes_none(python_type.__supertype__)
    return False


def without_none(python_type):
    """The type without its None: `int` of `Optional[int]`."""
    if not _is_union(python_type):
        return python_type
    parts = [part for part in python_type.__args__ if part not in (None, type(None))]
    if len(parts) == 1:
        return parts[0]
    import typing

    return typing.Union[tuple(parts)]


class Meaning:
    """What an annotation means: the Python types that may have a SQL type,
    most special first, and the columns that `Annotated` holds."""

    @classmethod
    def of(cls, argument, scan, key):
        """What the annotation of an attribute means."""
        known = meanings.get(id(argument))
        if known is None:
            if isinstance(argument, str) or hasattr(argument, "__forward_arg__"):
                return cls(evaluated(argument, scan.origin_of(key)))
            if _is_union(argument) and any(
                hasattr(part, "__forward_arg__") for part in argument.__args__
            ):
                import typing

                owner = scan.origin_of(key)
                parts = [evaluated(part, owner) for part in argument.__args__]
                return cls(typing.Union[tuple(parts)])
            # It holds the argument, and so its identity.
            known = meanings[id(argument)] = cls(argument)
        return known

    def __init__(self, argument):
        self.argument = argument
        self._plain = None
        self.nullable = includes_none(argument)
        self.metadata = ()
        self.candidates = []
        python_type = without_none(argument)
        if _is_alias(python_type):
            self.candidates.append(python_type)
            python_type = without_none(python_type.__value__)
        if _is_annotated(python_type):
            self.candidates.append(python_type)
            self.metadata = python_type.__metadata__
            python_type = _origin(python_type)
            if self.nullable or _is_union(python_type):
                self.nullable = self.nullable or includes_none(python_type)
                python_type = without_none(python_type)
        self.candidates.append(python_type)

    def sql_type(self, type_map):
        if type_map:
            return self._found(type_map)
        if self._plain is None:
            found = self._found(type_map)
            if isinstance(found, sqltypes.Enum):
                return found
            self._plain = found
            if found is not None and not found._schema_event:
                self._simple = found
        return self._plain

    def _found(self, type_map):
        for candidate in self.candidates:
            found = _lookup(candidate, type_map)
            if found is not None:
                return found
        return None


def _lookup(python_type, type_map):
    if isinstance(python_type, type) and _origin(python_type) is None:
        search = python_type.__mro__
    else:
        search = (python_type,)
    for cls in search:
        found = None
        try:
            found = type_map.get(cls)
        except TypeError:
            pass
        if found is not None:
            found = to_instance(found)
            if isinstance(found, sqltypes.Enum):
                resolved = _enum(found, python_type, cls)
                if resolved is not None:
                    return resolved
                continue
            if cls is python_type or isinstance(python_type, type):
                # A type for a base class stands for the class alone.
                if cls is python_type:
                    return found
            continue
        if cls is python_type:
            found = sqltypes.type_of_python(cls) if isinstance(cls, type) else None
            if found is not None:
                return found
    if hasattr(python_type, "__members__"):
        generic = _generic_enum(type_map)
        return (generic or sqltypes.Enum(python_type))._for_enum(python_type) if generic else (
            sqltypes.Enum(python_type)
        )
    if _is_literal(python_type):
        labels = python_type.__args__
        if not all(isinstance(label, str) for label in labels):
            raise exc.ArgumentError(
                "Can't create string-based Enum datatype from non-string values: %s.  "
                "Please provide an explicit Enum datatype for this Python type"
                % ", ".join(repr(label) for label in labels if not isinstance(label, str))
            )
        return sqltypes.Enum(*labels, native_enum=False)
    return None


def _generic_enum(type_map):
    """The type that stands for all enums, if the project named one."""
    for key, value in type_map.items():
        if getattr(key, "__name__", "") == "Enum" and getattr(key, "__module__", "") == "enum":
            return to_instance(value)
    return None


def _enum(sql_type, python_type, matched):
    """The Enum that a type of the map is for a class derived from the key."""
    if getattr(matched, "__module__", "") == "enum" and matched.__name__ == "Enum":
        return sql_type._for_enum(python_type)
    if matched is python_type:
        return sql_type
    return sql_type._for_enum(python_type) if hasattr(python_type, "__members__") else None
