# kinds: add_table add_column modify_nullable

import sqlalchemy as sa
from alembic.autogenerate.rewriter import Rewriter
from alembic.operations import ops

rewriter = Rewriter()


@rewriter.rewrites(ops.AddColumnOp)
def nullable_first(context, revision, operation):
    """A column that may not be NULL is added in two steps."""
    if operation.column.nullable:
        return operation
    operation.column.nullable = True
    return [
        operation,
        ops.AlterColumnOp(
            operation.table_name,
            operation.column.name,
            modify_nullable=False,
            existing_type=operation.column.type,
        ),
    ]


@rewriter.rewrites(ops.CreateTableOp)
def careful(context, revision, operation):
    operation.if_not_exists = True
    return operation


def before(metadata):
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True))


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, nullable=False),
    )
    sa.Table("u", metadata, sa.Column("id", sa.Integer, primary_key=True))


OPTIONS = dict(process_revision_directives=rewriter)
