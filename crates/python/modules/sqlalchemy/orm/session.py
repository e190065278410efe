"""Sessions: the objects that a script works with, and the transaction in which
they are read and written."""

import sys

from .. import exc
from .base import instance_str, state_of
from .scoped import scoped_session
from .transaction import SessionTransaction


class Session:
    def __class_getitem__(cls, item):
        return cls

    def __init__(
        self,
        bind=None,
        *,
        autoflush=True,
        future=True,
        expire_on_commit=True,
        autobegin=True,
        twophase=False,
        binds=None,
        enable_baked_queries=True,
        info=None,
        query_cls=None,
        autocommit=False,
        join_transaction_mode="conditional_savepoint",
        close_resets_only=True,
        execution_options=None,
    ):
        if autocommit:
            raise exc.ArgumentError("autocommit=True is no longer supported")
        if twophase:
            raise NotImplementedError("two-phase transactions are not supported")
        self.bind = bind
        self.autoflush = autoflush
        self.expire_on_commit = expire_on_commit
        self.autobegin = autobegin
        self.join_transaction_mode = join_transaction_mode
        self.info = dict(info or {})
        self.execution_options = dict(execution_options or {})
        self._binds = dict(binds or {})
        self._query_cls = query_cls
        self._transaction = None
        self._flushing = False
        # Identity keys to weak references of objects; where only those are
        # left, an object is forgotten.
        self._identity = {}
        self._most = 1000
        # Objects by the identity of their states.
        self._new = {}
        self._modified = {}
        self._deleted = {}
        self._count = 0

    # What it is bound to.

    def get_bind(self, mapper=None, *, clause=None, bind=None, **kw):
        if bind is not None:
            return bind
        if self._binds:
            cls = getattr(mapper, "class_", mapper)
            for base in getattr(cls, "__mro__", ()):
                if base in self._binds:
                    return self._binds[base]
            for table in (clause, getattr(cls, "__table__", None)):
                for known, found in self._binds.items():
                    if known is table:
                        return found
        if self.bind is None:
            raise exc.UnboundExecutionError(
                "Could not locate a bind configured on %sthis Session."
                % ("mapper %s, " % _mapper(mapper) if mapper is not None else "")
            )
        return self.bind

    def bind_mapper(self, mapper, bind):
        self._binds[getattr(mapper, "class_", mapper)] = bind

    def bind_table(self, table, bind):
        self._binds[table] = bind

    def connection(self, bind_arguments=None, execution_options=None, **kw):
        """The connection that the session's transaction is on."""
        found = self._begun().connection_for(self.get_bind(**(bind_arguments or {})))
        if execution_options:
            found = found.execution_options(**execution_options)
        return found

    def _connection_of(self, mapping, table=None):
        if self._binds or type(self).get_bind is not Session.get_bind:
            bind = self.get_bind(mapper=getattr(mapping, "mapper", None), clause=table)
        else:
            bind = self.bind
            if bind is None:
                bind = self.get_bind(getattr(mapping, "mapper", None))
        return self._begun().connection_for(bind)

    # Transactions.

    def _begun(self):
        if self._transaction is None:
            if not self.autobegin:
                raise exc.InvalidRequestError(
                    "Autobegin is disabled on this Session; please call session.begin() to "
                    "start a new transaction"
                )
            self._transaction = SessionTransaction(self)
            self._event("after_begin", self._transaction, None)
        return self._transaction

    def begin(self, nested=False):
        if nested:
            return self.begin_nested()
        if self._transaction is not None:
            raise exc.InvalidRequestError("A transaction is already begun on this Session.")
        self._transaction = SessionTransaction(self)
        return self._transaction

    def begin_nested(self):
        parent = self._begun()
        self.flush()
        self._transaction = SessionTransaction(self, parent, nested=True)
        if self.bind is not None:
            self._transaction.connection_for(self.bind)
        return self._transaction

    def commit(self):
        transaction = self._transaction or self._begun()
        while transaction.parent is not None:
            transaction = transaction.parent
        transaction.commit()

    def rollback(self):
        transaction = self._transaction
        if transaction is None:
            return
        while transaction.parent is not None:
            transaction = transaction.parent
        transaction.rollback()

    def prepare(self):
        raise NotImplementedError("two-phase transactions are not supported")

    def close(self):
        self.expunge_all()
        while self._transaction is not None:
            self._transaction.close()

    reset = invalidate = close

    def in_transaction(self):
        return self._transaction is not None

    def in_nested_transaction(self):
        return self._transaction is not None and self._transaction.nested

    def get_transaction(self):
        transaction = self._transaction
        while transaction is not None and transaction.parent is not None:
            transaction = transaction.parent
        return transaction

    def get_nested_transaction(self):
        return self._transaction if self.in_nested_transaction() else None

    @property
    def is_active(self):
        return self._transaction is None or self._transaction.failed is None

    def __enter__(self):
        return self

    def __exit__(self, class_, value, traceback):
        self.close()

    def _committed(self, transaction):
        for state in transaction.deleted:
            self._let_go(state)
            state._detached_after_delete = True
        if self.expire_on_commit:
            self.expire_all()

    def _rolled_back(self, transaction):
        """Objects are what they were before the transaction."""
        for state, instance in list(transaction.new):
            self._identity.pop(state.key, None)
            if state.key is not None:
                state.key = None
            state.session = None
            state.clean()
            self._modified.pop(id(state), None)
        for instance in list(self._new.values()):
            self._let_go(state_of(instance))
        self._new.clear()
        self._deleted.clear()
        for state in transaction.deleted:
            state._deleted = False
            instance = state._kept
            self._identity[state.key] = state._instance
        for state, before in reversed(transaction.rekeyed):
            self._identity.pop(state.key, None)
            state.key = before
            self._identity[before] = state._instance
        for state in self._states():
            state.expire()

    # Objects.

    def _states(self):
        found = []
        for held in list(self._identity.values()):
            instance = held()
            if instance is not None:
                found.append(instance.__dict__["_sa_instance_state"])
        return found

    def _held(self, key):
        """The object of an identity key, if the session has it."""
        held = self._identity.get(key)
        return None if held is None else held()

    def _tidy(self):
        """Forgets the keys of objects that nobody holds any longer."""
        if len(self._identity) > self._most:
            self._identity = {
                key: held for key, held in self._identity.items() if held() is not None
            }
            self._most = max(1000, 2 * len(self._identity))

    def _persist(self, state, instance, key):
        """A new object has a row now."""
        state.key = key
        state.session = self
        self._identity[key] = state._instance
        self._new.pop(id(state), None)
        if self._transaction is not None:
            self._transaction.new.append((state, instance))

    def _rekey(self, state, instance, key):
        if self._transaction is not None:
            self._transaction.rekeyed.append((state, state.key))
        self._identity.pop(state.key, None)
        state.key = key
        self._identity[key] = state._instance

    def _gone(self, state, instance):
        """The object's row is deleted."""
        self._identity.pop(state.key, None)
        self._deleted.pop(id(state), None)
        self._modified.pop(id(state), None)
        state._deleted = True
        state._kept = instance
        if self._transaction is not None:
            self._transaction.deleted.append(state)

    def _let_go(self, state):
        state.session = None
        state._kept = None
        self._new.pop(id(state), None)
        self._modified.pop(id(state), None)
        self._deleted.pop(id(state), None)
        if state.key is not None:
            self._identity.pop(state.key, None)

    def add(self, instance, *, _warn=True):
        self._save_or_update(instance)

    def add_all(self, instances):
        for instance in instances:
            self._save_or_update(instance)

    def _save_or_update(self, instance):
        state = _state_of(instance)
        self._take(instance, state)
        seen = {id(instance)}
        # Those that are related come in the order in which one gets to them.
        waiting = [_cascaded(instance, state, "save-update", seen)]
        while waiting:
            groups = waiting[-1]
            while groups and not groups[0]:
                groups.pop(0)
            if not groups:
                waiting.pop()
                continue
            one = groups[0].pop(0)
            state = _state_of(one)
            self._take(one, state)
            waiting.append(_cascaded(one, state, "save-update", seen))

    def _take(self, instance, state):
        other = state.session
        if other is self and not state._deleted and (
            state.key is not None or id(state) in self._new
        ):
            self._deleted.pop(id(state), None)
            return
        if other is not None and other is not self:
            raise exc.InvalidRequestError(
                "Object '%s' is already attached to session '%s' (this is '%s')"
                % (instance_str(instance), id(other), id(self))
            )
        self._begun()
        if state.key is None:
            state.session = self
            self._count += 1
            state.order = self._count
            self._new[id(state)] = instance
            return
        if state._deleted:
            raise exc.InvalidRequestError(
                "Instance '%s' has been deleted.  Use the make_transient() function to send "
                "this object back to the transient state." % instance_str(instance)
            )
        held = self._held(state.key)
        if held is not None and held is not instance:
            raise exc.InvalidRequestError(
                "Can't attach instance %s; another instance with key %s is already present "
                "in this session." % (instance_str(instance), state.key)
            )
        state.session = self
        self._identity[state.key] = state._instance
        if state.modified:
            self._modified[id(state)] = instance

    def delete(self, instance):
        state = _state_of(instance)
        if state.key is None:
            raise exc.InvalidRequestError("Instance '%s' is not persisted" % instance_str(instance))
        self._begun()
        if state.session is not self:
            self._take(instance, state)
        self._mark_deleted(instance)

    def delete_all(self, instances):
        for instance in instances:
            self.delete(instance)

    def _mark_deleted(self, instance):
        """Marks an object, and those that go with it; gives them all."""
        found = []
        seen = set()
        waiting = [instance]
        while waiting:
            one = waiting.pop(0)
            state = state_of(one)
            if id(state) in self._deleted or state._deleted or id(state) in seen:
                continue
            seen.add(id(state))
            if state.key is None:
                if id(state) in self._new:
                    self._let_go(state)
                continue
            found.append(one)
            for key, relation in state.mapping.relations.items():
                if "delete" not in relation.cascade:
                    continue
                if relation.passive_deletes and key not in one.__dict__:
                    continue
                waiting += relation.listed(getattr(one, key))
        # Not before all is found: looking flushes.
        for one in found:
            self._deleted[id(state_of(one))] = one
        return found

    def expunge(self, instance):
        state = _state_of(instance)
        if state.session is not self:
            raise exc.InvalidRequestError(
                "Instance %s is not present in this Session" % instance_str(instance)
            )
        waiting = [instance]
        seen = {id(instance)}
        while waiting:
            one = waiting.pop(0)
            state = state_of(one)
            if state.session is not self:
                continue
            self._let_go(state)
            for group in _cascaded(one, state, "expunge", seen):
                waiting += group

    def expunge_all(self):
        for state in self._states():
            state.session = None
        for held in (self._new, self._modified, self._deleted):
            for instance in held.values():
                state_of(instance).session = None
        self._identity = {}
        self._new = {}
        self._modified = {}
        self._deleted = {}

    def expire(self, instance, attribute_names=None):
        state = _state_of(instance)
        self._belongs(instance, state)
        state.expire(attribute_names)

    def expire_all(self):
        for state in self._states():
            state.expire()

    def refresh(self, instance, attribute_names=None, with_for_update=None):
        state = _state_of(instance)
        self._belongs(instance, state)
        self._autoflush()
        mapping = state.mapping
        names = mapping.eager if attribute_names is None else attribute_names
        columns = [name for name in names if name in mapping.attributes]
        state.expire(list(names))
        if attribute_names is None:
            state.expire()
        if columns:
            from .loading import refresh

            if not refresh(self, state, instance, columns):
                raise exc.InvalidRequestError(
                    "Could not refresh instance '%s'" % instance_str(instance)
                )
        for name in names:
            if name in mapping.relations:
                getattr(instance, name)

    def _belongs(self, instance, state):
        if state.session is not self or state.key is None:
            raise exc.InvalidRequestError(
                "Instance '%s' is not persistent within this Session" % instance_str(instance)
            )

    def __contains__(self, instance):
        state = _state_of(instance)
        return state.session is self and not state._deleted

    def __iter__(self):
        return iter([*self._new.values(), *[state.obj() for state in self._states()]])

    close_all = classmethod(lambda cls: close_all_sessions())

    @property
    def new(self):
        return IdentitySet(self._new.values())

    @property
    def dirty(self):
        return IdentitySet(
            instance
            for mark, instance in self._modified.items()
            if mark not in self._deleted
        )

    @property
    def deleted(self):
        return IdentitySet(self._deleted.values())

    @property
    def identity_map(self):
        return _IdentityMap(self)

    def is_modified(self, instance, include_collections=True):
        state = _state_of(instance)
        values = instance.__dict__
        if state.changes(values):
            return True
        from .attributes import history_of

        for key in state.committed or ():
            relation = state.mapping.relations.get(key)
            if relation is not None and (include_collections or not relation.uselist):
                if history_of(state, key):
                    return True
        return False

    def enable_relationship_loading(self, obj):
        state_of(obj).session = self

    # Writing.

    def flush(self, objects=None):
        if self._flushing:
            raise exc.InvalidRequestError("Session is already flushing")
        if not (self._new or self._modified or self._deleted):
            return
        transaction = self._begun()
        if transaction.failed is not None:
            transaction.connection_for(None)
        from .unitofwork import flush

        self._flushing = True
        try:
            self._event("before_flush", None, objects)
            flush(self, objects)
            self._event("after_flush", None)
        except BaseException as error:
            self._flushing = False
            root = self.get_transaction()
            if self._transaction is not None and self._transaction.nested:
                self._transaction.fail(error)
            else:
                root.fail(error)
            raise
        finally:
            self._flushing = False
        self._event("after_flush_postexec", None)

    def _autoflush(self):
        if self.autoflush and not self._flushing:
            self.flush()

    @property
    def no_autoflush(self):
        return _NoAutoflush(self)

    def merge(self, instance, *, load=True, options=None):
        from .merging import merge

        self._autoflush() if load else None
        with self.no_autoflush:
            return merge(self, instance, load)

    def merge_all(self, instances, *, load=True, options=None):
        return [self.merge(instance, load=load) for instance in instances]

    def bulk_save_objects(
        self, objects, return_defaults=False, update_changed_only=True, preserve_order=True
    ):
        from .bulk import save_objects

        save_objects(self, list(objects), return_defaults, update_changed_only)

    def bulk_insert_mappings(self, mapper, mappings, return_defaults=False, render_nulls=False):
        from .bulk import insert_mappings

        insert_mappings(self, mapper, list(mappings), return_defaults, render_nulls)

    def bulk_update_mappings(self, mapper, mappings):
        from .bulk import update_mappings

        update_mappings(self, mapper, list(mappings))

    # Reading.

    def query(self, *entities, **kw):
        if self._query_cls is not None:
            return self._query_cls(entities, self, **kw)
        from .query import Query

        return Query(entities, self)

    def execute(
        self,
        statement,
        params=None,
        *,
        execution_options=None,
        bind_arguments=None,
        _parent_execute_state=None,
        _add_event=None,
    ):
        from .executing import execute

        return execute(self, statement, params, execution_options, bind_arguments)

    def scalar(self, statement, params=None, **kw):
        return self.execute(statement, params, **kw).scalar()

    def scalars(self, statement, params=None, **kw):
        return self.execute(statement, params, **kw).scalars()

    def exec(self, statement, *, params=None, **kw):
        """SQLModel's way to execute: what selects one thing gives it
        bare."""
        result = self.execute(statement, params, **kw)
        entities = getattr(statement, "_entities", None)
        if entities is not None and len(entities) == 1:
            return result.scalars()
        return result

    def get(
        self,
        entity,
        ident,
        *,
        options=None,
        populate_existing=False,
        with_for_update=None,
        identity_token=None,
        execution_options=None,
        bind_arguments=None,
    ):
        from .executing import get

        return get(self, entity, ident, options, populate_existing, with_for_update)

    def get_one(self, entity, ident, **kw):
        found = self.get(entity, ident, **kw)
        if found is None:
            raise exc.NoResultFound("No row was found when one was required")
        return found

    def _load(self, query, mapping, plan):
        """The objects that a SELECT of a class gives."""
        return [row[0] for row in self._load_rows(query, mapping, plan)]

    def _load_rows(self, query, mapping, plan):
        from .loading import ColumnEntity, Context, MappedEntity, compiled, plain_rows, read_rows

        entities, statement = compiled(query, False, ())
        if plan:
            entity = MappedEntity(mapping.cls, plan, False)
            entities[0] = entity
            columns = [column for one in entities for column in one.columns]
            statement = statement._clone(_raw_columns=columns)
        rows = plain_rows(self._connection_of(mapping).execute(statement))
        self._tidy()
        return read_rows(self, entities, rows, Context())

    # Listeners.

    def _event(self, name, *arguments):
        event = sys.modules.get("sqlalchemy.event")
        if event is None or not event._registry:
            return
        listeners = list(event.listeners(self, name))
        maker = type(self).__dict__.get("_maker")
        if maker is not None:
            listeners += event.listeners(maker, name)
        for listener in listeners:
            listener(self, *arguments)

    @classmethod
    def object_session(cls, instance):
        return object_session(instance)

    @classmethod
    def identity_key(cls, *args, **kw):
        from .util import identity_key

        return identity_key(*args, **kw)


def _mapper(mapper):
    cls = getattr(mapper, "class_", mapper)
    table = getattr(cls, "__table__", None)
    return "Mapper[%s(%s)]" % (cls.__name__, getattr(table, "name", None))


def _state_of(instance):
    try:
        if isinstance(instance, type):
            raise AttributeError("__dict__")
        return state_of(instance)
    except exc.InvalidRequestError:
        raise
    except AttributeError:
        from .exc import UnmappedInstanceError

        raise UnmappedInstanceError(
            "Class '%s.%s' is not mapped"
            % (type(instance).__module__, type(instance).__name__)
        ) from None


def _cascaded(instance, state, cascade, seen):
    """The objects that go where this one goes, a list for each of its
    relationships."""
    groups = []
    values = instance.__dict__
    mapping = state.mapping
    for key in mapping.relations:
        if key not in values or values[key] is None:
            continue
        relation = mapping.relation(key)
        if cascade not in relation.cascade:
            continue
        items = relation.listed(values[key])
        if cascade == "save-update" and state.committed:
            before = state.committed.get(key)
            if isinstance(before, list):
                # What was taken away is still to be written.
                items += [item for item in before if state_of(item).key is not None]
        group = []
        for item in items:
            if item is not None and id(item) not in seen:
                seen.add(id(item))
                group.append(item)
        groups.append(group)
    return groups


class IdentitySet:
    """Objects, each once, whatever they say of their equality."""

    def __init__(self, items=()):
        self._items = {id(item): item for item in items}

    def __contains__(self, item):
        return id(item) in self._items

    def __iter__(self):
        return iter(list(self._items.values()))

    def __len__(self):
        return len(self._items)

    def __bool__(self):
        return bool(self._items)

    def __repr__(self):
        return "IdentitySet(%r)" % (list(self),)

    def __or__(self, other):
        return IdentitySet([*self, *other])

    union = __or__


class _IdentityMap:
    """The objects that a session has, by their keys."""

    def __init__(self, session):
        self._session = session

    def _pairs(self):
        return [(state.key, state.obj()) for state in self._session._states()]

    def __len__(self):
        return len(self._pairs())

    def __iter__(self):
        return iter(self.keys())

    def __contains__(self, key):
        return self._session._held(key) is not None

    def __getitem__(self, key):
        found = self._session._held(key)
        if found is None:
            raise KeyError(key)
        return found

    def get(self, key, default=None):
        found = self._session._held(key)
        return default if found is None else found

    def keys(self):
        return [key for key, _ in self._pairs()]

    def values(self):
        return [instance for _, instance in self._pairs()]

    def items(self):
        return self._pairs()

    def all_states(self):
        return self._session._states()


class _NoAutoflush:
    def __init__(self, session):
        self.session = session

    def __enter__(self):
        self.before = self.session.autoflush
        self.session.autoflush = False
        return self.session

    def __exit__(self, *exception):
        self.session.autoflush = self.before


class sessionmaker:
    """Makes sessions of one kind."""

    def __class_getitem__(cls, item):
        return cls

    def __init__(self, bind=None, *, class_=Session, autoflush=True, expire_on_commit=True,
                 info=None, **kw):
        self.kw = {"bind": bind, "autoflush": autoflush, "expire_on_commit": expire_on_commit}
        if info is not None:
            self.kw["info"] = info
        self.kw.update(kw)
        # A class of its own, so that listeners can tell it apart.
        self.class_ = type(class_.__name__, (class_,), {"_maker": self})

    def __call__(self, **kw):
        given = dict(self.kw)
        if "info" in given and "info" in kw:
            kw["info"] = {**given["info"], **kw["info"]}
        return self.class_(**{**given, **kw})

    def begin(self):
        return _Begun(self())

    def configure(self, **kw):
        self.kw.update(kw)

    @classmethod
    def close_all(cls):
        close_all_sessions()

    def __repr__(self):
        return "sessionmaker(class_=%r, %s)" % (
            self.class_.__name__,
            ", ".join("%s=%r" % pair for pair in self.kw.items()),
        )


class _Begun:
    """`with Session.begin() as session:`"""

    def __init__(self, session):
        self.session = session

    def __enter__(self):
        self.transaction = self.session.begin()
        return self.session

    def __exit__(self, *exception):
        try:
            self.transaction.__exit__(*exception)
        finally:
            self.session.close()


class ORMExecuteState:
    pass


def object_session(instance):
    return _state_of(instance).session


def close_all_sessions():
    """Sessions end with those who hold them."""


def make_transient(instance):
    """Makes an object one that no session and no database knows."""
    state = _state_of(instance)
    if state.session is not None:
        state.session._let_go(state)
    state.key = None
    state.committed = None
    state.modified = state._deleted = False


def make_transient_to_detached(instance):
    """Makes a new object one that has a row already."""
    state = _state_of(instance)
    if state.session is not None or state.key is not None:
        raise exc.InvalidRequestError("Given object must be transient")
    state.key = state.mapping.key_of_values(instance.__dict__)
    state.committed = None
    state.modified = False
