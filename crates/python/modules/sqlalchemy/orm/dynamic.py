"""Collections that are queries: `lazy="dynamic"` and `lazy="write_only"`."""

from .base import state_of
from .options import NOTHING
from .query import Query


class AppenderQuery(Query):
    """The related objects of one object, asked for when they are wanted."""

    def __init__(self, relation, instance):
        Query.__init__(self, [relation.target.cls], state_of(instance).session)
        self._relation = relation
        self._instance = instance
        select = self._select
        if state_of(instance).key is not None:
            select = select.where(relation.condition_for(instance))
            if relation.secondary is not None:
                select = select.select_from(relation.target.selectable, relation.secondary)
            ordering = relation.ordering()
            if ordering:
                select = select.order_by(*ordering)
        self._select = select

    def _held(self):
        """Objects that are not written yet."""
        relation, instance = self._relation, self._instance
        held = instance.__dict__.get(relation.key)
        if held is None:
            held = relation.empty(instance)
            state = state_of(instance)
            if state.committed is None:
                state.committed = {}
            state.committed.setdefault(relation.key, [])
        return held

    def __iter__(self):
        instance = self._instance
        if state_of(instance).key is None:
            return iter(list(instance.__dict__.get(self._relation.key) or ()))
        return Query.__iter__(self)

    def append(self, item):
        self._held().append(item)
        self._later()

    add = append

    def extend(self, items):
        for item in items:
            self.append(item)

    add_all = extend

    def remove(self, item):
        relation, instance = self._relation, self._instance
        state = state_of(instance)
        held = self._held()
        if any(item is other for other in held):
            held.remove(item)
            return
        before = state.committed.setdefault(relation.key, [])
        if not any(item is other for other in before):
            before.append(item)
        state.touch(instance)
        relation.lost(instance, item)

    def _later(self):
        state_of(self._instance).touch(self._instance)

    def select(self):
        return self._select

    def count(self):
        return len(list(self)) if state_of(self._instance).key is None else Query.count(self)


class DynamicAttributeImpl:
    pass
