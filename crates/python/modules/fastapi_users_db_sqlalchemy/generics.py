"""The types of FastAPI Users' tables."""

from sqlalchemy import CHAR, TIMESTAMP, TypeDecorator
from sqlalchemy.dialects.postgresql import UUID


class GUID(TypeDecorator):
    """A UUID; 36 characters where the database has no such type."""

    class UUIDChar(CHAR):
        pass

    impl = UUIDChar
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(UUID())
        return dialect.type_descriptor(CHAR(36))

    def process_bind_param(self, value, dialect):
        import uuid

        if value is None:
            return None
        if dialect.name == "postgresql" or isinstance(value, uuid.UUID):
            return str(value)
        return str(uuid.UUID(value))

    def process_result_value(self, value, dialect):
        import uuid

        return value if value is None or isinstance(value, uuid.UUID) else uuid.UUID(value)


def now_utc():
    from datetime import datetime, timezone

    return datetime.now(timezone.utc)


class TIMESTAMPAware(TypeDecorator):
    """A time in UTC, also where the database keeps no time zone."""

    impl = TIMESTAMP
    cache_ok = True

    def process_result_value(self, value, dialect):
        from datetime import timezone

        if value is not None and dialect.name != "postgresql":
            return value.replace(tzinfo=timezone.utc)
        return value
