"""Makes SQLAlchemy's objects out of an operation's arguments."""

from sqlalchemy.sql.constraints import (
    CheckConstraint,
    Constraint,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    UniqueConstraint,
)
from sqlalchemy.sql.elements import TextClause
from sqlalchemy.sql.items import is_column, is_expression
from sqlalchemy.sql.schema import Column, MetaData, Table
from sqlalchemy.types import NULLTYPE


class _textual_index_element(TextClause):
    """A text in an index, by the name that `alembic check` prints."""

    __module__ = "alembic.util.sqla_compat"


class SchemaObjects:
    def __init__(self, migration_context=None):
        self.migration_context = migration_context

    def metadata(self):
        context = self.migration_context
        target = context.opts.get("target_metadata") if context is not None else None
        convention = getattr(target, "naming_convention", None)
        return MetaData(naming_convention=convention) if convention else MetaData()

    def _table_with(self, name, columns, schema, metadata=None):
        columns = [Column(column, NULLTYPE) for column in dict.fromkeys(columns)]
        return Table(name, self.metadata() if metadata is None else metadata, *columns, schema=schema)

    def primary_key_constraint(self, name, table_name, cols, schema=None, **dialect_kw):
        table = self._table_with(table_name, cols, schema)
        constraint = PrimaryKeyConstraint(*[table.c[column] for column in cols], name=name, **dialect_kw)
        table.append_constraint(constraint)
        return constraint

    def foreign_key_constraint(
        self,
        name,
        source,
        referent,
        local_cols,
        remote_cols,
        onupdate=None,
        ondelete=None,
        deferrable=None,
        source_schema=None,
        referent_schema=None,
        initially=None,
        match=None,
        **dialect_kw,
    ):
        metadata = self.metadata()
        columns = list(local_cols)
        if (source, source_schema) == (referent, referent_schema):
            columns += remote_cols
        else:
            self._table_with(referent, remote_cols, referent_schema, metadata)
        table = self._table_with(source, columns, source_schema, metadata)
        target = f"{referent_schema}.{referent}" if referent_schema else referent
        constraint = ForeignKeyConstraint(
            local_cols,
            [f"{target}.{column}" for column in remote_cols],
            name=name,
            onupdate=onupdate,
            ondelete=ondelete,
            deferrable=deferrable,
            initially=initially,
            match=match,
            **dialect_kw,
        )
        table.append_constraint(constraint)
        return constraint

    def unique_constraint(self, name, source, local_cols, schema=None, **kw):
        table = self._table_with(source, local_cols, schema)
        constraint = UniqueConstraint(*[table.c[column] for column in local_cols], name=name, **kw)
        table.append_constraint(constraint)
        return constraint

    def generic_constraint(self, name, table_name, type_, schema=None, **kw):
        """A constraint of which no more than its name and kind are known."""
        classes = {
            "foreignkey": lambda **kw: ForeignKeyConstraint([], [], **kw),
            "primary": PrimaryKeyConstraint,
            "unique": UniqueConstraint,
            "check": lambda **kw: CheckConstraint("", **kw),
            None: Constraint,
        }
        if type_ not in classes:
            raise TypeError("'type' can be one of %s" % ", ".join(sorted(map(repr, classes))))
        constraint = classes[type_](name=name, **kw)
        self._table_with(table_name, (), schema).append_constraint(constraint)
        return constraint

    def check_constraint(self, name, source, condition, schema=None, **kw):
        constraint = CheckConstraint(condition, name=name, **kw)
        self._table_with(source, ("x",), schema).append_constraint(constraint)
        return constraint

    def exclude_constraint(self, name, source, elements, where=None, schema=None, **kw):
        from sqlalchemy.dialects.postgresql import ExcludeConstraint

        constraint = ExcludeConstraint(*elements, name=name, where=where, **kw)
        columns = [column for _, column, _ in constraint._render_exprs if column]
        self._table_with(source, columns, schema).append_constraint(constraint)
        return constraint

    def table(self, name, *items, _constraints_included=False, **kw):
        """A table of its own. What already belongs to another is copied."""

        columns, others = [], []
        for item in items:
            if isinstance(item, Column):
                if item.table is not None:
                    item = item._copy()
                if _constraints_included:
                    item.unique = item.index = False
                columns.append(item)
            elif isinstance(item, Index):
                others.append(item)
            elif isinstance(item, Constraint) and not item._type_bound:
                others.append(item)
        table = Table(name, self.metadata(), *columns, **kw)
        for item in others:
            parent = getattr(item, "parent", None)
            if parent is not None and parent is not table:
                item = item._copy(target_table=table)
            table.append_constraint(item)
        return table

    def column(self, name, type_=None, **kw):
        return Column(name, NULLTYPE if type_ is None else type_, **kw)

    def index(self, name, tablename, columns, schema=None, **kw):
        table = Table(tablename or "no_table", self.metadata(), schema=schema)
        elements = []
        for element in columns:
            if isinstance(element, str):
                if element not in table.c:
                    table.append_column(Column(element, NULLTYPE))
                element = table.c[element]
            elif isinstance(element, Column):
                if element.key not in table.c:
                    table.append_column(element._copy())
                element = table.c[element.key]
            elif type(element) is TextClause:
                element = _textual_index_element(element.text)
            elif not is_expression(element) and not is_column(element):
                raise ValueError("String or text() construct expected")
            elements.append(element)
        return Index(name, *elements, _table=table, **kw)
