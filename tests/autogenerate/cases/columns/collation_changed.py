# databases: postgresql sqlite
# kinds: modify_type
# alembic:

import sqlalchemy as sa
from settings import DIALECT


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.String(10)),
    )


def after(metadata):
    collation = "NOCASE" if DIALECT == "sqlite" else "POSIX"
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.String(10, collation=collation)),
    )
