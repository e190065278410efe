# kinds: remove_table

import sqlalchemy as sa


def named(name, type_, parents):
    if type_ == "table":
        assert parents["schema_name"] is None
        assert parents["schema_qualified_table_name"] == name
        return name != "legacy"
    if type_ == "index":
        return not name.startswith("manual_") and parents["table_name"] == "t"
    return True


def before(metadata):
    sa.Table("legacy", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table("gone", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Index("manual_ix", "a"),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
    )


OPTIONS = dict(include_name=named)
