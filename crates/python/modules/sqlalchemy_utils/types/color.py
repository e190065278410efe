"""One of the types of SQLAlchemy-Utils."""

from .scalars import ColorType
