"""Constraints and indexes."""

from .. import exc
from .base import ColumnCollection, DialectKWArgs, OrderedSet, _warn
from .items import (
    BLANK_SCHEMA,
    NULL_UNSPECIFIED,
    RETAIN_SCHEMA,
    HasConditionalDDL,
    SchemaItem,
    as_text,
    columns_in,
    is_column,
    is_expression,
    plain_column,
    next_order,
    table_key,
)
from .naming import _NONE_NAME, conv, schema_name


def is_table(thing):
    return getattr(thing, "_is_schema_table", False)


class HasConventionalName:
    """A name that the naming convention gives or completes, once there is a
    table."""

    _name = None
    # What a convention calls this kind of thing.
    _convention_key = None

    @property
    def _named_in(self):
        return self.parent

    @property
    def name(self):
        name = self._name
        if isinstance(name, conv) or name is _NONE_NAME:
            return name
        parent = self._named_in
        table = getattr(parent, "table", None) if is_column(parent) else parent
        if not is_table(table):
            return name
        convention = table.metadata.naming_convention
        template = convention.get(self._convention_key)
        for cls in type(self).__mro__:
            template = template or convention.get(cls)
        if not template or (name is not None and "constraint_name" not in template):
            return name
        from _limbeck_compile import conventional_name

        found = conventional_name(self, table)
        return name if found is None else conv(found)

    @name.setter
    def name(self, name):
        self._name = name


class Constraint(HasConventionalName, DialectKWArgs, HasConditionalDDL, SchemaItem):
    __visit_name__ = "constraint"
    # What is not given is known to the class.
    parent = deferrable = initially = comment = _create_rule = None
    _column_flag = _type_bound = False

    def __init__(
        self,
        name=None,
        deferrable=None,
        initially=None,
        info=None,
        comment=None,
        _create_rule=None,
        _type_bound=False,
        **dialect_kw,
    ):
        self._creation_order = next_order()
        if name is not None:
            self._name = name
        if deferrable is not None:
            self.deferrable = deferrable
        if initially is not None:
            self.initially = initially
        if info:
            self.info = info
        if comment is not None:
            self.comment = comment
        if _create_rule is not None:
            self._create_rule = _create_rule
        if _type_bound:
            self._type_bound = _type_bound
        if dialect_kw:
            self._validate_dialect_kwargs(dialect_kw)

    @property
    def table(self):
        if is_table(self.parent):
            return self.parent
        raise exc.InvalidRequestError(
            "This constraint is not bound to a table.  Did you mean to call "
            "table.append_constraint(constraint) ?"
        )

    def _set_parent(self, parent, **kw):
        self.parent = parent
        parent.constraints.add(self)

    def _options(self):
        return dict(
            name=self.name,
            deferrable=self.deferrable,
            initially=self.initially,
            comment=self.comment,
            **self.dialect_kwargs,
        )


class ColumnCollectionMixin:
    """Columns that are given by name or as objects, before or after they
    belong to a table."""

    _allow_multiple_tables = False
    _columns = None
    _pending_colargs = ()

    def _collect(self, columns, autoattach=True):
        self._columns = ColumnCollection()
        self._pending_colargs = columns
        if autoattach:
            # Names alone do not say which table it is for.
            objects = [column for column in columns if is_column(column)]
            if objects:
                self._attach_when_possible(objects)

    def _attach_when_possible(self, objects):
        without = [column for column in objects if column.table is None]
        if without:
            if any(isinstance(column, str) for column in self._pending_colargs):
                return
            waiting = set(map(id, without))

            def attached(column, table):
                waiting.discard(id(column))
                if not waiting and self._not_attached():
                    self._attach_to_table_of(objects)

            for column in without:
                column._on_table_attach(attached)
            return
        self._attach_to_table_of(objects)

    def _not_attached(self):
        return getattr(self, "parent", None) is None and getattr(self, "table_of", None) is None

    def _attach_to_table_of(self, columns):
        columns = [column for column in columns if is_table(column.table)]
        if not columns:
            return
        table = columns[0].table
        others = [column for column in columns if column.table is not table]
        if not others:
            self._set_parent_with_dispatch(table)
        elif not self._allow_multiple_tables:
            raise exc.ArgumentError(
                "Column(s) %s are not part of table '%s'."
                % (", ".join("'%s'" % column for column in others), table.description)
            )

    @property
    def columns(self):
        return self._columns

    @property
    def c(self):
        return self._columns

    def _column_objects(self, parent):
        if is_column(parent):
            return [column for column in self._pending_colargs if is_column(column)]
        found = []
        columns = parent._columns._items
        for column in self._pending_colargs:
            if isinstance(column, str):
                if column not in columns:
                    raise exc.ConstraintColumnNotFoundError(
                        "Can't create %s on table '%s': no column named '%s' is present."
                        % (type(self).__name__, parent.description, column)
                    )
                column = columns[column]
            found.append(column)
        return found

    def _add_columns(self, parent):
        columns = self._columns._items
        for column in self._column_objects(parent):
            if column is not None:
                columns[column.key] = column


def column_argument(column):
    """A column of a constraint: its name, or the object."""
    if isinstance(column, str):
        return column
    column = plain_column(column)
    if not is_expression(column) and not is_column(column):
        raise exc.ArgumentError(
            "Column name string or column object for DDL constraint expected, got %r." % (column,)
        )
    return column


class ColumnCollectionConstraint(ColumnCollectionMixin, Constraint):
    def __init__(
        self,
        *columns,
        name=None,
        deferrable=None,
        initially=None,
        info=None,
        _autoattach=True,
        _column_flag=False,
        **dialect_kw,
    ):
        Constraint.__init__(self, name, deferrable, initially, info, **dialect_kw)
        if _column_flag:
            self._column_flag = True
        self._collect([column_argument(column) for column in columns], _autoattach)

    def _set_parent(self, parent, **kw):
        self.parent = parent
        parent.constraints.add(self)
        if self._pending_colargs:
            self._add_columns(parent)

    def contains_column(self, column):
        return self._columns.contains_column(column)

    def __contains__(self, key):
        return key in self._columns

    def __iter__(self):
        return iter(self._columns)

    def __len__(self):
        return len(self._columns)

    def __bool__(self):
        return True

    def _copy(self, *, target_table=None, **kw):
        return self._schema_item_copy(
            type(self)(*[column.key for column in self._columns], **self._options())
        )


class PrimaryKeyConstraint(ColumnCollectionConstraint):
    __visit_name__ = "primary_key_constraint"
    _convention_key = "pk"
    _implicit_generated = False

    @classmethod
    def _implicit(cls, table):
        """The key of a new table, for the columns that say that they are in it."""
        self = cls.__new__(cls)
        self._creation_order = next_order()
        self._implicit_generated = True
        self._columns = ColumnCollection()
        self._pending_colargs = []
        self.parent = table
        table.constraints.add(self)
        table.primary_key = self

    def __init__(
        self,
        *columns,
        name=None,
        deferrable=None,
        initially=None,
        info=None,
        _implicit_generated=False,
        **dialect_kw,
    ):
        self._implicit_generated = _implicit_generated
        super().__init__(
            *columns, name=name, deferrable=deferrable, initially=initially, info=info, **dialect_kw
        )

    def _set_parent(self, table, **kw):
        super()._set_parent(table)
        if table.primary_key is not self:
            table.constraints.discard(table.primary_key)
            table.primary_key = self
            table.constraints.add(self)
        marked = [column for column in table.c if column.primary_key]
        mine = list(self._columns)
        if mine and marked and set(map(id, mine)) != set(map(id, marked)):
            names = ", ".join("'%s'" % column.name for column in mine)
            _warn(
                "Table '%s' specifies columns %s as primary_key=True, not matching "
                "locally specified columns %s; setting the current primary key columns "
                "to %s. This warning may become an exception in a future release"
                % (
                    table.name,
                    ", ".join("'%s'" % column.name for column in marked),
                    names,
                    names,
                )
            )
            marked = []
        for column in mine:
            column.primary_key = True
            if column._user_defined_nullable is NULL_UNSPECIFIED:
                column.nullable = False
        for column in marked:
            self._columns.add(column)

    def _replace(self, column):
        self._columns.add(column)

    def _reload(self, columns):
        for column in columns:
            column.primary_key = True
            self._columns.add(column)

    @property
    def _autoincrement_column(self):
        return autoincrement_column(list(self._columns))

    @property
    def columns_autoinc_first(self):
        first = self._autoincrement_column
        rest = [column for column in self._columns if column is not first]
        return rest if first is None else [first] + rest


def autoincrement_column(columns):
    """The column of a primary key that counts by itself, if there is one."""
    if len(columns) == 1:
        column = columns[0]
        if column.autoincrement is True:
            return column
        if column.autoincrement in ("auto", "ignore_fk") and _counts(column):
            return column
        return None
    found = None
    for column in columns:
        if column.autoincrement is True:
            if found is not None:
                raise exc.ArgumentError(
                    "Only one Column may be marked autoincrement=True, found both %s and %s."
                    % (column.name, found.name)
                )
            found = column
    return found


def _counts(column):
    from .sqltypes import Integer

    affinity = column.type._type_affinity
    if affinity is None or not issubclass(affinity, Integer):
        return False
    if column.default is not None and not column.default.is_sequence:
        return False
    if column.server_default is not None and not column.server_default.is_identity:
        return False
    return not column.foreign_keys or column.autoincrement == "ignore_fk"


class UniqueConstraint(ColumnCollectionConstraint):
    __visit_name__ = "unique_constraint"
    _convention_key = "uq"


class CheckConstraint(ColumnCollectionConstraint):
    __visit_name__ = "table_or_column_check_constraint"
    _convention_key = "ck"
    _allow_multiple_tables = True
    # The type and column that made this CHECK; its condition is then built
    # when it is read.
    _type = None
    _type_column = None

    def __init__(
        self,
        sqltext,
        name=None,
        deferrable=None,
        initially=None,
        table=None,
        info=None,
        _create_rule=None,
        _autoattach=True,
        _type_bound=False,
        **dialect_kw,
    ):
        self.sqltext = as_text(sqltext)
        super().__init__(
            *columns_in(self.sqltext),
            name=name,
            deferrable=deferrable,
            initially=initially,
            info=info,
            _autoattach=_autoattach and table is None,
            _create_rule=_create_rule,
            _type_bound=_type_bound,
            **dialect_kw,
        )
        if table is not None:
            self._set_parent_with_dispatch(table)

    @classmethod
    def _of_type(cls, type_, column, name):
        """The CHECK that a Boolean or an Enum brings along."""
        self = cls.__new__(cls)
        Constraint.__init__(self, name=name, _type_bound=True)
        self._type = type_
        self._type_column = column
        self._collect([column], autoattach=False)
        return self

    def __getattr__(self, name):
        if name == "sqltext" and self._type is not None:
            allowed = getattr(self._type, "enums", [0, 1])
            self.sqltext = self._type_column.in_(list(allowed))
            return self.sqltext
        raise AttributeError(name)

    def _exists_on(self, dialect):
        if self._type is not None:
            mapping = self._type_column.type._variant_mapping
            if mapping:
                used = mapping.get(dialect.name, self._type_column.type)
                if used is not self._type and getattr(used, "item_type", None) is not self._type:
                    return False
        return super()._exists_on(dialect)

    @property
    def is_column_level(self):
        return not is_table(self.parent)

    def _copy(self, *, target_table=None, **kw):
        return self._schema_item_copy(
            CheckConstraint(
                self.sqltext,
                table=target_table,
                _create_rule=self._create_rule,
                _autoattach=False,
                **self._options(),
            )
        )


class ForeignKeyTarget(tuple):
    """Schema, table and column that a foreign key names."""

    def __new__(cls, schema, table_name, column_name):
        return tuple.__new__(cls, (schema, table_name, column_name))

    schema = property(lambda self: self[0])
    table_name = property(lambda self: self[1])
    column_name = property(lambda self: self[2])

    @classmethod
    def parse(cls, text):
        parts = text.split(".")
        if len(parts) == 1:
            return cls(None, parts[0], None)
        return cls(".".join(parts[:-2]) or None, parts[-2], parts[-1])

    def _as_string(self):
        return ".".join(part for part in self if part is not None)


class ForeignKey(DialectKWArgs, SchemaItem):
    __visit_name__ = "foreign_key"
    # What is not given is known to the class.
    parent = name = onupdate = ondelete = deferrable = initially = match = comment = None
    constraint = None
    use_alter = link_to_name = False
    _table_column = _given_tokens = None

    def __init__(
        self,
        column,
        _constraint=None,
        use_alter=False,
        name=None,
        onupdate=None,
        ondelete=None,
        deferrable=None,
        initially=None,
        link_to_name=False,
        match=None,
        info=None,
        comment=None,
        **dialect_kw,
    ):
        if isinstance(column, str):
            self._given_tokens = ForeignKeyTarget.parse(column)
        elif isinstance(column, ForeignKeyTarget):
            self._given_tokens = column
        elif isinstance(column, tuple):
            if len(column) not in (2, 3):
                raise exc.ArgumentError(
                    "ForeignKey target given as a tuple must have two tokens "
                    "(table_name, column_name) or three tokens (schema, table_name, "
                    "column_name); got %d" % len(column)
                )
            self._given_tokens = ForeignKeyTarget(*((None,) * (3 - len(column)) + column))
        else:
            column = plain_column(column)
            if not is_expression(column) or not hasattr(column, "key"):
                raise exc.ArgumentError(
                    "String column name or Column object for DDL foreign key "
                    "constraint expected, got %r." % (column,)
                )
            self._table_column = column
        self.constraint = _constraint
        if name is not None:
            self.name = name
        if use_alter:
            self.use_alter = use_alter
        if onupdate is not None:
            self.onupdate = onupdate
        if ondelete is not None:
            self.ondelete = ondelete
        if deferrable is not None:
            self.deferrable = deferrable
        if initially is not None:
            self.initially = initially
        if link_to_name:
            self.link_to_name = link_to_name
        if match is not None:
            self.match = match
        if comment is not None:
            self.comment = comment
        if info:
            self.info = info
        if dialect_kw:
            self._validate_dialect_kwargs(dialect_kw)

    @property
    def target_tokens(self):
        column = self._table_column
        if column is None:
            return self._given_tokens
        table = column.table
        if table is None:
            return ForeignKeyTarget(None, column.key, None)
        return ForeignKeyTarget(getattr(table, "schema", None), table.name, column.key)

    @property
    def target_column(self):
        return self._table_column

    @property
    def _colspec(self):
        column = self._table_column
        return self.target_fullname if column is None else column

    def _get_colspec(self):
        return self.target_fullname

    @property
    def target_fullname(self):
        return self.target_tokens._as_string()

    @property
    def target_table_key(self):
        schema, name, _ = self.target_tokens
        return table_key(name, schema)

    _referred_schema = property(lambda self: self.target_tokens.schema)

    def _target_key(self):
        """Key of the table that is pointed at, and the column's key there."""
        schema, name, column = self.target_tokens
        metadata = self.parent.table.metadata
        if schema is None and metadata.schema is not None:
            schema = metadata.schema
        return table_key(name, schema), column

    @property
    def column(self):
        """The column that is pointed at."""
        if self._table_column is not None:
            return self._table_column
        if self.parent is None or self.parent.table is None:
            raise exc.InvalidRequestError(
                "this ForeignKey object does not yet have a parent Column associated with it."
                if self.parent is None
                else "this ForeignKey's parent column is not yet associated with a Table."
            )
        key, name = self._target_key()
        metadata = self.parent.table.metadata
        if key not in metadata.tables:
            raise exc.NoReferencedTableError(
                "Foreign key associated with column '%s' could not find table '%s' with "
                "which to generate a foreign key to target column '%s'" % (self.parent, key, name),
                key,
            )
        found = self._find_in(metadata.tables[key])
        if found is None:
            table = metadata.tables[key]
            raise exc.NoReferencedColumnError(
                "Could not initialize target column for ForeignKey '%s' on table '%s': "
                "table '%s' has no column named '%s'"
                % (self.target_fullname, self.parent.table.name, table.name, name),
                table.name,
                name,
            )
        return found

    def _find_in(self, table):
        name = self.target_tokens.column_name
        if name is None:
            return table.c.get(self.parent.key)
        if self.link_to_name:
            for column in table.c:
                if column.name == name:
                    return column
            return None
        return table.c.get(name)

    def _referred(self):
        """Schema, table and column that it points at: those of the metadata
        where it has them, or else as they are written."""
        column = self._table_column
        schema, name, column_name = self.target_tokens
        if column is None:
            metadata = self.parent.table.metadata
            if schema is None:
                schema = metadata.schema
            table = metadata.tables.get(table_key(name, schema))
            if table is not None:
                column = self._find_in(table)
        if column is not None and column.table is not None:
            table = column.table
            return getattr(table, "schema", None), table.name, column.name
        return schema, name, column_name or self.parent.name

    def references(self, table):
        return self.column.table is table

    def get_referent(self, table):
        return table.c.corresponding_column(self.column)

    def _set_parent(self, parent, **kw):
        if self.parent is not None and self.parent is not parent:
            raise exc.InvalidRequestError("This ForeignKey already has a parent !")
        self.parent = parent
        parent.foreign_keys.add(self)
        parent._on_table_attach(self._set_table)

    def _set_table(self, column, table):
        if self.constraint is None:
            self.constraint = ForeignKeyConstraint._of_column(self, column, table)
        table.foreign_keys.add(self)
        if self._table_column is not None:
            self._take_type(self._table_column)
            return
        key, _ = self._target_key()
        target = table.metadata.tables.get(key)
        found = None if target is None else self._find_in(target)
        if found is not None:
            self._take_type(found)
        if found is None or found.type._isnull:
            table.metadata._await_table(key, self)

    def _take_type(self, column):
        """A column without a type takes that of the column it points at."""
        if self.parent.type._isnull and not column.type._isnull:
            self.parent._take_type(column.type)

    def _copy(self, *, schema=None, **kw):
        target = self._table_column
        if target is None or schema is not None:
            target = self._moved(schema)
        return self._schema_item_copy(
            ForeignKey(
                target,
                use_alter=self.use_alter,
                name=self.name,
                onupdate=self.onupdate,
                ondelete=self.ondelete,
                deferrable=self.deferrable,
                initially=self.initially,
                link_to_name=self.link_to_name,
                match=self.match,
                comment=self.comment,
                **self.dialect_kwargs,
            )
        )

    def _moved(self, schema=None, table_name=None):
        tokens = self.target_tokens
        if schema in (None, RETAIN_SCHEMA):
            schema = tokens.schema
        elif schema is BLANK_SCHEMA:
            schema = None
        return ForeignKeyTarget(schema, table_name or tokens.table_name, tokens.column_name)

    def __repr__(self):
        return "ForeignKey(%r)" % self.target_fullname


# What a constraint takes over from the key in a column that it is made for.
_OF_FOREIGN_KEY = (
    "name",
    "use_alter",
    "onupdate",
    "ondelete",
    "deferrable",
    "initially",
    "match",
    "comment",
    "link_to_name",
)


class ForeignKeyConstraint(ColumnCollectionConstraint):
    __visit_name__ = "foreign_key_constraint"
    _convention_key = "fk"
    # Whether it was written in a column.
    _in_column = False
    # What is not given is known to the class.
    onupdate = ondelete = match = None
    use_alter = link_to_name = False
    elements = _key_columns = ()

    @classmethod
    def _of_column(cls, foreign_key, column, table):
        """The constraint of a key that is written in a column."""
        self = cls.__new__(cls)
        self._creation_order = next_order()
        given = foreign_key.__dict__
        for name in _OF_FOREIGN_KEY:
            if name in given:
                setattr(self, name, given[name])
        if "_dialect_kwargs" in given:
            self._validate_dialect_kwargs(given["_dialect_kwargs"])
        self._in_column = True
        self.elements = [foreign_key]
        self._key_columns = [column]
        self._columns = ColumnCollection([column])
        self._pending_colargs = []
        self.parent = table
        table.constraints.add(self)
        return self

    def __init__(
        self,
        columns,
        refcolumns,
        name=None,
        onupdate=None,
        ondelete=None,
        deferrable=None,
        initially=None,
        use_alter=False,
        link_to_name=False,
        match=None,
        table=None,
        info=None,
        comment=None,
        **dialect_kw,
    ):
        Constraint.__init__(
            self,
            name=name,
            deferrable=deferrable,
            initially=initially,
            info=info,
            comment=comment,
            **dialect_kw,
        )
        if onupdate is not None:
            self.onupdate = onupdate
        if ondelete is not None:
            self.ondelete = ondelete
        if link_to_name:
            self.link_to_name = link_to_name
        if use_alter:
            self.use_alter = use_alter
        if match is not None:
            self.match = match
        columns = [column_argument(column) for column in columns]
        refcolumns = list(refcolumns)
        if len(columns) != len(refcolumns):
            raise exc.ArgumentError(
                "ForeignKeyConstraint number of constrained columns must match the "
                "number of referenced columns."
            )
        self.elements = [
            ForeignKey(
                column,
                _constraint=self,
                name=name,
                onupdate=onupdate,
                ondelete=ondelete,
                use_alter=use_alter,
                link_to_name=link_to_name,
                match=match,
                deferrable=deferrable,
                initially=initially,
                **self.dialect_kwargs,
            )
            for column in refcolumns
        ]
        self._key_columns = []
        self._collect(columns)
        if table is not None and self.parent is None:
            self._set_parent_with_dispatch(table)

    def _append_element(self, column, foreign_key):
        self._key_columns.append(column)
        self._columns.add(column)
        self.elements.append(foreign_key)

    @property
    def _referred_schema(self):
        return self.elements[0]._referred_schema if self.elements else None

    @property
    def referred_table(self):
        return self.elements[0].column.table

    @property
    def column_keys(self):
        if self.parent is not None:
            return [column.key for column in self._key_columns]
        return [getattr(column, "key", column) for column in self._pending_colargs]

    def _set_parent(self, table, **kw):
        Constraint._set_parent(self, table)
        if self._pending_colargs:
            self._key_columns = self._column_objects(table)
            self._add_columns(table)
        for column, foreign_key in zip(self._key_columns, self.elements):
            if foreign_key.parent is not column:
                foreign_key._set_parent_with_dispatch(column)

    def _copy(self, *, schema=None, target_table=None, **kw):
        targets = []
        for element in self.elements:
            itself = target_table is not None and (
                element.target_table_key == element.parent.table.key
            )
            targets.append(element._moved(schema, target_table.name if itself else None))
        return self._schema_item_copy(
            ForeignKeyConstraint(
                [column.key for column in self._key_columns],
                targets,
                onupdate=self.onupdate,
                ondelete=self.ondelete,
                use_alter=self.use_alter,
                link_to_name=self.link_to_name,
                match=self.match,
                **self._options(),
            )
        )


class Index(
    HasConventionalName, DialectKWArgs, ColumnCollectionMixin, HasConditionalDDL, SchemaItem
):
    __visit_name__ = "index"
    _convention_key = "ix"
    # What is not given is known to the class.
    table = None
    unique = _column_flag = False
    expressions = ()

    @property
    def _named_in(self):
        return self.table

    def __init__(
        self,
        name,
        *expressions,
        unique=False,
        quote=None,
        info=None,
        _table=None,
        _column_flag=False,
        **dialect_kw,
    ):
        if name is not None:
            self._name = schema_name(name, quote)
        if unique:
            self.unique = unique
        if info is not None:
            self.info = info
        if dialect_kw:
            self._validate_dialect_kwargs(dialect_kw)
        if _column_flag:
            self._column_flag = True
        self._creation_order = next_order()
        self.expressions = []
        pending = []
        for expression in expressions:
            if isinstance(expression, str):
                pending.append(expression)
            else:
                expression = as_text(expression)
                if not is_expression(expression):
                    raise exc.ArgumentError(
                        "Column name string or column object for DDL constraint expected, "
                        "got %r." % (expression,)
                    )
                pending.extend(columns_in(expression))
            self.expressions.append(expression)
        self._collect(pending, autoattach=_table is None)
        if _table is not None:
            self._set_parent(_table)

    def _not_attached(self):
        return self.table is None

    def _set_parent(self, table, **kw):
        self._add_columns(table)
        if self.table is not None and table is not self.table:
            raise exc.ArgumentError(
                "Index '%s' is against table '%s', and cannot be associated with table '%s'."
                % (self.name, self.table.description, table.description)
            )
        self.table = table
        table.indexes.add(self)
        columns = table._columns._items
        self.expressions = [
            columns[expression] if isinstance(expression, str) else expression
            for expression in self.expressions
        ]

    @property
    def _table_bound_expressions(self):
        return self.expressions

    def create(self, bind, checkfirst=False):
        from .ddl import CreateIndex, run

        run(bind, CreateIndex(self), checkfirst)

    def drop(self, bind, checkfirst=False):
        from .ddl import DropIndex, run

        run(bind, DropIndex(self), checkfirst)

    def __repr__(self):
        parts = [repr(self.name)] + [repr(expression) for expression in self.expressions]
        return "Index(%s)" % ", ".join(parts + (["unique=True"] if self.unique else []))


# Messages name the classes by the module that programs know.
for _class in (
    PrimaryKeyConstraint,
    UniqueConstraint,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Constraint,
    Index,
):
    _class.__module__ = "sqlalchemy.sql.schema"
del _class
