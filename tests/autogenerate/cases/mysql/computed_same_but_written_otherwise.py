# databases: mysql
# kinds: 

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Column("name", sa.String(20)),
        sa.Column("twice", sa.Integer, sa.Computed("a * 2 + 1", persisted=True)),
        sa.Column("low", sa.String(40), sa.Computed("concat(lower(name), 'it''s')")),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Column("name", sa.String(20)),
        sa.Column("twice", sa.Integer, sa.Computed("(`a`*2)+1", persisted=True)),
        sa.Column("low", sa.String(40), sa.Computed("CONCAT(LOWER(`name`),'it\\'s')")),
    )
