# kinds: remove_index remove_table
# kinds mysql: remove_index remove_index remove_table
# differs postgresql: Alembic writes an INCLUDE without columns
# instead postgresql: Alembic writes an INCLUDE without columns

import sqlalchemy as sa


def before(metadata):
    sa.Table(
        "account",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("balance", sa.Numeric(10, 2)),
        sa.Column("note", sa.Text),
        sa.Index("ix_account_name", "name"),
        sa.UniqueConstraint("note", name="uq_account_note"),
    )


def after(metadata):
    pass
