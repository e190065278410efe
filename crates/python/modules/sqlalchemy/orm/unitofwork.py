"""What a flush does: in which order the objects of a session are written, and
which foreign keys they take from each other."""

from .. import exc
from .base import NO_VALUE, state_of
from .interfaces import MANYTOMANY, MANYTOONE, ONETOMANY
from .mapping import mapping_of
from .persistence import Inserts, delete, update, write_updates


def flush(session, only=None):
    """Writes what is new, changed and deleted."""
    _Flush(session, only).run()


class _Flush:
    def __init__(self, session, only):
        self.session = session
        chosen = None if only is None else {id(state_of(instance)) for instance in only}

        def wanted(held):
            return [
                instance
                for mark, instance in held.items()
                if chosen is None or mark in chosen
            ]

        self.new = wanted(session._new)
        self.deleted = wanted(session._deleted)
        gone = {id(instance) for instance in self.deleted}
        self.changed = [
            instance for instance in wanted(session._modified) if id(instance) not in gone
        ]
        self.gone = gone
        # Objects that are written, each once.
        self.saved = {}
        # What an object's foreign keys are taken from, and who must be
        # written before it.
        self.sources = {}
        self.before = {}
        self.later = []
        # Rows of secondary tables: those to add and those to take away.
        self.links = {}
        self.unlinks = {}

    def run(self):
        self._find_orphans()
        for instance in (*self.new, *self.changed):
            self.saved[id(instance)] = instance
        for instance in list(self.saved.values()):
            self._relate(instance)
        for instance in list(self.deleted):
            self._unrelate(instance)
        self._event("before")
        ordered = self._ordered(list(self.saved.values()))
        inserts = Inserts(self.session)
        waiting = {}
        written = []
        for instance in ordered:
            state = state_of(instance)
            needed = self.before.get(id(instance), ())
            if any(inserts.holds(state_of(other)) for other in needed):
                inserts.flush()
                self._keys_of_new(written)
            self._take_keys(instance)
            if state.key is None:
                inserts.add(state, instance)
                written.append(instance)
                if not inserts.rows:
                    self._keys_of_new(written)
            else:
                changed = state.changes(instance.__dict__)
                if changed:
                    update(self.session, state, instance, changed, waiting)
        inserts.flush()
        self._keys_of_new(written)
        write_updates(self.session, waiting)
        self._update_later()
        self._write_links()
        for instance in ordered:
            self._settled(instance)
        self._delete()
        self._event("after")

    # Before.

    def _find_orphans(self):
        """Objects that were taken from those they cannot be without."""
        for instance in list(self.changed):
            state = state_of(instance)
            for key, relation in state.mapping.relations.items():
                if "delete-orphan" not in relation.cascade:
                    continue
                before = (state.committed or {}).get(key)
                if before is None or before is NO_VALUE:
                    continue
                now = relation.listed(instance.__dict__.get(key))
                for item in before if isinstance(before, list) else [before]:
                    if not any(item is other for other in now):
                        self._orphaned(relation, item)

    def _orphaned(self, relation, item):
        state = state_of(item)
        if relation.back is not None:
            other = item.__dict__.get(relation.back.key)
            if other is not None and other != []:
                # It has another parent now.
                return
        session = self.session
        if state.key is None:
            session._new.pop(id(state), None)
            state.session = None
            self.new = [one for one in self.new if one is not item]
        elif id(item) not in self.gone:
            for each in session._mark_deleted(item):
                self.gone.add(id(each))
                self.deleted.append(each)
            self.changed = [one for one in self.changed if id(one) not in self.gone]

    def _relate(self, instance):
        """Notes what an object's relationships mean for this flush."""
        state = state_of(instance)
        values = instance.__dict__
        committed = state.committed or {}
        new = state.key is None
        for key in state.mapping.relations:
            if key not in values or not (new or key in committed):
                continue
            relation = state.mapping.relation(key)
            if relation.viewonly:
                continue
            now = relation.listed(values[key])
            before = committed.get(key, NO_VALUE)
            before = [] if before is NO_VALUE or before is None else before
            before = before if isinstance(before, list) else [before]
            if relation.direction is MANYTOONE:
                target = now[0] if now else None
                if target is None and new and relation.back is not None and not before:
                    # Nothing was ever said about it.
                    if values[key] is None and self._given_keys(relation, values):
                        continue
                self._source(instance, relation, target, relation.pairs)
            elif relation.direction is ONETOMANY:
                pairs = [(remote, local) for local, remote in relation.pairs]
                for item in now:
                    if id(item) in self.gone:
                        continue
                    if not new and any(item is other for other in before):
                        continue
                    if state_of(item).session is self.session:
                        self._source(item, relation, instance, pairs)
                for item in before:
                    if id(item) in self.gone or any(item is other for other in now):
                        continue
                    if state_of(item).key is not None:
                        if not self._has_source(item, relation):
                            self._source(item, relation, None, pairs)
            else:
                for item in now:
                    if not any(item is other for other in before):
                        if state_of(item).session is not self.session:
                            continue
                        self._link(self.links, relation, instance, item)
                        for other in (instance, item):
                            if state_of(other).key is None:
                                self._save(other)
                for item in before:
                    if not any(item is other for other in now):
                        self._link(self.unlinks, relation, instance, item)

    def _given_keys(self, relation, values):
        keys = relation.mapping.keys
        return any(values.get(keys[local]) is not None for local, _ in relation.pairs)

    def _save(self, instance):
        if id(instance) not in self.saved and id(instance) not in self.gone:
            self.saved[id(instance)] = instance
            self._relate(instance)

    def _has_source(self, instance, relation):
        """Whether the object's foreign key is taken from another one."""
        mine = [remote for _, remote in relation.pairs]
        for pairs, source in self.sources.get(id(instance), ()):
            if source is not None and any(
                own is column for own, _ in pairs for column in mine
            ):
                return True
        back = relation.back
        if back is not None and back.direction is MANYTOONE:
            return instance.__dict__.get(back.key) is not None
        return False

    def _source(self, instance, relation, source, pairs):
        """The object takes the keys of another one. Pairs are of its own
        columns and the other's."""
        if source is not None and id(source) in self.gone and not relation.post_update:
            return
        if id(instance) in self.gone:
            return
        if relation.post_update:
            self.later.append((instance, source, pairs))
            self._save(instance)
            return
        self.sources.setdefault(id(instance), []).append((pairs, source))
        if source is not None:
            self.before.setdefault(id(instance), []).append(source)
            if state_of(source).key is None and state_of(source).session is self.session:
                self._save(source)
        self._save(instance)

    def _link(self, links, relation, one, other):
        """A row of a secondary table, from either side."""
        row = []
        mapping, target = relation.mapping, relation.target
        parts = [(column, one, mapping.keys[local]) for local, column in relation.pairs]
        parts += [(column, other, target.keys[far]) for column, far in relation.target_pairs]
        parts.sort(key=lambda part: part[0].key)
        mark = (relation.secondary, *[(column.key, id(held)) for column, held, _ in parts])
        links.setdefault(mark, (relation.secondary, parts))

    def _unrelate(self, instance):
        """What refers to an object that is deleted loses it."""
        state = state_of(instance)
        for key, relation in state.mapping.relations.items():
            if relation.viewonly or relation.direction is MANYTOONE:
                continue
            if relation.lazy in ("dynamic", "write_only"):
                self._leave_dynamic(instance, key, relation)
                continue
            if relation.direction is MANYTOMANY:
                if relation.passive_deletes and key not in instance.__dict__:
                    continue
                for item in relation.listed(getattr(instance, key)):
                    self._link(self.unlinks, relation, instance, item)
                before = (state.committed or {}).get(key)
                if isinstance(before, list):
                    for item in before:
                        self._link(self.unlinks, relation, instance, item)
                continue
            if "delete" in relation.cascade or relation.passive_deletes == "all":
                continue
            if relation.passive_deletes and key not in instance.__dict__:
                continue
            pairs = [(remote, local) for local, remote in relation.pairs]
            for item in relation.listed(getattr(instance, key)):
                if id(item) not in self.gone and not self._has_source(item, relation):
                    self._source(item, relation, None, pairs)

    def _leave_dynamic(self, instance, key, relation):
        if relation.passive_deletes or "delete" in relation.cascade:
            return
        pairs = [(remote, local) for local, remote in relation.pairs]
        for item in list(getattr(instance, key)):
            if relation.direction is MANYTOMANY:
                self._link(self.unlinks, relation, instance, item)
            elif id(item) not in self.gone and not self._has_source(item, relation):
                self._source(item, relation, None, pairs)

    # In order.

    def _ordered(self, instances):
        """Those that others refer to first; else by table, then as they
        came."""
        ranks = _ranks([state_of(instance).mapping for instance in instances])
        instances.sort(
            key=lambda one: (ranks[state_of(one).mapping.root.table], state_of(one).order)
        )
        found, state_by = [], {}

        def visit(instance, path):
            mark = id(instance)
            stage = state_by.get(mark)
            if stage == 2:
                return
            if stage == 1:
                # Each needs the other first.
                if state_of(instance).key is not None:
                    return
                raise exc.CircularDependencyError(
                    "Circular dependency detected.", path, []
                )
            state_by[mark] = 1
            for other in self.before.get(mark, ()):
                if id(other) in self.saved and other is not instance:
                    if state_of(other).key is None or state_of(instance).key is not None:
                        visit(other, [*path, instance])
            state_by[mark] = 2
            found.append(instance)

        for instance in instances:
            visit(instance, [])
        return found

    def _take_keys(self, instance):
        state = state_of(instance)
        values = instance.__dict__
        for pairs, source in self.sources.get(id(instance), ()):
            self._take(state, values, pairs, source)

    def _take(self, state, values, pairs, source):
        mapping = state.mapping
        for own, other in pairs:
            key = mapping.keys.get(own)
            if key is None:
                continue
            if source is None:
                value = None
                if key in mapping.key_names and state.key is not None:
                    raise AssertionError(
                        "Dependency rule on column '%s' tried to blank-out primary key column "
                        "'%s' on instance '%s'" % (other, own, _shown(state))
                    )
            else:
                value = getattr(source, state_of(source).mapping.keys[other])
            if key in values and values[key] == value and type(values[key]) is type(value):
                continue
            if state.key is not None and key not in values:
                # What was there must be known to tell whether it changes.
                if state.load(key) == value:
                    continue
            state.change(key, values, value)

    def _keys_of_new(self, written):
        """Objects that have a row now have an identity."""
        session = self.session
        for instance in written:
            state = state_of(instance)
            key = state.mapping.key_of_values(instance.__dict__)
            if key is None:
                from .exc import FlushError

                raise FlushError(
                    "Instance <%s at 0x%x> has a NULL identity key.  If this is an "
                    "auto-generated value, check that the database table allows generation of "
                    "new primary key values, and that the mapped Column object is configured "
                    "to expect these generated values.  Ensure also that this flush() is not "
                    "occurring at an inappropriate time, such as within a load() event."
                    % (type(instance).__name__, id(instance))
                )
            session._persist(state, instance, key)
        written.clear()

    def _update_later(self):
        waiting = {}
        for instance, source, pairs in self.later:
            if id(instance) in self.gone:
                continue
            state = state_of(instance)
            state.committed = {}
            self._take(state, instance.__dict__, pairs, source)
            changed = state.changes(instance.__dict__)
            if changed:
                update(self.session, state, instance, changed, waiting)
        write_updates(self.session, waiting)

    def _rows(self, links):
        found = {}
        for secondary, parts in links.values():
            row = {
                column.key: getattr(held, name) for column, held, name in parts
            }
            found.setdefault(secondary, []).append((row, parts))
        return found

    def _write_links(self):
        from ..sql.dml import Delete, Insert

        session = self.session
        both = set(self.links) & set(self.unlinks)
        for mark in both:
            del self.links[mark], self.unlinks[mark]
        for secondary, rows in self._rows(self.unlinks).items():
            connection = session._connection_of(None, secondary)
            for row, parts in rows:
                connection.execute(
                    Delete(secondary).where(
                        *[secondary.c[key] == value for key, value in row.items()]
                    )
                )
        for secondary, rows in self._rows(self.links).items():
            connection = session._connection_of(None, secondary)
            connection.execute(Insert(secondary), [row for row, _ in rows])

    def _settled(self, instance):
        """The object is what the database has."""
        state = state_of(instance)
        if state.committed:
            # A primary key that was changed.
            key = state.mapping.key_of_values(instance.__dict__)
            if key is not None and key != state.key:
                self.session._rekey(state, instance, key)
        state.clean()

    # Deletes.

    def _delete(self):
        if not self.deleted:
            return
        mappings = [state_of(instance).mapping for instance in self.deleted]
        ranks = _ranks(mappings)
        order = list(reversed(sorted(
            self.deleted, key=lambda one: ranks[state_of(one).mapping.root.table]
        )))
        order = self._referring_first(order)
        batch = []
        for instance in order:
            state = state_of(instance)
            if batch and batch[0].mapping is not state.mapping:
                delete(self.session, batch[0].mapping, batch)
                batch = []
            if state.mapping.table in self._self_referring:
                delete(self.session, state.mapping, [state])
            else:
                batch.append(state)
        if batch:
            delete(self.session, batch[0].mapping, batch)
        for instance in order:
            self.session._gone(state_of(instance), instance)

    def _referring_first(self, instances):
        """Objects that refer to others of their own table go before them."""
        self._self_referring = set()
        for instance in instances:
            table = state_of(instance).mapping.table
            for foreign_key in getattr(table, "foreign_keys", ()):
                if foreign_key.column.table is table:
                    self._self_referring.add(table)
        if not self._self_referring:
            return instances
        by_key = {state_of(instance).key: instance for instance in instances}
        found, seen = [], set()

        def visit(instance):
            if id(instance) in seen:
                return
            seen.add(id(instance))
            state = state_of(instance)
            mapping = state.mapping
            for column, name in mapping.keys.items():
                for foreign_key in column.foreign_keys:
                    target = foreign_key.column
                    if target.table is not mapping.table or column.primary_key:
                        continue
                    other = by_key.get((mapping.root.cls, (getattr(instance, name),)))
                    if other is not None:
                        visit(other)
            found.append(instance)

        for instance in reversed(instances):
            visit(instance)
        return list(reversed(found))

    # Listeners.

    def _event(self, when):
        import sys

        event = sys.modules.get("sqlalchemy.event")
        if event is None or not event._registry:
            return
        groups = (
            ("insert", self.new),
            ("update", [one for one in self.saved.values() if state_of(one).key is not None]),
            ("delete", self.deleted),
        )
        if when == "after":
            new = {id(one) for one in self.new}
            groups = (
                ("insert", self.new),
                ("update", [one for one in self.saved.values() if id(one) not in new]),
                ("delete", self.deleted),
            )
        for name, instances in groups:
            for instance in instances:
                mapping = state_of(instance).mapping
                for cls in type(instance).__mro__:
                    for target in (cls, vars(cls).get("__mapper__")):
                        held = event._registry.get((id(target), "%s_%s" % (when, name)))
                        for function in held[1] if held and target is not None else ():
                            function(
                                mapping.mapper, self.session._connection_of(mapping), instance
                            )


def _shown(state):
    from .base import instance_str

    return instance_str(state.obj())


def _ranks(mappings):
    """Hierarchies of classes, by their root's table, in the order in which
    their rows can be written."""
    ranks = {}
    visiting = set()
    members = {}
    for mapping in mappings:
        tables = members.setdefault(mapping.root.table, {})
        tables.update(dict.fromkeys(mapping.tables))

    def root_of(table):
        mapper = getattr(table, "_mapper", None)
        return table if mapper is None else mapping_of(mapper.class_).root.table

    def visit(root):
        if root in ranks or root in visiting:
            return
        visiting.add(root)
        for table in members.get(root, (root,)):
            for foreign_key in getattr(table, "foreign_keys", ()):
                try:
                    target = foreign_key.column.table
                except exc.SQLAlchemyError:
                    continue
                visit(root_of(target))
        ranks[root] = len(ranks)

    for root in list(members):
        visit(root)
    return ranks
