"""EXCLUDE constraints."""

from ...sql.constraints import ColumnCollectionConstraint
from ...sql.items import as_text, columns_in, is_column


class ExcludeConstraint(ColumnCollectionConstraint):
    __visit_name__ = "exclude_constraint"

    def __init__(
        self,
        *elements,
        name=None,
        deferrable=None,
        initially=None,
        info=None,
        using="gist",
        where=None,
        ops=None,
        **kw,
    ):
        self._elements = [
            (element if isinstance(element, str) else as_text(element), operator)
            for element, operator in elements
        ]
        self.using = using
        self.where = None if where is None else as_text(where)
        self.ops = ops or {}
        columns = []
        for element, _ in self._elements:
            columns += [element] if isinstance(element, str) else columns_in(element)
        super().__init__(
            *columns, name=name, deferrable=deferrable, initially=initially, info=info, **kw
        )

    def _set_parent(self, table, **kw):
        super()._set_parent(table)
        self._elements = [
            (table.c[element] if isinstance(element, str) else element, operator)
            for element, operator in self._elements
        ]

    @property
    def _render_exprs(self):
        return [
            (
                element,
                element if isinstance(element, str) else getattr(element, "key", None),
                operator,
            )
            for element, operator in self._elements
        ]

    @property
    def operators(self):
        return {
            element if isinstance(element, str) else getattr(element, "name", None): operator
            for element, operator in self._elements
        }

    def _copy(self, target_table=None, **kw):
        elements = [
            (element.key if is_column(element) else element, operator)
            for element, operator in self._elements
        ]
        return ExcludeConstraint(
            *elements,
            name=self.name,
            deferrable=self.deferrable,
            initially=self.initially,
            where=self.where,
            using=self.using,
            ops=self.ops,
        )


_FUNCTIONS = frozenset(
    """array_agg phraseto_tsquery plainto_tsquery to_tsquery to_tsvector ts_headline
    websearch_to_tsquery""".split()
)


def __getattr__(name):
    if name in ("aggregate_order_by", "array"):
        from ...sql import elements

        return getattr(elements, name)
    if name in _FUNCTIONS:
        from ...sql import functions

        return getattr(functions, name)
    raise AttributeError("module 'sqlalchemy.dialects.postgresql.ext' has no attribute %r" % name)
