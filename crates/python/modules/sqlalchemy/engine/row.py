"""An older home of names."""

from .result import *  # noqa: F401,F403
from .result import CursorResult, Row, RowMapping  # noqa: F401
