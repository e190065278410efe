"""Locks, events and queues between tasks."""

import asyncio


async def _wait(waiters):
    future = asyncio.get_running_loop().create_future()
    waiters.append(future)
    try:
        await future
    finally:
        if future in waiters:
            waiters.remove(future)


def _wake(waiters, count=1):
    for future in waiters[:count]:
        if not future.done():
            future.set_result(None)


class _Guard:
    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *error):
        self.release()


class Lock(_Guard):
    def __init__(self):
        self._locked = False
        self._waiters = []

    def locked(self):
        return self._locked

    async def acquire(self):
        while self._locked:
            await _wait(self._waiters)
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        self._locked = False
        _wake(self._waiters)


class Event:
    def __init__(self):
        self._set = False
        self._waiters = []

    def is_set(self):
        return self._set

    def set(self):
        self._set = True
        _wake(self._waiters, len(self._waiters))

    def clear(self):
        self._set = False

    async def wait(self):
        while not self._set:
            await _wait(self._waiters)
        return True


class Semaphore(_Guard):
    _bound = None

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        self._value = value
        self._waiters = []

    def locked(self):
        return self._value == 0

    async def acquire(self):
        while self._value <= 0:
            await _wait(self._waiters)
        self._value -= 1
        return True

    def release(self):
        if self._bound is not None and self._value >= self._bound:
            raise ValueError("BoundedSemaphore released too many times")
        self._value += 1
        _wake(self._waiters)


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        Semaphore.__init__(self, value)
        self._bound = value


class Condition(_Guard):
    def __init__(self, lock=None):
        self._lock = lock or Lock()
        self._waiters = []
        self.acquire = self._lock.acquire
        self.release = self._lock.release
        self.locked = self._lock.locked

    async def wait(self):
        self.release()
        try:
            await _wait(self._waiters)
        finally:
            await self.acquire()
        return True

    async def wait_for(self, predicate):
        while not (result := predicate()):
            await self.wait()
        return result

    def notify(self, n=1):
        _wake(self._waiters, n)

    def notify_all(self):
        self.notify(len(self._waiters))


class QueueEmpty(Exception):
    pass


class QueueFull(Exception):
    pass


class Queue:
    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._items = []
        self._unfinished = 0
        self._changed = []

    def _put(self, item):
        self._items.append(item)

    def _get(self):
        return self._items.pop(0)

    def qsize(self):
        return len(self._items)

    def empty(self):
        return not self._items

    def full(self):
        return 0 < self.maxsize <= len(self._items)

    def put_nowait(self, item):
        if self.full():
            raise QueueFull
        self._put(item)
        self._unfinished += 1
        _wake(self._changed, len(self._changed))

    def get_nowait(self):
        if not self._items:
            raise QueueEmpty
        item = self._get()
        _wake(self._changed, len(self._changed))
        return item

    async def put(self, item):
        while self.full():
            await _wait(self._changed)
        self.put_nowait(item)

    async def get(self):
        while not self._items:
            await _wait(self._changed)
        return self.get_nowait()

    def task_done(self):
        if self._unfinished <= 0:
            raise ValueError("task_done() called too many times")
        self._unfinished -= 1
        _wake(self._changed, len(self._changed))

    async def join(self):
        while self._unfinished:
            await _wait(self._changed)


class LifoQueue(Queue):
    def _get(self):
        return self._items.pop()


class PriorityQueue(Queue):
    def _get(self):
        item = min(self._items)
        self._items.remove(item)
        return item
