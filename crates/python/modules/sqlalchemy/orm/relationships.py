"""Relationships."""

from .properties import Relationship, RelationshipProperty, foreign, remote
