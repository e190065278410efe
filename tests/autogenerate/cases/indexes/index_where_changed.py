# databases: postgresql sqlite
# kinds: remove_index add_index
# alembic:

import sqlalchemy as sa


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Index(
            "ix_t",
            "a",
            postgresql_where=sa.text("a > 0"),
            sqlite_where=sa.text("a > 0"),
        ),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Index(
            "ix_t",
            "a",
            postgresql_where=sa.text("a > 10"),
            sqlite_where=sa.text("a > 10"),
        ),
    )
