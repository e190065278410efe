# databases: postgresql
# kinds: modify_comment modify_comment remove_table_comment

import sqlalchemy as sa


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True, comment="one"),
        sa.Column("a", sa.Integer, comment="two"),
        sa.Column("b", sa.Integer, comment="same"),
        comment="gone",
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True, comment="changed"),
        sa.Column("a", sa.Integer, comment=""),
        sa.Column("b", sa.Integer, comment="same"),
    )
