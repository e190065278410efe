"""How relationships stand in expressions: `User.addresses.any()`,
`Address.user == user`, `.join(User.addresses)`."""

from .. import exc
from ..sql.elements import and_, false, not_
from .interfaces import MANYTOMANY, MANYTOONE


class RelationshipComparator:
    """A relationship of a class, or of an alias of it."""

    is_attribute = True
    _is_relationship = True
    _of_type = None
    _and = ()

    def __init__(self, owner, attribute, alias=None):
        # The class itself, or the alias of it.
        self._class = owner
        self._attribute = attribute
        self._alias = alias
        self.key = attribute.key

    @property
    def relation(self):
        return self._attribute.relation(self._class)

    @property
    def prop(self):
        return self.relation

    @property
    def class_(self):
        return self._class

    @property
    def parent(self):
        return self.relation.mapping.mapper

    @property
    def mapper(self):
        return self.relation.target.mapper

    entity = mapper

    @property
    def target(self):
        """The mapping or the alias that is related."""
        return self.relation.target if self._of_type is None else self._of_type

    def _with(self, **changes):
        other = RelationshipComparator(self._class, self._attribute, self._alias)
        other._of_type = self._of_type
        other._and = self._and
        other.__dict__.update(changes)
        return other

    def of_type(self, entity):
        return self._with(_of_type=entity)

    def and_(self, *criteria):
        return self._with(_and=(*self._and, *criteria))

    def __repr__(self):
        return "<%s.%s>" % (self._class.__name__, self.key)

    def __str__(self):
        return "%s.%s" % (self._class.__name__, self.key)

    # Conditions.

    def _exists(self, criterion, named):
        """Whether there is a related row for which the condition holds."""
        from ..sql.query import Exists, Select
        from ..sql.elements import literal_column

        relation = self.relation
        target = relation.target
        table, seen = target.selectable, None
        entity = target.cls
        if self._of_type is not None:
            entity = self._of_type
            from .aliases import AliasedClass

            if isinstance(entity, AliasedClass):
                table = seen = entity._table
        elif relation.self_referential or _shares(relation):
            # Told from the row around it.
            table = seen = table.alias()
        local = None if self._alias is None else self._alias._table
        first, second = relation.conditions(local, seen)
        query = Select(literal_column("1")).select_from(table)
        if relation.secondary is not None:
            query = query.select_from(relation.secondary).where(first, second)
        else:
            query = query.where(first)
        found = []
        if criterion is not None:
            found.append(criterion)
        for key, value in named.items():
            found.append(getattr(entity, key) == value)
        found += self._and
        if seen is not None and self._of_type is None:
            found = [_moved(part, target, seen) for part in found]
        if found:
            query = query.where(*found)
        single = target.single_criterion
        if single is not None:
            query = query.where(single if seen is None else _moved(single, target, seen))
        mine = list(relation.mapping.tables) if local is None else [local]
        return Exists(query.correlate_except(*_froms(table), *_listed(relation.secondary)))

    def any(self, criterion=None, **kwargs):
        if not self.relation.uselist:
            raise exc.InvalidRequestError(
                "'any()' not implemented for scalar attributes. Use has()."
            )
        return self._exists(criterion, kwargs)

    def has(self, criterion=None, **kwargs):
        if self.relation.uselist:
            raise exc.InvalidRequestError("'has()' not implemented for collections. Use any().")
        return self._exists(criterion, kwargs)

    def contains(self, other, **kw):
        relation = self.relation
        if not relation.uselist:
            raise exc.InvalidRequestError(
                "'contains' not implemented for scalar attributes.  Use =="
            )
        if relation.secondary is not None:
            keys = relation.target.keys
            condition = and_(
                *[
                    own == getattr(other, keys[far])
                    for own, far in relation.target_pairs
                ]
            )
            return self._exists(condition, {}) if not relation.secondary.columns else and_(
                relation.conditions(self._local())[0], condition
            )
        keys = relation.target.keys
        return self._all([
            (self._of(local), getattr(other, keys[remote])) for local, remote in relation.pairs
        ])

    def _local(self):
        return None if self._alias is None else self._alias._table

    def _of(self, column):
        if self._alias is None:
            return column
        return self._alias._table.columns[column.key]

    def _all(self, pairs):
        parts = [column == value for column, value in pairs]
        return parts[0] if len(parts) == 1 else and_(*parts)

    def __eq__(self, other):
        relation = self.relation
        if other is None:
            if relation.direction is MANYTOONE:
                return self._all([(self._of(local), None) for local, _ in relation.pairs])
            return not_(self._exists(None, {}))
        if relation.uselist:
            raise exc.InvalidRequestError(
                "Can't compare a collection to an object or collection; use contains() to "
                "test for membership."
            )
        keys = relation.target.keys
        return self._all([
            (self._of(local), getattr(other, keys[remote])) for local, remote in relation.pairs
        ])

    def __ne__(self, other):
        relation = self.relation
        if other is None:
            if relation.direction is MANYTOONE:
                parts = [self._of(local) != None for local, _ in relation.pairs]  # noqa: E711
                return parts[0] if len(parts) == 1 else and_(*parts)
            return self._exists(None, {})
        if relation.uselist:
            raise exc.InvalidRequestError(
                "Can't compare a collection to an object or collection; use contains() to "
                "test for membership."
            )
        keys = relation.target.keys
        parts = []
        for local, remote in relation.pairs:
            column = self._of(local)
            parts.append((column != getattr(other, keys[remote])) | (column == None))  # noqa: E711
        return parts[0] if len(parts) == 1 else and_(*parts)

    is_ = __eq__
    is_not = isnot = __ne__
    __hash__ = object.__hash__

    def in_(self, other):
        raise NotImplementedError(
            "in_() not yet supported for relationships.  For a simple many-to-one, use in_() "
            "against the set of foreign key values."
        )

    def __getattr__(self, name):
        # `load.of.attributes`: what the related class has.
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.relation, name)

    # Last, for the name hides Python's own.
    property = prop


def _listed(table):
    return () if table is None else (table,)


def _froms(table):
    hidden = getattr(table, "_hidden", ())
    return (table, *hidden)


def _shares(relation):
    """Whether both sides have a table in common."""
    return any(table in relation.mapping.tables for table in relation.target.tables)


def _moved(expression, mapping, alias):
    from .adapt import replaced

    def substitute(part):
        if part._node == "column" and part.table in mapping.tables:
            return alias.columns.get(part.key)
        return None

    return replaced(expression, substitute)
