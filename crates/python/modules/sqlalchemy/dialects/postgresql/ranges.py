"""PostgreSQL's ranges."""

from .types import (
    AbstractMultiRange,
    AbstractRange,
    AbstractSingleRange,
    DATEMULTIRANGE,
    DATERANGE,
    INT4MULTIRANGE,
    INT4RANGE,
    INT8MULTIRANGE,
    INT8RANGE,
    NUMMULTIRANGE,
    NUMRANGE,
    TSMULTIRANGE,
    TSRANGE,
    TSTZMULTIRANGE,
    TSTZRANGE,
)


class Range:
    """The values from one bound to another."""

    def __init__(self, lower=None, upper=None, *, bounds="[)", empty=False):
        self.lower = lower
        self.upper = upper
        self.bounds = bounds
        self.empty = empty

    @property
    def isempty(self):
        return self.empty

    is_empty = isempty

    def _key(self):
        return self.lower, self.upper, self.bounds, self.empty

    def __eq__(self, other):
        if not isinstance(other, Range):
            return NotImplemented
        if self.empty or other.empty:
            return self.empty == other.empty
        return self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

    def __bool__(self):
        return not self.empty

    @property
    def lower_inc(self):
        return self.bounds[0] == "["

    @property
    def upper_inc(self):
        return self.bounds[1] == "]"

    @property
    def lower_inf(self):
        return not self.empty and self.lower is None

    @property
    def upper_inf(self):
        return not self.empty and self.upper is None

    def __contains__(self, value):
        if isinstance(value, Range):
            return self.contains(value)
        if self.empty:
            return False
        if self.lower is not None:
            if value < self.lower or (value == self.lower and self.bounds[0] == "("):
                return False
        if self.upper is not None:
            if value > self.upper or (value == self.upper and self.bounds[1] == ")"):
                return False
        return True

    def contains(self, value):
        if not isinstance(value, Range):
            return value in self
        if value.empty:
            return True
        if self.empty:
            return False
        if self.lower is not None:
            if value.lower is None or value.lower < self.lower:
                return False
            if value.lower == self.lower and value.lower_inc and not self.lower_inc:
                return False
        if self.upper is not None:
            if value.upper is None or value.upper > self.upper:
                return False
            if value.upper == self.upper and value.upper_inc and not self.upper_inc:
                return False
        return True

    def overlaps(self, other):
        if self.empty or other.empty:
            return False
        return _reaches(self, other) and _reaches(other, self)

    def __str__(self):
        if self.empty:
            return "empty"
        lower = "" if self.lower is None else str(self.lower)
        upper = "" if self.upper is None else str(self.upper)
        return "%s%s,%s%s" % (self.bounds[0], lower, upper, self.bounds[1])

    def __repr__(self):
        return "Range(lower=%r, upper=%r, bounds=%r, empty=%r)" % self._key()


def _reaches(left, right):
    """Whether the left one ends behind the beginning of the right one."""
    if left.upper is None or right.lower is None or left.upper > right.lower:
        return True
    return left.upper == right.lower and left.upper_inc and right.lower_inc


class MultiRange(list):
    """Ranges, as one value."""

    @property
    def ranges(self):
        return list(self)

    def __str__(self):
        return "{%s}" % ",".join(map(str, self))


def parse(text, convert):
    """The range that PostgreSQL's text stands for."""
    if text == "empty":
        return Range(empty=True)
    parts = [""]
    quoted = False
    for character in text[1:-1]:
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            parts.append("")
        else:
            parts[-1] += character
    lower, upper = (convert(part) if part else None for part in parts)
    return Range(lower, upper, bounds=text[0] + text[-1])


def parse_many(text, convert):
    """The ranges of a multirange's text."""
    found = MultiRange()
    start = 0
    quoted = False
    for index, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif not quoted and character in "[(":
            start = index
        elif not quoted and character in "])":
            found.append(parse(text[start:index + 1], convert))
    return found
