"""One of the types of pgvector."""

from . import HALFVEC
