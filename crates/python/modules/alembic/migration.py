from .runtime.migration import *  # noqa
from .runtime.migration import MigrationContext
