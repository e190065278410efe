"""Which SQLAlchemy the project has installed: models mean what they mean to
that one."""

import os
import sys

_is_older = None


def is_older():
    """Whether it is one before 2.1. Without any, the newest counts."""
    global _is_older
    if _is_older is None:
        _is_older = _version().startswith(("1.", "2.0."))
    return _is_older


def _version():
    prefix, suffix = "sqlalchemy-", ".dist-info"
    for folder in sys.path:
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        for name in names:
            if name.lower().startswith(prefix) and name.endswith(suffix):
                return name[len(prefix) : -len(suffix)]
    return ""
