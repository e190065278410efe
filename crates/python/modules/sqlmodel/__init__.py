"""SQLModel, as far as migrations need it: models become tables, and hold what
they are given without checking it."""

import sqlalchemy
from sqlalchemy.orm import Session

from . import sql
from .main import Field, Relationship, SQLModel, SQLModelMetaclass, default_registry
from .sql.sqltypes import AutoString

__version__ = "0.0.50"


def col(column_expression):
    return column_expression


def __getattr__(name):
    if name == "within_group":
        raise AttributeError(name)
    try:
        return getattr(sqlalchemy, name)
    except AttributeError:
        raise AttributeError(
            "module 'sqlmodel' has no attribute %r that limbeck knows" % name
        ) from None
