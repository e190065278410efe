# kinds: add_table add_index

import sqlalchemy as sa


def before(metadata):
    pass


def after(metadata):
    sa.Table(
        "order",
        metadata,
        sa.Column("select", sa.Integer, primary_key=True),
        sa.Column("from", sa.String(10), nullable=False),
        sa.Column("it's", sa.Text),
        sa.Column("two words", sa.Text),
        sa.UniqueConstraint("from", name="unique"),
        sa.Index("index", "two words"),
    )
