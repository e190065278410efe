# databases: postgresql
# kinds: modify_comment modify_comment remove_table_comment
# differs: an empty comment is written as such
# shown: an empty comment is written as such
# instead: an empty comment is written as such

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
