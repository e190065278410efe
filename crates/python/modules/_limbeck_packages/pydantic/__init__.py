"""Models that check what they are given, as far as migration scripts use
them. The real one is behind a compiled extension."""

from .errors import PydanticUserError, ValidationError
from .fields import (
    AliasChoices,
    ConfigDict,
    Field,
    PrivateAttr,
    StringConstraints,
    computed_field,
    conint,
    constr,
    field_serializer,
    field_validator,
    model_validator,
    root_validator,
    validator,
)
from .main import BaseModel, RootModel, TypeAdapter, create_model
from .secret import SecretBytes, SecretStr

VERSION = __version__ = "2.12.0"
EmailStr = AnyUrl = AnyHttpUrl = HttpUrl = PostgresDsn = str
StrictStr, StrictInt, StrictBool, StrictFloat = str, int, bool, float
PositiveInt = conint(gt=0)
NonNegativeInt = conint(ge=0)
