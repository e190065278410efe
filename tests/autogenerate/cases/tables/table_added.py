# kinds: add_table add_index

import sqlalchemy as sa


def before(metadata):
    pass


def after(metadata):
    sa.Table(
        "account",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("balance", sa.Numeric(10, 2), server_default="0"),
        sa.Column("created", sa.DateTime(timezone=True), server_default=sa.func.now()),
        sa.Column("active", sa.Boolean, server_default=sa.true()),
        sa.Index("ix_account_name", "name"),
        sa.UniqueConstraint("name", name="uq_account_name"),
        sa.CheckConstraint("balance >= 0", name="ck_account_balance"),
    )
