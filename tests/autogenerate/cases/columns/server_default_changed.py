# kinds: modify_default modify_default
# shown: Alembic's log has an object's address

import sqlalchemy as sa

OPTIONS = dict(compare_server_default=True)


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, server_default="5"),
        sa.Column("b", sa.String(10), server_default="it's"),
        sa.Column("c", sa.String(10), server_default="same"),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, server_default=sa.text("6")),
        sa.Column("b", sa.String(10)),
        sa.Column("c", sa.String(10), server_default="same"),
    )
