"""The operations as objects: each holds a directive's arguments.

Rust reads their attributes and carries them out; nothing is computed here.
"""

from ..util.langhelpers import Dispatcher, to_list
from .base import BatchOperations, Operations


class MigrateOperation:
    """Anything that `Operations.invoke` takes."""

    _mutations = frozenset()
    # What the script says of the operation, as comment lines before it.
    remark = None

    @property
    def info(self):
        return self.__dict__.setdefault("info", {})

    def reverse(self):
        raise NotImplementedError

    def to_diff_tuple(self):
        raise NotImplementedError


# What makes SQLAlchemy's objects out of operations, once it is needed.
_schema_objects = None


def _objects(migration_context=None):
    global _schema_objects
    if _schema_objects is None:
        from .schemaobj import SchemaObjects as _schema_objects
    return _schema_objects(migration_context)


def _reversed(operations):
    return [operation.reverse() for operation in reversed(operations)]


class AddConstraintOp(MigrateOperation):
    add_constraint_ops = Dispatcher()

    @property
    def constraint_type(self):
        raise NotImplementedError()

    @classmethod
    def register_add_constraint(cls, type_):
        def register(op_cls):
            cls.add_constraint_ops.dispatch_for(type_)(op_cls.from_constraint)
            return op_cls

        return register

    @classmethod
    def from_constraint(cls, constraint):
        return cls.add_constraint_ops.dispatch(constraint.__visit_name__)(constraint)

    def to_constraint(self, migration_context=None):
        raise NotImplementedError()

    # The name that the database makes up where there is none, if it is known.
    _made_up_name = None

    def reverse(self):
        dropped = DropConstraintOp.from_constraint(self.to_constraint())
        if dropped.constraint_name is None:
            dropped.constraint_name = self._made_up_name
        return dropped

    def to_diff_tuple(self):
        return ("add_constraint", self.to_constraint())


@Operations.register_operation("drop_constraint")
@BatchOperations.register_operation("drop_constraint", "batch_drop_constraint")
class DropConstraintOp(MigrateOperation):
    def __init__(self, constraint_name, table_name, type_=None, *, schema=None, if_exists=None, _reverse=None):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.constraint_type = type_
        self.schema = schema
        self.if_exists = if_exists
        self._reverse = _reverse

    @classmethod
    def drop_constraint(cls, operations, constraint_name, table_name, type_=None, *, schema=None, if_exists=None):
        return operations.invoke(cls(constraint_name, table_name, type_, schema=schema, if_exists=if_exists))

    @classmethod
    def batch_drop_constraint(cls, operations, constraint_name, type_=None):
        batch = operations.impl
        return operations.invoke(cls(constraint_name, batch.table_name, type_=type_, schema=batch.schema))

    @classmethod
    def from_constraint(cls, constraint):
        kind = {
            "unique_constraint": "unique",
            "foreign_key_constraint": "foreignkey",
            "primary_key_constraint": "primary",
            "check_constraint": "check",
            "column_check_constraint": "check",
            "table_or_column_check_constraint": "check",
        }.get(constraint.__visit_name__)
        added = AddConstraintOp.from_constraint(constraint)
        table = getattr(added, "table_name", None) or added.source_table
        schema = added.schema if hasattr(added, "schema") else added.kw.get("source_schema")
        return cls(added.constraint_name, table, kind, schema=schema, _reverse=added)

    def to_constraint(self):
        if self._reverse is None:
            raise ValueError("constraint cannot be produced; original constraint is not present")
        constraint = self._reverse.to_constraint()
        constraint.name = self.constraint_name
        return constraint

    # The name that one without any answers to, if it is known.
    _made_up_name = None

    def reverse(self):
        added = AddConstraintOp.from_constraint(self.to_constraint())
        if self._made_up_name is not None:
            added.constraint_name = None
        return added

    def to_diff_tuple(self):
        verb = "remove_fk" if self.constraint_type == "foreignkey" else "remove_constraint"
        return (verb, self.to_constraint())


class _OfTable(AddConstraintOp):
    """A constraint with `constraint_name`, `table_name` and a schema."""

    @staticmethod
    def _origin(constraint):
        from ..util import sqla_compat

        table = sqla_compat._table_for_constraint(constraint)
        return sqla_compat.constraint_name_or_none(constraint.name), table.name, table.schema


@Operations.register_operation("create_primary_key")
@BatchOperations.register_operation("create_primary_key", "batch_create_primary_key")
@AddConstraintOp.register_add_constraint("primary_key_constraint")
class CreatePrimaryKeyOp(_OfTable):
    constraint_type = "primarykey"

    def __init__(self, constraint_name, table_name, columns, *, schema=None, **kw):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.kw = kw

    @classmethod
    def create_primary_key(cls, operations, constraint_name, table_name, columns, *, schema=None):
        return operations.invoke(cls(constraint_name, table_name, columns, schema=schema))

    @classmethod
    def batch_create_primary_key(cls, operations, constraint_name, columns):
        batch = operations.impl
        return operations.invoke(cls(constraint_name, batch.table_name, columns, schema=batch.schema))

    @classmethod
    def from_constraint(cls, constraint):
        name, table, schema = cls._origin(constraint)
        return cls(name, table, constraint.columns.keys(), schema=schema, **constraint.dialect_kwargs)

    def to_constraint(self, migration_context=None):
        return _objects(migration_context).primary_key_constraint(
            self.constraint_name, self.table_name, self.columns, schema=self.schema, **self.kw
        )


@Operations.register_operation("create_unique_constraint")
@BatchOperations.register_operation("create_unique_constraint", "batch_create_unique_constraint")
@AddConstraintOp.register_add_constraint("unique_constraint")
class CreateUniqueConstraintOp(_OfTable):
    constraint_type = "unique"

    def __init__(self, constraint_name, table_name, columns, *, schema=None, **kw):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.kw = kw

    @classmethod
    def create_unique_constraint(cls, operations, constraint_name, table_name, columns, *, schema=None, **kw):
        return operations.invoke(cls(constraint_name, table_name, columns, schema=schema, **kw))

    @classmethod
    def batch_create_unique_constraint(cls, operations, constraint_name, columns, **kw):
        batch = operations.impl
        kw["schema"] = batch.schema
        return operations.invoke(cls(constraint_name, batch.table_name, columns, **kw))

    @classmethod
    def from_constraint(cls, constraint):
        name, table, schema = cls._origin(constraint)
        kw = {key: value for key in ("deferrable", "initially") if (value := getattr(constraint, key))}
        kw.update(constraint.dialect_kwargs)
        return cls(name, table, [column.name for column in constraint.columns], schema=schema, **kw)

    def to_constraint(self, migration_context=None):
        return _objects(migration_context).unique_constraint(
            self.constraint_name, self.table_name, self.columns, schema=self.schema, **self.kw
        )


@Operations.register_operation("create_foreign_key")
@BatchOperations.register_operation("create_foreign_key", "batch_create_foreign_key")
@AddConstraintOp.register_add_constraint("foreign_key_constraint")
class CreateForeignKeyOp(AddConstraintOp):
    constraint_type = "foreignkey"

    def __init__(self, constraint_name, source_table, referent_table, local_cols, remote_cols, **kw):
        self.constraint_name = constraint_name
        self.source_table = source_table
        self.referent_table = referent_table
        self.local_cols = local_cols
        self.remote_cols = remote_cols
        self.kw = kw

    @classmethod
    def create_foreign_key(
        cls,
        operations,
        constraint_name,
        source_table,
        referent_table,
        local_cols,
        remote_cols,
        *,
        onupdate=None,
        ondelete=None,
        deferrable=None,
        initially=None,
        match=None,
        source_schema=None,
        referent_schema=None,
        **dialect_kw,
    ):
        operation = cls(
            constraint_name,
            source_table,
            referent_table,
            local_cols,
            remote_cols,
            onupdate=onupdate,
            ondelete=ondelete,
            deferrable=deferrable,
            source_schema=source_schema,
            referent_schema=referent_schema,
            initially=initially,
            match=match,
            **dialect_kw,
        )
        return operations.invoke(operation)

    @classmethod
    def batch_create_foreign_key(
        cls,
        operations,
        constraint_name,
        referent_table,
        local_cols,
        remote_cols,
        *,
        referent_schema=None,
        onupdate=None,
        ondelete=None,
        deferrable=None,
        initially=None,
        match=None,
        **dialect_kw,
    ):
        operation = cls(
            constraint_name,
            operations.impl.table_name,
            referent_table,
            local_cols,
            remote_cols,
            onupdate=onupdate,
            ondelete=ondelete,
            deferrable=deferrable,
            source_schema=operations.impl.schema,
            referent_schema=referent_schema,
            initially=initially,
            match=match,
            **dialect_kw,
        )
        return operations.invoke(operation)

    @classmethod
    def from_constraint(cls, constraint):
        from ..util.sqla_compat import constraint_name_or_none

        kw = {
            key: value
            for key in ("onupdate", "ondelete", "initially", "deferrable", "use_alter", "match")
            if (value := getattr(constraint, key, None))
        }
        source = constraint.parent
        target = constraint.elements[0].column.table
        kw["source_schema"] = source.schema
        kw["referent_schema"] = target.schema
        kw.update(constraint.dialect_kwargs)
        return cls(
            constraint_name_or_none(constraint.name),
            source.name,
            target.name,
            [element.parent.name for element in constraint.elements],
            [element.column.name for element in constraint.elements],
            **kw,
        )

    def to_constraint(self, migration_context=None):
        return _objects(migration_context).foreign_key_constraint(
            self.constraint_name,
            self.source_table,
            self.referent_table,
            self.local_cols,
            self.remote_cols,
            **self.kw,
        )

    def to_diff_tuple(self):
        return ("add_fk", self.to_constraint())


@Operations.register_operation("create_check_constraint")
@BatchOperations.register_operation("create_check_constraint", "batch_create_check_constraint")
@AddConstraintOp.register_add_constraint("check_constraint")
@AddConstraintOp.register_add_constraint("table_or_column_check_constraint")
@AddConstraintOp.register_add_constraint("column_check_constraint")
class CreateCheckConstraintOp(_OfTable):
    constraint_type = "check"

    def __init__(self, constraint_name, table_name, condition, *, schema=None, **kw):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.condition = condition
        self.schema = schema
        self.kw = kw

    @classmethod
    def create_check_constraint(cls, operations, constraint_name, table_name, condition, *, schema=None, **kw):
        return operations.invoke(cls(constraint_name, table_name, condition, schema=schema, **kw))

    @classmethod
    def batch_create_check_constraint(cls, operations, constraint_name, condition, **kw):
        batch = operations.impl
        return operations.invoke(cls(constraint_name, batch.table_name, condition, schema=batch.schema, **kw))

    @classmethod
    def from_constraint(cls, constraint):
        name, table, schema = cls._origin(constraint)
        return cls(name, table, constraint.sqltext, schema=schema, **constraint.dialect_kwargs)

    def to_constraint(self, migration_context=None):
        return _objects(migration_context).check_constraint(
            self.constraint_name, self.table_name, self.condition, schema=self.schema, **self.kw
        )


@Operations.register_operation("create_exclude_constraint")
@BatchOperations.register_operation("create_exclude_constraint", "batch_create_exclude_constraint")
@AddConstraintOp.register_add_constraint("exclude_constraint")
class CreateExcludeConstraintOp(_OfTable):
    constraint_type = "exclude"

    def __init__(
        self, constraint_name, table_name, elements, where=None, schema=None, _orig_constraint=None, **kw
    ):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.elements = elements
        self.where = where
        self.schema = schema
        self._orig_constraint = _orig_constraint
        self.kw = kw

    @classmethod
    def create_exclude_constraint(cls, operations, constraint_name, table_name, *elements, **kw):
        return operations.invoke(cls(constraint_name, table_name, elements, **kw))

    @classmethod
    def batch_create_exclude_constraint(cls, operations, constraint_name, *elements, **kw):
        batch = operations.impl
        kw["schema"] = batch.schema
        return operations.invoke(cls(constraint_name, batch.table_name, elements, **kw))

    @classmethod
    def from_constraint(cls, constraint):
        name, table, schema = cls._origin(constraint)
        return cls(
            name,
            table,
            [(expression, operator) for expression, _, operator in constraint._render_exprs],
            where=constraint.where,
            schema=schema,
            _orig_constraint=constraint,
            deferrable=constraint.deferrable,
            initially=constraint.initially,
            using=constraint.using,
        )

    def to_constraint(self, migration_context=None):
        if self._orig_constraint is not None:
            return self._orig_constraint
        return _objects(migration_context).exclude_constraint(
            self.constraint_name,
            self.table_name,
            self.elements,
            where=self.where,
            schema=self.schema,
            **self.kw,
        )


@Operations.register_operation("create_index")
@BatchOperations.register_operation("create_index", "batch_create_index")
class CreateIndexOp(MigrateOperation):
    def __init__(self, index_name, table_name, columns, *, schema=None, unique=False, if_not_exists=None, **kw):
        self.index_name = index_name
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.unique = unique
        self.if_not_exists = if_not_exists
        self.kw = kw

    @classmethod
    def create_index(
        cls, operations, index_name, table_name, columns, *, schema=None, unique=False, if_not_exists=None, **kw
    ):
        operation = cls(
            index_name, table_name, columns, schema=schema, unique=unique, if_not_exists=if_not_exists, **kw
        )
        return operations.invoke(operation)

    @classmethod
    def batch_create_index(cls, operations, index_name, columns, **kw):
        batch = operations.impl
        return operations.invoke(cls(index_name, batch.table_name, columns, schema=batch.schema, **kw))

    @classmethod
    def from_index(cls, index):
        return cls(
            index.name,
            index.table.name,
            index.expressions,
            schema=index.table.schema,
            unique=index.unique,
            **index.kwargs,
        )

    def to_index(self, migration_context=None):
        return _objects(migration_context).index(
            self.index_name, self.table_name, self.columns, schema=self.schema, unique=self.unique, **self.kw
        )

    def reverse(self):
        return DropIndexOp.from_index(self.to_index())

    def to_diff_tuple(self):
        return ("add_index", self.to_index())


@Operations.register_operation("drop_index")
@BatchOperations.register_operation("drop_index", "batch_drop_index")
class DropIndexOp(MigrateOperation):
    def __init__(self, index_name, table_name=None, *, schema=None, if_exists=None, _reverse=None, **kw):
        self.index_name = index_name
        self.table_name = table_name
        self.schema = schema
        self.if_exists = if_exists
        self._reverse = _reverse
        self.kw = kw

    @classmethod
    def drop_index(cls, operations, index_name, table_name=None, *, schema=None, if_exists=None, **kw):
        return operations.invoke(cls(index_name, table_name, schema=schema, if_exists=if_exists, **kw))

    @classmethod
    def batch_drop_index(cls, operations, index_name, **kw):
        batch = operations.impl
        return operations.invoke(cls(index_name, table_name=batch.table_name, schema=batch.schema, **kw))

    @classmethod
    def from_index(cls, index):
        return cls(
            index.name,
            index.table.name,
            schema=index.table.schema,
            _reverse=CreateIndexOp.from_index(index),
            unique=index.unique,
            **index.kwargs,
        )

    def to_index(self, migration_context=None):
        columns = self._reverse.columns if self._reverse else ["x"]
        return _objects(migration_context).index(
            self.index_name, self.table_name, columns, schema=self.schema, **self.kw
        )

    def reverse(self):
        return CreateIndexOp.from_index(self.to_index())

    def to_diff_tuple(self):
        return ("remove_index", self.to_index())


@Operations.register_operation("create_table")
class CreateTableOp(MigrateOperation):
    info = None

    def __init__(
        self,
        table_name,
        columns,
        *,
        schema=None,
        if_not_exists=None,
        _namespace_metadata=None,
        _constraints_included=False,
        **kw,
    ):
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.if_not_exists = if_not_exists
        self.info = kw.pop("info", {})
        self.comment = kw.pop("comment", None)
        self.prefixes = kw.pop("prefixes", None)
        self.kw = kw
        self._namespace_metadata = _namespace_metadata
        self._constraints_included = _constraints_included

    @classmethod
    def create_table(cls, operations, table_name, *columns, if_not_exists=None, **kw):
        return operations.invoke(cls(table_name, columns, if_not_exists=if_not_exists, **kw))

    @classmethod
    def from_table(cls, table, *, _namespace_metadata=None):
        return cls(
            table.name,
            list(table.c) + list(table.constraints),
            schema=table.schema,
            _namespace_metadata=table.metadata if _namespace_metadata is None else _namespace_metadata,
            _constraints_included=True,
            comment=table.comment,
            info=dict(table.info),
            prefixes=list(table._prefixes),
            **table.kwargs,
        )

    def to_table(self, migration_context=None):
        return _objects(migration_context).table(
            self.table_name,
            *self.columns,
            schema=self.schema,
            prefixes=list(self.prefixes or ()),
            comment=self.comment,
            info=dict(self.info or {}),
            _constraints_included=self._constraints_included,
            **self.kw,
        )

    def reverse(self):
        return DropTableOp.from_table(self.to_table(), _namespace_metadata=self._namespace_metadata)

    def to_diff_tuple(self):
        return ("add_table", self.to_table())


@Operations.register_operation("drop_table")
class DropTableOp(MigrateOperation):
    info = None

    def __init__(self, table_name, *, schema=None, if_exists=None, table_kw=None, _reverse=None):
        self.table_name = table_name
        self.schema = schema
        self.if_exists = if_exists
        self.table_kw = table_kw or {}
        self.comment = self.table_kw.pop("comment", None)
        self.info = self.table_kw.pop("info", None)
        self.prefixes = self.table_kw.pop("prefixes", None)
        self._reverse = _reverse

    @classmethod
    def drop_table(cls, operations, table_name, *, schema=None, if_exists=None, **kw):
        operations.invoke(cls(table_name, schema=schema, if_exists=if_exists, table_kw=kw))

    @classmethod
    def from_table(cls, table, *, _namespace_metadata=None):
        return cls(
            table.name,
            schema=table.schema,
            table_kw={
                "comment": table.comment,
                "info": dict(table.info),
                "prefixes": list(table._prefixes),
                **table.kwargs,
            },
            _reverse=CreateTableOp.from_table(table, _namespace_metadata=_namespace_metadata),
        )

    def to_table(self, migration_context=None):
        origin = self._reverse
        return _objects(migration_context).table(
            self.table_name,
            *(origin.columns if origin else ()),
            comment=self.comment,
            info=dict(self.info or {}),
            prefixes=list(self.prefixes or ()),
            schema=self.schema,
            _constraints_included=origin._constraints_included if origin else False,
            **self.table_kw,
        )

    def reverse(self):
        return CreateTableOp.from_table(self.to_table())

    def to_diff_tuple(self):
        return ("remove_table", self.to_table())


class AlterTableOp(MigrateOperation):
    def __init__(self, table_name, *, schema=None):
        self.table_name = table_name
        self.schema = schema


@Operations.register_operation("rename_table")
class RenameTableOp(AlterTableOp):
    def __init__(self, old_table_name, new_table_name, *, schema=None):
        self.table_name = old_table_name
        self.new_table_name = new_table_name
        self.schema = schema

    @classmethod
    def rename_table(cls, operations, old_table_name, new_table_name, *, schema=None):
        return operations.invoke(cls(old_table_name, new_table_name, schema=schema))

    def reverse(self):
        return RenameTableOp(self.new_table_name, self.table_name, schema=self.schema)

    def to_diff_tuple(self):
        return ("rename_table", self.schema, self.table_name, self.new_table_name)


@Operations.register_operation("create_table_comment")
@BatchOperations.register_operation("create_table_comment", "batch_create_table_comment")
class CreateTableCommentOp(AlterTableOp):
    def __init__(self, table_name, comment, *, schema=None, existing_comment=None):
        self.table_name = table_name
        self.comment = comment
        self.schema = schema
        self.existing_comment = existing_comment

    @classmethod
    def create_table_comment(cls, operations, table_name, comment, *, existing_comment=None, schema=None):
        return operations.invoke(cls(table_name, comment, existing_comment=existing_comment, schema=schema))

    @classmethod
    def batch_create_table_comment(cls, operations, comment, *, existing_comment=None):
        batch = operations.impl
        return operations.invoke(
            cls(batch.table_name, comment, existing_comment=existing_comment, schema=batch.schema)
        )

    def reverse(self):
        if self.existing_comment is None:
            return DropTableCommentOp(self.table_name, existing_comment=self.comment, schema=self.schema)
        return CreateTableCommentOp(
            self.table_name, self.existing_comment, existing_comment=self.comment, schema=self.schema
        )

    def to_table(self, migration_context=None):
        return _objects(migration_context).table(self.table_name, schema=self.schema, comment=self.comment)

    def to_diff_tuple(self):
        return ("add_table_comment", self.to_table(), self.existing_comment)


@Operations.register_operation("drop_table_comment")
@BatchOperations.register_operation("drop_table_comment", "batch_drop_table_comment")
class DropTableCommentOp(AlterTableOp):
    def __init__(self, table_name, *, schema=None, existing_comment=None):
        self.table_name = table_name
        self.schema = schema
        self.existing_comment = existing_comment

    @classmethod
    def drop_table_comment(cls, operations, table_name, *, existing_comment=None, schema=None):
        return operations.invoke(cls(table_name, existing_comment=existing_comment, schema=schema))

    @classmethod
    def batch_drop_table_comment(cls, operations, *, existing_comment=None):
        batch = operations.impl
        return operations.invoke(cls(batch.table_name, existing_comment=existing_comment, schema=batch.schema))

    def reverse(self):
        return CreateTableCommentOp(self.table_name, self.existing_comment, schema=self.schema)

    def to_table(self, migration_context=None):
        return _objects(migration_context).table(self.table_name, schema=self.schema)

    def to_diff_tuple(self):
        return ("remove_table_comment", self.to_table())


@Operations.register_operation("alter_column")
@BatchOperations.register_operation("alter_column", "batch_alter_column")
class AlterColumnOp(AlterTableOp):
    """`False` where `None` has a meaning of its own: a default, a comment."""

    def __init__(
        self,
        table_name,
        column_name,
        *,
        schema=None,
        existing_type=None,
        existing_server_default=False,
        existing_nullable=None,
        existing_comment=None,
        modify_nullable=None,
        modify_comment=False,
        modify_server_default=False,
        modify_name=None,
        modify_type=None,
        **kw,
    ):
        self.table_name = table_name
        self.schema = schema
        self.column_name = column_name
        self.existing_type = existing_type
        self.existing_server_default = existing_server_default
        self.existing_nullable = existing_nullable
        self.existing_comment = existing_comment
        self.modify_nullable = modify_nullable
        self.modify_comment = modify_comment
        self.modify_server_default = modify_server_default
        self.modify_name = modify_name
        self.modify_type = modify_type
        self.kw = kw

    @classmethod
    def alter_column(
        cls,
        operations,
        table_name,
        column_name,
        *,
        nullable=None,
        comment=False,
        server_default=False,
        new_column_name=None,
        type_=None,
        existing_type=None,
        existing_server_default=False,
        existing_nullable=None,
        existing_comment=None,
        schema=None,
        **kw,
    ):
        operation = cls(
            table_name,
            column_name,
            schema=schema,
            existing_type=existing_type,
            existing_server_default=existing_server_default,
            existing_nullable=existing_nullable,
            existing_comment=existing_comment,
            modify_name=new_column_name,
            modify_type=type_,
            modify_server_default=server_default,
            modify_nullable=nullable,
            modify_comment=comment,
            **kw,
        )
        return operations.invoke(operation)

    @classmethod
    def batch_alter_column(
        cls,
        operations,
        column_name,
        *,
        nullable=None,
        comment=False,
        server_default=False,
        new_column_name=None,
        type_=None,
        existing_type=None,
        existing_server_default=False,
        existing_nullable=None,
        existing_comment=None,
        insert_before=None,
        insert_after=None,
        **kw,
    ):
        operation = cls(
            operations.impl.table_name,
            column_name,
            schema=operations.impl.schema,
            existing_type=existing_type,
            existing_server_default=existing_server_default,
            existing_nullable=existing_nullable,
            existing_comment=existing_comment,
            modify_name=new_column_name,
            modify_type=type_,
            modify_server_default=server_default,
            modify_nullable=nullable,
            modify_comment=comment,
            insert_before=insert_before,
            insert_after=insert_after,
            **kw,
        )
        return operations.invoke(operation)

    def has_changes(self):
        return (
            self.modify_nullable is not None
            or self.modify_server_default is not False
            or self.modify_type is not None
            or self.modify_comment is not False
            or any(key.startswith("modify_") for key in self.kw)
        )

    def to_diff_tuple(self):
        present = {
            "existing_nullable": self.existing_nullable,
            "existing_type": self.existing_type,
            "existing_server_default": self.existing_server_default,
            "existing_comment": self.existing_comment,
        }
        changes = (
            ("modify_type", "existing_type", self.modify_type, None),
            ("modify_nullable", "existing_nullable", self.modify_nullable, None),
            ("modify_default", "existing_server_default", self.modify_server_default, False),
            ("modify_comment", "existing_comment", self.modify_comment, False),
        )
        return [
            (
                verb,
                self.schema,
                self.table_name,
                self.column_name,
                {key: value for key, value in present.items() if key != existing},
                present[existing],
                new,
            )
            for verb, existing, new, unsaid in changes
            if new is not unsaid
        ]

    def reverse(self):
        kw = {
            **self.kw,
            "existing_type": self.existing_type,
            "existing_nullable": self.existing_nullable,
            "existing_server_default": self.existing_server_default,
            "existing_comment": self.existing_comment,
        }
        for key, unsaid in (("type", None), ("nullable", None), ("server_default", False), ("comment", False)):
            new = getattr(self, "modify_" + key)
            if new is not unsaid:
                kw["modify_" + key] = new
        for key in [key[len("modify_") :] for key in kw if key.startswith("modify_")]:
            kw["existing_" + key], kw["modify_" + key] = kw["modify_" + key], kw["existing_" + key]
        return type(self)(self.table_name, self.column_name, schema=self.schema, **kw)


@Operations.register_operation("add_column")
@BatchOperations.register_operation("add_column", "batch_add_column")
class AddColumnOp(AlterTableOp):
    def __init__(
        self,
        table_name,
        column,
        *,
        schema=None,
        if_not_exists=None,
        inline_references=None,
        inline_primary_key=None,
        **kw,
    ):
        self.table_name = table_name
        self.schema = schema
        self.column = column
        self.if_not_exists = if_not_exists
        self.inline_references = inline_references
        self.inline_primary_key = inline_primary_key
        self.kw = kw

    @classmethod
    def add_column(
        cls,
        operations,
        table_name,
        column,
        *,
        schema=None,
        if_not_exists=None,
        inline_references=None,
        inline_primary_key=None,
    ):
        operation = cls(
            table_name,
            column,
            schema=schema,
            if_not_exists=if_not_exists,
            inline_references=inline_references,
            inline_primary_key=inline_primary_key,
        )
        return operations.invoke(operation)

    @classmethod
    def batch_add_column(
        cls,
        operations,
        column,
        *,
        insert_before=None,
        insert_after=None,
        if_not_exists=None,
        inline_references=None,
        inline_primary_key=None,
    ):
        place = {"insert_before": insert_before, "insert_after": insert_after}
        operation = cls(
            operations.impl.table_name,
            column,
            schema=operations.impl.schema,
            if_not_exists=if_not_exists,
            inline_references=inline_references,
            inline_primary_key=inline_primary_key,
            **{key: name for key, name in place.items() if name},
        )
        return operations.invoke(operation)

    @classmethod
    def from_column(cls, col):
        return cls(col.table.name, col, schema=col.table.schema)

    @classmethod
    def from_column_and_tablename(cls, schema, tname, col):
        return cls(tname, col, schema=schema)

    def to_column(self):
        return self.column

    def reverse(self):
        operation = DropColumnOp.from_column_and_tablename(self.schema, self.table_name, self.column)
        operation.if_exists = self.if_not_exists
        return operation

    def to_diff_tuple(self):
        return ("add_column", self.schema, self.table_name, self.column)


@Operations.register_operation("drop_column")
@BatchOperations.register_operation("drop_column", "batch_drop_column")
class DropColumnOp(AlterTableOp):
    def __init__(self, table_name, column_name, *, schema=None, if_exists=None, _reverse=None, **kw):
        self.table_name = table_name
        self.schema = schema
        self.column_name = column_name
        self.if_exists = if_exists
        self._reverse = _reverse
        self.kw = kw

    @classmethod
    def drop_column(cls, operations, table_name, column_name, *, schema=None, **kw):
        return operations.invoke(cls(table_name, column_name, schema=schema, **kw))

    @classmethod
    def batch_drop_column(cls, operations, column_name, **kw):
        batch = operations.impl
        return operations.invoke(cls(batch.table_name, column_name, schema=batch.schema, **kw))

    @classmethod
    def from_column_and_tablename(cls, schema, tname, col):
        added = AddColumnOp.from_column_and_tablename(schema, tname, col)
        return cls(tname, col.name, schema=schema, _reverse=added)

    def to_column(self, migration_context=None):
        if self._reverse is not None:
            return self._reverse.column
        return _objects(migration_context).column(self.column_name)

    def reverse(self):
        if self._reverse is None:
            raise ValueError("operation is not reversible; original column is not present")
        operation = AddColumnOp.from_column_and_tablename(self.schema, self.table_name, self._reverse.column)
        operation.if_not_exists = self.if_exists
        return operation

    def to_diff_tuple(self):
        return ("remove_column", self.schema, self.table_name, self.to_column())


@Operations.register_operation("bulk_insert")
class BulkInsertOp(MigrateOperation):
    def __init__(self, table, rows, *, multiinsert=True):
        self.table = table
        self.rows = rows
        self.multiinsert = multiinsert

    @classmethod
    def bulk_insert(cls, operations, table, rows, *, multiinsert=True):
        operations.invoke(cls(table, rows, multiinsert=multiinsert))


@Operations.register_operation("execute")
@BatchOperations.register_operation("execute", "batch_execute")
class ExecuteSQLOp(MigrateOperation):
    """A statement. One that autogenerate writes knows the operation that
    undoes it, and whether it must run outside of a transaction."""

    def __init__(self, sqltext, *, execution_options=None, autocommit=False, _reverse=None):
        self.sqltext = sqltext
        self.execution_options = execution_options
        self.autocommit = autocommit
        self._reverse = _reverse

    @classmethod
    def execute(cls, operations, sqltext, *, execution_options=None):
        return operations.invoke(cls(sqltext, execution_options=execution_options))

    @classmethod
    def batch_execute(cls, operations, sqltext, *, execution_options=None):
        return cls.execute(operations, sqltext, execution_options=execution_options)

    def reverse(self):
        if self._reverse is None:
            raise NotImplementedError()
        if not isinstance(self._reverse, str):
            return self._reverse
        return ExecuteSQLOp(self._reverse, autocommit=self.autocommit, _reverse=self.sqltext)

    def to_diff_tuple(self):
        return ("execute", self.sqltext)


class RemarkOp(MigrateOperation):
    """Does nothing; the script says why."""

    def __init__(self, remark, *, _reverse=None):
        self.remark = remark
        self._reverse = _reverse

    def reverse(self):
        return self if self._reverse is None else self._reverse

    def to_diff_tuple(self):
        return ("remark", self.remark)


class OpContainer(MigrateOperation):
    """A list of operations."""

    def __init__(self, ops=()):
        self.ops = list(ops)

    def is_empty(self):
        return not self.ops

    def as_diffs(self):
        return list(self._ops_as_diffs(self))

    @classmethod
    def _ops_as_diffs(cls, container):
        for operation in container.ops:
            if hasattr(operation, "ops"):
                yield from cls._ops_as_diffs(operation)
            else:
                yield operation.to_diff_tuple()


class ModifyTableOps(OpContainer):
    def __init__(self, table_name, ops, *, schema=None):
        super().__init__(ops)
        self.table_name = table_name
        self.schema = schema

    def reverse(self):
        return ModifyTableOps(self.table_name, _reversed(self.ops), schema=self.schema)


class UpgradeOps(OpContainer):
    def __init__(self, ops=(), upgrade_token="upgrades"):
        super().__init__(ops)
        self.upgrade_token = upgrade_token

    def reverse_into(self, downgrade_ops):
        downgrade_ops.ops[:] = _reversed(self.ops)
        return downgrade_ops

    def reverse(self):
        return self.reverse_into(DowngradeOps())


class DowngradeOps(OpContainer):
    def __init__(self, ops=(), downgrade_token="downgrades"):
        super().__init__(ops)
        self.downgrade_token = downgrade_token

    def reverse(self):
        return UpgradeOps(_reversed(self.ops))


class MigrationScript(MigrateOperation):
    """A revision script that is about to be written."""

    def __init__(
        self,
        rev_id,
        upgrade_ops,
        downgrade_ops,
        *,
        message=None,
        imports=set(),
        head=None,
        splice=None,
        branch_label=None,
        version_path=None,
        depends_on=None,
    ):
        self.rev_id = rev_id
        self.message = message
        self.imports = imports
        self.head = head
        self.splice = splice
        self.branch_label = branch_label
        self.version_path = str(version_path).replace("\\", "/") if version_path else None
        self.depends_on = depends_on
        self.upgrade_ops = upgrade_ops
        self.downgrade_ops = downgrade_ops

    @staticmethod
    def _only(containers, kind, attribute):
        if len(containers) > 1:
            raise ValueError(
                f"This MigrationScript instance has a multiple-entry list for {kind}; "
                f"please use the {attribute} attribute."
            )
        return containers[0] if containers else None

    @property
    def upgrade_ops(self):
        return self._only(self._upgrade_ops, "UpgradeOps", "upgrade_ops_list")

    @upgrade_ops.setter
    def upgrade_ops(self, upgrade_ops):
        self._upgrade_ops = to_list(upgrade_ops)
        for container in self._upgrade_ops:
            assert isinstance(container, UpgradeOps)

    @property
    def downgrade_ops(self):
        return self._only(self._downgrade_ops, "DowngradeOps", "downgrade_ops_list")

    @downgrade_ops.setter
    def downgrade_ops(self, downgrade_ops):
        self._downgrade_ops = to_list(downgrade_ops)
        for container in self._downgrade_ops:
            assert isinstance(container, DowngradeOps)

    @property
    def upgrade_ops_list(self):
        return self._upgrade_ops

    @property
    def downgrade_ops_list(self):
        return self._downgrade_ops
