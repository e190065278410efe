"""PostgreSQL's hstore."""

from ...sql.functions import hstore
from .types import HSTORE
