"""Relationships that are queries."""

from .query import Query as AppenderQuery
