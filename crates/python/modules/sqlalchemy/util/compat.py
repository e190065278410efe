"""An older home of names."""

from . import *  # noqa: F401,F403
