"""SQLAlchemy's types: those that each database spells as it likes, and those
that are spelled as they are named (all in capitals)."""

from .. import exc
from .naming import _NONE_NAME, schema_name
from .type_api import (
    Emulated,
    ExternalType,
    NativeForEmulated,
    Repr,
    TypeDecorator,
    TypeEngine,
    TypeEngineMixin,
    UserDefinedType,
    Variant,
    adapt_type,
    to_instance,
)


class _NoArg:
    def __repr__(self):
        return "NO_ARG"

    def __bool__(self):
        return False


NO_ARG = _NoArg()


class HasExpressionLookup(TypeEngineMixin):
    pass


class Concatenable(TypeEngineMixin):
    pass


class Indexable(TypeEngineMixin):
    pass


class NullType(TypeEngine):
    __visit_name__ = "null"
    _kind = "null"
    _isnull = True


class String(Concatenable, TypeEngine):
    __visit_name__ = "string"
    _kind = "string"
    python_type = str
    length = collation = collation_schema = None

    def __init__(self, length=None, collation=None, collation_schema=None):
        if collation is None and collation_schema is not None:
            raise exc.ArgumentError(
                "the 'collation_schema' parameter of String requires the "
                "'collation' parameter to also be present"
            )
        self.length = length
        self.collation = collation
        self.collation_schema = collation_schema


class Text(String):
    __visit_name__ = "text"
    _kind = "text"


class Unicode(String):
    __visit_name__ = "unicode"
    _kind = "unicode"


class UnicodeText(Text):
    __visit_name__ = "unicode_text"
    _kind = "unicode_text"


class VARCHAR(String):
    __visit_name__ = _kind = "VARCHAR"


class NVARCHAR(Unicode):
    __visit_name__ = _kind = "NVARCHAR"


class CHAR(String):
    __visit_name__ = _kind = "CHAR"


class NCHAR(Unicode):
    __visit_name__ = _kind = "NCHAR"


class TEXT(Text):
    __visit_name__ = _kind = "TEXT"


class CLOB(Text):
    __visit_name__ = _kind = "CLOB"


class Integer(HasExpressionLookup, TypeEngine):
    __visit_name__ = "integer"
    _kind = "integer"
    python_type = int


class SmallInteger(Integer):
    __visit_name__ = "small_integer"
    _kind = "small_integer"


class BigInteger(Integer):
    __visit_name__ = "big_integer"
    _kind = "big_integer"


class INTEGER(Integer):
    __visit_name__ = _kind = "INTEGER"


INT = INTEGER


class SMALLINT(SmallInteger):
    __visit_name__ = _kind = "SMALLINT"


class BIGINT(BigInteger):
    __visit_name__ = _kind = "BIGINT"


class NumericCommon(HasExpressionLookup, TypeEngineMixin):
    def __class_getitem__(cls, item):
        return cls


class Numeric(NumericCommon, TypeEngine):
    __visit_name__ = "numeric"
    _kind = "numeric"

    def __init__(self, precision=None, scale=None, decimal_return_scale=None, asdecimal=True):
        self.precision = precision
        self.scale = scale
        self.decimal_return_scale = decimal_return_scale
        self.asdecimal = asdecimal

    @property
    def python_type(self):
        if self.asdecimal:
            import decimal

            return decimal.Decimal
        return float

    def _revert(self, value, dialect):
        if value is None or isinstance(value, bool):
            return value
        if not self.asdecimal:
            return float(value)
        if isinstance(value, (int, float)):
            import decimal

            places = self.decimal_return_scale or self.scale or 10
            return decimal.Decimal("%.*f" % (places, value))
        return value


class NUMERIC(Numeric):
    __visit_name__ = _kind = "NUMERIC"


class DECIMAL(Numeric):
    __visit_name__ = _kind = "DECIMAL"


class Float(NumericCommon, TypeEngine):
    __visit_name__ = "float"
    _kind = "float"
    scale = None

    def __init__(self, precision=None, asdecimal=False, decimal_return_scale=None):
        self.precision = precision
        self.asdecimal = asdecimal
        self.decimal_return_scale = decimal_return_scale

    python_type = Numeric.python_type
    _revert = Numeric._revert
    _type_affinity = property(lambda self: Float)


class Double(Float):
    __visit_name__ = "double"
    _kind = "double"


class FLOAT(Float):
    __visit_name__ = _kind = "FLOAT"


class REAL(Float):
    __visit_name__ = _kind = "REAL"


class DOUBLE(Double):
    __visit_name__ = _kind = "DOUBLE"


class DOUBLE_PRECISION(Double):
    __visit_name__ = _kind = "DOUBLE_PRECISION"


class SchemaType(TypeEngineMixin):
    """A type that brings a constraint or a database object along."""

    _schema_event = True

    def __init__(
        self,
        name=None,
        schema=NO_ARG,
        metadata=None,
        inherit_schema=False,
        quote=None,
        create_type=True,
        _create_events=True,
        _adapted_from=None,
    ):
        self.name = schema_name(name, quote)
        self._schema_provided = schema is not NO_ARG
        if self._schema_provided and inherit_schema:
            raise exc.ArgumentError(
                "Ambiguously setting inherit_schema=True while also passing a "
                "schema argument"
            )
        self.schema = schema if self._schema_provided else None
        self._inherit_schema = inherit_schema
        self.create_type = create_type
        self.metadata = None
        self._in_metadata = metadata is not None
        if metadata is not None:
            self._set_metadata(metadata)

    @property
    def inherit_schema(self):
        return self._inherit_schema

    def _set_metadata(self, metadata):
        if self.metadata is not None:
            return
        self.metadata = metadata
        if metadata.schema and not self._inherit_schema and not self._schema_provided:
            from ..util.installed import is_older

            # Before 2.1 only a MetaData of the type's own lent its schema.
            if self._in_metadata or not is_older():
                self.schema = metadata.schema
        metadata._register_object(self)

    def _set_parent_with_dispatch(self, column, outer=False):
        column._on_table_attach(self._set_table)

    def _set_table(self, column, table):
        self._set_metadata(table.metadata)
        if self._inherit_schema:
            self.schema = table.schema
            self._inherit_schema = False
        if getattr(self, "create_constraint", False):
            self._add_check(column, table)

    def _add_check(self, column, table):
        from .schema import CheckConstraint

        name = _NONE_NAME if self.name is None else self.name
        table.append_constraint(CheckConstraint._of_type(self, column, name))

    def copy(self, **kw):
        new_type = TypeEngine.copy(self)
        if self.metadata is not None:
            new_type.metadata = kw.get("_to_metadata", self.metadata)
        if kw.get("schema", NO_ARG) is not NO_ARG:
            new_type.schema = kw["schema"]
        return new_type

    def create(self, bind, checkfirst=False):
        from .ddl import CreateType, run

        # Only PostgreSQL has types that are made by themselves.
        if bind.dialect.name == "postgresql":
            run(bind, CreateType(self), checkfirst)

    def drop(self, bind, checkfirst=False):
        from .ddl import DropType, run

        if bind.dialect.name == "postgresql":
            run(bind, DropType(self), checkfirst)


class Boolean(SchemaType, Emulated, TypeEngine):
    __visit_name__ = "boolean"
    _kind = "boolean"
    native = True
    python_type = bool
    schema = None

    def __init__(
        self, create_constraint=False, name=None, _create_events=True, _adapted_from=None
    ):
        self.create_constraint = create_constraint
        self.name = name

    def _set_table(self, column, table):
        if self.create_constraint:
            self._add_check(column, table)

    def copy(self, **kw):
        return TypeEngine.copy(self)

    def create(self, bind, checkfirst=False):
        """There is nothing to create for a Boolean."""

    def drop(self, bind, checkfirst=False):
        """There is nothing to drop for a Boolean."""

    def _convert(self, value, dialect):
        if value is None or isinstance(value, bool):
            return value
        if not isinstance(value, int):
            raise TypeError("Not a boolean value: %r" % (value,))
        if value not in (0, 1):
            raise ValueError("Value %r is not None, True, or False" % (value,))
        return bool(value)

    def _revert(self, value, dialect):
        return None if value is None else bool(value)


class BOOLEAN(Boolean):
    __visit_name__ = _kind = "BOOLEAN"


class MatchType(Boolean):
    pass


class Enum(String, SchemaType, Emulated, TypeEngine):
    __visit_name__ = "enum"
    _kind = "enum"

    def __init__(self, *enums, **kw):
        self._enum_init(enums, kw)

    def _enum_init(self, enums, kw):
        self.native_enum = kw.pop("native_enum", True)
        self.create_constraint = kw.pop("create_constraint", False)
        self.values_callable = kw.pop("values_callable", None)
        self._sort_key_function = kw.pop("sort_key_function", NO_ARG)
        length = kw.pop("length", NO_ARG)
        self._omit_aliases = kw.pop("omit_aliases", True)
        unchecked = kw.pop("_disable_warnings", False)
        if not enums and "_enums" in kw:
            enums = kw.pop("_enums")
        self._set_values(enums)
        self.validate_strings = kw.pop("validate_strings", False)
        self._default_length = max([len(label) for label in self.enums], default=0)
        if length is NO_ARG:
            length = self._default_length
        elif length is not None and length < self._default_length and not unchecked:
            raise ValueError(
                "When provided, length must be larger or equal than the length "
                "of the longest enum value. %s < %s" % (length, self._default_length)
            )
        String.__init__(self, length=length)
        if self.enum_class is not None and self.enums:
            kw.setdefault("name", self.enum_class.__name__.lower())
        SchemaType.__init__(
            self,
            name=kw.pop("name", None),
            create_type=kw.pop("create_type", True),
            inherit_schema=kw.pop("inherit_schema", False),
            schema=kw.pop("schema", NO_ARG),
            metadata=kw.pop("metadata", None),
            quote=kw.pop("quote", None),
        )

    def _set_values(self, enums):
        if len(enums) == 1 and hasattr(enums[0], "__members__"):
            self.enum_class = enums[0]
            members = {
                name: member
                for name, member in self.enum_class.__members__.items()
                if member.name == name or not self._omit_aliases
            }
            if self.values_callable:
                self.enums = list(self.values_callable(self.enum_class))
            else:
                self.enums = list(members)
            objects = list(members.values())
        else:
            self.enum_class = None
            self.enums = list(enums)
            objects = list(enums)
        pairs = list(zip(self.enums, objects))
        self._valid_lookup = {thing: label for label, thing in reversed(pairs)}
        self._object_lookup = dict(pairs)
        self._valid_lookup.update((label, label) for label, _ in pairs)
        self._valid_lookup[None] = self._object_lookup[None] = None

    @property
    def _enums_argument(self):
        return self.enums if self.enum_class is None else [self.enum_class]

    @property
    def native(self):
        return self.native_enum

    @property
    def python_type(self):
        return self.enum_class or str

    @property
    def sort_key_function(self):
        if self._sort_key_function is NO_ARG:
            return self._db_value_for_elem
        return self._sort_key_function

    def _db_value_for_elem(self, elem):
        try:
            return self._valid_lookup[elem]
        except KeyError as err:
            if not self.validate_strings and isinstance(elem, str):
                return elem
            raise LookupError(self._not_among(elem)) from err

    def _object_value_for_elem(self, elem):
        try:
            return self._object_lookup[elem]
        except KeyError as err:
            raise LookupError(self._not_among(elem)) from err

    def _not_among(self, elem):
        labels = list(self.enums)
        if len(labels) > 4:
            labels = labels[:3] + [".."] + labels[-1:]
        shown = ", ".join(
            label if len(label) <= 11 else label[:8] + ".." for label in labels
        )
        return "'%s' is not among the defined enum values. Enum name: %s. Possible values: %s" % (
            elem,
            self.name,
            shown,
        )

    def _convert(self, value, dialect):
        return self._db_value_for_elem(value)

    def _revert(self, value, dialect):
        return self._object_value_for_elem(value)

    def _for_enum(self, enum_class):
        """The type of an annotated column whose Python type is that enum,
        when this type stands for all enums."""
        keywords = {
            "name": self.name,
            "native_enum": self.native_enum,
            "create_constraint": self.create_constraint,
            "values_callable": self.values_callable,
            "validate_strings": self.validate_strings,
            "omit_aliases": self._omit_aliases,
            "length": self.length or NO_ARG,
        }
        if self._schema_provided:
            keywords["schema"] = self.schema
        if self._in_metadata:
            keywords["metadata"] = self.metadata
        if self._inherit_schema:
            keywords["inherit_schema"] = True
        if keywords["name"] is None:
            del keywords["name"]
        return type(self)(enum_class, **keywords)

    def repr_struct(self):
        return Repr(
            self,
            more=[
                ("native_enum", True),
                ("create_constraint", False),
                ("length", self._default_length),
                ("schema", None),
            ],
            classes=[Enum, SchemaType],
            omit=["schema", "inherit_schema", "metadata"],
        )

    def as_generic(self, allow_nulltype=False):
        return Enum(
            *self._enums_argument,
            name=self.name,
            length=self.length,
            native_enum=self.native_enum,
            create_constraint=self.create_constraint,
            values_callable=self.values_callable,
            _disable_warnings=True,
        )

    def copy(self, **kw):
        return SchemaType.copy(self, **kw)


class DateTime(HasExpressionLookup, TypeEngine):
    __visit_name__ = "datetime"
    _kind = "datetime"

    def __init__(self, timezone=False):
        self.timezone = timezone

    @property
    def python_type(self):
        import datetime

        return datetime.datetime


class TIMESTAMP(DateTime):
    __visit_name__ = _kind = "TIMESTAMP"

    def __init__(self, timezone=False):
        super().__init__(timezone=timezone)


class DATETIME(DateTime):
    __visit_name__ = _kind = "DATETIME"


class Date(HasExpressionLookup, TypeEngine):
    __visit_name__ = "date"
    _kind = "date"

    @property
    def python_type(self):
        import datetime

        return datetime.date


class DATE(Date):
    __visit_name__ = _kind = "DATE"


class Time(HasExpressionLookup, TypeEngine):
    __visit_name__ = "time"
    _kind = "time"

    def __init__(self, timezone=False):
        self.timezone = timezone

    @property
    def python_type(self):
        import datetime

        return datetime.time


class TIME(Time):
    __visit_name__ = _kind = "TIME"


class _AbstractInterval(HasExpressionLookup, TypeEngineMixin):
    pass


class Interval(Emulated, _AbstractInterval, TypeEngine):
    __visit_name__ = "interval"
    _kind = "interval"

    def __init__(self, native=True, second_precision=None, day_precision=None):
        self.native = native
        self.second_precision = second_precision
        self.day_precision = day_precision

    def repr_struct(self):
        return Repr(self, classes=[TypeEngine])

    @property
    def python_type(self):
        import datetime

        return datetime.timedelta

    def _convert(self, value, dialect):
        if value is None or dialect.name in ("postgresql", "oracle"):
            return value
        import datetime

        return datetime.datetime(1970, 1, 1) + value

    def _revert(self, value, dialect):
        if value is None or dialect.name in ("postgresql", "oracle"):
            return value
        import datetime

        return value - datetime.datetime(1970, 1, 1)


class _Binary(TypeEngine):
    python_type = bytes

    def __init__(self, length=None):
        self.length = length

    def _revert(self, value, dialect):
        return value if value is None else bytes(value)


class LargeBinary(_Binary):
    __visit_name__ = "large_binary"
    _kind = "large_binary"

    def __init__(self, length=None):
        self.length = length


class BLOB(LargeBinary):
    __visit_name__ = _kind = "BLOB"


class BINARY(_Binary):
    __visit_name__ = _kind = "BINARY"


class VARBINARY(_Binary):
    __visit_name__ = _kind = "VARBINARY"


class PickleType(TypeDecorator):
    impl = LargeBinary
    cache_ok = True
    # What pickle.HIGHEST_PROTOCOL is; importing pickle here costs too much.
    protocol = 5
    pickler = None
    comparator = None

    def __init__(self, protocol=5, pickler=None, comparator=None, impl=None):
        self.protocol = protocol
        self.pickler = pickler
        self.comparator = comparator
        super().__init__()
        if impl:
            self.impl = to_instance(impl)

    def _pickler(self):
        if self.pickler is not None:
            return self.pickler
        import pickle

        return pickle

    def _convert(self, value, dialect):
        return value if value is None else self._pickler().dumps(value, self.protocol)

    def _revert(self, value, dialect):
        return value if value is None else self._pickler().loads(value)


class JSON(Indexable, TypeEngine):
    __visit_name__ = _kind = "JSON"
    python_type = dict
    hashable = False
    # What stands for JSON's null, as opposed to SQL's NULL.
    NULL = type("JSONNull", (), {"__repr__": lambda self: "JSON_NULL"})()

    class JSONElementType(TypeEngine):
        pass

    class JSONIndexType(JSONElementType):
        pass

    class JSONIntIndexType(JSONIndexType):
        pass

    class JSONStrIndexType(JSONIndexType):
        pass

    class JSONPathType(JSONElementType):
        __visit_name__ = "json_path"

    def __init__(self, none_as_null=False):
        self.none_as_null = none_as_null

    @property
    def should_evaluate_none(self):
        return not self.none_as_null

    @should_evaluate_none.setter
    def should_evaluate_none(self, value):
        self.none_as_null = not value


class ARRAY(Indexable, Concatenable, TypeEngine):
    __visit_name__ = _kind = "ARRAY"
    _is_array = True
    python_type = list
    zero_indexes = False

    def __init__(self, item_type, as_tuple=False, dimensions=None, zero_indexes=False):
        if getattr(item_type, "_is_array", False):
            raise ValueError(
                "Do not nest ARRAY types; ARRAY(basetype) handles "
                "multi-dimensional arrays of basetype"
            )
        self.item_type = to_instance(item_type)
        self.as_tuple = as_tuple
        self.dimensions = dimensions
        self.zero_indexes = zero_indexes

    @property
    def hashable(self):
        return self.as_tuple

    @property
    def _schema_event(self):
        return self.item_type._schema_event

    def _set_parent_with_dispatch(self, column, outer=False):
        self.item_type._set_parent_with_dispatch(column)

    def _convert(self, value, dialect):
        if value is None or isinstance(value, str):
            return value
        return [
            self._convert(item, dialect)
            if isinstance(item, (list, tuple))
            else self.item_type._bind_value(item, dialect)
            for item in value
        ]

    def _revert(self, value, dialect):
        if not isinstance(value, (list, tuple)):
            return value
        items = [
            self._revert(item, dialect)
            if isinstance(item, (list, tuple))
            else self.item_type._result_value(item, dialect)
            for item in value
        ]
        return tuple(items) if self.as_tuple else items


class TupleType(TypeEngine):
    _is_tuple_type = True

    def __init__(self, *types):
        self.types = [
            item_type if isinstance(item_type, TypeEngine) else to_instance(item_type)
            for item_type in types
        ]


class TableValueType(TypeEngine):
    _is_table_value = True

    def __init__(self, *elements):
        self._elements = elements


class Uuid(Emulated, TypeEngine):
    __visit_name__ = "uuid"
    _kind = "uuid"
    length = None
    collation = None

    def __init__(self, as_uuid=True, native_uuid=True):
        self.as_uuid = as_uuid
        self.native_uuid = native_uuid

    @property
    def native(self):
        return self.native_uuid

    @property
    def python_type(self):
        if self.as_uuid:
            import uuid

            return uuid.UUID
        return str

    def _revert(self, value, dialect):
        if value is None:
            return None
        import uuid

        if self.as_uuid:
            return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))
        return str(value) if isinstance(value, uuid.UUID) else str(uuid.UUID(value))


class UUID(Uuid, NativeForEmulated):
    __visit_name__ = _kind = "UUID"

    def __init__(self, as_uuid=True):
        self.as_uuid = as_uuid
        self.native_uuid = True


NULLTYPE = NullType()
BOOLEANTYPE = Boolean()
STRINGTYPE = String()
INTEGERTYPE = Integer()
NUMERICTYPE = Numeric()
MATCHTYPE = MatchType()
TABLEVALUE = TableValueType()
DATETIME_TIMEZONE = DateTime(timezone=True)
TIME_TIMEZONE = Time(timezone=True)


def type_of_python(cls, timezone=False):
    """The type that stands for a Python class, or None."""
    simple = _BY_CLASS.get(cls)
    if simple is not None:
        if cls is float:
            from ..util.installed import is_older

            return Float() if is_older() else simple
        return simple
    module = getattr(cls, "__module__", "")
    name = getattr(cls, "__name__", "")
    if module == "datetime":
        if name == "datetime":
            return DATETIME_TIMEZONE if timezone else DateTime()
        if name == "time":
            return TIME_TIMEZONE if timezone else Time()
        return {"date": Date, "timedelta": Interval}.get(name, NullType)()
    if name == "Decimal" and module in ("decimal", "_decimal", "_pydecimal"):
        return NUMERICTYPE
    if name == "UUID" and module == "uuid":
        return Uuid()
    return None


_BY_CLASS = {
    int: INTEGERTYPE,
    float: Double(),
    bool: BOOLEANTYPE,
    type(None): NULLTYPE,
    bytes: LargeBinary(),
    str: STRINGTYPE,
}


def _resolve_value_to_type(value):
    """The type of a literal for which no column speaks."""
    found = type_of_python(type(value), getattr(value, "tzinfo", None) is not None)
    if found is INTEGERTYPE and value.bit_length() >= 32:
        return BigInteger()
    if found is not None:
        return found
    members = getattr(type(value), "__members__", None)
    if members is not None:
        return Enum(type(value))
    return getattr(value, "__sa_type_engine__", NULLTYPE)
