# databases: postgresql
# kinds: modify_type

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.JSON),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", postgresql.JSONB),
    )
