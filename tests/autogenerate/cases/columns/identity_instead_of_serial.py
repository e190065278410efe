# databases: postgresql
# kinds: replace_serial
# alembic:

import sqlalchemy as sa


def before(metadata):
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True))


def after(metadata):
    sa.Table(
        "t", metadata, sa.Column("id", sa.Integer, sa.Identity(), primary_key=True)
    )
