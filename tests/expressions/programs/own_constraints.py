"""A project's function for constraints may change them before they are written."""

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy.ext.compiler import compiles


@compiles(sa.ForeignKeyConstraint, "postgresql")
def without_name(element, compiler, **kw):
    element.name = None
    return compiler.visit_foreign_key_constraint(element, **kw)


for dialect in ("postgresql", "mysql"):
    context = MigrationContext.configure(dialect_name=dialect, opts={"as_sql": True})
    op = Operations(context)
    op.create_table(
        "t",
        sa.Column("a", sa.Integer, sa.ForeignKey("u.id", name="fk_a")),
        sa.Column("b", sa.Integer),
        sa.ForeignKeyConstraint(["b"], ["v.id"], name="fk_b"),
        sa.UniqueConstraint("b", name="uq_b"),
    )
    op.create_foreign_key("fk_c", "t", "w", ["b"], ["id"])
    # A whole column names itself; there is nothing to alter.
    op.alter_column("t", sa.Column("a", sa.Integer))
    sa.Enum("x", "y", name="kind").create(op.get_bind(), checkfirst=False)
