"""SQL put together out of pieces."""


class Composable:
    def __init__(self, wrapped):
        self._wrapped = wrapped

    def as_string(self, context=None):
        raise NotImplementedError

    def __add__(self, other):
        return Composed([self, other])

    def __mul__(self, count):
        return Composed([self] * count)

    def __eq__(self, other):
        return type(self) is type(other) and self._wrapped == other._wrapped

    def __hash__(self):
        return hash(repr(self))

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, self._wrapped)


class SQL(Composable):
    def as_string(self, context=None):
        return self._wrapped

    @property
    def string(self):
        return self._wrapped

    def format(self, *args, **kwargs):
        text = self._wrapped.format(
            *[_text(each) for each in args],
            **{key: _text(each) for key, each in kwargs.items()})
        return SQL(text)

    def join(self, seq):
        return SQL(self._wrapped.join(_text(each) for each in seq))


class Composed(Composable):
    def as_string(self, context=None):
        return "".join(_text(each) for each in self._wrapped)

    def __iter__(self):
        return iter(self._wrapped)

    def join(self, joiner):
        return (joiner if isinstance(joiner, SQL) else SQL(joiner)).join(self._wrapped)


class Identifier(Composable):
    def __init__(self, *strings):
        Composable.__init__(self, strings)

    def as_string(self, context=None):
        return ".".join('"%s"' % each.replace('"', '""') for each in self._wrapped)


class Literal(Composable):
    def as_string(self, context=None):
        value = self._wrapped
        if value is None:
            return "NULL"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (int, float)):
            return str(value)
        text = str(value)
        quoted = "'%s'" % text.replace("'", "''").replace("\\", "\\\\")
        return " E" + quoted if "\\" in text else quoted


class Placeholder(Composable):
    def __init__(self, name=None):
        Composable.__init__(self, name)

    def as_string(self, context=None):
        return "%%(%s)s" % self._wrapped if self._wrapped else "%s"


def _text(piece):
    if isinstance(piece, Composable):
        return piece.as_string()
    return Literal(piece).as_string()


NULL = SQL("NULL")
DEFAULT = SQL("DEFAULT")
