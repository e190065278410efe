"""The dialect and the types of it."""

from ..dialect import MySQLDialect
from .types import *  # noqa: F403

dialect = MySQLDialect
