"""An engine that hands statements to a function."""

from ..dialects.dialect import named
from .url import make_url


class MockConnection:
    """Stands for a connection and has no rows to give. Nothing can be asked
    of a database through it, so `checkfirst` finds nothing there."""

    _prints = True

    def __init__(self, dialect, execute):
        self._dialect = dialect
        self._execute = execute

    @property
    def engine(self):
        return self

    @property
    def dialect(self):
        return self._dialect

    @property
    def name(self):
        return self._dialect.name

    def connect(self, **kw):
        return self

    def execution_options(self, **kw):
        return self

    def schema_for_object(self, obj):
        return obj.schema

    def execute(self, statement, parameters=None, execution_options=None):
        return self._execute(statement, parameters)


def create_mock_engine(url, executor, **kw):
    return MockConnection(named(make_url(url).get_backend_name())(), executor)
