# kinds: add_table

import sqlalchemy as sa


def before(metadata):
    pass


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True, comment="its id"),
        comment="a table",
    )
