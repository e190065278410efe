"""An engine that hands statements to a function."""

from ..dialects.dialect import named
from .url import make_url


class MockConnection:
    _prints = True

    def __init__(self, url, executor):
        self.url = make_url(url)
        self.dialect = named(self.url.get_backend_name())()
        self._executor = executor

    @property
    def engine(self):
        return self

    @property
    def name(self):
        return self.dialect.name

    def connect(self, **kw):
        return self

    def execution_options(self, **kw):
        return self

    def execute(self, statement, parameters=None, execution_options=None):
        return self._executor(statement, parameters)


def create_mock_engine(url, executor, **kw):
    return MockConnection(url, executor)
