# databases: mysql
# kinds: modify_default modify_default modify_default modify_type modify_default modify_default
# alembic:

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, server_default="1"),
        sa.Column("b", sa.String(20), server_default="x"),
        sa.Column("c", sa.String(20), server_default=sa.text("(uuid())")),
        sa.Column("d", sa.DateTime, server_default=sa.func.now()),
        sa.Column("e", sa.Text),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, server_default="2"),
        sa.Column("b", sa.String(20), server_default="y"),
        sa.Column("c", sa.String(20), server_default=sa.text("(concat('a', uuid()))")),
        sa.Column("d", sa.DateTime),
        sa.Column("e", sa.Text, server_default=sa.text("('a')")),
    )
