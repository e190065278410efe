"""Operators by name. An expression keeps the name; the functions are for
scripts that pass operators on."""

from operator import (
    add,
    and_,
    contains,
    eq,
    floordiv,
    ge,
    getitem,
    gt,
    inv,
    le,
    lshift,
    lt,
    mod,
    mul,
    ne,
    neg,
    or_,
    rshift,
    sub,
    truediv,
)


class custom_op:
    """`expression.op("…")`."""

    __name__ = "custom_op"

    def __init__(
        self,
        opstring,
        precedence=0,
        is_comparison=False,
        return_type=None,
        natural_self_precedent=False,
        eager_grouping=False,
        python_impl=None,
        operator_class=None,
        visit_name=None,
    ):
        self.opstring = opstring
        self.precedence = precedence
        self.is_comparison = is_comparison
        self.return_type = return_type
        self.natural_self_precedent = natural_self_precedent
        self.eager_grouping = eager_grouping
        self.python_impl = python_impl

    def __eq__(self, other):
        return isinstance(other, custom_op) and vars(self) == vars(other)

    def __hash__(self):
        return id(self)

    def __call__(self, left, right, **kw):
        return left.operate(self, right, **kw)


def _method(name, method):
    def operator(left, *right, **kw):
        return getattr(left, method)(*right, **kw)

    operator.__name__ = operator.__qualname__ = name
    return operator


# Operators that are methods of expressions: the operator's name, and the
# method's where it is another.
_METHODS = {
    "concat_op": "concat",
    "like_op": "like",
    "not_like_op": "not_like",
    "ilike_op": "ilike",
    "not_ilike_op": "not_ilike",
    "in_op": "in_",
    "not_in_op": "not_in",
    "is_": "is_",
    "is_not": "is_not",
    "is_distinct_from": "is_distinct_from",
    "is_not_distinct_from": "is_not_distinct_from",
    "between_op": "between",
    "contains_op": "contains",
    "icontains_op": "icontains",
    "startswith_op": "startswith",
    "istartswith_op": "istartswith",
    "endswith_op": "endswith",
    "iendswith_op": "iendswith",
    "match_op": "match",
    "regexp_match_op": "regexp_match",
    "regexp_replace_op": "regexp_replace",
    "any_op": "any_",
    "all_op": "all_",
    "distinct_op": "distinct",
    "collate": "collate",
    "desc_op": "desc",
    "asc_op": "asc",
    "nulls_first_op": "nulls_first",
    "nulls_last_op": "nulls_last",
    "bitwise_and_op": "bitwise_and",
    "bitwise_or_op": "bitwise_or",
    "bitwise_xor_op": "bitwise_xor",
    "bitwise_not_op": "bitwise_not",
    "bitwise_lshift_op": "bitwise_lshift",
    "bitwise_rshift_op": "bitwise_rshift",
}


def __getattr__(name):
    from .elements import ColumnElement, Operators

    if name == "ColumnOperators":
        return ColumnElement
    if name == "Operators":
        return Operators
    if name in _METHODS:
        found = globals()[name] = _method(name, _METHODS[name])
        return found
    raise AttributeError("module 'sqlalchemy.sql.operators' has no attribute %r" % name)


def named(name):
    """The operator of that name."""
    found = globals().get(name)
    return __getattr__(name) if found is None else found
