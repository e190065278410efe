# databases: postgresql
# kinds: remove_fk remove_table remove_table
# alembic: remove_table remove_table
# instead: Alembic drops a table that another one still needs, and fails
# differs: Alembic looks at tables in the order of a Python set
# shown: Alembic looks at tables in the order of a Python set

import sqlalchemy as sa


def before(metadata):
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


def after(metadata):
    pass
