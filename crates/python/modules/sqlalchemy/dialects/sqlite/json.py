"""SQLite's JSON types."""

from .types import JSON, JSONB
