# kinds: add_column

import sqlalchemy as sa

OPTIONS = dict(
    autogenerate_plugins=[
        "alembic.autogenerate.*",
        "~alembic.autogenerate.types",
        "~alembic.autogenerate.comments",
    ]
)


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Text, comment="a text"),
        sa.Column("b", sa.Text),
    )
