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

    def flush(self):
        self._native.run()
