"""MySQL's ENUM and SET."""

from .types import ENUM, SET  # noqa: F401
