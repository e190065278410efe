"""`session.query(…)`."""

from .. import exc
from ..engine.result import Result, Row
from ..sql import elements
from ..sql.query import CompoundSelect, Select
from .aliases import AliasedClass, aliased
from .bundle import Bundle
from .loading import (
    Context,
    MappedEntity,
    compiled,
    entities_of,
    is_entity,
    keymap_of,
    parts_of,
    plain_rows,
    read_rows,
    reader_by_names,
)
from .mapping import mapping_of
from .options import (
    Load,
    contains_eager,
    defaultload,
    defer,
    immediateload,
    joinedload,
    lazyload,
    load_only,
    noload,
    raiseload,
    selectin_polymorphic,
    selectinload,
    subqueryload,
    undefer,
    undefer_group,
    with_expression,
    with_loader_criteria,
)


class AliasOption:
    pass


UserDefinedOption = AliasOption


def contains_alias(alias):
    return Load()


class QueryContext:
    pass


class Query:
    """A SELECT of a session's objects, made step by step."""

    _yield = None
    _populate = False
    _autoflushes = True
    _eager = True
    _params = None
    _from_text = None
    _sliced = False
    # Whether an enclosing SELECT calls the columns by their labels.
    _options = ()
    _execution = {}

    def __class_getitem__(cls, item):
        return cls

    def __init__(self, entities, session=None):
        if not isinstance(entities, (tuple, list)):
            entities = (entities,)
        self.session = session
        self._select = Select(*_flat(entities))._clone(_entities=tuple(entities))

    def _with(self, select=None, **changes):
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.__dict__.update(changes)
        if select is not None:
            other._select = select
        return other

    # What it selects.

    @property
    def _entities(self):
        return self._select._entities

    def _subject(self):
        """The entity that bare names are attributes of."""
        joins = self._select._setup_joins
        if joins and len(joins[-1]) > 1 and joins[-1][1] is not None:
            return joins[-1][1]
        for subject in self._entities:
            found = _owner(subject)
            if found is not None:
                return found
        for part in self._select._from_obj:
            mapper = getattr(part, "_mapper", None)
            if mapper is not None:
                return mapper.class_
        return None

    @property
    def column_descriptions(self):
        found = []
        for subject in self._entities:
            cls = getattr(subject, "_class", subject)
            mapped = is_entity(subject)
            found.append({
                "name": cls.__name__ if mapped else getattr(subject, "key", None),
                "type": cls if mapped else getattr(subject, "type", None),
                "aliased": isinstance(subject, AliasedClass),
                "expr": subject,
                "entity": _owner(subject),
            })
        return found

    def _compiled(self, labels=True):
        options = self._options if self._eager else tuple(
            option for option in self._options
            if not all(step.what in ("joinedload", "subqueryload", "selectinload")
                       for step in getattr(option, "steps", ()))
        )
        return compiled(self._select, labels, options)

    @property
    def statement(self):
        if self._from_text is not None:
            return self._from_text
        return self._given(self._compiled(False)[1])

    @property
    def selectable(self):
        return self.__clause_element__()

    def __clause_element__(self):
        return self.statement

    def _given(self, statement):
        return statement.params(self._params) if self._params else statement

    def __str__(self):
        if self._from_text is not None:
            return str(self._from_text)
        statement = self._given(self._compiled()[1])
        bind = None if self.session is None else self.session.bind
        return str(statement.compile(bind) if bind is not None else statement)

    def subquery(self, name=None, with_labels=False, reduce_columns=False):
        statement = self._given(self._compiled(with_labels)[1])
        return statement.subquery(name)

    def cte(self, name=None, recursive=False, nesting=False):
        return self.statement.cte(name, recursive=recursive)

    def label(self, name):
        return self.scalar_subquery().label(name)

    def scalar_subquery(self):
        return self.statement.scalar_subquery()

    as_scalar = scalar_subquery

    def exists(self):
        select = self._compiled(False)[1]
        select = select._clone(
            _raw_columns=[elements.literal_column("1")],
            _from_obj=tuple(select.get_final_froms()),
            _order_by_clauses=(),
        )
        return self._given(select).exists()

    def with_labels(self):
        return self

    apply_labels = with_labels

    def set_label_style(self, style):
        return self

    def correlate(self, *fromclauses):
        return self._with(self._select.correlate(*fromclauses))

    # Steps.

    def filter(self, *criteria):
        self._check_slice("filter")
        return self._with(self._select.where(*map(self._adapted, criteria)))

    where = filter

    # The classes whose columns are those of a subquery.
    _inside = ()

    def _adapted(self, clause):
        found = elements.element(clause) if self._inside else None
        for alias in self._inside if found is not None else ():
            found = alias._moved(found)
        return clause if found is None else found

    def filter_by(self, **kw):
        self._check_slice("filter")
        subject = self._subject()
        if subject is None:
            return self._with(self._select.filter_by(**kw))
        return self.filter(*_named(subject, kw))

    def _check_slice(self, name):
        if self._select._limit_clause is not None or self._select._offset_clause is not None:
            raise exc.InvalidRequestError(
                "Query.%s() being called on a Query which already has LIMIT or OFFSET "
                "applied.  Call %s() before limit() or offset() are applied." % (name, name)
            )

    def order_by(self, *clauses):
        self._check_slice("order_by")
        if len(clauses) == 1 and (clauses[0] is None or clauses[0] is False):
            return self._with(self._select._clone(_order_by_clauses=()))
        return self._with(self._select.order_by(*map(self._adapted, _spread(clauses))))

    def group_by(self, *clauses):
        self._check_slice("group_by")
        if len(clauses) == 1 and (clauses[0] is None or clauses[0] is False):
            return self._with(self._select._clone(_group_by_clauses=()))
        found = []
        for clause in _spread(clauses):
            if is_entity(clause):
                entity = MappedEntity(clause, _no_plan(), False)
                found += entity.columns
            else:
                found.append(self._adapted(clause))
        return self._with(self._select.group_by(*found))

    def having(self, *having):
        return self._with(self._select.having(*map(self._adapted, having)))

    def distinct(self, *expr):
        return self._with(self._select.distinct(*expr))

    def limit(self, limit):
        return self._with(self._select.limit(limit))

    def offset(self, offset):
        return self._with(self._select.offset(offset))

    def slice(self, start, stop):
        return self._with(_sliced(self._select, start, stop))

    def select_from(self, *from_obj):
        select = self._select.select_from(*from_obj)
        return self._with(select)

    def join(self, target, *props, isouter=False, full=False, onclause=None):
        if len(props) == 1 and onclause is None:
            (onclause,), props = props, ()
        select = self._select.join(target, onclause, isouter=isouter, full=full)
        for prop in props:
            select = select.join(prop, isouter=isouter, full=full)
        return self._with(select)

    def outerjoin(self, target, *props, full=False, onclause=None):
        return self.join(target, *props, isouter=True, full=full, onclause=onclause)

    def reset_joinpoint(self):
        return self._with(self._select._clone(_setup_joins=()))

    def options(self, *args):
        return self._with(_options=(*self._options, *_spread(args)))

    def with_entities(self, *entities):
        if self._inside:
            entities = [
                each if is_entity(each) else self._adapted(each) for each in entities
            ]
        return self._with(
            self._select._clone(
                _raw_columns=Select(*_flat(entities))._raw_columns, _entities=tuple(entities)
            )
        )

    def add_columns(self, *columns):
        return self.with_entities(*self._entities, *columns)

    def add_column(self, column):
        return self.add_columns(column)

    def add_entity(self, entity, alias=None):
        return self.add_columns(entity if alias is None else aliased(entity, alias))

    def with_for_update(self, **kw):
        return self._with(self._select.with_for_update(**kw), _populate=True)

    def with_lockmode(self, mode):
        return self.with_for_update() if mode else self

    def with_session(self, session):
        return self._with(session=session)

    def with_hint(self, *args, **kw):
        return self

    with_statement_hint = with_hint

    def prefix_with(self, *prefixes, dialect="*"):
        return self._with(self._select.prefix_with(*prefixes, dialect=dialect))

    def params(self, *args, **kw):
        given = dict(args[0]) if args else {}
        return self._with(_params={**(self._params or {}), **given, **kw})

    def execution_options(self, **kw):
        changes = {"_execution": {**self._execution, **kw}}
        if "yield_per" in kw:
            changes["_yield"] = kw["yield_per"]
        if "populate_existing" in kw:
            changes["_populate"] = kw["populate_existing"]
        return self._with(**changes)

    def get_execution_options(self):
        return self._execution

    def yield_per(self, count):
        return self._with(_yield=count)

    def populate_existing(self):
        return self._with(_populate=True)

    def autoflush(self, setting):
        return self._with(_autoflushes=setting)

    def enable_eagerloads(self, value):
        return self._with(_eager=value)

    def enable_assertions(self, value):
        return self

    def with_transformation(self, fn):
        return fn(self)

    def with_parent(self, instance, property=None, from_entity=None):
        return self.filter(with_parent(instance, property or self._parent_of(instance)))

    def _parent_of(self, instance):
        from .comparison import RelationshipComparator

        mapping = mapping_of(type(instance))
        target = mapping_of(getattr(self._subject(), "_class", self._subject()))
        for key, relation in mapping.relations.items():
            if relation.target is target:
                return getattr(type(instance), key)
        raise exc.InvalidRequestError(
            "Could not locate a property which relates instances of class '%s' to instances "
            "of class '%s'" % (target.cls.__name__, type(instance).__name__)
        )

    def from_statement(self, statement):
        return self._with(_from_text=statement)

    # Queries of queries.

    def from_self(self, *entities):
        raise AttributeError("'Query' object has no attribute 'from_self'")

    def _set(self, keyword, queries):
        parts = [self._part(), *[query._part() for query in queries]]
        return self._of(CompoundSelect(keyword, parts))

    def _part(self):
        return self._given(self._compiled()[1])

    def _of(self, compound):
        """A query whose objects come out of a subquery's columns."""
        inner = compound.subquery()
        columns = list(inner.columns)
        entities, position = [], 0
        for entity in self._compiled()[0]:
            part = columns[position:position + entity.width]
            position += entity.width
            if isinstance(entity, MappedEntity):
                entities.append(_InSubquery(entity, inner, part))
            else:
                entities.append(part[0])
        inside = tuple(each for each in entities if isinstance(each, _InSubquery))
        query = Query(entities, self.session).select_from(inner)
        return query._with(_options=self._options, _inside=inside)

    def union(self, *q):
        return self._set("UNION", q)

    def union_all(self, *q):
        return self._set("UNION ALL", q)

    def intersect(self, *q):
        return self._set("INTERSECT", q)

    def intersect_all(self, *q):
        return self._set("INTERSECT ALL", q)

    def except_(self, *q):
        return self._set("EXCEPT", q)

    def except_all(self, *q):
        return self._set("EXCEPT ALL", q)

    # Results.

    def _connection(self):
        session = self.session
        if session is None:
            raise exc.UnboundExecutionError("This Query is not bound to a Session")
        if session.autoflush and self._autoflushes:
            session._autoflush()
        for subject in self._entities:
            owner = _owner(subject)
            if owner is not None:
                cls = getattr(owner, "_class", owner)
                return session._connection_of(mapping_of(cls))
        return session._connection_of(None)

    def _rows(self):
        """The entities, and the rows with objects in them."""
        connection = self._connection()
        session = self.session
        context = Context(self._populate)
        execution = {key: value for key, value in self._execution.items()} or None
        if self._from_text is not None:
            entities = entities_of(self._entities, self._options, False)
            statement = self._from_text
            if isinstance(statement, str):
                statement = elements.text(statement)
            result = connection.execute(self._given(statement))
            names = list(result.keys())
            rows = plain_rows(result)
            readers = reader_by_names(session, entities, names, context)
            return entities, [tuple([read(row) for read in readers]) for row in rows]
        entities, statement = self._compiled()
        if self._yield:
            execution = {**self._execution, "yield_per": self._yield}
        result = connection.execute(self._given(statement), execution_options=execution)
        session._tidy()
        if self._yield:
            return entities, self._chunks(entities, result, context)
        return entities, read_rows(session, entities, plain_rows(result), context)

    def _chunks(self, entities, result, context):
        """Rows whose objects are made a few at a time."""
        session = self.session
        for rows in parts_of(result, self._yield):
            session._tidy()
            context.fresh.clear()
            yield from read_rows(session, entities, rows, context)

    def __iter__(self):
        entities, rows = self._rows()
        single = len(entities) == 1 and not entities[0].__dict__.get("bundled") and isinstance(
            entities[0], MappedEntity
        )
        if not self._yield and any(isinstance(entity, MappedEntity) for entity in entities):
            rows = _unique(entities, rows)
        if single:
            return iter([row[0] for row in rows]) if not self._yield else (
                row[0] for row in rows
            )
        keymap = keymap_of(entities)
        return (Row(row, keymap) for row in rows)

    def all(self):
        return list(self)

    def first(self):
        if self._from_text is not None:
            return next(iter(self), None)
        return next(iter(self.limit(1) if self._select._limit_clause is None else self), None)

    def one_or_none(self):
        found = self.all()
        if len(found) > 1:
            raise exc.MultipleResultsFound(
                "Multiple rows were found when one or none was required"
            )
        return found[0] if found else None

    def one(self):
        found = self.all()
        if not found:
            raise exc.NoResultFound("No row was found when one was required")
        if len(found) > 1:
            raise exc.MultipleResultsFound(
                "Multiple rows were found when exactly one was required"
            )
        return found[0]

    def scalar(self):
        try:
            found = self.one()
        except exc.NoResultFound:
            return None
        return found[0] if isinstance(found, Row) else found

    def scalars(self):
        return self.session.scalars(self._select)

    def __getitem__(self, item):
        if isinstance(item, slice):
            start, stop, step = item.start, item.stop, item.step
            for bound in (start, stop):
                if isinstance(bound, int) and bound < 0:
                    raise IndexError(
                        "negative indexes are not accepted by SQL index / slice operators"
                    )
            if isinstance(start, int) and isinstance(stop, int) and stop - start <= 0:
                return []
            found = list(self.slice(start, stop))
            return found[::step] if step else found
        if item < 0:
            raise IndexError("negative indexes are not accepted by SQL index / slice operators")
        return list(self.slice(item, item + 1))[0]

    def get(self, ident):
        subject = self._entities[0]
        options = self._options or None
        return self.session.get(
            subject, ident, options=options, populate_existing=self._populate
        )

    def count(self):
        from ..sql.functions import func

        inner = self._given(self._compiled()[1]).subquery()
        count = Select(func.count(elements.literal_column("*"))).select_from(inner)
        return self._connection().execute(count).scalar()

    def delete(self, synchronize_session="auto", delete_args=None):
        from ..sql.dml import Delete

        return self._change(Delete, None, synchronize_session)

    def update(self, values, synchronize_session="auto", update_args=None):
        from ..sql.dml import Update

        return self._change(Update, values, synchronize_session, update_args)

    def _change(self, make, values, how, arguments=None):
        name = "update" if values is not None else "delete"
        select = self._select
        for method, held in (
            ("limit", select._limit_clause), ("offset", select._offset_clause),
            ("order_by", select._order_by_clauses), ("group_by", select._group_by_clauses),
            ("distinct", select._distinct), ("join, outerjoin, select_from, or from_self",
                                             select._from_obj),
        ):
            if held is not None and held is not False and held != ():
                shown = "join(), outerjoin(), select_from(), or from_self()" if (
                    "join" in method
                ) else method + "()"
                raise exc.InvalidRequestError(
                    "Can't call Query.update() or Query.delete() when %s has been called" % shown
                )
        subject = self._subject()
        connection = self._connection()
        if subject is None:
            return self._change_table(make, values, connection)
        mapping = mapping_of(getattr(subject, "_class", subject))
        statement = make(mapping.table)
        criteria = list(select._where_criteria)
        single = mapping.single_criterion
        if single is not None:
            criteria.append(single)
        if criteria:
            statement = statement.where(*criteria)
        if values is not None:
            pairs = []
            for key, value in values.items() if hasattr(values, "items") else values:
                pairs.append((_target_key(mapping, key), value))
            statement = statement._clone(_values=tuple(pairs))
            if arguments and arguments.get("preserve_parameter_order"):
                statement = statement._clone(_ordered=True)
        statement = self._given(statement)
        forget = None
        if how is not False:
            from .executing import affected

            forget = affected(self.session, mapping, statement, connection)
        count = connection.execute(statement).rowcount
        if forget is not None:
            forget()
        return count

    def _change_table(self, make, values, connection):
        """An UPDATE or DELETE of a table that no class is mapped to."""
        table = self._select._raw_columns[0]
        table = table if table.is_selectable else table.table
        statement = make(table).where(*self._select._where_criteria)
        if values is not None:
            statement = statement.values(dict(values))
        return connection.execute(self._given(statement)).rowcount

    # What SQLAlchemy's own older queries had.

    def instances(self, result_proxy, context=None):
        raise NotImplementedError("Query.instances() is not supported")

    def merge_result(self, iterator, load=True):
        raise NotImplementedError("Query.merge_result() is not supported")

    @property
    def whereclause(self):
        return self._select.whereclause

    @property
    def is_single_entity(self):
        return len(self._entities) == 1 and is_entity(self._entities[0])


class _InSubquery(AliasedClass):
    """A class whose columns are some of a subquery's."""

    def __init__(self, entity, inner, columns):
        mapping = entity.mapping
        AliasedClass.__init__(self, mapping.cls, inner)
        for key, column in zip(entity.wanted, columns):
            self._found[mapping.column(key)] = column

    def _moved(self, expression):
        found = self._found.get(expression)
        return AliasedClass._moved(self, expression) if found is None else found


def _no_plan():
    from .options import NOTHING

    return NOTHING


def _flat(entities):
    """What the entities are made of, as far as it is SQL."""
    found = []
    for subject in entities:
        subject = getattr(subject, "class_", subject) if getattr(
            subject, "is_mapper", False
        ) else subject
        if isinstance(subject, Bundle):
            found += _flat(subject.exprs)
        else:
            found.append(subject)
    return found


def _spread(values):
    found = []
    for value in values:
        if isinstance(value, (list, tuple)):
            found += value
        else:
            found.append(value)
    return found


def _owner(subject):
    """The class or alias that an entity or a column of it is of."""
    if getattr(subject, "is_mapper", False):
        return subject.class_
    if is_entity(subject):
        return subject
    if isinstance(subject, Bundle):
        return _owner(subject.exprs[0])
    from .adapt import columns_in

    clause = elements.element(subject)
    if clause is None or clause.is_selectable and not hasattr(clause, "_mapper"):
        return None
    tables = [clause] if clause.is_selectable else [
        column.table for column in columns_in(clause)
    ]
    for table in tables:
        mapper = getattr(table, "_mapper", None)
        if mapper is not None:
            return mapper.class_
    return None


def _named(subject, kw):
    """`filter_by()`'s conditions."""
    found = []
    for key, value in kw.items():
        try:
            attribute = getattr(subject, key)
        except AttributeError:
            cls = getattr(subject, "_class", subject)
            raise exc.InvalidRequestError(
                'Entity namespace for "%s" has no property "%s"'
                % (getattr(getattr(cls, "__table__", None), "name", subject), key)
            ) from None
        found.append(attribute == value)
    return found


def _target_key(mapping, key):
    """The key of the column that an UPDATE sets."""
    if isinstance(key, str):
        key = mapping.synonyms.get(key, key)
        column = mapping.columns.get(key)
        return key if column is None else column.key
    found = elements.element(key)
    if getattr(found, "_node", None) == "column":
        return found.key
    raise exc.InvalidRequestError(
        "Invalid expression type: %r" % (key,)
    )


def _sliced(select, start, stop):
    """A part of what a SELECT gives, of which it may give only a part."""
    offset = getattr(select._offset_clause, "value", None) or 0
    if start is not None and stop is not None:
        select = select.limit(stop - start)
    elif stop is not None:
        select = select.limit(stop)
    if start is not None:
        select = select.offset(offset + start or None)
    return select


def _unique(entities, rows):
    """Rows without those that were there before, objects being told apart by
    identity."""
    seen, found = set(), []
    objects = [isinstance(entity, MappedEntity) for entity in entities]
    for row in rows:
        mark = []
        for value, is_object in zip(row, objects):
            if is_object or getattr(type(value), "__hash__", None) is None:
                value = id(value)
            mark.append(value)
        mark = tuple(mark)
        if mark not in seen:
            seen.add(mark)
            found.append(row)
    return found


def with_polymorphic(base, classes, selectable=None, flat=False, **kw):
    if selectable is None:
        return aliased(base)
    return aliased(base, selectable)


def with_parent(instance, prop, from_entity=None):
    """The rows that belong to an object."""
    if isinstance(prop, str):
        prop = getattr(type(instance), prop)
    return prop.relation.condition_for(instance)


def polymorphic_union(*args, **kw):
    raise NotImplementedError("polymorphic_union() is not supported")
