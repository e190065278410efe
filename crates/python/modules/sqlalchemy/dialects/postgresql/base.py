"""The dialect and the types of it."""

from ..dialect import PGDialect
from .types import *  # noqa: F403

dialect = PGDialect
PGInet, PGCidr, PGMacAddr, PGMacAddr8 = INET, CIDR, MACADDR, MACADDR8  # noqa: F405
