# databases: postgresql
# kinds: add_table

import enum

import sqlalchemy as sa


class Mood(enum.Enum):
    sad = 1
    ok = 2


def before(metadata):
    pass


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("mood", sa.Enum(Mood), server_default="ok", nullable=False),
    )
