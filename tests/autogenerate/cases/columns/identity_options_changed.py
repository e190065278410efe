# databases: postgresql
# instead: without the existing identity, offline SQL would be another
# kinds: modify_default

import sqlalchemy as sa

OPTIONS = dict(compare_server_default=True)


def before(metadata):
    sa.Table(
        "t", metadata, sa.Column("id", sa.Integer, sa.Identity(), primary_key=True)
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column(
            "id",
            sa.Integer,
            sa.Identity(always=True, start=10, increment=5, maxvalue=1000, cycle=True),
            primary_key=True,
        ),
    )
