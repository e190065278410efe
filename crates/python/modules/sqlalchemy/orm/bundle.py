"""Several columns of a query as one value of its rows."""

from ..engine.result import Keymap, Row
from ..sql.base import ColumnCollection


class Bundle:
    """`Bundle("name", User.id, User.name)`"""

    is_bundle = True
    single_entity = False

    def __init__(self, name, *exprs, **kw):
        self.name = self.key = name
        self.exprs = list(exprs)
        self.single_entity = kw.pop("single_entity", self.single_entity)
        self.c = self.columns = ColumnCollection(
            [(getattr(expr, "key", getattr(expr, "name", None)), expr) for expr in exprs]
        )

    def create_row_processor(self, query, procs, labels):
        keymap = Keymap(list(labels))
        return lambda row: Row([read(row) for read in procs], keymap)

    def __clause_element__(self):
        from ..sql.elements import ClauseList

        return ClauseList(*self.exprs)
