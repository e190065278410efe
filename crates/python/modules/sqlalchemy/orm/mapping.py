"""How the attributes of a class stand to the columns of its tables. Worked out
when a session or a relationship first needs it; declaring costs nothing."""

from .. import exc
from ..sql.schema import Column
from .properties import (
    ColumnProperty,
    MappedColumn,
    RelationshipProperty,
    SynonymProperty,
)


def mapping_of(cls):
    """The mapping of a mapped class."""
    for base in cls.__mro__:
        mapper = vars(base).get("__mapper__")
        if mapper is not None:
            break
    else:
        from .exc import UnmappedClassError

        raise UnmappedClassError("Class '%s.%s' is not mapped" % (cls.__module__, cls.__name__))
    found = mapper.__dict__.get("_mapping")
    if found is None:
        found = mapper._mapping = Mapping(mapper)
        _relate(mapper.registry)
    return found


def mapping_of_instance(instance):
    cls = type(instance)
    if not hasattr(cls, "__mapper__"):
        from .exc import UnmappedInstanceError

        raise UnmappedInstanceError(
            "Class '%s.%s' is not mapped" % (_module(cls), cls.__name__)
        )
    return mapping_of(cls)


def _module(cls):
    return cls.__module__


def _relate(registry):
    """Gives the other sides of relationships that name them by `backref=`."""
    if registry is None:
        return
    done = registry.__dict__.setdefault("_related", set())
    for cls in list(registry._mapped):
        if cls in done:
            continue
        done.add(cls)
        for key, declared in list(cls.__mapper__._props.items()):
            if isinstance(declared, RelationshipProperty) and declared.backref is not None:
                mapping_of(cls).relation(key).install_backref()


def configure(registry):
    _relate(registry)


class Mapping:
    """A class, its tables and its attributes."""

    def __init__(self, mapper):
        self.mapper = mapper
        self.cls = mapper.class_
        self.registry = mapper.registry
        self.table = mapper.local_table
        inherits = mapper.inherits
        self.parent = None if inherits is None else mapping_of(inherits.class_)
        if mapper.concrete:
            self.parent = None
        self.root = self if self.parent is None else self.parent.root
        # Whether the class has a table beside its parent's.
        self.joined = self.parent is not None and self.table is not self.parent.table
        tables = [] if self.parent is None else list(self.parent.tables)
        if self.parent is None or self.joined:
            tables.append(self.table)
        # From the root's to the class's own.
        self.tables = tables
        self._read_attributes()
        self._read_keys()
        self.relations = _Relations(self)

    def __repr__(self):
        return "<Mapping of %s>" % self.cls.__name__

    def _read_attributes(self):
        parent = self.parent
        # Attributes to their columns, the class's own table's first.
        self.columns = {}
        # All columns of all tables to their attributes.
        self.keys = {}
        # Attributes that are computed by the database.
        self.expressions = {}
        # Attributes that are loaded when they are asked for, and their group.
        self.deferred = {}
        self.synonyms = {}
        if parent is not None:
            self.columns.update(parent.columns)
            self.keys.update(parent.keys)
            self.expressions.update(parent.expressions)
            self.deferred.update(parent.deferred)
            self.synonyms.update(parent.synonyms)
        named = {}
        for key, declared in self.mapper._props.items():
            if isinstance(declared, MappedColumn):
                named[declared.column] = key
                if declared._deferred:
                    self.deferred[key] = declared._deferred_group
            elif isinstance(declared, Column):
                named[declared] = key
            elif isinstance(declared, ColumnProperty):
                column = declared.columns[0]
                if isinstance(column, Column) and column.table is not None:
                    for column in declared.columns:
                        named[column] = key
                else:
                    self.expressions[key] = column
                if declared.deferred:
                    self.deferred[key] = declared.group
            elif isinstance(declared, SynonymProperty):
                self.synonyms[key] = declared.name
        excluded = set(self.mapper.arguments.get("exclude_properties") or ())
        for column in self.table.columns:
            key = named.get(column)
            if key is None:
                key = column.key
                attribute = getattr(self.cls, key, None)
                shown = attribute is column or (self.joined and key in self.columns)
                if not shown or key in excluded:
                    # A column of a class beside this one in the same table.
                    continue
            self.columns[key] = column
            self.keys[column] = key
        self.attributes = (*self.columns, *self.expressions)
        # What is loaded with the object.
        self.eager = tuple(key for key in self.attributes if key not in self.deferred)

    def _read_keys(self):
        root = self.root
        if root is self:
            table = self.table
            given = self.mapper.arguments.get("primary_key")
            columns = list(given) if given else list(getattr(table, "primary_key", ()))
            columns = [getattr(column, "column", column) for column in columns]
            if not columns:
                raise exc.ArgumentError(
                    "Mapper Mapper[%s(%s)] could not assemble any primary key columns for "
                    "mapped table '%s'"
                    % (self.cls.__name__, getattr(table, "name", table), table.description)
                )
            self.key_columns = tuple(columns)
        else:
            self.key_columns = root.key_columns
        self.key_names = tuple(self.keys[column] for column in self.key_columns)
        # Each table's own columns of the key.
        self.table_keys = {}
        for table in self.tables:
            own = []
            for name, column in zip(self.key_names, self.key_columns):
                if column.table is table:
                    own.append((name, column))
                else:
                    mine = self._twin(table, name, column)
                    own.append((name, mine))
            self.table_keys[table] = own
        version = self.mapper.arguments.get("version_id_col")
        version = getattr(version, "column", version)
        self.version_key = None if version is None else self.keys.get(version)
        discriminator = self.root.mapper.polymorphic_on
        if isinstance(discriminator, str):
            discriminator = self.root.columns.get(discriminator)
        self.discriminator = getattr(discriminator, "column", discriminator)
        self.discriminator_key = self.root.keys.get(self.discriminator)
        self.identity = self.mapper.polymorphic_identity

    def _twin(self, table, name, column):
        """The column of a joined table that is the key's."""
        for mine in table.primary_key:
            for foreign_key in mine.foreign_keys:
                if foreign_key.column is column or self.keys.get(foreign_key.column) == name:
                    return mine
        return table.columns[column.key]

    @property
    def selectable(self):
        """What the class is selected from."""
        if len(self.tables) == 1:
            return self.tables[0]
        found = self.__dict__.get("_selectable")
        if found is None:
            from ..sql.elements import and_
            from ..sql.selectable import Join

            found = self.tables[0]
            for table in self.tables[1:]:
                keys = [
                    self.columns_of_root(name) == column
                    for name, column in self.table_keys[table]
                ]
                found = Join(found, table, keys[0] if len(keys) == 1 else and_(*keys))
            self._selectable = found
        return found

    def columns_of_root(self, name):
        return self.root.columns[name]

    # Relatives.

    def below(self):
        """This mapping and those of the classes that derive from it."""
        if self.registry is None:
            return [self]
        known = self.__dict__.get("_below")
        count = len(self.registry._mapped)
        if known is None or known[0] != count:
            found = [
                mapping_of(cls)
                for cls in list(self.registry._mapped)
                if cls is self.cls or issubclass(cls, self.cls)
            ]
            known = self._below = (count, found)
        return known[1]

    def by_identity(self):
        """The mappings below, by their polymorphic identity."""
        known = self.__dict__.get("_by_identity")
        below = self.below()
        if known is None or known[0] != len(below):
            found = {mapping.identity: mapping for mapping in below if mapping.identity is not None}
            known = self._by_identity = (len(below), found)
        return known[1]

    def isa(self, other):
        return self is other or issubclass(self.cls, other.cls)

    @property
    def single_criterion(self):
        """The condition that tells rows of this class from its parent's."""
        if self.parent is None or self.joined or self.discriminator is None:
            return None
        identities = [
            mapping.identity for mapping in self.below() if mapping.identity is not None
        ]
        if self.mapper.concrete or not identities:
            return None
        return self.discriminator.in_(identities)

    # Attributes.

    def relation(self, key):
        return self.relations[key]

    def attribute(self, key):
        """The expression that the class has for an attribute."""
        try:
            return getattr(self.cls, key)
        except AttributeError:
            raise exc.InvalidRequestError(
                'Entity namespace for "%s" has no property "%s"'
                % (self.table.name, key)
            ) from None

    def column(self, key):
        """The column or expression of an attribute."""
        key = self.synonyms.get(key, key)
        found = self.columns.get(key)
        return self.expressions.get(key) if found is None else found

    def deferred_together(self, key):
        group = self.deferred[key]
        if group is None:
            return [key]
        return [name for name, other in self.deferred.items() if other == group]

    # Objects.

    def key_of_values(self, values):
        """The identity key that an object's values make; None if one of them
        is missing."""
        found = tuple([values.get(name) for name in self.key_names])
        if None in found and not (len(found) > 1 and any(part is not None for part in found)):
            return None
        return self.root.cls, found

    def new(self):
        return self.cls.__new__(self.cls)


class _Relations(dict):
    """The relationships of a mapping, each worked out when it is needed."""

    def __init__(self, mapping):
        super().__init__()
        self._mapping = mapping
        if mapping.parent is not None:
            mapping.parent.relations.all()
        self._declared = {}
        for base in reversed(mapping.cls.__mro__):
            mapper = vars(base).get("__mapper__")
            if mapper is None:
                continue
            for key, declared in mapper._props.items():
                if isinstance(declared, RelationshipProperty):
                    self._declared[key] = (base, declared)

    def add(self, key, declared):
        self._declared[key] = (self._mapping.cls, declared)

    def __missing__(self, key):
        if key not in self._declared:
            raise KeyError(key)
        owner, declared = self._declared[key]
        if owner is not self._mapping.cls:
            found = mapping_of(owner).relation(key)
        else:
            from .relationships import Relation

            found = Relation(self._mapping, key, declared)
            self[key] = found
            found.configure()
        self[key] = found
        return found

    def all(self):
        """Every relationship."""
        for key in list(self._declared):
            self[key]
        return self

    def __iter__(self):
        return iter(list(self._declared))

    def keys(self):
        return list(self._declared)

    def __contains__(self, key):
        return key in self._declared

    def get(self, key, default=None):
        return self[key] if key in self._declared else default

    def values(self):
        return [self[key] for key in list(self._declared)]

    def items(self):
        return [(key, self[key]) for key in list(self._declared)]

    def __len__(self):
        return len(self._declared)
