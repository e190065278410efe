"""The dialect as the driver psycopg2 has it."""

from .base import PGDialect as dialect
