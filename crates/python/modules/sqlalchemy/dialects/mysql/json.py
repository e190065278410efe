"""MySQL's JSON."""

from .types import JSON  # noqa: F401
