# databases: postgresql
# kinds: add_table

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

SETUP = ["CREATE EXTENSION btree_gist"]


def before(metadata):
    pass


def after(metadata):
    sa.Table(
        "booking",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("room", sa.Integer),
        sa.Column("during", postgresql.TSRANGE),
        sa.Column("cancelled", sa.Boolean, server_default=sa.false()),
        postgresql.ExcludeConstraint(
            ("room", "="),
            ("during", "&&"),
            name="no_overlap",
            using="gist",
            where=sa.text("NOT cancelled"),
        ),
    )
