"""SQLModel, as far as migrations need it."""

from sqlalchemy.orm import Session

from . import sql
from .sql.sqltypes import AutoString


def __getattr__(name):
    if name == "sql":
        return sql
    try:
        import sqlalchemy

        return getattr(sqlalchemy, name)
    except AttributeError:
        raise AttributeError(
            "sqlmodel.%s is not part of what limbeck runs yet; declare the tables with "
            "SQLAlchemy, or ask for it where limbeck is developed" % name
        ) from None
