# kinds: add_table add_table add_fk
# kinds sqlite: add_table add_table
# alembic postgresql: add_table add_table
# alembic mysql: add_table add_table
# instead postgresql: Alembic's file makes a foreign key to a table that is not there yet, and fails
# instead mysql: a key to a table that is not there yet comes after it

import sqlalchemy as sa


def before(metadata):
    pass


def after(metadata):
    sa.Table(
        "hen",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("egg_id", sa.Integer, sa.ForeignKey("egg.id", name="fk_hen_egg")),
    )
    sa.Table(
        "egg",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("hen_id", sa.Integer, sa.ForeignKey("hen.id", name="fk_egg_hen")),
    )
