"""The exceptions of `asyncio`."""

TimeoutError = TimeoutError


class CancelledError(BaseException):
    pass


class InvalidStateError(Exception):
    pass


class SendfileNotAvailableError(RuntimeError):
    pass


class IncompleteReadError(EOFError):
    pass


class LimitOverrunError(Exception):
    pass


class BrokenBarrierError(RuntimeError):
    pass


class QueueShutDown(Exception):
    pass
