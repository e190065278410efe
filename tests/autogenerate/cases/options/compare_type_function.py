# kinds: modify_type

import sqlalchemy as sa


def differs(context, reflected_column, column, reflected_type, type_):
    """`a` is never different, of the others the comparison decides."""
    assert reflected_column.name == column.name
    if column.name == "a":
        return False
    return None


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.Integer),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Text),
        sa.Column("b", sa.Text),
    )


OPTIONS = dict(compare_type=differs)
