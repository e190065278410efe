# databases: mysql
# kinds: add_column add_fk

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "p", metadata, sa.Column("id", mysql.BIGINT(unsigned=True), primary_key=True)
    )
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("p_id", mysql.BIGINT(unsigned=True)),
    )


def after(metadata):
    sa.Table(
        "p", metadata, sa.Column("id", mysql.BIGINT(unsigned=True), primary_key=True)
    )
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("p_id", mysql.BIGINT(unsigned=True)),
        sa.Column("q_id", mysql.BIGINT(unsigned=True), sa.ForeignKey("p.id", name="fk_q")),
    )
