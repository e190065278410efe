# kinds: remove_table remove_table remove_table
# differs: Alembic removes tables in the order of a Python set
# shown: Alembic removes tables in the order of a Python set
# instead: Alembic removes tables in the order of a Python set

import sqlalchemy as sa


def before(metadata):
    sa.Table(
        "a_line",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("bill_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["bill_id"], ["b_bill.id"], name="a_line_bill_id_fkey", ondelete="CASCADE"
        ),
    )
    sa.Table(
        "b_bill",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer),
        sa.ForeignKeyConstraint(
            ["person_id"], ["c_person.id"], name="b_bill_person_id_fkey"
        ),
    )
    sa.Table("c_person", metadata, sa.Column("id", sa.Integer, primary_key=True))


def after(metadata):
    pass
