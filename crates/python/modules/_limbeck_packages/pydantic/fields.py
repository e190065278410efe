"""What a class says of its fields."""

import re

from .errors import Invalid

UNSET = object()


class ConfigDict(dict):
    pass


class AliasChoices:
    def __init__(self, *choices):
        self.choices = choices


class FieldInfo:
    """A default, other names, and what values are allowed."""

    def __init__(self, default=UNSET, *, default_factory=None, alias=None, validation_alias=None, **constraints):
        self.default = UNSET if default is ... else default
        self.default_factory = default_factory
        self.alias = alias
        names = getattr(validation_alias, "choices", None) or (validation_alias or alias,)
        self.names = [name for name in names if name]
        self.description = constraints.get("description")
        self.title = constraints.get("title")
        self.exclude = constraints.get("exclude")
        self.constraints = constraints
        self.annotation = None

    def is_required(self):
        return self.default is UNSET and self.default_factory is None

    def make(self):
        return self.default_factory() if self.default_factory else self.default


def Field(default=UNSET, **kw):
    return FieldInfo(default, **kw)


class PrivateAttr:
    def __init__(self, default=UNSET, *, default_factory=None, **kw):
        self.default = default
        self.default_factory = default_factory


class StringConstraints:
    def __init__(self, **constraints):
        self.constraints = constraints


_NUMBERS = {
    "gt": (lambda value, limit: value > limit, "greater_than", "greater than"),
    "ge": (lambda value, limit: value >= limit, "greater_than_equal", "greater than or equal to"),
    "lt": (lambda value, limit: value < limit, "less_than", "less than"),
    "le": (lambda value, limit: value <= limit, "less_than_equal", "less than or equal to"),
}


def constrain(value, constraints, given):
    """The value as the constraints want it, or an exception."""
    if isinstance(value, str):
        if constraints.get("strip_whitespace"):
            value = value.strip()
        if constraints.get("to_lower"):
            value = value.lower()
        if constraints.get("to_upper"):
            value = value.upper()
        pattern = constraints.get("pattern") or constraints.get("regex")
        if pattern is not None and not re.search(pattern, value):
            raise Invalid("string_pattern_mismatch", "String should match pattern '%s'" % pattern, given)
    for name, (holds, kind, words) in _NUMBERS.items():
        limit = constraints.get(name)
        if limit is not None and not holds(value, limit):
            raise Invalid(kind, "Input should be %s %s" % (words, limit), given)
    for name, at_most in (("min_length", False), ("max_length", True)):
        limit = constraints.get(name)
        if limit is None or (len(value) <= limit if at_most else len(value) >= limit):
            continue
        kind = "too_long" if at_most else "too_short"
        bound = "at most" if at_most else "at least"
        if isinstance(value, str):
            noun = "String should have %s %d character%s"
            raise Invalid("string_" + kind, noun % (bound, limit, "s" * (limit != 1)), given)
        raise Invalid(kind, "Value should have %s %d items" % (bound, limit), given)
    return value


class Constrained:
    """A type with constraints, as `constr()` and `conint()` make them."""

    def __init__(self, base, constraints):
        self.base = base
        self.constraints = constraints


def constr(**constraints):
    return Constrained(str, constraints)


def conint(**constraints):
    return Constrained(int, constraints)


class Rule:
    """A method of a class that looks at values."""

    def __init__(self, function, names, mode):
        self.function = getattr(function, "__func__", function)
        self.names = names
        self.mode = mode


def field_validator(*names, mode="after", **kw):
    return lambda function: Rule(function, names, mode)


def validator(*names, pre=False, **kw):
    return lambda function: Rule(function, names, "before" if pre else "after")


def model_validator(*, mode):
    return lambda function: Rule(function, None, mode)


def root_validator(*given, pre=False, **kw):
    if given:
        return Rule(given[0], None, "root")
    return lambda function: Rule(function, None, "before" if pre else "root")


def field_serializer(*names, **kw):
    def mark(function):
        function._limbeck_serialises = names
        return function

    return mark


def computed_field(given=None, **kw):
    return given if given is not None else lambda function: function
