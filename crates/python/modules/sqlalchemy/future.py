"""The names of SQLAlchemy 2.0 under their older home."""

from .engine import Connection, Engine, create_engine
from .sql.expression import select
