# databases: postgresql
# kinds:

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.DateTime(timezone=True), server_default=sa.func.now()),
        sa.Column("b", sa.Integer, server_default="1"),
        sa.Column("c", sa.Boolean, server_default="f"),
        sa.Column("d", postgresql.JSONB, server_default="{}"),
        sa.Column("e", postgresql.UUID, server_default=sa.text("gen_random_uuid()")),
        sa.Column("f", sa.Text, server_default=sa.text("'a' || 'b'")),
        sa.Column("g", postgresql.ARRAY(sa.Text), server_default="{}"),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.DateTime(timezone=True), server_default=sa.text("NOW( )")),
        sa.Column("b", sa.Integer, server_default=sa.text("(1)")),
        sa.Column("c", sa.Boolean, server_default=sa.text("FALSE")),
        sa.Column("d", postgresql.JSONB, server_default=sa.text("'{}'::jsonb")),
        sa.Column("e", postgresql.UUID, server_default=sa.text("GEN_RANDOM_UUID()")),
        sa.Column("f", sa.Text, server_default=sa.text("('a'::text || 'b'::text)")),
        sa.Column(
            "g", postgresql.ARRAY(sa.Text), server_default=sa.text("'{}'::text[]")
        ),
    )
