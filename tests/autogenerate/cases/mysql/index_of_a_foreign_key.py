# databases: mysql
# kinds: add_index
# fails: downgrade: MySQL drops its own index for another, and that is needed then

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("p_id", sa.Integer, sa.ForeignKey("p.id")),
        sa.Column("q_id", sa.Integer, sa.ForeignKey("p.id"), index=True),
        sa.Column("r_id", sa.Integer, sa.ForeignKey("p.id"), unique=True),
    )


def after(metadata):
    sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("p_id", sa.Integer, sa.ForeignKey("p.id"), index=True),
        sa.Column("q_id", sa.Integer, sa.ForeignKey("p.id"), index=True),
        sa.Column("r_id", sa.Integer, sa.ForeignKey("p.id"), unique=True),
    )
