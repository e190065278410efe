"""UUIDs of versions 6, 7 and 8, which sort by time."""

import secrets
import time
import uuid

_last = {6: 0, 7: 0}


class UUID(uuid.UUID):
    """A UUID that knows the newer versions."""

    __slots__ = ()

    def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None, *, is_safe=uuid.SafeUUID.unknown):
        if int is None or version is None or not 6 <= version <= 8:
            super().__init__(hex, bytes, bytes_le, fields, int, version, is_safe=is_safe)
            return
        int &= ~(0xC000 << 48) & ~(0xF000 << 64)
        int |= (0x8000 << 48) | (version << 76)
        super().__init__(int=int, is_safe=is_safe)


def uuid6(node=None, clock_seq=None):
    """Version 1 with its time in the order of significance."""
    timestamp = time.time_ns() // 100 + 0x01B21DD213814000
    timestamp = _last[6] = max(timestamp, _last[6] + 1)
    clock_seq = secrets.randbits(14) if clock_seq is None else clock_seq
    node = secrets.randbits(48) if node is None else node
    value = (timestamp >> 12 & 0xFFFFFFFFFFFF) << 80 | (timestamp & 0xFFF) << 64
    return UUID(int=value | (clock_seq & 0x3FFF) << 48 | node, version=6)


def uuid7():
    """Milliseconds since 1970, then chance."""
    millisecond = _last[7] = max(time.time_ns() // 1_000_000, _last[7])
    return UUID(int=(millisecond & 0xFFFFFFFFFFFF) << 80 | secrets.randbits(76), version=7)


def uuid8():
    nanosecond = time.time_ns()
    millisecond, rest = divmod(nanosecond, 10**6)
    fraction = (rest << 20) // 10**6
    value = (millisecond & 0xFFFFFFFFFFFF) << 80 | (fraction >> 8) << 64 | (fraction & 0xFF) << 54
    return UUID(int=value | secrets.randbits(54), version=8)
