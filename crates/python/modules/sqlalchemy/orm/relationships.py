"""Relationships: which columns relate two classes, in which direction, and
what a change on one side does to the other."""

from .. import exc
from ..sql.elements import BindParameter, and_, element
from ..sql.schema import Column, Table
from .base import NO_VALUE, instance_str
from .interfaces import MANYTOMANY, MANYTOONE, ONETOMANY
from .properties import Relationship, RelationshipProperty, foreign, remote

_CASCADES = {"save-update", "merge", "delete", "delete-orphan", "refresh-expire", "expunge"}


class Relation:
    """A relationship of a class, with its columns."""

    # The same relationship as the other side has it.
    back = None

    def __init__(self, mapping, key, declared):
        self.mapping = mapping
        self.key = key
        self.declared = declared
        self.options = declared.options

    def __repr__(self):
        return "%s.%s" % (self.mapping.cls.__name__, self.key)

    # What a relationship's `.property` has.
    parent = property(lambda self: self.mapping.mapper)
    mapper = property(lambda self: self.target.mapper)
    entity = mapper
    argument = property(lambda self: self.target.cls)
    remote_side = property(lambda self: {remote for _, remote in self.pairs})
    local_columns = property(lambda self: {local for local, _ in self.pairs})
    local_remote_pairs = property(lambda self: list(self.pairs))

    @property
    def synchronize_pairs(self):
        return [
            (local, remote) if self.direction is not MANYTOONE else (remote, local)
            for local, remote in self.pairs
        ]

    def configure(self):
        from .joining import Joins, target_of

        self.target, annotated, collection = target_of(self)
        joins = Joins(self)
        self.secondary = joins.secondary
        self.primaryjoin = joins.primaryjoin
        self.secondaryjoin = joins.secondaryjoin
        self.direction = joins.direction
        # Columns of the class's own side with those they are equal to, on the
        # other side or in the secondary table.
        self.pairs = joins.pairs
        # Columns of the secondary table with those of the other side.
        self.target_pairs = joins.target_pairs
        self.self_referential = joins.self_referential
        self.remote = joins.remote
        uselist = self.declared.uselist
        if uselist is None:
            uselist = annotated
        if uselist is None:
            uselist = self.direction is not MANYTOONE
        self.uselist = uselist
        made = self.options.get("collection_class") or collection or list
        self.make = made
        self.lazy = self.options.get("lazy", "select")
        self.viewonly = bool(self.options.get("viewonly", False))
        self.post_update = bool(self.options.get("post_update", False))
        self.passive_deletes = self.options.get("passive_deletes", False)
        self.cascade = self._cascade(self.options.get("cascade"))
        order = self.options.get("order_by")
        self.order_by = None if order is False else order
        if self.declared.back_populates:
            self._pair_up(self.declared.back_populates)

    def _cascade(self, given):
        if given is None or given is False and not isinstance(given, str):
            return frozenset() if self.viewonly else frozenset(("save-update", "merge"))
        words = {word.strip() for word in given.split(",")} if isinstance(given, str) else set(given)
        words.discard("")
        words.discard("none")
        if "all" in words:
            words |= _CASCADES - {"delete-orphan"}
            words.discard("all")
        unknown = words - _CASCADES
        if unknown:
            raise exc.ArgumentError(
                "Invalid cascade option(s): %s" % ", ".join(map(repr, sorted(unknown)))
            )
        if "delete-orphan" in words and self.direction is not ONETOMANY:
            if not self.options.get("single_parent"):
                raise exc.ArgumentError(
                    "For %s relationship %s, delete-orphan cascade is normally configured "
                    'only on the "one" side of a one-to-many relationship, and not on the '
                    '"many" side of a many-to-one or many-to-many relationship.  To force '
                    "this relationship to allow a particular %r object to be referenced by "
                    "only a single %r object at a time via the %s relationship, which would "
                    "allow delete-orphan cascade to take place in this direction, set the "
                    "single_parent=True flag."
                    % (
                        "many-to-one" if self.direction is MANYTOONE else "many-to-many",
                        self,
                        self.target.cls.__name__,
                        self.mapping.cls.__name__,
                        self,
                    )
                )
        return frozenset(words)

    def _pair_up(self, name):
        """Finds the relationship that is this one from the other side."""
        target = self.target
        if name not in target.relations:
            raise exc.InvalidRequestError(
                "Mapper 'Mapper[%s(%s)]' has no property '%s'.  If this property was "
                "indicated from other mappers or configure events, ensure "
                "registry.configure() has been called."
                % (target.cls.__name__, target.table.name, name)
            )
        other = target.relation(name)
        self.back = other
        if other.back is None:
            other.back = self

    def install_backref(self):
        """Gives the other class the relationship that `backref=` names."""
        from .scan import install

        name, options = self.declared.backref, {}
        if isinstance(name, tuple):
            name, options = name
        options = dict(options)
        target = self.target
        if name in target.relations:
            return
        for option in ("viewonly", "post_update", "passive_updates"):
            if option in self.options:
                options.setdefault(option, self.options[option])
        if self.secondary is not None:
            options.setdefault("primaryjoin", self.secondaryjoin)
            options.setdefault("secondaryjoin", self.primaryjoin)
        else:
            options.setdefault("primaryjoin", self.primaryjoin)
        given = self.options.get("foreign_keys")
        if given is not None:
            options.setdefault("foreign_keys", given)
        if self.self_referential and self.secondary is None:
            options.setdefault("remote_side", [local for local, _ in self.pairs])
        declared = RelationshipProperty(self.mapping.cls, self.secondary, **options)
        declared.back_populates = self.key
        declared.key = name
        target.mapper._props[name] = declared
        install(target.cls, name, declared)
        for mapping in target.below():
            mapping.relations.add(name, declared)
            if mapping is not target:
                mapping.relations._declared[name] = (target.cls, declared)
        target.relations.add(name, declared)
        self.back = target.relation(name)
        self.back.back = self

    # Values.

    def empty(self, instance):
        """The collection that an object has before anything is in it."""
        made = self.collection(instance, ())
        instance.__dict__[self.key] = made
        return made

    def collection(self, instance, items):
        from .collections import collection_of

        return collection_of(self, instance, items)

    def listed(self, value):
        """The objects in an attribute's value."""
        if value is None or value is NO_VALUE:
            return []
        if not self.uselist:
            return [value]
        return list(value.values()) if isinstance(value, dict) else list(value)

    def load(self, instance):
        """The value of the attribute of an object that does not hold it."""
        from .strategies import lazy

        state = instance.__dict__.get("_sa_instance_state")
        if self.lazy in ("dynamic", "write_only"):
            from .dynamic import AppenderQuery

            return AppenderQuery(self, instance)
        if state is None or state.key is None:
            return self.empty(instance) if self.uselist else None
        return lazy(self, instance, state)

    def _checked(self, instance, value):
        from .checks import validators_of

        method = validators_of(type(instance)).get(self.key)
        return value if method is None else method(instance, self.key, value)

    def _expects(self, instance, value):
        if not isinstance(value, self.target.cls) and self.options.get("enable_typechecks", True):
            if not hasattr(type(value), "__mapper__"):
                raise AttributeError(
                    "%r object has no attribute '_sa_instance_state'" % type(value).__name__
                )

    def assign(self, instance, value):
        """`instance.key = value`"""
        if self.lazy == "dynamic":
            query = self.load(instance)
            for item in list(query):
                query.remove(item)
            query.extend(value)
            return
        values = instance.__dict__
        state = values.get("_sa_instance_state")
        if self.uselist:
            before = getattr(instance, self.key)
            if value is before:
                return
            if value is None or not hasattr(value, "__iter__"):
                raise TypeError(
                    "Incompatible collection type: %s is not %s-like"
                    % (type(value).__name__, getattr(self.make, "__name__", "list"))
                )
            before = self.listed(before)
            items = value.values() if isinstance(value, dict) else value
            items = [self._checked(instance, item) for item in items]
            made = self.collection(instance, items)
            self._remember(instance, state, before)
            values[self.key] = made
            after = self.listed(made)
            for item in before:
                if not any(item is other for other in after):
                    self.lost(instance, item)
            for item in after:
                if not any(item is other for other in before):
                    self.gained(instance, item)
            return
        value = self._checked(instance, value)
        if value is not None:
            self._expects(instance, value)
        if self.key not in values and state is not None and state.key is not None:
            if self.direction is not MANYTOONE:
                getattr(instance, self.key)
        before = values.get(self.key)
        if state is None:
            values[self.key] = value
        else:
            state.change(self.key, values, value)
        if before is value:
            return
        if before is not None:
            self.lost(instance, before)
        if value is not None:
            self.gained(instance, value)

    def _remember(self, instance, state, before):
        """Keeps what a collection held, before it changes."""
        if state is None:
            return
        if state.committed is None:
            state.committed = {}
        if self.key not in state.committed:
            state.committed[self.key] = before
        if not state.modified:
            state.touch(instance)

    # What a change does elsewhere.

    def gained(self, instance, item):
        """The object has the item now."""
        if self.back is not None and not self.viewonly:
            self.back._take(item, instance)
        state = instance.__dict__.get("_sa_instance_state")
        if state is not None and state.session is not None and "save-update" in self.cascade:
            if _is_elsewhere(item, state.session):
                state.session._save_or_update(item)

    def lost(self, instance, item):
        """The object has the item no longer."""
        if self.back is not None and not self.viewonly:
            self.back._drop(item, instance)
        if "delete-orphan" in self.cascade:
            state = item.__dict__.get("_sa_instance_state")
            if state is not None and state.session is not None and state.key is None:
                # It is nobody's, and was never written.
                if self.back is None or not item.__dict__.get(self.back.key):
                    state.session._let_go(state)

    def _take(self, instance, item):
        """Puts an item where the other side says that it is."""
        values = instance.__dict__
        state = values.get("_sa_instance_state")
        if self.uselist:
            held = values.get(self.key)
            if held is None:
                if self.lazy in ("dynamic", "write_only"):
                    return
                if state is not None and state.key is not None:
                    # It is loaded with what is written by then.
                    return
                held = self.empty(instance)
            if not any(item is other for other in self.listed(held)):
                self._remember(instance, state, self.listed(held))
                held._take(item)
            return
        before = values.get(self.key)
        if before is item:
            return
        if before is not None and self.back is not None:
            self.back._drop(before, instance)
        if state is None:
            values[self.key] = item
        else:
            state.change(self.key, values, item)

    def _drop(self, instance, item):
        """Takes an item from where the other side says that it is not."""
        values = instance.__dict__
        state = values.get("_sa_instance_state")
        held = values.get(self.key)
        if held is None:
            return
        if self.uselist:
            if any(item is other for other in self.listed(held)):
                self._remember(instance, state, self.listed(held))
                held._drop(item)
        elif held is item:
            if state is None:
                values[self.key] = None
            else:
                state.change(self.key, values, None)

    # Conditions.

    def values_of(self, instance):
        """The values of the class's own side."""
        keys = self.mapping.keys
        return [getattr(instance, keys[local]) for local, _ in self.pairs]

    def condition_for(self, instance):
        """The rows of the other side that belong to an object."""
        from .adapt import replaced

        mapping = self.mapping
        secondary = self.secondary
        values = {}

        def bind(part):
            if part._node != "column" or self._is_remote(part):
                return None
            key = mapping.keys.get(part)
            if key is None or part.table is secondary:
                return None
            if key not in values:
                values[key] = BindParameter(None, getattr(instance, key), part.type, unique=True)
            return values[key]

        found = replaced(self.primaryjoin, bind)
        if self.secondaryjoin is not None:
            found = and_(found, self.secondaryjoin)
        return found

    def _is_remote(self, column):
        """Whether a column of the condition is one of the other side's."""
        column = getattr(column, "_annotated", column)
        if column.__dict__.get("_is_remote"):
            return True
        if self.self_referential:
            return any(column is known for known in self.remote)
        return column.table not in self.mapping.tables

    def conditions(self, local=None, target=None, secondary=None):
        """The conditions of a join, with aliases in the tables' places: that
        between the two sides, or those with the secondary table."""
        from .adapt import replaced

        def place(own, other):
            def substitute(part):
                if part._node != "column" or part.table is None:
                    return None
                table = other if self._is_remote(part) else own
                if self.secondary is not None and part.table is self.secondary:
                    table = secondary
                if table is None:
                    return None
                return _of(table, part)

            return substitute

        first = replaced(self.primaryjoin, place(local, target))
        if self.secondaryjoin is None:
            return first, None

        def far(part):
            if part._node != "column" or part.table is None:
                return None
            if part.table is self.secondary:
                return None if secondary is None else _of(secondary, part)
            return None if target is None else _of(target, part)

        return first, replaced(self.secondaryjoin, far)

    def ordering(self):
        """What the other side is ordered by."""
        from .joining import expressions_of

        if self.order_by is None:
            return ()
        found = self.__dict__.get("_ordering")
        if found is None:
            found = self._ordering = expressions_of(self.order_by, self)
        return found


def _of(table, column):
    found = table.columns.get(column.key)
    return None if found is None else found


def _is_elsewhere(item, session):
    state = item.__dict__.get("_sa_instance_state")
    return state is None or state.session is not session or state._deleted
