# databases: postgresql
# kinds: add_column

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

SETUP = ["CREATE DOMAIN zip AS varchar(5) CHECK (VALUE ~ '^[0-9]+$')"]


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", postgresql.DOMAIN("zip", sa.String(5), create_type=False)),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", postgresql.DOMAIN("zip", sa.String(5), create_type=False)),
        sa.Column("b", sa.Text),
    )
