"""Values of annotated types."""

import datetime
import decimal
import enum
import types
import typing
import uuid

from .errors import Invalid, ValidationError
from .fields import Constrained, FieldInfo, StringConstraints, constrain
from .secret import SecretBytes, SecretStr


def _integer(value):
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        if value == int(value):
            return int(value)
        raise Invalid(
            "int_from_float",
            "Input should be a valid integer, got a number with a fractional part",
            value,
        )
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            raise Invalid(
                "int_parsing",
                "Input should be a valid integer, unable to parse string as an integer",
                value,
            ) from None
    raise Invalid("int_type", "Input should be a valid integer", value)


def _number(value):
    if isinstance(value, (int, float, decimal.Decimal)):
        return float(value)
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            raise Invalid(
                "float_parsing",
                "Input should be a valid number, unable to parse string as a number",
                value,
            ) from None
    raise Invalid("float_type", "Input should be a valid number", value)


def _text(value):
    if not isinstance(value, str):
        raise Invalid("string_type", "Input should be a valid string", value)
    return str(value.value if isinstance(value, enum.Enum) else value)


def _boolean(value):
    lowered = value.lower() if isinstance(value, str) else value
    if lowered in (True, "true", "1", "on", "t", "y", "yes"):
        return True
    if lowered in (False, "false", "0", "off", "f", "n", "no"):
        return False
    raise Invalid(
        "bool_parsing", "Input should be a valid boolean, unable to interpret input", value
    )


def _bytes(value):
    if not isinstance(value, (str, bytes)):
        raise Invalid("bytes_type", "Input should be a valid bytes", value)
    return value.encode() if isinstance(value, str) else value


def _made(cls, kind, noun, make):
    def coerce(value):
        if isinstance(value, cls):
            return value
        try:
            return make(value)
        except (TypeError, ValueError, AttributeError, ArithmeticError):
            raise Invalid(kind, "Input should be a valid %s" % noun, value) from None

    return coerce


def _moment(value):
    if isinstance(value, (int, float)):
        return datetime.datetime.fromtimestamp(value, datetime.timezone.utc)
    return datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))


_PLAIN = {
    int: _integer,
    float: _number,
    str: _text,
    bool: _boolean,
    bytes: _bytes,
    uuid.UUID: _made(uuid.UUID, "uuid_parsing", "UUID", uuid.UUID),
    decimal.Decimal: _made(
        decimal.Decimal, "decimal_parsing", "decimal", lambda value: decimal.Decimal(str(value))
    ),
    datetime.datetime: _made(datetime.datetime, "datetime_parsing", "datetime", _moment),
    datetime.date: _made(
        datetime.date, "date_parsing", "date", lambda value: datetime.date.fromisoformat(value)
    ),
    datetime.time: _made(
        datetime.time, "time_parsing", "time", lambda value: datetime.time.fromisoformat(value)
    ),
    datetime.timedelta: _made(
        datetime.timedelta,
        "time_delta_parsing",
        "timedelta",
        lambda value: datetime.timedelta(seconds=float(value)),
    ),
    SecretStr: _made(SecretStr, "string_type", "string", lambda value: SecretStr(_text(value))),
    SecretBytes: _made(SecretBytes, "bytes_type", "bytes", lambda value: SecretBytes(_bytes(value))),
    type(None): lambda value: _none(value),
}


def _none(value):
    if value is not None:
        raise Invalid("none_required", "Input should be None", value)


def coerce(value, annotation):
    """The value as one of the annotated type, or an exception."""
    if annotation is typing.Any or isinstance(annotation, (str, typing.TypeVar)):
        return value
    if annotation is None:
        return _none(value)
    if isinstance(annotation, Constrained):
        return constrain(coerce(value, annotation.base), annotation.constraints, value)
    origin = typing.get_origin(annotation)
    if origin is not None:
        return _generic(value, annotation, origin, typing.get_args(annotation))
    plain = _PLAIN.get(annotation)
    if plain is not None:
        return plain(value)
    if not isinstance(annotation, type):
        return value
    if hasattr(annotation, "model_validate"):
        return _model(value, annotation)
    if issubclass(annotation, enum.Enum):
        try:
            return annotation(value)
        except ValueError:
            raise _none_of("enum", [member.value for member in annotation], value) from None
    if annotation in (list, set, frozenset, tuple):
        return _items(value, annotation, typing.Any)
    if annotation is not dict and isinstance(value, annotation):
        return value
    if annotation is dict:
        return _mapping(value, typing.Any, typing.Any)
    raise Invalid(
        "is_instance_of", "Input should be an instance of %s" % annotation.__name__, value
    )


def _none_of(kind, allowed, value):
    """The mistake of a value that is none of those allowed."""
    shown = [repr(one) for one in allowed]
    words = " or ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
    return Invalid(kind, "Input should be %s" % words, value)


def _model(value, model):
    if isinstance(value, model):
        return value
    if not isinstance(value, dict):
        raise Invalid(
            "model_type",
            "Input should be a valid dictionary or instance of %s" % model.__name__,
            value,
        )
    return model(**value)


def _generic(value, annotation, origin, arguments):
    if origin is typing.Annotated:
        made = coerce(value, arguments[0])
        for extra in arguments[1:]:
            if isinstance(extra, (StringConstraints, FieldInfo)):
                made = constrain(made, extra.constraints, value)
        return made
    if origin in (typing.Union, types.UnionType):
        for option in arguments:
            if isinstance(option, type) and type(value) is option:
                return value
        first = None
        for option in arguments:
            try:
                return coerce(value, option)
            except ValueError as error:
                first = first or error
        raise first
    if origin is typing.Literal:
        if value in arguments:
            return value
        raise _none_of("literal_error", arguments, value)
    if origin is tuple and arguments and arguments[-1] is not ...:
        items = _items(value, tuple, typing.Any)
        return tuple(_below(at, item, one) for at, (item, one) in enumerate(zip(items, arguments)))
    if issubclass(origin, dict):
        return _mapping(value, *arguments)
    if origin in (list, set, frozenset, tuple):
        return _items(value, origin, arguments[0])
    return value


def _below(name, value, annotation):
    try:
        return coerce(value, annotation)
    except ValidationError as error:
        raise ValidationError(error.title, [one.below(name) for one in error._mistakes]) from None
    except Invalid as error:
        raise error.below(name) from None


def _items(value, kind, annotation):
    if isinstance(value, (str, bytes, dict)) or not hasattr(value, "__iter__"):
        raise Invalid("%s_type" % kind.__name__, "Input should be a valid %s" % kind.__name__, value)
    return kind(_below(at, item, annotation) for at, item in enumerate(value))


def _mapping(value, keys, values):
    if not isinstance(value, dict):
        raise Invalid("dict_type", "Input should be a valid dictionary", value)
    return {_below(key, key, keys): _below(key, item, values) for key, item in value.items()}
