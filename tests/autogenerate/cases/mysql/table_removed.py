# databases: mysql
# kinds: remove_fk remove_index remove_index remove_table
# alembic: remove_index remove_index remove_table
# instead: a foreign key that needs an index goes before it

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
    )
    sa.Table(
        "u",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Text, comment="a text"),
        sa.Column("b", mysql.VARCHAR(20, charset="latin1"), server_default="x"),
        sa.Column("c", mysql.ENUM("x", "y")),
        sa.Column("t_id", sa.Integer, sa.ForeignKey("t.id"), index=True),
        sa.Index("ix_u", "a", mysql_length=10),
        comment="the table",
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
    )
