"""How each operation is carried out: Rust does it, whatever it is. A batch
collects them first."""

from . import ops
from .base import Operations


def _given(**options):
    """The options that were given."""
    return {name: value for name, value in options.items() if value is not None}


@Operations.implementation_for(ops.AlterColumnOp)
def alter_column(operations, operation):
    assert operation.existing_server_default is not True
    assert operation.modify_comment is not True
    impl = operations.impl
    if not impl._is_replaced("alter_column"):
        return impl._invoke(operation)
    impl.alter_column(
        operation.table_name,
        operation.column_name,
        nullable=operation.modify_nullable,
        server_default=operation.modify_server_default,
        name=operation.modify_name,
        type_=operation.modify_type,
        schema=operation.schema,
        existing_type=operation.existing_type,
        existing_server_default=operation.existing_server_default,
        existing_nullable=operation.existing_nullable,
        comment=operation.modify_comment,
        existing_comment=operation.existing_comment,
        **operation.kw,
    )


@Operations.implementation_for(ops.CreateTableOp)
def create_table(operations, operation):
    table = operation.to_table(operations.migration_context)
    impl = operations.impl
    if impl._is_replaced("create_table"):
        impl.create_table(table, **_given(if_not_exists=operation.if_not_exists))
    else:
        impl._invoke(operation, table)
    return table


@Operations.implementation_for(ops.BulkInsertOp)
def bulk_insert(operations, operation):
    rows = operation.rows
    if not isinstance(rows, list):
        raise TypeError("List expected")
    if not rows:
        return
    if not isinstance(rows[0], dict):
        raise TypeError("List of dictionaries expected")
    impl = operations.impl
    if impl._is_replaced("bulk_insert"):
        impl.bulk_insert(operation.table, rows, multiinsert=operation.multiinsert)
    else:
        impl._invoke(operation)


@Operations.implementation_for(ops.DropConstraintOp)
def drop_constraint(operations, operation):
    kinds = ("foreignkey", "primary", "unique", "check", None)
    if operation.constraint_type not in kinds:
        raise TypeError("'type' can be one of %s" % ", ".join(sorted(map(repr, kinds))))
    impl = operations.impl
    if not impl._is_replaced("drop_constraint"):
        return impl._invoke(operation)
    objects = operations.schema_obj
    constraint = objects.generic_constraint(
        operation.constraint_name,
        operation.table_name,
        operation.constraint_type,
        schema=operation.schema,
    )
    impl.drop_constraint(constraint, **_given(if_exists=operation.if_exists))


def _plain(op_cls, method, arguments):
    """An operation that Rust carries out, unless a project's implementation of
    the dialect has a method of its own for it."""

    @Operations.implementation_for(op_cls)
    def implementation(operations, operation):
        impl = operations.impl
        if not impl._is_replaced(method):
            return impl._invoke(operation)
        args, kw = arguments(operation, operations.migration_context)
        getattr(impl, method)(*args, **kw)

    return implementation


drop_table = _plain(
    ops.DropTableOp,
    "drop_table",
    lambda op, context: ((op.to_table(context),), _given(if_exists=op.if_exists)),
)
drop_column = _plain(
    ops.DropColumnOp,
    "drop_column",
    lambda op, context: (
        (op.table_name, op.to_column(context)),
        {"schema": op.schema, "if_exists": op.if_exists, **op.kw},
    ),
)
create_index = _plain(
    ops.CreateIndexOp,
    "create_index",
    lambda op, context: ((op.to_index(context),), _given(if_not_exists=op.if_not_exists)),
)
drop_index = _plain(
    ops.DropIndexOp,
    "drop_index",
    lambda op, context: ((op.to_index(context),), _given(if_exists=op.if_exists)),
)
rename_table = _plain(
    ops.RenameTableOp,
    "rename_table",
    lambda op, context: ((op.table_name, op.new_table_name), {"schema": op.schema}),
)
create_table_comment = _plain(
    ops.CreateTableCommentOp,
    "create_table_comment",
    lambda op, context: ((op.to_table(context),), {}),
)
drop_table_comment = _plain(
    ops.DropTableCommentOp,
    "drop_table_comment",
    lambda op, context: ((op.to_table(context),), {}),
)
add_column = _plain(
    ops.AddColumnOp,
    "add_column",
    lambda op, context: (
        (op.table_name, op.column),
        {
            "schema": op.schema,
            **_given(
                if_not_exists=op.if_not_exists,
                inline_references=op.inline_references,
                inline_primary_key=op.inline_primary_key,
            ),
            **op.kw,
        },
    ),
)
create_constraint = _plain(
    ops.AddConstraintOp,
    "add_constraint",
    lambda op, context: ((op.to_constraint(context),), {}),
)


@Operations.implementation_for(ops.ExecuteSQLOp)
def execute_sql(operations, operation):
    """At once, within a batch too."""
    context = operations.migration_context
    impl = context.impl
    if impl._is_replaced("execute"):
        return impl.execute(operation.sqltext, execution_options=operation.execution_options)
    if not operation.autocommit:
        return context._invoke(operation)
    with context.autocommit_block():
        context._invoke(operation)


@Operations.implementation_for(ops.RemarkOp)
def remark(operations, operation):
    """Nothing is to be done."""
