"""UUIDs as texts."""

import uuid


def generate_uuid(dashed=True):
    made = uuid.uuid4()
    return str(made) if dashed else made.hex


def is_uuid_like(val):
    try:
        plain = val.replace("urn:", "").replace("uuid:", "").strip("{}").replace("-", "")
        return uuid.UUID(val).hex == plain.lower()
    except (TypeError, ValueError, AttributeError):
        return False
