# kinds: modify_default
# shown: Alembic's log has an object's address

import sqlalchemy as sa


def differs(context, reflected_column, column, reflected_default, default, rendered):
    """What `a` has is never different."""
    if column.name == "a":
        return False
    return None


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, server_default="1"),
        sa.Column("b", sa.Integer, server_default="1"),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, server_default="2"),
        sa.Column("b", sa.Integer, server_default="2"),
    )


OPTIONS = dict(compare_server_default=differs)
