"""Expressions: what they are made of, and the operators that make them.

Each class says with `_node` what it is; the reader knows the attributes that
go with it. Nothing here writes SQL, and nothing decides what an operator
means for the types at hand.
"""

from .. import exc
from .naming import _truncated_label, conv, quoted_name  # noqa: F401
from .sqltypes import (
    BOOLEANTYPE,
    INTEGERTYPE,
    MATCHTYPE,
    NO_ARG,
    NULLTYPE,
    NUMERICTYPE,
    STRINGTYPE,
    _resolve_value_to_type,
)
from .type_api import to_instance


class ClauseElement:
    """Anything that becomes SQL."""

    __visit_name__ = "clause"
    _is_clause = True
    _node = None
    # Attributes that hold other elements.
    _parts = ()
    is_clause_element = True
    is_selectable = False
    is_dml = False
    is_select = False
    supports_execution = False
    _given = {}

    def get_children(self, **kw):
        children = []
        for name in self._parts:
            part = getattr(self, name)
            if isinstance(part, (list, tuple)):
                children += [item for item in part if getattr(item, "_is_clause", False)]
            elif part is not None:
                children.append(part)
        return children

    def self_group(self, against=None):
        return self

    def _clone(self, **changes):
        other = type(self).__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.__dict__.update(changes)
        return other

    def params(self, values=None, /, **named):
        """A copy in which parameters of those names have those values."""
        return self._clone(_given={**self._given, **(values or {}), **named})

    unique_params = params

    def compare(self, other, **kw):
        return self is other

    def compile(self, bind=None, dialect=None, **kw):
        from .compiler import compile_clause

        return compile_clause(self, bind, dialect, **kw)

    def __str__(self):
        return str(self.compile())

    def __bool__(self):
        raise TypeError("Boolean value of this clause is not defined")

    def __and__(self, other):
        return and_(self, other)

    def __or__(self, other):
        return or_(self, other)

    def __invert__(self):
        return not_(self)


CompilerElement = DQLDMLClauseElement = ClauseElement


class Executable:
    """Anything that can be executed by itself."""

    supports_execution = True
    _execution_options = {}
    is_text = False
    is_insert = is_update = is_delete = False

    def execution_options(self, **kw):
        return self._clone(_execution_options={**self._execution_options, **kw})

    def get_execution_options(self):
        return self._execution_options

    # How a session loads the objects that are selected.
    _with_options = ()

    def options(self, *options):
        return self._clone(_with_options=(*self._with_options, *options))


def element(value):
    """The SQL that an object is or stands for; None for plain values."""
    if getattr(value, "_is_clause", False):
        return value
    clause = getattr(value, "__clause_element__", None)
    if clause is not None:
        return element(clause())
    # A mapped class stands for its table.
    return getattr(value, "__table__", None)


def expression(value, type_=None):
    """An operand: SQL as it is, a query as its value, a plain value as a
    literal."""
    found = element(value)
    if found is None:
        return BindParameter(None, value, type_, unique=True)
    if found.is_select:
        return found.scalar_subquery()
    return found


def constant(value):
    """None, True and False as SQL's own."""
    if value is None:
        return null()
    if value is True:
        return true()
    if value is False:
        return false()
    return expression(value)


def condition(value):
    """Where a condition is wanted: a string is not one."""
    if value is True or value is False:
        return constant(value)
    found = element(value)
    if found is None:
        if isinstance(value, str):
            raise exc.ArgumentError(
                "Textual SQL expression %r should be explicitly declared as text(%r)"
                % (value, value)
            )
        if value is None:
            return null()
        raise exc.ArgumentError(
            "SQL expression for WHERE/HAVING role expected, got %r." % (value,)
        )
    return found.scalar_subquery() if found.is_select else found


def ordered(value):
    """Where a column may be meant by its name: ORDER BY, GROUP BY."""
    if isinstance(value, str):
        return _label_reference(value)
    found = element(value)
    if found is None:
        raise exc.ArgumentError(
            "SQL expression for ORDER BY / GROUP BY / etc. role expected, got %r." % (value,)
        )
    return found.scalar_subquery() if found.is_select else found


def listed(values):
    """Arguments that may also be given as one list."""
    if len(values) == 1 and isinstance(values[0], (list, tuple, set)):
        values = values[0]
    elif len(values) == 1 and hasattr(values[0], "__next__"):
        values = list(values[0])
    return values


class Operators:
    """`&`, `|`, `~` and `.op()`."""

    def op(
        self,
        opstring,
        precedence=0,
        is_comparison=False,
        return_type=None,
        python_impl=None,
        operator_class=None,
        visit_name=None,
    ):
        from .operators import custom_op

        custom = custom_op(opstring, precedence, is_comparison, return_type)
        return lambda other: self._operate(custom, other)

    def bool_op(self, opstring, precedence=0, python_impl=None, operator_class=None):
        return self.op(opstring, precedence, is_comparison=True, return_type=BOOLEANTYPE)

    def operate(self, op, *other, **kw):
        return _named_operator(self, op, *other, **kw)

    def reverse_operate(self, op, other, **kw):
        return _named_operator(expression(other), op, self, **kw)


def _named_operator(left, op, *right, **kw):
    from .operators import custom_op, named

    if isinstance(op, str):
        op = named(op)
    if isinstance(op, custom_op):
        return left._operate(op, *right)
    return op(left, *right, **kw)


class ColumnElement(Operators, ClauseElement):
    """An expression with a value."""

    __visit_name__ = "column_element"
    type = NULLTYPE
    key = None
    _label = None
    primary_key = False
    foreign_keys = ()
    proxy_set = ()
    base_columns = ()

    def __class_getitem__(cls, item):
        return cls

    __hash__ = ClauseElement.__hash__

    def self_group(self, against=None):
        return self

    def _operate(self, operator, other, reverse=False, **modifiers):
        other = expression(other)
        left, right = (other, self) if reverse else (self, other)
        return BinaryExpression(left, right, operator, modifiers=modifiers)

    def _compare(self, operator, other):
        """A comparison; those with None, True and False are with SQL's
        constants."""
        if other is None or isinstance(other, (Null, True_, False_)) or isinstance(other, bool):
            plain = isinstance(other, (bool, True_, False_)) and operator in ("eq", "ne")
            if plain or operator in ("is_distinct_from", "is_not_distinct_from"):
                return BinaryExpression(self, constant(other), operator)
            if self._node != "collection":
                if operator in ("eq", "is_"):
                    return BinaryExpression(self, constant(other), "is_")
                if operator in ("ne", "is_not"):
                    return BinaryExpression(self, constant(other), "is_not")
                raise exc.ArgumentError(
                    "Only '=', '!=', 'is_()', 'is_not()', 'is_distinct_from()', "
                    "'is_not_distinct_from()' operators can be used with None/True/False"
                )
            other = constant(other)
        return BinaryExpression(self, expression(other), operator)

    def __eq__(self, other):
        return self._compare("eq", other)

    def __ne__(self, other):
        return self._compare("ne", other)

    def __lt__(self, other):
        return self._compare("lt", other)

    def __le__(self, other):
        return self._compare("le", other)

    def __gt__(self, other):
        return self._compare("gt", other)

    def __ge__(self, other):
        return self._compare("ge", other)

    def is_(self, other):
        return self._compare("is_", other)

    def is_not(self, other):
        return self._compare("is_not", other)

    isnot = is_not

    def is_distinct_from(self, other):
        return self._compare("is_distinct_from", other)

    def is_not_distinct_from(self, other):
        return self._compare("is_not_distinct_from", other)

    isnot_distinct_from = is_not_distinct_from

    def __neg__(self):
        return UnaryExpression(self, "neg", self.type)

    def __add__(self, other):
        return self._operate("add", other)

    def __radd__(self, other):
        return self._operate("add", other, reverse=True)

    def __sub__(self, other):
        return self._operate("sub", other)

    def __rsub__(self, other):
        return self._operate("sub", other, reverse=True)

    def __mul__(self, other):
        return self._operate("mul", other)

    def __rmul__(self, other):
        return self._operate("mul", other, reverse=True)

    def __truediv__(self, other):
        return self._operate("truediv", other)

    def __rtruediv__(self, other):
        return self._operate("truediv", other, reverse=True)

    def __floordiv__(self, other):
        return self._operate("floordiv", other)

    def __rfloordiv__(self, other):
        return self._operate("floordiv", other, reverse=True)

    def __mod__(self, other):
        return self._operate("mod", other)

    def __rmod__(self, other):
        return self._operate("mod", other, reverse=True)

    def __pow__(self, other):
        from .functions import func

        return func.pow(self, other)

    def __rpow__(self, other):
        from .functions import func

        return func.pow(other, self)

    def __lshift__(self, other):
        return self._on_type("<<", other)

    def __rshift__(self, other):
        return self._on_type(">>", other)

    def __contains__(self, other):
        raise NotImplementedError("Operator 'contains' is not supported on this expression")

    # Without it Python would try indexes one after the other.
    __iter__ = None

    def _on_type(self, opstring, other):
        """An operator that some types of PostgreSQL have."""
        return self._operate(_typed_operator(opstring), other)

    def __getitem__(self, index):
        type_ = self.type
        if getattr(type_, "_is_array", False):
            if isinstance(index, slice):
                return Subscript(self, Slice(index.start, index.stop, index.step), type_)
            return Subscript(self, expression(index, INTEGERTYPE), type_.item_type)
        kind = type_.__visit_name__
        if kind == "HSTORE":
            return BinaryExpression(
                self, expression(index), _typed_operator("->"), type_=STRINGTYPE
            )
        if hasattr(type_, "none_as_null") or hasattr(
            getattr(type_, "impl_instance", None), "none_as_null"
        ):
            path = isinstance(index, (list, tuple))
            operator = "json_path_getitem_op" if path else "json_getitem_op"
            return JSONItem(self, expression(index), operator)
        raise NotImplementedError("Operator 'getitem' is not supported on this expression")

    def concat(self, other):
        return self._operate("concat_op", other)

    def _rconcat(self, other):
        return self._operate("concat_op", other, reverse=True)

    def like(self, other, escape=None):
        return self._operate("like_op", other, escape=escape)

    def ilike(self, other, escape=None):
        return self._operate("ilike_op", other, escape=escape)

    def not_like(self, other, escape=None):
        return not_(self.like(other, escape))

    notlike = not_like

    def not_ilike(self, other, escape=None):
        return not_(self.ilike(other, escape))

    notilike = not_ilike

    def _search(self, operator, other, autoescape, escape):
        if autoescape:
            if not isinstance(other, str):
                raise TypeError("String value expected when autoescape=True")
            escape = "/" if escape is None else escape
            if escape not in ("%", "_"):
                other = other.replace(escape, escape + escape)
            other = other.replace("%", escape + "%").replace("_", escape + "_")
        return self._operate(operator, other, escape=escape)

    def contains(self, other, autoescape=None, escape=None):
        if _holds_many(self.type):
            return self._on_type("@>", other)
        return self._search("contains_op", other, autoescape, escape)

    def icontains(self, other, autoescape=None, escape=None):
        return self._search("icontains_op", other, autoescape, escape)

    def startswith(self, other, autoescape=None, escape=None):
        return self._search("startswith_op", other, autoescape, escape)

    def istartswith(self, other, autoescape=None, escape=None):
        return self._search("istartswith_op", other, autoescape, escape)

    def endswith(self, other, autoescape=None, escape=None):
        return self._search("endswith_op", other, autoescape, escape)

    def iendswith(self, other, autoescape=None, escape=None):
        return self._search("iendswith_op", other, autoescape, escape)

    def match(self, other, **modifiers):
        return self._operate("match_op", other)

    def regexp_match(self, pattern, flags=None):
        return self._operate("regexp_match_op", pattern, flags=flags)

    def regexp_replace(self, pattern, replacement, flags=None):
        pair = ClauseList(expression(pattern), expression(replacement))
        return self._operate("regexp_replace_op", pair, flags=flags)

    def in_(self, other):
        return InExpression(self, other)

    def not_in(self, other):
        return not_(self.in_(other))

    notin_ = not_in

    def between(self, cleft, cright, symmetric=False):
        return Between(self, expression(cleft), expression(cright), symmetric)

    def bitwise_and(self, other):
        return self._operate("bitwise_and_op", other)

    def bitwise_or(self, other):
        return self._operate("bitwise_or_op", other)

    def bitwise_xor(self, other):
        return self._operate("bitwise_xor_op", other)

    def bitwise_lshift(self, other):
        return self._operate("bitwise_lshift_op", other)

    def bitwise_rshift(self, other):
        return self._operate("bitwise_rshift_op", other)

    def bitwise_not(self):
        return UnaryExpression(self, "bitwise_not_op", self.type)

    def any_(self):
        return any_(self)

    def all_(self):
        return all_(self)

    def any(self, other, operator="eq"):
        return _through(expression(other), operator, any_(self))

    def all(self, other, operator="eq"):
        return _through(expression(other), operator, all_(self))

    def distinct(self):
        return distinct(self)

    def desc(self):
        return desc(self)

    def asc(self):
        return asc(self)

    def nulls_first(self):
        return nulls_first(self)

    nullsfirst = nulls_first

    def nulls_last(self):
        return nulls_last(self)

    nullslast = nulls_last

    def collate(self, collation):
        return collate(self, collation)

    def label(self, name):
        return Label(name, self, self.type)

    def cast(self, type_):
        return Cast(self, type_)

    def shares_lineage(self, other):
        return self is other

    @property
    def expression(self):
        return self

    @property
    def comparator(self):
        return self.type.comparator_factory(self)

    def __getattr__(self, name):
        # Operators that only some types have.
        if name[:1] != "_" and name != "type":
            found = _TYPED_METHODS.get(name)
            if found is not None and (
                name not in _HSTORE_METHODS or self.type.__visit_name__ == "HSTORE"
            ):
                return lambda *arguments, **kw: found(self, *arguments, **kw)
            factory = type(self.type).__dict__.get("comparator_factory")
            if factory is not None and hasattr(factory, name):
                return getattr(factory(self), name)
            if name in ("property", "prop", "class_", "parent"):
                from ..orm.described import of_column

                found = of_column(self, name)
                if found is not None:
                    return found
        raise AttributeError(
            "Neither %r object nor 'Comparator' object has an attribute %r"
            % (type(self).__name__, name)
        )


SQLColumnExpression = SQLCoreOperations = KeyedColumnElement = ColumnElement
ColumnOperators = ColumnElement


def _through(left, operator, right):
    if callable(operator):
        operator = operator.__name__
    return BinaryExpression(left, right, operator)


def _holds_many(type_):
    """Whether `.contains()` asks for an element rather than for a part of a
    string."""
    return (
        getattr(type_, "_is_array", False)
        or type_.__visit_name__ in ("JSONB", "HSTORE")
        or type_.__visit_name__.endswith("RANGE")
    )


# PostgreSQL's operators: precedence, whether they compare, whether they have
# parentheses inside other operators.
_TYPED = {
    "->": (15, False, True),
    "->>": (15, False, True),
    "#>>": (15, False, True),
    "#-": (15, False, True),
    "?": (5, True, True),
    "?&": (5, True, True),
    "?|": (5, True, True),
    "@?": (5, True, True),
    "@@": (5, True, True),
    "@>": (5, True, True),
    "<@": (5, True, True),
}


def _typed_operator(opstring):
    from .operators import custom_op

    precedence, is_comparison, eager = _TYPED.get(opstring, (5, True, False))
    return custom_op(
        opstring,
        precedence,
        is_comparison,
        natural_self_precedent=eager,
        eager_grouping=eager,
    )


def _typed_method(opstring):
    return lambda self, other: self._on_type(opstring, other)


def _delete_path(self, path):
    if isinstance(path, (list, tuple)):
        path = "{%s}" % ", ".join(str(step) for step in path)
    return self._on_type("#-", path)


def _typed_function(name):
    def method(self, *arguments):
        from .functions import func

        return getattr(func, name)(self, *arguments)

    return method


_TYPED_METHODS = {
    "keys": _typed_function("akeys"),
    "vals": _typed_function("avals"),
    "defined": _typed_function("defined"),
    "delete": _typed_function("delete"),
    "slice": _typed_function("slice"),
    "matrix": _typed_function("hstore_to_matrix"),
    "array": _typed_function("hstore_to_array"),
    "contained_by": _typed_method("<@"),
    "has_key": _typed_method("?"),
    "has_all": _typed_method("?&"),
    "has_any": _typed_method("?|"),
    "overlap": _typed_method("&&"),
    "overlaps": _typed_method("&&"),
    "path_exists": _typed_method("@?"),
    "path_match": _typed_method("@@"),
    "delete_path": _delete_path,
    "strictly_left_of": _typed_method("<<"),
    "strictly_right_of": _typed_method(">>"),
    "not_extend_right_of": _typed_method("&<"),
    "not_extend_left_of": _typed_method("&>"),
    "adjacent_to": _typed_method("-|-"),
}


_HSTORE_METHODS = frozenset("keys vals defined delete slice matrix array".split())


class TextClause(Executable, ClauseElement):
    """`text("…")`."""

    __visit_name__ = "textclause"
    _node = "text"
    is_text = True
    type = NULLTYPE
    key = None

    def __init__(self, text):
        self.text = text
        self._bindparams = {}

    def bindparams(self, *binds, **values):
        bound = dict(self._bindparams)
        for bind in binds:
            self._check(bind.key)
            bound[bind.key] = bind
        for key, value in values.items():
            self._check(key)
            known = bound.get(key)
            if known is None:
                bound[key] = BindParameter(key, value)
            else:
                bound[key] = known._with_value(value)
        return self._clone(_bindparams=bound)

    def _check(self, key):
        if ":" + key not in self.text:
            raise exc.ArgumentError(
                "This text() construct doesn't define a bound parameter named %r" % key
            )

    def columns(self, *columns, **types):
        from .query import TextualSelect

        columns = list(columns) + [ColumnClause(key, type_) for key, type_ in types.items()]
        return TextualSelect(self, columns)

    def label(self, name):
        return Label(name, self, NULLTYPE)

    def self_group(self, against=None):
        return self

    @property
    def _select_iterable(self):
        return (self,)


AbstractTextClause = TextClause


def text(text):
    if not isinstance(text, str):
        raise TypeError("expected string or bytes-like object, got '%s'" % type(text).__name__)
    return TextClause(text)


class BindParameter(ColumnElement):
    """A value, or a place for one."""

    __visit_name__ = "bindparam"
    _node = "bind"

    def __init__(
        self,
        key,
        value=NO_ARG,
        type_=None,
        unique=False,
        required=NO_ARG,
        quote=None,
        callable_=None,
        expanding=False,
        isoutparam=False,
        literal_execute=False,
    ):
        if isinstance(key, ColumnClause):
            type_ = key.type if type_ is None else type_
            key = key.key
        self.required = value is NO_ARG and callable_ is None if required is NO_ARG else required
        self.value = None if value is NO_ARG else value
        self._valued = value is not NO_ARG or not self.required
        self.callable = callable_
        self.key = key
        self.unique = unique
        self.expanding = expanding
        self.literal_execute = literal_execute
        # None until something beside it says what it is.
        self._type = None if type_ is None else to_instance(type_)

    @property
    def type(self):
        if self._type is not None:
            return self._type
        value = self.value
        if self.expanding and isinstance(value, (list, tuple)) and value:
            value = value[0]
        return _resolve_value_to_type(value)

    @type.setter
    def type(self, type_):
        self._type = type_

    @property
    def effective_value(self):
        return self.callable() if self.callable else self.value

    def _with_value(self, value):
        return self._clone(value=value, _valued=True, required=False)

    def render_literal_execute(self):
        return self._clone(literal_execute=True)


def bindparam(key, value=NO_ARG, type_=None, unique=False, required=NO_ARG, quote=None,
              callable_=None, expanding=False, isoutparam=False, literal_execute=False):
    return BindParameter(
        key, value, type_, unique, required, quote, callable_, expanding, isoutparam,
        literal_execute,
    )


def outparam(key, type_=None):
    return BindParameter(key, None, type_=type_, isoutparam=True)


def literal(value, type_=None, literal_execute=False):
    found = element(value)
    if found is not None:
        return found
    return BindParameter(None, value, type_, unique=True, literal_execute=literal_execute)


class ColumnClause(ColumnElement):
    """A column by its name."""

    __visit_name__ = "column"
    _node = "column"
    table = None
    is_literal = False
    # The nameless expression that a subquery gives this column for.
    _labelled = None

    def __init__(self, text, type_=None, is_literal=False, _selectable=None):
        self.key = self.name = text
        self.table = _selectable
        self.type = NULLTYPE if type_ is None else to_instance(type_)
        if is_literal:
            self.is_literal = True
            self._node = "literal_column"

    @property
    def description(self):
        return str(self.name)

    @property
    def _label(self):
        if self.table is None:
            return self.name
        return "%s_%s" % (self.table.name, self.name)

    def __str__(self):
        if self.is_literal or self.table is None or self.table.name is None:
            return str(self.name)
        return "%s.%s" % (self.table.name, self.name)

    def __repr__(self):
        return "<%s.%s at 0x%x; %s>" % (
            type(self).__module__,
            type(self).__name__,
            id(self),
            self.name,
        )

    __hash__ = ColumnElement.__hash__


NamedColumn = ColumnClause


def column(text, type_=None, is_literal=False, _selectable=None):
    return ColumnClause(text, type_, is_literal, _selectable)


def literal_column(text, type_=None):
    return ColumnClause(text, type_, is_literal=True)


class _label_reference(ColumnElement):
    """A column of the same SELECT, by its name."""

    _node = "label_reference"

    def __init__(self, name):
        self.name = self.element = name


class Null(ColumnElement):
    __visit_name__ = _node = "null"

    def __new__(cls):
        if "_only" not in cls.__dict__:
            cls._only = object.__new__(cls)
        return cls._only


class True_(Null):
    __visit_name__ = _node = "true"
    type = BOOLEANTYPE


class False_(Null):
    __visit_name__ = _node = "false"
    type = BOOLEANTYPE


null, true, false = Null, True_, False_


class BinaryExpression(ColumnElement):
    __visit_name__ = _node = "binary"
    _parts = ("left", "right")
    negate = None

    def __init__(self, left, right, operator, type_=None, negate=None, modifiers=None):
        self.left = left
        self.right = right
        self._operator = operator
        if type_ is not None:
            self.type = to_instance(type_)
        self.modifiers = modifiers or {}

    @property
    def operator(self):
        if isinstance(self._operator, str):
            from .operators import named

            return named(self._operator)
        return self._operator

    _given_type = None

    @property
    def type(self):
        if self._given_type is not None:
            return self._given_type
        custom = self._operator
        if not isinstance(custom, str):
            if custom.return_type is not None:
                return to_instance(custom.return_type)
            if custom.is_comparison:
                return BOOLEANTYPE
        elif custom not in _ARITHMETIC:
            return BOOLEANTYPE
        left = self.left.type
        if custom == "truediv" and self.right.type._type_affinity is left._type_affinity:
            # A part of a whole number is none.
            if isinstance(left, type(INTEGERTYPE)):
                return NUMERICTYPE
        return self.right.type if left._isnull else left

    @type.setter
    def type(self, type_):
        self._given_type = type_

    def __bool__(self):
        # Lets columns stand in sets and lists, where Python compares.
        if self._operator == "eq":
            return self.left is self.right
        if self._operator == "ne":
            return self.left is not self.right
        raise TypeError("Boolean value of this clause is not defined")

    def self_group(self, against=None):
        return Grouping(self)


_ARITHMETIC = {
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "concat_op",
    "regexp_replace_op",
    "bitwise_and_op",
    "bitwise_or_op",
    "bitwise_xor_op",
    "bitwise_lshift_op",
    "bitwise_rshift_op",
    "json_getitem_op",
    "json_path_getitem_op",
}


class JSONItem(BinaryExpression):
    """`column["key"]` of a JSON column."""

    def _as(self, type_):
        return TypeCoerce(self, type_)

    def as_string(self):
        from .sqltypes import Unicode

        return self._as(Unicode())

    def as_integer(self):
        return self._as(INTEGERTYPE)

    def as_boolean(self):
        return self._as(BOOLEANTYPE)

    def as_float(self):
        from .sqltypes import Float

        return self._as(Float())

    def as_numeric(self, precision, scale, asdecimal=True):
        from .sqltypes import Numeric

        return self._as(Numeric(precision, scale, asdecimal=asdecimal))

    def as_json(self):
        return self

    @property
    def astext(self):
        type_ = getattr(self.left.type, "astext_type", None)
        if type_ is None:
            raise AttributeError(
                "Neither 'BinaryExpression' object nor 'Comparator' object has an "
                "attribute 'astext'"
            )
        from .operators import custom_op

        path = self._operator == "json_path_getitem_op"
        return BinaryExpression(
            self.left,
            self.right,
            custom_op(
                "#>>" if path else "->>",
                precedence=15,
                return_type=type_,
                natural_self_precedent=True,
                eager_grouping=True,
            ),
        )


class InExpression(ColumnElement):
    _node = "in"
    type = BOOLEANTYPE

    def __init__(self, left, other):
        self.left = left
        found = element(other)
        if found is not None:
            if found._node == "text":
                found = Grouping(found)
            elif found.is_select:
                found = found.scalar_subquery()
            elif found._node == "bind" and not found.expanding:
                found = found._clone(expanding=True)
            elif found.is_selectable:
                from .query import select

                found = select(found).scalar_subquery()
            self.right = [found]
        elif isinstance(other, (str, bytes)) or not hasattr(other, "__iter__"):
            raise exc.ArgumentError(
                "IN expression list, SELECT construct, or bound parameter object "
                "expected, got %r." % (other,)
            )
        else:
            self.right = [expression(item) for item in other]

    _parts = ("left", "right")


class Between(ColumnElement):
    _node = "between"
    type = BOOLEANTYPE
    _parts = ("left", "lower", "upper")

    def __init__(self, left, lower, upper, symmetric=False):
        self.left = left
        self.lower = lower
        self.upper = upper
        self.symmetric = symmetric


class Subscript(ColumnElement):
    """`column[index]` of an array."""

    _node = "subscript"
    _parts = ("left", "right")

    def __init__(self, left, right, type_):
        self.left = left
        self.right = right
        self.type = type_


class Slice(ColumnElement):
    _node = "slice"
    _parts = ("start", "stop")

    def __init__(self, start, stop, step=None):
        self.start = expression(start, INTEGERTYPE)
        self.stop = expression(stop, INTEGERTYPE)


class ClauseList(ClauseElement):
    """`a, b`."""

    __visit_name__ = _node = "clauselist"
    _parts = ("clauses",)
    type = NULLTYPE

    def __init__(self, *clauses, operator=None, group=True, group_contents=True):
        self.clauses = [expression(clause) for clause in clauses]

    def __iter__(self):
        return iter(self.clauses)

    def __len__(self):
        return len(self.clauses)

    def append(self, clause):
        self.clauses.append(expression(clause))


class BooleanClauseList(ColumnElement):
    """`a AND b`, `a OR b`."""

    __visit_name__ = _node = "logical"
    _parts = ("clauses",)
    type = BOOLEANTYPE

    def __init__(self, operator, clauses):
        self._operator = operator
        self.clauses = clauses

    @property
    def operator(self):
        from . import operators

        return getattr(operators, self._operator)

    def __iter__(self):
        return iter(self.clauses)

    def __len__(self):
        return len(self.clauses)

    def self_group(self, against=None):
        return Grouping(self) if self.clauses else self

    @classmethod
    def and_(cls, *clauses):
        return and_(*clauses)

    @classmethod
    def or_(cls, *clauses):
        return or_(*clauses)


ExpressionClauseList = BooleanClauseList


def and_(*clauses):
    return BooleanClauseList("and_", [condition(clause) for clause in _generated(clauses)])


def or_(*clauses):
    return BooleanClauseList("or_", [condition(clause) for clause in _generated(clauses)])


def _generated(clauses):
    if len(clauses) == 1 and hasattr(clauses[0], "__next__"):
        return list(clauses[0])
    return clauses


def not_(clause):
    return Not(condition(clause))


class Not(ColumnElement):
    _node = "not"
    _parts = ("element",)
    type = BOOLEANTYPE
    operator = "inv"

    def __init__(self, element):
        self.element = element


class UnaryExpression(ColumnElement):
    __visit_name__ = _node = "unary"
    _parts = ("element",)
    modifier = None

    def __init__(self, element, operator=None, type_=None, modifier=None):
        self.element = element
        self._operator = operator or modifier
        self.modifier = modifier
        self.type = NULLTYPE if type_ is None else to_instance(type_)

    @property
    def operator(self):
        from .operators import named

        return None if self.modifier else named(self._operator)


def desc(column):
    return UnaryExpression(ordered(column), modifier="desc_op")


def asc(column):
    return UnaryExpression(ordered(column), modifier="asc_op")


def nulls_first(column):
    return UnaryExpression(ordered(column), modifier="nulls_first_op")


def nulls_last(column):
    return UnaryExpression(ordered(column), modifier="nulls_last_op")


nullsfirst, nullslast = nulls_first, nulls_last


def distinct(expr):
    expr = expression(expr)
    return UnaryExpression(expr, "distinct_op", expr.type)


def bitwise_not(expr):
    return expression(expr).bitwise_not()


class CollectionAggregate(UnaryExpression):
    """ANY and ALL; comparisons put them on the right."""

    _node = "collection"

    __hash__ = UnaryExpression.__hash__


def any_(expr):
    expr = expression(expr)
    return CollectionAggregate(expr, "any_op", expr.type)


def all_(expr):
    expr = expression(expr)
    return CollectionAggregate(expr, "all_op", expr.type)


def any_of(other, arrexpr, operator="eq"):
    """PostgreSQL's older `Any(value, array)`."""
    return expression(arrexpr).any(other, operator)


def all_of(other, arrexpr, operator="eq"):
    return expression(arrexpr).all(other, operator)


def between(expr, lower_bound, upper_bound, symmetric=False):
    return expression(expr).between(lower_bound, upper_bound, symmetric)


class CollationClause(ColumnElement):
    __visit_name__ = _node = "collate"
    _parts = ("element",)

    def __init__(self, element, collation):
        self.element = element
        self.collation = collation
        self.type = element.type


def collate(expression_, collation, collation_schema=None):
    return CollationClause(expression(expression_), collation)


class Grouping(ColumnElement):
    __visit_name__ = _node = "grouping"
    _parts = ("element",)

    def __init__(self, element):
        self.element = element
        self.type = getattr(element, "type", NULLTYPE)


class Label(ColumnElement):
    __visit_name__ = _node = "label"
    _parts = ("element",)

    def __init__(self, name, element, type_=None):
        self.element = expression(element)
        self.name = self.key = name
        self.type = self.element.type if type_ is None else to_instance(type_)


def label(name, element, type_=None):
    return Label(name, element, type_)


class Cast(ColumnElement):
    __visit_name__ = _node = "cast"
    _parts = ("clause",)
    _try = False

    def __init__(self, expression_, type_):
        self.type = to_instance(type_)
        self.clause = null() if expression_ is None else expression(expression_)


class TryCast(Cast):
    _try = True


def cast(expression, type_):
    return Cast(expression, type_)


def try_cast(expression, type_):
    return TryCast(expression, type_)


class TypeCoerce(ColumnElement):
    __visit_name__ = _node = "type_coerce"
    _parts = ("clause",)

    def __init__(self, expression_, type_):
        self.type = to_instance(type_)
        self.clause = expression(expression_)


def type_coerce(expression, type_):
    return TypeCoerce(expression, type_)


class Extract(ColumnElement):
    __visit_name__ = _node = "extract"
    _parts = ("expr",)
    type = INTEGERTYPE

    def __init__(self, field, expr):
        self.field = field
        self.expr = expression(expr)


def extract(field, expr):
    return Extract(field, expr)


class Case(ColumnElement):
    __visit_name__ = _node = "case"

    def __init__(self, *whens, value=None, else_=None):
        if len(whens) == 1 and isinstance(whens[0], dict):
            whens = list(whens[0].items())
        elif len(whens) == 1 and isinstance(whens[0], list):
            raise exc.ArgumentError(
                'The "whens" argument to case(), when referring to a sequence of items, '
                "is now passed as a series of positional elements, rather than as a list. "
            )
        if not whens:
            raise exc.ArgumentError(
                "The at least one WHEN/THEN pair is required for CASE"
            )
        self.value = None if value is None else expression(value)
        pairs = []
        for when, then in whens:
            when = condition(when) if self.value is None else expression(when)
            pairs.append((when, _result(then)))
        self.whens = pairs
        self.else_ = None if else_ is None else expression(else_)
        self.type = NULLTYPE
        results = [then for _, then in pairs]
        if self.else_ is not None:
            results.append(self.else_)
        for then in results:
            if not then.type._isnull:
                self.type = then.type
                break

    def get_children(self, **kw):
        children = [part for pair in self.whens for part in pair]
        children += [part for part in (self.value, self.else_) if part is not None]
        return children


def _result(value):
    return null() if value is None else expression(value)


def case(*whens, value=None, else_=None):
    return Case(*whens, value=value, else_=else_)


class Tuple(ColumnElement):
    __visit_name__ = _node = "tuple"
    _parts = ("clauses",)

    def __init__(self, *clauses, types=None):
        if types is None:
            self.clauses = [expression(clause) for clause in clauses]
        else:
            self.clauses = [expression(*pair) for pair in zip(clauses, types)]

    def __iter__(self):
        return iter(self.clauses)


def tuple_(*clauses, types=None):
    return Tuple(*clauses, types=types)


class array(ColumnElement):
    """PostgreSQL's `ARRAY[a, b]`."""

    __visit_name__ = _node = "array"
    _parts = ("clauses",)

    def __init__(self, clauses, *, type_=None, **kw):
        self.clauses = [expression(clause) for clause in clauses]
        self._given_type = None if type_ is None else to_instance(type_)

    @property
    def type(self):
        from .sqltypes import ARRAY

        item = self._given_type
        if item is None:
            item = self.clauses[0].type if self.clauses else NULLTYPE
        return item if item._is_array else ARRAY(item)

    def __iter__(self):
        return iter(self.clauses)

    def __len__(self):
        return len(self.clauses)


class aggregate_order_by(ColumnElement):
    """PostgreSQL's `a ORDER BY b` inside an aggregate."""

    __visit_name__ = _node = "aggregate_order_by"
    _parts = ("target", "order_by")

    def __init__(self, target, *order_by):
        self.target = expression(target)
        self.order_by = [ordered(item) for item in order_by]
        self.type = self.target.type


AggregateOrderBy = aggregate_order_by


class Over(ColumnElement):
    __visit_name__ = _node = "over"
    _parts = ("element", "partition_by", "order_by")

    def __init__(self, element, partition_by=None, order_by=None, range_=None, rows=None,
                 groups=None, exclude=None):
        self.element = element
        self.partition_by = _sequence(partition_by)
        self.order_by = _sequence(order_by)
        self.range_ = range_
        self.rows = rows
        self.groups = groups
        self.type = element.type


def _sequence(value):
    if value is None:
        return []
    if isinstance(value, (list, tuple)):
        return [ordered(item) for item in value]
    return [ordered(value)]


def over(element, partition_by=None, order_by=None, range_=None, rows=None, groups=None,
         exclude=None):
    return Over(element, partition_by, order_by, range_, rows, groups)


class FunctionFilter(ColumnElement):
    __visit_name__ = _node = "filter"
    _parts = ("func", "criterion")

    def __init__(self, func, *criterion):
        self.func = func
        self.criterion = condition(criterion[0]) if len(criterion) == 1 else and_(*criterion)
        self.type = func.type

    def filter(self, *criterion):
        return FunctionFilter(self.func, self.criterion, *criterion)

    def over(self, partition_by=None, order_by=None, range_=None, rows=None, groups=None):
        return Over(self, partition_by, order_by, range_, rows, groups)


def funcfilter(func, *criterion):
    return FunctionFilter(func, *criterion)


class WithinGroup(ColumnElement):
    __visit_name__ = _node = "within_group"
    _parts = ("element", "order_by")

    def __init__(self, element, *order_by):
        self.element = element
        self.order_by = [ordered(item) for item in order_by]
        self.type = element.type

    def over(self, partition_by=None, order_by=None, range_=None, rows=None, groups=None):
        return Over(self, partition_by, order_by, range_, rows, groups)


def within_group(element, *order_by):
    return WithinGroup(element, *order_by)


class Star(ColumnElement):
    _node = "star"


class TableValuedColumn(ColumnElement):
    """A table or alias used as a value."""

    _node = "table_value"

    def __init__(self, scalar_alias, type_=NULLTYPE):
        self.scalar_alias = scalar_alias
        self.name = self.key = scalar_alias.name
        self.type = type_
