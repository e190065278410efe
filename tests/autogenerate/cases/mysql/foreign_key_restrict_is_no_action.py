# databases: mysql
# kinds: 

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("p_id", sa.Integer),
        sa.ForeignKeyConstraint(["p_id"], ["p.id"], name="fk_p", ondelete="RESTRICT", onupdate="NO ACTION"),
    )


def after(metadata):
    sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("p_id", sa.Integer),
        sa.ForeignKeyConstraint(["p_id"], ["p.id"], name="fk_p"),
    )
