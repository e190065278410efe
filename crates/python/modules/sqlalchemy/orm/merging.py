"""`Session.merge()`: the state of an object, given to the session's own object
of the same identity."""

from .base import state_of
from .mapping import mapping_of_instance


def merge(session, given, load=True, seen=None):
    seen = {} if seen is None else seen
    known = seen.get(id(given))
    if known is not None:
        return known[1]
    state = state_of(given)
    mapping = state.mapping
    if state.session is session and (state.key is not None or id(state) in session._new):
        seen[id(given)] = given, given
        _related(session, mapping, given, given, load, seen)
        return given
    key = state.key or mapping.key_of_values(given.__dict__)
    found = None
    if key is not None:
        found = session._held(key)
        if found is None and load:
            found = session.get(mapping.cls, key[1])
        elif found is None:
            found = mapping.new()
            session._persist(state_of(found), found, key)
    new = found is None
    if new:
        found = mapping.new()
    seen[id(given)] = given, found
    values = given.__dict__
    for name in mapping.columns:
        if name in values:
            if found.__dict__.get(name, seen) is not values[name]:
                setattr(found, name, values[name])
    if new:
        session.add(found)
    _related(session, mapping, given, found, load, seen)
    return found


def _related(session, mapping, given, found, load, seen):
    values = given.__dict__
    for name in mapping.relations:
        if name not in values:
            continue
        relation = mapping.relation(name)
        if "merge" not in relation.cascade:
            continue
        if load and relation.back is not None and (id(given), relation.back) in seen:
            # The other side brought it here.
            continue
        items = []
        for item in relation.listed(values[name]):
            seen[id(item), relation] = item
            items.append(merge(session, item, load, seen))
        if given is found:
            continue
        if relation.uselist:
            setattr(found, name, items)
        else:
            setattr(found, name, items[0] if items else None)
