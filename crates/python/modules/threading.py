"""Threads for an interpreter that has one: `start()` runs the function.

Locks never wait, because nobody else could hold them.
"""

import time as _time

TIMEOUT_MAX = float(2 ** 31)


class ThreadError(RuntimeError):
    pass


class Lock:
    def __init__(self):
        self._held = False

    def acquire(self, blocking=True, timeout=-1):
        if self._held:
            if blocking and timeout < 0:
                raise RuntimeError("deadlock: the lock is held, and there is one thread")
            return False
        self._held = True
        return True

    def release(self):
        if not self._held:
            raise RuntimeError("release unlocked lock")
        self._held = False

    def locked(self):
        return self._held

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()


class RLock:
    def __init__(self):
        self._depth = 0

    def acquire(self, blocking=True, timeout=-1):
        self._depth += 1
        return True

    def release(self):
        if not self._depth:
            raise RuntimeError("cannot release un-acquired lock")
        self._depth -= 1

    def locked(self):
        return self._depth > 0

    def _is_owned(self):
        return self._depth > 0

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()


class Condition:
    def __init__(self, lock=None):
        self._lock = lock or RLock()
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()

    def wait(self, timeout=None):
        if timeout is None:
            raise RuntimeError("deadlock: nobody can notify, there is one thread")
        _time.sleep(timeout)
        return False

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        if not result:
            self.wait(timeout)
            result = predicate()
        return result

    def notify(self, n=1):
        pass

    def notify_all(self):
        pass

    notifyAll = notify_all


class Event:
    def __init__(self):
        self._set = False

    def is_set(self):
        return self._set

    isSet = is_set

    def set(self):
        self._set = True

    def clear(self):
        self._set = False

    def wait(self, timeout=None):
        if not self._set:
            if timeout is None:
                raise RuntimeError("deadlock: nobody can set the event, there is one thread")
            _time.sleep(timeout)
        return self._set


class Semaphore:
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        if self._value == 0:
            if blocking and timeout is None:
                raise RuntimeError("deadlock: nobody can release, there is one thread")
            return False
        self._value -= 1
        return True

    def release(self, n=1):
        self._value += n

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        Semaphore.__init__(self, value)
        self._bound = value

    def release(self, n=1):
        if self._value + n > self._bound:
            raise ValueError("Semaphore released too many times")
        self._value += n


class local:
    """Attributes of the one thread."""


class Thread:
    _count = 0

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *,
                 daemon=None, context=None):
        if name is None:
            Thread._count += 1
            name = "Thread-%d" % Thread._count
        self.name = name
        self.daemon = bool(daemon)
        self._target = target
        self._args = args
        self._kwargs = kwargs or {}
        self._started = False
        self.ident = self.native_id = None

    def run(self):
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def start(self):
        if self._started:
            raise RuntimeError("threads can only be started once")
        global _current
        self._started = True
        self.ident = self.native_id = id(self)
        previous, _current = _current, self
        try:
            self.run()
        except SystemExit:
            pass
        except Exception as error:
            excepthook(ExceptHookArgs((type(error), error, error.__traceback__, self)))
        finally:
            _current = previous

    def join(self, timeout=None):
        if not self._started:
            raise RuntimeError("cannot join thread before it is started")

    def is_alive(self):
        return _current is self

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name

    def isDaemon(self):
        return self.daemon

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    def __repr__(self):
        return "<%s(%s)>" % (type(self).__name__, self.name)


class _MainThread(Thread):
    def __init__(self):
        Thread.__init__(self, name="MainThread")
        self._started = True
        self.ident = self.native_id = 1

    def is_alive(self):
        return True


_main = _current = _MainThread()


class Timer(Thread):
    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self, target=function, args=args or (), kwargs=kwargs)
        self.interval = interval
        self.finished = Event()

    def cancel(self):
        self.finished.set()

    def start(self):
        if not self.finished.is_set():
            _time.sleep(self.interval)
            Thread.start(self)


class ExceptHookArgs:
    def __init__(self, args):
        self.exc_type, self.exc_value, self.exc_traceback, self.thread = args


def excepthook(args):
    import sys
    import traceback

    sys.stderr.write("Exception in thread %s:\n" % args.thread.name)
    traceback.print_exception(args.exc_type, args.exc_value, args.exc_traceback)


def current_thread():
    return _current


currentThread = current_thread


def main_thread():
    return _main


def get_ident():
    return _current.ident


get_native_id = get_ident


def active_count():
    return len(enumerate())


activeCount = active_count


def enumerate():
    return [_main] if _current is _main else [_main, _current]


def settrace(func):
    pass


def setprofile(func):
    pass


def stack_size(size=0):
    return 0


def _shutdown():
    pass


def _register_atexit(func, *args, **kwargs):
    import atexit

    atexit.register(func, *args, **kwargs)
