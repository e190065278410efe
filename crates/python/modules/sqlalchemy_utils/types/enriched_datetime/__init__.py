"""One of the types of SQLAlchemy-Utils."""

from ..scalars import EnrichedDateTimeType, EnrichedDateType
