"""Joins along relationships."""

from ..sql.elements import and_, element
from .aliases import AliasedClass
from .comparison import RelationshipComparator
from .mapping import mapping_of


def is_relationship(target, onclause):
    return isinstance(target, RelationshipComparator) or isinstance(
        onclause, RelationshipComparator
    )


def subject_of(target):
    """The entity that a join leads to, whose attributes bare names are."""
    if isinstance(target, RelationshipComparator):
        found = target.target
        return getattr(found, "cls", found)
    if isinstance(target, AliasedClass) or (
        isinstance(target, type) and hasattr(target, "__mapper__")
    ):
        return target
    mapper = getattr(target, "_mapper", None)
    return None if mapper is None else mapper.class_


def joins_of(left, target, onclause):
    """The joins that a target stands for: what is joined from, if it must be
    that, the table, and the condition."""
    if isinstance(target, RelationshipComparator):
        comparator = target
        extra = onclause
        entity = target.target
        entity = getattr(entity, "cls", entity)
    elif isinstance(onclause, RelationshipComparator):
        comparator = onclause
        extra = None
        entity = target
    else:
        return [(left, target, onclause)]
    relation = comparator.relation
    alias = entity if isinstance(entity, AliasedClass) else None
    table = element(entity)
    seen = table if alias is not None or table not in relation.target.tables else None
    if seen is None and len(relation.target.tables) > 1:
        table = relation.target.selectable
    local = comparator._local()
    start = local if local is not None else relation.mapping.table
    criteria = list(comparator._and)
    if extra is not None:
        criteria.append(extra)
    if alias is not None:
        criteria = [alias._moved(part) for part in criteria]
    single = relation.target.single_criterion
    if single is not None:
        criteria.append(single if alias is None else alias._moved(single))
    if relation.secondary is not None:
        secondary = relation.secondary.alias()
        first, second = relation.conditions(local, seen, secondary)
        if criteria:
            second = and_(second, *criteria)
        return [(start, secondary, first), (secondary, table, second)]
    first, _ = relation.conditions(local, seen)
    if criteria:
        first = and_(first, *criteria)
    return [(start, table, first)]
