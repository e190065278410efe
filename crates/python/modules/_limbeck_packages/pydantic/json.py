"""JSON of what models hold."""

import dataclasses
import datetime
import decimal
import enum
import pathlib
import uuid

from .main import BaseModel
from .secret import SecretBytes, SecretStr


def pydantic_encoder(obj):
    """What `json.dumps` calls for a value that it does not know."""
    if isinstance(obj, BaseModel):
        return obj.model_dump()
    if dataclasses.is_dataclass(obj):
        return dataclasses.asdict(obj)
    if isinstance(obj, bytes):
        return obj.decode()
    if isinstance(obj, (datetime.date, datetime.time)):
        return obj.isoformat()
    if isinstance(obj, datetime.timedelta):
        return obj.total_seconds()
    if isinstance(obj, decimal.Decimal):
        return int(obj) if obj.as_tuple().exponent >= 0 else float(obj)
    if isinstance(obj, enum.Enum):
        return obj.value
    if isinstance(obj, (frozenset, set)) or type(obj).__name__ == "generator":
        return list(obj)
    if isinstance(obj, (uuid.UUID, pathlib.Path, SecretStr, SecretBytes)):
        return str(obj)
    raise TypeError(
        "Object of type '%s' is not JSON serializable" % type(obj).__name__
    )
