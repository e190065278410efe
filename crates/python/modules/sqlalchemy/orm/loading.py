"""From a query's entities to a SELECT, and from its rows to objects."""

from weakref import ref

from .. import exc
from ..engine.result import Keymap
from ..sql.elements import element
from ..sql.query import Select, selected
from .adapt import columns_in
from .aliases import AliasedClass
from .base import instance_str
from .bundle import Bundle
from .mapping import mapping_of
from .options import NOTHING, WithCriteria, plan_of
from .state import InstanceState


def is_entity(subject):
    """Whether it stands for objects rather than for columns."""
    return isinstance(subject, AliasedClass) or (
        isinstance(subject, type) and hasattr(subject, "__mapper__")
    )


def has_entities(entities):
    return any(is_entity(subject) or isinstance(subject, Bundle) for subject in entities)


def _entity(subject):
    """Mappers stand for their classes."""
    if getattr(subject, "is_mapper", False):
        return subject.class_
    return subject


class MappedEntity:
    """Objects of a class, one a row."""

    def __init__(self, subject, plan, labelled):
        self.subject = subject
        self.plan = plan
        self.alias = subject if isinstance(subject, AliasedClass) else None
        self.mapping = mapping_of(subject._class if self.alias else subject)
        self.name = subject._name if self.alias and subject._name else self.mapping.cls.__name__
        self.wanted = plan.wanted(self.mapping)
        self.columns = [self._column(key, labelled) for key in self.wanted]
        self.width = len(self.columns)
        # Eager collections that come out of the query's own rows.
        self.contained = []

    def _column(self, key, labelled):
        column = self.mapping.column(key)
        if self.alias is not None:
            if column._node != "column" or column.table not in self.mapping.tables:
                return self.alias._moved(column)
            found = self.alias._column(column)
            return labelled_column(found) if labelled else found
        if labelled and column._node == "column":
            return _labelled(self.mapping, column)
        return column

    def descend(self, labelled):
        """The entities of `contains_eager()`, whose columns follow."""
        mapping, plan = self.mapping, self.plan
        for key, how in plan.how.items():
            if how != "contains_eager" or key not in mapping.relations:
                continue
            step = plan.given[key]
            subject = step.given.get("alias")
            if subject is None:
                subject = getattr(step.attribute, "_of_type", None)
            if subject is None:
                subject = mapping.relation(key).target.cls
            elif not is_entity(subject):
                subject = AliasedClass(mapping.relation(key).target.cls, element(subject))
            inner = MappedEntity(subject, plan.below(key), labelled)
            inner.descend(labelled)
            self.contained.append((key, inner))

    def all_columns(self):
        found = list(self.columns)
        for _, inner in self.contained:
            found += inner.all_columns()
        return found

    def reader(self, session, start, context):
        """A function from a row to an object."""
        read = _reader(self, session, start, context)
        if not self.contained:
            return read
        at = start + self.width
        inner = []
        for key, entity in self.contained:
            inner.append((self.mapping.relation(key), entity.reader(session, at, context)))
            at += len(entity.all_columns())
        begun = {}

        def read_all(row):
            instance = read(row)
            for relation, read_inner in inner:
                found = read_inner(row)
                if instance is None:
                    continue
                _contain(relation, instance, found, begun, context)
            return instance

        return read_all


def _contain(relation, instance, found, begun, context):
    """Puts what a row holds of a relationship into the object."""
    mark = id(instance), relation.key
    values = instance.__dict__
    if mark not in begun:
        begun[mark] = instance
        state = values["_sa_instance_state"]
        if relation.key in values and not context.populate_existing:
            if id(state) not in context.fresh:
                begun[mark] = None
        if begun[mark] is not None:
            if relation.uselist:
                relation.empty(instance)
            else:
                values[relation.key] = None
    if begun[mark] is None or found is None:
        return
    if not relation.uselist:
        values[relation.key] = found
    elif not any(found is other for other in relation.listed(values[relation.key])):
        values[relation.key]._take(found)


def _labelled(mapping, column):
    """The column under the name that a Query gives it."""
    labels = mapping.__dict__.setdefault("_labels", {})
    found = labels.get(column)
    if found is None:
        found = labels[column] = labelled_column(column)
    return found


def labelled_column(column):
    table = getattr(column, "table", None)
    name = getattr(table, "name", None)
    if column._node != "column" or name is None:
        return column
    schema = getattr(table, "schema", None)
    if schema:
        name = "%s_%s" % (schema.replace(".", "_"), name)
    return column.label("%s_%s" % (name, column.name))


class ColumnEntity:
    """The values of one expression."""

    contained = ()

    def __init__(self, column, labels):
        found = column
        if labels and column._node == "column" and not column.is_literal:
            found = labelled_column(column)
        self.column = column
        self.columns = [found]
        self.width = 1
        name = getattr(column, "key", None) or getattr(column, "name", None)
        mapper = getattr(getattr(column, "table", None), "_mapper", None)
        if mapper is not None:
            name = mapping_of(mapper.class_).keys.get(column, name)
        self.name = name

    def all_columns(self):
        return self.columns

    def reader(self, session, start, context):
        return lambda row: row[start]


class BundleEntity:
    """Several expressions as one value."""

    contained = ()

    def __init__(self, bundle, labels):
        self.bundle = bundle
        self.name = bundle.name
        self.parts = [part for expr in bundle.exprs for part in entities_of([expr], (), labels)]
        self.columns = [column for part in self.parts for column in part.columns]
        self.width = len(self.columns)

    def all_columns(self):
        return self.columns

    def reader(self, session, start, context):
        readers = []
        for part in self.parts:
            readers.append(part.reader(session, start, context))
            start += part.width
        make = self.bundle.create_row_processor(
            None, readers, [part.name for part in self.parts]
        )
        return make


def entities_of(subjects, options, labels):
    """What a query's entities are."""
    subjects = [_entity(subject) for subject in subjects]
    mapped = [subject for subject in subjects if is_entity(subject)]
    found = []
    for subject in subjects:
        if is_entity(subject):
            entity = MappedEntity(
                subject, plan_of(options, subject, len(mapped) == 1) if options else NOTHING, labels
            )
            if entity.plan.how:
                entity.descend(labels)
            found.append(entity)
        elif isinstance(subject, Bundle):
            found.append(BundleEntity(subject, labels))
        else:
            for column in selected([subject]):
                if column.is_selectable:
                    found += [ColumnEntity(each, labels) for each in column.columns]
                else:
                    found.append(ColumnEntity(column, labels))
    return found


class Context:
    """How the rows of one query become objects."""

    def __init__(self, populate_existing=False):
        self.populate_existing = populate_existing
        # States that this query has made or filled.
        self.fresh = set()
        # Objects by their entity, for what is loaded after them.
        self.met = {}


def compiled(select, labels, options=None):
    """A query's entities, and the SELECT of their columns."""
    options = select._with_options if options is None else options
    entities = entities_of(select._entities, options, labels)
    columns = [column for entity in entities for column in entity.all_columns()]
    changes = {"_raw_columns": columns}
    froms = select._from_obj
    criteria = list(select._where_criteria)
    widened = {}
    for entity in entities:
        if not isinstance(entity, MappedEntity):
            continue
        mapping = entity.mapping
        if entity.alias is None and len(mapping.tables) > 1:
            widened[mapping.table] = mapping.selectable
        single = mapping.single_criterion
        if single is not None:
            criteria.append(single if entity.alias is None else entity.alias._moved(single))
        for option in options:
            if isinstance(option, WithCriteria):
                cls = option.entity
                if isinstance(cls, type) and issubclass(mapping.cls, cls):
                    found = option.criteria
                    if callable(found) and not hasattr(found, "_is_clause"):
                        found = found(entity.subject)
                    elif entity.alias is not None:
                        found = entity.alias._moved(found)
                    criteria.append(found)
    if not any(isinstance(entity, MappedEntity) for entity in entities):
        widened = _derived([getattr(entity, "column", None) for entity in entities], criteria)
    if widened:
        froms = tuple(_widened(part, widened) for part in froms)
        for selectable in widened.values():
            if not any(_holds(part, selectable) for part in froms):
                froms = (*froms, selectable)
        changes["_from_obj"] = froms
    changes["_where_criteria"] = tuple(criteria)
    changes["_order_by_clauses"] = tuple(
        _by_name(clause, entities) for clause in select._order_by_clauses
    )
    return entities, select._clone(**changes)


def _derived(columns, criteria):
    """The tables of derived classes that columns are of, each with the join
    that brings its parents'."""
    found = {}
    for table in {getattr(column, "table", None): column for column in columns}:
        mapper = getattr(table, "_mapper", None)
        if mapper is not None and mapper._inherits is not None:
            found[table] = mapping_of(mapper.class_).selectable
    for criterion in criteria:
        for column in columns_in(criterion):
            mapper = getattr(column.table, "_mapper", None)
            if mapper is not None and mapper._inherits is not None:
                found[column.table] = mapping_of(mapper.class_).selectable
    return found


def _by_name(clause, entities):
    """An ORDER BY in which attributes are called by their names."""
    inner = clause
    while inner._node == "unary":
        inner = inner.element
    if inner._node != "label_reference":
        return clause
    for entity in entities:
        if isinstance(entity, ColumnEntity) and entity.name == inner.name:
            if entity.column._node == "column":
                break
            return clause
    else:
        entity = None
    from .adapt import replaced

    for one in [entity] if entity is not None else entities:
        if isinstance(one, ColumnEntity):
            found = one.column if entity is not None else None
        elif isinstance(one, MappedEntity) and one.alias is None:
            found = one.mapping.column(inner.name)
        else:
            found = None
        if found is not None:
            return replaced(clause, lambda part: found if part is inner else None)
    return clause


def _widened(part, widened):
    """A FROM in which the table of a derived class is joined to its
    parents'."""
    found = widened.get(part)
    if found is not None:
        return found
    if part._node == "join":
        left = _widened(part.left, widened)
        if left is not part.left:
            return part._clone(left=left)
    return part


def _holds(part, selectable):
    return part is selectable or any(inner is selectable for inner in part._hidden)


def plain_rows(result):
    """The rows of a result as tuples without names."""
    return result._rows.rest()


def parts_of(result, size):
    """The rows of a result as tuples without names, some at a time."""
    answer = result._rows.answer
    if answer is None:
        rows = result._rows.rest()
        for start in range(0, len(rows), size):
            yield rows[start:start + size]
        return
    while rows := answer.fetch(size):
        yield rows


def read_rows(session, entities, rows, context):
    """The rows with objects in them, as tuples."""
    readers = []
    start = 0
    for entity in entities:
        readers.append(entity.reader(session, start, context))
        start += len(entity.all_columns())
    if len(readers) == 1:
        read = readers[0]
        found = [(read(row),) for row in rows]
    else:
        found = [tuple([read(row) for read in readers]) for row in rows]
    _load_eagerly(session, entities, found, context)
    return found


def _load_eagerly(session, entities, rows, context):
    """Loads the relationships that are wanted at once."""
    from .strategies import EAGER, load_eagerly

    for position, entity in enumerate(entities):
        if isinstance(entity, MappedEntity):
            _eager_of(session, entity, [row[position] for row in rows], context)


def _eager_of(session, entity, objects, context):
    from .strategies import load_eagerly

    load_eagerly(session, entity.mapping, objects, entity.plan, context)
    for key, inner in entity.contained:
        relation = entity.mapping.relation(key)
        found = []
        for instance in objects:
            if instance is not None:
                found += relation.listed(instance.__dict__.get(key))
        _eager_of(session, inner, found, context)


class _Entities(Keymap):
    """Where each entity of a row is."""

    subjects = ()

    def _column(self, key):
        for index, subject in enumerate(self.subjects):
            if subject is key:
                return index
        for attribute in ("key", "name", "__name__"):
            name = getattr(key, attribute, None)
            if name is not None and name in self:
                return self[name]
        return None


def keymap_of(entities):
    found = _Entities([entity.name for entity in entities])
    found.subjects = [
        entity.column if isinstance(entity, ColumnEntity) else getattr(entity, "subject", None)
        for entity in entities
    ]
    return found


def _reader(entity, session, start, context):
    """The function that makes objects of rows, or finds those that the
    session has already."""
    mapping = entity.mapping
    wanted = entity.wanted
    stop = start + entity.width
    identity = session._identity
    root = mapping.root.cls
    at = [start + wanted.index(name) for name in mapping.key_names]
    one = at[0] if len(at) == 1 else None
    plan = entity.plan if entity.plan else None
    fresh = context.fresh
    populate_existing = context.populate_existing
    kinds = None
    discriminator = mapping.root.discriminator_key
    if discriminator in wanted and len(mapping.below()) > 1:
        kinds = mapping.by_identity()
        kind_at = start + wanted.index(discriminator)
    mutable = [
        (key, column.type._mutable)
        for key, column in mapping.columns.items()
        if key in wanted and column.type._mutable is not None
    ]
    reconstruct = getattr(mapping.cls, "_sa_reconstructor", None)
    plain = start == 0 and not entity.contained

    def read(row):
        if one is not None:
            value = row[one]
            if value is None:
                return None
            key = root, (value,)
        else:
            parts = tuple([row[position] for position in at])
            if all(part is None for part in parts):
                return None
            key = root, parts
        held = identity.get(key)
        instance = None if held is None else held()
        if instance is None:
            own = mapping
            if kinds is not None:
                own = kinds.get(row[kind_at], mapping)
            instance = own.cls.__new__(own.cls)
            values = instance.__dict__
            state = values["_sa_instance_state"] = InstanceState(instance, own)
            state.key = key
            state.session = session
            if plan is not None:
                state.options = plan
            identity[key] = state._instance
            values.update(zip(wanted, row if plain else row[start:stop]))
            fresh.add(id(state))
            for name, kind in mutable:
                _coerce(instance, values, name, kind)
            if reconstruct is not None:
                reconstruct(instance)
            return instance
        values = instance.__dict__
        state = values["_sa_instance_state"]
        if populate_existing and id(state) not in fresh:
            fresh.add(id(state))
            state.expire()
            values.update(zip(wanted, row[start:stop]))
            for name, kind in mutable:
                _coerce(instance, values, name, kind)
        else:
            for name, value in zip(wanted, row[start:stop]):
                if name not in values:
                    values[name] = value
                    for other, kind in mutable:
                        if other == name:
                            _coerce(instance, values, name, kind)
        if plan is not None:
            state.options = plan
        return instance

    return read


def _coerce(instance, values, name, kind):
    value = values[name]
    if value is not None:
        value = values[name] = kind.coerce(name, value)
        value._belongs_to(instance, name)


def refresh(session, state, instance, keys):
    """Loads attributes of one object anew. Whether its row is still there."""
    mapping = state.mapping
    columns = [mapping.column(key) for key in keys]
    query = Select(*columns)
    if len(mapping.tables) > 1:
        query = query.select_from(mapping.selectable)
    else:
        query = query.select_from(mapping.table)
    query = query.where(
        *[
            mapping.root.columns[name] == value
            for name, value in zip(mapping.root.key_names, state.key[1])
        ]
    )
    rows = plain_rows(session._connection_of(mapping).execute(query))
    if not rows:
        return False
    values = instance.__dict__
    values.update(zip(keys, rows[0]))
    for key in keys:
        column = mapping.columns.get(key)
        if column is not None and column.type._mutable is not None:
            _coerce(instance, values, key, column.type._mutable)
    if state.committed:
        for key in keys:
            state.committed.pop(key, None)
    return True


def reader_by_names(session, entities, names, context):
    """Readers of rows whose columns a script's own statement names."""
    readers = []
    position = 0
    for entity in entities:
        if isinstance(entity, MappedEntity):
            mapping = entity.mapping
            present, at = [], []
            for key in entity.wanted:
                column = mapping.column(key)
                for name in (
                    getattr(column, "name", None),
                    key,
                    "%s_%s" % (mapping.table.name, getattr(column, "name", key)),
                ):
                    if name in names:
                        present.append(key)
                        at.append(names.index(name))
                        break
            missing = [key for key in mapping.key_names if key not in present]
            if missing:
                raise exc.NoSuchColumnError(
                    "Could not locate column in row for column '%s'"
                    % mapping.columns[missing[0]]
                )
            entity.wanted = tuple(present)
            entity.width = len(present)
            read = _reader(entity, session, 0, context)
            readers.append(
                lambda row, read=read, at=at: read(tuple([row[index] for index in at]))
            )
            position += len(entity.columns)
        else:
            index = names.index(entity.name) if entity.name in names else position
            readers.append(lambda row, index=index: row[index])
            position += 1
    return readers
