# kinds: add_table add_table add_table

import sqlalchemy as sa


def before(metadata):
    pass


def after(metadata):
    sa.Table(
        "a_line",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "bill_id", sa.ForeignKey("b_bill.id", ondelete="CASCADE"), nullable=False
        ),
    )
    sa.Table(
        "b_bill",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("c_person.id")),
    )
    sa.Table("c_person", metadata, sa.Column("id", sa.Integer, primary_key=True))
