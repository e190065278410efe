# databases: postgresql
# instead: without the existing identity, offline SQL would be another
# kinds: modify_default

import sqlalchemy as sa

OPTIONS = dict(compare_server_default=True)


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, sa.Identity(always=True), primary_key=True),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    )
