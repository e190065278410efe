# databases: mysql
# kinds: remove_fk add_fk

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("p_id", sa.Integer),
        sa.ForeignKeyConstraint(["p_id"], ["p.id"], name="fk_p", ondelete="RESTRICT"),
    )


def after(metadata):
    sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("p_id", sa.Integer),
        sa.ForeignKeyConstraint(["p_id"], ["p.id"], name="fk_p", ondelete="CASCADE"),
    )
