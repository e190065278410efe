"""`op.batch_alter_table`: collects what is to be done to one table."""

import _limbeck_batch  # noqa: F401, what the migration context hands out

from ..ddl.impl import DefaultImpl
from .base import BatchOperations


class Batch:
    """The context manager: what it collected is carried out in the end."""

    def __init__(self, operations, *args):
        self.operations = operations
        self.args = args

    def __enter__(self):
        self.impl = BatchOperationsImpl(self.operations, *self.args)
        return BatchOperations(self.operations.migration_context, impl=self.impl)

    def __exit__(self, type_, value, traceback):
        if type_ is None:
            self.impl.flush()


class BatchOperationsImpl(DefaultImpl):
    """What stands behind the directives of a batch."""

    def __init__(
        self,
        operations,
        table_name,
        schema,
        recreate,
        copy_from,
        table_args,
        table_kwargs,
        reflect_args,
        reflect_kwargs,
        naming_convention,
        partial_reordering,
    ):
        super().__init__(operations.migration_context)
        self.operations = operations
        self.table_name = table_name
        self.schema = schema
        if recreate not in ("auto", "always", "never"):
            raise ValueError("recreate may be one of 'auto', 'always', or 'never'.")
        self.recreate = recreate
        self.copy_from = copy_from
        self.table_args = table_args
        self.table_kwargs = dict(table_kwargs)
        self.reflect_args = reflect_args
        self.reflect_kwargs = dict(reflect_kwargs)
        self.naming_convention = naming_convention
        self.partial_reordering = partial_reordering
        self.batch = []
        self._native = self._context._native.batch(table_name, schema, recreate)

    @property
    def impl(self):
        return self.operations.impl

    def _invoke(self, operation, *made):
        kw = getattr(operation, "kw", None) or {}
        self._native.add(operation, self._context, kw.get("insert_before"), kw.get("insert_after"))
        self.batch.append(operation)

    def rename_table(self, *args, **kw):
        raise NotImplementedError("TODO")

    def _should_recreate(self):
        if self.recreate != "auto":
            return self.recreate == "always"
        return self.operations.impl.requires_recreate_in_batch(self)

    def flush(self):
        recreates = self._native.recreates()
        if self.operations.impl._is_replaced("requires_recreate_in_batch"):
            recreates = self._should_recreate()
            self._native.decide(recreates)
        if recreates:
            self._describe()
        self._native.run()

    def _describe(self):
        """Says what the new table is made from."""
        native = self._native
        if self.copy_from is not None:
            native.begin_with(self.copy_from, False)
            columns = list(self.copy_from.c.keys())
        elif self.as_sql:
            return
        else:
            self._check_reflection()
            args = [*self._relabeled(), *self.reflect_args]
            columns = self._columns() if self.table_args or args else []
            native.override_with(*self._part(columns, args, {}, self.naming_convention))
        for operation in self.batch:
            column = getattr(operation, "column", None)
            if column is not None and column.name not in columns:
                columns.append(column.name)
        native.add_to(*self._part(columns, self.table_args, self.table_kwargs))
        native.reorder([list(group) for group in self.partial_reordering or ()])

    def _part(self, names, args, kw, convention=None):
        """A table of these arguments, and the names of the columns that only
        stand for those that it leaves out."""
        from sqlalchemy import Column, MetaData, Table

        given = {arg.name for arg in args if isinstance(arg, Column)}
        known = [name for name in names if name not in given]
        metadata = MetaData(naming_convention=convention) if convention else MetaData()
        columns = [Column(name) for name in known]
        table = Table(self.table_name, metadata, *columns, *args, schema=self.schema, **kw)
        return table, known

    def _reflected(self):
        from sqlalchemy import inspect

        inspector = inspect(self.operations.get_bind())
        return inspector, inspector.get_columns(self.table_name, schema=self.schema)

    def _columns(self):
        return [column["name"] for column in self._reflected()[1]]

    def _relabeled(self):
        """The columns that listeners of `column_reflect` change."""
        from sqlalchemy import Column, MetaData, Table, text

        listeners = self.reflect_kwargs.get("listeners", ())
        listeners = [listener for name, listener in listeners if name == "column_reflect"]
        if not listeners:
            return
        inspector, columns = self._reflected()
        table = Table(self.table_name, MetaData(), schema=self.schema)
        for found in columns:
            info = dict(found)
            for listener in listeners:
                listener(inspector, table, info)
            changed = any(
                info.get(name) is not found.get(name) and info.get(name) != found.get(name)
                for name in ("type", "nullable", "default", "comment")
            )
            if changed and "computed" not in info and "identity" not in info:
                default = info.get("default")
                yield Column(
                    info["name"],
                    info["type"],
                    nullable=info["nullable"],
                    server_default=None if default is None else text(str(default)),
                    comment=info.get("comment"),
                )

    def _check_reflection(self):
        """Fails for what `Table` would not take among `reflect_kwargs`."""
        from sqlalchemy import MetaData, Table

        known = ("listeners", "include_columns", "resolve_fks")
        options = {name: value for name, value in self.reflect_kwargs.items() if name not in known}
        if options:
            Table(self.table_name, MetaData(), schema=self.schema, **options)
