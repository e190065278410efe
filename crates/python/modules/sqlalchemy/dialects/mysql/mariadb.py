"""What MariaDB alone has."""

from ..dialect import MariaDBDialect
from .types import INET4, INET6  # noqa: F401

dialect = MariaDBDialect
