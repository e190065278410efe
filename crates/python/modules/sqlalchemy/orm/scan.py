"""Turns a mapped class into its table."""

from _limbeck_declare import declare, install_columns, own_attributes, take_own

from .. import exc
from ..sql.schema import Column, MetaData, Table
from ..sql.sqltypes import NO_ARG
from .annotations import Alias, Mapped, Names, Unmapped, annotations_of, meanings
from .properties import (
    ColumnProperty,
    CompositeAttribute,
    CompositeProperty,
    InstrumentedAttribute,
    MappedColumn,
    MapperProperty,
    RelatedAttribute,
    RelationshipProperty,
    SynonymAttribute,
    SynonymProperty,
    UnmappedColumn,
)

# Where the bases are that declare nothing themselves.
_BASES = "sqlalchemy.orm.decl_api"


def is_mapped(cls):
    return "__mapper__" in vars(cls)


class Mapper:
    """What is known of a mapped class."""

    registry = None

    def __init__(self, cls, table, arguments, properties, inherits):
        self.class_ = self.entity = cls
        self.local_table = self.persist_selectable = self.mapped_table = table
        self.arguments = arguments
        self._props = properties
        self._inherits = inherits
        self.concrete = arguments.get("concrete", False)
        self.polymorphic_identity = arguments.get("polymorphic_identity")
        self.polymorphic_on = arguments.get("polymorphic_on")

    is_mapper = True
    mapper = property(lambda self: self)

    @property
    def inherits(self):
        return None if self._inherits is None else self._inherits.__mapper__

    @property
    def base_mapper(self):
        return self if self._inherits is None else self._inherits.__mapper__.base_mapper

    selectable = property(lambda self: self.local_table)
    tables = property(lambda self: [] if self.local_table is None else [self.local_table])

    @property
    def columns(self):
        from ..sql.base import ColumnCollection
        from .mapping import mapping_of

        return ColumnCollection(list(mapping_of(self.class_).columns.items()))

    c = columns

    @property
    def primary_key(self):
        return tuple(self.local_table.primary_key.columns)

    @property
    def attrs(self):
        from .described import attributes

        return attributes(self)

    @property
    def column_attrs(self):
        from .described import column_attributes

        return column_attributes(self)

    @property
    def relationships(self):
        from .described import relationships

        return relationships(self)

    @property
    def iterate_properties(self):
        return iter(self.attrs)

    def get_property(self, key):
        from .described import attribute

        return attribute(self, key)

    def has_property(self, key):
        return key in self.attrs

    def get_property_by_column(self, column):
        from .mapping import mapping_of

        return self.get_property(mapping_of(self.class_).keys[column])

    @property
    def self_and_descendants(self):
        from .mapping import mapping_of

        return [mapping.mapper for mapping in mapping_of(self.class_).below()]

    def isa(self, other):
        return issubclass(self.class_, other.class_)

    def primary_key_from_instance(self, instance):
        from .mapping import mapping_of

        return tuple([getattr(instance, name) for name in mapping_of(self.class_).key_names])

    def add_property(self, key, value):
        self._props[key] = value

    def __repr__(self):
        return "<Mapper of %s>" % self.class_.__name__


class Scan:
    """One class on its way to a table."""

    def __init__(self, registry, cls, table=None):
        self.registry = registry
        self.cls = cls
        self.inherits = self._mapped_base()
        self.given = table
        self.single = False
        self._origins = {}
        self._names = {}
        self._declared = vars(cls).get("_sa_declared")

    def origin_of(self, key):
        """The class that an attribute was declared in."""
        return self._origins.get(key, self.cls)

    def _alias(self, annotation, base):
        """The `Mapped[…]` that an annotation in a class is, or None."""
        names = self._names.get(base)
        if names is None:
            names = self._names[base] = Names(base)
        return names.mapped_alias(annotation)

    def _mapped_base(self):
        found = []
        for base in self.cls.__bases__:
            for ancestor in base.__mro__:
                if is_mapped(ancestor):
                    if ancestor not in found:
                        found.append(ancestor)
                    break
        if len(found) > 1:
            raise exc.InvalidRequestError(
                "Class %s has multiple mapped bases: %r" % (self.cls, found)
            )
        return found[0] if found else None

    def run(self):
        cls = self.cls
        if "AbstractConcreteBase" in [base.__name__ for base in cls.__bases__]:
            # Its columns are those of the classes that derive from it.
            return
        type.__setattr__(cls, "_sa_declared_attrs", {})
        self.attributes = {}
        self.annotations = {}
        self.directives = {}
        self._collect()
        self.single = (
            self.given is None
            and "__table__" not in vars(cls)
            and "__table__" not in self.directives
            and self.directives.get("__tablename__") is None
        )
        properties = self._properties()
        columns = self._columns(properties)
        table = self._table(columns)
        if table is not None:
            type.__setattr__(cls, "__table__", table)
        arguments = {}
        if "__mapper_args__" in self.directives:
            arguments.update(cls.__mapper_args__ or {})
        if "properties" in arguments:
            properties.update(arguments["properties"])
        type.__delattr__(cls, "_sa_declared_attrs")
        self._finish(table, properties, arguments)

    def _collect(self):
        cls = self.cls
        own = set(vars(cls))
        fixed = "__table__" in vars(cls)
        bases = [
            (base, base is not cls and is_mapped(base), own_attributes(base, annotations_of(base)))
            for base in cls.__mro__
            if base is not object and base.__module__ != _BASES
        ]
        copies = {}
        for base, mapped, (_, attributes) in bases:
            if attributes and base is not cls and not mapped:
                copies[base] = self._copies(base, attributes, fixed, own)
        for base, mapped, (directives, attributes) in bases:
            if base in copies:
                self.attributes.update(copies[base])
            for name, value in directives:
                self._directive(name, value, base, mapped)
            if base is cls:
                self._own(attributes, own, fixed)
            elif not mapped:
                for name, value, _ in attributes:
                    self._inherited(name, value, base, own)
        key = getattr(cls, "__sa_dataclass_metadata_key__", None)
        if key is not None:
            self._fields(key)
        if (
            self.directives.get("__table_args__")
            and self._args_inherited
            and self.directives.get("__tablename__") is None
        ):
            del self.directives["__table_args__"]

    _args_inherited = False

    def _directive(self, name, value, base, mapped):
        if self.directives.get(name):
            return
        cascades = getattr(value, "_is_declared_attr", False) and base is not self.cls
        if mapped and not cascades:
            return
        if name == "__table__" and not getattr(value, "_is_declared_attr", False):
            return
        if name == "__mapper_args__":
            # It may speak of the table.
            self.directives[name] = True
            return
        found = getattr(self.cls, name)
        if name == "__table_args__":
            if not isinstance(found, (tuple, dict, type(None))):
                raise exc.ArgumentError("__table_args__ value must be a tuple, dict, or None")
            if base is not self.cls:
                self._args_inherited = True
        self.directives[name] = found

    def _copies(self, base, attributes, fixed, own):
        """A mixin's columns belong to each class anew."""
        found = {}
        for name, value, annotation in attributes:
            alias = None
            if annotation is not None and (value is None or isinstance(value, MappedColumn)):
                alias = self._alias(annotation, base)
            if value is None and alias is not None and not fixed:
                if getattr(self.cls, name, None) is not None:
                    continue
                value = MappedColumn()
            elif isinstance(value, (Column, MappedColumn)):
                if getattr(self.cls, name, value) is not value or name in own:
                    continue
                if fixed and (value.name or name) in vars(self.cls)["__table__"].c:
                    continue
                value = value._copy()
            else:
                continue
            found[name] = value
            self._origins[name] = base
            if alias is not None:
                self.annotations[name] = alias
            type.__setattr__(self.cls, name, value)
        return found

    def _provider(self, name):
        """The class from which the attribute comes."""
        for base in self.cls.__mro__:
            if name in vars(base):
                return base
        return None

    def _inherited(self, name, value, base, own):
        if isinstance(value, (Column, MappedColumn)):
            return
        if isinstance(value, MapperProperty) and not isinstance(value, MappedColumn):
            raise exc.InvalidRequestError(
                "Mapper properties (i.e. deferred,column_property(), relationship(), etc.) "
                "must be declared as @declared_attr callables on declarative mixin classes.  "
                "For dataclass field() objects, use a lambda:"
            )
        if getattr(value, "_is_declared_attr", False):
            if value._cascading:
                found = value.__get__(None, self.cls)
                type.__setattr__(self.cls, name, found)
            elif name in own or self._provider(name) is not base:
                return
            else:
                found = getattr(self.cls, name)
            if name not in self.attributes:
                self.attributes[name] = found
                self._origins[name] = base
                returned = annotations_of(value.fget).get("return")
                if returned is not None:
                    alias = self._alias(returned, base)
                    if alias is not None:
                        self.annotations[name] = alias

    def _fields(self, key):
        """What fields of a dataclass tell of their columns."""
        for name, field in getattr(self.cls, "__dataclass_fields__", {}).items():
            if key not in field.metadata or is_mapped(self._provider_of_field(name)):
                continue
            value = field.metadata[key]
            if isinstance(value, (Column, MappedColumn)):
                value = value._copy()
            elif not isinstance(value, MapperProperty) and callable(value):
                value = value()
            self.attributes.pop(name, None)
            self.attributes[name] = value

    def _provider_of_field(self, name):
        for base in self.cls.__mro__:
            if name in vars(base).get("__annotations__", ()):
                return base
        return self.cls

    def _own(self, attributes, own, fixed):
        """What stands in the class itself."""

        def take(name, value, annotation):
            alias = None
            if isinstance(annotation, Alias):
                alias = annotation
            elif annotation is not None:
                alias = self._alias(annotation, self.cls)
            if alias is not None:
                self.annotations[name] = alias
            if value is None and name not in own:
                if alias is None or fixed:
                    return
                unmapped = alias.__origin__ is not Mapped and issubclass(
                    alias.__origin__, Unmapped
                )
                value = UnmappedColumn() if unmapped else MappedColumn()
            self.attributes[name] = value

        take_own(attributes, self.attributes, self.annotations, Alias, take)

    def _properties(self):
        properties = {}
        understood = {} if self.registry.type_annotation_map else meanings
        for name, value in self.attributes.items():
            if type(value) is MappedColumn and name in self.annotations:
                if declare(value, name, self.annotations[name], understood):
                    properties[name] = value
                    continue
            known = isinstance(value, (MapperProperty, Column))
            if not known and getattr(value, "_is_declared_attr", False):
                value = getattr(self.cls, name)
            if isinstance(value, MapperProperty):
                alias = self.annotations.get(name)
                value._declare(self, name, None if alias is None else alias.__args__[0])
            elif isinstance(value, Column):
                if value.key is None:
                    value.key = name
                if value.name is None:
                    value.name = name
            else:
                if name not in vars(self.cls) and value is not None:
                    type.__setattr__(self.cls, name, value)
                continue
            properties[name] = value
        return properties

    def _columns(self, properties):
        found = {}
        orders = {}
        for value in properties.values():
            if isinstance(value, MappedColumn) and value._sort_order is NO_ARG:
                found[id(value.column)] = value.column
                continue
            if isinstance(value, Column):
                found[id(value)] = value
                continue
            for column, order in value.columns_to_assign:
                found[id(column)] = column
                if order:
                    orders[id(column)] = order
        if not orders:
            return list(found.values())
        return [found[key] for key in sorted(found, key=lambda key: orders.get(key, 0))]

    def _table(self, columns):
        cls = self.cls
        fixed = self.given
        if fixed is None:
            fixed = self.directives.get("__table__", vars(cls).get("__table__"))
        if fixed is not None:
            for column in columns:
                if isinstance(fixed, Table) and not fixed.c.contains_column(column):
                    raise exc.ArgumentError(
                        "Can't add additional column %r when specifying __table__" % column.key
                    )
            return fixed
        name = self.directives.get("__tablename__")
        arguments = self.directives.get("__table_args__")
        if name is not None:
            items, keywords = (), {}
            if isinstance(arguments, dict):
                keywords = arguments
            elif arguments:
                items = arguments
                if isinstance(arguments[-1], dict):
                    items, keywords = arguments[:-1], arguments[-1]
            make = getattr(cls, "__table_cls__", Table)
            table = make(name, self._metadata(), *columns, *items, **keywords)
            if table is None and self.inherits is not None:
                # The class's own function says that it shares its parent's.
                self.single = True
                self._extend_inherited(columns)
            return table
        if self.inherits is None:
            if getattr(cls, "__no_table__", False):
                return None
            raise exc.InvalidRequestError(
                "Class %r does not have a __table__ or __tablename__ specified and does not "
                "inherit from an existing table-mapped class." % cls
            )
        if arguments:
            raise exc.ArgumentError("Can't place __table_args__ on an inherited class with no table.")
        self._extend_inherited(columns)
        return None

    def _extend_inherited(self, columns):
        """The columns of a class that shares its parent's table."""
        table = self.inherits.__mapper__.local_table
        for column in columns:
            if column.name in table.c:
                if table.c[column.name] is column:
                    continue
                raise exc.ArgumentError(
                    "Column '%s' on class %s conflicts with existing column '%s'.  If using "
                    "Declarative, consider using the use_existing_column parameter of "
                    "mapped_column() to resolve conflicts."
                    % (column, self.cls.__name__, table.c[column.name])
                )
            if column.primary_key:
                raise exc.ArgumentError(
                    "Can't place primary key columns on an inherited class with no table."
                )
            table.append_column(column)

    def _metadata(self):
        metadata = getattr(self.cls, "metadata", None)
        return metadata if isinstance(metadata, MetaData) else self.registry.metadata

    def _finish(self, table, properties, arguments):
        cls = self.cls
        local = table
        if local is None and self.inherits is not None:
            local = self.inherits.__mapper__.local_table
        mapper = Mapper(cls, local, arguments, properties, self.inherits)
        mapper.registry = self.registry
        if table is not None and table._mapper is None:
            table._mapper = mapper
        type.__setattr__(cls, "__mapper__", mapper)
        self.registry._mapped.append(cls)
        self.registry._class_registry[cls.__name__] = cls
        if self.single and self.inherits is not None:
            columns = {}
        else:
            columns = {column.key: column for column in getattr(table, "c", ())}
        others = install_columns(cls, properties, columns, MappedColumn, InstrumentedAttribute)
        for name, value in others:
            install(cls, name, value)
            for column, _ in getattr(value, "columns_to_assign", ()) or ():
                columns.pop(column.key, None)
            columns.pop(getattr(value, "key", None), None)
        for key, column in columns.items():
            if key not in vars(cls):
                install(cls, key, column)


def install(cls, name, value):
    """Puts an attribute in its place."""
    if isinstance(value, MappedColumn):
        if isinstance(value, UnmappedColumn):
            if name in vars(cls):
                type.__delattr__(cls, name)
            return
        attribute = InstrumentedAttribute(name, value.column)
    elif isinstance(value, Column):
        attribute = InstrumentedAttribute(name, value)
    elif isinstance(value, ColumnProperty):
        attribute = InstrumentedAttribute(name, value.columns[0])
    elif isinstance(value, RelationshipProperty):
        attribute = RelatedAttribute(name, value)
    elif isinstance(value, SynonymProperty):
        attribute = value.descriptor or SynonymAttribute(value.name)
    elif isinstance(value, CompositeProperty):
        attribute = CompositeAttribute(name, value)
    else:
        attribute = value
    type.__setattr__(cls, name, attribute)


def add_attribute(cls, key, value):
    """`MappedClass.name = Column(…)` after the class was mapped."""
    if is_mapped(cls) and isinstance(value, (Column, MapperProperty)):
        table = vars(cls).get("__table__", cls.__mapper__.local_table)
        if isinstance(value, Column):
            if value.key is None:
                value.key = key
            if value.name is None:
                value.name = key
            columns = [value]
        else:
            value.key = key
            columns = []
            for column, _ in value.columns_to_assign:
                if column.key is None:
                    column.key = key
                if column.name is None:
                    column.name = key
                columns.append(column)
        for column in columns:
            if column.table is None:
                table.append_column(column, replace_existing=True)
        cls.__mapper__.add_property(key, value)
        install(cls, key, value)
    else:
        type.__setattr__(cls, key, value)
