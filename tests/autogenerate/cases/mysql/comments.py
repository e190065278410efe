# databases: mysql
# kinds: modify_comment modify_comment modify_comment add_table_comment

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, comment="old", nullable=False, server_default="1"),
        sa.Column("b", sa.Integer),
        sa.Column("c", sa.String(5), comment="gone"),
        comment="the table",
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, comment="it's new", nullable=False, server_default="1"),
        sa.Column("b", sa.Integer, comment="added\\ 100%"),
        sa.Column("c", sa.String(5)),
        comment="another",
    )
