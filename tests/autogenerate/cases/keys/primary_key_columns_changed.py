# kinds: remove_constraint add_constraint
# alembic:
# fails mysql: a column that counts must be a key in between

import sqlalchemy as sa


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("a", sa.Integer, nullable=False),
        sa.Column("b", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("a", name="t_pkey"),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("a", sa.Integer, nullable=False),
        sa.Column("b", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("a", "b", name="t_pkey"),
    )
