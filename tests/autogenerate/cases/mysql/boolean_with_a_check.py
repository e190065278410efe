# databases: mysql
# kinds: add_column

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Boolean(create_constraint=True, name="ck_a")),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Boolean(create_constraint=True, name="ck_a")),
        sa.Column("b", sa.Boolean(create_constraint=True, name="ck_b")),
    )
