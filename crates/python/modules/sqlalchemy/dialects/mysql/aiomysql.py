"""The dialect of this driver is MySQL's."""

from .base import MySQLDialect, dialect  # noqa: F401
