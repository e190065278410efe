"""An event loop without input and output: tasks, futures, timers and locks.

Database calls finish at once here, so that this is all that an asynchronous
env.py asks for; it imports next to nothing.
"""

import time as _time

from asyncio.exceptions import (
    BrokenBarrierError, CancelledError, IncompleteReadError, InvalidStateError,
    LimitOverrunError, QueueShutDown, SendfileNotAvailableError, TimeoutError)

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

_running = None
_current = None
_loop = None


class Handle:
    def __init__(self, callback, args, loop, when=None):
        self._callback = callback
        self._args = args
        self._loop = loop
        self._when = when
        self._cancelled = False

    def cancel(self):
        self._cancelled = True

    def cancelled(self):
        return self._cancelled

    def when(self):
        return self._when

    def _run(self):
        if not self._cancelled:
            self._callback(*self._args)


TimerHandle = Handle


class AbstractEventLoop:
    """The loop: what is ready to run, and what waits for a time."""

    def __init__(self):
        self._ready = []
        self._timers = []
        self._stopping = False
        self._closed = False
        self._debug = False
        self._tasks = {}
        self._handler = None

    def time(self):
        return _time.monotonic()

    def is_running(self):
        return _running is self

    def is_closed(self):
        return self._closed

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = enabled

    def set_exception_handler(self, handler):
        self._handler = handler

    def get_exception_handler(self):
        return self._handler

    def call_exception_handler(self, context):
        if self._handler is not None:
            self._handler(self, context)

    def set_task_factory(self, factory):
        pass

    def set_default_executor(self, executor):
        pass

    def add_signal_handler(self, sig, callback, *args):
        pass

    def remove_signal_handler(self, sig):
        return False

    def call_soon(self, callback, *args, context=None):
        if self._closed:
            raise RuntimeError("Event loop is closed")
        handle = Handle(callback, args, self)
        self._ready.append(handle)
        return handle

    call_soon_threadsafe = call_soon

    def call_later(self, delay, callback, *args, context=None):
        return self.call_at(self.time() + delay, callback, *args)

    def call_at(self, when, callback, *args, context=None):
        handle = Handle(callback, args, self, when)
        self._timers.append(handle)
        return handle

    def create_future(self):
        return Future(loop=self)

    def create_task(self, coro, *, name=None, context=None, eager_start=None):
        if self._closed:
            raise RuntimeError("Event loop is closed")
        return Task(coro, loop=self, name=name)

    async def _call(self, function, args):
        return function(*args)

    def run_in_executor(self, executor, function, *args):
        return self.create_task(self._call(function, args))

    def stop(self):
        self._stopping = True

    def close(self):
        if self.is_running():
            raise RuntimeError("Cannot close a running event loop")
        self._closed = True
        self._ready = []
        self._timers = []

    async def shutdown_asyncgens(self):
        pass

    async def shutdown_default_executor(self, timeout=None):
        pass

    def run_forever(self):
        global _running
        if self._closed:
            raise RuntimeError("Event loop is closed")
        if _running is not None:
            raise RuntimeError(
                "This event loop is already running" if _running is self
                else "Cannot run the event loop while another loop is running")
        _running = self
        try:
            while not self._stopping:
                self._turn()
        finally:
            self._stopping = False
            _running = None

    def _turn(self):
        now = self.time()
        timers = [timer for timer in self._timers if not timer._cancelled]
        due = sorted((timer for timer in timers if timer._when <= now), key=Handle.when)
        self._timers = [timer for timer in timers if timer._when > now]
        ready, self._ready = self._ready + due, []
        if not ready:
            if not self._timers:
                raise RuntimeError("the event loop waits for something that nothing can bring")
            _time.sleep(max(0, min(timer._when for timer in self._timers) - now))
        while ready:
            handle = ready.pop(0)
            try:
                handle._run()
            except BaseException:
                self._ready = ready + self._ready
                raise

    def run_until_complete(self, future):
        if self._closed:
            if iscoroutine(future):
                future.close()
            raise RuntimeError("Event loop is closed")
        new = not isfuture(future)
        future = ensure_future(future, loop=self)
        future.add_done_callback(self._finished)
        try:
            self.run_forever()
        except BaseException:
            if new and future.done() and not future.cancelled():
                future.exception()
            raise
        finally:
            future.remove_done_callback(self._finished)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    def _finished(self, future):
        self.stop()

    def __repr__(self):
        return "<%s running=%s closed=%s debug=%s>" % (
            type(self).__name__, self.is_running(), self._closed, self._debug)


BaseEventLoop = SelectorEventLoop = ProactorEventLoop = EventLoop = AbstractEventLoop


class Future:
    _state = "PENDING"

    def __init__(self, *, loop=None):
        self._loop = loop or get_event_loop()
        self._result = None
        self._exception = None
        self._callbacks = []

    def get_loop(self):
        return self._loop

    def done(self):
        return self._state != "PENDING"

    def cancelled(self):
        return self._state == "CANCELLED"

    def result(self):
        if self._state == "CANCELLED":
            raise CancelledError
        if self._state != "FINISHED":
            raise InvalidStateError("Result is not ready.")
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self):
        if self._state == "CANCELLED":
            raise CancelledError
        if self._state != "FINISHED":
            raise InvalidStateError("Exception is not set.")
        return self._exception

    def set_result(self, result):
        self._end("FINISHED", result, None)

    def set_exception(self, exception):
        if isinstance(exception, type):
            exception = exception()
        self._end("FINISHED", None, exception)

    def cancel(self, msg=None):
        if self.done():
            return False
        self._end("CANCELLED", None, None)
        return True

    def _end(self, state, result, exception):
        if self.done():
            raise InvalidStateError("%s: %r" % (self._state, self))
        self._state = state
        self._result = result
        self._exception = exception
        callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            self._loop.call_soon(callback, self)

    def add_done_callback(self, callback, *, context=None):
        if self.done():
            self._loop.call_soon(callback, self)
        else:
            self._callbacks.append(callback)

    def remove_done_callback(self, callback):
        kept = [each for each in self._callbacks if each != callback]
        removed = len(self._callbacks) - len(kept)
        self._callbacks = kept
        return removed

    def __await__(self):
        if not self.done():
            yield self
        return self.result()

    __iter__ = __await__

    def __repr__(self):
        return "<%s %s>" % (type(self).__name__, self._state.lower())


_names = 0


class Task(Future):
    """A coroutine that the loop runs."""

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        global _names
        if not iscoroutine(coro) and not hasattr(coro, "send"):
            raise TypeError("a coroutine was expected, got %r" % (coro,))
        Future.__init__(self, loop=loop)
        _names += 1
        self._coro = coro
        self._name = name or "Task-%d" % _names
        self._waits_for = None
        self._must_cancel = False
        self._loop._tasks[self] = None
        self._loop.call_soon(self._step)

    def get_coro(self):
        return self._coro

    def get_name(self):
        return self._name

    def set_name(self, value):
        self._name = str(value)

    def cancel(self, msg=None):
        if self.done():
            return False
        if self._waits_for is not None and self._waits_for.cancel():
            return True
        self._must_cancel = True
        return True

    def cancelling(self):
        return int(self._must_cancel)

    def uncancel(self):
        self._must_cancel = False
        return 0

    def _step(self, awaited=None):
        global _current
        if self.done():
            return
        error = None
        if self._must_cancel:
            self._must_cancel = False
            error = CancelledError()
        self._waits_for = None
        previous, _current = _current, self
        try:
            yielded = self._coro.throw(error) if error else self._coro.send(None)
        except StopIteration as stop:
            self._end("FINISHED", stop.value, None)
        except CancelledError:
            self._end("CANCELLED", None, None)
        except (KeyboardInterrupt, SystemExit) as exception:
            self._end("FINISHED", None, exception)
            raise
        except BaseException as exception:
            self._end("FINISHED", None, exception)
        else:
            if isinstance(yielded, Future):
                self._waits_for = yielded
                yielded.add_done_callback(self._step)
                if self._must_cancel and yielded.cancel():
                    self._must_cancel = False
            else:
                self._loop.call_soon(self._step)
        finally:
            _current = previous
            if self.done():
                self._loop._tasks.pop(self, None)


def iscoroutine(obj):
    return hasattr(obj, "cr_frame") or (hasattr(obj, "send") and hasattr(obj, "__await__"))


def iscoroutinefunction(func):
    while hasattr(func, "func") and not hasattr(func, "__code__"):
        func = func.func
    func = getattr(func, "__func__", func)
    code = getattr(func, "__code__", None)
    return code is not None and bool(code.co_flags & 0x80) or hasattr(func, "_is_coroutine_mark")


def isfuture(obj):
    return isinstance(obj, Future)


def ensure_future(coro_or_future, *, loop=None):
    if isfuture(coro_or_future):
        return coro_or_future
    loop = loop or get_event_loop()
    if iscoroutine(coro_or_future):
        return loop.create_task(coro_or_future)
    if hasattr(coro_or_future, "__await__"):
        async def wrap():
            return await coro_or_future

        return loop.create_task(wrap())
    raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")


def get_running_loop():
    if _running is None:
        raise RuntimeError("no running event loop")
    return _running


def _get_running_loop():
    return _running


def get_event_loop():
    global _loop
    if _running is not None:
        return _running
    if _loop is None:
        _loop = new_event_loop()
    return _loop


def new_event_loop():
    return AbstractEventLoop()


def set_event_loop(loop):
    global _loop
    _loop = loop


class AbstractEventLoopPolicy:
    def get_event_loop(self):
        return get_event_loop()

    def set_event_loop(self, loop):
        set_event_loop(loop)

    def new_event_loop(self):
        return new_event_loop()


DefaultEventLoopPolicy = AbstractEventLoopPolicy
WindowsSelectorEventLoopPolicy = WindowsProactorEventLoopPolicy = AbstractEventLoopPolicy
_policy = AbstractEventLoopPolicy()


def get_event_loop_policy():
    return _policy


def set_event_loop_policy(policy):
    global _policy
    _policy = policy or AbstractEventLoopPolicy()


class Runner:
    def __init__(self, *, debug=None, loop_factory=None):
        self._loop = (loop_factory or new_event_loop)()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def get_loop(self):
        return self._loop

    def run(self, coro, *, context=None):
        if not iscoroutine(coro):
            raise ValueError("a coroutine was expected, got %r" % (coro,))
        if _running is not None:
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        return self._loop.run_until_complete(coro)

    def close(self):
        if self._loop.is_closed():
            return
        left = [task for task in self._loop._tasks if not task.done()]
        for task in left:
            task.cancel()
        if left:
            self._loop.run_until_complete(gather(*left, return_exceptions=True, loop=self._loop))
        self._loop.close()


def run(main, *, debug=None, loop_factory=None):
    if _running is not None:
        if iscoroutine(main):
            main.close()
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    if not iscoroutine(main):
        raise ValueError("a coroutine was expected, got %r" % (main,))
    with Runner(debug=debug, loop_factory=loop_factory) as runner:
        return runner.run(main)


def create_task(coro, *, name=None, context=None):
    return get_running_loop().create_task(coro, name=name)


def current_task(loop=None):
    return _current


def all_tasks(loop=None):
    return set((loop or get_running_loop())._tasks)


class _Pause:
    def __await__(self):
        yield None


async def sleep(delay, result=None):
    if delay <= 0:
        await _Pause()
        return result
    loop = get_running_loop()
    future = loop.create_future()
    handle = loop.call_later(delay, _wake, future, result)
    try:
        return await future
    finally:
        handle.cancel()


def _wake(future, result):
    if not future.done():
        future.set_result(result)


def gather(*awaitables, return_exceptions=False, loop=None):
    loop = loop or get_event_loop()
    children = [ensure_future(each, loop=loop) for each in awaitables]
    outer = loop.create_future()
    left = len(children)
    if not children:
        outer.set_result([])
        return outer

    def finished(child):
        nonlocal left
        left -= 1
        if outer.done():
            return
        if not return_exceptions:
            if child.cancelled():
                outer.set_exception(CancelledError())
                return
            if child.exception() is not None:
                outer.set_exception(child.exception())
                return
        if left == 0:
            outer.set_result([
                CancelledError() if each.cancelled() else each.exception() or each.result()
                for each in children
            ])

    for child in children:
        child.add_done_callback(finished)
    return outer


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    loop = get_running_loop()
    futures = {ensure_future(each, loop=loop) for each in fs}
    if not futures:
        raise ValueError("Set of Tasks/Futures is empty.")

    def enough():
        done = [each for each in futures if each.done()]
        if return_when == FIRST_COMPLETED and done:
            return True
        if return_when == FIRST_EXCEPTION and any(
                not each.cancelled() and each.exception() for each in done):
            return True
        return len(done) == len(futures)

    limit = None if timeout is None else loop.time() + timeout
    while not enough() and (limit is None or loop.time() < limit):
        waiter = loop.create_future()
        handle = None if limit is None else loop.call_at(limit, _wake, waiter, None)

        def awaken(future):
            _wake(waiter, None)

        pending = [each for each in futures if not each.done()]
        for each in pending:
            each.add_done_callback(awaken)
        await waiter
        for each in pending:
            each.remove_done_callback(awaken)
        if handle is not None:
            handle.cancel()
    return {each for each in futures if each.done()}, {each for each in futures if not each.done()}


async def wait_for(fut, timeout):
    if timeout is None:
        return await fut
    future = ensure_future(fut, loop=get_running_loop())
    await wait([future], timeout=max(0, timeout))
    if future.done():
        return future.result()
    future.cancel()
    try:
        await future
    except CancelledError:
        pass
    raise TimeoutError


async def shield(arg):
    return await ensure_future(arg)


async def to_thread(func, /, *args, **kwargs):
    return func(*args, **kwargs)


def as_completed(fs, *, timeout=None):
    for each in [ensure_future(each) for each in fs]:
        yield each


def run_coroutine_threadsafe(coro, loop):
    return loop.create_task(coro)


def wrap_future(future, *, loop=None):
    return future


class Timeout:
    def __init__(self, when):
        self._when = when
        self._expired = False
        self._handle = None

    def when(self):
        return self._when

    def reschedule(self, when):
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        self._when = when
        if when is not None:
            self._handle = get_running_loop().call_at(when, self._expire)

    def expired(self):
        return self._expired

    def _expire(self):
        self._expired = True
        self._task.cancel()

    async def __aenter__(self):
        self._task = current_task()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, kind, error, trace):
        if self._handle is not None:
            self._handle.cancel()
        if self._expired and kind is CancelledError:
            raise TimeoutError from error


def timeout(delay):
    return Timeout(None if delay is None else get_running_loop().time() + delay)


def timeout_at(when):
    return Timeout(when)


class TaskGroup:
    def __init__(self):
        self._tasks = []

    async def __aenter__(self):
        return self

    def create_task(self, coro, *, name=None, context=None):
        task = create_task(coro, name=name)
        self._tasks.append(task)
        return task

    async def __aexit__(self, kind, error, trace):
        errors = [] if error is None or kind is CancelledError else [error]
        if errors:
            for task in self._tasks:
                task.cancel()
        seen = 0
        while seen < len(self._tasks):
            task = self._tasks[seen]
            seen += 1
            try:
                await task
            except CancelledError:
                pass
            except Exception as failed:
                errors.append(failed)
                for other in self._tasks:
                    other.cancel()
        if errors:
            raise BaseExceptionGroup("unhandled errors in a TaskGroup", errors)


def __getattr__(name):
    if name in ("Lock", "Event", "Condition", "Semaphore", "BoundedSemaphore",
                "Queue", "LifoQueue", "PriorityQueue", "QueueEmpty", "QueueFull"):
        from asyncio import locks

        return getattr(locks, name)
    raise AttributeError("module 'asyncio' has no attribute %r" % name)
