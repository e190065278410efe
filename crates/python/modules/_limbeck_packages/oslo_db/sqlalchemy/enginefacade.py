"""Engines and sessions as OpenStack's projects ask for them."""

import contextlib

from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker


class _Manager:
    """Gives engines, and sessions in transactions."""

    _engine = None

    def __init__(self, settings=None):
        self._settings = {} if settings is None else settings

    def configure(self, **settings):
        self._settings.update(settings)

    @property
    def reader(self):
        return self

    writer = independent = savepoint = reader

    def get_engine(self):
        if self._engine is None:
            self._engine = create_engine(self._url())
        return self._engine

    def _url(self):
        from oslo_config import cfg

        return self._settings.get("connection") or cfg.CONF.database.connection

    def get_sessionmaker(self):
        return sessionmaker(bind=self.get_engine())

    @contextlib.contextmanager
    def using(self, context):
        with self.get_sessionmaker()() as session, session.begin():
            context.session = session
            yield session


def transaction_context():
    return _Manager()


def transaction_context_provider(klass):
    return klass


_context_manager = transaction_context()
reader = writer = _context_manager


def configure(**settings):
    _context_manager.configure(**settings)
