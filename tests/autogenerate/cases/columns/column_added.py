# kinds: add_column

import sqlalchemy as sa


def before(metadata):
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True))


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(30), server_default="x", nullable=False),
    )
