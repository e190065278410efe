"""JSON of more than JSON's own types."""

import datetime
import inspect
import json
import uuid

_PLAIN = (type(None), bool, int, float, str)


def to_primitive(
    value,
    convert_instances=False,
    convert_datetime=True,
    level=0,
    max_depth=3,
    encoding="utf-8",
    fallback=None,
):
    """The value out of nothing but JSON's types."""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, bytes):
        return value.decode(encoding)
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.%f") if convert_datetime else value
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, BaseException):
        return str(value)
    if inspect.isroutine(value) or inspect.isclass(value) or inspect.ismodule(value):
        return repr(value) if fallback is None else fallback(value)
    if level > max_depth:
        return None

    def deeper(item, levels=1):
        return to_primitive(
            item, convert_instances, convert_datetime, level + levels, max_depth, encoding, fallback
        )

    if isinstance(value, dict):
        return {deeper(key, 0): deeper(item, 0) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [deeper(item, 0) for item in value]
    if hasattr(value, "iteritems"):
        return deeper(dict(value.iteritems()))
    if hasattr(value, "__iter__"):
        return deeper(list(value))
    if convert_instances and hasattr(value, "__dict__"):
        return deeper(value.__dict__)
    if fallback is not None:
        return fallback(value)
    raise ValueError("Cannot convert %r to primitive" % (value,))


def dumps(obj, default=to_primitive, **kwargs):
    return json.dumps(obj, default=default, **kwargs)


def dump_as_bytes(obj, default=to_primitive, encoding="utf-8", **kwargs):
    return dumps(obj, default=default, **kwargs).encode(encoding)


def dump(obj, fp, *args, **kwargs):
    kwargs.setdefault("default", to_primitive)
    return json.dump(obj, fp, *args, **kwargs)


def loads(s, encoding="utf-8", **kwargs):
    return json.loads(s.decode(encoding) if isinstance(s, bytes) else s, **kwargs)


def load(fp, encoding="utf-8", **kwargs):
    return loads(fp.read(), encoding, **kwargs)
