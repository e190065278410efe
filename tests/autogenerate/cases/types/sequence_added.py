# databases: postgresql
# alembic:
# kinds: add_sequence

import sqlalchemy as sa


def before(metadata):
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True))


def after(metadata):
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Sequence("numbers", start=100, increment=5, metadata=metadata)
