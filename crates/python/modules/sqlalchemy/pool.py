"""Pools, by name: a connection is opened when it is asked for and closed for
good, whatever the pool."""


class Pool:
    # Whether a database in memory outlives its connection.
    keeps = True

    def __init__(self, creator=None, recycle=-1, **kw):
        self._creator = creator
        self.options = kw

    def __class_getitem__(cls, item):
        return cls

    def connect(self):
        return self._creator()

    def dispose(self):
        pass

    def recreate(self):
        return self

    def size(self):
        return 0

    def checkedin(self):
        return 0

    def checkedout(self):
        return 0

    def overflow(self):
        return 0

    def status(self):
        return type(self).__name__


class NullPool(Pool):
    keeps = False


class QueuePool(Pool):
    pass


class AsyncAdaptedQueuePool(QueuePool):
    pass


class FallbackAsyncAdaptedQueuePool(AsyncAdaptedQueuePool):
    pass


class SingletonThreadPool(Pool):
    pass


class StaticPool(Pool):
    pass


class AssertionPool(Pool):
    pass


class PoolProxiedConnection:
    pass


class PoolResetState:
    pass


class ManagesConnection:
    pass


_ConnectionFairy = _ConnectionRecord = PoolProxiedConnection


def reset_agent(*arg, **kw):
    pass
