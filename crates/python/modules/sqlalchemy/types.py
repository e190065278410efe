"""All generic types, and those that are spelled as they are named."""

from .sql.sqltypes import *  # noqa: F403
from .sql.sqltypes import _Binary
