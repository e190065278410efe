"""SQLModel's types and expressions."""

from . import sqltypes
