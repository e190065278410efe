# databases: postgresql
# alembic:
# kinds: remove_sequence

import sqlalchemy as sa


def before(metadata):
    sa.Sequence("numbers", start=100, increment=5, metadata=metadata)


def after(metadata):
    pass
