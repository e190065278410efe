"""The attributes of mapped classes."""

from .. import exc
from ..sql.elements import element
from ..sql.items import NULL_UNSPECIFIED
from ..sql.schema import Column
from ..sql.sqltypes import NO_ARG
from .annotations import Mapped, Meaning, annotations_of, evaluated, meanings
from .attributes import (
    CompositeAttribute,
    InstrumentedAttribute,
    QueryableAttribute,
    RelatedAttribute,
    SynonymAttribute,
)


class MapperProperty:
    """An attribute that a class declares, other than a plain column."""

    key = None
    parent = None
    doc = None
    info = None
    # Columns that the attribute brings along, with their sort order.
    columns_to_assign = ()
    # It is none of the functions that give a value for each class anew.
    _is_declared_attr = False

    def __class_getitem__(cls, item):
        return cls

    def _declare(self, scan, key, annotation):
        self.key = key


class _Expression:
    """Lets an attribute stand in expressions for its column."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.__clause_element__(), name)

    __hash__ = object.__hash__


def _delegate(name):
    def operator(self, *operands):
        return getattr(self.__clause_element__(), name)(*operands)

    operator.__name__ = name
    setattr(_Expression, name, operator)


for _name in (
    "lt le eq ne gt ge add sub mul truediv floordiv mod radd rsub rmul rtruediv rmod and "
    "or invert neg getitem lshift rshift contains"
).split():
    _delegate("__%s__" % _name)


# The arguments of `mapped_column()` that the column alone needs to know.
_OF_COLUMN = {
    "autoincrement",
    "comment",
    "index",
    "key",
    "name",
    "onupdate",
    "primary_key",
    "server_default",
    "server_onupdate",
    "type_",
    "unique",
}
# Those that say how objects keep the value.
_OPTIONS = {
    "use_existing_column",
    "sort_order",
    "deferred",
    "deferred_group",
    "deferred_raiseload",
    "active_history",
}
# Those that a dataclass has for its field.
_DATACLASS_OPTIONS = {
    "init",
    "repr",
    "default_factory",
    "compare",
    "kw_only",
    "hash",
    "dataclass_metadata",
}


class MappedColumn(_Expression, MapperProperty):
    """`mapped_column(…)`."""

    _use_existing_column = False
    _sort_order = NO_ARG
    _deferred = False
    _deferred_group = None
    _dataclass = {}
    _has_default = _has_nullable = False
    column = None

    def __init__(self, *args, **kw):
        if kw and not _OF_COLUMN.issuperset(kw):
            self._take_options(kw)
        self.column = Column(*args, **kw)

    def _take_options(self, kw):
        """Takes from the arguments what is not the column's."""
        own = [name for name in kw if name in _OPTIONS or name in _DATACLASS_OPTIONS]
        if own:
            self._use_existing_column = kw.get("use_existing_column", False)
            self._sort_order = kw.get("sort_order", NO_ARG)
            if kw.get("deferred") or kw.get("deferred_group"):
                self._deferred = True
                self._deferred_group = kw.get("deferred_group")
            self._dataclass = {name: kw[name] for name in own if name in _DATACLASS_OPTIONS}
            for name in own:
                del kw[name]
        given = kw.get("insert_default", NO_ARG) is not NO_ARG
        if "default" in kw:
            self._dataclass = {**self._dataclass, "default": kw["default"]}
            if given:
                del kw["default"]
        self._has_default = given or "default" in kw
        self._has_nullable = kw.get("nullable") not in (None, NULL_UNSPECIFIED)

    @property
    def foreign_keys(self):
        return self.column.foreign_keys

    @property
    def name(self):
        return self.column.name

    def __clause_element__(self):
        return self.column

    @property
    def columns_to_assign(self):
        return [(self.column, 0 if self._sort_order is NO_ARG else self._sort_order)]

    def _copy(self, **kw):
        other = type(self).__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.column = self.column._copy(**kw)
        return other

    def _existing(self, scan, key, column):
        if scan.inherits is not None and scan.single:
            return scan.inherits.__table__.c.get(column.name or key, column)
        return column

    def _declare(self, scan, key, annotation):
        self.key = key
        column = self.column
        if self._use_existing_column:
            column = self.column = self._existing(scan, key, column)
        if column.key is None:
            column.key = key
        if column.name is None:
            column.name = key
        if annotation is None:
            if column.type._isnull and not column.foreign_keys:
                raise exc.ArgumentError(
                    'Python typing annotation is required for attribute "%s.%s" when '
                    "primary argument(s) for %r construct are None or not present"
                    % (scan.cls.__name__, key, type(self).__name__)
                )
            return
        self._take_annotation(scan, key, annotation)

    def _take_annotation(self, scan, key, argument):
        meaning = meanings.get(id(argument)) or Meaning.of(argument, scan, key)
        column = self.column
        if not self._has_nullable and column.table is None:
            column.nullable = meaning.nullable
        for part in meaning.metadata:
            if isinstance(part, MappedColumn):
                if part._use_existing_column:
                    column = self.column = part._existing(scan, key, column)
                part.column._merge(column, omit_defaults=self._has_default)
                if self._sort_order is NO_ARG:
                    self._sort_order = part._sort_order
                break
        # A column that has no keys has no set of them either.
        if not column.type._isnull or vars(column).get("foreign_keys"):
            return
        sql_type = meaning.sql_type(scan.registry.type_annotation_map)
        if sql_type is None:
            from .exc import MappedAnnotationError

            shown = meaning.candidates
            if len(shown) == 1:
                detail = "the type object is not resolvable by the registry"
            else:
                detail = "neither %s are resolvable by the registry" % " nor ".join(
                    "'%s'" % (candidate,) for candidate in shown
                )
            raise MappedAnnotationError(
                "Could not locate SQLAlchemy Core type when resolving for Python type "
                "indicated by '%s' inside the Mapped[] annotation for the %r attribute; %s"
                % (shown[0], column.key, detail)
            )
        column._set_type(sql_type)


class UnmappedColumn(MappedColumn):
    pass


def _name_column(column, key):
    if column.key is None:
        column.key = key
    if column.name is None:
        column.name = key


class ColumnProperty(MapperProperty):
    """`column_property(…)`, `deferred(…)`."""

    deferred = False
    group = None

    def __init__(self, column, *more, deferred=False, group=None, **kw):
        self.columns = [
            part.column if isinstance(part, MappedColumn) else element(part)
            for part in (column, *more)
        ]
        for position, part in enumerate(self.columns):
            if part.is_select:
                self.columns[position] = part.scalar_subquery()
        if deferred:
            self.deferred = True
        if group is not None:
            self.group = group

    @property
    def columns_to_assign(self):
        return [
            (column, 0)
            for column in self.columns
            if isinstance(column, Column) and column.table is None
        ]

    def __clause_element__(self):
        return self.columns[0]

    @property
    def expression(self):
        return self.columns[0]

    def _declare(self, scan, key, annotation):
        self.key = key
        for column in self.columns:
            if isinstance(column, Column):
                _name_column(column, key)


MappedSQLExpression = ColumnProperty


class CompositeProperty(MapperProperty):
    """`composite(Point, …)`."""

    def __init__(self, class_or_attribute=None, *attributes, **kw):
        self.composite_class = None
        self.attributes = list(attributes)
        if isinstance(class_or_attribute, (Column, MappedColumn, str)):
            self.attributes.insert(0, class_or_attribute)
        else:
            self.composite_class = class_or_attribute

    @property
    def columns_to_assign(self):
        found = []
        for attribute in self.attributes:
            if isinstance(attribute, MappedColumn):
                found += attribute.columns_to_assign
            elif isinstance(attribute, Column) and attribute.table is None:
                found.append((attribute, 0))
        return found

    def _declare(self, scan, key, annotation):
        self.key = key
        if self.composite_class is None and annotation is not None:
            self.composite_class = Meaning.of(annotation, scan, key).candidates[-1]
        parts = list(annotations_of(self.composite_class or object).items())
        if not self.attributes:
            self.attributes = [MappedColumn() for _ in parts]
        for number, attribute in enumerate(self.attributes):
            name, part = parts[number] if number < len(parts) else (None, None)
            if isinstance(attribute, MappedColumn):
                _name_column(attribute.column, name)
                if part is not None:
                    part = evaluated(part, self.composite_class)
                    attribute._take_annotation(scan, name, part)
            elif isinstance(attribute, Column):
                _name_column(attribute, name)


class RelationshipProperty(MapperProperty):
    """`relationship(…)`: what it means is worked out when it is needed."""

    # What the class writes in `Mapped[…]`.
    annotation = None

    def __init__(self, argument=None, secondary=None, **kw):
        self.argument = argument
        self.secondary = secondary
        self.options = kw
        self.back_populates = kw.get("back_populates")
        self.backref = kw.get("backref")
        self.uselist = kw.get("uselist")
        self._dataclass = {name: kw[name] for name in kw if name in _DATACLASS_OPTIONS}

    def _declare(self, scan, key, annotation):
        self.key = key
        self.parent = scan.cls
        self.annotation = annotation

    @property
    def _configured(self):
        from .mapping import mapping_of

        return mapping_of(self.parent).relation(self.key)

    mapper = property(lambda self: self._configured.mapper)
    entity = mapper
    direction = property(lambda self: self._configured.direction)
    primaryjoin = property(lambda self: self._configured.primaryjoin)
    secondaryjoin = property(lambda self: self._configured.secondaryjoin)
    local_columns = property(lambda self: self._configured.local_columns)
    remote_side = property(lambda self: self._configured.remote_side)
    local_remote_pairs = property(lambda self: self._configured.local_remote_pairs)
    target = property(lambda self: self._configured.target.table)

    def __str__(self):
        return "%s.%s" % (getattr(self.parent, "__name__", None), self.key)


class SynonymProperty(MapperProperty):
    def __init__(self, name, map_column=None, descriptor=None, **kw):
        self.name = name
        self.descriptor = descriptor


Relationship = RelationshipProperty
Composite = CompositeProperty
Synonym = SynonymProperty
_MappedAttribute = MapperProperty


mapped_column = MappedColumn
unmapped_column = UnmappedColumn


def orm_insert_sentinel(name=None, type_=None, *, default=None, omit_from_statements=True):
    from ..sql.schema import insert_sentinel

    made = insert_sentinel(name, type_, default=default, omit_from_statements=omit_from_statements)
    sentinel = MappedColumn(nullable=True, use_existing_column=True)
    made.nullable = made._user_defined_nullable = True
    sentinel.column = made
    return sentinel


def column_property(column, *more, **kw):
    return ColumnProperty(column, *more, **kw)


def deferred(column, *more, **kw):
    return ColumnProperty(column, *more, deferred=True, **kw)


def query_expression(default_expr=None, **kw):
    from ..sql.elements import null

    return ColumnProperty(null() if default_expr is None else default_expr)


def composite(class_or_attribute=None, *attributes, **kw):
    return CompositeProperty(class_or_attribute, *attributes, **kw)


def relationship(argument=None, secondary=None, **kw):
    return RelationshipProperty(argument, secondary, **kw)


def dynamic_loader(argument=None, **kw):
    return RelationshipProperty(argument, uselist=True, lazy="dynamic", **kw)


def synonym(name, **kw):
    return SynonymProperty(name, **kw)


def backref(name, **kw):
    return name, kw


def foreign(expression):
    """Marks a column of a relationship's condition as the one that refers."""
    return _marked(expression, "_is_foreign")


def remote(expression):
    """Marks a column of a relationship's condition as the other side's."""
    return _marked(expression, "_is_remote")


def _marked(expression, mark):
    column = element(expression)
    plain = column.__dict__.get("_annotated", column)
    return column._clone(**{mark: True, "_annotated": plain})
