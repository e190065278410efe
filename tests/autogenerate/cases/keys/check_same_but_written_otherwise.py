# databases: postgresql
# kinds:

import sqlalchemy as sa


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.String(10)),
        sa.CheckConstraint("a BETWEEN 1 AND 5", name="ck_t_a"),
        sa.CheckConstraint("b IN ('x', 'y')", name="ck_t_b"),
        sa.CheckConstraint("length(b) > 1"),
    )


def after(metadata):
    table = sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.String(10)),
        sa.CheckConstraint("((a >= 1) and (a<=5))", name="ck_t_a"),
        sa.CheckConstraint("LENGTH( b )>1"),
    )
    table.append_constraint(
        sa.CheckConstraint(table.c.b.in_(["x", "y"]), name="ck_t_b")
    )
