"""Queries over mapped classes, and the options that say what they load."""


class _Option:
    """Says how a query loads objects. Statements over tables take no notice."""

    def __init__(self, *args, **kw):
        self.arguments = args

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kw: self


Load = UserDefinedOption = AliasOption = _Option
contains_alias = contains_eager = defaultload = defer = immediateload = joinedload = _Option
lazyload = load_only = noload = raiseload = selectin_polymorphic = selectinload = _Option
subqueryload = undefer = undefer_group = with_expression = with_loader_criteria = _Option


class Query:
    def __class_getitem__(cls, item):
        return cls

    def __init__(self, *args, **kw):
        _refuse("Query")


class QueryContext:
    pass


class Bundle:
    def __init__(self, name, *exprs, **kw):
        self.name = name
        self.exprs = exprs


def aliased(element, alias=None, name=None, flat=False, adapt_on_names=False):
    """An alias of a mapped class's table."""
    table = getattr(element, "__table__", element)
    return table.alias(name)


def _refuse(what):
    raise NotImplementedError(
        "%s needs the ORM's queries, which limbeck does not have yet; select from the "
        "tables instead" % what
    )


def with_polymorphic(*args, **kw):
    _refuse("with_polymorphic()")


def with_parent(*args, **kw):
    _refuse("with_parent()")


def polymorphic_union(*args, **kw):
    _refuse("polymorphic_union()")
