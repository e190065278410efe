"""The dialect and the types of it."""

from ..dialect import PGDialect
from .types import *  # noqa: F403

dialect = PGDialect
