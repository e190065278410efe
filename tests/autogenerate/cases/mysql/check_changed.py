# databases: mysql
# kinds: remove_constraint add_constraint
# alembic:

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.CheckConstraint("a > 0", name="ck_a"),
        sa.CheckConstraint("a < 99", name="ck_b"),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.CheckConstraint("a >= 1", name="ck_a"),
        sa.CheckConstraint("(`a`) < (99)", name="ck_b"),
    )
