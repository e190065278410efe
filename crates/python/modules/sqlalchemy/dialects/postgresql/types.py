"""PostgreSQL's types."""

from ... import exc
from ...sql import sqltypes
from ...sql.sqltypes import (
    BIGINT,
    BOOLEAN,
    CHAR,
    DATE,
    DOUBLE_PRECISION,
    FLOAT,
    INTEGER,
    NUMERIC,
    REAL,
    SMALLINT,
    TEXT,
    UUID,
    VARCHAR,
)
from ...sql.type_api import NativeForEmulated, TypeEngine, to_instance
from ...sql.sqltypes import NO_ARG


class JSON(sqltypes.JSON):
    _kind = "postgresql.JSON"

    def __init__(self, none_as_null=False, astext_type=None):
        super().__init__(none_as_null=none_as_null)
        self.astext_type = astext_type if astext_type is not None else sqltypes.Text()

    def repr_struct(self):
        # A bare Text() is the default and so not worth a word.
        return sqltypes.Repr(self)

    @property
    def _astext(self):
        return self.astext_type


class JSONB(JSON):
    __visit_name__ = "JSONB"
    _kind = "postgresql.JSONB"


class JSONPathType(sqltypes.JSON.JSONPathType):
    pass


class _Plain(TypeEngine):
    """A type without arguments, spelled as it is named."""

    _kind = "postgresql.plain"

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        if cls.__module__ == __name__ and not cls.__name__.startswith("_"):
            cls.__visit_name__ = cls._name = cls.__name__


class JSONPATH(_Plain):
    pass


class INET(_Plain):
    pass


class CIDR(_Plain):
    pass


class MACADDR(_Plain):
    pass


class MACADDR8(_Plain):
    pass


class MONEY(_Plain):
    pass


class OID(_Plain):
    pass


class REGCLASS(_Plain):
    pass


class REGCONFIG(_Plain):
    pass


class TSVECTOR(_Plain):
    pass


class TSQUERY(_Plain):
    pass


class _Range(_Plain):
    """A range; `_bound` makes a bound of its text."""

    _bound = int

    def _revert(self, value, dialect):
        if not isinstance(value, str):
            return value
        from .ranges import parse

        return parse(value, self._bound)


class _MultiRange(_Range):
    def _convert(self, value, dialect):
        if isinstance(value, (list, tuple)):
            return "{%s}" % ",".join(map(str, value))
        return value

    def _revert(self, value, dialect):
        if not isinstance(value, str):
            return value
        from .ranges import parse_many

        return parse_many(value, self._bound)


AbstractRange = _Range
AbstractSingleRange = _Range
AbstractMultiRange = _MultiRange


def _number(text):
    from decimal import Decimal

    return Decimal(text)


def _date(text):
    from datetime import date

    return date.fromisoformat(text)


def _moment(text):
    from datetime import datetime

    return datetime.fromisoformat(text)


class INT4RANGE(_Range):
    pass


class INT8RANGE(_Range):
    pass


class NUMRANGE(_Range):
    _bound = staticmethod(_number)


class DATERANGE(_Range):
    _bound = staticmethod(_date)


class TSRANGE(_Range):
    _bound = staticmethod(_moment)


class TSTZRANGE(_Range):
    _bound = staticmethod(_moment)


class INT4MULTIRANGE(_MultiRange):
    pass


class INT8MULTIRANGE(_MultiRange):
    pass


class NUMMULTIRANGE(_MultiRange):
    _bound = staticmethod(_number)


class DATEMULTIRANGE(_MultiRange):
    _bound = staticmethod(_date)


class TSMULTIRANGE(_MultiRange):
    _bound = staticmethod(_moment)


class TSTZMULTIRANGE(_MultiRange):
    _bound = staticmethod(_moment)


class CITEXT(TEXT):
    __visit_name__ = _name = "CITEXT"
    _kind = "postgresql.plain"


class BYTEA(sqltypes.LargeBinary):
    __visit_name__ = _name = "BYTEA"
    _kind = "postgresql.plain"


class HSTORE(sqltypes.Indexable, sqltypes.Concatenable, TypeEngine):
    __visit_name__ = "HSTORE"
    _kind = "postgresql.HSTORE"
    hashable = False
    python_type = dict

    def __init__(self, text_type=None):
        if text_type is not None:
            self.text_type = text_type
    text_type = sqltypes.Text()


class BIT(TypeEngine):
    __visit_name__ = "BIT"
    _kind = "postgresql.BIT"

    def __init__(self, length=None, varying=False):
        # A BIT without a length holds one bit; a BIT VARYING any number.
        self.length = length if varying else length or 1
        self.varying = varying


class TIMESTAMP(sqltypes.TIMESTAMP):
    _kind = "postgresql.TIMESTAMP"

    def __init__(self, timezone=False, precision=None):
        super().__init__(timezone=timezone)
        self.precision = precision


class TIME(sqltypes.TIME):
    _kind = "postgresql.TIME"

    def __init__(self, timezone=False, precision=None):
        super().__init__(timezone=timezone)
        self.precision = precision


class INTERVAL(NativeForEmulated, sqltypes._AbstractInterval, TypeEngine):
    __visit_name__ = "INTERVAL"
    _kind = "postgresql.INTERVAL"
    native = True

    def __init__(self, precision=None, fields=None):
        self.precision = precision
        self.fields = fields

    @property
    def python_type(self):
        import datetime

        return datetime.timedelta


PGUuid = UUID
PGInterval = INTERVAL
PGBit = BIT


class ARRAY(sqltypes.ARRAY):
    pass


class NamedType(sqltypes.SchemaType, TypeEngine):
    """A type with a name of its own in the database."""

    def create(self, bind, checkfirst=True, **kw):
        sqltypes.SchemaType.create(self, bind, checkfirst=checkfirst)

    def drop(self, bind, checkfirst=True, **kw):
        sqltypes.SchemaType.drop(self, bind, checkfirst=checkfirst)


class ENUM(NativeForEmulated, sqltypes.Enum):
    _kind = "postgresql.ENUM"

    def __init__(self, *enums, name=NO_ARG, create_type=True, **kw):
        if kw.pop("native_enum", None) is False:
            import warnings

            warnings.warn(
                "the native_enum flag does not apply to the "
                "sqlalchemy.dialects.postgresql.ENUM datatype; this type always "
                "refers to ENUM.   Use sqlalchemy.types.Enum for non-native enum.",
                exc.SAWarning,
                stacklevel=2,
            )
        if name is not NO_ARG:
            kw["name"] = name
        super().__init__(*enums, create_type=create_type, **kw)

    def create(self, bind=None, checkfirst=True, **kw):
        if bind.dialect.supports_native_enum:
            sqltypes.SchemaType.create(self, bind, checkfirst=checkfirst)

    def drop(self, bind=None, checkfirst=True, **kw):
        if bind.dialect.supports_native_enum:
            sqltypes.SchemaType.drop(self, bind, checkfirst=checkfirst)


class DOMAIN(NamedType):
    __visit_name__ = "DOMAIN"
    _kind = "postgresql.DOMAIN"

    def __init__(
        self,
        name,
        data_type,
        *,
        collation=None,
        collation_schema=None,
        default=None,
        constraint_name=None,
        not_null=None,
        check=None,
        create_type=True,
        **kw,
    ):
        if collation_schema is not None and collation is None:
            raise exc.ArgumentError(
                "the 'collation_schema' parameter of DOMAIN requires the "
                "'collation' parameter to also be present"
            )
        self.data_type = to_instance(data_type)
        self.default = default
        self.collation = collation
        self.collation_schema = collation_schema
        self.constraint_name = constraint_name
        self.not_null = bool(not_null)
        self.check = check
        super().__init__(name=name, create_type=create_type, **kw)


# Their names of old.
PGInet, PGCidr, PGMacAddr, PGMacAddr8 = INET, CIDR, MACADDR, MACADDR8
