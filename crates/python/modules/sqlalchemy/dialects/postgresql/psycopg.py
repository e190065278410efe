"""The dialect as the driver psycopg has it."""

from .base import PGDialect as dialect
