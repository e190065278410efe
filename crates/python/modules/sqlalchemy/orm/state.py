"""What a session knows of an object."""

from weakref import ref

from .. import exc
from .base import NO_VALUE, instance_str


class InstanceState:
    """Where an object stands: its key, its session, and the values that were
    there before it was changed."""

    is_instance = True
    key = session = None
    # Values before the first change since the last flush.
    committed = None
    modified = False
    # Marked for deletion by a flush whose transaction is not over yet.
    _deleted = False
    _detached_after_delete = False
    # How its relationships and deferred columns were asked to load.
    options = None
    order = 0

    def __init__(self, instance, mapping):
        self._instance = ref(instance)
        self.mapping = mapping

    def obj(self):
        return self._instance()

    @property
    def object(self):
        return self._instance()

    @property
    def dict(self):
        return self._instance().__dict__

    @property
    def class_(self):
        return self.mapping.cls

    @property
    def mapper(self):
        return self.mapping.mapper

    @property
    def identity(self):
        return None if self.key is None else self.key[1]

    @property
    def identity_key(self):
        return None if self.key is None else (*self.key, None)

    @property
    def transient(self):
        return self.key is None and self.session is None

    @property
    def pending(self):
        return self.key is None and self.session is not None

    @property
    def persistent(self):
        return self.key is not None and self.session is not None and not self._deleted

    @property
    def deleted(self):
        return self.key is not None and self.session is not None and self._deleted

    @property
    def detached(self):
        return self.key is not None and self.session is None

    @property
    def was_deleted(self):
        return self._detached_after_delete

    has_identity = property(lambda self: self.key is not None)

    @property
    def unloaded(self):
        values = self.dict
        mapping = self.mapping
        return {key for key in (*mapping.attributes, *mapping.relations) if key not in values}

    unloaded_expirable = unloaded

    @property
    def expired_attributes(self):
        return self.unloaded if self.key is not None else set()

    @property
    def expired(self):
        return self.key is not None and not any(key in self.dict for key in self.mapping.columns)

    @property
    def attrs(self):
        from ..sql.base import ColumnCollection

        mapping = self.mapping
        keys = (*mapping.attributes, *mapping.relations)
        return ColumnCollection([(key, AttributeState(self, key)) for key in keys])

    def change(self, key, values, value):
        """Takes a new value, and remembers what was there."""
        committed = self.committed
        if committed is None:
            committed = self.committed = {}
        if key not in committed:
            committed[key] = values.get(key, NO_VALUE)
        values[key] = value
        if not self.modified:
            self.touch(self._instance())

    def touch(self, instance):
        """Has the next flush look at the object."""
        self.modified = True
        session = self.session
        if session is not None and self.key is not None:
            # Held until it is written.
            session._modified[id(self)] = instance

    def flag(self, key):
        if self.committed is None:
            self.committed = {}
        self.committed[key] = NO_VALUE
        self.touch(self._instance())

    def same(self, key, before, now):
        """Whether two values of an attribute are written alike."""
        if before is now:
            return True
        column = self.mapping.columns.get(key)
        try:
            if column is not None:
                return bool(column.type.compare_values(before, now))
            return False
        except Exception:
            return False

    def changes(self, values):
        """The columns' attributes whose values differ from the database's."""
        found = []
        for key, before in (self.committed or {}).items():
            if key in self.mapping.columns:
                now = values.get(key)
                if before is NO_VALUE or not self.same(key, before, now):
                    found.append(key)
        return found

    def clean(self):
        """The values are those that the database has."""
        self.committed = None
        self.modified = False
        session = self.session
        if session is not None:
            session._modified.pop(id(self), None)

    def expire(self, keys=None):
        """Forgets values, which are loaded again when they are asked for."""
        instance = self._instance()
        if instance is None:
            return
        values = instance.__dict__
        mapping = self.mapping
        if keys is None:
            for key in mapping.attributes:
                values.pop(key, None)
            for key in mapping.relations:
                values.pop(key, None)
            self.clean()
            return
        for key in keys:
            values.pop(key, None)
            if self.committed is not None:
                self.committed.pop(key, None)

    def load(self, key):
        """The value of an attribute that the object does not hold."""
        if self.key is None:
            return None
        session = self.session
        instance = self._instance()
        if session is None:
            raise _detached(
                "Instance %s is not bound to a Session; attribute refresh operation "
                "cannot proceed" % instance_str(instance)
            )
        from .loading import refresh

        values = instance.__dict__
        mapping = self.mapping
        if key in mapping.deferred:
            wanted = mapping.deferred_together(key)
        else:
            options = self.options
            wanted = [
                name
                for name in mapping.eager
                if name not in values and (options is None or not options.defers(name))
            ]
            if key not in wanted:
                wanted = [key]
        if not refresh(session, self, instance, wanted):
            from .exc import ObjectDeletedError

            raise ObjectDeletedError(
                "Instance '%s' has been deleted, or its row is otherwise not present."
                % instance_str(instance)
            )
        return values.get(key)


def _detached(message):
    from .exc import DetachedInstanceError

    return DetachedInstanceError(message, code="bhk3")


class AttributeState:
    """One attribute of an object."""

    def __init__(self, state, key):
        self.state = state
        self.key = key

    @property
    def value(self):
        return getattr(self.state.obj(), self.key)

    @property
    def loaded_value(self):
        return self.state.dict.get(self.key, NO_VALUE)

    @property
    def history(self):
        from .attributes import history_of

        return history_of(self.state, self.key)

    def load_history(self):
        getattr(self.state.obj(), self.key)
        return self.history
