"""The dialect as the driver asyncpg has it."""

from .base import PGDialect as dialect
