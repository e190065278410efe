"""PostgreSQL's arrays."""

from ...sql.elements import array
from .types import ARRAY
