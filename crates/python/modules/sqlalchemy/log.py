"""The log of the statements that are executed."""

import sys

ENGINE = "sqlalchemy.engine.Engine"


def is_logged():
    """Whether the log takes them."""
    logging = sys.modules.get("logging")
    if logging is None:
        return False
    above = logging.getLogger("sqlalchemy")
    if above.level == logging.NOTSET:
        # What the root logger is set to is not meant for statements.
        above.setLevel(logging.WARNING)
    return logging.getLogger(ENGINE).isEnabledFor(logging.INFO)


def log_statements(echo):
    """Has them logged, on standard output too."""
    import logging

    logger = logging.getLogger(ENGINE)
    logger.setLevel(logging.DEBUG if echo == "debug" else logging.INFO)
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stdout)
        form = "%(asctime)s %(levelname)s %(name)s %(message)s"
        handler.setFormatter(logging.Formatter(form))
        logger.addHandler(handler)
