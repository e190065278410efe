"""Loguru's logger, which writes to the log of the migration."""

import logging
import sys

_logger = logging.getLogger("loguru")
_LEVELS = {"TRACE": 5, "DEBUG": 10, "INFO": 20, "SUCCESS": 25, "WARNING": 30, "ERROR": 40, "CRITICAL": 50}


class Logger:
    def __init__(self, extra=(), exception=None, patch=()):
        self._extra = dict(extra)
        self._exception = exception

    def log(self, level, message, *args, **kwargs):
        number = _LEVELS.get(level, level)
        if args or kwargs:
            message = str(message).format(*args, **kwargs)
        _logger.log(number, "%s", message, exc_info=self._exception)

    def exception(self, message, *args, **kwargs):
        self.opt(exception=True).error(message, *args, **kwargs)

    def opt(self, *, exception=None, **kwargs):
        return Logger(self._extra, exception)

    def bind(self, **extra):
        return Logger({**self._extra, **extra}, self._exception)

    def contextualize(self, **extra):
        import contextlib

        return contextlib.nullcontext()

    def patch(self, patcher):
        return self

    def level(self, name, no=None, color=None, icon=None):
        if no is not None:
            _LEVELS[name] = no
        return name, _LEVELS[name]

    def add(self, sink, **kwargs):
        return 1

    def remove(self, handler_id=None):
        """The handlers are those of the migration's log."""

    configure = add

    def catch(self, function=None, **kwargs):
        def decorate(function):
            def caught(*args, **kwargs):
                try:
                    return function(*args, **kwargs)
                except Exception as error:
                    self.opt(exception=error).error("An error has been caught: {}", error)

            return caught

        return decorate if function is None or not callable(function) else decorate(function)


def _method(level):
    def method(self, message, *args, **kwargs):
        self.log(level, message, *args, **kwargs)

    return method


for _name in _LEVELS:
    setattr(Logger, _name.lower(), _method(_name))

logger = Logger()
