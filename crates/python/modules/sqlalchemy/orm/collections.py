"""Collections of related objects, which tell the other side of what is added
and taken away."""

from weakref import ref

from .mapped_collection import (
    KeyFuncDict,
    MappedCollection,
    attribute_keyed_dict,
    attribute_mapped_collection,
    column_keyed_dict,
    column_mapped_collection,
    keyfunc_mapping,
    mapped_collection,
)


def collection_of(relation, instance, items):
    """A collection of an object's with those items in it."""
    make = relation.make
    if make is list:
        made = InstrumentedList(items)
    elif make is set:
        made = InstrumentedSet(items)
    elif make is dict:
        made = InstrumentedDict(items)
    else:
        made = make()
        kind = type(made)
        if not hasattr(kind, "_before"):
            made = _instrumented(kind, made)
        for item in items:
            made._take(item)
    made._relation = relation
    made._owner = ref(instance)
    return made


class _Collection:
    """What the collections share: whose they are."""

    _relation = None
    _owner = None

    def _holder(self):
        return None if self._owner is None else self._owner()

    def _before(self):
        """Remembers what was in it."""
        owner = self._holder()
        if owner is not None:
            state = owner.__dict__.get("_sa_instance_state")
            if state is not None:
                self._relation._remember(owner, state, self._relation.listed(self))
        return owner

    def _gain(self, item):
        """Checks an item that is about to be added."""
        owner = self._holder()
        if owner is None:
            return item
        return self._relation._checked(owner, item)

    def _gained(self, owner, item):
        if owner is not None:
            self._relation.gained(owner, item)

    def _lost(self, owner, item):
        if owner is not None:
            self._relation.lost(owner, item)

    def __reduce__(self):
        plain = {list: list, set: set}
        for base, make in plain.items():
            if isinstance(self, base):
                return make, (list(self),)
        return dict, (dict(self),)


class InstrumentedList(_Collection, list):
    __hash__ = None

    def _take(self, item):
        list.append(self, item)

    def _drop(self, item):
        for position, other in enumerate(self):
            if other is item:
                list.__delitem__(self, position)
                return

    def append(self, item):
        item = self._gain(item)
        owner = self._before()
        list.append(self, item)
        self._gained(owner, item)

    def insert(self, index, item):
        item = self._gain(item)
        owner = self._before()
        list.insert(self, index, item)
        self._gained(owner, item)

    def extend(self, items):
        for item in list(items):
            self.append(item)

    def __iadd__(self, items):
        self.extend(items)
        return self

    def remove(self, item):
        owner = self._before()
        list.remove(self, item)
        self._lost(owner, item)

    def pop(self, index=-1):
        owner = self._before()
        item = list.pop(self, index)
        self._lost(owner, item)
        return item

    def clear(self):
        owner = self._before()
        items = list(self)
        list.clear(self)
        for item in items:
            self._lost(owner, item)

    def __setitem__(self, index, value):
        owner = self._before()
        before = list(self)
        if isinstance(index, slice):
            value = [self._gain(item) for item in value]
        else:
            value = self._gain(value)
        list.__setitem__(self, index, value)
        self._compare(owner, before)

    def __delitem__(self, index):
        owner = self._before()
        before = list(self)
        list.__delitem__(self, index)
        self._compare(owner, before)

    def _compare(self, owner, before):
        for item in before:
            if not any(item is other for other in self):
                self._lost(owner, item)
        for item in self:
            if not any(item is other for other in before):
                self._gained(owner, item)


class InstrumentedSet(_Collection, set):
    __hash__ = None

    def _take(self, item):
        set.add(self, item)

    def _drop(self, item):
        set.discard(self, item)

    def add(self, item):
        if item in self:
            return
        item = self._gain(item)
        owner = self._before()
        set.add(self, item)
        self._gained(owner, item)

    def append(self, item):
        self.add(item)

    def update(self, *others):
        for items in others:
            for item in list(items):
                self.add(item)

    def __ior__(self, items):
        self.update(items)
        return self

    def remove(self, item):
        if item not in self:
            raise KeyError(item)
        self.discard(item)

    def discard(self, item):
        if item in self:
            owner = self._before()
            set.discard(self, item)
            self._lost(owner, item)

    def pop(self):
        owner = self._before()
        item = set.pop(self)
        self._lost(owner, item)
        return item

    def clear(self):
        for item in list(self):
            self.discard(item)

    def difference_update(self, *others):
        for items in others:
            for item in list(items):
                self.discard(item)

    def __isub__(self, items):
        self.difference_update(items)
        return self

    def intersection_update(self, items):
        for item in list(self):
            if item not in items:
                self.discard(item)


class InstrumentedDict(_Collection, dict):
    __hash__ = None

    def _key_of(self, item):
        function = getattr(self, "keyfunc", None)
        if function is None:
            raise TypeError("a dictionary of objects needs to know their keys")
        return function(item)

    def _take(self, item):
        dict.__setitem__(self, self._key_of(item), item)

    def _drop(self, item):
        for key, other in list(self.items()):
            if other is item:
                dict.__delitem__(self, key)

    def set(self, value):
        self[self._key_of(value)] = value

    def __setitem__(self, key, item):
        before = self.get(key)
        if before is item and item is not None:
            return
        item = self._gain(item)
        owner = self._before()
        dict.__setitem__(self, key, item)
        if before is not None:
            self._lost(owner, before)
        self._gained(owner, item)

    def __delitem__(self, key):
        owner = self._before()
        item = self[key]
        dict.__delitem__(self, key)
        self._lost(owner, item)

    def pop(self, key, *default):
        if key in self:
            item = self[key]
            del self[key]
            return item
        return dict.pop(self, key, *default)

    def remove(self, item):
        del self[self._key_of(item)]

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def update(self, *others, **named):
        for key, item in dict(*others, **named).items():
            self[key] = item

    def clear(self):
        for key in list(self):
            del self[key]


_made = {}


def _instrumented(kind, made):
    """A collection of a class of the project's own, or of one of ours that
    needs arguments, as one that tells of changes."""
    for base, ours in ((list, InstrumentedList), (set, InstrumentedSet), (dict, InstrumentedDict)):
        if issubclass(kind, base):
            break
    else:
        from ..exc import ArgumentError

        raise ArgumentError(
            "Type %s must elect an appender method to be a collection class" % kind.__name__
        )
    found = _made.get(kind)
    if found is None:
        # Its own methods call ours, which call the plain ones.
        found = _made[kind] = type(kind.__name__, (kind, ours), {"__hash__": None})
    other = found.__new__(found)
    other.__dict__.update(made.__dict__)
    return other


class collection:
    """Decorators of a collection class's methods."""

    @staticmethod
    def appender(function):
        return function

    remover = iterator = internally_instrumented = converter = appender

    @staticmethod
    def adds(argument):
        return lambda function: function

    replaces = removes = adds
