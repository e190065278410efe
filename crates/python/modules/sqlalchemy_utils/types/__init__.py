"""The types of SQLAlchemy-Utils."""

from .encrypted.encrypted_type import EncryptedType, StringEncryptedType
from .scalars import *  # noqa: F403


def __getattr__(name):
    # The modules are there without being imported.
    import sys

    path = "%s.%s" % (__name__, name)
    try:
        __import__(path)
    except ModuleNotFoundError:
        raise AttributeError("module %r has no attribute %r" % (__name__, name)) from None
    return sys.modules[path]
