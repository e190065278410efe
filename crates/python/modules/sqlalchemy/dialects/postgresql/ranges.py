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

    def _key(self):
        return self.lower, self.upper, self.bounds, self.empty

    def __eq__(self, other):
        return isinstance(other, Range) and self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

    def __contains__(self, value):
        if self.empty:
            return False
        if self.lower is not None:
            if value < self.lower or (value == self.lower and self.bounds[0] == "("):
                return False
        if self.upper is not None:
            if value > self.upper or (value == self.upper and self.bounds[1] == ")"):
                return False
        return True

    def __str__(self):
        if self.empty:
            return "empty"
        lower = "" if self.lower is None else str(self.lower)
        upper = "" if self.upper is None else str(self.upper)
        return "%s%s,%s%s" % (self.bounds[0], lower, upper, self.bounds[1])

    def __repr__(self):
        return "Range(%r, %r, bounds=%r, empty=%r)" % self._key()
