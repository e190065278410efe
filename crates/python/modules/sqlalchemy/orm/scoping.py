"""Sessions that are shared."""

from .session import scoped_session
