"""SELECT, and what combines SELECTs."""

from .. import exc
from .base import ColumnCollection
from .elements import (
    ColumnElement,
    Executable,
    condition,
    element,
    expression,
    literal_column,
    ordered,
    text,
)
from .selectable import CTE, Join, Lateral, ReturnsRows, Subquery, _from
from .sqltypes import BOOLEANTYPE, INTEGERTYPE, NULLTYPE


class SelectLabelStyle:
    def __init__(self, name):
        self.name = name


LABEL_STYLE_NONE = SelectLabelStyle("LABEL_STYLE_NONE")
LABEL_STYLE_TABLENAME_PLUS_COL = SelectLabelStyle("LABEL_STYLE_TABLENAME_PLUS_COL")
LABEL_STYLE_DISAMBIGUATE_ONLY = SelectLabelStyle("LABEL_STYLE_DISAMBIGUATE_ONLY")
LABEL_STYLE_DEFAULT = LABEL_STYLE_DISAMBIGUATE_ONLY


def selected(columns):
    """What a columns clause holds: tables stand for their columns."""
    found = []
    for column in columns:
        clause = element(column)
        if clause is None:
            if isinstance(column, str):
                if column == "*":
                    found.append(literal_column("*"))
                    continue
                raise exc.ArgumentError(
                    "Textual column expression %r should be explicitly declared with "
                    "text(%r), or use column(%r) for more specificity"
                    % (column, column, column)
                )
            if isinstance(column, ColumnCollection):
                found.extend(column)
                continue
            if isinstance(column, (list, tuple)):
                raise exc.ArgumentError(
                    "Column expression, FROM clause, or other columns clause element "
                    "expected, got %r. Did you mean to say select(%s)?"
                    % (column, ", ".join(map(repr, column)))
                )
            if isinstance(column, (int, float)):
                found.append(literal_column(str(column)))
                continue
            raise exc.ArgumentError(
                "Column expression, FROM clause, or other columns clause element "
                "expected, got %r." % (column,)
            )
        elif clause.is_select:
            found.append(clause.scalar_subquery())
        else:
            found.append(clause)
    return found


def spread(columns):
    """The columns themselves, those of tables one by one."""
    for column in columns:
        if column.is_selectable:
            yield from column.columns
        else:
            yield column


class SelectBase(Executable, ReturnsRows):
    is_select = True
    is_subquery = False
    _limit_clause = _offset_clause = _fetch_clause = None
    _fetch_ties = _fetch_percent = False
    _order_by_clauses = ()
    _group_by_clauses = ()
    _with_ctes = ()
    type = NULLTYPE

    def __class_getitem__(cls, item):
        return cls

    def scalar_subquery(self):
        return ScalarSelect(self)

    as_scalar = scalar_subquery

    def label(self, name):
        return self.scalar_subquery().label(name)

    def subquery(self, name=None):
        return Subquery(self, name)

    def alias(self, name=None, flat=False):
        return Subquery(self, name)

    def lateral(self, name=None):
        return Lateral(self, name)

    def cte(self, name=None, recursive=False, nesting=False):
        return CTE(self, name, recursive, nesting)

    def add_cte(self, *ctes, nest_here=False):
        return self._clone(_with_ctes=(*self._with_ctes, *ctes))

    def exists(self):
        return Exists(self)

    def select(self, *arg, **kw):
        return select(self.subquery())

    @property
    def c(self):
        return self.columns

    @property
    def selected_columns(self):
        return self.columns

    exported_columns = selected_columns


class GenerativeSelect(SelectBase):
    def limit(self, limit):
        return self._clone(_limit_clause=_count(limit), _fetch_clause=None)

    def offset(self, offset):
        return self._clone(_offset_clause=_count(offset))

    def slice(self, start, stop):
        if start is not None and stop is not None:
            return self._clone(
                _limit_clause=_count(stop - start), _offset_clause=_count(start or None)
            )
        if stop is not None:
            return self.limit(stop)
        return self.offset(start)

    def fetch(self, count, with_ties=False, percent=False, **kw):
        return self._clone(
            _fetch_clause=_count(count),
            _fetch_ties=with_ties,
            _fetch_percent=percent,
            _limit_clause=None,
        )

    def order_by(self, first=False, *clauses):
        if first is None and not clauses:
            return self._clone(_order_by_clauses=())
        clauses = clauses if first is False else (first, *clauses)
        return self._clone(
            _order_by_clauses=(*self._order_by_clauses, *map(ordered, clauses))
        )

    def group_by(self, first=False, *clauses):
        if first is None and not clauses:
            return self._clone(_group_by_clauses=())
        clauses = clauses if first is False else (first, *clauses)
        return self._clone(
            _group_by_clauses=(*self._group_by_clauses, *map(ordered, clauses))
        )

    def set_label_style(self, style):
        return self._clone(_label_style=style)

    def _with_table_names(self):
        """The columns, each with its table's name before its own."""
        from .elements import Label

        return [
            Label("%s_%s" % (column.table.name, column.name), column)
            if getattr(column, "table", None) is not None and column._node == "column"
            else column
            for column in spread(self._raw_columns)
        ]

    def apply_labels(self):
        return self.set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)

    with_labels = apply_labels

    def get_label_style(self):
        return self._label_style

    _label_style = LABEL_STYLE_DEFAULT


def _count(value):
    return None if value is None else expression(value, INTEGERTYPE)


class Select(GenerativeSelect):
    __visit_name__ = _node = "select"
    _from_obj = ()
    _where_criteria = ()
    _having_criteria = ()
    _setup_joins = ()
    _distinct = False
    _distinct_on = ()
    _for_update_arg = None
    _prefixes = _suffixes = ()
    _correlate = None
    _correlate_except = None
    _auto_correlate = True

    # What was selected as it was given: mapped classes stand for objects.
    _entities = ()
    # The statement whose rows are the entities'.
    _textual = None

    def __init__(self, *entities):
        self._entities = entities
        self._raw_columns = selected(entities)

    def set_label_style(self, style):
        changed = super().set_label_style(style)
        if style is LABEL_STYLE_TABLENAME_PLUS_COL:
            changed._raw_columns = self._with_table_names()
        return changed

    @property
    def columns(self):
        return ColumnCollection(_keyed(spread(self._raw_columns)))

    selected_columns = columns
    exported_columns = columns

    @property
    def inner_columns(self):
        return iter(spread(self._raw_columns))

    @property
    def type(self):
        for column in spread(self._raw_columns):
            return column.type
        return NULLTYPE

    @property
    def froms(self):
        return self.get_final_froms()

    def get_final_froms(self):
        found = list(self._from_obj)
        for column in spread(self._raw_columns):
            for table in _tables_of(column):
                if not any(table is known for known in found):
                    found.append(table)
        return found

    @property
    def whereclause(self):
        from .elements import and_

        criteria = self._where_criteria
        if not criteria:
            return None
        return criteria[0] if len(criteria) == 1 else and_(*criteria)

    def where(self, *criteria):
        return self._clone(_where_criteria=(*self._where_criteria, *map(condition, criteria)))

    filter = where

    def filter_by(self, **kw):
        entity = self._entities[0] if self._entities else None
        froms = list(self._from_obj) or self.get_final_froms()
        if self._setup_joins:
            froms, entity = [self._setup_joins[-1][0]], self._setup_joins[-1][1]
        if not hasattr(entity, "__mapper__"):
            mapper = getattr(froms[-1], "_mapper", None) if froms else None
            entity = None if mapper is None else mapper.class_
        if entity is not None:
            from ..orm.query import _named

            return self.where(*_named(entity, kw))
        columns = froms[-1].columns if froms else {}
        return self.where(*[columns[key] == value for key, value in kw.items()])

    def from_statement(self, statement):
        return self._clone(_textual=statement)

    def having(self, *criteria):
        return self._clone(_having_criteria=(*self._having_criteria, *map(condition, criteria)))

    def select_from(self, *froms):
        return self._clone(_from_obj=(*self._from_obj, *map(_from, froms)))

    def join(self, target, onclause=None, *, isouter=False, full=False):
        return self._joined(None, target, onclause, isouter, full)

    def outerjoin(self, target, onclause=None, *, full=False):
        return self._joined(None, target, onclause, True, full)

    def join_from(self, from_, target, onclause=None, *, isouter=False, full=False):
        return self._joined(_from(from_), target, onclause, isouter, full)

    def outerjoin_from(self, from_, target, onclause=None, *, full=False):
        return self._joined(_from(from_), target, onclause, True, full)

    def _joined(self, left, target, onclause, isouter, full):
        """Joins the target to the FROM that it fits, or to the one that is named."""
        if _is_relationship(target) or _is_relationship(onclause):
            return self._joined_along(left, target, onclause, isouter, full)
        froms = list(self._from_obj)
        if left is None:
            candidates = froms or self.get_final_froms()
            fitting = _fitting(candidates, _from(target), onclause)
            if len(fitting) > 1:
                raise exc.InvalidRequestError(
                    "Can't determine which FROM clause to join from, there are multiple "
                    "FROMS which can join to this entity. Please use the .select_from() "
                    "method to establish an explicit left side, as well as providing an "
                    "explicit ON clause if not present already to help resolve the "
                    "ambiguity."
                )
            if not fitting:
                raise exc.InvalidRequestError(
                    "Don't know how to join to %r. Please use the .select_from() method to "
                    "establish an explicit left side, as well as providing an explicit ON "
                    "clause if not present already to help resolve the ambiguity." % (target,)
                )
            left = fitting[0]
        for position, known in enumerate(froms):
            if known is left or any(known_part is left for known_part in known._hidden):
                froms[position] = Join(known, target, onclause, isouter, full)
                break
        else:
            froms.append(Join(left, target, onclause, isouter, full))
        joins = (*self._setup_joins, (_from(target), target))
        return self._clone(_from_obj=tuple(froms), _setup_joins=joins)

    def _joined_along(self, left, target, onclause, isouter, full):
        """Joins along a relationship, by way of its secondary table."""
        from ..orm.joined import joins_of, subject_of

        found = self
        for start, table, condition_ in joins_of(left, target, onclause):
            found = found._joined(start, table, condition_, isouter, full)
        last = found._setup_joins[-1][0]
        return found._clone(_setup_joins=(*self._setup_joins, (last, subject_of(
            target if _is_relationship(target) else onclause
            if not hasattr(target, "__mapper__") else target
        ))))

    def distinct(self, *expr):
        if expr:
            on = (*self._distinct_on, *[expression(column) for column in expr])
            return self._clone(_distinct=True, _distinct_on=on)
        return self._clone(_distinct=True)

    def with_for_update(self, *, nowait=False, read=False, of=None, skip_locked=False,
                        key_share=False):
        return self._clone(
            _for_update_arg=ForUpdateArg(nowait, read, of, skip_locked, key_share)
        )

    def prefix_with(self, *prefixes, dialect="*"):
        added = [(_prefix(prefix), dialect) for prefix in prefixes]
        return self._clone(_prefixes=(*self._prefixes, *added))

    def suffix_with(self, *suffixes, dialect="*"):
        added = [(_prefix(suffix), dialect) for suffix in suffixes]
        return self._clone(_suffixes=(*self._suffixes, *added))

    def with_statement_hint(self, text, dialect_name="*"):
        return self.suffix_with(text, dialect=dialect_name)

    def with_hint(self, *arg, **kw):
        return self

    def correlate(self, *fromclauses):
        if fromclauses[:1] in ((None,), (False,)):
            return self._clone(_auto_correlate=False, _correlate=())
        froms = tuple(map(_from, fromclauses))
        return self._clone(_auto_correlate=False, _correlate=(*(self._correlate or ()), *froms))

    def correlate_except(self, *fromclauses):
        if fromclauses[:1] in ((None,), (False,)):
            return self._clone(_auto_correlate=False, _correlate_except=())
        froms = tuple(map(_from, fromclauses))
        return self._clone(
            _auto_correlate=False,
            _correlate_except=(*(self._correlate_except or ()), *froms),
        )

    def add_columns(self, *entities):
        return self._clone(
            _raw_columns=[*self._raw_columns, *selected(entities)],
            _entities=(*self._entities, *entities),
        )

    def column(self, column):
        return self.add_columns(column)

    def with_only_columns(self, *entities, maintain_column_froms=False):
        changes = {"_raw_columns": selected(entities), "_entities": entities}
        if maintain_column_froms:
            changes["_from_obj"] = tuple(self.get_final_froms())
        return self._clone(**changes)

    def reduce_columns(self, only_synonyms=True):
        return self

    def union(self, *other):
        return CompoundSelect("UNION", (self, *other))

    def union_all(self, *other):
        return CompoundSelect("UNION ALL", (self, *other))

    def except_(self, *other):
        return CompoundSelect("EXCEPT", (self, *other))

    def except_all(self, *other):
        return CompoundSelect("EXCEPT ALL", (self, *other))

    def intersect(self, *other):
        return CompoundSelect("INTERSECT", (self, *other))

    def intersect_all(self, *other):
        return CompoundSelect("INTERSECT ALL", (self, *other))

    @property
    def column_descriptions(self):
        return [
            {"name": getattr(column, "name", None), "type": column.type, "expr": column}
            for column in self._raw_columns
        ]


def _is_relationship(value):
    return getattr(value, "_is_relationship", False)


def _fitting(froms, target, onclause):
    """The FROMs that a target can be joined to: by the columns of the ON, or
    by foreign keys."""
    froms = [known for known in froms if known is not target] or froms
    if len(froms) < 2:
        return froms
    if onclause is None:
        fitting = [known for known in froms if _has_key(known, target)]
    else:
        used = {id(table) for table in _tables_of(element(onclause))}
        fitting = [
            known
            for known in froms
            if used and used <= {id(part) for part in (known, target, *known._hidden, *target._hidden)}
        ]
    inside = [part for known in froms for part in known._hidden]
    fitting = [known for known in fitting if not any(known is part for part in inside)]
    return fitting or (froms[:1] if onclause is not None else [])


def _has_key(left, right):
    from .selectable import _foreign_key_condition

    try:
        _foreign_key_condition(left, right)
    except exc.AmbiguousForeignKeysError:
        return True
    except exc.NoForeignKeysError:
        return False
    return True


def _tables_of(clause):
    """The tables whose columns an expression names."""
    table = getattr(clause, "table", None)
    if table is not None:
        yield table
    elif getattr(clause, "_is_clause", False) and not clause.is_selectable:
        for child in clause.get_children():
            yield from _tables_of(child)


def _keyed(columns):
    seen = set()
    for column in columns:
        key = getattr(column, "key", None) or getattr(column, "name", None) or "_no_label"
        unique, number = key, 1
        while unique in seen:
            unique = "%s_%d" % (key, number)
            number += 1
        seen.add(unique)
        yield unique, column


def _prefix(prefix):
    return text(prefix) if isinstance(prefix, str) else prefix


class ForUpdateArg:
    def __init__(self, nowait, read, of, skip_locked, key_share):
        self.nowait = nowait
        self.read = read
        self.skip_locked = skip_locked
        self.key_share = key_share
        if of is None:
            of = ()
        elif not isinstance(of, (list, tuple)):
            of = (of,)
        self.of = [element(item) for item in of]


def select(*entities, **kw):
    if kw:
        raise TypeError("select() got an unexpected keyword argument %r" % next(iter(kw)))
    return Select(*entities)


class CompoundSelect(GenerativeSelect):
    __visit_name__ = _node = "compound"

    def __init__(self, keyword, selects):
        self.keyword = keyword
        self.selects = []
        for item in selects:
            found = element(item)
            if found is None or not (found.is_select or found._node in ("cte", "subquery")):
                raise exc.ArgumentError(
                    "SELECT construct for inclusion in a UNION or other set construct "
                    "expected, got %r." % (item,)
                )
            self.selects.append(found)

    @property
    def columns(self):
        return self.selects[0].columns

    @property
    def type(self):
        return self.selects[0].type


def union(*selects):
    return CompoundSelect("UNION", selects)


def union_all(*selects):
    return CompoundSelect("UNION ALL", selects)


def except_(*selects):
    return CompoundSelect("EXCEPT", selects)


def except_all(*selects):
    return CompoundSelect("EXCEPT ALL", selects)


def intersect(*selects):
    return CompoundSelect("INTERSECT", selects)


def intersect_all(*selects):
    return CompoundSelect("INTERSECT ALL", selects)


class TextualSelect(SelectBase):
    __visit_name__ = _node = "textual_select"

    def __init__(self, text, columns, positional=False):
        self.element = text
        self.column_args = columns

    @property
    def columns(self):
        return ColumnCollection(_keyed(self.column_args))

    def bindparams(self, *binds, **values):
        return self._clone(element=self.element.bindparams(*binds, **values))


TextAsFrom = TextualSelect


class ScalarSelect(ColumnElement):
    """A SELECT used as a value."""

    _node = "scalar_select"

    def __init__(self, element):
        self.element = element

    @property
    def type(self):
        return self.element.type

    def where(self, *criteria):
        return ScalarSelect(self.element.where(*criteria))

    def correlate(self, *fromclauses):
        return ScalarSelect(self.element.correlate(*fromclauses))

    def correlate_except(self, *fromclauses):
        return ScalarSelect(self.element.correlate_except(*fromclauses))

    def scalar_subquery(self):
        return self


class Exists(ColumnElement):
    __visit_name__ = _node = "exists"
    type = BOOLEANTYPE

    def __init__(self, argument=None):
        if argument is None:
            argument = Select(literal_column("*"))
        found = element(argument)
        if isinstance(found, ScalarSelect):
            found = found.element
        elif found is None or not found.is_select:
            found = Select(argument)
        self.element = found

    def select(self):
        return Select(self)

    def where(self, *criteria):
        return Exists(self.element.where(*criteria))

    def select_from(self, *froms):
        return Exists(self.element.select_from(*froms))

    def correlate(self, *fromclauses):
        return Exists(self.element.correlate(*fromclauses))

    def correlate_except(self, *fromclauses):
        return Exists(self.element.correlate_except(*fromclauses))


def exists(argument=None):
    return Exists(argument)


