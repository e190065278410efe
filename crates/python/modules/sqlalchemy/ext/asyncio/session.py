"""Sessions for `async` code."""

from ...orm.session import Session


class AsyncSession:
    def __class_getitem__(cls, item):
        return cls

    def __init__(self, bind=None, *, sync_session_class=Session, **kw):
        self.bind = bind
        bind = getattr(bind, "sync_connection", None) or getattr(bind, "sync_engine", bind)
        self.sync_session = sync_session_class(bind, **kw)

    def __getattr__(self, name):
        if name == "sync_session":
            raise AttributeError(name)
        return getattr(self.sync_session, name)

    async def __aenter__(self):
        return self

    async def __aexit__(self, type_, value, traceback):
        self.sync_session.close()

    async def run_sync(self, fn, *arg, **kw):
        return fn(self.sync_session, *arg, **kw)


def _awaited(name):
    async def method(self, *arg, **kw):
        return getattr(self.sync_session, name)(*arg, **kw)

    method.__name__ = name
    return method


for _name in "execute scalar scalars commit rollback close flush".split():
    setattr(AsyncSession, _name, _awaited(_name))


class async_sessionmaker:
    def __class_getitem__(cls, item):
        return cls

    def __init__(self, bind=None, *, class_=AsyncSession, **kw):
        self.bind = bind
        self.class_ = class_
        self.kw = kw

    def __call__(self, **kw):
        return self.class_(kw.pop("bind", self.bind), **{**self.kw, **kw})


async_scoped_session = async_sessionmaker
