"""`func`, and the functions that are known by name."""

from .elements import (
    Cast,
    ColumnElement,
    Extract,
    FunctionFilter,
    Over,
    WithinGroup,
    expression,
    null,
)
from .naming import quoted_name  # noqa: F401
from .sqltypes import (
    ARRAY,
    BOOLEANTYPE,
    INTEGERTYPE,
    NULLTYPE,
    NUMERICTYPE,
    STRINGTYPE,
    Date,
    DateTime,
    Time,
)
from .type_api import to_instance


class FunctionElement(ColumnElement):
    __visit_name__ = _node = "function"
    _parts = ("clauses",)
    packagenames = ()
    _with_ordinality = False

    def __init__(self, *clauses):
        self.clauses = [expression(clause) for clause in clauses]

    def __repr__(self):
        cls, name = type(self), getattr(self, "name", None)
        shown = "object at %#x" % id(self) if name is None else "at %#x; %s" % (id(self), name)
        return "<%s.%s %s>" % (cls.__module__, cls.__name__, shown)

    def over(self, *, partition_by=None, order_by=None, rows=None, range_=None, groups=None,
             exclude=None):
        return Over(self, partition_by, order_by, range_, rows, groups)

    def filter(self, *criterion):
        return FunctionFilter(self, *criterion) if criterion else self

    def within_group(self, *order_by):
        return WithinGroup(self, *order_by)

    def aggregate_order_by(self, *order_by):
        from .elements import aggregate_order_by

        last = aggregate_order_by(self.clauses[-1], *order_by)
        return self._clone(clauses=[*self.clauses[:-1], last])

    def alias(self, name=None, joins_implicitly=False):
        from .selectable import Alias

        return Alias(self, name)

    def table_valued(self, *columns, name=None, with_ordinality=None, joins_implicitly=False):
        from .selectable import TableValuedAlias

        return TableValuedAlias(self, name, columns, with_ordinality)

    def column_valued(self, name=None, joins_implicitly=False):
        from .elements import TableValuedColumn
        from .selectable import Alias

        return TableValuedColumn(Alias(self, name), self.type)

    def select(self):
        from .query import select

        return select(self)

    def scalar_table_valued(self, name, type_=None):
        raise NotImplementedError("scalar_table_valued() is not supported")

    def as_comparison(self, left_index, right_index):
        return self._clone(type=BOOLEANTYPE)

    # A function stands in a FROM as what it is.
    is_selectable = False
    _is_from = True


class Function(FunctionElement):
    def __init__(self, name, *clauses, type_=None, packagenames=None, monotonic=False):
        self.packagenames = tuple(packagenames or ())
        self.name = self.key = name
        self.clauses = [
            null() if clause is None else expression(clause) for clause in clauses
        ]
        self._given_type = None if type_ is None else to_instance(type_)

    @property
    def type(self):
        return NULLTYPE if self._given_type is None else self._given_type

    @type.setter
    def type(self, type_):
        self._given_type = type_


class GenericFunction(Function):
    """A function that is known by name; projects derive their own."""

    name = None
    _returns = None

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        given = cls.__dict__
        if cls.name is None or "name" not in given:
            cls.name = given.get("name") or cls.__name__
        own_type = given.get("type")
        if own_type is not None and not isinstance(own_type, property):
            cls._own_type = to_instance(own_type)
            del cls.type
        if cls.__module__ != __name__ and given.get("_register", True):
            register_function(given.get("identifier", cls.name), cls, given.get("package", "_default"))

    _own_type = None

    def __init__(self, *clauses, type_=None, packagenames=None, monotonic=False):
        super().__init__(type(self).name, *clauses, type_=type_)

    @property
    def type(self):
        if self._given_type is not None:
            return self._given_type
        if self._own_type is not None:
            return self._own_type
        if self._returns == "arguments":
            for clause in self.clauses:
                if not clause.type._isnull:
                    return clause.type
            return NULLTYPE
        return NULLTYPE

    @type.setter
    def type(self, type_):
        self._given_type = type_


def _known(name, type_=None, base=GenericFunction):
    made = type(name, (base,), {"name": name, "_own_type": type_, "__module__": __name__})
    globals()[name] = _registry[name] = made


class ReturnTypeFromArgs(GenericFunction):
    _returns = "arguments"


class AnsiFunction(GenericFunction):
    pass


_registry = {}
for _name in ("coalesce", "max", "min", "sum", "pow"):
    _known(_name, base=ReturnTypeFromArgs)
for _name in ("count", "char_length", "rank", "dense_rank"):
    _known(_name, INTEGERTYPE)
_known("now", DateTime())
for _name in ("current_timestamp", "localtime", "localtimestamp", "sysdate"):
    _known(_name, DateTime(), base=AnsiFunction)
_known("current_date", Date(), base=AnsiFunction)
_known("current_time", Time(), base=AnsiFunction)
for _name in ("current_user", "session_user", "user"):
    _known(_name, STRINGTYPE, base=AnsiFunction)
for _name in ("concat", "aggregate_strings"):
    _known(_name, STRINGTYPE)
for _name in ("percent_rank", "cume_dist"):
    _known(_name, NUMERICTYPE)
for _name in ("random", "mode", "percentile_cont", "percentile_disc", "cube", "rollup",
              "grouping_sets"):
    _known(_name)
del _name


class array_agg(GenericFunction):
    name = "array_agg"

    @property
    def type(self):
        if self._given_type is not None:
            return self._given_type
        item = self.clauses[0].type if self.clauses else NULLTYPE
        return item if item._is_array else ARRAY(item)

    @type.setter
    def type(self, type_):
        self._given_type = type_


_registry["array_agg"] = array_agg


class next_value(GenericFunction):
    """`sequence.next_value()`."""

    name = "next_value"
    _node = "next_value"
    _parts = ()

    def __init__(self, sequence, **kw):
        super().__init__()
        self.sequence = sequence
        self._given_type = to_instance(getattr(sequence, "data_type", None) or INTEGERTYPE)


_registry["next_value"] = next_value
_registry["cast"] = Cast
_registry["extract"] = Extract
_packages = {}


def register_function(identifier, fn, package="_default"):
    if package == "_default":
        _registry[str(identifier).lower()] = fn
    else:
        _packages[(package, str(identifier).lower())] = fn


class _FunctionGenerator:
    def __init__(self, **options):
        self.__dict__["_names"] = ()
        self.__dict__["_options"] = options

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name.endswith("_"):
            name = name[:-1]
        more = _FunctionGenerator(**self._options)
        more.__dict__["_names"] = (*self._names, name)
        return more

    def __call__(self, *clauses, **kw):
        options = {**self._options, **kw}
        *packages, name = self._names
        if packages:
            known = _packages.get((packages[-1], name.lower())) if len(packages) == 1 else None
        else:
            known = _registry.get(name.lower())
        if known is not None:
            return known(*clauses, **options)
        return Function(name, *clauses, packagenames=packages, **options)


func = _FunctionGenerator()
modifier = _FunctionGenerator(group=False)


class hstore(GenericFunction):
    name = "hstore"


class to_tsvector(GenericFunction):
    name = "to_tsvector"


class to_tsquery(GenericFunction):
    name = "to_tsquery"


class plainto_tsquery(GenericFunction):
    name = "plainto_tsquery"


class phraseto_tsquery(GenericFunction):
    name = "phraseto_tsquery"


class websearch_to_tsquery(GenericFunction):
    name = "websearch_to_tsquery"


class ts_headline(GenericFunction):
    name = "ts_headline"
