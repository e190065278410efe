# kinds: add_constraint
# alembic:

import sqlalchemy as sa


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("a", sa.Integer, nullable=False),
        sa.Column("b", sa.Integer),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("a", sa.Integer, nullable=False),
        sa.Column("b", sa.Integer),
        sa.PrimaryKeyConstraint("a", name="pk_t"),
    )
