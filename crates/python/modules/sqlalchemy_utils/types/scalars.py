"""Types that decorate a plain one."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator, UserDefinedType


class ScalarCoercible:
    def coercion_listener(self, target, value, oldvalue, initiator):
        return value


class _Decorator(ScalarCoercible, TypeDecorator):
    cache_ok = True


class EnrichedDateTimeType(_Decorator):
    impl = sa.DateTime

    def __init__(self, datetime_processor=None, *args, **kwargs):
        super().__init__(*args, **kwargs)


class EnrichedDateType(_Decorator):
    impl = sa.Date

    def __init__(self, date_processor=None, *args, **kwargs):
        super().__init__(*args, **kwargs)


class ArrowType(EnrichedDateTimeType):
    def __init__(self, *args, **kwargs):
        super().__init__(None, *args, **kwargs)


class BitType(_Decorator):
    impl = sa.BINARY

    def __init__(self, length=1, **kwargs):
        self.length = length
        super().__init__(length, **kwargs)

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.BIT(self.length))
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.String(self.length))
        return dialect.type_descriptor(sa.BINARY(self.length))


class Choice:
    def __init__(self, code, value):
        self.code = code
        self.value = value

    def __eq__(self, other):
        return self.code == (other.code if isinstance(other, Choice) else other)

    def __hash__(self):
        return hash(self.code)

    def __str__(self):
        return str(self.value)


class ChoiceType(_Decorator):
    impl = sa.Unicode(255)

    def __init__(self, choices, impl=None):
        self.choices = choices
        super().__init__()
        if impl is not None:
            self.impl = impl() if isinstance(impl, type) else impl

    def process_bind_param(self, value, dialect):
        if hasattr(self.choices, "__members__"):
            return None if value is None else self.choices(value).value
        return value.code if isinstance(value, Choice) else value

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        if hasattr(self.choices, "__members__"):
            return self.choices(value)
        return Choice(value, dict(self.choices)[value])


class ColorType(_Decorator):
    impl = sa.Unicode(20)

    def __init__(self, max_length=20, *args, **kwargs):
        self.impl = sa.Unicode(max_length)


class CountryType(_Decorator):
    impl = sa.String(2)


class CurrencyType(_Decorator):
    impl = sa.String(3)


class EmailType(_Decorator):
    impl = sa.Unicode

    def __init__(self, length=255, *args, **kwargs):
        super().__init__(length, *args, **kwargs)

    def process_bind_param(self, value, dialect):
        return value if value is None else value.lower()


class IPAddressType(_Decorator):
    impl = sa.Unicode(50)

    def __init__(self, max_length=50, *args, **kwargs):
        self.impl = sa.Unicode(max_length)

    def process_bind_param(self, value, dialect):
        return str(value) if value else None

    def process_result_value(self, value, dialect):
        import ipaddress

        return ipaddress.ip_address(value) if value else None


class JSONType(_Decorator):
    impl = sa.UnicodeText
    hashable = False

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.JSON())
        return dialect.type_descriptor(self.impl)

    def process_bind_param(self, value, dialect):
        import json

        if value is None or dialect.name == "postgresql":
            return value
        return json.dumps(value)

    def process_result_value(self, value, dialect):
        import json

        if value is None or dialect.name == "postgresql":
            return value
        return json.loads(value)


class LocaleType(_Decorator):
    impl = sa.Unicode(10)


class LtreeType(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "LTREE"


class PasswordType(_Decorator):
    impl = sa.VARBINARY(1024)

    def __init__(self, max_length=None, **kwargs):
        self.length = max_length or 1024
        super().__init__()

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            impl = postgresql.BYTEA(self.length)
        elif dialect.name == "sqlite":
            impl = sa.BLOB(self.length)
        else:
            impl = sa.VARBINARY(self.length)
        return dialect.type_descriptor(impl)


class PhoneNumberType(_Decorator):
    impl = sa.Unicode(20)

    def __init__(self, region="US", max_length=20, *args, **kwargs):
        self.region = region
        self.impl = sa.Unicode(max_length)


class _RangeType(_Decorator):
    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(self.impl)
        return dialect.type_descriptor(sa.String(255))

    def __init__(self, *args, step=None, **kwargs):
        super().__init__(*args, **kwargs)


class IntRangeType(_RangeType):
    impl = postgresql.INT4RANGE


class Int8RangeType(_RangeType):
    impl = postgresql.INT8RANGE


class DateRangeType(_RangeType):
    impl = postgresql.DATERANGE


class NumericRangeType(_RangeType):
    impl = postgresql.NUMRANGE


class DateTimeRangeType(_RangeType):
    impl = postgresql.TSRANGE


class ScalarListType(_Decorator):
    impl = sa.UnicodeText()

    def __init__(self, coerce_func=str, separator=","):
        self.separator = str(separator)
        self.coerce_func = coerce_func
        super().__init__()

    def process_bind_param(self, value, dialect):
        return None if value is None else self.separator.join(map(str, value))

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        return [self.coerce_func(part) for part in value.split(self.separator)] if value else []


class TimezoneType(_Decorator):
    impl = sa.Unicode(50)

    def __init__(self, backend="dateutil"):
        self.backend = backend
        super().__init__()


class TSVectorType(_Decorator):
    impl = postgresql.TSVECTOR

    def __init__(self, *args, **kwargs):
        self.columns = args
        self.options = kwargs
        super().__init__()


class URLType(_Decorator):
    impl = sa.UnicodeText


class UUIDType(_Decorator):
    impl = sa.BINARY(16)

    def __init__(self, binary=True, native=True):
        self.binary = binary
        self.native = native
        super().__init__()

    def __repr__(self):
        said = [name for name in ("binary", "native") if not getattr(self, name)]
        return "UUIDType(%s)" % ", ".join(name + "=False" for name in said)

    def load_dialect_impl(self, dialect):
        if self.native and dialect.name in ("postgresql", "cockroachdb"):
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(sa.BINARY(16) if self.binary else sa.CHAR(32))

    def process_bind_param(self, value, dialect):
        import uuid

        if value is None:
            return None
        if not isinstance(value, uuid.UUID):
            value = uuid.UUID(bytes=value) if isinstance(value, bytes) else uuid.UUID(value)
        if self.native and dialect.name in ("postgresql", "cockroachdb"):
            return str(value)
        return value.bytes if self.binary else value.hex

    def process_result_value(self, value, dialect):
        import uuid

        if value is None or isinstance(value, uuid.UUID):
            return value
        return uuid.UUID(bytes=value) if isinstance(value, bytes) else uuid.UUID(value)


class WeekDaysType(_Decorator):
    impl = BitType(7)

    def load_dialect_impl(self, dialect):
        return self.impl.load_dialect_impl(dialect)


def _name_modules():
    """Scripts name the types after the modules that SQLAlchemy-Utils has them
    in."""
    modules = {
        "arrow": (ArrowType,),
        "bit": (BitType,),
        "choice": (Choice, ChoiceType),
        "color": (ColorType,),
        "country": (CountryType,),
        "currency": (CurrencyType,),
        "email": (EmailType,),
        "enriched_datetime.enriched_date_type": (EnrichedDateType,),
        "enriched_datetime.enriched_datetime_type": (EnrichedDateTimeType,),
        "ip_address": (IPAddressType,),
        "json": (JSONType,),
        "locale": (LocaleType,),
        "ltree": (LtreeType,),
        "password": (PasswordType,),
        "phone_number": (PhoneNumberType,),
        "range": (
            DateRangeType,
            DateTimeRangeType,
            Int8RangeType,
            IntRangeType,
            NumericRangeType,
        ),
        "scalar_list": (ScalarListType,),
        "timezone": (TimezoneType,),
        "ts_vector": (TSVectorType,),
        "url": (URLType,),
        "uuid": (UUIDType,),
        "weekdays": (WeekDaysType,),
    }
    for module, types in modules.items():
        for type_ in types:
            type_.__module__ = f"sqlalchemy_utils.types.{module}"


_name_modules()
