# databases: postgresql
# alembic: add_table
# kinds: add_sequence add_table

import sqlalchemy as sa


def before(metadata):
    pass


def after(metadata):
    numbers = sa.Sequence("numbers", metadata=metadata)
    sa.Table(
        "t",
        metadata,
        sa.Column(
            "id",
            sa.Integer,
            numbers,
            server_default=numbers.next_value(),
            primary_key=True,
        ),
    )
