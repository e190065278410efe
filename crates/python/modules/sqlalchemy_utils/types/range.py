"""One of the types of SQLAlchemy-Utils."""

from .scalars import DateRangeType, DateTimeRangeType, Int8RangeType, IntRangeType, NumericRangeType
