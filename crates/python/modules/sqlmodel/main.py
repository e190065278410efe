"""Models: fields, their columns, and the class that turns one into the other."""

import sys

from sqlalchemy import types as sqltypes
from sqlalchemy.orm import registry, relationship
from sqlalchemy.orm.annotations import (
    Alias,
    _is_annotated,
    _is_literal,
    _is_union,
    annotations_of,
    evaluated,
    includes_none,
    without_none,
)
from sqlalchemy.orm.decl_api import DeclarativeMeta, declared_attr
from sqlalchemy.orm.properties import MapperProperty
from sqlalchemy.sql.schema import Column, ForeignKey

from .sql.sqltypes import AutoString, UTCDateTime


class _Undefined:
    def __repr__(self):
        return "PydanticUndefined"

    def __bool__(self):
        return False


Undefined = _Undefined()

# What a field says of its column, with what stands for nothing said.
_OF_COLUMN = (
    "primary_key foreign_key ondelete unique nullable index sa_type sa_column "
    "sa_column_args sa_column_kwargs"
).split()


class FieldInfo:
    """`Field(…)`."""

    def __init__(self, default=Undefined, **kw):
        self.default = Undefined if default is ... else default
        self.default_factory = kw.pop("default_factory", None)
        self.annotation = None
        self.metadata = []
        for name in _OF_COLUMN:
            setattr(self, name, kw.pop(name, Undefined))
        self.max_length = kw.pop("max_length", None)
        self.max_digits = kw.pop("max_digits", None)
        self.decimal_places = kw.pop("decimal_places", None)
        self.extra = kw

    def is_required(self):
        return self.default is Undefined and self.default_factory is None

    def get_default(self):
        if self.default_factory is not None:
            return self.default_factory()
        return None if self.default is Undefined else self.default


def Field(default=Undefined, **kw):
    if kw.get("sa_column", Undefined) is not Undefined:
        for name in _OF_COLUMN:
            if name != "sa_column" and kw.get(name, Undefined) is not Undefined:
                raise RuntimeError("Passing %s is not supported when also passing a sa_column" % name)
    if kw.get("ondelete", Undefined) is not Undefined and not kw.get("foreign_key"):
        raise RuntimeError("ondelete can only be used with foreign_key")
    return FieldInfo(default, **kw)


class RelationshipInfo:
    def __init__(self, **kw):
        self.sa_relationship = kw.get("sa_relationship")
        self.link_model = kw.get("link_model")
        self.options = kw

    def attribute(self):
        if self.sa_relationship is not None:
            return self.sa_relationship
        given = {}
        if self.options.get("back_populates"):
            given["back_populates"] = self.options["back_populates"]
        if self.link_model is not None:
            given["secondary"] = self.link_model.__table__
        given.update(self.options.get("sa_relationship_kwargs") or {})
        return relationship(*(self.options.get("sa_relationship_args") or ()), **given)


def Relationship(**kw):
    return RelationshipInfo(**kw)


def _python_type(annotation, found):
    """The class that an annotation is about; what `Annotated` holds goes to
    `found`."""
    while True:
        if _is_annotated(annotation):
            found.extend(annotation.__metadata__)
            annotation = annotation.__origin__
        elif _is_union(annotation):
            rest = without_none(annotation)
            if _is_union(rest):
                raise ValueError("Cannot have a (non-optional) union as a SQLAlchemy field")
            annotation = rest
        elif type(annotation).__name__ == "TypeAliasType":
            annotation = annotation.__value__
        elif hasattr(annotation, "__supertype__"):
            annotation = annotation.__supertype__
        else:
            return annotation


def _said(field, name):
    """A constraint of the field's, wherever it was said."""
    value = getattr(field, name)
    for part in field.metadata:
        if value is None:
            value = getattr(part, name, None)
    return value


_installed = []


def _datetime():
    """The type of a `datetime`, which changed: as the installed version has it."""
    if not _installed:
        import os

        found = UTCDateTime
        for folder in sys.path:
            path = os.path.join(str(folder), "sqlmodel", "main.py")
            if os.path.isfile(path):
                with open(path, encoding="utf-8") as file:
                    if "UTCDateTime" not in file.read():
                        found = sqltypes.DateTime
                break
        _installed.append(found)
    return _installed[0]()


def get_sqlalchemy_type(field):
    if field.sa_type is not Undefined:
        return field.sa_type
    found = []
    python_type = _python_type(field.annotation, found)
    field.metadata = found + field.metadata
    for part in found:
        if isinstance(part, FieldInfo) and part.sa_type is not Undefined:
            return part.sa_type
    if _is_literal(python_type) and all(isinstance(one, str) for one in python_type.__args__):
        return AutoString
    if not isinstance(python_type, type):
        python_type = getattr(python_type, "__origin__", python_type)
    if not isinstance(python_type, type):
        raise ValueError("%s has no matching SQLAlchemy type" % (python_type,))
    if hasattr(python_type, "__members__"):
        return sqltypes.Enum(python_type)
    names = ["%s.%s" % (cls.__module__, cls.__name__) for cls in python_type.__mro__]
    for name in names:
        if name in ("builtins.str", "pathlib.Path", "pathlib.PurePath") or name.startswith("ipaddress.IPv"):
            length = _said(field, "max_length")
            return AutoString(length=length) if length else AutoString
        if name in ("datetime.datetime", "_datetime.datetime"):
            return _datetime()
        if name == "decimal.Decimal" or name == "_decimal.Decimal" or name == "_pydecimal.Decimal":
            return sqltypes.Numeric(
                precision=_said(field, "max_digits"), scale=_said(field, "decimal_places")
            )
        plain = _PLAIN.get(name)
        if plain is not None:
            return plain
    raise ValueError("%s has no matching SQLAlchemy type" % (python_type,))


_PLAIN = {
    "builtins.float": sqltypes.Float,
    "builtins.bool": sqltypes.Boolean,
    "builtins.int": sqltypes.Integer,
    "datetime.date": sqltypes.Date,
    "_datetime.date": sqltypes.Date,
    "datetime.timedelta": sqltypes.Interval,
    "_datetime.timedelta": sqltypes.Interval,
    "datetime.time": sqltypes.Time,
    "_datetime.time": sqltypes.Time,
    "builtins.bytes": sqltypes.LargeBinary,
    "uuid.UUID": sqltypes.Uuid,
}


def get_column_from_field(field):
    if isinstance(field.sa_column, Column):
        return field.sa_column
    sa_type = get_sqlalchemy_type(field)
    for part in field.metadata:
        if isinstance(part, FieldInfo):
            for name in _OF_COLUMN:
                if getattr(field, name) is Undefined:
                    setattr(field, name, getattr(part, name))
    primary_key = field.primary_key or False
    nullable = not primary_key and includes_none(field.annotation)
    if field.nullable is not Undefined:
        nullable = field.nullable
    items = []
    if field.foreign_key:
        ondelete = field.ondelete or None
        if ondelete == "SET NULL" and not nullable:
            raise RuntimeError('ondelete="SET NULL" requires nullable=True')
        items.append(ForeignKey(field.foreign_key, ondelete=ondelete))
    given = {
        "primary_key": primary_key,
        "nullable": nullable,
        "index": field.index or False,
        "unique": field.unique or False,
    }
    if field.default_factory:
        given["default"] = field.default_factory
    elif field.default is not Undefined:
        given["default"] = field.default
    items += field.sa_column_args or ()
    given.update(field.sa_column_kwargs or {})
    return Column(*items, type_=sa_type, **given)


default_registry = registry()


def _is_class_var(annotation):
    if isinstance(annotation, str):
        return annotation.replace("typing.", "").startswith("ClassVar")
    origin = getattr(annotation, "__origin__", annotation)
    return getattr(origin, "_name", getattr(origin, "__name__", "")) == "ClassVar" or (
        getattr(annotation, "_limbeck_name", "") == "ClassVar"
    )


class SQLModelMetaclass(DeclarativeMeta):
    def __new__(mcs, name, bases, namespace, table=False, registry=None, **config):
        relations = {}
        values = {}
        for key in list(namespace):
            value = namespace[key]
            if isinstance(value, RelationshipInfo):
                relations[key] = namespace.pop(key)
            elif isinstance(value, FieldInfo):
                values[key] = namespace.pop(key)
        cls = type.__new__(mcs, name, bases, dict(namespace))
        set_ = type.__setattr__
        table = table or bool((namespace.get("model_config") or {}).get("table"))
        set_(cls, "_limbeck_table", table is True)
        set_(cls, "__sqlmodel_relationships__", relations)
        fields = {}
        for base in reversed(cls.__mro__[1:]):
            fields.update(vars(base).get("model_fields", {}))
        own = annotations_of(cls) if bases else {}
        for key, annotation in own.items():
            if key in relations or key.startswith("_") or _is_class_var(annotation):
                continue
            if key == "model_config":
                continue
            value = values.get(key, namespace.get(key, Undefined))
            if isinstance(value, (MapperProperty, declared_attr)):
                continue
            field = value if isinstance(value, FieldInfo) else FieldInfo(value)
            field.annotation = annotation
            field.owner = cls
            fields[key] = field
            if key in vars(cls):
                type.__delattr__(cls, key)
        set_(cls, "model_fields", fields)
        if registry is not None:
            set_(cls, "registry", registry)
            set_(cls, "metadata", registry.metadata)
            set_(cls, "__abstract__", True)
        return cls

    def __init__(cls, name, bases, namespace, table=False, registry=None, **config):
        above = any(getattr(base, "_limbeck_table", False) for base in bases)
        if not cls._limbeck_table:
            return
        set_ = type.__setattr__
        for key, field in cls.model_fields.items():
            if isinstance(field.annotation, str) or hasattr(field.annotation, "__forward_arg__"):
                field.annotation = evaluated(field.annotation, field.owner)
            if isinstance(field.annotation, Alias):
                field.annotation = field.annotation.__args__[0]
            if not (above and any(key in base.model_fields for base in bases if hasattr(base, "model_fields"))):
                set_(cls, key, get_column_from_field(field))
        if above:
            return
        for key, relation in cls.__sqlmodel_relationships__.items():
            set_(cls, key, relation.attribute())
        DeclarativeMeta.__init__(cls, name, bases, namespace)


class SQLModel(metaclass=SQLModelMetaclass, registry=default_registry):
    model_config = {}

    def __class_getitem__(cls, item):
        return cls

    def __init_subclass__(cls, **kw):
        """The metaclass has taken the arguments."""

    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower()

    def __init__(self, **data):
        for key, field in type(self).model_fields.items():
            setattr(self, key, data.pop(key) if key in data else field.get_default())
        for key in data:
            if key in type(self).__sqlmodel_relationships__:
                setattr(self, key, data[key])

    @classmethod
    def model_validate(cls, obj, *, update=None, **kw):
        data = dict(obj) if isinstance(obj, dict) else dict(vars(obj))
        data.update(update or {})
        return cls(**data)

    from_orm = parse_obj = model_construct = model_validate

    def model_dump(self, **kw):
        return {key: getattr(self, key) for key in type(self).model_fields}

    dict = model_dump

    @classmethod
    def model_rebuild(cls, **kw):
        """Names are looked up when they are needed."""

    update_forward_refs = model_rebuild
