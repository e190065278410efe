"""Names that carry more than their text."""


class quoted_name(str):
    """A name that says itself whether it is quoted."""

    def __new__(cls, value, quote=None):
        if value is None:
            raise TypeError("a name is a string, not None")
        if isinstance(value, cls) and (quote is None or value.quote == quote):
            return value
        self = super().__new__(cls, value)
        self.quote = quote
        return self

    @classmethod
    def construct(cls, value, quote):
        return None if value is None else cls(value, quote)

    def __reduce__(self):
        return quoted_name, (str(self), self.quote)

    def lower(self):
        return self if self.quote else str(self).lower()

    def upper(self):
        return self if self.quote else str(self).upper()

    def __str__(self):
        return str.__str__(self)


class _truncated_label(quoted_name):
    """A name that may be shortened to what the database takes."""

    def __new__(cls, value, quote=None):
        return super().__new__(cls, value, getattr(value, "quote", quote))

    def __reduce__(self):
        return type(self), (str(self), self.quote)


class conv(_truncated_label):
    """A name that no naming convention touches any more."""


class _NoneName:
    """Says of a constraint that it shall have no name by itself, though a
    convention may give it one."""

    def __repr__(self):
        return "None"


_NONE_NAME = _NoneName()


def schema_name(name, quote=None):
    """A name as schema objects keep it: plain unless `quote` was given."""
    if name is None or name is _NONE_NAME:
        return name
    if quote is None or isinstance(name, quoted_name):
        return name
    return quoted_name(name, quote)
