"""Constants and adapters that programs name."""

from psycopg2 import *  # noqa: F401,F403

ISOLATION_LEVEL_AUTOCOMMIT = 0
ISOLATION_LEVEL_READ_COMMITTED = 1
ISOLATION_LEVEL_REPEATABLE_READ = 2
ISOLATION_LEVEL_SERIALIZABLE = 3
ISOLATION_LEVEL_READ_UNCOMMITTED = 4


class AsIs:
    def __init__(self, adapted):
        self.adapted = adapted

    def getquoted(self):
        return str(self.adapted).encode()

    def __str__(self):
        return str(self.adapted)


class connection:
    pass


class cursor:
    pass


def register_adapter(typ, callable_):
    pass


def register_type(obj, scope=None):
    pass


def adapt(obj):
    return AsIs(obj)
