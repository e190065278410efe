# kinds postgresql: modify_comment add_table_comment
# kinds mysql: modify_comment add_table_comment
# kinds sqlite:

import sqlalchemy as sa


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, comment='the column\'s "comment"\nin two lines'),
        comment="what it's for: 100 %",
    )
