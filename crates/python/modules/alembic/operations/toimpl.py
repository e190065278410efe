"""How each operation is carried out: Rust does it, whatever it is. A batch
collects them first."""

from . import ops
from .base import Operations


@Operations.implementation_for(ops.AlterColumnOp)
def alter_column(operations, operation):
    assert operation.existing_server_default is not True
    assert operation.modify_comment is not True
    operations.impl._invoke(operation)


@Operations.implementation_for(ops.CreateTableOp)
def create_table(operations, operation):
    table = operation.to_table(operations.migration_context)
    operations.impl._invoke(operation, table)
    return table


@Operations.implementation_for(ops.BulkInsertOp)
def bulk_insert(operations, operation):
    rows = operation.rows
    if not isinstance(rows, list):
        raise TypeError("List expected")
    if rows:
        if not isinstance(rows[0], dict):
            raise TypeError("List of dictionaries expected")
        operations.impl._invoke(operation)


@Operations.implementation_for(ops.DropConstraintOp)
def drop_constraint(operations, operation):
    kinds = ("foreignkey", "primary", "unique", "check", None)
    if operation.constraint_type not in kinds:
        raise TypeError("'type' can be one of %s" % ", ".join(sorted(map(repr, kinds))))
    operations.impl._invoke(operation)


def _plain(op_cls):
    @Operations.implementation_for(op_cls)
    def implementation(operations, operation):
        operations.impl._invoke(operation)

    return implementation


drop_table = _plain(ops.DropTableOp)
drop_column = _plain(ops.DropColumnOp)
create_index = _plain(ops.CreateIndexOp)
drop_index = _plain(ops.DropIndexOp)
rename_table = _plain(ops.RenameTableOp)
create_table_comment = _plain(ops.CreateTableCommentOp)
drop_table_comment = _plain(ops.DropTableCommentOp)
add_column = _plain(ops.AddColumnOp)
create_constraint = _plain(ops.AddConstraintOp)


@Operations.implementation_for(ops.ExecuteSQLOp)
def execute_sql(operations, operation):
    """At once, within a batch too."""
    operations.migration_context._invoke(operation)
