"""The dialect and the types of it."""

from ..dialect import SQLiteDialect
from .types import *  # noqa: F403

dialect = SQLiteDialect
