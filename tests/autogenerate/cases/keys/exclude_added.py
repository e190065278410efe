# databases: postgresql
# kinds: add_constraint
# alembic:

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("during", postgresql.TSRANGE),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("during", postgresql.TSRANGE),
        postgresql.ExcludeConstraint(("during", "&&"), name="no_overlap", using="gist"),
    )
