"""Making engines."""

from .base import Engine
from .url import make_url

# Options of create_engine() whose values a configuration file gives as text.
_BOOLEANS = (
    "echo echo_pool pool_pre_ping pool_use_lifo hide_parameters future "
    "enable_from_linting use_native_hstore"
).split()
_NUMBERS = "pool_recycle pool_size max_overflow pool_timeout query_cache_size".split()


def create_engine(url, **kw):
    return Engine(make_url(url), kw)


def create_mock_engine(url, executor, **kw):
    from . import mock

    return mock.create_mock_engine(url, executor)


def create_pool_from_url(url, **kw):
    return create_engine(url, **kw).pool


def engine_from_config(configuration, prefix="sqlalchemy.", **kwargs):
    options = {
        key[len(prefix):]: configuration[key]
        for key in configuration
        if key.startswith(prefix)
    }
    options["_coerce_config"] = True
    options.update(kwargs)
    url = options.pop("url")
    options.pop("_coerce_config")
    for key, value in options.items():
        options[key] = _coerce(key, value)
    return create_engine(url, **options)


def _coerce(key, value):
    if not isinstance(value, str):
        return value
    word = value.strip().lower()
    if key in _BOOLEANS:
        if word in ("true", "yes", "on", "y", "t", "1"):
            return True
        if word in ("false", "no", "off", "n", "f", "0"):
            return False
        if key in ("echo", "echo_pool") and word == "debug":
            return "debug"
        raise ValueError("String is not true/false: %r" % word)
    if key in _NUMBERS:
        return int(value) if value.strip() else value
    return value


def check_options(options):
    """Refuses what create_engine() does not know, as SQLAlchemy does."""
    unknown = [name for name in options if name not in _KNOWN]
    if unknown:
        raise TypeError(
            "Invalid argument(s) %s sent to create_engine(), using configuration "
            "limbeck/Engine.  Please check that the keyword arguments are appropriate for "
            "this combination of components." % ",".join("'%s'" % name for name in unknown)
        )


_KNOWN = frozenset(
    """
    async_fallback client_encoding connect_args convert_unicode creator
    creator_fn_args deterministic echo echo_pool
    enable_from_linting encoding execution_options executemany_batch_page_size
    executemany_mode executemany_values_page_size future hide_parameters
    implicit_returning insertmanyvalues_page_size isolation_level
    isolation_level_on_connect json_deserializer json_serializer
    label_length listeners logging_name max_identifier_length
    max_overflow module native_datetime native_inet_types
    paramstyle plugins pool poolclass pool_events pool_logging_name
    pool_pre_ping pool_recycle pool_reset_on_return pool_size pool_timeout
    pool_use_lifo query_cache_size server_side_cursors
    skip_autocommit_rollback strategy use_insertmanyvalues
    use_native_hstore use_native_unicode use_native_uuid
    prepared_statement_cache_size
    """.split()
)
