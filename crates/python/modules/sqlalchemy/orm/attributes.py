"""Attributes of mapped classes: expressions on the class, values on objects,
which know when they change."""

from .base import NO_VALUE, state_of


class InstrumentedAttribute:
    """A column's attribute: the column itself on the class, a value on an
    object."""

    key = column = None
    # What is called with an object and a new value, and gives the value to
    # keep; True until someone asks whether there is such a thing.
    _check = True

    def __init__(self, key, column, default=None):
        self.key = key
        self.column = column

    def __get__(self, instance, owner):
        if instance is None:
            return self.column
        values = instance.__dict__
        key = self.key
        if key in values:
            return values[key]
        state = values.get("_sa_instance_state")
        return None if state is None else state.load(key)

    def __set__(self, instance, value):
        if self._check is not None:
            value = self._checked(instance, value)
        values = instance.__dict__
        state = values.get("_sa_instance_state")
        if state is None:
            values[self.key] = value
        else:
            state.change(self.key, values, value)

    def __delete__(self, instance):
        values = instance.__dict__
        if self.key not in values:
            raise AttributeError(
                "%s object does not have a value" % _shown(instance, self.key)
            )
        state = values.get("_sa_instance_state")
        if state is not None:
            state.change(self.key, values, None)
        del values[self.key]

    def _checked(self, instance, value):
        if self._check is True:
            from .checks import check_of

            self._check = check_of(type(instance), self.key, self.column)
            if self._check is None:
                return value
        return self._check(instance, self.key, value)


QueryableAttribute = InstrumentedAttribute


def _shown(instance, key):
    return "%s.%s" % (type(instance).__name__, key)


class RelatedAttribute:
    """A relationship's attribute: how it compares on the class, what is
    related on an object."""

    def __init__(self, key, declared):
        self.key = key
        self.declared = declared
        self._relations = {}

    def relation(self, cls):
        """The relationship as the class has it."""
        found = self._relations.get(cls)
        if found is None:
            from .mapping import mapping_of

            found = self._relations[cls] = mapping_of(cls).relation(self.key)
        return found

    def __get__(self, instance, owner):
        if instance is None:
            from .comparison import RelationshipComparator

            return RelationshipComparator(owner, self)
        values = instance.__dict__
        if self.key in values:
            return values[self.key]
        return self.relation(type(instance)).load(instance)

    def __set__(self, instance, value):
        self.relation(type(instance)).assign(instance, value)

    def __delete__(self, instance):
        self.relation(type(instance)).assign(instance, None)


class SynonymAttribute:
    """Another name of an attribute."""

    def __init__(self, name):
        self.name = name

    def __get__(self, instance, owner):
        return getattr(owner if instance is None else instance, self.name)

    def __set__(self, instance, value):
        setattr(instance, self.name, value)


class CompositeAttribute:
    """Several columns as one value."""

    def __init__(self, key, declared):
        self.key = key
        self.declared = declared

    def _names(self, owner):
        from .mapping import mapping_of

        keys = mapping_of(owner).keys
        names = []
        for part in self.declared.attributes:
            if isinstance(part, str):
                names.append(part)
            else:
                names.append(keys[getattr(part, "column", part)])
        return names

    def __get__(self, instance, owner):
        if instance is None:
            return self.declared
        found = [getattr(instance, name) for name in self._names(owner)]
        if all(value is None for value in found):
            return None
        return self.declared.composite_class(*found)

    def __set__(self, instance, value):
        names = self._names(type(instance))
        if value is None:
            found = [None] * len(names)
        elif hasattr(value, "__composite_values__"):
            found = value.__composite_values__()
        else:
            found = [getattr(value, field) for field in value.__dataclass_fields__]
        for name, part in zip(names, found):
            setattr(instance, name, part)


class History(tuple):
    """What was added to an attribute, what is as it was, what was taken from
    it."""

    def __new__(cls, added, unchanged, deleted):
        return tuple.__new__(cls, (added, unchanged, deleted))

    added = property(lambda self: self[0])
    unchanged = property(lambda self: self[1])
    deleted = property(lambda self: self[2])

    def __bool__(self):
        return bool(self[0] or self[2])

    def has_changes(self):
        return bool(self)

    def empty(self):
        return not (self[0] or self[1] or self[2])

    def sum(self):
        return [*self[0], *self[1], *self[2]]

    non_deleted = lambda self: [*self[0], *self[1]]
    non_added = lambda self: [*self[1], *self[2]]

    def __repr__(self):
        return "History(added=%r, unchanged=%r, deleted=%r)" % tuple(self)


def history_of(state, key):
    """The history of one attribute of an object."""
    values = state.obj().__dict__
    committed = state.committed or {}
    relation = state.mapping.relations.get(key)
    if key not in values and key not in committed:
        return History((), (), ())
    now = values.get(key, NO_VALUE)
    if relation is not None and relation.uselist:
        now = [] if now is NO_VALUE else relation.listed(now)
        if key not in committed:
            added = () if state.key is not None else now
            return History(added, now if state.key is not None else (), ())
        before = committed[key]
        before = [] if before is NO_VALUE else before
        return History(
            [item for item in now if not _holds(before, item)],
            [item for item in now if _holds(before, item)],
            [item for item in before if not _holds(now, item)],
        )
    if state.key is None and key not in committed:
        return History([now], (), ())
    if key not in committed:
        return History((), [now], ())
    before = committed[key]
    if before is not NO_VALUE and state.same(key, before, now):
        return History((), [now], ())
    return History(
        () if now is NO_VALUE else [now],
        (),
        () if before is NO_VALUE or before is None and relation is None else [before],
    )


def _holds(items, item):
    return any(item is other for other in items)


def get_history(instance, key, passive=None):
    state = state_of(instance)
    getattr(instance, key)
    return history_of(state, key)


def flag_modified(instance, key):
    """Has the value written though it is the same object as before."""
    from ..exc import InvalidRequestError

    values = instance.__dict__
    if key not in values:
        raise InvalidRequestError(
            "Can't flag attribute '%s' modified; it's not present in the object state" % key
        )
    state_of(instance).flag(key)


def flag_dirty(instance):
    state_of(instance).touch(instance)


def instance_state(instance):
    return state_of(instance)


def instance_dict(instance):
    return instance.__dict__


def set_attribute(instance, key, value, initiator=None):
    setattr(instance, key, value)


def set_committed_value(instance, key, value):
    """Sets a value as though it came from the database."""
    state = state_of(instance)
    relation = state.mapping.relations.get(key)
    if relation is not None and relation.uselist:
        value = relation.collection(instance, value)
    instance.__dict__[key] = value
    if state.committed is not None:
        state.committed.pop(key, None)


def get_attribute(instance, key):
    return getattr(instance, key)


def del_attribute(instance, key):
    delattr(instance, key)


def init_collection(instance, key):
    return state_of(instance).mapping.relation(key).empty(instance)
