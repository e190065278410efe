"""Tables, columns and the collection that holds them."""

from _limbeck_declare import add_items

from .. import exc
from .base import ColumnCollection, DialectKWArgs, Lazy, OrderedSet, _warn
from .constraints import (
    CheckConstraint,
    ColumnCollectionConstraint,
    ColumnCollectionMixin,
    Constraint,
    ForeignKey,
    ForeignKeyConstraint,
    ForeignKeyTarget,
    Index,
    PrimaryKeyConstraint,
    UniqueConstraint,
)
from .elements import ColumnClause
from .items import (
    BLANK_SCHEMA,
    NULL_UNSPECIFIED,
    RETAIN_SCHEMA,
    CallableColumnDefault,
    ColumnDefault,
    ColumnElementColumnDefault,
    Computed,
    DefaultClause,
    DefaultGenerator,
    FetchedValue,
    HasConditionalDDL,
    HasSchemaAttr,
    Identity,
    IdentityOptions,
    PassiveDefault,
    ScalarElementColumnDefault,
    SchemaConst,
    SchemaItem,
    Sequence,
    next_order,
    table_key,
)
from .naming import _NONE_NAME, conv, quoted_name, schema_name
from .selectable import TableClause
from .sqltypes import INTEGERTYPE, NO_ARG, NULLTYPE
from .type_api import TypeEngine, to_instance

DEFAULT_NAMING_CONVENTION = {"ix": "ix_%(column_0_label)s"}
_get_table_key = table_key


class Column(DialectKWArgs, SchemaItem, ColumnClause):
    __visit_name__ = "column"
    _is_schema_column = True
    default = onupdate = server_default = server_onupdate = None
    computed = identity = None
    name = table = index = unique = doc = comment = None
    primary_key = system = False
    nullable = True
    autoincrement = "auto"
    _user_defined_nullable = NULL_UNSPECIFIED
    _insert_sentinel = _omit_from_statements = False
    _attach_hooks = ()
    # Most columns have none of either.
    constraints = Lazy("constraints", OrderedSet)
    foreign_keys = Lazy("foreign_keys", OrderedSet)

    def __class_getitem__(cls, item):
        return cls

    def __init__(
        self,
        __name_pos=None,
        __type_pos=None,
        /,
        *args,
        name=None,
        type_=None,
        key=None,
        index=None,
        unique=None,
        nullable=NULL_UNSPECIFIED,
        primary_key=False,
        server_default=None,
        **seldom,
    ):
        if isinstance(__name_pos, str):
            if name is not None:
                raise exc.ArgumentError("May not pass name positionally and as a keyword.")
            name = __name_pos
            given = __type_pos
        elif __name_pos is None:
            given = __type_pos
        else:
            given = __name_pos
            if __type_pos is not None:
                args = (__type_pos, *args)
        if given is not None:
            if not hasattr(given, "_sqla_type"):
                args = (given, *args)
            elif type_ is None:
                type_ = given
            else:
                raise exc.ArgumentError(
                    "May not pass type_ positionally and as a keyword."
                )
        self.name = name
        self.key = name if key is None else key
        if type_ is None:
            type_ = NULLTYPE
        elif not isinstance(type_, TypeEngine):
            type_ = to_instance(type_)
        self.type = type_
        self._creation_order = next_order()
        # What is not given is known to the class.
        if primary_key:
            self.primary_key = primary_key
            self.nullable = False
        if nullable is not NULL_UNSPECIFIED:
            self._user_defined_nullable = self.nullable = nullable
        if index is not None:
            self.index = index
        if unique is not None:
            self.unique = unique
        if type_._schema_event or type_._variant_mapping:
            self._listen_to_type()
        if seldom:
            args += self._take_seldom(**seldom)
        if server_default is not None:
            args = (*args, _server_value(server_default, False))
        if args:
            self._init_items(*args)

    def _take_seldom(
        self,
        autoincrement="auto",
        default=NO_ARG,
        insert_default=NO_ARG,
        doc=None,
        info=None,
        onupdate=None,
        server_onupdate=None,
        quote=None,
        system=False,
        comment=None,
        insert_sentinel=False,
        _omit_from_statements=False,
        _proxies=None,
        **dialect_kwargs,
    ):
        """Takes the arguments that few columns have; gives the items that
        come of them."""
        if quote is not None:
            if self.name is None:
                raise exc.ArgumentError(
                    "Explicit 'name' is required when sending 'quote' argument"
                )
            quoted = schema_name(self.name, quote)
            if self.key == self.name:
                self.key = quoted
            self.name = quoted
        if system:
            self.system = system
        if doc is not None:
            self.doc = doc
        if autoincrement != "auto":
            self.autoincrement = autoincrement
        if comment is not None:
            self.comment = comment
        if insert_sentinel:
            self._insert_sentinel = insert_sentinel
        if _omit_from_statements:
            self._omit_from_statements = _omit_from_statements
        if info is not None:
            self.info = info
        items = []
        if insert_default is not NO_ARG:
            if default is not NO_ARG:
                raise exc.ArgumentError(
                    "The 'default' and 'insert_default' parameters of Column are "
                    "mutually exclusive"
                )
            default = insert_default
        if default is not NO_ARG and default is not None:
            if not isinstance(default, (ColumnDefault, Sequence)):
                default = ColumnDefault(default)
            self.default = default
            items.append(default)
        if onupdate is not None:
            if not isinstance(onupdate, (ColumnDefault, Sequence)):
                onupdate = ColumnDefault(onupdate, for_update=True)
            self.onupdate = onupdate
            items.append(onupdate)
        if server_onupdate is not None:
            items.append(_server_value(server_onupdate, True))
        if dialect_kwargs:
            self._validate_dialect_kwargs(dialect_kwargs)
        return tuple(items)

    def _listen_to_type(self):
        type_ = self.type
        if type_._schema_event:
            type_._set_parent_with_dispatch(self)
        for variant in type_._variant_mapping.values():
            if variant._schema_event:
                variant._set_parent_with_dispatch(self)

    def _set_type(self, type_):
        type_ = self.type = to_instance(type_)
        if type_._schema_event or type_._variant_mapping:
            self._listen_to_type()

    def _take_type(self, type_):
        """Takes the type of the column that a foreign key points at."""
        self.type = type_
        if self.table is not None:
            for foreign_key in self.table.metadata._awaiting(self.table.key):
                if foreign_key._find_in(self.table) is self:
                    foreign_key._take_type(self)

    def _on_table_attach(self, function):
        if self.table is not None:
            function(self, self.table)
        else:
            self._attach_hooks = (*self._attach_hooks, function)

    def append_foreign_key(self, foreign_key):
        foreign_key._set_parent_with_dispatch(self)

    def references(self, column):
        return any(foreign_key.column is column for foreign_key in self.foreign_keys)

    def _set_parent(self, table, all_names=None, allow_replacements=False, index=None):
        name = self.name
        if not name:
            raise exc.ArgumentError(
                "Column must be constructed with a non-blank name or assign a "
                "non-blank .name before adding to a Table."
            )
        key = self.key
        if key is None:
            key = self.key = name
        if self.table is not None and self.table is not table:
            raise exc.ArgumentError(
                "Column object '%s' already assigned to Table '%s'"
                % (key, self.table.description)
            )
        items = table._columns._items
        existing = items.get(key)
        if existing is None and all_names:
            existing = all_names.get(name)
        if existing is not None and existing is not self:
            self._replace(existing, table, allow_replacements)
        if index is None:
            items[key] = self
        else:
            table._columns.add(self, index=index)
        if all_names is not None:
            all_names[name] = self
        self.table = table
        if self.primary_key:
            table.primary_key._replace(self)
        elif key in table.primary_key._columns._items:
            raise exc.ArgumentError(
                "Trying to redefine primary-key column '%s' as a non-primary-key column "
                "on table '%s'" % (key, table.fullname)
            )
        if self.index:
            if isinstance(self.index, str):
                raise exc.ArgumentError(
                    "The 'index' keyword argument on Column is boolean only. To create "
                    "indexes with a specific name, create an explicit Index object "
                    "external to the Table."
                )
            Index(None, key, unique=bool(self.unique), _column_flag=True, _table=table)
        elif self.unique:
            if isinstance(self.unique, str):
                raise exc.ArgumentError(
                    "The 'unique' keyword argument on Column is boolean only. To create "
                    "unique constraints or indexes with a specific name, append an "
                    "explicit UniqueConstraint to the Table's list of elements, or "
                    "create an explicit Index object external to the Table."
                )
            table.append_constraint(UniqueConstraint(key, _column_flag=True))
        if self.identity and (
            isinstance(self.default, Sequence) or isinstance(self.onupdate, Sequence)
        ):
            raise exc.ArgumentError("An column cannot specify both Identity and Sequence.")
        waiting = table.metadata._waiting
        if waiting:
            for foreign_key in waiting.get(table.fullname, ()):
                if foreign_key._find_in(table) is self:
                    foreign_key._take_type(self)
        hooks = self._attach_hooks
        if hooks:
            self._attach_hooks = ()
            for hook in hooks:
                hook(self, table)

    def _replace(self, existing, table, allowed):
        """Takes the place of a column of the same key or name."""
        key = self.key
        if not allowed:
            by, shown = ("key", key) if existing.key == key != self.name else ("name", self.name)
            raise exc.DuplicateColumnError(
                "A column with %s '%s' is already present in table '%s'."
                % (by, shown, table.name)
            )
        for foreign_key in list(existing.foreign_keys):
            table.foreign_keys.discard(foreign_key)
            table.constraints.discard(foreign_key.constraint)
        if existing.key != key:
            table._columns.remove(existing)

    def _copy(self, **kw):
        items = [c._copy(**kw) for c in self.constraints if not c._type_bound]
        items += [fk._copy(**kw) for fk in self.foreign_keys if not fk.constraint]
        server_default, server_onupdate = self.server_default, self.server_onupdate
        if isinstance(server_default, (Computed, Identity)):
            items.append(server_default._copy(**kw))
            server_default = server_onupdate = None
        type_ = self.type
        if type_._schema_event:
            type_ = type_.copy(**kw)
        column = self._constructor(
            *items,
            name=self.name,
            type_=type_,
            key=self.key,
            primary_key=self.primary_key,
            unique=self.unique,
            system=self.system,
            index=self.index,
            autoincrement=self.autoincrement,
            default=_copied(self.default),
            server_default=_copied(server_default),
            onupdate=_copied(self.onupdate),
            server_onupdate=_copied(server_onupdate),
            doc=self.doc,
            comment=self.comment,
            **self.dialect_kwargs,
        )
        column.nullable = self.nullable
        column._user_defined_nullable = self._user_defined_nullable
        column._omit_from_statements = self._omit_from_statements
        column._insert_sentinel = self._insert_sentinel
        return self._schema_item_copy(column)

    @property
    def _constructor(self):
        return type(self)

    def _merge(self, other, *, omit_defaults=False):
        """Completes `other` with what it does not say itself."""
        if self.primary_key:
            other.primary_key = True
        if self.autoincrement != "auto" and other.autoincrement == "auto":
            other.autoincrement = self.autoincrement
        if self.system:
            other.system = self.system
        if "_info" in self.__dict__:
            other.info.update(self.info)
        if not self.type._isnull and other.type._isnull:
            type_ = self.type
            other._set_type(type_.copy() if type_._schema_event else type_)
        if (
            self._user_defined_nullable is not NULL_UNSPECIFIED
            and other._user_defined_nullable is NULL_UNSPECIFIED
        ):
            other.nullable = self.nullable
            other._user_defined_nullable = self._user_defined_nullable
        values = ["server_default", "server_onupdate", "onupdate"]
        if not omit_defaults:
            values.insert(0, "default")
        for name in values:
            mine = getattr(self, name)
            if mine is not None and getattr(other, name) is None:
                mine._copy()._set_parent(other)
        for name in ("index", "unique"):
            if getattr(self, name) in (True, False) and getattr(other, name) is None:
                setattr(other, name, getattr(self, name))
        for name in ("doc", "comment"):
            if getattr(self, name) and getattr(other, name) is None:
                setattr(other, name, getattr(self, name))
        for constraint in self.constraints:
            if not constraint._type_bound:
                constraint._copy()._set_parent(other)
        for foreign_key in self.foreign_keys:
            if not foreign_key.constraint:
                foreign_key._copy()._set_parent(other)
        for key, value in self.dialect_kwargs.items():
            other.dialect_kwargs.setdefault(key, value)

    def __str__(self):
        if self.name is None:
            return "(no name)"
        if self.table is not None:
            return "%s.%s" % (self.table.description, self.name)
        return str(self.name)

    def __repr__(self):
        shown = ["key"] if self.key != self.name else []
        shown += ["primary_key"] if self.primary_key else []
        shown += [] if self.nullable else ["nullable"]
        for name in ("onupdate", "default", "server_default", "comment"):
            if getattr(self, name):
                shown.append(name)
        parts = [repr(self.name), repr(self.type)]
        parts += [repr(foreign_key) for foreign_key in self.foreign_keys]
        parts += [repr(constraint) for constraint in self.constraints]
        parts.append("table=None" if self.table is None else "table=<%s>" % self.table.description)
        parts += ["%s=%r" % (name, getattr(self, name)) for name in shown]
        return "Column(%s)" % ", ".join(parts)


def _server_value(value, for_update):
    if isinstance(value, FetchedValue):
        return value._as_for_update(for_update)
    if hasattr(value, "__clause_element__"):
        value = value.__clause_element__()
    return DefaultClause(value, for_update=for_update)


def _copied(value):
    return None if value is None else value._copy()


def insert_sentinel(name=None, type_=None, *, default=None, omit_from_statements=True):
    return Column(
        name=name,
        type_=INTEGERTYPE if type_ is None else type_,
        # Something that no statement is told of.
        default=default if default is not None else lambda: None,
        _omit_from_statements=omit_from_statements,
        insert_sentinel=True,
    )


class Table(DialectKWArgs, HasSchemaAttr, TableClause):
    __visit_name__ = "table"
    _is_schema_table = True
    implicit_returning = True
    metadata = fullname = _columns = constraints = comment = None
    _prefixes = ()
    indexes = Lazy("indexes", OrderedSet)
    foreign_keys = Lazy("foreign_keys", OrderedSet)
    _extra_dependencies = Lazy("_extra_dependencies", set)

    def __class_getitem__(cls, item):
        return cls

    def __new__(cls, *args, **kw):
        if not args and not kw:
            return object.__new__(cls)
        if len(args) < 2:
            raise TypeError(
                "Table() takes at least two positional-only arguments 'name', and 'metadata'"
            )
        name, metadata, *items = args
        schema = kw.get("schema")
        if schema is None:
            schema = metadata.schema
        elif schema is BLANK_SCHEMA:
            schema = None
        keep_existing = kw.get("keep_existing", False)
        extend_existing = kw.get("extend_existing", False)
        if keep_existing and extend_existing:
            raise exc.ArgumentError(
                "keep_existing and extend_existing are mutually exclusive."
            )
        must_exist = kw.pop("must_exist", kw.pop("mustexist", False))
        key = table_key(name, schema)
        if key in metadata.tables:
            if not keep_existing and not extend_existing and items:
                raise exc.InvalidRequestError(
                    "Table '%s' is already defined for this MetaData instance.  Specify "
                    "'extend_existing=True' to redefine options and columns on an "
                    "existing Table object." % key
                )
            table = metadata.tables[key]
            if extend_existing:
                table._init_existing(*items, **kw)
            return table
        if must_exist:
            raise exc.InvalidRequestError("Table '%s' not defined" % key)
        table = object.__new__(cls)
        metadata._add_table(name, schema, table)
        try:
            table._initialize(name, metadata, *items, **kw)
        except Exception:
            metadata._remove_table(name, schema)
            raise
        return table

    def __init__(self, *args, **kw):
        """All is done in __new__(), which may give back an older table."""

    def _initialize(
        self,
        name,
        metadata,
        *items,
        schema=None,
        quote=None,
        quote_schema=None,
        autoload=False,
        autoload_with=None,
        autoload_replace=True,
        keep_existing=False,
        extend_existing=False,
        resolve_fks=True,
        include_columns=None,
        implicit_returning=True,
        comment=None,
        info=None,
        listeners=None,
        prefixes=None,
        **kw,
    ):
        self.name = schema_name(name, quote)
        self.metadata = metadata
        if schema is None:
            self.schema = metadata.schema
        elif schema is BLANK_SCHEMA:
            self.schema = None
        else:
            self.schema = schema_name(schema, quote_schema)
        self.fullname = table_key(self.name, self.schema)
        self._columns = ColumnCollection()
        self.constraints = OrderedSet()
        PrimaryKeyConstraint._implicit(self)
        # What is not given is known to the class.
        if not implicit_returning:
            self.implicit_returning = implicit_returning
        if comment is not None:
            self.comment = comment
        if info is not None:
            self.info = info
        if prefixes:
            self._prefixes = list(prefixes)
        if kw:
            self._validate_dialect_kwargs(kw)
        for event_name, function in listeners or ():
            from .. import event

            event.listen(self, event_name, function)
        names = {}
        if autoload or autoload_with is not None:
            self._autoload(autoload_with, include_columns, resolve_fks=resolve_fks)
            names = {column.name: column for column in self._columns}
        self._add_items(
            items, names, extend_existing or keep_existing or autoload_with is not None
        )

    def _add_items(self, items, names, allow_replacements):
        add_items(self, items, names, allow_replacements, Column)

    def _autoload(self, bind, include_columns=None, exclude_columns=(), resolve_fks=True):
        if bind is None:
            raise exc.ArgumentError(
                "Table(%r, autoload=True) needs autoload_with=, the connection that the "
                "table is read from" % str(self.name)
            )
        from .. import inspection

        inspection.inspect(bind).reflect_table(
            self, include_columns, exclude_columns, resolve_fks=resolve_fks
        )

    def _init_existing(self, *items, **kw):
        schema = kw.pop("schema", None)
        if schema and schema != self.schema:
            raise exc.ArgumentError(
                "Can't change schema of existing table from '%s' to '%s'" % (self.schema, schema)
            )
        for name in ("extend_existing", "keep_existing", "resolve_fks"):
            kw.pop(name, None)
        include_columns = kw.pop("include_columns", None)
        if include_columns is not None:
            for column in self.c:
                if column.name not in include_columns:
                    self._columns.remove(column)
        for name in ("quote", "quote_schema"):
            if name in kw:
                raise exc.ArgumentError("Can't redefine 'quote' or 'quote_schema' arguments")
        self.comment = kw.pop("comment", self.comment)
        self.implicit_returning = kw.pop("implicit_returning", self.implicit_returning)
        info = kw.pop("info", None)
        if info is not None:
            self.info = info
        autoload_with = kw.pop("autoload_with", None)
        replace = kw.pop("autoload_replace", True)
        if kw.pop("autoload", autoload_with is not None):
            present = () if replace else [column.name for column in self.c]
            self._autoload(autoload_with, include_columns, present)
        self._validate_dialect_kwargs(kw)
        self._add_items(items, {column.name: column for column in self.c}, True)

    @property
    def key(self):
        return table_key(self.name, self.schema)

    @property
    def description(self):
        return str(self.name)

    @property
    def columns(self):
        return self._columns

    c = columns
    exported_columns = columns

    @property
    def _sorted_constraints(self):
        return sorted(self.constraints, key=lambda constraint: constraint._creation_order)

    @property
    def foreign_key_constraints(self):
        return OrderedSet(
            foreign_key.constraint
            for foreign_key in self.foreign_keys
            if foreign_key.constraint is not None
        )

    @property
    def _autoincrement_column(self):
        return self.primary_key._autoincrement_column

    autoincrement_column = _autoincrement_column

    def add_is_dependent_on(self, table):
        self._extra_dependencies.add(table)

    def append_column(self, column, *, replace_existing=False):
        self.insert_column(column, None, replace_existing=replace_existing)

    def insert_column(self, column, index, *, replace_existing=False):
        column._set_parent_with_dispatch(
            self,
            allow_replacements=replace_existing,
            all_names={column.name: column for column in self.c},
            index=index,
        )

    def append_constraint(self, constraint):
        constraint._set_parent_with_dispatch(self)

    def exists(self, bind=None):
        from .. import inspection

        return inspection.inspect(bind).has_table(str(self.name), schema=self.schema)

    def create(self, bind, checkfirst=False):
        from .ddl import create_all

        create_all(bind, [self], checkfirst)

    def drop(self, bind, checkfirst=False):
        from .ddl import drop_all

        drop_all(bind, [self], checkfirst)

    def to_metadata(
        self, metadata, schema=RETAIN_SCHEMA, referred_schema_fn=None, name=None
    ):
        name = self.name if name is None else name
        if schema is RETAIN_SCHEMA:
            actual_schema = self.schema
        elif schema is None:
            actual_schema = metadata.schema
        else:
            actual_schema = schema
        key = table_key(name, None if actual_schema is BLANK_SCHEMA else actual_schema)
        if key in metadata.tables:
            _warn(
                "Table '%s' already exists within the given MetaData - not copying."
                % self.description
            )
            return metadata.tables[key]
        columns = [
            column._copy(schema=actual_schema, _to_metadata=metadata) for column in self.columns
        ]
        table = Table(
            name,
            metadata,
            *columns,
            schema=actual_schema,
            comment=self.comment,
            prefixes=self._prefixes,
            **self.kwargs,
        )
        for constraint in self._sorted_constraints:
            if isinstance(constraint, ForeignKeyConstraint):
                referred = constraint._referred_schema
                if referred_schema_fn:
                    target_schema = referred_schema_fn(self, actual_schema, constraint, referred)
                else:
                    target_schema = actual_schema if referred == self.schema else None
                table.append_constraint(
                    constraint._copy(schema=target_schema, target_table=table)
                )
            elif not constraint._type_bound and not constraint._column_flag:
                copied = constraint._copy(schema=actual_schema, target_table=table)
                if copied.parent is None:
                    table.append_constraint(copied)
        for index in self.indexes:
            if not index._column_flag:
                Index(
                    index.name,
                    *[
                        expression.key if isinstance(expression, Column) else expression
                        for expression in index.expressions
                    ],
                    unique=index.unique,
                    _table=table,
                    **index.kwargs,
                )
        return self._schema_item_copy(table)

    tometadata = to_metadata

    def __str__(self):
        return self.fullname

    def __repr__(self):
        parts = [repr(str(self.name)), repr(self.metadata)]
        parts += [repr(column) for column in self.columns]
        parts.append("schema=%r" % self.schema)
        return "Table(%s)" % ", ".join(parts)


class MetaData(HasSchemaAttr):
    """The tables of a project."""

    __visit_name__ = "metadata"

    def __init__(self, schema=None, quote_schema=None, naming_convention=None, info=None):
        if schema is not None and not isinstance(schema, str):
            raise exc.ArgumentError(
                "expected schema argument to be a string, got %s." % type(schema)
            )
        self.tables = {}
        self.schema = schema_name(schema, quote_schema)
        self.naming_convention = naming_convention or DEFAULT_NAMING_CONVENTION
        # Tokens that the project computes itself.
        self._naming_tokens = {
            key: value for key, value in self.naming_convention.items() if callable(value)
        }
        if info:
            self.info = info
        self._sequences = {}
        self._waiting = {}
        self._objects = OrderedSet()

    def __repr__(self):
        return "MetaData()"

    def __contains__(self, table_or_key):
        if not isinstance(table_or_key, str):
            table_or_key = table_or_key.key
        return table_or_key in self.tables

    def _add_table(self, name, schema, table):
        self.tables[table_key(name, schema)] = table

    def _remove_table(self, name, schema):
        self.tables.pop(table_key(name, schema), None)

    def _await_table(self, key, foreign_key):
        """Notes a foreign key to a table that is not there yet."""
        self._waiting.setdefault(key, []).append(foreign_key)

    def _awaiting(self, key):
        return self._waiting.get(key, ())

    def _register_object(self, thing):
        self._objects.add(thing)

    def clear(self):
        self.tables.clear()
        self._sequences.clear()
        self._waiting.clear()
        self._objects.clear()

    def remove(self, table):
        self._remove_table(table.name, table.schema)

    @property
    def sorted_tables(self):
        from .ddl import sort_tables

        return sort_tables(sorted(self.tables.values(), key=lambda table: table.key))

    @property
    def schemas(self):
        found = {table.schema for table in self.tables.values() if table.schema is not None}
        if self.schema:
            found.add(self.schema)
        return tuple(found)

    def get_schema_objects(self, kind, *, schema=NO_ARG):
        schema = self.schema if schema is NO_ARG else schema
        return tuple(
            thing
            for thing in self._objects
            if isinstance(thing, kind) and thing.schema == schema
        )

    def get_schema_object_by_name(self, kind, name, *, schema=NO_ARG):
        for thing in self.get_schema_objects(kind, schema=schema):
            if getattr(thing, "name", None) == name:
                return thing
        return None

    def reflect(
        self,
        bind,
        schema=None,
        views=False,
        only=None,
        extend_existing=False,
        autoload_replace=True,
        resolve_fks=True,
        **dialect_kwargs,
    ):
        from .. import inspection

        inspector = inspection.inspect(bind)
        schema = self.schema if schema is None else schema
        available = list(inspector.get_table_names(schema))
        if views:
            available += inspector.get_view_names(schema)
        if only is None:
            names = available
        elif callable(only):
            names = [name for name in available if only(name, self)]
        else:
            missing = [name for name in only if name not in available]
            if missing:
                raise exc.InvalidRequestError(
                    "Could not reflect: requested table(s) not available in %r%s: (%s)"
                    % (
                        bind.engine,
                        " schema '%s'" % schema if schema else "",
                        ", ".join(missing),
                    )
                )
            names = list(only)
        for name in names:
            if extend_existing or table_key(name, schema) not in self.tables:
                Table(
                    name,
                    self,
                    schema=schema,
                    autoload_with=inspector,
                    extend_existing=extend_existing,
                    autoload_replace=autoload_replace,
                    resolve_fks=resolve_fks,
                    **dialect_kwargs,
                )

    def create_all(self, bind, tables=None, checkfirst=True):
        from .ddl import create_all

        create_all(bind, self.sorted_tables if tables is None else tables, checkfirst, self)

    def drop_all(self, bind, tables=None, checkfirst=True):
        from .ddl import drop_all

        drop_all(bind, self.sorted_tables if tables is None else tables, checkfirst, self)


def __getattr__(name):
    # The DDL constructs count as parts of this module too.
    from . import ddl

    try:
        return getattr(ddl, name)
    except AttributeError:
        raise AttributeError(
            "module 'sqlalchemy.sql.schema' has no attribute %r" % name
        ) from None
