"""What goes into tables and columns: the parents of all schema objects, and
what a database puts into a column by itself."""

from itertools import count

from .. import exc
from .base import DialectKWArgs
from .naming import quoted_name, schema_name
from .type_api import Repr, to_instance

# The place of a thing in the order in which things were made.
next_order = count(1).__next__


def set_creation_order(item):
    item._creation_order = next_order()


class _Symbol:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


RETAIN_SCHEMA = _Symbol("RETAIN_SCHEMA")
BLANK_SCHEMA = _Symbol("BLANK_SCHEMA")
NULL_UNSPECIFIED = _Symbol("NULL_UNSPECIFIED")


class SchemaConst:
    RETAIN_SCHEMA = RETAIN_SCHEMA
    BLANK_SCHEMA = BLANK_SCHEMA
    NULL_UNSPECIFIED = NULL_UNSPECIFIED


def table_key(name, schema):
    return str(name) if schema is None else "%s.%s" % (schema, name)


def is_expression(thing):
    """Whether it is SQL rather than a plain value."""
    return hasattr(thing, "__clause_element__") or getattr(thing, "_is_clause", False)


def is_column(thing):
    return getattr(thing, "_is_schema_column", False)


def plain_column(thing):
    """The column behind a mapped attribute."""
    if not is_column(thing) and hasattr(thing, "__clause_element__"):
        thing = thing.__clause_element__()
    return thing


def columns_in(expression, found=None):
    """The tables' columns that an expression speaks of, each once."""
    found = [] if found is None else found
    if is_column(expression):
        if not any(expression is column for column in found):
            found.append(expression)
        return found
    children = getattr(expression, "get_children", None)
    if children is not None:
        for child in children():
            if child is not None:
                columns_in(child, found)
    return found


class SchemaItem:
    __visit_name__ = "schema_item"
    # Here and below: an attribute that a class has as well is found and set
    # faster in its objects.
    _creation_order = 0

    def _init_items(self, *items):
        for item in items:
            if item is None:
                continue
            attach = getattr(item, "_set_parent_with_dispatch", None)
            if attach is None:
                raise exc.ArgumentError(
                    "'SchemaItem' object, such as a 'Column' or a 'Constraint' "
                    "expected, got %r" % (item,)
                )
            attach(self)

    def _set_parent_with_dispatch(self, parent, **kw):
        self._set_parent(parent, **kw)

    def _set_parent(self, parent, **kw):
        raise NotImplementedError("%s cannot be attached" % type(self).__name__)

    @property
    def info(self):
        return self.__dict__.setdefault("_info", {})

    @info.setter
    def info(self, value):
        self.__dict__["_info"] = value

    def _schema_item_copy(self, other):
        if "_info" in self.__dict__:
            other.info = dict(self.info)
        return other

    def copy(self, **kw):
        return self._copy(**kw)

    def __repr__(self):
        return str(Repr(self, omit=["info"]))


class HasSchemaAttr(SchemaItem):
    pass


class HasConditionalDDL:
    _ddl_if = None

    def ddl_if(self, dialect=None, callable_=None, state=None):
        self._ddl_if = (dialect, callable_, state)
        return self

    def _exists_on(self, dialect):
        """Whether `ddl_if()` lets it be created there."""
        if self._ddl_if is None:
            return True
        names, function, state = self._ddl_if
        if isinstance(names, str) and names != dialect.name:
            return False
        if isinstance(names, (tuple, list, set)) and dialect.name not in names:
            return False
        if function is None:
            return True
        return bool(function(self, self, None, dialect=dialect, compiler=None, state=state))


class DefaultGenerator(SchemaItem):
    __visit_name__ = "default_generator"
    is_sequence = False
    is_identity = False
    is_server_default = False
    is_clause_element = False
    is_callable = False
    is_scalar = False
    has_arg = False
    column = None
    for_update = False

    def __init__(self, for_update=False):
        self.for_update = for_update

    def _set_parent(self, parent, **kw):
        self.column = parent
        if self.for_update:
            parent.onupdate = self
        else:
            parent.default = self


class ColumnDefault(DefaultGenerator):
    """A value that Python puts into a column."""

    has_arg = True

    def __new__(cls, arg=None, for_update=False):
        if isinstance(arg, FetchedValue):
            raise exc.ArgumentError("ColumnDefault may not be a server-side default type.")
        if cls is ColumnDefault:
            if is_expression(arg):
                cls = ColumnElementColumnDefault
            elif callable(arg):
                cls = CallableColumnDefault
            else:
                cls = ScalarElementColumnDefault
        return object.__new__(cls)

    def __init__(self, arg=None, for_update=False):
        self.arg = arg
        self.for_update = for_update

    def _copy(self):
        return type(self)(self.arg, self.for_update)

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, self.arg)


class ScalarElementColumnDefault(ColumnDefault):
    is_scalar = True


class ColumnElementColumnDefault(ColumnDefault):
    is_clause_element = True


class CallableColumnDefault(ColumnDefault):
    is_callable = True

    _wants_context = None

    def __repr__(self):
        # SQLAlchemy has functions that take no context wrapped in its own.
        arg = self.arg
        if _wants_argument(arg):
            return "CallableColumnDefault(%r)" % (arg,)
        unnamed = "CallableColumnDefault._maybe_wrap_callable.<locals>.<lambda>"
        name = getattr(arg, "__qualname__", unnamed)
        return "CallableColumnDefault(<function %s at %#x>)" % (name, id(arg))

    def _call(self, values, connection=None):
        """The value that the function gives; it may want the context of the
        statement."""
        if self._wants_context is None:
            self._wants_context = _wants_argument(self.arg)
        if self._wants_context:
            return self.arg(Parameters(values, not self.for_update, connection))
        return self.arg()


def _wants_argument(function):
    code = getattr(function, "__code__", None)
    taken = getattr(function, "__self__", None) is not None
    if code is None:
        function = getattr(type(function), "__call__", None)
        code = getattr(function, "__code__", None)
        taken = True
    if code is None:
        return False
    return code.co_argcount - len(function.__defaults__ or ()) - taken > 0


class Parameters:
    """What the function of a default may ask of its statement: the values of
    the row."""

    def __init__(self, values, isinsert, connection=None):
        self.current_parameters = values
        self.isinsert = isinsert
        self.isupdate = not isinsert
        self.connection = self.root_connection = connection
        self.dialect = getattr(connection, "dialect", None)
        self.engine = getattr(connection, "engine", None)

    def get_current_parameters(self, isolate_multiinsert_groups=True):
        return dict(self.current_parameters)


class FetchedValue:
    """Something that the database puts into a column, known to it alone."""

    is_server_default = True
    reflected = False
    has_argument = False
    is_clause_element = False
    is_identity = False
    column = None

    def __init__(self, for_update=False):
        self.for_update = for_update

    def _as_for_update(self, for_update):
        return self if for_update == self.for_update else self._clone(for_update)

    def _copy(self, **kw):
        return self._clone(self.for_update)

    def _clone(self, for_update):
        other = type(self).__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.__dict__.pop("column", None)
        other.for_update = for_update
        return other

    def _set_parent_with_dispatch(self, parent, **kw):
        self._set_parent(parent, **kw)

    def _set_parent(self, column, **kw):
        self.column = column
        if self.for_update:
            column.server_onupdate = self
        else:
            column.server_default = self

    def __repr__(self):
        return str(Repr(self))


class DefaultClause(FetchedValue):
    has_argument = True

    def __init__(self, arg, for_update=False, _reflected=False):
        if not isinstance(arg, str) and not is_expression(arg):
            raise exc.ArgumentError(
                "Argument 'arg' is expected to be one of type '<class 'str'>' or "
                "'<class 'sqlalchemy.sql.elements.ClauseElement'>' or "
                "'<class 'sqlalchemy.sql.elements.TextClause'>', got '%r'" % (type(arg),)
            )
        super().__init__(for_update)
        self.arg = arg
        self.reflected = _reflected

    def __repr__(self):
        return "DefaultClause(%r, for_update=%r)" % (self.arg, self.for_update)


PassiveDefault = DefaultClause


class IdentityOptions(DialectKWArgs):
    """The numbers of a sequence."""

    def _set_numbers(
        self, start, increment, minvalue, maxvalue, nominvalue, nomaxvalue, cycle, cache, order, kw
    ):
        self.start = start
        self.increment = increment
        self.minvalue = minvalue
        self.maxvalue = maxvalue
        self.nominvalue = nominvalue
        self.nomaxvalue = nomaxvalue
        self.cycle = cycle
        self.cache = cache
        if order is not None:
            if "oracle_order" in kw:
                raise exc.ArgumentError(
                    "Cannot specify both 'order' and 'oracle_order'. "
                    "Please use only 'oracle_order'."
                )
            kw["oracle_order"] = order
        self._validate_dialect_kwargs(kw)

    @property
    def order(self):
        return self.dialect_kwargs.get("oracle_order")

    def _as_dict(self):
        names = "start increment minvalue maxvalue nominvalue nomaxvalue cycle cache"
        numbers = {name: getattr(self, name) for name in names.split()}
        return {name: value for name, value in numbers.items() if value is not None}


class Sequence(HasSchemaAttr, IdentityOptions, DefaultGenerator):
    __visit_name__ = "sequence"
    is_sequence = True

    def __init__(
        self,
        name,
        start=None,
        increment=None,
        minvalue=None,
        maxvalue=None,
        nominvalue=None,
        nomaxvalue=None,
        cycle=None,
        schema=None,
        cache=None,
        order=None,
        data_type=None,
        optional=False,
        quote=None,
        metadata=None,
        quote_schema=None,
        for_update=False,
        **dialect_kw,
    ):
        self.for_update = for_update
        self._set_numbers(
            start, increment, minvalue, maxvalue, nominvalue, nomaxvalue, cycle, cache, order, dialect_kw
        )
        self.name = schema_name(name, quote)
        self.optional = optional
        if schema is BLANK_SCHEMA:
            self.schema = None
        elif schema is None and metadata is not None and metadata.schema:
            self.schema = metadata.schema
        else:
            self.schema = schema_name(schema, quote_schema)
        self._key = table_key(self.name, self.schema)
        self.data_type = None if data_type is None else to_instance(data_type)
        self.metadata = None
        if metadata is not None:
            self._set_metadata(metadata)

    @property
    def key(self):
        return self._key

    def next_value(self):
        from .functions import func

        return func.next_value(self)

    def _set_parent(self, parent, **kw):
        super()._set_parent(parent, **kw)
        parent._on_table_attach(lambda column, table: self._set_metadata(table.metadata))

    def _set_metadata(self, metadata):
        self.metadata = metadata
        metadata._register_object(self)
        metadata._sequences[self._key] = self

    def _copy(self, **kw):
        return Sequence(
            self.name,
            schema=self.schema,
            data_type=self.data_type,
            optional=self.optional,
            for_update=self.for_update,
            **self._as_dict(),
            **self.dialect_kwargs,
        )

    def create(self, bind, checkfirst=True):
        from .ddl import CreateSequence, run

        run(bind, CreateSequence(self), checkfirst)

    def drop(self, bind, checkfirst=True):
        from .ddl import DropSequence, run

        run(bind, DropSequence(self), checkfirst)


class Computed(FetchedValue, SchemaItem):
    """A column that the database computes."""

    __visit_name__ = "computed_column"
    for_update = False

    def __init__(self, sqltext, persisted=None):
        self.sqltext = as_text(sqltext)
        self.persisted = persisted

    def _set_parent(self, parent, **kw):
        if not isinstance(parent.server_default, (type(None), Computed)) or not isinstance(
            parent.server_onupdate, (type(None), Computed)
        ):
            raise exc.ArgumentError(
                "A generated column cannot specify a server_default or a "
                "server_onupdate argument"
            )
        self.column = parent
        parent.computed = self
        parent.server_default = parent.server_onupdate = self

    def _as_for_update(self, for_update):
        return self

    def _copy(self, **kw):
        return self._schema_item_copy(Computed(self.sqltext, persisted=self.persisted))


class Identity(IdentityOptions, FetchedValue, SchemaItem):
    """A column whose numbers the database gives out."""

    __visit_name__ = "identity_column"
    is_identity = True
    for_update = False

    def __init__(
        self,
        always=False,
        on_null=None,
        start=None,
        increment=None,
        minvalue=None,
        maxvalue=None,
        nominvalue=None,
        nomaxvalue=None,
        cycle=None,
        cache=None,
        order=None,
        **dialect_kw,
    ):
        if on_null is not None:
            if "oracle_on_null" in dialect_kw:
                raise exc.ArgumentError(
                    "Cannot specify both 'on_null' and 'oracle_on_null'. "
                    "Please use only 'oracle_on_null'."
                )
            dialect_kw["oracle_on_null"] = on_null
        self._set_numbers(
            start, increment, minvalue, maxvalue, nominvalue, nomaxvalue, cycle, cache, order, dialect_kw
        )
        self.always = always

    @property
    def on_null(self):
        return self.dialect_kwargs.get("oracle_on_null")

    def _set_parent(self, parent, **kw):
        if (
            not isinstance(parent.server_default, (type(None), Identity))
            or parent.server_onupdate is not None
        ):
            raise exc.ArgumentError(
                "A column with an Identity object cannot specify a server_default "
                "or a server_onupdate argument"
            )
        if parent.autoincrement is False:
            raise exc.ArgumentError(
                "A column with an Identity object cannot specify autoincrement=False"
            )
        self.column = parent
        parent.identity = self
        if parent._user_defined_nullable is NULL_UNSPECIFIED:
            parent.nullable = False
        parent.server_default = self

    def _as_for_update(self, for_update):
        return self

    def _as_dict(self):
        return {"always": self.always, **super()._as_dict()}

    def _copy(self, **kw):
        return self._schema_item_copy(Identity(**self._as_dict(), **self.dialect_kwargs))


def as_text(expression):
    """SQL given as a string or as an expression."""
    if isinstance(expression, str):
        from .elements import text

        return text(expression)
    if hasattr(expression, "__clause_element__"):
        return expression.__clause_element__()
    return expression
