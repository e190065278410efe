"""Sessions for `async` code. Nothing waits: statements are executed when they
are asked for."""

from ...orm.scoped import scoped_session
from ...orm.session import Session


class AsyncSession:
    sync_session_class = Session

    def __class_getitem__(cls, item):
        return cls

    def __init__(self, bind=None, *, binds=None, sync_session_class=None, **kw):
        self.bind = bind
        if binds:
            kw["binds"] = {key: _plain(value) for key, value in binds.items()}
        self.sync_session = (sync_session_class or self.sync_session_class)(_plain(bind), **kw)

    def __getattr__(self, name):
        if name == "sync_session":
            raise AttributeError(name)
        return getattr(self.sync_session, name)

    def __contains__(self, instance):
        return instance in self.sync_session

    def __iter__(self):
        return iter(self.sync_session)

    async def __aenter__(self):
        return self

    async def __aexit__(self, type_, value, traceback):
        self.sync_session.close()

    async def run_sync(self, fn, *arg, **kw):
        return fn(self.sync_session, *arg, **kw)

    def begin(self):
        return AsyncSessionTransaction(self.sync_session, False)

    def begin_nested(self):
        return AsyncSessionTransaction(self.sync_session, True)

    async def connection(self, **kw):
        from . import AsyncConnection

        return AsyncConnection._retrieve_proxy_for_target(self.sync_session.connection(**kw))

    async def stream(self, statement, params=None, **kw):
        return _Stream(self.sync_session.execute(statement, params, **kw))

    async def stream_scalars(self, statement, params=None, **kw):
        return _Stream(self.sync_session.scalars(statement, params, **kw))


def _plain(bind):
    for name in ("sync_connection", "sync_engine"):
        found = getattr(bind, name, None)
        if found is not None:
            return found
    return bind


def _awaited(name):
    async def method(self, *arg, **kw):
        return getattr(self.sync_session, name)(*arg, **kw)

    method.__name__ = name
    return method


for _name in (
    "execute scalar scalars get get_one commit rollback close flush refresh delete merge "
    "reset invalidate delete_all merge_all exec close_all"
).split():
    setattr(AsyncSession, _name, _awaited(_name))


class _Stream:
    """A result whose methods are awaited."""

    def __init__(self, result):
        self._result = result

    def __aiter__(self):
        return self

    async def __anext__(self):
        found = self._result._next()
        if found is None:
            raise StopAsyncIteration
        return found[0]

    def __getattr__(self, name):
        found = getattr(self._result, name)
        if name in ("scalars", "mappings", "unique", "columns", "yield_per"):
            return lambda *args, **kw: _Stream(found(*args, **kw))

        async def method(*args, **kw):
            return found(*args, **kw)

        return method if callable(found) else found


class AsyncSessionTransaction:
    """`async with session.begin():`"""

    def __init__(self, session, nested):
        self._session = session
        self._nested = nested

    def _start(self):
        session = self._session
        self.sync_transaction = session.begin_nested() if self._nested else session.begin()
        return self

    def __await__(self):
        return self._start()
        yield

    async def __aenter__(self):
        return self._start()

    async def __aexit__(self, *exception):
        self.sync_transaction.__exit__(*exception)

    async def commit(self):
        self.sync_transaction.commit()

    async def rollback(self):
        self.sync_transaction.rollback()

    @property
    def is_active(self):
        return self.sync_transaction.is_active


class AsyncAttrs:
    """Gives objects attributes that are awaited."""

    @property
    def awaitable_attrs(self):
        return _Awaited(self)


class _Awaited:
    def __init__(self, instance):
        self._instance = instance

    def __getattr__(self, name):
        async def value():
            return getattr(self._instance, name)

        return value()


class async_sessionmaker:
    def __class_getitem__(cls, item):
        return cls

    def __init__(self, bind=None, *, class_=AsyncSession, **kw):
        self.bind = bind
        self.class_ = class_
        self.kw = kw

    def __call__(self, **kw):
        return self.class_(kw.pop("bind", self.bind), **{**self.kw, **kw})

    def begin(self):
        return _Begun(self())

    def configure(self, **kw):
        self.bind = kw.pop("bind", self.bind)
        self.kw.update(kw)


class _Begun:
    """`async with maker.begin() as session:`"""

    def __init__(self, session):
        self.session = session

    async def __aenter__(self):
        self.transaction = self.session.sync_session.begin()
        return self.session

    async def __aexit__(self, *exception):
        try:
            self.transaction.__exit__(*exception)
        finally:
            self.session.sync_session.close()


class async_scoped_session(scoped_session):
    async def remove(self):
        scoped_session.remove(self)


def async_object_session(instance):
    return None


def async_session(session):
    return None


async def close_all_sessions():
    """Sessions end with those who hold them."""
