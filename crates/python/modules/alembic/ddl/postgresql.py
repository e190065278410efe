from ..operations.ops import CreateExcludeConstraintOp
from .impl import PostgresqlImpl
