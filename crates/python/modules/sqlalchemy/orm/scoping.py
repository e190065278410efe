"""Sessions that are shared."""

from .scoped import scoped_session
