# kinds: add_table add_index add_column add_index add_constraint add_fk

import sqlalchemy as sa

METADATA = dict(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def before(metadata):
    sa.Table(
        "person",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.Text),
    )


def after(metadata):
    sa.Table(
        "person",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.Text, unique=True),
        sa.Column("boss_id", sa.Integer, sa.ForeignKey("person.id"), index=True),
    )
    sa.Table(
        "bill",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), index=True),
        sa.Column("total", sa.Integer),
        sa.CheckConstraint("total > 0", name="positive"),
        sa.UniqueConstraint("person_id", "total"),
    )
