"""Types with a name of their own in the database."""

from ...sql.ddl import CreateType as CreateDomainType
from ...sql.ddl import CreateType as CreateEnumType
from ...sql.ddl import DropType as DropDomainType
from ...sql.ddl import DropType as DropEnumType
from .types import DOMAIN, ENUM, NamedType
