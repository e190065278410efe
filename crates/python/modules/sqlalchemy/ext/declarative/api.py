"""The older home of declarative classes."""

from . import *  # noqa: F403
from . import declarative_base, declared_attr
