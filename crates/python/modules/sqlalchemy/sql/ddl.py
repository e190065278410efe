"""Statements that create and drop schema objects, and the order of tables."""

from .. import exc
from .elements import ClauseElement


class BaseDDLElement(ClauseElement):
    """A statement that changes the schema."""

    _is_ddl = True
    is_ddl = True


class DDLElement(BaseDDLElement):
    target = None
    dialect = None
    state = None
    on = None

    def against(self, target):
        other = type(self).__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.target = target
        return other

    def execute_if(self, dialect=None, callable_=None, state=None):
        other = self.against(self.target)
        other._ddl_if = (dialect, callable_, state)
        return other

    def __call__(self, target, bind, **kw):
        """Lets it serve as a listener of events."""
        bind.execute(self.against(target))


ExecutableDDLElement = DDLElement


class DDL(DDLElement):
    __visit_name__ = "ddl"

    def __init__(self, statement, context=None):
        if not isinstance(statement, str):
            raise exc.ArgumentError(
                "Expected a string or unicode SQL statement, got '%r'" % (statement,)
            )
        self.statement = statement
        self.context = context or {}

    def _sql(self):
        """The SQL, in which `%(table)s`, `%(schema)s` and `%(fullname)s`
        stand for the target's names."""
        context = dict(self.context)
        target = self.target
        if target is not None and hasattr(target, "fullname"):
            context.setdefault("table", target.name)
            context.setdefault("schema", target.schema or "")
            context.setdefault("fullname", target.fullname)
        return self.statement % context

    def __repr__(self):
        parts = [repr(self.statement)]
        if self.context:
            parts.append("context=%r" % (self.context,))
        return "<DDL@%s; %s>" % (id(self), ", ".join(parts))


class _CreateDrop(DDLElement):
    def __init__(self, element, *, if_exists=False, if_not_exists=False):
        self.element = self.target = element
        self.if_exists = if_exists
        self.if_not_exists = if_not_exists


class _Create(_CreateDrop):
    def __init__(self, element, *, if_not_exists=False):
        super().__init__(element, if_not_exists=if_not_exists)


class _Drop(_CreateDrop):
    def __init__(self, element, *, if_exists=False):
        super().__init__(element, if_exists=if_exists)


class CreateTable(_Create):
    __visit_name__ = "create_table"

    def __init__(self, element, include_foreign_key_constraints=None, if_not_exists=False):
        super().__init__(element, if_not_exists=if_not_exists)
        self.include_foreign_key_constraints = include_foreign_key_constraints


class DropTable(_Drop):
    __visit_name__ = "drop_table"


class CreateIndex(_Create):
    __visit_name__ = "create_index"


class DropIndex(_Drop):
    __visit_name__ = "drop_index"


class CreateSequence(_Create):
    __visit_name__ = "create_sequence"


class DropSequence(_Drop):
    __visit_name__ = "drop_sequence"


class CreateSchema(_Create):
    __visit_name__ = "create_schema"

    def __init__(self, name, *, if_not_exists=False):
        super().__init__(name, if_not_exists=if_not_exists)


class DropSchema(_Drop):
    __visit_name__ = "drop_schema"

    def __init__(self, name, *, cascade=False, if_exists=False):
        super().__init__(name, if_exists=if_exists)
        self.cascade = cascade


class CreateType(_Create):
    """CREATE TYPE of an enum, CREATE DOMAIN of a domain."""

    __visit_name__ = "create_type"


class DropType(_Drop):
    __visit_name__ = "drop_type"


class AddConstraint(_Create):
    __visit_name__ = "add_constraint"

    def __init__(self, element, *, isolate_from_table=True):
        super().__init__(element)


class DropConstraint(_Drop):
    __visit_name__ = "drop_constraint"

    def __init__(self, element, *, cascade=False, if_exists=False, **kw):
        super().__init__(element, if_exists=if_exists)
        self.cascade = cascade


class CreateColumn(BaseDDLElement):
    __visit_name__ = "create_column"

    def __init__(self, element):
        self.element = element


class SetTableComment(_Create):
    __visit_name__ = "set_table_comment"


class DropTableComment(_Drop):
    __visit_name__ = "drop_table_comment"


class SetColumnComment(_Create):
    __visit_name__ = "set_column_comment"


class DropColumnComment(_Drop):
    __visit_name__ = "drop_column_comment"


def run(bind, element, checkfirst):
    """Executes the statement, unless what it makes is there already, or what
    it drops is not there."""
    if bind is None or not hasattr(bind, "execute"):
        if hasattr(bind, "connect"):
            with bind.begin() as connection:
                run(connection, element, checkfirst)
            return
        raise exc.ArgumentError(
            "%s needs a connection to run on; offline (--sql) there is none"
            % type(element).__name__
        )
    if _asks(bind, checkfirst) and _is_there(bind, element.element) == isinstance(element, _Create):
        return
    bind.execute(element)


def _asks(bind, checkfirst):
    """Whether to look what is there: what only prints statements has no
    answer."""
    return checkfirst and bind is not None and not getattr(bind, "_prints", False)


def _is_there(bind, thing):
    from .. import inspection

    inspector = inspection.inspect(bind)
    kind = thing.__visit_name__
    schema = thing.schema if kind != "index" else thing.table.schema
    if kind == "table":
        return inspector.has_table(str(thing.name), schema=schema)
    if kind == "sequence":
        return inspector.has_sequence(str(thing.name), schema=schema)
    if kind == "index":
        return inspector.has_index(str(thing.table.name), str(thing.name), schema=schema)
    return inspector._has_type(str(thing.name), schema=schema)


def create_all(bind, tables, checkfirst=True, metadata=None):
    """Creates tables, and before them the sequences and types that they use."""
    if not hasattr(bind, "execute") and hasattr(bind, "connect"):
        with bind.begin() as connection:
            create_all(connection, tables, checkfirst, metadata)
        return
    wanted = []
    for table in sort_tables(tables):
        if _asks(bind, checkfirst) and _is_there(bind, table):
            continue
        wanted.append(table)
    for sequence in metadata._sequences.values() if metadata is not None else ():
        run(bind, CreateSequence(sequence), checkfirst)
    for type_ in _named_types(wanted, bind):
        run(bind, CreateType(type_), True)
    for table in wanted:
        for type_ in _types_of(table, bind):
            run(bind, CreateType(type_), True)
        run(bind, CreateTable(table), False)
        for index in table.indexes:
            run(bind, CreateIndex(index), False)


def _types_of(table, bind):
    """The enums and domains that the database keeps under names of their own."""
    dialect = getattr(bind, "dialect", None)
    if getattr(dialect, "name", None) != "postgresql":
        return []
    found = {}
    for column in table.columns:
        type_ = column.type.dialect_impl(dialect)
        while type_._is_type_decorator:
            type_ = type_.impl_instance
        type_ = getattr(type_, "item_type", type_)
        native = getattr(type_, "native_enum", hasattr(type_, "data_type"))
        if native and type_.create_type and type_.name is not None:
            found.setdefault((type_.schema, str(type_.name)), type_)
    return list(found.values())


def drop_all(bind, tables, checkfirst=True, metadata=None):
    """Drops tables, those that point at others first."""
    if not hasattr(bind, "execute") and hasattr(bind, "connect"):
        with bind.begin() as connection:
            drop_all(connection, tables, checkfirst, metadata)
        return
    tables = sort_tables(tables)
    for table in reversed(tables):
        run(bind, DropTable(table), checkfirst)
    for table in tables:
        for type_ in _types_of(table, bind):
            # A type of a MetaData stays when one of its tables goes.
            if metadata is not None or type_.metadata is None:
                run(bind, DropType(type_), True)
    for sequence in metadata._sequences.values() if metadata is not None else ():
        run(bind, DropSequence(sequence), checkfirst)
    if metadata is not None:
        for type_ in _named_types(tables, bind):
            run(bind, DropType(type_), True)


def _named_types(tables, bind):
    """The types that are objects of the database by themselves, each once."""
    dialect = getattr(bind, "dialect", None)
    if dialect is None or dialect.name != "postgresql":
        return []
    found = {}
    for table in tables:
        for column in table.columns:
            type_ = column.type
            type_ = type_._variant_mapping.get(dialect.name, type_)
            while type_._is_type_decorator or type_._is_array:
                type_ = type_._on(dialect) if type_._is_type_decorator else type_.item_type
            kind = type_.__visit_name__
            if kind == "DOMAIN" or (kind == "enum" and type_.native_enum):
                if type_.create_type and type_.name:
                    found.setdefault((type_.schema, type_.name), type_)
    return list(found.values())


def sort_tables(tables, skip_fn=None, extra_dependencies=None):
    """The tables, each after those that its foreign keys point at."""
    tables = list(tables)
    fixed = {
        (parent, table)
        for table in tables
        for parent in getattr(table, "_extra_dependencies", ())
    }
    fixed.update(extra_dependencies or ())
    edges = set(fixed)
    for table in tables:
        for constraint in table.foreign_key_constraints:
            if constraint.use_alter or (skip_fn and any(map(skip_fn, constraint.elements))):
                continue
            parent = constraint.referred_table
            if parent is not table:
                edges.add((parent, table))
    order, left = _topological(tables, edges)
    if left:
        _cycle_warning(left)
        # Foreign keys among tables that point at each other in a circle do
        # not count.
        inside = set(map(id, left))
        edges = {
            (parent, child)
            for parent, child in edges
            if (parent, child) in fixed or not (id(parent) in inside and id(child) in inside)
        }
        order, left = _topological(tables, edges)
    return order + left


def _topological(tables, edges):
    parents = {}
    for parent, child in edges:
        parents.setdefault(id(child), set()).add(id(parent))
    todo = list(tables)
    order = []
    while todo:
        waiting = set(map(id, todo))
        ready = [table for table in todo if not (parents.get(id(table), set()) & waiting)]
        if not ready:
            break
        order += ready
        todo = [table for table in todo if not any(table is done for done in ready)]
    return order, todo


def _cycle_warning(tables):
    from .base import _warn

    names = ", ".join(sorted(str(table.fullname) for table in tables))
    _warn(
        "Cannot correctly sort tables; there are unresolvable cycles between tables "
        '"%s", which is usually caused by mutually dependent foreign key constraints.  '
        "Foreign key constraints involving these tables will not be considered; this "
        "warning may raise an error in a future release." % names
    )
