"""PostgreSQL's JSON types."""

from .types import JSON, JSONB, JSONPATH
