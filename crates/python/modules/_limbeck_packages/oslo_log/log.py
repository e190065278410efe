"""Loggers that are adapters of the standard library's."""

import logging

CRITICAL = logging.CRITICAL
FATAL = logging.FATAL
ERROR = logging.ERROR
WARNING = logging.WARNING
WARN = logging.WARNING
INFO = logging.INFO
DEBUG = logging.DEBUG
NOTSET = logging.NOTSET
TRACE = 5

_adapters = {}


class BaseLoggerAdapter(logging.LoggerAdapter):
    warn_format = None

    @property
    def handlers(self):
        return self.logger.handlers

    def trace(self, msg, *args, **kwargs):
        self.log(TRACE, msg, *args, **kwargs)


class KeywordArgumentAdapter(BaseLoggerAdapter):
    """Keywords that logging does not know become the record's extra data."""

    def process(self, msg, kwargs):
        extra = dict(self.extra or {})
        extra.update(kwargs.pop("extra", None) or {})
        for name in list(kwargs):
            if name not in ("exc_info", "stack_info", "stacklevel"):
                extra[name] = kwargs.pop(name)
        kwargs["extra"] = extra
        return msg, kwargs


def getLogger(name=None, project="unknown", version="unknown"):
    if name and name.startswith("oslo_"):
        name = "oslo." + name[5:]
    found = _adapters.get(name)
    if found is None:
        extra = {"project": project, "version": version}
        found = _adapters[name] = KeywordArgumentAdapter(logging.getLogger(name), extra)
    return found


def get_loggers():
    return _adapters


def get_default_log_levels():
    return ["sqlalchemy=WARN", "stevedore=WARN"]


def set_defaults(logging_context_format_string=None, default_log_levels=None):
    """What handlers print is env.py's to say."""


def register_options(conf):
    from oslo_config import cfg

    conf.register_opts(
        [
            cfg.BoolOpt("debug", default=False, short="d"),
            cfg.StrOpt("log_config_append"),
            cfg.StrOpt("log_file"),
            cfg.StrOpt("log_dir"),
            cfg.BoolOpt("use_stderr", default=False),
            cfg.ListOpt("default_log_levels", default=get_default_log_levels()),
        ]
    )


def setup(conf, product_name, version="unknown", fix_eventlet=True):
    if getattr(conf, "debug", False):
        logging.getLogger().setLevel(DEBUG)


def is_debug_enabled(conf):
    return bool(conf.debug)
