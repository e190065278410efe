"""What is wrong with a value."""


class PydanticUserError(TypeError):
    pass


class Invalid(ValueError):
    """One mistake, before it is known where it is."""

    def __init__(self, kind, message, value, where=()):
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.value = value
        self.where = where

    def below(self, name):
        return Invalid(self.kind, self.message, self.value, (name, *self.where))


class ValidationError(ValueError):
    def __init__(self, title, mistakes):
        self.title = title
        self._mistakes = mistakes
        super().__init__(title)

    def errors(self, **kw):
        return [
            {"type": one.kind, "loc": one.where, "msg": one.message, "input": one.value}
            for one in self._mistakes
        ]

    def error_count(self):
        return len(self._mistakes)

    def __str__(self):
        count = len(self._mistakes)
        lines = ["%d validation error%s for %s" % (count, "s" * (count != 1), self.title)]
        for one in self._mistakes:
            lines.append(".".join(map(str, one.where)))
            lines.append(
                "  %s [type=%s, input_value=%r, input_type=%s]"
                % (one.message, one.kind, one.value, type(one.value).__name__)
            )
        return "\n".join(lines)

    __repr__ = __str__
