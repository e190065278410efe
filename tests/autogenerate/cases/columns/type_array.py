# databases: postgresql
# kinds: add_column modify_type

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", postgresql.ARRAY(sa.Integer)),
        sa.Column("same", postgresql.ARRAY(sa.String(5))),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", postgresql.ARRAY(sa.BigInteger)),
        sa.Column("same", postgresql.ARRAY(sa.String(5))),
        sa.Column("b", sa.ARRAY(sa.Text), server_default="{}"),
    )
