# databases: mysql
# kinds: add_table add_index

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
    )


def after(metadata):
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
        sa.Column("b", sa.String(20), nullable=False, server_default="x"),
        sa.Column(
            "c",
            sa.TIMESTAMP,
            nullable=False,
            server_default=sa.text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP"),
        ),
        sa.Index("ix_u", "a", mysql_length=10),
        mysql_engine="InnoDB",
        mysql_charset="utf8mb4",
        mysql_row_format="DYNAMIC",
        comment="the table",
    )
