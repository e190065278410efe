"""Loading what is related: one object's when it is asked for, or that of many
objects at once."""

from .. import exc
from ..sql.elements import and_, or_, tuple_
from ..sql.query import Select
from .base import instance_str
from .interfaces import MANYTOONE
from .options import NOTHING

EAGER = ("joined", "joinedload", "selectin", "selectinload", "subquery", "subqueryload",
         "immediate", "immediateload", False)
# Most values of one IN.
_MOST = 500


def lazy(relation, instance, state):
    """The value of a relationship of one object."""
    from .state import _detached

    plan = state.options or NOTHING
    how = plan.how_for(relation)
    if how in ("noload",):
        return _keep(relation, instance, [])
    if how in ("raise", "raiseload", "raise_on_sql"):
        raise exc.InvalidRequestError(
            "'%s' is not available due to lazy='%s'"
            % (relation, "raise" if how == "raiseload" else how)
        )
    session = state.session
    if session is None:
        raise _detached(
            "Parent instance %s is not bound to a Session; lazy load operation of attribute "
            "'%s' cannot proceed" % (instance_str(instance), relation.key)
        )
    session._autoflush()
    if relation.key in instance.__dict__:
        return instance.__dict__[relation.key]
    target = relation.target
    if relation.direction is MANYTOONE:
        values = relation.values_of(instance)
        if all(value is None for value in values):
            return _keep(relation, instance, [])
        key = _key_of(relation, values)
        if key is not None:
            found = session._held(key)
            if found is not None and isinstance(found, target.cls):
                return _keep(relation, instance, [found])
    elif state._deleted:
        return _keep(relation, instance, [])
    below = plan.below(relation.key)
    query = _query(relation, relation.condition_for(instance))
    found = session._load(query, target, below)
    return _keep(relation, instance, found)


def _key_of(relation, values):
    """The identity key of a related object, if its key is what the columns
    point at."""
    target = relation.target
    names = {target.keys.get(remote): value for (_, remote), value in zip(relation.pairs, values)}
    if set(names) == set(target.key_names) and not _more(relation):
        return target.root.cls, tuple([names[name] for name in target.key_names])
    return None


def _more(relation):
    """Whether the condition says more than that columns are equal."""
    from .joining import equalities

    condition = relation.primaryjoin
    parts = condition.clauses if condition._node == "logical" else [condition]
    return len(parts) != len(relation.pairs)


def _query(relation, condition):
    target = relation.target
    query = Select(target.cls).where(condition)
    if relation.secondary is not None:
        query = query.select_from(target.selectable, relation.secondary)
    ordering = relation.ordering()
    return query.order_by(*ordering) if ordering else query


def _keep(relation, instance, found):
    values = instance.__dict__
    if relation.uselist:
        made = values[relation.key] = relation.collection(instance, found)
        return made
    if len(found) > 1:
        import warnings

        warnings.warn(
            "Multiple rows returned with uselist=False for lazily-loaded attribute '%s' "
            % (relation,),
            exc.SAWarning,
            stacklevel=4,
        )
    value = values[relation.key] = found[0] if found else None
    return value


def load_eagerly(session, mapping, objects, plan, context):
    """Loads relationships of many objects, each with one statement for
    hundreds of them."""
    if not objects:
        return
    for key in mapping.relations:
        how = plan.how.get(key) or plan.how.get("*") if plan else None
        if how is None:
            # Asking for the relationship itself would work it out.
            declared = mapping.relations._declared[key][1]
            how = declared.options.get("lazy", "select")
        if how not in EAGER:
            continue
        _load_one(session, mapping.relation(key), objects, plan.below(key), context)


def _load_one(session, relation, objects, plan, context):
    key = relation.key
    wanting = {}
    for instance in objects:
        if instance is not None and key not in instance.__dict__:
            wanting[id(instance)] = instance
    wanting = list(wanting.values())
    if not wanting:
        if plan:
            found = [
                item
                for instance in objects
                if instance is not None
                for item in relation.listed(instance.__dict__.get(key))
            ]
            load_eagerly(session, relation.target, found, plan, context)
        return
    if relation.direction is MANYTOONE:
        _many_to_one(session, relation, wanting, plan)
    else:
        for start in range(0, len(wanting), _MOST):
            _to_many(session, relation, wanting[start:start + _MOST], plan)


def _many_to_one(session, relation, wanting, plan):
    keys = {}
    plain = not _more(relation)
    for instance in wanting:
        values = relation.values_of(instance)
        if all(value is None for value in values):
            _keep(relation, instance, [])
            continue
        key = _key_of(relation, values)
        held = None if key is None or plan else session._held(key)
        if held is not None:
            _keep(relation, instance, [held])
        elif not plain:
            lazy(relation, instance, instance.__dict__["_sa_instance_state"])
        else:
            keys.setdefault(tuple(values), []).append(instance)
    wanted = list(keys)
    remote = [column for _, column in relation.pairs]
    for start in range(0, len(wanted), _MOST):
        part = wanted[start:start + _MOST]
        query = _query(relation, _among(remote, part))
        names = [relation.target.keys[column] for column in remote]
        for found in session._load(query, relation.target, plan):
            values = tuple([getattr(found, name) for name in names])
            for instance in keys.get(values, ()):
                _keep(relation, instance, [found])
    for instances in keys.values():
        for instance in instances:
            if relation.key not in instance.__dict__:
                _keep(relation, instance, [])


def _among(columns, values):
    """That the columns have one of several sets of values."""
    if len(columns) == 1:
        return columns[0].in_([value[0] for value in values])
    return or_(
        *[
            and_(*[column == part for column, part in zip(columns, value)])
            for value in values
        ]
    )


def _to_many(session, relation, wanting, plan):
    """What refers to many objects at once."""
    if _told_apart(relation) is None:
        for instance in wanting:
            lazy(relation, instance, instance.__dict__["_sa_instance_state"])
        return
    owners = {}
    for instance in wanting:
        owners.setdefault(tuple(relation.values_of(instance)), []).append(instance)
    remote = [column for _, column in relation.pairs]
    condition = _among(remote, list(owners))
    extra = _told_apart(relation)
    if extra:
        condition = and_(condition, *extra)
    if relation.secondaryjoin is not None:
        condition = and_(condition, relation.secondaryjoin)
    query = _query(relation, condition).add_columns(*remote)
    found = {}
    for item, *values in session._load_rows(query, relation.target, plan):
        found.setdefault(tuple(values), []).append(item)
    for values, instances in owners.items():
        for instance in instances:
            _keep(relation, instance, _unique(found.get(values, [])))


def _unique(items):
    seen, found = set(), []
    for item in items:
        if id(item) not in seen:
            seen.add(id(item))
            found.append(item)
    return found


def _told_apart(relation):
    """What the condition says beside the equal columns, if it speaks of the
    other side alone; None if it does not."""
    condition = relation.primaryjoin
    parts = condition.clauses if condition._node == "logical" else [condition]
    if condition._node == "logical" and condition._operator != "and_":
        return None
    from .adapt import columns_in
    from .joining import equalities

    extra = []
    for part in parts:
        if equalities(part):
            continue
        for column in columns_in(part):
            if not relation._is_remote(column):
                return None
        extra.append(part)
    if len(parts) - len(extra) != len(relation.pairs):
        return None
    return extra
