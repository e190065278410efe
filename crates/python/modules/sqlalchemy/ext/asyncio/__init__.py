"""Engines and connections for `async` code. Nothing here waits for anything:
a coroutine does its work when it is first awaited."""

from ...util.concurrency import await_only, greenlet_spawn  # noqa: F401
from ...engine.base import Connection, Engine
from ...engine.create import create_engine, engine_from_config


def create_async_engine(url, **kw):
    return AsyncEngine(create_engine(url, **kw))


def async_engine_from_config(configuration, prefix="sqlalchemy.", **kwargs):
    return AsyncEngine(engine_from_config(configuration, prefix, **kwargs))


def create_async_pool_from_url(url, **kw):
    return create_engine(url, **kw).pool


class _Proxy:
    """An object that hands on what it does not do itself."""

    def __class_getitem__(cls, item):
        return cls

    def __getattr__(self, name):
        if name == "_of":
            raise AttributeError(name)
        return getattr(self._of, name)


class AsyncEngine(_Proxy):
    def __init__(self, sync_engine):
        self._of = self.sync_engine = sync_engine

    def connect(self):
        return AsyncConnection(self)

    def begin(self):
        return _AsyncBegin(self)

    async def dispose(self, close=True):
        self.sync_engine.dispose(close)

    def execution_options(self, **opt):
        return AsyncEngine(self.sync_engine.execution_options(**opt))

    async def raw_connection(self):
        return self.sync_engine.raw_connection()

    def __repr__(self):
        return "AsyncEngine(%r)" % (self.sync_engine.url,)


class AsyncConnection(_Proxy):
    """A connection, once it is awaited or entered."""

    def __init__(self, async_engine, sync_connection=None):
        self.engine = self.sync_engine = async_engine
        self._of = self.sync_connection = sync_connection

    @classmethod
    def _retrieve_proxy_for_target(cls, target, regenerate=True):
        return cls(AsyncEngine(target.engine), target)

    async def start(self, is_ctxmanager=False):
        self._of = self.sync_connection = Connection(self.engine.sync_engine)
        return self

    def __await__(self):
        return self.start().__await__()

    async def __aenter__(self):
        if self.sync_connection is None:
            await self.start()
        return self

    async def __aexit__(self, type_, value, traceback):
        await self.close()

    async def run_sync(self, fn, *arg, **kw):
        return fn(self.sync_connection, *arg, **kw)

    async def get_raw_connection(self):
        return self.sync_connection.connection

    def begin(self):
        return AsyncTransaction(self.sync_connection.begin)

    def begin_nested(self):
        return AsyncTransaction(self.sync_connection.begin_nested)

    async def execution_options(self, **opt):
        self.sync_connection.execution_options(**opt)
        return self

    async def execute(self, statement, parameters=None, **kw):
        return self.sync_connection.execute(statement, parameters, **kw)

    async def exec_driver_sql(self, statement, parameters=None, **kw):
        return self.sync_connection.exec_driver_sql(statement, parameters, **kw)

    async def scalar(self, statement, parameters=None, **kw):
        return self.sync_connection.scalar(statement, parameters, **kw)

    async def scalars(self, statement, parameters=None, **kw):
        return self.sync_connection.scalars(statement, parameters, **kw)

    async def stream(self, statement, parameters=None, **kw):
        return AsyncResult(self.sync_connection.execute(statement, parameters, **kw))

    async def stream_scalars(self, statement, parameters=None, **kw):
        return AsyncResult(self.sync_connection.scalars(statement, parameters, **kw))

    async def commit(self):
        self.sync_connection.commit()

    async def rollback(self):
        self.sync_connection.rollback()

    async def close(self):
        self.sync_connection.close()

    aclose = close

    async def invalidate(self, exception=None):
        self.sync_connection.invalidate(exception)


class AsyncTransaction(_Proxy):
    def __init__(self, begin):
        self._begin = begin
        self._of = None

    async def start(self):
        self._of = self._begin()
        return self

    def __await__(self):
        return self.start().__await__()

    async def __aenter__(self):
        return await self.start()

    async def __aexit__(self, type_, value, traceback):
        self._of.__exit__(type_, value, traceback)

    async def commit(self):
        self._of.commit()

    async def rollback(self):
        self._of.rollback()

    async def close(self):
        self._of.close()


class _AsyncBegin:
    """`async with engine.begin() as connection:`"""

    def __init__(self, engine):
        self._engine = engine

    async def __aenter__(self):
        self._connection = await self._engine.connect().start()
        self._connection.sync_connection.begin()
        return self._connection

    async def __aexit__(self, type_, value, traceback):
        connection = self._connection.sync_connection
        try:
            if type_ is None:
                connection.commit()
            else:
                connection.rollback()
        finally:
            connection.close()


class AsyncResult(_Proxy):
    def __init__(self, result):
        self._of = result

    async def __aiter__(self):
        for row in self._of:
            yield row

    def scalars(self, index=0):
        return AsyncResult(self._of.scalars(index))

    def mappings(self):
        return AsyncResult(self._of.mappings())

    async def close(self):
        self._of.close()


def _awaited(name):
    async def method(self, *arg, **kw):
        return getattr(self._of, name)(*arg, **kw)

    method.__name__ = name
    return method


for _name in (
    "all fetchall fetchone fetchmany first one one_or_none scalar scalar_one "
    "scalar_one_or_none"
).split():
    setattr(AsyncResult, _name, _awaited(_name))

AsyncMappingResult = AsyncScalarResult = AsyncTupleResult = AsyncResult


def __getattr__(name):
    if name in (
        "AsyncAttrs AsyncSession AsyncSessionTransaction async_object_session "
        "async_scoped_session async_session async_sessionmaker close_all_sessions"
    ).split():
        from . import session

        return getattr(session, name)
    raise AttributeError("module 'sqlalchemy.ext.asyncio' has no attribute %r" % name)


__all__ = ("AsyncConnection", "AsyncEngine", "create_async_engine", "Engine")
