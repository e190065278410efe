"""The scan of mapped classes."""

from .scan import Scan as _DeclarativeMapperConfig
