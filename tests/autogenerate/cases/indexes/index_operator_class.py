# databases: postgresql
# kinds: remove_index add_index add_index add_index
# alembic: add_index add_index
# shown postgresql: check shows functions without their names

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.String(20)),
        sa.Column("j", postgresql.JSONB),
        sa.Index("ix_t", "a"),
    )


def after(metadata):
    table = sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.String(20)),
        sa.Column("j", postgresql.JSONB),
        sa.Index("ix_t", "a", postgresql_ops={"a": "varchar_pattern_ops"}),
        sa.Index(
            "ix_j", "j", postgresql_using="gin", postgresql_ops={"j": "jsonb_path_ops"}
        ),
    )
    sa.Index(
        "ix_lower",
        sa.func.lower(table.c.a).label("lower_a"),
        postgresql_ops={"lower_a": "text_pattern_ops"},
        postgresql_with={"fillfactor": 50},
    )
